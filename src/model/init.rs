//! Fresh weights, from our own seeded streams: candle's CPU generator cannot be seeded.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How a fresh parameter tensor is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Init {
    /// Uniform in ±√(6 / `fan_in`): He's initialisation for ReLU networks (arXiv 1502.01852, section 2.2).
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

/// The random stream of a run's `seed` for one purpose; different purposes never share numbers.
#[must_use]
pub fn stream(seed: u64, purpose: &str) -> ChaCha8Rng {
    // FNV-1a: a fixed hash, so that a seed means the same on every machine and with every compiler.
    let hash = purpose
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    rng.set_stream(hash);
    rng
}
