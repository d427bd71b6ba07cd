//! What the settings of a run were made for.

use serde::{Deserialize, Serialize};

use crate::text::Named;
use crate::train::presets::Preset;

/// What the settings of a run were made for, also where they were changed since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A lesson.
    Lesson(Preset),
    /// To teach a model the person's own digits.
    OwnDigits,
}

impl Named for Purpose {
    fn key(&self) -> &'static str {
        match self {
            Self::Lesson(preset) => preset.key(),
            Self::OwnDigits => "purpose-own-digits",
        }
    }
}
