//! Files and folders held for one process.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::super::StoreError;
use super::faults::{self, Call};
use super::{folder_of, make_folder, write_fault};
use crate::msg;

/// A file held for this process alone. The system lets it go when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "it is held, not used")] File);

impl Lock {
    /// Holds the file at `path`, which is made if it is missing.
    ///
    /// # Errors
    /// When another process holds it, or the file cannot be made.
    pub fn take(path: &Path) -> Result<Self, StoreError> {
        Self::take_if_free(path)?.ok_or_else(|| StoreError::new(msg!("file-error-in-use"), path))
    }

    /// [`take`](Self::take), but `None` when another process holds the file.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn take_if_free(path: &Path) -> Result<Option<Self>, StoreError> {
        let file = Self::open(path)?;
        match file.try_lock() {
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            // Some file systems know no locks; then nobody is kept out.
            Ok(()) | Err(fs::TryLockError::Error(_)) => Ok(Some(Self(file))),
        }
    }

    /// [`take`](Self::take) that waits until whoever holds the file lets it go: for files that are held for one write.
    ///
    /// # Errors
    /// When the file cannot be made.
    pub fn wait(path: &Path) -> Result<Self, StoreError> {
        let file = Self::open(path)?;
        if let Err(error) = faults::before(Call::Lock).and_then(|()| file.lock()) {
            // Some file systems know no locks; then nobody is kept out.
            tracing::debug!(%error, path = %path.display(), "could not lock the file");
        }
        Ok(Self(file))
    }

    /// Holds a folder, which has to be there, while names in it are given: waits until whoever holds it lets it go. Where
    /// folders cannot be held, nobody is kept out.
    #[must_use]
    pub fn wait_for_folder(folder: &Path) -> Option<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let held = faults::before(Call::Lock).and_then(|()| File::open(folder)).and_then(|file| {
            file.lock()?;
            Ok(Self(file))
        });
        held.inspect_err(|error| tracing::debug!(%error, folder = %folder.display(), "could not lock the folder")).ok()
    }

    fn open(path: &Path) -> Result<File, StoreError> {
        let failed = |error: io::Error| StoreError::new(write_fault(&error), path);
        make_folder(folder_of(path)).map_err(failed)?;
        faults::before(Call::Create).map_err(failed)?;
        fs::OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)
    }

    /// Whether some process holds the file at `path`.
    #[must_use]
    pub fn is_held(path: &Path) -> bool {
        File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(fs::TryLockError::WouldBlock)))
    }
}
