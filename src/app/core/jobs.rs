//! Work in the background of the window: each job is a [`Task`] whose result is one [`Done`].

use std::path::PathBuf;
use std::sync::Arc;

use super::activity::Activity;
use super::files::request::Request;
use super::wake::Wake;
use crate::background::{Task, TaskContext, TaskError};
use crate::ink::Stroke;
use crate::ink::picture::Page;
use crate::model::{Model, Predictor};
use crate::store::StoreError;
use crate::store::models::ListedModel;
use crate::store::recipes::Recipe;
use crate::text::{Message, Named, ToMessage as _};
use crate::train::TrainingData;

/// What a job is about. One of a kind runs at a time: a newer one replaces the older, except for dialogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Unpacking or opening images.
    Data,
    /// Loading a model.
    Model,
    /// Listing the models.
    Shelf,
    /// Writing a model.
    Save,
    /// Writing the drawing.
    Export,
    /// Writing settings of a run.
    Settings,
    /// Asking for a file.
    Dialog,
    /// Reading a dropped picture or ink file.
    Import,
}

impl Kind {
    /// Name of its thread.
    fn thread(self) -> &'static str {
        match self {
            Self::Data => "open-images",
            Self::Model => "load-model",
            Self::Shelf => "list-models",
            Self::Save => "save-model",
            Self::Export => "save-drawing",
            Self::Settings => "save-settings",
            Self::Dialog => "file-dialog",
            Self::Import => "open-file",
        }
    }
}

impl Named for Kind {
    /// What it does, for the list of background work.
    fn key(&self) -> &'static str {
        match self {
            Self::Data => "work-opening-images",
            Self::Model => "work-loading-model",
            Self::Shelf => "work-listing-models",
            Self::Save => "work-saving-model",
            Self::Export => "work-saving-drawing",
            Self::Settings => "work-saving-settings",
            Self::Dialog => "work-choosing-file",
            Self::Import => "work-opening-file",
        }
    }
}

/// A model ready to read with.
pub struct Loaded {
    /// The model.
    pub model: Arc<Model>,
    /// Its reader.
    pub predictor: Arc<Predictor>,
    /// How the settings name it: a bundled identifier or a path.
    pub named: Option<String>,
}

/// What a job brings.
pub enum Done {
    /// Images to train and test on.
    Data(TrainingData),
    /// A model to make current.
    Model(Loaded),
    /// The models there are, and what is wrong with others.
    Shelf(Vec<ListedModel>, Vec<StoreError>),
    /// A model was written here.
    Saved(PathBuf),
    /// An answer to a file dialog; `None` if it was put away.
    Chosen(Request, Option<PathBuf>),
    /// No dialog can be had; a path has to be typed.
    NoDialog(Request),
    /// Settings of a run were read from here, and the model they start from if it is not fresh weights.
    Recipe(PathBuf, Box<Recipe>, Option<Loaded>),
    /// Settings of a run were written here.
    RecipeSaved(PathBuf),
    /// A picture, and the name of its file.
    Picture(String, Box<Page>),
    /// The drawing was written here.
    Exported(PathBuf),
    /// A digit of ink, and what to say once it is on the canvas.
    Ink(Message, Vec<Stroke>),
}

struct Job {
    kind: Kind,
    task: Task<Result<Done, Message>>,
}

/// The jobs under way.
pub struct Jobs {
    running: Vec<Job>,
    wake: Wake,
}

impl Jobs {
    /// No jobs yet; `wake` is called when one ends.
    #[must_use]
    pub fn new(wake: Wake) -> Self {
        Self { running: Vec::new(), wake }
    }

    /// Starts a job. A running one of the same kind is cancelled and forgotten.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn start(
        &mut self,
        kind: Kind,
        job: impl FnOnce(&TaskContext) -> Result<Done, Message> + Send + 'static,
    ) -> Result<(), TaskError> {
        let wake = self.wake.clone();
        let task = Task::spawn(kind.thread(), move || wake.wake(), job)?;
        self.running.retain(|running| running.kind != kind);
        self.running.push(Job { kind, task });
        Ok(())
    }

    /// Whether a job of this kind is under way.
    #[must_use]
    pub fn is_running(&self, kind: Kind) -> bool {
        self.running.iter().any(|job| job.kind == kind)
    }

    /// How much of the job of this kind is done, in [0, 1], while one is under way.
    #[must_use]
    pub fn progress(&self, kind: Kind) -> Option<f32> {
        self.running.iter().find(|job| job.kind == kind).map(|job| job.task.progress())
    }

    /// The results that have come since the last call.
    pub fn poll(&mut self) -> Vec<(Kind, Result<Done, Message>)> {
        let mut results = Vec::new();
        self.running.retain_mut(|job| match job.task.poll() {
            None => true,
            Some(result) => {
                results.push((job.kind, result.unwrap_or_else(|error| Err(error.to_message()))));
                false
            }
        });
        results
    }

    /// What to show of the jobs under way; a dialog speaks for itself.
    #[must_use]
    pub fn activities(&self) -> Vec<Activity> {
        let shown = self.running.iter().filter(|job| job.kind != Kind::Dialog);
        // Most jobs do not know how far they are.
        let progress = |job: &Job| Some(job.task.progress()).filter(|&done| done > 0.0);
        shown.map(|job| Activity { title: job.kind.name(), progress: progress(job) }).collect()
    }
}
