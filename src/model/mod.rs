//! The networks, their weights and what they predict. Knows neither egui, threads nor the disk.
//!
//! A network is a table of [`Layer`]s listed in [`Arch`]; a [`Network`] is that table with weights in it, and
//! [`Predictor`] asks it about images. A [`Model`] is what travels: [`Weights`] and the [`ModelCard`] beside them.

pub mod activations;
pub mod arch;
pub mod calibration;
pub mod card;
pub mod init;
pub mod kernels;
pub mod layer;
pub mod network;
mod networks;
pub mod pixels;
pub mod prediction;
pub mod predictor;
pub mod weights;

pub use arch::Arch;
pub use calibration::{Calibration, Familiarity, Score, Thresholds};
pub use card::{Model, ModelCard, TrainingSummary};
pub use kernels::Kernels;
pub use layer::{Layer, NamedLayer, Shape};
pub use network::{Mode, Network};
pub use pixels::Pixels;
pub use prediction::Prediction;
pub use predictor::Predictor;
pub use weights::{Array, Weights};

/// Why a model cannot be built, read or run.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The bytes are not a safetensors file.
    #[error("not a safetensors file: {0}")]
    NotSafetensors(#[from] safetensors::SafeTensorError),
    /// A tensor is missing, unexpected, of the wrong type or of the wrong shape.
    #[error("the weights do not fit the network {arch}: {fault}")]
    WrongWeights {
        /// The network's identifier.
        arch: &'static str,
        /// Which tensor and why.
        fault: String,
    },
    /// The description beside the weights cannot be read.
    #[error("the model's description is not readable: {0}")]
    BadCard(String),
    /// candle refused an operation.
    #[error("the network could not be run: {0}")]
    Candle(#[from] candle_core::Error),
}
