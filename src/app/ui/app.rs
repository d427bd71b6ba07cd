//! The [`eframe::App`]: each frame applies results of background work, draws the views, and dispatches the commands
//! they pushed.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::shell::{self, Overlays};
use super::tabs::{self, Tabs};
use super::theme::{self, space};
use super::{clipboard, covered_pointer, focus_memory, press, shortcuts, window};
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::replay::Replay;
use crate::app::core::command::Command;
use crate::app::core::settings::look::Motion;
use crate::app::core::settings::tab::Tab;
use crate::app::core::settings::{Settings, SettingsFile};
use crate::app::core::state::Core;
use crate::app::core::wake::Wake;
use crate::app::core::window_event::WindowEvent;
use crate::app::core::window_request::WindowRequest;
use crate::store::folders::DataDir;
use crate::text::{Language, ToMessage as _};

/// Below this width, in points, the window saves room.
const NARROW: f32 = 700.0;
/// Below this height, in points, it saves what it can.
const LOW: f32 = 280.0;
/// Width of the rail there.
const NARROW_RAIL: f32 = shell::rail::NARROW_WIDTH;

/// The whole app, as eframe runs it.
pub struct App {
    /// What it knows and does.
    pub core: Core,
    /// What is only about looks.
    views: Tabs,
    overlays: Overlays,
    settings_file: SettingsFile,
    title: String,
    placement: window::Placement,
    motion: Motion,
    /// What the system prefers, asked once.
    language_of_system: Language,
    /// The language that the fonts are for.
    language: Language,
    /// Set from elsewhere when the window is to be closed.
    pub(super) is_to_close: Arc<AtomicBool>,
    ctx: egui::Context,
}

impl App {
    /// Reads the settings and starts loading the model and the images in the background. A `language` that is given
    /// takes the place of the one in the settings, and is remembered.
    #[must_use]
    pub fn new(ctx: &egui::Context, dir: DataDir, language: Option<Language>) -> Self {
        let (settings_file, mut settings, error) = SettingsFile::open(&dir);
        settings.language = language.or(settings.language);
        Self::with_settings(ctx, dir, settings_file, settings, error)
    }

    pub(super) fn with_settings(
        ctx: &egui::Context,
        dir: DataDir,
        settings_file: SettingsFile,
        settings: Settings,
        error: Option<crate::store::StoreError>,
    ) -> Self {
        let language_of_system = Language::of_system();
        let language = settings.language.unwrap_or(language_of_system);
        language.make_current();
        theme::install(ctx, language);
        ctx.add_plugin(press::LenientClicks::default());
        ctx.add_plugin(focus_memory::FocusMemory::default());
        ctx.add_plugin(covered_pointer::CoveredPointer::default());
        let motion = settings.motion;
        theme::set_motion(ctx, motion);
        let woken = ctx.clone();
        let mut core = Core::new(Wake::new(move || woken.request_repaint()), dir, settings);
        if let Some(error) = error {
            core.dispatch(Command::Window(WindowEvent::Fault(error.to_message())));
        }
        let (views, overlays) = (Tabs::default(), Overlays::default());
        let (title, ctx) = (window::title(None), ctx.clone());
        Self {
            core,
            views,
            overlays,
            settings_file,
            title,
            placement: window::Placement::default(),
            motion,
            language_of_system,
            language,
            is_to_close: Arc::default(),
            ctx,
        }
    }

    /// Lets this thread speak the language of the settings, and has fonts for it.
    fn speak(&mut self) {
        let language = self.core.settings.language.unwrap_or(self.language_of_system);
        language.make_current();
        if self.language != language {
            self.language = language;
            self.ctx.set_fonts(theme::fonts(language));
        }
    }

    /// Carries a command out, as a button or a key would.
    pub fn run(&mut self, command: Command) {
        let ctx = &self.ctx.clone();
        self.core.dispatch(command);
        self.speak();
        for request in self.core.take_requests() {
            self.serve(ctx, request);
        }
        // The views were drawn before.
        ctx.request_repaint();
    }

