//! The settings of a run under the names, and in the words and units, of the panel where they are set. Files keep their
//! own names; nobody is shown those.

use std::fmt::Display;
use std::path::Path;

use crate::data::Augmentation;
use crate::model::{Kernels, Skill};
use crate::msg;
use crate::text::format::count;
use crate::text::{self, Named};
use crate::tr;
use crate::train::{
    Collection, DataPlan, DataSource, Distillation, EarlyStopping, Mix, Optimiser, OutputLayer, Schedule, SplitPlan,
    TrainConfig, Trainable,
};

/// A setting in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which setting: the keys of its group, if it is of one, and of its name.
    pub keys: (Option<&'static str>, &'static str),
    /// Its name; of one in a group, as "Augmentation: Shift".
    pub name: String,
    /// Its value.
    pub value: String,
}

/// Every setting.
pub fn rows(config: &TrainConfig) -> Vec<Row> {
    // Every field by name, so that a new setting cannot be left out.
    let TrainConfig {
        arch,
        epochs,
        batch_size,
        seed,
        threads,
        limit,
        data,
        trainable,
        output_layer,
        optimiser,
        learning_rate,
        schedule,
        warmup,
        weight_decay,
        l1,
        dropout,
        label_smoothing,
        weight_average,
        clip_norm,
        early_stopping,
        synthetic,
        prompts,
        outliers,
        distillation,
        augmentation,
        pixels,
        kernels,
    } = config;
    let mut rows = Rows::default();
    rows.add("setup-network", arch.title());
    if arch.skill() == Skill::ContinuesTokens {
        rows.add("setup-prompts", prompts.title());
    }
    rows.trainable(*trainable);
    if *output_layer != OutputLayer::Kept {
        rows.add("setup-output-layer", output_layer.title());
    }
    rows.add("setup-epochs", count(*epochs));
    rows.add("setup-batch-size", count(*batch_size));
    rows.add("setup-learning-rate", learning_rate);
    rows.optimiser(*optimiser);
    rows.schedule(*schedule);
    rows.add("setup-warm-up", tr!("setup-in-epochs", number = warmup.to_string()));
    rows.add("setup-clip-norm", or_off(clip_norm.as_ref()));
    rows.images(data, *limit);
    rows.augmentation(augmentation, *synthetic);
    rows.add("setup-weight-decay", weight_decay);
    rows.add("setup-l1", l1);
    rows.add(
        "setup-dropout",
        dropout.map_or_else(|| tr!("setting-dropout-of-network"), |rate| rate.to_string().into()),
    );
    rows.add("setup-label-smoothing", label_smoothing);
    rows.add("setup-weight-average", or_off(weight_average.as_ref()));
    rows.add("setup-outliers", outliers);
    rows.early_stopping(early_stopping.as_ref());
    rows.teachers(distillation.as_ref());
    rows.add("setup-section-pixels", pixels.title());
    // A seed is a name rather than a count.
    rows.add("setup-seed", seed);
    rows.add("setup-threads", if *threads == 0 { tr!("setup-threads-all") } else { threads.to_string().into() });
    rows.add(
        "setting-kernels",
        match kernels {
            Kernels::Candle => tr!("setting-kernels-candle"),
            Kernels::Fast => tr!("setting-kernels-fast"),
        },
    );
    rows.0
}

#[derive(Default)]
struct Rows(Vec<Row>);

impl Rows {
    /// A setting whose name is the message `key`.
    fn add(&mut self, key: &'static str, value: impl Display) {
        self.0.push(Row { keys: (None, key), name: text::get(key).into_owned(), value: value.to_string() });
    }

    /// A setting of a group; both keys are those of names.
    fn add_in(&mut self, group: &'static str, key: &'static str, value: impl Display) {
        let name = tr!("setting-in-group", group = text::get(group), setting = text::get(key)).into_owned();
        self.0.push(Row { keys: (Some(group), key), name, value: value.to_string() });
    }

    fn trainable(&mut self, trainable: Trainable) {
        self.add("setup-trainable", trainable.title());
        match trainable {
            Trainable::LowRank { rank } => self.add("setup-rank", rank),
            Trainable::All | Trainable::LastLayer | Trainable::LastBlock => {}
        }
    }

