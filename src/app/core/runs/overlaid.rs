//! Runs laid over each other: what is measured of them, their curves ready to draw, and which are repeats of one
//! another.

use crate::app::core::settings::overlay::Measure;
use crate::app::core::training::curves::smoothed_over;
use crate::store::runs::ListedRun;
use crate::store::runs::settings::are_repeats;
use crate::train::History;
use crate::train::history::thin;
use crate::train::smooth::smoothed;

/// Columns that a curve is thinned for: as many as a wide screen has for one plot.
const COLUMNS: usize = 1_000;

/// The curves of a run over its epochs, thin enough to be drawn in every frame.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCurves {
    curves: [Vec<[f64; 2]>; Measure::ALL.len()],
    /// Epochs trained, with the part of the one under way.
    pub epochs: f64,
}

impl RunCurves {
    /// Those of this run.
    #[must_use]
    pub fn of(history: &History) -> Self {
        let over = history.steps.last().map_or(1.0, smoothed_over);
        let curve = |measure: Measure| {
            let steps = history.steps.iter().map(|report| Some([report.epochs, measure.of_step(report)?]));
            match steps.collect::<Option<Vec<_>>>() {
                Some(steps) if steps.len() > 1 => thin(&smoothed(&steps, over), COLUMNS),
                Some(_) | None => {
                    history.epochs.iter().map(|report| [report.epoch as f64, measure.of_epoch(report)]).collect()
                }
            }
        };
        Self { curves: Measure::ALL.map(curve), epochs: history.epochs_done() }
    }

    /// The curve of this measure: epochs and values.
    #[must_use]
    pub fn get(&self, measure: Measure) -> &[[f64; 2]] {
        let found = Measure::ALL.iter().zip(&self.curves).find(|(other, _)| **other == measure);
        found.map_or(&[], |(_, curve)| curve)
    }
}

/// The places of `runs` that are repeats of each other, group by group, each in its order; a run without repeats is a
/// group of its own.
#[must_use]
pub fn groups(runs: &[&ListedRun]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, run) in runs.iter().enumerate() {
        let settings = &run.record.settings;
        let is_repeat = |other: &&ListedRun| {
            are_repeats(settings, &other.record.settings)
                && other.record.started_from == run.record.started_from
                && other.record.source() == run.record.source()
        };
        // A repeat of one is a repeat of all, unless it has the seed of one of them.
        let group = groups.iter_mut().find(|group| group.iter().all(|other| runs.get(*other).is_some_and(&is_repeat)));
        match group {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups
}

/// Numbers in few words: "2", "2–4", "1, 3".
#[must_use]
pub fn numbers(sorted: &[usize]) -> String {
    match sorted {
        [first, .., last] if last - first + 1 == sorted.len() => format!("{first}–{last}"),
        _ => sorted.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::settings::overlay::Repeats;
    use crate::store::runs::RunRecord;
    use crate::text::Named;
    use crate::train::{EpochReport, StepReport};
    use crate::train::{SplitPlan, TrainConfig};

    fn run(config: TrainConfig) -> ListedRun {
        let record = RunRecord::begun(config, None, 0);
        ListedRun { id: "run".into(), record, bytes: 0, can_resume: false, has_weights: true }
    }

    #[test]
    fn seeds_and_folds_of_the_same_settings_are_one_group() {
        let base = TrainConfig::default();
        let seed = |seed| run(TrainConfig { seed, ..base.clone() });
        let fold = |fold| {
            let mut config = base.clone();
            config.data.split = SplitPlan::KFold { folds: 3, fold };
            run(config)
        };
        let other = run(TrainConfig { epochs: 9, seed: 2, ..base.clone() });
        let mut tuned = seed(9);
        tuned.record.started_from = Some("start".into());
        let runs = [seed(1), other, fold(1), seed(2), fold(3), seed(1), tuned, seed(3)];
        let runs: Vec<&ListedRun> = runs.iter().collect();
        assert_eq!(groups(&runs), [vec![0, 3, 7], vec![1], vec![2, 4], vec![5], vec![6]]);
        assert!(groups(&[]).is_empty());
    }

    #[test]
    fn a_run_has_a_curve_for_every_measure() {
        let mut history = History::default();
        for step in 1..=20_u64 {
            let epochs = step as f64 / 10.0;
            history.steps.push(StepReport { step, epochs, loss: 2.0, accuracy: 0.5, ..StepReport::default() });
        }
        for epoch in 1..=2 {
            let validation_accuracy = 0.1 * epoch as f64;
            history.epochs.push(EpochReport {
                epoch,
                validation_accuracy,
                validation_loss: 1.0,
                ..EpochReport::default()
            });
        }
        let curves = RunCurves::of(&history);
        assert_eq!(curves.get(Measure::ValidationAccuracy), [[1.0, 0.1], [2.0, 0.2]]);
        assert_eq!(curves.get(Measure::ValidationLoss), [[1.0, 1.0], [2.0, 1.0]]);
        assert_eq!((curves.get(Measure::TrainingLoss).len(), curves.get(Measure::TrainingAccuracy).len()), (20, 20));
        assert!(curves.get(Measure::TrainingLoss).iter().all(|point| (point[1] - 2.0).abs() < 1e-9));
        // One that was cut off before its first report on a step still has its epochs.
        history.steps.clear();
        assert_eq!(RunCurves::of(&history).get(Measure::TrainingLoss).len(), 2);
    }

    #[test]
    fn numbers_in_a_row_are_told_by_their_ends() {
        assert_eq!([numbers(&[2]), numbers(&[2, 3, 4]), numbers(&[1, 3])], ["2", "2–4", "1, 3"]);
    }

    #[test]
    fn every_choice_has_words() {
        for (title, description) in Measure::ALL
            .map(|measure| (measure.title(), measure.help()))
            .into_iter()
            .chain(Repeats::ALL.map(|repeats| (repeats.title(), repeats.help())))
        {
            assert!(!title.is_empty() && !description.ends_with('.'));
        }
    }
}
