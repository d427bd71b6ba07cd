//! What surrounds the places: rail, top bar, palette, help, messages, typed paths, and the sign that files may be dropped.

mod command_index;
mod drop_sign;
mod fuzzy;
mod help;
pub mod menus;
mod notice_line;
mod palette;
pub mod rail;
pub mod top_bar;
mod typed_path;

use crate::app::core::command::Command;
use crate::app::core::files::request::{ChosenFile, Request};
use crate::app::core::state::Core;
use crate::app::core::window_request::WhyTyped;

/// What lies over the places.
#[derive(Default)]
pub struct Overlays {
    palette: Option<palette::Palette>,
    typed_path: Option<typed_path::TypedPath>,
    is_help_open: bool,
}

impl Overlays {
    /// Asks whether to replace a file.
    pub fn ask_to_replace(&mut self, file: ChosenFile) {
        self.typed_path = Some(typed_path::TypedPath::taken(file));
    }

    /// Asks for a path to be typed, and says why.
    pub fn ask_for_path(&mut self, request: Request, why: WhyTyped) {
        self.typed_path = Some(typed_path::TypedPath::new(request, why));
    }

    /// Asks for no path any more.
    pub fn stop_typing(&mut self) {
        self.typed_path = None;
    }

    /// Opens or closes the palette.
    pub fn toggle_palette(&mut self) {
        self.palette = if self.palette.is_some() { None } else { Some(palette::Palette::default()) };
    }

    /// Opens or closes the page of help.
    pub fn toggle_help(&mut self) {
        self.is_help_open = !self.is_help_open;
    }

    /// Whether this command's keys count although something covers the places: those that open what covers them.
    #[must_use]
    pub fn leave_keys_to(&self, command: &Command) -> bool {
        match command {
            Command::TogglePalette => !self.is_help_open,
            Command::ToggleHelp => self.palette.is_none() && self.typed_path.is_none(),
            _ => false,
        }
    }

    /// Whether something covers the places and takes the keys.
    #[must_use]
    pub fn is_modal(&self) -> bool {
        self.palette.is_some() || self.typed_path.is_some() || self.is_help_open
    }
}

/// Draws what lies over the places.
pub fn overlays(ctx: &egui::Context, core: &Core, overlays: &mut Overlays, commands: &mut Vec<Command>) {
    palette::ui(ctx, core, &mut overlays.palette, commands);
    help::ui(ctx, &mut overlays.is_help_open);
    commands.extend(typed_path::ui(ctx, &mut overlays.typed_path));
    drop_sign::ui(ctx);
}
