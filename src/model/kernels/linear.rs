//! A linear layer over sequences, y = x · wᵀ + bias for every row: its forward pass and its gradients. Rows are tokens;
//! a sequence, or several of a batch as one tall matrix, is just more rows, and a batch may be cut between any rows.
//!
//! [`Linear::pack`] and [`Linear::pack_back`] put the weights in reading order once a step; then
//! [`Linear::forward`], [`Linear::input_gradient`] and [`Linear::weight_gradient`] each take a block of rows.

use std::cell::RefCell;

use super::buffer::{Buffer, padded};
use super::matrix::{Accumulate, Left, Product, Right};
use super::packing;
use super::simd::vectorise;

/// Rows whose share of a gradient by the weights is added up in registers before it goes to memory: they stay in the
/// second-level cache.
const BLOCK: usize = 256;
/// Sums of columns that stay in registers together.
const COLUMNS: usize = 64;

thread_local! {
    /// Inputs whose rows are too short to be read in whole vectors.
    static WIDENED: RefCell<Buffer> = RefCell::default();
}

/// The sizes of a linear layer. Rows of x and its gradient are `x_stride` apart, those of y and its gradient
/// `y_stride`. Padding in between is ignored where it is read; where rows are written, zeros fill it up to the next
/// multiple of 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Linear {
    /// Inputs that count.
    pub inputs: usize,
    /// Outputs that count.
    pub outputs: usize,
    /// Numbers from one row of x to the next, at least `inputs`.
    pub x_stride: usize,
    /// Numbers from one row of y to the next, at least `outputs`.
    pub y_stride: usize,
}

impl Linear {
    /// A layer whose rows are padded to whole cache lines.
    pub fn padded(inputs: usize, outputs: usize) -> Self {
        Self { inputs, outputs, x_stride: padded(inputs), y_stride: padded(outputs) }
    }

    /// Puts weights (outputs × inputs) in the order that [`Self::forward`] reads.
    pub fn pack(self, weight: &[f32], packed: &mut Buffer) {
        packed.resize(self.inputs * padded(self.outputs));
        packing::pack(weight, (self.inputs, 1), (self.outputs, self.inputs), packed);
    }

    /// Puts weights (outputs × inputs) in the order that [`Self::input_gradient`] reads.
    pub fn pack_back(self, weight: &[f32], packed: &mut Buffer) {
        packed.resize(self.outputs * padded(self.inputs));
        packing::pack(weight, (self.outputs, self.inputs), (self.inputs, 1), packed);
    }

    /// Outputs of every row of `x`: y = max(x · wᵀ + bias, floor). `bias` holds `outputs` numbers, or more that are zero.
    pub fn forward(self, x: &[f32], packed: &[f32], bias: &[f32], floor: f32, y: &mut [f32]) {
        Product {
            rows: y.len() / self.y_stride,
            depth: self.inputs,
            columns: self.outputs,
            left: Left { numbers: x, row: self.x_stride, step: 1 },
            right: Right::Panels(packed),
            onto: Accumulate::Bias(bias),
            floor,
            output: y,
            stride: self.y_stride,
        }
        .run();
    }

    /// Gradient by the inputs, dx = g · w, with weights from [`Self::pack_back`]; with `adds`, it is added to what is
    /// there.
    pub fn input_gradient(self, g: &[f32], packed: &[f32], dx: &mut [f32], adds: bool) {
        Product {
            rows: g.len() / self.y_stride,
            depth: self.outputs,
            columns: self.inputs,
            left: Left { numbers: g, row: self.y_stride, step: 1 },
            right: Right::Panels(packed),
            onto: if adds { Accumulate::Output } else { Accumulate::Zero },
            floor: f32::NEG_INFINITY,
            output: dx,
            stride: self.x_stride,
        }
        .run();
    }

    /// Adds the gradients by the weights (outputs × inputs) to `dw` and by the bias (outputs) to `db`.
    pub fn weight_gradient(self, g: &[f32], x: &[f32], dw: &mut [f32], db: &mut [f32]) {
        assert_eq!(dw.len(), self.outputs * self.inputs, "a gradient of another shape");
        let width = padded(self.inputs);
        let mut add = |g: &[f32], x: &[f32], stride: usize| {
            Product {
                rows: self.outputs,
                depth: g.len() / self.y_stride,
                columns: self.inputs,
                left: Left { numbers: g, row: 1, step: self.y_stride },
                right: Right::Rows { numbers: x, stride },
                onto: Accumulate::Output,
                floor: f32::NEG_INFINITY,
                output: dw,
                stride: self.inputs,
            }
            .run();
        };
        for (g, x) in g.chunks(BLOCK * self.y_stride).zip(x.chunks(BLOCK * self.x_stride)) {
            if self.x_stride >= width {
                add(g, x, self.x_stride);
                continue;
            }
            WIDENED.with_borrow_mut(|widened| {
                widened.resize(g.len() / self.y_stride * width);
                for (to, from) in widened.chunks_exact_mut(width).zip(x.chunks_exact(self.x_stride)) {
                    to[..self.inputs].copy_from_slice(&from[..self.inputs]);
                }
                add(g, widened, width);
            });
        }
        add_rows(g, self.y_stride, &mut db[..self.outputs]);
    }
}

