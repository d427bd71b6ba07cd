//! Training and validation images from one seed.

/// Which images of a data set train and which validate: every index once, in one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// Indices to train on, in shuffled order.
    pub train: Vec<u32>,
    /// Indices to validate on.
    pub validation: Vec<u32>,
}

impl Split {
    /// Shuffles 0..`images` by `seed` and holds out `validation` of them (at most all but one).
    #[must_use]
    pub fn new(_images: usize, _validation: usize, _seed: u64) -> Self {
        todo!()
    }
}
