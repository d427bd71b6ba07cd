//! What the network says, and what it sees.

use std::sync::Arc;

use egui::{Align, Align2, Color32, Galley, Layout, RichText, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, vec2};

use super::sizes::{Arrangement, Sizes, VerdictSize, WordsAt, around};
use super::{DrawView, columns, number, strip};
use crate::app::core::canvas::Canvas;
use crate::app::core::canvas::reading::WeightsSource;
use crate::app::core::canvas::verdict::{Answer, HeadlineSymbol};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::{bars, card, pixels};
use crate::text::format;
use crate::tr;

/// From this size of the digit on, in points, the words beside it are large too.
const LARGE_DIGIT: f32 = 160.0;
/// Least width, in points, for words beside the picture of what the network sees.
const WORDS_BESIDE: f32 = 100.0;

/// Draws the answer, in `height` points if they suffice.
pub fn ui(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, height: f32) {
    let caveat = context.core.canvas.caveat(&context.core.shared, &context.core.training).is_some();
    let top = ui.cursor().top();
    strip::hint(ui, context);
    let rest = (height - (ui.cursor().top() - top)).max(0.0);
    let sizes = Sizes::of(vec2(ui.available_width(), rest), caveat);
    ui.spacing_mut().item_spacing.y = sizes.gap;
    match sizes.arrangement {
        Arrangement::Column => {
            verdict(ui, view, context, &sizes);
            probabilities(ui, context, &sizes);
            seen_card(ui, context, &sizes);
        }
        Arrangement::VerdictBesideBars => {
            beside(ui, [0.42, 0.58], sizes.verdict.height + around(sizes.margin), |ui, side| match side {
                Side::Left => verdict(ui, view, context, &sizes),
                Side::Right => probabilities(ui, context, &sizes),
            });
            seen_card(ui, context, &sizes);
        }
        Arrangement::VerdictBesidePicture => {
            beside(ui, [0.5, 0.5], sizes.verdict.height + around(sizes.margin), |ui, side| match side {
                Side::Left => verdict(ui, view, context, &sizes),
                Side::Right => seen_card(ui, context, &sizes),
            });
            probabilities(ui, context, &sizes);
        }
    }
    live_switch(ui, context);
}

/// One of two cards beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Two cards beside each other, at least `height` points high and with these shares of the width.
fn beside(ui: &mut Ui, shares: [f32; 2], height: f32, mut card: impl FnMut(&mut Ui, Side)) {
    let room = ui.available_rect_before_wrap();
    let gap = ui.spacing().item_spacing.y;
    let width = room.width() - gap;
    let mut left = room.left();
    let mut bottom = room.top() + height;
    for (side, share) in [Side::Left, Side::Right].into_iter().zip(shares) {
        let rect = egui::Rect::from_min_size(egui::pos2(left, room.top()), vec2(width * share, height));
        let shown = ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| card(ui, side));
        bottom = bottom.max(shown.response.rect.bottom());
        left = rect.right() + gap;
    }
    ui.advance_cursor_after_rect(egui::Rect::from_min_max(room.min, egui::pos2(room.right(), bottom)));
}

fn in_card(ui: &mut Ui, sizes: &Sizes, content: impl FnOnce(&mut Ui)) {
    card::frame(ui).inner_margin(sizes.margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        content(ui);
    });
}

/// The digit or the number, and how sure the network is.
fn verdict(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, sizes: &Sizes) {
    in_card(ui, sizes, |ui| match context.core.canvas.number.text() {
        Some(_) => number::ui(ui, view, context, sizes.verdict.height),
        None => digit(ui, context, sizes.verdict),
    });
}

/// The probabilities of all digits, of one model or of several.
fn probabilities(ui: &mut Ui, context: &mut ViewContext<'_>, sizes: &Sizes) {
    let canvas = &context.core.canvas;
    in_card(ui, sizes, |ui| {
        let columns = canvas.compare.columns();
        if columns.is_empty() {
            bars::ui(ui, context.core.shared.labels(), canvas.prediction(), sizes.row);
        } else {
            columns::ui(ui, columns, sizes.row, context);
        }
        if let Some(caveat) = canvas.caveat(&context.core.shared, &context.core.training) {
            let words = RichText::new(caveat).size(size::SMALL).color(theme::palette(ui).warning);
            // In one line, whatever the width, as the sizes count it.
            let label = ui.add(egui::Label::new(words).truncate());
            label.on_hover_text(tr!("answer-uncalibrated.help"));
        }
    });
}

fn seen_card(ui: &mut Ui, context: &ViewContext<'_>, sizes: &Sizes) {
    in_card(ui, sizes, |ui| {
        if sizes.arrangement == Arrangement::VerdictBesidePicture {
            ui.set_min_height(sizes.verdict.height);
        }
        seen(ui, &context.core.canvas, sizes.picture);
    });
}

