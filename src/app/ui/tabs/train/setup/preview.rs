//! Training images as they are and as the network would see them in two epochs, changed by the code that trains.

use std::sync::Arc;

use egui::{Color32, ColorImage, Rect, Role, Sense, TextureHandle, TextureOptions, Ui, WidgetInfo, pos2, vec2};

use super::row;
use crate::app::core::icons;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::IconButton;
use crate::data::{Augmentation, Dataset, PIXELS, SIDE};
use crate::tr;

/// Images beside each other.
const COLUMNS: usize = 7;
/// The images as they are, and two rows of changed ones.
const ROWS: usize = 3;
/// Steps between two images of the strip, a prime, so that they come from all over the data.
const STRIDE: usize = 7_919;

/// What the strip shows, and its picture.
#[derive(Default)]
pub struct Preview {
    /// How often other examples were asked for.
    page: usize,
    rendered: Option<Rendered>,
}

/// The picture of the strip, and everything that decides it.
struct Rendered {
    data: Arc<Dataset>,
    augmentation: Augmentation,
    seed: u64,
    page: usize,
    texture: TextureHandle,
    /// Labels of the images, from left to right.
    labels: Vec<u8>,
}

impl Preview {
    /// Draws the strip over the width there is, and the button for other examples.
    pub fn show(&mut self, ui: &mut Ui, data: &Arc<Dataset>, augmentation: &Augmentation, seed: u64) {
        if data.is_empty() {
            return;
        }
        self.renew(ui, data, augmentation, seed);
        let Some(rendered) = &self.rendered else { return };
        row::note(ui, tr!("setup-preview"));
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let width = ui.available_width().min(COLUMNS as f32 * 1.6 * SIDE as f32);
            let size = vec2(width, width * ROWS as f32 / COLUMNS as f32);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| {
                let digits = tr!("setup-preview-digits", digits = rendered.labels.clone());
                WidgetInfo::labeled(Role::Image, true, digits)
            });
            let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
            ui.painter().image(rendered.texture.id(), rect, whole, Color32::WHITE);
            let line = egui::Stroke::new(1.0, theme::palette(ui).edge);
            let below = rect.top() + rect.height() / ROWS as f32;
            ui.painter().hline(rect.x_range(), below, line);
        });
        ui.horizontal(|ui| {
            ui.add_space(row::GUTTER);
            let title = tr!("setup-preview-others");
            let others = IconButton::new(icons::ARROWS_CLOCKWISE, &title);
            if ui.add(others).on_hover_text(tr!("setup-preview-others.help")).clicked() {
                self.page += 1;
            }
        });
        ui.add_space(space::XS);
    }

    /// Makes the picture anew if anything that decides it has changed: 14 images, well within a frame.
    fn renew(&mut self, ui: &Ui, data: &Arc<Dataset>, augmentation: &Augmentation, seed: u64) {
        let is_current = self.rendered.as_ref().is_some_and(|rendered| {
            Arc::ptr_eq(&rendered.data, data)
                && rendered.augmentation == *augmentation
                && (rendered.seed, rendered.page) == (seed, self.page)
        });
        if is_current {
            return;
        }
        let shown = indices(data.len(), self.page);
        let picture = picture(data, &shown, augmentation, seed);
        let texture = ui.ctx().load_texture("augmentation-preview", picture, TextureOptions::LINEAR);
        self.rendered = Some(Rendered {
            data: data.clone(),
            augmentation: *augmentation,
            seed,
            page: self.page,
            texture,
            labels: shown.iter().map(|&index| data.label(index)).collect(),
        });
    }
}

/// Which of `count` images stand on page number `page`.
fn indices(count: usize, page: usize) -> Vec<usize> {
    (0..COLUMNS).map(|slot| (page * COLUMNS + slot).wrapping_mul(STRIDE) % count).collect()
}

/// The images in `shown` in the first row, each below it as changed in the first and the second epoch.
fn picture(data: &Dataset, shown: &[usize], augmentation: &Augmentation, seed: u64) -> ColorImage {
    let width = COLUMNS * SIDE;
    let mut pixels = vec![theme::pixel(0); width * ROWS * SIDE];
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
                    pixels[corner + line * width + x] = theme::pixel(value);
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
    fn the_strip_shows_other_images_on_every_page_and_works_with_one_image() {
        assert_ne!(indices(60_000, 0), indices(60_000, 1));
        assert_eq!(indices(1, 3), vec![0; COLUMNS]);
    }

    #[test]
    fn without_augmentation_all_three_rows_are_alike_and_with_it_they_differ() {
        let pixels: Vec<u8> = (0..7 * PIXELS).map(|at| if at % SIDE > 9 && at % SIDE < 14 { 255 } else { 0 }).collect();
        let data = Dataset::new("bars", pixels, vec![1; 7]).expect("sizes fit");
        let rows = |augmentation: &Augmentation| {
            let image = picture(&data, &indices(7, 0), augmentation, 1);
            let row = image.pixels.len() / ROWS;
            [0, 1, 2].map(|at| image.pixels[at * row..(at + 1) * row].to_vec())
        };
        let [as_it_is, first, second] = rows(&Augmentation::default());
        assert!(as_it_is == first && first == second);
        let [as_it_is, first, second] = rows(&Augmentation { rotation: 20.0, ..Augmentation::default() });
        assert!(as_it_is != first && first != second);
    }
}
