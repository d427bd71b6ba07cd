//! How the layers are computed on the CPU: candle's own operations, or ours behind candle's `CustomOp`.

#![expect(clippy::inline_always, reason = "code is only compiled for the processor at hand where it is inlined")]
#![expect(clippy::needless_range_loop, reason = "loops over registers are written by index, so that they unroll")]

mod attention;
mod backward;
mod buffer;
pub mod cached;
pub mod candle;
mod conv;
mod conv_back;
mod conv_dense;
mod conv_phases;
mod conv_sparse;
mod conv_winograd;
mod dense;
mod engine;
mod exponential;
pub mod fast;
mod gelu;
mod graph;
mod join;
mod layer_norm;
mod linear;
pub mod lone_conv;
pub mod loss;
pub mod maps;
mod matrix;
mod norm;
pub mod optimiser;
mod pack;
mod packing;
#[cfg(test)]
mod plain;
mod plan;
mod planner;
mod pointwise;
mod pool;
pub mod products;
pub mod reader;
mod scratch;
mod sequence;
mod shape;
mod simd;
mod softmax;
mod winograd;

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
