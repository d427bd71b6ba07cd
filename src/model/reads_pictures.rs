//! What stands between the program and whatever reads a picture: networks are one kind of it.

use super::{ModelError, Prediction};

/// Makes a prediction of a logit for each class.
pub type Predict<'a> = &'a (dyn Fn(&[f32]) -> Prediction + Sync);

/// Anything that tells of a picture how much speaks for each class.
pub trait ReadsPictures: Send + Sync {
    /// How many classes it tells apart.
    fn classes(&self) -> usize;

    /// What `predict` makes of the logits of each picture, in order: as many numbers as there are classes, whose softmax is
    /// the answer. The pictures are 784 bytes each, back to back; a trailing part of one is ignored. Several are shared
    /// out among the threads of the current rayon pool, and no answer depends on that.
    ///
    /// # Errors
    /// When it cannot be run.
    fn read(&self, pixels: &[u8], predict: Predict) -> Result<Vec<Prediction>, ModelError>;
}
