//! What every tab may look at and ask for: the current model, the images, the models there are, notices, work in the
//! background.

mod parts;

use crate::data::LabelSet;
use std::any::Any;
use std::path::PathBuf;
use std::sync::Arc;

use super::activity::Activity;
use super::effects::{Effects, WorkKind};
use super::files::dialog::Dialogs;
use super::images::OpenedFor;
use super::notices::Notices;
use super::platform::Platform;
use super::teachers::LoadedTeachers;
use super::wake::Wake;
use crate::background::TaskContext;
use crate::methods::Readable;
use crate::model::{Kernels, Model, Predictor, Skill, Subject};
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::{methods, models};
use crate::text::Message;
use crate::train::{DataSource, TrainConfig, TrainingData};

pub use parts::{CoreParts, SharedChange, WholeState};

/// The model the app reads with.
#[derive(Clone)]
pub struct CurrentModel {
    /// The network with its weights, or the trained method, and its card.
    pub model: Readable,
    /// Ready to read.
    pub predictor: Arc<Predictor>,
    /// Bundled identifier or path under which the settings remember the model; `None` for one that was never saved.
    pub named: Option<String>,
    /// Another number for every model that is made current.
    pub generation: u64,
}

impl CurrentModel {
    /// Its network and weights, to look into, if it is a network.
    #[must_use]
    pub fn subject(&self) -> Option<Subject> {
        let model = self.model.network()?;
        let (card, weights) = (&model.card, model.weights.clone());
        let temperature = card.calibration().temperature;
        Some(Subject { arch: card.architecture, weights, labels: card.labels, pixels: card.pixels, temperature })
    }
}

/// A model ready to read with.
pub struct Loaded {
    /// The model.
    pub model: Readable,
    /// Its reader.
    pub predictor: Arc<Predictor>,
    /// How the settings name it: a bundled identifier or a path.
    pub named: Option<String>,
    /// What is to be known about it.
    pub remark: Option<Message>,
}

/// Shared by the whole window.
pub struct Shared {
    /// Wakes the window from other threads.
    pub wake: Wake,
    /// Where user data lives.
    pub dir: DataDir,
    /// The model the app reads with; `None` until it is loaded.
    pub current: Option<CurrentModel>,
    /// Images to train and test on; `None` until they are unpacked.
    pub data: Option<TrainingData>,
    /// Where they come from.
    pub data_source: DataSource,
    /// Where those come from that the settings of the next run name.
    pub(super) data_asked: DataSource,
    /// Where those come from that are being opened, or were last.
    pub(super) data_wanted: (DataSource, OpenedFor),
    /// Why those that the settings name cannot be opened.
    pub data_fault: Option<Message>,
    /// How many digits of one's own were kept.
    pub kept_digits: usize,
    /// How many different ones.
    pub kept_classes: usize,
    /// The digits, and behind them the symbols of one's own.
    pub kept_names: LabelSet,
    /// The models that the next run learns from.
    pub teachers: LoadedTeachers,
    /// The model that writes, once it is loaded.
    pub writer: Option<Arc<Model>>,
    /// A model that is to write from now on.
    pub(super) writer_offered: Option<Arc<Model>>,
    /// The models that read pictures, bundled ones first.
    pub available_models: Vec<models::ListedModel>,
    /// The saved methods that are no networks.
    pub available_methods: Vec<methods::ListedMethod>,
    /// The models that write, bundled ones first.
    pub writers: Vec<models::ListedModel>,
    /// The desktop's file dialogs.
    pub dialogs: Dialogs,
    /// What the window system brings.
    pub platform: Platform,
    /// Messages to the person.
    pub notices: Notices,
    /// Work in the background.
    pub(super) effects: Effects<SharedChange>,
    generations: u64,
}

