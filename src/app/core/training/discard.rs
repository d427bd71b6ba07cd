//! The run that was discarded last, which can be brought back.

use super::TrainingState;
use super::folds::Folds;
use super::run::{Phase, Run};
use crate::train::Control;

/// A run that can be brought back.
pub struct Discarded {
    run: Run,
    /// Whether its folder was thrown away too.
    is_off_the_disk: bool,
}

impl TrainingState {
    /// Ends the run that trains; nothing of it is wanted. It is stopped like any other, so that it can be brought back
    /// with its best weights.
    pub(super) fn abandon(&mut self) {
        self.control(Control::Stop, Phase::Stopping);
        self.keeping.throw_away();
        self.is_abandoned = true;
    }

    /// Puts the run aside that was abandoned and has ended.
    pub(super) fn let_go(&mut self) {
        self.folds.iter_mut().for_each(Folds::end);
        if let Some(run) = self.runs.pop_if(|run| matches!(run.phase, Phase::Finished(_))) {
            self.discarded = Some(Discarded { run, is_off_the_disk: true });
        }
    }

    /// Puts the run aside that is shown.
    pub(super) fn discard(&mut self) {
        if self.shown < self.runs.len() {
            self.discarded = Some(Discarded { run: self.runs.remove(self.shown), is_off_the_disk: false });
            self.shown = self.runs.len().saturating_sub(1);
        }
    }

    /// Shows the run again that was put aside last.
    pub(super) fn bring_back(&mut self) {
        let Some(Discarded { run, is_off_the_disk }) = self.discarded.take() else { return };
        if is_off_the_disk {
            self.keeping.bring_back();
        }
        let place = self.runs.iter().take_while(|other| other.number < run.number).count();
        self.runs.insert(place, run);
        self.shown = place;
    }

    /// Number of the run that can be brought back.
    #[must_use]
    pub fn discarded(&self) -> Option<usize> {
        self.discarded.as_ref().map(|discarded| discarded.run.number)
    }
}
