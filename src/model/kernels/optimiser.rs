//! Optimiser steps that touch each parameter once: weight, gradient, moments and moving average in one pass, in place.

mod update;

use std::sync::Mutex;

use candle_core::{CpuStorage, Device, Result, Storage, Tensor, Var, bail};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use update::{Arithmetic, InPlace, Slot, Squares, square_sum};

/// Added to the L2 norm of a gradient before a division by it.
const CLIP_EPSILON: f64 = 1e-6;
/// Numbers that one task updates.
const CHUNK: usize = 16_384;

/// How a gradient becomes a step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, strum::EnumCount)]
#[serde(rename_all = "snake_case")]
pub enum Optimiser {
    /// Stochastic gradient descent with momentum, as `PyTorch` writes it. Weight decay is added to the gradient (L2).
    Sgd {
        /// Share of the last step that is kept, in [0, 1).
        momentum: f64,
        /// Looks ahead by one step of the momentum (Sutskever et al., ICML 2013).
        #[serde(default)]
        nesterov: bool,
    },
    /// `RMSprop` (Tieleman and Hinton, 2012), ε = 1e-8. Weight decay is added to the gradient (L2).
    RmsProp {
        /// Decay of the mean of squared gradients, in [0, 1).
        decay: f64,
        /// Share of the last step that is kept, in [0, 1).
        #[serde(default)]
        momentum: f64,
    },
    /// Adam (arXiv 1412.6980), ε = 1e-8. Weight decay is added to the gradient (L2).
    Adam {
        /// Decay of the mean of gradients, in [0, 1).
        beta1: f64,
        /// Decay of the mean of squared gradients, in [0, 1).
        beta2: f64,
    },
    /// `AdamW` (arXiv 1711.05101), ε = 1e-8: Adam with weight decay apart from the gradient (decoupled).
    AdamW {
        /// Decay of the mean of gradients, in [0, 1).
        beta1: f64,
        /// Decay of the mean of squared gradients, in [0, 1).
        beta2: f64,
    },
}

impl Optimiser {
    /// Whether it needs a mean of squared gradients.
    #[must_use]
    pub fn has_second_moment(self) -> bool {
        match self {
            Self::Sgd { .. } => false,
            Self::RmsProp { .. } | Self::Adam { .. } | Self::AdamW { .. } => true,
        }
    }
}

/// Regularisation of a step, besides its rule: weight decay, L1 penalty, gradient clipping, weight averaging.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Regularisation {
    /// Weight decay: for [`Optimiser::AdamW`], weights are multiplied by 1 − rate × this (decoupled); for the others, this
    /// times the weight is added to the gradient (L2).
    pub weight_decay: f64,
    /// L1 penalty: after the step, every weight moves towards 0 by rate × this and stops there (soft thresholding,
    /// Daubechies et al. 2004).
    pub l1: f64,
    /// Largest L2 norm of the gradient over all variables, above 0: a larger one is scaled down to it (arXiv 1211.5063).
    pub clip_norm: Option<f64>,
    /// Decay of a moving average of the weights, in [0, 1): see [`average_decay`].
    pub average: Option<f64>,
}

/// Decay of a moving average in its step `number` (from 1): `decay`, but at first (1 + n) / (10 + n), so that the
/// average soon forgets where it began (as TensorFlow's `ExponentialMovingAverage` does).
#[must_use]
pub fn average_decay(decay: f64, number: i32) -> f64 {
    let number = f64::from(number);
    decay.min((1.0 + number) / (10.0 + number))
}

/// L2 norms of the vectors of one step.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StepNorms {
    /// Of the gradient, as it came: neither clipped nor with weight decay in it.
    pub gradient: f64,
    /// Of the change made to the weights.
    pub update: f64,
    /// Of the weights before it.
    pub weights: f64,
}

/// The moments of a run. One for each run: it belongs to the variables it was made for.
#[derive(Debug, Clone)]
pub struct OptimiserState {
    rule: Optimiser,
    /// May change between two steps; an average begins with the weights of that moment.
    pub restraint: Regularisation,
    steps: i32,
    moments: Vec<Moments>,
    norms: Vec<StepNorms>,
}

/// What the optimiser remembers of one variable, each as long as the variable, or empty if it is not needed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Moments {
    /// Running mean of gradients, or of steps.
    pub first: Vec<f32>,
    /// Running mean of squared gradients.
    pub second: Vec<f32>,
    /// Moving average of the weights.
    pub average: Vec<f32>,
}

impl OptimiserState {
    /// Moments at zero for `vars`.
    #[must_use]
    pub fn new(rule: Optimiser, restraint: Regularisation, vars: &[&Var]) -> Self {
        let moments = vars.iter().map(|var| {
            let zeros = vec![0.0; var.elem_count()];
            Moments { first: zeros.clone(), second: zeros, average: Vec::new() }
        });
        Self { rule, restraint, steps: 0, moments: moments.collect(), norms: Vec::new() }
    }

