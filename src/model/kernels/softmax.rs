//! Softmax over the rows of a block of scores, in place, and its backward pass.

use pulp::{Simd, WithSimd};

use super::buffer::LINE;
use super::exponential::probability;
use super::simd::{multiply_add, read, whole_vectors, write};

/// Most rows (queries) whose softmax is computed in one block.
pub const MOST_ROWS: usize = 48;
/// The index of each lane of a vector, as a number.
const COUNT: [f32; LINE] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0];

/// What the backward pass needs of one query's softmax: its probabilities are e^(score − max) × inverse.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Softmax {
    /// The largest score of the row.
    pub max: f32,
    /// 1 / Σ e^(score − max).
    pub inverse: f32,
}

/// Each row's softmax.
pub enum Rows<'a> {
    /// To be found.
    Fresh(&'a mut [Softmax]),
    /// Saved by the forward pass.
    Known(&'a [Softmax]),
}

/// Turns a block's scores into probabilities.
pub struct Probabilities<'a> {
    /// Rows of scores.
    pub scores: &'a mut [f32],
    /// Numbers from one row to the next.
    pub stride: usize,
    /// Numbers of a row that are written, a multiple of [`LINE`].
    pub columns: usize,
    /// Scores of the first row that count, at least one, and how many more of each further row.
    pub seen: (usize, usize),
    /// Each row's softmax.
    pub rows: Rows<'a>,
}

impl WithSimd for Probabilities<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { scores, stride, columns, seen: (first, more), mut rows } = self;
        let lowest = simd.splat_f32s(f32::NEG_INFINITY);
        let seen = |index: usize| first + index * more;
        // The vector at `whole`, the last one with a key that is seen.
        let last = |scores: &[f32], seen: usize, whole: usize| {
            let is_seen = simd.less_than_f32s(read::<S>(&COUNT, 0), simd.splat_f32s((seen - whole) as f32));
            simd.select_f32s(is_seen, read::<S>(scores, whole), lowest)
        };
        // One loop for all the maxima and another for the rest: rows do not wait for each other.
        if let Rows::Fresh(rows) = &mut rows {
            for (index, (scores, row)) in scores.chunks_exact(stride).zip(rows.iter_mut()).enumerate() {
                let seen = seen(index);
                let whole = (seen - 1) / S::F32_LANES * S::F32_LANES;
                let mut max = last(scores, seen, whole);
                for at in whole_vectors::<S>(whole) {
                    max = simd.max_f32s(max, read::<S>(scores, at));
                }
                *row = Softmax { max: simd.reduce_max_f32s(max), inverse: 1.0 };
            }
        }
        for (index, scores) in scores.chunks_exact_mut(stride).enumerate() {
            let seen = seen(index);
            let whole = (seen - 1) / S::F32_LANES * S::F32_LANES;
            let Softmax { max, inverse } = match &rows {
                Rows::Fresh(rows) => rows[index],
                Rows::Known(rows) => rows[index],
            };
            let (max, factor) = (simd.splat_f32s(max), simd.splat_f32s(inverse));
            let mut sum = simd.splat_f32s(0.0);
            for at in whole_vectors::<S>(whole) {
                let value = probability(simd, simd.sub_f32s(read::<S>(scores, at), max));
                sum = simd.add_f32s(sum, value);
                write::<S>(scores, at, simd.mul_f32s(value, factor));
            }
            let value = probability(simd, simd.sub_f32s(last(scores, seen, whole), max));
            sum = simd.add_f32s(sum, value);
            write::<S>(scores, whole, simd.mul_f32s(value, factor));
            // Behind the last key that is seen everything is zero.
            for at in whole_vectors::<S>(columns - whole - S::F32_LANES) {
                write::<S>(scores, whole + S::F32_LANES + at, simd.splat_f32s(0.0));
            }
            if let Rows::Fresh(rows) = &mut rows {
                rows[index].inverse = 1.0 / simd.reduce_sum_f32s(sum);
            }
        }
    }
}

/// Turns the gradient by a block's probabilities into that by its scores: p × (g − Σ p g).
pub struct SoftmaxGradient<'a> {
    /// At most [`MOST_ROWS`] rows.
    pub probabilities: &'a [f32],
    /// Rows of gradients.
    pub slopes: &'a mut [f32],
    /// Numbers from one row to the next.
    pub stride: usize,
    /// Numbers of a row, a multiple of [`LINE`].
    pub columns: usize,
}

impl WithSimd for SoftmaxGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let Self { probabilities, slopes, stride, columns } = self;
        assert!(probabilities.len() <= MOST_ROWS * stride, "more rows than there are sums for");
        // One loop for all the sums and another for the rest: rows do not wait for each other.
        let mut sums = [0.0; MOST_ROWS];
        for ((probabilities, slopes), sum) in
            probabilities.chunks_exact(stride).zip(slopes.chunks_exact(stride)).zip(&mut sums)
        {
            let mut total = simd.splat_f32s(0.0);
            for at in whole_vectors::<S>(columns) {
                total = multiply_add(simd, read::<S>(probabilities, at), read::<S>(slopes, at), total);
            }
            *sum = simd.reduce_sum_f32s(total);
        }
        for ((probabilities, slopes), sum) in
            probabilities.chunks_exact(stride).zip(slopes.chunks_exact_mut(stride)).zip(sums)
        {
            for at in whole_vectors::<S>(columns) {
                let rest = simd.sub_f32s(read::<S>(slopes, at), simd.splat_f32s(sum));
                write::<S>(slopes, at, simd.mul_f32s(read::<S>(probabilities, at), rest));
            }
        }
    }
}
