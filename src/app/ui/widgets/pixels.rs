//! A 28×28 image with crisp pixels, light ink on dark paper as the network gets it.

use egui::{Mesh, Pos2, Rect, Response, Role, Sense, Shape, Ui, Vec2, WidgetInfo};

use crate::app::ui::theme;
use crate::data::{Image, SIDE};

/// Draws `image` in a square of `side` points; `label` says what it shows.
pub fn ui(ui: &mut Ui, image: &Image, side: f32, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
    if ui.is_rect_visible(rect) {
        ui.painter().add(Shape::mesh(mesh(image, rect, ui.pixels_per_point())));
    }
    response
}

/// One square a pixel, with edges on whole pixels of the screen so that none blurs.
#[must_use]
pub fn mesh(image: &Image, rect: Rect, pixels_per_point: f32) -> Mesh {
    let snap = |value: f32| (value * pixels_per_point).round() / pixels_per_point;
    let step = rect.width() / SIDE as f32;
    let edge = |origin: f32, index: usize| snap(origin + step * index as f32);
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(rect, theme::pixel(0));
    for y in 0..SIDE {
        for x in 0..SIDE {
            let value = image.pixel(x, y);
            if value > 0 {
                let top_left = Pos2::new(edge(rect.left(), x), edge(rect.top(), y));
                let bottom_right = Pos2::new(edge(rect.left(), x + 1), edge(rect.top(), y + 1));
                mesh.add_colored_rect(Rect::from_min_max(top_left, bottom_right), theme::pixel(value));
            }
        }
    }
    mesh
}
