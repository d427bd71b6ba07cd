//! The Draw tab: the canvas, and what the network reads on it.

use eframe::egui;

use super::TabContext;
use crate::data::Image;
use crate::ink::{Drawing, Stroke};

/// What the left mouse button, a finger or a pen does on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Draws.
    #[default]
    Pen,
    /// Removes strokes.
    Eraser,
}

impl Tool {
    /// Every tool.
    pub const ALL: [Self; 2] = [Self::Pen, Self::Eraser];
}

/// Which weights read the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// The current model's.
    #[default]
    Current,
    /// Those being trained, while a run is live.
    Training,
}

impl Source {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Current => Self::Training,
            Self::Training => Self::Current,
        }
    }
}

/// A picture from a file that is shown in place of the drawing.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Name of the file.
    pub name: String,
    /// The picture as the network sees it.
    pub image: Image,
}

/// What the Draw tab keeps.
#[derive(Default)]
pub struct DrawTab {
    /// The strokes and their history.
    pub drawing: Drawing,
    /// What is read in place of the drawing.
    pub picture: Option<Picture>,
    /// The tool in use.
    pub tool: Tool,
    /// Which weights read.
    pub source: Source,
}

impl DrawTab {
    /// Reads a picture in place of the drawing.
    pub fn show_picture(&mut self, name: String, image: Image) {
        self.picture = Some(Picture { name, image });
    }

    /// A blank canvas; undo brings the ink back.
    pub fn clear(&mut self) {
        self.picture = None;
        self.drawing.clear();
    }

    /// Puts other ink on the canvas; undo brings the old one back.
    pub fn replace_ink(&mut self, strokes: Vec<Stroke>) {
        self.picture = None;
        self.drawing.replace(strokes);
    }
}

/// Draws the Draw tab.
pub fn ui(ui: &mut egui::Ui, _tab: &mut DrawTab, _context: &mut TabContext<'_>) {
    ui.heading("Draw");
}
