//! e^x for a vector of numbers: softmax and GELU are made of it.

use pulp::Simd;

use super::simd::multiply_add;

/// Coefficients of (e^r − 1) / r on [−½ ln 2, ½ ln 2], lowest first; e^r within 9.3e-8 of itself (minimax, by Lawson's
/// algorithm).
const SERIES: [f32; 5] = [0.999_999_7, 0.499_991_45, 0.166_676_4, 0.041_898_39, 0.008_290_229];
/// Adding 1.5 × 2²³ rounds to a whole number, which is then in the lowest bits.
const ROUND: f32 = 12_582_912.0;
/// The smallest x whose e^x is a normal number.
const LOWEST: f32 = -87.0;

/// e^x for x ≤ 88, within 3e-7 of itself for −10 ≤ x ≤ 10; e^0 is exactly 1. Below −87 it is 1.6e-38, at −∞ as well.
#[inline(always)]
pub fn exp<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    // In this order x86 lets a NaN through.
    unclamped(simd, simd.max_f32s(simd.splat_f32s(LOWEST), x))
}

/// e^x for x ≤ 0 as a softmax needs it: what is below e^−60 is exactly zero, so that neither it nor a product with it
/// is one of the tiny numbers that processors are slow with.
#[inline(always)]
pub fn probability<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let is_tiny = simd.less_than_f32s(x, simd.splat_f32s(-60.0));
    simd.select_f32s(is_tiny, simd.splat_f32s(0.0), unclamped(simd, x))
}

/// e^x for −87 ≤ x ≤ 88, anything for others.
#[inline(always)]
fn unclamped<S: Simd>(simd: S, x: S::f32s) -> S::f32s {
    let round = simd.splat_f32s(ROUND);
    let shifted = multiply_add(simd, x, simd.splat_f32s(std::f32::consts::LOG2_E), round);
    let whole = simd.sub_f32s(shifted, round);
    let rest = multiply_add(simd, whole, simd.splat_f32s(-std::f32::consts::LN_2), x);
    let mut series = simd.splat_f32s(SERIES[4]);
    for at in (0..4).rev() {
        series = multiply_add(simd, series, rest, simd.splat_f32s(SERIES[at]));
    }
    let series = multiply_add(simd, series, rest, simd.splat_f32s(1.0));
    // 2^whole, by adding to the bits of the exponent.
    let exponent = simd.wrapping_dyn_shl_u32s(simd.transmute_u32s_f32s(shifted), simd.splat_u32s(23));
    simd.transmute_f32s_u32s(simd.add_u32s(simd.transmute_u32s_f32s(series), exponent))
}

#[cfg(test)]
mod tests {
    use pulp::WithSimd;

    use super::super::matrix::{load_some, store_some};
    use super::super::simd::dispatch;
    use super::*;

    struct Each<'a>(&'a [f32], &'a mut [f32]);

    impl WithSimd for Each<'_> {
        type Output = ();

        #[inline(always)]
        fn with_simd<S: Simd>(self, simd: S) {
            for at in (0..self.0.len()).step_by(S::F32_LANES) {
                let value = exp(simd, load_some(simd, self.0, at));
                store_some(simd, self.1, at, value);
            }
        }
    }

    #[test]
    fn it_keeps_seven_digits() {
        let x: Vec<f32> = (-100_000..=100_000).map(|at| at as f32 * 1e-4).collect();
        let mut y = vec![0.0; x.len()];
        dispatch(Each(&x, &mut y));
        for (&x, &y) in x.iter().zip(&y) {
            let exact = f64::from(x).exp();
            assert!((f64::from(y) / exact - 1.0).abs() < 3e-7, "e^{x} = {exact}, not {y}");
        }
    }

    #[test]
    fn the_ends_are_what_a_softmax_needs() {
        let mut y = [1.0; 4];
        dispatch(Each(&[f32::NEG_INFINITY, 0.0, -87.5, f32::NAN], &mut y));
        assert!(y[0] < 2e-38 && y[2] < 2e-38, "{y:?}");
        assert_eq!(y[1].to_bits(), 1.0_f32.to_bits());
        if cfg!(target_arch = "x86_64") {
            assert!(y[3].is_nan(), "a NaN has to stay one");
        }
    }
}
