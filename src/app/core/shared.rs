//! What every tab may look at and ask for: the current model, the images, the models there are, notices, jobs.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::jobs::{Done, Jobs, Kind, Loaded};
use super::notices::Notices;
use super::teachers::Teachers;
use super::wake::Wake;
use crate::model::{Kernels, Model, Predictor};
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::{datasets, models};
use crate::text::Message;
use crate::train::{DataSource, TrainConfig, TrainingData};

/// The model the app reads with.
#[derive(Clone)]
pub struct CurrentModel {
    /// Weights and card.
    pub model: Arc<Model>,
    /// Ready to read.
    pub predictor: Arc<Predictor>,
    /// How the settings name it; `None` for one that was never saved.
    pub named: Option<String>,
    /// Another number for every model that is made current.
    pub generation: u64,
}

/// Why images are opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OpenedFor {
    /// The settings of the next run name them.
    Settings,
    /// Somebody chose them; the settings name them from then on, if they can be opened.
    Person,
    /// To have something to show in place of others.
    Show,
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
    /// The models that the next run learns from.
    pub teachers: Teachers,
    /// The models there are, bundled ones first.
    pub shelf: Vec<models::ListedModel>,
    /// Messages to the person.
    pub notices: Notices,
    /// Work in the background.
    pub jobs: Jobs,
    generations: u64,
}

