//! Deleted runs: kept aside for a day, so that deleting can be undone.

use std::fs;
use std::path::PathBuf;

use super::super::atomic::{self, Lock};
use super::super::{StoreError, date, folders::DataDir};
use crate::msg;

/// How long a deleted run is kept, in seconds.
const KEPT_SECS: u64 = 86_400;

/// A deleted run lies in a folder called after its id and the time it was deleted at.
fn trash(dir: &DataDir) -> PathBuf {
    dir.runs().join(".trash")
}

/// Puts the run aside. [`restore`] brings it back, until [`empty`] finds it old.
///
/// # Errors
/// When it is being trained, or cannot be moved.
pub fn delete(dir: &DataDir, id: &str) -> Result<(), StoreError> {
    let folder = super::folder(dir, id)?;
    if !folder.is_dir() {
        return Err(StoreError::new(msg!("run-error-none"), &folder));
    }
    if Lock::is_held(&folder.join("lock")) {
        return Err(StoreError::new(msg!("run-error-training"), &folder));
    }
    atomic::move_folder(&folder, &trash(dir).join(format!("{id}.{}", date::now_secs())))
}

/// Brings back the run that was deleted last under this id.
///
/// # Errors
/// When it is gone, or cannot be moved.
pub fn restore(dir: &DataDir, id: &str) -> Result<(), StoreError> {
    let folder = super::folder(dir, id)?;
    if folder.exists() {
        return Err(StoreError::new(msg!("run-error-name-taken"), &folder));
    }
    let deleted = entries(dir).into_iter().filter(|(_, of, _)| of == id).max_by_key(|(_, _, secs)| *secs);
    let (path, _, _) = deleted.ok_or_else(|| StoreError::new(msg!("run-error-not-in-trash"), &folder))?;
    atomic::move_folder(&path, &folder)
}

/// Whether a run of this id can be brought back: no other may take its name.
#[must_use]
pub fn holds(dir: &DataDir, id: &str) -> bool {
    entries(dir).iter().any(|(_, of, _)| of == id)
}

/// Numbers of the runs in the trash, as far as they can be read.
#[must_use]
pub fn numbers(dir: &DataDir) -> Vec<usize> {
    let number = |path: PathBuf| super::read_record(&path.join("run.json")).ok().map(|record| record.number);
    entries(dir).into_iter().filter_map(|(path, _, _)| number(path)).collect()
}

/// Removes what was deleted more than a day before `now_secs` after 1970.
pub fn empty(dir: &DataDir, now_secs: u64) {
    for (path, _, secs) in entries(dir) {
        if now_secs.saturating_sub(secs) > KEPT_SECS
            && let Err(error) = fs::remove_dir_all(&path)
        {
            tracing::warn!(%error, path = %path.display(), "could not remove a deleted run");
        }
    }
}

/// Path, id and time of deletion of everything in the trash.
fn entries(dir: &DataDir) -> Vec<(PathBuf, String, u64)> {
    let Ok(entries) = fs::read_dir(trash(dir)) else { return Vec::new() };
    let parsed = entries.flatten().filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (id, secs) = name.rsplit_once('.')?;
        Some((entry.path(), id.to_owned(), secs.parse().ok()?))
    });
    parsed.collect()
}
