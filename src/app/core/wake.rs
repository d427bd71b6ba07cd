//! The way to wake the window from another thread.

use std::sync::Arc;

/// Wakes the window, so that it takes in what a thread has done. Cheap to clone and to call.
#[derive(Clone)]
pub struct Wake(Arc<dyn Fn() + Send + Sync>);

impl Wake {
    /// Wakes by calling `wake`, which may happen on any thread.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self(Arc::new(wake))
    }

    /// Wakes the window.
    pub fn wake(&self) {
        (self.0)();
    }
}
