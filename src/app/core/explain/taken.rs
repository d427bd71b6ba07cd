//! Steps of backpropagation that were taken, to be taken back.

use crate::data::Image;
use crate::explain::practice::Practice;
use crate::model::Prediction;

/// Memory for steps that can be taken back, in bytes.
const MEMORY: usize = 96 << 20;
/// Fewest and most of them.
const KEPT: (usize, usize) = (3, 100);

/// A state of the weights before a step.
pub struct Past {
    /// The weights.
    pub practice: Practice,
    /// The loss that they gave.
    pub loss: f32,
    /// What they read.
    pub prediction: Prediction,
    /// The picture that the step was taken on.
    pub image: Image,
    /// The digit that it was taken for.
    pub label: u8,
}

/// How many steps on a copy of such weights are kept.
pub fn most(practice: &Practice) -> usize {
    let bytes: usize = practice.weights.0.values().map(|array| 12 * array.values.len()).sum();
    (MEMORY / bytes.max(1)).clamp(KEPT.0, KEPT.1)
}

/// The last of the steps, as far back as they were taken on this picture and for this digit.
pub fn comparable<'a>(past: &'a [Past], image: &Image, label: u8) -> &'a [Past] {
    let is_other = |past: &Past| past.label != label || past.image != *image;
    let from = past.iter().rposition(is_other).map_or(0, |at| at + 1);
    past.get(from..).unwrap_or_default()
}
