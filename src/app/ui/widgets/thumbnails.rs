//! Small pictures in rows that scroll, all drawn from one texture that holds those in and near the view.

use std::ops::Range;
use std::sync::Arc;

use egui::{
    Align2, Color32, ColorImage, Rect, Role, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui,
    Vec2, WidgetInfo, pos2, vec2,
};

use crate::analysis::Misread;
use crate::app::ui::theme;
use crate::data::{Dataset, SIDE};
use crate::text::format;
use crate::tr;

/// Smallest side of a thumbnail, in points, where room is scarce; the usual one; and the largest one.
const SIDES: [f32; 3] = [2.0 * SIDE as f32, 3.0 * SIDE as f32, 8.0 * SIDE as f32];
/// Below this height of the gallery, in points, room is scarce.
const LOW: f32 = 220.0;
/// Height of the words beneath, and their width.
const CAPTION: Vec2 = Vec2::new(80.0, 22.0);
/// Pictures along one side of the texture.
const COLUMNS: usize = 32;
/// Pictures in the texture, enough for a view at any window size and as many again around it.
const CAPACITY: usize = COLUMNS * COLUMNS;

/// What the gallery remembers between frames: its texture, which pictures are in it, and what is in view.
#[derive(Default)]
pub struct Atlas {
    held: Option<Held>,
    followed: Option<usize>,
    rows_in_view: Range<usize>,
}

/// A texture, and the images in it.
struct Held {
    texture: TextureHandle,
    data: Arc<Dataset>,
    indices: Vec<usize>,
}

impl Atlas {
    /// The texture with pictures `wanted` (indices in `data`), at most [`CAPACITY`], in their order.
    fn texture(&mut self, ctx: &egui::Context, data: &Arc<Dataset>, wanted: &[usize]) -> &TextureHandle {
        let before = self.held.take().filter(|held| Arc::ptr_eq(&held.data, data) && held.indices == wanted);
        let held = self.held.insert(before.unwrap_or_else(|| Held {
            texture: ctx.load_texture("thumbnails", picture(data, wanted), TextureOptions::NEAREST),
            data: Arc::clone(data),
            indices: wanted.to_vec(),
        }));
        &held.texture
    }
}

fn picture(data: &Dataset, wanted: &[usize]) -> ColorImage {
    let rows = wanted.len().div_ceil(COLUMNS).max(1);
    let width = COLUMNS * SIDE;
    let mut pixels = vec![theme::pixel(0); width * rows * SIDE];
    for (slot, &index) in wanted.iter().enumerate() {
        let corner = (slot / COLUMNS) * SIDE * width + (slot % COLUMNS) * SIDE;
        for (row, line) in data.pixels(index).chunks_exact(SIDE).enumerate() {
            for (x, &value) in line.iter().enumerate() {
                pixels[corner + row * width + x] = theme::pixel(value);
            }
        }
    }
    ColorImage::new([width, rows * SIDE], pixels)
}

/// Part of the texture that shows the picture in `slot`, of `held` in it.
fn part(slot: usize, held: usize) -> Rect {
    let rows = held.div_ceil(COLUMNS).max(1) as f32;
    let size = vec2(1.0 / COLUMNS as f32, 1.0 / rows);
    let (column, row) = ((slot % COLUMNS) as f32, (slot / COLUMNS) as f32);
    Rect::from_min_size(pos2(column * size.x, row * size.y), size)
}

/// The errors around the rows in view that go into the texture, as a range of `total`; it changes only every so often
/// while scrolling.
fn window(first: usize, last: usize, total: usize) -> Range<usize> {
    let chunk = CAPACITY / 4;
    let start = (first / chunk).saturating_sub(1) * chunk;
    start..(start + CAPACITY).max(last).min(total)
}

/// A thumbnail of `side` points with its caption.
fn cell_of(side: f32) -> Vec2 {
    vec2(side.max(CAPTION.x), side + CAPTION.y)
}

/// The largest side with which `total` thumbnails fit into `room` without scrolling, or the smallest one. Whole points for
/// every two pixels, so that the pictures are even.
fn side_in(room: Vec2, total: usize) -> f32 {
    let gap = theme::space::S;
    let least = if room.y < LOW { SIDES[0] } else { SIDES[1] };
    let fits = |side: f32| {
        let pitch = cell_of(side) + Vec2::splat(gap);
        let [columns, rows] = [room.x / pitch.x, room.y / pitch.y].map(|count| count.floor() as usize);
        columns * rows >= total
    };
    let step = SIDE as f32 / 2.0;
    let steps = ((SIDES[2] - least) / step) as usize;
    (0..=steps).rev().map(|larger| least + larger as f32 * step).find(|&side| fits(side)).unwrap_or(least)
}

