//! What a section's settings are, in one line.

use std::borrow::Cow;

use super::number::significant;
use super::teachers;
use crate::app::core::settings::panel::Section;
use crate::app::core::settings::setup::{Setup, StartFrom};
use crate::app::core::shared::Shared;
use crate::data::strength::AugmentationStrength;
use crate::model::Skill;
use crate::text::{Message, Named, format};
use crate::train::config::Optimiser;
use crate::train::{Classes, Schedule, SplitPlan, TrainConfig, Trainable};
use crate::{msg, tr};

/// The line for `section`.
#[must_use]
pub fn of(section: Section, setup: &Setup, shared: &Shared) -> String {
    let config = &setup.config;
    match section {
        Section::Trainable => trainable(config.trainable).into_owned(),
        Section::Data if setup.skill() == Skill::ContinuesTokens => {
            let share = format::percent_to(config.synthetic, 0);
            tr!("setup-told-strokes", prompts = config.prompts.name(), share = share).into_owned()
        }
        Section::Data => {
            data(config, shared.data.as_ref().filter(|_| shared.has_images()).map(|data| data.train.len()))
        }
        Section::Pixels => match (setup.start_from, &shared.current) {
            (StartFrom::CurrentModel, Some(current)) => {
                tr!("setup-told-pixels-of-model", range = current.model.pixels().name()).into_owned()
            }
            (StartFrom::CurrentModel | StartFrom::WritingModel | StartFrom::FreshWeights | StartFrom::Method, _) => {
                config.pixels.title().into_owned()
            }
        },
        Section::Augmentation => augmentation(config),
        Section::Learning => learning(config),
        Section::Regularisation => regularisation(config),
        Section::Teachers => teachers::told(config.distillation.as_ref(), shared),
        Section::EarlyStopping => match config.early_stopping {
            None => tr!("setup-told-off").into_owned(),
            Some(stopping) => {
                let patience = msg!("setup-count-epochs", epochs = stopping.patience);
                tr!("setup-told-early-stopping", measure = stopping.measure.name(), epochs = patience).into_owned()
            }
        },
        Section::Run => {
            let threads = match config.threads {
                0 => msg!("setup-told-threads-all"),
                threads => msg!("setup-told-threads", threads = threads),
            };
            tr!("setup-told-run", seed = config.seed.to_string(), threads = threads).into_owned()
        }
    }
}

fn trainable(trainable: Trainable) -> Cow<'static, str> {
    match trainable {
        Trainable::All | Trainable::LastLayer | Trainable::LastBlock => trainable.title(),
        Trainable::LowRank { rank } => tr!("setup-told-low-rank", trainable = trainable.name(), rank = rank),
    }
}

/// Images and split; `images` is how many there are to train and validate on, if they are open.
fn data(config: &TrainConfig, images: Option<usize>) -> String {
    let source = &config.data.source;
    let source = match &source.mixed_with {
        None => source.from.called().into(),
        Some(mix) => {
            let share = format::percent_to(mix.share, 0);
            tr!("setup-told-mixed", first = source.from.called(), share = share, second = mix.with.called())
        }
    };
    // What will be held out, not what is asked for.
    let split = match images.map_or(config.data.split, |images| config.data.split.within(images)) {
        SplitPlan::Standard { validation } => tr!("setup-told-held-out", images = validation),
        SplitPlan::Ratio { train, validation, test } => {
            let [train, validation, test] = [train, validation, test].map(|share| format::decimal(share * 100.0, 0));
            tr!("setup-told-ratio", train = train, validation = validation, test = test)
        }
        SplitPlan::KFold { folds, .. } => tr!("setup-told-folds", folds = folds),
    };
    let mut parts: Vec<Cow<'static, str>> = vec![source, split];
    parts.extend(config.data.split_seed.map(|seed| tr!("setup-told-split-seed", seed = seed.to_string())));
    match config.data.classes {
        Classes::Natural => {}
        Classes::Balanced => parts.push(tr!("setup-told-balanced")),
    }
    parts.extend(config.data.per_digit.map(|images| tr!("setup-told-per-digit", images = images)));
    parts.extend(config.limit.map(|limit| tr!("setup-told-limit", images = limit)));
    if config.data.label_noise > 0.0 {
        let share = format::percent_to(config.data.label_noise, 0);
        parts.push(tr!("setup-told-label-noise", share = share));
    }
    joined(&parts)
}

fn augmentation(config: &TrainConfig) -> String {
    let one = &config.augmentation;
    let mut line = Line::default();
    match AugmentationStrength::of(one) {
        Some(AugmentationStrength::None) => {}
        Some(strength) => line.parts.push(strength.title()),
        None => {
            let exact = |strength: f32| strength.to_string();
            let rounded = |share: f32| format!("{share:.2}");
            for (key, strength, number) in [
                ("setup-told-shift", one.shift, exact(one.shift)),
                ("setup-told-rotation", one.rotation, exact(one.rotation)),
                ("setup-told-scale", one.scale, rounded(one.scale)),
                ("setup-told-shear", one.shear, rounded(one.shear)),
                ("setup-told-elastic", one.elastic, exact(one.elastic)),
                ("setup-told-crop", one.crop, rounded(one.crop)),
                ("setup-told-thickness", one.thickness, rounded(one.thickness)),
                ("setup-told-noise", one.noise, rounded(one.noise)),
                ("setup-told-pen", one.pen, rounded(one.pen)),
            ] {
                if strength != 0.0 {
                    line.push(key, number);
                }
            }
        }
    }
    if config.synthetic != 0.0 {
        line.push("setup-told-synthetic", significant(config.synthetic));
    }
    line.told()
}

