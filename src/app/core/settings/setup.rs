//! The settings of the next run, as the panel edits them and the settings file keeps them.

use crate::data::LabelSet;
use serde::{Deserialize, Serialize};

use super::panel::Section;
use crate::model::{Arch, Model, Skill};
use crate::msg;
use crate::store::runs::Purpose;
use crate::text::{Message, Named, ToMessage as _};
use crate::train::presets::{Preset, PresetStart};
use crate::train::{Job, Material, OutputLayer, TrainConfig, Trainable, TrainingData};

pub use crate::app::core::training::setup_command::SetupCommand;

/// Rate of a run that adds outputs, whose other weights are to change little.
const EXTENDED_RATE: f64 = 1e-3;
/// Rate of a run with a new output layer.
const NEW_RATE: f64 = 2e-3;

/// What a run starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StartFrom {
    /// The app's current model: fine-tuning.
    #[default]
    CurrentModel,
    /// The model that writes: fine-tuning.
    WritingModel,
    /// Fresh random weights.
    FreshWeights,
    /// Nothing, and no network either: another method.
    Method,
}

impl Named for StartFrom {
    fn key(&self) -> &'static str {
        match self {
            Self::CurrentModel => "setup-from-model",
            Self::WritingModel => "setup-from-writer",
            Self::FreshWeights => "setup-from-fresh-weights",
            Self::Method => "setup-from-method",
        }
    }
}

/// The settings of the next run, as the panel edits them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Setup {
    /// What it starts from.
    pub start_from: StartFrom,
    /// What the settings were made for, also where they were changed since.
    pub purpose: Option<Purpose>,
    /// Everything else.
    pub config: TrainConfig,
}

impl Default for Setup {
    fn default() -> Self {
        // What is started first is to show how a network learns: from fresh weights, and of a small network whose loss
        // begins at that of guessing. Networks behind ReLUs begin well above it.
        let mut first = Self::defaults(StartFrom::FreshWeights);
        first.config.arch = Arch::LeNet5;
        first
    }
}

impl Setup {
    /// The defaults for a way to start: fine-tuning takes fewer and smaller steps, so as not to forget what is known.
    #[must_use]
    pub fn defaults(start_from: StartFrom) -> Self {
        let mut config = TrainConfig::default();
        match start_from {
            StartFrom::CurrentModel => {
                config.learning_rate = 5e-4;
            }
            StartFrom::WritingModel => {
                config = TrainConfig::of_strokes(Arch::GptTiny);
                (config.epochs, config.learning_rate) = (10, 1e-3);
            }
            StartFrom::FreshWeights | StartFrom::Method => {}
        }
        Self { start_from, purpose: None, config }
    }

    /// The defaults for the same start, of a network that does the same.
    #[must_use]
    pub fn usual(&self) -> Self {
        match (self.start_from, self.skill()) {
            (StartFrom::FreshWeights, Skill::ContinuesTokens) => {
                Self { purpose: None, config: TrainConfig::of_strokes(self.config.arch), ..self.clone() }
            }
            (start_from, _) => Self::defaults(start_from),
        }
    }

    /// What the network does that learns.
    #[must_use]
    pub fn skill(&self) -> Skill {
        match self.start_from {
            StartFrom::CurrentModel | StartFrom::Method => Skill::ReadsPictures,
            StartFrom::WritingModel => Skill::ContinuesTokens,
            StartFrom::FreshWeights => self.config.arch.skill(),
        }
    }

    /// Whether a network that writes could be trained now, where one `has_writer` to start from or not; `None` where these
    /// settings are for one that reads.
    #[must_use]
    pub fn can_write(&self, has_writer: bool) -> Option<bool> {
        match self.skill() {
            Skill::ReadsPictures => None,
            Skill::ContinuesTokens => Some(has_writer || self.start_from != StartFrom::WritingModel),
        }
    }

    /// What becomes of the outputs of the model that is started from, with the weights that learn and the rate that suit
    /// it: fresh outputs alone can take larger steps than what the model knows already.
    pub fn choose_outputs(&mut self, outputs: OutputLayer) {
        self.config.output_layer = outputs;
        let usual = Self::defaults(self.start_from).config;
        (self.config.trainable, self.config.learning_rate) = match outputs {
            OutputLayer::Kept => (usual.trainable, usual.learning_rate),
            OutputLayer::Extended => (Trainable::All, EXTENDED_RATE),
            OutputLayer::New => (Trainable::All, NEW_RATE),
        };
    }

