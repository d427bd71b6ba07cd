//! Puts the training loop on a thread and turns it into a stream of events.

use super::{Job, TrainError, TrainEvent};
use crate::model::Weights;

/// What the window can ask of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Hold after the current step.
    Pause,
    /// Go on.
    Resume,
    /// End and keep the best weights.
    Stop,
}

/// A run on its own thread, at lower priority than the window's. Dropping it stops and joins the thread.
pub struct Trainer {}

impl Trainer {
    /// Starts the run. `wake` is called after every event and must not block.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(_job: Job, _wake: impl Fn() + Send + Sync + 'static) -> Result<Self, TrainError> {
        todo!()
    }

    /// All events since the last call, in order; never blocks.
    pub fn drain(&mut self) -> Vec<TrainEvent> {
        todo!()
    }

    /// The newest copy of the weights being trained, if there is one that was not taken yet.
    #[must_use]
    pub fn latest_weights(&self) -> Option<Weights> {
        todo!()
    }

    /// Pauses, resumes or stops; does not wait.
    pub fn control(&self, _control: Control) {
        todo!()
    }
}
