//! How the layers are computed on the CPU: candle's own operations, or ours behind candle's `CustomOp`.

pub mod candle;
pub mod fast;
pub mod loss;
pub mod optimiser;

use serde::{Deserialize, Serialize};

/// Which operations compute a network: the one switch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kernels {
    /// candle's own operations, as they come; the reference, and the only choice on other devices.
    Candle,
    /// Our fused kernels for this CPU.
    #[default]
    Fast,
}
