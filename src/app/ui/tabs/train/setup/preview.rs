//! Training images as they are and as the network would see them in two epochs, changed by the code that trains.

use std::sync::Arc;

use egui::{Color32, ColorImage, Rect, Role, Sense, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2};

use super::row;
use crate::app::core::icons;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::IconButton;
use crate::data::{Augmentation, Dataset, PIXELS, SIDE};

/// Images beside each other.
const COLUMNS: usize = 7;
/// The images as they are, and two rows of changed ones.
const ROWS: usize = 3;
/// Steps between two images of the strip, a prime, so that they come from all over the data.
const STRIDE: usize = 7_919;

/// What the strip shows, and its picture.
#[derive(Default)]
pub struct Preview {
    draw: usize,
    held: Option<Held>,
}

struct Held {
    data: Arc<Dataset>,
    augmentation: Augmentation,
    seed: u64,
    draw: usize,
    is_dark: bool,
    texture: TextureHandle,
    labels: String,
}

impl Preview {
    /// Draws the strip over the width there is, and the button for other examples.
    pub fn show(&mut self, ui: &mut Ui, data: &Arc<Dataset>, augmentation: &Augmentation, seed: u64) {
        if data.is_empty() {
            return;
        }
        self.renew(ui, data, augmentation, seed);
        let Some(held) = &self.held else { return };
        row::note(ui, "Above as they are, below as the network sees them in two epochs");
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let width = ui.available_width().min(COLUMNS as f32 * 1.6 * SIDE as f32);
            let size = vec2(width, width * ROWS as f32 / COLUMNS as f32);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &held.labels));
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(held.texture.id(), rect, whole, Color32::WHITE);
            let line = egui::Stroke::new(1.0, theme::palette(ui).edge);
            let below = rect.top() + rect.height() / ROWS as f32;
            ui.painter().hline(rect.x_range(), below, line);
        });
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let others = IconButton::new(icons::ARROWS_CLOCKWISE, "Other examples");
            if ui.add(others).on_hover_text("Show other training images").clicked() {
                self.draw += 1;
            }
        });
        ui.add_space(space::XS);
    }

    /// Makes the picture anew if anything that decides it has changed: 14 images, well within a frame.
    fn renew(&mut self, ui: &Ui, data: &Arc<Dataset>, augmentation: &Augmentation, seed: u64) {
        let is_dark = ui.visuals().dark_mode;
        let is_held = self.held.as_ref().is_some_and(|held| {
            Arc::ptr_eq(&held.data, data)
                && held.augmentation == *augmentation
                && (held.seed, held.draw, held.is_dark) == (seed, self.draw, is_dark)
        });
        if is_held {
            return;
        }
        let palette = theme::palette(ui);
        let shown = indices(data.len(), self.draw);
        let picture = picture(data, &shown, augmentation, seed, [palette.well, palette.ink]);
        let texture = ui.ctx().load_texture("augmentation preview", picture, TextureOptions::LINEAR);
        let digits: Vec<String> = shown.iter().map(|&index| data.label(index).to_string()).collect();
        self.held = Some(Held {
            data: data.clone(),
            augmentation: *augmentation,
            seed,
            draw: self.draw,
            is_dark,
            texture,
            labels: format!("Training images before and after augmentation: {}", digits.join(", ")),
        });
    }
}

/// The images of draw number `draw` from `count`.
fn indices(count: usize, draw: usize) -> Vec<usize> {
    (0..COLUMNS).map(|slot| (draw * COLUMNS + slot).wrapping_mul(STRIDE) % count).collect()
}

/// The images in `shown` in the first row, each below it as changed in the first and the second epoch.
fn picture(
    data: &Dataset,
    shown: &[usize],
    augmentation: &Augmentation,
    seed: u64,
    [paper, ink]: [Color32; 2],
) -> ColorImage {
    let width = COLUMNS * SIDE;
    let mut pixels = vec![paper; width * ROWS * SIDE];
    for (column, &index) in shown.iter().enumerate() {
        for row in 0..ROWS {
            let mut changed = [0; PIXELS];
            match row {
                0 => changed = *data.pixels(index),
                epoch => augmentation.apply(data.pixels(index), &mut changed, seed, epoch as u64, index as u64),
            }
            let corner = row * SIDE * width + column * SIDE;
            for (line, values) in changed.chunks_exact(SIDE).enumerate() {
                for (x, &value) in values.iter().enumerate() {
                    pixels[corner + line * width + x] = theme::blend(paper, ink, f32::from(value) / 255.0);
                }
            }
        }
    }
    ColorImage::new([width, ROWS * SIDE], pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strip_shows_other_images_on_every_draw_and_works_with_one_image() {
        assert_ne!(indices(60_000, 0), indices(60_000, 1));
        assert_eq!(indices(1, 3), vec![0; COLUMNS]);
    }

    #[test]
    fn without_augmentation_all_three_rows_are_alike_and_with_it_they_differ() {
        let pixels: Vec<u8> = (0..7 * PIXELS).map(|at| if at % SIDE > 9 && at % SIDE < 14 { 255 } else { 0 }).collect();
        let data = Dataset::new("bars", pixels, vec![1; 7]).expect("sizes fit");
        let rows = |augmentation: &Augmentation| {
            let image = picture(&data, &indices(7, 0), augmentation, 1, [Color32::WHITE, Color32::BLACK]);
            let row = image.pixels.len() / ROWS;
            [0, 1, 2].map(|at| image.pixels[at * row..(at + 1) * row].to_vec())
        };
        let [as_it_is, first, second] = rows(&Augmentation::default());
        assert!(as_it_is == first && first == second);
        let [as_it_is, first, second] = rows(&Augmentation { rotation: 20.0, ..Augmentation::default() });
        assert!(as_it_is != first && first != second);
    }
}
