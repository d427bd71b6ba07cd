//! Settings of runs as pairs of words, and what differs between several.

mod words;

use crate::train::{SplitPlan, TrainConfig};
use words::Row;

/// Every setting as its name and value in the words of the panel where it is set, in the language of the thread; those of
/// a group as "Augmentation: Shift".
#[must_use]
pub fn settings_in_words(config: &TrainConfig) -> Vec<(String, String)> {
    words::rows(config).into_iter().map(|row| (row.name, row.value)).collect()
}

/// A setting that is not the same in all runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which setting: the keys of its group, if it is of one, and of its name within it.
    pub keys: (Option<&'static str>, &'static str),
    /// Its name, with that of its group.
    pub setting: String,
    /// Its value in each run, in their order; `None` where a run has no such setting.
    pub values: Vec<Option<String>>,
}

/// The settings in which these runs differ.
#[must_use]
pub fn differences(configs: &[&TrainConfig]) -> Vec<Difference> {
    let tables: Vec<_> = configs.iter().map(|config| words::rows(config)).collect();
    let mut settings: Vec<&Row> = Vec::new();
    for row in tables.iter().flatten() {
        if !settings.iter().any(|other| other.keys == row.keys) {
            settings.push(row);
        }
    }
    let value = |table: &Vec<Row>, setting: &Row| {
        table.iter().find(|row| row.keys == setting.keys).map(|row| row.value.clone())
    };
    let difference = |setting: &Row| {
        let values: Vec<_> = tables.iter().map(|table| value(table, setting)).collect();
        let differs = values.windows(2).any(|pair| pair[0] != pair[1]);
        differs.then(|| Difference { keys: setting.keys, setting: setting.name.clone(), values })
    };
    settings.into_iter().filter_map(difference).collect()
}

/// Whether two runs are repeats of each other: their settings are the same but for the seed, or for the fold that
/// validates, and for what does not decide the weights: the threads.
#[must_use]
pub fn are_repeats(one: &TrainConfig, other: &TrainConfig) -> bool {
    let mut alike = TrainConfig { seed: one.seed, threads: one.threads, ..other.clone() };
    if let (SplitPlan::KFold { fold, .. }, SplitPlan::KFold { fold: of_other, .. }) =
        (one.data.split, &mut alike.data.split)
    {
        *of_other = fold;
    }
    *one == alike && (one.seed != other.seed || one.data.split != other.data.split)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use crate::train::{Distillation, Schedule};

    #[test]
    fn only_what_differs_is_listed() {
        let base = TrainConfig::default();
        let mut other = TrainConfig { epochs: 9, schedule: Schedule::Constant, ..base.clone() };
        other.augmentation.shift = 2.5;
        let found = differences(&[&base, &other, &base]);
        let names: Vec<&str> = found.iter().map(|row| row.setting.as_str()).collect();
        assert!(names.contains(&"Epochs") && names.contains(&"Augmentation: Shift"), "{names:?}");
        assert!(names.iter().any(|name| name.starts_with("Schedule")), "{names:?}");
        let shift = found.iter().find(|row| row.setting == "Augmentation: Shift").expect("it differs");
        assert_eq!(shift.values[1], Some("2.5 px".to_owned()));
        assert!(differences(&[&base, &base]).is_empty() && differences(&[]).is_empty());
    }

    #[test]
    fn counts_and_lists_are_written_as_people_write_them() {
        let distillation =
            Some(Distillation { teachers: vec!["one".into(), "other".into()], ..Distillation::default() });
        let config = TrainConfig { limit: Some(20_000), seed: 20_000, distillation, ..TrainConfig::default() };
        let words = settings_in_words(&config);
        for (name, value) in [("Images: At most", "20,000"), ("Seed", "20000"), ("Teachers", "one, other")] {
            assert!(words.contains(&(name.to_owned(), value.to_owned())), "{words:?}");
        }
    }

    #[test]
    fn repeats_differ_in_nothing_but_the_seed_or_the_fold() {
        let base = TrainConfig::default();
        let repeat = TrainConfig { seed: 7, threads: 2, ..base.clone() };
        assert!(are_repeats(&base, &repeat));
        assert!(!are_repeats(&base, &base.clone()));
        assert!(!are_repeats(&base, &TrainConfig { epochs: 9, seed: 7, ..base.clone() }));
        let fold = |folds, fold| {
            let mut config = base.clone();
            config.data.split = SplitPlan::KFold { folds, fold };
            config
        };
        assert!(are_repeats(&fold(5, 1), &fold(5, 2)));
        assert!(!are_repeats(&fold(5, 1), &fold(3, 1)) && !are_repeats(&fold(5, 1), &fold(5, 1)));
        assert!(!are_repeats(&fold(5, 1), &TrainConfig { seed: 7, ..base.clone() }));
    }

    #[test]
    fn settings_are_told_in_the_language_of_the_thread() {
        Language::Chinese.make_current();
        let words = settings_in_words(&TrainConfig { limit: Some(20_000), ..TrainConfig::default() });
        Language::English.make_current();
        for (name, value) in
            [("图像 · 图像数上限", "20,000"), ("优化器 · β₁", "0.9"), ("学习率调度", "单周期"), ("早停", "关")]
        {
            assert!(words.contains(&(name.to_owned(), value.to_owned())), "{words:?}");
        }
    }
}
