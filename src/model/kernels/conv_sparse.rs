//! Gradients of a 3 × 3 convolution behind a ReLU, a 2 × 2 maximum or both. Of the four positions of a window only one
//! carries a gradient, and about half of those are cut off by the ReLU: the live ones are gathered into lists, and
//! only they are multiplied. A fifth of the work of the dense gradient, and the same sums.

#![expect(unsafe_code, reason = "bounds are checked once for a whole image, not once for each number")]

use pulp::{Simd, WithSimd};

use super::buffer::{Buffer, LINE};
use super::conv::DEAD;
use super::simd::{dispatch, load, multiply_add, store};

/// Taps of the kernel: 3 × 3.
pub const TAPS: usize = 9;
/// Windows whose live positions are listed at a time, so that the lists stay in the first-level cache.
const GROUP: usize = 32;
/// Bits that count the live positions of one corner of a window.
const FIELD: u32 = 12;

/// Puts weights (filters × channels × 9) in the order the gradient by the input reads them: lines of 16 channels,
/// then filter, tap and channel. `channels` is padded.
pub fn pack(weight: &[f32], filters: usize, channels: usize, packed: &mut Buffer) {
    packed.resize(filters * channels * TAPS);
    let depth = weight.len() / (filters * TAPS).max(1);
    for (at, slots) in packed.chunks_exact_mut(TAPS * LINE).enumerate() {
        let (line, filter) = (at / filters, at % filters);
        for lane in 0..LINE {
            let channel = line * LINE + lane;
            for tap in 0..TAPS {
                slots[tap * LINE + lane] =
                    if channel < depth { weight[(filter * depth + channel) * TAPS + tap] } else { 0.0 };
            }
        }
    }
}

/// A live position.
#[derive(Debug, Clone, Copy, Default)]
struct Live {
    /// Filter, or offset in the image.
    at: u32,
    /// Its gradient.
    g: f32,
}

/// Lists of live positions, reused from image to image.
#[derive(Debug, Default)]
pub struct Lists {
    /// For each filter, up to [`GROUP`] positions.
    by_filter: Vec<Live>,
    filter_counts: Vec<u32>,
    /// For each window of the group, its filters sorted by corner; the dead ones last.
    by_window: Vec<Live>,
    /// For each window, where each corner's filters end.
    ends: Vec<[u32; 4]>,
    codes: Vec<u32>,
}

/// One image's gradients.
pub struct SparseGradient<'a> {
    /// The image, with its border.
    pub x: &'a [f32],
    /// Numbers from one position of `x` to the next: its padded channels.
    pub step: usize,
    /// Numbers from one row of `x` to the next.
    pub row: usize,
    /// Offset in `x` of each position, `window` for each output.
    pub bases: &'a [usize],
    /// 4 behind a maximum, else 1.
    pub window: usize,
    /// Filters that count.
    pub filters: usize,
    /// Padded filters.
    pub width: usize,
    /// Gradient of the outputs.
    pub g: &'a [f32],
    /// What tells the live positions.
    pub alive: ActiveOutputs<'a>,
    /// Weights from [`pack`].
    pub packed: &'a [f32],
    /// Gradient by the bordered image, added to; none for the first layer.
    pub dx: Option<&'a mut [f32]>,
    /// Gradient by the weights, added to: filters × taps × padded channels.
    pub dw: &'a mut [f32],
    /// Gradient by the bias, added to: padded filters.
    pub db: &'a mut [f32],
    /// Working memory.
    pub lists: &'a mut Lists,
}

