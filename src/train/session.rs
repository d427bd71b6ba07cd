//! One run from its first step to its outcome. It stays on the thread it is called on and computes on its own pool.

mod measure;
mod snapshot;

use std::sync::Arc;
use std::time::Duration;

use rayon::ThreadPool;

use super::batch::Batch;
use super::checkpoint::{Best, Fingerprint, RunPosition};
use super::clock::Clock;
use super::early_stopping::Patience;
use super::probe::{Pending, StatisticsProbe};
use super::progress::{Progress, Reached, Totals};
use super::schedule::Position;
use super::single_step::BeforeStep;
use super::statistics::MeasuredAt;
use super::step::Stepper;
use super::task::{self, Task};
use super::{
    Directive, History, Job, Observer, Outcome, SettingChange, SettingChanged, Started, Statistics, StopReason,
    TrainConfig, TrainError, TrainEvent, pool,
};
use crate::model::ModelError;

/// State of a training run between two steps: settings, data, network and optimiser, best weights, history.
pub struct Session<'a> {
    job: &'a Job,
    /// The settings as they are now.
    config: TrainConfig,
    /// The settings as the run began with them.
    asked: TrainConfig,
    pool: ThreadPool,
    clock: Clock,
    stepper: Stepper,
    task: Arc<dyn Task>,
    position: RunPosition,
    /// The epoch under way, as far as it had come before this session.
    totals: Totals,
    best: Option<Best>,
    patience: Patience,
    history: History,
    /// Fingerprint of what is learned from, once a checkpoint needs it.
    images: Option<Fingerprint>,
    probe: StatisticsProbe,
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
        let stepper = Stepper::new(&config, &job.first_weights(&config)?)?;
        Self::with(job, config, clock, stepper)
    }

    /// Puts a run together that has not begun.
    fn with(job: &'a Job, config: TrainConfig, clock: Clock, stepper: Stepper) -> Result<Self, TrainError> {
        let task = task::of(job, &config)?;
        let probe = StatisticsProbe::new(task.sample(), task.pixels());
        let pool = pool::build(config.threads)?;
        let asked = config.clone();
        Ok(Self {
            job,
            config,
            asked,
            pool,
            clock,
            stepper,
            task,
            position: RunPosition::default(),
            totals: Totals::default(),
            best: None,
            patience: Patience::default(),
            history: History::default(),
            images: None,
            probe,
        })
    }

    /// Trains until the last epoch is done, early stopping or the observer ends it.
    pub fn train(mut self, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
        let started = TrainEvent::Started(self.started());
        if self.history.started.is_some() {
            observer.event(started);
            observer.event(TrainEvent::Restored(Box::new(self.history.clone())));
        } else {
            self.tell(started, observer);
            self.validate_between(observer)?;
        }
        // Getting ready took time, but was no training.
        self.clock.set_aside(Duration::from_secs_f64(self.position.elapsed_secs));
        while self.position.epochs < self.config.epochs {
            let EpochEnd::Complete { totals, images_per_second, directive } = self.epoch(observer)? else {
                return self.finish(StopReason::Stopped, observer);
            };
            let (later, is_over) = self.measure(totals, images_per_second, observer)?;
            let is_last = self.position.epochs == self.config.epochs;
            match (directive.max(later), self.config.early_stopping) {
                (Directive::Discard, _) => return Err(TrainError::Discarded),
                (Directive::Continue | Directive::Stop, _) if is_last => {}
                (Directive::Stop, _) => return self.finish(StopReason::Stopped, observer),
                (Directive::Continue, Some(rule)) if is_over => {
                    return self.finish(StopReason::EarlyStopped(rule), observer);
                }
                (Directive::Continue, _) => {}
            }
        }
        self.finish(StopReason::Completed, observer)
    }

    fn started(&self) -> Started {
        let guessing = self.task.guessing();
        Started {
            arch: self.asked.arch,
            trained_parameters: self.stepper.trained_parameters(),
            train_images: self.task.examples(),
            validation_images: self.task.held_out(),
            steps_per_epoch: self.task.examples().div_ceil(self.asked.batch_size) as u64,
            epochs: self.asked.epochs,
            pixels: self.task.pixels(),
            chance: guessing.accuracy,
            guessing_loss: guessing.loss,
            labels: self.task.sample().names(),
            are_images_alike: guessing.are_examples_alike,
        }
    }

    /// Reports, and writes it down for checkpoints.
    fn tell(&mut self, event: TrainEvent, observer: &mut dyn Observer) {
        self.history.apply(&event);
        observer.event(event);
    }

    /// One pass over the training examples, or what is left of it.
    fn epoch(&mut self, observer: &mut dyn Observer) -> Result<EpochEnd, TrainError> {
        let epoch = self.position.epochs + 1;
        let mut progress = Progress::start(&self.clock, std::mem::take(&mut self.totals));
        let mut directive = Directive::Continue;
        let batches = self.task.epoch(&self.config, epoch)?;
        let make = |done: usize, size: usize| batches.batch(done, size);
        let first = (self.position.done, self.config.batch_size);
        let mut next = self.pool.install(|| make(first.0, first.1))?;
        while let Some(batch) = next {
            let position = self.position();
            let (number, done, size) =
                (self.position.steps + 1, self.position.done + batch.examples, self.config.batch_size);
            let pending = self.probe.before(observer.interest(), observer.keeps_updates(), &self.stepper);
            let alone = self.before_alone(&batch, observer)?;
            let (stepper, config) = (&mut self.stepper, &self.config);
            // The next batch is made by whatever thread the step leaves idle.
            let (step, prefetched) = self
                .pool
                .install(|| rayon::join(|| stepper.step(config, &batch, number, position), || make(done, size)));
            let step = step.map_err(|fault| self.with_best(fault, observer))?;
            next = prefetched?;
            self.position.steps = number;
            let was_done = std::mem::replace(&mut self.position.done, done);
            self.position.images += step.images as u64;
            progress.add(step);
            let is_last = next.is_none();
            let wants_checkpoint = observer.wants_checkpoint();
            if is_last || wants_checkpoint || progress.is_due() || observer.wants_report() {
                let report = progress.report(self.reached(), step, &mut self.clock);
                self.tell(TrainEvent::Step(report), observer);
            }
            if !is_last && self.is_validated_within(was_done) {
                let mark = self.clock.elapsed();
                self.validate_between(observer)?;
                self.clock.set_aside(mark);
            }
            self.report_statistics(pending, alone, &batch, observer)?;
            if observer.wants_weights() {
                observer.weights(self.stepper.weights()?);
            }
            if wants_checkpoint {
                observer.checkpoint(Box::new(self.checkpoint(progress.totals())?));
            }
            directive = self.clock.pause(|| observer.directive());
            match directive {
                Directive::Continue if self.change(observer)? && !is_last => {
                    let size = self.config.batch_size;
                    next = self.pool.install(|| make(done, size))?;
                }
                Directive::Continue => {}
                Directive::Stop if is_last => {}
                Directive::Stop => return Ok(EpochEnd::Cut),
                Directive::Discard => return Err(TrainError::Discarded),
            }
        }
        let (totals, images_per_second) = progress.epoch(&self.clock);
        Ok(EpochEnd::Complete { totals, images_per_second, directive })
    }

    /// Reads the batch of a step that is to be taken alone.
    fn before_alone(&self, batch: &Batch, observer: &mut dyn Observer) -> Result<Option<BeforeStep>, ModelError> {
        if observer.is_stepping() { self.pool.install(|| BeforeStep::of(&self.stepper, batch)) } else { Ok(None) }
    }

    /// Tells what is measured after a step: what somebody looks at, and what a step that was taken alone did.
    fn report_statistics(
        &mut self,
        pending: Pending,
        alone: Option<BeforeStep>,
        batch: &Batch,
        observer: &mut dyn Observer,
    ) -> Result<(), ModelError> {
        let (pixels, names) = (self.task.pixels(), self.task.sample().names());
        let measured = self.measured();
        if let Some(found) = self.probe.after(pending, measured, &self.stepper, &self.config, &self.pool) {
            observer.statistics(found);
        }
        let Some(before) = alone else { return Ok(()) };
        let found = self.pool.install(|| before.after(&self.stepper, batch, (pixels, names), measured))?;
        observer.statistics(Statistics::SingleStep(Box::new(found)));
        Ok(())
    }

    /// Changes the settings that the observer wants changed; whether the next batch has to be made anew.
    fn change(&mut self, observer: &mut dyn Observer) -> Result<bool, ModelError> {
        let size = self.config.batch_size;
        for change in observer.changes() {
            if let Err(fault) = change.validate() {
                tracing::warn!("a change to the run was left out: {fault}");
                continue;
            }
            change.apply(&mut self.config);
            if let SettingChange::Dropout(rate) = change {
                self.stepper.set_dropout(rate)?;
            }
            let Reached { steps, epochs, images: _ } = self.reached();
            let elapsed_secs = self.clock.elapsed().as_secs_f64();
            let changed = SettingChanged { step: steps, epochs, elapsed_secs, change };
            self.tell(TrainEvent::Changed(changed), observer);
        }
        Ok(size != self.config.batch_size)
    }

    /// Where the next step stands: by examples, so that neither a changed batch size nor a short last batch moves it.
    fn position(&self) -> Position {
        Position {
            epochs: self.reached().epochs,
            step: self.config.batch_size as f64 / self.task.examples().max(1) as f64,
            total: self.config.epochs as f64,
        }
    }

    /// When something is measured now.
    fn measured(&self) -> MeasuredAt {
        let Reached { steps: step, epochs, images: _ } = self.reached();
        MeasuredAt { step, epochs, elapsed_secs: self.clock.elapsed().as_secs_f64() }
    }

    fn reached(&self) -> Reached {
        let RunPosition { epochs, done, steps, images, .. } = self.position;
        Reached { steps, epochs: epochs as f64 + done as f64 / self.task.examples().max(1) as f64, images }
    }
}
