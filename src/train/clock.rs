//! The time of a run: pauses are never counted, and what is not training does not slow its speed.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Speed is measured over this much training.
const WINDOW: Duration = Duration::from_secs(1);

/// Measures a run from its creation on.
pub struct Clock {
    begin: Instant,
    /// Time of the run before this clock began.
    before: Duration,
    /// Not part of the run at all.
    paused: Duration,
    /// Part of the run, but no training: getting ready and validating.
    aside: Duration,
    /// Training time and images at the latest reports, oldest first.
    recent: VecDeque<(Duration, u64)>,
}

impl Clock {
    pub fn start() -> Self {
        Self::resume(Duration::ZERO, Duration::ZERO, 0)
    }

    /// A clock of a run that had taken `elapsed`, `training` of it, and had trained on `images`.
    pub fn resume(elapsed: Duration, training: Duration, images: u64) -> Self {
        let recent = VecDeque::from([(training, images)]);
        let aside = elapsed.saturating_sub(training);
        Self { begin: Instant::now(), before: elapsed, paused: Duration::ZERO, aside, recent }
    }

    /// Time of the run, without pauses.
    pub fn elapsed(&self) -> Duration {
        (self.before + self.begin.elapsed()).saturating_sub(self.paused)
    }

    /// Time of the run that was training.
    pub fn training(&self) -> Duration {
        self.elapsed().saturating_sub(self.aside)
    }

    /// Runs `wait` outside of the run's time.
    pub fn pause<T>(&mut self, wait: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let result = wait();
        self.paused += begin.elapsed();
        result
    }

    /// Says that everything since `mark`, an earlier [`elapsed`](Self::elapsed), was no training.
    pub fn set_aside(&mut self, mark: Duration) {
        self.aside += self.elapsed().saturating_sub(mark);
    }

    /// Images a second over the last second of training, when `images` were trained on since the run began.
    pub fn speed(&mut self, images: u64) -> f64 {
        let now = self.training();
        while self.recent.len() > 1 && self.recent.get(1).is_some_and(|(then, _)| now.saturating_sub(*then) >= WINDOW) {
            self.recent.pop_front();
        }
        let (then, earlier) = self.recent.front().copied().unwrap_or_default();
        self.recent.push_back((now, images));
        per_second(images.saturating_sub(earlier), now.saturating_sub(then))
    }
}

/// `images` in `time` as images a second; 0 in no time.
pub fn per_second(images: u64, time: Duration) -> f64 {
    if time.is_zero() { 0.0 } else { images as f64 / time.as_secs_f64() }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lets time pass: the clock measures real time, so there is no condition to wait for.
    fn spend(time: Duration) {
        let begin = Instant::now();
        while begin.elapsed() < time {
            std::hint::spin_loop();
        }
    }

    #[test]
    fn pauses_are_not_counted() {
        let mut clock = Clock::start();
        clock.pause(|| spend(Duration::from_millis(60)));
        assert!(clock.elapsed() < Duration::from_millis(60), "{:?}", clock.elapsed());
    }

    #[test]
    fn validation_counts_as_time_but_not_as_training_and_a_pause_within_it_is_taken_off_once() {
        let mut clock = Clock::start();
        let mark = clock.elapsed();
        spend(Duration::from_millis(20));
        clock.pause(|| spend(Duration::from_millis(20)));
        clock.set_aside(mark);
        spend(Duration::from_millis(5));
        assert!(clock.elapsed() >= Duration::from_millis(25));
        assert!(clock.training() >= Duration::from_millis(5));
        assert!(clock.elapsed().saturating_sub(clock.training()) >= Duration::from_millis(20));
    }

    #[test]
    fn speed_is_images_over_time() {
        let mut clock = Clock::start();
        spend(Duration::from_millis(10));
        let speed = clock.speed(1_000);
        assert!(speed > 0.0 && speed <= 100_000.0, "{speed}");
        assert!((per_second(500, Duration::from_millis(250)) - 2_000.0).abs() < 1e-9);
        assert!(per_second(5, Duration::ZERO).abs() < f64::EPSILON);
    }
}
