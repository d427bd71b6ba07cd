//! Strokes to grey pixels, with anti-aliasing.

use super::Stroke;

/// A grey picture: 0 is paper, 255 is ink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raster {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Row-major, `width` × `height` bytes.
    pub ink: Vec<u8>,
}

impl Raster {
    /// Draws strokes with round caps and joins, on a raster just large enough for the ink.
    #[must_use]
    pub fn of(_strokes: &[Stroke]) -> Self {
        todo!()
    }
}