impl Shared {
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
            teachers: Teachers::default(),
            shelf: Vec::new(),
            notices: Notices::default(),
            jobs: Jobs::new(wake.clone()),
            wake,
            generations: 0,
        }
    }

    /// A function that wakes the window; for [`Task`](crate::background::Task) and the trainer.
    pub fn wake(&self) -> impl Fn() + Send + Sync + Clone + 'static + use<> {
        let wake = self.wake.clone();
        move || wake.wake()
    }

    /// Starts a background job; a thread that cannot be started becomes a notice.
    pub fn start(
        &mut self,
        kind: Kind,
        job: impl FnOnce(&crate::background::TaskContext) -> Result<Done, Message> + Send + 'static,
    ) {
        if let Err(error) = self.jobs.start(kind, job) {
            self.notices.error(error);
        }
    }

    /// Opens the images that somebody chose; the ones there are stay until the new ones are read.
    pub fn open_data(&mut self, source: DataSource) {
        self.open(datasets::absolute(source), OpenedFor::Person);
    }

    /// Whether the images that the settings of the next run name are open.
    #[must_use]
    pub fn has_images(&self) -> bool {
        self.data.is_some() && self.data_source.has_images_of(&self.data_asked)
    }

    /// How much of the images under way is read, in [0, 1], while some are.
    #[must_use]
    pub fn opening(&self) -> Option<f32> {
        self.jobs.progress(Kind::Data)
    }

    /// Opens what the settings name, if that is something else than before.
    pub(super) fn follow_images(&mut self, named: &DataSource) {
        if !self.data_asked.has_images_of(named) {
            self.data_asked = named.clone();
            self.open_asked();
        }
    }

    /// Loads the models that the settings of the next run name as teachers.
    pub(super) fn follow_teachers(&mut self, config: &TrainConfig) {
        let (wake, data) = (self.wake(), self.data.as_ref().map(|data| &data.train));
        self.teachers.follow(config.teachers(), data, &self.dir, wake);
    }

    /// Opens what the settings name, unless it is open; also once more after it could not be.
    pub(super) fn open_asked(&mut self) {
        self.data_fault = None;
        if !self.has_images() || self.opening().is_some() {
            self.open(self.data_asked.clone(), OpenedFor::Settings);
        }
    }

    /// Images that lie in this file are others now: opens them again if they are those of the next run.
    pub(super) fn images_changed(&mut self, path: &Path) {
        if self.data_asked.is_from(path) {
            self.data_fault = None;
            self.open(self.data_asked.clone(), OpenedFor::Settings);
        }
    }

    fn open(&mut self, source: DataSource, purpose: OpenedFor) {
        self.data_wanted = (source.clone(), purpose);
        self.start(Kind::Data, move |context| {
            let opened = datasets::open_watched(&source, &mut |done| context.progress(done));
            opened.map(Done::Data).map_err(Message::of)
        });
    }

    /// Takes images that were opened; says which ones the settings have to name from now on, if somebody chose them.
    pub(super) fn take_images(&mut self, data: TrainingData) -> Option<DataSource> {
        let (source, purpose) = self.data_wanted.clone();
        self.data = Some(data);
        self.data_source = source.clone();
        if purpose != OpenedFor::Person {
            return None;
        }
        (self.data_asked, self.data_fault) = (source.clone(), None);
        Some(source)
    }

    /// The images under way could not be opened.
    pub(super) fn miss_images(&mut self, fault: &Message) {
        match self.data_wanted.1 {
            OpenedFor::Settings => {
                self.data_fault = Some(fault.clone());
                if self.data.is_none() {
                    self.open(DataSource::default(), OpenedFor::Show);
                }
            }
            // It may have taken the place of those that the settings name.
            OpenedFor::Person if !self.has_images() && self.data_fault.is_none() => self.open_asked(),
            OpenedFor::Person | OpenedFor::Show => {}
        }
    }

    /// What a settings file calls the current model.
    ///
    /// # Errors
    /// When there is none or it is nowhere but in memory.
    pub fn name_of_current(&self) -> Result<String, Message> {
        let current = self.current.as_ref().ok_or_else(|| msg!("model-still-loading"))?;
        let is_same = |listed: &&models::ListedModel| listed.card == current.model.card;
        let listed = || self.shelf.iter().find(is_same).map(|listed| listed.source.named());
        let name = &current.model.card.name;
        current.named.clone().or_else(listed).ok_or_else(|| msg!("settings-start-not-saved", model = name))
    }

    /// Loads the model that `named` names and makes it current; the bundled default for `None`.
    pub fn load_model(&mut self, named: Option<String>) {
        let dir = self.dir.clone();
        self.start(Kind::Model, move |_| load(&dir, named).map(Done::Model));
    }

    /// Makes a model current that is in memory; `named` if it is also on disk.
    pub fn use_model(&mut self, model: Arc<Model>, named: Option<String>) {
        self.start(Kind::Model, move |_| ready(model, named).map(Done::Model));
    }

    /// Writes a model into the data folder; a notice says where, and the list is renewed.
    pub fn save_model(&mut self, model: Arc<Model>) {
        let dir = self.dir.clone();
        self.start(Kind::Save, move |_| models::save(&dir, &model).map(Done::Saved).map_err(Message::of));
    }

    /// Writes a model to a chosen file; a notice says so, and the list is renewed.
    pub fn save_model_to(&mut self, model: Arc<Model>, path: PathBuf) {
        self.start(Kind::Save, move |_| {
            models::save_to(&path, &model).map(|()| Done::Saved(path)).map_err(Message::of)
        });
    }

    /// Looks again which models there are.
    pub fn renew_shelf(&mut self) {
        let dir = self.dir.clone();
        self.start(Kind::Shelf, move |_| {
            let (listed, errors) = models::list(&dir);
            Ok(Done::Shelf(listed, errors))
        });
    }

    /// Makes a loaded model the current one.
    pub(super) fn adopt(&mut self, loaded: Loaded) {
        self.generations += 1;
        let Loaded { model, predictor, named } = loaded;
        self.current = Some(CurrentModel { model, predictor, named, generation: self.generations });
    }
}

/// Reads a model and gets it ready to read with; the bundled default for `None`.
///
/// # Errors
/// When there is no such model or it cannot be read.
pub(super) fn load(dir: &DataDir, named: Option<String>) -> Result<Loaded, Message> {
    let found = named.as_ref().map_or_else(models::default_model, |named| models::find(dir, named));
    found.map_err(Message::of).and_then(|model| ready(Arc::new(model), named))
}

fn ready(model: Arc<Model>, named: Option<String>) -> Result<Loaded, Message> {
    let predictor = Predictor::for_model(&model, Kernels::default()).map_err(Message::of)?;
    Ok(Loaded { model, predictor: Arc::new(predictor), named })
}
