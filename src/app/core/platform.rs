//! What the window system brings to the window; what it does not bring is not offered.

/// What comes through the window system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Platform {
    /// Files can be dropped on the window.
    pub takes_drops: bool,
    /// Pens and fingers tell how hard they press.
    pub tells_pressure: bool,
}

impl Default for Platform {
    /// All of it.
    fn default() -> Self {
        Self { takes_drops: true, tells_pressure: true }
    }
}
