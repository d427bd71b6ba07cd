//! Runs laid over each other: what is measured of them, their curves ready to draw, and which are repeats of one
//! another.

use crate::app::core::settings::axis::{Moment, XAxis};
use crate::app::core::settings::overlay::Measure;
use crate::app::core::training::curves::{moment, smoothed_over};
use crate::store::runs::ListedRun;
use crate::store::runs::settings::are_repeats;
use crate::train::history::thin;
use crate::train::smooth::smoothed;
use crate::train::{EpochReport, History, ValidationReport};

/// Columns that a curve is thinned for: as many as a wide screen has for one plot.
const COLUMNS: usize = 1_000;

/// The curves of a run over every axis, thin enough to be drawn in every frame.
#[derive(Debug, Clone, PartialEq)]
pub struct RunCurves {
    curves: [[Vec<[f64; 2]>; Measure::ALL.len()]; XAxis::ALL.len()],
    /// Where the run ended.
    end: Moment,
}

impl RunCurves {
    /// Those of this run.
    #[must_use]
    pub fn of(history: &History) -> Self {
        let over = history.steps.last().map_or(1.0, smoothed_over);
        let validations = history.validation_curve();
        let curve = |measure: Measure, axis: XAxis| {
            // From what the weights read before the first step.
            let place = |report: &ValidationReport| axis.of(moment_of_validation(report));
            let validated = validations.iter().map(|report| Some([place(report), measure.of_validation(report)?]));
            if let Some(validated) = validated.collect::<Option<Vec<_>>>().filter(|points| !points.is_empty()) {
                return thin(&validated, COLUMNS);
            }
            let steps = history.steps.iter().map(|report| Some([report.epochs, measure.of_step(report)?]));
            match steps.collect::<Option<Vec<_>>>() {
                Some(steps) if steps.len() > 1 => {
                    // Smoothed over epochs whatever the axis, so that it is the same curve.
                    let values = smoothed(&steps, over);
                    let places = history.steps.iter().map(|report| axis.of(moment(report)));
                    thin(&places.zip(values).map(|(place, [_, value])| [place, value]).collect::<Vec<_>>(), COLUMNS)
                }
                Some(_) | None => {
                    let point = |report: &EpochReport| [axis.of(moment_of_epoch(report)), measure.of_epoch(report)];
                    history.epochs.iter().map(point).collect()
                }
            }
        };
        let end = Moment {
            step: history.steps.last().map_or(0, |report| report.step),
            epoch: history.epochs_done(),
            secs: history.elapsed_secs(),
        };
        Self { curves: XAxis::ALL.map(|axis| Measure::ALL.map(|measure| curve(measure, axis))), end }
    }

    /// The curve of this measure: places on the axis and values.
    #[must_use]
    pub fn get(&self, measure: Measure, axis: XAxis) -> &[[f64; 2]] {
        let over_axis = XAxis::ALL.iter().zip(&self.curves).find(|(other, _)| **other == axis);
        let found =
            over_axis.and_then(|(_, curves)| Measure::ALL.iter().zip(curves).find(|(other, _)| **other == measure));
        found.map_or(&[], |(_, curve)| curve)
    }

    /// Where the run ended on this axis.
    #[must_use]
    pub fn end(&self, axis: XAxis) -> f64 {
        axis.of(self.end)
    }
}

/// When the validation images were read.
fn moment_of_validation(report: &ValidationReport) -> Moment {
    Moment { step: report.step, epoch: report.epochs, secs: report.elapsed_secs }
}

/// When the epoch of this report was done.
fn moment_of_epoch(report: &EpochReport) -> Moment {
    Moment { step: report.step, epoch: report.epoch as f64, secs: report.elapsed_secs }
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

/// What stands at the end of the curves of the run with this number.
#[must_use]
pub fn tag(number: usize) -> String {
    format!("#{number}")
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
    use crate::train::{SplitPlan, StepReport, TrainConfig};

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
            let (epochs, elapsed_secs) = (step as f64 / 10.0, step as f64 / 2.0);
            let report = StepReport { step, epochs, elapsed_secs, loss: 2.0, accuracy: 0.5, ..StepReport::default() };
            history.steps.push(report);
        }
        for epoch in 1..=2 {
            let validation_accuracy = 0.1 * epoch as f64;
            history.epochs.push(EpochReport {
                epoch,
                step: 10 * epoch as u64,
                elapsed_secs: 5.0 * epoch as f64,
                validation_accuracy,
                validation_loss: 1.0,
                ..EpochReport::default()
            });
        }
        let curves = RunCurves::of(&history);
        let over_epochs = |measure| curves.get(measure, XAxis::Epoch);
        assert_eq!(over_epochs(Measure::ValidationAccuracy), [[1.0, 0.1], [2.0, 0.2]]);
        assert_eq!(over_epochs(Measure::ValidationLoss), [[1.0, 1.0], [2.0, 1.0]]);
        assert_eq!(curves.get(Measure::ValidationLoss, XAxis::Step), [[10.0, 1.0], [20.0, 1.0]]);
        assert_eq!(curves.get(Measure::ValidationLoss, XAxis::Time), [[5.0, 1.0], [10.0, 1.0]]);
        for axis in XAxis::ALL {
            assert_eq!(curves.get(Measure::TrainingLoss, axis).len(), 20, "{axis:?}");
            assert!(curves.get(Measure::TrainingLoss, axis).iter().all(|point| (point[1] - 2.0).abs() < 1e-9));
        }
        let mut ends = XAxis::ALL.map(|axis| curves.end(axis)).into_iter().zip([2.0, 20.0, 10.0]);
        assert!(ends.all(|(end, expected)| (end - expected).abs() < 1e-9));
        // They begin with what was read before the first step.
        let baseline = ValidationReport { accuracy: 0.08, loss: 2.3, ..ValidationReport::default() };
        history.validations.push(baseline);
        let with_baseline = RunCurves::of(&history);
        for axis in XAxis::ALL {
            let first = with_baseline.get(Measure::ValidationAccuracy, axis)[0];
            assert!(first[0].abs() < 1e-9 && (first[1] - 0.08).abs() < 1e-9, "{axis:?}: {first:?}");
        }
        assert_eq!(with_baseline.get(Measure::ValidationLoss, XAxis::Epoch).len(), 3);
        // One that was cut off before its first report on a step still has its epochs.
        history.steps.clear();
        assert_eq!(RunCurves::of(&history).get(Measure::TrainingLoss, XAxis::Epoch).len(), 2);
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
