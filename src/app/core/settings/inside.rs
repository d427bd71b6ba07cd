//! What is seen of the network's inside. Remembered between two starts.

use serde::{Deserialize, Serialize};

use crate::app::core::icons;
use crate::text::Named;

/// Smallest and largest number that logits are divided by in the bars.
pub const TEMPERATURES: std::ops::RangeInclusive<f32> = 0.1..=10.0;

/// Whether the middle of the Draw tab, which shows the inside of the network, is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Drawing and answer alone.
    #[default]
    Closed,
    /// The network between them.
    Open,
}

/// What the middle shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum InsideView {
    /// Every feature map, from the whole network down to one number.
    #[default]
    Layers,
    /// One operation, its numbers set into the formula.
    ByHand,
    /// What the filters of a layer look for.
    Filters,
    /// The gradient at every stage, one weight followed back, and steps on a copy of the weights.
    Backpropagation,
    /// Heat maps and their checks.
    Why,
    /// Changes of the picture that flip the answer.
    Change,
    /// The landscape of the loss.
    Landscape,
}

impl InsideView {
    /// Every view, in the order of the choice.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its icon.
    #[must_use]
    pub fn icon(self) -> &'static str {
        match self {
            Self::Layers => icons::STACK,
            Self::ByHand => icons::CALCULATOR,
            Self::Filters => icons::GRID_NINE,
            Self::Backpropagation => icons::ARROW_U_UP_LEFT,
            Self::Why => icons::SEAL_QUESTION,
            Self::Change => icons::GIT_DIFF,
            Self::Landscape => icons::CHART_SCATTER,
        }
    }
}

impl Named for InsideView {
    fn key(&self) -> &'static str {
        match self {
            Self::Layers => "inside-layers",
            Self::ByHand => "inside-by-hand",
            Self::Filters => "inside-filters",
            Self::Backpropagation => "inside-backpropagation",
            Self::Why => "inside-why",
            Self::Change => "inside-change",
            Self::Landscape => "inside-landscape",
        }
    }
}

/// How long a bar is for a probability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum BarScale {
    /// As long as it is large.
    #[default]
    Linear,
    /// As many steps as it has powers of ten, so that small ones can be told apart.
    Logarithmic,
}

impl BarScale {
    /// Every scale.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for BarScale {
    fn key(&self) -> &'static str {
        match self {
            Self::Linear => "inside-linear",
            Self::Logarithmic => "inside-logarithmic",
        }
    }
}

/// What the inside of the network remembers.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InsideOptions {
    /// Whether it is open.
    pub stage: Stage,
    /// What it shows.
    pub view: InsideView,
    /// How long the bars are.
    pub scale: BarScale,
}
