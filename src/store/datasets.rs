//! Opening a folder of IDX files in place of MNIST.

use std::path::Path;

use super::StoreError;
use crate::train::TrainingData;

/// Reads `train-images-idx3-ubyte`, `train-labels-idx1-ubyte`, `t10k-images-idx3-ubyte` and
/// `t10k-labels-idx1-ubyte` (each raw or `.gz`, also with a dot before `idx`) from `folder`.
///
/// # Errors
/// Names the first file that is missing, truncated, oversized, mislabelled or of the wrong magic.
pub fn open_folder(_folder: &Path) -> Result<TrainingData, StoreError> {
    todo!()
}
