//! What can be asked of a run on its thread, and what it is about then.

/// What the window can ask of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Hold after the current step.
    Pause,
    /// Go on.
    Resume,
    /// Do one step more, with the validation if it ends an epoch, and hold again.
    Step,
    /// End and keep the best weights; goes on first if it holds.
    Stop,
    /// End with a checkpoint from which it can go on; the run fails as [`TrainError::Discarded`](super::TrainError::Discarded).
    Leave,
    /// End and throw everything away: the run fails as [`TrainError::Discarded`](super::TrainError::Discarded).
    Discard,
}

/// What a run is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    Running,
    Paused,
    /// Does so many steps, 1 at least, and then pauses: each time it is asked for one, one more.
    Stepping(u32),
    Stopping,
    /// Does one step more, leaves a checkpoint of it and ends.
    Leaving,
    Discarding,
}

impl Phase {
    /// What it is about once it was told so. A run that was told to end does not go on.
    #[must_use]
    pub(super) fn after(self, control: Control) -> Self {
        match (self, control) {
            // What is being measured has no checkpoint of its own.
            (Self::Discarding, _) | (_, Control::Discard) | (Self::Stopping, Control::Leave) => Self::Discarding,
            (Self::Stopping, _) | (_, Control::Stop) => Self::Stopping,
            (Self::Leaving, _) | (_, Control::Leave) => Self::Leaving,
            (_, Control::Pause) => Self::Paused,
            (_, Control::Resume) => Self::Running,
            (Self::Stepping(left), Control::Step) => Self::Stepping(left.saturating_add(1)),
            (Self::Running | Self::Paused, Control::Step) => Self::Stepping(1),
        }
    }
}
