//! Events of a run, in this order: `Started` once, `Restored` behind it if the run goes on from a checkpoint, else a
//! `Validated` for the weights it starts from; then steps, validations and epochs, rising, and exactly one of `Finished`
//! or `Failed`, last.

use serde::{Deserialize, Serialize};

use super::{EarlyStopping, History, SettingChanged, StoppingMeasure, TrainConfig, TrainError};
use crate::data::LabelSet;
use crate::model::card::CARD_FORMAT;
use crate::model::{Arch, Calibration, Model, ModelCard, Pixels, TrainingSummary, Weights};
use crate::msg;
use crate::text::{Message, format};

/// One report of a run.
#[derive(Debug)]
pub enum TrainEvent {
    /// The run begins.
    Started(Started),
    /// It goes on from a checkpoint: everything it had reported until then.
    Restored(Box<History>),
    /// Progress within an epoch, at most about 30 times a second.
    Step(StepReport),
    /// The validation images were read before the first step, or within the first epoch.
    Validated(ValidationReport),
    /// An epoch is done and validated.
    Epoch(EpochReport),
    /// A setting was changed; it counts from the next step on.
    Changed(SettingChanged),
    /// The run is over, by itself or because it was stopped; the best weights are in it.
    Finished(Box<Outcome>),
    /// The run is over because of a fault.
    Failed(TrainError),
}

/// The size of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Started {
    /// Network.
    pub arch: Arch,
    /// Weights that are trained.
    pub trained_parameters: usize,
    /// Images trained on.
    pub train_images: usize,
    /// Images held out.
    pub validation_images: usize,
    /// Steps in an epoch, with the batch size it begins with.
    pub steps_per_epoch: u64,
    /// Epochs asked for.
    pub epochs: usize,
    /// Preprocessing of pixels, as it was measured or as the model it starts from has it.
    #[serde(default)]
    pub pixels: Pixels,
    /// Share of the validation images that show the most frequent digit, in [0, 1]: what somebody who always says it
    /// reads right.
    #[serde(default = "one_in_ten")]
    pub chance: f64,
    /// Loss of giving everything the same probability, in nats.
    #[serde(default = "loss_of_one_in_ten")]
    pub guessing_loss: f64,
    /// What the classes are called; the digits in files that do not tell it.
    #[serde(default, skip_serializing_if = "LabelSet::is_usual")]
    pub labels: LabelSet,
    /// Whether all training images are the same picture, as where a file holds nothing but black.
    #[serde(default)]
    pub are_images_alike: bool,
}

/// Chance in files that do not tell it.
fn one_in_ten() -> f64 {
    0.1
}

/// The loss of guessing in files that do not tell it.
fn loss_of_one_in_ten() -> f64 {
    std::f64::consts::LN_10
}

/// Progress within an epoch.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct StepReport {
    /// Steps done in the run, from 1.
    pub step: u64,
    /// Epochs trained, with their part, by images: 1.5 is the middle of the second.
    pub epochs: f64,
    /// Mean training loss over the steps since the last report.
    pub loss: f64,
    /// Training accuracy over the same steps, in [0, 1].
    pub accuracy: f64,
    /// Learning rate of this step.
    pub learning_rate: f64,
    /// L2 norm of this step's gradient over all trained weights, before it is clipped.
    pub gradient_norm: f64,
    /// Speed over the last second or so.
    pub images_per_second: f64,
    /// Time trained, without pauses.
    pub elapsed_secs: f64,
}

/// The validation images, read between two epochs' ends; never used to choose the best weights.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ValidationReport {
    /// Steps done in the run; 0 for the weights it starts from.
    pub step: u64,
    /// Epochs trained, with their part, by images.
    pub epochs: f64,
    /// Loss on the validation images, in nats.
    pub loss: f64,
    /// Accuracy on the validation images, in [0, 1].
    pub accuracy: f64,
    /// Time trained, without pauses.
    pub elapsed_secs: f64,
}

impl From<&EpochReport> for ValidationReport {
    fn from(report: &EpochReport) -> Self {
        Self {
            step: report.step,
            epochs: report.epoch as f64,
            loss: report.validation_loss,
            accuracy: report.validation_accuracy,
            elapsed_secs: report.elapsed_secs,
        }
    }
}

/// An epoch, measured.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
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

/// Why a run ended with a result.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopReason {
    /// All epochs are done.
    Completed,
    /// It was stopped by a command.
    Stopped,
    /// Its measure did not improve for as long as was to be waited.
    EarlyStopped(EarlyStopping),
    /// The loss exploded; the result is that of the best epoch before it.
    Diverged,
}

impl StopReason {
    /// Why a run ended, with the `seconds` it trained: "Done in 12 s".
    #[must_use]
    pub fn after(self, seconds: f64) -> Message {
        let time = format::duration(seconds);
        match self {
            Self::Completed => msg!("stop-completed", time = time),
            Self::Stopped => msg!("stop-stopped", time = time),
            Self::EarlyStopped(EarlyStopping { measure, patience, min_change: _ }) => match measure {
                StoppingMeasure::ValidationLoss => msg!("stop-early-validation-loss", epochs = patience, time = time),
                StoppingMeasure::ValidationAccuracy => {
                    msg!("stop-early-validation-accuracy", epochs = patience, time = time)
                }
            },
            Self::Diverged => msg!("stop-diverged", time = time),
        }
    }
}

/// The result of a run.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Why it ended.
    pub reason: StopReason,
    /// The best epoch's weights; the current ones if no epoch was finished.
    pub weights: Weights,
    /// The weights after the last step; those of the moving average, if there is one.
    pub last_weights: Weights,
    /// Accuracy of [`weights`](Self::weights) on the validation images, in [0, 1].
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
    /// The settings as the run began with them: pixels are those of the model it started from.
    pub config: TrainConfig,
    /// Preprocessing of pixels, measured if the settings asked for that.
    pub pixels: Pixels,
    /// What its classes are called; it means nothing of a network that continues tokens.
    pub labels: LabelSet,
}

impl Outcome {
    /// The trained model, called `name` and made on the day `created` (YYYY-MM-DD).
    #[must_use]
    pub fn into_model(self, name: String, created: String) -> Model {
        let card = ModelCard {
            format: CARD_FORMAT,
            name,
            architecture: self.config.arch,
            parameters: self.config.arch.parameters_with(self.labels.len()),
            labels: self.labels,
            pixels: self.pixels,
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
