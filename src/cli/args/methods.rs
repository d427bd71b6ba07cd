//! The options of `digit-lab fit` and `digit-lab methods`: methods that are no networks.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::LayoutArgs;
use super::train::whole;
use crate::methods::{Method, MethodConfig};
use crate::text::Named as _;

/// Options of `fit`.
#[derive(Debug, clap::Args)]
pub struct FitArgs {
    /// What to train
    #[arg(value_name = "METHOD", value_parser = methods())]
    pub method: Method,
    /// Neighbours that vote, of `neighbours`, 1 to 50 [default: 3]
    #[arg(long, value_name = "N", value_parser = whole(*MethodConfig::NEIGHBOURS.start(), *MethodConfig::NEIGHBOURS.end()))]
    pub k: Option<usize>,
    /// What an example on the wrong side costs, of `linear_svm` [default: 0.01] and `kernel_svm` [default: 5]
    #[arg(long, value_name = "C", value_parser = cost)]
    pub cost: Option<f32>,
    /// How quickly the kernel of `kernel_svm` falls with the squared distance, 0.0001 to 1 [default: 0.02]
    #[arg(long, value_name = "NUMBER", value_parser = gamma)]
    pub gamma: Option<f32>,
    /// Images that `kernel_svm` learns from at most, 100 to 30000 [default: 20000]
    #[arg(long, value_name = "N", value_parser = whole(*MethodConfig::IMAGES.start(), *MethodConfig::IMAGES.end()))]
    pub images: Option<usize>,
    /// Questions on a way through a tree at most, of `tree` and `forest`, 1 to 60 [default: 60]
    #[arg(long, value_name = "N", value_parser = whole(*MethodConfig::DEPTH.start(), *MethodConfig::DEPTH.end()))]
    pub depth: Option<usize>,
    /// Trees of a `forest`, 1 to 500 [default: 100]
    #[arg(long, value_name = "N", value_parser = whole(*MethodConfig::TREES.start(), *MethodConfig::TREES.end()))]
    pub trees: Option<usize>,
    /// Seed of everything random [default: 1]
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    pub seed: u64,
    /// Threads to compute on, 0 for one for each core; what is learned does not depend on it [default: 0]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = whole(0, 256))]
    pub threads: usize,
    /// Learn from at most this many images
    #[arg(long, value_name = "N", value_parser = whole(1, usize::MAX))]
    pub limit: Option<usize>,
    /// Training images held out to calibrate with [default: 5000, or a fifth if there are fewer than 25000]
    #[arg(long, value_name = "N", value_parser = whole(0, usize::MAX))]
    pub validation: Option<usize>,
    /// Learn from this folder of IDX, CSV or npz files, or from one of them
    #[arg(long, value_name = "PATH")]
    pub data: Option<PathBuf>,
    /// How they are stored
    #[command(flatten)]
    pub layout: LayoutArgs,
    /// Name on the card [default: what the method is called]
    #[arg(long)]
    pub name: Option<String>,
    /// Where it goes, as a .method file; else into the data folder
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write one JSON object: method, `train_images`, seconds, bytes, `validation_accuracy`, `test_accuracy`, model
    #[arg(long)]
    pub json: bool,
}

/// Options of `methods`.
#[derive(Debug, clap::Args)]
pub struct MethodsArgs {
    /// Only these methods; can be given several times
    #[arg(long, value_name = "METHOD", value_parser = methods())]
    pub only: Vec<Method>,
    /// Measure on this file of pen strokes as well; can be given several times
    #[arg(long, value_name = "FILE")]
    pub ink: Vec<PathBuf>,
    /// Learn from at most this many of MNIST's training images
    #[arg(long, value_name = "N", value_parser = whole(100, usize::MAX))]
    pub limit: Option<usize>,
    /// Threads to learn on, 0 for one for each core [default: 0]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, value_parser = whole(0, 256))]
    pub threads: usize,
    /// Write one JSON object a method
    #[arg(long)]
    pub json: bool,
}

/// The methods by identifier, with their names in the help.
fn methods() -> impl TypedValueParser<Value = Method> {
    let listed = Method::ALL.iter().map(|method| PossibleValue::new(method.id()).help(method.title().into_owned()));
    PossibleValuesParser::new(listed).map(|id| Method::from_id(&id).expect("only listed identifiers get here"))
}

fn cost(text: &str) -> Result<f32, String> {
    let cost = text.parse().ok().filter(|cost| MethodConfig::COST.contains(cost));
    cost.ok_or_else(|| "it has to be a number from 0.0001 to 1000".to_owned())
}

fn gamma(text: &str) -> Result<f32, String> {
    let gamma = text.parse().ok().filter(|gamma| MethodConfig::GAMMA.contains(gamma));
    gamma.ok_or_else(|| "it has to be a number from 0.0001 to 1".to_owned())
}
