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
            Self::Start => CommandInfo::new("Start training", "Train with the settings of the Train tab")
                .icon(icons::PLAY)
                .keys(CTRL, Key::Enter),
            Self::TogglePause => CommandInfo::new("Pause or resume training", "Hold the run, or let it go on")
                .icon(icons::PAUSE)
                .keys(CTRL, Key::Space),
            Self::Step => CommandInfo::new("Train one step", "Learn from a single batch, and hold")
                .icon(icons::SKIP_FORWARD)
                .keys(Modifiers::NONE, Key::F10),
            Self::Abandon => {
                CommandInfo::new("Stop and discard training", "End the run and keep nothing of it; can be undone")
                    .icon(icons::TRASH)
            }
            Self::Stop => CommandInfo::new("Stop training", "End the run and keep its best weights")
                .icon(icons::STOP)
                .keys(CTRL, Key::Period),
            Self::Use => CommandInfo::new("Use the trained model", "Make the result of the run the current model")
                .icon(icons::CHECK),
            Self::Save => CommandInfo::new("Save the trained model", "Keep the result of the run among the models")
                .icon(icons::FLOPPY_DISK),
            Self::Discard => {
                CommandInfo::new("Discard the trained model", "Throw the result of the run away; can be undone")
                    .icon(icons::TRASH)
            }
            Self::BringBack => CommandInfo::new("Bring the discarded run back", "Undo the last discarding of a run")
                .icon(icons::ARROW_COUNTER_CLOCKWISE),
        }
    }
}
