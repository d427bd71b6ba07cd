//! Pictures from disk as grey pixels.

use std::path::Path;

use super::StoreError;
use crate::ink::Raster;

/// Reads a PNG or JPEG as ink: dark on light or light on dark, transparency as paper.
///
/// # Errors
/// When it is no picture, is damaged, or has more than 100 megapixels.
pub fn read_ink(_path: &Path) -> Result<Raster, StoreError> {
    todo!()
}
