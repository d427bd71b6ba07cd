//! When a run makes its next checkpoint.

use std::time::{Duration, Instant};

/// Wait between the first checkpoint and the second; it doubles from one to the next.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// Says when the next checkpoint is due: behind the first step, after 1, 2, 4 … seconds, and at last every interval.
/// So a run that is killed within its first seconds goes on from nearly where it was, and a long one writes seldom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckpointTimer {
    last: Option<Instant>,
    wait: Duration,
}

impl Default for CheckpointTimer {
    fn default() -> Self {
        Self { last: None, wait: FIRST_WAIT }
    }
}

impl CheckpointTimer {
    /// Whether a checkpoint is due, where `interval` is the longest time between two.
    #[must_use]
    pub fn is_due(&self, interval: Duration) -> bool {
        self.last.is_none_or(|last| last.elapsed() >= self.wait.min(interval))
    }

    /// Notes that a checkpoint was made just now: the wait for the next one doubles.
    pub fn made(&mut self) {
        if self.last.replace(Instant::now()).is_some() {
            self.wait = self.wait.saturating_mul(2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_checkpoint_is_due_at_once_and_the_waits_double_up_to_the_interval() {
        let interval = Duration::from_secs(10);
        let mut timer = CheckpointTimer::default();
        let mut waits = Vec::new();
        assert!(timer.is_due(interval));
        for _ in 0..6 {
            timer.made();
            assert!(!timer.is_due(interval), "just made");
            assert!(timer.is_due(Duration::ZERO), "after every step, if that is asked for");
            let wait = (0..=60).map(Duration::from_secs).find(|passed| {
                let last = Instant::now().checked_sub(*passed);
                CheckpointTimer { last, ..timer }.is_due(interval)
            });
            waits.push(wait.map(|wait| wait.as_secs()));
        }
        assert_eq!(waits, [1, 2, 4, 8, 10, 10].map(Some));
    }
}
