//! What a network that writes is told before each digit.

use serde::{Deserialize, Serialize};

use super::TrainConfig;
use crate::model::ModelCard;
use crate::text::Named;

/// What a network that writes is told before each digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Prompts {
    /// Which digit comes: a class stands before each, so that it can be asked for.
    #[default]
    Classes,
    /// Which digit comes, or, on most pages, two digits whose sum is to be written.
    Sums,
    /// Nothing: it learns strokes alone, as from text without instructions.
    Nothing,
}

impl Prompts {
    /// Every choice.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Whether classes stand before digits.
    #[must_use]
    pub fn knows_classes(self) -> bool {
        match self {
            Self::Classes | Self::Sums => true,
            Self::Nothing => false,
        }
    }
}

impl Named for Prompts {
    fn key(&self) -> &'static str {
        match self {
            Self::Classes => "prompts-classes",
            Self::Sums => "prompts-sums",
            Self::Nothing => "prompts-nothing",
        }
    }
}

/// What a model of strokes was told when it learned, as its card says.
#[must_use]
pub fn prompts_of(card: &ModelCard) -> Prompts {
    let config: TrainConfig = serde_json::from_value(card.training.settings.clone()).unwrap_or_default();
    config.prompts
}
