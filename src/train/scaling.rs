//! The choice of how pixels are scaled and arranged for fresh weights. Mean and deviation are measured on the training images and
//! become part of the model, as its `Pixels`.

use serde::{Deserialize, Serialize};

use crate::data::Dataset;
use crate::model::Pixels;
use crate::text::Named;

/// Preprocessing of pixels. The model keeps what it was trained with and applies it to whatever it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Scaling {
    /// Paper 0, ink 1.
    #[default]
    Unit,
    /// Paper −1, ink 1.
    Signed,
    /// Mean 0 and deviation 1 over the images that are trained on.
    Standardised,
    /// Paper 0, ink 1; squares of 7 × 7 pixels in another order.
    ShuffledSquares,
}

impl Named for Scaling {
    fn key(&self) -> &'static str {
        match self {
            Self::Unit => "scaling-unit",
            Self::Signed => "scaling-signed",
            Self::Standardised => "scaling-standardised",
            Self::ShuffledSquares => "scaling-shuffled-squares",
        }
    }
}

impl Scaling {
    /// Every choice, the usual one first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The preprocessing for training on the images of `dataset` at `indices`. Mean and deviation are measured there
    /// and nowhere else. Images without any contrast cannot be standardised; they stay in [0, 1].
    #[must_use]
    pub fn measure(self, dataset: &Dataset, indices: impl Iterator<Item = usize>) -> Pixels {
        match self {
            Self::Unit => Pixels::Unit,
            Self::Signed => Pixels::Signed,
            Self::ShuffledSquares => Pixels::ShuffledSquares,
            Self::Standardised => match dataset.mean_and_deviation_of(indices) {
                (mean, deviation) if deviation > 0.0 => Pixels::Standardised { mean, deviation },
                (_, _) => Pixels::Unit,
            },
        }
    }
}

impl From<Pixels> for Scaling {
    fn from(pixels: Pixels) -> Self {
        match pixels {
            Pixels::Unit => Self::Unit,
            Pixels::Signed => Self::Signed,
            Pixels::Standardised { .. } => Self::Standardised,
            Pixels::ShuffledSquares => Self::ShuffledSquares,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::PIXELS;

    fn greys(tones: &[u8]) -> Dataset {
        let pixels = tones.iter().flat_map(|&tone| [tone; PIXELS]).collect();
        Dataset::new("greys", pixels, vec![0; tones.len()]).expect("the lengths fit")
    }

    #[test]
    fn mean_and_deviation_are_those_of_the_named_images_alone() {
        let images = greys(&[0, 255, 77, 77]);
        let measured = Scaling::Standardised.measure(&images, [0, 1].into_iter());
        assert_eq!(measured, Pixels::Standardised { mean: 0.5, deviation: 0.5 });
        assert_eq!(Scaling::Standardised.measure(&images, [2, 3].into_iter()), Pixels::Unit);
        assert_eq!(Scaling::Signed.measure(&images, 0..4), Pixels::Signed);
    }

    #[test]
    fn choices_have_a_title_and_a_sentence() {
        for choice in Scaling::ALL.iter().copied() {
            assert!(!choice.title().is_empty() && !choice.help().ends_with('.'));
            assert_eq!(Scaling::from(choice.measure(&greys(&[0, 255]), 0..2)), choice);
        }
    }
}
