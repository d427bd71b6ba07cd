//! What every tab may look at and ask for: the current model, the images, the models there are, notices, jobs.
//! Knows nothing of widgets.

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::jobs::{Done, Jobs, Kind, Loaded};
use super::notices::Notices;
use crate::data::Mnist;
use crate::model::{Kernels, Model, Predictor};
use crate::store::{datasets, folders::DataDir, models};
use crate::train::TrainingData;

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

/// Where the images come from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum DataSource {
    /// The MNIST inside the program.
    #[default]
    Mnist,
    /// A folder of IDX files.
    Folder(PathBuf),
}

/// Shared by the whole window.
pub struct Shared {
    /// To wake the window from other threads (`request_repaint`), and for textures.
    pub ctx: egui::Context,
    /// Where user data lives.
    pub dir: DataDir,
    /// The model the app reads with; `None` until it is loaded.
    pub current: Option<CurrentModel>,
    /// Images to train and test on; `None` until they are unpacked.
    pub data: Option<TrainingData>,
    /// Where they come from.
    pub data_source: DataSource,
    /// Where those come from that are being opened.
    pub(super) data_wanted: DataSource,
    /// The models there are, bundled ones first.
    pub shelf: Vec<models::ListedModel>,
    /// Where to write the run whose file was asked for.
    pub(super) export_to: Option<PathBuf>,
    /// Messages to the person.
    pub notices: Notices,
    /// Work in the background.
    pub jobs: Jobs,
    generations: u64,
}

impl Shared {
    /// Nothing loaded yet.
    #[must_use]
    pub fn new(ctx: &egui::Context, dir: DataDir) -> Self {
        Self {
            ctx: ctx.clone(),
            dir,
            current: None,
            data: None,
            data_source: DataSource::Mnist,
            data_wanted: DataSource::Mnist,
            shelf: Vec::new(),
            export_to: None,
            notices: Notices::default(),
            jobs: Jobs::new(ctx),
            generations: 0,
        }
    }

    /// A function that wakes the window; for [`Task`](crate::background::Task) and the trainer.
    pub fn wake(&self) -> impl Fn() + Send + Sync + 'static + use<> {
        let ctx = self.ctx.clone();
        move || ctx.request_repaint()
    }

    /// Starts a background job; a thread that cannot be started becomes a notice.
    pub fn start(
        &mut self,
        kind: Kind,
        job: impl FnOnce(&crate::background::TaskContext) -> Result<Done, String> + Send + 'static,
    ) {
        if let Err(error) = self.jobs.start(kind, job) {
            self.notices.error(error);
        }
    }

    /// Opens images; the ones there are stay until the new ones are read.
    pub fn open_data(&mut self, source: DataSource) {
        self.data_wanted = source.clone();
        self.start(Kind::Data, move |_| match source {
            DataSource::Mnist => {
                let Mnist { train, test } = Mnist::unpack().map_err(|error| error.to_string())?;
                Ok(Done::Data(TrainingData { train, test }))
            }
            DataSource::Folder(folder) => {
                datasets::open_folder(&folder).map(Done::Data).map_err(|error| error.to_string())
            }
        });
    }

    /// Loads the model that `named` names and makes it current; the bundled default for `None`.
    pub fn load_model(&mut self, named: Option<String>) {
        let dir = self.dir.clone();
        self.start(Kind::Model, move |_| {
            let found = named.as_ref().map_or_else(models::default_model, |named| models::find(&dir, named));
            found.map_err(|error| error.to_string()).and_then(|model| ready(Arc::new(model), named).map(Done::Model))
        });
    }

    /// Makes a model current that is in memory; `named` if it is also on disk.
    pub fn use_model(&mut self, model: Arc<Model>, named: Option<String>) {
        self.start(Kind::Model, move |_| ready(model, named).map(Done::Model));
    }

    /// Writes a model into the data folder; a notice says where, and the list is renewed.
    pub fn save_model(&mut self, model: Arc<Model>) {
        let dir = self.dir.clone();
        self.start(Kind::Save, move |_| models::save(&dir, &model).map(Done::Saved).map_err(|error| error.to_string()));
    }

    /// Writes a model to a chosen file; a notice says so, and the list is renewed.
    pub fn save_model_to(&mut self, model: Arc<Model>, path: PathBuf) {
        self.start(Kind::Save, move |_| {
            models::save_to(&path, &model).map(|()| Done::Saved(path)).map_err(|error| error.to_string())
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

fn ready(model: Arc<Model>, named: Option<String>) -> Result<Loaded, String> {
    let predictor = Predictor::for_model(&model, Kernels::default()).map_err(|error| error.to_string())?;
    Ok(Loaded { model, predictor: Arc::new(predictor), named })
}
