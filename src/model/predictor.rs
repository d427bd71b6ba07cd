//! Reads images with a model. Immutable, so it can be shared between threads in an `Arc`.

use std::sync::Arc;

use super::network_reader::NetworkReader;
use super::{Arch, Kernels, Model, ModelError, Pixels, Prediction, ReadsPictures, ScoreDistribution, Scores, Weights};
use crate::data::{DIGITS, Image, LabelSet};

/// Least share of [`Predictor::credibility`], so that no single reading outweighs everything else.
const LEAST_SHARE: f32 = 0.01;
/// In-distribution share assumed for models whose score was not measured; it speaks neither for a digit nor against it.
const UNKNOWN_SHARE: f32 = 0.22;

/// Logit of a class that a reader does not know.
const NEVER: f32 = -1e4;

/// A model ready to read: a network, or whatever else [`ReadsPictures`].
pub struct Predictor {
    reader: Arc<dyn ReadsPictures>,
    labels: LabelSet,
    temperature: f32,
    score_distribution: Option<ScoreDistribution>,
}

impl Predictor {
    /// A reader with these weights, whose probabilities are as the network gives them.
    ///
    /// # Errors
    /// When the network reads no pictures, or the weights do not fit it.
    pub fn new(arch: Arch, weights: &Weights, pixels: Pixels, kernels: Kernels) -> Result<Self, ModelError> {
        let reader = NetworkReader::new(arch, weights, pixels, kernels)?;
        let labels = LabelSet::numbered(reader.classes());
        Ok(Self::reading_with(Arc::new(reader)).with_labels(labels))
    }

    /// Reads with anything that does, whose probabilities are as it gives them, and whose classes are digits, or numbers
    /// if there are more.
    #[must_use]
    pub fn reading_with(reader: Arc<dyn ReadsPictures>) -> Self {
        // Who reads may never have seen the last digits.
        let labels = LabelSet::numbered(reader.classes().max(DIGITS));
        Self { reader, labels, temperature: 1.0, score_distribution: None }
    }

    /// The same with the names of its classes. One that the reader does not know has no chance.
    #[must_use]
    pub fn with_labels(self, labels: LabelSet) -> Self {
        Self { labels, ..self }
    }

    /// What its classes are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        self.labels
    }

    /// The same with logits divided by `temperature` (above 0) before they become probabilities.
    #[must_use]
    pub fn with_temperature(self, temperature: f32) -> Self {
        Self { temperature, ..self }
    }

    /// The same with the distribution of the in-distribution score over held-out digits, if it was measured.
    #[must_use]
    pub fn with_score_distribution(self, score_distribution: Option<ScoreDistribution>) -> Self {
        Self { score_distribution, ..self }
    }

    /// A reader for a whole model, calibrated if its card says how.
    ///
    /// # Errors
    /// When the weights do not fit the network.
    pub fn for_model(model: &Model, kernels: Kernels) -> Result<Self, ModelError> {
        let predictor = Self::new(model.card.architecture, &model.weights, model.card.pixels, kernels)?;
        let predictor = predictor.with_labels(model.card.labels);
        let calibration = model.card.calibration();
        Ok(predictor.with_temperature(calibration.temperature).with_score_distribution(calibration.score_distribution))
    }

    /// How much a reading speaks for its image being a digit, and that digit, in [0, 1]: its probability times the share
    /// of held-out digits that look less familiar. Made to compare readings of one model with each other.
    #[must_use]
    pub fn credibility(&self, prediction: &Prediction) -> f32 {
        // Most images of any class are as familiar as can be.
        let of = |distribution: &ScoreDistribution| distribution.of(prediction).unwrap_or(1.0);
        let familiar = self.score_distribution.as_ref().map_or(UNKNOWN_SHARE, of);
        prediction.confidence() * familiar.max(LEAST_SHARE)
    }

    /// Reads one image, on this thread.
    ///
    /// # Errors
    /// When the network cannot be run.
    pub fn predict(&self, image: &Image) -> Result<Prediction, ModelError> {
        Ok(self.predict_pixels(&image.0)?[0])
    }

    /// Reads many images at once, given as 784 bytes each, back to back. A trailing part of an image is ignored.
    /// Several images are shared out among the threads of the current rayon pool; no prediction depends on the
    /// others, or on how many threads there are.
    ///
    /// # Errors
    /// When the network cannot be run.
    pub fn predict_pixels(&self, pixels: &[u8]) -> Result<Vec<Prediction>, ModelError> {
        // What was never seen by whoever reads does not speak for itself.
        let classes = self.labels.len();
        let logits =
            |row: &[f32]| -> Scores { (0..classes).map(|class| row.get(class).copied().unwrap_or(NEVER)).collect() };
        self.reader.read(pixels, &|row| Prediction::calibrated(self.labels, logits(row), self.temperature))
    }
}
