//! Photographs and drawings of digits to ink, whichever of paper and ink is darker.

use super::Raster;

mod clear;
mod grid;
mod light;
mod page;
mod paper;
mod specks;
mod strokes;

pub use page::{Page, Photo};

/// Larger pictures are averaged down to this longer side first.
const LONGEST_SIDE: usize = 1000;
/// Least contrast between ink and paper, in grey levels of 255.
const LEAST_CONTRAST: f32 = 16.0;
/// Least contrast between ink and paper, in standard deviations of the paper's noise.
const LEAST_OVER_NOISE: f32 = 4.0;
/// A pixel is certainly ink from this share of the full contrast on.
const STRONG: f32 = 0.3;
/// Ink on fewer of the picture's pixels than this share is dust.
const LEAST_INK: f32 = 0.0002;
/// From this longer side of the digit on, in pixels, its greys are pencil texture and blur rather than area.
const FINE: usize = 60;
/// What counts as no ink and as full ink in such a digit, as shares of the full contrast. MNIST's sources were
/// scanned in black and white.
const FINE_RANGE: (f32, f32) = (0.2, 0.5);

/// Grey pixels (0 black, 255 white, row-major, `width` × `height`) to ink: finds out whether the ink is dark or
/// light, and takes the paper away, its shading and its noise with it.
///
/// The paper is what most of the picture's border shows; the ink is what differs from it most, to either side. A
/// picture of one colour gives no ink, and so do bytes that do not fit the size. A picture of more than 1,000 pixels
/// a side gives a smaller raster. An MNIST image of either polarity comes back as it was.
#[must_use]
pub fn ink_of_grey(width: usize, height: usize, grey: &[u8]) -> Raster {
    if width == 0 || height == 0 || width.checked_mul(height) != Some(grey.len()) {
        return Raster::default();
    }
    let (width, height, grey) = shrunk(width, height, grey);
    let blank = Raster { width, height, ink: vec![0; width * height] };
    let light = paper::lightness_over_paper(width, height, &grey);
    let noise = noise_of(&light);
    let Some((over_paper, full)) = ink_side(light, noise) else { return blank };
    let start = noise * 1.5;
    let share = |over: f32, none: f32, all: f32| ((over - none) / (all - none)).clamp(0.0, 1.0);
    let strong = over_paper.iter().map(|&over| share(over, start, full) >= STRONG).collect();
    let strong = specks::without_specks(width, height, strong);
    let strong_count = strong.iter().filter(|&&strong| strong).count();
    if (strong_count as f32) < (LEAST_INK * over_paper.len() as f32).max(1.0) {
        return blank;
    }
    let (none, all) = if longer_side(width, &strong) >= FINE {
        (start + FINE_RANGE.0 * (full - start), start + FINE_RANGE.1 * (full - start))
    } else {
        (start, over_paper.iter().copied().fold(full, f32::max))
    };
    // Faint pixels are the edge of ink only beside ink; elsewhere they are paper.
    let near = specks::neighbourhood(width, height, &strong, 1 + width.max(height) / 250);
    let ink = |over: f32| (share(over, none, all) * 255.0).round() as u8;
    let ink = over_paper.iter().zip(near).map(|(&over, near)| if near { ink(over) } else { 0 });
    Raster { width, height, ink: ink.collect() }
}

/// Averages whole blocks of pixels until the longer side is at most [`LONGEST_SIDE`].
fn shrunk(width: usize, height: usize, grey: &[u8]) -> (usize, usize, Vec<u8>) {
    let block = width.max(height).div_ceil(LONGEST_SIDE);
    if block == 1 {
        return (width, height, grey.to_vec());
    }
    let (columns, rows) = (width.div_ceil(block), height.div_ceil(block));
    let mut small = Vec::with_capacity(columns * rows);
    for band in grey.chunks(width * block) {
        let mut sums = vec![(0_u32, 0_u32); columns];
        for line in band.chunks_exact(width) {
            for ((sum, count), pixels) in sums.iter_mut().zip(line.chunks(block)) {
                *sum += pixels.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
                *count += pixels.len() as u32;
            }
        }
        small.extend(sums.iter().map(|&(sum, count)| ((sum + count / 2) / count) as u8));
    }
    (columns, rows, small)
}

/// How far noise takes 95 % of the paper's pixels from the paper's lightness, in grey levels. Ink lies to one side
/// of the paper only; the other side shows the noise.
fn noise_of(light: &[f32]) -> f32 {
    let side = |sign: f32| {
        let deviations = light.iter().map(|&light| light * sign).filter(|&over| over >= 0.0);
        quantile(deviations.collect(), 0.95).unwrap_or(0.0)
    };
    side(1.0).min(side(-1.0))
}

/// How far each pixel is over the paper in the ink's direction, and how far full ink is, in grey levels; `None` if
/// nothing stands out.
fn ink_side(light: Vec<f32>, noise: f32) -> Option<(Vec<f32>, f32)> {
    let least = LEAST_CONTRAST.max(LEAST_OVER_NOISE * noise);
    let mass = |sign: f32| light.iter().map(|&light| light * sign).filter(|&over| over >= least).sum::<f32>();
    let sign = if mass(-1.0) >= mass(1.0) { -1.0 } else { 1.0 };
    let over_paper: Vec<f32> = light.into_iter().map(|light| light * sign).collect();
    let full = quantile(over_paper.iter().copied().filter(|&over| over >= least).collect(), 0.95)?;
    Some((over_paper, full))
}

/// The value that `share` of all values are at most; `None` without values.
fn quantile(mut values: Vec<f32>, share: f32) -> Option<f32> {
    let index = (values.len().checked_sub(1)? as f32 * share).round() as usize;
    Some(*values.select_nth_unstable_by(index, f32::total_cmp).1)
}

/// The longer side of the box of all marked pixels.
fn longer_side(width: usize, marked: &[bool]) -> usize {
    let (mut left, mut right, mut top, mut bottom) = (usize::MAX, 0, usize::MAX, 0);
    for (index, _) in marked.iter().enumerate().filter(|&(_, &marked)| marked) {
        let (x, y) = (index % width, index / width);
        (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
    }
    if left > right { 0 } else { (right - left).max(bottom - top) + 1 }
}

#[cfg(test)]
mod tests;
