//! What a run measures of itself: validation after each epoch, which epoch was the best, and the outcome in the end.

use super::Session;
use crate::model::{TrainingSummary, Weights};
use crate::train::checkpoint::Best;
use crate::train::clock::per_second;
use crate::train::progress::{Reached, Totals};
use crate::train::statistics::{DigitStatistics, Scope, Statistics};
use crate::train::task::{HeldOut, Measured};
use crate::train::{
    Directive, EpochReport, Observer, Outcome, Remedy, SettingChanged, StopReason, TrainConfig, TrainError, TrainEvent,
    ValidationReport,
};

/// Parts of the first epoch behind which the validation images are read too: nothing changes as fast later on. Places
/// in a run, not in time, so that a run repeats with all its reports.
const WITHIN: [f64; 4] = [1.0 / 16.0, 1.0 / 8.0, 1.0 / 4.0, 1.0 / 2.0];
/// Validation images that may be read for each image trained on meanwhile: reading costs about a third of learning.
const WORTH: f64 = 3.0;
/// Steps after which a network that learns is at least no worse than chance.
const WILD_STEPS: u64 = 200;
/// Multiples of chance that an epoch's mean loss may reach that contains wild steps.
const WILD_LIMIT: f64 = 10.0;
/// Multiples of chance that a later epoch's mean loss may reach. A rate that is too high rarely gives NaN: weights
/// explode, and then the loss stays at some number far above that of guessing.
const LIMIT: f64 = 1.5;

