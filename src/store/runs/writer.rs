//! Writes a run while it goes on: what is new, file by file, each atomically. Called from a thread that may wait for
//! the disk.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::atomic::{self, Lock};
use super::super::{StoreError, date, folders::DataDir};
use super::{RunRecord, RunState, RunWeights, curve, read_record, trash, write_record};
use crate::model::{Model, ModelError, Weights};
use crate::msg;
use crate::text::ToMessage;
use crate::train::{self, History};

/// What is new about a run; what is not new is left out.
#[derive(Debug, Default)]
pub struct Update {
    /// What `run.json` has to say.
    pub record: Option<RunRecord>,
    /// All its reports.
    pub history: Option<Arc<History>>,
    /// Weights of the best epoch.
    pub best: Option<Weights>,
    /// Weights as they are now.
    pub last: Option<Weights>,
    /// What it takes to go on.
    pub checkpoint: Option<CheckpointUpdate>,
}

/// What is to become of the checkpoint.
#[derive(Debug)]
pub enum CheckpointUpdate {
    /// It is what it takes to go on.
    Keep(Box<train::Checkpoint>),
    /// The run is over: there is nothing to go on with.
    Remove,
}

impl Update {
    /// Takes over what is newer in another update.
    pub fn merge(&mut self, newer: Self) {
        let Self { record, history, best, last, checkpoint } = newer;
        self.record = record.or(self.record.take());
        self.history = history.or(self.history.take());
        self.best = best.or(self.best.take());
        self.last = last.or(self.last.take());
        self.checkpoint = checkpoint.or(self.checkpoint.take());
    }
}

/// The folder of a run that is being trained, held by this process.
#[derive(Debug)]
pub struct RunFolder {
    id: String,
    number: usize,
    path: PathBuf,
    /// The name that was last given by whoever trains it. Where the file has another, somebody else gave it.
    given_name: RefCell<String>,
    _lock: Lock,
}

impl RunFolder {
    /// Makes a folder for a new run, gives it a number, and writes its description and the model it starts from. No other
    /// process gets the same folder or number.
    ///
    /// # Errors
    /// When the folder cannot be made or written; nothing is left of it.
    pub fn create(dir: &DataDir, record: &RunRecord, start: Option<&Model>) -> Result<Self, StoreError> {
        let time = date::format_time(record.started_secs).replace(' ', "-").replace(':', "");
        let ids = (1..).map(|number| if number == 1 { time.clone() } else { format!("{time}-{number}") });
        let free = ids.filter(|id| !trash::holds(dir, id));
        let path = atomic::claim_folder(free.map(|id| dir.runs().join(id)))?;
        let filled = Self::fill(dir, &path, record, start);
        if filled.is_err() {
            atomic::remove_folder(&path);
        }
        filled
    }

    fn fill(dir: &DataDir, path: &Path, record: &RunRecord, start: Option<&Model>) -> Result<Self, StoreError> {
        let lock = Lock::take(&path.join("lock"))?;
        if let Some(model) = start {
            let bytes = model.weights.to_safetensors();
            let weights = path.join("start.safetensors");
            let bytes = bytes.map_err(|fault: ModelError| StoreError::of(&fault, &weights))?;
            atomic::write(&path.join("start.json"), model.card.to_json().as_bytes())?;
            atomic::write(&weights, &bytes)?;
        }
        let _numbering = Lock::wait_for_folder(&dir.runs());
        let number = super::next_number(dir);
        write_record(&path.join("run.json"), &RunRecord { number, ..record.clone() })?;
        let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let given_name = RefCell::new(record.name.clone());
        Ok(Self { id, number, path: path.to_path_buf(), given_name, _lock: lock })
    }

    /// Takes an interrupted run over, to go on with it.
    ///
    /// # Errors
    /// When another process trains it.
    pub fn take_over(dir: &DataDir, id: &str) -> Result<Self, StoreError> {
        let path = super::folder(dir, id)?;
        let lock = Lock::take(&path.join("lock"))?;
        let runs = super::list(dir)?.0;
        let found = runs.into_iter().find(|run| run.id == id).map(|run| (run.record.number, run.record.name));
        let (number, name) = found.unwrap_or_default();
        Ok(Self { id: id.to_owned(), number, path, given_name: RefCell::new(name), _lock: lock })
    }

    /// Name of the folder.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its number.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// Writes `run.json`, under the name that somebody else gave the run meanwhile if whoever trains it gave it none.
    fn write_record(&self, mut record: RunRecord) -> Result<(), StoreError> {
        let path = self.path.join("run.json");
        let _renaming = Lock::wait_for_folder(&self.path);
        let mut given = self.given_name.borrow_mut();
        if record.name != *given {
            given.clone_from(&record.name);
        } else if let Ok(there) = read_record(&path) {
            record.name = there.name;
        }
        write_record(&path, &record)
    }

    /// Writes what is new; the number of a record becomes that of the folder. The checkpoint goes after the curves, so that those always reach at least as far, and
    /// `run.json` after the weights of a result, so that it never promises what is not there: where they could not be
    /// written, the run goes on from its checkpoint if it has one, and has failed if not.
    ///
    /// # Errors
    /// The first fault; what could be written is written all the same.
    pub fn write(&self, update: &Update) -> Result<(), StoreError> {
        let Update { record, history, best, last, checkpoint } = update;
        let record = record.as_ref().map(|record| RunRecord { number: self.number, ..record.clone() });
        let mut first = Ok(());
        let mut keep = |result: Result<(), StoreError>| {
            if first.is_ok() {
                first = result;
            }
        };
        if let Some(history) = history {
            let path = self.path.join("curve.safetensors");
            let bytes = curve::to_bytes(history).map_err(|fault| StoreError::new(fault, &path));
            keep(bytes.and_then(|bytes| atomic::write(&path, &bytes)));
        }
        let mut missing = None;
        for (which, weights) in [(RunWeights::Best, best), (RunWeights::Last, last)] {
            let Some(weights) = weights else { continue };
            let path = self.path.join(which.file());
            let bytes = weights.to_safetensors().map_err(|fault| StoreError::of(&fault, &path));
            let written = bytes.and_then(|bytes| atomic::write(&path, &bytes));
            missing = missing.or_else(|| written.as_ref().err().map(ToMessage::to_message));
            keep(written);
        }
        if let Some(CheckpointUpdate::Keep(checkpoint)) = checkpoint {
            let path = self.path.join("checkpoint");
            let bytes = checkpoint.to_bytes().map_err(|fault| StoreError::of(&fault, &path));
            keep(bytes.and_then(|bytes| atomic::write(&path, &bytes)));
        }
        let missing = missing.filter(|_| matches!(checkpoint, Some(CheckpointUpdate::Remove)));
        match (record, missing) {
            (Some(record), None) => keep(self.write_record(record)),
            // Without its process, a run that is not over counts as interrupted.
            (Some(_), Some(_)) if self.path.join("checkpoint").is_file() => {}
            (Some(record), Some(fault)) => {
                let fault = Some(msg!("run-error-weights-unwritten", fault = fault));
                keep(self.write_record(RunRecord { state: RunState::Failed, fault, ..record }));
            }
            (None, _) => {}
        }
        // Only when all of the result is on the disk is there nothing to go on with.
        if let (Some(CheckpointUpdate::Remove), true) = (checkpoint, first.is_ok()) {
            // It may never have been written.
            let _ = std::fs::remove_file(self.path.join("checkpoint"));
        }
        first
    }
}
