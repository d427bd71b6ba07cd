//! Batch normalisation (arXiv 1502.03167) over padded channels, with the ReLU behind it. Sums run over fixed blocks
//! of images and are added in their order, so that they do not depend on the number of threads.

use rayon::prelude::*;

use super::candle::NORM_EPSILON;
use super::simd::vectorise;

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

/// Adds up a function of two numbers of each position, channel by channel: `term(x, g, channel)`.
fn sums(
    stride: usize,
    block: usize,
    x: &[f32],
    g: &[f32],
    term: impl Fn(f32, f32, usize) -> (f32, f32) + Sync,
) -> (Vec<f64>, Vec<f64>) {
    let parts: Vec<_> = x
        .par_chunks(block)
        .zip(g.par_chunks(block))
        .map(|(x, g)| {
            let (mut first, mut second) = (vec![0.0_f32; stride], vec![0.0_f32; stride]);
            vectorise(
                (x, g, &mut *first, &mut *second),
                #[inline(always)]
                |(x, g, first, second): (&[f32], &[f32], &mut [f32], &mut [f32])| {
                    for (x, g) in x.chunks_exact(stride).zip(g.chunks_exact(stride)) {
                        let slots = first.iter_mut().zip(second.iter_mut());
                        for (channel, ((&x, &g), (first, second))) in x.iter().zip(g).zip(slots).enumerate() {
                            let (one, two) = term(x, g, channel);
                            *first += one;
                            *second += two;
                        }
                    }
                },
            );
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

impl Statistics {
    /// Of a batch with `stride` padded channels, in blocks of `block` numbers; two passes, so that a large mean costs
    /// no digits.
    pub fn of(x: &[f32], stride: usize, block: usize) -> Self {
        let count = (x.len() / stride) as f64;
        let mean: Vec<f32> = sums(
            stride,
            block,
            x,
            x,
            #[inline(always)]
            |x, _, _| (x, 0.0),
        )
        .0
        .iter()
        .map(|s| (s / count) as f32)
        .collect();
        let squares = sums(
            stride,
            block,
            x,
            x,
            #[inline(always)]
            |x, _, channel| {
                let centred = x - mean[channel];
                (centred * centred, centred)
            },
        );
        // The mean was rounded to 32 bits; what that moved is taken back out (the corrected two-pass algorithm, Chan, Golub and LeVeque 1983).
        let variance: Vec<f32> =
            squares.0.iter().zip(&squares.1).map(|(s, rest)| ((s - rest * rest / count) / count) as f32).collect();
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

    /// Gradients: by the weight and by the bias (padded), and by `x` into `g`, which holds that by the output.
    pub fn backward(&self, x: &[f32], g: &mut [f32], weight: &[f32], block: usize) -> (Vec<f32>, Vec<f32>) {
        let stride = self.mean.len();
        let count = (x.len() / stride) as f64;
        let (by_weight, by_bias) = sums(
            stride,
            block,
            x,
            g,
            #[inline(always)]
            |x, g, channel| (g * (x - self.mean[channel]) * self.scale[channel], g),
        );
        let factor: Vec<f32> = weight.iter().zip(&self.scale).map(|(weight, scale)| weight * scale).collect();
        let slope: Vec<f32> =
            by_weight.iter().zip(&self.scale).map(|(sum, scale)| (sum / count) as f32 * scale).collect();
        let mean: Vec<f32> = by_bias.iter().map(|sum| (sum / count) as f32).collect();
        g.par_chunks_mut(block).zip(x.par_chunks(block)).for_each(|pair| {
            vectorise(
                pair,
                #[inline(always)]
                |(g, x): (&mut [f32], &[f32])| {
                    for (g, x) in g.chunks_exact_mut(stride).zip(x.chunks_exact(stride)) {
                        for (channel, (g, x)) in g.iter_mut().zip(x).enumerate() {
                            let along = (x - self.mean[channel]) * slope[channel];
                            *g = factor[channel] * (*g - mean[channel] - along);
                        }
                    }
                },
            );
        });
        (by_weight.iter().map(|&sum| sum as f32).collect(), by_bias.iter().map(|&sum| sum as f32).collect())
    }
}

/// y = max(x × factor + offset, floor), channel by channel.
#[inline(always)]
pub fn apply(x: &[f32], y: &mut [f32], factor: &[f32], offset: &[f32], floor: f32) {
    let stride = factor.len();
    for (x, y) in x.chunks_exact(stride).zip(y.chunks_exact_mut(stride)) {
        for ((x, y), (factor, offset)) in x.iter().zip(y).zip(factor.iter().zip(offset)) {
            let value = x * factor + offset;
            *y = if value > floor { value } else { floor };
        }
    }
}
