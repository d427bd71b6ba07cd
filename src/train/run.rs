//! What a run is given and who watches it. The loop starts no thread but those it computes on: it calls the observer
//! for each event and asks it whether to go on.

use std::sync::Arc;

use super::session::Session;
use super::{
    Checkpoint, Interest, Material, Outcome, OutputLayer, SettingChange, Statistics, TrainConfig, TrainError,
    TrainEvent,
};
use crate::data::{Dataset, LabelSet, labels};
use crate::model::{Model, Weights};
use crate::msg;
use crate::text::ToMessage as _;

/// The images a run uses. The test images are only ever reported on.
#[derive(Debug, Clone)]
pub struct TrainingData {
    /// Split into training and validation images by the run's seed.
    pub train: Arc<Dataset>,
    /// For the accuracy reported at the end.
    pub test: Arc<Dataset>,
}

impl TrainingData {
    /// What the classes are called.
    #[must_use]
    pub fn names(&self) -> LabelSet {
        self.train.names()
    }

    /// The same images with their labels as numbers of the classes of `names`.
    ///
    /// # Errors
    /// When images show something that is not among these.
    pub fn relabelled(&self, names: LabelSet) -> Result<Self, TrainError> {
        let renamed = |set: &Arc<Dataset>| -> Result<Arc<Dataset>, TrainError> {
            if set.names() == names {
                return Ok(Arc::clone(set));
            }
            set.relabelled(names).map(Arc::new).map_err(|fault| TrainError::Labels(fault.to_message().into()))
        };
        Ok(Self { train: renamed(&self.train)?, test: renamed(&self.test)? })
    }

    /// Checks that a run on these images, from a model of the classes `model` with what `outputs` makes of its outputs, has
    /// an output for everything that is shown. Names without images do no harm.
    ///
    /// # Errors
    /// When it has not, or would have too many.
    pub fn check_outputs(&self, outputs: OutputLayer, model: LabelSet) -> Result<(), TrainError> {
        let labels = outputs.labels(model, self.names())?;
        if self.train.labels_as(labels).is_ok() && self.test.labels_as(labels).is_ok() {
            return Ok(());
        }
        Err(TrainError::OtherLabels {
            data: self.names().listed(),
            model: model.listed(),
            lacking: labels::listed(&labels.lacking(self.names())),
        })
    }
}

/// Everything a run needs.
#[derive(Debug, Clone)]
pub struct Job {
    /// Settings.
    pub config: TrainConfig,
    /// Model to fine-tune, of the architecture in `config`; fresh weights if `None`.
    pub start: Option<Model>,
    /// The models that [`TrainConfig::distillation`] names, in its order.
    pub teachers: Vec<Model>,
    /// What it learns from.
    pub data: Material,
}

impl Job {
    /// What the network of a run with these settings tells apart: what the images show, or the classes of the model it
    /// starts from, kept or with new ones behind them.
    ///
    /// # Errors
    /// When there would be too many.
    pub fn labels(&self, config: &TrainConfig) -> Result<LabelSet, TrainError> {
        let Material::Images(data) = &self.data else { return Ok(LabelSet::DIGITS) };
        let Some(start) = &self.start else { return Ok(data.names()) };
        config.output_layer.labels(start.card.labels, data.names())
    }

    /// The weights that a run with these settings starts from, with an output for each of its classes.
    ///
    /// # Errors
    /// When there would be too many classes.
    pub fn first_weights(&self, config: &TrainConfig) -> Result<Weights, TrainError> {
        let labels = self.labels(config)?;
        Ok(match &self.start {
            Some(model) => config.output_layer.weights(model, labels, config.seed),
            None => Weights::fresh_with(config.arch, labels.len(), config.seed),
        })
    }