    fn optimiser(&mut self, optimiser: Optimiser) {
        let group = "setup-optimiser";
        self.add(group, optimiser.title());
        match optimiser {
            Optimiser::Sgd { momentum, nesterov } => {
                self.add_in(group, "setup-momentum", momentum);
                self.add_in(group, "setup-nesterov", yes_or_no(nesterov));
            }
            Optimiser::RmsProp { decay, momentum } => {
                self.add_in(group, "setup-decay", decay);
                self.add_in(group, "setup-momentum", momentum);
            }
            Optimiser::Adam { beta1, beta2 } | Optimiser::AdamW { beta1, beta2 } => {
                self.add_in(group, "setup-beta1", beta1);
                self.add_in(group, "setup-beta2", beta2);
            }
        }
    }

    fn schedule(&mut self, schedule: Schedule) {
        let group = "setup-schedule";
        self.add(group, schedule.title());
        match schedule {
            Schedule::Step { every, factor } => {
                self.add_in(group, "setup-every", msg!("setup-count-epochs", epochs = every));
                self.add_in(group, "setup-factor", factor);
            }
            Schedule::Exponential { factor } => self.add_in(group, "setup-factor", factor),
            Schedule::Constant | Schedule::Cosine | Schedule::OneCycle => {}
        }
    }

    fn images(&mut self, data: &DataPlan, limit: Option<usize>) {
        let group = "setup-section-data";
        let DataPlan { source, split, split_seed, classes, per_digit, label_noise } = data;
        let DataSource { from, layout, mixed_with } = source;
        self.add_in(group, "setup-source", collection(from));
        if *from != Collection::Mnist {
            self.add_in(group, "setup-pixel-order", layout.order.title());
            self.add_in(group, "setup-polarity", layout.polarity.title());
        }
        match mixed_with {
            None => self.add_in(group, "setup-mix-in", tr!("setup-offer-nothing")),
            Some(Mix { with, share, layout }) => {
                self.add_in(group, "setup-mix-in", collection(with));
                self.add_in(group, "setup-mix-share", in_percent(*share));
                if *with != Collection::Mnist {
                    self.add_in(group, "setup-mix-pixel-order", layout.order.title());
                    self.add_in(group, "setup-mix-polarity", layout.polarity.title());
                }
            }
        }
        self.add_in(group, "setup-split", split.title());
        match *split {
            SplitPlan::Standard { validation } => self.add_in(group, "setup-validation", count(validation)),
            // The rest trains.
            SplitPlan::Ratio { train: _, validation, test } => {
                self.add_in(group, "setup-validate-on", in_percent(validation));
                self.add_in(group, "setup-test-on", in_percent(test));
            }
            SplitPlan::KFold { folds, fold } => {
                self.add_in(group, "setup-folds", folds);
                self.add_in(group, "setting-fold", fold);
            }
        }
        self.add_in(group, "setup-split-seed", or_off(split_seed.as_ref()));
        self.add_in(group, "setup-classes", classes.title());
        self.add_in(group, "setup-per-digit", or_off(per_digit.map(count)));
        self.add_in(group, "setup-limit", or_off(limit.map(count)));
        self.add_in(group, "setup-label-noise", in_percent(*label_noise));
    }

    fn augmentation(&mut self, augmentation: &Augmentation, synthetic: f64) {
        let group = "setup-augmentation";
        let Augmentation { shift, rotation, scale, shear, elastic, crop, thickness, noise, pen } = augmentation;
        let pixels = |value: &f32| tr!("setup-in-pixels", number = value.to_string());
        self.add_in(group, "setup-shift", pixels(shift));
        self.add_in(group, "setup-rotation", tr!("setup-in-degrees", number = rotation.to_string()));
        self.add_in(group, "setup-scale", scale);
        self.add_in(group, "setup-shear", shear);
        self.add_in(group, "setup-crop", crop);
        self.add_in(group, "setup-elastic", pixels(elastic));
        self.add_in(group, "setup-thickness", pixels(thickness));
        self.add_in(group, "setup-noise", noise);
        self.add_in(group, "setup-pen", pen);
        self.add_in(group, "setup-synthetic", synthetic);
    }

    fn early_stopping(&mut self, stopping: Option<&EarlyStopping>) {
        let group = "setup-early-stopping";
        let Some(EarlyStopping { measure, patience, min_change }) = stopping else {
            self.add(group, tr!("setup-off"));
            return;
        };
        self.add(group, measure.title());
        self.add_in(group, "setup-patience", msg!("setup-count-epochs", epochs = *patience));
        self.add_in(group, "setup-least-change", min_change);
    }

