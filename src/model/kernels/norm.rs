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

/// Adds up over the blocks what `add` adds to the two sums of each channel for a block of `x` and of `g`.
fn sums(
    stride: usize,
    block: usize,
    x: &[f32],
    g: &[f32],
    add: impl Fn(&[f32], &[f32], &mut [f32], &mut [f32]) + Sync,
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
                        add(x, g, first, second);
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
    /// Of a batch with `stride` padded channels, in blocks of `block` numbers; one pass over the distances from the
    /// first position, so that a large mean costs no digits (shifted data: Chan, Golub and `LeVeque` 1983).
    pub fn of(x: &[f32], stride: usize, block: usize) -> Self {
        let count = (x.len() / stride) as f64;
        let origin = &x[..stride];
        let (sum, squares) = sums(
            stride,
            block,
            x,
            x,
            #[inline(always)]
            |x, _, sum, squares| {
                for (((x, origin), sum), square) in x.iter().zip(origin).zip(sum).zip(squares) {
                    let distance = x - origin;
                    *sum += distance;
                    *square += distance * distance;
                }
            },
        );
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
        let (mut by_weight, by_bias) = sums(
            stride,
            block,
            x,
            g,
            #[inline(always)]
            |x, g, by_weight, by_bias| {
                // Cut to one length, so that no access has to be checked.
                let (x, g) = (&x[..stride], &g[..stride]);
                let (by_weight, by_bias) = (&mut by_weight[..stride], &mut by_bias[..stride]);
                for at in 0..stride {
                    let g = if x[at] * factor[at] + offset[at] > 0.0 { g[at] } else { 0.0 };
                    by_weight[at] += g * (x[at] - mean[at]);
                    by_bias[at] += g;
                }
            },
        );
        for (sum, &scale) in by_weight.iter_mut().zip(&self.scale) {
            *sum *= f64::from(scale);
        }
        let slope: Vec<f32> =
            by_weight.iter().zip(&self.scale).map(|(sum, scale)| (sum / count) as f32 * scale).collect();
        let shift: Vec<f32> = by_bias.iter().map(|sum| (sum / count) as f32).collect();
        let (slope, shift) = (&slope[..stride], &shift[..stride]);
        g.par_chunks_mut(block).zip(x.par_chunks(block)).for_each(|pair| {
            vectorise(
                pair,
                #[inline(always)]
                |(g, x): (&mut [f32], &[f32])| {
                    for (g, x) in g.chunks_exact_mut(stride).zip(x.chunks_exact(stride)) {
                        for at in 0..stride {
                            let kept = if x[at] * factor[at] + offset[at] > 0.0 { g[at] } else { 0.0 };
                            g[at] = factor[at] * (kept - shift[at] - (x[at] - mean[at]) * slope[at]);
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
