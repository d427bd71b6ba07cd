//! Pictures of what layers give, kept on the graphics card until there are other numbers.

use std::collections::HashMap;

use egui::{Color32, ColorImage, Painter, Rect, TextureHandle, TextureOptions, Ui, pos2, vec2};

use crate::app::core::inside::place::Pictures;
use crate::app::ui::theme::scale::Scale;

/// How far within its edges a picture is taken from the texture, in its pixels.
const WITHIN: f32 = 1.0 / 16.0;

/// What a texture was made of: which look, which layer, and how its numbers become colours.
#[derive(Clone, Copy, PartialEq)]
struct Made {
    moment: u64,
    scale: Scale,
}

/// A texture, what it was made of, and its pixels, from which pictures for files are made.
struct Held {
    texture: TextureHandle,
    made: Made,
    pixels: ColorImage,
}

/// Textures by what they show.
#[derive(Default)]
pub struct Maps {
    held: HashMap<Shown, Held>,
}

/// What a texture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shown {
    /// What goes in.
    Input,
    /// The gradient at the stage at this place; that of what goes in is 0.
    Gradient(usize),
    /// What goes in, as the network gets it.
    Numbers,
    /// The weights of the layer at this place.
    Weights(usize),
    /// What the layer at this place gives.
    Layer(usize),
}

/// All pictures of a layer in one texture.
#[derive(Debug, Clone, Copy)]
pub struct Atlas {
    texture: egui::TextureId,
    pictures: Pictures,
    columns: usize,
}

impl Maps {
    /// The pictures of `numbers`, whose look has this number.
    pub fn atlas(
        &mut self,
        ui: &Ui,
        shown: Shown,
        moment: u64,
        numbers: &[f32],
        pictures: Pictures,
        scale: Scale,
    ) -> Atlas {
        let columns = columns(pictures);
        let made = Made { moment, scale };
        let image = || painted(numbers, pictures, columns, scale);
        let held = self.held.entry(shown).or_insert_with(|| {
            let pixels = image();
            let texture = ui.ctx().load_texture("map", pixels.clone(), TextureOptions::NEAREST);
            Held { texture, made, pixels }
        });
        if held.made != made {
            (held.pixels, held.made) = (image(), made);
            held.texture.set(held.pixels.clone(), TextureOptions::NEAREST);
        }
        Atlas { texture: held.texture.id(), pictures, columns }
    }

    /// The pixels of a texture, if it is one of these.
    pub fn pixels(&self, texture: egui::TextureId) -> Option<&ColorImage> {
        self.held.values().find(|held| held.texture.id() == texture).map(|held| &held.pixels)
    }
}

/// Pictures beside each other in the texture: about as many as below each other, so that no side is too long for the
/// graphics card.
fn columns(pictures: Pictures) -> usize {
    let (count, ratio) = (pictures.count.max(1) as f32, pictures.height.max(1) as f32 / pictures.width.max(1) as f32);
    ((count * ratio).sqrt().ceil() as usize).clamp(1, pictures.count.max(1))
}

fn painted(numbers: &[f32], pictures: Pictures, columns: usize, scale: Scale) -> ColorImage {
    let Pictures { count, height, width } = pictures;
    let rows = count.div_ceil(columns);
    let mut image = ColorImage::filled([columns * width, rows * height], Color32::BLACK);
    for (place, picture) in numbers.chunks_exact(pictures.size().max(1)).take(count).enumerate() {
        let (left, top) = (place % columns * width, place / columns * height);
        for (y, row) in picture.chunks_exact(width.max(1)).enumerate() {
            let from = (top + y) * columns * width + left;
            for (pixel, &number) in image.pixels[from..from + width].iter_mut().zip(row) {
                *pixel = scale.colour(number);
            }
        }
    }
    image
}

