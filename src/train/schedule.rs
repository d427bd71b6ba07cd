//! How the learning rate moves over a run: pure functions of the step.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

/// Share of a one-cycle run in which the rate rises.
const WARM_UP: f64 = 0.3;
/// A one-cycle run starts at its peak divided by this.
const START_DIVISOR: f64 = 25.0;
/// A one-cycle run ends at its peak divided by this.
const END_DIVISOR: f64 = 1e4;

/// How the learning rate moves over a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// The same rate throughout.
    Constant,
    /// Half a cosine from the rate down to nothing.
    Cosine,
    /// Up to the rate over the first part, then down to nothing (arXiv 1708.07120).
    OneCycle,
}

impl Schedule {
    /// Every schedule, simplest first.
    pub const ALL: [Self; 3] = [Self::Constant, Self::Cosine, Self::OneCycle];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Constant => "Constant",
            Self::Cosine => "Cosine",
            Self::OneCycle => "One cycle",
        }
    }

    /// One sentence for a sixteen-year-old.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Constant => "Every step is as bold as the first one",
            Self::Cosine => "Bold steps at first, then smaller and smaller ones to settle down",
            Self::OneCycle => "Careful at the start, boldest after a third of the way, tiny steps at the end",
        }
    }

    /// Learning rate of step `step` (from 0) of `total_steps`, for a schedule whose highest rate is `peak`.
    ///
    /// One cycle follows arXiv 1708.07120 with both flanks as half cosines: from `peak` / 25 up over the first 30 %,
    /// then down to `peak` / 10,000 in the last step.
    #[must_use]
    pub fn rate_at(self, step: u64, total_steps: u64, peak: f64) -> f64 {
        let last = total_steps.saturating_sub(1).max(1) as f64;
        let share = (step as f64 / last).min(1.0);
        match self {
            Self::Constant => peak,
            Self::Cosine => peak * half_cosine(step as f64 / total_steps.max(1) as f64),
            Self::OneCycle if total_steps < 2 => peak,
            Self::OneCycle if share < WARM_UP => between(peak / START_DIVISOR, peak, 1.0 - share / WARM_UP),
            Self::OneCycle => between(peak / END_DIVISOR, peak, (share - WARM_UP) / (1.0 - WARM_UP)),
        }
    }
}

/// 1 at 0, falling along half a cosine to 0 at 1.
fn half_cosine(share: f64) -> f64 {
    f64::midpoint(1.0, (PI * share.min(1.0)).cos())
}

/// `high` at 0, falling along half a cosine to `low` at 1.
fn between(low: f64, high: f64, share: f64) -> f64 {
    low + (high - low) * half_cosine(share)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_cycle_starts_low_peaks_at_thirty_percent_and_ends_near_nothing() {
        let rate = |step| Schedule::OneCycle.rate_at(step, 1_001, 1e-2);
        assert!((rate(0) - 4e-4).abs() < 1e-12);
        assert!((rate(300) - 1e-2).abs() < 1e-12);
        assert!((rate(1_000) - 1e-6).abs() < 1e-12);
        // Half way up a half cosine is the mean of its ends.
        assert!((rate(150) - f64::midpoint(4e-4, 1e-2)).abs() < 1e-9);
    }

    #[test]
    fn cosine_falls_from_the_rate_and_constant_stays() {
        let rate = |step| Schedule::Cosine.rate_at(step, 100, 0.5);
        assert!((rate(0) - 0.5).abs() < 1e-12);
        assert!((rate(50) - 0.25).abs() < 1e-12);
        assert!(rate(99) > 0.0 && rate(99) < 0.001);
        for step in 0..100 {
            assert!((Schedule::Constant.rate_at(step, 100, 0.5) - 0.5).abs() < f64::EPSILON);
        }
    }

    proptest! {
        #[test]
        fn every_rate_is_above_nothing_and_at_most_the_peak(total in 1_u64..5_000, share in 0.0..1.0_f64, peak in 1e-6..10.0_f64) {
            let step = (share * total as f64) as u64;
            for schedule in Schedule::ALL {
                let rate = schedule.rate_at(step, total, peak);
                prop_assert!(rate > 0.0 && rate <= peak * (1.0 + 1e-12), "{schedule:?} gives {rate}");
            }
        }
    }
}