    /// Another network for fresh weights. One that does something else brings the usual settings of what it does.
    pub fn use_network(&mut self, arch: Arch) {
        let before = self.skill();
        self.config.arch = arch;
        if self.skill() != before {
            self.config = match arch.skill() {
                Skill::ContinuesTokens => TrainConfig::of_strokes(arch),
                Skill::ReadsPictures => TrainConfig { arch, ..TrainConfig::default() },
            };
        }
    }

    /// Why a run of `images` to train on and `tests` to test on with these settings cannot start, as a clause.
    #[must_use]
    pub fn refusal(&self, images: usize, tests: usize) -> Option<Message> {
        let config = match self.skill() {
            Skill::ReadsPictures => self.fitted(images),
            Skill::ContinuesTokens => self.config.clone().without_pictures(),
        };
        if self.skill() == Skill::ContinuesTokens {
            return config.validate().err().map(|error| error.to_message());
        }
        let checked = config.validate().and_then(|()| config.validate_for(images, tests));
        checked.err().map(|error| error.to_message())
    }

    /// Whether a setting in `section` of the panel is another one than in `other`.
    #[must_use]
    pub fn differs(&self, other: &Self, section: Section) -> bool {
        let (one, other) = (&self.config, &other.config);
        // Sums of what a section shows; numbers are compared as they are, however few digits of them are shown.
        match section {
            Section::Data => {
                let writes = self.skill() == Skill::ContinuesTokens;
                let of = |config: &TrainConfig| (config.limit, config.prompts, writes.then_some(config.synthetic));
                one.data != other.data || of(one) != of(other)
            }
            Section::Augmentation => (&one.augmentation, one.synthetic) != (&other.augmentation, other.synthetic),
            Section::Learning => {
                let of = |config: &TrainConfig| (config.optimiser, config.schedule, config.warmup, config.clip_norm);
                of(one) != of(other)
            }
            Section::Regularisation => {
                let of = |config: &TrainConfig| {
                    let TrainConfig { weight_decay, l1, dropout, label_smoothing, weight_average, outliers, .. } =
                        *config;
                    (weight_decay, l1, dropout, label_smoothing, weight_average, outliers)
                };
                of(one) != of(other)
            }
            Section::Teachers => {
                // Without a teacher, how much is learned from them says nothing.
                let of = |config: &TrainConfig| {
                    config.distillation.clone().filter(|distillation| !distillation.teachers.is_empty())
                };
                of(one) != of(other)
            }
            Section::EarlyStopping => one.early_stopping != other.early_stopping,
            Section::Trainable => (one.trainable, one.output_layer) != (other.trainable, other.output_layer),
            // A model that is trained further brings its own.
            Section::Pixels => self.start_from == StartFrom::FreshWeights && one.pixels != other.pixels,
            Section::Run => (one.seed, one.threads) != (other.seed, other.threads),
        }
    }

    /// The settings, with those that do not fit the number of images brought down to it.
    fn fitted(&self, images: usize) -> TrainConfig {
        let mut config = self.config.clone();
        config.data.split = config.data.split.within(images);
        config
    }

    /// The settings of a lesson; whoever takes them makes the model current that it starts from.
    #[must_use]
    pub fn preset(preset: Preset) -> Self {
        let start_from = match preset.start() {
            PresetStart::Fresh => StartFrom::FreshWeights,
            PresetStart::Bundled(_) => StartFrom::CurrentModel,
            PresetStart::Writer => StartFrom::WritingModel,
        };
        Self { start_from, purpose: Some(Purpose::Lesson(preset)), config: preset.config() }
    }

    /// Starts from something else. Epochs and rate that were not touched become the usual ones of the new start.
    pub fn switch(&mut self, start_from: StartFrom) {
        let skill = self.skill();
        let (used, usual) = (self.usual().config, Self::defaults(start_from).config);
        let before = std::mem::replace(&mut self.start_from, start_from);
        if self.skill() != skill {
            // What another kind of network learns by fits nothing here.
            self.config = usual;
            return;
        }
        self.start_from = before;
        if self.config.epochs == used.epochs {
            self.config.epochs = usual.epochs;
        }
        if self.config.learning_rate.to_bits() == used.learning_rate.to_bits() {
            self.config.learning_rate = usual.learning_rate;
        }
        self.start_from = start_from;
    }

    /// The job these settings ask for: fine-tuning takes network and preprocessing from `current`. Settings that do
    /// not fit the number of images are brought down to it. `teachers` are the models that the settings name as such.
    #[must_use]
    pub fn job(&self, current: Option<&Model>, teachers: &[Model], data: TrainingData) -> Job {
        let mut config = self.fitted(data.train.len());
        let start = match (self.start_from, current) {
            (StartFrom::CurrentModel, Some(current)) => {
                config.arch = current.card.architecture;
                config.pixels = current.card.pixels.into();
                Some(current.clone())
            }
            (StartFrom::CurrentModel | StartFrom::FreshWeights | StartFrom::WritingModel | StartFrom::Method, _) => {
                None
            }
        };
        Job { config, start, teachers: teachers.to_vec(), data: data.into() }
    }

