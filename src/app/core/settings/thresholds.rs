//! The thresholds a person chose in place of the model's own.

use serde::{Deserialize, Serialize};

use crate::model::Thresholds;

/// The thresholds a person chose in place of the model's own.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ChosenThresholds {
    /// See [`Thresholds::refuse_below`].
    pub refuse_below: Option<f32>,
    /// See [`Thresholds::unsure_below`].
    pub unsure_below: Option<f32>,
}

impl ChosenThresholds {
    /// The thresholds that count: what was chosen, and those of the model (`own`) where nothing was.
    #[must_use]
    pub fn over(self, own: Thresholds) -> Thresholds {
        Thresholds {
            refuse_below: self.refuse_below.unwrap_or(own.refuse_below),
            unsure_below: self.unsure_below.unwrap_or(own.unsure_below),
        }
    }

    /// Whether anything was chosen.
    #[must_use]
    pub fn is_any(self) -> bool {
        self != Self::default()
    }

    /// The same with every number brought into its range.
    #[must_use]
    pub fn in_range(self) -> Self {
        let share = |chosen: Option<f32>| chosen.filter(|share| (0.0..=1.0).contains(share));
        Self { refuse_below: share(self.refuse_below), unsure_below: share(self.unsure_below) }
    }
}
