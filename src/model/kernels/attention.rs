//! Multi-head self-attention of one sequence (arXiv 1706.03762), full or causal: softmax(q · kᵀ / √d) · v for each
//! head. Scores are never stored as a whole: a block of queries at a time, they stay in the first-level cache, and the
//! backward pass computes them again from each row's largest score and sum (arXiv 2205.14135).

use std::cell::RefCell;

use super::buffer::{Buffer, padded};
use super::matrix::{Accumulate, Left, Product, Right};
use super::packing;
use super::simd::dispatch;
use super::softmax::{MOST_ROWS, Probabilities, Rows, Softmax, SoftmaxGradient};
use crate::model::Reach;

/// The most queries whose scores are at hand at a time.
const BLOCK: usize = MOST_ROWS;

/// The sizes of one sequence's attention.
///
/// A row of `qkv` is a token's queries, keys and values of all heads, head by head: PyTorch's
/// `view(tokens, 3, heads, size)`. A row of the output is the heads' results side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attention {
    /// Tokens of the sequence.
    pub tokens: usize,
    /// Heads.
    pub heads: usize,
    /// Numbers of a head; the model's width is `heads × size`.
    pub size: usize,
    /// Which tokens see which.
    pub reach: Reach,
    /// Numbers from one row of `qkv` and its gradient to the next, at least 3 × width.
    pub qkv_stride: usize,
    /// Numbers from one row of the output and its gradient to the next, at least the width.
    pub stride: usize,
}

/// Working memory of a thread.
#[derive(Debug, Default)]
struct Local {
    /// Queries / √d, tokens × padded size.
    q: Buffer,
    /// Keys, tokens × padded size.
    k: Buffer,
    /// Keys, size × padded tokens.
    k_turned: Buffer,
    /// Values, tokens × padded size.
    v: Buffer,
    /// Values, size × padded tokens.
    v_turned: Buffer,
    /// Gradient by a head's output, tokens × padded size.
    g: Buffer,
    /// Scores of a block, then its probabilities: block × padded tokens.
    scores: Buffer,
    /// Gradient by the probabilities, then by the scores.
    slopes: Buffer,
    /// Outputs of a block, block × padded size.
    output: Buffer,
    /// Gradient by the queries of a block, block × padded size.
    by_q: Buffer,
    /// Gradient by the keys, tokens × padded size.
    by_k: Buffer,
    /// Gradient by the values, tokens × padded size.
    by_v: Buffer,
}

thread_local! {
    static LOCAL: RefCell<Local> = RefCell::default();
}

/// Some queries that follow each other.
#[derive(Debug, Clone, Copy)]
struct Block {
    first: usize,
    rows: usize,
    /// Keys that at least one of them sees.
    keys: usize,
}

impl Attention {
    /// The model's width.
    pub fn width(self) -> usize {
        self.heads * self.size
    }

    /// Output of a sequence. `rows` (heads × tokens) takes what the backward pass needs.
    pub fn forward(self, qkv: &[f32], output: &mut [f32], rows: &mut [Softmax]) {
        self.check(qkv, output, rows);
        clear_padding(output, self.stride, self.width());
        LOCAL.with_borrow_mut(|local| {
            for (head, rows) in rows.chunks_exact_mut(self.tokens).enumerate() {
                self.gather(0, head, qkv, self.factor(), &mut local.q);
                self.gather(2, head, qkv, 1.0, &mut local.v);
                self.turn(1, head, qkv, &mut local.k_turned);
                for block in self.blocks() {
                    let rows = &mut rows[block.first..][..block.rows];
                    self.probabilities(block, local, Rows::Fresh(&mut *rows));
                    let Local { scores, v, output: some, .. } = &mut *local;
                    some.resize(BLOCK * padded(self.size));
                    Product {
                        rows: block.rows,
                        depth: block.keys,
                        columns: self.size,
                        left: Left { numbers: scores, row: padded(self.tokens), step: 1 },
                        right: Right::Rows { numbers: v, stride: padded(self.size) },
                        onto: Accumulate::Zero,
                        floor: f32::NEG_INFINITY,
                        output: some,
                        stride: padded(self.size),
                    }
                    .run();
                    let places = output[block.first * self.stride..].chunks_mut(self.stride);
                    for ((row, some), place) in rows.iter().zip(some.chunks_exact(padded(self.size))).zip(places) {
                        let place = &mut place[head * self.size..][..self.size];
                        for (to, from) in place.iter_mut().zip(some) {
                            *to = from * row.inverse;
                        }
                    }
                }
            }
        });
    }

