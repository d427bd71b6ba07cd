//! What a run's `run.json` says: settings, state and result.

use serde::{Deserialize, Serialize};

use super::purpose::Purpose;
use crate::model::{Calibration, TrainingSummary, shown_name};
use crate::msg;
use crate::text::{Language, Message, Named, ToMessage};
use crate::train::smooth::smoothed;
use crate::train::{Collection, DataSource, History, Outcome, StopReason, TrainConfig, TrainError};

/// Newest format of `run.json` that this program writes and reads.
pub const RUN_FORMAT: u32 = 1;

/// Most points of [`RunRecord::sketch`].
const SKETCH_POINTS: usize = 48;

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
    /// The state of a run that ended for this reason.
    #[must_use]
    pub fn after(reason: StopReason) -> Self {
        match reason {
            StopReason::Completed => Self::Finished,
            StopReason::Stopped => Self::Stopped,
            StopReason::EarlyStopped(_) => Self::StoppedEarly,
            StopReason::Diverged => Self::Failed,
        }
    }
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

/// What a finished run measured: accuracies, calibration, speed, and what its model's card says.
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
    /// Name given by a person, or made up, in English or, by earlier versions, in the language of that time;
    /// [`RunRecord::title`] is what people see.
    pub name: String,
    /// Number that tells it from the other runs of the data folder, from 1; 0 where an earlier version wrote the file.
    #[serde(default)]
    pub number: usize,
    /// What its settings were made for, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
    /// The settings as they were used.
    pub settings: TrainConfig,
    /// Name of the model it started from, if it fine-tunes.
    #[serde(default)]
    pub started_from: Option<String>,
    /// Name of the data set it trained on.
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
    /// Why it failed; in files of earlier versions, words in the language of that time.
    #[serde(default, rename = "failure", alias = "fault", skip_serializing_if = "Option::is_none")]
    pub fault: Option<Message>,
    /// Epochs trained.
    #[serde(default)]
    pub epochs_done: usize,
    /// Epoch (from 1) of the best weights; 0 before the first.
    #[serde(default)]
    pub best_epoch: usize,
    /// Best accuracy on the validation images so far, in [0, 1].
    #[serde(default)]
    pub best_validation: Option<f64>,
    /// Accuracy on the validation images from before the first step to after the last epoch, in [0, 1], at most 48 values.
    #[serde(default)]
    pub sketch: Vec<f32>,
    /// Time trained, in seconds.
    #[serde(default)]
    pub elapsed_secs: f64,
    /// Whether somebody deleted it while it trained: what is left of it, should its process end now, is nobody's.
    #[serde(default)]
    pub is_unwanted: bool,
    /// Accuracies, calibration and speed at its end; `None` while it trains, and if it failed without any.
    #[serde(default)]
    pub result: Option<RunResult>,
    /// Command that repeats it, if there is one.
    #[serde(default)]
    pub command: Option<String>,
    /// File that the finished model is written to, also after the run was resumed; into the data folder if `None`.
    #[serde(default)]
    pub out: Option<std::path::PathBuf>,
}

impl RunRecord {
    /// A run with these settings that begins now (`started_secs` after 1970).
    #[must_use]
    pub fn begun(settings: TrainConfig, started_from: Option<String>, started_secs: u64) -> Self {
        Self {
            format: RUN_FORMAT,
            name: in_english(&made_up_name(None, started_from.as_deref(), &settings)),
            number: 0,
            purpose: None,
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
            sketch: Vec::new(),
            elapsed_secs: 0.0,
            is_unwanted: false,
            result: None,
            command: None,
            out: None,
        }
    }

    /// The same run with settings that were made for `purpose`, and a name that says so.
    #[must_use]
    pub fn made_for(mut self, purpose: Option<Purpose>) -> Self {
        self.purpose = purpose;
        self.name = in_english(&self.made_up_name());
        self
    }

    fn made_up_name(&self) -> Message {
        made_up_name(self.purpose, self.started_from.as_deref(), &self.settings)
    }

    /// Its name: the one a person gave it, or what it was made for and what it trains.
    #[must_use]
    pub fn title(&self) -> Message {
        match self.name_and_fold() {
            (name, true) => with_fold(name, &self.settings),
            (name, false) => name,
        }
    }

    /// What it and the other runs of its cross-validation are called together.
    #[must_use]
    pub fn title_without_fold(&self) -> Message {
        self.name_and_fold().0
    }

