//! The command line as data: every option with its meaning and range. What they do is written elsewhere.

mod runs;

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use super::choices::{OptimiserChoice, PresetChoice, ScheduleChoice, TrainableChoice, ratio, setting};
use crate::data::{Augmentation, strength::Strength};
use crate::model::{Arch, Kernels};
use crate::train::SplitPlan;

pub use runs::{RunsArgs, RunsJob};

/// Draw digits, watch a convolutional network learn to read them, and look at what it gets wrong
///
/// Without a command, the window opens. Results go to standard output and everything else to standard error; the
/// exit status is 0, 1 for a failed job and 2 for bad usage.
#[derive(Debug, Parser)]
#[command(name = "digit-lab", version, max_term_width = 100, args_override_self = true)]
pub struct Args {
    /// Folder for saved models and settings, in place of the platform's
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Everywhere")]
    pub data_dir: Option<PathBuf>,
    /// What to log to standard error: off, error, warn, info, debug or trace; else `DIGIT_LAB_LOG` decides
    #[arg(long, global = true, value_name = "LEVEL", help_heading = "Everywhere")]
    pub log: Option<tracing::level_filters::LevelFilter>,
    /// What to do
    #[command(subcommand)]
    pub job: Option<Job>,
}

/// A job for machines without a screen.
#[derive(Debug, Subcommand)]
pub enum Job {
    /// Read digits from pictures (PNG, JPEG) and ink files (.jsonl)
    Classify(ClassifyArgs),
    /// Measure a model on the test set, or on a labelled ink file
    Evaluate(EvaluateArgs),
    /// Train a fresh model, or fine-tune one
    ///
    /// The weights of the best epoch are saved at the end; Ctrl+C ends the run and saves them, a second one ends
    /// the program. An interrupted run goes on from its last checkpoint with --resume.
    Train(Box<TrainArgs>),
    /// Measure on held-out images how sure a model may be of its answers, and write it on the model's card
    ///
    /// Training does this at its end; this is for models trained elsewhere or before. The images are those that the
    /// model's own run held out, found again by its seed.
    Calibrate(CalibrateArgs),
    /// List the models
    Models(ModelsArgs),
    /// List the runs that were kept, show one, export one
    Runs(RunsArgs),
}

/// Options of `calibrate`.
#[derive(Debug, clap::Args)]
pub struct CalibrateArgs {
    /// A model's name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(value_name = "MODEL")]
    pub model: String,
    /// Write the model here instead of giving it a new card; a bundled model needs it
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The folder of IDX files that the model was trained on, if it was not MNIST
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Write one JSON object: model, images, temperature, `ece_before`, `ece_after`, score,
    /// `refuse_below`, `unsure_below`, path
    #[arg(long)]
    pub json: bool,
}

/// Where a reading stops being an answer; what is not given is as the model's card has it.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct ThresholdArgs {
    /// Refuse what looks less like a digit than this share of the digits held out of training, 0 to 1; 0 refuses nothing
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub refuse_below: Option<f32>,
    /// Call a digit of less than this probability unsure, 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub unsure_below: Option<f32>,
}

