//! What a run reported step by step, as curves that are cheap to draw however long it trains.

use std::ops::RangeInclusive;

use strum::VariantArray;

use super::run::Run;
use crate::app::core::settings::axis::{Moment, XAxis};
use crate::app::core::variants::variants;
use crate::train::curve::Curve;
use crate::train::smooth::Average;
use crate::train::{History, StepReport};

/// Part of an epoch over which a smoothed curve is averaged at least.
const SMOOTHED_OVER: f64 = 0.05;
/// Steps over which it is averaged at least: an epoch of few images has no more than a handful.
const CALM_STEPS: f64 = 10.0;

/// Epochs over which a smoothed curve is averaged, from any report of its run.
#[must_use]
pub fn smoothed_over(report: &StepReport) -> f64 {
    let steps_per_epoch = report.step as f64 / report.epochs.max(f64::MIN_POSITIVE);
    SMOOTHED_OVER.max(CALM_STEPS / steps_per_epoch.max(1.0))
}

/// A series of the training plots: one value per report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, VariantArray)]
pub enum Track {
    /// Mean training loss over the batches of a report, in nats.
    Loss,
    /// Exponential moving average of it.
    SmoothLoss,
    /// Training accuracy over the batches of a report, in [0, 1].
    Accuracy,
    /// Exponential moving average of it.
    SmoothAccuracy,
    /// Learning rate.
    LearningRate,
    /// L2 norm of the gradient.
    GradientNorm,
    /// Images a second.
    Speed,
}

impl Track {
    /// Every track.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    fn value(self, report: &StepReport) -> f64 {
        match self {
            Self::Loss | Self::SmoothLoss => report.loss,
            Self::Accuracy | Self::SmoothAccuracy => report.accuracy,
            Self::LearningRate => report.learning_rate,
            Self::GradientNorm => report.gradient_norm,
            Self::Speed => report.images_per_second,
        }
    }

    fn is_smooth(self) -> bool {
        match self {
            Self::SmoothLoss | Self::SmoothAccuracy => true,
            Self::Loss | Self::Accuracy | Self::LearningRate | Self::GradientNorm | Self::Speed => false,
        }
    }
}

/// The curves of one run; follows it as it grows.
#[derive(Debug, Clone, Default)]
pub struct Tracks {
    run: Option<usize>,
    curves: [Curve; Track::ALL.len()],
    averages: [Average; Track::ALL.len()],
}

impl Tracks {
    /// Takes in what `run` has reported since the last call; another run begins anew.
    pub fn follow(&mut self, run: &Run) {
        let steps = &run.history.steps;
        let known = self.curves[0].len();
        if self.run != Some(run.number) || known > steps.len() {
            *self = Self { run: Some(run.number), ..Self::default() };
        }
        for report in steps.iter().skip(self.curves[0].len()) {
            let (epoch, over) = (moment(report).epoch, smoothed_over(report));
            for ((track, curve), average) in Track::ALL.into_iter().zip(&mut self.curves).zip(&mut self.averages) {
                let value = track.value(report);
                curve.push(if track.is_smooth() { average.next(epoch, value, over) } else { value });
            }
        }
    }

    /// The points of `track` that `columns` columns over `window` of `axis` can show. `run` is the one followed.
    #[must_use]
    pub fn points(
        &self,
        run: &Run,
        track: Track,
        axis: XAxis,
        window: &RangeInclusive<f64>,
        columns: usize,
    ) -> Vec<[f64; 2]> {
        let curve = &self.curves[track as usize];
        let steps = &run.history.steps;
        let x = |index: usize| steps.get(index).map_or(f64::MAX, |report| axis.of(moment(report)));
        let last = curve.len().checked_sub(1).map_or(0.0, x);
        let window = *window.start()..=window.end().min(last.max(*window.start()));
        let kept = curve.thin(x, &window, columns);
        kept.into_iter().filter_map(|index| Some([x(index), curve.height(index)?])).collect()
    }
}

/// Place of a report on the axes of the plots: step, epoch and time.
#[must_use]
pub fn moment(report: &StepReport) -> Moment {
    Moment { step: report.step, epoch: report.epochs, secs: report.elapsed_secs }
}

/// The reported moment nearest to `x` on `axis`.
#[must_use]
pub fn moment_at(history: &History, axis: XAxis, x: f64) -> Option<Moment> {
    let place = |report: &StepReport| axis.of(moment(report));
    let after = history.steps.partition_point(|report| place(report) < x);
    let next = history.steps.get(after);
    let before = after.checked_sub(1).and_then(|index| history.steps.get(index));
    let nearest = match (before, next) {
        (Some(before), Some(next)) if x - place(before) < place(next) - x => before,
        (_, Some(next)) => next,
        (before, None) => before?,
    };
    Some(moment(nearest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::training::run::tests::{begun, step};

    #[test]
    fn curves_follow_the_run_and_another_run_begins_anew() {
        let (mut run, mut tracks) = (begun(), Tracks::default());
        for number in 1..=15 {
            run.apply(step(number));
            tracks.follow(&run);
        }
        for axis in XAxis::ALL {
            let points = tracks.points(&run, Track::LearningRate, axis, &(0.0..=f64::INFINITY), 500);
            assert_eq!(points.len(), 15, "{axis:?}");
            assert!(points.windows(2).all(|pair| pair[0][0] < pair[1][0]), "{axis:?}");
        }
        let points = tracks.points(&run, Track::Loss, XAxis::Epoch, &(0.0..=f64::INFINITY), 500);
        assert!((points[14][0] - 1.5).abs() < 1e-9, "fifteen of ten steps an epoch");
        let mut other = begun();
        other.number = 2;
        tracks.follow(&other);
        assert!(tracks.points(&other, Track::Loss, XAxis::Step, &(0.0..=f64::INFINITY), 500).is_empty());
    }

    #[test]
    fn epochs_of_few_steps_are_smoothed_over_steps() {
        let report = |step, epochs| StepReport {
            step,
            epochs,
            loss: 1.0,
            accuracy: 0.5,
            learning_rate: 0.004,
            gradient_norm: 1.0,
            images_per_second: 640.0,
            elapsed_secs: 1.0,
        };
        assert!((smoothed_over(&report(1_000, 1.0)) - 0.05).abs() < 1e-9);
        assert!((smoothed_over(&report(30, 3.0)) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_moment_under_the_pointer_is_the_nearest_report() {
        let mut run = begun();
        for number in [2, 4, 8] {
            run.apply(step(number));
        }
        let step_at = |x| moment_at(&run.history, XAxis::Step, x).map(|moment| moment.step);
        assert_eq!([-1.0, 2.9, 3.1, 5.9, 6.1, 99.0].map(step_at), [2, 2, 4, 4, 8, 8].map(Some));
        assert_eq!(moment_at(&History::default(), XAxis::Step, 1.0), None);
    }
}
