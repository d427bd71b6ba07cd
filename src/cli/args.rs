//! The command line as data: every option with its meaning and range. What they do is written elsewhere.

mod adapt;
mod eye;
mod methods;
mod runs;
mod strokes;
mod train;
mod write;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use super::JobError;
use crate::data::{PixelLayout, PixelOrder, Polarity};
use crate::model::Kernels;
use crate::text::Language;

pub use adapt::AdaptArgs;
pub use eye::{EyeArgs, EyeJob, EyeTrainArgs};
pub use methods::{FitArgs, MethodsArgs};
pub use runs::{RunsArgs, RunsJob};
pub use strokes::{CorpusArgs, MeasureArgs, StrokesArgs, StrokesJob, WriteArgs};
pub use train::{FindRateArgs, SettingsArgs, TrainArgs};
pub use write::ScribeArgs;

/// Draw digits, watch a convolutional network learn to read them, and look at what it gets wrong
///
/// Without a command, the window opens. Results go to standard output and everything else to standard error; the
/// exit status is 0, 1 for a failed job, 2 for bad usage and 130 where Ctrl+C left no result.
#[derive(Debug, Parser)]
#[command(name = "digit-lab", version, max_term_width = 100, args_override_self = true)]
pub struct Args {
    /// Folder for saved models and settings, in place of the platform's
    #[arg(long, global = true, value_name = "FOLDER", help_heading = "Everywhere")]
    pub data_dir: Option<PathBuf>,
    /// What to log to standard error: off, error, warn, info, debug or trace; else `DIGIT_LAB_LOG` decides
    #[arg(long, global = true, value_name = "LEVEL", help_heading = "Everywhere")]
    pub log: Option<tracing::level_filters::LevelFilter>,
    /// Language of the window: en (English) or zh-CN (简体中文); it is remembered
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    pub lang: Option<Language>,
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
    /// Train a method that is no network: regression, neighbours, support vectors, trees
    Fit(Box<FitArgs>),
    /// Train every such method, and measure them all beside a network on the same digits
    Methods(MethodsArgs),
    /// Teach a model a few labels that it has never seen from few drawings, in three ways, and count their errors
    ///
    /// With a new output layer, with its outputs kept and new ones added while MNIST's images are learned beside the
    /// drawings, and from fresh weights.
    Adapt(AdaptArgs),
    /// Try rising learning rates, step by step until the loss explodes, and suggest one
    ///
    /// It takes the settings of `train`, works on a copy of the weights and saves nothing.
    FindRate(Box<FindRateArgs>),
    /// Measure on held-out images how sure a model may be of its answers, and write it on the model's card
    ///
    /// Training does this at its end; this is for models trained elsewhere or before. The images are those that the
    /// model's own run held out, found again by its settings and its seed.
    Calibrate(CalibrateArgs),
    /// List the models
    Models(ModelsArgs),
    /// List the runs that were kept, show one, export one
    Runs(RunsArgs),
    /// Write digits stroke by stroke with a network that continues them, or measure how well it does
    Write(ScribeArgs),
    /// Pen strokes as tokens: list them, draw them again, measure them, and see what there is to learn from
    Strokes(StrokesArgs),
    /// The network that finds digits on pages: train it, and see the made-up pages it learns from
    Eye(EyeArgs),
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
    /// The images that the model was trained on, if they are no longer where its card says
    ///
    /// A folder of IDX, CSV or npz files, or one of them. `mnist` means the images inside the program, even where there
    /// is a folder of this name; `./mnist` means the folder.
    #[arg(long, value_name = "PATH")]
    pub data: Option<PathBuf>,
    /// How they are stored
    #[command(flatten)]
    pub layout: LayoutArgs,
    /// Write one JSON object: model, images, temperature, `ece_before`, `ece_after`, score,
    /// `refuse_below`, `unsure_below`, path
    #[arg(long)]
    pub json: bool,
}

/// How the files of images are stored, if not as MNIST's are.
#[derive(Debug, Clone, Copy, Default, clap::Args)]
pub struct LayoutArgs {
    /// Swap rows and columns of the images in files: for EMNIST's, which are stored column by column
    #[arg(long)]
    pub transpose: bool,
    /// Swap light and dark of the images in files: for those with dark ink on light paper
    #[arg(long)]
    pub invert: bool,
}

impl LayoutArgs {
    /// Whether it says anything.
    #[must_use]
    pub fn is_given(self) -> bool {
        self.transpose || self.invert
    }

