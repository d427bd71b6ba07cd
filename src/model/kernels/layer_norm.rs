//! Layer normalisation (arXiv 1607.06450): every row is shifted and scaled to mean 0 and variance 1, and then by the
//! gain and shift of its columns.

use pulp::{Simd, WithSimd};

use super::simd::{dispatch, multiply_add, read, whole_vectors, write};

/// Added to the variance, as PyTorch does.
pub const EPSILON: f32 = 1e-5;

/// What the backward pass needs of a row.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Moments {
    /// Mean.
    pub mean: f32,
    /// 1 / √(variance + ε), the variance divided by the count.
    pub scale: f32,
}

/// A normalisation of rows of `gain.len()` numbers that are `stride` apart. Padding is ignored in x and g, and zero in
/// what is written.
#[derive(Debug, Clone, Copy)]
pub struct LayerNorm<'a> {
    /// Factor of each column.
    pub gain: &'a [f32],
    /// Offset of each column.
    pub shift: &'a [f32],
    /// Numbers from one row to the next.
    pub stride: usize,
}

impl LayerNorm<'_> {
    /// y = (x − mean) × scale × gain + shift. `moments` has one for each row, or none if nobody asks.
    pub fn forward(self, x: &[f32], y: &mut [f32], moments: &mut [Moments]) {
        assert_eq!(x.len(), y.len(), "outputs of another shape");
        assert!(moments.is_empty() || moments.len() == x.len() / self.stride, "moments of other rows");
        self.check();
        dispatch(Forward { norm: self, x, y, moments });
    }

    /// From the gradient by y: writes that by x to `dx`, or adds it if `adds`, and adds those by gain and shift.
    #[expect(clippy::too_many_arguments, reason = "what is read and what is written are borrowed apart")]
    pub fn backward(
        self,
        x: &[f32],
        moments: &[Moments],
        g: &[f32],
        dx: &mut [f32],
        adds: bool,
        by_gain: &mut [f32],
        by_shift: &mut [f32],
    ) {
        assert!(x.len() == g.len() && x.len() == dx.len(), "a gradient of another shape");
        assert_eq!(moments.len(), x.len() / self.stride, "moments of other rows");
        assert!(by_gain.len() == self.gain.len() && by_shift.len() == self.gain.len(), "a gradient of another shape");
        self.check();
        dispatch(Backward { norm: self, x, moments, g, dx, adds, by_gain, by_shift });
    }

    fn check(self) {
        assert!(self.gain.len() == self.shift.len() && self.gain.len() <= self.stride, "parameters of another shape");
        assert!(!self.gain.is_empty(), "a row has at least one number");
    }
}

struct Forward<'a> {
    norm: LayerNorm<'a>,
    x: &'a [f32],
    y: &'a mut [f32],
    moments: &'a mut [Moments],
}

impl WithSimd for Forward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { norm: LayerNorm { gain, shift, stride }, x, y, moments } = self;
        let width = gain.len();
        let whole = width / S::F32_LANES * S::F32_LANES;
        for (row, (x, y)) in x.chunks_exact(stride).zip(y.chunks_exact_mut(stride)).enumerate() {
            let (y, padding) = y.split_at_mut(width);
            padding.fill(0.0);
            let x = &x[..width];
            let mut sum = simd.splat_f32s(0.0);
            for at in whole_vectors::<S>(width) {
                sum = simd.add_f32s(sum, read::<S>(x, at));
            }
            let rest: f32 = x[whole..].iter().sum();
            let mean = (simd.reduce_sum_f32s(sum) + rest) / width as f32;
            let mut sum = simd.splat_f32s(0.0);
            for at in whole_vectors::<S>(width) {
                let distance = simd.sub_f32s(read::<S>(x, at), simd.splat_f32s(mean));
                sum = multiply_add(simd, distance, distance, sum);
            }
            let rest: f32 = x[whole..].iter().map(|x| (x - mean) * (x - mean)).sum();
            let variance = (simd.reduce_sum_f32s(sum) + rest) / width as f32;
            let scale = 1.0 / (variance + EPSILON).sqrt();
            for at in whole_vectors::<S>(width) {
                let distance = simd.sub_f32s(read::<S>(x, at), simd.splat_f32s(mean));
                let normal = simd.mul_f32s(distance, simd.splat_f32s(scale));
                write::<S>(y, at, multiply_add(simd, normal, read::<S>(gain, at), read::<S>(shift, at)));
            }
            for at in whole..width {
                y[at] = (x[at] - mean) * scale * gain[at] + shift[at];
            }
            if let Some(moments) = moments.get_mut(row) {
                *moments = Moments { mean, scale };
            }
        }
    }
}

