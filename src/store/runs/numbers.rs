//! The numbers of runs, and what else records of earlier versions lack.

use std::collections::BTreeSet;

use super::super::folders::DataDir;
use super::{ListedRun, RunState, history, list, read_record, record, trash, write_record};

/// Gives the runs that have none the lowest free numbers, the oldest the lowest. `runs` are the newest first.
pub(super) fn fill_in(runs: &mut [ListedRun]) {
    let taken: BTreeSet<usize> = runs.iter().map(|run| run.record.number).collect();
    let mut free = (1..).filter(|number| !taken.contains(number));
    for run in runs.iter_mut().rev().filter(|run| run.record.number == 0) {
        run.record.number = free.next().unwrap_or_default();
    }
}

/// The number of the next run: higher than that of every other one, deleted ones that can be brought back among them.
#[must_use]
pub fn next_number(dir: &DataDir) -> usize {
    let listed = list(dir).map(|(runs, _)| runs).unwrap_or_default();
    let deleted = trash::numbers(dir);
    listed.iter().map(|run| run.record.number).chain(deleted).max().unwrap_or(0) + 1
}

/// Writes number and sketch into the records of earlier versions that have none, so that a number stays when others are
/// deleted. What cannot be written is left as it is.
pub fn complete(dir: &DataDir) {
    let listed = list(dir).map(|(runs, _)| runs).unwrap_or_default();
    for run in listed.into_iter().filter(|run| run.record.state != RunState::Running) {
        let path = dir.runs().join(&run.id).join("run.json");
        let Ok(mut record) = read_record(&path) else { continue };
        let lacks_sketch = record.sketch.is_empty() && record.epochs_done > 0;
        if record.number > 0 && !lacks_sketch {
            continue;
        }
        record.number = run.record.number;
        if lacks_sketch && let Ok(history) = history(dir, &run.id) {
            record.sketch = record::sketch(&history);
        }
        if let Err(error) = write_record(&path, &record) {
            tracing::warn!(%error, "could not complete a run of an earlier version");
        }
    }
}
