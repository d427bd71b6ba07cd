//! Any grey picture of a digit to a 28×28 image exactly as MNIST was made.

use super::Raster;
use crate::data::Image;

/// Normalises as MNIST was (QMNIST's reconstruction, arXiv 1905.10498): the tight box of the ink, a square window
/// around its centre, area-resampled to 20×20, brightest pixel to 255, pasted so that the centre of mass comes to
/// pixel 14 by a whole-pixel shift. A raster without ink gives a blank image.
#[must_use]
pub fn normalise(_raster: &Raster) -> Image {
    todo!()
}
