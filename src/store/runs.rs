//! Runs on disk, one folder each: what was asked for, how far it came, its curves and weights. Each file is written
//! atomically; a folder that cannot be understood is reported and left as it is.
//!
//! `runs/<id>/` holds `run.json` (the [`RunRecord`]), `curve.safetensors` (the history), `best.safetensors` and
//! `last.safetensors` (weights), `start.safetensors` and `start.json` (the model it started from, if there was one),
//! `checkpoint` (what it takes to go on, while it runs) and `lock` (held by the process that trains it). Deleted runs
//! lie in `runs/.trash/` for a day.

pub mod curve;
pub mod export;
mod named;
mod numbers;
mod places;
pub mod purpose;
pub mod record;
pub mod recorder;
pub mod settings;
pub mod trash;
pub mod writer;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::atomic::{self, Lock};
use super::{StoreError, folders::DataDir};
use crate::model::card::CARD_FORMAT;
use crate::model::{Model, ModelCard, Weights};
use crate::msg;
use crate::text::{Message, json};
use crate::train::{Checkpoint, History};

pub use named::{find, find_one};
pub use numbers::{complete, next_number};
pub use purpose::Purpose;
pub use record::{RUN_FORMAT, RunRecord, RunResult, RunState};
pub use recorder::Recorder;
pub use writer::{RunFolder, Update};

/// Largest `run.json` that is read, in bytes.
const RECORD_LIMIT: u64 = 4 << 20;
/// Largest other file of a run that is read, in bytes.
const FILE_LIMIT: u64 = 1 << 30;

/// A run in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedRun {
    /// Name of its folder, which never changes.
    pub id: String,
    /// What `run.json` says; a run whose process has ended is [`RunState::Interrupted`].
    pub record: RunRecord,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Whether it can go on from a checkpoint.
    pub can_resume: bool,
    /// Whether it has weights to use.
    pub has_weights: bool,
}

/// A folder among the runs whose files cannot be read or parsed.
#[derive(Debug, Clone, PartialEq)]
pub struct UnreadableRun {
    /// Name of its folder.
    pub id: String,
    /// What is wrong.
    pub reason: StoreError,
}

/// Which weights of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumCount)]
pub enum RunWeights {
    /// Those of its best epoch.
    Best,
    /// Those it ended with.
    Last,
}

impl RunWeights {
    /// Those of the best epoch and those of the last.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [Self::Best, Self::Last];

    /// Name of the file.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Best => "best.safetensors",
            Self::Last => "last.safetensors",
        }
    }
}

/// The runs, newest first, each with a number of its own, and the folders that are none.
///
/// # Errors
/// When the folder of runs cannot be read; that there is none yet is no error.
pub fn list(dir: &DataDir) -> Result<(Vec<ListedRun>, Vec<UnreadableRun>), StoreError> {
    let (mut runs, mut unreadable) = (Vec::new(), Vec::new());
    for id in ids(&dir.runs())? {
        match read(dir, &id) {
            Ok(run) => runs.push(run),
            // Its process has just made the folder.
            Err(_) if is_being_made(&dir.runs().join(&id)) => {}
            Err(reason) => unreadable.push(UnreadableRun { id, reason }),
        }
    }
    runs.sort_by(|a, b| (b.record.started_secs, &b.id).cmp(&(a.record.started_secs, &a.id)));
    unreadable.sort_by(|a, b| a.id.cmp(&b.id));
    numbers::fill_in(&mut runs);
    Ok((runs, unreadable))
}

/// Whether a process holds the folder and has not described the run yet.
fn is_being_made(folder: &Path) -> bool {
    Lock::is_held(&folder.join("lock")) && !folder.join("run.json").exists()
}

/// Whether nothing but the lock is in a folder, whose process has been gone for a while.
fn is_only_begun(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    let lock = folder.join("lock");
    let is_empty = entries.flatten().all(|entry| entry.path() == lock);
    is_empty && !Lock::is_held(&lock) && atomic::is_left_over(&lock)
}

/// Names of the folders in `folder`, hidden ones left out.
fn ids(folder: &Path) -> Result<Vec<String>, StoreError> {
    let failed = |error: std::io::Error| StoreError::new(msg!("run-error-list", error = error.to_string()), folder);
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut ids = Vec::new();
    for entry in entries {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            ids.push(name);
        }
    }
    Ok(ids)
}

