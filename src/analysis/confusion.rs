//! The confusion matrix.

use crate::data::LabelSet;
use crate::model::Prediction;

/// Counts of images by true class (row) and predicted class (column).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Confusion {
    names: LabelSet,
    /// Row by row; nothing at all stands for zeros.
    counts: Vec<u32>,
}

impl Confusion {
    /// Counts `predictions`, whose classes they name, against `labels`, pair by pair.
    #[must_use]
    pub fn new(labels: &[u8], predictions: &[Prediction]) -> Self {
        let names = predictions.first().map(|prediction| prediction.labels).unwrap_or_default();
        let mut counts = vec![0; names.len() * names.len()];
        for (&label, prediction) in labels.iter().zip(predictions) {
            if let Some(count) = counts.get_mut(usize::from(label) * names.len() + usize::from(prediction.class())) {
                *count += 1;
            }
        }
        Self { names, counts }
    }

    /// What the classes are called.
    #[must_use]
    pub fn names(&self) -> LabelSet {
        self.names
    }

    /// The classes by number, from 0.
    #[must_use]
    pub fn classes(&self) -> impl DoubleEndedIterator<Item = u8> + ExactSizeIterator + Clone + use<> {
        self.names.classes()
    }

    /// Images of class `truth` read as `predicted`.
    #[must_use]
    pub fn count(&self, truth: u8, predicted: u8) -> u32 {
        let place = usize::from(truth) * self.names.len() + usize::from(predicted);
        self.counts.get(place).copied().unwrap_or(0)
    }

    /// Number of images whose true class is `truth`: the sum of its row.
    #[must_use]
    pub fn row_total(&self, truth: u8) -> u32 {
        self.classes().map(|predicted| self.count(truth, predicted)).sum()
    }

    /// All images.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Images read right.
    #[must_use]
    pub fn correct(&self) -> u32 {
        self.classes().map(|class| self.count(class, class)).sum()
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
