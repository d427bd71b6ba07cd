//! Training and validation images from one seed.

use rand::Rng;

use super::rng::stream;

/// Which images of a data set train and which validate: every index once, in one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Indices to train on, in shuffled order.
    pub train: Vec<u32>,
    /// Indices to validate on, in rising order.
    pub validation: Vec<u32>,
}

impl Split {
    /// Shuffles 0..`images` by `seed` and holds out `validation` of them (at most all but one).
    #[must_use]
    pub fn new(images: usize, validation: usize, seed: u64) -> Self {
        let mut train: Vec<u32> = (0..images as u32).collect();
        shuffle(&mut train, seed, "split");
        let mut held_out = train.split_off(images - validation.min(images.saturating_sub(1)));
        // Sorted, so that a sweep over the validation images walks memory in one direction.
        held_out.sort_unstable();
        Self { train, validation: held_out }
    }
}

/// Fisher and Yates's shuffle. Written out, because a library's own may change with its version and with it every
/// recorded result. The same (`seed`, `purpose`) always gives the same order.
pub fn shuffle(indices: &mut [u32], seed: u64, purpose: &str) {
    let mut rng = stream(seed, purpose);
    for last in (1..indices.len()).rev() {
        // 32 random bits scaled to 0..=last; the bias is below one in 2^32 / images.
        let other = (u64::from(rng.random::<u32>()) * (last as u64 + 1)) >> 32;
        indices.swap(last, other as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_index_is_in_exactly_one_part() {
        let split = Split::new(1_000, 137, 3);
        assert_eq!((split.train.len(), split.validation.len()), (863, 137));
        let mut all = [split.train, split.validation].concat();
        all.sort_unstable();
        assert_eq!(all, (0..1_000).collect::<Vec<u32>>());
    }

    #[test]
    fn same_seed_gives_the_same_split() {
        assert_eq!(Split::new(500, 50, 11), Split::new(500, 50, 11));
    }

    #[test]
    fn other_seed_gives_another_split() {
        let (one, other) = (Split::new(500, 50, 11), Split::new(500, 50, 12));
        assert_ne!(one.train, other.train);
        assert_ne!(one.validation, other.validation);
    }

    #[test]
    fn validation_leaves_at_least_one_image_to_train_on() {
        let split = Split::new(5, 99, 0);
        assert_eq!((split.train.len(), split.validation.len()), (1, 4));
    }

    #[test]
    fn tiny_data_sets_split_without_a_fuss() {
        assert_eq!(Split::new(0, 10, 0), Split { train: vec![], validation: vec![] });
        assert_eq!(Split::new(1, 10, 0), Split { train: vec![0], validation: vec![] });
        assert_eq!(Split::new(3, 0, 0).train.len(), 3);
    }

    #[test]
    fn each_index_is_held_out_about_equally_often() {
        let mut times = [0_u32; 20];
        for seed in 0..2_000 {
            for index in Split::new(20, 5, seed).validation {
                times[index as usize] += 1;
            }
        }
        // Binomial with mean 500 and deviation 19.4: five deviations to either side.
        assert!(times.iter().all(|count| (403..=597).contains(count)), "{times:?}");
    }

    #[test]
    fn a_seed_means_the_same_split_for_ever() {
        // Recorded from this program; if it changes, saved models no longer know which images they were trained on.
        assert_eq!(Split::new(10, 3, 0).validation, [4, 6, 9]);
    }
}