    /// How much each token looks at each: heads × tokens (that look) × tokens (looked at), each row adding up to 1.
    #[cfg_attr(not(test), expect(dead_code, reason = "what is looked at is computed by candle"))]
    pub fn weights(self, qkv: &[f32], weights: &mut [f32]) {
        assert_eq!(weights.len(), self.heads * self.tokens * self.tokens, "weights of another shape");
        LOCAL.with_borrow_mut(|local| {
            for (head, weights) in weights.chunks_exact_mut(self.tokens * self.tokens).enumerate() {
                self.gather(0, head, qkv, self.factor(), &mut local.q);
                self.turn(1, head, qkv, &mut local.k_turned);
                for block in self.blocks() {
                    let mut rows = [Softmax::default(); BLOCK];
                    self.probabilities(block, local, Rows::Fresh(&mut rows[..block.rows]));
                    let places = weights[block.first * self.tokens..].chunks_exact_mut(self.tokens);
                    let scores = local.scores.chunks_exact(padded(self.tokens));
                    for ((place, scores), row) in places.zip(scores).zip(&rows[..block.rows]) {
                        place.fill(0.0);
                        for (to, from) in place[..block.keys].iter_mut().zip(scores) {
                            *to = from * row.inverse;
                        }
                    }
                }
            }
        });
    }

    /// Gradient by `qkv`, from that by the output and what [`Self::forward`] saved.
    pub fn backward(self, qkv: &[f32], rows: &[Softmax], g: &[f32], dqkv: &mut [f32]) {
        self.check(qkv, g, rows);
        assert_eq!(qkv.len(), dqkv.len(), "a gradient of another shape");
        clear_padding(dqkv, self.qkv_stride, 3 * self.width());
        LOCAL.with_borrow_mut(|local| {
            for (head, rows) in rows.chunks_exact(self.tokens).enumerate() {
                self.gather(0, head, qkv, self.factor(), &mut local.q);
                self.gather(1, head, qkv, 1.0, &mut local.k);
                self.turn(1, head, qkv, &mut local.k_turned);
                self.turn(2, head, qkv, &mut local.v_turned);
                self.gather_from(&g[head * self.size..], self.stride, 1.0, &mut local.g);
                for sums in [&mut local.by_k, &mut local.by_v] {
                    sums.resize(self.tokens * padded(self.size));
                    sums.fill(0.0);
                }
                for block in self.blocks() {
                    self.block_backward(block, &rows[block.first..][..block.rows], local);
                    self.scatter(&local.by_q, (block.first, block.rows), self.part(0, head), self.factor(), dqkv);
                }
                self.scatter(&local.by_k, (0, self.tokens), self.part(1, head), 1.0, dqkv);
                self.scatter(&local.by_v, (0, self.tokens), self.part(2, head), 1.0, dqkv);
            }
        });
    }

    /// Gradient by a block's queries, and its share of those by keys and values.
    fn block_backward(self, block: Block, rows: &[Softmax], local: &mut Local) {
        self.probabilities(block, local, Rows::Known(rows));
        let Local { q, k, v_turned, g, scores, slopes, by_q, by_k, by_v, .. } = local;
        let (size, length) = (padded(self.size), padded(self.tokens));
        let (q, g) = (&q[block.first * size..], &g[block.first * size..]);
        slopes.resize(BLOCK * length);
        by_q.resize(BLOCK * size);
        Product {
            rows: block.rows,
            depth: self.size,
            columns: block.keys,
            left: Left { numbers: g, row: size, step: 1 },
            right: Right::Rows { numbers: v_turned, stride: length },
            onto: Accumulate::Zero,
            floor: f32::NEG_INFINITY,
            output: slopes,
            stride: length,
        }
        .run();
        let probabilities = &scores[..block.rows * length];
        dispatch(SoftmaxGradient { probabilities, slopes, stride: length, columns: padded(block.keys) });
        Product {
            rows: block.rows,
            depth: block.keys,
            columns: self.size,
            left: Left { numbers: slopes, row: length, step: 1 },
            right: Right::Rows { numbers: k, stride: size },
            onto: Accumulate::Zero,
            floor: f32::NEG_INFINITY,
            output: by_q,
            stride: size,
        }
        .run();
        for (numbers, right, output) in [(slopes, q, by_k), (scores, g, by_v)] {
            Product {
                rows: block.keys,
                depth: block.rows,
                columns: self.size,
                left: Left { numbers, row: 1, step: length },
                right: Right::Rows { numbers: right, stride: size },
                onto: Accumulate::Output,
                floor: f32::NEG_INFINITY,
                output,
                stride: size,
            }
            .run();
        }
    }

