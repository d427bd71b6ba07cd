//! A picture's ink as pieces: its connected shapes, and parts of shapes that may be two digits.

use super::Bounds;
use super::links::Piece;
use crate::data::Image;
use crate::ink::{Point, Raster, normalise};

mod cuts;
mod pen;

/// Pixels from this much ink on hold a shape together.
const SOLID: u8 = 96;
/// Most shapes; the smallest ones beyond them are left out, of equal ones those further down.
const MOST_SHAPES: usize = 4_000;
/// Most pieces that are cut off shapes; further shapes stay whole.
const MOST_CUT_OFF: usize = 2_000;
/// A shape smaller than this share of the largest ones' height in both directions is a speck.
const SPECK: f32 = 0.06;
/// Most dots in the trace of a piece.
const MOST_DOTS: usize = 96;
/// Shapes this near to each other touch, in pixels.
const TOUCH: f32 = 2.5;
/// No shape.
const NONE: u16 = u16::MAX;

/// The pieces and the pixels they stand for.
pub(super) struct Parts {
    /// What is grouped.
    pub pieces: Vec<Piece>,
    raster: Raster,
    /// For each piece its pixels, with its faint edge.
    pixels: Vec<Vec<u32>>,
}

/// A connected component of ink pixels.
struct Shape {
    pixels: Vec<usize>,
    bounds: Bounds,
    cut_from: Option<(usize, f32)>,
}

impl Parts {
    /// Takes the ink apart. Bytes that do not fit the raster's size give no pieces.
    pub fn of(raster: &Raster) -> Self {
        let mut parts = Self { pieces: Vec::new(), raster: Raster::default(), pixels: Vec::new() };
        if raster.width == 0 || raster.width.checked_mul(raster.height) != Some(raster.ink.len()) {
            return parts;
        }
        parts.raster = raster.clone();
        // For each pixel the piece it belongs to.
        let mut owner = vec![NONE; raster.ink.len()];
        let shapes = without_specks(shapes(raster));
        let mut all = Vec::new();
        for (index, shape) in shapes.into_iter().enumerate() {
            if all.len() < index + MOST_CUT_OFF {
                all.extend(cuts::of_shape(raster.width, shape, index));
            } else {
                all.push(shape);
            }
        }
        for (index, shape) in all.iter().enumerate().take(usize::from(NONE)) {
            for &pixel in &shape.pixels {
                owner[pixel] = index as u16;
            }
        }
        for (index, shape) in all.into_iter().enumerate().take(usize::from(NONE)) {
            let trace = outline(&shape, &owner, index as u16, raster.width);
            let size = shape.bounds.height().max(0.5 * shape.bounds.width()).max(1.0);
            let piece = Piece {
                bounds: shape.bounds,
                inked: shape.bounds,
                trace,
                touch: TOUCH / size,
                cut_from: shape.cut_from,
                ends: None,
            };
            parts.pieces.push(piece);
        }
        spread(raster, &mut owner);
        parts.pixels = vec![Vec::new(); parts.pieces.len()];
        for (pixel, &piece) in owner.iter().enumerate() {
            if let Some(pixels) = parts.pixels.get_mut(usize::from(piece)) {
                pixels.push(pixel as u32);
            }
        }
        parts
    }

    /// The picture of these pieces.
    pub fn image(&self, pieces: &[usize]) -> Image {
        let bounds = pieces.iter().map(|&piece| self.pieces[piece].bounds).reduce(Bounds::union).unwrap_or_default();
        // The faint edge of the ink lies around the solid pixels.
        let bounds = bounds.grown(2.0);
        let (left, top) = (bounds.left.max(0.0) as usize, bounds.top.max(0.0) as usize);
        let right = (bounds.right as usize).min(self.raster.width);
        let bottom = (bounds.bottom as usize).min(self.raster.height);
        let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
        let mut sheet = pen::Sheet::new(width, height);
        for &pixel in pieces.iter().flat_map(|&piece| &self.pixels[piece]) {
            let pixel = pixel as usize;
            let (x, y) = (pixel % self.raster.width, pixel / self.raster.width);
            if (left..right).contains(&x) && (top..bottom).contains(&y) {
                sheet.put(x - left, y - top, self.raster.ink[pixel]);
            }
        }
        normalise(&sheet.widened())
    }
}

/// The picture of a raster's ink, all of it one digit's.
pub(super) fn image_of(raster: &Raster) -> Image {
    let mut sheet = pen::Sheet::new(raster.width, raster.height);
    for (pixel, &ink) in raster.ink.iter().enumerate().filter(|(_, ink)| **ink > 0) {
        sheet.put(pixel % raster.width, pixel / raster.width, ink);
    }
    normalise(&sheet.widened())
}