impl Session<'_> {
    /// Validates the epoch that was trained in full, keeps its weights if they are the best, and reports it. Also tells
    /// whether early stopping ends the run.
    pub(super) fn measure(
        &mut self,
        totals: Totals,
        images_per_second: f64,
        observer: &mut dyn Observer,
    ) -> Result<(Directive, bool), TrainError> {
        let mark = self.clock.elapsed();
        let epoch = self.position.epochs + 1;
        let steps_per_epoch = self.task.examples().div_ceil(self.config.batch_size) as u64;
        let is_wild = epoch == 1 || self.position.steps <= steps_per_epoch + WILD_STEPS;
        let limit = self.task.guessing().loss * if is_wild { WILD_LIMIT } else { LIMIT };
        if totals.loss() > limit {
            return Err(self.diverged(totals.loss(), observer));
        }
        let weights = self.stepper.weights()?;
        if weights.0.values().any(|array| array.values.iter().any(|value| !value.is_finite())) {
            return Err(self.diverged(f64::NAN, observer));
        }
        let (candidate, directive) = self.validate(epoch, weights, observer)?;
        let report = EpochReport {
            epoch,
            step: self.position.steps,
            train_loss: totals.loss(),
            train_accuracy: totals.accuracy(),
            validation_loss: candidate.loss,
            validation_accuracy: candidate.accuracy,
            is_best: self.best.as_ref().is_none_or(|best| self.task.is_better(&candidate, best)),
            images_per_second,
            elapsed_secs: self.clock.elapsed().as_secs_f64(),
        };
        if report.is_best {
            self.best = Some(candidate);
        }
        self.position.epochs = epoch;
        self.position.done = 0;
        self.tell(TrainEvent::Epoch(report), observer);
        self.clock.set_aside(mark);
        let is_over = self.config.early_stopping.is_some_and(|rule| rule.is_over(&mut self.patience, &report));
        Ok((directive, is_over))
    }

    /// Whether the validation images are to be read behind this step, which began behind `was_done` images of its epoch.
    pub(super) fn is_validated_within(&self, was_done: usize) -> bool {
        let all = self.task.examples() as f64;
        let is_worth = WITHIN[0] * all * WORTH >= self.task.held_out() as f64;
        let is_passed = |part: &f64| (was_done as f64) < part * all && part * all <= self.position.done as f64;
        self.position.epochs == 0 && is_worth && WITHIN.iter().any(is_passed)
    }

    /// Reads the validation images with the weights as they are and reports it, unless the run is about to end. Decides
    /// nothing: the best weights are those of an epoch.
    pub(super) fn validate_between(&mut self, observer: &mut dyn Observer) -> Result<(), TrainError> {
        let (weights, mut progress) = (self.stepper.weights()?, |_: usize| !observer.is_ending());
        let found = self.task.measure(&self.config, &weights, HeldOut::Validation, &self.pool, &mut progress)?;
        let Some(Measured { loss, accuracy, .. }) = found else { return Ok(()) };
        let Reached { steps: step, epochs, images: _ } = self.reached();
        let elapsed_secs = self.clock.elapsed().as_secs_f64();
        let report = ValidationReport { step, epochs, loss, accuracy, elapsed_secs };
        self.tell(TrainEvent::Validated(report), observer);
        Ok(())
    }

    /// Measures `weights` on the validation images.
    fn validate(
        &mut self,
        epoch: usize,
        weights: Weights,
        observer: &mut dyn Observer,
    ) -> Result<(Best, Directive), TrainError> {
        let (Measured { loss, accuracy, confusion }, directive) = self.read(&weights, HeldOut::Validation, observer)?;
        if let (Some(confusion), 1..) = (confusion, epoch) {
            let (measured, scope) = (self.measured(), Scope::Epoch(epoch));
            observer.statistics(Statistics::Digits(Box::new(DigitStatistics { measured, scope, confusion })));
        }
        Ok((Best { epoch, accuracy, loss, weights }, directive))
    }

    /// Measures `weights` on examples held out, asking the observer now and then; gives the strongest thing it said, and an
    /// error if it discards the run.
    fn read(
        &mut self,
        weights: &Weights,
        on: HeldOut,
        observer: &mut dyn Observer,
    ) -> Result<(Measured, Directive), TrainError> {
        let mut strongest = Directive::Continue;
        let mut progress = |_: usize| {
            strongest = strongest.max(self.clock.pause(|| observer.directive_while_measuring()));
            strongest != Directive::Discard
        };
        let measured = self.task.measure(&self.config, weights, on, &self.pool, &mut progress)?;
        Ok((measured.ok_or(TrainError::Discarded)?, strongest))
    }

    /// The fault of a loss that exploded.
    fn diverged(&mut self, loss: f64, observer: &mut dyn Observer) -> TrainError {
        let fault = TrainError::Diverged { step: self.position.steps, loss, remedies: Vec::new(), best: None };
        self.with_best(fault, observer)
    }

    /// Puts what to try and the result with the best weights so far into a divergence.
    pub(super) fn with_best(&mut self, fault: TrainError, observer: &mut dyn Observer) -> TrainError {
        match fault {
            TrainError::Diverged { step, loss, .. } => {
                let is_tuned = self.job.start.is_some();
                let remedies = Remedy::of(&self.config, self.task.pixels(), is_tuned, self.reached().epochs);
                if self.best.is_none() {
                    return TrainError::Diverged { step, loss, remedies, best: None };
                }
                match self.finish(StopReason::Diverged, observer) {
                    Ok(outcome) => TrainError::Diverged { step, loss, remedies, best: Some(Box::new(outcome)) },
                    Err(worse) => worse,
                }
            }
            TrainError::BadSetting { .. }
            | TrainError::OtherLabels { .. }
            | TrainError::Labels(_)
            | TrainError::BadCheckpoint(_)
            | TrainError::Discarded
            | TrainError::Model(_)
            | TrainError::Broken(_) => fault,
        }
    }

    /// Measures the best weights on the test images and sums the run up.
    pub(super) fn finish(&mut self, reason: StopReason, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
        let images_per_second = per_second(self.position.images, self.clock.training());
        let last_weights = self.stepper.weights()?;
        let best = match self.best.take() {
            Some(best) => best,
            None => self.validate(0, last_weights.clone(), observer)?.0,
        };
        let calibration = self.task.calibrate(&self.config, &best.weights, &self.pool)?;
        let (test, _) = self.read(&best.weights, HeldOut::Test, observer)?;
        // Pictures are told by how many are read right.
        let told = |loss: f64| test.confusion.is_none().then_some(loss);
        let seconds = self.clock.elapsed().as_secs_f64();
        let summary = TrainingSummary {
            data: self.task.data_name().to_owned(),
            train_images: self.task.examples(),
            validation_images: self.task.held_out(),
            epochs: self.position.epochs,
            best_epoch: best.epoch,
            validation_loss: told(best.loss),
            test_loss: told(test.loss),
            batch_size: self.asked.batch_size,
            settings: as_written(&self.asked, &self.history.changes),
            started_from: self.job.start.as_ref().map(|model| model.card.name.clone()),
            seconds,
        };
        Ok(Outcome {
            reason,
            weights: best.weights,
            last_weights,
            validation_accuracy: best.accuracy,
            test_accuracy: test.accuracy,
            calibration,
            images_per_second,
            seconds,
            summary,
            pixels: self.task.pixels(),
            labels: self.task.sample().names(),
            config: self.asked.clone(),
        })
    }
}

/// The settings as a file of them reads: through text, so that 0.1 in 32 bits stays 0.1 and nothing like 0.10000000149.
/// Changes on the way stand beside them.
fn as_written(config: &TrainConfig, changes: &[SettingChanged]) -> serde_json::Value {
    let read = |text: String| serde_json::from_str(&text);
    let mut settings: serde_json::Value = serde_json::to_string(config).and_then(read).unwrap_or_default();
    if let (serde_json::Value::Object(fields), false) = (&mut settings, changes.is_empty()) {
        let changes = serde_json::to_string(changes).and_then(|text| serde_json::from_str(&text)).unwrap_or_default();
        fields.insert("changes".into(), changes);
    }
    settings
}
