//! The networks, their weights and what they predict.
//!
//! A network is a [`Table`] of nodes listed in [`Arch`]; a [`Network`] is that table with weights in it, and
//! [`Predictor`] asks it about images. A [`Model`] is what travels: [`Weights`] and the [`ModelCard`] beside them.

pub mod anatomy;
pub mod arch;
pub mod calibration;
pub mod card;
pub mod filters;
pub mod init;
pub mod inspect;
pub mod kernels;
pub mod layer;
pub mod network;
mod network_reader;
mod networks;
pub mod params;
pub mod pixels;
pub mod prediction;
pub mod predictor;
pub mod reads_pictures;
pub mod scores;
pub mod shape;
pub mod skill;
pub mod stages;
pub mod table;
pub mod token_look;
pub mod weights;
pub mod worked;

pub use anatomy::Part;
pub use arch::Arch;
pub use calibration::{Calibration, InDistributionScore, ScoreDistribution, Thresholds};
pub use card::{Model, ModelCard, TrainingSummary, shown_name};
pub use inspect::{Changes, Inspector, Look, Subject};
pub use kernels::Kernels;
pub use layer::{Layer, Reach};
pub use network::{Mode, Network};
pub use pixels::Pixels;
pub use prediction::Prediction;
pub use predictor::Predictor;
pub use reads_pictures::ReadsPictures;
pub use scores::Scores;
pub use shape::Shape;
pub use skill::Skill;
pub use table::{Feed, NamedLayer, Node, Source, Table, TableError};
pub use weights::{Array, Weights};

use safetensors::SafeTensorError;

use crate::msg;
use crate::text::{Message, ToMessage, Value};

/// Why a model cannot be built, read or run.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes are not a safetensors file.
    NotSafetensors(#[from] SafeTensorError),
    /// A tensor is missing, unexpected, of the wrong type or of the wrong shape.
    WrongWeights {
        /// The network's identifier.
        arch: &'static str,
        /// Which tensor and why.
        fault: Message,
    },
    /// The network does something else than what is asked of it.
    WrongSkill {
        /// The network's identifier.
        arch: &'static str,
        /// What it does.
        skill: Skill,
    },
    /// The description beside the weights cannot be read.
    BadCard(Value),
    /// Images show something that the model has no output for; what, as a clause.
    OtherLabels(Value),
    /// candle refused an operation.
    Candle(#[from] candle_core::Error),
}

impl ToMessage for ModelError {
    fn to_message(&self) -> Message {
        match self {
            Self::NotSafetensors(error) => msg!("model-not-safetensors", fault = safetensors_fault(error)),
            Self::WrongWeights { arch, fault } => msg!("model-wrong-weights", arch = *arch, fault = fault.clone()),
            Self::WrongSkill { arch, skill } => match skill {
                Skill::ContinuesTokens => msg!("model-reads-no-pictures", arch = *arch),
                Skill::ReadsPictures => msg!("model-continues-no-tokens", arch = *arch),
            },
            Self::BadCard(fault) => msg!("model-bad-card", fault = fault.clone()),
            Self::OtherLabels(fault) => msg!("model-other-labels", fault = fault.clone()),
            Self::Candle(error) => msg!("model-not-run", fault = Message::detail(error)),
        }
    }
}

/// What keeps bytes from being a safetensors file.
#[must_use]
pub fn safetensors_fault(error: &SafeTensorError) -> Message {
    match error {
        SafeTensorError::HeaderTooSmall
        | SafeTensorError::InvalidHeaderLength
        | SafeTensorError::MetadataIncompleteBuffer => msg!("safetensors-length"),
        SafeTensorError::HeaderTooLarge
        | SafeTensorError::InvalidHeader(_)
        | SafeTensorError::InvalidHeaderDeserialization(_)
        | SafeTensorError::JsonError(_) => msg!("safetensors-header"),
        SafeTensorError::TensorNotFound(tensor) => msg!("weights-missing", tensor = tensor.as_str()),
        SafeTensorError::InvalidOffset(tensor) => msg!("safetensors-place", tensor = tensor.as_str()),
        SafeTensorError::TensorInvalidInfo
        | SafeTensorError::InvalidTensorView(..)
        | SafeTensorError::ValidationOverflow
        | SafeTensorError::MisalignedSlice => msg!("safetensors-shape"),
        SafeTensorError::IoError(error) => Message::verbatim(error),
    }
}

crate::display_as_message!(ModelError);
