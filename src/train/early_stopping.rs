//! When a run that no longer gets better ends by itself: the rule alone, without the loop.

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::config::{check, within};

/// Ends a run when a measure has not improved for some epochs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlyStopping {
    /// What has to improve.
    pub measure: Measure,
    /// Epochs without an improvement after which the run ends, 1 to 1,000.
    pub patience: usize,
    /// Smallest change that counts as an improvement, in the measure's unit, 0 to 1.
    pub min_change: f64,
}

impl Default for EarlyStopping {
    fn default() -> Self {
        Self { measure: Measure::ValidationLoss, patience: 3, min_change: 0.0 }
    }
}

/// What early stopping watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Mean cross-entropy on the validation images, in nats; lower is better.
    #[default]
    ValidationLoss,
    /// Share of the validation images read right, in [0, 1]; higher is better.
    ValidationAccuracy,
}

impl Measure {
    /// Both.
    pub const ALL: [Self; 2] = [Self::ValidationLoss, Self::ValidationAccuracy];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ValidationLoss => "Validation loss",
            Self::ValidationAccuracy => "Validation accuracy",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::ValidationLoss => "Waits for less surprise on images it does not learn from; the finer measure",
            Self::ValidationAccuracy => "Waits for more images read right among those it does not learn from",
        }
    }
}

impl EarlyStopping {
    /// Checks that patience and smallest change are in range.
    ///
    /// # Errors
    /// Names the first that is not, and the range.
    pub fn validate(self) -> Result<(), TrainError> {
        within("the patience of early stopping", self.patience, 1, 1_000)?;
        let fits = (0.0..=1.0).contains(&self.min_change);
        check("the smallest improvement for early stopping", self.min_change, fits, "from 0 to 1")
    }
}
