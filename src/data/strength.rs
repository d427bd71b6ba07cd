//! Ready-made strengths of augmentation, for who does not want to set each change by itself.

use super::Augmentation;

/// How much training images are changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strength {
    /// Not at all.
    None,
    /// As little as neat handwriting varies.
    Light,
    /// As much as hasty handwriting varies.
    Strong,
}

impl Strength {
    /// Every strength, weakest first.
    pub const ALL: [Self; 3] = [Self::None, Self::Light, Self::Strong];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Light => "Light",
            Self::Strong => "Strong",
        }
    }

    /// What it does, in a sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::None => "The images as they are",
            Self::Light => "Up to 2 pixels, 10 degrees, 10 % of size and slant",
            Self::Strong => "Up to 3 pixels, 15 degrees, 20 % of size and slant",
        }
    }

    /// The strength of each change.
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
        Self::ALL.into_iter().find(|strength| strength.augmentation() == *augmentation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_strength_is_in_range_and_known_again() {
        for strength in Strength::ALL {
            strength.augmentation().validate().expect("it is in range");
            assert_eq!(Strength::of(&strength.augmentation()), Some(strength));
        }
        assert_eq!(Strength::of(&Augmentation { shift: 0.5, ..Augmentation::default() }), None);
    }
}
