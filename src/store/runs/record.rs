//! What a run's `run.json` says: settings, state and result.

use serde::{Deserialize, Serialize};

use crate::model::{Calibration, TrainingSummary};
use crate::text::Named;
use crate::tr;
use crate::train::{Collection, DataSource, History, Outcome, StopReason, TrainConfig, TrainError};

/// Newest format of `run.json` that this program writes and reads.
pub const RUN_FORMAT: u32 = 1;

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum RunState {
    /// A process trains it.
    Running,
    /// All epochs are done.
    Finished,
    /// Somebody stopped it and kept its best weights.
    Stopped,
    /// It stopped by itself, because it no longer got better.
    StoppedEarly,
    /// It ended with a fault.
    Failed,
    /// Its process ended before it did.
    Interrupted,
}

impl RunState {
    /// Every state.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for RunState {
    fn key(&self) -> &'static str {
        match self {
            Self::Running => "run-state-running",
            Self::Finished => "run-state-finished",
            Self::Stopped => "run-state-stopped",
            Self::StoppedEarly => "run-state-stopped-early",
            Self::Failed => "run-state-failed",
            Self::Interrupted => "run-state-interrupted",
        }
    }
}

/// What a run brought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunResult {
    /// Accuracy of the best weights on the validation images, in [0, 1].
    pub validation_accuracy: f64,
    /// Their accuracy on the test images, in [0, 1], if it was measured.
    #[serde(default)]
    pub test_accuracy: Option<f64>,
    /// How to read their probabilities.
    #[serde(default)]
    pub calibration: Option<Calibration>,
    /// Mean training speed.
    #[serde(default)]
    pub images_per_second: f64,
    /// What goes on the model's card.
    #[serde(default)]
    pub summary: TrainingSummary,
}

/// Everything about a run but its curves and weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunRecord {
    /// Format of this file; see [`RUN_FORMAT`].
    pub format: u32,
    /// Name given by a person, or made up.
    pub name: String,
    /// The settings as they were used.
    pub settings: TrainConfig,
    /// Name of the model it started from, if it fine-tunes.
    #[serde(default)]
    pub started_from: Option<String>,
    /// Name of the images.
    #[serde(default)]
    pub data: String,
    /// Folder that the images came from; those inside the program if `None`.
    #[serde(default)]
    pub data_folder: Option<std::path::PathBuf>,
    /// When it began, in seconds since 1970.
    #[serde(default)]
    pub started_secs: u64,
    /// When it ended, in seconds since 1970.
    #[serde(default)]
    pub ended_secs: Option<u64>,
    /// How far it has come.
    pub state: RunState,
    /// Why it failed.
    #[serde(default)]
    pub fault: Option<String>,
    /// Epochs trained.
    #[serde(default)]
    pub epochs_done: usize,
    /// Epoch (from 1) of the best weights; 0 before the first.
    #[serde(default)]
    pub best_epoch: usize,
    /// Best accuracy on the validation images so far, in [0, 1].
    #[serde(default)]
    pub best_validation: Option<f64>,
    /// Time trained, in seconds.
    #[serde(default)]
    pub elapsed_secs: f64,
    /// Whether somebody threw it away: what is left of it, should its process end now, is nobody's.
    #[serde(default)]
    pub is_unwanted: bool,
    /// What it brought.
    #[serde(default)]
    pub result: Option<RunResult>,
    /// Command that repeats it, if there is one.
    #[serde(default)]
    pub command: Option<String>,
    /// File that its weights were asked to go to, also when it is resumed; into the data folder if `None`.
    #[serde(default)]
    pub out: Option<std::path::PathBuf>,
}

impl RunRecord {
    /// A run with these settings that begins now (`started_secs` after 1970).
    #[must_use]
    pub fn begun(settings: TrainConfig, started_from: Option<String>, started_secs: u64) -> Self {
        let name = match &started_from {
            Some(model) => tr!("run-name-tuned", model = model).into_owned(),
            None => settings.arch.title().to_string(),
        };
        Self {
            format: RUN_FORMAT,
            name: with_fold(&name, &settings),
            settings,
            started_from,
            data: String::new(),
            data_folder: None,
            started_secs,
            ended_secs: None,
            state: RunState::Running,
            fault: None,
            epochs_done: 0,
            best_epoch: 0,
            best_validation: None,
            elapsed_secs: 0.0,
            is_unwanted: false,
            result: None,
            command: None,
            out: None,
        }
    }

    /// Where its images came from, wherever the program is started.
    #[must_use]
    pub fn source(&self) -> DataSource {
        let source = self.settings.data.source.clone();
        match &self.data_folder {
            Some(folder) => DataSource { from: Collection::Folder(folder.clone()), ..source },
            None => source,
        }
    }

    /// Gives it a name of a person's own; which fold it is of a cross-validation is added.
    pub fn call(&mut self, name: &str) {
        self.name = with_fold(name, &self.settings);
    }

    /// Takes over what the history says.
    pub fn follow(&mut self, history: &History) {
        self.epochs_done = history.epochs.len();
        self.elapsed_secs = history.elapsed_secs();
        if let Some(best) = history.best_epoch() {
            self.best_epoch = best.epoch;
            self.best_validation = Some(best.validation_accuracy);
        }
    }

    /// Takes over how the run ended well, at `ended_secs` after 1970.
    pub fn finish(&mut self, outcome: &Outcome, ended_secs: u64) {
        self.state = match outcome.reason {
            StopReason::Completed => RunState::Finished,
            StopReason::Stopped => RunState::Stopped,
            StopReason::EarlyStopped(_) => RunState::StoppedEarly,
            StopReason::Diverged => RunState::Failed,
        };
        self.ended_secs = Some(ended_secs);
        self.settings = outcome.config.clone();
        self.epochs_done = outcome.summary.epochs;
        self.best_epoch = outcome.summary.best_epoch;
        self.best_validation = Some(outcome.validation_accuracy);
        self.elapsed_secs = outcome.seconds;
        self.data.clone_from(&outcome.summary.data);
        self.result = Some(RunResult {
            validation_accuracy: outcome.validation_accuracy,
            test_accuracy: Some(outcome.test_accuracy),
            calibration: outcome.calibration.clone(),
            images_per_second: outcome.images_per_second,
            summary: outcome.summary.clone(),
        });
    }

    /// Takes over the fault that ended the run, at `ended_secs` after 1970.
    pub fn fail(&mut self, error: &TrainError, ended_secs: u64) {
        if let TrainError::Diverged { best: Some(outcome), .. } = error {
            self.finish(outcome, ended_secs);
        }
        self.state = RunState::Failed;
        self.ended_secs = Some(ended_secs);
        self.fault = Some(error.to_string());
    }
}

fn with_fold(name: &str, settings: &TrainConfig) -> String {
    match settings.data.split.fold() {
        Some((fold, folds)) => tr!("run-name-fold", name = name, fold = fold, folds = folds).into_owned(),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::SplitPlan;

    #[test]
    fn the_folds_of_a_cross_validation_can_be_told_by_their_names() {
        let mut settings = TrainConfig::default();
        assert_eq!(RunRecord::begun(settings.clone(), None, 0).name, settings.arch.title());
        settings.data.split = SplitPlan::KFold { folds: 5, fold: 2 };
        let mut record = RunRecord::begun(settings, Some("start".into()), 0);
        assert_eq!(record.name, "start, tuned, fold 2 of 5");
        record.call("mine");
        assert_eq!(record.name, "mine, fold 2 of 5");
    }
}