impl Atlas {
    /// Paints the picture at this place.
    pub fn paint(&self, painter: &Painter, place: usize, rect: Rect) {
        let rows = self.pictures.count.div_ceil(self.columns).max(1);
        let part = vec2(1.0 / self.columns as f32, 1.0 / rows as f32);
        let corner = pos2((place % self.columns) as f32 * part.x, (place / self.columns) as f32 * part.y);
        // Where an edge falls on the middle of a pixel of the screen, rounding would take the colour of the next picture.
        let texel = part / vec2(self.pictures.width.max(1) as f32, self.pictures.height.max(1) as f32);
        let uv = Rect::from_min_size(corner, part).shrink2(texel * WITHIN);
        painter.image(self.texture, rect, uv, Color32::WHITE);
    }
}

/// How `count` pictures fill a room best.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tiling {
    /// How many are beside each other.
    pub columns: usize,
    /// Size of one.
    pub size: egui::Vec2,
    /// Between two.
    pub gap: f32,
}

impl Tiling {
    /// The largest pictures, up to `most` points high or wide, of which all fit into `room`.
    #[must_use]
    pub fn fitting(pictures: Pictures, room: egui::Vec2, gap: f32, most: f32) -> Self {
        let ratio = pictures.width.max(1) as f32 / pictures.height.max(1) as f32;
        let mut best = Self { columns: 1, size: vec2(1.0, 1.0), gap };
        for columns in 1..=pictures.count.max(1) {
            let rows = pictures.count.div_ceil(columns).max(1) as f32;
            let width = (room.x + gap) / columns as f32 - gap;
            let height = (room.y + gap) / rows - gap;
            let width = width.min(height * ratio).min(most.max(most * ratio));
            if width > best.size.x {
                best = Self { columns, size: vec2(width, width / ratio), gap };
            }
        }
        best
    }

    /// Where the picture at this place lies, from `corner` on.
    #[must_use]
    pub fn rect(&self, corner: egui::Pos2, place: usize) -> Rect {
        let pitch = self.size + egui::Vec2::splat(self.gap);
        let at = vec2((place % self.columns) as f32 * pitch.x, (place / self.columns) as f32 * pitch.y);
        Rect::from_min_size(corner + at, self.size)
    }

    /// Width and height of all.
    #[must_use]
    pub fn whole(&self, count: usize) -> egui::Vec2 {
        let rows = count.div_ceil(self.columns).max(1) as f32;
        let columns = self.columns.min(count.max(1)) as f32;
        vec2(columns, rows) * (self.size + egui::Vec2::splat(self.gap)) - egui::Vec2::splat(self.gap)
    }

    /// The picture at a point, if there is one.
    #[must_use]
    pub fn at(&self, corner: egui::Pos2, count: usize, point: egui::Pos2) -> Option<usize> {
        (0..count).find(|&place| self.rect(corner, place).contains(point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_picture_lands_in_its_own_part() {
        let pictures = Pictures { count: 5, height: 2, width: 3 };
        let numbers: Vec<f32> = (0..30).map(|at| if at == 4 * 6 + 5 { 1.0 } else { 0.0 }).collect();
        let columns = columns(pictures);
        let image = painted(&numbers, pictures, columns, Scale::From0(1.0));
        let (x, y) = (4 % columns * 3 + 2, 4 / columns * 2 + 1);
        assert_eq!(image[(x, y)], Color32::WHITE);
        assert_eq!(image.pixels.iter().filter(|&&pixel| pixel == Color32::WHITE).count(), 1);
    }

    #[test]
    fn textures_stay_small_and_pictures_fit_their_room() {
        for (count, height, width) in [(160, 28, 28), (64, 1, 1), (1, 49, 64), (4, 49, 49), (32, 26, 26)] {
            let pictures = Pictures { count, height, width };
            let columns = columns(pictures);
            assert!(columns * width <= 2_048 && count.div_ceil(columns) * height <= 2_048, "{pictures:?}");
            let room = vec2(90.0, 420.0);
            let tiling = Tiling::fitting(pictures, room, 2.0, 60.0);
            let whole = tiling.whole(count);
            assert!(whole.x <= room.x + 0.1 && whole.y <= room.y + 0.1, "{pictures:?}: {whole:?}");
        }
    }
}