/// All shapes, in the order of their topmost pixels.
fn shapes(raster: &Raster) -> Vec<Shape> {
    let (width, height) = (raster.width, raster.height);
    let mut seen = vec![false; raster.ink.len()];
    let mut found = Vec::new();
    for start in 0..raster.ink.len() {
        if raster.ink[start] < SOLID || seen[start] {
            continue;
        }
        let mut pixels = vec![start];
        seen[start] = true;
        let mut next = 0;
        while let Some(&pixel) = pixels.get(next) {
            next += 1;
            let (x, y) = (pixel % width, pixel / width);
            for near_y in y.saturating_sub(1)..height.min(y + 2) {
                for near_x in x.saturating_sub(1)..width.min(x + 2) {
                    let near = near_y * width + near_x;
                    if !seen[near] && raster.ink[near] >= SOLID {
                        seen[near] = true;
                        pixels.push(near);
                    }
                }
            }
        }
        found.push(Shape::of(pixels, width, None));
    }
    found
}

impl Shape {
    fn of(pixels: Vec<usize>, width: usize, cut_from: Option<(usize, f32)>) -> Self {
        let corner = |&pixel: &usize| Point { x: (pixel % width) as f32, y: (pixel / width) as f32 };
        let bounds = Bounds::around(pixels.iter().map(corner)).unwrap_or_default();
        // A pixel is as wide as one.
        let bounds = Bounds { right: bounds.right + 1.0, bottom: bounds.bottom + 1.0, ..bounds };
        Self { pixels, bounds, cut_from }
    }
}

/// The shapes without those too small to be part of any digit, and without the smallest if there are too many.
fn without_specks(mut shapes: Vec<Shape>) -> Vec<Shape> {
    let mut heights: Vec<f32> = shapes.iter().map(|shape| shape.bounds.height()).collect();
    heights.sort_by(|a, b| b.total_cmp(a));
    // The fifth of twenty: one blot does not make specks of all digits.
    let tall =
        heights.get(heights.len() / 4).copied().unwrap_or(0.0).max(heights.first().copied().unwrap_or(0.0) * 0.3);
    let size = |shape: &Shape| shape.bounds.height().max(shape.bounds.width());
    shapes.retain(|shape| size(shape) >= SPECK * tall);
    if shapes.len() > MOST_SHAPES {
        let mut by_size: Vec<usize> = (0..shapes.len()).collect();
        by_size.sort_by(|&a, &b| size(&shapes[b]).total_cmp(&size(&shapes[a])).then(a.cmp(&b)));
        let mut is_kept = vec![false; shapes.len()];
        for &shape in &by_size[..MOST_SHAPES] {
            is_kept[shape] = true;
        }
        let mut is_kept = is_kept.into_iter();
        shapes.retain(|_| is_kept.next() == Some(true));
    }
    shapes
}

/// Some of the pixels at the shape's edge.
fn outline(shape: &Shape, owner: &[u16], own: u16, width: usize) -> Vec<(Point, Point)> {
    let is_edge = |&&pixel: &&usize| {
        let around = [pixel.checked_sub(1), pixel.checked_sub(width), Some(pixel + 1), Some(pixel + width)];
        around.into_iter().any(|near| near.and_then(|near| owner.get(near)) != Some(&own))
    };
    let mut edge: Vec<usize> = shape.pixels.iter().filter(is_edge).copied().collect();
    edge.sort_unstable();
    let step = edge.len().div_ceil(MOST_DOTS).max(1);
    let dot = |&pixel: &usize| Point { x: (pixel % width) as f32 + 0.5, y: (pixel / width) as f32 + 0.5 };
    edge.iter().step_by(step).map(dot).map(|dot| (dot, dot)).collect()
}

/// Gives fainter pixels within two of a piece to it.
fn spread(raster: &Raster, owner: &mut [u16]) {
    for _ in 0..2 {
        let before = owner.to_vec();
        for (pixel, &ink) in raster.ink.iter().enumerate() {
            if ink == 0 || before[pixel] != NONE {
                continue;
            }
            let (x, y) = (pixel % raster.width, pixel / raster.width);
            let left = (x > 0).then(|| pixel - 1);
            let right = (x + 1 < raster.width).then_some(pixel + 1);
            let above = (y > 0).then(|| pixel - raster.width);
            let below = (y + 1 < raster.height).then_some(pixel + raster.width);
            let near = [left, right, above, below].into_iter().flatten().map(|near| before[near]);
            if let Some(piece) = near.filter(|&piece| piece != NONE).min() {
                owner[pixel] = piece;
            }
        }
    }
}
