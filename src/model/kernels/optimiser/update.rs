//! One optimiser step on the numbers of one variable: the formulas, and the loops they run in.

use std::sync::Mutex;

use candle_core::{CpuStorage, InplaceOp2, Layout, Result, bail};
use rayon::prelude::*;

use super::{CHUNK, Moments, Optimiser, Regularisation, StepNorms};
use crate::model::kernels::simd::vectorise;

/// Added to the root of the second moment.
const EPSILON: f32 = 1e-8;
/// Numbers summed side by side for the norms.
const LANES: usize = 16;

/// Sum of the squares of `values`.
pub fn square_sum(values: &[f32]) -> f64 {
    vectorise(
        values,
        #[inline(always)]
        |values| {
            let mut lanes = [0.0_f32; LANES];
            for row in values.chunks(LANES) {
                for (lane, value) in lanes.iter_mut().zip(row) {
                    *lane += value * value;
                }
            }
            lanes.into_iter().map(f64::from).sum()
        },
    )
}

/// Coefficients of one optimiser step, the same for every weight: computed once from rule, learning rate, regularisation
/// and number of steps, then applied element by element.
#[derive(Debug, Clone, Copy)]
pub struct Arithmetic {
    rule: Numbers,
    /// Factor on the gradient, below 1 where it is clipped.
    scale: f32,
    /// L2 penalty: this times the weight is added to the gradient.
    coupled: f32,
    /// Decoupled weight decay: the weight is multiplied by this before the step.
    keep: f32,
    /// L1 penalty: soft threshold that the magnitude of the weight is reduced by after the step.
    threshold: f32,
}

/// Coefficients of the rule by which a gradient becomes a step.
#[derive(Debug, Clone, Copy)]
enum Numbers {
    /// The step is `now` × gradient + `rolling` × momentum.
    Sgd {
        momentum: f32,
        rate: f32,
        now: f32,
        rolling: f32,
    },
    RmsProp {
        decay: f32,
        momentum: f32,
        rate: f32,
    },
    Adam {
        beta1: f32,
        beta2: f32,
        rate: f32,
        root: f32,
    },
}

impl Arithmetic {
    pub fn new(rule: Optimiser, restraint: &Regularisation, steps: i32, learning_rate: f64, scale: f64) -> Self {
        let rate = learning_rate as f32;
        let decay = restraint.weight_decay;
        let (coupled, keep) = match rule {
            Optimiser::Sgd { .. } | Optimiser::RmsProp { .. } | Optimiser::Adam { .. } => (decay, 1.0),
            Optimiser::AdamW { .. } => (0.0, 1.0 - learning_rate * decay),
        };
        let rule = match rule {
            Optimiser::Sgd { momentum, nesterov } => {
                let momentum = momentum as f32;
                let (now, rolling) = if nesterov { (1.0, momentum) } else { (0.0, 1.0) };
                Numbers::Sgd { momentum, rate, now, rolling }
            }
            Optimiser::RmsProp { decay, momentum } => {
                Numbers::RmsProp { decay: decay as f32, momentum: momentum as f32, rate }
            }
            Optimiser::Adam { beta1, beta2 } | Optimiser::AdamW { beta1, beta2 } => Numbers::Adam {
                beta1: beta1 as f32,
                beta2: beta2 as f32,
                rate: (learning_rate / (1.0 - beta1.powi(steps))) as f32,
                root: (1.0 / (1.0 - beta2.powi(steps))) as f32,
            },
        };
        let threshold = (learning_rate * restraint.l1) as f32;
        Self { rule, scale: scale as f32, coupled: coupled as f32, keep: keep as f32, threshold }
    }

    /// Updates one number; returns the change.
    #[inline(always)]
    fn apply(self, weight: &mut f32, grad: f32, first: &mut f32, second: &mut f32) -> f32 {
        let before = *weight;
        let grad = grad * self.scale + self.coupled * before;
        let step = match self.rule {
            Numbers::Sgd { momentum, rate, now, rolling } => {
                *first = momentum * *first + grad;
                rate * (now * grad + rolling * *first)
            }
            Numbers::RmsProp { decay, momentum, rate } => {
                *second = decay * *second + (1.0 - decay) * grad * grad;
                *first = momentum * *first + grad / (second.sqrt() + EPSILON);
                rate * *first
            }
            Numbers::Adam { beta1, beta2, rate, root } => {
                *first = beta1 * *first + (1.0 - beta1) * grad;
                *second = beta2 * *second + (1.0 - beta2) * grad * grad;
                rate * *first / ((*second * root).sqrt() + EPSILON)
            }
        };
        let moved = before * self.keep - step;
        // `max` would make a number of what is none, and hide that the run has diverged.
        let size = moved.abs() - self.threshold;
        let size = if size < 0.0 { 0.0 } else { size };
        *weight = size.copysign(moved);
        *weight - before
    }
}

/// Squared L2 norms of one step's vectors.
#[derive(Debug, Clone, Copy, Default)]
pub struct Squares {
    gradient: f64,
    update: f64,
    weights: f64,
}

impl Squares {
    pub fn plus(self, other: Self) -> Self {
        Self {
            gradient: self.gradient + other.gradient,
            update: self.update + other.update,
            weights: self.weights + other.weights,
        }
    }

    pub fn roots(self) -> StepNorms {
        StepNorms { gradient: self.gradient.sqrt(), update: self.update.sqrt(), weights: self.weights.sqrt() }
    }
}

/// One variable's step, as candle's in-place operation.
pub struct InPlace<'a>(pub Mutex<Slot<'a>>);

