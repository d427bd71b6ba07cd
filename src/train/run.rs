//! The training loop. Pure of threads: it calls an observer for each event and asks it whether to go on.

use std::sync::Arc;

use super::{Outcome, TrainConfig, TrainError, TrainEvent};
use crate::data::Dataset;
use crate::model::{Model, Weights};

/// The images a run uses. The test images are only ever reported on.
#[derive(Debug, Clone)]
pub struct TrainingData {
    /// Split into training and validation images by the run's seed.
    pub train: Arc<Dataset>,
    /// For the accuracy reported at the end.
    pub test: Arc<Dataset>,
}

/// Everything a run needs.
#[derive(Debug, Clone)]
pub struct Job {
    /// Settings.
    pub config: TrainConfig,
    /// Model to fine-tune, of the architecture in `config`; fresh weights if `None`.
    pub start: Option<Model>,
    /// Images.
    pub data: TrainingData,
}

/// What the loop does after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Directive {
    /// Go on.
    Continue,
    /// End the run and keep the best weights.
    Stop,
}

/// Who watches a run.
pub trait Observer {
    /// Takes a report.
    fn event(&mut self, event: TrainEvent);
    /// Asked after every step; may block, which pauses the run (the time is not counted).
    fn directive(&mut self) -> Directive;
    /// Whether it wants a copy of the weights now; asked after every step, so it has to be cheap.
    fn wants_weights(&mut self) -> bool {
        false
    }
    /// Takes the copy it asked for.
    fn weights(&mut self, _weights: Weights) {}
}

/// Trains to the end, or until the observer says stop.
///
/// # Errors
/// When a setting is out of range, the weights do not fit, candle fails or the loss diverges. `Finished` and
/// `Failed` are not sent to the observer: the result is returned.
pub fn run(_job: &Job, _observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
    todo!()
}
