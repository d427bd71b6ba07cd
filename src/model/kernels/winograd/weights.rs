//! The transforms of weights.

use pulp::{Simd, WithSimd};

use super::super::buffer::LINE;
use super::super::simd::{dispatch, read, whole_vectors, write};
use super::sides::{weight_side, weight_side_back};
use super::{PATCH, turned};

/// Weights of a kernel.
const TAPS: usize = 9;

/// G g Gᵀ of all weights.
pub struct Weights<'a> {
    /// Filters × channels × 9.
    pub weight: &'a [f32],
    /// Filters.
    pub filters: usize,
    /// Channels.
    pub channels: usize,
    /// Whether filters are the rows of each product's matrix and channels its columns, as the gradient by the input
    /// reads them; else channels are the rows.
    pub turned: bool,
    /// Written: points × rows × columns, padded with zeros to `width` columns.
    pub points: &'a mut [f32],
    /// Padded columns.
    pub width: usize,
}

impl Weights<'_> {
    /// Writes the points.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for Weights<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { weight, filters, channels, turned: is_turned, points, width } = self;
        let zero = simd.splat_f32s(0.0);
        let (rows, columns) = if is_turned { (filters, channels) } else { (channels, filters) };
        for row in 0..rows {
            for first in (0..width).step_by(LINE) {
                let mut lanes = [[0.0; LINE]; TAPS];
                for column in first..columns.min(first + LINE) {
                    let (filter, channel) = if is_turned { (row, column) } else { (column, row) };
                    let kernel = &weight[(filter * channels + channel) * TAPS..][..TAPS];
                    for (lanes, &weight) in lanes.iter_mut().zip(kernel) {
                        lanes[column - first] = weight;
                    }
                }
                for lane in whole_vectors::<S>(LINE) {
                    let mut sides = [[zero; PATCH]; 3];
                    for r in 0..3 {
                        let tap = |c: usize| read::<S>(&lanes[r * 3 + c], lane);
                        sides[r] = weight_side(simd, [tap(0), tap(1), tap(2)]);
                    }
                    let sides = turned(sides, zero);
                    for c in 0..PATCH {
                        let side = weight_side(simd, sides[c]);
                        for r in 0..PATCH {
                            let place = ((r * PATCH + c) * rows + row) * width + first + lane;
                            write::<S>(points, place, side[r]);
                        }
                    }
                }
            }
        }
    }
}

/// Adds Gᵀ u G to the gradient of all weights: the gradient of [`Weights`].
pub struct WeightsBack<'a> {
    /// Gradient by the points: points × channels × padded filters.
    pub points: &'a [f32],
    /// Channels.
    pub channels: usize,
    /// Padded filters.
    pub width: usize,
    /// Added to: 9 × channels × padded filters.
    pub sums: &'a mut [f32],
}

impl WeightsBack<'_> {
    /// Adds to the sums.
    pub fn run(self) {
        dispatch(self);
    }
}

impl WithSimd for WeightsBack<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { points, channels, width, sums } = self;
        let zero = simd.splat_f32s(0.0);
        for channel in 0..channels {
            for filter in whole_vectors::<S>(width) {
                let place = |index: usize| (index * channels + channel) * width + filter;
                let mut sides = [[zero; 3]; PATCH];
                for c in 0..PATCH {
                    let mut column = [zero; PATCH];
                    for r in 0..PATCH {
                        column[r] = read::<S>(points, place(r * PATCH + c));
                    }
                    sides[c] = weight_side_back(simd, column);
                }
                let sides = turned(sides, zero);
                for r in 0..3 {
                    let row = weight_side_back(simd, sides[r]);
                    for c in 0..3 {
                        let place = place(r * 3 + c);
                        let sum = simd.add_f32s(read::<S>(sums, place), row[c]);
                        write::<S>(sums, place, sum);
                    }
                }
            }
        }
    }
}