fn learning(config: &TrainConfig) -> String {
    let optimiser = match config.optimiser {
        Optimiser::Sgd { momentum, nesterov: false } => tr!("setup-told-sgd", momentum = significant(momentum)),
        Optimiser::Sgd { momentum, nesterov: true } => tr!("setup-told-sgd-nesterov", momentum = significant(momentum)),
        Optimiser::RmsProp { decay, momentum } => {
            tr!("setup-told-rmsprop", decay = decay.to_string(), momentum = significant(momentum))
        }
        Optimiser::Adam { beta1, beta2 } => {
            tr!("setup-told-adam", beta1 = beta1.to_string(), beta2 = beta2.to_string())
        }
        Optimiser::AdamW { beta1, beta2 } => {
            tr!("setup-told-adamw", beta1 = beta1.to_string(), beta2 = beta2.to_string())
        }
    };
    let schedule = match config.schedule {
        Schedule::Constant => tr!("setup-told-constant"),
        Schedule::Cosine => tr!("setup-told-cosine"),
        Schedule::OneCycle => tr!("setup-told-one-cycle"),
        Schedule::Step { every, factor } => {
            let epochs = msg!("setup-count-epochs", epochs = every);
            tr!("setup-told-step", factor = factor.to_string(), epochs = epochs)
        }
        Schedule::Exponential { factor } => tr!("setup-told-exponential", factor = factor.to_string()),
    };
    let mut parts = vec![optimiser, schedule];
    if config.warmup > 0.0 {
        parts.push(tr!("setup-told-warm-up", epochs = significant(config.warmup)));
    }
    parts.extend(config.clip_norm.map(|norm| tr!("setup-told-clip-norm", norm = significant(norm))));
    joined(&parts)
}

fn regularisation(config: &TrainConfig) -> String {
    let mut line = Line::default();
    for (key, value) in [
        ("setup-told-weight-decay", config.weight_decay),
        ("setup-told-l1", config.l1),
        ("setup-told-label-smoothing", config.label_smoothing),
        ("setup-told-outliers", config.outliers),
    ] {
        if value != 0.0 {
            line.push(key, significant(value));
        }
    }
    if let Some(rate) = config.dropout {
        line.push("setup-told-dropout", format!("{rate:.2}"));
    }
    if let Some(decay) = config.weight_average {
        line.push("setup-told-weight-average", decay.to_string());
    }
    line.told()
}

/// A line whose first part may be any of several.
#[derive(Default)]
struct Line {
    parts: Vec<Cow<'static, str>>,
}

impl Line {
    /// Adds the message `key` with its argument `value`, in the form for the beginning of a line if it is the first.
    fn push(&mut self, key: &'static str, value: String) {
        const FIRST: &str = "first";
        let key: Cow<'static, str> = if self.parts.is_empty() { format!("{key}.{FIRST}").into() } else { key.into() };
        self.parts.push(Message::new(key).with("value", value).to_string().into());
    }

    /// The parts after each other, or that there is none.
    fn told(&self) -> String {
        if self.parts.is_empty() { tr!("setup-told-none").into_owned() } else { joined(&self.parts) }
    }
}

/// The parts with commas between them.
fn joined(parts: &[Cow<'static, str>]) -> String {
    parts.join(&*tr!("setup-told-comma"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_few_images_as_many_are_said_to_be_held_out_as_will_be() {
        let mut config = TrainConfig::default();
        assert_eq!(data(&config, None), "MNIST, 5,000 held out");
        assert_eq!(data(&config, Some(60_000)), "MNIST, 5,000 held out");
        assert_eq!(data(&config, Some(3_000)), "MNIST, 600 held out");
        config.data.split = SplitPlan::Standard { validation: 4_000 };
        assert_eq!(data(&config, Some(3_000)), "MNIST, 2,999 held out");
    }

    #[test]
    fn what_is_set_is_told_and_nothing_else() {
        let mut config = TrainConfig::default();
        assert_eq!(regularisation(&config), "None");
        (config.weight_decay, config.dropout) = (0.01, Some(0.5));
        assert_eq!(regularisation(&config), "Weight decay 0.01, dropout 0.50");
        config.augmentation.rotation = 12.0;
        assert_eq!(augmentation(&config), "Rotation 12°");
        (config.augmentation, config.synthetic) = (AugmentationStrength::Light.augmentation(), 0.1);
        assert_eq!(augmentation(&config), "Light, made-up digits 0.1");
        (config.limit, config.data.label_noise) = (Some(1_000), 0.5);
        let told = data(&config, None);
        assert_eq!(told, "MNIST, 5,000 held out, at most 1,000, label noise 50 %");
    }

    #[test]
    fn every_optimiser_and_schedule_has_a_line_of_its_own() {
        let mut lines = std::collections::BTreeSet::new();
        for optimiser in Optimiser::ALL {
            for schedule in Schedule::ALL {
                assert!(lines.insert(learning(&TrainConfig { optimiser, schedule, ..TrainConfig::default() })));
            }
        }
    }
}