    /// The job these settings ask for of a network that writes, which learns from `writing`; fine-tuning takes the network
    /// from `writer`.
    #[must_use]
    pub fn writing_job(&self, writer: Option<&Model>, writing: Material) -> Job {
        let mut config = self.config.clone().without_pictures();
        let start = match self.start_from {
            StartFrom::WritingModel => writer.cloned(),
            StartFrom::CurrentModel | StartFrom::FreshWeights | StartFrom::Method => None,
        };
        if let Some(writer) = &start {
            config.arch = writer.card.architecture;
        }
        Job { config, start, teachers: Vec::new(), data: writing }
    }

    /// What a run of a network that writes would do, in a sentence; `writer` is the model that writes.
    #[must_use]
    pub fn writing_plan(&self, writer: Option<&Model>) -> Message {
        let epochs = msg!("setup-count-epochs", epochs = self.config.epochs);
        match (self.start_from, writer) {
            (StartFrom::WritingModel, Some(writer)) => {
                let weights = msg!("setup-count-weights", weights = writer.card.architecture.parameters());
                msg!("setup-plan-tune-writer", model = writer.card.shown_name(), weights = weights, epochs = epochs)
            }
            (StartFrom::WritingModel | StartFrom::CurrentModel | StartFrom::FreshWeights | StartFrom::Method, _) => {
                let weights = msg!("setup-count-weights", weights = self.config.arch.parameters());
                let network = self.config.arch.name();
                msg!("setup-plan-train-writer", network = network, weights = weights, epochs = epochs)
            }
        }
    }

