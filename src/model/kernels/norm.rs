//! Batch normalisation (arXiv 1502.03167) over padded channels, with the ReLU behind it. Sums run over fixed blocks
//! of images and are added in their order, so that they do not depend on the number of threads.

use pulp::{Simd, WithSimd};
use rayon::prelude::*;

use super::candle::NORM_EPSILON;
use super::simd::{dispatch_rows, multiply_add, read, whole_vectors, write};

/// Positions whose channels are gone through vector by vector: they stay in the first-level cache.
const POSITIONS: usize = 16;

/// Statistics of one batch, by padded channel.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    /// Mean.
    pub mean: Vec<f32>,
    /// Variance, divided by the count.
    pub variance: Vec<f32>,
    /// 1 / √(variance + ε).
    pub scale: Vec<f32>,
}

/// Sums of one block, two for each padded channel.
trait BlockSums: Copy + Sync {
    /// Adds what these vectors of one position, of `x` and of `g`, contribute to the two sums. `constants` are the
    /// channels' own numbers.
    fn add<S: Simd>(self, simd: S, x: S::f32s, g: S::f32s, constants: [S::f32s; 3], sums: [S::f32s; 2])
    -> [S::f32s; 2];
}

/// Sums of distances from an origin and of their squares; constants: the origin, then anything.
#[derive(Clone, Copy)]
struct Moments;

impl BlockSums for Moments {
    #[inline(always)]
    fn add<S: Simd>(
        self,
        simd: S,
        x: S::f32s,
        _: S::f32s,
        constants: [S::f32s; 3],
        sums: [S::f32s; 2],
    ) -> [S::f32s; 2] {
        let distance = simd.sub_f32s(x, constants[0]);
        [simd.add_f32s(sums[0], distance), multiply_add(simd, distance, distance, sums[1])]
    }
}

/// Sums of the gradient times the distance from the mean, and of the gradient; constants: mean, factor, offset.
#[derive(Clone, Copy)]
struct ByParameters;

impl BlockSums for ByParameters {
    #[inline(always)]
    fn add<S: Simd>(
        self,
        simd: S,
        x: S::f32s,
        g: S::f32s,
        constants: [S::f32s; 3],
        sums: [S::f32s; 2],
    ) -> [S::f32s; 2] {
        let [mean, factor, offset] = constants;
        let g = let_through(simd, x, g, factor, offset);
        [multiply_add(simd, g, simd.sub_f32s(x, mean), sums[0]), simd.add_f32s(sums[1], g)]
    }
}

/// The gradient where x × factor + offset is above zero, else zero.
#[inline(always)]
fn let_through<S: Simd>(simd: S, x: S::f32s, g: S::f32s, factor: S::f32s, offset: S::f32s) -> S::f32s {
    let zero = simd.splat_f32s(0.0);
    let y = simd.add_f32s(simd.mul_f32s(x, factor), offset);
    simd.select_f32s(simd.greater_than_f32s(y, zero), g, zero)
}

/// Adds a block up.
struct AddBlock<'a, B> {
    sums: B,
    x: &'a [f32],
    g: &'a [f32],
    constants: [&'a [f32]; 3],
    first: &'a mut [f32],
    second: &'a mut [f32],
}

impl<B: BlockSums> AddBlock<'_, B> {
    /// The sums of `C` vectors of channels from `column` on.
    #[inline(always)]
    fn columns<S: Simd, const C: usize>(&mut self, simd: S, column: usize) {
        let stride = self.first.len();
        let at = |c: usize| column + c * S::F32_LANES;
        let mut constants = [[simd.splat_f32s(0.0); 3]; C];
        let mut sums = [[simd.splat_f32s(0.0); 2]; C];
        for c in 0..C {
            constants[c] = self.constants.map(|numbers| read::<S>(numbers, at(c)));
        }
        for (x, g) in self.x.chunks_exact(stride).zip(self.g.chunks_exact(stride)) {
            for c in 0..C {
                let (x, g) = (read::<S>(x, at(c)), read::<S>(g, at(c)));
                sums[c] = self.sums.add(simd, x, g, constants[c], sums[c]);
            }
        }
        for c in 0..C {
            write::<S>(self.first, at(c), sums[c][0]);
            write::<S>(self.second, at(c), sums[c][1]);
        }
    }
}

impl<B: BlockSums> WithSimd for AddBlock<'_, B> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let mut column = 0;
        while column < self.first.len() {
            if column + 2 * S::F32_LANES <= self.first.len() {
                self.columns::<S, 2>(simd, column);
                column += 2 * S::F32_LANES;
            } else {
                self.columns::<S, 1>(simd, column);
                column += S::F32_LANES;
            }
        }
    }
}

/// The two sums of each padded channel, over blocks of `block` numbers of `x` and of `g`.
fn sums<B: BlockSums>(sums: B, block: usize, x: &[f32], g: &[f32], constants: [&[f32]; 3]) -> (Vec<f64>, Vec<f64>) {
    let stride = constants[0].len();
    let parts: Vec<_> = x
        .par_chunks(block)
        .zip(g.par_chunks(block))
        .map(|(x, g)| {
            let (mut first, mut second) = (vec![0.0_f32; stride], vec![0.0_f32; stride]);
            dispatch_rows(stride, AddBlock { sums, x, g, constants, first: &mut first, second: &mut second });
            (first, second)
        })
        .collect();
    let (mut first, mut second) = (vec![0.0_f64; stride], vec![0.0_f64; stride]);
    for (one, two) in parts {
        for ((first, second), (one, two)) in first.iter_mut().zip(&mut second).zip(one.into_iter().zip(two)) {
            *first += f64::from(one);
            *second += f64::from(two);
        }
    }
    (first, second)
}

