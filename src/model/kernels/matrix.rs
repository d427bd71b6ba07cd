//! Products of matrices with blocks of sums in registers: what linear layers and attention are made of. The sum behind
//! each number runs along the depth in its order, whatever the block it is in, so that rows can be cut anywhere.

#![expect(unsafe_code, reason = "bounds are checked once for a whole product, not once for each number")]

mod sums;

use pulp::{Simd, WithSimd};
use sums::{along, side};
pub use sums::{load_some, store_some};

use super::buffer::padded;
use super::packing::PANEL;
use super::simd::{Rows, dispatch, load, store};

/// The left-hand side, rows × depth.
#[derive(Debug, Clone, Copy)]
pub struct Left<'a> {
    /// Its numbers: that of row `r` at depth `d` is `numbers[r × row + d × step]`.
    pub numbers: &'a [f32],
    /// Numbers from one row to the next.
    pub row: usize,
    /// Numbers from one depth to the next.
    pub step: usize,
}

/// The right-hand side, depth × columns.
#[derive(Debug, Clone, Copy)]
pub enum Right<'a> {
    /// As [`pack`](super::packing::pack) lays it out.
    Panels(&'a [f32]),
    /// Row by row; each can be read up to a multiple of [`LINE`](super::buffer::LINE).
    Rows {
        /// Its numbers.
        numbers: &'a [f32],
        /// Numbers from one row to the next.
        stride: usize,
    },
}

/// What the sums are added to.
#[derive(Debug, Clone, Copy)]
pub enum Accumulate<'a> {
    /// Nothing.
    Zero,
    /// One number a column.
    Bias(&'a [f32]),
    /// What is in the output.
    Output,
}

/// One product. Columns of the output beyond `columns`, up to a multiple of [`LINE`](super::buffer::LINE) or its stride, are written as
/// well: with zeros, if the right-hand side is padded with them.
#[derive(Debug)]
pub struct Product<'a> {
    /// Rows of the left-hand side and of the output.
    pub rows: usize,
    /// Numbers behind each sum.
    pub depth: usize,
    /// Columns of the right-hand side and of the output.
    pub columns: usize,
    /// Left-hand side.
    pub left: Left<'a>,
    /// Right-hand side.
    pub right: Right<'a>,
    /// What the sums are added to.
    pub onto: Accumulate<'a>,
    /// The smallest result let through: 0 for a ReLU, else −∞.
    pub floor: f32,
    /// Rows × columns.
    pub output: &'a mut [f32],
    /// Numbers from one row of the output to the next.
    pub stride: usize,
}

