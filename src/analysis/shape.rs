//! What the ink of a normalised image says by itself, without a network: whether it is a mere dot, and whether it falls
//! into two halves side by side.

use crate::data::{Image, SIDE};

/// Grey level from which a pixel counts as ink.
const INK: u8 = 96;
/// Side of a solid square of ink, in pixels, that no stroke of a digit is wide enough for: MNIST's strokes are two to
/// four pixels wide, and of its 60,000 training images 0.01 % have a square of nine.
const SOLID: usize = 10;
/// Each of two halves side by side has at least this share of the ink…
const LEAST_SHARE: f64 = 0.2;
/// … and is at least this share as high as all of it.
const LEAST_HEIGHT: f64 = 0.6;
/// Empty columns between two halves.
const LEAST_GAP: usize = 1;

/// A line this many times as long as the pen is wide is no dot, however densely it fills its place.
const LONG: f32 = 10.0;

/// What the shape of the ink says about whether it can be a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InkShape {
    /// No ink.
    #[default]
    Blank,
    /// A dot, or a dash not much longer than wide, blown up by the normaliser.
    Dot,
    /// An area filled by a long line, as a scribble fills it: as solid as a dot, but not drawn as one.
    Filled,
    /// Two upright shapes with paper between them.
    SideBySide,
    /// Nothing that speaks against a digit.
    Plain,
}

impl InkShape {
    /// Judges a normalised image by its pixels alone; never [`Filled`](Self::Filled), which takes its lines.
    #[must_use]
    pub fn of(image: &Image) -> Self {
        if image.is_blank() {
            Self::Blank
        } else if has_solid_square(image, SOLID) {
            Self::Dot
        } else if is_side_by_side(image) {
            Self::SideBySide
        } else {
            Self::Plain
        }
    }

    /// Corrects the judgement by the lines that were drawn: a dot made of long lines is [`Filled`](Self::Filled).
    /// `way` gives their total length, in pen widths.
    #[must_use]
    pub fn of_lines(self, way: impl FnOnce() -> f32) -> Self {
        match self {
            Self::Dot if way() >= LONG => Self::Filled,
            Self::Blank | Self::Dot | Self::Filled | Self::SideBySide | Self::Plain => self,
        }
    }
}

/// Whether there is a square of `side` × `side` pixels all of ink.
fn has_solid_square(image: &Image, side: usize) -> bool {
    // For each pixel, the side of the largest square of ink whose lower right corner it is.
    let mut above = [0_usize; SIDE];
    for row in image.0.chunks_exact(SIDE) {
        let (mut left, mut diagonal) = (0, 0);
        for (place, &pixel) in above.iter_mut().zip(row) {
            let largest = if pixel >= INK { 1 + left.min(diagonal).min(*place) } else { 0 };
            (left, diagonal, *place) = (largest, *place, largest);
            if largest >= side {
                return true;
            }
        }
    }
    false
}

/// The ink of some columns: how much, and its highest and lowest row.
#[derive(Clone, Copy)]
struct Part {
    ink: f64,
    top: usize,
    bottom: usize,
}

impl Part {
    const EMPTY: Self = Self { ink: 0.0, top: SIDE, bottom: 0 };

    fn of(image: &Image, columns: std::ops::Range<usize>) -> Self {
        let mut part = Self::EMPTY;
        for (y, row) in image.0.chunks_exact(SIDE).enumerate() {
            for &pixel in &row[columns.clone()] {
                part.ink += f64::from(pixel);
                if pixel >= INK {
                    part.top = part.top.min(y);
                    part.bottom = part.bottom.max(y + 1);
                }
            }
        }
        part
    }

    fn height(self) -> f64 {
        self.bottom.saturating_sub(self.top) as f64
    }
}

/// Whether empty columns part the ink into two halves that are both upright and of some weight.
fn is_side_by_side(image: &Image) -> bool {
    let is_empty = |x: usize| image.0.iter().skip(x).step_by(SIDE).all(|&pixel| pixel < INK / 3);
    let all = Part::of(image, 0..SIDE);
    let mut run = 0;
    for x in 0..SIDE {
        run = if is_empty(x) { run + 1 } else { 0 };
        if run < LEAST_GAP {
            continue;
        }
        let (left, right) = (Part::of(image, 0..x), Part::of(image, x + 1..SIDE));
        let is_half = |part: Part| part.ink >= LEAST_SHARE * all.ink && part.height() >= LEAST_HEIGHT * all.height();
        if is_half(left) && is_half(right) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An image with these boxes (left, top, width, height) filled.
    fn boxes(all: &[(usize, usize, usize, usize)]) -> Image {
        let mut image = Image::BLANK;
        for &(left, top, width, height) in all {
            for y in top..top + height {
                for x in left..left + width {
                    image.0[y * SIDE + x] = 255;
                }
            }
        }
        image
    }

    #[test]
    fn a_solid_square_is_a_dot_and_a_bar_is_not() {
        assert_eq!(InkShape::of(&boxes(&[(4, 4, 20, 20)])), InkShape::Dot);
        assert_eq!(InkShape::of(&boxes(&[(12, 4, 4, 20)])), InkShape::Plain);
        assert_eq!(InkShape::of(&Image::BLANK), InkShape::Blank);
    }

    #[test]
    fn a_place_filled_with_a_long_line_is_no_dot() {
        let solid = InkShape::of(&boxes(&[(4, 4, 20, 20)]));
        assert_eq!((solid.of_lines(|| 0.5), solid.of_lines(|| 80.0)), (InkShape::Dot, InkShape::Filled));
        assert_eq!(InkShape::of(&boxes(&[(12, 4, 4, 20)])).of_lines(|| 80.0), InkShape::Plain);
    }

    #[test]
    fn two_bars_are_side_by_side_unless_they_touch_or_one_is_short() {
        assert_eq!(InkShape::of(&boxes(&[(6, 4, 4, 20), (16, 4, 4, 20)])), InkShape::SideBySide);
        assert_eq!(InkShape::of(&boxes(&[(6, 4, 4, 20), (10, 12, 6, 3), (16, 4, 4, 20)])), InkShape::Plain);
        assert_eq!(InkShape::of(&boxes(&[(6, 4, 4, 9), (16, 4, 4, 20)])), InkShape::Plain);
    }
}
