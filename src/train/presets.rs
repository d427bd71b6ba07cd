//! Ready-made settings for lessons: each shows one thing within a minute or so. Plain data; knows no images.

use super::data_plan::DataPlan;
use super::{Distillation, Optimiser, Scaling, Schedule, TrainConfig, Trainable};
use crate::data::Augmentation;
use crate::model::Arch;

/// Settings for a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// A good result, quickly.
    NinetyNine,
    /// Few images, many epochs.
    Overfit,
    /// Steps too large.
    RateTooHigh,
    /// Steps too small.
    RateTooLow,
    /// A few images for a model that can read already.
    FewShot,
    /// Labels that mean nothing.
    ShuffledLabels,
    /// The same few images as for overfitting, changed each time.
    Augmented,
    /// The simplest network.
    OneLayer,
    /// No true label, but a model that knows better.
    Teacher,
}

/// What a preset's run starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetStart {
    /// Random weights.
    Fresh,
    /// A model that can read already, whichever network it is.
    Model,
}

impl Preset {
    /// Every preset, in the order of a course.
    pub const ALL: [Self; 9] = [
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

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::NinetyNine => "99 % in a minute",
            Self::Overfit => "Overfit on purpose",
            Self::RateTooHigh => "Rate too high",
            Self::RateTooLow => "Rate too low",
            Self::FewShot => "Few-shot fine-tune",
            Self::ShuffledLabels => "Memorise shuffled labels",
            Self::Augmented => "More from few images",
            Self::OneLayer => "One layer only",
            Self::Teacher => "Learn from a teacher",
        }
    }

    /// What it shows and what to look for, in one or two short sentences.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::NinetyNine => "A small network reads 99 of 100 digits that it has never seen, after three epochs",
            Self::Overfit => {
                "Twenty images of each digit, again and again: training reaches 100 % while validation stays behind"
            }
            Self::RateTooHigh => "Steps so large that each one overshoots: the loss jumps about and nothing is learned",
            Self::RateTooLow => "Steps so small that the loss hardly moves; nothing is wrong but the patience it takes",
            Self::FewShot => "Goes on from a model that reads, with ten images of each digit and the last layer only",
            Self::ShuffledLabels => {
                "Labels dealt out at random: a large network learns them by heart and reads nothing new (Zhang et al.)"
            }
            Self::Augmented => {
                "The same few images as in overfitting, shifted, turned and stretched: the gap to validation closes"
            }
            Self::OneLayer => "One weight for each pixel and digit: learns within seconds and stays at 92 of 100",
            Self::Teacher => {
                "Every label is shuffled, but a large network says what it sees in each image: a tiny one learns to \
                 read from that alone (knowledge distillation)"
            }
        }
    }

    /// What its run starts from.
    #[must_use]
    pub fn start(self) -> PresetStart {
        match self {
            Self::FewShot => PresetStart::Model,
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

    /// The settings. Where a run starts from a model, the network is that of the model.
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
                trainable: Trainable::LastLayer,
                data: few(10),
                epochs: 20,
                batch_size: 10,
                learning_rate: 5e-4,
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
            assert!(!preset.title().is_empty() && !preset.description().ends_with('.'), "{preset:?}");
            let config = preset.config();
            config.validate().unwrap_or_else(|error| panic!("{preset:?}: {error}"));
            config.validate_for(60_000, 10_000).expect("it fits MNIST");
            let same = Preset::ALL.into_iter().filter(|other| other.config() == config).count();
            assert_eq!(same, 1, "{preset:?} is not the only one of its kind");
        }
    }
}
