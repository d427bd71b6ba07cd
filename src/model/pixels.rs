//! How pixel bytes become the numbers a network reads. Stored with the model, applied wherever it reads.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::data::split::shuffle;
use crate::data::{PIXELS, SIDE};
use crate::text::Named;

/// Side of the squares that [`Pixels::ShuffledSquares`] puts in another order, in pixels.
pub const SQUARE: usize = 7;
/// Seed of their order.
const ORDER_SEED: u64 = 1;

/// Preprocessing of pixels: one affine map from a byte (0 paper, 255 ink) to the network's input, and where the byte of
/// each input is found.
///
/// A convolution with padding puts zeros around its input whatever the preprocessing, as `PyTorch` and ONNX do, so that
/// weights mean the same there. Only with [`Pixels::Unit`] is that paper; otherwise the image stands in a frame of grey,
/// the same one around every image, which the first layer learns to expect. No difference was seen:
/// `lenet5`, which pads by 2, read 95.23 % of the validation images with [`Pixels::Unit`] and 95.20 % with
/// [`Pixels::Signed`] after two epochs of 10,000 images, as the mean of four seeds whose deviation is 0.5 %.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pixels {
    /// To [0, 1].
    #[default]
    Unit,
    /// To [−1, 1].
    Signed,
    /// To mean 0 and deviation 1 over the training set.
    Standardised {
        /// Mean of the training pixels, in [0, 1].
        mean: f32,
        /// Standard deviation of the training pixels, on the same scale; above 0.
        deviation: f32,
    },
    /// To [0, 1], the picture's 16 squares of 7 × 7 in another order, the same for every picture: what a network of
    /// neighbouring pixels can no longer use.
    ShuffledSquares,
}

/// The pixel that each input is made of under [`Pixels::ShuffledSquares`].
static SHUFFLED: LazyLock<[u16; PIXELS]> = LazyLock::new(|| {
    let across = SIDE / SQUARE;
    let mut squares: Vec<u32> = (0..(across * across) as u32).collect();
    shuffle(&mut squares, ORDER_SEED, "squares");
    std::array::from_fn(|at| {
        let (y, x) = (at / SIDE, at % SIDE);
        let from = squares[y / SQUARE * across + x / SQUARE] as usize;
        let (down, right) = (from / across * SQUARE + y % SQUARE, from % across * SQUARE + x % SQUARE);
        (down * SIDE + right) as u16
    })
});

impl Pixels {
    /// Factor and offset: input = byte × factor + offset.
    #[must_use]
    pub fn affine(self) -> (f32, f32) {
        match self {
            Self::Unit | Self::ShuffledSquares => (1.0 / 255.0, 0.0),
            Self::Signed => (2.0 / 255.0, -1.0),
            Self::Standardised { mean, deviation } => (1.0 / (255.0 * deviation), -mean / deviation),
        }
    }

    /// The pixel that each input is made of, if not the one in its own place.
    #[must_use]
    pub fn order(self) -> Option<&'static [u16; PIXELS]> {
        match self {
            Self::Unit | Self::Signed | Self::Standardised { .. } => None,
            Self::ShuffledSquares => Some(&SHUFFLED),
        }
    }

    /// Pictures of 784 bytes each in the order of the inputs; a trailing part of a picture is left out if they move.
    #[must_use]
    pub fn arranged(self, pixels: &[u8]) -> Cow<'_, [u8]> {
        match self.order() {
            None => Cow::Borrowed(pixels),
            Some(order) => pixels
                .chunks_exact(PIXELS)
                .flat_map(|picture| order.iter().map(|&from| picture[usize::from(from)]))
                .collect(),
        }
    }

    /// Appends the network's input for these pixels to `out`.
    pub fn extend(self, pixels: &[u8], out: &mut Vec<f32>) {
        let (factor, offset) = self.affine();
        out.extend(self.arranged(pixels).iter().map(|&pixel| f32::from(pixel) * factor + offset));
    }
}

impl Named for Pixels {
    fn key(&self) -> &'static str {
        match self {
            Self::Unit => "pixels-unit",
            Self::Signed => "pixels-signed",
            Self::Standardised { .. } => "pixels-standardised",
            Self::ShuffledSquares => "pixels-shuffled-squares",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shuffled_squares_are_the_same_squares_elsewhere() {
        let picture: Vec<u8> = (0..PIXELS).map(|at| (at / SIDE / SQUARE * 4 + at % SIDE / SQUARE) as u8).collect();
        let mut inputs = Vec::new();
        Pixels::ShuffledSquares.extend(&picture, &mut inputs);
        let square = |at: usize| (inputs[at / 4 * SQUARE * SIDE + at % 4 * SQUARE] * 255.0).round() as usize;
        let mut order: Vec<usize> = (0..16).map(square).collect();
        for (at, &input) in inputs.iter().enumerate() {
            let place = at / SIDE / SQUARE * 4 + at % SIDE / SQUARE;
            assert_eq!((input * 255.0).round() as usize, order[place], "pixel {at} left its square");
        }
        assert!((0..16).filter(|&at| order[at] == at).count() < 4, "most squares moved: {order:?}");
        order.sort_unstable();
        assert_eq!(order, (0..16).collect::<Vec<_>>(), "each square is there once");
    }
}
