//! What the network says, and what it sees.

use std::sync::Arc;

use egui::{Align, Align2, Color32, Galley, Layout, RichText, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{DrawView, columns, number, strip, sureness};
use crate::app::core::canvas::Canvas;
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::reading::Source;
use crate::app::core::canvas::verdict::{Answer, Sign};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::canvas::Steps;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{bars, button, card, pixels};
use crate::data::SIDE;
use crate::text::format;
use crate::tr;

/// Heights of what is neither the digit, the bars nor the picture, in points: margins, gaps and the switches.
const FIXED_HEIGHT: f32 = 6.0 * space::M + 6.0 * space::S + 3.0 * theme::CONTROL_HEIGHT;
/// Height of the line that says that probabilities are not calibrated, in points.
const CAVEAT: f32 = size::SMALL + space::S;
/// Below this height, in points, the digit is smaller.
const LOW: f32 = 480.0;
/// Above this height, in points, the digit is larger.
const HIGH: f32 = 980.0;
/// Below this width, in points, the words go under the digit.
const NARROW: f32 = 230.0;
/// Below this width of the column, in points, the buttons under it have no words.
const CRAMPED: f32 = 290.0;
/// Lowest and highest bar row, in points.
const ROW: (f32, f32) = (18.0, 42.0);
/// Smallest and largest picture of what the network sees, in points.
const PICTURE: (f32, f32) = (112.0, 280.0);

/// Draws the answer, in `height` points if they suffice.
pub fn ui(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, height: f32) {
    let canvas = &context.core.canvas;
    let digit_size = match height {
        low if low < LOW => 72.0,
        high if high > HIGH => 1.5 * size::DIGIT,
        _ => size::DIGIT,
    };
    let caveat = canvas.caveat(&context.core.shared, &context.core.training);
    let rest = height - FIXED_HEIGHT - digit_size * 0.92 - if caveat.is_some() { CAVEAT } else { 0.0 };
    let row = ((rest - PICTURE.0) / 10.0).clamp(ROW.0, ROW.1).floor();
    // Whole points for each of the 28 pixels, so that the picture is even.
    let step = SIDE as f32;
    let picture = ((rest - 10.0 * row) / step).floor() * step;
    let picture = picture.clamp(PICTURE.0, PICTURE.1);
    strip::hint(ui, context);
    card::show(ui, |ui| match canvas.number.text() {
        Some(_) => number::ui(ui, view, context, digit_size * 0.92),
        None => digit(ui, context, digit_size),
    });
    card::show(ui, |ui| {
        let columns = canvas.compare.columns(canvas.shape(), context.settings);
        if columns.is_empty() {
            bars::ui(ui, canvas.prediction(), row);
        } else {
            columns::ui(ui, &columns, row, context);
        }
        if let Some(caveat) = caveat {
            let words = RichText::new(caveat).size(size::SMALL).color(theme::palette(ui).warning);
            ui.label(words).on_hover_text(tr!("answer-uncalibrated.help"));
        }
    });
    card::show(ui, |ui| seen(ui, canvas, picture));
    number::switch(ui, context);
    ui.horizontal_wrapped(|ui| {
        sureness::button(ui, context);
        let show = if ui.available_width() < CRAMPED { Show::Icon } else { Show::Both };
        steps_button(ui, context, show);
        columns::button(ui, context, show);
    });
    live_switch(ui, context);
}

/// The verdict: the digit, how sure the network is, and what else it might be.
fn digit(ui: &mut Ui, context: &ViewContext<'_>, digit_size: f32) {
    let canvas = &context.core.canvas;
    let judged = canvas.judgement();
    let answer = match (canvas.prediction(), judged) {
        (Some(prediction), Some(judgement)) => Answer::of(prediction, &judgement),
        (None, _) | (_, None) => Answer::waiting(&context.core.shared),
    };
    let spoken = answer.spoken();
    let palette = theme::palette(ui);
    let is_narrow = ui.available_width() < NARROW;
    let digit_box = Vec2::new(digit_size * 0.75, digit_size * 0.92);
    let width = if is_narrow { ui.available_width() } else { ui.available_width() - digit_box.x - space::M };
    let (sign, font, colour, headline_colour) = match answer.sign {
        Sign::Digit(digit) => (digit.to_string(), theme::strong_font(digit_size), palette.ink, palette.ink),
        Sign::Perhaps(digit) => (digit.to_string(), theme::strong_font(digit_size), palette.quiet, palette.warning),
        Sign::Refused => {
            (icons::PROHIBIT.to_owned(), theme::icon_font(digit_size * 0.6), palette.warning, palette.warning)
        }
        Sign::Nothing => (icons::SCRIBBLE.to_owned(), theme::icon_font(size::LARGE), palette.quiet, palette.ink),
    };
    let headline = headline(ui, answer.headline.to_string(), answer.sign, headline_colour, width);
    let detail = ui.painter().layout(answer.detail(), theme::font(size::BODY), palette.quiet, width);
    let text_height = headline.size().y + space::XS + detail.size().y;
    // As high as the words may become, so that nothing below moves when they change.
    let height = if is_narrow { digit_box.y + 94.0 } else { digit_box.y.max(80.0) };

    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    response.on_hover_text(answer.more.as_ref());
    let painter = ui.painter_at(rect);
    let centre =
        rect.min + digit_box / 2.0 + Vec2::new(0.0, if is_narrow { 0.0 } else { (height - digit_box.y) / 2.0 });
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

/// The verdict's line, smaller where it would not fit.
fn headline(ui: &Ui, words: String, sign: Sign, colour: Color32, width: f32) -> Arc<Galley> {
    if sign != Sign::Nothing {
        let large = ui.painter().layout_no_wrap(words.clone(), theme::strong_font(size::FIGURE), colour);
        if large.size().x <= width {
            return large;
        }
    }
    ui.painter().layout(words, theme::strong_font(size::TITLE), colour, width)
}

/// The 28×28 picture and what it is.
fn seen(ui: &mut Ui, canvas: &Canvas, side: f32) {
    let layout =
        if ui.available_width() < NARROW { Layout::top_down(Align::LEFT) } else { Layout::left_to_right(Align::TOP) };
    let room = Vec2::new(ui.available_width(), side);
    ui.allocate_ui_with_layout(room, layout, |ui| {
        let label = match canvas.prediction() {
            Some(_) => tr!("seen.picture"),
            None => tr!("seen.nothing"),
        };
        pixels::ui(ui, canvas.seen(), side, &label);
        ui.add_space(space::XS);
        ui.with_layout(Layout::top_down(Align::LEFT), |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            ui.label(RichText::new(tr!("seen")).font(theme::strong_font(size::BODY)));
            ui.label(RichText::new(canvas.preparation().told()).size(size::SMALL).color(theme::palette(ui).quiet));
            if canvas.prediction().is_some() {
                let time = tr!("seen-time", time = format::milliseconds(canvas.seconds()));
                ui.label(RichText::new(time).size(size::SMALL).color(theme::palette(ui).quiet));
            }
        });
    });
}

/// The button that shows the strip of steps, or hides it.
fn steps_button(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let command = Command::Canvas(CanvasCommand::ToggleSteps);
    let info = command.info();
    let label = info.label.to_string();
    let is_shown = context.settings.canvas.steps == Steps::Shown;
    let button = IconButton::new(info.icon, &label).show(show).chosen(is_shown);
    if button::with_tooltip(ui.add(button), &info).clicked() {
        context.commands.push(command);
    }
}

fn live_switch(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let command = Command::ToggleLiveReading;
    let info = command.info();
    let is_live = context.core.training.live().is_some();
    let mut is_on = canvas.source == Source::Training;
    ui.add_enabled_ui(is_live, |ui| {
        let response = ui.checkbox(&mut is_on, info.label.to_string()).on_hover_text(info.help.to_string());
        if response.on_disabled_hover_text(tr!("answer-no-live-weights")).clicked() {
            context.commands.push(command);
        }
    });
}
