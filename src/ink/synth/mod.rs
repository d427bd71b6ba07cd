//! Strokes that nobody drew: digits in the many ways people write them, and things that are no digits. Training mixes
//! them in where MNIST has too few of a habit or nothing at all.

mod digit;
mod letter;
mod shape;
mod style;
mod writer;

use crate::data::Image;
use crate::data::split_mix::SplitMix64;

use super::transform::bounds;
use super::{Raster, Stroke, normalise};

pub use writer::Writer;

/// A written digit.
///
/// # Panics
/// Never for a digit from 0 to 9; others count as 9.
#[must_use]
pub fn digit(label: u8, chance: &mut SplitMix64) -> Vec<Stroke> {
    style::write(digit::lines(label, chance), chance)
}

/// Strokes that are no digit: a letter that looks like none, a shape, a scribble, a dash, or several digits at once.
#[must_use]
pub fn not_a_digit(chance: &mut SplitMix64) -> Vec<Stroke> {
    let kind = chance.unit();
    if kind < 0.38 {
        style::write(letter::lines(chance), chance)
    } else if kind < 0.85 {
        style::write(shape::lines(chance), chance)
    } else {
        several_digits(chance)
    }
}

/// A letter that looks like no digit.
#[must_use]
pub fn letter(chance: &mut SplitMix64) -> Vec<Stroke> {
    style::write(letter::lines(chance), chance)
}

/// A shape, an arrow, a scribble, a dash or dots.
#[must_use]
pub fn shape(chance: &mut SplitMix64) -> Vec<Stroke> {
    style::write(shape::lines(chance), chance)
}

/// Two or three digits side by side or one above the other.
fn several_digits(chance: &mut SplitMix64) -> Vec<Stroke> {
    let count = if chance.unit() < 0.75 { 2 } else { 3 };
    let is_column = chance.unit() < 0.2;
    let mut strokes = Vec::new();
    let mut at = 0.0;
    let mut pen: f32 = 0.0;
    for _ in 0..count {
        let one = digit((chance.unit() * 10.0) as u8, chance);
        let Some((low, high)) = bounds(&one) else { continue };
        pen = pen.max(one.first().map_or(0.0, |stroke| stroke.width));
        let (from, to) = if is_column { (low.y, high.y) } else { (low.x, high.x) };
        let move_by = at - from;
        for mut stroke in one {
            for point in &mut stroke.points {
                if is_column {
                    point.y += move_by;
                } else {
                    point.x += move_by;
                }
            }
            strokes.push(stroke);
        }
        at += to - from + 0.12 + 0.25 * chance.unit();
    }
    for stroke in &mut strokes {
        stroke.width = pen * 1.2;
    }
    strokes
}

/// The image that strokes give on the canvas.
#[must_use]
pub fn image(strokes: &[Stroke]) -> Image {
    normalise(&Raster::of(strokes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_chance_gives_the_same_strokes() {
        let draw = |index| digit(4, &mut SplitMix64::new(1, 2, index));
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3), draw(4));
    }

    #[test]
    fn all_that_is_written_has_ink_and_finite_points() {
        for index in 0..2_000 {
            let mut chance = SplitMix64::new(7, 0, index);
            let strokes =
                if index % 2 == 0 { digit((index / 2 % 10) as u8, &mut chance) } else { not_a_digit(&mut chance) };
            assert!(strokes.iter().flat_map(|stroke| &stroke.points).all(|point| point.is_finite()), "{index}");
            assert!(!image(&strokes).is_blank(), "{index}");
        }
    }
}
