//! Everything the window knows, apart from how it looks. Changed by work that has ended
//! ([`Core::poll_background`]) and by commands (`dispatch.rs`); the window only reads it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::activity::Activity;
use super::canvas::Canvas;
use super::evaluation::EvaluationState;
use super::files;
use super::files::request::Request;
use super::own_digits::OwnDigits;
use super::runs::RunsState;
use super::settings::Settings;
use super::settings::setup::{Setup, StartFrom};
use super::settings::tab::Tab;
use super::settings::train_view::TrainView;
use super::shared::{Loaded, Shared, WholeState};
use super::training::TrainingState;
use super::training::setup_history::SetupHistory;
use super::training::watch::Watch;
use super::wake::Wake;
use super::window_request::{WhyTyped, WindowRequest};
use crate::ink::Stroke;
use crate::ink::picture::Page;
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::training_settings::TrainingSettings;
use crate::text::capitalised;
use crate::train::DataSource;
use crate::train::Interest;

/// The state of the whole app.
pub struct Core {
    /// What is remembered between two starts.
    pub settings: Settings,
    /// Model, images, notices and jobs, which everything else uses.
    pub shared: Shared,
    /// The canvas and what is read on it.
    pub canvas: Canvas,
    /// The runs of this sitting.
    pub training: TrainingState,
    /// The images that are watched while weights change.
    pub watch: Watch,
    /// The settings of the next run before they were last replaced as a whole.
    pub setup: SetupHistory,
    /// The person's own digits.
    pub own_digits: OwnDigits,
    /// The runs on the disk.
    pub runs: RunsState,
    /// The evaluation of the current model.
    pub evaluation: EvaluationState,
    /// What the window is asked to do, the oldest first; emptied by the window after every command.
    pub window: Vec<WindowRequest>,
}

impl Core {
    /// The state at the start: begins to load the model and the images that `settings` name.
    #[must_use]
    pub fn new(wake: Wake, dir: DataDir, settings: Settings) -> Self {
        let mut shared = Shared::new(wake, dir);
        shared.load_model(settings.model.clone());
        shared.data_asked = settings.train.config.data.source.clone();
        shared.open_asked();
        shared.list_models();
        Self {
            settings,
            shared,
            canvas: Canvas::default(),
            training: TrainingState::default(),
            watch: Watch::default(),
            setup: SetupHistory::default(),
            own_digits: OwnDigits::default(),
            runs: RunsState::default(),
            evaluation: EvaluationState::default(),
            window: Vec::new(),
        }
    }

    /// Applies the results of background jobs and the events of training since the last frame; never blocks.
    pub fn poll_background(&mut self) {
        while let Some(change) = self.shared.effects.poll() {
            change(self);
        }
        self.shared.follow_images(&self.settings.train.config.data.source);
        self.own_digits.logic(&mut self.shared, &mut self.canvas);
        self.shared.follow_teachers(&self.settings.train.config);
        self.training.interest = interest(&self.settings);
        self.training.logic(&mut self.shared);
        self.training.refusal = self.refusal();
        self.runs.logic(&mut self.shared, &mut self.training);
        self.evaluation.logic(&mut self.shared);
        if self.settings.tab != Tab::Draw {
            self.canvas.lift();
        }
        if self.settings.tab == Tab::Train && self.settings.train_view == TrainView::Watch {
            self.watch.follow(self.canvas.seen(), &self.shared, &self.training);
        }
    }

    /// Takes the newest reading of the canvas, and asks for another if ink, weights or settings changed; never blocks. Once
    /// a frame, when the pen has been followed.
    pub fn read_canvas(&mut self) {
        self.canvas.read(&self.settings, &mut self.shared, &self.training);
    }

    /// Asks for a file, in a dialog if there is one.
    pub fn ask(&mut self, request: Request) {
        let name = self.shared.current.as_ref().map_or("model", |current| &current.model.card.name).to_owned();
        let folder = self.settings.canvas.folder.clone().filter(|_| request.is_about_the_canvas());
        let typed = files::ask(&mut self.shared, request, &name, folder);
        self.window.extend(typed);
    }

    /// Takes in whether the window has the focus, which a file dialog takes; lets a path be typed where none has appeared
    /// in time. Gives the time until it wants to be asked again.
    pub fn follow_dialog(&mut self, has_focus: bool) -> Option<Duration> {
        let silent = self.shared.dialogs.follow(has_focus);
        self.window.extend(silent.map(|request| WindowRequest::TypePath(request, WhyTyped::Silent)));
        self.shared.dialogs.due()
    }

