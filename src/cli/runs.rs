//! `digit-lab runs`: what was trained before, what it brought, and how it leaves the program.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::args::{RunsArgs, RunsJob};
use super::{Form, JobError, report, text, write_json};
use crate::analysis::Confusion;
use crate::store::folders::{self, DataDir};
use crate::store::runs::{self, ListedRun, RunRecord, export, settings, trash};
use crate::store::{StoreError, datasets, date};
use crate::text::Named as _;

/// One run, as an object.
#[derive(Debug, Serialize)]
struct Entry<'a> {
    id: &'a str,
    can_resume: bool,
    bytes: u64,
    /// Why it failed, in English.
    fault: Option<String>,
    #[serde(flatten)]
    record: &'a RunRecord,
}

impl<'a> Entry<'a> {
    fn new(run: &'a ListedRun) -> Self {
        let fault = run.record.fault.as_ref().map(ToString::to_string);
        Self { id: &run.id, can_resume: run.can_resume, bytes: run.bytes, fault, record: &run.record }
    }
}

/// A folder that is no run, as an object.
#[derive(Debug, Serialize)]
struct UnreadableEntry<'a> {
    id: &'a str,
    /// What is wrong.
    unreadable: String,
}

/// Does what was asked of the runs; lists them if nothing was.
pub fn run(args: &RunsArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let form = Form::of(args.json);
    match &args.job {
        None => list(form, dir, out),
        Some(RunsJob::Show { run, json }) => show(&runs::find(dir, run)?, Form::of(*json || args.json), dir, out),
        Some(RunsJob::Export { run, form, out: target, force }) => {
            let run = runs::find(dir, run)?;
            let target = target.clone().unwrap_or_else(|| PathBuf::from(export::file_name(&run.record, form.0)));
            if folders::occupant(&target).is_some() && !force {
                let fault = "there is a file of this name already; choose another with --out, or give --force";
                return Err(StoreError::verbatim(fault, target).into());
            }
            let confusion = if form.0 == export::RunForm::Report { confusion(dir, &run) } else { None };
            let path = export::to_file(dir, &run, form.0, confusion, &target)?;
            Ok(writeln!(out, "{}", path.display())?)
        }
        Some(RunsJob::Rename { run, name }) => Ok(runs::rename(dir, &runs::find_one(dir, run)?, name)?),
        Some(RunsJob::Delete { run }) => {
            let id = runs::find_one(dir, run)?;
            trash::delete(dir, &id)?;
            Ok(writeln!(out, "deleted {id}; for a day, `digit-lab runs restore {id}` brings it back")?)
        }
        Some(RunsJob::Restore { id }) => Ok(runs::restore(dir, id)?),
    }
}

/// The test images by digit; none if the run's images are gone.
fn confusion(dir: &DataDir, run: &ListedRun) -> Option<Confusion> {
    export::confusion(dir, run, &datasets::open(&run.record.source()).ok()?.test)
}

fn list(form: Form, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let (listed, unreadable) = runs::list(dir)?;
    for run in &listed {
        match form {
            Form::Json => write_json(out, &Entry::new(run))?,
            Form::Text => {
                let share = |share: Option<f64>| share.map_or_else(|| "–".into(), |share| text::percent(share, 2));
                let test = run.record.result.as_ref().and_then(|result| result.test_accuracy);
                writeln!(
                    out,
                    "{:19}  {:13}  validation {:>8}  test {:>8}  {}{}",
                    run.id,
                    run.record.state.title(),
                    share(run.record.best_validation),
                    share(test),
                    run.record.label(),
                    if run.can_resume { "  (can be resumed)" } else { "" }
                )?;
            }
        }
    }
    for run in &unreadable {
        match form {
            Form::Json => write_json(out, &UnreadableEntry { id: &run.id, unreadable: run.reason.to_string() })?,
            Form::Text => writeln!(out, "{:19}  not readable", run.id)?,
        }
        report(&run.reason);
    }
    match unreadable.len() {
        0 => Ok(()),
        failed => Err(JobError::Partly { failed, total: failed + listed.len(), what: "runs" }),
    }
}

fn show(run: &ListedRun, form: Form, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    if form == Form::Json {
        return Ok(write_json(out, &Entry::new(run))?);
    }
    let history = runs::history(dir, &run.id)?;
    let report = export::report(&run.record, &history, None, export::Clock::Utc);
    writeln!(out, "{}\n{}", report.name, report.about)?;
    let settings = settings::settings_in_words(&run.record.settings);
    for (title, pairs) in [("Result", &report.results), ("Settings", &settings)] {
        writeln!(out, "\n{title}")?;
        let width = pairs.iter().map(|(what, _)| what.chars().count()).max().unwrap_or(0);
        for (what, value) in pairs {
            writeln!(out, "  {what:width$}  {value}")?;
        }
    }
    let ended =
        run.record.ended_secs.map_or_else(String::new, |secs| format!(", ended {} UTC", date::format_time(secs)));
    writeln!(out, "\n{} bytes in {}{ended}", text::count(run.bytes as usize), dir.runs().join(&run.id).display())?;
    Ok(())
}
