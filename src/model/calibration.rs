//! What a model's card says about trusting its numbers: the temperature of its probabilities, and the distribution of
//! its in-distribution score over real digits. Data only; measuring it is left to the layers above.

use serde::{Deserialize, Serialize};

use super::Prediction;
use crate::msg;
use crate::text::Message;

/// An in-distribution score: one number for each reading that is higher for digits than for other things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "kebab-case")]
pub enum InDistributionScore {
    /// Logarithm of the sum of the exponentials of the logits (Liu and others 2020, arXiv 2010.03759).
    Energy,
    /// The highest logit (Hendrycks and others 2019, arXiv 1911.11132).
    HighestLogit,
    /// The highest probability (Hendrycks and Gimpel 2017, arXiv 1610.02136), as a logit so that the part near 1 is
    /// spread out.
    #[default]
    Probability,
}

impl InDistributionScore {
    /// Every score.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The score of one reading.
    #[must_use]
    pub fn of(self, prediction: &Prediction) -> f32 {
        let logits = &prediction.logits;
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        match self {
            Self::Energy => highest + logits.iter().map(|logit| (logit - highest).exp()).sum::<f32>().ln(),
            Self::HighestLogit => highest,
            Self::Probability => {
                let best = prediction.class();
                let others = prediction.probabilities.iter().zip(0_u8..).filter(|(_, digit)| *digit != best);
                let rest: f32 = others.map(|(probability, _)| probability).sum();
                (prediction.confidence() / rest.max(f32::MIN_POSITIVE)).ln()
            }
        }
    }
}

/// Shares of the real digits, in [0, 1], whose quantiles of the score [`ScoreDistribution`] stores.
pub const SHARES: [f32; 14] =
    [0.0, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2];

/// Distribution of an in-distribution score over digits held out of training, as quantiles: what a reading's score is
/// compared with, so that a threshold is a share of real digits and means the same for every model.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ScoreDistribution {
    /// Which score.
    pub score: InDistributionScore,
    /// Pairs of a share of the digits, in [0, 1], and the score below which that share lies; both rising.
    pub levels: Vec<[f32; 2]>,
    /// Classes of which too few images were held out for their scores to be known, rising.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unmeasured: Vec<u8>,
}

impl ScoreDistribution {
    /// Measures the spread of `score` over `digits`; `None` without any. No class counts as unmeasured.
    #[must_use]
    pub fn measure(score: InDistributionScore, digits: &[Prediction]) -> Option<Self> {
        let mut scores: Vec<f32> =
            digits.iter().map(|digit| score.of(digit)).filter(|score| score.is_finite()).collect();
        scores.sort_by(f32::total_cmp);
        let last = scores.len().checked_sub(1)?;
        let levels = SHARES.map(|share| [share, scores[((last as f32 * share).round() as usize).min(last)]]);
        Some(Self { score, levels: levels.to_vec(), unmeasured: Vec::new() })
    }

    /// The share of held-out digits that look less familiar than this reading, in [0, 1]: 0 for what is unlike
    /// every one of them, 1 from where it makes no difference any more. `None` for a class of which it was not measured.
    #[must_use]
    pub fn of(&self, prediction: &Prediction) -> Option<f32> {
        (!self.unmeasured.contains(&prediction.class())).then(|| self.share_below(self.score.of(prediction)))
    }

    fn share_below(&self, score: f32) -> f32 {
        let Some(&[first_share, first]) = self.levels.first() else { return 1.0 };
        if !score.is_finite() || score < first {
            return 0.0;
        }
        let mut below = [first_share, first];
        for &[share, level] in &self.levels {
            if score < level {
                let way = (score - below[1]) / (level - below[1]).max(f32::MIN_POSITIVE);
                return below[0] + (share - below[0]) * way.clamp(0.0, 1.0);
            }
            below = [share, level];
        }
        1.0
    }
}

/// From which values on a reading is refused as no digit, or called unsure; settings of the user.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Thresholds {
    /// What looks less familiar than this share of real digits is no digit; in [0, 1]. About so many of a person's
    /// real digits are refused with it.
    pub refuse_below: f32,
    /// A digit of less than this probability is unsure; in [0, 1].
    pub unsure_below: f32,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { refuse_below: 0.01, unsure_below: 0.7 }
    }
}

