//! What can be watched while a network learns.

use egui::Key;
use serde::{Deserialize, Serialize};

use crate::app::core::icons;
use crate::text::Named;

/// What is watched while a network learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum TrainView {
    /// Loss and accuracy.
    #[default]
    Curves,
    /// Learning rate, gradient norm and speed.
    Rates,
    /// Weights, activations and filters.
    Layers,
    /// Confusion matrix and figures by digit.
    Digits,
    /// Readings of fixed images.
    Watch,
    /// Every run that was kept.
    Runs,
}

impl Named for TrainView {
    fn key(&self) -> &'static str {
        match self {
            Self::Curves => "view-curves",
            Self::Rates => "view-rates",
            Self::Layers => "view-layers",
            Self::Digits => "view-digits",
            Self::Watch => "view-watch",
            Self::Runs => "view-runs",
        }
    }
}

impl TrainView {
    /// Every view, in the order of the choice.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Curves => icons::CHART_LINE_UP,
            Self::Rates => icons::GAUGE,
            Self::Layers => icons::STACK,
            Self::Digits => icons::GRID_NINE,
            Self::Watch => icons::EYE,
            Self::Runs => icons::LIST_CHECKS,
        }
    }

    /// The key that opens it, together with Alt.
    #[must_use]
    pub fn shortcut_key(self) -> Key {
        match self {
            Self::Curves => Key::Num1,
            Self::Rates => Key::Num2,
            Self::Layers => Key::Num3,
            Self::Digits => Key::Num4,
            Self::Watch => Key::Num5,
            Self::Runs => Key::Num6,
        }
    }

    /// Whether it shows plots over the run.
    #[must_use]
    pub fn has_plots(self) -> bool {
        match self {
            Self::Curves | Self::Rates | Self::Layers => true,
            Self::Digits | Self::Watch | Self::Runs => false,
        }
    }

    /// Whether there is nothing to see before the first run of this sitting.
    #[must_use]
    pub fn needs_a_run(self) -> bool {
        match self {
            Self::Curves | Self::Layers | Self::Digits => true,
            Self::Rates | Self::Watch | Self::Runs => false,
        }
    }
}
