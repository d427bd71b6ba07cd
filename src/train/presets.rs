//! Ready-made settings for lessons: each shows one thing within a minute or so. Plain data.

use serde::{Deserialize, Serialize};

use super::data_plan::DataPlan;
use super::{Distillation, Optimiser, Prompts, Scaling, Schedule, TrainConfig, Trainable};
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
    /// Convolutions on all images, for [`Self::TransformerAll`].
    ConvolutionsAll,
    /// A transformer with as many weights on all images.
    TransformerAll,
    /// Convolutions on a tenth of the images.
    ConvolutionsTenth,
    /// A transformer on a tenth of the images.
    TransformerTenth,
    /// Convolutions on a hundredth of the images.
    ConvolutionsHundredth,
    /// A transformer on a hundredth of the images.
    TransformerHundredth,
    /// Convolutions on pictures whose squares are shuffled.
    ShuffledConvolutions,
    /// A transformer on pictures whose squares are shuffled.
    ShuffledTransformer,
    /// A transformer without position embedding.
    Unordered,
    /// A transformer without position embedding on shuffled pictures.
    ShuffledUnordered,
    /// Fifty-six layers without shortcuts.
    Plain,
    /// Fifty-six layers with shortcuts.
    Residual,
    /// A language model of pen strokes, from nothing.
    Write,
    /// The same without being told which digit comes.
    WriteUntold,
    /// The model that writes is told which digit comes.
    WriteInstruct,
    /// The same by low-rank adapters alone.
    WriteAdapters,
    /// The model that writes learns to add.
    WriteSums,
}

/// What presets of one kind are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetTopic {
    /// The training loop.
    Training,
    /// Images and labels.
    Images,
    /// Convolutions and attention with equally many weights.
    Attention,
    /// Whether neighbouring pixels have to stay neighbours.
    Positions,
    /// Deep networks.
    Depth,
    /// Networks that write.
    Writing,
}

impl Named for PresetTopic {
    fn key(&self) -> &'static str {
        match self {
            Self::Training => "preset-topic-training",
            Self::Images => "preset-topic-images",
            Self::Attention => "preset-topic-attention",
            Self::Positions => "preset-topic-positions",
            Self::Depth => "preset-topic-depth",
            Self::Writing => "preset-topic-writing",
        }
    }
}

