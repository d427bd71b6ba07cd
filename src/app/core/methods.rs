//! Methods that are no networks, as the window trains them: what can be asked, and what was trained in this sitting.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::effects::WorkKind;
use super::settings::Settings;
use super::shared::Shared;
use crate::background::TaskContext;
use crate::methods::MethodModel;
use crate::msg;
use crate::store::date;
use crate::text::{Message, ToMessage as _};
use crate::train::MethodJob;

/// Trained methods that are kept at hand; older ones that are not saved are let go.
const MOST_AT_HAND: usize = 8;
/// Steps in which progress is told: each wakes the window.
const STEPS: f32 = 200.0;

/// What can be asked about methods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(MethodCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum MethodCommand {
    /// Train the method of the settings.
    Start,
    /// Stop training it; nothing is kept.
    Stop,
    /// Read with the one at this place of those trained.
    Use(usize),
    /// Write it to the data folder.
    Save(usize),
}

impl MethodCommand {
    /// Those that the palette offers, in its order: the others need a place.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        use strum::VariantArray as _;
        let offered = MethodCommandKind::VARIANTS.iter().filter_map(|kind| match kind {
            MethodCommandKind::Start => Some(Self::Start),
            MethodCommandKind::Stop => Some(Self::Stop),
            MethodCommandKind::Use | MethodCommandKind::Save => None,
        });
        offered.collect()
    }
}

/// A method that was trained in this sitting.
pub struct TrainedMethod {
    /// What it has learned.
    pub model: Arc<MethodModel>,
    /// Where it was saved.
    pub saved: Option<PathBuf>,
}

/// The methods of this sitting.
#[derive(Default)]
pub struct MethodsState {
    /// The newest first.
    pub trained: Vec<TrainedMethod>,
    /// Why the last one brought nothing.
    pub fault: Option<Message>,
    /// The one that is being written.
    saving: Option<Arc<MethodModel>>,
}

impl MethodsState {
    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: MethodCommand, shared: &Shared) -> bool {
        let is_running = shared.is_running(&WorkKind::FitMethod);
        match command {
            MethodCommand::Start => !is_running && shared.has_images() && shared.data.is_some(),
            MethodCommand::Stop => is_running,
            MethodCommand::Use(place) => self.trained.get(place).is_some_and(|one| !is_in_use(one, shared)),
            MethodCommand::Save(place) => {
                self.saving.is_none() && self.trained.get(place).is_some_and(|one| one.saved.is_none())
            }
        }
    }

    /// Carries the command out.
    pub fn run(&mut self, command: MethodCommand, settings: &Settings, shared: &mut Shared) {
        match command {
            MethodCommand::Start => self.start(settings, shared),
            MethodCommand::Stop => {
                shared.effects.discard(&WorkKind::FitMethod);
                shared.notices.done(msg!("method-training-stopped"));
            }
            MethodCommand::Use(place) => {
                if let Some(TrainedMethod { model, saved }) = self.trained.get(place) {
                    shared.use_model(Arc::clone(model), saved.as_ref().map(|path| path.display().to_string()));
                }
            }
            MethodCommand::Save(place) => {
                if let Some(one) = self.trained.get(place) {
                    self.saving = Some(Arc::clone(&one.model));
                    shared.save_model(Arc::clone(&one.model));
                }
            }
        }
    }

    fn start(&mut self, settings: &Settings, shared: &mut Shared) {
        let Some(data) = &shared.data else { return };
        let job = MethodJob::new(settings.methods.clone(), data.clone(), date::today());
        self.fault = None;
        let work = move |context: &TaskContext| {
            let told = AtomicU32::new(0);
            let learned = job.run(&|share| {
                // Only ever forward: several threads tell how far each has come.
                let step = (share * STEPS) as u32;
                if told.fetch_max(step, Ordering::Relaxed) < step {
                    context.progress(share);
                }
                !context.is_cancelled()
            });
            learned.map(Arc::new).map_err(|fault| fault.to_message())
        };
        shared.start_for(WorkKind::FitMethod, work, |methods: &mut Self, shared, learned| match learned {
            Ok(model) => methods.add(model, shared),
            Err(fault) => {
                methods.fault = Some(fault.clone());
                shared.notices.error(msg!("method-training-failed", fault = fault));
            }
        });
    }

    /// What was trained becomes the model that reads.
    fn add(&mut self, model: Arc<MethodModel>, shared: &mut Shared) {
        self.trained.insert(0, TrainedMethod { model: Arc::clone(&model), saved: None });
        self.trained.truncate(MOST_AT_HAND);
        shared.use_model(model, None);
    }

    /// A model was written to `path`: if one of these waited for it, it is kept now.
    pub fn saved(&mut self, path: &Path, shared: &mut Shared) {
        let Some(saving) = self.saving.take() else { return };
        let Some(one) = self.trained.iter_mut().find(|one| Arc::ptr_eq(&one.model, &saving)) else { return };
        one.saved = Some(path.to_path_buf());
        if is_in_use(one, shared) {
            shared.use_model(saving, Some(path.display().to_string()));
        }
    }

    /// A model could not be written.
    pub fn save_failed(&mut self) {
        self.saving = None;
    }
}

/// Whether the model that reads is this one.
#[must_use]
pub fn is_in_use(one: &TrainedMethod, shared: &Shared) -> bool {
    let current = shared.current.as_ref().and_then(|current| current.model.method());
    current.is_some_and(|current| Arc::ptr_eq(current, &one.model))
}
