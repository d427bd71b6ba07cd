//! The forward pass by transforms, with bias, ReLU and 2 × 2 maximum.

use super::super::conv::DEAD;
use super::super::shape::{ConvShape, Extent};
use super::super::simd::vectorise;
use super::super::winograd::{OutputTiles, POINTS, Points, TILE};
use super::{LOCAL, Local, Tiles, multiply, transform_images};

/// A convolution of some images, with bias, ReLU and 2 × 2 maximum.
pub struct Forward<'a> {
    /// Its shape.
    pub shape: &'a ConvShape,
    /// Its tiles.
    pub tiles: Tiles,
    /// Weights from [`pack`].
    pub packed: &'a [f32],
    /// Padded bias.
    pub bias: &'a [f32],
    /// The smallest value let through.
    pub floor: f32,
}

impl Forward<'_> {
    /// Writes the outputs of the images `x`, and where each maximum was, or [`DEAD`], if `codes` is not empty.
    pub fn run(&self, x: &[f32], y: &mut [f32], codes: &mut [u32]) {
        LOCAL.with_borrow_mut(|local| self.compute(x, y, codes, local));
    }

    fn compute(&self, x: &[f32], y: &mut [f32], codes: &mut [u32], local: &mut Local) {
        let Self { shape, tiles, packed, bias, floor } = *self;
        let (from, to) = (shape.input.len(), shape.output.len());
        let images = x.len() / from;
        let total = images * tiles.count();
        transform_images(shape, tiles, x, local);
        let Local { made, read_points, made_points, .. } = local;
        let (depth, width) = (shape.input.channels, shape.full.stride);
        made_points.resize(POINTS * total * width);
        let sides = read_points.chunks_exact(total * shape.input.stride).zip(packed.chunks_exact(depth * width));
        for ((left, right), output) in sides.zip(made_points.chunks_exact_mut(total * width)) {
            multiply(total, depth, (left, shape.input.stride), right, output, width);
        }
        let grid = tiles.made(shape);
        let is_whole = shape.then.window() == 1
            && (shape.full.height, shape.full.width) == (tiles.rows * TILE, tiles.columns * TILE);
        made.resize(if is_whole { 0 } else { tiles.rows * TILE * grid.row });
        for (image, y) in y.chunks_exact_mut(to).enumerate() {
            let points = Points { numbers: &**made_points, tiles: total, first: image * tiles.count() };
            if is_whole {
                OutputTiles { points, bias, floor, map: y, grid }.run();
                continue;
            }
            OutputTiles { points, bias, floor, map: made, grid }.run();
            if shape.then.window() == 1 {
                for (y, line) in y.chunks_exact_mut(shape.full.width * width).zip(made.chunks_exact(grid.row)) {
                    y.copy_from_slice(&line[..y.len()]);
                }
                continue;
            }
            let codes = if codes.is_empty() { &mut [][..] } else { &mut codes[image * to..][..to] };
            vectorise(
                (&**made, y, codes),
                #[inline(always)]
                |(made, y, codes)| maximum(shape.output, (made, grid.row), floor, y, codes),
            );
        }
    }
}

/// The largest of each 2 × 2 window of a map with rows of `row` numbers, and where it was.
#[inline(always)]
fn maximum(output: Extent, (map, row): (&[f32], usize), floor: f32, y: &mut [f32], codes: &mut [u32]) {
    let step = output.stride;
    for (at, y) in y.chunks_exact_mut(step).enumerate() {
        let first = at / output.width * 2 * row + at % output.width * 2 * step;
        let corners = [first, first + step, first + row, first + row + step].map(|at| &map[at..at + step]);
        for channel in 0..step {
            let [a, b, c, d] = corners.map(|corner| corner[channel]);
            let (upper, lower) = (if b > a { b } else { a }, if d > c { d } else { c });
            y[channel] = if lower > upper { lower } else { upper };
        }
        if codes.is_empty() {
            continue;
        }
        let codes = &mut codes[at * step..][..step];
        for channel in 0..step {
            let [a, b, c, d] = corners.map(|corner| corner[channel]);
            let (upper, lower) = (if b > a { b } else { a }, if d > c { d } else { c });
            let above = u32::from(b > a);
            let below = 2 + u32::from(d > c);
            let code = if lower > upper { below } else { above };
            codes[channel] = if y[channel] > floor { code } else { DEAD };
        }
    }
}
