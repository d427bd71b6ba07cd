//! Everything the window knows, apart from how it looks. Changed by work that has ended
//! ([`Core::poll_background`]) and by commands (`dispatch.rs`); the window can only read it.

mod whole;

use std::ops::Deref;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::activity::Activity;
use super::canvas::Canvas;
use super::command::Command;
use super::evaluation::EvaluationState;
use super::explain::Explain;
use super::files;
use super::files::dialog::FileDialogs;
use super::files::request::{ChosenFile, Request};
use super::inside::Inside;
use super::methods::MethodsState;
use super::own_digits::OwnDigits;
use super::runs::RunsState;
use super::settings::Settings;
use super::settings::setup::{Setup, StartFrom};
use super::settings::tab::Tab;
use super::settings::train_view::TrainView;
use super::shared::Shared;
use super::training::TrainingState;
use super::training::setup_history::SetupHistory;
use super::training::statistics;
use super::training::watch::Watch;
use super::wake::Wake;
use super::window_event::WindowEvent;
use super::window_request::{WhyTyped, WindowRequest};
use super::writing::{Writing, sheet};
use crate::model::Skill;
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::models;
use crate::store::training_settings::TrainingSettings;
use crate::text::{Message, ToMessage as _};
use crate::train::{Collection, DataSource};

/// All there is to see: what the app knows. It is changed by its owner, [`Core`], alone.
pub struct CoreState {
    /// What is remembered between two starts.
    pub settings: Settings,
    /// Model, images, notices and jobs, which everything else uses.
    pub shared: Shared,
    /// The canvas and what is read on it.
    pub canvas: Canvas,
    /// The network that reads the canvas, opened up.
    pub inside: Inside,
    /// Why it says what it says.
    pub explain: Explain,
    /// The runs of this sitting.
    pub training: TrainingState,
    /// The methods of this sitting that are no networks.
    pub methods: MethodsState,
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
    /// The page that is written.
    pub writing: Writing,
    /// What the window is asked to do, the oldest first.
    pub requests: Vec<WindowRequest>,
}

/// The state of the whole app. Who holds it can look at all of it, and change it by commands
/// ([`dispatch`](Self::dispatch)) and nothing else.
pub struct Core {
    pub(super) state: CoreState,
}

impl Deref for Core {
    type Target = CoreState;

    fn deref(&self) -> &CoreState {
        &self.state
    }
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
        let state = CoreState {
            settings,
            shared,
            canvas: Canvas::default(),
            inside: Inside::default(),
            explain: Explain::default(),
            training: TrainingState::default(),
            methods: MethodsState::default(),
            watch: Watch::default(),
            setup: SetupHistory::default(),
            own_digits: OwnDigits::default(),
            runs: RunsState::default(),
            evaluation: EvaluationState::default(),
            writing: Writing::default(),
            requests: Vec::new(),
        };
        Self { state }
    }

    /// The program ends: a run under way leaves a checkpoint, and everything is written. Gives what could not be.
    #[must_use]
    pub fn leave(&mut self) -> Vec<Message> {
        self.state.training.leave()
    }

    /// Asks for files in these dialogs from now on, each of which may take `patience` to appear.
    pub fn use_dialogs(&mut self, desktop: Box<dyn FileDialogs>, patience: Duration) {
        self.state.shared.dialogs.show_with(desktop, patience);
    }

    /// Other settings: what `change` makes of those there are, as one command.
    pub fn edit(&mut self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        self.dispatch(Command::Edit(Box::new(settings)));
    }

    /// All of it, to be changed by hand: for tests alone, which begin where nobody can go at once.
    pub fn by_hand(&mut self) -> &mut CoreState {
        &mut self.state
    }

    /// What the window is asked to do since the last call, the oldest first.
    pub fn take_requests(&mut self) -> Vec<WindowRequest> {
        std::mem::take(&mut self.state.requests)
    }

    /// Applies the results of background jobs and the events of training since the last frame; never blocks.
    pub fn poll_background(&mut self) {
        while let Some(change) = self.state.shared.effects.poll() {
            change(&mut self.state);
        }
        let state = &mut self.state;
        state.shared.follow_images(&state.settings.train.config.data.source);
        state.own_digits.logic(&mut state.shared, &mut state.canvas);
        state.shared.follow_teachers(&state.settings.train.config);
        state.training.interest = statistics::interest(&state.settings);
        state.training.logic(&mut state.shared);
        state.training.refusal = state.refusal();
        state.training.writing_is_ready = state.settings.train.can_write(state.shared.writer.is_some());
        let CoreState { settings, shared, canvas, training, watch, runs, writing, .. } = state;
        runs.logic(shared, training);
        writing.logic(settings, shared, training);
        if settings.tab != Tab::Draw {
            canvas.lift();
        }
        if settings.tab == Tab::Train && settings.train_view == TrainView::Watch {
            watch.follow(canvas.seen(), shared, training);
        }
    }

    /// Takes the newest reading of the canvas, and asks for another if ink, weights or settings changed; never blocks. Once
    /// a frame, when the pen has been followed.
    pub fn read_canvas(&mut self) {
        let CoreState { settings, shared, canvas, training, inside, explain, .. } = &mut self.state;
        canvas.read(settings, shared, training);
        inside.follow(settings, shared, training, canvas);
        explain.follow(settings.inside.view, inside.explained(settings), shared);
    }

    /// In how long something changes by itself: a message ends, or a dialog has had its time.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        let (dialog, message) = (self.shared.dialogs.due(), self.shared.notices.due(Instant::now()));
        dialog.into_iter().chain(message).min()
    }
}

