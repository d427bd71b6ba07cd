//! What a run learns to do: what its examples, batches, measures and results are. The loop knows no more of it.

mod images;
mod next_token;

use std::cmp::Ordering;
use std::sync::Arc;

use rayon::ThreadPool;

use super::batch::Batch;
use super::checkpoint::Best;
use super::{Job, Material, TrainConfig, TrainError};
use crate::analysis::Confusion;
use crate::data::Dataset;
use crate::model::{Calibration, ModelError, Pixels, Weights};

/// Examples that are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeldOut {
    /// They choose the best epoch.
    Validation,
    /// They are only reported on.
    Test,
}

/// What weights make of examples held out.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Mean loss in nats, of an image or a token.
    pub loss: f64,
    /// Share that is right, in [0, 1]: of images that are read; of samples that are written, those read as asked if
    /// somebody reads them, else of the tokens those foretold.
    pub accuracy: f64,
    /// Which digits are taken for which, where digits are read.
    pub confusion: Option<Confusion>,
}

/// What somebody achieves who knows nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guessing {
    /// Loss of giving everything the same probability, in nats.
    pub loss: f64,
    /// Share that is right of always saying what is most frequent, in [0, 1].
    pub accuracy: f64,
    /// Whether all examples are alike, so that there is nothing to learn.
    pub are_examples_alike: bool,
}

/// What a run learns to do.
pub trait Task: Send + Sync {
    /// Name of the data.
    fn data_name(&self) -> &str;
    /// Examples of an epoch.
    fn examples(&self) -> usize;
    /// Examples held out for validation.
    fn held_out(&self) -> usize;
    /// How a picture is scaled; the usual way, where there are none.
    fn pixels(&self) -> Pixels;
    /// Who knows nothing.
    fn guessing(&self) -> Guessing;
    /// Pictures to measure activations and digits on within an epoch; none where there are no pictures.
    fn sample(&self) -> &Dataset;

    /// The batches of `epoch`, from 1, with the settings as they are now.
    ///
    /// # Errors
    /// When there is nothing to learn from.
    fn epoch(&self, config: &TrainConfig, epoch: usize) -> Result<Box<dyn EpochBatches>, TrainError>;

    /// Measures `weights`, computing on `pool`. `progress` hears how many examples are done, on the current thread, and
    /// returns whether to go on; `Ok(None)` if it said no.
    ///
    /// # Errors
    /// When the network cannot be run.
    fn measure(
        &self,
        config: &TrainConfig,
        weights: &Weights,
        on: HeldOut,
        pool: &ThreadPool,
        progress: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Option<Measured>, ModelError>;

    /// How the answers of `weights` are to be read, if that can be told.
    ///
    /// # Errors
    /// When the network cannot be run.
    fn calibrate(
        &self,
        config: &TrainConfig,
        weights: &Weights,
        pool: &ThreadPool,
    ) -> Result<Option<Calibration>, ModelError>;

    /// Whether the first is better than the second; of equals the earlier stays.
    fn is_better(&self, one: &Best, other: &Best) -> bool {
        match one.accuracy.total_cmp(&other.accuracy) {
            Ordering::Greater => true,
            Ordering::Equal => one.loss < other.loss,
            Ordering::Less => false,
        }
    }
}

/// The batches of an epoch. What one holds does not depend on those before it.
pub trait EpochBatches: Send + Sync {
    /// The batch of at most `size` examples that begins behind `done`; `None` behind the last.
    ///
    /// # Errors
    /// When a network that has a say cannot be run.
    fn batch(&self, done: usize, size: usize) -> Result<Option<Batch>, ModelError>;
}

/// The task of `job`, whose settings as used are `config`.
///
/// # Errors
/// When a teacher's weights do not fit, or there is nothing to learn from.
pub fn of(job: &Job, config: &TrainConfig) -> Result<Arc<dyn Task>, TrainError> {
    let task: Arc<dyn Task> = match &job.data {
        Material::Images(data) => Arc::new(images::ReadImages::new(job, config, data)?),
        Material::Handwriting(writing) => Arc::new(next_token::NextToken::new(config, writing)?),
    };
    Ok(task)
}
