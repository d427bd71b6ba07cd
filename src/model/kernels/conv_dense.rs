//! Gradient of a convolution by its weights when most positions carry one: outer products summed over the positions,
//! a block of weights in registers at a time.

#![expect(unsafe_code, reason = "bounds are checked once for a whole image, not once for each number")]

use pulp::{Simd, WithSimd};

use super::simd::{Rows, dispatch, load, multiply_add, store};

/// Adds one image's share to the gradient of the weights, in the order taps × channels × padded filters.
pub struct WeightGradient<'a> {
    /// The image, with its border.
    pub x: &'a [f32],
    /// Offset in `x` of each row of the gradient: tap by tap, channel by channel.
    pub offsets: &'a [usize],
    /// Offset in `x` of each position.
    pub bases: &'a [usize],
    /// Gradient of the outputs: positions × padded filters.
    pub g: &'a [f32],
    /// Padded filters.
    pub width: usize,
    /// Sums so far: rows × padded filters.
    pub sums: &'a mut [f32],
}

impl WeightGradient<'_> {
    /// Adds to `sums`.
    pub fn run(self) {
        dispatch(self);
    }

    #[inline(always)]
    fn columns<S: Simd, const C: usize>(&mut self, simd: S, column: usize) {
        let rows = self.offsets.len();
        let mut at = 0;
        while at < rows {
            at += match rows - at {
                12.. if C == 1 && S::REGISTER_COUNT >= 32 => self.block::<S, 12, C>(simd, at, column),
                9 if S::REGISTER_COUNT >= 32 => self.block::<S, 9, C>(simd, at, column),
                8.. if S::REGISTER_COUNT >= 32 => self.block::<S, 8, C>(simd, at, column),
                4.. => self.block::<S, 4, C>(simd, at, column),
                _ => self.block::<S, 1, C>(simd, at, column),
            };
        }
    }

    #[inline(always)]
    fn block<S: Simd, const R: usize, const C: usize>(&mut self, simd: S, at: usize, column: usize) -> usize {
        let mut sums = [[simd.splat_f32s(0.0); C]; R];
        let mut offsets = [0; R];
        offsets.copy_from_slice(&self.offsets[at..at + R]);
        let rows = Rows { at: self.g[column..].as_ptr(), stride: self.width };
        let mut row = rows.at;
        for &base in self.bases {
            // SAFETY: `with_simd` holds base + offset inside `x`, and `g` has a row of padded filters for each base.
            unsafe {
                let x = self.x.as_ptr().add(base);
                let mut vectors = [simd.splat_f32s(0.0); C];
                for (c, vector) in vectors.iter_mut().enumerate() {
                    *vector = load::<S>(row.add(c * S::F32_LANES));
                }
                for r in 0..R {
                    let factor = simd.splat_f32s(*x.add(offsets[r]));
                    for c in 0..C {
                        sums[r][c] = multiply_add(simd, factor, vectors[c], sums[r][c]);
                    }
                }
                row = row.wrapping_add(rows.stride);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            let place = (at + r) * self.width + column;
            let slots = &mut self.sums[place..place + C * S::F32_LANES];
            for (c, &sum) in sums.iter().enumerate() {
                // SAFETY: the slice holds `C` vectors.
                unsafe {
                    let slot = slots.as_mut_ptr().add(c * S::F32_LANES);
                    store::<S>(slot, simd.add_f32s(load::<S>(slot), sum));
                }
            }
        }
        R
    }
}

impl WithSimd for WeightGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let reach = self.offsets.iter().max().copied().unwrap_or(0) + self.bases.iter().max().copied().unwrap_or(0);
        assert!(reach < self.x.len(), "the image is smaller than the convolution");
        assert_eq!(self.g.len(), self.bases.len() * self.width, "a gradient of another shape");
        assert_eq!(self.sums.len(), self.offsets.len() * self.width, "weights of another shape");
        let mut column = 0;
        while column + 2 * S::F32_LANES <= self.width {
            self.columns::<S, 2>(simd, column);
            column += 2 * S::F32_LANES;
        }
        if column < self.width {
            self.columns::<S, 1>(simd, column);
        }
    }
}
