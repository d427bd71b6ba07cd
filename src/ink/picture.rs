//! A grey photograph or drawing of one digit to ink, whichever of paper and ink is darker.

use super::Raster;

/// Grey pixels (0 black, 255 white, row-major, `width` × `height`) to ink: finds out whether the ink is dark or
/// light, and takes the paper away. A picture of one colour gives no ink.
#[must_use]
pub fn ink_of_grey(_width: usize, _height: usize, _grey: &[u8]) -> Raster {
    todo!()
}
