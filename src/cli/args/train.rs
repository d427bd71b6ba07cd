//! The options of `digit-lab train` and `digit-lab find-rate`: the settings of a run, and what becomes of it.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{KernelChoice, LayoutArgs};
use crate::cli::choices::{
    AugmentChoice, OptimiserChoice, OutputLayerChoice, ScheduleChoice, TrainableChoice, ratio, setting,
};
use crate::model::Arch;
use crate::text::Named;
use crate::train::{Preset, PresetStart, SplitPlan, Sweep};

/// The settings of a run; what is not given is as the window begins with.
#[derive(Debug, clap::Args)]
pub struct SettingsArgs {
    /// Network to train; with --from, --settings or --preset it may be left out
    #[arg(long, value_name = "NAME", value_parser = architectures())]
    pub architecture: Option<Arch>,
    /// Fine-tune this model: a name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(long, value_name = "MODEL")]
    pub from: Option<String>,
    /// Take the settings from this file; the options below change single ones of them
    #[arg(long, value_name = "FILE", conflicts_with = "preset")]
    pub settings: Option<PathBuf>,
    /// Take the settings of a lesson; the options below change single ones of them
    #[arg(long, value_name = "PRESET", value_parser = presets())]
    pub preset: Option<Preset>,
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
    /// What becomes of the outputs of the model of --from, where the images show something else [default: kept]
    #[arg(long, value_enum, value_name = "OUTPUTS")]
    pub output_layer: Option<OutputLayerChoice>,
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
    /// Label noise: shuffle this share of the training labels, 0 to 1; about a tenth of them stays right
    #[arg(long, value_name = "SHARE")]
    pub label_noise: Option<f64>,
    /// Images of the training set that are held out to choose the best epoch [default: 5000, a fifth of them at most]
    #[arg(long, value_name = "N", group = "split")]
    pub validation: Option<usize>,
    /// Share all images out anew, in percent: training, validation, test
    #[arg(long, value_name = "70,15,15", group = "split", value_parser = ratio)]
    pub ratio: Option<SplitPlan>,
    /// Seed that decides which images are held out [default: that of --seed]
    #[arg(long, value_name = "N")]
    pub split_seed: Option<u64>,
    /// How a gradient becomes a step [default: adamw]
    #[arg(long, value_enum)]
    pub optimiser: Option<OptimiserChoice>,
    /// Highest learning rate [default: 0.004]
    #[arg(long, value_name = "RATE")]
    pub learning_rate: Option<f64>,
    /// How the learning rate moves over the run [default: one-cycle]
    #[arg(long, value_enum)]
    pub schedule: Option<ScheduleChoice>,
    /// Weight decay, 0 to 1: decoupled with adamw, with others an L2 penalty in the gradient [default: 0]
    #[arg(long, value_name = "DECAY")]
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
    /// How strongly the training images are shifted, rotated, scaled and sheared [default: none]
    #[arg(long, value_enum)]
    pub augment: Option<AugmentChoice>,
    /// Learn from this model besides the labels; given several times, from the mean of several
    #[arg(long, value_name = "MODEL")]
    pub teacher: Vec<String>,
    /// How much the teachers count beside the labels, 0 to 1 [default: 0.7]
    #[arg(long, value_name = "SHARE")]
    pub teacher_share: Option<f64>,
    /// How far teachers and student are softened for their comparison, 1 to 20 [default: 3]
    #[arg(long, value_name = "T")]
    pub temperature: Option<f64>,
    /// Which operations compute the network [default: fast]
    #[arg(long, value_enum)]
    pub kernels: Option<KernelChoice>,
    /// Train on this folder of IDX, CSV or npz files, on one of them, or on an ink file (.jsonl), in place of MNIST
    ///
    /// Every digit of an ink file needs a label. Where no images are meant to test on, every fifth of each kind is kept
    /// for it. `mnist` means the images inside the program, even where there is a folder of this name; `./mnist` means
    /// the folder.
    #[arg(long, value_name = "PATH")]
    pub data: Option<PathBuf>,
    /// Mix in the images of this folder or file, or those of mnist
    ///
    /// `mnist` means the images inside the program, even where there is a folder of this name; `./mnist` means the
    /// folder.
    #[arg(long, value_name = "PATH")]
    pub mix: Option<PathBuf>,
    /// Share of the images shown that come from --mix, above 0 and below 1 [default: 0.5]
    #[arg(long, value_name = "SHARE", requires = "mix")]
    pub mix_share: Option<f64>,
    /// How files of images are stored
    #[command(flatten)]
    pub layout: LayoutArgs,
}

