//! What a method learns from, and how it says how far it is.

use crate::data::{Dataset, PIXELS};

use super::MethodError;

/// Fewest examples a method learns from.
const FEWEST: usize = 10;

/// Labelled pictures to learn from. How many classes there are is what the data say.
#[derive(Debug, Clone, Copy)]
pub struct Examples<'a> {
    /// 784 bytes a picture.
    pub pixels: &'a [u8],
    /// One a picture, each below `classes`.
    pub labels: &'a [u8],
    /// How many classes there are; some may have no picture.
    pub classes: usize,
}

impl<'a> Examples<'a> {
    /// The pictures of a data set.
    ///
    /// # Errors
    /// When they are too few or all of one class.
    pub fn of(data: &'a Dataset) -> Result<Self, MethodError> {
        if data.len() < FEWEST {
            return Err(MethodError::TooFew { found: data.len(), least: FEWEST });
        }
        let first = data.label(0);
        if data.labels().iter().all(|&label| label == first) {
            return Err(MethodError::OneClass(data.label_name(0)));
        }
        Ok(Self { pixels: data.all_pixels(), labels: data.labels(), classes: data.class_counts().len() })
    }

    /// At most so many of them, those that come first.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        let count = count.min(self.len());
        Self { pixels: &self.pixels[..count * PIXELS], labels: &self.labels[..count], classes: self.classes }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of picture `at`.
    #[must_use]
    pub fn picture(&self, at: usize) -> &'a [u8] {
        &self.pixels[at * PIXELS..][..PIXELS]
    }
}

/// Asked now and then while a method learns, with the share that is done, in [0, 1]: whether to go on.
pub type GoOn<'a> = &'a (dyn Fn(f32) -> bool + Sync);

/// The method was asked to stop before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Goes on or stops, at `share`.
pub(super) fn check(go_on: GoOn, share: f32) -> Result<(), Stopped> {
    if go_on(share) { Ok(()) } else { Err(Stopped) }
}
