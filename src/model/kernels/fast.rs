//! The forward pass in our own kernels.

use candle_core::{Result, Tensor};

use crate::model::network::{LoadedLayer, Mode};

/// Logits (N × 10) of `images` (N × 1 × 28 × 28).
///
/// # Errors
/// When candle refuses an operation.
pub fn forward(layers: &[LoadedLayer], images: &Tensor, mode: Mode<'_>) -> Result<Tensor> {
    super::candle::forward(layers, images, mode)
}
