//! What can be asked of a run: words and shortcuts.

use egui::{Key, Modifiers};

use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;

/// What can be asked of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainCommand {
    /// Start with the settings.
    Start,
    /// Hold the run, or let it go on.
    TogglePause,
    /// Learn from one batch, and hold.
    Step,
    /// End and keep the best weights.
    Stop,
    /// End and keep nothing; can be undone.
    Abandon,
    /// Make the result shown the current model.
    Use,
    /// Write the result shown to the data folder under the name that was typed for it.
    Save,
    /// Throw the result shown away.
    Discard,
    /// Bring the result back that was thrown away last.
    BringBack,
}

impl TrainCommand {
    /// Every command, for the palette.
    pub const ALL: [Self; 9] = [
        Self::Start,
        Self::TogglePause,
        Self::Step,
        Self::Stop,
        Self::Abandon,
        Self::Use,
        Self::Save,
        Self::Discard,
        Self::BringBack,
    ];

    /// Words and shortcut.
    #[must_use]
    pub fn about(self) -> CommandInfo {
        const CTRL: Modifiers = Modifiers::COMMAND;
        match self {
            Self::Start => CommandInfo::of("training-start-training").icon(icons::PLAY).keys(CTRL, Key::Enter),
            Self::TogglePause => {
                CommandInfo::of("training-pause-or-resume-training").icon(icons::PAUSE).keys(CTRL, Key::Space)
            }
            Self::Step => {
                CommandInfo::of("training-train-one-step").icon(icons::SKIP_FORWARD).keys(Modifiers::NONE, Key::F10)
            }
            Self::Abandon => CommandInfo::of("training-stop-and-discard-training").icon(icons::TRASH),
            Self::Stop => CommandInfo::of("training-stop-training").icon(icons::STOP).keys(CTRL, Key::Period),
            Self::Use => CommandInfo::of("training-use-the-trained-model").icon(icons::CHECK),
            Self::Save => CommandInfo::of("training-save-the-trained-model").icon(icons::FLOPPY_DISK),
            Self::Discard => CommandInfo::of("training-discard-the-trained-model").icon(icons::TRASH),
            Self::BringBack => {
                CommandInfo::of("training-bring-the-discarded-run-back").icon(icons::ARROW_COUNTER_CLOCKWISE)
            }
        }
    }
}
