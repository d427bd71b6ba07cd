//! Settings of a run: plain data, checked once at the edge.

use serde::{Deserialize, Serialize};

use crate::data::augment::Augmentation;
use crate::model::{Arch, Kernels, Pixels};

/// How a gradient becomes a step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Optimiser {
    /// Stochastic gradient descent with momentum in [0, 1).
    Sgd {
        /// Share of the last step that is kept.
        momentum: f64,
    },
    /// AdamW (arXiv 1711.05101): Adam with decoupled weight decay; without decay it is Adam (arXiv 1412.6980).
    AdamW {
        /// Decay of the mean of gradients, in [0, 1).
        beta1: f64,
        /// Decay of the mean of squared gradients, in [0, 1).
        beta2: f64,
    },
}

/// How the learning rate moves over a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// The same rate throughout.
    Constant,
    /// Half a cosine from the rate down to nothing.
    Cosine,
    /// Up to the rate over the first part, then down to nothing (arXiv 1708.07120).
    OneCycle,
}

/// Everything that decides a run. The same settings give the same curve on the same machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainConfig {
    /// Network.
    pub arch: Arch,
    /// Passes over the training images, 1 to 1,000.
    pub epochs: usize,
    /// Images a step, 1 to 4,096.
    pub batch_size: usize,
    /// Seed of everything random in the run.
    pub seed: u64,
    /// Threads to compute on; 0 takes one for each core.
    pub threads: usize,
    /// Images of the training set that are held out for validation.
    pub validation_images: usize,
    /// Train on at most this many images.
    pub limit: Option<usize>,
    /// Optimiser.
    pub optimiser: Optimiser,
    /// Highest learning rate, above 0 and at most 10.
    pub learning_rate: f64,
    /// Learning-rate schedule.
    pub schedule: Schedule,
    /// Decoupled weight decay, 0 to 1.
    pub weight_decay: f64,
    /// Label smoothing, in [0, 0.5].
    pub label_smoothing: f64,
    /// Random changes to the training images.
    pub augmentation: Augmentation,
    /// Preprocessing of pixels, for a run that starts from fresh weights.
    pub pixels: Pixels,
    /// Which operations compute the network.
    pub kernels: Kernels,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            arch: Arch::Conv3,
            epochs: 5,
            batch_size: 64,
            seed: 1,
            threads: 0,
            validation_images: 5_000,
            limit: None,
            optimiser: Optimiser::AdamW { beta1: 0.9, beta2: 0.999 },
            learning_rate: 2e-3,
            schedule: Schedule::OneCycle,
            weight_decay: 0.0,
            label_smoothing: 0.0,
            augmentation: Augmentation::default(),
            pixels: Pixels::Unit,
            kernels: Kernels::Fast,
        }
    }
}
