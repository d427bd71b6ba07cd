//! When an answer counts, and what it comes to in words.

use std::borrow::Cow;

use super::reading::WeightsSource;
use crate::analysis::{Judge, Judgement, Reason, Verdict};
use crate::app::core::settings::Settings;
use crate::app::core::shared::Shared;
use crate::app::core::training::TrainingState;
use crate::model::{Calibration, Prediction};
use crate::msg;
use crate::text::{self, Message, Named, Value, format};

/// The attribute of a reason's message that stands as a line of its own.
const HEADLINE: &str = "headline";

/// What the card of the model that reads says; `None` if its probabilities were never compared with how often it is
/// right, as those of weights that are still being trained.
#[must_use]
pub fn measured(source: WeightsSource, shared: &Shared, training: &TrainingState) -> Option<Calibration> {
    let is_live = source == WeightsSource::Training && training.live().is_some();
    shared.current.as_ref().filter(|_| !is_live)?.model.calibration().cloned()
}

/// The same, or the plain one of a network that was never measured.
#[must_use]
pub fn calibration(source: WeightsSource, shared: &Shared, training: &TrainingState) -> Calibration {
    measured(source, shared, training).unwrap_or_default()
}

/// Calibration of the weights that read the canvas, with the thresholds that the person chose in place of its own.
#[must_use]
pub fn judge(source: WeightsSource, settings: &Settings, shared: &Shared, training: &TrainingState) -> Judge {
    let calibration = calibration(source, shared, training);
    Judge::new(&calibration).with_thresholds(settings.thresholds.over(calibration.thresholds))
}

/// The verdict for the title bar: "7 (98 %)", "4 (55 %) or 9", "Not a digit: several shapes".
#[must_use]
pub fn in_short(judgement: &Judgement, prediction: &Prediction) -> Message {
    let (digit, sure) = (prediction.name(), format::confidence(prediction.confidence()));
    match (judgement.verdict, judgement.reason) {
        (Verdict::Unsure, Reason::TwoClose(other)) => {
            msg!("verdict-two-close", digit = digit, sure = sure, other = prediction.labels.name(other))
        }
        (Verdict::Unsure, _) => msg!("verdict-unsure", digit = digit, sure = sure),
        (Verdict::NotADigit | Verdict::Empty, reason) => msg!("verdict-not-a-digit", reason = reason.name()),
        (Verdict::Digit, _) => msg!("verdict-digit", digit = digit, sure = sure),
    }
}

/// The large symbol at the top of an answer: a digit, or what stands in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeadlineSymbol {
    /// The digit.
    Digit(&'static str),
    /// The digit that it might be.
    Perhaps(&'static str),
    /// No digit.
    Refused,
    /// Nothing yet.
    Nothing,
}

/// The answer in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The large symbol at the top.
    pub symbol: HeadlineSymbol,
    /// The verdict.
    pub headline: Message,
    /// The reason and the figures, one or two lines.
    pub lines: Vec<Message>,
    /// One sentence more, for the tooltip.
    pub more: Cow<'static, str>,
}

impl Answer {
    /// Before there is anything to read, or a model to read it.
    #[must_use]
    pub fn waiting(shared: &Shared) -> Self {
        let (headline, detail) = if shared.current.is_none() {
            (msg!("answer-loading"), msg!("answer-loading.detail"))
        } else {
            let how =
                if shared.platform.takes_drops { "answer-nothing.detail" } else { "answer-nothing.detail-no-drops" };
            (msg!("answer-nothing"), Message::new(how))
        };
        Self { symbol: HeadlineSymbol::Nothing, headline, lines: vec![detail], more: Reason::NoInk.help() }
    }