    /// A state as another left it: after `steps` steps, with its `moments` of each of `vars`; an empty moment is one
    /// at zero.
    ///
    /// # Errors
    /// When the moments are those of other variables.
    pub fn restored(
        rule: Optimiser,
        restraint: Regularisation,
        vars: &[&Var],
        steps: i32,
        moments: Vec<Moments>,
    ) -> Result<Self> {
        if vars.len() != moments.len() {
            bail!("there are moments of {} variables, not of {}", moments.len(), vars.len());
        }
        let mut state = Self::new(rule, restraint, vars);
        state.steps = steps;
        for ((fresh, saved), var) in state.moments.iter_mut().zip(moments).zip(vars) {
            let fits = |values: &[f32]| values.is_empty() || values.len() == var.elem_count();
            if !(fits(&saved.first) && fits(&saved.second) && fits(&saved.average)) {
                bail!("the moments are those of other variables than one of shape {:?}", var.shape());
            }
            if !saved.first.is_empty() {
                fresh.first = saved.first;
            }
            if !saved.second.is_empty() {
                fresh.second = saved.second;
            }
            fresh.average = saved.average;
        }
        Ok(state)
    }

    /// How a gradient becomes a step.
    #[must_use]
    pub fn rule(&self) -> Optimiser {
        self.rule
    }

    /// Steps done.
    #[must_use]
    pub fn steps(&self) -> i32 {
        self.steps
    }

    /// What it remembers of each variable.
    #[must_use]
    pub fn moments(&self) -> &[Moments] {
        &self.moments
    }

    /// L2 norms of the last step's vectors, for each variable.
    #[must_use]
    pub fn norms(&self) -> &[StepNorms] {
        &self.norms
    }

    /// One step at `learning_rate`, in place; gives the L2 norms over all variables. `vars` are those the state was made for and
    /// `grads` their gradients, in the same order.
    ///
    /// # Errors
    /// When the variables are others, or a gradient does not fit.
    pub fn step(&mut self, vars: &[&Var], grads: &[Tensor], learning_rate: f64) -> Result<StepNorms> {
        if vars.len() != self.moments.len() || vars.len() != grads.len() {
            bail!(
                "the optimiser was made for {} variables and was given {} with {} gradients",
                self.moments.len(),
                vars.len(),
                grads.len()
            );
        }
        let grads: Vec<Tensor> =
            grads.iter().map(|grad| grad.to_device(&Device::Cpu)?.contiguous()).collect::<Result<_>>()?;
        let scale = match self.restraint.clip_norm {
            Some(longest) => (longest / (length(&grads)? + CLIP_EPSILON)).min(1.0),
            None => 1.0,
        };
        self.steps += 1;
        let arithmetic = Arithmetic::new(self.rule, &self.restraint, self.steps, learning_rate, scale);
        let average = self.restraint.average.map(|decay| average_decay(decay, self.steps) as f32);
        self.norms.clear();
        let mut all = Squares::default();
        for ((var, grad), moments) in vars.iter().zip(&grads).zip(&mut self.moments) {
            if moments.first.len() != var.elem_count() || grad.elem_count() != var.elem_count() {
                bail!("the optimiser was made for other variables than one of shape {:?}", var.shape());
            }
            if average.is_some() && moments.average.is_empty() {
                moments.average = var.flatten_all()?.to_vec1()?;
            }
            let op = InPlace(Mutex::new(Slot { arithmetic, average, moments, squares: Squares::default() }));
            if var.device().is_cpu() {
                var.inplace_op2(grad, &op)?;
            } else {
                let here = var.to_device(&Device::Cpu)?;
                here.inplace_op2(grad, &op)?;
                var.set(&here.to_device(var.device())?)?;
            }
            let slot = op.0.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
            self.norms.push(slot.squares.roots());
            all = all.plus(slot.squares);
        }
        Ok(all.roots())
    }
}

/// L2 norm of all `grads` as one vector.
fn length(grads: &[Tensor]) -> Result<f64> {
    let mut sum = 0.0;
    for grad in grads {
        let (storage, layout) = grad.storage_and_layout();
        let Storage::Cpu(CpuStorage::F32(values)) = &*storage else { bail!("gradients are 32-bit floats") };
        let Some((from, to)) = layout.contiguous_offsets() else { bail!("a gradient has to be contiguous") };
        let parts: Vec<f64> = values[from..to].par_chunks(CHUNK).map(square_sum).collect();
        sum += parts.into_iter().sum::<f64>();
    }
    Ok(sum.sqrt())
}

#[cfg(test)]
mod tests;
