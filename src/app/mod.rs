//! The window. It knows the layers below and egui, never candle: it sees images, predictions and weights, no tensors.
//!
//! [`App::logic`](eframe::App::logic) takes in what happened in the background, [`App::ui`](eframe::App::ui) draws the
//! [`state::State`] and collects [`command::Command`]s, and [`run_command`] carries them out.
//!
//! # A place of the window
//! Each [`tabs::Tab`] is one file (or folder) with what it keeps (`DrawTab`, `TrainTab`, `ErrorsTab`) and
//! `pub fn ui(ui, tab, context)`. The [`tabs::TabContext`] gives it the settings to edit in place, [`shared::Shared`]
//! to look at (current model, images, notices), the run and the evaluation, and a list to push commands to. What
//! touches a thread, the disk or another place is a command and happens after the frame, in [`run_command`], where
//! [`shared::Shared`] can be changed: start jobs, save or use a model, say something in a notice.

pub mod clipboard;
pub mod command;
pub mod evaluation;
pub mod files;
pub mod format;
pub mod icons;
pub mod jobs;
pub mod notices;
pub mod own_digits;
pub mod run_command;
pub mod runs;
pub mod settings;
pub mod shared;
pub mod shell;
pub mod shortcuts;
pub mod state;
pub mod tabs;
pub mod teachers;
pub mod theme;
pub mod training;
pub mod widgets;
mod window;

use eframe::egui;

use crate::store::folders::DataDir;
use command::Command;
use evaluation::EvaluationState;
use own_digits::OwnDigits;
use settings::{Settings, SettingsFile};
use shared::Shared;
use shell::Overlays;
use state::State;
use tabs::draw::verdict;
use tabs::{Tab, TabContext, Tabs};
use theme::space;
use training::TrainingState;

pub use window::{AppError, run};

/// Below this width, in points, the window saves room.
const NARROW: f32 = 700.0;
/// Width of the rail there.
const NARROW_RAIL: f32 = shell::rail::NARROW_WIDTH;

/// The whole app, as eframe runs it.
pub struct App {
    /// What the window shows.
    pub state: State,
    settings_file: SettingsFile,
    title: String,
}

impl App {
    /// Reads the settings and starts loading the model and the images in the background.
    #[must_use]
    pub fn new(ctx: &egui::Context, dir: DataDir) -> Self {
        let (settings_file, settings, error) = SettingsFile::open(&dir);
        Self::with_settings(ctx, dir, settings_file, settings, error)
    }

    fn with_settings(
        ctx: &egui::Context,
        dir: DataDir,
        settings_file: SettingsFile,
        settings: Settings,
        error: Option<crate::store::StoreError>,
    ) -> Self {
        theme::install(ctx);
        theme::set_motion(ctx, settings.motion);
        let mut shared = Shared::new(ctx, dir);
        if let Some(error) = error {
            shared.notices.error(error);
        }
        shared.load_model(settings.model.clone());
        shared.data_asked = settings.train.config.data.source.clone();
        shared.open_asked();
        shared.renew_shelf();
        let state = State {
            settings,
            shared,
            training: TrainingState::default(),
            runs: runs::RunsState::default(),
            evaluation: EvaluationState::default(),
            tabs: Tabs::default(),
            overlays: Overlays::default(),
            own_digits: OwnDigits::default(),
        };
        Self { state, settings_file, title: window::title(None) }
    }

    /// Carries a command out, as a button or a key would.
    pub fn run(&mut self, command: Command) {
        let ctx = self.state.shared.ctx.clone();
        run_command::run_command(&ctx, &mut self.state, command);
    }

    /// Takes in what happened in the background since the last frame; never waits.
    fn take_in(&mut self, ctx: &egui::Context) {
        let state = &mut self.state;
        for (kind, result) in state.shared.jobs.poll() {
            state.apply(kind, result);
        }
        state.shared.follow_images(&state.settings.train.config.data.source);
        state.own_digits.logic(&mut state.shared);
        state.shared.follow_teachers(&state.settings.train.config);
        state.training.logic(&mut state.shared);
        state.training.refusal = state.refusal();
        state.runs.logic(&mut state.shared, &mut state.training);
        state.evaluation.logic(&mut state.shared);
        if let Some(wait) = state.shared.notices.age() {
            ctx.request_repaint_after(wait);
        }
        if state.settings.tab != Tab::Draw {
            state.tabs.draw.lift();
        }
        state.tabs.draw.read(&mut state.shared, &state.training);
        let draw = &state.tabs.draw;
        let judged = verdict::judgement(draw, &state.settings, &state.shared, &state.training);
        let read = judged.zip(draw.prediction()).map(|(judgement, read)| verdict::in_short(&judgement, read));
        let read = draw.number.text().map(|text| text.replace('\n', " / ")).or(read);
        let title = window::title(read.as_deref());
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        window::follow(ctx, &mut state.settings);
        match self.settings_file.keep(&state.settings) {
            Ok(Some(wait)) => ctx.request_repaint_after(wait),
            Ok(None) => {}
            Err(error) => state.shared.notices.error(error),
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.take_in(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let mut commands: Vec<Command> = Vec::new();
        let ctx = ui.ctx().clone();
        commands.extend(shortcuts::pressed(&ctx, &self.state));
        frame(ui, &mut self.state, &mut commands);
        let shell::Answers { typed } = shell::overlays(&ctx, &mut self.state, &mut commands);
        for command in commands {
            run_command::run_command(&ctx, &mut self.state, command);
        }
        if let Some((request, path)) = typed {
            self.state.answer(request, path);
        }
        clipboard::take_in(&ctx, &mut self.state);
        for file in ctx.input(|input| input.raw.dropped_files.clone()) {
            files::open_dropped(&mut self.state.shared, file.path());
        }
        // At once, so that the reading of this frame's ink is ready for the next.
        let State { tabs, shared, training, .. } = &mut self.state;
        tabs.draw.read(shared, training);
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Err(error) = self.settings_file.write_now(&self.state.settings) {
            tracing::error!("{error}");
        }
    }
}

/// Rail, top bar and the open place.
fn frame(ui: &mut egui::Ui, state: &mut State, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let paper = egui::Frame::new().fill(palette.paper);
    let is_narrow = ui.available_width() < NARROW || ui.available_height() < NARROW / 2.0;
    let (rail, edge) = if is_narrow { (NARROW_RAIL, space::XS) } else { (shell::rail::WIDTH, space::S) };
    let margin = egui::Margin::same(edge as i8);
    egui::Panel::left("rail")
        .resizable(false)
        .exact_size(rail)
        .frame(paper.inner_margin(margin))
        .show(ui, |ui| shell::rail::ui(ui, state.settings.tab, commands));
    egui::Panel::top("top bar")
        .resizable(false)
        .exact_size(shell::top_bar::HEIGHT)
        .frame(paper.inner_margin(egui::Margin::symmetric(edge as i8, 0)))
        .show(ui, |ui| shell::top_bar::ui(ui, state, commands));
    let margin = egui::Margin::same(if is_narrow { space::S } else { space::L } as i8);
    egui::CentralPanel::default().frame(paper.inner_margin(margin)).show(ui, |ui| {
        let State { settings, shared, training, own_digits, runs, evaluation, tabs, .. } = state;
        let mut context = TabContext { settings, shared, training, own_digits, runs, evaluation, commands };
        tabs::ui(ui, tabs, &mut context);
    });
}
