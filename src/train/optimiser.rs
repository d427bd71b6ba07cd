//! How a gradient becomes a step: the choices. The arithmetic is in the model's kernels.

use serde::{Deserialize, Serialize};

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

impl Optimiser {
    /// Every optimiser with its usual settings.
    pub const ALL: [Self; 2] = [Self::Sgd { momentum: 0.9 }, Self::AdamW { beta1: 0.9, beta2: 0.999 }];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Sgd { .. } => "SGD with momentum",
            Self::AdamW { .. } => "AdamW",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Sgd { .. } => "Walks downhill like a ball that keeps rolling, at the same pace in every direction",
            Self::AdamW { .. } => "Gives every weight a pace of its own, by how large its gradients usually are",
        }
    }

    /// A learning rate that usually works with batches of 64, to start from.
    #[must_use]
    pub fn usual_rate(self) -> f64 {
        match self {
            Self::Sgd { .. } => 0.05,
            Self::AdamW { .. } => 4e-3,
        }
    }

    /// Whether both are of the same kind, whatever their settings.
    #[must_use]
    pub fn is_same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}
