//! Settings of a run: plain data, checked once at the edge.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

pub use super::data_plan::DataPlan;
pub use super::distillation::Distillation;
pub use super::early_stopping::EarlyStopping;
pub use super::optimiser::Optimiser;
pub use super::output_layer::OutputLayer;
pub use super::prompts::Prompts;
pub use super::scaling::Scaling;
pub use super::schedule::Schedule;
pub use super::trainable::Trainable;

use super::TrainError;
use super::range::{between, check, from_to, within};
use crate::data::augment::{Augmentation, AugmentationError};
use crate::model::{Arch, Kernels};
use crate::msg;
use crate::text::Message;

/// Everything that decides a run. The same settings give the same curve on the same machine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrainConfig {
    /// Network.
    pub arch: Arch,
    /// Passes over the training images; see [`Self::EPOCHS`].
    pub epochs: usize,
    /// Images a step; see [`Self::BATCH_SIZE`].
    pub batch_size: usize,
    /// Seed of everything random in the run.
    pub seed: u64,
    /// Threads to compute on; 0 takes one for each core. See [`Self::THREADS`].
    pub threads: usize,
    /// Train on at most this many images, at least 1.
    pub limit: Option<usize>,
    /// Which images train, validate and test.
    pub data: DataPlan,
    /// Which weights change.
    pub trainable: Trainable,
    /// What becomes of the outputs of the model it starts from, if it does.
    pub output_layer: OutputLayer,
    /// Optimiser.
    pub optimiser: Optimiser,
    /// Highest learning rate, above 0 and at most [`Self::HIGHEST_RATE`].
    pub learning_rate: f64,
    /// Learning-rate schedule.
    pub schedule: Schedule,
    /// Epochs over which the rate first rises from 0, on top of the schedule; 0 for none. See
    /// [`Self::WARM_UP`].
    pub warmup: f64,
    /// Weight decay: decoupled for `AdamW`, added to the gradient (L2) for the others. See [`Self::WEIGHT_DECAY`].
    pub weight_decay: f64,
    /// L1 penalty: after each step every weight moves towards 0 by learning rate × this and stops there (soft
    /// thresholding). See [`Self::L1`].
    pub l1: f64,
    /// Dropout in place of the network's own rate; a network without dropout gets it in front of its last dense
    /// layer. See [`Self::DROPOUT`].
    pub dropout: Option<f32>,
    /// Label smoothing; see [`Self::LABEL_SMOOTHING`].
    pub label_smoothing: f64,
    /// Decay of the moving average of the weights, which then is what is validated and kept; see
    /// [`Self::WEIGHT_AVERAGE`].
    pub weight_average: Option<f64>,
    /// Largest L2 norm of the gradient over all weights: a longer one is scaled down to it (arXiv 1211.5063). See
    /// [`Self::CLIP_NORM`].
    pub clip_norm: Option<f64>,
    /// When to end before the last epoch.
    pub early_stopping: Option<EarlyStopping>,
    /// Synthetic share: of the images replaced by the same digit in made-up strokes, in shapes MNIST lacks; see
    /// [`Self::SYNTHETIC`].
    #[serde(rename = "written", alias = "synthetic")]
    pub synthetic: f64,
    /// What a network that writes is told before each digit.
    pub prompts: Prompts,
    /// Share of the images replaced by something that is no digit; see [`Self::OUTLIERS`].
    pub outliers: f64,
    /// Models to learn from besides the labels.
    pub distillation: Option<Distillation>,
    /// Random changes to the training images.
    pub augmentation: Augmentation,
    /// Preprocessing of pixels, for a run that starts from fresh weights; else it is that of the model.
    pub pixels: Scaling,
    /// Which operations compute the network.
    pub kernels: Kernels,
}

impl Default for TrainConfig {
    fn default() -> Self {
        Self {
            arch: Arch::Conv3,
            epochs: 3,
            batch_size: 64,
            seed: 1,
            threads: 0,
            limit: None,
            data: DataPlan::default(),
            trainable: Trainable::default(),
            output_layer: OutputLayer::default(),
            optimiser: Optimiser::AdamW { beta1: 0.9, beta2: 0.999 },
            learning_rate: 4e-3,
            schedule: Schedule::OneCycle,
            warmup: 0.0,
            weight_decay: 0.0,
            l1: 0.0,
            dropout: None,
            label_smoothing: 0.0,
            weight_average: None,
            clip_norm: None,
            early_stopping: None,
            synthetic: 0.0,
            prompts: Prompts::default(),
            outliers: 0.0,
            distillation: None,
            augmentation: Augmentation::default(),
            pixels: Scaling::Unit,
            kernels: Kernels::Fast,
        }
    }
}

