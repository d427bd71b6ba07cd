//! What the canvas is set to: tools, guides and exports. Remembered between two starts.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::compared::{self, ComparedModel};
use crate::ink::Smoothing;
use crate::text::Named;

/// Smallest and largest eraser, as a share of the canvas side (its diameter).
pub const ERASER_WIDTHS: std::ops::RangeInclusive<f32> = 0.02..=0.3;
/// Sides of exported pictures, in pixels.
pub const EXPORT_SIDES: [u32; 4] = [256, 512, 1024, 2048];

/// What the left mouse button, a finger or a pen does on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Tool {
    /// Draws.
    #[default]
    Pen,
    /// Removes strokes.
    Eraser,
    /// Removes the ink under it.
    AreaEraser,
    /// Moves, scales and turns the whole drawing.
    Transform,
}

impl Tool {
    /// Every tool.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Tool {
    fn key(&self) -> &'static str {
        match self {
            Self::Pen => "tool-pen",
            Self::Eraser => "tool-eraser",
            Self::AreaEraser => "tool-area-eraser",
            Self::Transform => "tool-transform",
        }
    }
}

/// Whether pressing harder widens the ink, with pens that can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pressure {
    /// Pressing harder widens the ink.
    #[default]
    Widens,
    /// The ink is as wide everywhere.
    Ignored,
}

/// Whether lines help to draw straight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grid {
    /// No lines.
    #[default]
    Hidden,
    /// Eight squares along each side.
    Shown,
}

impl Grid {
    /// Shown for hidden, and the reverse.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

/// Whether the strip that shows every step of the normaliser, from the ink to the network's input, is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Steps {
    /// It is not.
    #[default]
    Hidden,
    /// The strip of pictures from the ink to the network's input is shown.
    Shown,
}

impl Steps {
    /// Shown for hidden, and the reverse.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Hidden => Self::Shown,
            Self::Shown => Self::Hidden,
        }
    }
}

/// What lies behind the ink of an exported picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// White.
    #[default]
    White,
    /// Nothing.
    Transparent,
}

impl Paper {
    /// Every kind.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Paper {
    fn key(&self) -> &'static str {
        match self {
            Self::White => "paper-white",
            Self::Transparent => "paper-transparent",
        }
    }
}

/// Everything the canvas remembers, but for the pen's width.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct CanvasOptions {
    /// The tool in use.
    pub tool: Tool,
    /// How much of the hand's tremble is taken out of new strokes.
    pub smoothing: Smoothing,
    /// What pressure does to new strokes.
    pub pressure: Pressure,
    /// Width of the erasers, in [`ERASER_WIDTHS`].
    pub eraser_width: f32,
    /// Lines behind the ink.
    pub grid: Grid,
    /// A faint digit to trace, 0 to 9.
    pub example: Option<u8>,
    /// The strip of the normaliser's steps.
    pub steps: Steps,
    /// Models that read beside the current one.
    pub compared: Vec<ComparedModel>,
    /// Side of exported pictures in pixels, one of [`EXPORT_SIDES`].
    pub export_side: u32,
    /// What lies behind their ink.
    pub paper: Paper,
    /// Where the last drawing was saved or picture opened.
    pub folder: Option<PathBuf>,
}

impl Default for CanvasOptions {
    fn default() -> Self {
        Self {
            tool: Tool::default(),
            smoothing: Smoothing::default(),
            pressure: Pressure::default(),
            eraser_width: 0.07,
            grid: Grid::default(),
            example: None,
            steps: Steps::default(),
            compared: Vec::new(),
            export_side: 1024,
            paper: Paper::default(),
            folder: None,
        }
    }
}

impl CanvasOptions {
    /// The same with every number brought into its range, since a file can hold anything.
    #[must_use]
    pub fn in_range(mut self) -> Self {
        let default = Self::default();
        if !self.eraser_width.is_finite() {
            self.eraser_width = default.eraser_width;
        }
        self.eraser_width = self.eraser_width.clamp(*ERASER_WIDTHS.start(), *ERASER_WIDTHS.end());
        self.example = self.example.filter(|&digit| digit <= 9);
        self.compared = compared::in_range(self.compared);
        if !EXPORT_SIDES.contains(&self.export_side) {
            self.export_side = default.export_side;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_out_of_range_are_brought_back() {
        let wild =
            CanvasOptions { eraser_width: f32::NAN, example: Some(77), export_side: 5, ..CanvasOptions::default() };
        assert_eq!(wild.in_range(), CanvasOptions::default());
    }
}
