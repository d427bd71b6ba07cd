//! Sums of loss and accuracy over the steps of an epoch, and when it is time to report on them.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::StepReport;
use super::clock::{Clock, per_second};
use super::step::Step;

/// Shortest time between two reports: about 30 a second, as fast as a window shows them.
const INTERVAL: Duration = Duration::from_millis(33);

/// Loss and accuracy over some steps.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Sum of losses, each image counted once.
    loss: f64,
    correct: usize,
    images: usize,
    digits: usize,
}

impl Totals {
    fn add(&mut self, step: Step) {
        self.loss += step.loss * step.images as f64;
        self.correct += step.correct;
        self.images += step.images;
        self.digits += step.digits;
    }

    /// Mean loss of an image.
    pub fn loss(&self) -> f64 {
        self.loss / self.images.max(1) as f64
    }

    /// Share of the digits read right, in [0, 1].
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.digits.max(1) as f64
    }
}

/// How far the run has come when a step is reported.
#[derive(Debug, Clone, Copy)]
pub struct Reached {
    /// Steps done.
    pub steps: u64,
    /// Epochs trained, with their part.
    pub epochs: f64,
    /// Images trained on, each as often as it was.
    pub images: u64,
}

/// The progress of one epoch.
pub struct Progress {
    begin: Duration,
    /// Images of the epoch before `begin`.
    before: usize,
    epoch: Totals,
    since_report: Totals,
    last_report: Option<Instant>,
}

impl Progress {
    /// Begins an epoch now, or goes on with one that has come to `epoch`.
    pub fn start(clock: &Clock, epoch: Totals) -> Self {
        let since_report = Totals::default();
        Self { begin: clock.training(), before: epoch.images, epoch, since_report, last_report: None }
    }

    /// The whole epoch so far.
    pub fn totals(&self) -> Totals {
        self.epoch
    }

    /// Counts a step.
    pub fn add(&mut self, step: Step) {
        self.epoch.add(step);
        self.since_report.add(step);
    }

    /// Whether the last step should be reported: it is the first, or the last report is a while ago.
    pub fn is_due(&self) -> bool {
        self.last_report.is_none_or(|then| then.elapsed() >= INTERVAL)
    }

    /// Reports on all steps since the last report, the last of which was `step`, at the end of which the run is at
    /// `place`.
    pub fn report(&mut self, place: Reached, step: Step, clock: &mut Clock) -> StepReport {
        self.last_report = Some(Instant::now());
        let totals = std::mem::take(&mut self.since_report);
        StepReport {
            step: place.steps,
            epochs: place.epochs,
            loss: totals.loss(),
            accuracy: totals.accuracy(),
            learning_rate: step.rate,
            gradient_norm: step.gradient_norm,
            images_per_second: clock.speed(place.images),
            elapsed_secs: clock.elapsed().as_secs_f64(),
        }
    }

    /// Totals of the epoch, and its images per second; of an epoch that was resumed, per second of its part under this
    /// clock.
    pub fn epoch(&self, clock: &Clock) -> (Totals, f64) {
        let images = self.epoch.images.saturating_sub(self.before);
        (self.epoch, per_second(images as u64, clock.training().saturating_sub(self.begin)))
    }
}