impl TrainConfig {
    /// Range of [`epochs`](Self::epochs).
    pub const EPOCHS: RangeInclusive<usize> = 1..=1_000;
    /// Range of [`batch_size`](Self::batch_size).
    pub const BATCH_SIZE: RangeInclusive<usize> = 1..=4_096;
    /// Range of [`threads`](Self::threads).
    pub const THREADS: RangeInclusive<usize> = 0..=256;
    /// Largest [`learning_rate`](Self::learning_rate).
    pub const HIGHEST_RATE: f64 = 10.0;
    /// Range of [`warmup`](Self::warmup), in epochs.
    pub const WARM_UP: RangeInclusive<f64> = 0.0..=100.0;
    /// Range of [`weight_decay`](Self::weight_decay).
    pub const WEIGHT_DECAY: RangeInclusive<f64> = 0.0..=1.0;
    /// Range of [`l1`](Self::l1).
    pub const L1: RangeInclusive<f64> = 0.0..=1.0;
    /// Range of [`dropout`](Self::dropout), as a share of the numbers.
    pub const DROPOUT: RangeInclusive<f32> = 0.0..=0.9;
    /// Range of [`label_smoothing`](Self::label_smoothing), as a share of the label.
    pub const LABEL_SMOOTHING: RangeInclusive<f64> = 0.0..=0.5;
    /// Range of [`weight_average`](Self::weight_average).
    pub const WEIGHT_AVERAGE: RangeInclusive<f64> = 0.0..=0.9999;
    /// Range of [`clip_norm`](Self::clip_norm).
    pub const CLIP_NORM: RangeInclusive<f64> = 0.001..=1_000.0;
    /// Range of [`synthetic`](Self::synthetic).
    pub const SYNTHETIC: RangeInclusive<f64> = 0.0..=1.0;
    /// Range of [`outliers`](Self::outliers), as a share of the batch.
    pub const OUTLIERS: RangeInclusive<f64> = 0.0..=0.5;

    /// The usual settings of a network that writes.
    #[must_use]
    pub fn of_strokes(arch: Arch) -> Self {
        // A larger one takes smaller steps.
        let learning_rate = if arch.parameters() < 100_000 { 0.01 } else { 0.003 };
        Self {
            arch,
            epochs: 20,
            batch_size: 16,
            optimiser: Optimiser::AdamW { beta1: 0.9, beta2: 0.98 },
            learning_rate,
            weight_decay: 0.01,
            clip_norm: Some(1.0),
            synthetic: 0.7,
            ..Self::default()
        }
    }

    /// The same with everything about pictures as it is without being set: a network that writes sees none.
    #[must_use]
    pub fn without_pictures(mut self) -> Self {
        let usual = Self::default();
        let source = std::mem::take(&mut self.data.source);
        self.data = DataPlan { source, ..DataPlan::default() };
        self.output_layer = usual.output_layer;
        (self.outliers, self.distillation) = (usual.outliers, None);
        (self.augmentation, self.pixels) = (usual.augmentation, usual.pixels);
        self
    }

    /// The models to learn from besides the labels, as a person names them; none without distillation.
    #[must_use]
    pub fn teachers(&self) -> &[String] {
        self.distillation.as_ref().map_or(&[], |distillation| &distillation.teachers)
    }

    /// Checks every setting that can be judged without the data.
    ///
    /// # Errors
    /// Names the first setting that is out of range, and the range.
    pub fn validate(&self) -> Result<(), TrainError> {
        let count = |setting: Message, value, range: RangeInclusive<usize>| between(setting, value, &range);
        count(msg!("train-setting-epochs"), self.epochs, Self::EPOCHS)?;
        count(msg!("train-setting-batch-size"), self.batch_size, Self::BATCH_SIZE)?;
        count(msg!("train-setting-threads"), self.threads, Self::THREADS)?;
        if let Some(limit) = self.limit {
            within(msg!("train-setting-limit"), limit, 1, usize::MAX)?;
        }
        self.data.validate()?;
        self.trainable.validate()?;
        let rate = self.learning_rate;
        let highest = msg!("range-above-at-most", low = "0", high = Self::HIGHEST_RATE.to_string());
        check(msg!("train-setting-learning-rate"), rate, rate > 0.0 && rate <= Self::HIGHEST_RATE, highest)?;
        self.optimiser.validate()?;
        self.distillation.as_ref().map_or(Ok(()), Distillation::validate)?;
        self.schedule.validate()?;
        between(msg!("train-setting-warm-up"), self.warmup, &Self::WARM_UP)?;
        self.validate_regularisation()?;
        between(msg!("train-setting-synthetic"), self.synthetic, &Self::SYNTHETIC)?;
        between(msg!("train-setting-outliers"), self.outliers, &Self::OUTLIERS)?;
        self.augmentation.validate().map_err(|AugmentationError { name, range, value }| TrainError::BadSetting {
            setting: name.into(),
            value: value.to_string(),
            range: from_to(range.start(), range.end()),
        })
    }

