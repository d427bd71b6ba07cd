//! Softmax and cross-entropy.

use egui::{Align2, Color32, Pos2, Rect, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::push;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::working::{Numbers, Scene};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::model::worked::{Act, Line, number, probability};
use crate::tr;

/// Highest row, in points.
const ROW: f32 = 36.0;

/// What the lines so far say of each class.
fn known(lines: &[Line], act: Act) -> Vec<f64> {
    lines.iter().filter(|line| line.act == act).map(|line| line.value).collect()
}

/// A table: logit, exponential, share.
pub fn softmax(ui: &mut Ui, scene: &Scene, context: &ViewContext<'_>) {
    let room = ui.available_rect_before_wrap();
    let palette = theme::palette(ui);
    let lines = &scene.working.lines[..=scene.line];
    let (exponentials, shares) = (known(lines, Act::Exponential), known(lines, Act::Share));
    let classes = scene.input.len();
    let row = (room.height() / (classes + 2) as f32).min(ROW);
    let width = room.width().min(720.0);
    let left = room.center().x - width / 2.0;
    let column = |at: f32| left + width * at;
    let first = usize::from(context.core.inside.working.numbers == Numbers::Textbook);
    let heads = [(0.12, tr!("inside-logit-z")), (0.34, tr!("inside-exponential")), (0.56, tr!("inside-share-of"))];
    for (at, words) in heads {
        let place = pos2(column(at), room.top() + row / 2.0);
        ui.painter().text(place, Align2::CENTER_CENTER, words, theme::strong_font(size::SMALL), palette.quiet);
    }
    let act = lines.last().map(|line| line.act);
    let now = [(Act::Exponential, exponentials.len()), (Act::Share, shares.len())];
    let now = now.into_iter().find(|(of, _)| act == Some(*of)).and_then(|(_, count)| count.checked_sub(1));
    for class in 0..classes {
        let top = room.top() + (class + 1) as f32 * row;
        let middle = top + row / 2.0;
        let line = Rect::from_min_size(pos2(left, top), vec2(width, row));
        if now == Some(class) {
            ui.painter().rect_filled(line, theme::CONTROL_RADIUS, palette.accent_well);
        }
        let text = |at: f32, words: String, is_strong: bool| {
            let font = if is_strong { theme::strong_font(size::BODY) } else { theme::font(size::BODY) };
            ui.painter().text(pos2(column(at), middle), Align2::CENTER_CENTER, words, font, palette.ink);
        };
        text(0.02, (class + first).to_string(), true);
        text(0.12, number(f64::from(scene.input.get(class).copied().unwrap_or(f32::NAN))), false);
        if let Some(&value) = exponentials.get(class) {
            text(0.34, number(value), now == Some(class));
        }
        if let Some(&share) = shares.get(class) {
            text(0.56, probability(share), now == Some(class));
            let way = Rect::from_min_size(pos2(column(0.66), middle - row * 0.22), vec2(width * 0.34, row * 0.44));
            ui.painter().rect_filled(way, 3, palette.well);
            let filled = way.with_max_x(way.left() + way.width() * share as f32);
            ui.painter().rect_filled(filled, 3, palette.accent);
        }
    }
    if let Some(sum) = lines.iter().find(|line| line.act == Act::Sum) {
        let middle = room.top() + (classes as f32 + 1.5) * row;
        let font = theme::strong_font(size::BODY);
        ui.painter().hline(column(0.24)..=column(0.44), middle - row / 2.0, Stroke::new(1.5, palette.ink));
        let words = format!("Σ = {}", number(sum.value));
        ui.painter().text(pos2(column(0.34), middle), Align2::CENTER_CENTER, words, font, palette.ink);
    }
    ui.allocate_rect(room, Sense::hover());
}

/// The probabilities with the right class, to be picked, and the curve of −ln p with its point.
pub fn cross_entropy(ui: &mut Ui, scene: &Scene, context: &mut ViewContext<'_>) {
    let room = ui.available_rect_before_wrap();
    let (left, right) = room.split_left_right_at_fraction(0.45);
    let picked = classes(ui, left, scene, context.core.inside.working.numbers);
    curve(ui, right.shrink2(vec2(space::XL, space::L)), scene);
    if let Some(class) = picked {
        push(context, InsideCommand::Label(class));
    }
    ui.allocate_rect(room, Sense::hover());
}

fn classes(ui: &mut Ui, room: Rect, scene: &Scene, numbers: Numbers) -> Option<usize> {
    let palette = theme::palette(ui);
    let classes = scene.input.len();
    let row = (room.height() / (classes + 1) as f32).min(ROW);
    let (font, colour) = (theme::strong_font(size::SMALL), palette.quiet);
    ui.painter().text(room.left_top(), Align2::LEFT_TOP, tr!("inside-pick-label"), font, colour);
    let first = usize::from(numbers == Numbers::Textbook);
    let mut picked = None;
    for class in 0..classes {
        let corner = pos2(room.left(), room.top() + (class + 1) as f32 * row);
        let rect = Rect::from_min_size(corner, vec2(room.width() - space::L, row));
        let response = ui.interact(rect, ui.scope_id().with(("label", class)), Sense::click());
        let is_label = class == scene.place;
        let share = scene.input.get(class).copied().unwrap_or(f32::NAN);
        let name = tr!("inside-label", label = class + first, share = number(f64::from(share)));
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_label, &name));
        if is_label {
            ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.accent_well);
        } else if response.hovered() || response.has_focus() {
            ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.well);
        }
        let font = if is_label { theme::strong_font(size::BODY) } else { theme::font(size::BODY) };
        let middle = rect.center().y;
        let digit = (class + first).to_string();
        ui.painter().text(pos2(rect.left() + 12.0, middle), Align2::CENTER_CENTER, digit, font.clone(), palette.ink);
        let way = Rect::from_min_max(pos2(rect.left() + 30.0, middle - 6.0), pos2(rect.right() - 76.0, middle + 6.0));
        ui.painter().rect_filled(way, 3, palette.well);
        let fill = if is_label { palette.accent } else { palette.strong_line };
        ui.painter().rect_filled(way.with_max_x(way.left() + way.width() * share.clamp(0.0, 1.0)), 3, fill);
        let place = pos2(rect.right() - space::S, middle);
        ui.painter().text(place, Align2::RIGHT_CENTER, probability(f64::from(share)), font, palette.ink);
        if response.clicked() && numbers == Numbers::Own {
            picked = Some(class);
        }
    }
    picked
}

