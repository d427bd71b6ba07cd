//! The job that reads all test images with a model, and what it brings.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use crate::analysis::{Confusion, Misread, Reliability, misreads};
use crate::background::TaskContext;
use crate::data::Dataset;
use crate::methods::Readable;
use crate::model::Kernels;
use crate::text::Message;
use crate::train::{self, DataSource, Evaluation};

/// Longest evaluation that starts without being asked for, in seconds.
pub const QUICK_SECS: f64 = 3.0;
/// Images that are read, and the least time that passes, before the rest is estimated.
const ESTIMATE_AFTER: (usize, f64) = (500, 0.05);

/// What was evaluated: a model on a data set. Two subjects are the same if they share model and images.
#[derive(Debug, Clone)]
pub struct EvaluationSubject {
    /// The model that reads.
    pub model: Readable,
    /// The test images.
    pub test: Arc<Dataset>,
    /// Where they come from.
    pub source: DataSource,
}

impl PartialEq for EvaluationSubject {
    fn eq(&self, other: &Self) -> bool {
        self.model.is(&other.model) && Arc::ptr_eq(&self.test, &other.test)
    }
}

/// How urgent an evaluation is: asked for by a person, or done in the background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Unasked, in the background: it gives up if it would take longer than [`QUICK_SECS`].
    OnlyIfQuick,
    /// Asked for: it takes as long as it takes.
    AsLongAsItTakes,
}

/// How an evaluation ended.
#[derive(Debug)]
pub enum EvaluationOutcome {
    /// All images are read.
    Done(Evaluation),
    /// It was cancelled.
    Cancelled,
    /// It would not have been quick.
    TooSlow {
        /// Estimate for all images, in seconds.
        expected_secs: f64,
    },
}

/// What an evaluation of one model on one data set found.
#[derive(Debug)]
pub struct Results {
    /// What was evaluated.
    pub subject: EvaluationSubject,
    /// A prediction for every image.
    pub evaluation: Evaluation,
    /// Counts by true and predicted digit.
    pub confusion: Confusion,
    /// The images read wrong, most confident first.
    pub misreads: Vec<Misread>,
    /// How often the network is right when it is so sure: with the probabilities as the network gives them, and as
    /// they are shown, with the card's temperature.
    pub reliability: [Reliability; 2],
}

impl Results {
    /// Sums up `evaluation` of `subject`.
    #[must_use]
    pub fn new(subject: EvaluationSubject, evaluation: Evaluation) -> Self {
        let test = &subject.test;
        let names = evaluation.predictions.first().map_or(test.names(), |prediction| prediction.labels);
        let labels = &*test.labels_as(names).unwrap_or_else(|_| Cow::Borrowed(test.labels()));
        let confusion = Confusion::new(labels, &evaluation.predictions);
        let misreads = misreads(labels, &evaluation.predictions);
        let pairs = || evaluation.predictions.iter().zip(labels.iter().copied());
        let reliability = [Reliability::at(1.0, pairs()), Reliability::new(pairs())];
        Self { subject, evaluation, confusion, misreads, reliability }
    }
}

/// The job: reads every image, looking at the clock and at the request to cancel.
///
/// # Errors
/// When the network cannot read.
pub fn evaluate(subject: &EvaluationSubject, pace: Pace, context: &TaskContext) -> Result<EvaluationOutcome, Message> {
    let predictor = subject.model.predictor(Kernels::Fast).map_err(Message::of)?;
    let total = subject.test.len();
    let started = Instant::now();
    let mut expected_secs = 0.0;
    let mut is_too_slow = false;
    let mut progress = |done: usize| {
        context.progress(done as f32 / total.max(1) as f32);
        let elapsed = started.elapsed().as_secs_f64();
        expected_secs = elapsed * total as f64 / done.max(1) as f64;
        let is_measured = done < total && done >= ESTIMATE_AFTER.0 && elapsed >= ESTIMATE_AFTER.1;
        is_too_slow = pace == Pace::OnlyIfQuick && is_measured && expected_secs > QUICK_SECS;
        !is_too_slow && !context.is_cancelled()
    };
    let evaluation = train::evaluate(&predictor, &subject.test, &mut progress).map_err(Message::of)?;
    Ok(match evaluation {
        Some(evaluation) => EvaluationOutcome::Done(evaluation),
        None if is_too_slow => EvaluationOutcome::TooSlow { expected_secs },
        None => EvaluationOutcome::Cancelled,
    })
}
