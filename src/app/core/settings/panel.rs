//! The sections of the panel of settings, and which of them are open.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A section of the panel that folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Which weights learn.
    Trainable,
    /// Which images train, validate and test.
    Data,
    /// How bytes become numbers.
    Pixels,
    /// Random changes to the training images.
    Augmentation,
    /// Optimiser, schedule and what belongs to them.
    Learning,
    /// What keeps the network from learning by heart.
    Regularisation,
    /// Which models to learn from besides the labels.
    Teachers,
    /// When to end before the last epoch.
    EarlyStopping,
    /// Seed and threads.
    Run,
}

impl Section {
    /// Every section, as they stand.
    pub const ALL: [Self; 9] = [
        Self::Data,
        Self::Augmentation,
        Self::Learning,
        Self::Regularisation,
        Self::Teachers,
        Self::EarlyStopping,
        Self::Trainable,
        Self::Pixels,
        Self::Run,
    ];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Trainable => "What to train",
            Self::Data => "Images",
            Self::Pixels => "Pixels",
            Self::Augmentation => "Augmentation in detail",
            Self::Learning => "Optimiser and schedule",
            Self::Regularisation => "Regularisation",
            Self::Teachers => "Teachers",
            Self::EarlyStopping => "Stop early",
            Self::Run => "Seed and threads",
        }
    }

    /// What it is about, in a sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Trainable => "Which weights learn: all of them, the last ones, or small helpers beside them",
            Self::Data => "Which images train and which are held out",
            Self::Pixels => "How the grey of a pixel becomes the number that the network reads",
            Self::Augmentation => "How strongly training images are shifted, turned, resized and bent, with examples",
            Self::Learning => "How a gradient becomes a step, and how bold the steps are over the run",
            Self::Regularisation => "What keeps the network from learning its images by heart",
            Self::Teachers => "Lets the network learn what trained models make of every image, besides its label",
            Self::EarlyStopping => "Ends a run that no longer gets better",
            Self::Run => "Where chance comes from, and how many cores work",
        }
    }
}

/// How the panel stands, remembered between two starts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelMemory {
    /// The sections that are open.
    pub open: BTreeSet<Section>,
    /// Whether the sentences stand under the settings.
    pub explains: bool,
}
