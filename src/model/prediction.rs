//! What a network says about one image.

use serde::Serialize;

use crate::data::CLASSES;

/// The result of reading one image: the probabilities of the ten digits, which add up to 1, and the logits behind them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Prediction {
    /// Probability of each digit, in digit order, calibrated if the model is.
    pub probabilities: [f32; CLASSES],
    /// The network's outputs before softmax and temperature.
    #[serde(skip)]
    pub logits: [f32; CLASSES],
}

impl Prediction {
    /// Softmax of ten logits, computed from their maximum so that nothing overflows.
    #[must_use]
    pub fn from_logits(logits: [f32; CLASSES]) -> Self {
        Self::calibrated(logits, 1.0)
    }

    /// The same of logits divided by `temperature`, above 0: higher ones make the probabilities more alike.
    #[must_use]
    pub fn calibrated(logits: [f32; CLASSES], temperature: f32) -> Self {
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut probabilities = logits.map(|logit| ((logit - highest) / temperature).exp());
        let total: f32 = probabilities.iter().sum();
        for probability in &mut probabilities {
            *probability /= total;
        }
        Self { probabilities, logits }
    }

    /// The most probable digit; the lower one of equals.
    #[must_use]
    pub fn digit(&self) -> u8 {
        let mut best = 0;
        for digit in 1..CLASSES {
            if self.probabilities[digit] > self.probabilities[best] {
                best = digit;
            }
        }
        best as u8
    }

    /// The most probable digit but one; the lower one of equals.
    #[must_use]
    pub fn runner_up(&self) -> u8 {
        let best = self.digit();
        let mut second = u8::from(best == 0);
        for digit in 0..CLASSES as u8 {
            let is_better = self.probabilities[usize::from(digit)] > self.probabilities[usize::from(second)];
            if digit != best && is_better {
                second = digit;
            }
        }
        second
    }

    /// Probability of [`digit`](Self::digit), in [0, 1].
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.probabilities[usize::from(self.digit())]
    }
}
