//! Early stopping: ends a run whose validation measure no longer improves.

use serde::{Deserialize, Serialize};

use super::range::{check, from_to, within};
use super::{EpochReport, TrainError};
use crate::msg;
use crate::text::Named;

/// Ends a run when a measure has not improved for some epochs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlyStopping {
    /// What has to improve.
    pub measure: StoppingMeasure,
    /// Epochs without an improvement after which the run ends, 1 to 1,000.
    pub patience: usize,
    /// Smallest change that counts as an improvement, in the measure's unit, 0 to 1.
    pub min_change: f64,
}

impl Default for EarlyStopping {
    fn default() -> Self {
        Self { measure: StoppingMeasure::ValidationLoss, patience: 3, min_change: 0.0 }
    }
}

/// What early stopping watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum StoppingMeasure {
    /// Mean cross-entropy on the validation images, in nats; lower is better.
    #[default]
    ValidationLoss,
    /// Share of the validation images read right, in [0, 1]; higher is better.
    ValidationAccuracy,
}

impl Named for StoppingMeasure {
    fn key(&self) -> &'static str {
        match self {
            Self::ValidationLoss => "early-stopping-validation-loss",
            Self::ValidationAccuracy => "early-stopping-validation-accuracy",
        }
    }
}

impl StoppingMeasure {
    /// Both measures.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl EarlyStopping {
    /// Checks that patience and smallest change are in range.
    ///
    /// # Errors
    /// Names the first that is not, and the range.
    pub fn validate(self) -> Result<(), TrainError> {
        within(msg!("train-setting-patience"), self.patience, 1, 1_000)?;
        let fits = (0.0..=1.0).contains(&self.min_change);
        check(msg!("train-setting-least-change"), self.min_change, fits, from_to(&0, &1))
    }

    /// Looks at an epoch; whether the run has to end, since this one and those before it brought no improvement for as
    /// long as was to be waited.
    #[must_use]
    pub fn is_over(self, patience: &mut Patience, epoch: &EpochReport) -> bool {
        // Higher is better.
        let value = match self.measure {
            StoppingMeasure::ValidationLoss => -epoch.validation_loss,
            StoppingMeasure::ValidationAccuracy => epoch.validation_accuracy,
        };
        if patience.best.is_none_or(|best| value - best > self.min_change) {
            *patience = Patience { best: Some(value), waited: 0 };
        } else {
            patience.waited += 1;
        }
        patience.waited >= self.patience
    }
}

/// How long early stopping has waited.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Patience {
    /// Best value so far, higher being better.
    best: Option<f64>,
    /// Epochs since then.
    waited: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The epoch (from 1) at which the rule ends a run with these losses and accuracies of loss / 10.
    fn end(rule: EarlyStopping, losses: &[f64]) -> Option<usize> {
        let mut patience = Patience::default();
        let over = |loss: &f64| {
            let report =
                EpochReport { validation_loss: *loss, validation_accuracy: *loss / 10.0, ..EpochReport::default() };
            rule.is_over(&mut patience, &report)
        };
        losses.iter().position(over).map(|index| index + 1)
    }

    #[test]
    fn a_run_ends_when_patience_is_spent_and_an_improvement_renews_it() {
        let rule = EarlyStopping { patience: 2, ..EarlyStopping::default() };
        assert_eq!(end(rule, &[1.0, 0.9, 0.95, 0.8, 0.8, 0.81]), Some(6));
        assert_eq!(end(rule, &[1.0, 0.9, 0.95, 0.8]), None);
        assert_eq!(end(EarlyStopping { patience: 1, ..rule }, &[1.0, 0.9, 0.95, 0.8]), Some(3));
    }

    #[test]
    fn an_improvement_below_the_smallest_change_does_not_count() {
        let rule = EarlyStopping { patience: 2, min_change: 0.05, ..EarlyStopping::default() };
        assert_eq!(end(rule, &[1.0, 0.98, 0.96]), Some(3));
        assert_eq!(end(rule, &[1.0, 0.98, 0.94, 0.93]), None);
    }

    #[test]
    fn accuracy_has_to_rise() {
        let rule =
            EarlyStopping { measure: StoppingMeasure::ValidationAccuracy, patience: 2, ..EarlyStopping::default() };
        assert_eq!(end(rule, &[1.0, 2.0, 3.0, 3.0, 2.9]), Some(5));
    }
}
