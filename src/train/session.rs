//! One run from its first step to its outcome. It stays on the thread it is called on and computes on its own pool.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Duration;

use rayon::ThreadPool;

use super::batch::{Batches, order};
use super::calibrate::calibrate;
use super::clock::{Clock, per_second};
use super::evaluate::evaluate_on;
use super::progress::{Progress, Totals};
use super::schedule::Position;
use super::step::Stepper;
use super::{
    Directive, EpochReport, Evaluation, Job, Observer, Outcome, Started, StopReason, TrainConfig, TrainError,
    TrainEvent, made_up, pool,
};
use crate::data::{Dataset, Split};
use crate::model::{Predictor, TrainingSummary, Weights};

/// Mean loss of guessing at random among ten digits, in nats.
const CHANCE: f64 = std::f64::consts::LN_10;
/// Steps after which a network that learns is at least no worse than chance.
const WILD_STEPS: u64 = 200;
/// Multiples of chance that an epoch's mean loss may reach that contains wild steps.
const WILD_LIMIT: f64 = 10.0;
/// Multiples of chance that a later epoch's mean loss may reach. A rate that is too high rarely gives NaN: weights
/// explode, and then the loss stays at some number far above that of guessing.
const LIMIT: f64 = 1.5;

/// What a run holds.
pub struct Session<'a> {
    job: &'a Job,
    config: TrainConfig,
    pool: ThreadPool,
    clock: Clock,
    stepper: Stepper,
    train: Vec<u32>,
    validation: Arc<Dataset>,
    steps_per_epoch: u64,
    steps: u64,
    images: u64,
    best: Option<Best>,
}

/// The best epoch so far.
struct Best {
    epoch: usize,
    accuracy: f64,
    loss: f64,
    weights: Weights,
}

/// How an epoch ended.
enum EpochEnd {
    /// All its steps were done.
    Complete {
        totals: Totals,
        images_per_second: f64,
        /// What the observer said after the last step.
        directive: Directive,
    },
    /// Somebody stopped it before its last step.
    Cut,
}

impl<'a> Session<'a> {
    /// Gets everything ready for the first step; `config` is that of [`Job::checked_config`].
    pub fn new(job: &'a Job, config: TrainConfig) -> Result<Self, TrainError> {
        let clock = Clock::start();
        let dataset = &job.data.train;
        let Split { mut train, validation } =
            Split::new(dataset.len(), config.data.split.held_out(dataset.len()), config.seed);
        train.truncate(config.limit.unwrap_or(usize::MAX));
        let weights = match &job.start {
            Some(model) => model.weights.clone(),
            None => Weights::fresh(config.arch, config.seed),
        };
        let steps_per_epoch = train.len().div_ceil(config.batch_size) as u64;
        let stepper = Stepper::new(&config, &weights)?;
        let validation = Arc::new(dataset.subset(&validation));
        let pool = pool::build(config.threads)?;
        let (steps, images, best) = (0, 0, None);
        Ok(Self { job, config, pool, clock, stepper, train, validation, steps_per_epoch, steps, images, best })
    }

    /// Trains until the last epoch is done or the observer ends it.
    pub fn train(mut self, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
        observer.event(TrainEvent::Started(self.started()));
        // Getting ready took time, but was no training.
        self.clock.set_aside(Duration::ZERO);
        let mut epochs = 0;
        while epochs < self.config.epochs {
            let EpochEnd::Complete { totals, images_per_second, directive } = self.epoch(epochs + 1, observer)? else {
                return self.finish(StopReason::Stopped, epochs, observer);
            };
            epochs += 1;
            let later = self.measure(epochs, totals, images_per_second, observer)?;
            match directive.max(later) {
                Directive::Continue => {}
                Directive::Stop if epochs == self.config.epochs => {}
                Directive::Stop => return self.finish(StopReason::Stopped, epochs, observer),
                Directive::Discard => return Err(TrainError::Discarded),
            }
        }
        self.finish(StopReason::Completed, epochs, observer)
    }

