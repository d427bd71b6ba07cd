//! Which weights a run changes: plain settings, checked once. Knows no tensors.

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::config::within;

/// Which weights a run changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trainable {
    /// All of them.
    #[default]
    All,
    /// Those of the last layer.
    LastLayer,
    /// Those of the last block of layers.
    LastBlock,
    /// Low-rank adapters beside the weights (arXiv 2106.09685), merged into them in the end.
    LowRank {
        /// Rank, 1 to 64.
        rank: usize,
    },
}

impl Trainable {
    /// Every choice with its usual settings.
    pub const ALL: [Self; 4] = [Self::All, Self::LastLayer, Self::LastBlock, Self::LowRank { rank: 4 }];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::All => "All weights",
            Self::LastLayer => "The last layer",
            Self::LastBlock => "The last block",
            Self::LowRank { .. } => "Low-rank adapters",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::All => "Every weight may change",
            Self::LastLayer => "Only the layer that decides learns; what it looks at stays",
            Self::LastBlock => "The deciding layer and the one it reads from learn; the rest stays",
            Self::LowRank { .. } => "The weights stay, and small helpers beside them learn what has to change (LoRA)",
        }
    }

    /// Checks the rank.
    ///
    /// # Errors
    /// When it is out of range; names the range.
    pub fn validate(self) -> Result<(), TrainError> {
        match self {
            Self::All | Self::LastLayer | Self::LastBlock => Ok(()),
            Self::LowRank { rank } => within("the rank of the adapters", rank, 1, 64),
        }
    }
}
