//! When an answer counts, and what it comes to in words.

use super::reading::Source;
use crate::analysis::{Judge, Judgement, Reason, Verdict};
use crate::app::core::format;
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::app::core::training::TrainingState;
use crate::model::{Calibration, Prediction};
use crate::text::Named;

/// What the card of the model that reads says; `None` if its probabilities were never compared with how often it is
/// right, as those of weights that are still being trained.
#[must_use]
pub fn measured(source: Source, shared: &Shared, training: &TrainingState) -> Option<Calibration> {
    let is_live = source == Source::Training && training.live().is_some();
    shared.current.as_ref().filter(|_| !is_live)?.model.card.calibration.clone()
}

/// The same, or the plain one of a network that was never measured.
#[must_use]
pub fn calibration(source: Source, shared: &Shared, training: &TrainingState) -> Calibration {
    measured(source, shared, training).unwrap_or_default()
}

/// The rules of the weights that read, with the person's thresholds.
#[must_use]
pub fn judge(source: Source, settings: &Settings, shared: &Shared, training: &TrainingState) -> Judge {
    let calibration = calibration(source, shared, training);
    Judge::new(&calibration).with_thresholds(settings.thresholds.over(calibration.thresholds))
}

/// The verdict for the title bar: "7 (98 %)", "4 (55 %) or 9", "Not a digit: several shapes".
#[must_use]
pub fn in_short(judgement: &Judgement, prediction: &Prediction) -> String {
    let digit = format!("{} ({})", prediction.digit(), format::confidence(prediction.confidence()));
    match (judgement.verdict, judgement.reason) {
        (Verdict::Unsure, Reason::TwoClose(other)) => format!("{digit} or {other}"),
        (Verdict::Unsure, _) => format!("{digit}, unsure"),
        (Verdict::NotADigit | Verdict::Empty, reason) => format!("Not a digit: {}", reason.title()),
        (Verdict::Digit, _) => digit,
    }
}

/// What stands large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The digit.
    Digit(u8),
    /// The digit that it might be.
    Perhaps(u8),
    /// No digit.
    Refused,
    /// Nothing yet.
    Nothing,
}

/// The answer in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What stands large.
    pub sign: Sign,
    /// The verdict.
    pub headline: String,
    /// The reason and the figures, in lines.
    pub detail: String,
    /// One sentence more, for the tooltip.
    pub more: std::borrow::Cow<'static, str>,
}

impl Answer {
    /// Before there is anything to read, or a model to read it.
    #[must_use]
    pub fn waiting(shared: &Shared) -> Self {
        let (headline, detail) = if shared.current.is_none() {
            ("One moment", "The network is being loaded")
        } else {
            ("Nothing to read", "Draw a digit, or drop a picture of one here")
        };
        let (headline, detail) = (headline.to_owned(), detail.to_owned());
        Self { sign: Sign::Nothing, headline, detail, more: Reason::NoInk.help() }
    }

    /// Of a reading.
    #[must_use]
    pub fn of(prediction: &Prediction, judgement: &Judgement) -> Self {
        let (digit, second) = (prediction.digit(), prediction.runner_up());
        let of_second = prediction.probabilities[usize::from(second)];
        let (sure, other) = (format::probability(prediction.confidence()), format::probability(of_second));
        let or_second = if of_second >= 0.005 { format!("\nOr a {second}: {other}") } else { String::new() };
        let (sign, headline, detail) = match (judgement.verdict, judgement.reason) {
            (Verdict::Unsure, Reason::TwoClose(second)) => (
                Sign::Perhaps(digit),
                format!("{digit} or {second}? Unsure"),
                format!("Two digits are close: {sure} and {other}"),
            ),
            (Verdict::Unsure, _) => (
                Sign::Perhaps(digit),
                format!("{digit}? Unsure"),
                format!("No digit stands out: {sure} for a {digit}{or_second}"),
            ),
            (Verdict::NotADigit | Verdict::Empty, reason) => (
                Sign::Refused,
                "Not a digit".to_owned(),
                format!("{}\nIf it had to be one: a {digit}, {sure}", capitalised(&reason.title())),
            ),
            (Verdict::Digit, _) => (
                Sign::Digit(digit),
                in_words(prediction.confidence()).to_owned(),
                format!("{sure} for a {digit}{or_second}"),
            ),
        };
        Self { sign, headline, detail, more: judgement.reason.help() }
    }

    /// As a screen reader says it.
    #[must_use]
    pub fn spoken(&self) -> String {
        let rest = format!("{}. {}", self.headline, self.detail.replace('\n', ". "));
        match self.sign {
            Sign::Digit(digit) => format!("Read as {digit}. {rest}"),
            Sign::Perhaps(_) | Sign::Refused | Sign::Nothing => rest,
        }
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A probability of the best digit, in words.
#[must_use]
pub fn in_words(confidence: f32) -> &'static str {
    match confidence {
        sure if sure >= 0.99 => "Very sure",
        sure if sure >= 0.9 => "Sure",
        sure if sure >= 0.7 => "Fairly sure",
        sure if sure >= 0.5 => "Not sure",
        _ => "Guessing",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::settings::thresholds::ChosenThresholds;
    use crate::model::Thresholds;

    #[test]
    fn words_of_confidence_grow_weaker_with_it() {
        let told: Vec<_> = [0.999, 0.95, 0.8, 0.6, 0.3].into_iter().map(in_words).collect();
        assert_eq!(told, ["Very sure", "Sure", "Fairly sure", "Not sure", "Guessing"]);
    }

    fn told(verdict: Verdict, reason: Reason) -> Answer {
        let reading = Prediction::from_logits(std::array::from_fn(|digit| match digit {
            4 => 2.0,
            9 => 1.8,
            _ => -5.0,
        }));
        Answer::of(&reading, &Judgement { verdict, reason, guess: Some(4), familiarity: None })
    }

    #[test]
    fn every_verdict_says_what_and_why() {
        let unsure = told(Verdict::Unsure, Reason::TwoClose(9));
        assert_eq!((unsure.sign, &*unsure.headline), (Sign::Perhaps(4), "4 or 9? Unsure"));
        assert!(unsure.detail.starts_with("Two digits are close: 5"), "{}", unsure.detail);
        let refused = told(Verdict::NotADigit, Reason::Unfamiliar);
        assert_eq!((refused.sign, &*refused.headline), (Sign::Refused, "Not a digit"));
        assert!(refused.detail.starts_with("Unlike anything seen"), "{}", refused.detail);
        assert!(told(Verdict::Digit, Reason::Clear).spoken().starts_with("Read as 4. "));
    }

    #[test]
    fn chosen_thresholds_stand_over_the_models_own_and_wild_ones_do_not() {
        let own = Thresholds { refuse_below: 0.01, unsure_below: 0.7 };
        let chosen = ChosenThresholds { refuse_below: Some(0.03), unsure_below: None };
        assert_eq!(chosen.over(own), Thresholds { refuse_below: 0.03, unsure_below: 0.7 });
        let wild = ChosenThresholds { refuse_below: Some(f32::NAN), unsure_below: Some(7.0) };
        assert_eq!(wild.in_range(), ChosenThresholds::default());
    }
}
