//! Curves from events: what the plots show of a run.

use serde::{Deserialize, Serialize};

use super::{EpochReport, SettingChanged, Started, StepReport, TrainEvent, ValidationReport};

/// Most reports on steps that a history holds: beyond it, they are thinned.
pub const MOST_STEPS: usize = 32_768;
/// Stretches of a run of each of which thinning keeps the extremes: at most eight reports, so half of [`MOST_STEPS`].
const STRETCHES: u64 = 2_048;

/// Everything a run has reported so far: a fold over its events.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    /// Size of the run, once it has begun.
    pub started: Option<Started>,
    /// Reports on steps, steps rising; of a long run only the extremes, see [`MOST_STEPS`].
    pub steps: Vec<StepReport>,
    /// Validations before the first step and within an epoch, steps rising; those that end an epoch are in
    /// [`epochs`](Self::epochs).
    pub validations: Vec<ValidationReport>,
    /// Reports on epochs, epochs rising.
    pub epochs: Vec<EpochReport>,
    /// Settings that were changed on the way, in order.
    pub changes: Vec<SettingChanged>,
}

impl History {
    /// Adds a report. A new `Started` begins a new history.
    pub fn apply(&mut self, event: &TrainEvent) {
        match event {
            TrainEvent::Started(started) => *self = Self { started: Some(started.clone()), ..Self::default() },
            TrainEvent::Restored(history) => {
                let started = self.started.take();
                *self = Self { started, ..(**history).clone() };
            }
            TrainEvent::Step(step) => {
                self.steps.push(*step);
                if self.steps.len() > MOST_STEPS {
                    self.steps = thin_steps(&self.steps);
                }
            }
            TrainEvent::Validated(validation) => self.validations.push(*validation),
            TrainEvent::Epoch(epoch) => self.epochs.push(*epoch),
            TrainEvent::Changed(change) => self.changes.push(*change),
            TrainEvent::Finished(_) | TrainEvent::Failed(_) => {}
        }
    }

    /// The best epoch so far.
    #[must_use]
    pub fn best_epoch(&self) -> Option<&EpochReport> {
        self.epochs.iter().rev().find(|epoch| epoch.is_best)
    }

    /// What the weights that the run started from read of the validation images.
    #[must_use]
    pub fn baseline(&self) -> Option<&ValidationReport> {
        self.validations.first().filter(|first| first.step == 0)
    }

    /// All validations in their order: before the first step, within epochs and at their ends.
    #[must_use]
    pub fn validation_curve(&self) -> Vec<ValidationReport> {
        let mut all = self.validations.clone();
        all.extend(self.epochs.iter().map(ValidationReport::from));
        all.sort_by_key(|report| report.step);
        all
    }

    /// Steps of the whole run; 0 before it began.
    #[must_use]
    pub fn total_steps(&self) -> u64 {
        self.started.as_ref().map_or(0, |started| started.steps_per_epoch * started.epochs as u64)
    }

    /// Epochs trained so far, with the part of the one under way.
    #[must_use]
    pub fn epochs_done(&self) -> f64 {
        let whole = self.epochs.last().map_or(0.0, |report| report.epoch as f64);
        self.steps.last().map_or(whole, |report| report.epochs.max(whole))
    }

    /// How much of the run is done, in [0, 1].
    #[must_use]
    pub fn progress(&self) -> f64 {
        let all = self.started.as_ref().map_or(1, |started| started.epochs.max(1));
        (self.epochs_done() / all as f64).min(1.0)
    }

    /// Time trained so far in seconds, without pauses.
    #[must_use]
    pub fn elapsed_secs(&self) -> f64 {
        let step = self.steps.last().map_or(0.0, |report| report.elapsed_secs);
        self.epochs.last().map_or(step, |report| report.elapsed_secs.max(step))
    }

    /// Seconds until all steps are done, at the mean speed so far; `None` before the first report.
    #[must_use]
    pub fn remaining_secs(&self) -> Option<f64> {
        self.steps.last()?;
        let done = self.progress();
        (done > 0.0).then(|| self.elapsed_secs() / done * (1.0 - done))
    }
}

