//! Convolution of one image, with bias, ReLU and 2 × 2 maximum in the same pass: vectors run over the output
//! channels, blocks of positions stay in registers, and the weights of 32 channels stay in the first-level cache.

#![expect(unsafe_code, reason = "bounds are checked once for a whole image, not once for each number")]

use pulp::{Simd, WithSimd};

use super::buffer::Buffer;
use super::simd::{Rows, Unaligned, dispatch, load, outer, store};

/// Output channels whose weights lie together.
const PANEL: usize = 32;
/// Code of a window whose maximum is negative and was cut off by the ReLU, so that it has no gradient; other codes are
/// the index of the maximum within its window, 0 to 3.
pub const DEAD: u32 = 4;

/// Puts weights (filters × channels × taps) in the order the loops read them: panels of filters, then tap, channel
/// and filter. `width` is the padded number of filters.
pub fn pack(weight: &[f32], filters: usize, taps: usize, width: usize, packed: &mut Buffer) {
    let depth = weight.len() / (filters * taps).max(1);
    packed.resize(depth * taps * width);
    for first in (0..width).step_by(PANEL) {
        let columns = PANEL.min(width - first);
        let panel = &mut packed[first * depth * taps..][..columns * depth * taps];
        for tap in 0..taps {
            for channel in 0..depth {
                let row = &mut panel[(tap * depth + channel) * columns..][..columns];
                for (column, slot) in row.iter_mut().enumerate() {
                    let filter = first + column;
                    *slot = if filter < filters { weight[(filter * depth + channel) * taps + tap] } else { 0.0 };
                }
            }
        }
    }
}

/// Multiplies the weights of each filter in a packed buffer of `rows` by its factor.
pub fn scale(packed: &mut [f32], rows: usize, factors: &[f32]) {
    for (panel, factors) in packed.chunks_mut(rows * PANEL).zip(factors.chunks(PANEL)) {
        for row in panel.chunks_exact_mut(factors.len()) {
            for (weight, factor) in row.iter_mut().zip(factors) {
                *weight *= factor;
            }
        }
    }
}

/// One image's convolution. Each output is Σ over taps and `depth` channels of `x[base + tap + channel]` times the
/// packed weights.
pub struct Convolve<'a> {
    /// The image, with its border.
    pub x: &'a [f32],
    /// Offset of each kernel position.
    pub taps: &'a [usize],
    /// Channels of `x` that count.
    pub depth: usize,
    /// Offset of each output position; four for each output if `pooled`.
    pub bases: &'a [usize],
    /// Positions that make one output: 1, or 4 for the maximum of each four.
    pub window: usize,
    /// The smallest value let through: 0 for a ReLU, else −∞.
    pub floor: f32,
    /// Weights from [`pack`].
    pub packed: &'a [f32],
    /// Padded bias; its length is the padded number of filters.
    pub bias: &'a [f32],
    /// Outputs, padded channels side by side.
    pub y: &'a mut [f32],
    /// Where each maximum was, or [`DEAD`]; empty if nobody asks.
    pub codes: &'a mut [u32],
}

