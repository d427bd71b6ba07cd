//! Squares with numbers in them.

use egui::{Align2, Color32, Pos2, Rect, Stroke, StrokeKind, Ui, Vec2};

use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size};
use crate::model::worked::number;

/// Least side of a square, in points, in which a number can be read.
pub const LEAST: f32 = 30.0;

/// What a square stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell {
    /// A number.
    Number(f64),
    /// A zero beyond the edge of a map.
    Padding,
}

/// The colour of zeros around a map: no colour of a number.
pub fn padding(ui: &Ui) -> Color32 {
    theme::blend(theme::palette(ui).paper, theme::palette(ui).accent, 0.22)
}

/// Draws `numbers` as a matrix of squares of `side` points with its title above; gives what is below it. Those from
/// `known` on are still empty.
pub fn matrix(
    ui: &Ui,
    corner: Pos2,
    (columns, side): (usize, f32),
    title: &str,
    numbers: &[Cell],
    scale: Scale,
    known: usize,
) -> f32 {
    let palette = theme::palette(ui);
    let top =
        ui.painter().text(corner, Align2::LEFT_TOP, title, theme::strong_font(size::SMALL), palette.ink).bottom() + 3.0;
    for (at, cell) in numbers.iter().enumerate() {
        let place = Vec2::new((at % columns.max(1)) as f32, (at / columns.max(1)) as f32) * side;
        let rect = Rect::from_min_size(Pos2::new(corner.x, top) + place, Vec2::splat(side));
        if at < known {
            self::cell(ui, rect, *cell, scale);
        } else {
            ui.painter().rect_filled(rect, 0, palette.well);
            ui.painter().rect_stroke(rect, 0, Stroke::new(1.0, palette.line), StrokeKind::Inside);
        }
    }
    top + numbers.len().div_ceil(columns.max(1)) as f32 * side
}

/// A square in the colour of its number, or in that of padding, with the number in it where it has room.
pub fn cell(ui: &Ui, rect: Rect, cell: Cell, scale: Scale) {
    let (value, colour) = match cell {
        Cell::Number(value) => (value, scale.colour(value as f32)),
        Cell::Padding => (0.0, padding(ui)),
    };
    ui.painter().rect_filled(rect, 0, colour);
    ui.painter().rect_stroke(rect, 0, Stroke::new(0.5, theme::palette(ui).edge), StrokeKind::Inside);
    if rect.width() >= LEAST {
        let text = short(value);
        let mut font = theme::font((rect.width() * 0.32).clamp(10.0, size::TITLE));
        let wide = ui.painter().layout_no_wrap(text.clone(), font.clone(), on(colour)).size().x;
        // A minus or a third digit may need smaller letters.
        font.size *= ((rect.width() - 2.0) / wide.max(1.0)).min(1.0);
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, on(colour));
    }
}

/// A number with as many digits as a square holds; the formula has the rest.
fn short(value: f64) -> String {
    let size = value.abs();
    let words = match size {
        0.0 => "0".to_owned(),
        size if size < 0.0005 => "≈ 0".to_owned(),
        size if size < 0.005 => format!("{value:.3}"),
        size if size < 10.0 => format!("{value:.2}"),
        size if size < 100.0 => format!("{value:.1}"),
        _ => number(value),
    };
    words.replace('-', "−")
}

/// Black or white, whichever stands out from `background`.
pub fn on(background: Color32) -> Color32 {
    let [r, g, b, _] = background.to_array();
    let light = 0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b);
    if light > 120.0 { Color32::BLACK } else { Color32::WHITE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_has_room_for_its_number() {
        let shown = [0.0, -0.0023, 0.00001, -0.25, 2.14159, -42.25, 1234.5].map(short);
        assert_eq!(shown, ["0", "−0.002", "≈ 0", "−0.25", "2.14", "−42.2", "1234"]);
        assert!(shown.iter().all(|words| words.chars().count() <= 6));
    }
}