    /// Fills `local.scores` with a block's probabilities; those that are not yet known without the factor `inverse`.
    fn probabilities(self, block: Block, local: &mut Local, rows: Rows<'_>) {
        let Local { q, k_turned, scores, .. } = local;
        let (size, stride) = (padded(self.size), padded(self.tokens));
        scores.resize(BLOCK * stride);
        Product {
            rows: block.rows,
            depth: self.size,
            columns: block.keys,
            left: Left { numbers: &q[block.first * size..], row: size, step: 1 },
            right: Right::Rows { numbers: k_turned, stride },
            onto: Accumulate::Zero,
            floor: f32::NEG_INFINITY,
            output: scores,
            stride,
        }
        .run();
        let scores = &mut scores[..block.rows * stride];
        let seen = match self.reach {
            Reach::Full => (block.keys, 0),
            Reach::Causal => (block.first + 1, 1),
        };
        dispatch(Probabilities { scores, stride, columns: padded(block.keys), seen, rows });
    }

    /// The queries block by block, with the keys they see.
    fn blocks(self) -> impl Iterator<Item = Block> {
        // A small block computes less behind the last key that is seen.
        let most = match self.reach {
            Reach::Full => BLOCK,
            Reach::Causal => BLOCK / 3,
        };
        (0..self.tokens).step_by(most).map(move |first| {
            let rows = most.min(self.tokens - first);
            let keys = match self.reach {
                Reach::Full => self.tokens,
                Reach::Causal => first + rows,
            };
            Block { first, rows, keys }
        })
    }

    /// What queries are multiplied by.
    fn factor(self) -> f32 {
        1.0 / (self.size as f32).sqrt()
    }

    fn check(self, qkv: &[f32], output: &[f32], rows: &[Softmax]) {
        assert!(self.size > 0 && self.tokens > 0, "an empty sequence");
        assert!(3 * self.width() <= self.qkv_stride && self.width() <= self.stride, "rows that are too short");
        assert!(qkv.len() >= self.tokens * self.qkv_stride, "queries, keys and values of another shape");
        assert!(output.len() >= self.tokens * self.stride, "an output of another shape");
        assert_eq!(rows.len(), self.heads * self.tokens, "a softmax for each head and token");
    }

    /// Where a head's queries (0), keys (1) or values (2) begin in a row of `qkv`.
    fn part(self, which: usize, head: usize) -> usize {
        which * self.width() + head * self.size
    }

    /// A head's queries, keys or values, times a factor, in rows of their own.
    fn gather(self, which: usize, head: usize, qkv: &[f32], factor: f32, to: &mut Buffer) {
        self.gather_from(&qkv[self.part(which, head)..], self.qkv_stride, factor, to);
    }

    fn gather_from(self, from: &[f32], stride: usize, factor: f32, to: &mut Buffer) {
        let (size, padded) = (self.size, padded(self.size));
        to.resize(self.tokens * padded);
        for (to, from) in to.chunks_exact_mut(padded).zip(from.chunks(stride)) {
            let (to, padding) = to.split_at_mut(size);
            for (to, from) in to.iter_mut().zip(&from[..size]) {
                *to = from * factor;
            }
            padding.fill(0.0);
        }
    }

    /// A head's keys or values in columns: size × padded tokens.
    fn turn(self, which: usize, head: usize, qkv: &[f32], to: &mut Buffer) {
        let stride = padded(self.tokens);
        to.resize(self.size * stride);
        packing::turn(&qkv[self.part(which, head)..], self.qkv_stride, (self.tokens, self.size), to, stride);
    }

    /// Puts rows, times a factor, into rows of `dqkv` from row `first` and column `column` on.
    fn scatter(self, from: &[f32], (first, rows): (usize, usize), column: usize, factor: f32, dqkv: &mut [f32]) {
        let places = dqkv[first * self.qkv_stride + column..].chunks_mut(self.qkv_stride).take(rows);
        for (from, to) in from.chunks_exact(padded(self.size)).zip(places) {
            for (to, from) in to[..self.size].iter_mut().zip(from) {
                *to = from * factor;
            }
        }
    }
}

