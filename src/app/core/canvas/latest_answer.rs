//! What a reading thread was asked, and its newest answer that counts: the protocol that the readers of one digit, of a
//! number and of several models share.

use crate::app::core::shared::Shared;
use crate::text::ToMessage;

/// The questions to a thread that answers the newest one, and its newest answer. Each question gets a ticket, which
/// comes back with its answer; answers to questions from before [`Self::forget`] or [`Self::drop_older`] do not count.
/// Until then an older answer is better than none.
#[derive(Debug)]
pub struct LatestAnswer<Question, Answer> {
    question: Option<Question>,
    answer: Option<Answer>,
    ticket: u64,
    /// The oldest ticket whose answer counts.
    counts_from: u64,
}

impl<Question, Answer> Default for LatestAnswer<Question, Answer> {
    fn default() -> Self {
        Self { question: None, answer: None, ticket: 0, counts_from: 0 }
    }
}

impl<Question: PartialEq, Answer> LatestAnswer<Question, Answer> {
    /// The ticket of a new question; `None` if it is the newest one already.
    pub fn ask(&mut self, question: Question) -> Option<u64> {
        if self.question.as_ref() == Some(&question) {
            return None;
        }
        self.question = Some(question);
        self.ticket += 1;
        Some(self.ticket)
    }

    /// The newest question.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// Takes the answer to the question with this ticket, if it counts; gives it back where it is kept.
    pub fn take(&mut self, ticket: u64, answer: Answer) -> Option<&Answer> {
        if ticket < self.counts_from {
            return None;
        }
        Some(self.answer.insert(answer))
    }

    /// The newest answer that counts.
    #[must_use]
    pub fn answer(&self) -> Option<&Answer> {
        self.answer.as_ref()
    }

    /// Forgets question and answer: no answer that is still to come counts, and the same question can be asked again.
    pub fn forget(&mut self) {
        (self.question, self.answer) = (None, None);
        self.counts_from = self.ticket + 1;
    }

    /// Forgets the answer; only that to the newest question counts.
    pub fn drop_older(&mut self) {
        self.answer = None;
        self.counts_from = self.ticket;
    }
}

/// The reading thread in `reader`, started if it is not there yet; a notice says why it could not be.
pub fn running<'a, R, E: ToMessage>(
    reader: &'a mut Option<R>,
    start: impl FnOnce() -> Result<R, E>,
    shared: &mut Shared,
) -> Option<&'a R> {
    if reader.is_none() {
        match start() {
            Ok(started) => *reader = Some(started),
            Err(error) => shared.notices.error(error),
        }
    }
    reader.as_ref()
}

#[cfg(test)]
mod tests {
    use super::LatestAnswer;

    #[test]
    fn a_question_is_asked_once_until_it_is_forgotten() {
        let mut latest = LatestAnswer::<_, ()>::default();
        assert_eq!([latest.ask('a'), latest.ask('a'), latest.ask('b')], [Some(1), None, Some(2)]);
        assert_eq!(latest.question(), Some(&'b'));
        latest.forget();
        assert_eq!(latest.question(), None);
        assert_eq!(latest.ask('b'), Some(3));
    }

    #[test]
    fn an_older_answer_counts_until_older_ones_are_dropped() {
        let mut latest = LatestAnswer::default();
        latest.ask('a');
        latest.ask('b');
        assert_eq!(latest.take(1, "a"), Some(&"a"));
        latest.drop_older();
        assert_eq!(latest.answer(), None);
        assert_eq!(latest.take(1, "a"), None);
        assert_eq!(latest.take(2, "b"), Some(&"b"));
        assert_eq!(latest.answer(), Some(&"b"));
    }

    #[test]
    fn what_was_forgotten_is_never_answered() {
        let mut latest = LatestAnswer::default();
        latest.ask('a');
        latest.take(1, "a");
        latest.forget();
        assert_eq!(latest.answer(), None);
        assert_eq!(latest.take(1, "a"), None);
        latest.ask('b');
        assert_eq!(latest.take(2, "b"), Some(&"b"));
    }
}
