//! One training step: forward, loss, backward, optimiser. Knows no epochs and no observers.

use candle_core::Var;

use super::batch::Batch;
use super::schedule::{Position, warm_up};
use super::{Optimiser, TrainConfig, TrainError};
use crate::model::init::stream;
use crate::model::kernels::loss::{NO_CLASS, cross_entropy};
use crate::model::kernels::optimiser::{OptimiserState, Rule};
use crate::model::{Mode, ModelError, Network, Weights};

/// The network in training, with its optimiser.
pub struct Stepper {
    config: TrainConfig,
    network: Network,
    trained: Vec<Var>,
    optimiser: OptimiserState,
}

/// What a step did.
#[derive(Debug, Clone, Copy)]
pub struct Step {
    /// Mean loss over the batch.
    pub loss: f64,
    /// Images read right.
    pub correct: usize,
    /// Images in the batch.
    pub images: usize,
    /// Images in the batch that show a digit.
    pub digits: usize,
    /// Learning rate.
    pub rate: f64,
}

impl Stepper {
    /// Starts from `weights`.
    pub fn new(config: &TrainConfig, weights: &Weights) -> Result<Self, ModelError> {
        let network = Network::new(config.arch, weights, config.kernels)?;
        let trained: Vec<Var> = network.trained().map(|(_, var)| var.clone()).collect();
        let rule = match config.optimiser {
            Optimiser::Sgd { momentum, nesterov: _ } | Optimiser::RmsProp { decay: _, momentum } => {
                Rule::Sgd { momentum }
            }
            Optimiser::Adam { beta1, beta2 } | Optimiser::AdamW { beta1, beta2 } => Rule::AdamW { beta1, beta2 },
        };
        let optimiser = OptimiserState::new(rule, config.weight_decay, &trained.iter().collect::<Vec<_>>());
        Ok(Self { config: config.clone(), network, trained, optimiser })
    }

    /// Numbers that are trained.
    pub fn trained_parameters(&self) -> usize {
        self.trained.iter().map(|var| var.elem_count()).sum()
    }

    /// A copy of the weights as they are now.
    pub fn weights(&self) -> Result<Weights, ModelError> {
        self.network.weights()
    }

    /// Learns from `batch` in step `number`, from 1, at `position` of the run. A loss that is no number ends the run before it reaches the
    /// weights.
    pub fn step(&mut self, batch: &Batch, number: u64, position: Position) -> Result<Step, TrainError> {
        let TrainConfig { seed, schedule, warmup, learning_rate, label_smoothing, kernels, .. } = self.config;
        let rate = schedule.rate_at(position, learning_rate) * warm_up(position, warmup);
        // A stream for each step: what is dropped does not depend on what happened before.
        let mut dropout = stream(seed, &format!("dropout {number}"));
        let logits = self.network.forward(&batch.images, Mode::Train { dropout: &mut dropout })?;
        let (loss, correct) =
            cross_entropy(&logits, &batch.labels, label_smoothing, kernels).map_err(ModelError::from)?;
        let value = f64::from(loss.to_scalar::<f32>().map_err(ModelError::from)?);
        if !value.is_finite() {
            return Err(TrainError::Diverged { step: number, loss: value, best: None });
        }
        let gradients = loss.backward().map_err(ModelError::from)?;
        let trained: Vec<&Var> = self.trained.iter().collect();
        self.optimiser.step(&trained, &gradients, rate).map_err(ModelError::from)?;
        let digits = batch.labels.iter().filter(|&&label| label != NO_CLASS).count();
        Ok(Step { loss: value, correct, images: batch.labels.len(), digits, rate })
    }
}