/// Gradient by x, in place of that by the output.
struct ByInput<'a> {
    g: &'a mut [f32],
    x: &'a [f32],
    /// Mean, factor and offset.
    affine: [&'a [f32]; 3],
    /// Mean of the gradient times the distance, and of the gradient.
    slope: &'a [f32],
    shift: &'a [f32],
}

impl WithSimd for ByInput<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { g, x, affine, slope, shift } = self;
        let stride = shift.len();
        for (g, x) in g.chunks_mut(POSITIONS * stride).zip(x.chunks(POSITIONS * stride)) {
            for column in whole_vectors::<S>(stride) {
                let [mean, factor, offset] = affine.map(|numbers| read::<S>(numbers, column));
                let (slope, shift) = (read::<S>(slope, column), read::<S>(shift, column));
                for (g, x) in g.chunks_exact_mut(stride).zip(x.chunks_exact(stride)) {
                    let x = read::<S>(x, column);
                    let kept = let_through(simd, x, read::<S>(g, column), factor, offset);
                    let pulled = simd.mul_f32s(simd.sub_f32s(x, mean), slope);
                    let rest = simd.sub_f32s(simd.sub_f32s(kept, shift), pulled);
                    write::<S>(g, column, simd.mul_f32s(factor, rest));
                }
            }
        }
    }
}

impl Statistics {
    /// Of a batch with `stride` padded channels, in blocks of `block` numbers; one pass over the distances from the
    /// first position, so that a large mean costs no digits (shifted data: Chan, Golub and `LeVeque` 1983).
    pub fn of(x: &[f32], stride: usize, block: usize) -> Self {
        let count = (x.len() / stride) as f64;
        let origin = &x[..stride];
        let (sum, squares) = sums(Moments, block, x, x, [origin; 3]);
        let mean = sum.iter().zip(origin).map(|(sum, &origin)| (f64::from(origin) + sum / count) as f32).collect();
        let variance: Vec<f32> = squares
            .iter()
            .zip(&sum)
            .map(|(square, sum)| (((square - sum * sum / count) / count) as f32).max(0.0))
            .collect();
        let scale = variance.iter().map(|v| (1.0 / (f64::from(*v) + NORM_EPSILON).sqrt()) as f32).collect();
        Self { mean, variance, scale }
    }

    /// Factor and offset of each channel for these (padded) weights and biases: y = x × factor + offset.
    pub fn affine(&self, weight: &[f32], bias: &[f32]) -> (Vec<f32>, Vec<f32>) {
        let factor: Vec<f32> = weight.iter().zip(&self.scale).map(|(weight, scale)| weight * scale).collect();
        let offset = factor.iter().zip(&self.mean).zip(bias).map(|((factor, mean), bias)| bias - factor * mean);
        let offset = offset.collect();
        (factor, offset)
    }

    /// Gradients: by the weight and by the bias (padded), and by `x` into `g`, which holds that by the output. With
    /// `relu`, the output is max(0, y); where it is zero is seen from `x`, which spares a pass over the outputs.
    pub fn backward(
        &self,
        x: &[f32],
        g: &mut [f32],
        (weight, bias): (&[f32], &[f32]),
        block: usize,
        relu: bool,
    ) -> (Vec<f32>, Vec<f32>) {
        let stride = self.mean.len();
        let count = (x.len() / stride) as f64;
        let (factor, mut offset) = self.affine(weight, bias);
        if !relu {
            // Nothing is cut off.
            offset.fill(f32::INFINITY);
        }
        let (mean, factor, offset) = (&self.mean[..stride], &factor[..stride], &offset[..stride]);
        let affine = [mean, factor, offset];
        let (mut by_weight, by_bias) = sums(ByParameters, block, x, g, affine);
        for (sum, &scale) in by_weight.iter_mut().zip(&self.scale) {
            *sum *= f64::from(scale);
        }
        let slope: Vec<f32> =
            by_weight.iter().zip(&self.scale).map(|(sum, scale)| (sum / count) as f32 * scale).collect();
        let shift: Vec<f32> = by_bias.iter().map(|sum| (sum / count) as f32).collect();
        let (slope, shift) = (&slope[..stride], &shift[..stride]);
        let pairs = g.par_chunks_mut(block).zip(x.par_chunks(block));
        pairs.for_each(|(g, x)| dispatch_rows(stride, ByInput { g, x, affine, slope, shift }));
        (by_weight.iter().map(|&sum| sum as f32).collect(), by_bias.iter().map(|&sum| sum as f32).collect())
    }
}

/// y = max(x × factor + offset, floor), channel by channel.
pub struct Apply<'a> {
    /// Read.
    pub x: &'a [f32],
    /// Written.
    pub y: &'a mut [f32],
    /// One number a padded channel.
    pub factor: &'a [f32],
    /// One number a padded channel.
    pub offset: &'a [f32],
    /// The smallest value let through.
    pub floor: f32,
}

impl WithSimd for Apply<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { x, y, factor, offset, floor } = self;
        let (stride, floor) = (factor.len(), simd.splat_f32s(floor));
        for (x, y) in x.chunks(POSITIONS * stride).zip(y.chunks_mut(POSITIONS * stride)) {
            for column in whole_vectors::<S>(stride) {
                let (factor, offset) = (read::<S>(factor, column), read::<S>(offset, column));
                for (x, y) in x.chunks_exact(stride).zip(y.chunks_exact_mut(stride)) {
                    let value = simd.add_f32s(simd.mul_f32s(read::<S>(x, column), factor), offset);
                    write::<S>(y, column, simd.max_f32s(value, floor));
                }
            }
        }
    }
}
