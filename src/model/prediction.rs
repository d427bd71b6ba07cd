//! What a network says about one image.

use serde::Serialize;

use super::Scores;
use crate::data::{DIGITS, LabelSet};

/// The result of reading one image: the probabilities of the classes, which add up to 1, and the logits behind them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Prediction {
    /// What the classes are called.
    #[serde(skip)]
    pub labels: LabelSet,
    /// Probability of each class, in their order, calibrated if the model is.
    pub probabilities: Scores,
    /// The network's outputs before softmax and temperature.
    #[serde(skip)]
    pub logits: Scores,
}

impl Prediction {
    /// Softmax of the logits of the ten digits, computed from their maximum so that nothing overflows.
    #[must_use]
    pub fn from_logits(logits: [f32; DIGITS]) -> Self {
        Self::calibrated(LabelSet::DIGITS, logits, 1.0)
    }

    /// Softmax of logits, one for each of `labels`, divided by `temperature`, above 0: higher ones make the
    /// probabilities more alike.
    #[must_use]
    pub fn calibrated(labels: LabelSet, logits: impl Into<Scores>, temperature: f32) -> Self {
        let logits = logits.into();
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut probabilities: Scores = logits.iter().map(|logit| ((logit - highest) / temperature).exp()).collect();
        let total: f32 = probabilities.iter().sum();
        for probability in probabilities.iter_mut() {
            *probability /= total;
        }
        Self { labels, probabilities, logits }
    }

    /// The same logits at another `temperature`, above 0.
    #[must_use]
    pub fn at_temperature(&self, temperature: f32) -> Self {
        Self::calibrated(self.labels, self.logits, temperature)
    }

    /// The most probable class; the lower one of equals.
    #[must_use]
    pub fn class(&self) -> u8 {
        let mut best = 0;
        for (class, probability) in self.probabilities.iter().enumerate() {
            if *probability > self.probabilities[best] {
                best = class;
            }
        }
        best as u8
    }

    /// What the most probable class is called.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.labels.name(self.class())
    }

    /// The most probable class but one; the lower one of equals.
    #[must_use]
    pub fn runner_up(&self) -> u8 {
        let best = self.class();
        let mut second = u8::from(best == 0);
        for class in 0..self.probabilities.len() as u8 {
            let is_better = self.probability(class) > self.probability(second);
            if class != best && is_better {
                second = class;
            }
        }
        second
    }

    /// Probability of class `class`, in [0, 1]; none of one that is not there.
    #[must_use]
    pub fn probability(&self, class: u8) -> f32 {
        self.probabilities.get(usize::from(class)).copied().unwrap_or(0.0)
    }

    /// Probability of [`class`](Self::class), in [0, 1].
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.probability(self.class())
    }
}