impl Convolve<'_> {
    /// Computes `y` and `codes`.
    pub fn run(self) {
        dispatch(self);
    }

    /// Holds every access of the loops inside the slices.
    fn check(&self) {
        let reach = self.taps.iter().max().copied().unwrap_or(0) + self.bases.iter().max().copied().unwrap_or(0);
        assert!(reach + self.depth <= self.x.len(), "the image is smaller than the convolution");
        assert_eq!(self.packed.len(), self.taps.len() * self.depth * self.bias.len(), "weights of another shape");
        assert_eq!(self.y.len(), self.bases.len() / self.window * self.bias.len(), "outputs of another shape");
        assert!(self.codes.is_empty() || self.codes.len() == self.y.len(), "codes of another shape");
    }

    /// All positions for the `C` vectors at `column` of the panel at `first`.
    #[inline(always)]
    fn columns<S: Simd, const C: usize>(&mut self, simd: S, first: usize, column: usize) {
        let stride = PANEL.min(self.bias.len() - first);
        let start = self.taps.len() * self.depth * first + column;
        let rows = Rows { at: self.packed[start..].as_ptr(), stride };
        let (count, column) = (self.bases.len(), first + column);
        let mut at = 0;
        while at < count {
            let left = count - at;
            at += if self.window == 4 {
                match left {
                    8.. if S::REGISTER_COUNT >= 32 => self.windows::<S, 8, C>(simd, rows, at, column),
                    _ => self.windows::<S, 4, C>(simd, rows, at, column),
                }
            } else {
                match left {
                    // A single vector for each position leaves room for more of them.
                    12.. if C == 1 && S::REGISTER_COUNT >= 32 => self.points::<S, 12, C>(simd, rows, at, column),
                    9 if S::REGISTER_COUNT >= 32 => self.points::<S, 9, C>(simd, rows, at, column),
                    8.. if S::REGISTER_COUNT >= 32 => self.points::<S, 8, C>(simd, rows, at, column),
                    6.. => self.points::<S, 6, C>(simd, rows, at, column),
                    4.. => self.points::<S, 4, C>(simd, rows, at, column),
                    3 => self.points::<S, 3, C>(simd, rows, at, column),
                    2 => self.points::<S, 2, C>(simd, rows, at, column),
                    _ => self.points::<S, 1, C>(simd, rows, at, column),
                }
            };
        }
    }

    /// The sums of `P` positions from `at` on.
    #[inline(always)]
    fn sums<S: Simd, const P: usize, const C: usize>(&self, simd: S, rows: Rows, at: usize) -> [[S::f32s; C]; P] {
        let mut x = [self.x.as_ptr(); P];
        for (pointer, &base) in x.iter_mut().zip(&self.bases[at..at + P]) {
            *pointer = self.x[base..].as_ptr();
        }
        // SAFETY: `check` holds base + tap + channel inside `x`, and `packed` has a row of `C` vectors from `column`
        // on for each tap and channel.
        unsafe { outer::<S, P, C>(simd, x, self.taps, self.depth, 1, rows) }
    }

    /// `P` outputs, one position each.
    #[inline(always)]
    fn points<S: Simd, const P: usize, const C: usize>(
        &mut self,
        simd: S,
        rows: Rows,
        at: usize,
        column: usize,
    ) -> usize {
        let sums = self.sums::<S, P, C>(simd, rows, at);
        for p in 0..P {
            self.finish(simd, sums[p], at + p, column);
        }
        P
    }

    /// Writes one position of the output.
    #[inline(always)]
    fn finish<S: Simd, const C: usize>(&mut self, simd: S, sums: [S::f32s; C], output: usize, column: usize) {
        let place = output * self.bias.len() + column;
        let y = self.y[place..place + C * S::F32_LANES].as_mut_ptr();
        let bias = self.bias[column..column + C * S::F32_LANES].as_ptr();
        let floor = simd.splat_f32s(self.floor);
        for c in 0..C {
            // SAFETY: both slices hold `C` vectors.
            unsafe {
                let value = simd.add_f32s(sums[c], load::<S>(bias.add(c * S::F32_LANES)));
                store::<S>(y.add(c * S::F32_LANES), simd.max_f32s(value, floor));
            }
        }
    }

    /// `P` / 4 outputs, each the maximum of four positions.
    #[inline(always)]
    fn windows<S: Simd, const P: usize, const C: usize>(
        &mut self,
        simd: S,
        rows: Rows,
        at: usize,
        column: usize,
    ) -> usize {
        let sums = self.sums::<S, P, C>(simd, rows, at);
        // Written out, not a loop: an index that is no constant would push the sums out of the registers.
        self.maximum(simd, [sums[0], sums[1], sums[2], sums[3]], at / 4, column);
        if P >= 8 {
            self.maximum(simd, [sums[4], sums[5], sums[6], sums[7]], at / 4 + 1, column);
        }
        P
    }

    /// Writes the maximum of a window and where it was.
    #[inline(always)]
    fn maximum<S: Simd, const C: usize>(&mut self, simd: S, sums: [[S::f32s; C]; 4], output: usize, column: usize) {
        let place = output * self.bias.len() + column;
        let y = self.y[place..place + C * S::F32_LANES].as_mut_ptr();
        let bias = self.bias[column..column + C * S::F32_LANES].as_ptr();
        let floor = simd.splat_f32s(self.floor);
        let wants_codes = !self.codes.is_empty();
        let codes =
            if wants_codes { self.codes[place..place + C * S::F32_LANES].as_mut_ptr() } else { [].as_mut_ptr() };
        for c in 0..C {
            let [first, second, third, fourth] = [sums[0][c], sums[1][c], sums[2][c], sums[3][c]];
            let upper = simd.max_f32s(first, second);
            let lower = simd.max_f32s(third, fourth);
            // SAFETY: the slices of outputs, bias and, if wanted, codes hold `C` vectors.
            unsafe {
                let value = simd.add_f32s(simd.max_f32s(upper, lower), load::<S>(bias.add(c * S::F32_LANES)));
                store::<S>(y.add(c * S::F32_LANES), simd.max_f32s(value, floor));
                if wants_codes {
                    let above =
                        simd.select_u32s(simd.greater_than_f32s(second, first), simd.splat_u32s(1), simd.splat_u32s(0));
                    let below =
                        simd.select_u32s(simd.greater_than_f32s(fourth, third), simd.splat_u32s(3), simd.splat_u32s(2));
                    let code = simd.select_u32s(simd.greater_than_f32s(lower, upper), below, above);
                    let code = simd.select_u32s(simd.greater_than_f32s(value, floor), code, simd.splat_u32s(DEAD));
                    *codes.add(c * S::F32_LANES).cast::<Unaligned<S::u32s>>() = Unaligned(code);
                }
            }
        }
    }
}

impl WithSimd for Convolve<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check();
        let width = self.bias.len();
        for first in (0..width).step_by(PANEL) {
            let panel = PANEL.min(width - first);
            let mut column = 0;
            while column + 2 * S::F32_LANES <= panel {
                self.columns::<S, 2>(simd, first, column);
                column += 2 * S::F32_LANES;
            }
            if column < panel {
                self.columns::<S, 1>(simd, first, column);
            }
        }
    }
}
