//! The gradients by transforms: those of the weights and of the input from the same points.

use super::super::matrix::{Accumulate, Left, Product, Right};
use super::super::shape::{ConvShape, Extent, Then};
use super::super::simd::vectorise;
use super::super::winograd::{Grid, InputTilesBack, OutputTilesBack, PATCH, POINTS, Points, TILE, WeightsBack};
use super::{LOCAL, Local, Tiles, multiply, transform_images};

/// Gradients of a convolution of some images.
pub struct Backward<'a> {
    /// Its shape.
    pub shape: &'a ConvShape,
    /// Its tiles.
    pub tiles: Tiles,
    /// Weights from [`pack_back`], if the gradient by the input is wanted.
    pub packed: &'a [f32],
}

impl Backward<'_> {
    /// Adds to the gradients of weights (9 × channels × padded filters) and bias, for images `x`, gradients `g` by the
    /// convolution's outputs and, behind a ReLU, these outputs `y`. Writes the gradient by the input to `dx`.
    pub fn run(&self, x: &[f32], g: &[f32], y: &[f32], dx: Option<&mut [f32]>, dw: &mut [f32], db: &mut [f32]) {
        LOCAL.with_borrow_mut(|local| self.compute(x, (g, y), dx, dw, db, local));
    }

    fn compute(
        &self,
        x: &[f32],
        (g, y): (&[f32], &[f32]),
        dx: Option<&mut [f32]>,
        dw: &mut [f32],
        db: &mut [f32],
        local: &mut Local,
    ) {
        let Self { shape, tiles, packed } = *self;
        let (from, to) = (shape.input.len(), shape.output.len());
        let (channels, step) = (shape.input.channels, shape.input.stride);
        let (filters, width) = (shape.full.channels, shape.full.stride);
        let images = x.len() / from;
        let total = images * tiles.count();
        transform_images(shape, tiles, x, local);
        let Local { summed, laid, read_points, made_points, weight_points, .. } = local;
        let grid = tiles.made(shape);
        made_points.resize(POINTS * total * width);
        let Extent { height, width: columns, .. } = shape.full;
        let made = laid.of([height, columns * width, 0, 0, grid.row, tiles.rows * TILE * grid.row]);
        for (image, (g, y)) in g.chunks_exact(to).zip(y.chunks_exact(to)).enumerate() {
            vectorise(
                (g, y, &mut **made, &mut *db),
                #[inline(always)]
                |(g, y, made, db)| lay_gradient(shape, grid, (g, y), made, db),
            );
            let points = Points { numbers: &mut **made_points, tiles: total, first: image * tiles.count() };
            OutputTilesBack { map: made, grid, points }.run();
        }

        weight_points.resize(POINTS * channels * width);
        let sides = read_points.chunks_exact(total * step).zip(made_points.chunks_exact(total * width));
        for ((left, right), output) in sides.zip(weight_points.chunks_exact_mut(channels * width)) {
            Product {
                rows: channels,
                depth: total,
                columns: width,
                left: Left { numbers: left, row: 1, step },
                right: Right::Rows { numbers: right, stride: width },
                onto: Accumulate::Zero,
                floor: f32::NEG_INFINITY,
                output,
                stride: width,
            }
            .run();
        }
        WeightsBack { points: weight_points, channels, width, sums: dw }.run();

        let Some(dx) = dx else { return };
        let sides = made_points.chunks_exact(total * width).zip(packed.chunks_exact(filters * step));
        for ((left, right), output) in sides.zip(read_points.chunks_exact_mut(total * step)) {
            multiply(total, filters, (left, width), right, output, step);
        }
        let grid = tiles.read(shape);
        summed.resize((tiles.rows * TILE + PATCH - TILE) * grid.row);
        for (image, dx) in dx.chunks_exact_mut(from).enumerate() {
            summed.fill(0.0);
            let points = Points { numbers: &**read_points, tiles: total, first: image * tiles.count() };
            InputTilesBack { map: summed, grid, points }.run();
            take_out(shape, grid, summed, dx);
        }
    }
}

/// Puts the gradient by the convolution's outputs into a map of whole tiles, whose rest is zero, and adds it to `db`.
#[inline(always)]
fn lay_gradient(shape: &ConvShape, grid: Grid, (g, y): (&[f32], &[f32]), made: &mut [f32], db: &mut [f32]) {
    let line = shape.full.width * grid.step;
    for ((to, g), y) in made.chunks_exact_mut(grid.row).zip(g.chunks_exact(line)).zip(y.chunks_exact(line)) {
        let to = &mut to[..line];
        if shape.then == Then::Relu {
            for ((to, &g), &y) in to.iter_mut().zip(g).zip(y) {
                *to = if y > 0.0 { g } else { 0.0 };
            }
        } else {
            to.copy_from_slice(g);
        }
        for position in to.chunks_exact(grid.step) {
            for (sum, &g) in db.iter_mut().zip(position) {
                *sum += g;
            }
        }
    }
}

/// Takes a gradient by an image out of its border; where no tile reads, it is zero.
fn take_out(shape: &ConvShape, grid: Grid, bordered: &[f32], image: &mut [f32]) {
    let line = shape.input.width * grid.step;
    let left = shape.padding * grid.step;
    let length = line.min(grid.row - left);
    let mut lines = bordered.chunks_exact(grid.row).skip(shape.padding);
    for to in image.chunks_exact_mut(line) {
        match lines.next() {
            Some(from) => {
                to[..length].copy_from_slice(&from[left..left + length]);
                to[length..].fill(0.0);
            }
            None => to.fill(0.0),
        }
    }
}
