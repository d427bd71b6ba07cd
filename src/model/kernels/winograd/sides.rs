//! One side of each transform: Bᵀ d, Aᵀ m, G g, and the same maps turned around.

use pulp::Simd;

use super::super::simd::multiply_add;
use super::{PATCH, TILE};

/// `factor` × a + b.
#[inline(always)]
fn scaled<S: Simd>(simd: S, factor: f32, a: S::f32s, b: S::f32s) -> S::f32s {
    multiply_add(simd, simd.splat_f32s(factor), a, b)
}

/// Bᵀ d.
#[inline(always)]
pub fn input_side<S: Simd>(simd: S, d: [S::f32s; PATCH]) -> [S::f32s; PATCH] {
    let even = scaled(simd, -4.0, d[2], d[4]);
    let odd = scaled(simd, -4.0, d[1], d[3]);
    let far = simd.sub_f32s(d[4], d[2]);
    let difference = simd.sub_f32s(d[3], d[1]);
    let twice = simd.add_f32s(difference, difference);
    [
        scaled(simd, 4.0, d[0], scaled(simd, -5.0, d[2], d[4])),
        simd.add_f32s(even, odd),
        simd.sub_f32s(even, odd),
        simd.add_f32s(far, twice),
        simd.sub_f32s(far, twice),
        scaled(simd, 4.0, d[1], scaled(simd, -5.0, d[3], d[5])),
    ]
}

/// B v: the gradient of [`input_side`].
#[inline(always)]
pub fn input_side_back<S: Simd>(simd: S, v: [S::f32s; PATCH]) -> [S::f32s; PATCH] {
    let zero = simd.splat_f32s(0.0);
    let (near, far) = (simd.add_f32s(v[1], v[2]), simd.add_f32s(v[3], v[4]));
    let (step, stride) = (simd.sub_f32s(v[2], v[1]), simd.sub_f32s(v[4], v[3]));
    let both = simd.add_f32s(near, far);
    [
        simd.mul_f32s(simd.splat_f32s(4.0), v[0]),
        scaled(simd, 4.0, simd.add_f32s(step, v[5]), simd.add_f32s(stride, stride)),
        scaled(simd, -5.0, v[0], scaled(simd, -4.0, near, simd.sub_f32s(zero, far))),
        scaled(simd, -5.0, v[5], scaled(simd, -2.0, stride, simd.sub_f32s(zero, step))),
        simd.add_f32s(v[0], both),
        v[5],
    ]
}

/// Aᵀ m.
#[inline(always)]
pub fn output_side<S: Simd>(simd: S, m: [S::f32s; PATCH]) -> [S::f32s; TILE] {
    let (near, far) = (simd.add_f32s(m[1], m[2]), simd.add_f32s(m[3], m[4]));
    let (step, stride) = (simd.sub_f32s(m[1], m[2]), simd.sub_f32s(m[3], m[4]));
    [
        simd.add_f32s(m[0], simd.add_f32s(near, far)),
        scaled(simd, 2.0, stride, step),
        scaled(simd, 4.0, far, near),
        simd.add_f32s(scaled(simd, 8.0, stride, step), m[5]),
    ]
}

/// A y: the gradient of [`output_side`].
#[inline(always)]
pub fn output_side_back<S: Simd>(simd: S, y: [S::f32s; TILE]) -> [S::f32s; PATCH] {
    let (even, odd) = (simd.add_f32s(y[0], y[2]), simd.add_f32s(y[1], y[3]));
    let wide = scaled(simd, 4.0, y[2], y[0]);
    let skewed = scaled(simd, 4.0, y[3], y[1]);
    let skewed = simd.add_f32s(skewed, skewed);
    [
        y[0],
        simd.add_f32s(even, odd),
        simd.sub_f32s(even, odd),
        simd.add_f32s(wide, skewed),
        simd.sub_f32s(wide, skewed),
        y[3],
    ]
}

/// G g.
#[inline(always)]
pub fn weight_side<S: Simd>(simd: S, g: [S::f32s; 3]) -> [S::f32s; PATCH] {
    let times = |factor: f32, value| simd.mul_f32s(simd.splat_f32s(factor), value);
    let ends = simd.add_f32s(g[0], g[2]);
    let wide = scaled(simd, 1.0 / 24.0, g[0], times(1.0 / 6.0, g[2]));
    let step = times(1.0 / 12.0, g[1]);
    [
        times(0.25, g[0]),
        times(-1.0 / 6.0, simd.add_f32s(ends, g[1])),
        times(-1.0 / 6.0, simd.sub_f32s(ends, g[1])),
        simd.add_f32s(wide, step),
        simd.sub_f32s(wide, step),
        g[2],
    ]
}

/// Gᵀ u: the gradient of [`weight_side`].
#[inline(always)]
pub fn weight_side_back<S: Simd>(simd: S, u: [S::f32s; PATCH]) -> [S::f32s; 3] {
    let times = |factor: f32, value| simd.mul_f32s(simd.splat_f32s(factor), value);
    let (near, far) = (simd.add_f32s(u[1], u[2]), simd.add_f32s(u[3], u[4]));
    let (step, stride) = (simd.sub_f32s(u[2], u[1]), simd.sub_f32s(u[3], u[4]));
    [
        scaled(simd, 0.25, u[0], scaled(simd, -1.0 / 6.0, near, times(1.0 / 24.0, far))),
        scaled(simd, 1.0 / 6.0, step, times(1.0 / 12.0, stride)),
        scaled(simd, 1.0 / 6.0, simd.sub_f32s(far, near), u[5]),
    ]
}
