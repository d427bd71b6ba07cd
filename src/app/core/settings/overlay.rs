//! How runs are laid over each other.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::axis::Scale;
use super::metric::Metric;
use crate::train::{EpochReport, StepReport};

/// What of the runs is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Accuracy on the images held out.
    ValidationAccuracy,
    /// Loss on the images held out.
    ValidationLoss,
    /// Accuracy on the images trained on.
    TrainingAccuracy,
    /// Loss on the images trained on.
    TrainingLoss,
}

impl Measure {
    /// Every measure, those that count first.
    pub const ALL: [Self; 4] =
        [Self::ValidationAccuracy, Self::ValidationLoss, Self::TrainingAccuracy, Self::TrainingLoss];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::ValidationAccuracy => "Validation accuracy",
            Self::ValidationLoss => "Validation loss",
            Self::TrainingAccuracy => "Training accuracy",
            Self::TrainingLoss => "Training loss",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::ValidationAccuracy => "Share of the held-out images that are read right, after each epoch",
            Self::ValidationLoss => "How surprised the network is by held-out images, after each epoch",
            Self::TrainingAccuracy => "Share of the images it learns from that are read right, smoothed",
            Self::TrainingLoss => "How surprised the network is by the images it learns from, smoothed",
        }
    }

    /// What is measured.
    #[must_use]
    pub fn metric(self) -> Metric {
        match self {
            Self::ValidationAccuracy | Self::TrainingAccuracy => Metric::Accuracy,
            Self::ValidationLoss | Self::TrainingLoss => Metric::Loss,
        }
    }

    /// Its value after an epoch.
    #[must_use]
    pub fn of_epoch(self, report: &EpochReport) -> f64 {
        match self {
            Self::ValidationAccuracy => report.validation_accuracy,
            Self::ValidationLoss => report.validation_loss,
            Self::TrainingAccuracy => report.train_accuracy,
            Self::TrainingLoss => report.train_loss,
        }
    }

    /// Its value step by step, if it is measured that often.
    #[must_use]
    pub fn of_step(self, report: &StepReport) -> Option<f64> {
        match self {
            Self::ValidationAccuracy | Self::ValidationLoss => None,
            Self::TrainingAccuracy => Some(report.accuracy),
            Self::TrainingLoss => Some(report.loss),
        }
    }
}

/// How runs are shown that are repeats of each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// As their mean, with a band of one deviation to each side.
    #[default]
    Mean,
    /// Each by itself.
    Each,
}

impl Repeats {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mean, Self::Each];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Mean => "Mean of repeats",
            Self::Each => "Each run",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Mean => {
                "Runs that differ only in their seed or fold become one curve, their mean, with a band of one standard \
                 deviation to each side"
            }
            Self::Each => "Every run has a curve of its own",
        }
    }
}

/// How a person wants runs to be laid over each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverlaySettings {
    /// What is shown, a plot for each.
    pub measures: BTreeSet<Measure>,
    /// How repeats are shown.
    pub repeats: Repeats,
    /// Linear or logarithmic heights.
    pub scale: Scale,
}

impl Default for OverlaySettings {
    fn default() -> Self {
        let measures = [Measure::ValidationAccuracy, Measure::ValidationLoss].into();
        Self { measures, repeats: Repeats::default(), scale: Scale::default() }
    }
}
