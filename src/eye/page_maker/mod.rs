//! Made-up pages: digits of MNIST's training images, of made-up pens and in print, in rows, columns, squares, forms and
//! sums and freely, on all kinds of paper, among all kinds of other things, seen by a camera. What is where is known for
//! every pixel.

mod colours;
mod desk;
mod glyphs;
mod layout;
mod light;
mod marks;
mod sheet;
mod text;

use std::sync::Arc;

use tiny_skia::Transform;

use crate::data::Dataset;
use crate::data::split_mix::SplitMix64;
use desk::Desk;
use glyphs::Glyphs;
pub use sheet::NOBODY;

/// Images of MNIST's training set that pages are made of; those after them are left to the tables.
pub const IMAGES: usize = 50_000;

/// A digit on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Written {
    /// Which it is.
    pub label: u8,
    /// Left, top, right and bottom of its box in pixels, as far as it lies on the page.
    pub bounds: [f32; 4],
}

impl Written {
    /// The longer side of its box, in pixels.
    #[must_use]
    pub fn size(&self) -> f32 {
        (self.bounds[2] - self.bounds[0]).max(self.bounds[3] - self.bounds[1])
    }

    /// The middle of its box.
    #[must_use]
    pub fn centre(&self) -> (f32, f32) {
        (f32::midpoint(self.bounds[0], self.bounds[2]), f32::midpoint(self.bounds[1], self.bounds[3]))
    }
}

/// A square page, and what is on it.
#[derive(Debug, Clone)]
pub struct Made {
    /// Pixels along a side.
    pub side: usize,
    /// Red, green and blue, row by row.
    pub rgb: Vec<u8>,
    /// The digits. One that is cut off by the edge so far that nobody could read it is not among them.
    pub digits: Vec<Written>,
    /// Boxes of which it cannot be said whether a digit is in them.
    pub unclear: Vec<[f32; 4]>,
    /// How much of each pixel the ink of digits covers, as 255 parts.
    pub digit_ink: Vec<u8>,
    /// How much of each pixel other ink covers.
    pub other_ink: Vec<u8>,
    /// The digit of each pixel of a digit's ink, counted from 1, or [`NOBODY`].
    pub owner: Vec<u16>,
}

/// Makes pages.
pub struct Maker {
    images: Arc<Dataset>,
    glyphs: Glyphs,
}

impl Maker {
    /// A maker that writes with `images`, the training images of MNIST.
    #[must_use]
    pub fn new(images: Arc<Dataset>) -> Self {
        Self { images, glyphs: Glyphs::new() }
    }

    /// The page of this seed and index; the same every time.
    #[must_use]
    pub fn make(&self, seed: u64, index: u64, side: usize) -> Made {
        let mut chance = SplitMix64::new(seed, 7, index);
        let size = size(&mut chance, side);
        let view = view(side, &mut chance);
        let mut desk = Desk::new(self, side, size, view, &mut chance);
        layout::write(&mut desk, &mut chance);
        let Desk { sheet, digits, unclear, .. } = desk;
        let (digit_ink, other_ink, owner, rgb) = match sheet {
            Some(sheet) => (sheet.digit, sheet.other, sheet.owner, sheet.rgb),
            None => Default::default(),
        };
        let rgb = light::photograph(side, rgb, size, &mut chance);
        Made { side, rgb, digits, unclear, digit_ink, other_ink, owner }
    }
}

/// The height of the page's digits in pixels: as a rule what the network looks for, now and then smaller or larger.
fn size(chance: &mut SplitMix64, side: usize) -> f32 {
    let (low, high) = match chance.unit() {
        kind if kind < 0.78 => (12.5, 36.0),
        kind if kind < 0.82 => (7.0, 13.0),
        _ => (36.0, 0.75 * side as f32),
    };
    between(chance, f32::ln(low), f32::ln(high)).exp()
}

/// From the paper, whose middle is (0, 0), to the pixels: turned a little, or more, slanted and moved.
fn view(side: usize, chance: &mut SplitMix64) -> Transform {
    let turn = if happens(chance, 0.15) { 20.0 * chance.signed_unit() } else { 3.0 * chance.normal() };
    let (sin, cos) = turn.to_radians().sin_cos();
    let (slant, squeeze) = (0.05 * chance.normal(), 1.0 + 0.05 * chance.normal());
    let middle = side as f32 / 2.0;
    Transform::from_row(cos * squeeze, sin, slant - sin, cos, middle, middle)
}

/// Whether something of this probability happens.
fn happens(chance: &mut SplitMix64, probability: f32) -> bool {
    chance.unit() < probability
}

/// Evenly between `low` and `high`.
fn between(chance: &mut SplitMix64, low: f32, high: f32) -> f32 {
    low + (high - low) * chance.unit()
}

/// A whole number from `low` up to and with `high`.
fn whole(chance: &mut SplitMix64, low: usize, high: usize) -> usize {
    (low + (chance.unit() * (high + 1 - low) as f32) as usize).min(high)
}

/// One of several.
fn one_of<T: Copy>(chance: &mut SplitMix64, all: &[T]) -> T {
    all[((chance.unit() * all.len() as f32) as usize).min(all.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Mnist;

    fn maker() -> Maker {
        Maker::new(Mnist::unpack().expect("the images are whole").train)
    }

    #[test]
    fn a_page_is_the_same_every_time_and_another_is_not() {
        let maker = maker();
        assert_eq!(maker.make(1, 5, 96).rgb, maker.make(1, 5, 96).rgb);
        assert_ne!(maker.make(1, 5, 96).rgb, maker.make(1, 6, 96).rgb);
    }

    #[test]
    fn digits_stand_where_their_ink_is_and_pages_without_any_exist() {
        let maker = maker();
        let (mut found, mut empty) = (0, 0);
        for index in 0..120 {
            let made = maker.make(3, index, 128);
            assert_eq!(made.rgb.len(), 128 * 128 * 3);
            empty += usize::from(made.digits.is_empty());
            for (at, digit) in made.digits.iter().enumerate() {
                let [left, top, right, bottom] = digit.bounds;
                assert!(left >= 0.0 && top >= 0.0 && right <= 128.0 && bottom <= 128.0 && left < right && top < bottom);
                found += 1;
                let own = (0..128 * 128).filter(|&pixel| usize::from(made.owner[pixel]) == at + 1);
                let is_outside = |pixel: usize| {
                    let (x, y) = ((pixel % 128) as f32 + 0.5, (pixel / 128) as f32 + 0.5);
                    // The pixels at its edge belong to it by half.
                    x < left - 1.0 || x > right + 1.0 || y < top - 1.0 || y > bottom + 1.0
                };
                assert_eq!(own.filter(|&pixel| is_outside(pixel)).count(), 0, "page {index}, digit {at}");
            }
        }
        assert!(found > 600 && (3..60).contains(&empty), "{found} digits, {empty} pages without");
    }
}