    /// What is wrong with saying it of images that are in the program.
    #[must_use]
    pub fn without_files() -> JobError {
        let fault = "--transpose and --invert are about images in files: name them with --data or --mix";
        JobError::Usage(fault.into())
    }

    /// The layout that this says, on top of one that was said before.
    #[must_use]
    pub fn or(self, before: PixelLayout) -> PixelLayout {
        PixelLayout {
            order: if self.transpose { PixelOrder::Columns } else { before.order },
            polarity: if self.invert { Polarity::DarkOnLight } else { before.polarity },
        }
    }
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
    /// A model's name as `digit-lab models` lists it, or the path of a .safetensors or .method file
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// Write one JSON object a digit
    ///
    /// Its fields are file, index (from 0), label (if the file has one), digit (or null), confidence, probabilities
    /// (ten numbers), verdict (digit, unsure, not-a-digit or empty) and, unless it is a digit, the reason in words.
    /// What is not a digit has a confidence and probabilities all the same, but no digit. Without ink the confidence
    /// is 0 and all probabilities are equal. Where a picture or an unlabelled drawing holds several digits, it is
    /// several shapes, number is their text, and digits lists each with its box.
    #[arg(long)]
    pub json: bool,
    /// Where a reading stops being an answer
    #[command(flatten)]
    pub thresholds: ThresholdArgs,
    /// Which operations compute the network
    #[arg(long, value_enum, default_value_t)]
    pub kernels: KernelChoice,
    /// Pictures of one or many digits, dark on light or light on dark, and files of pen strokes
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Options of `evaluate`.
#[derive(Debug, clap::Args)]
pub struct EvaluateArgs {
    /// A model's name as `digit-lab models` lists it, or the path of a .safetensors or .method file
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
    /// Measure whole numbers instead: rows and columns of digits, drawn and as pictures, ever closer together
    ///
    /// They are put together of made-up digits, of the test images, and of the digits of the ink files; a gap is given
    /// between the boxes of the ink as a share of the digits' height, below 0 where they overlap.
    #[arg(long, conflicts_with = "not_digits")]
    pub numbers: bool,
    /// How many whole numbers to read for each layout and gap
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    pub count: u64,
    /// Seed of what is no digit, and of whole numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Take the test images from this folder of IDX, CSV or npz files, or from one of them
    ///
    /// The test images are enough, and of a file that does not tell them from others all are taken. `mnist` means the
    /// images inside the program, even where there is a folder of this name; `./mnist` means the folder.
    #[arg(long, value_name = "PATH")]
    pub data: Option<PathBuf>,
    /// How they are stored
    #[command(flatten)]
    pub layout: LayoutArgs,
    /// Write one JSON object for each data set: dataset, images, correct, accuracy, seconds, and more
    ///
    /// The others are `ece_before` and ece, the expected calibration error without and with the card's temperature; the
    /// shares refused and unsure; `median_ms`, `p95_ms` and `p99_ms`, the time from a pen's event to the probabilities.
    /// What is no digit has a line with its kinds instead, and whole numbers a line for each layout and gap.
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

/// A language by its tag; a region or script behind it does not matter.
fn language(tag: &str) -> Result<Language, String> {
    let name = |language: &Language| format!("{} ({})", language.tag(), language.own_name());
    let all = || Language::ALL.iter().map(name).collect::<Vec<_>>().join(" and ");
    Language::from_tag(tag).ok_or_else(|| format!("the languages are {}", all()))
}

/// A share from 0 to 1.
fn share(text: &str) -> Result<f32, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "it has to be a number from 0 to 1".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::model::Arch;

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_network_can_be_asked_for() {
        for &arch in Arch::ALL {
            let args =
                Args::try_parse_from(["digit-lab", "train", "--architecture", arch.id()]).expect("a listed network");
            assert!(matches!(args.job, Some(Job::Train(train)) if train.settings.architecture == Some(arch)));
        }
    }

    #[test]
    fn the_language_is_a_tag_and_an_unknown_one_is_answered_with_all() {
        let lang = |tag| Args::try_parse_from(["digit-lab", "--lang", tag]);
        for tag in ["zh-CN", "zh", "zh_CN.UTF-8"] {
            assert_eq!(lang(tag).expect("a language").lang, Some(Language::Chinese));
        }
        assert_eq!(lang("en").expect("a language").lang, Some(Language::English));
        let refusal = lang("tlh").expect_err("not yet").to_string();
        assert!(Language::ALL.iter().all(|known| refusal.contains(known.own_name())), "{refusal}");
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let refused: [&[&str]; 8] = [
            &["--lang", "tlh"],
            &["classify"],
            &["find-rate", "--steps", "3"],
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