impl CoreState {
    /// Takes note of what happened to the window.
    pub(super) fn window_event(&mut self, event: WindowEvent) {
        match event {
            WindowEvent::Frame { has_focus } => {
                self.shared.notices.age(Instant::now());
                let silent = self.shared.dialogs.follow(has_focus);
                self.requests.extend(silent.map(|request| WindowRequest::TypePath(request, WhyTyped::Silent)));
            }
            WindowEvent::Placed(place) => self.settings.window = place,
            WindowEvent::Platform(platform) => self.shared.platform = platform,
            WindowEvent::Fault(fault) => self.shared.notices.error(fault),
        }
    }

    /// Asks for a file, in a dialog if there is one.
    pub(super) fn ask(&mut self, request: Request) {
        let name = self.shared.current.as_ref().map_or_else(|| "model".to_owned(), |current| current.model.name());
        let folder = self.settings.canvas.folder.clone().filter(|_| request.is_about_the_canvas());
        let typed = files::ask(&mut self.shared, request, &name, folder);
        self.requests.extend(typed);
    }

    /// Does what was asked for with the file that was chosen or typed.
    pub(super) fn answer(&mut self, file: ChosenFile) {
        let target = file.target();
        let ChosenFile { request, path } = file;
        if request.is_about_the_canvas() {
            self.settings.canvas.folder = path.parent().map(PathBuf::from);
        }
        let images = self.settings.train.config.data.source.clone();
        let shared = &mut self.shared;
        match request {
            Request::OpenModel => shared.load_model(Some(path.display().to_string())),
            Request::SaveModel => files::save_model(shared, path),
            Request::OpenData => shared.open_data(images.in_place_of_first(Collection::Folder(path))),
            Request::OpenInk => shared.open_data(images.in_place_of_first(Collection::Ink(path))),
            Request::MixData => shared.open_data(images.with_mixed_in(Collection::Folder(path))),
            Request::MixInk => shared.open_data(images.with_mixed_in(Collection::Ink(path))),
            Request::OpenPicture => files::open_dropped(shared, &path),
            Request::OpenSettings => files::open_settings(shared, path),
            Request::SaveSettings => self.save_training_settings(path),
            Request::SaveDrawing(form) => {
                let (strokes, options) = (self.canvas.drawing.strokes().to_vec(), self.settings.canvas.clone());
                let omitted = self.canvas.omitted;
                files::save_drawing(shared, path, form.extension(), move || form.bytes(&strokes, &options, omitted));
            }
            Request::SaveInside(form) => {
                if let Some(picture) = self.inside.to_save.take() {
                    files::save_drawing(shared, path, form.extension(), move || form.bytes(&picture));
                }
            }
            Request::SaveWriting(form) => {
                let (papers, columns) = sheet::papers(&self.writing, &self.settings);
                files::save_drawing(shared, path, form.extension(), move || form.bytes(&papers, columns));
            }
            Request::ExportRun(id, form) => self.runs.export(id, form, target.unwrap_or(path), shared),
            Request::CompareInk(id) => self.runs.compare_own(id, path, shared),
        }
    }

