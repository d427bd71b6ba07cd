//! Writing a file so that there is always either the old one or the new one, whole.

use std::path::Path;

use super::StoreError;

/// Writes `bytes` beside `path`, flushes them to the disk and renames; missing folders are made.
///
/// # Errors
/// When the folder or the file cannot be written; the old file is untouched.
pub fn write(_path: &Path, _bytes: &[u8]) -> Result<(), StoreError> {
    todo!()
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read or is larger.
pub fn read(_path: &Path, _limit: u64) -> Result<Vec<u8>, StoreError> {
    todo!()
}
