//! The commands for the settings of the next run as a whole.

use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::text::Named;
use crate::tr;
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

    /// Its name, explanation and icon.
    #[must_use]
    pub fn about(self) -> CommandInfo {
        match self {
            Self::Defaults => {
                CommandInfo::new(tr!("setup-defaults"), tr!("setup-defaults.help")).icon(icons::ARROW_COUNTER_CLOCKWISE)
            }
            Self::Use(preset) => {
                CommandInfo::new(tr!("setup-lesson", lesson = preset.name()), preset.help()).icon(icons::GRADUATION_CAP)
            }
            Self::Back => CommandInfo::new(tr!("setup-back"), tr!("setup-back.help")).icon(icons::ARROW_U_UP_LEFT),
            Self::Explain => CommandInfo::new(tr!("setup-explain"), tr!("setup-explain.help")).icon(icons::QUESTION),
        }
    }
}
