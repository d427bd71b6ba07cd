//! A small pseudo-random generator for one image, cheap to start.

/// The generator `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014, doi 10.1145/2660193.2660195), started anew for each image from a
/// mix of the three numbers: few good draws are needed, and setting up a `ChaCha8` stream costs more than they do.
#[derive(Debug)]
pub struct SplitMix64(u64);

impl SplitMix64 {
    /// The stream of one image.
    #[must_use]
    pub fn new(seed: u64, epoch: u64, index: u64) -> Self {
        Self([epoch, index].into_iter().fold(mix(seed), |key, number| mix(key.wrapping_add(GOLDEN) ^ mix(number))))
    }

    /// Evenly in [0, 1).
    pub fn unit(&mut self) -> f32 {
        f32::midpoint(self.signed_unit(), 1.0)
    }

    /// About normal with mean 0 and deviation 1: the sum of three even draws.
    pub fn normal(&mut self) -> f32 {
        self.signed_unit() + self.signed_unit() + self.signed_unit()
    }

    /// Evenly in [−1, 1).
    pub fn signed_unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(GOLDEN);
        // The upper 24 bits: all that an f32 between 1/2 and 1 can tell apart.
        (mix(self.0) >> 40) as f32 / (1_u32 << 23) as f32 - 1.0
    }
}

/// 2^64 divided by the golden ratio, rounded to an odd number.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
