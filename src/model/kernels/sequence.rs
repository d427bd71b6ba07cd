//! Steps over sequences, for a whole batch: rows are cut into blocks for the threads, gradients of parameters are added
//! up in fixed blocks of images, so that no result depends on the number of threads.

use rayon::prelude::*;

use super::attention::Attention;
use super::backward::Gradients;
use super::buffer::Buffer;
use super::conv_back::reduce;
use super::engine::{Packed, SavedForBackward, block_of};
use super::gelu;
use super::layer_norm::{LayerNorm, Moments};
use super::linear::Linear;
use super::scratch::Scratch;
use super::shape::Extent;
use super::simd::vectorise;
use super::softmax::Softmax;

/// Squares cut out of maps: the geometry.
#[derive(Debug, Clone, Copy)]
pub struct Patches {
    /// The map.
    pub input: Extent,
    /// The tokens.
    pub output: Extent,
    /// Side of a square.
    pub size: usize,
}

impl Patches {
    /// Calls `visit` with the place of every number that counts in the tokens and in the map.
    fn places(self, mut visit: impl FnMut(usize, usize)) {
        let columns = self.input.width / self.size;
        for token in 0..self.output.positions() {
            let (down, right) = (token / columns * self.size, token % columns * self.size);
            for channel in 0..self.input.channels {
                for place in 0..self.size * self.size {
                    let (row, column) = (down + place / self.size, right + place % self.size);
                    visit(
                        token * self.output.stride + channel * self.size * self.size + place,
                        (row * self.input.width + column) * self.input.stride + channel,
                    );
                }
            }
        }
    }

    /// Tokens of one image.
    pub fn forward(self, x: &[f32], y: &mut [f32]) {
        y.fill(0.0);
        self.places(|token, map| y[token] = x[map]);
    }

    /// Gradient by one image.
    pub fn backward(self, g: &[f32], dx: &mut [f32]) {
        dx.fill(0.0);
        self.places(|token, map| dx[map] = g[token]);
    }
}

/// Rows of a block when `rows` are shared out among the threads; the result does not depend on it.
fn share(rows: usize) -> usize {
    rows.div_ceil(2 * rayon::current_num_threads().max(1)).next_multiple_of(12).max(1)
}

/// Runs `one` for blocks of whole rows, in parallel if there are several images.
fn by_rows(
    images: usize,
    (x, x_stride): (&[f32], usize),
    (y, y_stride): (&mut [f32], usize),
    one: impl Fn(&[f32], &mut [f32]) + Sync,
) {
    if images == 1 {
        return one(x, y);
    }
    let rows = share(y.len() / y_stride);
    x.par_chunks(rows * x_stride).zip(y.par_chunks_mut(rows * y_stride)).for_each(|(x, y)| one(x, y));
}

/// y = max(x · wᵀ + bias, floor) for every row.
pub fn linear(linear: Linear, packed: &Packed, x: &[f32], images: usize, floor: f32, y: &mut [f32]) {
    by_rows(images, (x, linear.x_stride), (y, linear.y_stride), |x, y| {
        linear.forward(x, &packed.weight, &packed.bias, floor, y);
    });
}

/// Gradients of a linear layer from `scratch.g`; that by its input goes to `scratch.dx` unless it is empty.
pub fn linear_back(linear: Linear, weight: &[f32], x: &[f32], images: usize, scratch: &mut Scratch) -> Gradients {
    let Scratch { g, dx, partials, packed, .. } = scratch;
    let tokens = g.len() / linear.y_stride / images;
    let (weights, sums) = (linear.outputs * linear.inputs, linear.outputs * (linear.inputs + 1));
    let rows = block_of(images) * tokens;
    partials.resize(images.div_ceil(block_of(images)) * sums);
    let blocks = g.par_chunks(rows * linear.y_stride).zip(x.par_chunks(rows * linear.x_stride));
    partials.par_chunks_mut(sums).zip(blocks).for_each(|(partial, (g, x))| {
        partial.fill(0.0);
        let (dw, db) = partial.split_at_mut(weights);
        linear.weight_gradient(g, x, dw, db);
    });
    reduce(partials, sums);
    if !dx.is_empty() {
        linear.pack_back(weight, packed);
        by_rows(images, (g, linear.y_stride), (dx, linear.x_stride), |g, dx| {
            linear.input_gradient(g, packed, dx, false);
        });
    }
    Gradients { weight: partials[..weights].to_vec(), bias: partials[weights..sums].to_vec() }
}

/// Normalises every row by itself; what the backward pass needs is saved if `saves`.
pub fn norm(norm: LayerNorm<'_>, x: &[f32], images: usize, saves: bool, saved: &mut SavedForBackward) {
    let SavedForBackward { output: y, moments, .. } = saved;
    moments.resize(if saves { y.len() / norm.stride } else { 0 }, Moments::default());
    if !saves {
        return by_rows(images, (x, norm.stride), (y, norm.stride), |x, y| norm.forward(x, y, &mut []));
    }
    let rows = share(y.len() / norm.stride);
    let blocks = x.par_chunks(rows * norm.stride).zip(y.par_chunks_mut(rows * norm.stride));
    blocks.zip(moments.par_chunks_mut(rows)).for_each(|((x, y), moments)| norm.forward(x, y, moments));
}