/// Writes zeros behind the first `width` numbers of each row.
fn clear_padding(rows: &mut [f32], stride: usize, width: usize) {
    if width < stride {
        rows.chunks_exact_mut(stride).for_each(|row| row[width..].fill(0.0));
    }
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;
    use crate::model::init;

    /// Output and weights in 64 bits, by the formula.
    fn plain(sizes: Attention, qkv: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let Attention { tokens, heads, size, reach, qkv_stride, stride } = sizes;
        let mut output = vec![0.0; tokens * stride];
        let mut weights = vec![0.0; heads * tokens * tokens];
        for head in 0..heads {
            for token in 0..tokens {
                let seen = if reach == Reach::Causal { token + 1 } else { tokens };
                let part =
                    |which: usize, token: usize| &qkv[token * qkv_stride + (which * heads + head) * size..][..size];
                let row = &mut weights[(head * tokens + token) * tokens..][..seen];
                for (other, weight) in row.iter_mut().enumerate() {
                    let score: f64 = part(0, token).iter().zip(part(1, other)).map(|(q, k)| q * k).sum();
                    *weight = (score / (size as f64).sqrt()).exp();
                }
                let sum: f64 = row.iter().sum();
                for (other, weight) in row.iter_mut().enumerate() {
                    *weight /= sum;
                    for (to, v) in output[token * stride + head * size..].iter_mut().zip(part(2, other)) {
                        *to += *weight * v;
                    }
                }
            }
        }
        (output, weights)
    }

    /// Sizes within one block of queries, at its edge and beyond, heads narrower and wider than a vector.
    fn cases() -> impl Iterator<Item = Attention> {
        let sizes = [(1, 1, 1, 0), (5, 3, 7, 3), (16, 4, 16, 0), (17, 2, 5, 1), (33, 1, 18, 10), (49, 2, 4, 0)];
        sizes.into_iter().flat_map(|(tokens, heads, size, extra)| {
            [Reach::Full, Reach::Causal].map(|reach| {
                let width = heads * size;
                Attention { tokens, heads, size, reach, qkv_stride: 3 * width + extra, stride: width + extra }
            })
        })
    }

    fn numbers(rng: &mut impl Rng, count: usize, most: f32) -> Vec<f32> {
        (0..count).map(|_| rng.random_range(-most..most)).collect()
    }

    fn assert_close(ours: &[f32], exact: &[f64], tolerance: f64, what: &str) {
        assert_eq!(ours.len(), exact.len());
        for (at, (&ours, exact)) in ours.iter().zip(exact).enumerate() {
            assert!((f64::from(ours) - exact).abs() <= tolerance, "{what} at {at}: {ours}, not {exact}");
        }
    }

    #[test]
    fn output_and_weights_are_those_of_a_plain_loop() {
        let mut rng = init::stream(1, "attention test");
        for sizes in cases() {
            let qkv = numbers(&mut rng, sizes.tokens * sizes.qkv_stride, 2.0);
            let wide: Vec<f64> = qkv.iter().copied().map(f64::from).collect();
            let (exact, exact_weights) = plain(sizes, &wide);
            let mut output = vec![9.0; sizes.tokens * sizes.stride];
            sizes.forward(&qkv, &mut output, &mut vec![Softmax::default(); sizes.heads * sizes.tokens]);
            assert_close(&output, &exact, 3e-6, "output");
            let mut weights = vec![9.0; exact_weights.len()];
            sizes.weights(&qkv, &mut weights);
            assert_close(&weights, &exact_weights, 1e-6, "weights");
        }
    }

    #[test]
    fn gradients_are_numerical_derivatives() {
        let mut rng = init::stream(1, "attention gradients");
        for sizes in cases() {
            let qkv = numbers(&mut rng, sizes.tokens * sizes.qkv_stride, 1.5);
            let g = numbers(&mut rng, sizes.tokens * sizes.stride, 1.0);
            let mut rows = vec![Softmax::default(); sizes.heads * sizes.tokens];
            sizes.forward(&qkv, &mut vec![0.0; g.len()], &mut rows);
            let mut dqkv = vec![9.0; qkv.len()];
            sizes.backward(&qkv, &rows, &g, &mut dqkv);
            let mut wide: Vec<f64> = qkv.iter().copied().map(f64::from).collect();
            let loss = |wide: &[f64]| -> f64 {
                let width = sizes.width();
                let rows = |at: usize| at % sizes.stride < width;
                let (output, _) = plain(sizes, wide);
                (0..g.len()).filter(|&at| rows(at)).map(|at| f64::from(g[at]) * output[at]).sum()
            };
            // A prime step, so that every part and place of a row has its turn.
            for at in (0..qkv.len()).step_by(if qkv.len() > 1000 { 37 } else { 1 }) {
                let before = wide[at];
                wide[at] = before + 1e-5;
                let above = loss(&wide);
                wide[at] = before - 1e-5;
                let exact = (above - loss(&wide)) / 2e-5;
                wide[at] = before;
                assert!((f64::from(dqkv[at]) - exact).abs() < 1e-5, "{sizes:?} at {at}: {}, not {exact}", dqkv[at]);
            }
        }
    }

    #[test]
    fn large_scores_do_not_overflow() {
        let sizes = Attention { tokens: 3, heads: 1, size: 2, reach: Reach::Full, qkv_stride: 6, stride: 2 };
        let qkv = [300.0, 0.0, 300.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0, 3.0, 4.0, 0.0, 300.0, 0.0, 300.0, 5.0, 6.0];
        let (mut output, mut rows) = ([0.0; 6], [Softmax::default(); 3]);
        sizes.forward(&qkv, &mut output, &mut rows);
        assert_close(&output, &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 0.0, "output");
        let mut dqkv = [9.0; 18];
        sizes.backward(&qkv, &rows, &[1.0; 6], &mut dqkv);
        assert!(dqkv.iter().all(|x| x.is_finite()), "{dqkv:?}");
    }
}
