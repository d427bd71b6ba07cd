//! What surrounds the places: rail, top bar, palette, messages, typed paths, and the sign that files may be dropped.

mod drop_sign;
mod fuzzy;
pub mod menus;
mod notice_cards;
mod palette;
pub mod rail;
pub mod top_bar;
mod typed_path;

use std::path::PathBuf;

use eframe::egui;

use super::command::Command;
use super::files::Request;
use super::state::State;

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

/// What a frame of the overlays brought.
#[derive(Default)]
pub struct Answers {
    /// A path that was typed, and what for.
    pub typed: Option<(Request, PathBuf)>,
}

/// Draws what lies over the places.
pub fn overlays(ctx: &egui::Context, state: &mut State, commands: &mut Vec<Command>) -> Answers {
    palette::ui(ctx, state, commands);
    let typed = typed_path::ui(ctx, &mut state.overlays.typed_path);
    notice_cards::ui(ctx, &mut state.shared.notices);
    drop_sign::ui(ctx);
    Answers { typed }
}
