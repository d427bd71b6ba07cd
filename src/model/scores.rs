//! A number for each class.

use serde::{Serialize, Serializer};

use crate::data::labels::MOST_LABELS;

/// A number for each class, in the order of the classes. Held in place, so that readings can be copied freely.
#[derive(Clone, Copy)]
pub struct Scores {
    values: [f32; MOST_LABELS],
    count: u8,
}

impl Scores {
    /// The same number for each of `count` classes, of which 64 at most are kept.
    #[must_use]
    pub fn even(value: f32, count: usize) -> Self {
        Self { values: [value; MOST_LABELS], count: count.min(MOST_LABELS) as u8 }
    }
}

impl std::ops::Deref for Scores {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.values[..usize::from(self.count)]
    }
}

impl std::ops::DerefMut for Scores {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.values[..usize::from(self.count)]
    }
}

impl From<&[f32]> for Scores {
    /// What is beyond 64 numbers is left out.
    fn from(numbers: &[f32]) -> Self {
        numbers.iter().copied().collect()
    }
}

impl<const N: usize> From<[f32; N]> for Scores {
    fn from(numbers: [f32; N]) -> Self {
        numbers.as_slice().into()
    }
}

impl FromIterator<f32> for Scores {
    fn from_iter<I: IntoIterator<Item = f32>>(numbers: I) -> Self {
        let mut scores = Self::even(0.0, 0);
        for (place, number) in scores.values.iter_mut().zip(numbers) {
            *place = number;
            scores.count += 1;
        }
        scores
    }
}

impl PartialEq for Scores {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<const N: usize> PartialEq<[f32; N]> for Scores {
    fn eq(&self, other: &[f32; N]) -> bool {
        **self == *other
    }
}

impl std::fmt::Debug for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}
