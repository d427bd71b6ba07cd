//! Ready-made settings for lessons: each shows one thing within a minute or so. Plain data.

use serde::{Deserialize, Serialize};

use super::data_plan::DataPlan;
use super::{Distillation, Optimiser, Scaling, Schedule, TrainConfig};
use crate::data::Augmentation;
use crate::model::Arch;
use crate::text::Named;

/// Settings for a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::EnumCount)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// A good result, quickly.
    NinetyNine,
    /// Few images, many epochs.
    Overfit,
    /// Steps too large.
    RateTooHigh,
    /// Steps too small.
    RateTooLow,
    /// A few images of each digit for a model that has only seen half of them.
    FewShot,
    /// Lesson on memorising: all labels are shuffled.
    ShuffledLabels,
    /// The same few images as for overfitting, changed each time.
    Augmented,
    /// The simplest network.
    OneLayer,
    /// Lesson on distillation: all labels are shuffled, soft targets come from a teacher.
    Teacher,
}

/// What a preset's run starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetStart {
    /// Random weights.
    Fresh,
    /// The bundled model with this identifier.
    Bundled(&'static str),
}

impl Named for Preset {
    fn key(&self) -> &'static str {
        match self {
            Self::NinetyNine => "preset-ninety-nine",
            Self::OneLayer => "preset-one-layer",
            Self::RateTooHigh => "preset-rate-too-high",
            Self::RateTooLow => "preset-rate-too-low",
            Self::Overfit => "preset-overfit",
            Self::Augmented => "preset-augmented",
            Self::ShuffledLabels => "preset-shuffled-labels",
            Self::FewShot => "preset-few-shot",
            Self::Teacher => "preset-teacher",
        }
    }
}

impl Preset {
    /// Every preset, in the order of a course.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [
        Self::NinetyNine,
        Self::OneLayer,
        Self::RateTooHigh,
        Self::RateTooLow,
        Self::Overfit,
        Self::Augmented,
        Self::ShuffledLabels,
        Self::FewShot,
        Self::Teacher,
    ];

    /// What its run starts from.
    #[must_use]
    pub fn start(self) -> PresetStart {
        match self {
            Self::FewShot => PresetStart::Bundled("zero_to_four"),
            Self::NinetyNine
            | Self::Overfit
            | Self::RateTooHigh
            | Self::RateTooLow
            | Self::ShuffledLabels
            | Self::Augmented
            | Self::OneLayer
            | Self::Teacher => PresetStart::Fresh,
        }
    }

    /// The settings.
    #[must_use]
    pub fn config(self) -> TrainConfig {
        let usual = TrainConfig::default();
        let few = |per_digit| DataPlan { per_digit: Some(per_digit), ..DataPlan::default() };
        match self {
            Self::NinetyNine => {
                TrainConfig { augmentation: Augmentation { shift: 1.0, ..Augmentation::default() }, ..usual }
            }
            Self::Overfit => TrainConfig {
                arch: Arch::Mlp,
                data: few(20),
                epochs: 60,
                batch_size: 20,
                learning_rate: 1e-3,
                schedule: Schedule::Constant,
                ..usual
            },
            Self::RateTooHigh => TrainConfig {
                optimiser: Optimiser::Sgd { momentum: 0.9, nesterov: false },
                learning_rate: 2.0,
                schedule: Schedule::Constant,
                limit: Some(10_000),
                ..usual
            },
            Self::RateTooLow => TrainConfig {
                optimiser: Optimiser::Sgd { momentum: 0.0, nesterov: false },
                learning_rate: 1e-5,
                schedule: Schedule::Constant,
                limit: Some(10_000),
                ..usual
            },
            Self::FewShot => TrainConfig {
                data: few(10),
                epochs: 20,
                batch_size: 10,
                learning_rate: 1e-3,
                schedule: Schedule::Cosine,
                ..usual
            },
            Self::ShuffledLabels => TrainConfig {
                arch: Arch::Mlp,
                data: DataPlan { label_noise: 1.0, ..DataPlan::default() },
                limit: Some(1_000),
                epochs: 60,
                batch_size: 50,
                learning_rate: 2e-3,
                schedule: Schedule::Constant,
                pixels: Scaling::Standardised,
                ..usual
            },
            Self::Augmented => TrainConfig {
                augmentation: Augmentation {
                    shift: 2.0,
                    rotation: 12.0,
                    scale: 0.15,
                    shear: 0.15,
                    ..Augmentation::default()
                },
                ..Self::Overfit.config()
            },
            Self::OneLayer => TrainConfig { arch: Arch::Softmax, learning_rate: 2e-3, ..usual },
            Self::Teacher => TrainConfig {
                arch: Arch::Tiny,
                data: DataPlan { label_noise: 1.0, ..DataPlan::default() },
                distillation: Some(Distillation { share: 1.0, ..Distillation::from_one("conv5") }),
                ..usual
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_words_and_settings_in_range() {
        for preset in Preset::ALL {
            assert!(!preset.title().is_empty() && !preset.help().ends_with('.'), "{preset:?}");
            let config = preset.config();
            config.validate().unwrap_or_else(|error| panic!("{preset:?}: {error}"));
            config.validate_for(60_000, 10_000).expect("it fits MNIST");
            let same = Preset::ALL.into_iter().filter(|other| other.config() == config).count();
            assert_eq!(same, 1, "{preset:?} is not the only one of its kind");
        }
    }
}
