//! The thread that reads the drawing: newest picture in, newest prediction out, so that the window never waits.

use std::sync::Arc;

use crate::data::Image;
use crate::model::{Prediction, Predictor};

/// A prediction and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The number given with the picture.
    pub ticket: u64,
    /// What the network says.
    pub prediction: Prediction,
    /// How long the network took, in seconds.
    pub seconds: f64,
}

/// Reads pictures on its own thread. Dropping it stops and joins the thread.
pub struct Reader {}

impl Reader {
    /// Starts the thread; `wake` is called when a reading is ready.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(_wake: impl Fn() + Send + Sync + 'static) -> std::io::Result<Self> {
        todo!()
    }

    /// Asks for a reading of `image` by `predictor`; replaces an earlier request that was not begun.
    pub fn request(&self, _ticket: u64, _predictor: Arc<Predictor>, _image: Image) {
        todo!()
    }

    /// The newest reading, once; or why it failed. Never blocks.
    pub fn latest(&self) -> Option<Result<Reading, String>> {
        todo!()
    }
}
