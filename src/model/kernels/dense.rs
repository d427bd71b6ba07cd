//! Dense layers: products of matrices, without packing, since all three of them read whole rows.

#![expect(unsafe_code, reason = "bounds are checked once for a whole image, not once for each number")]

use pulp::{Simd, WithSimd};
use rayon::prelude::*;

use super::buffer::LINE;
use super::simd::{Rows, dispatch, inner, outer, store};

/// Numbers of a row that are multiplied at a time, so that a block of weights stays in the first-level cache.
const SPAN: usize = 1152;

/// Rows of a block when `rows` are shared out among the threads; the result does not depend on it.
fn share(rows: usize, multiple: usize) -> usize {
    rows.div_ceil(rayon::current_num_threads().max(1)).next_multiple_of(multiple).max(1)
}

/// The sizes of a dense layer.
#[derive(Debug, Clone, Copy)]
pub struct Dense {
    /// Padded inputs: numbers from one row of `x`, and of the weights, to the next.
    pub inputs: usize,
    /// Units of the layer, without padding.
    pub outputs: usize,
    /// Numbers from one row of the outputs to the next: the units, padded to whole vectors.
    pub width: usize,
}

impl Dense {
    /// Outputs of every row of `x`: y = max(x · wᵀ + bias, floor).
    pub fn forward(self, x: &[f32], w: &[f32], bias: &[f32], floor: f32, y: &mut [f32]) {
        let images = y.len() / self.width;
        let block = if images < 8 { images.max(1) } else { share(images, 4) };
        let one = |(x, y): (&[f32], &mut [f32])| dispatch(Forward { sizes: self, x, w, bias, floor, y });
        if images <= block {
            return one((&x[..images * self.inputs], y));
        }
        x.par_chunks(block * self.inputs).zip(y.par_chunks_mut(block * self.width)).for_each(one);
    }

    /// Gradient by the inputs: dx = g · w.
    pub fn input_gradient(self, g: &[f32], w: &[f32], dx: &mut [f32]) {
        let images = g.len() / self.width;
        let block = share(images, 4);
        g.par_chunks(block * self.width).zip(dx.par_chunks_mut(block * self.inputs)).for_each(|(g, out)| {
            dispatch(Product {
                a: g,
                a_row: self.width,
                a_step: 1,
                depth: self.outputs,
                b: w,
                width: self.inputs,
                out,
            });
        });
    }

    /// Gradient by the weights: dw = gᵀ · x.
    pub fn weight_gradient(self, g: &[f32], x: &[f32], dw: &mut [f32]) {
        let block = share(self.outputs, 4);
        dw.par_chunks_mut(block * self.inputs).enumerate().for_each(|(index, out)| {
            dispatch(Product {
                a: &g[index * block..],
                a_row: 1,
                a_step: self.width,
                depth: g.len() / self.width,
                b: x,
                width: self.inputs,
                out,
            });
        });
    }
}

/// A block of rows going forward.
struct Forward<'a> {
    sizes: Dense,
    x: &'a [f32],
    w: &'a [f32],
    bias: &'a [f32],
    floor: f32,
    y: &'a mut [f32],
}

