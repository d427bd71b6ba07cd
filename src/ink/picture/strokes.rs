//! What differs from flat paper to ink: noise is left out, strokes are kept with their edges. Knows nothing of digits.

use super::grid::Lines;
use super::light::Flat;
use super::{quantile, specks};
use crate::ink::Raster;

/// Ink is over the paper by at least this many grey levels…
const LEAST: f32 = 18.0;
/// … and by this many times the paper's noise.
const OVER_NOISE: f32 = 5.0;
/// A pixel is certainly ink from this share of the full darkness on.
const STRONG: f32 = 0.5;
/// What is no ink and what is full ink, as shares of the full darkness.
const RANGE: (f32, f32) = (0.22, 0.5);
/// Connected ink of fewer pixels than this share of the picture is dust.
const DUST: f32 = 0.000_02;
/// Something that touches the picture's edge and is this long, as a share of the side, is the edge of the paper.
const FRAME: f32 = 0.6;
/// What lies on printed lines with this share of its pixels is no stroke.
const LEFT_OVER: f32 = 0.7;

/// The ink of a flat picture, in its size. What lies on printed `lines`, which were taken away, is what is left of
/// them.
pub(super) fn ink_over(width: usize, height: usize, flat: &Flat, lines: Option<&Lines>) -> Raster {
    let blank = Raster { width, height, ink: vec![0; width * height] };
    // Ink covers little of a page, so that most pixels show the noise.
    let noise = quantile(flat.over.iter().map(|over| over.abs()).collect(), 0.5).unwrap_or(0.0);
    let least = LEAST.max(OVER_NOISE * noise);
    let inked: Vec<f32> = flat.over.iter().copied().filter(|&over| over >= least).collect();
    let Some(full) = quantile(inked, 0.8) else { return blank };
    let mut strong: Vec<bool> = flat.over.iter().map(|&over| over >= (STRONG * full).max(least)).collect();
    let dust = ((width * height) as f32 * DUST).max(4.0) as usize;
    specks::visit_groups(width, height, &mut strong, |group| {
        let columns = group.iter().map(|index| index % width);
        let rows = group.iter().map(|index| index / width);
        let (left, right) = (columns.clone().min().unwrap_or(0), columns.max().unwrap_or(0));
        let (top, bottom) = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
        let touches = left == 0 || top == 0 || right + 1 == width || bottom + 1 == height;
        let is_long = (right - left) as f32 > FRAME * width as f32 || (bottom - top) as f32 > FRAME * height as f32;
        let is_left_over = lines.is_some_and(|lines| lines.share_on_lines(group) > LEFT_OVER);
        group.len() >= dust && !(touches && is_long) && !is_left_over
    });
    let near = specks::neighbourhood(width, height, &strong, 1 + width.max(height) / 400);
    let (none, all) = ((RANGE.0 * full).max(least * 0.6), RANGE.1 * full);
    let ink = |over: f32| (((over - none) / (all - none).max(1.0)).clamp(0.0, 1.0) * 255.0).round() as u8;
    let ink = flat.over.iter().zip(near).map(|(&over, near)| if near { ink(over) } else { 0 }).collect();
    Raster { width, height, ink }
}
