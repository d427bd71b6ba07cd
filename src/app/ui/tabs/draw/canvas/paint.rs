//! How the canvas looks: paper, guides, ink, handles and the cursor. Changes nothing.

use egui::{Align2, CornerRadius, CursorIcon, Painter, Pos2, Rect, Response, Shape, Stroke, StrokeKind, Ui, Vec2};

use super::handles::{Frame, cursor};
use super::painted::PaintedInk;
use crate::app::core::canvas::Canvas;
use crate::app::core::canvas::gesture::Gesture;
use crate::app::core::icons;
use crate::app::core::settings::Settings;
use crate::app::core::settings::canvas::{Grid, Tool};
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::{ink, pixels};
use crate::data::{Image, SIDE};
use crate::ink::example;
use crate::tr;

/// The digit's box of an MNIST image, as a share of its side.
const DIGIT_BOX: f32 = 20.0 / SIDE as f32;
/// Below this width, in points, a canvas has small words.
const SMALL_CANVAS: f32 = 320.0;
/// Squares of the grid along a side.
const SQUARES: usize = 8;

/// Paints all of it.
pub fn paint(ui: &Ui, response: &Response, canvas: &Canvas, settings: &Settings, painted: &mut PaintedInk) {
    let palette = theme::palette(ui);
    let rect = response.rect;
    let round = CornerRadius::same(theme::CARD_RADIUS);
    let edge = if response.has_focus() { Stroke::new(2.0, palette.accent) } else { Stroke::new(1.0, palette.line) };
    ui.painter().rect(rect, round, palette.card, edge, StrokeKind::Inside);
    let painter = ui.painter_at(rect.shrink(1.0));
    if settings.canvas.grid == Grid::Shown {
        paint_grid(&painter, rect, palette);
    }
    let strokes = canvas.shown();
    if let Some(picture) = &canvas.picture {
        let words = tr!("canvas-picture", name = picture.name.clone());
        paint_picture(&painter, rect, &picture.image, &words, ui.pixels_per_point());
    } else {
        if let Some(digit) = settings.canvas.example {
            paint_example(&painter, rect, digit, palette);
        }
        if !strokes.is_empty() {
            // Of several digits each has a box of its own.
            if canvas.number.digits().is_empty() {
                paint_window(&painter, rect, strokes, palette);
            }
            painted.paint(&painter, rect, (canvas.subject(), strokes), palette.ink);
        } else if settings.canvas.example.is_none() && canvas.replay.is_none() {
            invite(&painter, rect, palette);
        }
        if settings.canvas.tool == Tool::Transform
            && canvas.replay.is_none()
            && let Some(frame) = Frame::around(rect, strokes)
        {
            let held = if let Some(Gesture::Handle(_, drag)) = &canvas.gesture { Some(drag.grip) } else { None };
            frame.paint(&painter, palette, held);
        }
    }
    paint_cursor(ui, response, canvas, settings, palette);
}

/// A picture in place of ink, and below it, on the paper, what it is.
fn paint_picture(painter: &Painter, rect: Rect, image: &Image, words: &str, pixels_per_point: f32) {
    let colour = theme::of(&painter.ctx().global_style().visuals).quiet;
    let letters = if rect.width() < SMALL_CANVAS { size::SMALL } else { size::BODY };
    let width = rect.width() - 2.0 * space::S;
    let mut job = egui::text::LayoutJob::simple(words.to_owned(), theme::font(letters), colour, width);
    (job.halign, job.wrap.max_rows) = (egui::Align::Center, 2);
    let words = painter.layout_job(job);
    let top = rect.bottom() - space::S - words.size().y;
    let side = (top - rect.top() - 2.0 * space::S).min(rect.width() * 0.9).max(1.0);
    let middle = Pos2::new(rect.center().x, f32::midpoint(rect.top(), top));
    let mesh = pixels::mesh(image, Rect::from_center_size(middle, Vec2::splat(side)), pixels_per_point);
    painter.add(Shape::mesh(mesh));
    painter.galley(Pos2::new(rect.center().x, top), words, colour);
}

fn paint_grid(painter: &Painter, rect: Rect, palette: &Palette) {
    for line in 1..SQUARES {
        let way = rect.width() * line as f32 / SQUARES as f32;
        let colour = if 2 * line == SQUARES { theme::blend(palette.line, palette.quiet, 0.35) } else { palette.line };
        let line = Stroke::new(1.0, colour);
        painter.vline(rect.left() + way, rect.y_range(), line);
        painter.hline(rect.x_range(), rect.top() + way, line);
    }
}

