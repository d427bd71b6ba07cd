//! One training step: forward, loss, backward, optimiser.

use std::collections::BTreeMap;

use candle_core::{Tensor, Var};

use super::adapters::Adapters;
use super::batch::Batch;
use super::checkpoint::SavedOptimiser;
use super::schedule::{Position, warm_up};
use super::{TrainConfig, TrainError, Trainable};
use crate::model::init::stream;
use crate::model::kernels::loss::{NO_CLASS, SoftTargets, cross_entropy};
use crate::model::kernels::optimiser::{Moments, OptimiserState, Regularisation, average_decay};
use crate::model::{Array, Mode, ModelError, Network, Weights};
use crate::msg;

/// The network in training, with its optimiser.
pub struct Stepper {
    network: Network,
    /// What the optimiser changes, by name.
    trained: Vec<(String, Var)>,
    /// What learns in place of the weights, if that is asked for.
    adapters: Option<Adapters>,
    optimiser: OptimiserState,
    /// Moving averages of what is measured instead of trained, if weights are averaged: running statistics belong to
    /// the weights they were measured with.
    measured: BTreeMap<String, Vec<f32>>,
}

/// What a step did.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Mean loss over the batch.
    pub loss: f64,
    /// Labels told right.
    pub correct: usize,
    /// Examples in the batch.
    pub images: usize,
    /// Labels in the batch: of images those that show a digit.
    pub digits: usize,
    /// Learning rate.
    pub rate: f64,
    /// L2 norm of the gradient, before it was clipped.
    pub gradient_norm: f64,
}

impl Stepper {
    /// Starts from `weights`.
    pub fn new(config: &TrainConfig, weights: &Weights) -> Result<Self, ModelError> {
        let mut network = Network::new(config.arch, weights, config.kernels)?;
        if config.dropout.is_some() {
            network.set_dropout(config.dropout)?;
        }
        let learning = config.trainable.layers(config.arch);
        network.freeze(|layer| !learning.contains(&layer.name));
        let adapters = match config.trainable {
            Trainable::All | Trainable::LastLayer | Trainable::LastBlock => None,
            Trainable::LowRank { rank } => Some(Adapters::new(&network, rank, config.seed)?),
        };
        let trained: Vec<(String, Var)> = match &adapters {
            Some(adapters) => adapters.trained(),
            None => network.trained().map(|(name, var)| (name, var.clone())).collect(),
        };
        let vars: Vec<&Var> = trained.iter().map(|(_, var)| var).collect();
        let optimiser = OptimiserState::new(config.optimiser, restraint(config), &vars);
        Ok(Self { network, trained, adapters, optimiser, measured: BTreeMap::new() })
    }

    /// Goes on with the weights that [`raw_weights`](Self::raw_weights) gave and what was remembered then.
    pub fn restore(config: &TrainConfig, weights: &Weights, saved: &SavedOptimiser) -> Result<Self, ModelError> {
        let mut stepper = Self::new(config, weights)?;
        if let Some(adapters) = &stepper.adapters {
            adapters.restore(&saved.adapters)?;
        }
        let values = |all: &Weights, name: &str| all.0.get(name).map(|array| array.values.to_vec()).unwrap_or_default();
        let moments = stepper.trained.iter().map(|(name, _)| Moments {
            first: values(&saved.first, name),
            second: values(&saved.second, name),
            average: values(&saved.average, name),
        });
        let (vars, moments): (Vec<&Var>, Vec<Moments>) = (stepper.vars(), moments.collect());
        let (rule, restraint) = (config.optimiser, restraint(config));
        stepper.optimiser = OptimiserState::restored(rule, restraint, &vars, saved.steps, moments)?;
        let measured = stepper.network.measured().filter_map(|(name, _)| {
            let array = saved.average.0.get(&name)?;
            Some((name, array.values.to_vec()))
        });
        stepper.measured = measured.collect();
        Ok(stepper)
    }

    /// What has to be remembered, besides [`raw_weights`](Self::raw_weights), to go on exactly as it would have.
    ///
    /// # Errors
    /// When candle cannot copy a tensor out.
    pub fn saved_optimiser(&self) -> Result<SavedOptimiser, ModelError> {
        let adapters = self.adapters.as_ref().map(Adapters::numbers).transpose()?.unwrap_or_default();
        let mut saved = SavedOptimiser { steps: self.optimiser.steps(), adapters, ..SavedOptimiser::default() };
        for ((name, var), moments) in self.trained.iter().zip(self.optimiser.moments()) {
            let keep = |all: &mut Weights, values: &[f32]| {
                if !values.is_empty() {
                    all.0.insert(name.clone(), Array { shape: var.dims().to_vec(), values: values.into() });
                }
            };
            keep(&mut saved.first, &moments.first);
            if self.optimiser.rule().has_second_moment() {
                keep(&mut saved.second, &moments.second);
            }
            keep(&mut saved.average, &moments.average);
        }
        for (name, values) in &self.measured {
            let array = Array { shape: vec![values.len()], values: values.as_slice().into() };
            saved.average.0.insert(name.clone(), array);
        }
        Ok(saved)
    }

    fn vars(&self) -> Vec<&Var> {
        self.trained.iter().map(|(_, var)| var).collect()
    }

    /// The network as it is now.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Numbers that are trained.
    pub fn trained_parameters(&self) -> usize {
        self.trained.iter().map(|(_, var)| var.elem_count()).sum()
    }

