//! Optimiser steps that touch each parameter once: weight, gradient and moments in one pass, in place.

use std::sync::Mutex;

use candle_core::backprop::GradStore;
use candle_core::{CpuStorage, Device, InplaceOp2, Layout, Result, Var, bail};
use rayon::prelude::*;

use super::simd::vectorise;

/// Added to the root of the second moment.
const EPSILON: f32 = 1e-8;
/// Numbers that one task updates.
const CHUNK: usize = 16_384;
/// Numbers summed side by side for the norms.
const LANES: usize = 16;

/// How a gradient becomes a step. The weight decay of both is decoupled (arXiv 1711.05101).
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Stochastic gradient descent with momentum in [0, 1).
    Sgd {
        /// Share of the last step that is kept.
        momentum: f64,
    },
    /// `AdamW` (arXiv 1711.05101), ε = 1e-8.
    AdamW {
        /// Decay of the mean of gradients, in [0, 1).
        beta1: f64,
        /// Decay of the mean of squared gradients, in [0, 1).
        beta2: f64,
    },
}

/// Lengths of the vectors of one step over all trained weights.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StepNorms {
    /// Of the gradient.
    pub gradient: f64,
    /// Of the change made to the weights.
    pub update: f64,
}

/// The moments of a run. One for each run: it belongs to the variables it was made for.
#[derive(Debug, Clone)]
pub struct OptimiserState {
    rule: Rule,
    weight_decay: f64,
    steps: i32,
    moments: Vec<Moments>,
}

/// Running means of one variable; SGD uses the first only.
#[derive(Debug, Clone, Default)]
struct Moments {
    first: Vec<f32>,
    second: Vec<f32>,
}

impl OptimiserState {
    /// Moments at zero for `vars`. Each step multiplies weights by 1 − rate × `weight_decay`.
    #[must_use]
    pub fn new(rule: Rule, weight_decay: f64, vars: &[&Var]) -> Self {
        let moments = vars.iter().map(|var| {
            let zeros = vec![0.0; var.elem_count()];
            Moments { first: zeros.clone(), second: zeros }
        });
        Self { rule, weight_decay, steps: 0, moments: moments.collect() }
    }

    /// One step at `learning_rate`, in place. `vars` are those the state was made for, in the same order.
    ///
    /// # Errors
    /// When the variables are others, or one has no gradient.
    pub fn step(&mut self, vars: &[&Var], grads: &GradStore, learning_rate: f64) -> Result<StepNorms> {
        if vars.len() != self.moments.len() {
            bail!("the optimiser was made for {} variables and was given {}", self.moments.len(), vars.len());
        }
        self.steps += 1;
        let arithmetic = Arithmetic::new(self.rule, self.weight_decay, self.steps, learning_rate);
        let mut squares = Squares::default();
        for (var, moments) in vars.iter().zip(&mut self.moments) {
            let Some(grad) = grads.get(var) else {
                bail!("a trained variable of shape {:?} has no gradient", var.shape())
            };
            if moments.first.len() != var.elem_count() {
                bail!("the optimiser was made for other variables than one of shape {:?}", var.shape());
            }
            let op = InPlace(Mutex::new(Slot { arithmetic, moments, squares: Squares::default() }));
            let grad = grad.to_device(&Device::Cpu)?.contiguous()?;
            if var.device().is_cpu() {
                var.inplace_op2(&grad, &op)?;
            } else {
                let here = var.to_device(&Device::Cpu)?;
                here.inplace_op2(&grad, &op)?;
                var.set(&here.to_device(var.device())?)?;
            }
            let slot = op.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
            squares = squares.plus(slot.squares);
        }
        Ok(StepNorms { gradient: squares.gradient.sqrt(), update: squares.update.sqrt() })
    }
}

/// The numbers of one step.
#[derive(Debug, Clone, Copy)]
enum Arithmetic {
    Sgd { momentum: f32, rate: f32, keep: f32 },
    AdamW { beta1: f32, beta2: f32, rate: f32, root: f32, keep: f32 },
}

impl Arithmetic {
    fn new(rule: Rule, weight_decay: f64, steps: i32, learning_rate: f64) -> Self {
        let keep = (1.0 - learning_rate * weight_decay) as f32;
        match rule {
            Rule::Sgd { momentum } => Self::Sgd { momentum: momentum as f32, rate: learning_rate as f32, keep },
            Rule::AdamW { beta1, beta2 } => Self::AdamW {
                beta1: beta1 as f32,
                beta2: beta2 as f32,
                rate: (learning_rate / (1.0 - beta1.powi(steps))) as f32,
                root: (1.0 / (1.0 - beta2.powi(steps))) as f32,
                keep,
            },
        }
    }

    /// Updates one number; returns the change.
    #[inline(always)]
    fn apply(self, weight: &mut f32, grad: f32, first: &mut f32, second: &mut f32) -> f32 {
        let before = *weight;
        *weight = match self {
            Self::Sgd { momentum, rate, keep } => {
                *first = momentum * *first + grad;
                before * keep - rate * *first
            }
            Self::AdamW { beta1, beta2, rate, root, keep } => {
                *first = beta1 * *first + (1.0 - beta1) * grad;
                *second = beta2 * *second + (1.0 - beta2) * grad * grad;
                before * keep - rate * *first / ((*second * root).sqrt() + EPSILON)
            }
        };
        *weight - before
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Squares {
    gradient: f64,
    update: f64,
}

impl Squares {
    fn plus(self, other: Self) -> Self {
        Self { gradient: self.gradient + other.gradient, update: self.update + other.update }
    }
}

/// One variable's step, as candle's in-place operation.
struct InPlace<'a>(Mutex<Slot<'a>>);

struct Slot<'a> {
    arithmetic: Arithmetic,
    moments: &'a mut Moments,
    squares: Squares,
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
        let Slot { arithmetic, moments, squares } = &mut *slot;
        *squares = update(*arithmetic, &mut var[from..to], &grad[grad_from..grad_to], moments);
        Ok(())
    }
}