/// A faint digit, with a dot and a number where each stroke begins.
fn paint_example(painter: &Painter, rect: Rect, digit: u8, palette: &Palette) {
    let strokes = example::strokes(digit);
    ink::paint(painter, rect, &strokes, theme::blend(palette.card, palette.accent, 0.16));
    let radius = (rect.width() * 0.016).clamp(5.0, 11.0);
    for (index, stroke) in strokes.iter().enumerate() {
        let Some(&start) = stroke.points.first() else { continue };
        let place = ink::screen_from_canvas(rect, start);
        painter.circle_filled(place, radius, theme::blend(palette.card, palette.accent, 0.55));
        if strokes.len() > 1 {
            let number = (index + 1).to_string();
            painter.text(place, Align2::CENTER_CENTER, number, theme::strong_font(radius * 1.4), palette.card);
        }
    }
}

/// The blank canvas says what to do, and shows how large a digit it expects.
fn invite(painter: &Painter, rect: Rect, palette: &Palette) {
    let guide = Rect::from_center_size(rect.center(), rect.size() * DIGIT_BOX);
    brackets(painter, guide, palette);
    let middle = rect.center();
    // On a small canvas the words have to fit its width of about twelve letters.
    let scale = (rect.width() / 300.0).min(1.0);
    let icon = theme::icon_font(size::LARGE * scale);
    painter.text(middle, Align2::CENTER_BOTTOM, icons::SCRIBBLE_LOOP, icon, palette.quiet);
    let words = middle + Vec2::new(0.0, space::M * scale);
    let font = theme::font(size::TITLE * scale);
    painter.text(words, Align2::CENTER_TOP, tr!("canvas-invitation"), font, palette.quiet);
}

/// The square that is cut out and shrunk to the digit's box.
fn paint_window(painter: &Painter, rect: Rect, strokes: &[crate::ink::Stroke], palette: &Palette) {
    let Some(window) = ink::window_of(strokes) else { return };
    let corner = |place: Pos2| rect.min + place.to_vec2() * rect.width();
    brackets(painter, Rect::from_min_max(corner(window.min), corner(window.max)), palette);
}

fn brackets(painter: &Painter, frame: Rect, palette: &Palette) {
    let arm = (frame.width() * 0.12).max(6.0);
    let line = Stroke::new(2.0, palette.strong_line);
    for (corner, x, y) in [
        (frame.left_top(), 1.0, 1.0),
        (frame.right_top(), -1.0, 1.0),
        (frame.left_bottom(), 1.0, -1.0),
        (frame.right_bottom(), -1.0, -1.0),
    ] {
        let points = vec![corner + Vec2::new(x * arm, 0.0), corner, corner + Vec2::new(0.0, y * arm)];
        painter.add(Shape::line(points, line));
    }
}

/// A ring as wide as the tool, or the hand of a handle.
fn paint_cursor(ui: &Ui, response: &Response, canvas: &Canvas, settings: &Settings, palette: &Palette) {
    let Some(place) = response.hover_pos().or_else(|| response.interact_pointer_pos()) else { return };
    let tool = match canvas.gesture {
        Some(Gesture::Erase(..)) if settings.canvas.tool != Tool::AreaEraser => Tool::Eraser,
        Some(_) | None => settings.canvas.tool,
    };
    let side = response.rect.width();
    match tool {
        Tool::Pen => {
            let radius = settings.pen_width / 2.0 * side;
            ui.ctx().set_cursor_icon(CursorIcon::None);
            // Light around dark, so that it is seen on paper and on ink.
            ui.painter().circle_stroke(place, radius, Stroke::new(3.0, palette.card.gamma_multiply(0.7)));
            ui.painter().circle_stroke(place, radius, Stroke::new(1.5, palette.accent));
            ui.painter().circle(place, 2.0, palette.accent, Stroke::new(1.0, palette.card));
        }
        Tool::Eraser | Tool::AreaEraser => {
            let radius = settings.canvas.eraser_width / 2.0 * side;
            ui.ctx().set_cursor_icon(CursorIcon::None);
            ui.painter().circle(place, radius, palette.paper.gamma_multiply(0.6), Stroke::new(2.0, palette.quiet));
            if tool == Tool::AreaEraser {
                ui.painter().circle_stroke(place, (radius - 3.0).max(1.0), Stroke::new(1.0, palette.quiet));
            }
        }
        Tool::Transform => {
            let held = if let Some(Gesture::Handle(_, drag)) = &canvas.gesture { Some(drag.grip) } else { None };
            let frame = Frame::around(response.rect, canvas.drawing.strokes());
            let grip = held.or_else(|| frame.and_then(|frame| frame.grip_at(place)));
            ui.ctx().set_cursor_icon(grip.map_or(CursorIcon::Default, cursor));
        }
    }
}
