//! MNIST itself, embedded in the program.

use std::sync::Arc;

use super::Dataset;

/// The 60,000 training and 10,000 test images.
#[derive(Debug, Clone)]
pub struct Mnist {
    /// 60,000 images.
    pub train: Arc<Dataset>,
    /// 10,000 images.
    pub test: Arc<Dataset>,
}

/// Why the embedded data cannot be unpacked; only a damaged program file can cause it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the data inside the program is damaged ({0}); please install Digit Lab again")]
pub struct DamagedData(pub String);

impl Mnist {
    /// Unpacks the embedded data; takes a fraction of a second, so call it away from the window.
    ///
    /// # Errors
    /// When the program file is damaged.
    pub fn unpack() -> Result<Self, DamagedData> {
        todo!()
    }
}
