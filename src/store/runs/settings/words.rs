//! Words for the settings of a run by their names in files, so that tables show them in the language of the reader.

use std::borrow::Cow;

use crate::text;

/// What people call a setting, or a group of settings, with this name in files. A setting that has no words yet is
/// shown by its name in files, with spaces.
pub fn name(field: &str) -> Cow<'static, str> {
    text::get(match field {
        "arch" => "setting-name-arch",
        "epochs" => "setting-name-epochs",
        "batch_size" => "setting-name-batch-size",
        "seed" => "setting-name-seed",
        "threads" => "setting-name-threads",
        "limit" => "setting-name-limit",
        "data" => "setting-name-data",
        "source" => "setting-name-source",
        "from" => "setting-name-from",
        "layout" => "setting-name-layout",
        "order" => "setting-name-order",
        "polarity" => "setting-name-polarity",
        "mixed_with" => "setting-name-mixed-with",
        "with" => "setting-name-with",
        "share" => "setting-name-share",
        "folder" => "setting-name-folder",
        "ink" => "setting-name-ink",
        "split" => "setting-name-split",
        "standard" => "setting-name-standard",
        "validation" => "setting-name-validation",
        "ratio" => "setting-name-ratio",
        "train" => "setting-name-train",
        "test" => "setting-name-test",
        "k_fold" => "setting-name-k-fold",
        "folds" => "setting-name-folds",
        "fold" => "setting-name-fold",
        "split_seed" => "setting-name-split-seed",
        "classes" => "setting-name-classes",
        "per_digit" => "setting-name-per-digit",
        "label_noise" => "setting-name-label-noise",
        "trainable" => "setting-name-trainable",
        "low_rank" => "setting-name-low-rank",
        "rank" => "setting-name-rank",
        "optimiser" => "setting-name-optimiser",
        "sgd" => "setting-name-sgd",
        "momentum" => "setting-name-momentum",
        "nesterov" => "setting-name-nesterov",
        "rms_prop" => "setting-name-rms-prop",
        "decay" => "setting-name-decay",
        "adam" => "setting-name-adam",
        "adam_w" => "setting-name-adam-w",
        "beta1" => "setting-name-beta1",
        "beta2" => "setting-name-beta2",
        "learning_rate" => "setting-name-learning-rate",
        "schedule" => "setting-name-schedule",
        "step" => "setting-name-step",
        "every" => "setting-name-every",
        "factor" => "setting-name-factor",
        "exponential" => "setting-name-exponential",
        "warmup" => "setting-name-warmup",
        "weight_decay" => "setting-name-weight-decay",
        "l1" => "setting-name-l1",
        "dropout" => "setting-name-dropout",
        "label_smoothing" => "setting-name-label-smoothing",
        "weight_average" => "setting-name-weight-average",
        "clip_norm" => "setting-name-clip-norm",
        "early_stopping" => "setting-name-early-stopping",
        "measure" => "setting-name-measure",
        "patience" => "setting-name-patience",
        "min_change" => "setting-name-min-change",
        "written" => "setting-name-written",
        "outliers" => "setting-name-outliers",
        "distillation" => "setting-name-distillation",
        "teachers" => "setting-name-teachers",
        "temperature" => "setting-name-temperature",
        "augmentation" => "setting-name-augmentation",
        "shift" => "setting-name-shift",
        "rotation" => "setting-name-rotation",
        "scale" => "setting-name-scale",
        "shear" => "setting-name-shear",
        "elastic" => "setting-name-elastic",
        "crop" => "setting-name-crop",
        "thickness" => "setting-name-thickness",
        "noise" => "setting-name-noise",
        "pen" => "setting-name-pen",
        "pixels" => "setting-name-pixels",
        "kernels" => "setting-name-kernels",
        _ => return unknown(field),
    })
}

/// What people call a value that is a word in files; other text is shown as it is, with spaces.
pub fn value(word: &str) -> Cow<'static, str> {
    text::get(match word {
        "mnist" => "setting-value-mnist",
        "rows" => "setting-value-rows",
        "columns" => "setting-value-columns",
        "light_on_dark" => "setting-value-light-on-dark",
        "dark_on_light" => "setting-value-dark-on-light",
        "natural" => "setting-value-natural",
        "balanced" => "setting-value-balanced",
        "all" => "setting-value-all",
        "last_layer" => "setting-value-last-layer",
        "last_block" => "setting-value-last-block",
        "constant" => "setting-value-constant",
        "cosine" => "setting-value-cosine",
        "one_cycle" => "setting-value-one-cycle",
        "validation_loss" => "setting-value-validation-loss",
        "validation_accuracy" => "setting-value-validation-accuracy",
        "unit" => "setting-value-unit",
        "signed" => "setting-value-signed",
        "standardised" => "setting-value-standardised",
        "fast" => "setting-value-fast",
        "candle" => "setting-value-candle",
        "softmax" => "setting-value-softmax",
        "mlp" => "setting-value-mlp",
        "conv2_dropout" => "setting-value-conv2-dropout",
        _ => return unknown(word),
    })
}

fn unknown(word: &str) -> Cow<'static, str> {
    Cow::Owned(word.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::data::Augmentation;
    use crate::model::Kernels;
    use crate::store::training_settings;
    use crate::text::Language;
    use crate::train::{Distillation, Optimiser, Preset, Schedule, SplitPlan, TrainConfig, Trainable};

    /// Every name of a setting in `fields`, groups included.
    fn names(fields: &serde_json::Map<String, Value>, found: &mut Vec<String>) {
        for (name, value) in fields {
            found.push(name.clone());
            if let Value::Object(inner) = value {
                names(inner, found);
            }
        }
    }

    fn configs() -> Vec<TrainConfig> {
        let base = TrainConfig {
            distillation: Some(Distillation::default()),
            augmentation: Augmentation::default(),
            early_stopping: Some(crate::train::EarlyStopping::default()),
            kernels: Kernels::Candle,
            ..TrainConfig::default()
        };
        let mut all: Vec<TrainConfig> = Preset::ALL.iter().map(|preset| preset.config()).collect();
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

    #[test]
    fn every_setting_has_words_in_chinese_and_its_own_name_in_english() {
        let mut found = Vec::new();
        for config in configs() {
            names(&training_settings::as_fields(&config), &mut found);
        }
        for field in found {
            let english = name(&field).into_owned();
            let is_special = ["arch", "limit"].contains(&field.as_str());
            assert!(is_special || english == field.replace('_', " "), "{field}: {english}");
            Language::Chinese.make_current();
            let chinese = name(&field).into_owned();
            Language::English.make_current();
            let is_term = ["sgd", "adam", "adam_w", "rms_prop"].contains(&field.as_str());
            assert!(is_term || !chinese.is_ascii(), "{field} has no words in Chinese: {chinese}");
        }
    }
}
