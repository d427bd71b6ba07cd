//! Sums over an epoch's steps, and when it is time to report on them.

use std::time::{Duration, Instant};

use super::StepReport;
use super::clock::{Clock, per_second};
use super::step::Step;

/// Shortest time between two reports: about 30 a second, as fast as a window shows them.
const INTERVAL: Duration = Duration::from_millis(33);

/// Loss and accuracy over some steps.
#[derive(Debug, Clone, Copy, Default)]
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

/// The progress of one epoch.
pub struct Progress {
    begin: Duration,
    epoch: Totals,
    since_report: Totals,
    last_report: Option<Instant>,
}

impl Progress {
    /// Begins an epoch now.
    pub fn start(clock: &Clock) -> Self {
        Self { begin: clock.training(), epoch: Totals::default(), since_report: Totals::default(), last_report: None }
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

    /// Reports on all steps since the last report. `number` is that of `step`, `images` are those of the whole run.
    pub fn report(&mut self, number: u64, step: Step, images: u64, clock: &mut Clock) -> StepReport {
        self.last_report = Some(Instant::now());
        let totals = std::mem::take(&mut self.since_report);
        StepReport {
            step: number,
            loss: totals.loss(),
            accuracy: totals.accuracy(),
            learning_rate: step.rate,
            images_per_second: clock.speed(images),
            elapsed_secs: clock.elapsed().as_secs_f64(),
        }
    }

    /// The whole epoch so far, and its images a second.
    pub fn epoch(&self, clock: &Clock) -> (Totals, f64) {
        (self.epoch, per_second(self.epoch.images as u64, clock.training().saturating_sub(self.begin)))
    }
}