/// Thins `steps`: of each of [`STRETCHES`] stretches of the run, the first and the last, and the lowest and highest of
/// each curve. Stretches are equally long, so that the beginning of a long run stays as fine as its end.
fn thin_steps(steps: &[StepReport]) -> Vec<StepReport> {
    let last = steps.last().map_or(0, |report| report.step);
    let stretch = |report: &StepReport| report.step * STRETCHES / (last + 1);
    let curves: [fn(&StepReport) -> f64; 3] =
        [|report| report.loss, |report| report.accuracy, |report| report.gradient_norm];
    let mut kept = Vec::with_capacity(steps.len());
    for group in steps.chunk_by(|one, next| stretch(one) == stretch(next)) {
        let mut places = vec![0, group.len() - 1];
        for curve in curves {
            let place = |order: std::cmp::Ordering| {
                let beats = |best: usize, at: usize| curve(&group[at]).total_cmp(&curve(&group[best])) == order;
                (0..group.len()).reduce(|best, at| if beats(best, at) { at } else { best })
            };
            places.extend(place(std::cmp::Ordering::Less));
            places.extend(place(std::cmp::Ordering::Greater));
        }
        places.sort_unstable();
        places.dedup();
        kept.extend(places.into_iter().map(|place| group[place]));
    }
    kept
}

/// Thins a curve to what `columns` columns of pixels can show: of the points in each column, the first, the lowest,
/// the highest and the last, in their order, so that no peak and no gap is lost. `points` are (x, y) with x rising.
#[must_use]
pub fn thin(points: &[[f64; 2]], columns: usize) -> Vec<[f64; 2]> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return Vec::new() };
    let columns = columns.max(1);
    let width = (last[0] - first[0]) / columns as f64;
    // Four points a column are kept at most, so shorter curves, and those without a width, stay as they are.
    if points.len() <= 4 * columns || width.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
        return points.to_vec();
    }
    let column = |point: &[f64; 2]| (((point[0] - first[0]) / width) as usize).min(columns - 1);
    points.chunk_by(|one, next| column(one) == column(next)).flat_map(extremes).copied().collect()
}

