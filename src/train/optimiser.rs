//! How a gradient becomes a step: the choices. The arithmetic is in the model's kernels.

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::config::check;

/// How a gradient becomes a step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
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
    /// Every optimiser with its usual settings.
    pub const ALL: [Self; 4] = [
        Self::Sgd { momentum: 0.9, nesterov: false },
        Self::RmsProp { decay: 0.99, momentum: 0.0 },
        Self::Adam { beta1: 0.9, beta2: 0.999 },
        Self::AdamW { beta1: 0.9, beta2: 0.999 },
    ];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Sgd { .. } => "SGD with momentum",
            Self::RmsProp { .. } => "RMSprop",
            Self::Adam { .. } => "Adam",
            Self::AdamW { .. } => "AdamW",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Sgd { .. } => "Walks downhill like a ball that keeps rolling, at the same pace in every direction",
            Self::RmsProp { .. } => {
                "Takes smaller steps where the slope is usually steep, larger ones where it is flat"
            }
            Self::Adam { .. } => "A rolling ball with a pace of its own for every weight, by how steep it usually is",
            Self::AdamW { .. } => "Adam that keeps weight decay apart from the slope, so that it pulls on all alike",
        }
    }

    /// A learning rate that usually works with batches of 64, to start from.
    #[must_use]
    pub fn usual_rate(self) -> f64 {
        match self {
            Self::Sgd { .. } => 0.05,
            Self::RmsProp { .. } => 1e-3,
            Self::Adam { .. } | Self::AdamW { .. } => 4e-3,
        }
    }

    /// Whether both are of the same kind, whatever their settings.
    #[must_use]
    pub fn is_same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Checks its settings.
    ///
    /// # Errors
    /// Names the first that is out of range, and the range.
    pub fn validate(self) -> Result<(), TrainError> {
        let share = |setting, value: f64| check(setting, value, (0.0..1.0).contains(&value), "at least 0 and below 1");
        match self {
            Self::Sgd { momentum, nesterov: _ } => share("the momentum", momentum),
            Self::RmsProp { decay, momentum } => {
                share("the decay of the optimiser", decay)?;
                share("the momentum", momentum)
            }
            Self::Adam { beta1, beta2 } | Self::AdamW { beta1, beta2 } => {
                share("beta 1 of the optimiser", beta1)?;
                share("beta 2 of the optimiser", beta2)
            }
        }
    }
}
