//! What goes on in the background, as a line to show.

use super::effects::WorkKind;
use crate::text::Message;

/// One line of the list of background work.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// What it is about; `None` for a training.
    pub kind: Option<WorkKind>,
    /// What is being done.
    pub title: Message,
    /// How much is done, in [0, 1], if known.
    pub progress: Option<f32>,
}