struct Backward<'a> {
    norm: LayerNorm<'a>,
    x: &'a [f32],
    moments: &'a [Moments],
    g: &'a [f32],
    dx: &'a mut [f32],
    adds: bool,
    by_gain: &'a mut [f32],
    by_shift: &'a mut [f32],
}

impl WithSimd for Backward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { norm: LayerNorm { gain, stride, .. }, x, moments, g, dx, adds, by_gain, by_shift } = self;
        let width = gain.len();
        let whole = width / S::F32_LANES * S::F32_LANES;
        let rows = x.chunks_exact(stride).zip(g.chunks_exact(stride)).zip(dx.chunks_exact_mut(stride)).zip(moments);
        for (((x, g), dx), &Moments { mean, scale }) in rows {
            let (x, g) = (&x[..width], &g[..width]);
            let (dx, padding) = dx.split_at_mut(width);
            padding.fill(0.0);
            let normal = |at: usize| {
                let distance = simd.sub_f32s(read::<S>(x, at), simd.splat_f32s(mean));
                simd.mul_f32s(distance, simd.splat_f32s(scale))
            };
            // Of the gradient by the normalised numbers: its sum, and that of its products with them.
            let (mut sum, mut product) = (simd.splat_f32s(0.0), simd.splat_f32s(0.0));
            for at in whole_vectors::<S>(width) {
                let (normal, g) = (normal(at), read::<S>(g, at));
                let inner = simd.mul_f32s(g, read::<S>(gain, at));
                sum = simd.add_f32s(sum, inner);
                product = multiply_add(simd, inner, normal, product);
                write::<S>(by_gain, at, multiply_add(simd, g, normal, read::<S>(by_gain, at)));
                write::<S>(by_shift, at, simd.add_f32s(g, read::<S>(by_shift, at)));
            }
            let (mut sum, mut product) = (simd.reduce_sum_f32s(sum), simd.reduce_sum_f32s(product));
            for at in whole..width {
                let normal = (x[at] - mean) * scale;
                sum += g[at] * gain[at];
                product += g[at] * gain[at] * normal;
                by_gain[at] += g[at] * normal;
                by_shift[at] += g[at];
            }
            let (sum, product) = (sum / width as f32, product / width as f32);
            for at in whole_vectors::<S>(width) {
                let inner = simd.mul_f32s(read::<S>(g, at), read::<S>(gain, at));
                let centred = simd.sub_f32s(inner, simd.splat_f32s(sum));
                let rest = multiply_add(simd, normal(at), simd.splat_f32s(-product), centred);
                let start = if adds { read::<S>(dx, at) } else { simd.splat_f32s(0.0) };
                write::<S>(dx, at, multiply_add(simd, rest, simd.splat_f32s(scale), start));
            }
            for at in whole..width {
                let normal = (x[at] - mean) * scale;
                let change = scale * (g[at] * gain[at] - sum - normal * product);
                dx[at] = if adds { dx[at] + change } else { change };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;
    use crate::model::init;

    /// y, and the gradients of Σ g·y by x, gain and shift, in 64 bits.
    fn plain(x: &[f32], gain: &[f32], shift: &[f32], g: &[f32]) -> [Vec<f64>; 4] {
        let (width, d) = (gain.len(), |x: f32| f64::from(x));
        let [mut y, mut dx] = [vec![0.0; x.len()], vec![0.0; x.len()]];
        let [mut by_gain, mut by_shift] = [vec![0.0; width], vec![0.0; width]];
        for row in 0..x.len() / width {
            let (at, n) = (row * width, width as f64);
            let (x, g) = (&x[at..at + width], &g[at..at + width]);
            let mean = x.iter().map(|&x| d(x)).sum::<f64>() / n;
            let scale = 1.0 / (x.iter().map(|&x| (d(x) - mean).powi(2)).sum::<f64>() / n + 1e-5).sqrt();
            let normal: Vec<f64> = x.iter().map(|&x| (d(x) - mean) * scale).collect();
            let sum = g.iter().zip(gain).map(|(&g, &gain)| d(g) * d(gain)).sum::<f64>() / n;
            let product = g.iter().zip(gain).zip(&normal).map(|((&g, &gain), x)| d(g) * d(gain) * x).sum::<f64>() / n;
            for i in 0..width {
                y[at + i] = normal[i] * d(gain[i]) + d(shift[i]);
                dx[at + i] = scale * (d(g[i]) * d(gain[i]) - sum - normal[i] * product);
                by_gain[i] += d(g[i]) * normal[i];
                by_shift[i] += d(g[i]);
            }
        }
        [y, dx, by_gain, by_shift]
    }

    fn assert_close(ours: &[f32], exact: &[f64], tolerance: f64) {
        assert_eq!(ours.len(), exact.len());
        for (at, (&ours, exact)) in ours.iter().zip(exact).enumerate() {
            assert!((f64::from(ours) - exact).abs() <= tolerance, "at {at}: {ours}, not {exact}");
        }
    }

    fn taken_apart(numbers: &[f32], width: usize, stride: usize) -> Vec<f32> {
        numbers.chunks_exact(stride).flat_map(|row| &row[..width]).copied().collect()
    }

    #[test]
    fn it_is_a_plain_loop_in_64_bits() {
        let mut rng = init::stream(1, "layer norm test");
        for (rows, width, stride) in [(3, 1, 1), (5, 7, 7), (4, 16, 16), (7, 33, 48), (2, 64, 64), (3, 100, 112)] {
            let mut numbers =
                |n: usize, mean: f32| -> Vec<f32> { (0..n).map(|_| rng.random_range(-1.0..1.0_f32) + mean).collect() };
            let (x, g) = (numbers(rows * stride, 3.0), numbers(rows * stride, 0.0));
            let (gain, shift) = (numbers(width, 1.0), numbers(width, 0.0));
            let norm = LayerNorm { gain: &gain, shift: &shift, stride };
            let mut y = vec![9.0; x.len()];
            let mut moments = vec![Moments::default(); rows];
            norm.forward(&x, &mut y, &mut moments);
            let (mut dx, mut by_gain, mut by_shift) = (vec![9.0; x.len()], vec![0.5; width], vec![0.5; width]);
            norm.backward(&x, &moments, &g, &mut dx, false, &mut by_gain, &mut by_shift);
            let apart = |numbers: &[f32]| taken_apart(numbers, width, stride);
            let [exact_y, exact_dx, mut exact_gain, mut exact_shift] = plain(&apart(&x), &gain, &shift, &apart(&g));
            exact_gain.iter_mut().chain(&mut exact_shift).for_each(|sum| *sum += 0.5);
            assert_close(&apart(&y), &exact_y, 3e-6);
            if width > 1 {
                assert_close(&apart(&dx), &exact_dx, 3e-5);
            }
            assert_close(&by_gain, &exact_gain, 1e-5);
            assert_close(&by_shift, &exact_shift, 1e-5);
            assert!(
                y.chunks_exact(stride).chain(dx.chunks_exact(stride)).all(|row| row[width..].iter().all(|&x| x == 0.0))
            );
            let mut twice = dx.clone();
            norm.backward(&x, &moments, &g, &mut twice, true, &mut by_gain, &mut by_shift);
            assert_close(&twice, &dx.iter().map(|&dx| 2.0 * f64::from(dx)).collect::<Vec<_>>(), 1e-5);
        }
    }

    #[test]
    fn a_large_mean_costs_few_digits() {
        let x: Vec<f32> = (0..64).map(|at| 1000.0 + at as f32).collect();
        let norm = LayerNorm { gain: &[1.0; 64], shift: &[0.0; 64], stride: 64 };
        let mut y = [0.0; 64];
        norm.forward(&x, &mut y, &mut []);
        // Variance of 0..64: (64² − 1) / 12.
        let exact: Vec<f64> = (0..64).map(|at| (f64::from(at) - 31.5) / (4095.0_f64 / 12.0 + 1e-5).sqrt()).collect();
        assert_close(&y, &exact, 1e-5);
    }
}
