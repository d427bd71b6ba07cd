//! What a section's settings are, in one line.

use super::number::significant;
use super::teachers;
use crate::app::core::format;
use crate::app::core::settings::panel::Section;
use crate::app::core::settings::setup::{Setup, StartFrom};
use crate::app::core::shared::Shared;
use crate::data::strength::Strength;
use crate::text::Named;
use crate::train::config::Optimiser;
use crate::train::{Classes, Schedule, SplitPlan, TrainConfig, Trainable};

/// The line for `section`.
#[must_use]
pub fn of(section: Section, setup: &Setup, shared: &Shared) -> String {
    let config = &setup.config;
    match section {
        Section::Trainable => trainable(config.trainable),
        Section::Data => data(config),
        Section::Pixels => match (setup.start_from, &shared.current) {
            (StartFrom::CurrentModel, Some(current)) => {
                format!("{}, as the model has it", current.model.card.pixels.title())
            }
            (StartFrom::CurrentModel | StartFrom::FreshWeights, _) => config.pixels.title().into_owned(),
        },
        Section::Augmentation => augmentation(config),
        Section::Learning => learning(config),
        Section::Regularisation => regularisation(config),
        Section::Teachers => teachers::told(config.distillation.as_ref(), shared),
        Section::EarlyStopping => match config.early_stopping {
            None => "Off".to_owned(),
            Some(stopping) => {
                let patience = format::counted(stopping.patience, "epoch", "epochs");
                format!("{}, patience {patience}", stopping.measure.title())
            }
        },
        Section::Run => {
            let threads = match config.threads {
                0 => "all threads".to_owned(),
                threads => format::counted(threads, "thread", "threads"),
            };
            format!("Seed {}, {threads}", config.seed)
        }
    }
}

fn trainable(trainable: Trainable) -> String {
    match trainable {
        Trainable::All | Trainable::LastLayer | Trainable::LastBlock => trainable.title().into_owned(),
        Trainable::LowRank { rank } => format!("{} of rank {rank}", trainable.title()),
    }
}

fn data(config: &TrainConfig) -> String {
    let source = &config.data.source;
    let source = match &source.mixed_with {
        None => source.from.called(),
        Some(mix) => format!("{} with {:.0} % {}", source.from.called(), mix.share * 100.0, mix.with.called()),
    };
    let split = match config.data.split {
        SplitPlan::Standard { validation } => format!("{} held out", format::count(validation)),
        SplitPlan::Ratio { train, validation, test } => {
            format!("{:.0}/{:.0}/{:.0} %", train * 100.0, validation * 100.0, test * 100.0)
        }
        SplitPlan::KFold { folds, .. } => format!("{folds} folds"),
    };
    let mut parts = vec![source, split];
    parts.extend(config.data.split_seed.map(|seed| format!("split seed {seed}")));
    match config.data.classes {
        Classes::Natural => {}
        Classes::Balanced => parts.push("balanced".to_owned()),
    }
    if let Some(images) = config.data.per_digit {
        parts.push(format!("{} a digit", format::count(images)));
    }
    if let Some(limit) = config.limit {
        parts.push(format!("at most {}", format::count(limit)));
    }
    if config.data.label_noise > 0.0 {
        parts.push(format!("{:.0} % wrong labels", config.data.label_noise * 100.0));
    }
    parts.join(", ")
}

fn augmentation(config: &TrainConfig) -> String {
    let one = &config.augmentation;
    let by_itself = [
        (one.shift, format!("shift {} px", one.shift)),
        (one.rotation, format!("rotation {}°", one.rotation)),
        (one.scale, format!("size {:.2}", one.scale)),
        (one.shear, format!("slant {:.2}", one.shear)),
        (one.elastic, format!("bending {} px", one.elastic)),
        (one.crop, format!("crop {:.2}", one.crop)),
        (one.thickness, format!("thickness {:.2} px", one.thickness)),
        (one.noise, format!("noise {:.2}", one.noise)),
        (one.pen, format!("pen {:.2}", one.pen)),
    ];
    let is_set = |(strength, _): &(f32, String)| *strength != 0.0;
    let mut parts: Vec<String> = match Strength::of(one) {
        Some(Strength::None) => Vec::new(),
        Some(strength) => vec![strength.title().into_owned()],
        None => by_itself.into_iter().filter(is_set).map(|(_, words)| words).collect(),
    };
    if config.written != 0.0 {
        parts.push(format!("made-up digits {}", significant(config.written)));
    }
    sentence(parts, "None")
}

fn learning(config: &TrainConfig) -> String {
    let optimiser = match config.optimiser {
        Optimiser::Sgd { momentum, nesterov } => {
            format!("SGD, momentum {}{}", significant(momentum), if nesterov { ", Nesterov" } else { "" })
        }
        Optimiser::RmsProp { decay, momentum } => format!("RMSprop {decay}, momentum {}", significant(momentum)),
        Optimiser::Adam { beta1, beta2 } => format!("Adam {beta1}, {beta2}"),
        Optimiser::AdamW { beta1, beta2 } => format!("AdamW {beta1}, {beta2}"),
    };
    let schedule = match config.schedule {
        Schedule::Constant | Schedule::Cosine | Schedule::OneCycle => config.schedule.title().to_lowercase(),
        Schedule::Step { every, factor } => format!("× {factor} every {}", format::counted(every, "epoch", "epochs")),
        Schedule::Exponential { factor } => format!("× {factor} an epoch"),
    };
    let mut parts = vec![optimiser, schedule];
    if config.warmup > 0.0 {
        parts.push(format!("warm-up {}", significant(config.warmup)));
    }
    if let Some(norm) = config.clip_norm {
        parts.push(format!("clipped at {}", significant(norm)));
    }
    parts.join(", ")
}

fn regularisation(config: &TrainConfig) -> String {
    let numbers = [
        ("weight decay", config.weight_decay),
        ("L1", config.l1),
        ("smoothing", config.label_smoothing),
        ("no digit", config.outliers),
    ];
    let mut parts: Vec<String> = numbers
        .into_iter()
        .filter(|(_, value)| *value != 0.0)
        .map(|(name, value)| format!("{name} {}", significant(value)))
        .collect();
    parts.extend(config.dropout.map(|rate| format!("dropout {rate:.2}")));
    parts.extend(config.weight_average.map(|decay| format!("average {decay}")));
    sentence(parts, "None")
}

/// The parts after each other with a capital first letter; `none` if there is none.
fn sentence(parts: impl IntoIterator<Item = String>, none: &str) -> String {
    let joined = parts.into_iter().collect::<Vec<_>>().join(", ");
    let mut letters = joined.chars();
    match letters.next() {
        None => none.to_owned(),
        Some(first) => first.to_uppercase().chain(letters).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_told_and_nothing_else() {
        let mut config = TrainConfig::default();
        assert_eq!(regularisation(&config), "None");
        (config.weight_decay, config.dropout) = (0.01, Some(0.5));
        assert_eq!(regularisation(&config), "Weight decay 0.01, dropout 0.50");
        config.augmentation.rotation = 12.0;
        assert_eq!(augmentation(&config), "Rotation 12°");
        (config.augmentation, config.written) = (Strength::Light.augmentation(), 0.1);
        assert_eq!(augmentation(&config), "Light, made-up digits 0.1");
        (config.limit, config.data.label_noise) = (Some(1_000), 0.5);
        let told = data(&config);
        assert_eq!(told, "MNIST, 5,000 held out, at most 1,000, 50 % wrong labels");
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
