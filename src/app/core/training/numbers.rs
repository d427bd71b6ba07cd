//! Which run is meant: the numbers of runs, the plan of the next one, and the one whose result is to be compared.

use super::TrainingState;
use crate::app::core::runs::compare::RunComparison;

impl TrainingState {
    /// Takes over the numbers that runs got with their folders: another program may train in the same data folder.
    pub(super) fn follow_numbers(&mut self) {
        for run in &mut self.runs {
            if let Some(place) = run.place.get() {
                run.number = place.number;
                self.last_number = self.last_number.max(place.number);
            }
        }
    }

    /// Takes note of the highest number on the disk.
    pub fn numbered_up_to(&mut self, number: usize) {
        self.last_number = self.last_number.max(number);
    }

    /// Shows the plan of the next run, unless one is under way.
    pub fn show_next(&mut self) {
        if self.live_run().is_none() {
            self.shown = self.runs.len();
        }
    }

    /// Takes what the run with this number changed.
    pub fn compared(&mut self, number: usize, compared: Option<RunComparison>) {
        if let (Some(run), Some(compared)) = (self.runs.iter_mut().find(|run| run.number == number), compared) {
            run.compared = Some(compared);
        }
    }

    /// Number of the run that has ended since the last call and is to be compared with what was there before.
    pub fn take_to_compare(&mut self) -> Option<usize> {
        self.to_compare.take()
    }
}
