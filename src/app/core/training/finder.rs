//! The learning-rate finder as the window knows it: its job, what it has tried so far, and what it found.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::TrainingState;
use crate::app::core::effects::WorkKind;
use crate::app::core::settings::setup::Setup;
use crate::app::core::shared::Shared;
use crate::background::TaskContext;
use crate::model::Skill;
use crate::msg;
use crate::text::{Message, format};
use crate::train::finder::{RateSearch, Sweep, TriedRate};
use crate::train::{Job, Material, find_rate};

/// What can be asked of the finder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum FinderCommand {
    /// Try rates with the settings of the next run.
    Start,
    /// End it.
    Cancel,
}

impl FinderCommand {
    /// Every command, for the palette.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

/// The search that runs, and what the last one found.
#[derive(Default)]
pub struct RateFinder {
    tried: Arc<Mutex<Vec<TriedRate>>>,
    found: Option<RateSearch>,
}

impl RateFinder {
    fn finish(&mut self, found: RateSearch, shared: &mut Shared) {
        if let Some(suggestion) = found.suggestion {
            let rate = format::rate(suggestion.steepest);
            shared.notices.done(msg!("rate-suggested", rate = rate));
        }
        self.found = Some(found);
    }

    /// Starts a search for a run with these settings.
    fn start(&mut self, setup: &Setup, shared: &mut Shared) {
        let (Some(current), Some(data)) = (&shared.current, &shared.data) else { return };
        let job: Job = match setup.skill() {
            Skill::ReadsPictures => setup.job(
                current.model.network().map(|model| &**model),
                shared.teachers.at_hand().unwrap_or_default(),
                data.clone(),
            ),
            Skill::ContinuesTokens => match Material::bundled_handwriting() {
                Ok(writing) => setup.writing_job(shared.writer.as_deref(), writing),
                Err(fault) => {
                    shared.notices.error(fault);
                    return;
                }
            },
        };
        let sweep = Sweep::usual(job.config.optimiser);
        let tried = Arc::new(Mutex::new(Vec::new()));
        self.tried = Arc::clone(&tried);
        self.found = None;
        let search = move |context: &TaskContext| {
            let found = find_rate(&job, sweep, &mut |so_far| {
                let mut known = lock(&tried);
                let new = so_far.get(known.len()..).unwrap_or_default();
                known.extend_from_slice(new);
                drop(known);
                context.progress(so_far.len() as f32 / sweep.steps as f32);
                !context.is_cancelled()
            });
            found.map_err(Message::of)
        };
        shared.start_for(WorkKind::FindRate, search, |training: &mut TrainingState, shared, found| match found {
            Ok(found) => training.finder.finish(found, shared),
            Err(error) => shared.notices.error(error),
        });
    }

    /// What the last search found, if none runs.
    #[must_use]
    pub fn found(&self) -> Option<&RateSearch> {
        self.found.as_ref()
    }

    /// What was tried so far, by the search that runs or by the last one.
    #[must_use]
    pub fn tried(&self) -> Vec<TriedRate> {
        match &self.found {
            Some(found) => found.tried.clone(),
            None => lock(&self.tried).clone(),
        }
    }
}

impl TrainingState {
    /// Whether the command makes sense now.
    #[must_use]
    pub fn can_find(&self, command: FinderCommand, shared: &Shared) -> bool {
        match command {
            FinderCommand::Start => {
                let is_idle = self.live_run().is_none() && !shared.is_running(&WorkKind::FindRate);
                is_idle && shared.has_images() && shared.current.is_some() && shared.teachers.at_hand().is_some()
            }
            FinderCommand::Cancel => shared.is_running(&WorkKind::FindRate),
        }
    }

    /// Starts a search for a learning rate, or cancels the one under way; nothing if that makes no sense now.
    pub fn find(&mut self, command: FinderCommand, setup: &Setup, shared: &mut Shared) {
        if !self.can_find(command, shared) {
            return;
        }
        match command {
            FinderCommand::Start => self.finder.start(setup, shared),
            FinderCommand::Cancel => shared.effects.cancel(&WorkKind::FindRate),
        }
    }
}

/// The lock is only held to copy numbers, which cannot panic.
fn lock(tried: &Mutex<Vec<TriedRate>>) -> MutexGuard<'_, Vec<TriedRate>> {
    tried.lock().unwrap_or_else(PoisonError::into_inner)
}
