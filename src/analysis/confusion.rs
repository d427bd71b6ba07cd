//! The confusion matrix.

use crate::data::CLASSES;
use crate::model::Prediction;

/// Counts of images by true digit (row) and predicted digit (column).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confusion {
    counts: [[u32; CLASSES]; CLASSES],
}

impl Confusion {
    /// Counts `predictions` against `labels`, pair by pair.
    #[must_use]
    pub fn new(labels: &[u8], predictions: &[Prediction]) -> Self {
        let mut counts = [[0; CLASSES]; CLASSES];
        for (&label, prediction) in labels.iter().zip(predictions) {
            counts[usize::from(label)][usize::from(prediction.digit())] += 1;
        }
        Self { counts }
    }

    /// Images of digit `truth` read as `predicted`, both 0 to 9.
    #[must_use]
    pub fn count(&self, truth: u8, predicted: u8) -> u32 {
        self.counts[usize::from(truth)][usize::from(predicted)]
    }

    /// Number of images whose true digit is `truth`: the sum of its row.
    #[must_use]
    pub fn row_total(&self, truth: u8) -> u32 {
        self.counts[usize::from(truth)].iter().sum()
    }

    /// All images.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.iter().flatten().sum()
    }

    /// Images read right.
    #[must_use]
    pub fn correct(&self) -> u32 {
        (0..CLASSES).map(|digit| self.counts[digit][digit]).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure_of(digit: usize) -> Prediction {
        Prediction::from_logits(std::array::from_fn(|class| if class == digit { 9.0 } else { 0.0 }))
    }

    #[test]
    fn rows_are_true_digits_and_columns_predicted_ones() {
        let matrix = Confusion::new(&[2, 2, 7], &[sure_of(2), sure_of(7), sure_of(7)]);
        assert_eq!((matrix.count(2, 7), matrix.count(7, 2)), (1, 0));
        assert_eq!((matrix.row_total(2), matrix.correct(), matrix.total()), (2, 2, 3));
    }
}
