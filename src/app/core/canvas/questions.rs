//! What a reading thread was asked, and which of its answers still count: the part of the protocol that the readers of
//! one digit, of a number and of several models share.

use crate::app::core::shared::Shared;
use crate::text::ToMessage;

/// The questions to a thread that answers the newest one. Each gets a ticket, which comes back with its answer; answers
/// to questions from before [`Self::forget`] or [`Self::drop_older`] do not count.
#[derive(Debug)]
pub struct Questions<Q> {
    newest: Option<Q>,
    ticket: u64,
    counts_from: u64,
}

impl<Q> Default for Questions<Q> {
    fn default() -> Self {
        Self { newest: None, ticket: 0, counts_from: 0 }
    }
}

impl<Q: PartialEq> Questions<Q> {
    /// The ticket of a new question; `None` if it is the newest one already.
    pub fn ask(&mut self, question: Q) -> Option<u64> {
        if self.newest.as_ref() == Some(&question) {
            return None;
        }
        self.newest = Some(question);
        self.ticket += 1;
        Some(self.ticket)
    }

    /// The newest question.
    #[must_use]
    pub fn newest(&self) -> Option<&Q> {
        self.newest.as_ref()
    }

    /// No answer that is still to come counts, and the same question can be asked again.
    pub fn forget(&mut self) {
        self.newest = None;
        self.counts_from = self.ticket + 1;
    }

    /// Only the answer to the newest question counts.
    pub fn drop_older(&mut self) {
        self.counts_from = self.ticket;
    }

    /// Whether the answer with this ticket counts.
    #[must_use]
    pub fn counts(&self, ticket: u64) -> bool {
        ticket >= self.counts_from
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
    use super::Questions;

    #[test]
    fn each_question_is_asked_once_and_old_answers_do_not_count() {
        let mut questions = Questions::default();
        assert_eq!([questions.ask('a'), questions.ask('a'), questions.ask('b')], [Some(1), None, Some(2)]);
        assert!(questions.counts(1), "until something else is said, an older answer is better than none");
        questions.drop_older();
        assert!(!questions.counts(1) && questions.counts(2));
        questions.forget();
        assert!(!questions.counts(2));
        assert_eq!(questions.ask('b'), Some(3));
        assert!(questions.counts(3));
    }
}