/// What a preset's run starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PresetStart {
    /// Random weights.
    Fresh,
    /// The bundled model with this identifier.
    Bundled(&'static str),
    /// The model that writes.
    Writer,
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
            Self::ConvolutionsAll => "preset-convolutions-all",
            Self::TransformerAll => "preset-transformer-all",
            Self::ConvolutionsTenth => "preset-convolutions-tenth",
            Self::TransformerTenth => "preset-transformer-tenth",
            Self::ConvolutionsHundredth => "preset-convolutions-hundredth",
            Self::TransformerHundredth => "preset-transformer-hundredth",
            Self::ShuffledConvolutions => "preset-shuffled-convolutions",
            Self::ShuffledTransformer => "preset-shuffled-transformer",
            Self::Unordered => "preset-unordered",
            Self::ShuffledUnordered => "preset-shuffled-unordered",
            Self::Plain => "preset-plain",
            Self::Residual => "preset-residual",
            Self::Write => "preset-write",
            Self::WriteUntold => "preset-write-untold",
            Self::WriteInstruct => "preset-write-instruct",
            Self::WriteAdapters => "preset-write-adapters",
            Self::WriteSums => "preset-write-sums",
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
        Self::ConvolutionsAll,
        Self::TransformerAll,
        Self::ConvolutionsTenth,
        Self::TransformerTenth,
        Self::ConvolutionsHundredth,
        Self::TransformerHundredth,
        Self::ShuffledConvolutions,
        Self::ShuffledTransformer,
        Self::Unordered,
        Self::ShuffledUnordered,
        Self::Plain,
        Self::Residual,
        Self::Write,
        Self::WriteUntold,
        Self::WriteInstruct,
        Self::WriteAdapters,
        Self::WriteSums,
    ];

    /// The identifier used on the command line.
    #[must_use]
    pub fn id(self) -> &'static str {
        let key = self.key();
        key.strip_prefix("preset-").unwrap_or(key)
    }

    /// The preset with this identifier.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.id() == id)
    }

    /// What it is about.
    #[must_use]
    pub fn topic(self) -> PresetTopic {
        match self {
            Self::NinetyNine | Self::OneLayer | Self::RateTooHigh | Self::RateTooLow => PresetTopic::Training,
            Self::Overfit | Self::Augmented | Self::ShuffledLabels | Self::FewShot | Self::Teacher => {
                PresetTopic::Images
            }
            Self::ConvolutionsAll
            | Self::TransformerAll
            | Self::ConvolutionsTenth
            | Self::TransformerTenth
            | Self::ConvolutionsHundredth
            | Self::TransformerHundredth => PresetTopic::Attention,
            Self::ShuffledConvolutions | Self::ShuffledTransformer | Self::Unordered | Self::ShuffledUnordered => {
                PresetTopic::Positions
            }
            Self::Plain | Self::Residual => PresetTopic::Depth,
            Self::Write | Self::WriteUntold | Self::WriteInstruct | Self::WriteAdapters | Self::WriteSums => {
                PresetTopic::Writing
            }
        }
    }

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
            | Self::Teacher
            | Self::ConvolutionsAll
            | Self::TransformerAll
            | Self::ConvolutionsTenth
            | Self::TransformerTenth
            | Self::ConvolutionsHundredth
            | Self::TransformerHundredth
            | Self::ShuffledConvolutions
            | Self::ShuffledTransformer
            | Self::Unordered
            | Self::ShuffledUnordered
            | Self::Plain
            | Self::Residual
            | Self::Write
            | Self::WriteUntold => PresetStart::Fresh,
            Self::WriteInstruct | Self::WriteAdapters | Self::WriteSums => PresetStart::Writer,
        }
    }

    /// The settings.
    #[must_use]
    pub fn config(self) -> TrainConfig {
        let usual = TrainConfig::default();
        let shuffled = |arch| TrainConfig { arch, pixels: Scaling::ShuffledSquares, ..few_seen(arch, 10_000, 5) };
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
            Self::ConvolutionsAll => TrainConfig { arch: Arch::Conv5, ..usual },
            Self::TransformerAll => TrainConfig { arch: Arch::Vit7, ..usual },
            Self::ConvolutionsTenth => few_seen(Arch::Conv5, 5_500, 15),
            Self::TransformerTenth => few_seen(Arch::Vit7, 5_500, 15),
            Self::ConvolutionsHundredth => few_seen(Arch::Conv5, 550, 40),
            Self::TransformerHundredth => few_seen(Arch::Vit7, 550, 40),
            Self::ShuffledConvolutions => shuffled(Arch::Conv5),
            Self::ShuffledTransformer => shuffled(Arch::Vit7),
            Self::Unordered => few_seen(Arch::Vit7Unordered, 10_000, 5),
            Self::ShuffledUnordered => shuffled(Arch::Vit7Unordered),
            Self::Plain => few_seen(Arch::Plain56, 3_000, 2),
            Self::Residual => few_seen(Arch::ResNet56, 3_000, 2),
            Self::Write => TrainConfig::of_strokes(Arch::GptTiny),
            Self::WriteUntold => TrainConfig { prompts: Prompts::Nothing, ..TrainConfig::of_strokes(Arch::GptTiny) },
            Self::WriteInstruct => {
                let usual = TrainConfig::of_strokes(Arch::GptTiny);
                TrainConfig { epochs: 4, learning_rate: 3e-3, limit: Some(1_000), ..usual }
            }
            Self::WriteAdapters => {
                TrainConfig { trainable: Trainable::LowRank { rank: 4 }, ..Self::WriteInstruct.config() }
            }
            Self::WriteSums => TrainConfig {
                prompts: Prompts::Sums,
                // The carry comes within ten epochs, the digits behind it within forty.
                epochs: 50,
                learning_rate: 4e-3,
                limit: Some(1_000),
                ..TrainConfig::of_strokes(Arch::Gpt)
            },
        }
    }
}

/// A network on so many images, for so many epochs.
fn few_seen(arch: Arch, images: usize, epochs: usize) -> TrainConfig {
    // So few images make few steps: smaller batches.
    let batch_size = if images < 1_000 { 32 } else { 64 };
    TrainConfig { arch, limit: Some(images), epochs, batch_size, ..TrainConfig::default() }
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
