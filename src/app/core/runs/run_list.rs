//! The list of runs: those of this sitting and those on the disk in one list, each once, and what tells them apart.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::RunsState;
use crate::app::core::training::{Run, TrainingState};
use crate::model::shown_name;
use crate::store::runs::ListedRun;
use crate::store::runs::record::sketch;
use crate::store::runs::settings::{Difference, differences};
use crate::text::{self, Language, Message, Named};
use crate::tr;
use crate::train::TrainConfig;

/// Most settings that are told of a run.
const MOST_TOLD: usize = 4;

/// A run in the list: one of this sitting, one on the disk, or, as a rule, one of this sitting that is on the disk.
#[derive(Debug, Clone, Copy)]
pub struct RunEntry<'a> {
    /// As it is on the disk; `None` for one that could not be kept, and before its folder is there.
    pub kept: Option<&'a ListedRun>,
    /// As one of this sitting, with its place among them.
    pub sitting: Option<(usize, &'a Run)>,
}

impl RunEntry<'_> {
    /// Its number, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        let sitting = self.sitting.map(|(_, run)| run.number);
        self.kept.map(|run| run.record.number).or(sitting).unwrap_or_default()
    }

    /// Its name without its number.
    #[must_use]
    pub fn title(&self) -> Message {
        let sitting = || self.sitting.map(|(_, run)| run.title());
        self.kept.map(|run| run.record.title()).or_else(sitting).unwrap_or_else(|| Message::verbatim(""))
    }

    /// Its name with its number.
    #[must_use]
    pub fn label(&self) -> Message {
        let sitting = || self.sitting.map(|(_, run)| run.label());
        self.kept.map(|run| run.record.label()).or_else(sitting).unwrap_or_else(|| Message::verbatim(""))
    }

    /// Best accuracy on the validation images so far, in [0, 1].
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let sitting = |run: &Run| {
            let best = run.history.best_epoch().map(|epoch| epoch.validation_accuracy);
            run.result().map(|result| result.validation_accuracy).or(best)
        };
        self.sitting.and_then(|(_, run)| sitting(run)).or_else(|| self.kept?.record.best_validation)
    }

    /// Accuracy on the validation images from the first epoch to the last, in [0, 1].
    #[must_use]
    pub fn sketch(&self) -> Vec<f32> {
        match (self.sitting, self.kept) {
            (Some((_, run)), _) => sketch(&run.history),
            (None, Some(run)) => run.record.sketch.clone(),
            (None, None) => Vec::new(),
        }
    }

    /// Whether every word of `search`, in lower case, is in what is told of it.
    fn matches(&self, search: &str) -> bool {
        let state = self.kept.map(|run| run.record.state.title()).unwrap_or_default();
        let (arch, from) = match (self.kept, self.sitting) {
            (Some(run), _) => (run.record.settings.arch.title(), run.record.started_from.as_deref()),
            (None, Some((_, run))) => (run.config.arch.title(), run.started_from.as_deref()),
            (None, None) => (Cow::Borrowed(""), None),
        };
        // Also by the name that the model it started from has on the disk.
        let (stored, shown) = (from.unwrap_or_default(), from.map(shown_name).map(|name| name.to_string()));
        let shown = shown.unwrap_or_default();
        let words = format!("{} {arch} {state} {stored} {shown}", self.label()).to_lowercase();
        search.split_whitespace().all(|word| words.contains(word))
    }
}

impl RunsState {
    /// All runs that match what is searched for, the newest first.
    #[must_use]
    pub fn entries<'a>(&'a self, training: &'a TrainingState) -> Vec<RunEntry<'a>> {
        let mut list = joined(self.list.as_deref().unwrap_or_default(), &training.runs);
        list.retain(|run| !run.kept.is_some_and(|kept| self.deleting.contains(&kept.id)));
        let search = self.search.to_lowercase();
        if !search.trim().is_empty() {
            list.retain(|run| run.matches(&search));
        }
        list
    }

    /// How many runs there are, whatever is searched for.
    #[must_use]
    pub fn count(&self, training: &TrainingState) -> usize {
        let kept = self.list.as_deref().unwrap_or_default();
        let staying = kept.iter().filter(|run| !self.deleting.contains(&run.id)).count();
        staying + unlisted(kept, &training.runs).count()
    }
}

/// The runs on the disk and those of this sitting in one list, the newest first; what is both is there once.
fn joined<'a>(kept: &'a [ListedRun], sitting: &'a [Run]) -> Vec<RunEntry<'a>> {
    let in_folder = |id: &str| sitting.iter().enumerate().find(|(_, run)| run.folder() == Some(id));
    let mut all: Vec<RunEntry<'_>> =
        kept.iter().map(|run| RunEntry { kept: Some(run), sitting: in_folder(&run.id) }).collect();
    all.extend(unlisted(kept, sitting).map(|run| RunEntry { kept: None, sitting: Some(run) }));
    all.sort_by_key(|run| std::cmp::Reverse(run.number()));
    all
}

/// The runs of this sitting that are not among those on the disk, with their places.
fn unlisted<'a>(kept: &'a [ListedRun], sitting: &'a [Run]) -> impl Iterator<Item = (usize, &'a Run)> {
    let is_listed = |run: &Run| run.folder().is_some_and(|id| kept.iter().any(|kept| kept.id == id));
    sitting.iter().enumerate().filter(move |(_, run)| !is_listed(run))
}

