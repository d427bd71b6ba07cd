//! The evaluation behind the Errors tab.

use super::command::About;
use super::jobs::Activity;
use super::shared::Shared;

/// What can be asked of an evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EvaluationCommand {
    /// Read all test images with the current model.
    Start,
    /// End it.
    Cancel,
}

impl EvaluationCommand {
    /// Every command, for the palette.
    pub const ALL: [Self; 2] = [Self::Start, Self::Cancel];

    /// Words and shortcut.
    #[must_use]
    pub fn about(self) -> About {
        match self {
            Self::Start => About::new("Read the test images", "Read all test images with the current model"),
            Self::Cancel => About::new("Cancel reading the test images", "End the evaluation that is running"),
        }
    }
}

/// The evaluation of the current model.
#[derive(Default)]
pub struct EvaluationState {}

impl EvaluationState {
    /// Takes what the job has done; called before every frame, also while the window is hidden.
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn logic(&mut self, _shared: &mut Shared) {}

    /// Whether the command makes sense now.
    #[must_use]
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn can(&self, _command: EvaluationCommand, _shared: &Shared) -> bool {
        false
    }

    /// Does it.
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn run(&mut self, _command: EvaluationCommand, _shared: &mut Shared) {}

    /// A line for the list of background work.
    #[must_use]
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn activity(&self) -> Option<Activity> {
        None
    }
}
