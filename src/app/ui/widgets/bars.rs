//! The probabilities of the classes as horizontal bars, in their order, easing to their new length; of many classes in
//! several columns.

use egui::{Align2, CornerRadius, Painter, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::app::ui::theme::{self, Palette, size};
use crate::data::{DIGITS, LabelSet, labels};
use crate::model::Prediction;
use crate::text::format;
use crate::tr;

/// Width of the digit before a bar, and of the number behind it, in points, in running text.
const DIGIT_WIDTH: f32 = 22.0;
const NUMBER_WIDTH: f32 = 70.0;
/// Between columns, in points.
const GAP: f32 = 8.0;
/// From this height of a row on, in points, its text is larger.
const HIGH: f32 = 56.0;

/// Least height of a row and least width of a column of bars, in points.
const LEAST: Vec2 = Vec2::new(86.0, 15.0);
/// Below this width of a column, in points, there is no number behind a bar.
const WITH_NUMBER: f32 = 150.0;
/// Most of a bar's width that a name may take.
const NAME: f32 = 0.45;

/// Draws the bars of `labels` over the width there is, each `row` points high; without a prediction, the tracks alone.
/// More bars than digits share the height that those of ten digits have.
pub fn ui(ui: &mut Ui, labels: LabelSet, prediction: Option<&Prediction>, row: f32) {
    let labels = prediction.map_or(labels, |prediction| prediction.labels);
    let (columns, row) = arranged(labels.len(), ui.available_width(), row);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing, Vec2::ZERO);
    if columns == 1 {
        labels.classes().for_each(|class| drop(bar(ui, labels, class, prediction, row)));
    } else {
        in_columns(ui, columns, labels.len(), row, |ui, class| drop(bar(ui, labels, class, prediction, row)));
    }
    ui.spacing_mut().item_spacing = spacing;
}

/// Columns of bars and the height of each row, in points, for `count` bars in the height of ten rows.
#[must_use]
pub fn arranged(count: usize, width: f32, row: f32) -> (usize, f32) {
    let height = DIGITS as f32 * row;
    let mut columns = 1;
    while count.div_ceil(columns) as f32 * LEAST.y > height && (columns + 1) as f32 * LEAST.x <= width {
        columns += 1;
    }
    let rows = count.div_ceil(columns) as f32;
    (columns, row.min((height / rows).floor()).max(LEAST.y))
}

/// Lays `count` rows of bars out in columns, from top to bottom and then on to the right; `one` draws the one it is told.
pub fn in_columns(ui: &mut Ui, columns: usize, count: usize, row: f32, mut one: impl FnMut(&mut Ui, u8)) {
    let rows = count.div_ceil(columns);
    let (room, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), rows as f32 * row), Sense::hover());
    let width = room.width() / columns as f32;
    for column in 0..columns {
        let left = room.left() + column as f32 * width;
        let place = Rect::from_min_size(egui::pos2(left, room.top()), Vec2::new(width - GAP, room.height()));
        ui.scope_builder(egui::UiBuilder::new().max_rect(place), |ui| {
            let classes = column * rows..((column + 1) * rows).min(count);
            classes.for_each(|class| one(ui, class as u8));
        });
    }
}

/// Width of a bar's name, in points: that of a digit, or of the longest name.
fn name_width(ui: &Ui, labels: LabelSet, font: &egui::FontId, width: f32) -> f32 {
    let longest = labels.names().iter().max_by_key(|name| name.chars().count()).copied().unwrap_or_default();
    if longest.chars().count() < 2 {
        return 0.0;
    }
    let text = ui.painter().layout_no_wrap(longest.to_owned(), font.clone(), egui::Color32::PLACEHOLDER).size().x;
    (text + 6.0).min(width * NAME)
}

/// Paints what a bar grows in; its outline shows how long the bar can get.
pub fn track(painter: &Painter, place: Rect, round: CornerRadius, palette: &Palette) {
    let edge = Stroke::new(1.0, palette.strong_line);
    painter.rect(place, round, palette.well, edge, StrokeKind::Inside);
}

fn bar(ui: &mut Ui, labels: LabelSet, class: u8, prediction: Option<&Prediction>, row: f32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), row), Sense::hover());
    let probability = prediction.map(|prediction| prediction.probability(class));
    let name = labels.name(class);
    let label = probability.map_or_else(
        || tr!("bar-digit-nothing", kind = labels::kind(name), digit = name),
        |probability| {
            tr!("bar-digit", kind = labels::kind(name), digit = name, share = format::confidence(probability))
        },
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
    let is_best = prediction.is_some_and(|prediction| prediction.class() == class);
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
    let named = (DIGIT_WIDTH * scale).max(name_width(ui, labels, &font, rect.width()));
    let has_number = labels.len() <= DIGITS || rect.width() >= WITH_NUMBER;
    let numbered = if has_number { NUMBER_WIDTH * scale } else { 0.0 };
    one_line(ui, name, (left, named), &font, colour);
    if let Some(probability) = probability.filter(|_| has_number) {
        let number = format::probability(probability).to_string();
        painter.text(rect.right_center(), Align2::RIGHT_CENTER, number, font, colour);
    }
    let thickness = (row * 0.5).clamp(6.0, 16.0_f32.max(row * 0.36));
    let track = Rect::from_min_max(
        left + Vec2::new(named, -thickness / 2.0),
        rect.right_center() + Vec2::new(-numbered, thickness / 2.0),
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

/// A name in one line, cut off behind its room.
fn one_line(ui: &Ui, name: &str, (left, width): (egui::Pos2, f32), font: &egui::FontId, colour: egui::Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), font.clone(), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width(width);
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(left - Vec2::new(0.0, galley.size().y / 2.0), galley, colour);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_bars_are_one_column_and_47_are_several_that_fit() {
        for width in [180.0, 300.0, 620.0] {
            for row in [15.0, 24.0, 42.0] {
                assert_eq!(arranged(10, width, row), (1, row));
                let (columns, low) = arranged(47, width, row);
                let rows = 47_usize.div_ceil(columns) as f32;
                assert!(rows * low <= 10.0 * row || (columns + 1) as f32 * LEAST.x > width, "{columns} {low}");
            }
        }
        assert_eq!(arranged(2, 300.0, 24.0), (1, 24.0));
    }
}
