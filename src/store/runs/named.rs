//! Which run a person means: generously to look at one, in full to change one.

use super::super::{StoreError, folders::DataDir};
use super::{ListedRun, list};
use crate::msg;

/// The run a person means: by id, by number as "#3", by name, the newest of several, or by the beginning of one id.
///
/// # Errors
/// When there is none, or several begin so.
pub fn find(dir: &DataDir, wanted: &str) -> Result<ListedRun, StoreError> {
    let (runs, unreadable) = list(dir)?;
    if let Some(broken) = unreadable.into_iter().find(|run| run.id == wanted) {
        return Err(broken.reason);
    }
    let by_id = runs.iter().find(|run| run.id == wanted);
    let by_name = || runs.iter().find(|run| run.record.is_called(wanted));
    if let Some(run) = by_id.or_else(by_name) {
        return Ok(run.clone());
    }
    match &beginning(&runs, wanted)[..] {
        [] => Err(StoreError::new(msg!("run-error-unknown"), wanted)),
        [run] => Ok((*run).clone()),
        several => Err(StoreError::new(msg!("run-error-several-begin", runs = told(several)), wanted)),
    }
}

/// Id of the one run that a person means who changes it: by its whole id, which may be that of one that cannot be read, by its
/// number as "#3", or by its whole name, if no other has it.
///
/// # Errors
/// When there is none, or several; names those that might have been meant.
pub fn find_one(dir: &DataDir, wanted: &str) -> Result<String, StoreError> {
    let (runs, unreadable) = list(dir)?;
    if runs.iter().any(|run| run.id == wanted) || unreadable.iter().any(|run| run.id == wanted) {
        return Ok(wanted.to_owned());
    }
    let named: Vec<&ListedRun> = runs.iter().filter(|run| run.record.is_called(wanted)).collect();
    match (&named[..], &beginning(&runs, wanted)[..]) {
        ([], []) => Err(StoreError::new(msg!("run-error-unknown"), wanted)),
        ([], some) => Err(StoreError::new(msg!("run-error-not-whole", runs = told(some)), wanted)),
        ([run], _) => Ok(run.id.clone()),
        (several, _) => Err(StoreError::new(msg!("run-error-several-named", runs = told(several)), wanted)),
    }
}

/// Those whose ids begin with `wanted`.
fn beginning<'a>(runs: &'a [ListedRun], wanted: &str) -> Vec<&'a ListedRun> {
    runs.iter().filter(|run| !wanted.is_empty() && run.id.starts_with(wanted)).collect()
}

/// The ids of some runs, the first few of many.
fn told(runs: &[&ListedRun]) -> String {
    const MOST: usize = 8;
    let mut ids: Vec<&str> = runs.iter().take(MOST).map(|run| run.id.as_str()).collect();
    ids.extend((runs.len() > MOST).then_some("…"));
    ids.join(", ")
}
