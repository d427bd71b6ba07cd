//! Pictures of 28 × 28 pixels with colours that speak: a heat map over the drawing, and pixels that were changed.

use egui::{Mesh, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use crate::app::ui::theme;
use crate::data::{Image, SIDE};

/// Draws `image` in a square of `side` points with `values` of its pixels over it, which reach `reach` far from 0; `label`
/// says what it shows.
pub fn map(ui: &mut Ui, image: &Image, values: &[f32], reach: f32, side: f32, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
    if ui.is_rect_visible(rect) {
        let colour = |pixel: usize| {
            let share = values.get(pixel).map_or(0.0, |value| value / reach.max(f32::MIN_POSITIVE));
            theme::heat(image.0[pixel], share)
        };
        paint(ui.painter(), rect, ui.pixels_per_point(), colour);
    }
    response
}

/// Draws `image` with frames around the pixels `changed`, of which each is added ink or erased ink.
pub fn changed(ui: &mut Ui, image: &Image, changed: &[(usize, bool)], side: f32, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
    if ui.is_rect_visible(rect) {
        paint(ui.painter(), rect, ui.pixels_per_point(), |pixel| theme::pixel(image.0[pixel]));
        let width = (side / 28.0 / 6.0).clamp(1.5, 4.0);
        for &(pixel, is_added) in changed {
            let (added, erased) = theme::ON_PICTURES;
            let colour = if is_added { added } else { erased };
            let frame = place(rect, pixel, ui.pixels_per_point());
            ui.painter().rect_stroke(frame, 0, Stroke::new(width, colour), StrokeKind::Outside);
        }
    }
    response
}

/// Where a pixel lies, with edges on whole pixels of the screen so that none blurs.
fn place(rect: Rect, pixel: usize, pixels_per_point: f32) -> Rect {
    let snap = |value: f32| (value * pixels_per_point).round() / pixels_per_point;
    let step = rect.width() / SIDE as f32;
    let corner =
        |x: usize, y: usize| Pos2::new(snap(rect.left() + step * x as f32), snap(rect.top() + step * y as f32));
    let (x, y) = (pixel % SIDE, pixel / SIDE);
    Rect::from_min_max(corner(x, y), corner(x + 1, y + 1))
}

fn paint(painter: &Painter, rect: Rect, pixels_per_point: f32, colour: impl Fn(usize) -> egui::Color32) {
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(rect, theme::pixel(0));
    for pixel in 0..SIDE * SIDE {
        mesh.add_colored_rect(place(rect, pixel, pixels_per_point), colour(pixel));
    }
    painter.add(Shape::mesh(mesh));
}
