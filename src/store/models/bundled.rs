//! The models inside the program: their one list, and the two files of each.

use crate::model::{Model, ModelCard, ModelError};
use crate::msg;
use crate::store::StoreError;
use crate::text::ToMessage as _;

/// A model inside the program.
pub struct Bundled {
    /// Its identifier: the name of its files.
    pub id: &'static str,
    card: &'static str,
    weights: &'static [u8],
}

/// All of them, the one the app starts with first.
pub static BUNDLED: [Bundled; 7] = [
    Bundled {
        id: "conv5",
        card: include_str!("../../../models/conv5.json"),
        weights: include_bytes!("../../../models/conv5.safetensors"),
    },
    Bundled {
        id: "conv3",
        card: include_str!("../../../models/conv3.json"),
        weights: include_bytes!("../../../models/conv3.safetensors"),
    },
    Bundled {
        id: "tiny",
        card: include_str!("../../../models/tiny.json"),
        weights: include_bytes!("../../../models/tiny.safetensors"),
    },
    Bundled {
        id: "vit7",
        card: include_str!("../../../models/vit7.json"),
        weights: include_bytes!("../../../models/vit7.safetensors"),
    },
    // Reads half of the digits: what the lesson on fine-tuning begins with.
    Bundled {
        id: "zero_to_four",
        card: include_str!("../../../models/zero_to_four.json"),
        weights: include_bytes!("../../../models/zero_to_four.safetensors"),
    },
    // These continue pen strokes and read no pictures. Their weights are 16-bit numbers, as are those of the two above.
    Bundled {
        id: "gpt",
        card: include_str!("../../../models/gpt.json"),
        weights: include_bytes!("../../../models/gpt.safetensors"),
    },
    Bundled {
        id: "gpt_tiny",
        card: include_str!("../../../models/gpt_tiny.json"),
        weights: include_bytes!("../../../models/gpt_tiny.safetensors"),
    },
];

/// The one that the app writes with first.
pub const DEFAULT_WRITER: &str = "gpt";

/// The one with this identifier.
pub fn find(id: &str) -> Option<&'static Bundled> {
    BUNDLED.iter().find(|bundled| bundled.id == id)
}

impl Bundled {
    /// Its description.
    pub fn card(&self) -> Result<ModelCard, StoreError> {
        ModelCard::from_json(self.card).map_err(|fault| self.damaged(&fault))
    }

    /// The whole model.
    pub fn model(&self) -> Result<Model, StoreError> {
        Model::from_bytes(self.card, self.weights).map_err(|fault| self.damaged(&fault))
    }

    fn damaged(&self, fault: &ModelError) -> StoreError {
        let what = msg!("model-file-error-damaged-inside", fault = fault.to_message());
        StoreError::new(what, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_model_loads_and_its_card_counts_right() {
        for bundled in &BUNDLED {
            let model = bundled.model().expect("not damaged");
            assert_eq!(bundled.card(), Ok(model.card.clone()));
            assert_eq!(model.card.parameters, model.card.architecture.parameters(), "{}", bundled.id);
        }
    }
}
