//! Ready-made strengths of augmentation, as an alternative to setting each random change by itself.

use super::Augmentation;
use crate::text::Named;

/// How much training images are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum AugmentationStrength {
    /// Not at all.
    None,
    /// As little as neat handwriting varies.
    Light,
    /// As much as hasty handwriting varies.
    Strong,
}

impl AugmentationStrength {
    /// Every strength, weakest first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The strength of each random change.
    #[must_use]
    pub fn augmentation(self) -> Augmentation {
        let none = Augmentation::default();
        match self {
            Self::None => none,
            Self::Light => Augmentation { shift: 2.0, rotation: 10.0, scale: 0.1, shear: 0.1, ..none },
            Self::Strong => Augmentation { shift: 3.0, rotation: 15.0, scale: 0.2, shear: 0.2, ..none },
        }
    }

    /// The ready-made strength that `augmentation` is, if it is one.
    #[must_use]
    pub fn of(augmentation: &Augmentation) -> Option<Self> {
        Self::ALL.iter().copied().find(|strength| strength.augmentation() == *augmentation)
    }
}

impl Named for AugmentationStrength {
    fn key(&self) -> &'static str {
        match self {
            Self::None => "augmentation-strength-none",
            Self::Light => "augmentation-strength-light",
            Self::Strong => "augmentation-strength-strong",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_strength_is_in_range_and_known_again() {
        for &strength in AugmentationStrength::ALL {
            strength.augmentation().validate().expect("it is in range");
            assert_eq!(AugmentationStrength::of(&strength.augmentation()), Some(strength));
        }
        assert_eq!(AugmentationStrength::of(&Augmentation { shift: 0.5, ..Augmentation::default() }), None);
    }
}