    /// Writes the settings of the next run, with what it starts from.
    fn save_training_settings(&mut self, path: PathBuf) {
        let Setup { start_from, config, .. } = self.settings.train.clone();
        let start_from = match start_from {
            StartFrom::FreshWeights | StartFrom::Method => Ok(None),
            StartFrom::CurrentModel => self.shared.name_of_current().map(Some),
            StartFrom::WritingModel => {
                Ok(Some(self.settings.writing.model.clone().unwrap_or_else(|| models::DEFAULT_WRITER.to_owned())))
            }
        };
        match start_from {
            Ok(start_from) => files::save_settings(&mut self.shared, path, TrainingSettings { start_from, config }),
            Err(fault) => self.shared.notices.error(fault),
        }
    }

    /// Why the settings, as they are, cannot start a run; as a clause.
    #[must_use]
    pub fn refusal(&self) -> Option<Message> {
        if self.settings.train.skill() == Skill::ContinuesTokens {
            return self.settings.train.refusal(0, 0);
        }
        if self.settings.train.start_from == StartFrom::Method {
            return None;
        }
        let is_method = self.shared.current.as_ref().is_some_and(|current| current.model.method().is_some());
        if is_method && self.settings.train.start_from == StartFrom::CurrentModel {
            return Some(msg!("setup-start-is-a-method"));
        }
        if let Some(fault) = &self.shared.data_fault {
            return Some(msg!("images-not-opened", fault = fault.clone()));
        }
        if let Some(fault) = self.shared.teachers.fault() {
            return Some(msg!("teacher-not-loaded", fault = fault.clone()));
        }
        let data = self.shared.data.as_ref().filter(|_| self.shared.has_images())?;
        let refusal = self.settings.train.refusal(data.train.len(), data.test.len());
        refusal.or_else(|| {
            let is_tuned = self.settings.train.start_from == StartFrom::CurrentModel;
            let model = self.shared.current.as_ref().filter(|_| is_tuned)?.model.labels();
            let checked = data.check_outputs(self.settings.train.config.output_layer, model);
            checked.err().map(|fault| fault.to_message())
        })
    }

    /// Everything that goes on in the background.
    #[must_use]
    pub fn activities(&self) -> Vec<Activity> {
        let mut all = self.shared.activities();
        all.extend(self.training.activity());
        all
    }

    /// Whether the images are those inside the program.
    #[must_use]
    pub fn is_on_mnist(&self) -> bool {
        self.shared.data_source == DataSource::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::shared::WholeState as _;

    #[test]
    fn work_of_every_part_reaches_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = DataDir::new(Some(folder.path().to_owned()));
        let mut core = Core::new(Wake::new(|| ()), dir, Settings::default());
        let mut parts = core.by_hand().parts();
        let (_, _, _) = (parts.take::<Canvas>(), parts.take::<Inside>(), parts.take::<TrainingState>());
        let _ = parts.take::<Explain>();
        let (_, _) = (parts.take::<Watch>(), parts.take::<SetupHistory>());
        let (_, _, _) = (parts.take::<OwnDigits>(), parts.take::<RunsState>(), parts.take::<EvaluationState>());
        let _ = parts.take::<Writing>();
    }
}
