//! What surrounds the places: rail, top bar, palette, messages, typed paths.

pub mod rail;

use super::files::Request;

/// What lies over the places.
#[derive(Default)]
pub struct Overlays {
    /// The path being typed where there is no file dialog.
    pub typed_path: Option<(Request, String)>,
    /// What is typed into the palette, while it is open.
    pub palette: Option<String>,
    /// Whether the list of messages is open.
    pub is_notice_list_open: bool,
}

impl Overlays {
    /// Asks for a path to be typed, since there is no file dialog.
    pub fn ask_for_path(&mut self, request: Request) {
        self.typed_path = Some((request, String::new()));
    }

    /// Opens or closes the palette.
    pub fn toggle_palette(&mut self) {
        self.palette = if self.palette.is_some() { None } else { Some(String::new()) };
    }
}
