//! What is known of a run wherever it is kept: whether it can be brought back, and what it changed.

use super::RunsState;
use super::compare::RunComparison;
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::app::core::training::{Run, TrainingState};
use crate::store::runs::UnreadableRun;
use crate::text::Message;

impl RunsState {
    /// The run that can be brought back, by name and number.
    #[must_use]
    pub fn last_deleted(&self, training: &TrainingState) -> Option<Message> {
        let sitting = training.deleted().map(|run| match run.folder().and_then(|id| self.find(id)) {
            Some(listed) => listed.record.label(),
            None => run.label(),
        });
        // One of this sitting is the last: whatever is deleted later puts it out of mind.
        match &self.deleted {
            Some((id, name)) if training.deleted().is_none_or(|run| run.folder() == Some(id)) => Some(name.clone()),
            Some(_) | None => sitting,
        }
    }

    /// Folders that are no runs or cannot be read, those left out that are on their way into the trash.
    pub fn broken(&self) -> impl Iterator<Item = &UnreadableRun> {
        self.unreadable.iter().filter(|run| !self.deleting.contains(&run.id))
    }

    /// What is known of how the run of this sitting with this number changed what is read.
    #[must_use]
    pub fn comparison<'a>(&'a self, run: &'a Run) -> Option<&'a RunComparison> {
        let asked_for = self.compared.as_ref().filter(|compared| run.folder() == Some(compared.id.as_str()));
        asked_for.or(run.compared.as_ref())
    }

    /// What is known of how the run in this folder changed what is read.
    #[must_use]
    pub fn compared_of<'a>(&'a self, id: &str, training: &'a TrainingState) -> Option<&'a RunComparison> {
        let asked_for = self.compared.as_ref().filter(|compared| compared.id == id);
        let sitting = || training.runs.iter().find(|run| run.folder() == Some(id));
        asked_for.or_else(|| sitting()?.compared.as_ref())
    }

    /// How far the comparison of the run of this sitting with this number is, in [0, 1], while one is made.
    #[must_use]
    pub fn comparing_result(&self, number: usize, shared: &Shared) -> Option<f32> {
        shared.progress(&WorkKind::CompareRun).filter(|_| self.automatic == Some(number))
    }
}
