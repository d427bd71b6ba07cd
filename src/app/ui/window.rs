//! The native window: opening it, and following its size and place.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::app::App;
use super::window_system::WindowSystem;
use crate::app::core::command::Command;
use crate::app::core::files::dialog::{NativeDialogs, PATIENCE};
use crate::app::core::settings::look::ThemeChoice;
use crate::app::core::settings::{Settings, SettingsFile, WindowPlace};
use crate::app::core::window_event::WindowEvent;
use crate::background::signals;
use crate::store::folders::DataDir;
use crate::store::process;
use crate::text::{Language, Message, ToMessage};
use crate::train::panic::words;
use crate::{display_as_message, msg, tr};

/// Name of the app for the desktop: groups its windows and finds its icon.
const APP_ID: &str = "digit-lab";
/// Name of the app for people.
const NAME: &str = "Digit Lab";
/// What reads pictures without a window.
const CLASSIFY: &str = "digit-lab classify FILE…";
/// Smallest size of the inside, in points.
const LEAST_SIZE: [f32; 2] = [640.0, 440.0];

/// What tells winit how large a point is on an X11 screen. It panics where it does not understand it.
const SCALE_VARIABLE: &str = "WINIT_X11_SCALE_FACTOR";

/// Whether winit takes this for a scale: a number above 0, or `randr`; nothing stands for the usual one.
fn is_scale(words: &str) -> bool {
    let is_number = || words.parse::<f64>().is_ok_and(|scale| scale.is_sign_positive() && scale.is_normal());
    words.is_empty() || words.eq_ignore_ascii_case("randr") || is_number()
}

/// Changes of the window's size in so many seconds after it was opened are the window manager's, not the person's.
const SETTLING_SECS: f64 = 1.0;

/// Why the window cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no screen.
    NoDisplay,
    /// The only display that the environment names, in `WAYLAND_DISPLAY`, does not answer.
    NoServer(String),
    /// The environment asks for a scale that is none.
    BadScale(String),
    /// The window system refused, and says why.
    Refused(String),
    /// The display has no OpenGL to draw with, for this reason.
    NoOpenGl(String),
}

impl ToMessage for AppError {
    fn to_message(&self) -> Message {
        match self {
            Self::NoDisplay => msg!("no-display", command = CLASSIFY),
            Self::NoServer(name) => {
                let wayland = format!("WAYLAND_DISPLAY={name}");
                msg!("no-display-server", wayland = wayland, x11 = "DISPLAY", command = CLASSIFY)
            }
            Self::BadScale(scale) => msg!("window-bad-scale", scale = format!("{SCALE_VARIABLE}={scale}")),
            Self::Refused(reason) => msg!("window-refused", reason = reason, command = CLASSIFY),
            Self::NoOpenGl(reason) => msg!("window-no-opengl", reason = reason, command = CLASSIFY),
        }
    }
}

display_as_message!(AppError);

impl From<eframe::Error> for AppError {
    fn from(error: eframe::Error) -> Self {
        let text = error.to_string();
        match error {
            // The rest of its message is what was looked for, in the words of the library.
            eframe::Error::NoGlutinConfigs(_, error) => Self::NoOpenGl(reason(&error.to_string()).to_owned()),
            eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => Self::NoOpenGl(reason(&text).to_owned()),
            _ => Self::Refused(reason(&text).to_owned()),
        }
    }
}

/// Opens the window and runs until it is closed. A `language` that is given takes the place of the one in the settings.
///
/// # Errors
/// When there is no display or the window system refuses.
pub fn run(dir: DataDir, language: Option<Language>) -> Result<(), AppError> {
    let system = WindowSystem::of_environment()?;
    if let Some(scale) = std::env::var_os(SCALE_VARIABLE).filter(|scale| !is_scale(&scale.to_string_lossy())) {
        return Err(AppError::BadScale(scale.to_string_lossy().into_owned()));
    }
    let (settings_file, mut settings, error) = SettingsFile::open(&dir);
    settings.language = language.or(settings.language);
    let options = eframe::NativeOptions {
        viewport: viewport(&settings),
        renderer: eframe::Renderer::Glow,
        centered: settings.window.position.is_none(),
        event_loop_builder: system.event_loop_hook(),
        ..eframe::NativeOptions::default()
    };
    let is_open = Arc::new(AtomicBool::new(false));
    let opened = Arc::clone(&is_open);
    let create = move |context: &eframe::CreationContext<'_>| {
        opened.store(true, Ordering::Relaxed);
        let mut app = App::with_settings(&context.egui_ctx, dir, settings_file, settings, error);
        let of_window = NativeDialogs::default().0.set_parent(context);
        app.core.use_dialogs(Box::new(NativeDialogs(of_window)), PATIENCE);
        app.core.dispatch(Command::Window(WindowEvent::Platform(system.abilities())));
        close_when_asked(&app, &context.egui_ctx);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    let outcome = without_panic(&is_open, || eframe::run_native(APP_ID, options, Box::new(create)));
    // What is said from here on is for the terminal.
    Language::English.make_current();
    outcome
}