    /// Of a reading.
    #[must_use]
    pub fn of(prediction: &Prediction, judgement: &Judgement) -> Self {
        let (digit, second) = (prediction.name(), prediction.runner_up());
        let of_second = prediction.probability(second);
        let second = prediction.labels.name(second);
        let (sure, other) = (format::probability(prediction.confidence()), format::probability(of_second));
        let or_second = (of_second >= 0.005).then(|| msg!("answer-second", digit = second, sure = other));
        let (symbol, headline, lines) = match (judgement.verdict, judgement.reason) {
            (Verdict::Unsure, Reason::TwoClose(other_class)) => (
                HeadlineSymbol::Perhaps(digit),
                msg!("answer-two-close", digit = digit, other = prediction.labels.name(other_class)),
                [Some(msg!("answer-two-close-detail", sure = sure, other_sure = other)), None],
            ),
            (Verdict::Unsure, _) => (
                HeadlineSymbol::Perhaps(digit),
                msg!("answer-unsure", digit = digit),
                [Some(msg!("answer-unsure-detail", sure = sure, digit = digit)), or_second],
            ),
            (Verdict::NotADigit | Verdict::Empty, reason) => (
                HeadlineSymbol::Refused,
                msg!("answer-not-a-digit"),
                [
                    Some(Message::new(format!("{}.{HEADLINE}", reason.key()))),
                    Some(msg!("answer-if-one", digit = digit, sure = sure)),
                ],
            ),
            (Verdict::Digit, _) => (
                HeadlineSymbol::Digit(digit),
                Message::new(sureness(prediction.confidence())),
                [Some(msg!("answer-digit-detail", sure = sure, digit = digit)), or_second],
            ),
        };
        let lines = lines.into_iter().flatten().collect();
        Self { symbol, headline, lines, more: judgement.reason.help() }
    }

    /// The lines under the headline: why the answer is what it is, and its probabilities.
    #[must_use]
    pub fn detail(&self) -> String {
        self.lines.iter().map(Message::to_string).collect::<Vec<_>>().join("\n")
    }

    /// As a screen reader says it.
    #[must_use]
    pub fn spoken(&self) -> String {
        let lines = self.lines.iter().cloned();
        let detail = lines.reduce(|first, second| msg!("answer-spoken-lines", first = first, second = second));
        let (headline, detail) = (self.headline.clone(), detail.map_or(Value::Text(String::new()), Value::from));
        let spoken = match self.symbol {
            HeadlineSymbol::Digit(digit) => {
                msg!("answer-spoken-digit", digit = digit, headline = headline, detail = detail)
            }
            HeadlineSymbol::Perhaps(_) | HeadlineSymbol::Refused | HeadlineSymbol::Nothing => {
                msg!("answer-spoken", headline = headline, detail = detail)
            }
        };
        spoken.to_string()
    }
}

/// A probability of the best digit, in words.
#[must_use]
pub fn in_words(confidence: f32) -> Cow<'static, str> {
    text::get(sureness(confidence))
}

/// Key of the words for a probability of the best digit.
fn sureness(confidence: f32) -> &'static str {
    match confidence {
        sure if sure >= 0.99 => "sureness-very-sure",
        sure if sure >= 0.9 => "sureness-sure",
        sure if sure >= 0.7 => "sureness-fairly-sure",
        sure if sure >= 0.5 => "sureness-not-sure",
        _ => "sureness-guessing",
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
        Answer::of(&reading, &Judgement { verdict, reason, guess: Some(4), in_distribution: None })
    }

    #[test]
    fn every_verdict_says_what_and_why() {
        let unsure = told(Verdict::Unsure, Reason::TwoClose(9));
        assert_eq!((unsure.symbol, &*unsure.headline.to_string()), (HeadlineSymbol::Perhaps("4"), "4 or 9? Unsure"));
        assert!(unsure.detail().starts_with("Two digits are close: 5"), "{}", unsure.detail());
        let refused = told(Verdict::NotADigit, Reason::Unfamiliar);
        assert_eq!((refused.symbol, &*refused.headline.to_string()), (HeadlineSymbol::Refused, "Not a digit"));
        assert!(refused.detail().starts_with("Unlike anything seen"), "{}", refused.detail());
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