/// Weights and gradients, first and second moments.
type Chunk<'a> = ((&'a mut [f32], &'a [f32]), (&'a mut [f32], &'a mut [f32]));

/// Updates in chunks that do not depend on the number of threads, so that neither do the norms.
fn update(arithmetic: Arithmetic, weights: &mut [f32], grads: &[f32], moments: &mut Moments) -> Squares {
    let one = |arguments: Chunk<'_>| {
        // The match outside the loop gives each rule its own loop without a branch.
        vectorise(
            arguments,
            #[inline(always)]
            |((weights, grads), (first, second))| match arithmetic {
                sgd @ Arithmetic::Sgd { .. } => chunk(sgd, weights, grads, first, second),
                adamw @ Arithmetic::AdamW { .. } => chunk(adamw, weights, grads, first, second),
            },
        )
    };
    if weights.len() <= 2 * CHUNK {
        return one(((weights, grads), (&mut moments.first, &mut moments.second)));
    }
    let parts: Vec<Squares> = weights
        .par_chunks_mut(CHUNK)
        .zip(grads.par_chunks(CHUNK))
        .zip(moments.first.par_chunks_mut(CHUNK).zip(moments.second.par_chunks_mut(CHUNK)))
        .map(one)
        .collect();
    parts.into_iter().fold(Squares::default(), Squares::plus)
}

#[inline(always)]
fn chunk(rule: Arithmetic, weights: &mut [f32], grads: &[f32], first: &mut [f32], second: &mut [f32]) -> Squares {
    let (mut gradient, mut update) = ([0.0_f32; LANES], [0.0_f32; LANES]);
    let rows = weights.chunks_mut(LANES).zip(grads.chunks(LANES));
    for ((weights, grads), (first, second)) in rows.zip(first.chunks_mut(LANES).zip(second.chunks_mut(LANES))) {
        if let (Ok(weights), Ok(grads), Ok(first), Ok(second)) = (
            <&mut [f32; LANES]>::try_from(&mut *weights),
            <&[f32; LANES]>::try_from(grads),
            <&mut [f32; LANES]>::try_from(&mut *first),
            <&mut [f32; LANES]>::try_from(&mut *second),
        ) {
            for lane in 0..LANES {
                let change = rule.apply(&mut weights[lane], grads[lane], &mut first[lane], &mut second[lane]);
                gradient[lane] += grads[lane] * grads[lane];
                update[lane] += change * change;
            }
            continue;
        }
        for lane in 0..weights.len() {
            let change = rule.apply(&mut weights[lane], grads[lane], &mut first[lane], &mut second[lane]);
            gradient[lane] += grads[lane] * grads[lane];
            update[lane] += change * change;
        }
    }
    let sum = |lanes: [f32; LANES]| lanes.into_iter().map(f64::from).sum();
    Squares { gradient: sum(gradient), update: sum(update) }
}

#[cfg(test)]
mod tests {
    use candle_nn::{Optimizer, ParamsAdamW};

    use super::*;

    fn var(count: usize, phase: f32) -> Result<Var> {
        let values: Vec<f32> = (0..count).map(|i| (i as f32 * 0.37 + phase).sin()).collect();
        Var::from_vec(values, count, &Device::Cpu)
    }

    #[test]
    fn adamw_steps_like_candle() -> Result<()> {
        for count in [1, 31, 40_000] {
            let (ours, theirs, target) = (var(count, 0.0)?, var(count, 0.0)?, var(count, 1.0)?);
            let params = ParamsAdamW { lr: 0.01, weight_decay: 0.1, ..ParamsAdamW::default() };
            let mut stock = candle_nn::AdamW::new(vec![theirs.clone()], params)?;
            let mut state = OptimiserState::new(Rule::AdamW { beta1: 0.9, beta2: 0.999 }, 0.1, &[&ours]);
            for _ in 0..3 {
                let loss = |var: &Var| (var.as_tensor() - target.as_tensor())?.sqr()?.sum_all();
                state.step(&[&ours], &loss(&ours)?.backward()?, 0.01)?;
                stock.backward_step(&loss(&theirs)?)?;
            }
            for (ours, theirs) in ours.to_vec1::<f32>()?.into_iter().zip(theirs.to_vec1::<f32>()?) {
                assert!((ours - theirs).abs() < 1e-5, "{ours} against {theirs}");
            }
        }
        Ok(())
    }

    #[test]
    fn sgd_keeps_a_share_of_the_last_step() -> Result<()> {
        let weight = Var::from_vec(vec![1.0_f32], 1, &Device::Cpu)?;
        let mut state = OptimiserState::new(Rule::Sgd { momentum: 0.5 }, 0.0, &[&weight]);
        for expected in [0.9, 0.75] {
            let norms = state.step(&[&weight], &weight.sum_all()?.backward()?, 0.1)?;
            assert!((weight.to_vec1::<f32>()?[0] - expected).abs() < 1e-6);
            assert!((norms.gradient - 1.0).abs() < 1e-6);
        }
        Ok(())
    }
}