    /// Does what only a window can.
    fn serve(&mut self, ctx: &egui::Context, request: WindowRequest) {
        match request {
            WindowRequest::CopyInk(raster) => clipboard::copy_ink(ctx, &raster),
            WindowRequest::CopyText(text) => ctx.copy_text(text),
            WindowRequest::Paste => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            WindowRequest::ToggleFullScreen => {
                let is_full = ctx.input(|input| input.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!is_full));
            }
            WindowRequest::TogglePalette => self.overlays.toggle_palette(),
            WindowRequest::ToggleHelp => self.overlays.toggle_help(),
            WindowRequest::TypePath(request, why) => self.overlays.ask_for_path(request, why),
            WindowRequest::StopTyping => self.overlays.stop_typing(),
            WindowRequest::ConfirmReplacing(file) => self.overlays.ask_to_replace(file),
        }
    }

    /// Applies what happened in the background since the last frame; never blocks.
    fn poll_background(&mut self, ctx: &egui::Context) {
        self.core.poll_background();
        let has_focus = ctx.input(|input| input.focused);
        self.core.dispatch(Command::Window(WindowEvent::Frame { has_focus }));
        for request in self.core.take_requests() {
            self.serve(ctx, request);
        }
        if let Some(wait) = self.core.due() {
            ctx.request_repaint_after(wait);
        }
        let title = window::title(self.core.canvas.in_short().as_deref());
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        if self.motion != self.core.settings.motion {
            self.motion = self.core.settings.motion;
            theme::set_motion(ctx, self.motion);
        }
        window::apply_look(ctx, &self.core.settings);
        if let Some(place) = self.placement.follow(ctx, self.core.settings.window) {
            self.core.dispatch(Command::Window(WindowEvent::Placed(place)));
        }
        match self.settings_file.keep(&self.core.settings) {
            Ok(Some(wait)) => ctx.request_repaint_after(wait),
            Ok(None) => {}
            Err(error) => self.core.dispatch(Command::Window(WindowEvent::Fault(error.to_message()))),
        }
    }

    /// What the hand does on the canvas and where the replay is, before the canvas is painted, so that the ink is under
    /// the pointer in the same frame.
    fn follow_hand(&mut self, ctx: &egui::Context) {
        if self.core.settings.tab != Tab::Draw {
            return;
        }
        if let Some(command) = tabs::draw::hand(ctx, &self.views.draw, &self.core) {
            self.core.dispatch(command);
        }
        let (now_secs, frame_secs) = ctx.input(|input| (input.time, input.stable_dt.min(0.1)));
        self.core.dispatch(Command::Canvas(CanvasCommand::Advance { now_secs, frame_secs }));
        if let Some(wait) = self.core.canvas.replay.as_ref().and_then(Replay::due_secs) {
            ctx.request_repaint_after_secs(wait);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, _frame: &mut eframe::Frame) {
        if self.is_to_close.load(Ordering::Relaxed) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.speak();
        self.poll_background(ctx);
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let ctx = ui.ctx().clone();
        self.speak();
        self.follow_hand(&ctx);
        // Before painting: the reading of this frame's ink is under way while the frame is painted.
        self.core.read_canvas();
        let mut commands = shortcuts::pressed(&ctx, &self.core, &self.overlays, self.views.draw.canvas_id());
        frame(ui, &self.core, &mut self.views, &mut commands);
        shell::overlays(&ctx, &self.core, &mut self.overlays, &mut commands);
        commands.extend(clipboard::pasted(&ctx, &self.core, &self.overlays));
        let dropped = ctx.input(|input| input.raw.dropped_files.clone());
        commands.extend(dropped.into_iter().map(|file| Command::Drop(file.path().to_path_buf())));
        if !commands.is_empty() {
            // What they changed is read and shown in the next frame.
            ctx.request_repaint();
        }
        for command in commands {
            self.run(command);
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        for fault in self.core.leave() {
            tracing::error!("{fault}");
        }
        if let Err(error) = self.settings_file.write_now(&self.core.settings) {
            tracing::error!("{error}");
        }
    }
}

/// Rail, top bar and the open place.
fn frame(ui: &mut egui::Ui, core: &Core, views: &mut Tabs, commands: &mut Vec<Command>) {
    let palette = theme::palette(ui);
    let paper = egui::Frame::new().fill(palette.paper);
    let is_narrow = ui.available_width() < NARROW || ui.available_height() < NARROW / 2.0;
    let is_low = ui.available_height() < LOW;
    let (rail, edge) = if is_narrow { (NARROW_RAIL, space::XS) } else { (shell::rail::WIDTH, space::S) };
    let margin = egui::Margin::same(edge as i8);
    egui::Panel::left("rail")
        .resizable(false)
        .exact_size(rail)
        .frame(paper.inner_margin(margin))
        .show(ui, |ui| shell::rail::ui(ui, core.settings.tab, commands));
    egui::Panel::top("top bar")
        .resizable(false)
        .exact_size(shell::top_bar::HEIGHT)
        .frame(paper.inner_margin(egui::Margin::symmetric(edge as i8, 0)))
        .show(ui, |ui| shell::top_bar::ui(ui, core, commands));
    let margin = egui::Margin::same(if is_low {
        edge
    } else if is_narrow {
        space::S
    } else {
        space::L
    } as i8);
    egui::CentralPanel::default().frame(paper.inner_margin(margin)).show(ui, |ui| {
        tabs::show(ui, core, views, commands);
    });
}