/// Shows `errors` of `data` in rows, as large as `total` of them would fit into the room; a click or the keyboard's focus
/// moves `selected`, an index of `data`.
pub fn show(
    ui: &mut Ui,
    atlas: &mut Atlas,
    data: &Arc<Dataset>,
    (errors, total): (&[Misread], usize),
    selected: &mut Option<usize>,
) {
    let gap = theme::space::S;
    let side = side_in(ui.available_size() - vec2(theme::space::M, 0.0), total);
    let cell = cell_of(side);
    let columns = (((ui.available_width() - theme::space::M + gap) / (cell.x + gap)).floor() as usize).max(1);
    let rows = errors.len().div_ceil(columns);
    // The columns take all the room, but do not drift apart.
    let bar = theme::space::M;
    let rest = ui.available_width() - bar - columns as f32 * cell.x;
    let apart = (rest / (columns as f32 - 1.0).max(1.0)).clamp(gap, 5.0 * gap);
    ui.spacing_mut().item_spacing = vec2(apart.floor(), gap);
    let mut scroll = ScrollArea::vertical().auto_shrink([false, false]);
    if let Some(row) = row_to_show(atlas, errors, *selected, columns) {
        scroll = scroll.vertical_scroll_offset(row as f32 * (cell.y + gap));
    }
    let shown = scroll.show_rows(ui, cell.y, rows, |ui, shown_rows| {
        let (first, last) = (shown_rows.start * columns, (shown_rows.end * columns).min(errors.len()));
        let window = window(first, last, errors.len());
        let wanted: Vec<usize> = errors[window.clone()].iter().map(|error| error.index).collect();
        let texture = atlas.texture(ui.ctx(), data, &wanted).id();
        for row in shown_rows {
            ui.horizontal(|ui| {
                for (place, error) in errors.iter().enumerate().skip(row * columns).take(columns) {
                    let uv = part(place - window.start, wanted.len());
                    thumbnail(ui, error, (texture, uv, side), selected);
                }
            });
        }
    });
    let (pitch, offset) = (cell.y + gap, shown.state.clamped_offset().y);
    let end = ((offset + shown.inner_rect.height() + gap) / pitch).floor() as usize;
    atlas.rows_in_view = (offset / pitch).ceil() as usize..end;
    atlas.followed = *selected;
}

/// The row to scroll to when the selection was moved by other means than a click here, and is out of view.
fn row_to_show(atlas: &Atlas, errors: &[Misread], selected: Option<usize>, columns: usize) -> Option<usize> {
    if atlas.followed == selected {
        return None;
    }
    let row = errors.iter().position(|error| Some(error.index) == selected)? / columns;
    let view = &atlas.rows_in_view;
    if row < view.start {
        Some(row)
    } else if row >= view.end {
        Some((row + 1).saturating_sub(view.len().max(1)))
    } else {
        None
    }
}

fn thumbnail(
    ui: &mut Ui,
    error: &Misread,
    (texture, uv, side): (egui::TextureId, Rect, f32),
    selected: &mut Option<usize>,
) {
    let (rect, response) = ui.allocate_exact_size(cell_of(side), Sense::click());
    if response.clicked() || response.gained_focus() {
        *selected = Some(error.index);
    }
    let is_selected = *selected == Some(error.index);
    let (label, predicted, sure) = (error.truth_name(), error.predicted_name(), format::confidence(error.confidence));
    let told = tr!("thumbnail", image = error.index, label = label, predicted = predicted, sure = sure);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, &told));
    let palette = theme::palette(ui);
    let image = Rect::from_min_size(pos2(rect.center().x - side / 2.0, rect.top()), Vec2::splat(side));
    // As square as its frame: pixels have corners.
    ui.painter().image(texture, image, uv, Color32::WHITE);
    let edge = if is_selected || response.has_focus() {
        Stroke::new(3.0, palette.accent)
    } else if response.hovered() {
        Stroke::new(1.0, palette.strong_line)
    } else {
        Stroke::new(1.0, palette.line)
    };
    ui.painter().rect_stroke(image, 0, edge, StrokeKind::Inside);
    let caption = tr!("thumbnail.caption", label = label, predicted = predicted, sure = sure);
    let ink = if is_selected { palette.ink } else { palette.quiet };
    let place = pos2(rect.center().x, image.bottom() + CAPTION.y / 2.0);
    ui.painter().text(place, Align2::CENTER_CENTER, caption, theme::font(theme::size::SMALL), ink);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_pictures_are_large_and_many_have_the_usual_size() {
        let room = vec2(1_200.0, 1_300.0);
        assert!((side_in(room, 3_000) - SIDES[1]).abs() < 0.1);
        assert!((side_in(room, 1) - SIDES[2]).abs() < 0.1);
        for total in 1..400 {
            let side = side_in(room, total);
            let larger = cell_of(side + SIDE as f32 / 2.0) + Vec2::splat(theme::space::S);
            let next = (room.x / larger.x).floor() * (room.y / larger.y).floor();
            assert!(side >= SIDES[2] || (next as usize) < total, "{total} could be larger than {side}");
        }
    }

    #[test]
    fn the_texture_holds_every_row_in_view() {
        for first in (0..10_000).step_by(97) {
            let last = (first + 260).min(10_000);
            let held = window(first, last, 10_000);
            assert!(held.start <= first && held.end >= last && held.len() <= CAPACITY, "{held:?}");
        }
        assert_eq!(window(0, 40, 79), 0..79);
    }

    #[test]
    fn each_picture_lands_in_its_own_part_of_the_texture() {
        let mut pixels = vec![0; 40 * SIDE * SIDE];
        pixels[33 * SIDE * SIDE] = 255;
        let data = Dataset::new("few", pixels, vec![0; 40]).expect("sizes fit");
        let wanted: Vec<usize> = (0..40).collect();
        let image = picture(&data, &wanted);
        let uv = part(33, 40);
        let (x, y) = (uv.left() * image.width() as f32, uv.top() * image.height() as f32);
        assert_eq!(image[(x.round() as usize, y.round() as usize)], theme::pixel(255));
        assert_eq!(image.pixels.iter().filter(|pixel| **pixel == theme::pixel(255)).count(), 1);
    }
}
