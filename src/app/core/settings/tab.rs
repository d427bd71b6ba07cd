//! The places of the window, by name and key.

use egui::Key;
use serde::{Deserialize, Serialize};

use crate::app::core::icons;

/// A place of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// Draw a digit and see it read.
    #[default]
    Draw,
    /// Train a network.
    Train,
    /// Look at what the network gets wrong.
    Errors,
}

impl Tab {
    /// Every place, in the order of the rail.
    pub const ALL: [Self; 3] = [Self::Draw, Self::Train, Self::Errors];

    /// One word for the rail.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Draw => "Draw",
            Self::Train => "Train",
            Self::Errors => "Errors",
        }
    }

    /// What one can do there.
    #[must_use]
    pub fn tooltip(self) -> &'static str {
        match self {
            Self::Draw => "Draw a digit and watch the network read it",
            Self::Train => "Train the network further, or a new one from nothing",
            Self::Errors => "Look through the test images that the network gets wrong",
        }
    }

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Draw => icons::SCRIBBLE_LOOP,
            Self::Train => icons::CHART_LINE_UP,
            Self::Errors => icons::MAGNIFYING_GLASS,
        }
    }

    /// The key that opens it, together with Ctrl (or ⌘).
    #[must_use]
    pub fn key(self) -> Key {
        match self {
            Self::Draw => Key::Num1,
            Self::Train => Key::Num2,
            Self::Errors => Key::Num3,
        }
    }
}
