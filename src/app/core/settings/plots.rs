//! User settings of the training plots: x axis, linear or logarithmic y axis, hidden curves.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::axis::{Scale, XAxis};

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

/// Which curve of a plot it is, in every language. Settings files of versions before there were identifiers hold the
/// English titles of the curves; they are still read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CurveId {
    /// Measured on the batches trained on, smoothed.
    #[serde(alias = "Training")]
    Training,
    /// The same as it was reported, step by step.
    #[serde(alias = "Training, raw")]
    TrainingRaw,
    /// Measured on the validation images.
    #[serde(alias = "Validation")]
    Validation,
    /// Any other: a layer by its name, a metric by its key, overlaid runs by their numbers.
    #[serde(untagged)]
    Other(String),
}

impl CurveId {
    /// A text that no other curve of the plot has.
    #[must_use]
    pub fn unique_text(&self) -> &str {
        match self {
            Self::Training => "training",
            Self::TrainingRaw => "training_raw",
            Self::Validation => "validation",
            Self::Other(name) => name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_older_versions_stored_are_read_as_identifiers() {
        let old = r#"{"axis": "step", "hidden": ["Training, raw", "Validation", "conv1"]}"#;
        let settings: PlotSettings = serde_json::from_str(old).expect("it is read");
        let expected = [CurveId::TrainingRaw, CurveId::Validation, CurveId::Other("conv1".to_owned())];
        assert_eq!(settings.hidden, expected.into());
        let new = serde_json::to_string(&settings).expect("it is written");
        assert!(new.contains(r#"["training_raw","validation","conv1"]"#), "{new}");
        assert_eq!(serde_json::from_str::<PlotSettings>(&new).expect("it is read"), settings);
    }
}
