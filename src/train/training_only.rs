//! What is done to the batches that a network learns from and not to the images it is validated on: why the figures of
//! both do not measure the same, and a training loss may lie far above a validation loss.

use crate::model::Layer;
use crate::text::Named;

use super::TrainConfig;

/// Something that only training does, and that its loss or accuracy is measured with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum TrainingOnly {
    /// Images are changed at random, or replaced by synthetic ones.
    Augmentation,
    /// Some images show no digit; their target is all digits alike.
    NoDigit,
    /// Units are dropped at random.
    Dropout,
    /// A part of every label is shared out over all digits.
    LabelSmoothing,
    /// Some labels are shuffled.
    LabelNoise,
    /// The answers of teachers are a part of the target.
    Teachers,
}

impl TrainingOnly {
    /// Every one of these differences between training and validation.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// What a run of these settings does only in training; nothing if both losses measure the same.
    #[must_use]
    pub fn of(config: &TrainConfig) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|only| only.is_in(config)).collect()
    }

    fn is_in(self, config: &TrainConfig) -> bool {
        match self {
            Self::Augmentation => !config.augmentation.is_none() || config.synthetic > 0.0,
            Self::NoDigit => config.outliers > 0.0,
            Self::Dropout => {
                let own = config.arch.table();
                let table = config.dropout.map_or_else(|| own.clone(), |rate| own.with_dropout(rate));
                table.layers().any(|layer| matches!(layer, Layer::Dropout { rate } if rate > 0.0))
            }
            Self::LabelSmoothing => config.label_smoothing > 0.0,
            Self::LabelNoise => config.data.label_noise > 0.0,
            Self::Teachers => config.distillation.as_ref().is_some_and(|distillation| distillation.share > 0.0),
        }
    }
}

impl Named for TrainingOnly {
    fn key(&self) -> &'static str {
        match self {
            Self::Augmentation => "training-only-augmentation",
            Self::NoDigit => "training-only-no-digit",
            Self::Dropout => "training-only-dropout",
            Self::LabelSmoothing => "training-only-label-smoothing",
            Self::LabelNoise => "training-only-label-noise",
            Self::Teachers => "training-only-teachers",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::strength::AugmentationStrength;
    use crate::model::Arch;
    use crate::train::Distillation;

    #[test]
    fn what_only_training_does_is_found_in_the_settings() {
        let plain = TrainConfig { arch: Arch::Softmax, ..TrainConfig::default() };
        assert!(TrainingOnly::of(&plain).is_empty());
        // This network drops units by itself, unless it is told not to.
        let dropping = TrainConfig { arch: Arch::Conv2Dropout, ..TrainConfig::default() };
        assert_eq!(TrainingOnly::of(&dropping), [TrainingOnly::Dropout]);
        assert!(TrainingOnly::of(&TrainConfig { dropout: Some(0.0), ..dropping }).is_empty());
        let mut all = TrainConfig {
            augmentation: AugmentationStrength::Light.augmentation(),
            outliers: 0.05,
            dropout: Some(0.1),
            label_smoothing: 0.05,
            distillation: Some(Distillation::default()),
            ..plain
        };
        all.data.label_noise = 0.1;
        assert_eq!(TrainingOnly::of(&all), TrainingOnly::ALL);
    }
}