    fn teachers(&mut self, distillation: Option<&Distillation>) {
        let group = "setup-section-teachers";
        let distillation = distillation.filter(|distillation| !distillation.teachers.is_empty());
        let Some(Distillation { teachers, share, temperature }) = distillation else {
            self.add(group, tr!("setup-teachers-none"));
            return;
        };
        self.add(group, teachers.join(&*tr!("setting-value-comma")));
        self.add_in(group, "setup-teachers-share", share);
        self.add_in(group, "setup-temperature", temperature);
    }
}

/// Where images come from: the whole path, since two folders can have one name.
fn collection(collection: &Collection) -> String {
    collection.path().map(Path::display).map_or_else(|| collection.called(), |path| path.to_string())
}

fn or_off(value: Option<impl Display>) -> String {
    value.map_or_else(|| tr!("setup-off").into_owned(), |value| value.to_string())
}

fn yes_or_no(value: bool) -> String {
    if value { tr!("setting-value-true") } else { tr!("setting-value-false") }.into_owned()
}

/// A share with all digits it was given: 0.125 is "12.5 %".
fn in_percent(share: f64) -> String {
    let percent = (share * 1e8).round() / 1e6;
    tr!("percent", number = percent.to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::model::Arch;
    use crate::store::training_settings;
    use crate::text::Language;
    use crate::train::{Preset, Scaling};

    fn configs() -> Vec<TrainConfig> {
        let base = TrainConfig {
            distillation: Some(Distillation::default()),
            early_stopping: Some(EarlyStopping::default()),
            kernels: Kernels::Candle,
            ..TrainConfig::default()
        };
        let mut all: Vec<TrainConfig> = Preset::ALL.iter().map(|preset| preset.config()).collect();
        all.extend(Arch::ALL.iter().map(|&arch| TrainConfig { arch, ..base.clone() }));
        all.extend(Scaling::ALL.iter().map(|&pixels| TrainConfig { pixels, ..base.clone() }));
        all.extend(Schedule::ALL.iter().map(|&schedule| TrainConfig { schedule, ..base.clone() }));
        all.extend(Optimiser::ALL.iter().map(|&optimiser| TrainConfig { optimiser, ..base.clone() }));
        all.extend(Trainable::ALL.iter().map(|&trainable| TrainConfig { trainable, ..base.clone() }));
        for split in SplitPlan::ALL.iter().copied() {
            let mut config = base.clone();
            config.data.split = split;
            all.push(config);
        }
        all
    }

    /// Every name and every word among the values of a settings file.
    fn raw(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                for (field, value) in fields {
                    found.push(field.clone());
                    raw(value, found);
                }
            }
            Value::String(word) => found.push(word.clone()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {}
        }
    }

    #[test]
    fn no_name_of_a_file_is_shown_and_no_english_in_chinese() {
        for config in configs() {
            let mut keys = Vec::new();
            raw(&Value::Object(training_settings::as_fields(&config)), &mut keys);
            // The panel says so of the threads, too.
            keys.retain(|key| key != "all");
            for Row { name, value, .. } in rows(&config) {
                for shown in [&name, &value] {
                    assert!(!shown.is_empty() && !keys.contains(shown) && !shown.contains('_'), "{name}: {value}");
                }
            }
            Language::Chinese.make_current();
            let chinese = rows(&config);
            Language::English.make_current();
            for Row { name, value, .. } in chinese {
                // Chinese has no other word for a transformer.
                let is_english = |text: &str| {
                    let mut words = text.split(|letter: char| !letter.is_ascii_alphabetic());
                    words.any(|word| word.len() > 8 && word != "Transformer")
                };
                assert!(!name.is_ascii() && !is_english(&name) && !is_english(&value), "{name}: {value}");
            }
        }
    }

    #[test]
    fn any_change_of_the_settings_changes_a_row() {
        let mut all: Vec<TrainConfig> = Vec::new();
        for config in configs() {
            if !all.contains(&config) {
                all.push(config);
            }
        }
        for (place, config) in all.iter().enumerate() {
            for other in &all[..place] {
                assert_ne!(rows(config), rows(other), "{config:?} and {other:?}");
            }
        }
    }
}
