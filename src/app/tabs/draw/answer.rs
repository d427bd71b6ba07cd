//! What the network says, and what it sees.

use eframe::egui::{self, Align, Align2, Layout, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::reading::Source;
use super::{DrawTab, TabContext};
use crate::app::command::Command;
use crate::app::format;
use crate::app::icons;
use crate::app::theme::{self, size, space};
use crate::app::widgets::{bars, card, pixels};
use crate::data::SIDE;
use crate::model::Prediction;

/// Heights of what is neither the digit, the bars nor the picture, in points: margins, gaps and the switch.
const FIXED_HEIGHT: f32 = 6.0 * space::M + 4.0 * space::S + theme::CONTROL_HEIGHT;
/// Below this height, in points, the digit is smaller.
const LOW: f32 = 480.0;
/// Above this height, in points, the digit is larger.
const HIGH: f32 = 980.0;
/// Below this width, in points, the words go under the digit.
const NARROW: f32 = 230.0;
/// Lowest and highest bar row, in points.
const ROW: (f32, f32) = (18.0, 42.0);
/// Smallest and largest picture of what the network sees, in points.
const PICTURE: (f32, f32) = (112.0, 280.0);

/// Draws the answer, in `height` points if they suffice.
pub fn ui(ui: &mut Ui, tab: &mut DrawTab, context: &mut TabContext<'_>, height: f32) {
    let digit_size = match height {
        low if low < LOW => 72.0,
        high if high > HIGH => 1.5 * size::DIGIT,
        _ => size::DIGIT,
    };
    let rest = height - FIXED_HEIGHT - digit_size * 0.92;
    let row = ((rest - PICTURE.0) / 10.0).clamp(ROW.0, ROW.1).floor();
    // Whole points for each of the 28 pixels, so that the picture is even.
    let step = SIDE as f32;
    let picture = ((rest - 10.0 * row) / step).floor() * step;
    let picture = picture.clamp(PICTURE.0, PICTURE.1);
    card::show(ui, |ui| digit(ui, tab, context, digit_size));
    card::show(ui, |ui| bars::ui(ui, tab.prediction(), row));
    card::show(ui, |ui| seen(ui, tab, picture));
    live_switch(ui, tab, context);
}

/// The digit, how sure the network is, and what else it might be.
fn digit(ui: &mut Ui, tab: &DrawTab, context: &TabContext<'_>, digit_size: f32) {
    let words = answer(tab.prediction(), context);
    let spoken = words.spoken();
    let palette = theme::palette(ui);
    let is_narrow = ui.available_width() < NARROW;
    let digit_box = Vec2::new(digit_size * 0.75, digit_size * 0.92);
    let width = if is_narrow { ui.available_width() } else { ui.available_width() - digit_box.x - space::M };
    let headline_size = if words.digit.is_some() && !is_narrow { size::FIGURE } else { size::TITLE };
    let headline = ui.painter().layout(words.headline, theme::strong_font(headline_size), palette.ink, width);
    let detail = ui.painter().layout(words.detail, theme::font(size::BODY), palette.quiet, width);
    let text_height = headline.size().y + space::XS + detail.size().y;
    // As high as the words may become, so that nothing below moves when they change.
    let height = if is_narrow { digit_box.y + 78.0 } else { digit_box.y.max(76.0) };

    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let painter = ui.painter_at(rect);
    let centre =
        rect.min + digit_box / 2.0 + Vec2::new(0.0, if is_narrow { 0.0 } else { (height - digit_box.y) / 2.0 });
    let (sign, font, colour) = match words.digit {
        Some(digit) => (digit.to_string(), theme::strong_font(digit_size), palette.ink),
        None => (icons::SCRIBBLE.to_owned(), theme::icon_font(size::LARGE), palette.quiet),
    };
    painter.text(centre, Align2::CENTER_CENTER, sign, font, colour);
    let corner = if is_narrow {
        rect.left_top() + Vec2::new(0.0, digit_box.y + space::XS)
    } else {
        egui::pos2(rect.left() + digit_box.x + space::M, rect.center().y - text_height / 2.0)
    };
    let below = corner + Vec2::new(0.0, headline.size().y + space::XS);
    painter.galley(corner, headline, palette.ink);
    painter.galley(below, detail, palette.quiet);
}

struct Answer {
    digit: Option<u8>,
    headline: String,
    detail: String,
}

impl Answer {
    fn spoken(&self) -> String {
        let digit = self.digit.map(|digit| format!("Read as {digit}. ")).unwrap_or_default();
        format!("{digit}{}. {}", self.headline, self.detail.replace('\n', ". "))
    }
}

fn answer(prediction: Option<&Prediction>, context: &TabContext<'_>) -> Answer {
    let Some(prediction) = prediction else {
        let (headline, detail) = if context.shared.current.is_none() {
            ("One moment", "The network is being loaded")
        } else {
            ("Nothing to read", "Draw a digit, or drop a picture of one here")
        };
        return Answer { digit: None, headline: headline.to_owned(), detail: detail.to_owned() };
    };
    let digit = prediction.digit();
    let second = (0..10)
        .filter(|&other| other != digit)
        .max_by(|&a, &b| prediction.probabilities[usize::from(a)].total_cmp(&prediction.probabilities[usize::from(b)]));
    let share = second.map_or(0.0, |second| prediction.probabilities[usize::from(second)]);
    let rest = second.filter(|_| share >= 0.005);
    let rest = rest.map_or_else(String::new, |second| format!("\nOr a {second}: {}", format::probability(share)));
    Answer {
        digit: Some(digit),
        headline: in_words(prediction.confidence()).to_owned(),
        detail: format!("{} for a {digit}{rest}", format::probability(prediction.confidence())),
    }
}

/// A probability of the best digit, in words.
fn in_words(confidence: f32) -> &'static str {
    match confidence {
        sure if sure >= 0.99 => "Very sure",
        sure if sure >= 0.9 => "Sure",
        sure if sure >= 0.7 => "Fairly sure",
        sure if sure >= 0.5 => "Not sure",
        _ => "Guessing",
    }
}