/// Closes the window as its button would when the system asks the program to end, so that nothing is lost; asked again,
/// the program ends at once.
fn close_when_asked(app: &App, ctx: &egui::Context) {
    let (is_to_close, ctx) = (Arc::clone(&app.is_to_close), ctx.clone());
    let asked = move || {
        if is_to_close.swap(true, Ordering::Relaxed) {
            std::process::exit(1);
        }
        ctx.request_repaint();
    };
    if let Err(error) = signals::listen(process::ignores_hang_up(), asked) {
        tracing::debug!("signals are not listened for: {error}");
    }
}

/// Does `open`, which sets `is_open` once OpenGL and the window are there. The libraries that look for these panic on
/// displays that they have not thought of; such a panic is a refusal.
fn without_panic(is_open: &Arc<AtomicBool>, open: impl FnOnce() -> eframe::Result) -> Result<(), AppError> {
    let (usual, is_there) = (Arc::new(panic::take_hook()), Arc::clone(is_open));
    let told = Arc::clone(&usual);
    panic::set_hook(Box::new(move |info| {
        if is_there.load(Ordering::Relaxed) {
            told(info);
        }
    }));
    let outcome = panic::catch_unwind(AssertUnwindSafe(open));
    panic::set_hook(Box::new(move |info| usual(info)));
    match outcome {
        Ok(outcome) => Ok(outcome?),
        Err(payload) if is_open.load(Ordering::Relaxed) => panic::resume_unwind(payload),
        Err(payload) => {
            let reason = words(payload.as_ref()).map_or_else(|| tr!("unknown-fault").into_owned(), str::to_owned);
            Err(AppError::NoOpenGl(reason))
        }
    }
}

/// The reason in a message of the window library, without the place in its source that it begins with.
fn reason(message: &str) -> &str {
    let Some((_, place)) = message.split_once(".rs:") else { return message };
    place.split_once(": ").map_or(message, |(_, reason)| reason)
}

fn viewport(settings: &Settings) -> egui::ViewportBuilder {
    let place = settings.window;
    let mut viewport = egui::ViewportBuilder::default()
        .with_title(NAME)
        .with_app_id(APP_ID)
        .with_inner_size(place.size)
        .with_min_inner_size(LEAST_SIZE)
        .with_maximized(place.is_maximised)
        .with_icon(icon())
        .with_drag_and_drop(true);
    if let Some(position) = place.position {
        viewport = viewport.with_position(position);
    }
    viewport
}

fn icon() -> egui::IconData {
    let png = include_bytes!("../../../assets/icon.png");
    eframe::icon_data::from_png_bytes(png).expect("the icon inside the program is a PNG, as the icon test holds")
}

/// Words of the title bar: they tell what is read on the canvas to screen readers, scripts and the task switcher.
#[must_use]
pub fn title(read: Option<&str>) -> String {
    read.map_or_else(|| NAME.to_owned(), |read| tr!("window-title", read = read).into_owned())
}