/// The run with this id.
///
/// # Errors
/// When there is none, or its `run.json` cannot be read or understood.
pub fn read(dir: &DataDir, id: &str) -> Result<ListedRun, StoreError> {
    let folder = folder(dir, id)?;
    let mut record = read_record(&folder.join("run.json"))?;
    if record.state == RunState::Running && !Lock::is_held(&folder.join("lock")) {
        record.state = RunState::Interrupted;
    }
    let can_resume = record.state == RunState::Interrupted && folder.join("checkpoint").is_file();
    let has_weights = folder.join(RunWeights::Best.file()).is_file();
    Ok(ListedRun { id: id.to_owned(), record, bytes: size(&folder), can_resume, has_weights })
}

/// The run's folder; an id is one name, never a path to somewhere else.
fn folder(dir: &DataDir, id: &str) -> Result<PathBuf, StoreError> {
    let mut parts = Path::new(id).components();
    match (parts.next(), parts.next()) {
        (Some(std::path::Component::Normal(_)), None) => Ok(dir.runs().join(id)),
        _ => Err(StoreError::new(msg!("run-error-not-a-name"), id)),
    }
}

fn read_record(path: &Path) -> Result<RunRecord, StoreError> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let unreadable = |fault: Message| StoreError::new(msg!("run-error-unreadable", fault = fault), path);
    let bytes = atomic::read(path, RECORD_LIMIT)?;
    let Format { format } = json::read(&bytes).map_err(unreadable)?;
    if format > RUN_FORMAT {
        return Err(unreadable(msg!("file-error-newer-format", format = format.to_string())));
    }
    json::read(&bytes).map_err(unreadable)
}

fn write_record(path: &Path, record: &RunRecord) -> Result<(), StoreError> {
    let mut text =
        serde_json::to_string_pretty(record).map_err(|error| StoreError::new(json::unwritable(&error), path))?;
    text.push('\n');
    atomic::write(path, text.as_bytes())
}