/// The verdict: the digit, how sure the network is, and what else it might be.
fn digit(ui: &mut Ui, context: &ViewContext<'_>, sizes: VerdictSize) {
    let VerdictSize { digit: digit_size, height, words } = sizes;
    let canvas = &context.core.canvas;
    let judged = canvas.judgement();
    let answer = match (canvas.prediction(), judged) {
        (Some(prediction), Some(judgement)) => Answer::of(prediction, &judgement),
        (None, _) | (_, None) => Answer::waiting(&context.core.shared),
    };
    let spoken = answer.spoken();
    let palette = theme::palette(ui);
    let is_below = words == WordsAt::Below;
    let digit_box = Vec2::new(digit_size * 0.75, digit_size * 0.92);
    let width = if is_below { ui.available_width() } else { ui.available_width() - digit_box.x - space::M };
    let (symbol, font, colour, headline_colour) = match answer.symbol {
        HeadlineSymbol::Digit(digit) => (digit.to_string(), theme::strong_font(digit_size), palette.ink, palette.ink),
        HeadlineSymbol::Perhaps(digit) => {
            (digit.to_string(), theme::strong_font(digit_size), palette.quiet, palette.warning)
        }
        HeadlineSymbol::Refused => {
            (icons::PROHIBIT.to_owned(), theme::icon_font(digit_size * 0.6), palette.warning, palette.warning)
        }
        HeadlineSymbol::Nothing => {
            (icons::SCRIBBLE.to_owned(), theme::icon_font(size::LARGE), palette.quiet, palette.ink)
        }
    };
    let is_large = digit_size >= LARGE_DIGIT;
    let headline = headline(ui, answer.headline.to_string(), (answer.symbol, is_large), headline_colour, width);
    let detail = detail(ui, answer.detail(), sizes, vec2(width, height_of_words(sizes, headline.size().y)));
    let text_height = headline.size().y + space::XS + detail.size().y;

    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    response.on_hover_text(answer.more.as_ref());
    let painter = ui.painter_at(rect);
    let centre = rect.min + digit_box / 2.0 + Vec2::new(0.0, if is_below { 0.0 } else { (height - digit_box.y) / 2.0 });
    painter.text(centre, Align2::CENTER_CENTER, symbol, font, colour);
    let corner = if is_below {
        rect.left_top() + Vec2::new(0.0, digit_box.y + space::XS)
    } else {
        // What is too high for the room is cut off at its end, not at its beginning.
        let top = (rect.center().y - text_height / 2.0).max(rect.top());
        egui::pos2(rect.left() + digit_box.x + space::M, top)
    };
    let below = corner + Vec2::new(0.0, headline.size().y + space::XS);
    painter.galley(corner, headline, palette.ink);
    painter.galley(below, detail, palette.quiet);
}

/// What is left for the detail under a headline.
fn height_of_words(sizes: VerdictSize, headline: f32) -> f32 {
    let above = if sizes.words == WordsAt::Below { sizes.digit * 0.92 + space::XS } else { 0.0 };
    sizes.height - above - headline - space::XS
}

/// The reason and the figures, cut off behind the last line that fits into `room`; the tooltip says the rest.
fn detail(ui: &Ui, words: String, sizes: VerdictSize, room: Vec2) -> Arc<Galley> {
    let size = match sizes.words {
        WordsAt::RightSmall => size::SMALL,
        WordsAt::Right if sizes.digit >= LARGE_DIGIT => size::TITLE,
        WordsAt::Right | WordsAt::Below => size::BODY,
    };
    let (font, colour) = (theme::font(size), theme::palette(ui).quiet);
    let line = ui.painter().layout_no_wrap("0".to_owned(), font.clone(), colour).size().y;
    let mut job = egui::text::LayoutJob::simple(words, font, colour, room.x);
    job.wrap.max_rows = ((room.y + 1.0) / line).floor().max(1.0) as usize;
    ui.painter().layout_job(job)
}

/// The verdict's line, smaller where it would not fit.
fn headline(
    ui: &Ui,
    words: String,
    (symbol, is_large): (HeadlineSymbol, bool),
    colour: Color32,
    width: f32,
) -> Arc<Galley> {
    if symbol != HeadlineSymbol::Nothing {
        let sizes = [Some(size::LARGE).filter(|_| is_large), Some(size::FIGURE)];
        for size in sizes.into_iter().flatten() {
            let large = ui.painter().layout_no_wrap(words.clone(), theme::strong_font(size), colour);
            if large.size().x <= width {
                return large;
            }
        }
    }
    ui.painter().layout(words, theme::strong_font(size::TITLE), colour, width)
}

/// The 28×28 picture and what it is.
pub(super) fn seen(ui: &mut Ui, canvas: &Canvas, side: f32) {
    let layout = if ui.available_width() < side + space::S + WORDS_BESIDE {
        Layout::top_down(Align::LEFT)
    } else {
        Layout::left_to_right(Align::TOP)
    };
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

/// Which weights read: those of the current model, or those being trained.
pub(super) fn live_switch(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let command = Command::ToggleLiveReading;
    let info = command.info();
    let mut is_on = canvas.source == WeightsSource::Training;
    ui.add_enabled_ui(command.is_enabled(context.core), |ui| {
        let response = ui.checkbox(&mut is_on, info.label.to_string()).on_hover_text(info.help.to_string());
        if response.on_disabled_hover_text(tr!("answer-no-live-weights")).clicked() {
            context.commands.push(command);
        }
    });
}
