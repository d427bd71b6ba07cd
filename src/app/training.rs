//! The run behind the Train tab.

use std::sync::Arc;

use super::command::About;
use super::jobs::Activity;
use super::settings::Settings;
use super::shared::Shared;
use crate::model::Predictor;

/// What can be asked of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrainCommand {
    /// Start with the settings.
    Start,
    /// End and keep the best weights.
    Stop,
}

impl TrainCommand {
    /// Every command, for the palette.
    pub const ALL: [Self; 2] = [Self::Start, Self::Stop];

    /// Words and shortcut.
    #[must_use]
    pub fn about(self) -> About {
        match self {
            Self::Start => About::new("Start training", "Train with the settings of the Train tab"),
            Self::Stop => About::new("Stop training", "End the run and keep the best weights"),
        }
    }
}

/// The weights being trained, ready to read with.
#[derive(Clone)]
pub struct LiveReader {
    /// Reads with the newest weights.
    pub predictor: Arc<Predictor>,
    /// Grows with every new set of weights.
    pub generation: u64,
}

/// The run, if there is one, and its history.
#[derive(Default)]
pub struct TrainingState {}

impl TrainingState {
    /// Takes what the run reported; called before every frame, also while the window is hidden.
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn logic(&mut self, _shared: &mut Shared) {}

    /// Whether the command makes sense now.
    #[must_use]
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn can(&self, _command: TrainCommand, _shared: &Shared) -> bool {
        false
    }

    /// Does it.
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn run(&mut self, _command: TrainCommand, _settings: &Settings, _shared: &mut Shared) {}

    /// The weights being trained, while a run is live.
    #[must_use]
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn live(&self) -> Option<LiveReader> {
        None
    }

    /// A line for the list of background work.
    #[must_use]
    #[expect(clippy::unused_self, reason = "a placeholder")]
    pub fn activity(&self) -> Option<Activity> {
        None
    }
}
