//! A sheet on which the table's pages are drawn, pixel by pixel; independent of the pages that are learned from.

#[path = "../../tests/common/between_pixels.rs"]
mod between_pixels;

use between_pixels::smooth;
use digit_lab::data::split_mix::SplitMix64;
use digit_lab::data::{Dataset, Image};
use digit_lab::ink::outlines::{filled, outline};
use digit_lab::ink::{Raster, synth};
use digit_lab::text::fonts;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

/// Red, green and blue.
pub type Colour = [f32; 3];

/// A digit that was written: which, and left, top, right and bottom of its box.
pub type Written = (u8, [f32; 4]);

/// What writes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hand {
    /// MNIST's training images from 50,000 on.
    Images,
    /// Made-up strokes of this width, as a share of the digit's size.
    Strokes(f32),
    /// Inter's semi-bold.
    Print,
}

/// The sheet.
#[derive(Clone)]
pub struct Sheet {
    pub width: usize,
    pub height: usize,
    pub rgb: Vec<Colour>,
    pub written: Vec<Written>,
}

impl Sheet {
    pub fn new(width: usize, height: usize, colour: Colour) -> Self {
        Self { width, height, rgb: vec![colour; width * height], written: Vec::new() }
    }

    fn mix(&mut self, x: usize, y: usize, colour: Colour, share: f32) {
        for (level, colour) in self.rgb[y * self.width + x].iter_mut().zip(colour) {
            *level += (colour - *level) * share;
        }
    }

    /// Puts a raster's ink on the sheet, the longer side of its box `size`, and gives the box.
    pub fn put(&mut self, raster: &Raster, (x, y): (f32, f32), size: f32, colour: Colour) -> [f32; 4] {
        let scale = size / raster.width.max(raster.height).max(1) as f32;
        let (wide, high) = (raster.width as f32 * scale, raster.height as f32 * scale);
        let (left, top) = (x - wide / 2.0, y - high / 2.0);
        let last = |edge: f32, most: usize| (edge.ceil().max(0.0) as usize).min(most);
        for row in top.max(0.0) as usize..last(top + high, self.height) {
            for column in left.max(0.0) as usize..last(left + wide, self.width) {
                let share = covered(raster, (column as f32 - left) / scale, (row as f32 - top) / scale, 1.0 / scale);
                self.mix(column, row, colour, share);
            }
        }
        [left.max(0.0), top.max(0.0), (left + wide).min(self.width as f32), (top + high).min(self.height as f32)]
    }

    /// Writes a digit and notes it.
    pub fn digit(
        &mut self,
        images: &Dataset,
        hand: Hand,
        place: (f32, f32),
        size: f32,
        colour: Colour,
        chance: &mut SplitMix64,
    ) {
        let (label, raster) = digit(images, hand, chance);
        let bounds = self.put(&raster, place, size, colour);
        self.written.push((label, bounds));
    }