/// Options of `classify`.
#[derive(Debug, clap::Args)]
pub struct ClassifyArgs {
    /// A model's name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Write one JSON object a digit
    ///
    /// Its fields are file, index (from 0), label (if the file has one), digit (or null), confidence, probabilities
    /// (ten numbers), verdict (digit, unsure, not-a-digit or empty) and, unless it is a digit, the reason in words.
    /// What is not a digit has a confidence and probabilities all the same, but no digit. Without ink the confidence
    /// is 0 and all probabilities are equal.
    #[arg(long)]
    pub json: bool,
    /// Where a reading stops being an answer
    #[command(flatten)]
    pub thresholds: ThresholdArgs,
    /// Which operations compute the network
    #[arg(long, value_enum, default_value_t)]
    pub kernels: KernelChoice,
    /// Pictures of one digit each, dark on light or light on dark, and files of pen strokes
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Options of `evaluate`.
#[derive(Debug, clap::Args)]
pub struct EvaluateArgs {
    /// A model's name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Measure on this file of pen strokes in place of the test set; can be given several times
    ///
    /// Every digit needs a label, and one without ink counts as read wrong.
    #[arg(long, value_name = "FILE")]
    pub ink: Vec<PathBuf>,
    /// Measure everything: the test set, the ink files, and how much of what is no digit is refused
    ///
    /// What is no digit is made by the program from a seed: letters, scribbles, hearts, two digits and so on. Nothing
    /// of it is ever trained on.
    #[arg(long)]
    pub not_digits: bool,
    /// Seed of what is no digit
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Take the test images from this folder of IDX files
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Write one JSON object for each data set: dataset, images, correct, accuracy, seconds, and more
    ///
    /// The others are `ece_before` and ece, the expected calibration error without and with the card's temperature; the
    /// shares refused and unsure; `median_ms` and `p99_ms`, the time from a pen's event to the probabilities. What is no
    /// digit has a line with its kinds instead.
    #[arg(long)]
    pub json: bool,
    /// Where a reading stops being an answer
    #[command(flatten)]
    pub thresholds: ThresholdArgs,
    /// Which operations compute the network
    #[arg(long, value_enum, default_value_t)]
    pub kernels: KernelChoice,
}

/// Options of `models`.
#[derive(Debug, clap::Args)]
pub struct ModelsArgs {
    /// Write one JSON object a model
    #[arg(long)]
    pub json: bool,
}

/// Options of `train`; what is not given is as the window begins with.
#[derive(Debug, clap::Args)]
pub struct TrainArgs {
    /// Network to train; with --from, --settings or --preset it may be left out
    #[arg(long, value_name = "NAME", value_parser = architectures(), required_unless_present_any = ["from", "settings", "preset", "resume"])]
    pub architecture: Option<Arch>,
    /// Fine-tune this model: a name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(long, value_name = "MODEL")]
    pub from: Option<String>,
    /// Go on with an interrupted run, as `digit-lab runs` lists it, with its own settings
    #[arg(long, value_name = "RUN", conflicts_with_all = ["architecture", "from", "settings", "preset"])]
    pub resume: Option<String>,
    /// Seconds between two checkpoints, from which an interrupted run can go on
    #[arg(long, value_name = "SECONDS", value_parser = whole(0, 86_400), default_value_t = 10)]
    pub checkpoint_every: usize,
    /// Take the settings from this file; the options below change single ones of them
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub settings: Option<PathBuf>,
    /// Take the settings of a lesson; the options below change single ones of them
    #[arg(long, value_enum)]
    pub preset: Option<PresetChoice>,
    /// Write the settings into this file, and train
    #[arg(long, value_name = "FILE")]
    pub save_settings: Option<PathBuf>,
    /// Change one setting by the name it has in a settings file; can be given several times
    ///
    /// The value is JSON or a word: `--set data.label_noise=0.2 --set pixels=standardised`
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    pub set: Vec<(String, String)>,
    /// Passes over the training images [default: 3]
    #[arg(long, value_name = "N", value_parser = whole(1, 1_000))]
    pub epochs: Option<usize>,
    /// Images a step [default: 64]
    #[arg(long, value_name = "N", value_parser = whole(1, 4_096))]
    pub batch: Option<usize>,
    /// Seed of everything random: the same seed gives the same weights [default: 1]
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Threads to compute on, 0 for one for each core; the weights do not depend on it [default: 0]
    #[arg(long, value_name = "N", value_parser = whole(0, 256))]
    pub threads: Option<usize>,
    /// Which weights change [default: all]
    #[arg(long, value_enum)]
    pub trainable: Option<TrainableChoice>,
    /// Rank of the low-rank adapters, 1 to 64 [default: 4]
    #[arg(long, value_name = "N", value_parser = whole(1, 64), requires = "trainable")]
    pub rank: Option<usize>,
    /// Train on at most this many images
    #[arg(long, value_name = "N", value_parser = whole(1, usize::MAX))]
    pub limit: Option<usize>,
    /// Train on at most this many images of each digit
    #[arg(long, value_name = "N", value_parser = whole(1, usize::MAX))]
    pub per_digit: Option<usize>,
    /// Show each digit equally often, images of rarer ones several times
    #[arg(long)]
    pub balanced: bool,
    /// Shuffle this share of the training labels on purpose, 0 to 1
    #[arg(long, value_name = "SHARE")]
    pub label_noise: Option<f64>,
    /// Images of the training set that are held out to choose the best epoch [default: 5000]
    #[arg(long, value_name = "N", group = "split")]
    pub validation: Option<usize>,
    /// Share all images out anew, in percent: training, validation, test
    #[arg(long, value_name = "70,15,15", group = "split", value_parser = ratio)]
    pub ratio: Option<SplitPlan>,
    /// Cross-validate: hold another of so many parts out in each of so many runs, and tell mean and deviation
    ///
    /// No model is saved: which one would be the best is what was measured with.
    #[arg(long, value_name = "K", group = "split", value_parser = whole(2, 20))]
    pub folds: Option<usize>,
    /// How a gradient becomes a step [default: adamw]
    #[arg(long, value_enum)]
    pub optimiser: Option<OptimiserChoice>,
    /// Highest learning rate [default: 0.004]
    #[arg(long, value_name = "RATE")]
    pub learning_rate: Option<f64>,
    /// How the learning rate moves over the run [default: one-cycle]
    #[arg(long, value_enum)]
    pub schedule: Option<ScheduleChoice>,
    /// Share of the weights that decays, 0 to 1 [default: 0]
    #[arg(long, value_name = "SHARE")]
    pub weight_decay: Option<f64>,
    /// Share of the label that is spread over all digits, 0 to 0.5 [default: 0]
    #[arg(long, value_name = "SHARE")]
    pub label_smoothing: Option<f64>,
    /// Keep a moving average of the weights with this decay, such as 0.99
    #[arg(long, value_name = "DECAY")]
    pub weight_average: Option<f64>,
    /// End when the validation loss has not improved for so many epochs
    #[arg(long, value_name = "EPOCHS", value_parser = whole(1, 1_000))]
    pub patience: Option<usize>,
    /// How strongly the training images are shifted, turned, scaled and slanted [default: none]
    #[arg(long, value_enum)]
    pub augment: Option<AugmentChoice>,
    /// Which operations compute the network [default: fast]
    #[arg(long, value_enum)]
    pub kernels: Option<KernelChoice>,
    /// Train on this folder of IDX files in place of MNIST
    #[arg(long, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// Mix the images of this folder of IDX files in
    #[arg(long, value_name = "FOLDER")]
    pub mix: Option<PathBuf>,
    /// Share of the images shown that come from --mix, above 0 and below 1 [default: 0.5]
    #[arg(long, value_name = "SHARE", requires = "mix")]
    pub mix_share: Option<f64>,
    /// Name on the model's description
    #[arg(long)]
    pub name: Option<String>,
    /// Where the weights go, as a .safetensors file with the description beside it; else into the data folder
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write one JSON object an epoch, and one for the result
    #[arg(long)]
    pub json: bool,
}

/// See [`Kernels`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum KernelChoice {
    /// candle's own operations
    Candle,
    /// Operations made for this program
    #[default]
    Fast,
}

