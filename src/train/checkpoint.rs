//! A checkpoint: all that is needed to go on with a run, to the bit as if it had never been interrupted. Random numbers
//! are drawn anew from seed, epoch, image and step, so no state of a generator is in it. [`Checkpoint::to_bytes`] gives
//! the contents of its file.

mod bytes;

use serde::{Deserialize, Serialize};

use super::early_stopping::Patience;
use super::progress::Totals;
use super::{History, Job, Material, TrainConfig, TrainError};
use crate::data::Dataset;
use crate::model::{Model, ModelCard, Weights};
use crate::msg;
use crate::text::Message;

pub use bytes::CHECKPOINT_FORMAT;

/// A run between two steps. Cheap to clone, but for its history: the numbers are shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Checkpoint {
    /// The settings as the run began with them. Those changed since are in the history.
    pub config: TrainConfig,
    /// Description of the model it started from, if it fine-tunes.
    pub start: Option<ModelCard>,
    /// The models it learns from besides the labels.
    pub teachers: Vec<Model>,
    /// What it learns from.
    pub images: Fingerprint,
    /// How far it has come.
    pub position: RunPosition,
    /// Loss and accuracy of the epoch under way, so far.
    pub totals: Totals,
    /// The network's tensors as the next step finds them.
    pub weights: Weights,
    /// Moments and number of steps of the optimiser, so that the next step is the same as without the break.
    pub optimiser: SavedOptimiser,
    /// The best epoch so far.
    pub best: Option<Best>,
    /// How long early stopping has waited.
    pub patience: Patience,
    /// Everything reported so far, with the changes made on the way.
    pub history: History,
}

/// How far a run has come: between which two steps the checkpoint was made.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct RunPosition {
    /// Epochs that were trained in full and validated.
    pub epochs: usize,
    /// Images of the epoch under way that were trained on.
    pub done: usize,
    /// Steps done in the run.
    pub steps: u64,
    /// Images trained on in the run, each as often as it was.
    pub images: u64,
    /// Time of the run in seconds, without pauses.
    pub elapsed_secs: f64,
    /// Seconds of it that were training.
    pub training_secs: f64,
}

/// State of an optimiser in a checkpoint: moments and averages by the names of the weights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SavedOptimiser {
    /// Steps done.
    pub steps: i32,
    /// First moments.
    pub first: Weights,
    /// Second moments, if the optimiser has any.
    pub second: Weights,
    /// Moving averages of weights and running statistics, if they are averaged.
    pub average: Weights,
    /// Low-rank adapters, if those are what learns.
    pub adapters: Weights,
}

/// The best epoch so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Best {
    /// Epoch, from 1; 0 if none was finished.
    pub epoch: usize,
    /// Accuracy on the validation images, in [0, 1].
    pub accuracy: f64,
    /// Loss on the validation images, in nats.
    pub loss: f64,
    /// Its weights.
    pub weights: Weights,
}

/// Tells what one run learns from from what another does: two are equal if their images or tokens are, whatever they are
/// called.
#[derive(Debug, Clone, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Name of the data, for people.
    pub name: String,
    /// Number of images, or of digits written in tokens.
    pub images: usize,
    /// FNV-1a over all labels and every 97th pixel, or all tokens.
    pub hash: u64,
}

impl PartialEq for Fingerprint {
    fn eq(&self, other: &Self) -> bool {
        (self.images, self.hash) == (other.images, other.hash)
    }
}

impl Fingerprint {
    /// That of `dataset`.
    #[must_use]
    pub fn of(dataset: &Dataset) -> Self {
        let pixels = dataset.all_pixels().iter().step_by(97);
        Self::of_bytes(dataset.name(), dataset.len(), dataset.labels().iter().chain(pixels))
    }

    /// That of `count` things called `name` that these bytes tell.
    pub(super) fn of_bytes<'a>(name: &str, count: usize, bytes: impl Iterator<Item = &'a u8>) -> Self {
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self { name: name.to_owned(), images: count, hash }
    }
}

impl Checkpoint {
    /// The job that goes on with it on `data`, for [`resume`](super::resume) and
    /// [`Trainer::resume`](super::Trainer::resume).
    #[must_use]
    pub fn job(&self, data: impl Into<Material>) -> Job {
        // Of the model it started from only the description is still needed.
        let start = self.start.clone().map(|card| Model { card, weights: self.weights.clone() });
        Job { config: self.config.clone(), start, teachers: self.teachers.clone(), data: data.into() }
    }

    /// The settings as they are now: those the run began with, and the changes since.
    #[must_use]
    pub fn config_now(&self) -> TrainConfig {
        let mut config = self.config.clone();
        self.history.changes.iter().for_each(|changed| changed.change.apply(&mut config));
        config
    }

    /// Checks that it is one of `job`, whose settings as used are `config`. Threads may differ: they decide nothing.
    ///
    /// # Errors
    /// Says in what the two differ.
    pub fn check(&self, job: &Job, config: &TrainConfig) -> Result<(), TrainError> {
        let bad = |fault: Message| Err(TrainError::BadCheckpoint(fault.into()));
        if (TrainConfig { threads: config.threads, ..self.config.clone() }) != *config {
            return bad(msg!("checkpoint-other-settings"));
        }
        if self.images != job.data.fingerprint() {
            return bad(msg!("checkpoint-other-images"));
        }
        if self.position.epochs > config.epochs {
            return bad(msg!("checkpoint-too-many-epochs"));
        }
        self.config_now().validate()?;
        self.weights.check(config.arch)?;
        self.best.as_ref().map_or(Ok(()), |best| Ok(best.weights.check(config.arch)?))
    }
}