    /// Its name without the fold, and whether its name tells the fold.
    fn name_and_fold(&self) -> (Message, bool) {
        let (started_from, settings) = (self.started_from.as_deref(), &self.settings);
        let made_up = [self.purpose, None].map(|purpose| made_up_name(purpose, started_from, settings));
        let is_made_up = |language: &Language| made_up.iter().any(|name| *name.in_language(*language) == *self.name);
        if Language::ALL.iter().any(is_made_up) {
            return (purpose_and_network(self.purpose, started_from, settings), true);
        }
        // Which fold it is stands behind a given name in the language in which the run was begun.
        let behind = |language: &Language| {
            let fold = with_fold(Message::verbatim(""), &self.settings).in_language(*language);
            self.name.strip_suffix(&*fold).filter(|name| !name.is_empty())
        };
        match Language::ALL.iter().find_map(behind) {
            Some(name) => (Message::verbatim(name), true),
            None => (Message::verbatim(&self.name), false),
        }
    }

    /// Name and number: what no other run is called.
    #[must_use]
    pub fn label(&self) -> Message {
        label(self.title(), self.number)
    }

    /// Whether a person may mean it by `wanted`: its name, the words it is shown as, or its number as "#3".
    #[must_use]
    pub fn is_called(&self, wanted: &str) -> bool {
        let number = wanted.strip_prefix('#').and_then(|number| number.parse().ok());
        self.name == wanted || *self.title().to_string() == *wanted || number == Some(self.number)
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
        self.name = in_english(&with_fold(Message::verbatim(name), &self.settings));
    }

    /// Takes over what the history says.
    pub fn follow(&mut self, history: &History) {
        self.epochs_done = history.epochs.len();
        self.elapsed_secs = history.elapsed_secs();
        self.sketch = sketch(history);
        if let Some(best) = history.best_epoch() {
            self.best_epoch = best.epoch;
            self.best_validation = Some(best.validation_accuracy);
        }
    }

    /// Takes over how the run ended well, at `ended_secs` after 1970.
    pub fn finish(&mut self, outcome: &Outcome, ended_secs: u64) {
        (self.state, self.ended_secs) = (RunState::after(outcome.reason), Some(ended_secs));
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
        self.fault = Some(error.to_message());
    }
}

/// A name for a run that nobody named: what its settings were made for, the network or the model it starts from, and
/// which fold of a cross-validation it is.
#[must_use]
pub fn made_up_name(purpose: Option<Purpose>, started_from: Option<&str>, settings: &TrainConfig) -> Message {
    with_fold(purpose_and_network(purpose, started_from, settings), settings)
}

fn purpose_and_network(purpose: Option<Purpose>, started_from: Option<&str>, settings: &TrainConfig) -> Message {
    let trained = match started_from {
        Some(model) => msg!("run-name-tuned", model = shown_name(model)),
        None => settings.arch.name(),
    };
    match purpose {
        Some(purpose) => msg!("run-name-purpose", purpose = purpose.name(), trained = trained),
        None => trained,
    }
}

/// Words as they are written into files, whatever language the thread speaks.
fn in_english(name: &Message) -> String {
    name.in_language(Language::English).into_owned()
}

/// Name and number of a run: what no other run is called.
#[must_use]
pub fn label(name: Message, number: usize) -> Message {
    msg!("run-label", name = name, number = number.to_string())
}

fn with_fold(name: Message, settings: &TrainConfig) -> Message {
    match settings.data.split.fold() {
        Some((fold, folds)) => msg!("run-name-fold", name = name, fold = fold, folds = folds),
        None => name,
    }
}

