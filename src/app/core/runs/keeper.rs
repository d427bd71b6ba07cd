//! Writes the run that trains to the disk, from a thread of its own.

use std::sync::{Arc, OnceLock};

use crate::app::core::shared::Shared;
use crate::background::Outbox;
use crate::msg;
use crate::store::date;
use crate::store::folders::DataDir;
use crate::store::runs::{Recorder, RunFolder, RunRecord, Update};
use crate::text::Message;
use crate::train::{Checkpoint, Collection, Job, TrainError, TrainEvent};

/// Keeps one run.
pub struct Keeper {
    recorder: Recorder,
    outbox: Outbox<Update>,
    id: Arc<OnceLock<String>>,
    is_thrown_away: bool,
}

impl Keeper {
    /// A new run of `job`. Nothing is waited for: its folder is made on the keeper's thread.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn begin(job: &Job, shared: &Shared) -> Result<Self, Message> {
        let started_from = job.start.as_ref().map(|model| model.card.name.clone());
        let config = job.checked_config().unwrap_or_else(|_| job.config.clone());
        let mut record = RunRecord::begun(config, started_from, date::now_secs());
        job.data.train.name().clone_into(&mut record.data);
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
        let id = Arc::new(OnceLock::new());
        let told = Arc::clone(&id);
        let mut folder = None;
        let write = move |update: Update| {
            // A folder that cannot be made is tried again with every update: there may be room by then.
            if folder.is_none() {
                folder = Some(open()?);
            }
            let Some(folder) = &folder else { return Ok(()) };
            let _ = told.set(folder.id().to_owned());
            folder.write(&update).map_err(Message::of)
        };
        let outbox = Outbox::start("write-run", Update::merge, shared.wake(), write)?;
        let recorder = Recorder::new(record);
        outbox.post(recorder.with_record());
        Ok(Self { recorder, outbox, id, is_thrown_away: false })
    }

    /// Name of the run's folder, once it is made.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.get().map(String::as_str)
    }

    /// Takes a report of the run.
    pub fn event(&mut self, event: &TrainEvent) {
        self.is_thrown_away |= matches!(event, TrainEvent::Failed(TrainError::Discarded));
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

    /// Somebody ended the run and wants nothing of it, or wants it after all.
    pub fn throw_away(&mut self, is_thrown_away: bool) {
        self.is_thrown_away = is_thrown_away;
        // On the disk at once, so that nothing stays of it even if the program ends before the run does.
        self.recorder.record.is_unwanted = is_thrown_away;
        self.outbox.post(self.recorder.with_record());
    }

    /// Whether somebody ended the run and wanted nothing of it.
    #[must_use]
    pub fn is_thrown_away(&self) -> bool {
        self.is_thrown_away
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