/// What tells which outputs carry a gradient.
#[derive(Clone, Copy)]
pub enum ActiveOutputs<'a> {
    /// Codes of the maximum.
    Codes(&'a [u32]),
    /// Outputs of a ReLU: those above zero.
    Positive(&'a [f32]),
}

impl SparseGradient<'_> {
    /// Adds to `dx`, `dw` and `db`.
    pub fn run(self) {
        dispatch(self);
    }

    fn check(&self) {
        let outputs = self.bases.len() / self.window;
        let reach = self.bases.iter().max().copied().unwrap_or(0) + 2 * self.row + 3 * self.step;
        assert!(reach <= self.x.len() && u32::try_from(reach).is_ok(), "the image is smaller than the convolution");
        assert!(
            self.step.is_multiple_of(LINE) && self.filters <= self.width && self.filters < 1 << FIELD,
            "badly padded"
        );
        assert_eq!(self.g.len(), outputs * self.width, "a gradient of another shape");
        let length = match self.alive {
            ActiveOutputs::Codes(codes) => codes.len(),
            ActiveOutputs::Positive(y) => y.len(),
        };
        assert_eq!(length, self.g.len(), "codes of another shape");
        assert_eq!(self.packed.len(), self.filters * self.step * TAPS, "weights of another shape");
        assert_eq!(self.dw.len(), self.packed.len(), "weights of another shape");
        assert_eq!(self.db.len(), self.width, "a bias of another shape");
        assert!(self.dx.as_ref().is_none_or(|dx| dx.len() == self.x.len()), "an image of another shape");
    }

    /// Lists the live positions of the windows from `first` to `last`, and adds to `db`.
    #[inline(always)]
    fn list(&mut self, first: usize, last: usize) {
        let (filters, width) = (self.filters, self.width);
        let lists = &mut *self.lists;
        lists.filter_counts.clear();
        lists.filter_counts.resize(filters, 0);
        lists.by_filter.resize(filters * GROUP, Live::default());
        lists.by_window.resize(filters * GROUP, Live::default());
        lists.ends.resize(GROUP, [0; 4]);
        lists.codes.resize(filters, 0);
        for window in first..last {
            let g = &self.g[window * width..][..filters];
            let codes = &mut lists.codes[..filters];
            match self.alive {
                ActiveOutputs::Codes(all) => {
                    for ((slot, &code), &g) in codes.iter_mut().zip(&all[window * width..][..filters]).zip(g) {
                        *slot = if g == 0.0 { DEAD } else { code };
                    }
                }
                ActiveOutputs::Positive(all) => {
                    for ((slot, &y), &g) in codes.iter_mut().zip(&all[window * width..][..filters]).zip(g) {
                        *slot = if y > 0.0 && g != 0.0 { 0 } else { DEAD };
                    }
                }
            }
            for ((sum, &g), &code) in self.db[..filters].iter_mut().zip(g).zip(&*codes) {
                *sum += if code == DEAD { 0.0 } else { g };
            }
            let mut counts = [0_u32; 4];
            for &code in &*codes {
                for (corner, count) in counts.iter_mut().enumerate() {
                    *count += u32::from(code == corner as u32);
                }
            }
            let mut ends = [0_u32; 4];
            let mut next = 0_u64;
            let mut end = 0;
            for corner in 0..4 {
                next |= u64::from(end) << (FIELD * corner as u32);
                end += counts[corner];
                ends[corner] = end;
            }
            next |= u64::from(end) << (FIELD * DEAD);
            lists.ends[window - first] = ends;
            let offsets = {
                // The dead ones take any offset: their slot is written over or left behind.
                let mut offsets = [0_u32; 8];
                for (slot, &base) in offsets.iter_mut().zip(&self.bases[window * self.window..][..self.window]) {
                    *slot = base as u32;
                }
                offsets
            };
            let by_window = &mut lists.by_window[(window - first) * filters..][..filters];
            let rows = lists.by_filter.chunks_exact_mut(GROUP).zip(&mut lists.filter_counts);
            for ((filter, (&code, &g)), (row, count)) in codes.iter().zip(g).enumerate().zip(rows) {
                let shift = FIELD * code;
                let slot = (next >> shift) as usize & ((1 << FIELD) - 1);
                next += 1 << shift;
                if let Some(slot) = by_window.get_mut(slot) {
                    *slot = Live { at: filter as u32, g };
                }
                if let Some(slot) = row.get_mut(*count as usize) {
                    *slot = Live { at: offsets[code as usize & 7], g };
                }
                *count += u32::from(code != DEAD);
            }
        }
    }

    /// Gradient by the weights: for each filter, its live positions' patches of the image, `V` vectors of channels
    /// wide.
    #[inline(always)]
    fn weights<S: Simd, const V: usize>(&mut self, simd: S, channel: usize) {
        let (step, row) = (self.step, self.row);
        let lists = &*self.lists;
        let filters = lists.by_filter.chunks_exact(GROUP).zip(&lists.filter_counts);
        for ((live, &count), dw) in filters.zip(self.dw.chunks_exact_mut(TAPS * step)) {
            let dw = dw[channel..].as_mut_ptr();
            let mut sums = [[simd.splat_f32s(0.0); V]; TAPS];
            for live in &live[..count as usize] {
                let g = simd.splat_f32s(live.g);
                let x = self.x[live.at as usize + channel..].as_ptr();
                for tap in 0..TAPS {
                    for v in 0..V {
                        // SAFETY: `check` holds a whole patch inside `x` for every base, and `channel` + `V` vectors
                        // inside the padded channels.
                        let patch = unsafe { load::<S>(x.add(tap / 3 * row + tap % 3 * step + v * S::F32_LANES)) };
                        sums[tap][v] = multiply_add(simd, g, patch, sums[tap][v]);
                    }
                }
            }
            for (tap, sums) in sums.iter().enumerate() {
                for (v, &sum) in sums.iter().enumerate() {
                    // SAFETY: the filter's share of `dw` holds its taps × padded channels.
                    unsafe {
                        let slot = dw.add(tap * step + v * S::F32_LANES);
                        store::<S>(slot, simd.add_f32s(load::<S>(slot), sum));
                    }
                }
            }
        }
    }

    /// Gradient by the image: for each position, the weights of its live filters, one line of channels at a time, so
    /// that these weights stay in the first-level cache.
    #[inline(always)]
    fn image<S: Simd>(&mut self, simd: S, first: usize, last: usize, channel: usize) {
        let Some(dx) = self.dx.as_deref_mut() else { return };
        let (filters, step, row) = (self.filters, self.step, self.row);
        let line = &self.packed[channel / LINE * filters * TAPS * LINE..][..filters * TAPS * LINE];
        for window in first..last {
            let lists = &*self.lists;
            let by_window = &lists.by_window[(window - first) * filters..][..filters];
            let mut start = 0;
            for (corner, &end) in lists.ends[window - first][..self.window].iter().enumerate() {
                let live = &by_window[start..end as usize];
                start = end as usize;
                if live.is_empty() {
                    continue;
                }
                let mut sums = [simd.splat_f32s(0.0); TAPS];
                for live in live {
                    let g = simd.splat_f32s(live.g);
                    let weights = line[live.at as usize * TAPS * LINE + channel % LINE..].as_ptr();
                    for (tap, sum) in sums.iter_mut().enumerate() {
                        // SAFETY: each filter has its taps × 16 channels in the line.
                        let weights = unsafe { load::<S>(weights.add(tap * LINE)) };
                        *sum = multiply_add(simd, g, weights, *sum);
                    }
                }
                let patch = dx[self.bases[window * self.window + corner] + channel..].as_mut_ptr();
                for (tap, &sum) in sums.iter().enumerate() {
                    // SAFETY: `dx` is as long as `x`, inside which `check` holds every patch.
                    unsafe {
                        let slot = patch.add(tap / 3 * row + tap % 3 * step);
                        store::<S>(slot, simd.add_f32s(load::<S>(slot), sum));
                    }
                }
            }
        }
    }
}

impl WithSimd for SparseGradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        self.check();
        let outputs = self.bases.len() / self.window;
        for first in (0..outputs).step_by(GROUP) {
            let last = outputs.min(first + GROUP);
            self.list(first, last);
            let mut channel = 0;
            while S::REGISTER_COUNT >= 32 && channel + 2 * S::F32_LANES <= self.step {
                self.weights::<S, 2>(simd, channel);
                channel += 2 * S::F32_LANES;
            }
            while channel < self.step {
                self.weights::<S, 1>(simd, channel);
                channel += S::F32_LANES;
            }
            for channel in (0..self.step).step_by(S::F32_LANES) {
                self.image(simd, first, last, channel);
            }
        }
    }
}
