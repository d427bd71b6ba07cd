//! The one source of random numbers: a seeded stream for each purpose.

use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

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

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;

    fn first_numbers(seed: u64, purpose: &str) -> [u64; 4] {
        let mut rng = stream(seed, purpose);
        std::array::from_fn(|_| rng.random())
    }

    #[test]
    fn same_seed_and_purpose_give_the_same_numbers() {
        assert_eq!(first_numbers(7, "split"), first_numbers(7, "split"));
    }

    #[test]
    fn other_seeds_and_other_purposes_give_other_numbers() {
        let numbers = first_numbers(7, "split");
        assert_ne!(numbers, first_numbers(8, "split"));
        assert_ne!(numbers, first_numbers(7, "order"));
    }
}
