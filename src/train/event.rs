//! What a run reports while it goes on. Contract: `Started` first and once, steps rising, then exactly one of
//! `Finished` or `Failed`, last.

use serde::{Deserialize, Serialize};

use super::TrainConfig;
use crate::model::card::CARD_FORMAT;
use crate::model::{Arch, Calibration, Model, ModelCard, ModelError, TrainingSummary, Weights};

/// One report of a run.
#[derive(Debug)]
pub enum TrainEvent {
    /// The run begins.
    Started(Started),
    /// Progress within an epoch, at most about 30 times a second.
    Step(StepReport),
    /// An epoch is done and validated.
    Epoch(EpochReport),
    /// The run is over, by itself or because it was stopped; the best weights are in it.
    Finished(Box<Outcome>),
    /// The run is over because of a fault.
    Failed(TrainError),
}

/// The size of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Started {
    /// Network.
    pub arch: Arch,
    /// Weights that are trained.
    pub trained_parameters: usize,
    /// Images trained on.
    pub train_images: usize,
    /// Images held out.
    pub validation_images: usize,
    /// Steps in an epoch.
    pub steps_per_epoch: u64,
    /// Epochs asked for.
    pub epochs: usize,
}

/// Progress within an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StepReport {
    /// Steps done in the run, from 1.
    pub step: u64,
    /// Mean training loss over the steps since the last report.
    pub loss: f64,
    /// Training accuracy over the same steps, in [0, 1].
    pub accuracy: f64,
    /// Learning rate of this step.
    pub learning_rate: f64,
    /// Speed over the last second or so.
    pub images_per_second: f64,
    /// Time trained, without pauses.
    pub elapsed_secs: f64,
}

/// An epoch, measured.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct EpochReport {
    /// Epoch, from 1.
    pub epoch: usize,
    /// Steps done in the run.
    pub step: u64,
    /// Mean training loss over the epoch, with augmentation and dropout as trained.
    pub train_loss: f64,
    /// Training accuracy over the epoch, in [0, 1].
    pub train_accuracy: f64,
    /// Loss on the validation images.
    pub validation_loss: f64,
    /// Accuracy on the validation images, in [0, 1].
    pub validation_accuracy: f64,
    /// Whether this is the best epoch so far, by validation accuracy, then by validation loss.
    pub is_best: bool,
    /// Training speed over the epoch, validation not counted.
    pub images_per_second: f64,
    /// Time trained, without pauses.
    pub elapsed_secs: f64,
}

/// Why a run ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// All epochs are done.
    Completed,
    /// Somebody stopped it.
    Stopped,
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Why it ended.
    pub reason: StopReason,
    /// The best epoch's weights; the current ones if no epoch was finished.
    pub weights: Weights,
    /// Accuracy of these weights on the validation images, in [0, 1].
    pub validation_accuracy: f64,
    /// Accuracy of these weights on the test images, in [0, 1]; reported, never used to choose.
    pub test_accuracy: f64,
    /// How to read the probabilities of these weights, measured on the validation images; `None` without any.
    pub calibration: Option<Calibration>,
    /// Mean training speed, validation and pauses not counted.
    pub images_per_second: f64,
    /// Wall time without pauses, in seconds.
    pub seconds: f64,
    /// What goes on the model's card.
    pub summary: TrainingSummary,
    /// The settings as they were used: pixels are those of the model it started from.
    pub config: TrainConfig,
}

impl Outcome {
    /// The trained model, called `name` and made on the day `created` (YYYY-MM-DD).
    #[must_use]
    pub fn into_model(self, name: String, created: String) -> Model {
        let card = ModelCard {
            format: CARD_FORMAT,
            name,
            architecture: self.config.arch,
            parameters: self.config.arch.parameters(),
            pixels: self.config.pixels,
            seed: self.config.seed,
            validation_accuracy: Some(self.validation_accuracy),
            test_accuracy: Some(self.test_accuracy),
            calibration: self.calibration,
            created,
            command: None,
            training: self.summary,
        };
        Model { card, weights: self.weights }
    }
}

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum TrainError {
    /// A setting is out of range.
    #[error("{setting} is {value}; it has to be {range}")]
    BadSetting {
        /// The setting, in words.
        setting: &'static str,
        /// What was given.
        value: String,
        /// What is allowed.
        range: String,
    },
    /// The loss is no number any more, or far above chance.
    #[error("the loss reached {loss} in step {step}: the network no longer learns; try a lower learning rate")]
    Diverged {
        /// Step, from 1.
        step: u64,
        /// The loss.
        loss: f64,
        /// The best weights before it, if an epoch was finished.
        best: Option<Box<Weights>>,
    },
    /// Somebody ended the run and wanted nothing of it.
    #[error("training was ended and its result thrown away")]
    Discarded,
    /// The network cannot be built or run.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The training thread could not be started or broke down.
    #[error("training broke down: {0}; the settings are kept, please try again")]
    Broken(String),
}
