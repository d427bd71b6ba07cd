//! The native window: opening it, and following its size and place.

use super::app::App;
use crate::app::core::settings::look::ThemeChoice;
use crate::app::core::settings::{Settings, SettingsFile};
use crate::store::folders::DataDir;
use crate::text::{Language, Message, ToMessage};
use crate::{display_as_message, msg, tr};

/// Name of the app for the desktop: groups its windows and finds its icon.
const APP_ID: &str = "digit-lab";
/// Name of the app for people.
const NAME: &str = "Digit Lab";
/// What reads pictures without a window.
const CLASSIFY: &str = "digit-lab classify FILE…";
/// Smallest size of the inside, in points.
const LEAST_SIZE: [f32; 2] = [640.0, 440.0];

/// Why the window cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// There is no screen.
    NoDisplay,
    /// The window system or OpenGL refused, and says why.
    Refused(String),
}

impl ToMessage for AppError {
    fn to_message(&self) -> Message {
        match self {
            Self::NoDisplay => msg!("no-display", command = CLASSIFY),
            Self::Refused(reason) => msg!("window-refused", reason = reason, command = CLASSIFY),
        }
    }
}

display_as_message!(AppError);

/// Opens the window and runs until it is closed. A `language` that is given takes the place of the one in the settings.
///
/// # Errors
/// When there is no display or the window system refuses.
pub fn run(dir: DataDir, language: Option<Language>) -> Result<(), AppError> {
    if !has_display() {
        return Err(AppError::NoDisplay);
    }
    let (settings_file, mut settings, error) = SettingsFile::open(&dir);
    settings.language = language.or(settings.language);
    let options = eframe::NativeOptions {
        viewport: viewport(&settings),
        renderer: eframe::Renderer::Glow,
        centered: settings.window.position.is_none(),
        ..eframe::NativeOptions::default()
    };
    let create = move |context: &eframe::CreationContext<'_>| {
        let mut app = App::with_settings(&context.egui_ctx, dir, settings_file, settings, error);
        app.core.shared.file_dialog = rfd::FileDialog::new().set_parent(context);
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    let outcome = eframe::run_native(APP_ID, options, Box::new(create));
    // What is said from here on is for the terminal.
    Language::English.make_current();
    outcome.map_err(|error| AppError::Refused(reason(&error.to_string()).to_owned()))
}

/// The reason in a message of the window library, without the place in its source that it begins with.
fn reason(message: &str) -> &str {
    let Some((_, place)) = message.split_once(".rs:") else { return message };
    place.split_once(": ").map_or(message, |(_, reason)| reason)
}

/// Whether there may be a display; on Linux the environment names it.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || is_set("DISPLAY")
        || is_set("WAYLAND_DISPLAY")
        || is_set("WAYLAND_SOCKET")
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

/// Brings theme and text size to the context, and the window's place to the settings.
pub fn follow(ctx: &egui::Context, settings: &mut Settings) {
    ctx.set_theme(match settings.theme {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
    let zoom = settings.text_size as f32 / 100.0;
    ctx.set_zoom_factor(zoom);
    ctx.input(|input| {
        let viewport = input.viewport();
        // Points of the window system are those of a text size of 100 %.
        let scale = input.pixels_per_point / viewport.native_pixels_per_point.unwrap_or(input.pixels_per_point);
        if viewport.minimized == Some(true) || viewport.fullscreen == Some(true) {
            return;
        }
        let Some(inner) = viewport.inner_rect else { return };
        let place = &mut settings.window;
        place.is_maximised = viewport.maximized.unwrap_or(false);
        if !place.is_maximised && inner.is_finite() && inner.area() > 0.0 {
            place.size = (inner.size() * scale).into();
            let outer = viewport.outer_rect.map(|outer| outer.min.to_vec2() * scale);
            place.position = outer.map(Into::into);
        }
    });
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_icon_is_a_square_picture() {
        let icon = super::icon();
        assert_eq!((icon.width, icon.height), (256, 256));
    }
}