/// Options of `train`.
#[derive(Debug, clap::Args)]
pub struct TrainArgs {
    /// The settings of the run
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Go on with an interrupted run, as `digit-lab runs` lists it, with its own settings
    #[arg(long, value_name = "RUN", conflicts_with_all = ["architecture", "from", "settings", "preset"])]
    pub resume: Option<String>,
    /// Seconds between two checkpoints, from which an interrupted run can go on; the first ones come sooner
    #[arg(long, value_name = "SECONDS", value_parser = whole(0, 86_400), default_value_t = 10)]
    pub checkpoint_every: usize,
    /// Write the settings into this file, and train
    #[arg(long, value_name = "FILE")]
    pub save_settings: Option<PathBuf>,
    /// Cross-validate: hold another of so many parts out in each of so many runs, and tell mean and deviation
    ///
    /// Each of them is kept as a run. No model is saved: which one would be the best is what was measured with.
    #[arg(long, value_name = "K", group = "split", value_parser = whole(2, 20))]
    pub folds: Option<usize>,
    /// Name on the model's description
    #[arg(long)]
    pub name: Option<String>,
    /// Where the weights go, as a .safetensors file with the description beside it; else into the data folder
    ///
    /// With --resume, else where the run was told to put them when it was started.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write one JSON object an epoch, and one for the result
    #[arg(long)]
    pub json: bool,
}

/// Options of `find-rate`.
#[derive(Debug, clap::Args)]
pub struct FindRateArgs {
    /// The settings of the run that a rate is wanted for
    #[command(flatten)]
    pub settings: SettingsArgs,
    /// Lowest rate to try, above 0 [default: 0.0001 with SGD, else 0.000001]
    #[arg(long, value_name = "RATE")]
    pub lowest: Option<f64>,
    /// Highest rate to try, at most 10 [default: 10 with SGD, else 1]
    #[arg(long, value_name = "RATE")]
    pub highest: Option<f64>,
    /// Rates to try, each the last one times the same factor, 20 to 2000 [default: 200]
    #[arg(long, value_name = "N", value_parser = whole(*Sweep::STEPS.start(), *Sweep::STEPS.end()))]
    pub steps: Option<usize>,
    /// Write the settings with the suggested rate into this file, for `train --settings`
    #[arg(long, value_name = "FILE")]
    pub save_settings: Option<PathBuf>,
    /// Write one JSON object for each rate (rate, loss, smooth), and one with what they suggest
    ///
    /// The last one has ending (exploded, completed or cancelled) and suggestion: null if the loss never fell, else
    /// steepest, the rate at which it fell fastest, and `tenth_of_lowest`, a tenth of the rate with the lowest loss.
    #[arg(long)]
    pub json: bool,
}

/// The networks by identifier, with their names in the help.
fn architectures() -> impl TypedValueParser<Value = Arch> {
    let listed = Arch::ALL.iter().map(|arch| PossibleValue::new(arch.id()).help(arch.title().into_owned()));
    PossibleValuesParser::new(listed).map(|id| Arch::from_id(&id).expect("only listed identifiers get here"))
}

/// The lessons by identifier, with their names in the help, and what they start from if it is no fresh network.
fn presets() -> impl TypedValueParser<Value = Preset> {
    let listed = Preset::ALL.into_iter().map(|preset| {
        let help = match preset.start() {
            PresetStart::Fresh => preset.title().into_owned(),
            PresetStart::Bundled(id) => format!("{} of the bundled model `{id}`", preset.title()),
            PresetStart::Writer => format!("{} (from `gpt` or the model of --from)", preset.title()),
        };
        PossibleValue::new(preset.id()).help(help)
    });
    PossibleValuesParser::new(listed).map(|id| Preset::from_id(&id).expect("only listed identifiers get here"))
}

/// A whole number in a range, both ends included.
pub(super) fn whole(least: usize, most: usize) -> impl Fn(&str) -> Result<usize, String> + Clone {
    move |text| match text.parse() {
        Ok(number) if (least..=most).contains(&number) => Ok(number),
        Ok(_) | Err(_) if most == usize::MAX => Err(format!("it has to be a whole number from {least}")),
        Ok(_) | Err(_) => Err(format!("it has to be a whole number from {least} to {most}")),
    }
}
