//! Misclassified images.

use crate::data::LabelSet;
use crate::model::Prediction;

/// One misclassified image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Misread {
    /// 0-based index in the data set.
    pub index: usize,
    /// Class that the data set says the image shows.
    pub label: u8,
    /// The predicted class.
    pub predicted: u8,
    /// Probability of the wrong answer, in [0, 1].
    pub confidence: f32,
    /// What the classes are called.
    pub names: LabelSet,
}

impl Misread {
    /// What the image shows, by name.
    #[must_use]
    pub fn truth_name(&self) -> &'static str {
        self.names.name(self.label)
    }

    /// What is read, by name.
    #[must_use]
    pub fn predicted_name(&self) -> &'static str {
        self.names.name(self.predicted)
    }
}

/// All images whose prediction differs from their label, the most confident first, then by index. The two slices are in
/// the same order.
#[must_use]
pub fn misreads(labels: &[u8], predictions: &[Prediction]) -> Vec<Misread> {
    let pairs = labels.iter().zip(predictions).enumerate();
    let mut wrong: Vec<Misread> = pairs
        .filter(|(_, (label, prediction))| **label != prediction.class())
        .map(|(index, (&label, prediction))| Misread {
            index,
            label,
            predicted: prediction.class(),
            confidence: prediction.confidence(),
            names: prediction.labels,
        })
        .collect();
    wrong.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.index.cmp(&b.index)));
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_come_most_confident_first() {
        let reading = |digit: usize, strength: f32| {
            Prediction::from_logits(std::array::from_fn(|class| if class == digit { strength } else { 0.0 }))
        };
        let found = misreads(&[1, 1, 1], &[reading(7, 3.0), reading(1, 9.0), reading(4, 6.0)]);
        let told: Vec<_> = found.iter().map(|error| (error.index, error.label, error.predicted)).collect();
        assert_eq!(told, [(2, 1, 4), (0, 1, 7)]);
    }
}
