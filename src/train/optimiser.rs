//! The choice of an optimiser: names, usual settings and their ranges. The arithmetic is in the kernels of the model.

use super::TrainError;
use super::range::check;
use crate::msg;
use crate::text::{Message, Named};

pub use crate::model::kernels::optimiser::Optimiser;

impl Named for Optimiser {
    fn key(&self) -> &'static str {
        match self {
            Self::Sgd { .. } => "optimiser-sgd",
            Self::RmsProp { .. } => "optimiser-rmsprop",
            Self::Adam { .. } => "optimiser-adam",
            Self::AdamW { .. } => "optimiser-adamw",
        }
    }
}

impl Optimiser {
    /// Every optimiser with its usual settings.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [
        Self::Sgd { momentum: 0.9, nesterov: false },
        Self::RmsProp { decay: 0.99, momentum: 0.0 },
        Self::Adam { beta1: 0.9, beta2: 0.999 },
        Self::AdamW { beta1: 0.9, beta2: 0.999 },
    ];

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
        let share = |setting: Message, value: f64| {
            check(setting, value, (0.0..1.0).contains(&value), msg!("range-at-least-below", low = "0", high = "1"))
        };
        match self {
            Self::Sgd { momentum, nesterov: _ } => share(msg!("train-setting-momentum"), momentum),
            Self::RmsProp { decay, momentum } => {
                share(msg!("train-setting-decay"), decay)?;
                share(msg!("train-setting-momentum"), momentum)
            }
            Self::Adam { beta1, beta2 } | Self::AdamW { beta1, beta2 } => {
                share(msg!("train-setting-beta1"), beta1)?;
                share(msg!("train-setting-beta2"), beta2)
            }
        }
    }
}
