//! The canvas: pointer events to strokes, and strokes to the screen.

use eframe::egui::{
    Align2, CornerRadius, CursorIcon, Event, PointerButton, Pos2, Rect, Response, Role, Sense, Shape, Stroke,
    StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::{DrawTab, TabContext, Tool};
use crate::app::icons;
use crate::app::theme::{self, Palette, size, space};
use crate::app::widgets::ink::{self, canvas_from_screen};
use crate::app::widgets::pixels;
use crate::data::SIDE;
use crate::ink::Point;

/// How near the eraser has to come to a stroke, as a share of the canvas side.
const ERASER_RADIUS: f32 = 0.035;
/// The digit's box of an MNIST image, as a share of its side.
const DIGIT_BOX: f32 = 20.0 / SIDE as f32;

/// What the pointer is doing on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// Drawing a stroke with this button.
    Draw(PointerButton),
    /// Removing strokes with this button.
    Erase(PointerButton),
}

impl Gesture {
    fn button(self) -> PointerButton {
        match self {
            Self::Draw(button) | Self::Erase(button) => button,
        }
    }
}

/// Draws the canvas as a square of `side` points and takes in what the pointer does on it.
pub fn ui(ui: &mut Ui, tab: &mut DrawTab, context: &mut TabContext<'_>, side: f32) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click_and_drag());
    let value = match tab.prediction() {
        Some(prediction) => format!("{}, {:.0} %", prediction.digit(), prediction.confidence() * 100.0),
        None => "blank".to_owned(),
    };
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(value.clone()),
        ..WidgetInfo::labeled(Role::Canvas, true, "Canvas")
    });
    take_in(ui, &response, tab, context.settings.pen_width);
    if ui.is_rect_visible(rect) {
        paint(ui, &response, tab);
    }
}

/// Every pointer event since the last frame counts, so that fast strokes have no gaps. A touch comes as pointer events
/// too, for the first finger; a second finger draws nothing.
fn take_in(ui: &Ui, response: &Response, tab: &mut DrawTab, pen_width: f32) {
    let rect = response.rect;
    let is_on_top = |place| {
        rect.contains(place) && ui.is_enabled() && ui.ctx().layer_id_at(place).is_none_or(|top| top == ui.layer_id())
    };
    for event in ui.input(|input| input.events.clone()) {
        match event {
            Event::PointerButton { pos, button, pressed: true, .. } if tab.gesture.is_none() && is_on_top(pos) => {
                begin(tab, button, point_on(rect, pos), pen_width);
            }
            Event::PointerButton { pos, button, pressed: false, .. }
                if tab.gesture.is_some_and(|gesture| gesture.button() == button) =>
            {
                go_on(tab, point_on(rect, pos));
                tab.lift();
            }
            Event::PointerMoved(pos) => go_on(tab, point_on(rect, pos)),
            Event::PointerGone | Event::WindowFocused(false) => tab.lift(),
            _ => {}
        }
    }
    // A release that never came, as when another window took it.
    if tab.gesture.is_some() && !ui.input(|input| input.pointer.any_down()) {
        tab.lift();
    }
}

fn begin(tab: &mut DrawTab, button: PointerButton, at: Point, pen_width: f32) {
    let tool = match button {
        PointerButton::Primary => tab.tool,
        PointerButton::Secondary => Tool::Eraser,
        PointerButton::Middle | PointerButton::Extra1 | PointerButton::Extra2 => return,
    };
    tab.picture = None;
    match tool {
        Tool::Pen => {
            tab.drawing.begin(at, pen_width);
            tab.gesture = Some(Gesture::Draw(button));
        }
        Tool::Eraser => {
            tab.drawing.begin_erasing(crate::ink::drawing::Eraser::Strokes);
            tab.drawing.erase(at, ERASER_RADIUS);
            tab.gesture = Some(Gesture::Erase(button));
        }
    }
}