/// The accuracies on the validation images before the first step and after each epoch, thinned evenly; the first and the
/// last are always among them. Before the first epoch is done, those within it, or else what is read right while learning.
#[must_use]
pub fn sketch(history: &History) -> Vec<f32> {
    let validated = history.validation_curve();
    let accuracies: Vec<f64> = if !history.epochs.is_empty() {
        let baseline = history.baseline().map(|report| report.accuracy);
        baseline.into_iter().chain(history.epochs.iter().map(|report| report.validation_accuracy)).collect()
    } else if validated.len() > 1 {
        validated.iter().map(|report| report.accuracy).collect()
    } else {
        let some = history.steps.len().div_ceil(10 * SKETCH_POINTS).max(1);
        let steps = history.steps.iter().step_by(some).map(|report| [report.step as f64, report.accuracy]);
        let steps: Vec<[f64; 2]> = steps.collect();
        let span = steps.last().map_or(1.0, |last| last[0] / 8.0).max(1.0);
        smoothed(&steps, span).into_iter().map(|[_, accuracy]| accuracy).collect()
    };
    let points = accuracies.len().min(SKETCH_POINTS);
    let place = |point: usize| point * accuracies.len().saturating_sub(1) / points.saturating_sub(1).max(1);
    let value = |point: usize| accuracies.get(place(point)).map(|accuracy| *accuracy as f32);
    (0..points).filter_map(value).filter(|value| value.is_finite()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Arch;
    use crate::train::presets::Preset;
    use crate::train::{EpochReport, SplitPlan, StepReport, ValidationReport};

    #[test]
    fn the_folds_of_a_cross_validation_can_be_told_by_their_names() {
        let mut settings = TrainConfig::default();
        assert_eq!(RunRecord::begun(settings.clone(), None, 0).name, settings.arch.title());
        settings.data.split = SplitPlan::KFold { folds: 5, fold: 2 };
        let mut record = RunRecord::begun(settings, Some("start".into()), 0);
        assert_eq!(record.name, "start, tuned, fold 2 of 5");
        record.call("mine");
        assert_eq!(record.name, "mine, fold 2 of 5");
        assert_eq!(record.title().in_language(Language::Chinese), "mine，第 2 折（共 5 折）");
    }

    #[test]
    fn a_run_is_called_by_its_lesson_its_network_and_its_number_in_every_language() {
        let settings = TrainConfig { arch: Arch::Mlp, ..TrainConfig::default() };
        let purpose = Some(Purpose::Lesson(Preset::Overfit));
        let mut record = RunRecord::begun(settings, None, 0).made_for(purpose);
        record.number = 12;
        assert_eq!(record.label().to_string(), "Overfit on purpose · Multi-layer perceptron #12");
        assert_eq!(record.label().in_language(Language::Chinese), "故意过拟合 · 多层感知机 #12");
        // A name of a person's own is the same in every language; the number stays.
        record.call("Monday");
        assert_eq!(record.label().in_language(Language::Chinese), "Monday #12");
    }

    #[test]
    fn why_a_run_failed_is_kept_in_no_language_and_told_in_that_of_the_moment() {
        let mut record = RunRecord::begun(TrainConfig::default(), None, 0);
        Language::Chinese.make_current();
        record.fail(&TrainError::Discarded, 9);
        let text = serde_json::to_string(&record).expect("it is written");
        Language::English.make_current();
        let read: RunRecord = serde_json::from_str(&text).expect("it is read");
        let fault = read.fault.expect("it is told");
        assert_eq!(fault.in_language(Language::English), "training was ended and its result deleted");
        assert_eq!(
            fault.in_language(Language::Chinese),
            TrainError::Discarded.to_message().in_language(Language::Chinese)
        );
        // An earlier version wrote words.
        let mut old = serde_json::to_value(RunRecord::begun(TrainConfig::default(), None, 0)).expect("it is written");
        old["fault"] = "the disk is full".into();
        let read: RunRecord = serde_json::from_value(old).expect("it is read");
        assert_eq!(read.fault.map(|fault| fault.to_string()).as_deref(), Some("the disk is full"));
    }

    #[test]
    fn a_record_of_an_earlier_version_has_a_name_that_follows_the_language() {
        let mut record = RunRecord::begun(TrainConfig { arch: Arch::Softmax, ..TrainConfig::default() }, None, 0);
        record.name = "Softmax regression".to_owned();
        let mut old = serde_json::to_value(&record).expect("it is written");
        let fields = old.as_object_mut().expect("it is an object");
        for new in ["number", "purpose", "sketch"] {
            fields.remove(new);
        }
        let read: RunRecord = serde_json::from_value(old).expect("it is read");
        assert_eq!((read.number, read.title().to_string().as_str()), (0, "Softmax regression"));
        assert_eq!(read.title().in_language(Language::Chinese), Arch::Softmax.name().in_language(Language::Chinese));
    }

    #[test]
    fn the_sketch_of_a_long_run_begins_and_ends_where_the_run_does() {
        let epoch =
            |epoch: usize| EpochReport { epoch, validation_accuracy: epoch as f64 / 1_000.0, ..EpochReport::default() };
        let mut history = History::default();
        assert!(sketch(&history).is_empty());
        // Stopped before the first epoch was done.
        let mut stopped = History::default();
        for step in 1..=1_000 {
            stopped.steps.push(StepReport { step, accuracy: step as f64 / 1_000.0, ..StepReport::default() });
        }
        let rising = sketch(&stopped);
        assert!(rising.len() > 1 && rising.len() <= SKETCH_POINTS, "{rising:?}");
        assert!(rising.windows(2).all(|pair| pair[0] < pair[1]), "{rising:?}");
        for (step, accuracy) in [(0, 0.1), (400, 0.5)] {
            stopped.validations.push(ValidationReport { step, accuracy, ..ValidationReport::default() });
        }
        assert_eq!(sketch(&stopped), [0.1, 0.5]);
        stopped.epochs.push(EpochReport { epoch: 1, step: 1_000, validation_accuracy: 0.9, ..EpochReport::default() });
        assert_eq!(sketch(&stopped), [0.1, 0.9], "evenly over the epochs");
        history.epochs.push(epoch(1));
        assert_eq!(sketch(&history), [0.001]);
        history.epochs = (1..=500).map(epoch).collect();
        let sketch = sketch(&history);
        assert_eq!((sketch.len(), sketch.first(), sketch.last()), (48, Some(&0.001), Some(&0.5)));
    }
}
