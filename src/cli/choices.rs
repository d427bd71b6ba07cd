//! Choices of `digit-lab train` that stand for settings, and the words for them.

use clap::ValueEnum;

use crate::data::{Augmentation, strength::AugmentationStrength};
use crate::train::{Optimiser, OutputLayer, Schedule, SplitPlan, Trainable};

/// See [`Optimiser`]; each with its usual settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OptimiserChoice {
    /// Gradient descent with momentum 0.9
    Sgd,
    /// The same, looking ahead by the momentum
    Nesterov,
    /// Gradient over its usual size, by a running mean
    Rmsprop,
    /// Momentum and a pace for each weight
    Adam,
    /// Adam with decoupled weight decay
    Adamw,
}

impl From<OptimiserChoice> for Optimiser {
    fn from(choice: OptimiserChoice) -> Self {
        match choice {
            OptimiserChoice::Sgd => Self::Sgd { momentum: 0.9, nesterov: false },
            OptimiserChoice::Nesterov => Self::Sgd { momentum: 0.9, nesterov: true },
            OptimiserChoice::Rmsprop => Self::RmsProp { decay: 0.99, momentum: 0.0 },
            OptimiserChoice::Adam => Self::Adam { beta1: 0.9, beta2: 0.999 },
            OptimiserChoice::Adamw => Self::AdamW { beta1: 0.9, beta2: 0.999 },
        }
    }
}

/// See [`Schedule`]; each with its usual settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScheduleChoice {
    /// The same rate throughout
    Constant,
    /// Down by a factor every few epochs
    Step,
    /// Down by a factor every epoch
    Exponential,
    /// Half a cosine down to nothing
    Cosine,
    /// Up to the rate, then down to nothing
    OneCycle,
}

impl From<ScheduleChoice> for Schedule {
    fn from(choice: ScheduleChoice) -> Self {
        let usual = |wanted: fn(&Self) -> bool| Self::ALL.into_iter().find(wanted).unwrap_or(Self::Constant);
        match choice {
            ScheduleChoice::Constant => Self::Constant,
            ScheduleChoice::Step => usual(|one| matches!(one, Self::Step { .. })),
            ScheduleChoice::Exponential => usual(|one| matches!(one, Self::Exponential { .. })),
            ScheduleChoice::Cosine => Self::Cosine,
            ScheduleChoice::OneCycle => Self::OneCycle,
        }
    }
}

/// See [`Trainable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrainableChoice {
    /// Every weight
    All,
    /// The last layer only
    LastLayer,
    /// The last two layers with weights
    LastBlock,
    /// Low-rank adapters (`LoRA`), merged into the weights on saving
    LowRank,
}

impl TrainableChoice {
    /// With this rank, if it has one.
    #[must_use]
    pub fn with_rank(self, rank: Option<usize>) -> Trainable {
        match self {
            Self::All => Trainable::All,
            Self::LastLayer => Trainable::LastLayer,
            Self::LastBlock => Trainable::LastBlock,
            Self::LowRank => Trainable::LowRank { rank: rank.unwrap_or(4) },
        }
    }
}

/// See [`OutputLayer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputLayerChoice {
    /// The model's own, which has to know everything that the images show
    Kept,
    /// Its own, with a fresh one behind them for each class it does not know
    Extended,
    /// A fresh one for each class of the images
    New,
}

impl From<OutputLayerChoice> for OutputLayer {
    fn from(choice: OutputLayerChoice) -> Self {
        match choice {
            OutputLayerChoice::Kept => Self::Kept,
            OutputLayerChoice::Extended => Self::Extended,
            OutputLayerChoice::New => Self::New,
        }
    }
}

/// See [`Augmentation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum AugmentChoice {
    /// The images as they are
    #[default]
    None,
    /// Up to 2 pixels, 10 degrees, 10 % of scale and shear
    Light,
    /// Up to 3 pixels, 15 degrees, 20 % of scale and shear
    Strong,
}

impl From<AugmentChoice> for Augmentation {
    fn from(choice: AugmentChoice) -> Self {
        let strength = match choice {
            AugmentChoice::None => AugmentationStrength::None,
            AugmentChoice::Light => AugmentationStrength::Light,
            AugmentChoice::Strong => AugmentationStrength::Strong,
        };
        strength.augmentation()
    }
}

/// The name on the command line of the choice of `C` that stands for `wanted`; `None` if none does.
pub fn choice_of<C: ValueEnum + Copy, T: From<C> + PartialEq>(wanted: &T) -> Option<String> {
    let found = C::value_variants().iter().find(|choice| T::from(**choice) == *wanted)?;
    found.to_possible_value().map(|value| value.get_name().to_owned())
}

/// "70,15,15" as a split by ratio: percents of training, validation and test images that add up to 100.
///
/// # Errors
/// Says what it has to be.
pub fn ratio(text: &str) -> Result<SplitPlan, String> {
    let percents: Option<Vec<u8>> = text.split(',').map(|part| part.trim().parse().ok()).collect();
    match percents.as_deref() {
        Some(&[train, validation, test])
            if [train, validation, test].iter().map(|&part| u32::from(part)).sum::<u32>() == 100 =>
        {
            let [train, validation, test] = [train, validation, test].map(|part| f64::from(part) / 100.0);
            Ok(SplitPlan::Ratio { train, validation, test })
        }
        Some(_) | None => Err("it has to be three percents that add up to 100, such as 70,15,15".into()),
    }
}

/// "name=value".
///
/// # Errors
/// Says what it has to be.
pub fn setting(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once('=').ok_or("it has to be NAME=VALUE, such as data.label_noise=0.2")?;
    Ok((parts.0.trim().to_owned(), parts.1.trim().to_owned()))
}
