//! What comes next, at the pen's tip: a fan of directions, each as long as it is likely, or the lengths that may follow the
//! direction, each as large a dot as it is likely.

use egui::{Color32, Painter, Pos2, Shape, Stroke as Line, Ui, Vec2};

use super::glyph::towards;
use super::paper::{Laid, pen_on_screen};
use crate::app::core::writing::page::TOKENIZER;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::handwriting::{Kind, Reasoning, Token};

/// How far the likeliest direction reaches, as a share of the digit's size.
const REACH: f32 = 0.26;

/// Draws the fan.
pub fn show(ui: &Ui, painter: &Painter, laid: &Laid, context: &ViewContext<'_>) {
    let writing = &context.core.writing;
    let palette = theme::palette(ui);
    let Some((tip, unit)) = pen_on_screen(writing, laid) else { return };
    let Some(outlook) = writing.outlook().filter(|_| writing.inspected.is_none()) else {
        painter.circle_filled(tip, 4.0, palette.accent);
        return;
    };
    let sampler = context.settings.writing.sampler();
    let Ok(reasoning) = Reasoning::of(&sampler, &outlook.logits, outlook.allowed) else { return };
    let next = outlook.planned.first().copied();
    let highest = reasoning.candidates.iter().map(|one| one.probability).fold(0.0, f64::max).max(1e-9);
    let soft = theme::blend(palette.card, palette.accent, 0.45);
    let reach = unit * REACH;
    for candidate in &reasoning.candidates {
        let share = (candidate.probability / highest) as f32;
        let is_next = next == Some(candidate.token);
        let colour = if is_next { palette.accent } else { soft };
        match TOKENIZER.kind(candidate.token) {
            Some(Kind::Direction(direction)) if share > 0.004 => {
                wedge(painter, tip, direction, reach * share, colour);
            }
            Some(Kind::Draw(_) | Kind::Move(_)) if share > 0.004 => {
                length(painter, (tip, unit), candidate.token, outlook.page.last().copied(), share, colour);
            }
            _ => {}
        }
    }
    painter.circle_filled(tip, 4.0, palette.ink);
    painter.circle_stroke(tip, 5.0, Line::new(1.5, palette.card));
}

/// A direction: a slice of the fan.
fn wedge(painter: &Painter, tip: Pos2, direction: u8, reach: f32, colour: Color32) {
    let half = std::f32::consts::PI / TOKENIZER.directions as f32 * 0.9;
    let middle = towards(direction);
    let side = |angle: f32| {
        let (sin, cos) = angle.sin_cos();
        Vec2::new(middle.x * cos - middle.y * sin, middle.x * sin + middle.y * cos)
    };
    let corners = vec![tip, tip + side(-half) * reach, tip + middle * reach * 1.02, tip + side(half) * reach];
    painter.add(Shape::convex_polygon(corners, colour.gamma_multiply(0.85), Line::NONE));
}

/// A length behind the direction: a dot where the pen would go, hollow through the air.
fn length(
    painter: &Painter,
    (tip, unit): (Pos2, f32),
    token: Token,
    before: Option<Token>,
    share: f32,
    colour: Color32,
) {
    let (Some(Kind::Direction(direction)), Some(kind)) =
        (before.and_then(|token| TOKENIZER.kind(token)), TOKENIZER.kind(token))
    else {
        return;
    };
    let way = TOKENIZER.way(direction, kind);
    let place = tip + Vec2::new(way.x, way.y) * unit;
    // As large an area as it is likely.
    let radius = 3.0 + 9.0 * share.sqrt();
    if matches!(kind, Kind::Draw(_)) {
        painter.line_segment([tip, place], Line::new(2.0, colour.gamma_multiply(0.6)));
        painter.circle_filled(place, radius, colour.gamma_multiply(0.85));
    } else {
        painter.extend(Shape::dashed_line(&[tip, place], Line::new(1.5, colour.gamma_multiply(0.6)), 4.0, 4.0));
        painter.circle_stroke(place, radius, Line::new(2.0, colour));
    }
}