/// Adds all rows of `g` up in `sums`.
fn add_rows(g: &[f32], stride: usize, sums: &mut [f32]) {
    vectorise(
        (g, sums),
        #[inline(always)]
        |(g, sums): (&[f32], &mut [f32])| {
            for (at, sums) in sums.chunks_mut(COLUMNS).enumerate() {
                let first = at * COLUMNS;
                if sums.len() < COLUMNS {
                    for row in g.chunks_exact(stride) {
                        for (sum, &value) in sums.iter_mut().zip(&row[first..]) {
                            *sum += value;
                        }
                    }
                    continue;
                }
                let mut some = [0.0; COLUMNS];
                some.copy_from_slice(sums);
                for row in g.chunks_exact(stride) {
                    for (sum, &value) in some.iter_mut().zip(&row[first..first + COLUMNS]) {
                        *sum += value;
                    }
                }
                sums.copy_from_slice(&some);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;
    use crate::model::init;

    fn numbers(rng: &mut impl Rng, count: usize) -> Vec<f32> {
        (0..count).map(|_| rng.random_range(-1.0..1.0)).collect()
    }

    /// Σ over `depth` of products, in 64 bits.
    fn sum(depth: usize, a: impl Fn(usize) -> f32, b: impl Fn(usize) -> f32) -> f64 {
        (0..depth).map(|at| f64::from(a(at)) * f64::from(b(at))).sum()
    }

    /// Each of `depth` additions rounds a sum of up to about √depth by half of 6e-8 of it, at random.
    fn assert_close(ours: f32, exact: f64, depth: usize, what: &str) {
        let tolerance = 6e-8 * (depth as f64 + 4.0);
        assert!((f64::from(ours) - exact).abs() <= tolerance, "{what}: {ours}, not {exact}");
    }

    #[test]
    fn it_is_a_plain_loop_in_64_bits() {
        let mut rng = init::stream(1, "linear test");
        let layers = [
            (Linear { inputs: 1, outputs: 1, x_stride: 1, y_stride: 1 }, 1),
            (Linear { inputs: 49, outputs: 64, x_stride: 49, y_stride: 64 }, 16),
            (Linear { inputs: 17, outputs: 35, x_stride: 17, y_stride: 36 }, 23),
            (Linear { inputs: 64, outputs: 10, x_stride: 64, y_stride: 10 }, 7),
            (Linear::padded(33, 50), 300),
            (Linear::padded(64, 192), 49),
        ];
        for (layer, rows) in layers {
            let Linear { inputs, outputs, x_stride, y_stride } = layer;
            let (x, g) = (numbers(&mut rng, rows * x_stride), numbers(&mut rng, rows * y_stride));
            let (w, bias) = (numbers(&mut rng, inputs * outputs), numbers(&mut rng, outputs));
            let mut packed = Buffer::default();
            layer.pack(&w, &mut packed);
            let mut y = vec![9.0; rows * y_stride];
            layer.forward(&x, &packed, &bias, f32::NEG_INFINITY, &mut y);
            let mut ramp = vec![9.0; y.len()];
            layer.forward(&x, &packed, &bias, 0.0, &mut ramp);
            assert!(ramp.iter().zip(&y).all(|(ramp, y)| ramp.to_bits() == y.max(0.0).to_bits()), "a ReLU");
            layer.pack_back(&w, &mut packed);
            let mut dx = vec![9.0; rows * x_stride];
            layer.input_gradient(&g, &packed, &mut dx, false);
            let mut twice = dx.clone();
            layer.input_gradient(&g, &packed, &mut twice, true);
            let (mut dw, mut db) = (vec![0.25; w.len()], vec![0.25; outputs]);
            layer.weight_gradient(&g, &x, &mut dw, &mut db);
            for row in 0..rows {
                for output in 0..outputs {
                    let exact = sum(inputs, |i| x[row * x_stride + i], |i| w[output * inputs + i]);
                    assert_close(y[row * y_stride + output], exact + f64::from(bias[output]), inputs, "y");
                }
                for input in 0..inputs {
                    let exact = sum(outputs, |o| g[row * y_stride + o], |o| w[o * inputs + input]);
                    assert_close(dx[row * x_stride + input], exact, outputs, "dx");
                    assert_close(twice[row * x_stride + input], 2.0 * exact, 4 * outputs, "dx twice");
                }
                assert!(y[row * y_stride..][outputs..y_stride].iter().all(|&y| y == 0.0), "padding of y");
                assert!(dx[row * x_stride..][inputs..x_stride].iter().all(|&x| x == 0.0), "padding of dx");
            }
            for output in 0..outputs {
                for input in 0..inputs {
                    let exact = sum(rows, |row| g[row * y_stride + output], |row| x[row * x_stride + input]);
                    assert_close(dw[output * inputs + input], exact + 0.25, rows, "dw");
                }
                let exact = sum(rows, |row| g[row * y_stride + output], |_| 1.0);
                assert_close(db[output], exact + 0.25, rows, "db");
            }
        }
    }

    #[test]
    fn rows_can_be_cut_anywhere_to_the_bit() {
        let mut rng = init::stream(1, "linear cuts");
        let layer = Linear::padded(20, 40);
        let (x, w, bias) = (numbers(&mut rng, 37 * 32), numbers(&mut rng, 800), numbers(&mut rng, 40));
        let mut packed = Buffer::default();
        layer.pack(&w, &mut packed);
        let mut whole = vec![0.0; 37 * 48];
        layer.forward(&x, &packed, &bias, f32::NEG_INFINITY, &mut whole);
        for rows in [1, 5, 16, 19] {
            let mut cut = vec![0.0; 37 * 48];
            for (x, y) in x.chunks(rows * 32).zip(cut.chunks_mut(rows * 48)) {
                layer.forward(x, &packed, &bias, f32::NEG_INFINITY, y);
            }
            assert_eq!(whole, cut, "in blocks of {rows}");
        }
    }
}