/// In words, what tells each run from the others of its name: settings that not all of them share.
#[derive(Debug, Default)]
pub struct Differences {
    /// Language in which the cached texts below were made; `None` before the first.
    language: Option<Language>,
    told: BTreeMap<String, String>,
}

impl Differences {
    /// The runs have changed: what was told is out of date.
    pub fn forget(&mut self) {
        self.language = None;
    }

    /// Finds the words anew where they are out of date or in another language.
    pub fn follow(&mut self, runs: &[ListedRun]) {
        if self.language == Some(Language::current()) {
            return;
        }
        self.language = Some(Language::current());
        self.told.clear();
        let mut groups: BTreeMap<String, Vec<&ListedRun>> = BTreeMap::new();
        for run in runs {
            groups.entry(run.record.title().to_string()).or_default().push(run);
        }
        for group in groups.values().filter(|group| group.len() > 1) {
            let configs: Vec<&TrainConfig> = group.iter().map(|run| &run.record.settings).collect();
            let mut rows = differences(&configs);
            // What only some of them have follows from a choice that is told, unless they differ in it as well.
            rows.retain(|row| {
                let mut values = row.values.iter().flatten();
                let first = values.next();
                values.any(|value| Some(value) != first)
            });
            let called: Vec<_> = rows.iter().enumerate().map(|(at, row)| called(row, &rows[..at])).collect();
            for (place, run) in group.iter().enumerate() {
                let values = rows.iter().zip(&called).filter_map(|(row, called)| {
                    let value = row.values.get(place)?.as_ref()?;
                    Some(tr!("run-list-difference", setting = called.as_ref(), value = value).into_owned())
                });
                let told = values.take(MOST_TOLD).collect::<Vec<_>>().join(" · ");
                self.told.insert(run.id.clone(), told);
            }
        }
    }

    /// Those of the run in this folder; empty if nothing tells it from the others.
    #[must_use]
    pub fn of(&self, id: &str) -> &str {
        self.told.get(id).map_or("", String::as_str)
    }
}

/// What `row` is called behind those `before` it: "Optimiser", then "Momentum" and not "Optimiser: Momentum".
fn called<'a>(row: &'a Difference, before: &[Difference]) -> Cow<'a, str> {
    match row.keys {
        (Some(group), key) if before.iter().any(|row| row.keys == (None, group)) => text::get(key),
        _ => Cow::Borrowed(&row.setting),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::runs::run_writer::RunFolderId;
    use crate::app::core::training::run::tests::begun;
    use crate::model::Arch;
    use crate::store::runs::RunRecord;
    use crate::train::Optimiser;

    fn kept(id: &str, number: usize, config: TrainConfig) -> ListedRun {
        let record = RunRecord { number, ..RunRecord::begun(config, None, 0) };
        ListedRun { id: id.into(), record, bytes: 0, can_resume: false, has_weights: true }
    }

    fn sitting(folder: Option<&str>, number: usize) -> Run {
        let mut run = begun();
        run.number = number;
        if let Some(id) = folder {
            run.place.set(RunFolderId { id: id.into(), number }).expect("it is new");
        }
        run
    }

    #[test]
    fn a_run_of_this_sitting_that_is_kept_is_in_the_list_once() {
        let listed = [kept("a", 1, TrainConfig::default()), kept("b", 2, TrainConfig::default())];
        let runs = [sitting(Some("b"), 2), sitting(None, 3)];
        let list = joined(&listed, &runs);
        let told: Vec<_> = list.iter().map(|run| (run.number(), run.kept.is_some(), run.sitting.is_some())).collect();
        assert_eq!(told, [(3, false, true), (2, true, true), (1, true, false)]);
    }

    #[test]
    fn what_differs_is_told_among_runs_of_the_same_name_only() {
        let base = TrainConfig { arch: Arch::Softmax, ..TrainConfig::default() };
        let runs = [
            kept("one", 1, base.clone()),
            kept("seed", 2, TrainConfig { seed: 7, ..base.clone() }),
            kept("other", 3, TrainConfig { arch: Arch::Mlp, epochs: 60, ..base.clone() }),
        ];
        let mut differences = Differences::default();
        differences.follow(&runs);
        assert_eq!(differences.of("seed"), "Seed 7");
        assert!(differences.of("one").starts_with("Seed "));
        assert_eq!(differences.of("other"), "", "its name says it");
        let optimiser =
            |number: usize, optimiser| kept(&number.to_string(), number, TrainConfig { optimiser, ..base.clone() });
        let sgd = |momentum| Optimiser::Sgd { momentum, nesterov: false };
        differences.forget();
        differences.follow(&[optimiser(1, sgd(0.9)), optimiser(2, Optimiser::Adam { beta1: 0.9, beta2: 0.999 })]);
        let title = |optimiser: Optimiser| optimiser.title().into_owned();
        assert_eq!(differences.of("1"), format!("Optimiser {}", title(sgd(0.9))), "the rest follows from it");
        differences.forget();
        differences.follow(&[
            optimiser(1, sgd(0.9)),
            optimiser(2, sgd(0.5)),
            optimiser(3, Optimiser::AdamW { beta1: 0.9, beta2: 0.999 }),
        ]);
        assert_eq!(differences.of("2"), format!("Optimiser {} · Momentum 0.5", title(sgd(0.5))), "told once");
        differences.forget();
        differences.follow(&runs);
        // Another language has other words.
        Language::Chinese.make_current();
        differences.follow(&runs);
        Language::English.make_current();
        assert!(!differences.of("seed").contains("Seed"), "{}", differences.of("seed"));
    }
}
