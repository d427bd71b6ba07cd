//! A run as a checkpoint, and back.

use std::time::Duration;

use super::Session;
use crate::model::ModelError;
use crate::msg;
use crate::train::checkpoint::{Checkpoint, RunPosition};
use crate::train::clock::Clock;
use crate::train::progress::Totals;
use crate::train::step::Stepper;
use crate::train::{Job, TrainConfig, TrainError};

impl<'a> Session<'a> {
    /// Gets everything ready to go on from `checkpoint`; `config` is that of [`Job::checked_config`].
    pub fn resume(job: &'a Job, config: TrainConfig, checkpoint: Checkpoint) -> Result<Self, TrainError> {
        checkpoint.check(job, &config)?;
        let config_now = TrainConfig { threads: config.threads, ..checkpoint.config_now() };
        // The rest is the job's.
        let Checkpoint { position, totals, weights, optimiser, best, patience, history, images, .. } = checkpoint;
        let time = |secs: f64| {
            Duration::try_from_secs_f64(secs).map_err(|_| TrainError::BadCheckpoint(msg!("checkpoint-bad-time").into()))
        };
        let clock = Clock::resume(time(position.elapsed_secs)?, time(position.training_secs)?, position.images);
        let stepper = Stepper::restore(&config_now, &weights, &optimiser).map_err(TrainError::of_checkpoint)?;
        let fresh = Self::with(job, config, clock, stepper)?;
        if position.done > fresh.task.examples() {
            return Err(TrainError::BadCheckpoint(msg!("checkpoint-beyond-epoch").into()));
        }
        Ok(Self { config: config_now, position, totals, best, patience, history, images: Some(images), ..fresh })
    }

    /// The run as it is between two steps; `totals` are those of the epoch under way.
    pub(super) fn checkpoint(&mut self, totals: Totals) -> Result<Checkpoint, ModelError> {
        let images = self.images.get_or_insert_with(|| self.job.data.fingerprint()).clone();
        Ok(Checkpoint {
            config: self.asked.clone(),
            start: self.job.start.as_ref().map(|model| model.card.clone()),
            teachers: self.job.teachers.clone(),
            images,
            position: RunPosition {
                elapsed_secs: self.clock.elapsed().as_secs_f64(),
                training_secs: self.clock.training().as_secs_f64(),
                ..self.position
            },
            totals,
            weights: self.stepper.raw_weights()?,
            optimiser: self.stepper.saved_optimiser()?,
            best: self.best.clone(),
            patience: self.patience,
            history: self.history.clone(),
        })
    }
}
