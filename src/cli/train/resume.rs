//! `digit-lab train --resume`: goes on with an interrupted run from its last checkpoint.

use std::io::Write;
use std::time::Duration;

use super::{Watcher, conclude};
use crate::cli::args::TrainArgs;
use crate::cli::keep::Keeper;
use crate::cli::{Form, JobError};
use crate::store::{StoreError, datasets, folders::DataDir, runs};
use crate::text::Named as _;

/// Goes on with the run that `wanted` names.
pub fn run(
    args: &TrainArgs,
    wanted: &str,
    interval: Duration,
    dir: &DataDir,
    out: &mut dyn Write,
) -> Result<(), JobError> {
    let run = runs::find(dir, wanted)?;
    if !run.can_resume {
        let fault = format!("this run is {} and has no checkpoint to go on from", run.record.state.title());
        return Err(StoreError::verbatim(fault, dir.runs().join(&run.id)).into());
    }
    let keeper = Keeper::go_on(dir, &run.id, run.record.clone(), interval)?;
    let checkpoint = runs::checkpoint(dir, &run.id)?;
    let job = checkpoint.job(datasets::open(&run.record.source())?);
    let mut watcher = Watcher::new(out, Form::of(args.json), &job.config, keeper);
    let trained = crate::train::resume(&job, checkpoint, &mut watcher);
    watcher.finish(&trained)?;
    let name = args.name.clone().unwrap_or_else(|| run.record.name.clone());
    conclude(args, dir, out, &name, run.record.command, trained)
}
