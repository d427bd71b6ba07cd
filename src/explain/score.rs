//! What is explained of a prediction: one digit, or why one digit rather than another.

use crate::model::{Prediction, Scores};

/// A number that a network gives a picture, for which reasons are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Score {
    /// The logit of this class, from 0.
    Digit(u8),
    /// The logit of the first digit minus that of the second.
    Difference(u8, u8),
}

impl Score {
    /// The digit it speaks for.
    #[must_use]
    pub fn digit(self) -> u8 {
        match self {
            Self::Digit(digit) | Self::Difference(digit, _) => digit,
        }
    }

    /// The digit it speaks against, if it is one alone.
    #[must_use]
    pub fn other(self) -> Option<u8> {
        match self {
            Self::Digit(_) => None,
            Self::Difference(_, other) => Some(other),
        }
    }

    /// Its weight on each logit of so many `classes`.
    #[must_use]
    pub fn weights(self, classes: usize) -> Scores {
        let other = self.other().map(usize::from);
        let digit = usize::from(self.digit());
        let of = |class| f32::from(u8::from(class == digit)) - f32::from(u8::from(other == Some(class)));
        (0..classes).map(of).collect()
    }

    /// Its value.
    #[must_use]
    pub fn of(self, logits: &[f32]) -> f32 {
        let of = |class: u8| logits.get(usize::from(class)).copied().unwrap_or(f32::NAN);
        of(self.digit()) - self.other().map_or(0.0, of)
    }

    /// The probability of its digit at this `temperature`, in [0, 1]: among all digits, or among the two it weighs.
    #[must_use]
    pub fn probability(self, prediction: &Prediction, temperature: f32) -> f32 {
        match self {
            Self::Digit(digit) => prediction.at_temperature(temperature).probability(digit),
            Self::Difference(..) => 1.0 / (1.0 + (-self.of(&prediction.logits) / temperature).exp()),
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these numbers are exact")]
mod tests {
    use super::*;

    #[test]
    fn a_difference_weighs_two_logits_alone() {
        let logits = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0];
        let score = Score::Difference(4, 9);
        assert_eq!(score.of(&logits), -6.0);
        assert_eq!(score.weights(10).iter().zip(logits).map(|(weight, logit)| weight * logit).sum::<f32>(), -6.0);
        let even = Prediction::from_logits([3.0; 10]);
        assert_eq!((score.probability(&even, 1.0), Score::Digit(4).probability(&even, 1.0)), (0.5, 0.1));
    }
    #[test]
    fn a_temperature_divides_the_logits() {
        let mut logits = [0.0; 10];
        logits[4] = 2.0;
        let prediction = Prediction::from_logits(logits);
        let expected = prediction.at_temperature(0.5).probabilities[4];
        assert_eq!(Score::Digit(4).probability(&prediction, 0.5), expected);
        let sure = Score::Difference(4, 9).probability(&prediction, 0.5);
        assert!((sure - 1.0 / (1.0 + (-4.0_f32).exp())).abs() < 1e-6);
    }
}
