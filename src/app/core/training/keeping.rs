//! Keeps the run that trains on the disk, and looks after those that have just ended until all is written.

use std::sync::Arc;
use std::time::Duration;

use super::TrainingState;
use super::run::Run;
use crate::app::core::runs::run_writer::{RunFolderIdOnceKnown, RunWriter};
use crate::app::core::runs::work::Resumable;
use crate::app::core::shared::Shared;
use crate::store::runs::{Purpose, RunFolder, RunRecord};
use crate::text::Message;
use crate::train::{Checkpoint, Job, TrainError, TrainEvent, Trainer};

/// Longest time between two checkpoints: what a power cut may cost.
pub const INTERVAL: Duration = Duration::from_secs(10);

/// The run that is being written, and those that are nearly done.
#[derive(Default)]
pub struct Keeping {
    live: Option<RunWriter>,
    closing: Vec<RunWriter>,
    has_written: bool,
    /// Folders of runs that somebody deleted.
    deleted: Vec<String>,
    /// Folders of runs that were deleted and are wanted after all.
    wanted_back: Vec<String>,
    /// Where runs are kept of which not all could be written.
    torn: Vec<RunFolderIdOnceKnown>,
}

impl Keeping {
    /// Begins to keep a new run and says where; a fault becomes a notice and the run trains all the same.
    pub fn begin(&mut self, job: &Job, purpose: Option<Purpose>, shared: &mut Shared) -> RunFolderIdOnceKnown {
        let writer = RunWriter::begin(job, purpose, shared);
        self.follow(writer, shared)
    }

    /// Keeps a run that goes on and says where.
    pub fn go_on(&mut self, folder: RunFolder, record: RunRecord, shared: &mut Shared) -> RunFolderIdOnceKnown {
        let writer = RunWriter::go_on(folder, record, shared);
        self.follow(writer, shared)
    }

    fn follow(&mut self, writer: Result<RunWriter, Message>, shared: &mut Shared) -> RunFolderIdOnceKnown {
        self.ended();
        self.has_written = true;
        match writer {
            Ok(writer) => Arc::clone(self.live.insert(writer).place()),
            Err(error) => {
                shared.notices.error(error);
                RunFolderIdOnceKnown::default()
            }
        }
    }

    /// Says what could not be written, and lets go of what is.
    pub fn logic(&mut self, shared: &mut Shared) {
        for writer in self.live.iter().chain(&self.closing) {
            let faults = writer.faults();
            if !faults.is_empty() {
                self.torn.push(Arc::clone(writer.place()));
            }
            for fault in faults {
                shared.notices.error(fault);
            }
        }
        let before = self.closing.len();
        for writer in self.closing.extract_if(.., |writer| writer.is_idle()) {
            if let (true, Some(id)) = (writer.is_deleted(), writer.id()) {
                self.deleted.push(id.to_owned());
            }
        }
        self.has_written |= self.closing.len() < before;
    }

    /// Whether all that the run brought that is kept there is on the disk.
    #[must_use]
    pub fn has_written(&self, place: &RunFolderIdOnceKnown) -> bool {
        let is_here = |other: &RunFolderIdOnceKnown| Arc::ptr_eq(other, place);
        let is_under_way = self.live.iter().chain(&self.closing).any(|writer| is_here(writer.place()));
        place.get().is_some() && !is_under_way && !self.torn.iter().any(is_here)
    }

    /// Writes an event of the run that trains to its folder.
    pub fn event(&mut self, event: &TrainEvent) {
        if let Some(writer) = &mut self.live {
            writer.event(event);
        }
    }

    /// Writes a checkpoint of the run that trains to its folder.
    pub fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        if let Some(writer) = &mut self.live {
            writer.checkpoint(checkpoint);
        }
    }

    /// The program ends: waits until all of it is written, and gives what could not be.
    pub fn close(&mut self) -> Vec<Message> {
        self.ended();
        self.closing.drain(..).flat_map(RunWriter::close).collect()
    }

    /// It has ended, and was told so.
    pub fn ended(&mut self) {
        self.closing.extend(self.live.take());
    }

    /// The run that trains is about to end, and nobody wants it.
    pub fn delete_live(&mut self) {
        if let Some(writer) = &mut self.live {
            writer.delete(true);
        }
    }

    /// Nobody wants the run that is kept there, which has ended.
    pub fn delete(&mut self, place: &RunFolderIdOnceKnown) {
        match self.closing.iter_mut().find(|writer| Arc::ptr_eq(writer.place(), place)) {
            Some(writer) => writer.delete(true),
            None => self.deleted.extend(place.get().map(|place| place.id.clone())),
        }
    }

    /// The run that was to be kept there is wanted after all, wherever it has got to.
    pub fn bring_back(&mut self, place: &RunFolderIdOnceKnown) {
        if let Some(writer) = self.closing.iter_mut().find(|writer| Arc::ptr_eq(writer.place(), place)) {
            writer.delete(false);
            return;
        }
        let Some(id) = place.get().map(|place| place.id.clone()) else { return };
        match self.deleted.iter().position(|deleted| *deleted == id) {
            Some(at) => _ = self.deleted.remove(at),
            None => self.wanted_back.push(id),
        }
    }

    /// Folders of runs that are wanted after all since the last call.
    pub fn take_wanted_back(&mut self) -> Vec<String> {
        std::mem::take(&mut self.wanted_back)
    }

    /// Whether a run on the disk has come or ended since the last call.
    pub fn take_written(&mut self) -> bool {
        std::mem::take(&mut self.has_written)
    }

    /// Folders of runs that somebody deleted since the last call.
    pub fn take_deleted(&mut self) -> Vec<String> {
        std::mem::take(&mut self.deleted)
    }

    /// Gives the run that trains another name; `false` if it is not the one in folder `id`.
    pub fn rename(&mut self, id: &str, name: &str) -> bool {
        let Some(writer) = self.live.as_mut().filter(|writer| writer.id() == Some(id)) else { return false };
        writer.rename(name);
        true
    }
}

impl TrainingState {
    /// Goes on with a run that was interrupted.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn go_on(&mut self, resumable: Resumable, shared: &mut Shared) -> Result<(), TrainError> {
        let Resumable { folder, record, job, checkpoint } = resumable;
        let mut run = Run::new(folder.number(), &job);
        run.purpose = record.purpose;
        run.baseline = job.start.clone().map(Arc::new).or_else(|| shared.current_network().cloned());
        self.folds = None;
        run.place = self.keeping.go_on(folder, record, shared);
        self.follow(Trainer::resume(job, checkpoint, shared.wake())?, run);
        Ok(())
    }

    /// Whether a run on the disk has changed since the last call.
    pub fn take_written(&mut self) -> bool {
        self.keeping.take_written()
    }

    /// Folders of runs that somebody deleted since the last call.
    pub fn take_deleted(&mut self) -> Vec<String> {
        self.keeping.take_deleted()
    }

    /// Folders of runs that were deleted and are wanted after all since the last call.
    pub fn take_wanted_back(&mut self) -> Vec<String> {
        self.keeping.take_wanted_back()
    }

    /// Gives the run that trains another name on the disk; `false` if it is not the one in folder `id`.
    pub fn rename_kept(&mut self, id: &str, name: &str) -> bool {
        self.keeping.rename(id, name)
    }
}
