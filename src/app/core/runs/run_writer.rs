//! Writes the run that trains to the disk, from a thread of its own.

use std::sync::{Arc, OnceLock};

use crate::app::core::shared::Shared;
use crate::background::Outbox;
use crate::msg;
use crate::store::date;
use crate::store::folders::DataDir;
use crate::store::runs::{Purpose, Recorder, RunFolder, RunRecord, Update};
use crate::text::Message;
use crate::train::{Checkpoint, Collection, Job, TrainError, TrainEvent};

/// Where a run is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFolderId {
    /// Name of its folder.
    pub id: String,
    /// Its number among all runs of the data folder.
    pub number: usize,
}

/// The place of a run, from the moment at which its folder is there.
pub type RunFolderIdOnceKnown = Arc<OnceLock<RunFolderId>>;

/// Keeps one run.
pub struct RunWriter {
    recorder: Recorder,
    outbox: Outbox<Update>,
    place: RunFolderIdOnceKnown,
    is_deleted: bool,
}

impl RunWriter {
    /// A new run of `job`, whose settings were made for `purpose`. Nothing is waited for: its folder is made on a thread of its own.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn begin(job: &Job, purpose: Option<Purpose>, shared: &Shared) -> Result<Self, Message> {
        let started_from = job.start.as_ref().map(|model| model.card.name.clone());
        let config = job.checked_config().unwrap_or_else(|_| job.config.clone());
        let mut record = RunRecord::begun(config, started_from, date::now_secs()).made_for(purpose);
        job.data.name().clone_into(&mut record.data);
        if let Collection::Folder(folder) = &job.config.data.source.from {
            record.data_folder = Some(folder.clone());
        }
        let (dir, start, first) = (shared.dir.clone(), job.start.clone(), record.clone());
        Self::start(record, shared, move || RunFolder::create(&dir, &first, start.as_ref()).map_err(Message::of))
    }

    /// A run that goes on in its folder, which is held already.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn go_on(folder: RunFolder, record: RunRecord, shared: &Shared) -> Result<Self, Message> {
        let mut folder = Some(folder);
        Self::start(record, shared, move || folder.take().ok_or_else(|| msg!("run-folder-gone")))
    }

    fn start(
        record: RunRecord,
        shared: &Shared,
        mut open: impl FnMut() -> Result<RunFolder, Message> + Send + 'static,
    ) -> Result<Self, Message> {
        let place = RunFolderIdOnceKnown::default();
        let told = Arc::clone(&place);
        let mut folder = None;
        let write = move |update: Update| {
            // A folder that cannot be made is tried again with every update: there may be room by then.
            if folder.is_none() {
                folder = Some(open()?);
            }
            let Some(folder) = &folder else { return Ok(()) };
            let _ = told.set(RunFolderId { id: folder.id().to_owned(), number: folder.number() });
            folder.write(&update).map_err(Message::of)
        };
        let outbox = Outbox::start("write-run", Update::merge, shared.wake(), write)?;
        let recorder = Recorder::new(record);
        outbox.post(recorder.with_record());
        Ok(Self { recorder, outbox, place, is_deleted: false })
    }

    /// Where the run is kept, once its folder is made.
    #[must_use]
    pub fn place(&self) -> &RunFolderIdOnceKnown {
        &self.place
    }

    /// Name of the run's folder, once it is made.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.place.get().map(|place| place.id.as_str())
    }

    /// Takes a report of the run.
    pub fn event(&mut self, event: &TrainEvent) {
        self.is_deleted |= matches!(event, TrainEvent::Failed(TrainError::Discarded));
        if let Some(update) = self.recorder.event(event) {
            self.outbox.post(update);
        }
    }

    /// Takes a checkpoint of the run.
    pub fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        self.outbox.post(self.recorder.checkpoint(checkpoint));
    }

    /// Gives the run another name.
    pub fn rename(&mut self, name: &str) {
        name.clone_into(&mut self.recorder.record.name);
        self.outbox.post(self.recorder.with_record());
    }

    /// What went wrong since the last call.
    #[must_use]
    pub fn faults(&self) -> Vec<Message> {
        let told = |fault: Message| msg!("run-not-written", fault = fault);
        self.outbox.take_faults().into_iter().map(told).collect()
    }

    /// Somebody deleted the run before all of it was written, or wants it after all.
    pub fn delete(&mut self, is_deleted: bool) {
        self.is_deleted = is_deleted;
        // On the disk at once, so that nothing stays of it even if the program ends before the run does.
        self.recorder.record.is_unwanted = is_deleted;
        self.outbox.post(self.recorder.with_record());
    }

    /// Whether somebody deleted the run.
    #[must_use]
    pub fn is_deleted(&self) -> bool {
        self.is_deleted
    }

    /// Waits until everything is written, and gives what could not be.
    #[must_use]
    pub fn close(self) -> Vec<Message> {
        self.outbox.close()
    }

    /// Whether everything is written.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.outbox.is_idle()
    }
}

/// Removes what was deleted a day ago.
pub fn tidy(dir: &DataDir) {
    crate::store::runs::trash::empty(dir, date::now_secs());
}