impl Product<'_> {
    /// Computes the output.
    pub fn run(self) {
        if self.rows > 0 && self.columns > 0 {
            dispatch(self);
        }
    }

    /// Numbers of an output row that may be written.
    fn room(&self) -> usize {
        padded(self.columns).min(self.stride)
    }

    /// Holds every access of the loops inside the slices.
    fn check(&self) {
        let Self { rows, depth, columns, left, .. } = *self;
        let width = padded(columns);
        assert!(left.row == 1 || left.step == 1, "the left side lies row by row or column by column");
        if depth > 0 {
            assert!(
                (rows - 1) * left.row + (depth - 1) * left.step < left.numbers.len(),
                "a left side of another shape"
            );
            match self.right {
                Right::Panels(packed) => assert_eq!(packed.len(), depth * width, "panels of another shape"),
                Right::Rows { numbers, stride } => {
                    assert!((depth - 1) * stride + width <= numbers.len(), "a right side of another shape");
                }
            }
        }
        if let Accumulate::Bias(bias) = self.onto {
            assert!(bias.len() >= columns, "a bias of another shape");
        }
        assert!(
            columns <= self.stride && (rows - 1) * self.stride + self.room() <= self.output.len(),
            "a small output"
        );
    }

    #[inline(always)]
    fn columns<S: Simd, const C: usize>(&mut self, simd: S, column: usize) {
        let right = match self.right {
            Right::Panels(packed) => {
                let (first, inside) = (column / PANEL * PANEL, column % PANEL);
                let start = if self.depth == 0 { 0 } else { first * self.depth + inside };
                Rows { at: packed[start..].as_ptr(), stride: PANEL.min(padded(self.columns) - first) }
            }
            Right::Rows { numbers, stride } => {
                Rows { at: numbers[if self.depth == 0 { 0 } else { column }..].as_ptr(), stride }
            }
        };
        if self.left.row == 1 {
            self.row_blocks::<S, C, true>(simd, right, column);
        } else {
            self.row_blocks::<S, C, false>(simd, right, column);
        }
    }

    #[inline(always)]
    fn row_blocks<S: Simd, const C: usize, const SIDE: bool>(&mut self, simd: S, right: Rows, column: usize) {
        let mut at = 0;
        while at < self.rows {
            at += match self.rows - at {
                12.. if C <= 2 && S::REGISTER_COUNT >= 32 => self.block::<S, 12, C, SIDE>(simd, right, at, column),
                8.. if C <= 2 && S::REGISTER_COUNT >= 32 => self.block::<S, 8, C, SIDE>(simd, right, at, column),
                6.. => self.block::<S, 6, C, SIDE>(simd, right, at, column),
                4.. => self.block::<S, 4, C, SIDE>(simd, right, at, column),
                2.. => self.block::<S, 2, C, SIDE>(simd, right, at, column),
                _ => self.block::<S, 1, C, SIDE>(simd, right, at, column),
            };
        }
    }

    #[inline(always)]
    fn block<S: Simd, const P: usize, const C: usize, const SIDE: bool>(
        &mut self,
        simd: S,
        right: Rows,
        at: usize,
        column: usize,
    ) -> usize {
        let left = self.left.numbers.as_ptr();
        // SAFETY: `check` holds the last depth of the last row inside the left-hand side, and `depth` rows up to the
        // padded columns inside the right-hand side.
        let sums = unsafe {
            if SIDE {
                side::<S, P, C>(simd, left.add(at), self.left.step, self.depth, right)
            } else {
                let mut rows = [left; P];
                for (p, row) in rows.iter_mut().enumerate() {
                    *row = left.add((at + p) * self.left.row);
                }
                along::<S, P, C>(simd, rows, self.depth, right)
            }
        };
        let floor = simd.splat_f32s(self.floor);
        if column + C * S::F32_LANES > self.room() {
            self.finish_edge::<S, P, C>(simd, &sums, at, column);
            return P;
        }
        let place = at * self.stride + column;
        let output = self.output[place..][..(P - 1) * self.stride + C * S::F32_LANES].as_mut_ptr();
        let mut start = [simd.splat_f32s(0.0); C];
        if let Accumulate::Bias(bias) = self.onto {
            for (c, start) in start.iter_mut().enumerate() {
                *start = load_some(simd, bias, column + c * S::F32_LANES);
            }
        }
        // Three loops without a branch or a check inside, so that they unroll and no sum leaves its register before.
        match self.onto {
            Accumulate::Zero if self.floor == f32::NEG_INFINITY => {
                for p in 0..P {
                    for c in 0..C {
                        // SAFETY: the slice holds `P` rows of `C` vectors, `stride` apart.
                        unsafe { store::<S>(output.add(p * self.stride + c * S::F32_LANES), sums[p][c]) };
                    }
                }
            }
            Accumulate::Zero | Accumulate::Bias(_) => {
                for p in 0..P {
                    for c in 0..C {
                        let value = simd.max_f32s(simd.add_f32s(sums[p][c], start[c]), floor);
                        // SAFETY: as above.
                        unsafe { store::<S>(output.add(p * self.stride + c * S::F32_LANES), value) };
                    }
                }
            }
            Accumulate::Output => {
                for p in 0..P {
                    for c in 0..C {
                        // SAFETY: as above.
                        unsafe {
                            let place = output.add(p * self.stride + c * S::F32_LANES);
                            let value = simd.max_f32s(simd.add_f32s(sums[p][c], load::<S>(place)), floor);
                            store::<S>(place, value);
                        }
                    }
                }
            }
        }
        P
    }

    /// Writes the sums of a block that reaches beyond the columns that may be written.
    #[inline(always)]
    fn finish_edge<S: Simd, const P: usize, const C: usize>(
        &mut self,
        simd: S,
        sums: &[[S::f32s; C]; P],
        at: usize,
        column: usize,
    ) {
        let (room, floor) = (self.room(), simd.splat_f32s(self.floor));
        for p in 0..P {
            let output = &mut self.output[(at + p) * self.stride..][..room];
            for c in 0..C {
                let first = column + c * S::F32_LANES;
                let start = match self.onto {
                    Accumulate::Zero => simd.splat_f32s(0.0),
                    Accumulate::Bias(bias) => load_some(simd, bias, first),
                    Accumulate::Output => load_some(simd, output, first),
                };
                store_some(simd, output, first, simd.max_f32s(simd.add_f32s(sums[p][c], start), floor));
            }
        }
    }
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check();
        let width = padded(self.columns);
        let mut column = 0;
        while column < width {
            if S::REGISTER_COUNT >= 32 && column + 4 * S::F32_LANES <= width {
                self.columns::<S, 4>(simd, column);
                column += 4 * S::F32_LANES;
            } else if column + 2 * S::F32_LANES <= width {
                self.columns::<S, 2>(simd, column);
                column += 2 * S::F32_LANES;
            } else {
                self.columns::<S, 1>(simd, column);
                column += S::F32_LANES;
            }
        }
    }
}
