//! Training of a method that is no network: it learns from the training images, is calibrated on held-out ones, and
//! measured on both and on the test images.

use std::sync::Arc;
use std::time::Instant;

use super::{TrainingData, calibrate, evaluate, pool};
use crate::data::{Dataset, split::Split};
use crate::methods::{Examples, Fitted, GoOn, MethodCard, MethodConfig, MethodError, MethodModel};
use crate::model::Calibration;

/// Images that are held out as a rule.
const HELD_OUT: usize = 5_000;
/// Share of the work that is learning; the rest is calibration and measuring.
const LEARNING: f32 = 0.8;

/// What a method is to learn from.
#[derive(Debug, Clone)]
pub struct MethodJob {
    /// Which method, with which settings.
    pub config: MethodConfig,
    /// Images to learn from, and to be measured on.
    pub data: TrainingData,
    /// Training images that are held out, to calibrate with; the usual number for `None`, at most a fifth.
    pub validation: Option<usize>,
    /// Name on the card; empty for what the method is called.
    pub name: String,
    /// Day on the card, as YYYY-MM-DD.
    pub created: String,
    /// Threads to compute on, 0 for one for each core; what is learned does not depend on it.
    pub threads: usize,
}

impl MethodJob {
    /// The usual job for these settings and images.
    #[must_use]
    pub fn new(config: MethodConfig, data: TrainingData, created: String) -> Self {
        Self { config, data, validation: None, name: String::new(), created, threads: 0 }
    }

    /// Learns; `go_on` hears now and then how much is done, in [0, 1].
    ///
    /// # Errors
    /// When there is not enough to learn from, or it is told to stop.
    pub fn run(&self, go_on: GoOn) -> Result<MethodModel, MethodError> {
        match pool::build(self.threads) {
            Ok(pool) => pool.install(|| self.learn(go_on)),
            Err(_) => self.learn(go_on),
        }
    }

    fn learn(&self, go_on: GoOn) -> Result<MethodModel, MethodError> {
        let train = &self.data.train;
        let held_out = self.validation.unwrap_or(HELD_OUT.min(train.len() / 5));
        let split = Split::new(train.len(), held_out, self.config.seed);
        let learned_from = train.subset(&split.train);
        let examples = Examples::of(&learned_from)?;
        let begun = Instant::now();
        let fitted = Fitted::fit(&self.config, &examples, &|share| go_on(LEARNING * share))?;
        let seconds = begun.elapsed().as_secs_f64();
        let used = if matches!(fitted, Fitted::KernelSvm(_)) { self.config.images } else { examples.len() };
        let card = MethodCard {
            format: crate::methods::CARD_FORMAT,
            name: self.name.clone(),
            config: self.config.clone(),
            labels: train.names(),
            data: train.name().to_owned(),
            train_images: used.min(examples.len()),
            validation_images: split.validation.len(),
            validation_accuracy: None,
            test_accuracy: None,
            calibration: None,
            seconds,
            created: self.created.clone(),
        };
        let mut model = MethodModel { card, fitted: Arc::new(fitted) };
        let validation = train.subset(&split.validation);
        model.card.calibration = self.calibration(&model, &validation, go_on)?;
        model.card.validation_accuracy = accuracy(&model, &validation, &|_| go_on(0.9))?;
        model.card.test_accuracy = accuracy(&model, &self.data.test, &|share| go_on(0.9 + 0.1 * share))?;
        Ok(model)
    }

    fn calibration(
        &self,
        model: &MethodModel,
        validation: &Dataset,
        go_on: GoOn,
    ) -> Result<Option<Calibration>, MethodError> {
        if !go_on(LEARNING) {
            return Err(MethodError::Stopped);
        }
        // Methods run anywhere; only a network can fail to.
        Ok(calibrate(&model.predictor(), validation, self.config.seed).ok().flatten())
    }
}

/// The share of images read right; none without images.
fn accuracy(model: &MethodModel, images: &Dataset, go_on: GoOn) -> Result<Option<f64>, MethodError> {
    if images.is_empty() {
        return Ok(None);
    }
    let total = images.len() as f32;
    let read = evaluate(&model.predictor(), images, &mut |done| go_on(done as f32 / total)).ok().flatten();
    read.map(|read| Some(read.accuracy())).ok_or(MethodError::Stopped)
}
