//! The places of the window, by name and key.

use egui::Key;
use serde::{Deserialize, Serialize};

use crate::app::core::icons;
use crate::text::Named;

/// A place of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Tab {
    /// Draw a digit and see it read.
    #[default]
    Draw,
    /// Train a network.
    Train,
    /// Look at what the network gets wrong.
    Errors,
    /// See digits written, token by token.
    Write,
}

impl Tab {
    /// Every place, in the order of the rail.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Draw => icons::SCRIBBLE_LOOP,
            Self::Train => icons::CHART_LINE_UP,
            Self::Errors => icons::MAGNIFYING_GLASS,
            Self::Write => icons::PEN_NIB,
        }
    }

    /// The key that opens it, together with Ctrl (or ⌘).
    #[must_use]
    pub fn shortcut_key(self) -> Key {
        match self {
            Self::Draw => Key::Num1,
            Self::Train => Key::Num2,
            Self::Errors => Key::Num3,
            Self::Write => Key::Num4,
        }
    }
}

impl Named for Tab {
    /// One word for the rail, and what one can do there.
    fn key(&self) -> &'static str {
        match self {
            Self::Draw => "tab-draw",
            Self::Train => "tab-train",
            Self::Errors => "tab-errors",
            Self::Write => "tab-write",
        }
    }
}
