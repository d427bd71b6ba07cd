//! The sections of the panel of settings, and which of them are open.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::app::core::variants::variants;
use crate::model::Skill;
use crate::text::Named;
use crate::tr;

/// A section of the panel that folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Which images train, validate and test.
    Data,
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
    /// Which weights learn.
    Trainable,
    /// How bytes become numbers.
    Pixels,
    /// Seed and threads.
    Run,
}

impl Section {
    /// Every section, in the order of the panel.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// What it is called where a network with this skill learns.
    #[must_use]
    pub fn title_for(self, skill: Skill) -> Cow<'static, str> {
        match (self, skill) {
            (Self::Data, Skill::ContinuesTokens) => tr!("setup-section-strokes"),
            (section, _) => section.title(),
        }
    }

    /// Whether it is about what a network with this skill learns.
    #[must_use]
    pub fn is_about(self, skill: Skill) -> bool {
        match (self, skill) {
            (_, Skill::ReadsPictures)
            | (
                Self::Data | Self::Learning | Self::Regularisation | Self::EarlyStopping | Self::Trainable | Self::Run,
                Skill::ContinuesTokens,
            ) => true,
            (Self::Augmentation | Self::Teachers | Self::Pixels, Skill::ContinuesTokens) => false,
        }
    }
}

impl Named for Section {
    fn key(&self) -> &'static str {
        match self {
            Self::Trainable => "setup-section-trainable",
            Self::Data => "setup-section-data",
            Self::Pixels => "setup-section-pixels",
            Self::Augmentation => "setup-section-augmentation",
            Self::Learning => "setup-section-learning",
            Self::Regularisation => "setup-section-regularisation",
            Self::Teachers => "setup-section-teachers",
            Self::EarlyStopping => "setup-section-early-stopping",
            Self::Run => "setup-section-run",
        }
    }
}

/// How the panel stands, remembered between two starts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelMemory {
    /// The sections that are open.
    pub open: BTreeSet<Section>,
    /// Whether the explanations stand under the settings, instead of in their tooltips alone.
    pub explains: bool,
}
