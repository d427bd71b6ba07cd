//! Any grey picture of a digit to a 28×28 image exactly as MNIST was made, and the steps on the way.
//!
//! The recipe is the QMNIST project's reconstruction (Yadav and Bottou, *Cold Case: the Lost MNIST Digits*, arXiv
//! 1905.10498). An MNIST image put through it comes back the same.

use super::Raster;
use crate::data::Image;
use crate::data::image::SIDE;

pub mod stages;

/// Width and height of the picture of the digit before it is placed in the image, in pixels.
pub const DIGIT_SIDE: usize = 20;
/// Pixels of that picture.
const DIGIT_PIXELS: usize = DIGIT_SIDE * DIGIT_SIDE;
/// The upper end of the pixel's width of places, (13.5, 14.5], that the centre of mass may come to.
const FARTHEST_CENTRE: f64 = 14.5;

/// A rectangle in pixels of the raster; it may reach beyond the raster, where there is only paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// First column; negative left of the raster.
    pub left: i64,
    /// First row; negative above the raster.
    pub top: i64,
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
}

/// What the normaliser did, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The tight box of the ink in the raster.
    pub ink_box: Region,
    /// The square around the middle of that box, as wide as its longer side.
    pub window: Region,
    /// The window averaged over areas to 20×20, row-major, the brightest pixel 255.
    pub resampled: [u8; DIGIT_PIXELS],
    /// Centre of mass (x, y) of the 20×20 picture, in pixel indices.
    pub centre_of_mass: (f64, f64),
    /// Where the 20×20 picture's top left pixel goes in the image: columns and rows, whole pixels. What would lie
    /// outside the image is cut off, as in MNIST; that takes ink as lopsided as an L with a long foot.
    pub shift: (i64, i64),
    /// The finished image.
    pub image: Image,
}

/// Normalises as MNIST was: the tight box of the ink, a square window around its centre, area-resampled to 20×20,
/// brightest pixel to 255, pasted so that the centre of mass comes to pixel 14 by a whole-pixel shift. A raster
/// without ink gives a blank image.
#[must_use]
pub fn normalise(raster: &Raster) -> Image {
    steps(raster).map_or(Image::BLANK, |steps| steps.image)
}

/// The same with every step kept; `None` without ink, or if the raster's bytes do not fit its size.
#[must_use]
pub fn steps(raster: &Raster) -> Option<Steps> {
    let ink_box = ink_box(raster)?;
    let window = window_around(ink_box);
    let resampled: [u8; DIGIT_PIXELS] =
        brightened(&area_sums(raster, window, DIGIT_SIDE, DIGIT_SIDE)).try_into().ok()?;
    let centre_of_mass = centre_of_mass(&resampled, DIGIT_SIDE);
    let shift = (shift_for(centre_of_mass.0), shift_for(centre_of_mass.1));
    Some(Steps { ink_box, window, resampled, centre_of_mass, shift, image: placed(&resampled, DIGIT_SIDE, shift) })
}

/// The tight box of all pixels that hold any ink.
fn ink_box(raster: &Raster) -> Option<Region> {
    if raster.width == 0 || raster.width.checked_mul(raster.height) != Some(raster.ink.len()) {
        return None;
    }
    let rows = || raster.ink.chunks_exact(raster.width);
    let inked = |row: &[u8]| row.iter().any(|&ink| ink > 0);
    let top = rows().position(inked)?;
    let bottom = rows().rposition(inked)?;
    let (mut left, mut right) = (raster.width, 0);
    for row in rows() {
        if let Some(first) = row.iter().position(|&ink| ink > 0) {
            left = left.min(first);
            right = right.max(row.iter().rposition(|&ink| ink > 0)?);
        }
    }
    Some(Region { left: left as i64, top: top as i64, width: right - left + 1, height: bottom - top + 1 })
}

/// The square window around the middle of the box; an odd pixel of difference goes to the right or below.
fn window_around(ink: Region) -> Region {
    let side = ink.width.max(ink.height);
    Region {
        left: ink.left - ((side - ink.width) / 2) as i64,
        top: ink.top - ((side - ink.height) / 2) as i64,
        width: side,
        height: side,
    }
}

