//! The digits of a picture or a drawing that holds several.

use serde::Serialize;

use crate::analysis::{Judge, Verdict};
use crate::background::{ReadDigit, read_scene};
use crate::data::{Image, LabelSet};
use crate::ink::Scene;
use crate::model::{ModelError, Predictor, Scores};

/// What is read: a digit as a number, anything else by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Class {
    /// A digit, 0 to 9.
    Digit(u8),
    /// Something else.
    Named(&'static str),
}

impl Class {
    /// The class of this number.
    pub fn of(labels: LabelSet, class: u8) -> Self {
        labels.digit(class).map_or_else(|| Self::Named(labels.name(class)), Self::Digit)
    }
}

impl std::fmt::Display for Class {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Digit(digit) => digit.fmt(f),
            Self::Named(name) => name.fmt(f),
        }
    }
}

/// A whole number.
#[derive(Debug, Clone, Serialize)]
pub struct Number {
    /// The digits as text: a line for each line of digits, and a question mark for what is refused.
    pub text: String,
    /// The digits in reading order.
    pub digits: Vec<Part>,
}

/// One digit of a number, in the field order of the contract.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// The most probable digit.
    pub digit: Class,
    /// Its probability.
    pub confidence: f32,
    /// The probability of each digit.
    pub probabilities: Scores,
    /// Whether it is a digit at all.
    pub verdict: Verdict,
    /// Left, top, width and height of its box: in pixels of the upright picture, or in canvas sides for ink.
    #[serde(rename = "box")]
    pub bounds: [f32; 4],
    /// What the network saw.
    #[serde(skip)]
    pub image: Image,
}

/// Finds and reads the digits of a scene; `unit` is what one of its lengths is in the units of the boxes.
pub fn read(predictor: &Predictor, judge: &Judge, scene: &Scene, unit: f32) -> Result<Number, ModelError> {
    let (digits, text) = read_scene(predictor, scene)?;
    let part = |ReadDigit { found, image, prediction }: ReadDigit| {
        let bounds = found.bounds.scaled(unit);
        Part {
            digit: Class::of(prediction.labels, prediction.class()),
            confidence: prediction.confidence(),
            probabilities: prediction.probabilities,
            verdict: judge.judge(&image, Some(&prediction)).verdict,
            bounds: [bounds.left, bounds.top, bounds.width(), bounds.height()],
            image,
        }
    };
    let digits: Vec<Part> = digits.into_iter().map(part).collect();
    let mut verdicts = digits.iter().map(|part| part.verdict);
    let mut marked = |letter: char| {
        let is_refused = letter.is_ascii_digit() && verdicts.next() == Some(Verdict::NotADigit);
        if is_refused { '?' } else { letter }
    };
    let text = text.chars().map(&mut marked).collect();
    Ok(Number { text, digits })
}