fn go_on(tab: &mut DrawTab, to: Point) {
    match tab.gesture {
        Some(Gesture::Draw(_)) => tab.drawing.extend(to),
        Some(Gesture::Erase(_)) => _ = tab.drawing.erase(to, ERASER_RADIUS),
        None => {}
    }
}

/// The place on the canvas; ink beyond its edge would be read but not seen.
fn point_on(rect: Rect, place: Pos2) -> Point {
    let point = canvas_from_screen(rect, place);
    Point { x: point.x.clamp(0.0, 1.0), y: point.y.clamp(0.0, 1.0) }
}

fn paint(ui: &Ui, response: &Response, tab: &DrawTab) {
    let palette = theme::palette(ui);
    let rect = response.rect;
    let round = CornerRadius::same(theme::CARD_RADIUS);
    ui.painter().rect(rect, round, palette.card, Stroke::new(1.0, palette.line), StrokeKind::Inside);
    let painter = ui.painter_at(rect.shrink(1.0));
    match &tab.picture {
        Some(picture) => {
            let inside = Rect::from_center_size(rect.center(), rect.size() * 0.9);
            let mesh = pixels::mesh(&picture.image, inside, ui.pixels_per_point(), palette.card, palette.ink);
            painter.add(Shape::mesh(mesh));
            let place = rect.center_bottom() - Vec2::new(0.0, space::S);
            let words = format!("{} · draw to go on", picture.name);
            painter.text(place, Align2::CENTER_BOTTOM, words, theme::font(size::BODY), palette.quiet);
        }
        None if tab.drawing.is_empty() => invite(&painter, rect, palette),
        None => {
            paint_window(&painter, rect, tab, palette);
            ink::paint(&painter, rect, tab.drawing.strokes(), palette.ink);
        }
    }
    paint_cursor(ui, response, tab, palette);
}

/// The blank canvas says what to do, and shows how large a digit it expects.
fn invite(painter: &eframe::egui::Painter, rect: Rect, palette: &Palette) {
    let guide = Rect::from_center_size(rect.center(), rect.size() * DIGIT_BOX);
    brackets(painter, guide, palette);
    let middle = rect.center();
    // On a small canvas the words have to fit its width of about twelve letters.
    let scale = (rect.width() / 300.0).min(1.0);
    let icon = theme::icon_font(size::LARGE * scale);
    painter.text(middle, Align2::CENTER_BOTTOM, icons::SCRIBBLE_LOOP, icon, palette.quiet);
    let words = middle + Vec2::new(0.0, space::M * scale);
    let font = theme::font(size::TITLE * scale);
    painter.text(words, Align2::CENTER_TOP, "Draw a digit from 0 to 9", font, palette.quiet);
}

/// The square that is cut out and shrunk to the digit's box.
fn paint_window(painter: &eframe::egui::Painter, rect: Rect, tab: &DrawTab, palette: &Palette) {
    let Some(window) = ink::window_of(tab.drawing.strokes()) else { return };
    let corner = |place: Pos2| rect.min + place.to_vec2() * rect.width();
    brackets(painter, Rect::from_min_max(corner(window.min), corner(window.max)), palette);
}

fn brackets(painter: &eframe::egui::Painter, frame: Rect, palette: &Palette) {
    let arm = (frame.width() * 0.12).max(6.0);
    let line = Stroke::new(2.0, theme::blend(palette.line, palette.quiet, 0.35));
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

fn paint_cursor(ui: &Ui, response: &Response, tab: &DrawTab, palette: &Palette) {
    let is_erasing = match tab.gesture {
        Some(Gesture::Erase(_)) => true,
        Some(Gesture::Draw(_)) => false,
        None => tab.tool == Tool::Eraser,
    };
    let Some(place) = response.hover_pos().or_else(|| response.interact_pointer_pos()) else { return };
    if is_erasing {
        ui.ctx().set_cursor_icon(CursorIcon::None);
        let radius = ERASER_RADIUS * response.rect.width();
        ui.painter().circle(place, radius, palette.paper.gamma_multiply(0.6), Stroke::new(2.0, palette.quiet));
    } else {
        ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
    }
}
