//! Reads a whole data set with a model.

use crate::data::Dataset;
use crate::model::{ModelError, Prediction, Predictor};

/// Predictions for every image of a data set, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// One prediction an image.
    pub predictions: Vec<Prediction>,
    /// Number read right.
    pub correct: usize,
    /// Mean cross-entropy in nats.
    pub loss: f64,
}

impl Evaluation {
    /// Share read right, in [0, 1]; 0 without images.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.predictions.len().max(1) as f64
    }
}

/// Reads every image, in parallel blocks on the current rayon pool. `progress` hears how many are done and
/// returns whether to go on; `Ok(None)` if it said no.
///
/// # Errors
/// When the network cannot be run.
pub fn evaluate(
    _predictor: &Predictor,
    _dataset: &Dataset,
    _progress: &mut dyn FnMut(usize) -> bool,
) -> Result<Option<Evaluation>, ModelError> {
    todo!()
}