impl Forward<'_> {
    /// Inner products of `N` rows and `O` outputs over one span, added to what is there.
    #[inline(always)]
    fn block<S: Simd, const N: usize, const O: usize>(
        &mut self,
        simd: S,
        row: usize,
        output: usize,
        from: usize,
        to: usize,
    ) {
        let mut x = [self.x.as_ptr(); N];
        for (n, pointer) in x.iter_mut().enumerate() {
            *pointer = self.x[(row + n) * self.sizes.inputs + from..(row + n) * self.sizes.inputs + to].as_ptr();
        }
        let mut w = [self.w.as_ptr(); O];
        for (o, pointer) in w.iter_mut().enumerate() {
            *pointer = self.w[(output + o) * self.sizes.inputs + from..(output + o) * self.sizes.inputs + to].as_ptr();
        }
        // SAFETY: each pointer is the start of a slice of `to` − `from` numbers, a multiple of 16.
        let sums = unsafe { inner::<S, N, O>(simd, x, w, to - from) };
        for (n, sums) in sums.iter().enumerate() {
            let place = (row + n) * self.sizes.width + output;
            let y = &mut self.y[place..place + O];
            for (y, sum) in y.iter_mut().zip(sums) {
                *y += sum;
            }
        }
    }

    #[inline(always)]
    fn outputs<S: Simd, const N: usize, const O: usize>(&mut self, simd: S, row: usize, from: usize, to: usize) {
        let mut output = 0;
        while output + O <= self.sizes.outputs {
            self.block::<S, N, O>(simd, row, output, from, to);
            output += O;
        }
        while output < self.sizes.outputs {
            self.block::<S, N, 1>(simd, row, output, from, to);
            output += 1;
        }
    }

    #[inline(always)]
    fn rows<S: Simd, const N: usize, const O: usize>(&mut self, simd: S) {
        let rows = self.y.len() / self.sizes.width;
        for from in (0..self.sizes.inputs).step_by(SPAN) {
            let to = self.sizes.inputs.min(from + SPAN);
            let whole = rows / N * N;
            let mut output = 0;
            // Outputs outside, rows inside: the block of weights is read once from memory.
            while output < self.sizes.outputs {
                let is_whole = output + O <= self.sizes.outputs;
                for row in (0..whole).step_by(N) {
                    if is_whole {
                        self.block::<S, N, O>(simd, row, output, from, to);
                    } else {
                        self.block::<S, N, 1>(simd, row, output, from, to);
                    }
                }
                output += if is_whole { O } else { 1 };
            }
            for row in whole..rows {
                self.outputs::<S, 1, O>(simd, row, from, to);
            }
        }
    }
}

impl WithSimd for Forward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        assert!(self.sizes.inputs.is_multiple_of(LINE), "the inputs are padded");
        for y in self.y.chunks_exact_mut(self.sizes.width) {
            y.copy_from_slice(self.bias);
        }
        if S::REGISTER_COUNT >= 32 {
            self.rows::<S, 4, 6>(simd);
        } else {
            self.rows::<S, 3, 4>(simd);
        }
        for y in &mut *self.y {
            *y = y.max(self.floor);
        }
    }
}

/// out = a · b, where `a` may be read row by row or column by column.
struct Product<'a> {
    a: &'a [f32],
    /// Row stride of `a`, in elements.
    a_row: usize,
    /// Stride of `a` along the summed dimension, in elements.
    a_step: usize,
    depth: usize,
    b: &'a [f32],
    /// Columns of `b` and `out`, a multiple of 16.
    width: usize,
    out: &'a mut [f32],
}

impl Product<'_> {
    #[inline(always)]
    fn columns<S: Simd, const C: usize>(&mut self, simd: S, column: usize) {
        let rows = self.out.len() / self.width;
        let mut at = 0;
        while at < rows {
            at += match rows - at {
                12.. if S::REGISTER_COUNT >= 32 => self.block::<S, 12, C>(simd, at, column),
                8.. if S::REGISTER_COUNT >= 32 => self.block::<S, 8, C>(simd, at, column),
                4.. => self.block::<S, 4, C>(simd, at, column),
                _ => self.block::<S, 1, C>(simd, at, column),
            };
        }
    }

    #[inline(always)]
    fn block<S: Simd, const P: usize, const C: usize>(&mut self, simd: S, at: usize, column: usize) -> usize {
        let mut a = [self.a.as_ptr(); P];
        for (p, pointer) in a.iter_mut().enumerate() {
            *pointer = self.a[(at + p) * self.a_row..].as_ptr();
        }
        let rows = Rows { at: self.b[column..].as_ptr(), stride: self.width };
        // SAFETY: `with_simd` holds the last term of the last row inside `a`, and `b` has `depth` rows of `width`.
        let sums = unsafe { outer::<S, P, C>(simd, a, &[0], self.depth, self.a_step, rows) };
        for (p, sums) in sums.iter().enumerate() {
            let place = (at + p) * self.width + column;
            let out = &mut self.out[place..place + C * S::F32_LANES];
            for (c, &sum) in sums.iter().enumerate() {
                // SAFETY: the slice holds `C` vectors.
                unsafe { store::<S>(out.as_mut_ptr().add(c * S::F32_LANES), sum) };
            }
        }
        P
    }
}

impl WithSimd for Product<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let rows = self.out.len() / self.width;
        if rows == 0 || self.depth == 0 {
            return self.out.fill(0.0);
        }
        assert!(self.width.is_multiple_of(LINE) && self.b.len() >= self.depth * self.width, "the rows are padded");
        assert!((rows - 1) * self.a_row + (self.depth - 1) * self.a_step < self.a.len(), "a matrix of another shape");
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
