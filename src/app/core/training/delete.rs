//! Deleting a run of this sitting, together with its folder, and bringing the last one back.

use super::TrainingState;
use super::folds::Folds;
use super::run::{Phase, Run};
use crate::train::Control;

impl TrainingState {
    /// Ends the run that trains; nothing of it is wanted. It is stopped like any other, so that it can be brought back
    /// with its best weights.
    pub(super) fn abandon(&mut self) {
        self.control(Control::Stop, Phase::Stopping);
        self.keeping.delete_live();
        self.is_abandoned = true;
    }

    /// Puts the run aside that was abandoned and has ended.
    pub(super) fn discard_ended(&mut self) {
        self.folds.iter_mut().for_each(Folds::end);
        if let Some(run) = self.runs.pop_if(|run| matches!(run.phase, Phase::Finished(_))) {
            self.deleted = Some(run);
        }
    }

    /// Deletes the run that is shown.
    pub(super) fn delete_shown(&mut self) {
        if self.shown < self.runs.len() {
            self.delete_at(self.shown);
        }
    }

    /// Deletes the run of this folder, if it is one of this sitting and has ended.
    pub fn delete(&mut self, id: &str) -> bool {
        let place = self.runs.iter().position(|run| run.folder() == Some(id) && !run.phase.is_live());
        place.is_some_and(|place| {
            self.delete_at(place);
            true
        })
    }

    fn delete_at(&mut self, place: usize) {
        let run = self.runs.remove(place);
        self.keeping.delete(&run.place);
        self.deleted = Some(run);
        if place < self.shown || self.shown == self.runs.len() {
            self.shown = self.shown.saturating_sub(1);
        }
    }

    /// Shows the run again that was deleted last, and takes its folder back.
    pub fn bring_back(&mut self) {
        let Some(run) = self.deleted.take() else { return };
        self.keeping.bring_back(&run.place);
        let place = self.runs.iter().take_while(|other| other.number < run.number).count();
        self.runs.insert(place, run);
        self.shown = place;
    }

    /// The run of this sitting that was deleted last, while it can be brought back.
    #[must_use]
    pub fn deleted(&self) -> Option<&Run> {
        self.deleted.as_ref()
    }

    /// Lets go of the run that could be brought back: another one was deleted since.
    pub fn forget_deleted(&mut self) {
        self.deleted = None;
    }
}
