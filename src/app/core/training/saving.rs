//! What becomes of the result of a run: used, saved, and known to be saved.

use std::path::Path;
use std::sync::Arc;

use super::TrainingState;
use super::run::SavedState;
use crate::app::core::shared::Shared;
use crate::model::Skill;
use crate::msg;
use crate::store::date;

/// Runs of this sitting whose weights and measurements are at hand; earlier ones are read from the disk again.
pub(super) const MOST_AT_HAND: usize = 6;

impl TrainingState {
    /// Lets go of the oldest runs beyond those at hand that are on the disk with all they brought: they stay in the list.
    pub(super) fn let_go_of_old(&mut self) {
        let mut too_many = self.runs.len().saturating_sub(MOST_AT_HAND);
        let keeping = &self.keeping;
        self.runs.retain(|run| {
            let is_asked_for = matches!(run.kept, SavedState::Naming(_) | SavedState::Saving);
            let goes = too_many > 0 && !is_asked_for && keeping.has_written(&run.place);
            too_many -= usize::from(goes);
            !goes
        });
    }

    pub(super) fn use_result(&mut self, shared: &mut Shared) {
        let Some(run) = self.runs.get_mut(self.shown) else { return };
        let name = run.suggested_name();
        let named = match &run.kept {
            SavedState::Saved(path) => Some(path.display().to_string()),
            SavedState::Unsaved | SavedState::Naming(_) | SavedState::Saving => None,
        };
        if run.handed_out.is_none() {
            run.handed_out = run.model(&name, date::today()).map(Arc::new);
        }
        if let Some(model) = run.handed_out.clone() {
            match run.config.arch.skill() {
                Skill::ReadsPictures => shared.use_model(model, named),
                Skill::ContinuesTokens => {
                    shared.notices.done(msg!("writer-now-current", model = model.card.shown_name()));
                    shared.writer_offered = Some(model);
                }
            }
        }
    }

    pub(super) fn save(&mut self, shared: &mut Shared) {
        let Some(run) = self.runs.get_mut(self.shown) else { return };
        let name = match &run.kept {
            SavedState::Naming(name) if !name.trim().is_empty() => name.trim().to_owned(),
            SavedState::Naming(_) | SavedState::Unsaved | SavedState::Saving | SavedState::Saved(_) => {
                run.suggested_name()
            }
        };
        let Some(model) = run.model(&name, date::today()).map(Arc::new) else { return };
        let reads = run.config.arch.skill() == Skill::ReadsPictures;
        let is_in_use = match (shared.current_network().filter(|_| reads), &run.handed_out) {
            (Some(current), Some(handed_out)) => Arc::ptr_eq(current, handed_out),
            (None, _) | (_, None) => false,
        };
        run.kept = SavedState::Saving;
        run.is_in_use = is_in_use;
        run.handed_out = Some(model.clone());
        shared.save_model(model);
    }

    /// A model was written to `path`: if a run waited for it, its result is kept now; and if it is the current model,
    /// it is from now on the one on the disk.
    pub fn saved(&mut self, path: &Path, shared: &mut Shared) {
        let Some(run) = self.runs.iter_mut().find(|run| run.kept == SavedState::Saving) else { return };
        run.kept = SavedState::Saved(path.to_path_buf());
        if let (true, Some(model)) = (run.is_in_use, run.handed_out.clone()) {
            shared.use_model(model, Some(path.display().to_string()));
        }
    }

    /// A model could not be written: a run that waited for it asks for a name again.
    pub fn save_failed(&mut self) {
        for run in self.runs.iter_mut().filter(|run| run.kept == SavedState::Saving) {
            run.kept = SavedState::Naming(run.suggested_name());
        }
    }
}
