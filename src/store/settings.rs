//! The settings file: whatever is worth remembering between two starts, as JSON.

use std::path::Path;

use serde::{Serialize, de::DeserializeOwned};

use super::StoreError;

/// Reads settings; the defaults if there is no file.
///
/// # Errors
/// When the file cannot be read or understood; it is left as it is.
pub fn read<T: DeserializeOwned + Default>(_path: &Path) -> Result<T, StoreError> {
    todo!()
}

/// Writes settings atomically.
///
/// # Errors
/// When the file cannot be written.
pub fn write<T: Serialize>(_path: &Path, _settings: &T) -> Result<(), StoreError> {
    todo!()
}