    /// A copy of the weights as the next step finds them; without the adapters, which [`saved_optimiser`](Self::saved_optimiser) holds.
    pub fn raw_weights(&self) -> Result<Weights, ModelError> {
        let mut weights = self.network.weights()?;
        if let Some(adapters) = &self.adapters {
            adapters.take_out(&mut weights)?;
        }
        Ok(weights)
    }

    /// A copy of the weights that the network computes with: with the adapters, without any moving average.
    pub fn computed_weights(&self) -> Result<Weights, ModelError> {
        self.network.weights()
    }

    /// A copy of the weights to read with: those of the moving average, if there is one.
    pub fn weights(&self) -> Result<Weights, ModelError> {
        let mut weights = self.network.weights()?;
        let averages = self.trained.iter().zip(self.optimiser.moments());
        let averages = averages.map(|((name, _), moments)| (name, moments.average.as_slice()));
        let measured = self.measured.iter().map(|(name, values)| (name, values.as_slice()));
        for (name, values) in averages.chain(measured).filter(|(_, values)| !values.is_empty()) {
            if let Some(array) = weights.0.get_mut(name) {
                array.values = values.into();
            }
        }
        if let Some(adapters) = &self.adapters {
            let all = || self.trained.iter().zip(self.optimiser.moments());
            let average =
                |wanted: &str| all().find(|((name, _), _)| name == wanted).map(|(_, moments)| &*moments.average);
            adapters.merge_into(&mut weights, |name| average(name).filter(|values| !values.is_empty()))?;
        }
        Ok(weights)
    }

    /// Sets the dropout of the steps to come; `None` is the network's own.
    pub fn set_dropout(&mut self, rate: Option<f32>) -> Result<(), ModelError> {
        self.network.set_dropout(rate)
    }

    /// Learns from `batch` in step `number`, from 1, at `position` of the run, with the settings as they are now. A
    /// loss that is no number ends the run before it reaches the weights.
    pub fn step(
        &mut self,
        config: &TrainConfig,
        batch: &Batch,
        number: u64,
        position: Position,
    ) -> Result<Step, TrainError> {
        let TrainConfig { seed, schedule, warmup, learning_rate, label_smoothing, kernels, .. } = *config;
        let rate = schedule.rate_at(position, learning_rate) * warm_up(position, warmup);
        // A stream for each step: what is dropped does not depend on what happened before.
        let mut dropout = stream(seed, &format!("dropout {number}"));
        let logits = by_label(self.network.forward(&batch.input, Mode::Train { dropout: &mut dropout })?)?;
        let soft = config.distillation.as_ref().map(|distillation| SoftTargets {
            targets: &batch.soft_targets,
            share: distillation.share as f32,
            temperature: distillation.temperature as f32,
        });
        let (loss, correct) =
            cross_entropy(&logits, &batch.labels, label_smoothing, soft, kernels).map_err(ModelError::from)?;
        let value = f64::from(loss.to_scalar::<f32>().map_err(ModelError::from)?);
        if !value.is_finite() {
            return Err(TrainError::Diverged { step: number, loss: value, remedies: Vec::new(), best: None });
        }
        let gradients = self.gradients(&loss).map_err(ModelError::from)?;
        self.optimiser.restraint = restraint(config);
        let vars: Vec<&Var> = self.trained.iter().map(|(_, var)| var).collect();
        let norms = self.optimiser.step(&vars, &gradients, rate).map_err(ModelError::from)?;
        if let Some(adapters) = &self.adapters {
            adapters.merge().map_err(ModelError::from)?;
        }
        self.average_measured(config.weight_average).map_err(ModelError::from)?;
        let digits = batch.labels.iter().filter(|&&label| label != NO_CLASS).count();
        let images = batch.examples;
        Ok(Step { loss: value, correct, images, digits, rate, gradient_norm: norms.gradient })
    }

    /// Gradients of the loss by what is trained, in its order.
    fn gradients(&self, loss: &Tensor) -> candle_core::Result<Vec<Tensor>> {
        let all = loss.backward()?;
        if let Some(adapters) = &self.adapters {
            return adapters.gradients(&all);
        }
        let gradient = |(name, var): &(String, Var)| match all.get(var) {
            Some(gradient) => Ok(gradient.clone()),
            None => candle_core::bail!("{}", msg!("tensor-without-gradient", tensor = name)),
        };
        self.trained.iter().map(gradient).collect()
    }

    /// Moves the averages of the running statistics along with those of the weights.
    fn average_measured(&mut self, decay: Option<f64>) -> candle_core::Result<()> {
        let Some(decay) = decay else { return Ok(()) };
        let decay = average_decay(decay, self.optimiser.steps()) as f32;
        for (name, var) in self.network.measured() {
            let now = var.flatten_all()?.to_vec1::<f32>()?;
            let average = self.measured.entry(name).or_insert_with(|| now.clone());
            for (average, now) in average.iter_mut().zip(now) {
                *average = decay * *average + (1.0 - decay) * now;
            }
        }
        Ok(())
    }
}

/// A row of logits for each label: those of sequences token by token.
fn by_label(logits: Tensor) -> Result<Tensor, ModelError> {
    if logits.rank() > 2 { Ok(logits.flatten(0, 1)?) } else { Ok(logits) }
}

fn restraint(config: &TrainConfig) -> Regularisation {
    let TrainConfig { weight_decay, l1, clip_norm, weight_average, .. } = *config;
    Regularisation { weight_decay, l1, clip_norm, average: weight_average }
}
