//! User settings of the training plots: x axis, linear or logarithmic y axis, hidden curves.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::axis::{Scale, XAxis};
use super::metric::Metric;
use crate::text::Named as _;

/// User settings of the training plots, part of `settings.json`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlotSettings {
    /// What runs along the bottom.
    pub axis: XAxis,
    /// Linear or logarithmic heights.
    pub scale: Scale,
    /// The curves that are switched off.
    pub hidden: BTreeSet<CurveId>,
}

/// Which curve of a plot it is, in every language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", from = "StoredCurveId")]
pub enum CurveId {
    /// Measured on the batches trained on, smoothed.
    Training,
    /// The same as it was reported, step by step.
    TrainingRaw,
    /// Measured on the validation images.
    Validation,
    /// Of somebody who guesses.
    Guessing,
    /// Of a ticked run, or the mean of several.
    Runs {
        /// Their numbers, ascending.
        numbers: Vec<usize>,
        /// Whether it was measured on the batches trained on, and not on the validation images.
        training: bool,
    },
    /// Of a layer, by its name.
    Layer(String),
    /// Of a metric that has a plot of its own.
    Metric(Metric),
}

impl CurveId {
    /// Whether it is of a ticked run, or of several.
    #[must_use]
    pub fn is_of_runs(&self) -> bool {
        match self {
            Self::Runs { .. } => true,
            Self::Training
            | Self::TrainingRaw
            | Self::Validation
            | Self::Guessing
            | Self::Layer(_)
            | Self::Metric(_) => false,
        }
    }

    /// A text that no other curve of the plot has.
    #[must_use]
    pub fn unique_text(&self) -> Cow<'_, str> {
        match self {
            Self::Training => "training".into(),
            Self::TrainingRaw => "training_raw".into(),
            Self::Validation => "validation".into(),
            Self::Guessing => "guessing".into(),
            Self::Runs { numbers, training } => format!("runs {numbers:?} {training}").into(),
            Self::Layer(name) => name.into(),
            Self::Metric(metric) => metric.key().into(),
        }
    }
}

/// A curve as settings files of all versions have it: by its identifier, and before there were identifiers by what stood
/// beside it.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredCurveId {
    #[serde(alias = "Training")]
    Training,
    #[serde(alias = "Training, raw")]
    TrainingRaw,
    #[serde(alias = "Validation")]
    Validation,
    Guessing,
    Runs {
        numbers: Vec<usize>,
        training: bool,
    },
    Layer(String),
    Metric(Metric),
    /// The name of a layer, the key of a metric, or "#3", "#1, 3" and "#2–4" of runs.
    #[serde(untagged)]
    Words(String),
}

impl From<StoredCurveId> for CurveId {
    fn from(stored: StoredCurveId) -> Self {
        match stored {
            StoredCurveId::Training => Self::Training,
            StoredCurveId::TrainingRaw => Self::TrainingRaw,
            StoredCurveId::Validation => Self::Validation,
            StoredCurveId::Guessing => Self::Guessing,
            StoredCurveId::Runs { numbers, training } => Self::Runs { numbers, training },
            StoredCurveId::Layer(name) => Self::Layer(name),
            StoredCurveId::Metric(metric) => Self::Metric(metric),
            StoredCurveId::Words(words) => runs(&words)
                .or_else(|| Metric::ALL.into_iter().find(|metric| metric.key() == words).map(Self::Metric))
                .unwrap_or(Self::Layer(words)),
        }
    }
}

/// The runs that "#3", "#1, 3" or "#2–4" name, with " training" behind it for what was measured while learning.
fn runs(words: &str) -> Option<CurveId> {
    let words = words.strip_prefix('#')?;
    let (words, training) = words.strip_suffix(" training").map_or((words, false), |words| (words, true));
    let numbers: Option<Vec<usize>> = match words.split_once('–') {
        Some((first, last)) => Some((first.parse().ok()?..=last.parse().ok()?).take(MOST_RUNS).collect()),
        None => words.split(", ").map(|number| number.parse().ok()).collect(),
    };
    Some(CurveId::Runs { numbers: numbers?, training })
}

/// Most runs that a name in an older file is taken for.
const MOST_RUNS: usize = 1_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_older_versions_stored_are_read_as_identifiers() {
        let old = r##"{"axis": "step", "hidden": ["Training, raw", "Validation", "conv1", "metric-speed", "#3",
            "#3 training", "#2–4", "#1, 3 training", "#x"]}"##;
        let settings: PlotSettings = serde_json::from_str(old).expect("it is read");
        let runs = |numbers: &[usize], training| CurveId::Runs { numbers: numbers.to_vec(), training };
        let expected = [
            CurveId::TrainingRaw,
            CurveId::Validation,
            CurveId::Layer("conv1".to_owned()),
            CurveId::Metric(Metric::Speed),
            runs(&[3], false),
            runs(&[3], true),
            runs(&[2, 3, 4], false),
            runs(&[1, 3], true),
            CurveId::Layer("#x".to_owned()),
        ];
        assert_eq!(settings.hidden, expected.into());
        let new = serde_json::to_string(&settings).expect("it is written");
        assert!(new.contains(r#""training_raw","validation",{"runs":{"numbers":[1,3],"training":true}}"#), "{new}");
        assert!(new.contains(r#"{"layer":"conv1"},{"metric":"speed"}"#), "{new}");
        assert_eq!(serde_json::from_str::<PlotSettings>(&new).expect("it is read"), settings);
    }

    #[test]
    fn every_curve_has_a_text_of_its_own() {
        let runs = |numbers: &[usize], training| CurveId::Runs { numbers: numbers.to_vec(), training };
        let all = [CurveId::Training, runs(&[1], true), runs(&[1], false), runs(&[1, 2], false), CurveId::Validation];
        let texts: BTreeSet<_> = all.iter().map(CurveId::unique_text).collect();
        assert_eq!(texts.len(), all.len());
    }
}
