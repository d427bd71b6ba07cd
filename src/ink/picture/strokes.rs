//! What differs from flat paper to ink: noise and soft shadows are left out, strokes are kept with their edges. Knows
//! nothing of digits.

use super::grid::Lines;
use super::light::Flat;
use super::{quantile, specks};
use crate::ink::Raster;

/// Ink is over the paper by at least this many grey levels…
const LEAST: f32 = 18.0;
/// … and by this many times the noise there.
const OVER_NOISE: f32 = 6.0;
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
/// At a stroke's edge, darkness falls by this share of the stroke's own within a few pixels; a shadow's falls slower.
const SHARP: f32 = 0.5;

/// The ink of a flat picture, in its size. What lies on printed `lines`, which were taken away, is what is left of
/// them.
pub(super) fn ink_over(flat: &Flat, lines: Option<&Lines>) -> Raster {
    let (width, height) = (flat.width, flat.height);
    let blank = Raster { width, height, ink: vec![0; width * height] };
    let noise = Noise::of(flat);
    let inked = flat.over.iter().enumerate().filter(|&(at, &over)| over >= noise.least(at)).map(|(_, &over)| over);
    let Some(full) = quantile(inked.collect(), 0.8) else { return blank };
    let is_strong = |(at, &over): (usize, &f32)| over >= STRONG * full && over >= noise.least(at);
    let mut strong: Vec<bool> = flat.over.iter().enumerate().map(is_strong).collect();
    let dust = ((width * height) as f32 * DUST).max(4.0) as usize;
    let marks = strong.clone();
    specks::visit_groups(width, height, &mut strong, |group| {
        let is_left_over = || lines.is_some_and(|lines| lines.share_on_lines(group) > LEFT_OVER);
        group.len() >= dust && !is_frame(width, height, group) && !is_left_over() && is_sharp(flat, &marks, group)
    });
    let near = specks::neighbourhood(width, height, &strong, 1 + width.max(height) / 400);
    let ink = |(at, (&over, near)): (usize, (&f32, bool))| {
        let (none, all) = ((RANGE.0 * full).max(noise.least(at) * 0.6), RANGE.1 * full);
        if near { (((over - none) / (all - none).max(1.0)).clamp(0.0, 1.0) * 255.0).round() as u8 } else { 0 }
    };
    let ink = flat.over.iter().zip(near).enumerate().map(ink).collect();
    Raster { width, height, ink }
}

/// How far noise takes the paper's pixels from its lightness. A camera's noise is much the same everywhere; as a share
/// of the light it is greater where there is little.
struct Noise<'a> {
    flat: &'a Flat,
    /// In grey levels of the camera.
    usual: f32,
}

impl<'a> Noise<'a> {
    fn of(flat: &'a Flat) -> Self {
        // Ink is over the paper; what is under it is noise.
        let under = flat.over.iter().zip(&flat.paper).step_by(5).filter(|(over, _)| **over < 0.0);
        let levels = under.map(|(&over, &paper)| -over * f32::from(paper) / 255.0);
        Self { flat, usual: quantile(levels.collect(), 0.5).unwrap_or(0.0) }
    }

    /// The least that ink is over the paper at this pixel.
    fn least(&self, at: usize) -> f32 {
        let paper = f32::from(self.flat.paper.get(at).copied().unwrap_or(255)).max(1.0);
        LEAST.max(OVER_NOISE * self.usual * 255.0 / paper)
    }
}

/// Whether this is the edge of the paper: long, and at the picture's edge.
fn is_frame(width: usize, height: usize, group: &[usize]) -> bool {
    let columns = group.iter().map(|index| index % width);
    let rows = group.iter().map(|index| index / width);
    let (left, right) = (columns.clone().min().unwrap_or(0), columns.max().unwrap_or(0));
    let (top, bottom) = (rows.clone().min().unwrap_or(0), rows.max().unwrap_or(0));
    let touches = left == 0 || top == 0 || right + 1 == width || bottom + 1 == height;
    let is_long = (right - left) as f32 > FRAME * width as f32 || (bottom - top) as f32 > FRAME * height as f32;
    // A sliver of the table.
    let thin = (width.max(height) / 200).max(3);
    let is_sliver = (right < thin || left + thin >= width) || (bottom < thin || top + thin >= height);
    touches && (is_long || is_sliver)
}

/// Whether darkness falls quickly at the group's edge.
fn is_sharp(flat: &Flat, marks: &[bool], group: &[usize]) -> bool {
    let (width, height) = (flat.width, flat.height);
    let reach = (width.max(height) / 250).max(3);
    let Some(full) = quantile(group.iter().map(|&at| flat.over[at]).collect(), 0.6) else { return false };
    let falls = group.iter().filter_map(|&at| {
        let (x, y) = (at % width, at / width);
        let around = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
        let is_edge = around.into_iter().any(|(x, y)| x < width && y < height && !marks[y * width + x]);
        if !is_edge {
            return None;
        }
        let (left, right) = (x.saturating_sub(reach), (x + reach).min(width - 1));
        let (top, bottom) = (y.saturating_sub(reach), (y + reach).min(height - 1));
        let ends = [(left, y), (right, y), (x, top), (x, bottom), (left, top), (right, bottom), (left, bottom), (right, top)];
        let levels = ends.map(|(x, y)| around_place(flat, x, y));
        let least = levels.into_iter().fold(f32::INFINITY, f32::min);
        let most = levels.into_iter().fold(f32::NEG_INFINITY, f32::max);
        Some(most - least.max(0.0))
    });
    quantile(falls.collect(), 0.5).is_some_and(|fall| fall >= SHARP * full)
}

/// The mean of a pixel and those around it, which shows less of the noise.
fn around_place(flat: &Flat, x: usize, y: usize) -> f32 {
    let columns = x.saturating_sub(1)..flat.width.min(x + 2);
    let rows = y.saturating_sub(1)..flat.height.min(y + 2);
    let count = (columns.len() * rows.len()) as f32;
    rows.flat_map(|y| &flat.over[y * flat.width..][columns.clone()]).sum::<f32>() / count
}
