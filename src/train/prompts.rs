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
            Self::Classes => true,
            Self::Nothing => false,
        }
    }
}

impl Named for Prompts {
    fn key(&self) -> &'static str {
        match self {
            Self::Classes => "prompts-classes",
            Self::Nothing => "prompts-nothing",
        }
    }
}

/// Whether a model of strokes has learned what classes mean, as its card tells.
#[must_use]
pub fn knows_classes(card: &ModelCard) -> bool {
    let config: TrainConfig = serde_json::from_value(card.training.settings.clone()).unwrap_or_default();
    config.prompts.knows_classes()
}
