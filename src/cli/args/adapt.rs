//! The options of `digit-lab adapt`.

use std::path::PathBuf;

use super::train::whole;

/// Options of `adapt`.
#[derive(Debug, clap::Args)]
pub struct AdaptArgs {
    /// Drawings with labels, as an ink file (.jsonl) whose lines name their writers
    #[arg(value_name = "FILE")]
    pub ink: PathBuf,
    /// The model to start from: a name as `digit-lab models` lists it, or the path of a .safetensors file
    #[arg(long, value_name = "MODEL", default_value = "conv5")]
    pub from: String,
    /// Writers who teach, by the ends of their names, such as w01,w02
    #[arg(long, value_name = "WRITERS", value_delimiter = ',', required = true)]
    pub teach: Vec<String>,
    /// Writers who are only tested on, by the ends of their names
    #[arg(long, value_name = "WRITERS", value_delimiter = ',', required = true)]
    pub test: Vec<String>,
    /// Labels of a draw, 2 to 20
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = whole(2, 20))]
    pub classes: usize,
    /// Drawings of each label to teach with
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = whole(1, 1_000))]
    pub drawings: usize,
    /// Draws of labels, each of which is taught by itself
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = whole(1, 1_000))]
    pub draws: usize,
    /// Seed of the draws and of everything random in the runs
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Write one JSON object for each way of a draw: draw, way, labels, taught, tested, errors, seconds, `mnist_before`,
    /// `mnist_after`
    #[arg(long)]
    pub json: bool,
}