    /// The settings as the run uses them: checked, with the pixels of the model it starts from.
    ///
    /// # Errors
    /// When a setting is out of range or is not the one of that model.
    pub fn checked_config(&self) -> Result<TrainConfig, TrainError> {
        self.config.validate()?;
        self.data.check(&self.config)?;
        let named = self.config.teachers().len();
        if named != self.teachers.len() {
            return Err(TrainError::BadSetting {
                setting: msg!("train-setting-teachers-at-hand").into(),
                value: self.teachers.len().to_string(),
                range: msg!("range-teachers-named", teachers = named),
            });
        }
        let mut config = self.config.clone();
        if let Some(start) = &self.start {
            if start.card.architecture != config.arch {
                return Err(TrainError::BadSetting {
                    setting: msg!("train-setting-network").into(),
                    value: config.arch.to_string(),
                    range: msg!("range-network-of-model", network = start.card.architecture.to_string()),
                });
            }
            config.pixels = start.card.pixels.into();
            if let Material::Images(data) = &self.data {
                data.check_outputs(config.output_layer, start.card.labels)?;
            }
        }
        Ok(config)
    }
}

/// What the loop does after a step, from the mildest to the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Directive {
    /// Go on.
    Continue,
    /// End the run and keep the best weights.
    Stop,
    /// End the run and throw everything away.
    Discard,
}

/// Who watches a run, from the thread that called [`run`].
pub trait Observer {
    /// Takes a report.
    fn event(&mut self, event: TrainEvent);
    /// Asked after every step; may block, which pauses the run (the time is not counted).
    fn directive(&mut self) -> Directive;
    /// The same, asked now and then while images are validated or tested.
    fn directive_while_measuring(&mut self) -> Directive {
        self.directive()
    }
    /// Whether the run is to end, told at once: validations before the first step and within an epoch are left out then.
    fn is_ending(&mut self) -> bool {
        false
    }
    /// Settings to change before the next step, asked for after each [`directive`](Self::directive) to go on. One
    /// that is out of range is left out: who takes them from a person checks them with [`SettingChange::validate`].
    fn changes(&mut self) -> Vec<SettingChange> {
        Vec::new()
    }
    /// Whether it wants a report on the step just done, however soon after the last one.
    fn wants_report(&mut self) -> bool {
        false
    }
    /// Whether it wants a copy of the weights now; asked after every step, so it has to be cheap.
    fn wants_weights(&mut self) -> bool {
        false
    }
    /// Takes the copy it asked for: the weights of the moving average, if there is one.
    fn weights(&mut self, _weights: Weights) {}
    /// Whether the coming step is taken alone, so that it is to be measured by itself; asked before every step.
    fn is_stepping(&mut self) -> bool {
        false
    }
    /// What it wants to see measured; asked after every step, so it has to be cheap. Nothing is measured for who does
    /// not ask, and nothing that is measured changes the run.
    fn interest(&mut self) -> Option<Interest> {
        None
    }
    /// Whether it keeps how far each layer moves, measured about once a second, whatever it is interested in.
    fn keeps_updates(&self) -> bool {
        false
    }
    /// Takes a measurement: what it asked for, a few times a second at most, and the digits after each epoch.
    fn statistics(&mut self, _statistics: Statistics) {}
    /// Whether it wants a checkpoint now; asked after every step, so it has to be cheap.
    fn wants_checkpoint(&mut self) -> bool {
        false
    }
    /// Takes the checkpoint it asked for.
    fn checkpoint(&mut self, _checkpoint: Box<Checkpoint>) {}
}

/// Trains to the end, or until the observer says stop. The same job gives the same epochs and weights, to the bit,
/// on the same machine, whatever the number of threads.
///
/// # Errors
/// When a setting is out of range, the weights do not fit, candle fails, the loss diverges or the observer discards
/// the run. `Finished` and `Failed` are not sent to the observer: the result is returned.
pub fn run(job: &Job, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
    let config = job.checked_config()?;
    Session::new(job, config)?.train(observer)
}

/// Goes on from a checkpoint as if the run had never been interrupted: all that follows, the weights included, is the
/// same to the bit. `job` is the one the run was started with, or [`Checkpoint::job`].
///
/// # Errors
/// As [`run`]; and when the checkpoint is not one of this job.
pub fn resume(job: &Job, checkpoint: Checkpoint, observer: &mut dyn Observer) -> Result<Outcome, TrainError> {
    let config = job.checked_config()?;
    Session::resume(job, config, checkpoint)?.train(observer)
}