/// The 28×28 picture and what it is.
fn seen(ui: &mut Ui, tab: &DrawTab, side: f32) {
    let layout =
        if ui.available_width() < NARROW { Layout::top_down(Align::LEFT) } else { Layout::left_to_right(Align::TOP) };
    let room = Vec2::new(ui.available_width(), side);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        let label = match tab.prediction() {
            Some(_) => "What the network sees: 28 by 28 pixels",
            None => "What the network sees: nothing yet",
        };
        pixels::ui(ui, tab.desk.image(), side, label);
        ui.add_space(space::XS);
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.label(RichText::new("What the network sees").font(theme::strong_font(size::BODY)));
            let how = "Your ink, cut out, shrunk to 28 × 28 pixels and centred, as the digits it learned from were";
            ui.label(RichText::new(how).size(size::SMALL).color(theme::palette(ui).quiet));
            if tab.prediction().is_some() {
                let time = format!("Read in {:.2} ms", tab.desk.seconds() * 1000.0);
                ui.label(RichText::new(time).size(size::SMALL).color(theme::palette(ui).quiet));
            }
        });
    });
}

fn live_switch(ui: &mut Ui, tab: &DrawTab, context: &mut TabContext<'_>) {
    let command = Command::ToggleLiveReading;
    let about = command.about();
    let is_live = context.training.live().is_some();
    let mut is_on = tab.source == Source::Training;
    ui.add_enabled_ui(is_live, |ui| {
        let response = ui.checkbox(&mut is_on, &*about.label).on_hover_text(&*about.tooltip);
        let why = "Start a run in Train; then the canvas can read with its weights as they change";
        if response.on_disabled_hover_text(why).clicked() {
            context.commands.push(command);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_confidence_grow_weaker_with_it() {
        let told: Vec<_> = [0.999, 0.95, 0.8, 0.6, 0.3].into_iter().map(in_words).collect();
        assert_eq!(told, ["Very sure", "Sure", "Fairly sure", "Not sure", "Guessing"]);
    }
}
