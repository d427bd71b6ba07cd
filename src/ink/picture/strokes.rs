//! What differs from flat paper to ink: noise and soft shadows are left out, strokes are kept with their edges.

use super::grid::Lines;
use super::light::{Flat, Light};
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
/// Of how lightness changes around a stroke's edge, this share lies within a few pixels; a shadow's changes on and on.
const SHARP: f32 = 0.62;
/// Most pixels of an edge that are looked at.
const MOST_LOOKED_AT: usize = 400;

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
        let is_stroke = || flat.light != Light::Uneven || is_sharp(flat, &marks, group);
        let is_frame = || flat.light != Light::Clear && is_frame(width, height, group);
        group.len() >= dust && !is_frame() && !is_left_over() && is_stroke()
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

/// Whether darkness falls quickly at the group's edge, and not on and on.
fn is_sharp(flat: &Flat, marks: &[bool], group: &[usize]) -> bool {
    let (width, height) = (flat.width, flat.height);
    let reach = (width.max(height) / 400).max(2);
    let is_mark = |x: usize, y: usize| x < width && y < height && marks[y * width + x];
    let is_edge = |at: &usize| {
        let (x, y) = (at % width, at / width);
        ![(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)].iter().all(|&(x, y)| is_mark(x, y))
    };
    let edge: Vec<usize> = group.iter().copied().filter(is_edge).collect();
    let shares = edge.iter().step_by(edge.len().div_ceil(MOST_LOOKED_AT).max(1)).map(|&at| {
        let (x, y) = (at % width, at / width);
        fall(flat, x, y, reach) / fall(flat, x, y, 4 * reach).max(1.0)
    });
    quantile(shares.collect(), 0.5).is_some_and(|share| share >= SHARP)
}

/// By how much lightness changes within `reach` pixels of a place.
fn fall(flat: &Flat, x: usize, y: usize, reach: usize) -> f32 {
    let (left, right) = (x.saturating_sub(reach), (x + reach).min(flat.width - 1));
    let (top, bottom) = (y.saturating_sub(reach), (y + reach).min(flat.height - 1));
    let ends = [
        (x, y),
        (left, y),
        (right, y),
        (x, top),
        (x, bottom),
        (left, top),
        (right, bottom),
        (left, bottom),
        (right, top),
    ];
    let levels = ends.map(|(x, y)| around_place(flat, x, y));
    levels.into_iter().fold(f32::NEG_INFINITY, f32::max) - levels.into_iter().fold(f32::INFINITY, f32::min)
}

/// The lightness of a pixel and those around it, in the mean, which shows less of the noise. It is that of the picture
/// itself: where the paper is guessed wrongly, what is over it may have edges that the picture has not.
fn around_place(flat: &Flat, x: usize, y: usize) -> f32 {
    let columns = x.saturating_sub(1)..flat.width.min(x + 2);
    let rows = y.saturating_sub(1)..flat.height.min(y + 2);
    let count = (columns.len() * rows.len()) as f32;
    let pixels = rows.flat_map(|y| columns.clone().map(move |x| y * flat.width + x));
    pixels.map(|at| f32::from(flat.paper[at]) * (255.0 - flat.over[at])).sum::<f32>() / count
}
