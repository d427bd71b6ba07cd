//! The options of `digit-lab eye`.

use std::path::PathBuf;

use clap::Subcommand;

/// Options of `eye`.
#[derive(Debug, clap::Args)]
pub struct EyeArgs {
    /// What to do
    #[command(subcommand)]
    pub job: EyeJob,
}

/// What can be done with the network that finds digits on pages.
#[derive(Debug, Subcommand)]
pub enum EyeJob {
    /// Train the network on made-up pages, and write its weights and a card beside them
    ///
    /// Weights are written every hundred steps as well. Ctrl+C ends the training and writes those of the last step.
    Train(EyeTrainArgs),
    /// Write made-up pages as PNG files, the boxes of their digits on them
    Pages {
        /// The folder
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        /// How many
        #[arg(long, default_value_t = 16, value_name = "COUNT")]
        count: u64,
        /// Pixels along a side
        #[arg(long, default_value_t = 160, value_name = "PIXELS")]
        side: usize,
        /// What they are drawn from
        #[arg(long, default_value_t = 1, value_name = "SEED")]
        seed: u64,
    },
}

/// How the network is trained.
#[derive(Debug, clap::Args)]
pub struct EyeTrainArgs {
    /// Where the weights go, a .safetensors file
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Weights to start from in place of fresh ones
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,
    /// What weights and pages are drawn from
    #[arg(long, default_value_t = 1, value_name = "SEED")]
    pub seed: u64,
    /// Batches of pages
    #[arg(long, default_value_t = 4000, value_name = "COUNT")]
    pub steps: usize,
    /// Pages of a batch
    #[arg(long, default_value_t = 8, value_name = "COUNT")]
    pub batch: usize,
    /// Pixels along a page's side
    #[arg(long, default_value_t = 144, value_name = "PIXELS")]
    pub side: usize,
    /// The highest learning rate
    #[arg(long, default_value_t = 0.002, value_name = "RATE")]
    pub learning_rate: f32,
    /// Threads; all cores by default
    #[arg(long, value_name = "COUNT")]
    pub threads: Option<usize>,
}
