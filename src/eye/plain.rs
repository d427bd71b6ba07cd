//! Whether a picture holds digits and nothing else, so that its ink needs no network to be told from other ink.

use super::find::{Level, Sighting};
use super::loss::FOUND;
use crate::ink::Raster;
use crate::ink::picture::Photo;

/// Ink from this level on holds a shape together.
const SOLID: u8 = 96;
/// A shape of which the network gives less than this share to digits is something else…
const DIGIT: f32 = 0.5;
/// … and of whose ink more than this share is something else's, as well.
const OTHER: f32 = 0.5;
/// Most of the picture's ink that may be something else's.
const MOST_ELSE: f32 = 0.05;
/// Logit from which on a digit is surely there, so that its ink has to be.
const SURE: f32 = 0.7;
/// Of so many digits, one may lack its ink: it may have been none.
const LACKING: usize = 20;
/// Least share of a digit's box that is inked.
const LEAST_INKED: f32 = 0.04;
/// Most digits of which one can be told from the next by trying every division.
const MOST_DIGITS: usize = 150;

/// The picture's ink, if all of it is that of digits and every digit that was seen has some; `None` as well once it
/// `is_unwanted`.
pub fn ink(photo: &Photo, levels: &[Level], found: &[Sighting], is_unwanted: &dyn Fn() -> bool) -> Option<Raster> {
    if found.len() > MOST_DIGITS {
        return None;
    }
    let ink = photo.ink_unless(is_unwanted)?;
    let lacking = found.iter().filter(|one| one.logit >= SURE && !is_inked(&ink, one)).count();
    (lacking * LACKING <= found.len() && is_digits_alone(&ink, levels)).then_some(ink)
}

fn is_inked(ink: &Raster, sighting: &Sighting) -> bool {
    let b = sighting.bounds;
    let (left, top) = (b.left.max(0.0) as usize, b.top.max(0.0) as usize);
    let (right, bottom) = ((b.right.max(0.0) as usize).min(ink.width), (b.bottom.max(0.0) as usize).min(ink.height));
    let rows = (top..bottom).map(|y| &ink.ink[y * ink.width + left.min(right)..y * ink.width + right]);
    let inked: usize = rows.map(|row| row.iter().filter(|&&level| level >= SOLID).count()).sum();
    inked as f32 >= LEAST_INKED * b.width() * b.height()
}

/// Whether the network gives nearly all of the ink to digits.
fn is_digits_alone(ink: &Raster, levels: &[Level]) -> bool {
    let (mut all, mut others) = (0, 0);
    let mut seen = vec![false; ink.ink.len()];
    for start in 0..ink.ink.len() {
        if seen[start] || ink.ink[start] < SOLID {
            continue;
        }
        let shape = shape(ink, &mut seen, start);
        all += shape.len();
        if !is_digit(ink.width, &shape, levels) {
            others += shape.len();
        }
    }
    all > 0 && others as f32 <= MOST_ELSE * all as f32
}

/// The solid ink that hangs together with a pixel.
fn shape(ink: &Raster, seen: &mut [bool], start: usize) -> Vec<usize> {
    let mut shape = vec![start];
    let mut next = 0;
    seen[start] = true;
    while let Some(&pixel) = shape.get(next) {
        next += 1;
        let (x, y) = (pixel % ink.width, pixel / ink.width);
        for near_y in y.saturating_sub(1)..ink.height.min(y + 2) {
            for near_x in x.saturating_sub(1)..ink.width.min(x + 2) {
                let near = near_y * ink.width + near_x;
                if !seen[near] && ink.ink[near] >= SOLID {
                    seen[near] = true;
                    shape.push(near);
                }
            }
        }
    }
    shape
}

/// Whether a shape is a digit's, or several digits' that touch, at the scale at which it would be.
fn is_digit(width: usize, shape: &[usize], levels: &[Level]) -> bool {
    let (mut left, mut right, mut top, mut bottom) = (usize::MAX, 0, usize::MAX, 0);
    for pixel in shape {
        let (x, y) = (pixel % width, pixel / width);
        (left, right, top, bottom) = (left.min(x), right.max(x + 1), top.min(y), bottom.max(y + 1));
    }
    let (wide, high) = ((right - left) as f32, (bottom - top) as f32);
    let step = (shape.len() / 200).max(1);
    let count = shape.len().div_ceil(step) as f32;
    let fitting = levels.iter().filter(|level| {
        // Digits that touch are wider than one; a part of a digit is smaller.
        let size = (high / level.scale).max(0.5 * wide / level.scale);
        (0.5 * FOUND.0..=FOUND.1 * 1.1).contains(&size)
    });
    fitting.into_iter().any(|level| {
        let mut sums = [0.0; 2];
        for pixel in shape.iter().step_by(step) {
            let told = level.ink((pixel % width) as f32 + 0.5, (pixel / width) as f32 + 0.5);
            sums.iter_mut().zip(told).for_each(|(sum, told)| *sum += told);
        }
        sums[0] >= DIGIT * count && sums[1] <= OTHER * count
    })
}
