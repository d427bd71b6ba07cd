//! Whether what was read is a digit at all, and if not, why. Pure rules over a reading, the ink's shape and the
//! numbers on the model's card.

use serde::Serialize;

use super::shape::InkShape;
use crate::data::Image;
use crate::model::{Calibration, Prediction, ScoreDistribution, Thresholds};
use crate::text::Named;

/// Of two digits the weaker is worth naming from this share of the stronger one's probability on.
const CLOSE: f32 = 1.0 / 3.0;
/// Two close digits that have this much of the probability between them make what is drawn a digit, if not certain
/// which: it looks like no digit seen because it stands between two of them.
const BETWEEN_TWO: f32 = 0.9;

/// Outcome of a reading: accepted, unsure, refused, or nothing to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A digit, read with enough confidence.
    Digit,
    /// A digit, but which one is not certain.
    Unsure,
    /// Refused: the ink is no digit, or several.
    NotADigit,
    /// There is no ink.
    Empty,
}

/// Why a verdict is what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// One digit stands out.
    Clear,
    /// Two digits are about as probable; the other one than the most probable.
    TwoClose(u8),
    /// No digit is probable enough.
    NothingStandsOut,
    /// A dot or a short dash.
    LittleInk,
    /// Two shapes beside each other.
    SeveralShapes,
    /// Less like a digit than the digits that were held out of training.
    Unfamiliar,
    /// Nothing was drawn.
    NoInk,
}

impl Named for Reason {
    fn key(&self) -> &'static str {
        match self {
            Self::Clear => "reason-clear",
            Self::TwoClose(_) => "reason-two-close",
            Self::NothingStandsOut => "reason-nothing-stands-out",
            Self::LittleInk => "reason-little-ink",
            Self::SeveralShapes => "reason-several-shapes",
            Self::Unfamiliar => "reason-unfamiliar",
            Self::NoInk => "reason-no-ink",
        }
    }
}

/// A verdict with its reason.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// A digit, an unsure digit, no digit, or nothing drawn.
    pub verdict: Verdict,
    /// The rule that decided it.
    pub reason: Reason,
    /// The most probable digit, whatever the verdict; `None` without ink.
    pub guess: Option<u8>,
    /// Share of held-out digits that look less like a digit than this, in [0, 1]; `None` if that is not known.
    pub in_distribution: Option<f32>,
}

impl Judgement {
    /// The digit that was read, sure or unsure; `None` if the verdict is that there is no digit, or nothing.
    #[must_use]
    pub fn digit(&self) -> Option<u8> {
        match self.verdict {
            Verdict::Digit | Verdict::Unsure => self.guess,
            Verdict::NotADigit | Verdict::Empty => None,
        }
    }
}

/// The rules of one model, ready to judge its readings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judge {
    score_distribution: Option<ScoreDistribution>,
    thresholds: Thresholds,
}

impl Judge {
    /// By the numbers of a model's card, and the thresholds there.
    #[must_use]
    pub fn new(calibration: &Calibration) -> Self {
        Self { score_distribution: calibration.score_distribution.clone(), thresholds: calibration.thresholds }
    }

    /// Whether anything can be refused.
    #[must_use]
    pub fn refuses(&self) -> bool {
        self.thresholds.refuse_below > 0.0
    }

    /// The same with other thresholds.
    #[must_use]
    pub fn with_thresholds(self, thresholds: Thresholds) -> Self {
        Self { thresholds, ..self }
    }

    /// Judges what was read in `image`; nothing was read without ink.
    #[must_use]
    pub fn judge(&self, image: &Image, prediction: Option<&Prediction>) -> Judgement {
        self.judge_shape(InkShape::of(image), prediction)
    }

    /// Judges what was read of ink that looks like `shape`.
    #[must_use]
    pub fn judge_shape(&self, shape: InkShape, prediction: Option<&Prediction>) -> Judgement {
        let (Some(prediction), false) = (prediction, shape == InkShape::Blank) else {
            let (verdict, reason) = (Verdict::Empty, Reason::NoInk);
            return Judgement { verdict, reason, guess: None, in_distribution: None };
        };
        let in_distribution = self.score_distribution.as_ref().and_then(|distribution| distribution.of(prediction));
        let doubt = self.doubt(prediction);
        let is_unfamiliar = in_distribution.is_some_and(|share| share < self.thresholds.refuse_below)
            && !stands_between_two(prediction, doubt);
        // A sign may well be a dash, or two shapes.
        let is_digit = prediction.labels.digit(prediction.class()).is_some();
        let shape = if is_digit { shape } else { InkShape::Plain };
        let (verdict, reason) = match (self.refusal(shape, is_unfamiliar), doubt) {
            (Some(reason), _) => (Verdict::NotADigit, reason),
            (None, Some(doubt)) => (Verdict::Unsure, doubt),
            (None, None) => (Verdict::Digit, Reason::Clear),
        };
        Judgement { verdict, reason, guess: Some(prediction.class()), in_distribution }
    }

    /// Why it is no digit, if it is none. At a threshold of nothing, everything is a digit.
    fn refusal(&self, shape: InkShape, is_unfamiliar: bool) -> Option<Reason> {
        if self.thresholds.refuse_below <= 0.0 {
            return None;
        }
        match shape {
            InkShape::Dot => Some(Reason::LittleInk),
            InkShape::Filled => Some(Reason::Unfamiliar),
            InkShape::SideBySide => Some(Reason::SeveralShapes),
            InkShape::Plain | InkShape::Blank => is_unfamiliar.then_some(Reason::Unfamiliar),
        }
    }