/// Bytes of the files in `folder`; those that cannot be seen count nothing.
fn size(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .flatten()
        .filter_map(|entry| entry.metadata().ok())
        .filter(fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}

/// The run's curves; none for a run that ended before it reported.
///
/// # Errors
/// When the file cannot be read or understood.
pub fn history(dir: &DataDir, id: &str) -> Result<History, StoreError> {
    let path = folder(dir, id)?.join("curve.safetensors");
    if !path.try_exists().unwrap_or(true) {
        return Ok(History::default());
    }
    let bytes = atomic::read(&path, FILE_LIMIT)?;
    curve::from_bytes(&bytes).map_err(|fault| StoreError::new(msg!("run-error-curves", fault = fault), &path))
}

/// Weights of the run as a model named after it.
///
/// # Errors
/// When there are none, or they cannot be read.
pub fn model(dir: &DataDir, run: &ListedRun, which: RunWeights) -> Result<Model, StoreError> {
    let path = folder(dir, &run.id)?.join(which.file());
    let RunRecord { name, settings, result, command, started_secs, .. } = &run.record;
    let bytes = atomic::read(&path, FILE_LIMIT)?;
    let weights = Weights::from_safetensors(&bytes, settings.arch).map_err(|fault| StoreError::of(&fault, &path))?;
    let is_measured = which == RunWeights::Best;
    let started = history(dir, &run.id)?.started;
    let labels = started.as_ref().map(|started| started.labels).unwrap_or_default();
    let card = ModelCard {
        format: CARD_FORMAT,
        name: name.clone(),
        architecture: settings.arch,
        labels,
        parameters: settings.arch.parameters_with(labels.len()),
        pixels: started.as_ref().map(|started| started.pixels).unwrap_or_default(),
        seed: settings.seed,
        validation_accuracy: run.record.best_validation.filter(|_| is_measured),
        test_accuracy: result.as_ref().and_then(|result| result.test_accuracy).filter(|_| is_measured),
        calibration: result.as_ref().and_then(|result| result.calibration.clone()).filter(|_| is_measured),
        created: super::date::format_day(*started_secs),
        command: command.clone(),
        training: result.as_ref().map(|result| result.summary.clone()).unwrap_or_default(),
    };
    Ok(Model { card, weights })
}

/// The model the run started from; `None` if it started from fresh weights.
///
/// # Errors
/// When its files cannot be read.
pub fn start_model(dir: &DataDir, id: &str) -> Result<Option<Model>, StoreError> {
    let path = folder(dir, id)?.join("start.safetensors");
    if !path.try_exists().unwrap_or(true) {
        return Ok(None);
    }
    let card = path.with_extension("json");
    let text = String::from_utf8(atomic::read(&card, RECORD_LIMIT)?)
        .map_err(|_| StoreError::new(msg!("run-error-start-not-text"), &card))?;
    let bytes = atomic::read(&path, FILE_LIMIT)?;
    Model::from_bytes(&text, &bytes).map(Some).map_err(|fault| StoreError::of(&fault, &path))
}

/// What it takes to go on with the run.
///
/// # Errors
/// When there is no checkpoint, or it cannot be read or understood.
pub fn checkpoint(dir: &DataDir, id: &str) -> Result<Checkpoint, StoreError> {
    let path = folder(dir, id)?.join("checkpoint");
    let bytes = atomic::read(&path, FILE_LIMIT)?;
    Checkpoint::from_bytes(&bytes).map_err(|fault| StoreError::of(&fault, &path))
}

/// Ends an interrupted run with what its checkpoint holds: the best weights and the curves up to it.
///
/// # Errors
/// When another process trains it, or its files cannot be read or written; it then stays as it is.
pub fn keep_best(dir: &DataDir, id: &str) -> Result<(), StoreError> {
    let run = read(dir, id)?;
    let taken = RunFolder::take_over(dir, id)?;
    let checkpoint = checkpoint(dir, id)?;
    let mut record = run.record;
    record.follow(&checkpoint.history);
    record.state = RunState::Stopped;
    record.ended_secs = Some(super::date::now_secs());
    let best = checkpoint.best.map_or_else(|| checkpoint.weights.clone(), |best| best.weights);
    taken.write(&Update {
        record: Some(record),
        history: Some(std::sync::Arc::new(checkpoint.history)),
        best: Some(best),
        last: Some(checkpoint.weights),
        checkpoint: Some(writer::CheckpointUpdate::Remove),
    })
}

/// Puts what somebody deleted while it trained into the trash, where its process ended before it could, and removes what
/// processes that have ended left half written.
///
/// # Errors
/// The first fault; the others are put away all the same.
pub fn sweep(dir: &DataDir) -> Result<(), StoreError> {
    let is_left = |run: &&ListedRun| run.record.is_unwanted && run.record.state != RunState::Running;
    let mut first = Ok(());
    let (runs, unreadable) = list(dir)?;
    for folder in runs.iter().map(|run| &run.id).chain(unreadable.iter().map(|run| &run.id)) {
        atomic::sweep(&dir.runs().join(folder));
    }
    for begun in unreadable.iter().map(|run| dir.runs().join(&run.id)).filter(|folder| is_only_begun(folder)) {
        atomic::remove_folder(&begun);
    }
    for run in runs.iter().filter(is_left) {
        let swept = trash::delete(dir, &run.id);
        if first.is_ok() {
            first = swept;
        }
    }
    first
}

/// Brings back a run from the trash, which is wanted from now on.
///
/// # Errors
/// When it is gone, or cannot be moved or written.
pub fn restore(dir: &DataDir, id: &str) -> Result<(), StoreError> {
    trash::restore(dir, id)?;
    let path = folder(dir, id)?.join("run.json");
    // One that cannot be read comes back as it was.
    let Ok(mut record) = read_record(&path) else { return Ok(()) };
    if std::mem::take(&mut record.is_unwanted) {
        write_record(&path, &record)?;
    }
    Ok(())
}

/// Gives the run another name.
///
/// # Errors
/// When the name is empty, or the run cannot be read or written.
pub fn rename(dir: &DataDir, id: &str, name: &str) -> Result<(), StoreError> {
    let path = folder(dir, id)?.join("run.json");
    if name.trim().is_empty() {
        return Err(StoreError::new(msg!("run-error-no-name"), &path));
    }
    let _held = Lock::wait_for_folder(&folder(dir, id)?);
    let mut record = read_record(&path)?;
    name.trim().clone_into(&mut record.name);
    write_record(&path, &record)
}

#[cfg(test)]
mod tests;
