//! What surrounds the places: rail, top bar, palette, messages, typed paths, and the sign that files may be dropped.

mod command_index;
mod drop_sign;
mod fuzzy;
pub mod menus;
mod notice_line;
mod palette;
pub mod rail;
pub mod top_bar;
mod typed_path;

use std::path::PathBuf;

use crate::app::core::command::Command;
use crate::app::core::files::request::Request;
use crate::app::core::state::Core;

/// What lies over the places.
#[derive(Default)]
pub struct Overlays {
    palette: Option<palette::Palette>,
    typed_path: Option<typed_path::TypedPath>,
}

impl Overlays {
    /// Asks whether to replace a file.
    pub fn ask_to_replace(&mut self, request: Request, path: PathBuf) {
        self.typed_path = Some(typed_path::TypedPath::taken(request, path));
    }

    /// Asks for a path to be typed, since there is no file dialog.
    pub fn ask_for_path(&mut self, request: Request) {
        self.typed_path = Some(typed_path::TypedPath::new(request));
    }

    /// Opens or closes the palette.
    pub fn toggle_palette(&mut self) {
        self.palette = if self.palette.is_some() { None } else { Some(palette::Palette::default()) };
    }

    /// Whether something covers the places and takes the keys.
    #[must_use]
    pub fn is_modal(&self) -> bool {
        self.palette.is_some() || self.typed_path.is_some()
    }
}

/// Draws what lies over the places.
pub fn overlays(ctx: &egui::Context, core: &Core, overlays: &mut Overlays, commands: &mut Vec<Command>) {
    palette::ui(ctx, core, &mut overlays.palette, commands);
    if let Some((request, path)) = typed_path::ui(ctx, &mut overlays.typed_path) {
        commands.push(Command::Answer(request, path));
    }
    drop_sign::ui(ctx);
}