    /// What a run of `images` would do, in a sentence.
    #[must_use]
    pub fn plan(&self, current: Option<&Model>, images: usize, names: LabelSet) -> Message {
        let held_out = self.config.data.split.fitted(images).held_out(images);
        let rest = images.saturating_sub(held_out.min(images.saturating_sub(1)));
        let of_each = self.config.data.per_digit.map_or(rest, |images| images.saturating_mul(names.len()));
        let trained = rest.min(self.config.limit.unwrap_or(rest)).min(of_each);
        let images = msg!("setup-count-images", images = trained);
        let epochs = msg!("setup-count-epochs", epochs = self.config.epochs);
        let folds = self.config.data.split.fold().map(|(_, folds)| folds);
        match (self.start_from, current) {
            (StartFrom::CurrentModel, Some(current)) => {
                let model = current.card.shown_name();
                let weights = msg!(
                    "setup-count-weights",
                    weights = current.card.architecture.parameters_with(current.card.labels.len())
                );
                match folds {
                    None => msg!("setup-plan-tune", model = model, weights = weights, images = images, epochs = epochs),
                    Some(folds) => msg!(
                        "setup-plan-tune-folds",
                        model = model,
                        weights = weights,
                        images = images,
                        epochs = epochs,
                        folds = folds,
                    ),
                }
            }
            (StartFrom::CurrentModel | StartFrom::FreshWeights | StartFrom::WritingModel | StartFrom::Method, _) => {
                let network = self.config.arch.name();
                let weights = msg!("setup-count-weights", weights = self.config.arch.parameters_with(names.len()));
                match folds {
                    None => {
                        msg!("setup-plan-train", network = network, weights = weights, images = images, epochs = epochs)
                    }
                    Some(folds) => msg!(
                        "setup-plan-train-folds",
                        network = network,
                        weights = weights,
                        images = images,
                        epochs = epochs,
                        folds = folds,
                    ),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::training::run::tests::model;
    use crate::train::{Distillation, EarlyStopping, SplitPlan};

    #[test]
    fn the_plan_says_what_will_happen() {
        let setup = Setup::defaults(StartFrom::FreshWeights);
        let plan = "Train Three convolutions, 93,322 parameters, on 55,000 images for 3 epochs";
        assert_eq!(setup.plan(Some(&model(Arch::Softmax)), 60_000, LabelSet::DIGITS).to_string(), plan);
        let mut tuned = Setup::defaults(StartFrom::CurrentModel);
        (tuned.config.epochs, tuned.config.limit) = (1, Some(300));
        let mut few = Setup::defaults(StartFrom::FreshWeights);
        few.config.data.per_digit = Some(20);
        let plan = "Train Three convolutions, 93,322 parameters, on 200 images for 3 epochs";
        assert_eq!(few.plan(Some(&model(Arch::Softmax)), 60_000, LabelSet::DIGITS).to_string(), plan);
        let plan = "Fine-tune tiny, 7,850 parameters, on 300 images for 1 epoch";
        assert_eq!(tuned.plan(Some(&model(Arch::Softmax)), 60_000, LabelSet::DIGITS).to_string(), plan);
    }

    #[test]
    fn a_fresh_folder_begins_with_fresh_weights_and_an_older_file_with_what_it_says() {
        let config = TrainConfig { arch: Arch::LeNet5, ..TrainConfig::default() };
        assert_eq!(Setup::default(), Setup { start_from: StartFrom::FreshWeights, config, ..Setup::default() });
        let older = r#"{"start_from":"current_model","config":{"epochs":2}}"#;
        let read: Setup = serde_json::from_str(older).expect("it opens");
        assert_eq!((read.start_from, read.config.epochs), (StartFrom::CurrentModel, 2));
    }

    #[test]
    fn few_images_are_shared_out_so_that_most_of_them_train() {
        let data = crate::data::Dataset::new("few", vec![0; 300 * crate::data::PIXELS], vec![1; 300]).expect("it fits");
        let data = std::sync::Arc::new(data);
        let job =
            Setup::default().job(Some(&model(Arch::Softmax)), &[], TrainingData { train: data.clone(), test: data });
        assert_eq!(job.config.data.split, SplitPlan::Standard { validation: 60 });
        let plan = "Train Three convolutions, 93,322 parameters, on 240 images for 3 epochs";
        let setup = Setup::defaults(StartFrom::FreshWeights);
        assert_eq!(setup.plan(Some(&model(Arch::Softmax)), 300, LabelSet::DIGITS).to_string(), plan);
    }

    #[test]
    fn another_start_brings_its_usual_rate_unless_one_was_chosen() {
        let mut setup = Setup::defaults(StartFrom::CurrentModel);
        setup.switch(StartFrom::FreshWeights);
        assert_eq!(setup, Setup::defaults(StartFrom::FreshWeights));
        setup.config.learning_rate = 0.1;
        setup.switch(StartFrom::CurrentModel);
        assert_eq!(setup.config.epochs, 3);
        assert!((setup.config.learning_rate - 0.1).abs() < 1e-12);
    }

    #[test]
    fn a_change_too_small_to_be_told_is_one_and_belongs_to_one_section() {
        let usual = Setup::defaults(StartFrom::FreshWeights);
        let changed = |change: fn(&mut TrainConfig)| {
            let mut setup = usual.clone();
            change(&mut setup.config);
            Section::ALL.into_iter().filter(|&section| setup.differs(&usual, section)).collect::<Vec<_>>()
        };
        assert_eq!(changed(|_| {}), []);
        // Shown with two digits, this rate of dropout is that of the line before.
        assert_eq!(changed(|config| config.dropout = Some(0.001)), [Section::Regularisation]);
        assert_eq!(changed(|config| config.augmentation.scale = 0.001), [Section::Augmentation]);
        assert_eq!(changed(|config| config.data.label_noise = 0.001), [Section::Data]);
        assert_eq!(changed(|config| config.limit = Some(100)), [Section::Data]);
        assert_eq!(changed(|config| config.warmup += 0.5), [Section::Learning]);
        assert_eq!(changed(|config| config.early_stopping = Some(EarlyStopping::default())), [Section::EarlyStopping]);
        assert_eq!(changed(|config| config.distillation = Some(Distillation::default())), []);
        assert_eq!(changed(|config| config.threads = 3), [Section::Run]);
        assert_eq!(changed(|config| config.epochs += 1), [], "a setting that is always in view");
    }

    #[test]
    fn a_setting_out_of_range_is_refused_in_a_sentence_and_too_few_images_are_not_the_settings_fault() {
        let mut setup = Setup::defaults(StartFrom::FreshWeights);
        assert_eq!(setup.refusal(60_000, 10_000), None);
        assert_eq!(setup.refusal(300, 0), None, "the validation images are brought down to what there is");
        setup.config.learning_rate = 100.0;
        let refusal = "the learning rate is 100; it has to be above 0 and at most 10";
        let told = setup.refusal(60_000, 10_000).map(|refusal| refusal.to_string());
        assert_eq!(told.as_deref(), Some(refusal));
        setup = Setup::defaults(StartFrom::FreshWeights);
        setup.config.data.split = SplitPlan::Standard { validation: 0 };
        assert!(setup.refusal(60_000, 10_000).is_some());
    }
}