/// What a card says about trusting a model's numbers, all of it measured on images held out of training.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calibration {
    /// Logits are divided by this before they become probabilities (Guo and others 2017, arXiv 1706.04599); above 0.
    pub temperature: f32,
    /// Images that the temperature was fitted to.
    pub images: usize,
    /// Expected calibration error on those images before, in [0, 1].
    pub error_before: f64,
    /// The same with the temperature.
    pub error_after: f64,
    /// How the in-distribution score is spread over held-out digits, if that was measured; without it, nothing is refused for being unlike them.
    #[serde(rename = "familiarity")]
    pub score_distribution: Option<ScoreDistribution>,
    /// The model's own thresholds.
    pub thresholds: Thresholds,
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            temperature: 1.0,
            images: 0,
            error_before: 0.0,
            error_after: 0.0,
            score_distribution: None,
            thresholds: Thresholds::default(),
        }
    }
}

impl Calibration {
    /// Checks that it can be used, since a card can hold anything.
    ///
    /// # Errors
    /// When the temperature is not above 0, or a number is not finite.
    pub fn check(&self) -> Result<(), Message> {
        if !(self.temperature.is_finite() && self.temperature > 0.0) {
            return Err(msg!("card-bad-temperature", temperature = self.temperature.to_string()));
        }
        let levels = self.score_distribution.iter().flat_map(|distribution| &distribution.levels);
        if levels.clone().flatten().any(|number| !number.is_finite()) {
            return Err(msg!("card-not-a-number"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure(strength: f32) -> Prediction {
        Prediction::from_logits(std::array::from_fn(|digit| if digit == 3 { strength } else { 0.0 }))
    }

    #[test]
    fn scores_are_those_of_their_definitions() {
        let reading = sure(2.0);
        let sum = 2.0_f32.exp() + 9.0;
        assert!((InDistributionScore::Energy.of(&reading) - sum.ln()).abs() < 1e-5);
        assert!((InDistributionScore::HighestLogit.of(&reading) - 2.0).abs() < 1e-6);
        // p / (1 − p) of e² among e² + 9.
        assert!((InDistributionScore::Probability.of(&reading) - (2.0_f32.exp() / 9.0).ln()).abs() < 1e-5);
    }

    #[test]
    fn its_share_is_that_of_digits_that_look_less_so() {
        let digits: Vec<Prediction> = (0..=1_000).map(|place| sure(1.0 + place as f32 / 100.0)).collect();
        for &score in InDistributionScore::ALL {
            let distribution = ScoreDistribution::measure(score, &digits).expect("there are digits");
            for (strength, share) in [(0.05, 0.005), (0.1, 0.01), (0.25, 0.025), (1.0, 0.1)] {
                let found = distribution.of(&sure(1.0 + strength)).expect("it was measured");
                assert!((found - share).abs() < 0.001, "{score:?} {strength}: {found}");
            }
            assert!(distribution.of(&sure(0.9)).is_some_and(|share| share <= 0.0));
            assert_eq!(distribution.of(&sure(10.0)), Some(1.0));
        }
    }

    #[test]
    fn without_digits_nothing_is_unfamiliar() {
        assert_eq!(ScoreDistribution::measure(InDistributionScore::Energy, &[]), None);
        assert_eq!(ScoreDistribution::default().of(&sure(-3.0)), Some(1.0));
    }

    #[test]
    fn of_a_class_that_was_not_measured_nothing_is_said_and_the_file_keeps_that() {
        let digits: Vec<Prediction> = (0..=100).map(|place| sure(1.0 + place as f32)).collect();
        let own = sure(0.5);
        let measured = ScoreDistribution::measure(InDistributionScore::Energy, &digits).expect("there are digits");
        assert_eq!(measured.of(&own), Some(0.0));
        assert!(!serde_json::to_string(&measured).expect("plain data").contains("unmeasured"));
        let unmeasured = ScoreDistribution { unmeasured: vec![own.class()], ..measured };
        assert_eq!(unmeasured.of(&own), None);
        let kept: ScoreDistribution =
            serde_json::from_str(&serde_json::to_string(&unmeasured).expect("plain data")).expect("the same");
        assert_eq!(kept, unmeasured);
    }

    #[test]
    fn a_temperature_that_cannot_be_is_refused() {
        for temperature in [0.0, -1.0, f32::NAN, f32::INFINITY] {
            assert!(Calibration { temperature, ..Calibration::default() }.check().is_err());
        }
        assert_eq!(Calibration::default().check(), Ok(()));
    }
}