    fn started(&self) -> Started {
        Started {
            arch: self.config.arch,
            trained_parameters: self.stepper.trained_parameters(),
            train_images: self.train.len(),
            validation_images: self.validation.len(),
            steps_per_epoch: self.steps_per_epoch,
            epochs: self.config.epochs,
        }
    }

    /// One pass over the training images.
    fn epoch(&mut self, epoch: usize, observer: &mut dyn Observer) -> Result<EpochEnd, TrainError> {
        let TrainConfig { pixels, augmentation, seed, batch_size, .. } = self.config;
        let made_up = made_up::Shares { written: self.config.written, outliers: self.config.outliers };
        let batches = Batches { dataset: &self.job.data.train, pixels, augmentation, made_up, seed };
        let order = order(&self.train, seed, epoch);
        let mut progress = Progress::start(&self.clock);
        let mut directive = Directive::Continue;
        let mut done = 0;
        let mut chunks = order.chunks(batch_size);
        let make = |indices: Option<&[u32]>| indices.map(|indices| batches.batch(indices, epoch)).transpose();
        let mut next = self.pool.install(|| make(chunks.next()))?;
        while let Some(batch) = next {
            self.steps += 1;
            let position = self.position(epoch, done);
            done += batch.labels.len();
            let (stepper, number) = (&mut self.stepper, self.steps);
            let following = chunks.next();
            // The next batch is made by whatever thread the step leaves idle.
            let (step, prefetched) =
                self.pool.install(|| rayon::join(|| stepper.step(&batch, number, position), || make(following)));
            let step = step.map_err(|fault| self.with_best(fault))?;
            next = prefetched?;
            self.images += step.images as u64;
            progress.add(step);
            let is_last = next.is_none();
            if is_last || progress.is_due() {
                let report = progress.report(self.steps, step, self.images, &mut self.clock);
                observer.event(TrainEvent::Step(report));
            }
            if observer.wants_weights() {
                observer.weights(self.stepper.weights()?);
            }
            directive = self.clock.pause(|| observer.directive());
            match directive {
                Directive::Continue => {}
                Directive::Stop if is_last => {}
                Directive::Stop => return Ok(EpochEnd::Cut),
                Directive::Discard => return Err(TrainError::Discarded),
            }
        }
        let (totals, images_per_second) = progress.epoch(&self.clock);
        Ok(EpochEnd::Complete { totals, images_per_second, directive })
    }

    /// Where the step stands that follows `done` images of `epoch`.
    fn position(&self, epoch: usize, done: usize) -> Position {
        let images = self.train.len().max(1) as f64;
        Position {
            epochs: (epoch - 1) as f64 + done as f64 / images,
            step: self.config.batch_size as f64 / images,
            total: self.config.epochs as f64,
        }
    }

    /// Validates an epoch that was trained in full, keeps its weights if they are the best, and reports it.
    fn measure(
        &mut self,
        epoch: usize,
        totals: Totals,
        images_per_second: f64,
        observer: &mut dyn Observer,
    ) -> Result<Directive, TrainError> {
        let mark = self.clock.elapsed();
        let is_wild = epoch == 1 || self.steps <= self.steps_per_epoch + WILD_STEPS;
        let limit = CHANCE * if is_wild { WILD_LIMIT } else { LIMIT };
        if totals.loss() > limit {
            return Err(self.with_best(TrainError::Diverged { step: self.steps, loss: totals.loss(), best: None }));
        }
        let (candidate, directive) = self.validate(epoch, observer)?;
        let report = EpochReport {
            epoch,
            step: self.steps,
            train_loss: totals.loss(),
            train_accuracy: totals.accuracy(),
            validation_loss: candidate.loss,
            validation_accuracy: candidate.accuracy,
            is_best: self.best.as_ref().is_none_or(|best| candidate.is_better_than(best)),
            images_per_second,
            elapsed_secs: self.clock.elapsed().as_secs_f64(),
        };
        if report.is_best {
            self.best = Some(candidate);
        }
        observer.event(TrainEvent::Epoch(report));
        self.clock.set_aside(mark);
        Ok(directive)
    }

