//! The options of `digit-lab write`.

use std::path::PathBuf;

use super::strokes::number;

/// Options of `write`.
#[derive(Debug, clap::Args)]
pub struct ScribeArgs {
    /// The digits to write, 1 to 100 of them
    #[arg(value_name = "NUMBER", value_parser = number, required_unless_present = "evaluate", requires = "out")]
    pub number: Option<String>,
    /// Where to: an ink file (.jsonl), or a picture of all digits (.svg)
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// The network that writes: a name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(long, value_name = "MODEL", default_value = "gpt")]
    pub model: String,
    /// Seed of what is drawn: the same seed writes the same
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// More even above 1, more usual below; 0 always takes the likeliest
    #[arg(long, value_name = "T", default_value_t = 1.0)]
    pub temperature: f64,
    /// Choose among this many of the likeliest tokens only
    #[arg(long, value_name = "K")]
    pub top_k: Option<usize>,
    /// Choose among the likeliest tokens that together have this probability
    #[arg(long, value_name = "P", default_value_t = 1.0)]
    pub top_p: f64,
    /// Put the first labelled digits of this ink file in front, so that the writing leans towards their hand
    #[arg(long, value_name = "FILE", conflicts_with = "evaluate")]
    pub like: Option<PathBuf>,
    /// How many of them: a network sees about five digits at once
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=20))]
    pub digits: u8,
    /// Measure the network instead: how its digits are read, how far they are from those it has learned from, how well
    /// it foretells writers it has not seen, and how fast it is
    #[arg(long, conflicts_with_all = ["number", "out"])]
    pub evaluate: bool,
    /// How many digits to write for it
    #[arg(long, value_name = "N", default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(10..=100_000))]
    pub count: u32,
    /// The model that reads them
    #[arg(long, value_name = "MODEL", default_value = "conv5")]
    pub reader: String,
    /// Foretell the digits of this ink file too, writer by writer; can be given several times
    #[arg(long, value_name = "FILE", requires = "evaluate")]
    pub ink: Vec<PathBuf>,
    /// Write what was measured as one JSON object
    #[arg(long, requires = "evaluate")]
    pub json: bool,
}
