//! The commands for the settings of the next run as a whole.

use crate::train::presets::Preset;

/// A command for the settings of the next run as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupCommand {
    /// Everything to its default, for the same start.
    Defaults,
    /// As they were before they were last replaced as a whole.
    Back,
    /// The settings of a lesson.
    Use(Preset),
    /// Show the explanations under the settings, or only on hover.
    Explain,
}

impl SetupCommand {
    /// Every command, for the palette.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Preset::ALL.into_iter().map(Self::Use).collect();
        all.extend([Self::Defaults, Self::Back, Self::Explain]);
        all
    }
}