    /// Measures the weights as they are now on the validation images.
    fn validate(&mut self, epoch: usize, observer: &mut dyn Observer) -> Result<(Best, Directive), TrainError> {
        let weights = self.stepper.weights()?;
        if weights.0.values().any(|array| array.values.iter().any(|value| !value.is_finite())) {
            return Err(self.with_best(TrainError::Diverged { step: self.steps, loss: f64::NAN, best: None }));
        }
        let validation = Arc::clone(&self.validation);
        let (validated, directive) = self.read(&weights, &validation, observer)?;
        Ok((Best { epoch, accuracy: validated.accuracy(), loss: validated.loss, weights }, directive))
    }

    /// Reads `dataset` with `weights`, asking the observer now and then; gives the strongest thing it said, and an
    /// error if it discards the run.
    fn read(
        &mut self,
        weights: &Weights,
        dataset: &Dataset,
        observer: &mut dyn Observer,
    ) -> Result<(Evaluation, Directive), TrainError> {
        let TrainConfig { arch, pixels, kernels, .. } = self.config;
        let predictor = Predictor::new(arch, weights, pixels, kernels)?;
        let mut strongest = Directive::Continue;
        let mut progress = |_: usize| {
            strongest = strongest.max(self.clock.pause(|| observer.directive()));
            strongest != Directive::Discard
        };
        let evaluation = evaluate_on(&self.pool, &predictor, dataset, &mut progress)?;
        Ok((evaluation.ok_or(TrainError::Discarded)?, strongest))
    }

    /// Puts the best weights so far into a divergence.
    fn with_best(&self, fault: TrainError) -> TrainError {
        match fault {
            TrainError::Diverged { step, loss, best: _ } => {
                let best = self.best.as_ref().map(|best| Box::new(best.weights.clone()));
                TrainError::Diverged { step, loss, best }
            }
            TrainError::BadSetting { .. } | TrainError::Discarded | TrainError::Model(_) | TrainError::Broken(_) => {
                fault
            }
        }
    }

    /// Measures the best weights on the test images and sums the run up.
    fn finish(mut self, reason: StopReason, epochs: usize, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
        let images_per_second = per_second(self.images, self.clock.training());
        let best = match self.best.take() {
            Some(best) => best,
            None => self.validate(0, observer)?.0,
        };
        let validation = Arc::clone(&self.validation);
        let TrainConfig { arch, pixels, kernels, seed, .. } = self.config;
        let predictor = Predictor::new(arch, &best.weights, pixels, kernels)?;
        let calibration = self.pool.install(|| calibrate(&predictor, &validation, seed))?;
        let data = &self.job.data;
        let (test, _) = self.read(&best.weights, &data.test, observer)?;
        let seconds = self.clock.elapsed().as_secs_f64();
        let summary = TrainingSummary {
            data: data.train.name().to_owned(),
            train_images: self.train.len(),
            validation_images: self.validation.len(),
            epochs,
            best_epoch: best.epoch,
            batch_size: self.config.batch_size,
            settings: as_written(&self.config),
            started_from: self.job.start.as_ref().map(|model| model.card.name.clone()),
            seconds,
        };
        Ok(Outcome {
            reason,
            weights: best.weights,
            validation_accuracy: best.accuracy,
            test_accuracy: test.accuracy(),
            calibration,
            images_per_second,
            seconds,
            summary,
            config: self.config,
        })
    }
}

/// The settings as a file of them reads: through text, so that 0.1 in 32 bits stays 0.1 and nothing like 0.10000000149.
fn as_written(config: &TrainConfig) -> serde_json::Value {
    serde_json::to_string(config).and_then(|text| serde_json::from_str(&text)).unwrap_or_default()
}

impl Best {
    /// By validation accuracy, then by validation loss; of equals the earlier stays.
    fn is_better_than(&self, other: &Self) -> bool {
        match self.accuracy.total_cmp(&other.accuracy) {
            Ordering::Greater => true,
            Ordering::Equal => self.loss < other.loss,
            Ordering::Less => false,
        }
    }
}