/// Brings theme and text size to the context.
pub fn apply_look(ctx: &egui::Context, settings: &Settings) {
    ctx.set_theme(match settings.theme {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
    ctx.set_zoom_factor(settings.text_size as f32 / 100.0);
}

/// Follows the window's place and size, to remember what the person makes of them.
///
/// The size that a window is given when it is opened is not remembered: on a small or magnified screen it is smaller than
/// what was asked for, and would stay so on the next, larger screen.
#[derive(Debug, Default)]
pub struct Placement {
    last: Option<LastSize>,
}

/// The size of the window when it was last looked at.
#[derive(Debug)]
struct LastSize {
    size: egui::Vec2,
    /// Pixels of the screen to a point of the window system.
    scale: f32,
    /// Since when the window is on a screen of this scale, in seconds of egui's clock.
    since: f64,
}

impl Placement {
    /// Where the window lies, and its size once it was changed, if that is something else than is `known`.
    #[must_use]
    pub fn follow(&mut self, ctx: &egui::Context, known: WindowPlace) -> Option<WindowPlace> {
        let mut place = known;
        ctx.input(|input| {
            let viewport = input.viewport();
            let native = viewport.native_pixels_per_point.unwrap_or(input.pixels_per_point);
            // Points of the window system are those of a text size of 100 %.
            let zoom = input.pixels_per_point / native;
            if viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
                return;
            }
            let Some(inner) = viewport.inner_rect else { return };
            place.is_maximised = viewport.maximized.unwrap_or(false);
            if place.is_maximised || !inner.is_finite() || inner.area() <= 0.0 {
                self.last = None;
                return;
            }
            if self.is_resized(inner.size() * zoom, native, input.time) {
                place.size = (inner.size() * zoom).into();
            }
            let outer = viewport.outer_rect.map(|outer| outer.min.to_vec2() * zoom);
            place.position = outer.map(Into::into);
        });
        (place != known).then_some(place)
    }

    /// Takes in the size at `now`; says whether the person changed it.
    fn is_resized(&mut self, size: egui::Vec2, scale: f32, now: f64) -> bool {
        match &mut self.last {
            Some(last) if (last.scale - scale).abs() < 1e-3 => {
                let is_other = (last.size - size).abs().max_elem() >= 1.0;
                if is_other {
                    last.size = size;
                }
                is_other && now - last.since >= SETTLING_SECS
            }
            last => {
                *last = Some(LastSize { size, scale, since: now });
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::{RawInput, Rect, Vec2, ViewportId};

    use super::*;

    /// A window on a screen, as egui tells of it.
    struct Screen {
        ctx: egui::Context,
        placement: Placement,
        settings: Settings,
        scale: f32,
        time: f64,
    }

    impl Screen {
        fn open(settings: Settings, scale: f32, given: Vec2) -> Self {
            let (ctx, placement) = (egui::Context::default(), Placement::default());
            let mut screen = Self { ctx, placement, settings, scale, time: 0.0 };
            screen.show(given, 0.0);
            screen
        }

        /// The size that is remembered, in points.
        fn remembered(&self) -> [i32; 2] {
            self.settings.window.size.map(|side| side.round() as i32)
        }

        /// The window has this size in points, so many seconds later.
        fn show(&mut self, size: Vec2, secs: f64) {
            self.time += secs;
            let mut input = RawInput { time: Some(self.time), ..RawInput::default() };
            let viewport = input.viewports.entry(ViewportId::ROOT).or_default();
            viewport.native_pixels_per_point = Some(self.scale);
            viewport.inner_rect = Some(Rect::from_min_size(egui::Pos2::ZERO, size));
            self.ctx.run_ui(input, |_| ()).textures_delta.clear();
            let place = self.placement.follow(&self.ctx, self.settings.window);
            self.settings.window = place.unwrap_or(self.settings.window);
        }
    }

    #[test]
    fn the_size_that_a_small_screen_leaves_is_not_remembered() {
        // 1280 × 900 pixels at 200 %.
        let mut screen = Screen::open(Settings::default(), 2.0, Vec2::new(640.0, 450.0));
        let wanted = Settings::default().window.size.map(|side| side.round() as i32);
        screen.show(Vec2::new(640.0, 440.0), 0.2);
        screen.show(Vec2::new(640.0, 440.0), 60.0);
        assert_eq!(screen.remembered(), wanted);
    }

    #[test]
    fn the_size_that_the_person_gives_it_is_remembered() {
        let mut screen = Screen::open(Settings::default(), 1.0, Vec2::new(1280.0, 800.0));
        screen.show(Vec2::new(900.0, 700.0), 5.0);
        assert_eq!(screen.remembered(), [900, 700]);
        screen.show(Vec2::new(1000.0, 720.0), 0.1);
        assert_eq!(screen.remembered(), [1000, 720]);
        // On a screen of another scale the window manager has its say again.
        screen.scale = 2.0;
        screen.show(Vec2::new(640.0, 450.0), 5.0);
        assert_eq!(screen.remembered(), [1000, 720]);
    }

    #[test]
    fn a_panic_before_the_window_is_there_is_a_refusal() {
        let is_open = Arc::new(AtomicBool::new(false));
        let refused = without_panic(&is_open, || panic!("no matching configuration"));
        assert!(matches!(refused, Err(AppError::NoOpenGl(reason)) if reason == "no matching configuration"));
    }

    #[test]
    fn only_scales_that_winit_understands_are_scales() {
        assert!(["1", "1.5", "2.25", "randr", "RANDR", ""].into_iter().all(is_scale));
        assert!(!["0", "-1", "NaN", "inf", "large", "1,5", " "].into_iter().any(is_scale));
    }

    #[test]
    fn the_icon_is_a_square_picture() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (256, 256));
    }
}