    /// Why it is not certain which digit it is, if it is not.
    fn doubt(&self, prediction: &Prediction) -> Option<Reason> {
        let confidence = prediction.confidence();
        if confidence >= self.thresholds.unsure_below {
            return None;
        }
        let other = prediction.runner_up();
        let is_close = prediction.probability(other) >= CLOSE * confidence;
        Some(if is_close { Reason::TwoClose(other) } else { Reason::NothingStandsOut })
    }
}

/// Whether the only doubt is which of two digits it is.
fn stands_between_two(prediction: &Prediction, doubt: Option<Reason>) -> bool {
    let Some(Reason::TwoClose(other)) = doubt else { return false };
    prediction.confidence() + prediction.probability(other) >= BETWEEN_TWO
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::SIDE;
    use crate::model::InDistributionScore;

    /// Probabilities of two digits, the rest shared out among the others.
    fn reading(best: (usize, f32), second: (usize, f32)) -> Prediction {
        let rest = (1.0 - best.1 - second.1) / 8.0;
        Prediction::from_logits(std::array::from_fn(|digit| {
            let share = if digit == best.0 {
                best.1
            } else if digit == second.0 {
                second.1
            } else {
                rest
            };
            share.ln()
        }))
    }

    /// An upright bar.
    fn bar() -> Image {
        let mut image = Image::BLANK;
        for y in 4..24 {
            image.0[y * SIDE + 13..y * SIDE + 16].fill(255);
        }
        image
    }

    /// A judge for whom 1 % of the digits have a probability below 0.6.
    fn judge() -> Judge {
        let level = |probability: f32| (probability / (1.0 - probability)).ln();
        let levels = vec![[0.0, level(0.2)], [0.01, level(0.6)], [0.1, level(0.95)]];
        let score_distribution =
            Some(ScoreDistribution { score: InDistributionScore::Probability, levels, unmeasured: Vec::new() });
        let thresholds = Thresholds { refuse_below: 0.005, unsure_below: 0.7 };
        Judge::new(&Calibration { score_distribution, thresholds, ..Calibration::default() })
    }

    fn of(prediction: &Prediction) -> (Verdict, Reason) {
        let judgement = judge().judge(&bar(), Some(prediction));
        (judgement.verdict, judgement.reason)
    }

    #[test]
    fn a_probable_digit_is_one() {
        assert_eq!(of(&reading((7, 0.98), (1, 0.01))), (Verdict::Digit, Reason::Clear));
    }

    #[test]
    fn of_two_close_digits_both_are_named() {
        let judgement = judge().judge(&bar(), Some(&reading((4, 0.55), (9, 0.44))));
        assert_eq!((judgement.verdict, judgement.reason), (Verdict::Unsure, Reason::TwoClose(9)));
        assert_eq!(judgement.digit(), Some(4));
        assert_eq!(of(&reading((4, 0.65), (9, 0.1))), (Verdict::Unsure, Reason::NothingStandsOut));
    }

    #[test]
    fn what_is_less_familiar_than_the_threshold_is_no_digit() {
        let judgement = judge().judge(&bar(), Some(&reading((4, 0.3), (9, 0.2))));
        assert_eq!((judgement.verdict, judgement.reason), (Verdict::NotADigit, Reason::Unfamiliar));
        assert_eq!((judgement.digit(), judgement.guess), (None, Some(4)));
    }

    #[test]
    fn what_stands_between_two_digits_is_unsure_however_unfamiliar() {
        let strict = judge().with_thresholds(Thresholds { refuse_below: 0.05, unsure_below: 0.7 });
        let verdict = |second: f32| strict.judge(&bar(), Some(&reading((4, 0.48), (9, second)))).verdict;
        assert_eq!((verdict(0.45), verdict(0.25)), (Verdict::Unsure, Verdict::NotADigit));
        let filled = strict.judge_shape(InkShape::Filled, Some(&reading((0, 0.48), (8, 0.45))));
        assert_eq!(filled.verdict, Verdict::NotADigit, "whatever it is read as, no stroke is to be seen");
    }

    #[test]
    fn a_threshold_of_nothing_refuses_nothing() {
        let lenient = judge().with_thresholds(Thresholds { refuse_below: 0.0, unsure_below: 0.0 });
        for image in [bar(), Image([255; SIDE * SIDE])] {
            let judgement = lenient.judge(&image, Some(&reading((4, 0.2), (9, 0.19))));
            assert_eq!(judgement.verdict, Verdict::Digit);
        }
    }

    #[test]
    fn a_dot_and_two_shapes_are_no_digit_however_sure_the_network_is() {
        let sure = reading((1, 0.999), (7, 0.0005));
        let reason = |image: &Image| judge().judge(image, Some(&sure)).reason;
        assert_eq!(reason(&Image([255; SIDE * SIDE])), Reason::LittleInk);
        let mut two = bar();
        for y in 4..24 {
            two.0[y * SIDE + 20..y * SIDE + 22].fill(255);
        }
        assert_eq!(reason(&two), Reason::SeveralShapes);
    }

    #[test]
    fn without_ink_there_is_nothing_to_judge() {
        let empty = Judgement { verdict: Verdict::Empty, reason: Reason::NoInk, guess: None, in_distribution: None };
        assert_eq!(judge().judge(&Image::BLANK, Some(&reading((1, 0.9), (2, 0.05)))), empty);
        assert_eq!(judge().judge(&bar(), None), empty);
    }

    #[test]
    fn a_model_that_was_never_measured_refuses_nothing_for_being_unfamiliar() {
        let judgement = Judge::new(&Calibration::default()).judge(&bar(), Some(&reading((4, 0.3), (9, 0.2))));
        assert_eq!((judgement.verdict, judgement.in_distribution), (Verdict::Unsure, None));
    }
}
