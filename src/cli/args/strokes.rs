//! The options of `digit-lab strokes`.

use std::path::PathBuf;

use clap::Subcommand;

/// Options of `strokes`.
#[derive(Debug, clap::Args)]
pub struct StrokesArgs {
    /// What to do
    #[command(subcommand)]
    pub job: StrokesJob,
}

/// What can be done with pen strokes as tokens.
#[derive(Debug, Subcommand)]
pub enum StrokesJob {
    /// List the tokens of each digit of an ink file
    ///
    /// A step is an angle in degrees, clockwise from the right, and a length in hundredths of the digit's size, in
    /// brackets where the pen moves through the air.
    Tokens {
        /// The file of pen strokes
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Write one JSON object a digit: file, index, label, tokens, steps, chamfer, hausdorff; fault in place of the
        /// last four where there are no tokens for it
        #[arg(long)]
        json: bool,
    },
    /// Write the digits of an ink file as they come back from their tokens
    RoundTrip {
        /// The file of pen strokes
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where to: an ink file (.jsonl), or a picture of all digits (.svg)
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Measure how well made-up digits and those of ink files come back from their tokens
    Measure(MeasureArgs),
    /// Tokenize the labelled digits of an ink file into a small file, by writer
    Pack {
        /// The file of pen strokes
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where to
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Tell what there is to learn from, and how well counting foretells the tokens of writers held out
    Corpus(CorpusArgs),
    /// Write digits by counting alone, as a network has to do better: NUMBER in the hand of nobody
    Write(WriteArgs),
}

/// Options of `strokes measure`.
#[derive(Debug, clap::Args)]
pub struct MeasureArgs {
    /// Measure on this file of pen strokes as well; can be given several times
    #[arg(long, value_name = "FILE")]
    pub ink: Vec<PathBuf>,
    /// How many made-up digits
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub count: u64,
    /// Seed of the made-up digits
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The model that reads the digits before and after, by its name or the path of a .safetensors file
    #[arg(long, value_name = "MODEL")]
    pub model: Option<String>,
    /// How many directions, in place of those in use
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(4..=64))]
    pub directions: Option<u8>,
    /// Unit of the lengths as a share of the digit's size, in place of the one in use
    #[arg(long, value_name = "SHARE", value_parser = step)]
    pub step: Option<f32>,
    /// Lengths of drawn steps in these units, rising, in place of those in use
    #[arg(long, value_name = "LENGTHS", value_delimiter = ',', value_parser = length)]
    pub drawn: Vec<f32>,
    /// Lengths of steps through the air in these units, rising, in place of those in use
    #[arg(long, value_name = "LENGTHS", value_delimiter = ',', value_parser = length)]
    pub moved: Vec<f32>,
    /// How much deviation a step less is worth, in place of what is in use
    #[arg(long, value_name = "NUMBER", value_parser = thrift)]
    pub thrift: Option<f32>,
    /// Write one JSON object for each set of digits
    #[arg(long)]
    pub json: bool,
}

/// Options of `strokes corpus`.
#[derive(Debug, clap::Args)]
pub struct CorpusArgs {
    /// A file that `strokes pack` made, in place of made-up writers
    #[arg(long, value_name = "FILE")]
    pub packed: Option<PathBuf>,
    /// How many made-up writers
    #[arg(long, value_name = "N", default_value_t = 40, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    pub writers: u64,
    /// How often each made-up writer writes every digit
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub times: u64,
    /// How many of the last writers are held out
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub hold_out: usize,
    /// Tokens that a model sees at once
    #[arg(long, value_name = "N", default_value_t = 128)]
    pub context: usize,
    /// How many tokens counting looks back
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(0..=8))]
    pub order: u8,
    /// Seed of made-up writers and of the order
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

/// Options of `strokes write`.
#[derive(Debug, clap::Args)]
pub struct WriteArgs {
    /// The digits to write
    #[arg(value_name = "NUMBER", value_parser = number)]
    pub number: String,
    /// Where to: an ink file (.jsonl), or a picture of all digits (.svg)
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// More even above 1, more usual below; 0 always takes the likeliest
    #[arg(long, value_name = "T", default_value_t = 1.0)]
    pub temperature: f64,
    /// Choose among this many of the likeliest tokens only
    #[arg(long, value_name = "K")]
    pub top_k: Option<usize>,
    /// Choose among the likeliest tokens that together have this probability
    #[arg(long, value_name = "P", default_value_t = 1.0)]
    pub top_p: f64,
    /// What is learnt from
    #[command(flatten)]
    pub corpus: CorpusArgs,
}

/// A number within `range`.
fn within(text: &str, range: std::ops::RangeInclusive<f32>) -> Result<f32, String> {
    let number = text.trim().parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("it has to be a number from {} to {}", range.start(), range.end()))
}

fn step(text: &str) -> Result<f32, String> {
    within(text, 0.02..=1.0)
}

fn length(text: &str) -> Result<f32, String> {
    within(text, 0.25..=16.0)
}

fn thrift(text: &str) -> Result<f32, String> {
    within(text, 0.0..=1.0)
}

pub(super) fn number(text: &str) -> Result<String, String> {
    let is_number = !text.is_empty() && text.len() <= 100 && text.bytes().all(|letter| letter.is_ascii_digit());
    if is_number { Ok(text.to_owned()) } else { Err("it has to be 1 to 100 digits, 0 to 9".to_owned()) }
}
