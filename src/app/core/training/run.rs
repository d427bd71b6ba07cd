//! One run as the window knows it: a fold over the trainer's events.

use crate::data::LabelSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::statistics::RunStatistics;
use crate::app::core::runs::compare::RunComparison;
use crate::app::core::runs::run_writer::RunFolderIdOnceKnown;
use crate::model::{Model, Pixels, shown_name};
use crate::store::runs::Purpose;
use crate::store::runs::record::{label, made_up_name};
use crate::text::{Message, Named as _, format};
use crate::tr;
use crate::train::history::History;
use crate::train::{Job, Outcome, TrainConfig, TrainError, TrainEvent};

/// How far a run has come.
#[derive(Debug)]
pub enum Phase {
    /// The thread was started and has not reported yet.
    Starting,
    /// It trains.
    Training,
    /// It holds.
    Paused,
    /// It was asked to stop and measures its best weights.
    Stopping,
    /// It ended well.
    Finished(Box<Outcome>),
    /// It ended with a fault.
    Failed(TrainError),
}

impl Phase {
    /// Whether its thread is at work or holding.
    #[must_use]
    pub fn is_live(&self) -> bool {
        match self {
            Self::Starting | Self::Training | Self::Paused | Self::Stopping => true,
            Self::Finished(_) | Self::Failed(_) => false,
        }
    }
}

/// Where a run's result is kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SavedState {
    /// Only in memory.
    #[default]
    Unsaved,
    /// A name is being typed for it.
    Naming(String),
    /// It is being written.
    Saving,
    /// It is on the disk.
    Saved(PathBuf),
}

impl SavedState {
    /// Whether it can be saved: under the name that was typed for it, or under one that is made up.
    #[must_use]
    pub fn can_be_saved(&self) -> bool {
        match self {
            Self::Unsaved => true,
            Self::Naming(name) => !name.trim().is_empty(),
            Self::Saving | Self::Saved(_) => false,
        }
    }
}

/// One run: what was asked for and what it has reported.
#[derive(Debug)]
pub struct Run {
    /// Its number among all runs of the data folder, from 1.
    pub number: usize,
    /// Its settings.
    pub config: TrainConfig,
    /// Name of the model it started from, if it fine-tunes.
    pub started_from: Option<String>,
    /// What its settings were made for, if that is known.
    pub purpose: Option<Purpose>,
    /// Where it is kept on the disk, once that is known.
    pub place: RunFolderIdOnceKnown,
    /// What its result is compared with: the model it started from, or the current one when it began.
    pub baseline: Option<Arc<Model>>,
    /// What it changed, once that is measured.
    pub compared: Option<RunComparison>,
    /// What it has reported.
    pub history: History,
    /// What was measured of it while somebody looked.
    pub statistics: RunStatistics,
    /// How far it has come.
    pub phase: Phase,
    /// Where its result is kept.
    pub kept: SavedState,
    /// Its result as it was last handed out, to be used or saved.
    pub handed_out: Option<Arc<Model>>,
    /// Whether what is being saved is also the current model.
    pub is_in_use: bool,
}

impl Run {
    /// A run of `job` that has not reported yet.
    #[must_use]
    pub fn new(number: usize, job: &Job) -> Self {
        Self {
            number,
            config: job.config.clone(),
            started_from: job.start.as_ref().map(|model| model.card.name.clone()),
            purpose: None,
            place: RunFolderIdOnceKnown::default(),
            baseline: None,
            compared: None,
            history: History::default(),
            statistics: RunStatistics::default(),
            phase: Phase::Starting,
            kept: SavedState::Unsaved,
            handed_out: None,
            is_in_use: false,
        }
    }

    /// Name of its folder, once it is there.
    #[must_use]
    pub fn folder(&self) -> Option<&str> {
        self.place.get().map(|place| place.id.as_str())
    }

    /// Name and number, as long as nobody gives it a name of their own.
    #[must_use]
    pub fn label(&self) -> Message {
        label(self.title(), self.number)
    }

    /// What its settings were made for, and the network or the model it starts from.
    #[must_use]
    pub fn title(&self) -> Message {
        made_up_name(self.purpose, self.started_from.as_deref(), &self.config)
    }

    /// Takes one report.
    pub fn apply(&mut self, event: TrainEvent) {
        self.history.apply(&event);
        match event {
            TrainEvent::Started(_) if matches!(self.phase, Phase::Starting) => self.phase = Phase::Training,
            TrainEvent::Started(_)
            | TrainEvent::Restored(_)
            | TrainEvent::Step(_)
            | TrainEvent::Validated(_)
            | TrainEvent::Epoch(_)
            | TrainEvent::Changed(_) => {}
            TrainEvent::Finished(outcome) => self.phase = Phase::Finished(outcome),
            TrainEvent::Failed(error) => self.phase = Phase::Failed(error),
        }
    }

    /// The epoch under way, from 1.
    #[must_use]
    pub fn epoch(&self) -> usize {
        (self.history.epochs.len() + 1).min(self.config.epochs)
    }

    /// Epochs trained so far, with the part of the one under way.
    #[must_use]
    pub fn epochs_done(&self) -> f64 {
        self.history.epochs_done()
    }

    /// Time the rest will take, in seconds, once that can be told: the first steps are slower than the others.
    #[must_use]
    pub fn secs_left(&self) -> Option<f64> {
        self.history.remaining_secs().filter(|_| self.history.elapsed_secs() > 2.0)
    }

