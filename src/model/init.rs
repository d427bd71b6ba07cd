//! Fresh weights, from our own seeded streams: candle's CPU generator cannot be seeded.

use rand::Rng;

pub use crate::data::rng::stream;
use crate::text::Named;

/// How a fresh parameter tensor is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// Uniform in ±√(6 / `fan_in`): Kaiming (He) initialisation for ReLU networks (arXiv 1502.01852, section 2.2).
    KaimingUniform {
        /// Inputs of one output.
        fan_in: usize,
    },
    /// Uniform in ±1 / √`fan_in`, for biases.
    Uniform {
        /// Inputs of one output.
        fan_in: usize,
    },
    /// All zero.
    Zeros,
    /// All one.
    Ones,
}

impl Init {
    /// `count` values from the stream that belongs to (`seed`, `name`): no tensor's values depend on another's.
    #[must_use]
    pub fn draw(self, count: usize, seed: u64, name: &str) -> Vec<f32> {
        let bound = match self {
            Self::Zeros => return vec![0.0; count],
            Self::Ones => return vec![1.0; count],
            Self::KaimingUniform { fan_in } => (6.0 / fan_in.max(1) as f32).sqrt(),
            Self::Uniform { fan_in } => 1.0 / (fan_in.max(1) as f32).sqrt(),
        };
        let mut rng = stream(seed, name);
        (0..count).map(|_| rng.random_range(-bound..bound)).collect()
    }
}

impl Named for Init {
    fn key(&self) -> &'static str {
        match self {
            Self::KaimingUniform { .. } => "init-kaiming-uniform",
            Self::Uniform { .. } => "init-uniform",
            Self::Zeros => "init-zeros",
            Self::Ones => "init-ones",
        }
    }
}