/// The first, lowest, highest and last of `points`, each once and in their order.
fn extremes(points: &[[f64; 2]]) -> impl Iterator<Item = &[f64; 2]> {
    let heights = || points.iter().map(|point| point[1]).enumerate();
    let lowest = heights().min_by(|one, other| one.1.total_cmp(&other.1)).map_or(0, |(index, _)| index);
    let highest = heights().max_by(|one, other| one.1.total_cmp(&other.1)).map_or(0, |(index, _)| index);
    let mut kept = [0, lowest, highest, points.len().saturating_sub(1)].to_vec();
    kept.sort_unstable();
    kept.dedup();
    kept.into_iter().filter_map(|index| points.get(index))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Arch, Pixels};
    use crate::train::TrainError;

    fn started() -> TrainEvent {
        TrainEvent::Started(Started {
            arch: Arch::Mlp,
            trained_parameters: 10,
            train_images: 640,
            validation_images: 10,
            steps_per_epoch: 10,
            epochs: 4,
            pixels: Pixels::Unit,
            chance: 0.1,
            guessing_loss: std::f64::consts::LN_10,
            labels: crate::data::LabelSet::DIGITS,
            are_images_alike: false,
        })
    }

    fn step(step: u64) -> TrainEvent {
        TrainEvent::Step(StepReport {
            step,
            epochs: step as f64 / 10.0,
            loss: 1.0,
            accuracy: 0.5,
            elapsed_secs: step as f64 * 2.0,
            ..StepReport::default()
        })
    }

    fn epoch(epoch: usize, is_best: bool) -> TrainEvent {
        TrainEvent::Epoch(EpochReport {
            epoch,
            step: epoch as u64 * 10,
            train_loss: 1.0,
            train_accuracy: 0.5,
            validation_loss: 1.0,
            validation_accuracy: 0.5,
            is_best,
            images_per_second: 64.0,
            elapsed_secs: epoch as f64 * 20.0,
        })
    }

    fn history(events: &[TrainEvent]) -> History {
        let mut history = History::default();
        for event in events {
            history.apply(event);
        }
        history
    }

    #[test]
    fn progress_and_time_left_follow_the_steps() {
        let before = history(&[]);
        assert!(before.progress().abs() < f64::EPSILON && before.remaining_secs().is_none());
        let history = history(&[started(), step(1), step(10), epoch(1, true)]);
        assert!((history.progress() - 0.25).abs() < 1e-12);
        assert!((history.elapsed_secs() - 20.0).abs() < 1e-12);
        assert!((history.remaining_secs().expect("it has begun") - 60.0).abs() < 1e-12);
    }

    #[test]
    fn the_best_epoch_is_the_last_one_called_best() {
        let history = history(&[started(), epoch(1, true), epoch(2, true), epoch(3, false)]);
        assert_eq!(history.best_epoch().map(|epoch| epoch.epoch), Some(2));
    }

    #[test]
    fn validations_come_in_their_order_and_the_first_one_before_any_step_is_the_baseline() {
        let validated = |step: u64, accuracy: f64| {
            let epochs = step as f64 / 10.0;
            TrainEvent::Validated(ValidationReport { step, epochs, accuracy, ..ValidationReport::default() })
        };
        let within = history(&[started(), step(1), validated(5, 0.4), epoch(1, true)]);
        assert_eq!(within.baseline(), None, "a file of an earlier version has none");
        let whole = history(&[started(), validated(0, 0.1), step(1), validated(5, 0.4), epoch(1, true), step(11)]);
        assert_eq!(whole.baseline().map(|report| report.accuracy), Some(0.1));
        let curve: Vec<(u64, f64)> =
            whole.validation_curve().iter().map(|report| (report.step, report.accuracy)).collect();
        assert_eq!(curve, [(0, 0.1), (5, 0.4), (10, 0.5)]);
    }

    #[test]
    fn a_new_run_begins_a_new_history_and_a_failure_keeps_it() {
        let failed = TrainEvent::Failed(TrainError::Broken("test".into()));
        let mut history = history(&[started(), step(1), epoch(1, true), failed]);
        assert_eq!((history.steps.len(), history.epochs.len()), (1, 1));
        history.apply(&started());
        assert_eq!((history.steps.len(), history.epochs.len()), (0, 0));
        assert!(history.started.is_some());
    }

    #[test]
    fn a_restored_run_goes_on_where_its_history_ended() {
        let before = history(&[started(), step(1), epoch(1, true)]);
        let restored = TrainEvent::Restored(Box::new(before.clone()));
        let after = history(&[started(), restored, step(11)]);
        assert_eq!((after.steps.len(), &after.epochs, after.started.is_some()), (2, &before.epochs, true));
    }

    #[test]
    fn a_long_history_stays_short_and_keeps_its_peaks_its_best_epoch_and_its_end() {
        let mut history = history(&[started()]);
        let spikes = [5_000_u64, 12_345, 70_001, 150_007];
        for number in 1..=200_000_u64 {
            let loss = if spikes.contains(&number) { 50.0 } else { 1.0 + (number as f64 * 0.1).sin() };
            let gradient_norm = if number == 40_000 { 1e-3 } else { 1.0 };
            let accuracy = if number == 123_456 { 1.0 } else { 0.5 };
            let report = StepReport { step: number, loss, gradient_norm, accuracy, ..StepReport::default() };
            history.apply(&TrainEvent::Step(report));
            if number.is_multiple_of(1_000) {
                let number = number as usize / 1_000;
                history.apply(&epoch(number, number == 77));
            }
        }
        assert_eq!((history.epochs.len(), history.best_epoch().map(|epoch| epoch.epoch)), (200, Some(77)));
        assert!(history.steps.len() <= MOST_STEPS, "{}", history.steps.len());
        assert!(history.steps.windows(2).all(|pair| pair[0].step < pair[1].step));
        for spike in spikes.into_iter().chain([1, 40_000, 123_456, 200_000]) {
            assert!(history.steps.iter().any(|report| report.step == spike), "step {spike} is lost");
        }
    }

    #[test]
    fn short_and_degenerate_curves_stay_as_they_are() {
        assert!(thin(&[], 100).is_empty());
        let upright: Vec<[f64; 2]> = (0..1_000).map(|y| [3.0, f64::from(y)]).collect();
        assert_eq!(thin(&upright, 10), upright);
        let short = [[0.0, 1.0], [1.0, 2.0]];
        assert_eq!(thin(&short, 0), short);
    }

    proptest! {
        #[test]
        fn thinning_keeps_the_extremes_of_every_column_and_the_order(
            heights in prop::collection::vec(-1e6..1e6_f64, 1..2_000),
            columns in 1_usize..200,
        ) {
            let points: Vec<[f64; 2]> = heights.iter().enumerate().map(|(x, &y)| [x as f64, y]).collect();
            let thinned = thin(&points, columns);
            prop_assert!(thinned.len() <= points.len() && (thinned.len() <= 4 * columns || thinned == points));
            prop_assert_eq!(thinned.first(), points.first());
            prop_assert_eq!(thinned.last(), points.last());
            prop_assert!(thinned.windows(2).all(|pair| pair[0][0] < pair[1][0]), "x no longer rises");
            let width = ((points.len() - 1) as f64 / columns as f64).max(f64::MIN_POSITIVE);
            for column in 0..columns {
                let inside = |point: &&[f64; 2]| ((point[0] / width) as usize).min(columns - 1) == column;
                let range = |points: &[[f64; 2]]| {
                    let heights = points.iter().filter(inside).map(|point| point[1]);
                    heights.fold((f64::MAX, f64::MIN), |(low, high), y| (low.min(y), high.max(y)))
                };
                prop_assert_eq!(range(&thinned), range(&points), "column {}", column);
            }
        }
    }
}