    /// What it brought: its best weights, also if it failed after an epoch was done.
    #[must_use]
    pub fn result(&self) -> Option<&Outcome> {
        match &self.phase {
            Phase::Finished(outcome) | Phase::Failed(TrainError::Diverged { best: Some(outcome), .. }) => Some(outcome),
            Phase::Starting | Phase::Training | Phase::Paused | Phase::Stopping | Phase::Failed(_) => None,
        }
    }

    /// How the network under training reads pixels.
    #[must_use]
    pub fn pixels(&self) -> Pixels {
        self.history.started.as_ref().map(|started| started.pixels).unwrap_or_default()
    }

    /// What its classes are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        self.history.started.as_ref().map(|started| started.labels).unwrap_or_default()
    }

    /// A name for its result: the network or the model it started from, and its validation accuracy in per cent.
    #[must_use]
    pub fn suggested_name(&self) -> String {
        let accuracy = self.result().map_or(0.0, |result| result.validation_accuracy);
        let accuracy = format::decimal(accuracy * 100.0, 2);
        let name = match &self.started_from {
            Some(model) => tr!("model-name-tuned", model = shown_name(model), accuracy = accuracy),
            None => tr!("model-name-fresh", network = self.config.arch.name(), accuracy = accuracy),
        };
        name.into_owned()
    }

    /// The result as a model called `name`, made on `day` (YYYY-MM-DD).
    #[must_use]
    pub fn model(&self, name: &str, day: String) -> Option<Model> {
        self.result().map(|outcome| outcome.clone().into_model(name.to_owned(), day))
    }
}

#[cfg(test)]
pub(in crate::app) mod tests {
    use super::*;
    use crate::data::Dataset;
    use crate::model::{Arch, ModelCard, Pixels, TrainingSummary, Weights};
    use crate::train::{EpochReport, Started, StepReport, StopReason, TrainingData};

    /// A model with fresh weights, called "tiny".
    pub fn model(arch: Arch) -> Model {
        let card = ModelCard { seed: 1, ..ModelCard::new("tiny", arch, crate::data::LabelSet::DIGITS) };
        Model { card, weights: Weights::fresh(arch, 1) }
    }

    /// A run of two epochs of ten steps that has been announced.
    pub fn begun() -> Run {
        let none = Arc::new(Dataset::new("none", Vec::new(), Vec::new()).expect("nothing fits nothing"));
        let config = TrainConfig { epochs: 2, ..TrainConfig::default() };
        let data = TrainingData { train: none.clone(), test: none };
        let mut run = Run::new(1, &Job { config, start: None, teachers: Vec::new(), data: data.into() });
        run.apply(TrainEvent::Started(Started {
            arch: Arch::Conv3,
            trained_parameters: 93_322,
            train_images: 640,
            validation_images: 100,
            steps_per_epoch: 10,
            epochs: 2,
            pixels: Pixels::Unit,
            chance: 0.1,
            guessing_loss: std::f64::consts::LN_10,
            labels: crate::data::LabelSet::DIGITS,
            are_images_alike: false,
        }));
        run
    }

    /// A report of step `step`.
    pub fn step(step: u64) -> TrainEvent {
        TrainEvent::Step(StepReport {
            step,
            epochs: step as f64 / 10.0,
            loss: 1.0 / step as f64,
            accuracy: 0.5,
            learning_rate: 0.004,
            gradient_norm: 1.0,
            images_per_second: 640.0,
            elapsed_secs: step as f64 / 10.0,
        })
    }

    /// A report of epoch `epoch`.
    pub fn epoch(epoch: usize, validation_accuracy: f64, is_best: bool) -> TrainEvent {
        TrainEvent::Epoch(EpochReport {
            epoch,
            step: 10 * epoch as u64,
            train_loss: 0.2,
            train_accuracy: 0.95,
            validation_loss: 0.1,
            validation_accuracy,
            is_best,
            images_per_second: 640.0,
            elapsed_secs: epoch as f64,
        })
    }

    /// What a run of conv3 brought.
    pub fn outcome(reason: StopReason, validation_accuracy: f64) -> Outcome {
        Outcome {
            reason,
            weights: Weights::fresh(Arch::Conv3, 1),
            last_weights: Weights::fresh(Arch::Conv3, 1),
            validation_accuracy,
            test_accuracy: 0.9,
            calibration: None,
            images_per_second: 640.0,
            seconds: 1.0,
            summary: TrainingSummary::default(),
            config: TrainConfig::default(),
            labels: crate::data::LabelSet::DIGITS,
            pixels: Pixels::Unit,
        }
    }

    #[test]
    fn a_diverged_run_still_yields_its_best_weights() {
        let mut run = begun();
        run.apply(epoch(1, 0.9, true));
        let best = Some(Box::new(outcome(StopReason::Diverged, 0.9)));
        run.apply(TrainEvent::Failed(TrainError::Diverged { step: 12, loss: 1e7, remedies: Vec::new(), best }));
        let model = run.model("saved from the fire", "2026-01-01".to_owned()).expect("there are weights");
        assert_eq!(model.card.validation_accuracy, Some(0.9));
        model.weights.check(Arch::Conv3).expect("they fit");
    }
}
