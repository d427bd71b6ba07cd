//! What a network says about one image.

use serde::Serialize;

use crate::data::CLASSES;

/// Ten probabilities, one for each digit; they add up to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Prediction {
    /// Probability of each digit, in digit order.
    pub probabilities: [f32; CLASSES],
}

impl Prediction {
    /// Softmax of ten logits, computed from their maximum so that nothing overflows.
    #[must_use]
    pub fn from_logits(logits: [f32; CLASSES]) -> Self {
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut probabilities = logits.map(|logit| (logit - highest).exp());
        let total: f32 = probabilities.iter().sum();
        for probability in &mut probabilities {
            *probability /= total;
        }
        Self { probabilities }
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

    /// Probability of [`digit`](Self::digit), in [0, 1].
    #[must_use]
    pub fn confidence(&self) -> f32 {
        self.probabilities[usize::from(self.digit())]
    }
}
