//! The points of a run's plots: smoothed, and thinned to what a plot can show.

use super::run::Run;
use crate::app::widgets::plots::{Curves, Metric};
use crate::train::history::thin;
use crate::train::{EpochReport, StepReport};

/// Part of an epoch over which the training curve is smoothed.
const SMOOTHED_OVER: f64 = 0.05;

/// The curves of `metric` over epochs, in at most about `width` points each.
#[must_use]
pub fn curves(run: &Run, metric: Metric, width: usize) -> Curves {
    let of_step = |report: &StepReport| match metric {
        Metric::Loss => report.loss,
        Metric::Accuracy => report.accuracy,
    };
    let of_epoch = |report: &EpochReport| match metric {
        Metric::Loss => report.validation_loss,
        Metric::Accuracy => report.validation_accuracy,
    };
    let history = &run.history;
    let steps = history.started.as_ref().map_or(1, |started| started.steps_per_epoch.max(1)) as f64;
    let raw: Vec<[f64; 2]> = history.steps.iter().map(|report| [report.step as f64 / steps, of_step(report)]).collect();
    let smooth = smoothed(&raw, SMOOTHED_OVER);
    let validation = history.epochs.iter().map(|report| [report.epoch as f64, of_epoch(report)]).collect();
    Curves { raw: thin(&raw, width), smooth: thin(&smooth, width), validation }
}

/// An exponential moving average whose memory is `span` long, free of bias towards the beginning.
fn smoothed(points: &[[f64; 2]], span: f64) -> Vec<[f64; 2]> {
    let (mut sum, mut weight, mut before) = (0.0, 0.0, 0.0);
    let step = |&[x, y]: &[f64; 2]| {
        let gap: f64 = x - before;
        let kept = (-gap / span).exp();
        before = x;
        // Each report stands for the steps since the last one.
        sum = sum * kept + y * (1.0 - kept);
        weight = weight * kept + (1.0 - kept);
        [x, if weight > 0.0 { sum / weight } else { y }]
    };
    points.iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::smoothed;

    #[test]
    fn smoothing_keeps_a_constant_and_calms_a_zigzag() {
        let level: Vec<[f64; 2]> = (1..50).map(|x| [f64::from(x) / 100.0, 2.0]).collect();
        assert!(smoothed(&level, 0.1).iter().all(|point| (point[1] - 2.0).abs() < 1e-9));
        let zigzag: Vec<[f64; 2]> = (1..500).map(|x| [f64::from(x) / 100.0, f64::from(x % 2)]).collect();
        assert!(smoothed(&zigzag, 0.5)[200..].iter().all(|point| (point[1] - 0.5).abs() < 0.02));
    }
}
