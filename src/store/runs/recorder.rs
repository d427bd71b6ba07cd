//! Turns what a run reports into what there is to write about it.

use std::sync::Arc;

use super::super::date;
use super::writer::{CheckpointUpdate, Update};
use super::{RunRecord, RunState};
use crate::train::{self, History, Outcome, TrainError, TrainEvent};

/// A run as it will be found on the disk.
#[derive(Debug)]
pub struct Recorder {
    /// What `run.json` says.
    pub record: RunRecord,
    history: History,
    /// Epoch of the best weights that were handed out to be written.
    written_best: Option<usize>,
}

impl Recorder {
    /// A run that begins, or goes on: then with the record that was found.
    #[must_use]
    pub fn new(mut record: RunRecord) -> Self {
        record.state = RunState::Running;
        record.ended_secs = None;
        Self { record, history: History::default(), written_best: None }
    }

    /// Takes a report; says what is worth writing at once.
    pub fn event(&mut self, event: &TrainEvent) -> Option<Update> {
        self.history.apply(event);
        match event {
            TrainEvent::Started(_) | TrainEvent::Step(_) | TrainEvent::Validated(_) => None,
            TrainEvent::Restored(_) | TrainEvent::Epoch(_) | TrainEvent::Changed(_) => {
                self.record.follow(&self.history);
                Some(self.with_record())
            }
            TrainEvent::Finished(outcome) => Some(self.end(Ok(outcome))),
            TrainEvent::Failed(error) => Some(self.end(Err(error))),
        }
    }

    /// Takes a checkpoint: the curves up to it, and the best weights if they are new.
    pub fn checkpoint(&mut self, checkpoint: Box<train::Checkpoint>) -> Update {
        let best = checkpoint.best.as_ref().filter(|best| self.written_best != Some(best.epoch));
        self.written_best = best.map(|best| best.epoch).or(self.written_best);
        let best = best.map(|best| best.weights.clone());
        self.record.follow(&self.history);
        Update {
            history: Some(Arc::new(self.history.clone())),
            best,
            checkpoint: Some(CheckpointUpdate::Keep(checkpoint)),
            ..self.with_record()
        }
    }

    /// Takes the end of the run. One that somebody deleted is written as it stands, for its owner to delete.
    pub fn end(&mut self, result: Result<&Outcome, &TrainError>) -> Update {
        self.record.follow(&self.history);
        let now = date::now_secs();
        let outcome = match result {
            Ok(outcome) => {
                self.record.finish(outcome, now);
                Some(outcome)
            }
            Err(error) => {
                let best = match error {
                    TrainError::Diverged { best, .. } => best.as_deref(),
                    TrainError::BadSetting { .. }
                    | TrainError::OtherLabels { .. }
                    | TrainError::Labels(_)
                    | TrainError::BadCheckpoint(_)
                    | TrainError::Discarded
                    | TrainError::Model(_)
                    | TrainError::Broken(_) => None,
                };
                self.record.fail(error, now);
                best
            }
        };
        Update {
            history: Some(Arc::new(self.history.clone())),
            best: outcome.map(|outcome| outcome.weights.clone()),
            last: outcome.map(|outcome| outcome.last_weights.clone()),
            checkpoint: Some(CheckpointUpdate::Remove),
            ..self.with_record()
        }
    }

    /// An update of the description alone.
    #[must_use]
    pub fn with_record(&self) -> Update {
        Update { record: Some(self.record.clone()), ..Update::default() }
    }
}