    /// Does what was asked for with the file that was chosen or typed. The request says what it is for, so that an
    /// answer can never be taken for that of another question.
    pub fn answer(&mut self, request: Request, path: PathBuf) {
        if request.is_about_the_canvas() {
            self.settings.canvas.folder = path.parent().map(PathBuf::from);
        }
        let images = &self.settings.train.config.data.source;
        if let Some(source) = files::with_images(images, &request, path.clone()) {
            self.shared.open_data(source);
            return;
        }
        match request {
            Request::SaveSettings => self.save_training_settings(path),
            Request::SaveDrawing(form) => {
                let (strokes, options) = (self.canvas.drawing.strokes().to_vec(), self.settings.canvas.clone());
                let omitted = self.canvas.omitted;
                files::save_drawing(&mut self.shared, path, form.extension(), move || {
                    form.bytes(&strokes, &options, omitted)
                });
            }
            Request::ExportRun(id, form) => {
                let path = Request::ExportRun(String::new(), form).target(path.clone()).unwrap_or(path);
                self.runs.export(id, form, path, &mut self.shared);
            }
            Request::CompareInk(id) => self.runs.compare_own(id, path, &mut self.shared),
            other => files::answer(&mut self.shared, &other, path),
        }
    }

    /// Writes the settings of the next run, with what it starts from.
    fn save_training_settings(&mut self, path: PathBuf) {
        let Setup { start_from, config, .. } = self.settings.train.clone();
        let start_from = match start_from {
            StartFrom::FreshWeights => Ok(None),
            StartFrom::CurrentModel => self.shared.name_of_current().map(Some),
        };
        match start_from {
            Ok(start_from) => files::save_settings(&mut self.shared, path, TrainingSettings { start_from, config }),
            Err(fault) => self.shared.notices.error(fault),
        }
    }

    /// Why the settings, as they are, cannot start a run; as a sentence in the language of the thread.
    #[must_use]
    pub fn refusal(&self) -> Option<String> {
        if let Some(fault) = &self.shared.data_fault {
            return Some(capitalised(&msg!("images-not-opened", fault = fault.clone()).to_string()));
        }
        if let Some(fault) = self.shared.teachers.fault() {
            return Some(capitalised(&msg!("teacher-not-loaded", fault = fault.clone()).to_string()));
        }
        let data = self.shared.data.as_ref().filter(|_| self.shared.has_images())?;
        self.settings.train.refusal(data.train.len(), data.test.len())
    }

    /// Everything that goes on in the background.
    #[must_use]
    pub fn activities(&self) -> Vec<Activity> {
        let mut all = self.shared.activities();
        all.extend(self.training.activity());
        all.extend(self.training.finder.activity());
        all.extend(self.runs.activity());
        all.extend(self.evaluation.activity());
        all
    }

    /// Whether the images are those inside the program.
    #[must_use]
    pub fn is_on_mnist(&self) -> bool {
        self.shared.data_source == DataSource::default()
    }
}

impl WholeState for Core {
    fn settings_and_shared(&mut self) -> (&mut Settings, &mut Shared) {
        (&mut self.settings, &mut self.shared)
    }

    fn model_written(&mut self, written: Result<&Path, ()>) {
        match written {
            Ok(path) => self.training.saved(path, &mut self.shared),
            Err(()) => self.training.save_failed(),
        }
    }

    fn file_chosen(&mut self, request: Request, path: PathBuf) {
        match request.target(path.clone()) {
            // The dialog knew the file that was named, not the one with the ending that is written.
            Some(target) if target != path && target.exists() => {
                self.window.push(WindowRequest::ConfirmReplacing(request, target));
            }
            Some(_) | None => self.answer(request, path),
        }
    }

    fn ask_window(&mut self, request: WindowRequest) {
        self.window.push(request);
    }

    fn show_page(&mut self, name: String, page: Page) {
        self.canvas.show_page(name, page);
        self.settings.tab = Tab::Draw;
    }

    fn put_ink(&mut self, strokes: Vec<Stroke>) {
        self.canvas.replace_ink(strokes);
        self.settings.tab = Tab::Draw;
    }

    fn open_training_settings(&mut self, path: &Path, settings: TrainingSettings, start: Option<Loaded>) {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let start_from = if start.is_some() { StartFrom::CurrentModel } else { StartFrom::FreshWeights };
        let setup = Setup { start_from, purpose: None, config: settings.config };
        let current = self.shared.current.clone().filter(|_| start.is_some());
        self.setup.replace(&mut self.settings.train, setup, msg!("setup-set-from-file", file = name), current);
        if let Some(loaded) = start {
            self.settings.model.clone_from(&loaded.named);
            self.shared.adopt(loaded);
        }
        self.settings.tab = Tab::Train;
    }
}

/// What has to be measured of the run under way, since it is looked at.
fn interest(settings: &Settings) -> Option<Interest> {
    match settings.train_view {
        _ if settings.tab != Tab::Train => None,
        TrainView::Layers => Some(Interest::Layers),
        TrainView::Digits => Some(Interest::Digits),
        TrainView::Curves | TrainView::Rates | TrainView::Watch | TrainView::Runs => None,
    }
}