/// What the update of one variable reads, and what it changes and fills.
pub struct Slot<'a> {
    /// The numbers of the step.
    pub arithmetic: Arithmetic,
    /// Decay of the moving average, if there is one.
    pub average: Option<f32>,
    /// Moving averages of the variable's gradient, as far as the optimiser has any.
    pub moments: &'a mut Moments,
    /// Filled by the step.
    pub squares: Squares,
}

impl InplaceOp2 for InPlace<'_> {
    fn name(&self) -> &'static str {
        "optimiser-step"
    }

    fn cpu_fwd(&self, var: &mut CpuStorage, at: &Layout, grad: &CpuStorage, grad_at: &Layout) -> Result<()> {
        let (CpuStorage::F32(var), CpuStorage::F32(grad)) = (var, grad) else { bail!("weights are 32-bit floats") };
        let (Some((from, to)), Some((grad_from, grad_to))) = (at.contiguous_offsets(), grad_at.contiguous_offsets())
        else {
            bail!("a variable and its gradient have to be contiguous")
        };
        let mut slot = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Slot { arithmetic, average, moments, squares } = &mut *slot;
        *squares = update(*arithmetic, *average, &mut var[from..to], &grad[grad_from..grad_to], moments);
        Ok(())
    }
}

/// Part of a variable, of its gradient and of its moments; the average is empty if there is none.
struct Chunk<'a> {
    weights: &'a mut [f32],
    grads: &'a [f32],
    first: &'a mut [f32],
    second: &'a mut [f32],
    average: &'a mut [f32],
}

/// Updates in chunks that do not depend on the number of threads, so that neither do the norms.
fn update(
    arithmetic: Arithmetic,
    average: Option<f32>,
    weights: &mut [f32],
    grads: &[f32],
    moments: &mut Moments,
) -> Squares {
    let Moments { first, second, average: averages } = moments;
    let averages = if average.is_some() { averages.as_mut_slice() } else { &mut [] };
    let decay = average.unwrap_or(1.0);
    if weights.len() <= 2 * CHUNK {
        return one(arithmetic, decay, Chunk { weights, grads, first, second, average: averages });
    }
    let chunks = weights
        .par_chunks_mut(CHUNK)
        .zip(grads.par_chunks(CHUNK))
        .zip(first.par_chunks_mut(CHUNK).zip(second.par_chunks_mut(CHUNK)));
    let parts: Vec<Squares> = if averages.is_empty() {
        let chunk = |((weights, grads), (first, second))| {
            one(arithmetic, decay, Chunk { weights, grads, first, second, average: &mut [] })
        };
        chunks.map(chunk).collect()
    } else {
        let chunk = |(((weights, grads), (first, second)), average)| {
            one(arithmetic, decay, Chunk { weights, grads, first, second, average })
        };
        chunks.zip(averages.par_chunks_mut(CHUNK)).map(chunk).collect()
    };
    parts.into_iter().fold(Squares::default(), Squares::plus)
}

/// Updates a chunk, and its average while it is still near.
fn one(arithmetic: Arithmetic, decay: f32, part: Chunk<'_>) -> Squares {
    // The match outside the loop gives each rule its own loop without a branch.
    vectorise(
        part,
        #[inline(always)]
        |Chunk { weights, grads, first, second, average }| {
            let squares = match arithmetic.rule {
                sgd @ Numbers::Sgd { .. } => {
                    chunk(Arithmetic { rule: sgd, ..arithmetic }, weights, grads, first, second)
                }
                rms @ Numbers::RmsProp { .. } => {
                    chunk(Arithmetic { rule: rms, ..arithmetic }, weights, grads, first, second)
                }
                adam @ Numbers::Adam { .. } => {
                    chunk(Arithmetic { rule: adam, ..arithmetic }, weights, grads, first, second)
                }
            };
            for (average, weight) in average.iter_mut().zip(weights) {
                *average = decay * *average + (1.0 - decay) * *weight;
            }
            squares
        },
    )
}

#[inline(always)]
fn chunk(rule: Arithmetic, weights: &mut [f32], grads: &[f32], first: &mut [f32], second: &mut [f32]) -> Squares {
    let mut sums = Lanes::default();
    let rows = weights.chunks_mut(LANES).zip(grads.chunks(LANES));
    for ((weights, grads), (first, second)) in rows.zip(first.chunks_mut(LANES).zip(second.chunks_mut(LANES))) {
        if let (Ok(weights), Ok(grads), Ok(first), Ok(second)) = (
            <&mut [f32; LANES]>::try_from(&mut *weights),
            <&[f32; LANES]>::try_from(grads),
            <&mut [f32; LANES]>::try_from(&mut *first),
            <&mut [f32; LANES]>::try_from(&mut *second),
        ) {
            for lane in 0..LANES {
                sums.weights[lane] += weights[lane] * weights[lane];
                let change = rule.apply(&mut weights[lane], grads[lane], &mut first[lane], &mut second[lane]);
                sums.gradient[lane] += grads[lane] * grads[lane];
                sums.update[lane] += change * change;
            }
            continue;
        }
        for lane in 0..weights.len() {
            sums.weights[lane] += weights[lane] * weights[lane];
            let change = rule.apply(&mut weights[lane], grads[lane], &mut first[lane], &mut second[lane]);
            sums.gradient[lane] += grads[lane] * grads[lane];
            sums.update[lane] += change * change;
        }
    }
    let sum = |lanes: [f32; LANES]| lanes.into_iter().map(f64::from).sum();
    Squares { gradient: sum(sums.gradient), update: sum(sums.update), weights: sum(sums.weights) }
}

/// Sums of squares, kept apart by lane.
#[derive(Default)]
struct Lanes {
    gradient: [f32; LANES],
    update: [f32; LANES],
    weights: [f32; LANES],
}