impl Shared {
    /// What the classes of the model that reads are called; the digits while there is none.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        self.current.as_ref().map(|current| current.model.labels()).unwrap_or_default()
    }

    /// Nothing loaded yet.
    #[must_use]
    pub fn new(wake: Wake, dir: DataDir) -> Self {
        Self {
            dir,
            current: None,
            data: None,
            data_source: DataSource::default(),
            data_asked: DataSource::default(),
            data_wanted: (DataSource::default(), OpenedFor::Settings),
            data_fault: None,
            kept_digits: 0,
            kept_classes: 0,
            kept_names: LabelSet::DIGITS,
            teachers: LoadedTeachers::default(),
            available_models: Vec::new(),
            available_methods: Vec::new(),
            writers: Vec::new(),
            writer: None,
            writer_offered: None,
            dialogs: Dialogs::default(),
            platform: Platform::default(),
            notices: Notices::default(),
            effects: Effects::default(),
            wake,
            generations: 0,
        }
    }

    /// A function that wakes the window; for [`Task`](crate::background::Task) and the trainer.
    pub fn wake(&self) -> impl Fn() + Send + Sync + Clone + 'static + use<> {
        let wake = self.wake.clone();
        move || wake.wake()
    }

    /// Does `work` in the background and `apply` with its result; a failure becomes a notice.
    pub fn start<T: Send + 'static>(
        &mut self,
        kind: WorkKind,
        work: impl FnOnce(&TaskContext) -> Result<T, Message> + Send + 'static,
        apply: impl FnOnce(&mut dyn WholeState, T) + 'static,
    ) {
        self.start_and_recover(kind, work, apply, |_, _| ());
    }

    /// Does `work` in the background and changes one part of the state by its result, failure or not.
    pub(super) fn start_for<P: Any, T: Send + 'static>(
        &mut self,
        kind: WorkKind,
        work: impl FnOnce(&TaskContext) -> Result<T, Message> + Send + 'static,
        apply: impl FnOnce(&mut P, &mut Self, Result<T, Message>) + 'static,
    ) {
        let wake = self.wake();
        self.effects.start(kind, wake, work, |result| {
            Box::new(move |state: &mut dyn WholeState| {
                let mut parts = state.parts();
                apply(parts.take(), parts.shared, result);
            })
        });
    }

    /// As [`start`](Self::start), with something to do after a failure, before the notice.
    pub(super) fn start_and_recover<T: Send + 'static>(
        &mut self,
        kind: WorkKind,
        work: impl FnOnce(&TaskContext) -> Result<T, Message> + Send + 'static,
        apply: impl FnOnce(&mut dyn WholeState, T) + 'static,
        recover: impl FnOnce(&mut dyn WholeState, &Message) + 'static,
    ) {
        let wake = self.wake();
        self.effects.start(kind, wake, work, |result| {
            Box::new(move |state: &mut dyn WholeState| match result {
                Ok(done) => apply(state, done),
                Err(failure) => {
                    recover(state, &failure);
                    state.shared().notices.error(failure);
                }
            })
        });
    }

    /// Whether work of this kind is under way.
    #[must_use]
    pub fn is_running(&self, kind: &WorkKind) -> bool {
        self.effects.is_running(kind)
    }

    /// How much of the work of this kind is done, in [0, 1], while some is under way.
    #[must_use]
    pub fn progress(&self, kind: &WorkKind) -> Option<f32> {
        self.effects.progress(kind)
    }

    /// Loads the models that the settings of the next run name as teachers.
    pub(super) fn follow_teachers(&mut self, config: &TrainConfig) {
        let (wake, data) = (self.wake(), self.data.as_ref().map(|data| &data.train));
        self.teachers.follow(config.teachers(), data, &self.dir, &mut self.effects, wake);
    }

    /// The network that is read with, if one is loaded.
    #[must_use]
    pub fn current_network(&self) -> Option<&Arc<Model>> {
        self.current.as_ref()?.model.network()
    }

    /// What a settings file calls the current model.
    ///
    /// # Errors
    /// When there is none or it is nowhere but in memory.
    pub fn name_of_current(&self) -> Result<String, Message> {
        let current = self.current.as_ref().ok_or_else(|| msg!("model-still-loading"))?;
        let card = self.current_network().map(|model| &model.card);
        let is_same = |listed: &&models::ListedModel| Some(&listed.card) == card;
        let listed = || self.available_models.iter().find(is_same).map(|listed| listed.source.named());
        let name = current.model.shown_name();
        current.named.clone().or_else(listed).ok_or_else(|| msg!("settings-start-not-saved", model = name))
    }

    /// Loads the model that `named` names and makes it current; the bundled default for `None`.
    pub fn load_model(&mut self, named: Option<String>) {
        let dir = self.dir.clone();
        self.start_model(move |_| load(&dir, named));
    }

    /// Makes a model current that is in memory; `named` if it is also on disk.
    pub fn use_model(&mut self, model: impl Into<Readable>, named: Option<String>) {
        let model = model.into();
        self.start_model(move |_| ready(model, named));
    }

    /// Makes the model that `work` gets ready the current one; without any model, the bundled one if that fails.
    fn start_model(&mut self, work: impl FnOnce(&TaskContext) -> Result<Loaded, Message> + Send + 'static) {
        let take = |state: &mut dyn WholeState, loaded: Loaded| {
            let CoreParts { settings, shared, .. } = state.parts();
            if shared.current.is_some() {
                shared.notices.done(msg!("model-now-current", model = loaded.model.shown_name()));
            }
            if let Some(remark) = &loaded.remark {
                shared.notices.info(remark.clone());
            }
            settings.model.clone_from(&loaded.named);
            shared.adopt(loaded);
        };
        self.start_and_recover(WorkKind::Model, work, take, |state, _| {
            let CoreParts { settings, shared, .. } = state.parts();
            if shared.current.is_none() && settings.model.take().is_some() {
                shared.load_model(None);
            }
        });
    }

    /// Writes a model into the data folder; a notice says where, and the list is renewed.
    pub fn save_model(&mut self, model: impl Into<Readable>) {
        let (dir, model) = (self.dir.clone(), model.into());
        self.start_saving(move |_| methods::save_any(&dir, &model).map_err(Message::of));
    }

    /// Writes a model to a chosen file; a notice says so, and the list is renewed.
    pub fn save_model_to(&mut self, model: Readable, path: PathBuf) {
        self.start_saving(move |_| methods::save_any_to(&path, &model).map_err(Message::of));
    }

    fn start_saving(&mut self, write: impl FnOnce(&TaskContext) -> Result<PathBuf, Message> + Send + 'static) {
        let told = |state: &mut dyn WholeState, path: PathBuf| {
            state.shared().notices.done(msg!("model-saved", path = &path));
            state.model_written(Ok(&path));
            state.shared().list_models();
        };
        self.start_and_recover(WorkKind::Save, write, told, |state, _| state.model_written(Err(())));
    }

    /// Looks again which models there are.
    pub fn list_models(&mut self) {
        let dir = self.dir.clone();
        let list = move |_: &TaskContext| Ok((models::list(&dir), methods::list(&dir)));
        let reads = |listed: &models::ListedModel| listed.card.architecture.skill() == Skill::ReadsPictures;
        self.start(WorkKind::ModelList, list, move |state, ((listed, errors), (listed_methods, more))| {
            let shared = state.shared();
            shared.available_methods = listed_methods;
            (shared.available_models, shared.writers) = listed.into_iter().partition(reads);
            for error in errors.into_iter().chain(more) {
                shared.notices.error(error);
            }
        });
    }

    /// Work in the background, for the list of it.
    #[must_use]
    pub fn activities(&self) -> Vec<Activity> {
        self.effects.activities()
    }

    /// Makes a loaded model the current one.
    pub(super) fn adopt(&mut self, loaded: Loaded) {
        self.generations += 1;
        let Loaded { model, predictor, named, remark: _ } = loaded;
        self.current = Some(CurrentModel { model, predictor, named, generation: self.generations });
    }
}

/// Reads a model and gets it ready to read with; the bundled default for `None`.
///
/// # Errors
/// When there is no such model or it cannot be read.
pub(super) fn load(dir: &DataDir, named: Option<String>) -> Result<Loaded, Message> {
    let usual = || models::default_model().map(|model| Readable::from(Arc::new(model)));
    let found = named.as_ref().map_or_else(usual, |named| methods::find(dir, named));
    let model = found.map_err(Message::of)?;
    let network = model.network();
    let remark = network.zip(named.as_ref()).and_then(|(model, named)| models::remark(dir, named, &model.card));
    Ok(Loaded { remark, ..ready(model, named)? })
}

fn ready(model: Readable, named: Option<String>) -> Result<Loaded, Message> {
    let predictor = model.predictor(Kernels::default()).map_err(Message::of)?;
    Ok(Loaded { model, predictor: Arc::new(predictor), named, remark: None })
}
