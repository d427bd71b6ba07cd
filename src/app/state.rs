//! Everything the window shows, apart from what egui itself keeps. Changed by finished jobs ([`State::apply`]), by
//! commands, and by the open place.

use std::path::{Path, PathBuf};

use super::evaluation::EvaluationState;
use super::files::{self, Request};
use super::jobs::{Activity, Done, Kind};
use super::runs::RunsState;
use super::settings::Settings;
use super::shared::{DataSource, Shared};
use super::shell::Overlays;
use super::tabs::{Tab, Tabs};
use super::training::{Setup, TrainingState};
use crate::train::TrainConfig;

/// The whole window.
pub struct State {
    /// What is remembered between two starts.
    pub settings: Settings,
    /// What every place may look at.
    pub shared: Shared,
    /// The run and its history.
    pub training: TrainingState,
    /// The runs on the disk.
    pub runs: RunsState,
    /// The evaluation of the current model.
    pub evaluation: EvaluationState,
    /// What each place keeps.
    pub tabs: Tabs,
    /// What lies over the places: palette, list of messages, typed path.
    pub overlays: Overlays,
}

impl State {
    /// The result of a background job.
    pub fn apply(&mut self, kind: Kind, result: Result<Done, String>) {
        match result {
            Ok(done) => self.accept(done),
            Err(error) => {
                self.shared.notices.error(error);
                self.recover(kind);
            }
        }
    }

    fn accept(&mut self, done: Done) {
        match done {
            Done::Data(data) => {
                if self.shared.data.is_some() {
                    let (train, test) = (data.train.len(), data.test.len());
                    self.shared.notices.done(format!("Opened {train} images to train on and {test} to test on"));
                }
                self.shared.data = Some(data);
                self.shared.data_source = self.shared.data_wanted.clone();
            }
            Done::Model(loaded) => {
                if self.shared.current.is_some() {
                    self.shared.notices.done(format!("{} is now the current model", loaded.model.card.name));
                }
                self.settings.model.clone_from(&loaded.named);
                self.shared.adopt(loaded);
            }
            Done::Shelf(listed, errors) => {
                self.shared.shelf = listed;
                for error in errors {
                    self.shared.notices.error(error);
                }
            }
            Done::Saved(path) => {
                self.shared.notices.done(format!("Saved the model to {}", path.display()));
                self.training.saved(&path, &mut self.shared);
                self.shared.renew_shelf();
            }
            Done::Chosen(request, Some(path)) => self.answer(request, path),
            Done::Recipe(path, recipe) => self.open_recipe(&path, *recipe),
            Done::RecipeSaved(path) => {
                self.shared.notices.done(format!("Saved the training settings to {}", path.display()));
            }
            Done::Chosen(_, None) => {}
            Done::NoDialog(request) => self.overlays.ask_for_path(request),
            Done::Picture(name, page) => {
                self.tabs.draw.show_page(name, *page);
                self.settings.tab = Tab::Draw;
            }
            Done::Exported(path) => self.shared.notices.done(format!("Saved the drawing to {}", path.display())),
            Done::Ink(name, strokes) => {
                self.tabs.draw.replace_ink(strokes);
                self.shared.notices.done(format!("Put the first digit of {name} on the canvas"));
                self.settings.tab = Tab::Draw;
            }
        }
    }

    /// After a failed job: without any model or images, those inside the program have to do.
    fn recover(&mut self, kind: Kind) {
        match kind {
            Kind::Model if self.shared.current.is_none() && self.settings.model.take().is_some() => {
                self.shared.load_model(None);
            }
            Kind::Data => self.shared.data_wanted = self.shared.data_source.clone(),
            Kind::Save => self.training.save_failed(),
            Kind::Model | Kind::Shelf | Kind::Settings | Kind::Dialog | Kind::Import | Kind::Export => {}
        }
    }

    /// Asks for a file, in a dialog if there is one.
    pub fn ask(&mut self, request: Request) {
        let name = self.shared.current.as_ref().map_or("model", |current| &current.model.card.name).to_owned();
        let folder = match request {
            Request::OpenPicture | Request::SaveDrawing(_) => self.settings.canvas.folder.clone(),
            Request::OpenModel
            | Request::SaveModel
            | Request::OpenData
            | Request::OpenSettings
            | Request::SaveSettings
            | Request::ExportRun(_) => None,
        };
        files::ask(&mut self.shared, request, &name, folder);
    }

    /// Does what was asked for with the file that was chosen or typed.
    pub fn answer(&mut self, request: Request, path: PathBuf) {
        match request {
            Request::OpenPicture | Request::SaveDrawing(_) => {
                self.settings.canvas.folder = path.parent().map(PathBuf::from);
            }
            Request::OpenModel
            | Request::SaveModel
            | Request::OpenData
            | Request::OpenSettings
            | Request::SaveSettings
            | Request::ExportRun(_) => {}
        }
        if request == Request::SaveSettings {
            files::save_settings(&mut self.shared, path, self.settings.train.config.clone());
        } else if let Request::SaveDrawing(form) = request {
            let (strokes, options) = (self.tabs.draw.drawing.strokes().to_vec(), self.settings.canvas.clone());
            files::save_drawing(&mut self.shared, path, form.extension(), move || form.bytes(&strokes, &options));
        } else {
            files::answer(&mut self.shared, request, path);
        }
    }

    /// Takes settings from a file; what the run starts from stays as it is.
    fn open_recipe(&mut self, path: &Path, config: TrainConfig) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let setup = Setup { start_from: self.settings.train.start_from, config };
        self.tabs.train.setup.replace(&mut self.settings.train, setup, format!("Set from {name}"));
        self.settings.tab = Tab::Train;
    }

    /// Everything that goes on in the background.
    #[must_use]
    pub fn activities(&self) -> Vec<Activity> {
        let mut all = self.shared.jobs.activities();
        all.extend(self.training.activity());
        all.extend(self.training.finder.activity());
        all.extend(self.runs.activity());
        all.extend(self.evaluation.activity());
        all
    }

    /// Whether the images are those inside the program.
    #[must_use]
    pub fn is_on_mnist(&self) -> bool {
        self.shared.data_source == DataSource::Mnist
    }
}