/// One pixel of the window and the part of it that falls into one pixel of the picture.
struct Overlap {
    source: usize,
    target: usize,
    /// In parts of the window's pixel, as many as the picture has pixels along this side.
    weight: u64,
}

/// How the window's `side` columns (or rows) fall into the `count` of the picture. Both grids are measured in parts of
/// a window pixel, in which a target pixel is `side` long, so that every overlap is a whole number and the result
/// exact. Doubling a source smaller than twenty first, as MNIST's makers did, changes nothing in exact areas.
fn overlaps(side: usize, count: usize) -> Vec<Overlap> {
    let mut overlaps = Vec::with_capacity(side + 2 * count);
    for source in 0..side {
        let (start, end) = (source * count, (source + 1) * count);
        for target in start / side..count.min(end.div_ceil(side)) {
            let shared = end.min((target + 1) * side) - start.max(target * side);
            overlaps.push(Overlap { source, target, weight: shared as u64 });
        }
    }
    overlaps
}

/// The ink of the window that falls into each of `columns` × `rows` pixels: where all of it is 255, the sum is 255
/// times the window's pixels.
fn area_sums(raster: &Raster, window: Region, columns: usize, rows: usize) -> Vec<u64> {
    // The raster's column or row for one of the window's, if the raster has it.
    let within = |origin: i64, offset: usize, size: usize| {
        usize::try_from(origin + offset as i64).ok().filter(|&index| index < size)
    };
    let across: Vec<(usize, usize, u64)> = overlaps(window.width, columns)
        .into_iter()
        .filter_map(|o| Some((within(window.left, o.source, raster.width)?, o.target, o.weight)))
        .collect();
    let mut sums = vec![0; columns * rows];
    let mut line = vec![0_u64; columns];
    let mut summed_row = None;
    for overlap in overlaps(window.height, rows) {
        let Some(row) = within(window.top, overlap.source, raster.height) else { continue };
        if summed_row != Some(row) {
            let pixels = &raster.ink[row * raster.width..][..raster.width];
            line.fill(0);
            for &(column, target, weight) in &across {
                line[target] += weight * u64::from(pixels[column]);
            }
            summed_row = Some(row);
        }
        for (sum, &ink) in sums[overlap.target * columns..].iter_mut().zip(&line) {
            *sum += overlap.weight * ink;
        }
    }
    sums
}

/// Scales so that the brightest pixel becomes 255, and rounds.
fn brightened(sums: &[u64]) -> Vec<u8> {
    let brightest = sums.iter().copied().max().unwrap_or(0).max(1) as f64;
    sums.iter().map(|&sum| (sum as f64 / brightest * 255.0).round() as u8).collect()
}

/// Centre of mass (x, y) of a picture with rows of `side` pixels, in pixel indices; its middle without ink.
fn centre_of_mass(digit: &[u8], side: usize) -> (f64, f64) {
    let (mut mass, mut sum_x, mut sum_y) = (0.0, 0.0, 0.0);
    for (index, &pixel) in digit.iter().enumerate() {
        let ink = f64::from(pixel);
        mass += ink;
        sum_x += ink * (index % side) as f64;
        sum_y += ink * (index / side) as f64;
    }
    if mass > 0.0 { (sum_x / mass, sum_y / mass) } else { ((side as f64 - 1.0) / 2.0, (side as f64 - 1.0) / 2.0) }
}

/// The whole-pixel shift that brings a centre of mass into (13.5, 14.5].
fn shift_for(centre: f64) -> i64 {
    (FARTHEST_CENTRE - centre).floor() as i64
}

/// A picture with rows of `side` pixels in the 28×28 image, shifted by whole pixels; what lies outside is cut off.
fn placed(digit: &[u8], side: usize, (right, down): (i64, i64)) -> Image {
    let mut image = Image::BLANK;
    let within = |index: i64| usize::try_from(index).ok().filter(|&index| index < SIDE);
    for (index, &pixel) in digit.iter().enumerate() {
        let x = within((index % side) as i64 + right);
        let y = within((index / side) as i64 + down);
        if let (Some(x), Some(y)) = (x, y) {
            image.0[y * SIDE + x] = pixel;
        }
    }
    image
}

#[cfg(test)]
mod tests;
