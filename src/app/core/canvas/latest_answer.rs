//! What a reading thread was asked, and its newest answer that counts: the protocol that the readers of one digit, of a
//! number and of several models share.

use std::sync::Arc;

use crate::app::core::shared::Shared;
use crate::background::scene_reader::Subject as Scene;
use crate::background::{
    InspectingReader, Inspection, LookRequest, PanelReader, Reader, Reading, SceneReader, SceneReading, Timed,
};
use crate::data::Image;
use crate::model::Predictor;
use crate::text::Message;

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

/// A thread that answers the newest request.
pub trait ReadingThread: Sized {
    /// What it is asked.
    type Request;
    /// What it answers.
    type Reading;

    /// Starts it; `wake` is called when there is an answer.
    ///
    /// # Errors
    /// When no thread can be started.
    fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message>;

    /// Asks it; replaces an earlier request that was not begun.
    fn request(&self, ticket: u64, request: Self::Request);

    /// Its newest answer and the ticket of the request, once; or why there is none.
    fn latest(&self) -> Option<Result<(u64, Self::Reading), Message>>;
}

/// A reading thread, started with the first question, and its newest answer.
pub struct LatestReading<Question, Thread: ReadingThread> {
    reader: Option<Thread>,
    latest: LatestAnswer<Question, Thread::Reading>,
}

impl<Question, Thread: ReadingThread> Default for LatestReading<Question, Thread> {
    fn default() -> Self {
        Self { reader: None, latest: LatestAnswer::default() }
    }
}

impl<Question: PartialEq, Thread: ReadingThread> LatestReading<Question, Thread> {
    /// Asks `question` with the `request` that it stands for, unless it is the newest one already; says whether it was
    /// new. A thread that cannot be started becomes a notice.
    pub fn ask(&mut self, shared: &mut Shared, question: Question, request: impl FnOnce() -> Thread::Request) -> bool {
        let Some(ticket) = self.latest.ask(question) else { return false };
        if self.reader.is_none() {
            match Thread::start(shared.wake()) {
                Ok(reader) => self.reader = Some(reader),
                Err(error) => shared.notices.error(error),
            }
        }
        if let Some(reader) = &self.reader {
            reader.request(ticket, request());
        }
        true
    }

    /// Takes the newest answer; says whether there is a new one that counts. What went wrong becomes a notice.
    pub fn poll(&mut self, shared: &mut Shared) -> bool {
        match self.reader.as_ref().and_then(Thread::latest) {
            Some(Ok((ticket, reading))) => self.latest.take(ticket, reading).is_some(),
            Some(Err(fault)) => {
                shared.notices.error(fault);
                false
            }
            None => false,
        }
    }

    /// The newest question.
    #[must_use]
    pub fn question(&self) -> Option<&Question> {
        self.latest.question()
    }

    /// The newest answer that counts.
    #[must_use]
    pub fn answer(&self) -> Option<&Thread::Reading> {
        self.latest.answer()
    }

    /// Forgets question and answer: no answer that is still to come counts, and the same question can be asked again.
    pub fn forget(&mut self) {
        self.latest.forget();
    }

    /// Forgets the answer; only that to the newest question counts.
    pub fn drop_older(&mut self) {
        self.latest.drop_older();
    }
}

impl ReadingThread for Reader {
    type Request = (Arc<Predictor>, Image);
    type Reading = Reading;

    fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        Self::start(wake)
    }

    fn request(&self, ticket: u64, (predictor, image): Self::Request) {
        self.request(ticket, predictor, image);
    }

    fn latest(&self) -> Option<Result<(u64, Reading), Message>> {
        Some(self.latest()?.map(|reading| (reading.ticket, reading)))
    }
}

impl ReadingThread for SceneReader {
    type Request = (Arc<Predictor>, Scene);
    type Reading = SceneReading;

    fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        Self::start(wake)
    }

    fn request(&self, ticket: u64, (predictor, scene): Self::Request) {
        self.request(ticket, predictor, scene);
    }

    fn latest(&self) -> Option<Result<(u64, SceneReading), Message>> {
        Some(self.latest()?.map(|reading| (reading.ticket, reading)))
    }
}

impl ReadingThread for PanelReader {
    type Request = (Vec<Arc<Predictor>>, Image);
    type Reading = Vec<Option<Timed>>;

    fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        Self::start(wake)
    }

    fn request(&self, ticket: u64, (predictors, image): Self::Request) {
        self.request(ticket, predictors, image);
    }

    fn latest(&self) -> Option<Result<(u64, Vec<Option<Timed>>), Message>> {
        Some(self.latest()?.map(|reading| (reading.ticket, reading.readings)))
    }
}

impl ReadingThread for InspectingReader {
    type Request = LookRequest;
    type Reading = Inspection;

    fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        Self::start(wake)
    }

    fn request(&self, ticket: u64, request: LookRequest) {
        self.request(ticket, request);
    }

    fn latest(&self) -> Option<Result<(u64, Inspection), Message>> {
        Some(self.latest()?.map(|inspection| (inspection.ticket, inspection)))
    }
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
