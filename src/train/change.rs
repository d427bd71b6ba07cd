//! Settings that may change while a run goes on, and the record of when they did. Plain data.

use serde::{Deserialize, Serialize};

use super::{TrainConfig, TrainError};
use crate::text::{Message, ToMessage};
use crate::{display_as_message, msg};

/// A setting and its new value, for the steps to come.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettingChange {
    /// Highest learning rate: the schedule goes on from where it is, with this peak.
    LearningRate(f64),
    /// Images a step. The epoch keeps the images it has left, and the schedule its place.
    BatchSize(usize),
    /// Weight decay.
    WeightDecay(f64),
    /// L1 penalty.
    L1(f64),
    /// Label smoothing.
    LabelSmoothing(f64),
    /// Dropout; `None` is the network's own.
    Dropout(Option<f32>),
    /// Largest L2 norm of the gradient over all weights; `None` does not clip it.
    ClipNorm(Option<f64>),
}

/// A change that was made.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SettingChanged {
    /// Steps done in the run when it was made.
    pub step: u64,
    /// Epochs trained until then, with their part.
    pub epochs: f64,
    /// Time trained until then, without pauses.
    pub elapsed_secs: f64,
    /// What was changed.
    pub change: SettingChange,
}

display_as_message!(SettingChange);

impl ToMessage for SettingChange {
    /// The setting with its new value: "Learning rate 0.001", "Gradient clipping off".
    fn to_message(&self) -> Message {
        match self {
            Self::LearningRate(rate) => msg!("change-learning-rate", value = rate.to_string()),
            Self::BatchSize(images) => msg!("change-batch-size", value = images.to_string()),
            Self::WeightDecay(decay) => msg!("change-weight-decay", value = decay.to_string()),
            Self::L1(penalty) => msg!("change-l1", value = penalty.to_string()),
            Self::LabelSmoothing(share) => msg!("change-label-smoothing", value = share.to_string()),
            Self::Dropout(Some(rate)) => msg!("change-dropout", value = rate.to_string()),
            Self::Dropout(None) => msg!("change-dropout-of-network"),
            Self::ClipNorm(Some(norm)) => msg!("change-clip-norm", value = norm.to_string()),
            Self::ClipNorm(None) => msg!("change-clip-norm-off"),
        }
    }
}

impl SettingChange {
    /// Puts the new value into `config`.
    pub fn apply(self, config: &mut TrainConfig) {
        match self {
            Self::LearningRate(rate) => config.learning_rate = rate,
            Self::BatchSize(images) => config.batch_size = images,
            Self::WeightDecay(decay) => config.weight_decay = decay,
            Self::L1(penalty) => config.l1 = penalty,
            Self::LabelSmoothing(share) => config.label_smoothing = share,
            Self::Dropout(rate) => config.dropout = rate,
            Self::ClipNorm(norm) => config.clip_norm = norm,
        }
    }

    /// Checks the new value.
    ///
    /// # Errors
    /// When it is out of the setting's range; names the range.
    pub fn validate(self) -> Result<(), TrainError> {
        let mut config = TrainConfig::default();
        self.apply(&mut config);
        config.validate()
    }

    /// The changes that make `old` settings the `new` ones, of those that can be made while a run goes on.
    #[must_use]
    pub fn between(old: &TrainConfig, new: &TrainConfig) -> Vec<Self> {
        let all = [
            Self::LearningRate(new.learning_rate),
            Self::BatchSize(new.batch_size),
            Self::WeightDecay(new.weight_decay),
            Self::L1(new.l1),
            Self::LabelSmoothing(new.label_smoothing),
            Self::Dropout(new.dropout),
            Self::ClipNorm(new.clip_norm),
        ];
        let differs = |change: &Self| {
            let mut changed = old.clone();
            change.apply(&mut changed);
            changed != *old
        };
        all.into_iter().filter(differs).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_of_settings_is_what_makes_them_alike() {
        let old = TrainConfig::default();
        let mut new = TrainConfig { learning_rate: 0.1, batch_size: 7, l1: 0.5, dropout: Some(0.25), ..old.clone() };
        let changes = SettingChange::between(&old, &new);
        let expected = [
            SettingChange::LearningRate(0.1),
            SettingChange::BatchSize(7),
            SettingChange::L1(0.5),
            SettingChange::Dropout(Some(0.25)),
        ];
        assert_eq!(changes, expected);
        let mut changed = old.clone();
        for change in changes {
            change.apply(&mut changed);
        }
        assert_eq!(changed, new);
        // Epochs are fixed once a run has begun.
        new = TrainConfig { epochs: 9, ..old.clone() };
        assert_eq!(SettingChange::between(&old, &new), []);
    }

    #[test]
    fn a_change_out_of_range_is_refused_with_the_range() {
        let sentence = SettingChange::BatchSize(0).validate().expect_err("no step has no images").to_string();
        assert_eq!(sentence, "the batch size is 0; it has to be from 1 to 4096");
        assert!(SettingChange::LearningRate(f64::NAN).validate().is_err());
        assert!(
            SettingChange::Dropout(None).validate().is_ok() && SettingChange::Dropout(Some(1.0)).validate().is_err()
        );
    }

    #[test]
    fn a_change_reads_as_words() {
        assert_eq!(SettingChange::LearningRate(0.001).to_string(), "Learning rate 0.001");
        assert_eq!(SettingChange::ClipNorm(None).to_string(), "Gradient clipping off");
    }
}
