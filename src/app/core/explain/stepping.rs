//! The ways of stepping that can be chosen.

use crate::model::kernels::optimiser::Optimiser;
use crate::text::Named;

/// How steps are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, strum::VariantArray)]
pub enum Stepping {
    /// w ← w − η g.
    #[default]
    Plain,
    /// With nine tenths of the last step.
    Momentum,
    /// By the root of the mean square of gradients.
    RmsProp,
    /// By the means of gradients and of their squares.
    Adam,
}

impl Stepping {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The optimiser.
    #[must_use]
    pub fn optimiser(self) -> Optimiser {
        match self {
            Self::Plain => Optimiser::Sgd { momentum: 0.0, nesterov: false },
            Self::Momentum => Optimiser::Sgd { momentum: 0.9, nesterov: false },
            Self::RmsProp => Optimiser::RmsProp { decay: 0.99, momentum: 0.0 },
            Self::Adam => Optimiser::Adam { beta1: 0.9, beta2: 0.999 },
        }
    }

    /// A rate at which one step on one picture is seen and does not break a trained network.
    #[must_use]
    pub fn rate(self) -> f64 {
        match self {
            Self::Plain => 1e-2,
            Self::Momentum => 3e-3,
            Self::RmsProp => 1e-4,
            Self::Adam => 3e-4,
        }
    }
}

impl Named for Stepping {
    fn key(&self) -> &'static str {
        match self {
            Self::Plain => "stepping-plain",
            Self::Momentum => "stepping-momentum",
            Self::RmsProp => "stepping-rmsprop",
            Self::Adam => "stepping-adam",
        }
    }
}