/// Most of the curve's axis, in nats.
const MOST: f32 = 5.0;

fn curve(ui: &Ui, room: Rect, scene: &Scene) {
    let palette = theme::palette(ui);
    let plot = Rect::from_min_max(room.min, room.max - vec2(0.0, 20.0));
    let place = |p: f32, loss: f32| -> Pos2 {
        pos2(plot.left() + plot.width() * p, plot.bottom() - plot.height() * (loss / MOST).min(1.0))
    };
    let axis = Stroke::new(1.0, palette.strong_line);
    ui.painter().line_segment([plot.left_bottom(), plot.right_bottom()], axis);
    ui.painter().line_segment([plot.left_bottom(), plot.left_top()], axis);
    let points: Vec<Pos2> =
        (1..=200).map(|at| at as f32 / 200.0).filter(|p| -p.ln() <= MOST).map(|p| place(p, -p.ln())).collect();
    ui.painter().add(Shape::line(points, Stroke::new(2.5, palette.ink)));
    let small = theme::font(size::SMALL);
    ui.painter().text(plot.left_top() + vec2(6.0, 0.0), Align2::LEFT_TOP, "−ln p", small.clone(), palette.quiet);
    ui.painter().text(plot.right_bottom() + vec2(0.0, 3.0), Align2::RIGHT_TOP, "p = 1", small.clone(), palette.quiet);
    ui.painter().text(plot.left_bottom() + vec2(0.0, 3.0), Align2::LEFT_TOP, "0", small, palette.quiet);
    let Some(share) = scene.working.lines.first().map(|line| line.value as f32) else { return };
    let (foot, point) = (place(share, 0.0), place(share, -share.max(1e-9).ln()));
    let is_known = scene.line + 1 >= scene.working.lines.len();
    ui.painter().circle_filled(foot, 5.0, palette.accent);
    if is_known {
        ui.painter().line_segment([foot, point], Stroke::new(1.5, palette.accent));
        ui.painter().line_segment([point, pos2(plot.left(), point.y)], Stroke::new(1.5, palette.accent));
        ui.painter().circle(point, 6.0, palette.accent, Stroke::new(2.0, Color32::WHITE));
        let words = probability(scene.working.result);
        let place = pos2(plot.left() + 6.0, point.y - 2.0);
        ui.painter().text(place, Align2::LEFT_BOTTOM, words, theme::strong_font(size::TITLE), palette.accent);
    }
}
