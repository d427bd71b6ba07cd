//! Why something cannot be explained.

use crate::model::ModelError;
use crate::text::{Message, ToMessage};
use crate::{display_as_message, msg};

/// Why there is no explanation.
#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    /// The network cannot be run.
    Model(#[from] ModelError),
    /// Whoever asked wants it no more.
    Cancelled,
    /// Attention rollout was asked of a network without attention.
    NoAttention {
        /// The network's identifier.
        arch: &'static str,
    },
    /// The network has no stage of this name.
    NoStage {
        /// The name.
        stage: String,
    },
    /// There is nothing on the picture.
    Blank,
}

impl From<candle_core::Error> for ExplainError {
    fn from(error: candle_core::Error) -> Self {
        Self::Model(error.into())
    }
}

impl ToMessage for ExplainError {
    fn to_message(&self) -> Message {
        match self {
            Self::Model(error) => error.to_message(),
            Self::Cancelled => msg!("explain-cancelled"),
            Self::NoAttention { arch } => msg!("explain-no-attention", arch = *arch),
            Self::NoStage { stage } => msg!("explain-no-stage", stage = stage),
            Self::Blank => msg!("explain-blank"),
        }
    }
}

display_as_message!(ExplainError);
