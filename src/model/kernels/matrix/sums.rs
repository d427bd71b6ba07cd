//! A block of sums in registers, along the depth of a product; and vectors at the ends of rows.

#![expect(unsafe_code, reason = "bounds are checked once for a whole product, not once for each number")]

use pulp::Simd;

use super::super::buffer::LINE;
use super::super::simd::{Rows, load, multiply_add, store};

/// Sums over the depth of `left[p][d]` × `right[d]`.
///
/// # Safety
/// All these places have to be readable.
#[inline(always)]
pub unsafe fn along<S: Simd, const P: usize, const C: usize>(
    simd: S,
    left: [*const f32; P],
    depth: usize,
    right: Rows,
) -> [[S::f32s; C]; P] {
    let mut sums = [[simd.splat_f32s(0.0); C]; P];
    let mut row = right.at;
    let mut d = 0;
    // SAFETY: `d` stays below `depth`, and `row` follows it.
    unsafe {
        // Four at a time: there are more rows than registers to point at them.
        while d + 4 <= depth {
            for next in 0..4 {
                for p in 0..P {
                    step(simd, *left[p].add(d + next), row, &mut sums[p]);
                }
                row = row.wrapping_add(right.stride);
            }
            d += 4;
        }
        while d < depth {
            for p in 0..P {
                step(simd, *left[p].add(d), row, &mut sums[p]);
            }
            row = row.wrapping_add(right.stride);
            d += 1;
        }
    }
    sums
}

/// Sums over the depth of `left[d × stride + p]` × `right[d]`.
///
/// # Safety
/// All these places have to be readable.
#[inline(always)]
pub unsafe fn side<S: Simd, const P: usize, const C: usize>(
    simd: S,
    left: *const f32,
    stride: usize,
    depth: usize,
    right: Rows,
) -> [[S::f32s; C]; P] {
    let mut sums = [[simd.splat_f32s(0.0); C]; P];
    let (mut left, mut row) = (left, right.at);
    for _ in 0..depth {
        // SAFETY: both walk over what the caller promised.
        unsafe {
            for p in 0..P {
                step(simd, *left.add(p), row, &mut sums[p]);
            }
        }
        left = left.wrapping_add(stride);
        row = row.wrapping_add(right.stride);
    }
    sums
}

/// Adds `factor` × `row` to `sums`.
///
/// # Safety
/// `C` vectors of `row` have to be readable.
#[inline(always)]
unsafe fn step<S: Simd, const C: usize>(simd: S, factor: f32, row: *const f32, sums: &mut [S::f32s; C]) {
    let factor = simd.splat_f32s(factor);
    for c in 0..C {
        // SAFETY: readable by the caller's promise; the loads of all rows are one.
        let vector = unsafe { load::<S>(row.add(c * S::F32_LANES)) };
        sums[c] = multiply_add(simd, factor, vector, sums[c]);
    }
}

/// A vector of `numbers` from `first` on, with zeros behind their end.
#[inline(always)]
pub fn load_some<S: Simd>(simd: S, numbers: &[f32], first: usize) -> S::f32s {
    match numbers.get(first..) {
        // SAFETY: there is a whole vector.
        Some(rest) if rest.len() >= S::F32_LANES => unsafe { load::<S>(rest.as_ptr()) },
        Some(rest) => {
            let mut padded = [0.0; LINE];
            padded[..rest.len()].copy_from_slice(rest);
            // SAFETY: no vector is longer than a line.
            unsafe { load::<S>(padded.as_ptr()) }
        }
        None => simd.splat_f32s(0.0),
    }
}

/// Writes a vector to `numbers` from `first` on, as far as they go.
#[inline(always)]
pub fn store_some<S: Simd>(_: S, numbers: &mut [f32], first: usize, value: S::f32s) {
    let Some(rest) = numbers.get_mut(first..) else { return };
    if rest.len() >= S::F32_LANES {
        // SAFETY: there is room for a whole vector.
        return unsafe { store::<S>(rest.as_mut_ptr(), value) };
    }
    let mut padded = [0.0; LINE];
    // SAFETY: no vector is longer than a line.
    unsafe { store::<S>(padded.as_mut_ptr(), value) };
    rest.copy_from_slice(&padded[..rest.len()]);
}
