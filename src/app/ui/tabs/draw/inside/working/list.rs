//! Operations that are a row of lines: contributions with the largest first, or one step after another.

use egui::{Align2, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::{push, title};
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::working::Scene;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::model::inspect::Anatomy;
use crate::model::worked::{Act, Line, number};
use crate::model::{Feed, Layer, Shape};
use crate::tr;

/// Highest row, in points.
const ROW: f32 = 34.0;
/// Width of what is picked from, in points.
const UNITS: f32 = 64.0;

/// Draws it.
pub fn ui(ui: &mut Ui, scene: &Scene, anatomy: &Anatomy, context: &mut ViewContext<'_>) {
    let Some(layer) = scene.layer.and_then(|at| anatomy.layers.get(at)) else { return };
    let room = ui.available_rect_before_wrap();
    let (units, width) = match layer.output {
        Shape::Vector(length) => (length, 1),
        Shape::Sequence { tokens, width } => (tokens, width),
        Shape::Map { .. } => (0, 1),
    };
    let (lines_room, picks) = room.split_left_right_at_x(room.right() - UNITS);
    lines(ui, lines_room.with_max_x(lines_room.right() - space::L), scene, anatomy);
    let chosen = scene.place / width.max(1);
    if let Some(picked) = pick(ui, picks, units, chosen, matches!(layer.output, Shape::Sequence { .. })) {
        push(context, InsideCommand::Pick(picked * width + scene.place % width.max(1)));
    }
    ui.allocate_rect(room, Sense::hover());
}

/// The lines so far, each with a bar for what it gives.
fn lines(ui: &Ui, room: Rect, scene: &Scene, anatomy: &Anatomy) {
    let palette = theme::palette(ui);
    let all = &scene.working.lines;
    let row = (room.height() / all.len().max(1) as f32).min(ROW);
    let most = all.iter().map(|line| line.value.abs()).fold(1e-12, f64::max);
    let bar_middle = room.right() - room.width() * 0.19;
    let half = room.width() * 0.17;
    let (above, below) = theme::signed(ui.visuals());
    ui.painter().vline(bar_middle, room.top()..=room.top() + row * all.len() as f32, Stroke::new(1.0, palette.line));
    for (at, line) in all.iter().enumerate().take(scene.line + 1) {
        let rect = Rect::from_min_size(pos2(room.left(), room.top() + at as f32 * row), vec2(room.width(), row));
        let is_now = at == scene.line;
        if is_now {
            ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.accent_well);
        }
        let colour = if is_now { palette.ink } else { palette.quiet };
        let text = if row < 24.0 { size::SMALL } else { size::BODY };
        let clip = ui.painter().with_clip_rect(rect.with_max_x(bar_middle - half - space::S));
        let font = if is_now { theme::strong_font(text) } else { theme::font(text) };
        let words = match source(line, scene, anatomy) {
            Some(source) => format!("{source}:  {}", line.formula()),
            None => line.formula(),
        };
        clip.text(rect.left_center() + vec2(space::S, 0.0), Align2::LEFT_CENTER, words, font, colour);
        let length = half * (line.value.abs() / most) as f32;
        let (from, to, fill) = if line.value < 0.0 {
            (bar_middle - length, bar_middle, below)
        } else {
            (bar_middle, bar_middle + length, above)
        };
        let bar = Rect::from_min_max(pos2(from, rect.top() + row * 0.25), pos2(to, rect.bottom() - row * 0.25));
        ui.painter().rect_filled(bar, 2, fill);
    }
}

/// Which input a product is of; `None` for other lines.
pub fn source(line: &Line, scene: &Scene, anatomy: &Anatomy) -> Option<String> {
    let from = line.terms.first().filter(|_| line.act == Act::Product)?.from?;
    let layer = anatomy.layers.get(scene.layer?)?;
    if let Shape::Sequence { width, .. } = layer.input {
        return Some(tr!("inside-source", input = from % width.max(1) + 1).into_owned());
    }
    // Maps that are laid out as a row are still maps to look at.
    let before = match layer.feeds.first()? {
        Feed::Layer(at) => anatomy.layers.get(*at).filter(|layer| layer.layer == Layer::Flatten),
        Feed::Image => None,
    };
    match before.map(|layer| layer.input) {
        Some(Shape::Map { channels, height, width }) => {
            let (map, at) = (from / (height * width).max(1), from % (height * width).max(1));
            let (row, column) = (at / width.max(1) + 1, at % width.max(1) + 1);
            Some(if channels == 1 {
                tr!("inside-source-pixel", row = row, column = column).into_owned()
            } else {
                tr!("inside-source-map", map = map + 1, row = row, column = column).into_owned()
            })
        }
        Some(Shape::Vector(_) | Shape::Sequence { .. }) | None => {
            Some(tr!("inside-source", input = from + 1).into_owned())
        }
    }
}

/// Numbers or tokens to pick from, as a column of buttons; the one that was clicked.
fn pick(ui: &mut Ui, room: Rect, units: usize, chosen: usize, are_tokens: bool) -> Option<usize> {
    let palette = theme::palette(ui);
    let row = (room.height() / units.max(1) as f32).min(26.0);
    let mut picked = None;
    for unit in 0..units {
        let rect = Rect::from_min_size(pos2(room.left(), room.top() + unit as f32 * row), vec2(room.width(), row));
        let response = ui.interact(rect, ui.scope_id().with(("unit", unit)), Sense::click());
        let name = if are_tokens { tr!("inside-token", token = unit + 1) } else { tr!("inside-unit", unit = unit + 1) };
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, unit == chosen, &name));
        let inner = rect.shrink(1.0);
        let fill = if unit == chosen {
            palette.accent
        } else if response.hovered() || response.has_focus() {
            palette.well_hovered
        } else {
            palette.well
        };
        ui.painter().rect_filled(inner, 2, fill);
        if row >= 14.0 {
            let colour = if unit == chosen { palette.on_accent } else { palette.quiet };
            // Ten numbers are the digits.
            let words = if units == 10 && !are_tokens { unit.to_string() } else { (unit + 1).to_string() };
            ui.painter().text(inner.center(), Align2::CENTER_CENTER, words, theme::font(size::SMALL), colour);
        }
        if response.clicked() {
            picked = Some(unit);
        }
    }
    picked
}

/// Steps of one number below each other, each with what it gives.
pub fn chain(ui: &Ui, room: Rect, scene: &Scene, lines: &[Line]) {
    let palette = theme::palette(ui);
    let row = (room.height() / scene.working.lines.len().max(1) as f32).clamp(44.0, 64.0);
    for (at, line) in lines.iter().enumerate() {
        let rect = Rect::from_min_size(pos2(room.left(), room.top() + at as f32 * row), vec2(room.width(), row - 8.0));
        let is_now = at + 1 == lines.len();
        let fill = if is_now { palette.accent_well } else { palette.card };
        ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, fill);
        let value = rect.right_center() - vec2(space::S, 0.0);
        let font = theme::strong_font(size::BODY);
        let value = ui.painter().text(value, Align2::RIGHT_CENTER, number(line.value), font, palette.ink);
        // What it does takes the room that its number leaves, in two rows if it has to.
        let width = (value.left() - rect.left() - 2.0 * space::S).max(1.0);
        let font = theme::font(size::SMALL);
        let mut job = egui::text::LayoutJob::simple(title(line, scene), font, palette.quiet, width);
        job.wrap.max_rows = 2;
        let words = ui.painter().layout_job(job);
        let top = rect.center().y - words.size().y / 2.0;
        ui.painter().galley(pos2(rect.left() + space::S, top), words, palette.quiet);
    }
}
