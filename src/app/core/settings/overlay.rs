//! How runs are laid over each other.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::metric::Metric;
use crate::app::core::variants::variants;
use crate::model::Skill;
use crate::text::Named;
use crate::train::{EpochReport, StepReport, TrainConfig, ValidationReport};

/// Which measure of several runs is laid over each other in one plot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray)]
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

impl Named for Measure {
    fn key(&self) -> &'static str {
        match self {
            Self::ValidationAccuracy => "measure-validation-accuracy",
            Self::ValidationLoss => "measure-validation-loss",
            Self::TrainingAccuracy => "measure-training-accuracy",
            Self::TrainingLoss => "measure-training-loss",
        }
    }
}

impl Measure {
    /// Every measure, those that count first.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// What is measured, of a network that was trained so. While it learns to continue tokens, nobody reads what it writes: how
    /// many tokens it foretells is no share that a plot shows.
    #[must_use]
    pub fn metric(self, config: &TrainConfig) -> Option<Metric> {
        let skill = config.arch.skill();
        match (self, skill) {
            (Self::TrainingAccuracy, Skill::ContinuesTokens) => None,
            (Self::ValidationAccuracy | Self::TrainingAccuracy, _) => Some(Metric::share_of(config)),
            (Self::ValidationLoss | Self::TrainingLoss, _) => Some(Metric::loss_of(skill)),
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

    /// Its value on the images held out, if it is measured on them.
    #[must_use]
    pub fn of_validation(self, report: &ValidationReport) -> Option<f64> {
        match self {
            Self::ValidationAccuracy => Some(report.accuracy),
            Self::ValidationLoss => Some(report.loss),
            Self::TrainingAccuracy | Self::TrainingLoss => None,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// As their mean, with a band of one deviation to each side.
    #[default]
    Mean,
    /// Each by itself.
    Each,
}

impl Named for Repeats {
    fn key(&self) -> &'static str {
        match self {
            Self::Mean => "repeats-mean",
            Self::Each => "repeats-each",
        }
    }
}

impl Repeats {
    /// Every way to draw repeats.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();
}

/// How a person wants runs to be laid over each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OverlaySettings {
    /// What is shown, each in the plot of its kind.
    pub measures: BTreeSet<Measure>,
    /// How repeats are shown.
    pub repeats: Repeats,
}

impl Default for OverlaySettings {
    fn default() -> Self {
        let measures = [Measure::ValidationAccuracy, Measure::ValidationLoss].into();
        Self { measures, repeats: Repeats::default() }
    }
}
