//! `digit-lab train --resume`: goes on with an interrupted run from its last checkpoint.

use std::path::Path;
use std::time::Duration;

use super::conclude;
use super::watcher::Watcher;
use crate::cli::args::TrainArgs;
use crate::cli::keep::RunWriter;
use crate::cli::results::Results;
use crate::cli::{Form, JobError, images};
use crate::store::runs::RunRecord;
use crate::store::{StoreError, folders::DataDir, models, runs};
use crate::text::Named as _;

/// Goes on with the run that `wanted` names.
pub fn run(
    args: &TrainArgs,
    wanted: &str,
    interval: Duration,
    dir: &DataDir,
    out: &mut Results<'_>,
) -> Result<(), JobError> {
    let run = runs::find(dir, wanted)?;
    if !run.can_resume {
        let fault = format!("this run is {} and has no checkpoint to go on from", run.record.state.title());
        return Err(StoreError::verbatim(fault, dir.runs().join(&run.id)).into());
    }
    // What was asked for when it was started still holds, unless something else is asked for now.
    let target = args.out.clone().or_else(|| run.record.out.clone());
    if let Some(path) = &target {
        models::check_target(path)?;
    } else {
        models::check_folder(dir)?;
    }
    let mut record = run.record.clone();
    record.out = target.as_deref().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let writer = RunWriter::go_on(dir, &run.id, record, interval)?;
    let checkpoint = runs::checkpoint(dir, &run.id)?;
    let job = checkpoint.job(images::material(run.record.settings.arch, &run.record.source())?);
    let mut watcher = Watcher::new(out, Form::of(args.json), &job, writer);
    let trained = crate::train::resume(&job, checkpoint, &mut watcher);
    watcher.finish(&trained);
    let name = args.name.clone().unwrap_or_else(|| name(&run.record, target.as_deref()));
    conclude(target.as_deref(), Form::of(args.json), dir, out, &name, run.record.command, trained)
}

/// The name on the card: that of the run if somebody gave it one, else that of the file it goes to, as without a break.
fn name(record: &RunRecord, target: Option<&Path>) -> String {
    let unnamed = RunRecord::begun(record.settings.clone(), record.started_from.clone(), record.started_secs);
    let (title, made_up) = (record.title().to_string(), unnamed.title().to_string());
    let file = target.and_then(super::name_of_file).filter(|_| title == made_up);
    file.unwrap_or(title)
}