impl From<KernelChoice> for Kernels {
    fn from(choice: KernelChoice) -> Self {
        match choice {
            KernelChoice::Candle => Self::Candle,
            KernelChoice::Fast => Self::Fast,
        }
    }
}

/// See [`Augmentation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum AugmentChoice {
    /// The images as they are
    #[default]
    None,
    /// Up to 2 pixels, 10 degrees, 10 % of size and slant
    Light,
    /// Up to 3 pixels, 15 degrees, 20 % of size and slant
    Strong,
}

impl From<AugmentChoice> for Augmentation {
    fn from(choice: AugmentChoice) -> Self {
        let strength = match choice {
            AugmentChoice::None => Strength::None,
            AugmentChoice::Light => Strength::Light,
            AugmentChoice::Strong => Strength::Strong,
        };
        strength.augmentation()
    }
}

/// The networks by identifier, with their names in the help.
fn architectures() -> impl TypedValueParser<Value = Arch> {
    let listed = Arch::ALL.map(|arch| PossibleValue::new(arch.id()).help(arch.title()));
    PossibleValuesParser::new(listed).map(|id| Arch::from_id(&id).expect("only listed identifiers get here"))
}

/// A share from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "it has to be a number from 0 to 1".to_owned())
}

/// A whole number in a range, both ends included.
fn whole(least: usize, most: usize) -> impl Fn(&str) -> Result<usize, String> + Clone {
    move |text| match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(_) | Err(_) if most == usize::MAX => Err(format!("it has to be a whole number from {least}")),
        Ok(_) | Err(_) => Err(format!("it has to be a whole number from {least} to {most}")),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_network_can_be_asked_for() {
        for arch in Arch::ALL {
            let args =
                Args::try_parse_from(["digit-lab", "train", "--architecture", arch.id()]).expect("a listed network");
            assert!(matches!(args.job, Some(Job::Train(train)) if train.architecture == Some(arch)));
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused: [&[&str]; 7] = [
            &["classify"],
            &["train"],
            &["train", "--architecture", "resnet"],
            &["train", "--architecture", "conv3", "--epochs", "0"],
            &["train", "--architecture", "conv3", "--batch", "ten"],
            &["evaluate", "--unsure-below", "1.5"],
            &["paint"],
        ];
        for words in refused {
            let line = std::iter::once("digit-lab").chain(words.iter().copied());
            let error = Args::try_parse_from(line).expect_err("bad usage");
            assert_eq!(error.exit_code(), 2, "{words:?}");
        }
    }
}