/// Gradients of a normalisation of rows from `scratch.g`; that by its input goes to `scratch.dx`, whose length is set.
pub fn norm_back(
    norm: LayerNorm<'_>,
    x: &[f32],
    moments: &[Moments],
    images: usize,
    scratch: &mut Scratch,
) -> Gradients {
    let Scratch { g, dx, partials, .. } = scratch;
    dx.resize(g.len());
    let width = norm.gain.len();
    let rows = block_of(images) * (moments.len() / images);
    partials.resize(images.div_ceil(block_of(images)) * 2 * width);
    let read = g.par_chunks(rows * norm.stride).zip(x.par_chunks(rows * norm.stride)).zip(moments.par_chunks(rows));
    let written = dx.par_chunks_mut(rows * norm.stride).zip(partials.par_chunks_mut(2 * width));
    read.zip(written).for_each(|(((g, x), moments), (dx, partial))| {
        partial.fill(0.0);
        let (by_gain, by_shift) = partial.split_at_mut(width);
        norm.backward(x, moments, g, dx, false, by_gain, by_shift);
    });
    reduce(partials, 2 * width);
    Gradients { weight: partials[..width].to_vec(), bias: partials[width..2 * width].to_vec() }
}

/// GELU of every number; its slope is saved if `saves`.
pub fn gelu(x: &[f32], images: usize, saves: bool, stride: usize, saved: &mut SavedForBackward) {
    let SavedForBackward { output: y, slope, .. } = saved;
    slope.resize(if saves { y.len() } else { 0 });
    if !saves {
        return by_rows(images, (x, stride), (y, stride), gelu::forward);
    }
    let length = share(y.len() / stride) * stride;
    let blocks = x.par_chunks(length).zip(y.par_chunks_mut(length)).zip(slope.par_chunks_mut(length));
    blocks.for_each(|((x, y), slope)| gelu::forward_with_slope(x, y, slope));
}

/// Turns the gradient by GELU's output into that by its input.
pub fn gelu_back(g: &mut [f32], slope: &[f32], stride: usize) {
    let length = share(g.len() / stride) * stride;
    g.par_chunks_mut(length).zip(slope.par_chunks(length)).for_each(|pair| {
        vectorise(
            pair,
            #[inline(always)]
            |(g, slope): (&mut [f32], &[f32])| {
                for (g, slope) in g.iter_mut().zip(slope) {
                    *g *= slope;
                }
            },
        );
    });
}

/// Attention of every sequence.
pub fn attend(attention: Attention, x: &[f32], images: usize, saved: &mut SavedForBackward) {
    let SavedForBackward { output: y, softmax, .. } = saved;
    let rows = attention.heads * attention.tokens;
    softmax.resize(images * rows, Softmax::default());
    if images == 1 {
        return attention.forward(x, y, softmax);
    }
    let written = y.par_chunks_mut(attention.tokens * attention.stride).zip(softmax.par_chunks_mut(rows));
    let sequences = x.par_chunks(attention.tokens * attention.qkv_stride).zip(written);
    sequences.for_each(|(x, (y, softmax))| attention.forward(x, y, softmax));
}

/// Gradient by the queries, keys and values of every sequence.
pub fn attend_back(attention: Attention, x: &[f32], softmax: &[Softmax], g: &[f32], dx: &mut Buffer) {
    let (from, to) = (attention.tokens * attention.qkv_stride, attention.tokens * attention.stride);
    let read = x.par_chunks(from).zip(softmax.par_chunks(attention.heads * attention.tokens)).zip(g.par_chunks(to));
    read.zip(dx.par_chunks_mut(from)).for_each(|(((x, rows), g), dx)| attention.backward(x, rows, g, dx));
}

/// y = x + positions, sequence by sequence.
pub fn put_positions(x: &[f32], positions: &[f32], images: usize, y: &mut [f32]) {
    by_rows(images, (x, positions.len()), (y, positions.len()), |x, y| {
        let sequences = x.chunks_exact(positions.len()).zip(y.chunks_exact_mut(positions.len()));
        for (x, y) in sequences {
            for ((y, x), position) in y.iter_mut().zip(x).zip(positions) {
                *y = x + position;
            }
        }
    });
}

/// Gradient by the positions: the sum over all sequences, without padding.
pub fn positions_back(g: &[f32], tokens: Extent) -> Gradients {
    let mut weight = vec![0.0; tokens.count()];
    weight.par_chunks_mut(tokens.channels).enumerate().for_each(|(token, sums)| {
        for sequence in g.chunks_exact(tokens.len()) {
            for (sum, g) in sums.iter_mut().zip(&sequence[token * tokens.stride..]) {
                *sum += g;
            }
        }
    });
    Gradients { weight, bias: Vec::new() }
}

/// Each token's row of the table; tokens are whole numbers that it has.
pub fn embed(tokens: &[f32], table: &[f32], output: Extent, y: &mut [f32]) {
    for (y, &token) in y.chunks_exact_mut(output.stride).zip(tokens) {
        y.copy_from_slice(&table[token as usize * output.stride..][..output.stride]);
    }
}

/// Gradient by the table: each row's is the sum over the places where it was taken.
pub fn embed_back(tokens: &[f32], g: &[f32], vocabulary: usize, output: Extent) -> Gradients {
    let mut weight = vec![0.0; vocabulary * output.channels];
    for (g, &token) in g.chunks_exact(output.stride).zip(tokens) {
        let row = &mut weight[token as usize * output.channels..][..output.channels];
        for (sum, g) in row.iter_mut().zip(g) {
            *sum += g;
        }
    }
    Gradients { weight, bias: Vec::new() }
}