    /// Checks that the split leaves something to train and to validate on, of these numbers of images.
    ///
    /// # Errors
    /// When it does not.
    pub fn validate_for(&self, train: usize, test: usize) -> Result<(), TrainError> {
        self.data.validate_for(train, test)
    }

    fn validate_regularisation(&self) -> Result<(), TrainError> {
        between(msg!("train-setting-weight-decay"), self.weight_decay, &Self::WEIGHT_DECAY)?;
        between(msg!("train-setting-l1"), self.l1, &Self::L1)?;
        if let Some(rate) = self.dropout {
            between(msg!("train-setting-dropout"), rate, &Self::DROPOUT)?;
        }
        between(msg!("train-setting-label-smoothing"), self.label_smoothing, &Self::LABEL_SMOOTHING)?;
        if let Some(decay) = self.weight_average {
            between(msg!("train-setting-weight-average"), decay, &Self::WEIGHT_AVERAGE)?;
        }
        if let Some(norm) = self.clip_norm {
            between(msg!("train-setting-clip-norm"), norm, &Self::CLIP_NORM)?;
        }
        self.early_stopping.map_or(Ok(()), EarlyStopping::validate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Named;
    use crate::train::{SplitPlan, StoppingMeasure};

    /// The sentence with which the defaults, changed like this, are refused.
    fn refusal(change: impl FnOnce(&mut TrainConfig)) -> String {
        let mut config = TrainConfig::default();
        change(&mut config);
        config.validate().expect_err("it is out of range").to_string()
    }

    #[test]
    fn the_defaults_are_in_range() {
        TrainConfig::default().validate().expect("defaults train");
        TrainConfig::default().validate_for(60_000, 10_000).expect("defaults fit MNIST");
    }

    #[test]
    fn a_setting_out_of_range_is_refused_with_the_range() {
        assert_eq!(refusal(|c| c.epochs = 0), "the number of epochs is 0; it has to be from 1 to 1000");
        assert_eq!(
            refusal(|c| c.learning_rate = 100.0),
            "the learning rate is 100; it has to be above 0 and at most 10"
        );
        for (named, sentence) in [
            ("epochs", refusal(|c| c.epochs = 1_001)),
            ("batch", refusal(|c| c.batch_size = 0)),
            ("batch", refusal(|c| c.batch_size = 4_097)),
            ("threads", refusal(|c| c.threads = 257)),
            ("validation", refusal(|c| c.data = DataPlan::holding_out(0))),
            ("training images", refusal(|c| c.limit = Some(0))),
            ("learning rate", refusal(|c| c.learning_rate = 0.0)),
            ("learning rate", refusal(|c| c.learning_rate = f64::NAN)),
            ("weight decay", refusal(|c| c.weight_decay = -0.1)),
            ("smoothing", refusal(|c| c.label_smoothing = 0.6)),
            ("momentum", refusal(|c| c.optimiser = Optimiser::Sgd { momentum: 1.0, nesterov: true })),
            ("beta 1", refusal(|c| c.optimiser = Optimiser::AdamW { beta1: -0.5, beta2: 0.9 })),
            ("beta 2", refusal(|c| c.optimiser = Optimiser::AdamW { beta1: 0.9, beta2: f64::INFINITY })),
            ("decay of the optimiser", refusal(|c| c.optimiser = Optimiser::RmsProp { decay: 1.0, momentum: 0.0 })),
            ("momentum", refusal(|c| c.optimiser = Optimiser::RmsProp { decay: 0.9, momentum: -0.1 })),
            ("beta 1", refusal(|c| c.optimiser = Optimiser::Adam { beta1: 1.0, beta2: 0.9 })),
            ("epochs between two", refusal(|c| c.schedule = Schedule::Step { every: 0, factor: 0.5 })),
            ("factor of the schedule", refusal(|c| c.schedule = Schedule::Step { every: 1, factor: 0.0 })),
            ("factor of the schedule", refusal(|c| c.schedule = Schedule::Exponential { factor: 1.5 })),
            ("warm-up", refusal(|c| c.warmup = -1.0)),
            ("L1", refusal(|c| c.l1 = 2.0)),
            ("dropout", refusal(|c| c.dropout = Some(1.0))),
            ("weight average", refusal(|c| c.weight_average = Some(1.0))),
            ("gradient", refusal(|c| c.clip_norm = Some(0.0))),
            (
                "patience",
                refusal(|c| c.early_stopping = Some(EarlyStopping { patience: 0, ..EarlyStopping::default() })),
            ),
            (
                "improvement",
                refusal(|c| {
                    c.early_stopping = Some(EarlyStopping { min_change: f64::NAN, ..EarlyStopping::default() });
                }),
            ),
            ("made-up digits", refusal(|c| c.synthetic = -0.1)),
            ("without a digit", refusal(|c| c.outliers = 0.6)),
            ("teachers", refusal(|c| c.distillation = Some(Distillation::default()))),
            (
                "share of the teachers",
                refusal(|c| c.distillation = Some(Distillation { share: f64::NAN, ..Distillation::from_one("tiny") })),
            ),
            (
                "temperature",
                refusal(|c| c.distillation = Some(Distillation { temperature: 0.5, ..Distillation::from_one("tiny") })),
            ),
            ("rank", refusal(|c| c.trainable = Trainable::LowRank { rank: 0 })),
            ("label noise", refusal(|c| c.data.label_noise = 1.5)),
            ("of each digit", refusal(|c| c.data.per_digit = Some(0))),
            ("folds", refusal(|c| c.data.split = SplitPlan::KFold { folds: 1, fold: 1 })),
            ("shares", refusal(|c| c.data.split = SplitPlan::Ratio { train: 0.5, validation: 0.2, test: 0.2 })),
            ("shift", refusal(|c| c.augmentation.shift = 9.0)),
            ("rotation", refusal(|c| c.augmentation.rotation = f32::NAN)),
            ("scale", refusal(|c| c.augmentation.scale = 0.6)),
            ("shear", refusal(|c| c.augmentation.shear = -0.1)),
        ] {
            assert!(sentence.contains(named) && sentence.contains("it has to be"), "{sentence}");
        }
    }

    #[test]
    fn validation_has_to_leave_an_image_to_train_on() {
        let config = TrainConfig { data: DataPlan::holding_out(100), ..TrainConfig::default() };
        assert!(config.validate_for(101, 0).is_ok());
        let sentence = config.validate_for(100, 0).expect_err("nothing is left").to_string();
        assert_eq!(sentence, "the number of validation images is 100; it has to be from 1 to 99");
        assert!(config.validate_for(1, 0).is_err() && config.validate_for(0, 9).is_err());
    }

    #[test]
    fn settings_survive_json_and_missing_ones_take_their_defaults() {
        let config = TrainConfig { arch: Arch::Mlp, limit: Some(100), ..TrainConfig::default() };
        let json = serde_json::to_string(&config).expect("settings serialise");
        assert_eq!(serde_json::from_str::<TrainConfig>(&json).expect("and back"), config);
        assert_eq!(serde_json::from_str::<TrainConfig>("{}").expect("all defaults"), TrainConfig::default());
    }

    #[test]
    fn choices_have_a_title_and_a_sentence() {
        for optimiser in Optimiser::ALL {
            assert!(!optimiser.title().is_empty() && !optimiser.help().ends_with('.'));
            let config = TrainConfig { optimiser, learning_rate: optimiser.usual_rate(), ..TrainConfig::default() };
            config.validate().expect("the usual settings are in range");
        }
        for schedule in Schedule::ALL {
            assert!(!schedule.title().is_empty() && !schedule.help().ends_with('.'));
            TrainConfig { schedule, ..TrainConfig::default() }.validate().expect("the usual settings are in range");
        }
        let words = |choice: &dyn Named| [choice.title(), choice.help()];
        let weights = Trainable::ALL.map(|choice| words(&choice)).into_iter();
        let measures = StoppingMeasure::ALL.iter().map(|choice| words(choice));
        for [title, help] in weights.chain(SplitPlan::ALL.map(|choice| words(&choice))).chain(measures) {
            assert!(!title.is_empty() && !help.is_empty() && !help.ends_with('.'));
        }
    }

    #[test]
    fn settings_written_before_there_were_so_many_still_load() {
        let old = r#"{"arch":"mlp","validation_images":100,"optimiser":{"sgd":{"momentum":0.5}},"schedule":"cosine"}"#;
        let config: TrainConfig = serde_json::from_str(old).expect("it was written by this program");
        assert_eq!((config.arch, config.schedule), (Arch::Mlp, Schedule::Cosine));
        assert_eq!(config.optimiser, Optimiser::Sgd { momentum: 0.5, nesterov: false });
    }
}
