//! What can be asked of the settings as a whole: words and keys.

use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::text::Named;
use crate::train::presets::Preset;

/// What can be asked of the settings of the next run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetupCommand {
    /// Everything to its default, for the same start.
    Defaults,
    /// As they were before they were last replaced as a whole.
    Back,
    /// The settings of a lesson.
    Use(Preset),
    /// Show the sentences under the settings, or only on hover.
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

    /// Its words.
    #[must_use]
    pub fn about(self) -> CommandInfo {
        match self {
            Self::Defaults => {
                CommandInfo::new("Defaults", "Set every setting of the run back to its default; can be undone")
                    .icon(icons::ARROW_COUNTER_CLOCKWISE)
            }
            Self::Use(preset) => {
                CommandInfo::new(format!("Lesson: {}", preset.title()), preset.help()).icon(icons::GRADUATION_CAP)
            }
            Self::Back => CommandInfo::new(
                "Settings back as they were",
                "Undo the last preset, settings file or return to the defaults",
            )
            .icon(icons::ARROW_U_UP_LEFT),
            Self::Explain => {
                CommandInfo::new("Explain every setting", "Show what each setting does under it, or only on hover")
                    .icon(icons::QUESTION)
            }
        }
    }
}
