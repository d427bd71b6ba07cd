//! Learning from models that were trained before, besides the labels: the settings, and the teachers at work.

use serde::{Deserialize, Serialize};

use super::range::{check, from_to, within};
use super::{Job, TrainError};
use crate::data::{LabelSet, PIXELS};
use crate::model::{Kernels, Model, ModelError, Predictor};
use crate::msg;

/// How a run learns from teachers: their probabilities, softened, are a target beside the label (Hinton, Vinyals and
/// Dean, arXiv 1503.02531, section 2). A teacher that is calibrated speaks by its calibrated probabilities, so that a
/// temperature means the same for each. Images that show no digit keep the target of all digits alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Distillation {
    /// The teachers, as a person names a model; see [`Self::TEACHERS`]. Several are heard as their mean.
    pub teachers: Vec<String>,
    /// How much the teachers count beside the label; see [`Self::SHARE`].
    pub share: f64,
    /// What the logits of teachers and student are divided by for their comparison, those of a teacher after its
    /// calibration; see [`Self::TEMPERATURE`].
    pub temperature: f64,
}

impl Default for Distillation {
    fn default() -> Self {
        Self { teachers: Vec::new(), share: 0.7, temperature: 3.0 }
    }
}

impl Distillation {
    /// Range of the number of [`teachers`](Self::teachers).
    pub const TEACHERS: std::ops::RangeInclusive<usize> = 1..=8;
    /// Range of [`share`](Self::share).
    pub const SHARE: std::ops::RangeInclusive<f64> = 0.0..=1.0;
    /// Range of [`temperature`](Self::temperature).
    pub const TEMPERATURE: std::ops::RangeInclusive<f64> = 1.0..=20.0;

    /// Learns from one model with the usual share and temperature.
    #[must_use]
    pub fn from_one(teacher: impl Into<String>) -> Self {
        Self { teachers: vec![teacher.into()], ..Self::default() }
    }

    /// Whether a model can be added to these teachers, or taken from them.
    #[must_use]
    pub fn can_toggle(teachers: &[String], model: &str) -> bool {
        teachers.iter().any(|teacher| teacher == model) || teachers.len() < *Self::TEACHERS.end()
    }

    /// Refuses what is out of range.
    pub(super) fn validate(&self) -> Result<(), TrainError> {
        within(msg!("train-setting-teachers"), self.teachers.len(), *Self::TEACHERS.start(), *Self::TEACHERS.end())?;
        check(msg!("train-setting-teacher-share"), self.share, Self::SHARE.contains(&self.share), from_to(&0, &1))?;
        let fits = Self::TEMPERATURE.contains(&self.temperature);
        check(msg!("train-setting-temperature"), self.temperature, fits, from_to(&1, &20))
    }
}

/// The teachers of a run, ready to be asked.
pub struct Teachers {
    predictors: Vec<Predictor>,
    /// The classes of the run.
    labels: LabelSet,
}

impl Teachers {
    /// Those of `job`, whose run tells `labels` apart; none if it learns from labels alone.
    ///
    /// # Errors
    /// When the weights of one do not fit its network.
    pub fn of(job: &Job, labels: LabelSet) -> Result<Self, ModelError> {
        let temperature = job.config.distillation.as_ref().map_or(1.0, |distillation| distillation.temperature as f32);
        let predictor = |model: &Model| {
            let card = &model.card;
            let plain = Predictor::new(card.architecture, &model.weights, card.pixels, Kernels::default())?;
            let plain = plain.with_labels(card.labels);
            Ok(plain.with_temperature(temperature * card.calibration().temperature))
        };
        Ok(Self { predictors: job.teachers.iter().map(predictor).collect::<Result<_, ModelError>>()?, labels })
    }

    /// Whether there is nobody to ask.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.predictors.is_empty()
    }

    /// The mean of their softened probabilities for images of 784 bytes each: N × classes, each row adding up to 1. What a
    /// teacher says of classes that the run does not know is shared out among those that it knows.
    ///
    /// # Errors
    /// When a network cannot be run.
    pub fn ask(&self, pixels: &[u8]) -> Result<Vec<f32>, ModelError> {
        let classes = self.labels.len();
        let mut mean = vec![0.0; pixels.len() / PIXELS * classes];
        let part = 1.0 / self.predictors.len().max(1) as f32;
        for predictor in &self.predictors {
            let said = predictor.predict_pixels(pixels)?;
            let places: Vec<Option<u8>> =
                predictor.labels().names().iter().map(|name| self.labels.class(name)).collect();
            for (mean, said) in mean.chunks_exact_mut(classes).zip(&said) {
                let known =
                    || places.iter().zip(said.probabilities.iter()).filter_map(|(at, said)| Some(((*at)?, said)));
                let sum: f32 = known().map(|(_, said)| said).sum();
                // Nothing is divided where all is known, so that the numbers stay what they are to the bit.
                let whole = if places.iter().all(Option::is_some) { 1.0 } else { sum.max(f32::MIN_POSITIVE) };
                known().for_each(|(at, said)| mean[usize::from(at)] += part * said / whole);
            }
        }
        Ok(mean)
    }
}
