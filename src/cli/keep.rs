//! Keeps the run of `digit-lab train` in the data folder while it goes on. A fault of the disk is reported once, and
//! training goes on without.

use std::time::Duration;

use super::args::TrainArgs;
use super::report;
use crate::background::Outbox;
use crate::model::Model;
use crate::store::folders::DataDir;
use crate::store::runs::{Recorder, RunFolder, RunRecord, Update};
use crate::store::{StoreError, date};
use crate::text::{Message, ToMessage as _};
use crate::train::data_plan::Collection;
use crate::train::{Checkpoint, CheckpointTimer, Job, Outcome, TrainError, TrainEvent};

/// Writes a run from a thread of its own.
pub struct RunWriter {
    recorder: Recorder,
    outbox: Outbox<Update>,
    interval: Duration,
    timer: CheckpointTimer,
    has_complained: bool,
}

impl RunWriter {
    /// The new run of `job`, which `command` repeats; `None`, and a report, if it cannot be kept.
    pub fn of(args: &TrainArgs, job: &Job, command: Option<String>, interval: Duration, dir: &DataDir) -> Option<Self> {
        // Settings that are refused are told by the run itself.
        let settings = job.checked_config().ok()?;
        let started_from = job.start.as_ref().map(|model| model.card.name.clone());
        let mut record = RunRecord::begun(settings, started_from, date::now_secs());
        if let Some(name) = &args.name {
            record.call(name);
        }
        job.data.name().clone_into(&mut record.data);
        if let Collection::Folder(folder) = &job.config.data.source.from {
            record.data_folder = Some(folder.clone());
        }
        record.command = command;
        // Where it goes from wherever it is resumed.
        record.out = args.out.as_deref().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
        Self::begin(dir, record, job.start.as_ref(), interval)
    }

    fn begin(dir: &DataDir, record: RunRecord, start: Option<&Model>, interval: Duration) -> Option<Self> {
        let kept = RunFolder::create(dir, &record, start).map(|folder| Self::start(folder, record, interval));
        kept.unwrap_or_else(|error| unkept(&error))
    }

    /// A run that goes on.
    ///
    /// # Errors
    /// When another process trains it.
    pub fn go_on(dir: &DataDir, id: &str, record: RunRecord, interval: Duration) -> Result<Option<Self>, StoreError> {
        Ok(Self::start(RunFolder::take_over(dir, id)?, record, interval))
    }

    fn start(folder: RunFolder, record: RunRecord, interval: Duration) -> Option<Self> {
        let write = move |update: Update| folder.write(&update).map_err(|error| error.to_message());
        match Outbox::start("runs", Update::merge, || (), write) {
            Ok(outbox) => {
                let recorder = Recorder::new(record);
                outbox.post(recorder.with_record());
                Some(Self { recorder, outbox, interval, timer: CheckpointTimer::default(), has_complained: false })
            }
            Err(error) => unkept(&error),
        }
    }

    /// Takes a report of the run.
    pub fn event(&mut self, event: &TrainEvent) {
        if let Some(update) = self.recorder.event(event) {
            self.outbox.post(update);
        }
        self.complain(&self.outbox.take_faults());
    }

    /// Whether it is time for a checkpoint.
    pub fn wants_checkpoint(&self) -> bool {
        self.timer.is_due(self.interval)
    }

    /// Takes it.
    pub fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        self.timer.made();
        self.outbox.post(self.recorder.checkpoint(checkpoint));
    }

    /// Takes the end of the run and waits until all of it is written.
    pub fn end(mut self, result: Result<&Outcome, &TrainError>) {
        let update = self.recorder.end(result);
        self.outbox.post(update);
        let faults = self.outbox.close();
        if let Some(fault) = faults.first().filter(|_| !self.has_complained) {
            report(&format_args!("{fault}; the run may not be kept"));
        }
    }

    fn complain(&mut self, faults: &[Message]) {
        if let Some(fault) = faults.first().filter(|_| !self.has_complained) {
            self.has_complained = true;
            let _: Option<Self> = unkept(fault);
        }
    }
}

/// Says that the run cannot be kept.
fn unkept(fault: &dyn std::fmt::Display) -> Option<RunWriter> {
    report(&format_args!("{fault}; training goes on, but the run may not be kept"));
    None
}
