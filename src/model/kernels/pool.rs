//! Pooling of one image where it is not part of the convolution before it.

use super::buffer::LINE;
use super::shape::Extent;

/// The window of a pool: rows and columns, which are also its steps.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// Height in rows of numbers.
    pub height: usize,
    /// Width in columns of numbers.
    pub width: usize,
}

/// A pool's geometry.
#[derive(Debug, Clone, Copy)]
pub struct Pool {
    /// Going in.
    pub input: Extent,
    /// Coming out.
    pub output: Extent,
    /// The window.
    pub window: Window,
}

impl Pool {
    /// Offsets in the input of the positions of output `index`'s window, row by row.
    fn positions(self, index: usize) -> impl Iterator<Item = usize> {
        let (row, column) = (index / self.output.width, index % self.output.width);
        let Window { height, width } = self.window;
        (0..height * width).map(move |at| {
            ((row * height + at / width) * self.input.width + column * width + at % width) * self.input.stride
        })
    }

    /// Largest of each window.
    #[inline(always)]
    pub fn max_forward(self, x: &[f32], y: &mut [f32]) {
        for (index, y) in y.chunks_exact_mut(self.output.stride).enumerate() {
            y.fill(f32::NEG_INFINITY);
            for at in self.positions(index) {
                for (y, &x) in y.iter_mut().zip(&x[at..at + self.input.stride]) {
                    *y = if x > *y { x } else { *y };
                }
            }
        }
    }

    /// Hands each output's gradient to the first of its largest inputs.
    #[inline(always)]
    pub fn max_backward(self, x: &[f32], y: &[f32], g: &[f32], dx: &mut [f32]) {
        dx.fill(0.0);
        let rows = y.chunks_exact(self.output.stride).zip(g.chunks_exact(self.output.stride));
        for (index, (y, g)) in rows.enumerate() {
            let lanes = LINE.min(self.input.stride);
            for lane in (0..self.input.stride).step_by(lanes) {
                let mut rest = [0.0_f32; LINE];
                rest[..lanes].copy_from_slice(&g[lane..lane + lanes]);
                for at in self.positions(index) {
                    let pairs = x[at + lane..at + lane + lanes].iter().zip(&y[lane..lane + lanes]);
                    for (((&x, &y), dx), rest) in pairs.zip(&mut dx[at + lane..at + lane + lanes]).zip(&mut rest) {
                        let is_largest = x >= y;
                        *dx = if is_largest { *rest } else { 0.0 };
                        *rest = if is_largest { 0.0 } else { *rest };
                    }
                }
            }
        }
    }

    /// Mean of each window.
    #[inline(always)]
    pub fn mean_forward(self, x: &[f32], y: &mut [f32]) {
        let share = 1.0 / (self.window.height * self.window.width) as f32;
        for (index, y) in y.chunks_exact_mut(self.output.stride).enumerate() {
            y.fill(0.0);
            for at in self.positions(index) {
                for (y, &x) in y.iter_mut().zip(&x[at..at + self.input.stride]) {
                    *y += x;
                }
            }
            for y in y {
                *y *= share;
            }
        }
    }

    /// Spreads each output's gradient over its window.
    #[inline(always)]
    pub fn mean_backward(self, g: &[f32], dx: &mut [f32]) {
        let share = 1.0 / (self.window.height * self.window.width) as f32;
        dx.fill(0.0);
        for (index, g) in g.chunks_exact(self.output.stride).enumerate() {
            for at in self.positions(index) {
                for (dx, &g) in dx[at..at + self.input.stride].iter_mut().zip(g) {
                    *dx = g * share;
                }
            }
        }
    }
}
