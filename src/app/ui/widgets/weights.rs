//! Pictures of weights in a grid: negative ones in one colour, positive ones in another, zero in the colour of the card.

use egui::{
    Color32, ColorImage, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use crate::app::ui::theme;

/// Gap between two pictures, in points.
const GAP: f32 = 4.0;

/// The texture of the grid, renewed when the weights or the colours change.
#[derive(Default)]
pub struct Grid {
    held: Option<(TextureHandle, (u64, bool))>,
}

impl Grid {
    /// Draws `pictures`, each `side` × `side` weights, in a grid that fits `room` points. A new `stamp` means new
    /// weights; `label` is the accessible name.
    pub fn show(&mut self, ui: &mut Ui, pictures: &[Vec<f32>], side: usize, stamp: u64, room: Vec2, label: &str) {
        let (columns, cell) = fit(pictures.len(), room);
        let rows = pictures.len().div_ceil(columns.max(1));
        let size = vec2(columns as f32, rows as f32) * (cell + GAP) - Vec2::splat(GAP);
        let (rect, response) = ui.allocate_exact_size(size.max(Vec2::ZERO), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, label));
        if pictures.is_empty() || !ui.is_rect_visible(rect) {
            return;
        }
        let texture = self.texture(ui, pictures, side, stamp).id();
        let palette = theme::palette(ui);
        let part = 1.0 / pictures.len() as f32;
        for place in 0..pictures.len() {
            let at = vec2((place % columns) as f32, (place / columns) as f32) * (cell + GAP);
            let square = Rect::from_min_size(rect.min + at, Vec2::splat(cell));
            let uv = Rect::from_min_max(pos2(0.0, place as f32 * part), pos2(1.0, (place + 1) as f32 * part));
            ui.painter().image(texture, square, uv, Color32::WHITE);
            let edge = Stroke::new(1.0, palette.line);
            ui.painter().rect_stroke(square, 0, edge, StrokeKind::Outside);
        }
    }

    /// One column of pictures.
    fn texture(&mut self, ui: &Ui, pictures: &[Vec<f32>], side: usize, stamp: u64) -> &TextureHandle {
        let key = (stamp, ui.visuals().dark_mode);
        if self.held.as_ref().is_none_or(|(_, held)| *held != key) {
            let image = paint(ui, pictures, side);
            if let Some((texture, held)) = &mut self.held {
                texture.set(image, TextureOptions::NEAREST);
                *held = key;
            } else {
                let texture = ui.ctx().load_texture("weights", image, TextureOptions::NEAREST);
                self.held = Some((texture, key));
            }
        }
        &self.held.as_ref().expect("it was filled just now").0
    }
}

fn paint(ui: &Ui, pictures: &[Vec<f32>], side: usize) -> ColorImage {
    let palette = theme::palette(ui);
    let values = || pictures.iter().flatten().copied();
    let reach = values().filter(|value| value.is_finite()).fold(1e-9, |reach: f32, value| reach.max(value.abs()));
    let (above, below) = theme::signed(ui.visuals());
    let shade = |value: f32| {
        // The root keeps small weights visible.
        let share = (value.abs() / reach).min(1.0).sqrt();
        theme::blend(palette.card, if value < 0.0 { below } else { above }, share)
    };
    ColorImage::new([side, side * pictures.len()], values().map(shade).collect())
}

/// Columns and side of a cell so that `count` squares fill `room` best.
fn fit(count: usize, room: Vec2) -> (usize, f32) {
    let mut best = (1, 8.0);
    for columns in 1..=count.max(1) {
        let rows = count.div_ceil(columns) as f32;
        let width = (room.x + GAP) / columns as f32 - GAP;
        let height = (room.y + GAP) / rows - GAP;
        let cell = width.min(height).min(72.0).floor();
        if cell > best.1 {
            best = (columns, cell);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_fill_the_room_and_stay_in_it() {
        for (count, room) in [(32, vec2(300.0, 300.0)), (10, vec2(900.0, 100.0)), (64, vec2(200.0, 600.0))] {
            let (columns, cell) = fit(count, room);
            let rows = count.div_ceil(columns) as f32;
            assert!(columns as f32 * (cell + GAP) - GAP <= room.x + 0.1, "{count} in {room:?}");
            assert!(rows * (cell + GAP) - GAP <= room.y + 0.1, "{count} in {room:?}");
            assert!(cell >= 16.0, "{count} in {room:?}: {cell}");
        }
    }
}