    /// A straight line.
    pub fn line(&mut self, (x1, y1): (f32, f32), (x2, y2): (f32, f32), width: f32, colour: Colour) {
        let reach = width / 2.0 + 1.0;
        let length = (x2 - x1).hypot(y2 - y1).max(1e-3);
        let low = |a: f32, b: f32| (a.min(b) - reach).max(0.0) as usize;
        let high = |a: f32, b: f32, most: usize| ((a.max(b) + reach).ceil().max(0.0) as usize).min(most);
        for y in low(y1, y2)..high(y1, y2, self.height) {
            for x in low(x1, x2)..high(x1, x2, self.width) {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let along = (((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / length / length).clamp(0.0, 1.0);
                let far = (px - x1 - along * (x2 - x1)).hypot(py - y1 - along * (y2 - y1));
                let share = (width / 2.0 + 0.5 - far).clamp(0.0, 1.0).min(width);
                if share > 0.0 {
                    self.mix(x, y, colour, share);
                }
            }
        }
    }

    /// Lines through places and back to the first.
    pub fn closed(&mut self, places: &[(f32, f32)], width: f32, colour: Colour) {
        for at in 0..places.len() {
            self.line(places[at], places[(at + 1) % places.len()], width, colour);
        }
    }

    pub fn frame(&mut self, [left, top, right, bottom]: [f32; 4], width: f32, colour: Colour) {
        self.closed(&[(left, top), (right, top), (right, bottom), (left, bottom)], width, colour);
    }

    pub fn ring(&mut self, (x, y): (f32, f32), radius: f32, corners: usize, width: f32, colour: Colour) {
        let place = |at: usize| {
            let (sin, cos) = (std::f32::consts::TAU * (at as f32 / corners as f32 - 0.25)).sin_cos();
            (x + radius * cos, y + radius * sin)
        };
        self.closed(&(0..corners).map(place).collect::<Vec<_>>(), width, colour);
    }

    pub fn fill(&mut self, [left, top, right, bottom]: [usize; 4], colour: Colour) {
        for y in top..bottom.min(self.height) {
            self.rgb[y * self.width + left.min(self.width)..y * self.width + right.min(self.width)].fill(colour);
        }
    }

    /// Prints words from a place on their base line to the right; digits among them are not noted.
    pub fn text(&mut self, words: &str, (x, y): (f32, f32), size: f32, colour: Colour) -> f32 {
        let mut at = x;
        for letter in words.chars() {
            let Some((raster, left, top, advance)) = glyph(letter, size) else {
                at += 0.3 * size;
                continue;
            };
            let side = raster.width.max(raster.height) as f32;
            let middle = (at + left + raster.width as f32 / 2.0, y + top + raster.height as f32 / 2.0);
            self.put(&raster, middle, side, colour);
            at += advance;
        }
        at
    }

    pub fn blur(&mut self, deviation: f32) {
        if deviation < 0.1 {
            return;
        }
        let reach = (3.0 * deviation).ceil() as usize;
        let weights: Vec<f32> = (0..=reach).map(|o| (-0.5 * (o as f32 / deviation).powi(2)).exp()).collect();
        let total = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
        for (count, length, step, line) in
            [(self.height, self.width, 1, self.width), (self.width, self.height, self.width, 1)]
        {
            let mut blurred = self.rgb.clone();
            for at in 0..count {
                for place in 0..length {
                    let pixel = |place: usize| self.rgb[at * line + place * step];
                    let mut sum = pixel(place).map(|level| level * weights[0]);
                    for (offset, weight) in weights.iter().enumerate().skip(1) {
                        let (a, b) = (pixel(place.saturating_sub(offset)), pixel((place + offset).min(length - 1)));
                        for part in 0..3 {
                            sum[part] += weight * (a[part] + b[part]);
                        }
                    }
                    blurred[at * line + place * step] = sum.map(|sum| sum / total);
                }
            }
            self.rgb = blurred;
        }
    }

    /// Light that falls by a share from left to right.
    pub fn shade(&mut self, fall: f32) {
        let width = self.width;
        for (at, pixel) in self.rgb.iter_mut().enumerate() {
            let light = 1.0 - fall * (at % width) as f32 / width as f32;
            for level in pixel {
                *level *= light;
            }
        }
    }

    pub fn noise(&mut self, deviation: f32, chance: &mut SplitMix64) {
        for pixel in &mut self.rgb {
            let grey = deviation * chance.normal();
            for level in pixel {
                *level += grey;
            }
        }
    }

    /// The sheet, turned by so many degrees and made smaller, on a larger one.
    pub fn onto(&self, mut table: Sheet, (x, y): (f32, f32), scale: f32, degrees: f32) -> Sheet {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let middle = (self.width as f32 / 2.0, self.height as f32 / 2.0);
        for row in 0..table.height {
            for column in 0..table.width {
                let mut sum = [0.0; 3];
                let mut hits = 0;
                for part in 0..4 {
                    let (px, py) =
                        (column as f32 + 0.25 + 0.5 * (part % 2) as f32, row as f32 + 0.25 + 0.5 * (part / 2) as f32);
                    let (u, v) = ((px - x) / scale, (py - y) / scale);
                    let (u, v) = (middle.0 + u * cos + v * sin, middle.1 - u * sin + v * cos);
                    if u >= 0.0 && v >= 0.0 && (u as usize) < self.width && (v as usize) < self.height {
                        let pixel = self.rgb[v as usize * self.width + u as usize];
                        sum.iter_mut().zip(pixel).for_each(|(sum, level)| *sum += level);
                        hits += 1;
                    }
                }
                if hits > 0 {
                    table.mix(column, row, sum.map(|sum| sum / hits as f32), hits as f32 / 4.0);
                }
            }
        }
        for (label, [left, top, right, bottom]) in &self.written {
            let places = [(left, top), (right, top), (left, bottom), (right, bottom)].map(|(u, v)| {
                let (u, v) = ((u - middle.0) * scale, (v - middle.1) * scale);
                (x + u * cos - v * sin, y + u * sin + v * cos)
            });
            let least = |of: fn(&(f32, f32)) -> f32| places.iter().map(of).fold(f32::INFINITY, f32::min);
            let most = |of: fn(&(f32, f32)) -> f32| places.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
            table.written.push((*label, [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)]));
        }
        table
    }

    /// A quarter turn to the right.
    pub fn turned(&self) -> Sheet {
        let mut turned = Sheet::new(self.height, self.width, [0.0; 3]);
        for y in 0..self.height {
            for x in 0..self.width {
                turned.rgb[x * self.height + self.height - 1 - y] = self.rgb[y * self.width + x];
            }
        }
        let high = self.height as f32;
        turned.written =
            self.written.iter().map(|&(label, [l, t, r, b])| (label, [high - b, l, high - t, r])).collect();
        turned
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.rgb.iter().flat_map(|pixel| pixel.map(|level| level.round().clamp(0.0, 255.0) as u8)).collect()
    }
}

/// The mean ink of a square of this side around a place of a raster, from 0 to 1.
fn covered(raster: &Raster, x: f32, y: f32, side: f32) -> f32 {
    let steps = (side.ceil() as usize).clamp(1, 12);
    let mut sum = 0.0;
    for at in 0..steps * steps {
        let part = |at: usize| (at as f32 + 0.5) / steps as f32 * side;
        sum += smooth(raster, x + part(at % steps), y + part(at / steps));
    }
    sum / (steps * steps) as f32
}

/// One digit's ink, cut to its box.
pub fn digit(images: &Dataset, hand: Hand, chance: &mut SplitMix64) -> (u8, Raster) {
    let label = (chance.unit() * 10.0) as u8;
    match hand {
        Hand::Images => {
            let index = 50_000 + (chance.unit() * (images.len() - 50_000) as f32) as usize;
            let mut raster = cut(&images.image(index));
            // MNIST's own greys are a blur that the original did not have.
            for ink in &mut raster.ink {
                *ink = (((f32::from(*ink) / 255.0 - 0.3) / 0.4).clamp(0.0, 1.0) * 255.0) as u8;
            }
            (images.label(index), raster)
        }
        Hand::Strokes(share) => {
            let mut strokes = synth::digit(label, chance);
            let points = || strokes.iter().flat_map(|stroke| &stroke.points);
            let span = |of: fn(&digit_lab::ink::Point) -> f32| {
                points().map(of).fold(f32::NEG_INFINITY, f32::max) - points().map(of).fold(f32::INFINITY, f32::min)
            };
            let size = span(|point| point.x).max(span(|point| point.y));
            for stroke in &mut strokes {
                stroke.width = share * size;
            }
            (label, Raster::of(&strokes))
        }
        Hand::Print => (label, glyph(char::from(b'0' + label), 100.0).map(|glyph| glyph.0).unwrap_or_default()),
    }
}

fn cut(image: &Image) -> Raster {
    let inked = |index: usize, across: bool| {
        (0..28).any(|at| if across { image.pixel(index, at) > 60 } else { image.pixel(at, index) > 60 })
    };
    let span = |across: bool| {
        let first = (0..28).find(|&index| inked(index, across)).unwrap_or(0);
        (first, (0..28).rfind(|&index| inked(index, across)).map_or(28, |last| last + 1))
    };
    let (columns, rows) = (span(true), span(false));
    let ink = (rows.0..rows.1).flat_map(|y| (columns.0..columns.1).map(move |x| image.0[y * 28 + x]));
    Raster { width: columns.1 - columns.0, height: rows.1 - rows.0, ink: ink.collect() }
}

/// A letter's ink, where its box is from its place on the base line, and how far the next letter is.
fn glyph(letter: char, size: f32) -> Option<(Raster, f32, f32, f32)> {
    let font = FontRef::new(fonts::INTER_SEMI_BOLD).ok()?;
    let id = font.charmap().map(letter)?;
    let advance = font.glyph_metrics(Size::new(size), LocationRef::default()).advance_width(id)?;
    let path = outline(&font, letter, size)?;
    let bounds = path.bounds();
    Some((filled(&path)?, bounds.left(), bounds.top(), advance))
}
