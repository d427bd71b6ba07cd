//! What can be asked of a run.

/// What can be asked of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum TrainCommand {
    /// Start with the settings.
    Start,
    /// Hold the run, or let it go on.
    TogglePause,
    /// Learn from one batch, and hold.
    Step,
    /// End and keep the best weights.
    Stop,
    /// End and delete the run; can be undone.
    Abandon,
    /// Make the result shown the current model.
    Use,
    /// Write the result shown to the data folder under the name that was typed for it.
    Save,
    /// Delete the run shown; can be undone.
    Delete,
}

impl TrainCommand {
    /// Every command, for the palette.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}
