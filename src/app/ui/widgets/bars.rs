//! Ten probabilities as horizontal bars, in digit order, easing to their new length.

use egui::{Align2, CornerRadius, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::app::ui::theme::{self, Palette, size};
use crate::data::CLASSES;
use crate::model::Prediction;
use crate::text::format;
use crate::tr;

/// Width of the digit before a bar, and of the number behind it, in points, in running text.
const DIGIT_WIDTH: f32 = 22.0;
const NUMBER_WIDTH: f32 = 70.0;
/// From this height of a row on, in points, its text is larger.
const HIGH: f32 = 56.0;

/// Draws the bars over the width there is, each `row` points high; without a prediction, the tracks alone.
pub fn ui(ui: &mut Ui, prediction: Option<&Prediction>, row: f32) {
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
    for digit in 0..CLASSES as u8 {
        bar(ui, digit, prediction, row);
    }
    ui.spacing_mut().item_spacing.y = spacing;
}

/// Paints what a bar grows in; its outline shows how long the bar can get.
pub fn track(painter: &Painter, place: Rect, round: CornerRadius, palette: &Palette) {
    let edge = Stroke::new(1.0, palette.strong_line);
    painter.rect(place, round, palette.well, edge, StrokeKind::Inside);
}

fn bar(ui: &mut Ui, digit: u8, prediction: Option<&Prediction>, row: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), row), Sense::hover());
    let probability = prediction.map(|prediction| prediction.probabilities[usize::from(digit)]);
    let label = probability.map_or_else(
        || tr!("bar-digit-nothing", digit = digit),
        |probability| tr!("bar-digit", digit = digit, share = format::confidence(probability)),
    );
    response.widget_info(|| WidgetInfo {
        value: probability.map(f64::from),
        ..WidgetInfo::labeled(Role::Meter, true, &label)
    });
    let ease = ui.style().animation_time;
    let shown = ui.ctx().animate_value_with_time(response.id, probability.unwrap_or(0.0), ease);
    if !ui.is_rect_visible(rect) {
        return response;
    }

    let palette = theme::palette(ui);
    let is_best = prediction.is_some_and(|prediction| prediction.digit() == digit);
    let text = match row {
        low if low < 22.0 => size::SMALL,
        high if high >= HIGH => size::TITLE,
        _ => size::BODY,
    };
    let scale = (text / size::BODY).max(1.0);
    let (font, colour) =
        if is_best { (theme::strong_font(text), palette.ink) } else { (theme::font(text), palette.quiet) };
    let painter = ui.painter();
    let left = rect.left_center();
    painter.text(left, Align2::LEFT_CENTER, digit.to_string(), font.clone(), colour);
    if let Some(probability) = probability {
        let number = format::probability(probability).to_string();
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, number, font, colour);
    }
    let thickness = (row * 0.5).clamp(6.0, 16.0_f32.max(row * 0.36));
    let track = Rect::from_min_max(
        left + Vec2::new(DIGIT_WIDTH * scale, -thickness / 2.0),
        rect.right_center() + Vec2::new(-NUMBER_WIDTH * scale, thickness / 2.0),
    );
    let round = CornerRadius::same((thickness / 2.0) as u8);
    self::track(painter, track, round, palette);
    if shown > 0.002 {
        // Cut off at its length, so that a small share looks small.
        let length = track.width() * shown.clamp(0.0, 1.0);
        let filled = Rect::from_min_size(track.min, Vec2::new(length.max(thickness), thickness));
        let cut = Rect::from_min_size(track.min, Vec2::new(length, thickness));
        let painter = painter.with_clip_rect(cut.intersect(ui.clip_rect()));
        let fill = if is_best { palette.accent } else { theme::blend(palette.quiet, palette.well, 0.2) };
        painter.rect_filled(filled, round, fill);
    }
    response
}
