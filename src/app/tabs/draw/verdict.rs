//! What the answer comes to in words, and the panel where a person sets when it counts. Knows no canvas.

use eframe::egui::style::StyleModifier;
use eframe::egui::{Align, Layout, Popup, PopupCloseBehavior, RectAlign, RichText, Slider, Ui};
use serde::{Deserialize, Serialize};

use super::reading::Source;
use super::{DrawTab, TabContext};
use crate::analysis::{Judge, Judgement, Reason, Verdict};
use crate::app::settings::Settings;
use crate::app::shared::Shared;
use crate::app::theme::{self, size, space};
use crate::app::training::TrainingState;
use crate::app::widgets::button::{IconButton, Show};
use crate::app::widgets::{card, focus};
use crate::app::{format, icons};
use crate::model::{Calibration, Prediction, Thresholds};
use crate::text::Named;

/// Largest share of real digits that one would refuse, in per cent.
const MOST_REFUSED: f32 = 10.0;
/// Below this width, in points, the button that opens the panel has no words.
const CRAMPED: f32 = 400.0;
/// Width of the panel, in points.
const PANEL: f32 = 340.0;

/// The thresholds a person chose in place of the model's own.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChosenThresholds {
    /// See [`Thresholds::refuse_below`].
    pub refuse_below: Option<f32>,
    /// See [`Thresholds::unsure_below`].
    pub unsure_below: Option<f32>,
}

impl ChosenThresholds {
    /// The model's own where nothing was chosen.
    #[must_use]
    pub fn over(self, own: Thresholds) -> Thresholds {
        Thresholds {
            refuse_below: self.refuse_below.unwrap_or(own.refuse_below),
            unsure_below: self.unsure_below.unwrap_or(own.unsure_below),
        }
    }

    /// The same with every number brought into its range.
    #[must_use]
    pub fn in_range(self) -> Self {
        let share = |chosen: Option<f32>| chosen.filter(|share| (0.0..=1.0).contains(share));
        Self { refuse_below: share(self.refuse_below), unsure_below: share(self.unsure_below) }
    }
}

/// What the card of the model that reads says; `None` if its probabilities were never compared with how often it is
/// right, as those of weights that are still being trained.
fn measured(source: Source, shared: &Shared, training: &TrainingState) -> Option<Calibration> {
    let is_live = source == Source::Training && training.live().is_some();
    shared.current.as_ref().filter(|_| !is_live)?.model.card.calibration.clone()
}

fn calibration(source: Source, shared: &Shared, training: &TrainingState) -> Calibration {
    measured(source, shared, training).unwrap_or_default()
}

/// What is to be known about the probabilities, if they are as the network gives them.
#[must_use]
pub fn caveat(tab: &DrawTab, shared: &Shared, training: &TrainingState) -> Option<&'static str> {
    let is_measured = measured(tab.source, shared, training).is_some();
    (!is_measured && tab.prediction().is_some()).then_some("Not calibrated: as the network gives them")
}

/// What the newest reading comes to; `None` where nothing was read.
#[must_use]
pub fn judgement(tab: &DrawTab, settings: &Settings, shared: &Shared, training: &TrainingState) -> Option<Judgement> {
    let prediction = tab.prediction()?;
    Some(judge(tab.source, settings, shared, training).judge_shape(tab.shape(), Some(prediction)))
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

/// The button that opens the panel, and the panel.
pub fn button(ui: &mut Ui, tab: &DrawTab, context: &mut TabContext<'_>) {
    let is_changed = context.settings.thresholds != ChosenThresholds::default();
    // Beside the switch there is no room for words in a narrow column.
    let show = if ui.available_width() < CRAMPED { Show::Icon } else { Show::Both };
    let button = IconButton::new(icons::GAUGE, "How sure?").show(show).chosen(is_changed);
    let response = ui.add(button).on_hover_text("Set when an answer is called unsure, and when it is no digit at all");
    let width = PANEL.min(ui.ctx().content_rect().width() - space::XXL);
    Popup::menu(&response)
        .align(RectAlign::TOP_START)
        .style(StyleModifier::default())
        // Sentences are not spread over the width as the entries of a menu are.
        .layout(Layout::top_down(Align::Min))
        .gap(space::XS)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(width);
            panel(ui, tab, context);
        });
}

fn panel(ui: &mut Ui, tab: &DrawTab, context: &mut TabContext<'_>) {
    let calibration = calibration(tab.source, context.shared, context.training);
    let chosen = &mut context.settings.thresholds;
    let mut now = chosen.over(calibration.thresholds);
    ui.spacing_mut().item_spacing.y = space::XS;
    ui.spacing_mut().slider_width = ui.available_width() - 80.0;

    title(ui, "Refuse below");
    let mut percent = now.refuse_below * 100.0;
    let slider = Slider::new(&mut percent, 0.0..=MOST_REFUSED).step_by(0.05).fixed_decimals(2).suffix(" %");
    let slider = ui.add(slider);
    focus::ring(ui, &slider);
    slider.widget_info(|| eframe::egui::WidgetInfo::slider(true, f64::from(percent), "Refuse below, in per cent"));
    if slider.changed() {
        chosen.refuse_below = Some(percent / 100.0);
        now.refuse_below = percent / 100.0;
    }
    let told = match (&calibration.familiarity, now.refuse_below > 0.0) {
        (_, false) => "Everything counts as a digit, even a scribble".to_owned(),
        (None, true) => "A dot or several shapes are no digit; this model was never measured on more".to_owned(),
        (Some(_), true) => format!(
            "What looks less like a digit than all but {} of the digits it was measured on is no digit; about so many \
             of your real digits are refused too",
            format::percent(f64::from(now.refuse_below))
        ),
    };
    card::caption(ui, &told);
    ui.add_space(space::S);

    title(ui, "Unsure below");
    let mut percent = now.unsure_below * 100.0;
    let slider = ui.add(Slider::new(&mut percent, 0.0..=100.0).step_by(1.0).fixed_decimals(0).suffix(" %"));
    focus::ring(ui, &slider);
    slider.widget_info(|| eframe::egui::WidgetInfo::slider(true, f64::from(percent), "Unsure below, in per cent"));
    if slider.changed() {
        chosen.unsure_below = Some(percent / 100.0);
    }
    card::caption(ui, "An answer of less than this probability is called unsure, and a close second digit is named");
    ui.add_space(space::S);
    let is_changed = *chosen != ChosenThresholds::default();
    let reset = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, "Back to the model's own");
    let own = calibration.thresholds;
    let tooltip = format!(
        "Refuse below {}, unsure below {:.0} %, as the model's card has it",
        format::percent(f64::from(own.refuse_below)),
        own.unsure_below * 100.0
    );
    if ui.add_enabled(is_changed, reset).on_hover_text(tooltip).clicked() {
        *chosen = ChosenThresholds::default();
    }
}

fn title(ui: &mut Ui, words: &str) {
    ui.label(RichText::new(words).font(theme::strong_font(size::BODY)));
}

#[cfg(test)]
mod tests {
    use super::*;

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
