//! How the learning rate moves over a run: pure functions of the step.

use std::f64::consts::PI;

use serde::{Deserialize, Serialize};

use super::TrainError;
use super::range::{check, within};
use crate::msg;
use crate::text::Named;

/// Share of a one-cycle run in which the rate rises.
const WARM_UP: f64 = 0.3;
/// A one-cycle run starts at its peak divided by this.
const START_DIVISOR: f64 = 25.0;
/// A one-cycle run ends at its peak divided by this.
const END_DIVISOR: f64 = 1e4;

/// How the learning rate moves over a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, strum::EnumCount)]
#[serde(rename_all = "snake_case")]
pub enum Schedule {
    /// The same rate throughout.
    Constant,
    /// Times `factor` after every so many epochs.
    Step {
        /// Epochs between two changes, 1 to 1,000.
        every: usize,
        /// What the rate is multiplied by, above 0 and at most 1.
        factor: f64,
    },
    /// Smoothly less: times `factor` over each epoch.
    Exponential {
        /// What the rate is multiplied by over an epoch, above 0 and at most 1.
        factor: f64,
    },
    /// Half a cosine from the rate down to 0.
    Cosine,
    /// Up to the rate over the first 30 %, then down to a ten-thousandth of it (arXiv 1708.07120).
    OneCycle,
}

/// How far a run has come, as schedules see it: by images, so that a batch size that changes does not move it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Epochs trained before this step, with their part: 1.5 is the middle of the second epoch.
    pub epochs: f64,
    /// Epochs in a step: the step's share of its epoch.
    pub step: f64,
    /// Epochs of the whole run.
    pub total: f64,
}

impl Named for Schedule {
    fn key(&self) -> &'static str {
        match self {
            Self::Constant => "schedule-constant",
            Self::Step { .. } => "schedule-step",
            Self::Exponential { .. } => "schedule-exponential",
            Self::Cosine => "schedule-cosine",
            Self::OneCycle => "schedule-one-cycle",
        }
    }
}

impl Schedule {
    /// Every schedule with its usual settings, simplest first.
    pub const ALL: [Self; <Self as strum::EnumCount>::COUNT] = [
        Self::Constant,
        Self::Step { every: 1, factor: 0.5 },
        Self::Exponential { factor: 0.7 },
        Self::Cosine,
        Self::OneCycle,
    ];

    /// Whether both are of the same kind, whatever their settings.
    #[must_use]
    pub fn is_same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// Checks its settings.
    ///
    /// # Errors
    /// Names the first that is out of range, and the range.
    pub fn validate(self) -> Result<(), TrainError> {
        let share = |value| {
            let range = msg!("range-above-at-most", low = "0", high = "1");
            check(msg!("train-setting-schedule-factor"), value, value > 0.0 && value <= 1.0, range)
        };
        match self {
            Self::Constant | Self::Cosine | Self::OneCycle => Ok(()),
            Self::Step { every, factor } => {
                within(msg!("train-setting-schedule-every"), every, 1, 1_000)?;
                share(factor)
            }
            Self::Exponential { factor } => share(factor),
        }
    }

    /// Learning rate of the step at `position`, for a schedule whose highest rate is `peak`.
    ///
    /// One cycle follows arXiv 1708.07120 with both flanks as half cosines: from `peak` / 25 up over the first 30 %,
    /// then down to `peak` / 10,000 in the last step.
    #[must_use]
    pub fn rate_at(self, position: Position, peak: f64) -> f64 {
        let Position { epochs, step, total } = position;
        // One cycle ends with its last step's beginning, so that this step has the lowest rate.
        let way = total - step;
        match self {
            Self::Constant => peak,
            Self::Step { every, factor } => peak * factor.powf((epochs / every.max(1) as f64).floor()),
            Self::Exponential { factor } => peak * factor.powf(epochs),
            Self::Cosine => peak * half_cosine(epochs / total.max(f64::MIN_POSITIVE)),
            Self::OneCycle if way <= 0.0 => peak,
            Self::OneCycle => {
                let share = (epochs / way).min(1.0);
                if share < WARM_UP {
                    between(peak / START_DIVISOR, peak, 1.0 - share / WARM_UP)
                } else {
                    between(peak / END_DIVISOR, peak, (share - WARM_UP) / (1.0 - WARM_UP))
                }
            }
        }
    }
}

/// What a step at `position` is multiplied by in a linear warm-up of `epochs` epochs: rises to 1 in its last step
/// (arXiv 1706.02677, section 2.2).
#[must_use]
pub fn warm_up(position: Position, epochs: f64) -> f64 {
    if epochs <= 0.0 { 1.0 } else { ((position.epochs + position.step) / epochs).min(1.0) }
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

    /// The start of step `step` (from 0) of `total` in a run of one epoch.
    fn at(step: u64, total: u64) -> Position {
        Position { epochs: step as f64 / total as f64, step: 1.0 / total as f64, total: 1.0 }
    }

    #[test]
    fn one_cycle_starts_low_peaks_at_thirty_percent_and_ends_near_nothing() {
        let rate = |step| Schedule::OneCycle.rate_at(at(step, 1_001), 1e-2);
        assert!((rate(0) - 4e-4).abs() < 1e-12);
        assert!((rate(300) - 1e-2).abs() < 1e-12);
        assert!((rate(1_000) - 1e-6).abs() < 1e-12);
        // Half way up a half cosine is the mean of its ends.
        assert!((rate(150) - f64::midpoint(4e-4, 1e-2)).abs() < 1e-9);
    }

    #[test]
    fn cosine_falls_from_the_rate_and_constant_stays() {
        let rate = |step| Schedule::Cosine.rate_at(at(step, 100), 0.5);
        assert!((rate(0) - 0.5).abs() < 1e-12);
        assert!((rate(50) - 0.25).abs() < 1e-12);
        assert!(rate(99) > 0.0 && rate(99) < 0.001);
        for step in 0..100 {
            assert!((Schedule::Constant.rate_at(at(step, 100), 0.5) - 0.5).abs() < f64::EPSILON);
        }
    }

    #[test]
    fn steps_and_exponential_multiply_by_their_factor_each_epoch() {
        let at = |epochs| Position { epochs, step: 0.1, total: 10.0 };
        let steps = |epochs| Schedule::Step { every: 2, factor: 0.5 }.rate_at(at(epochs), 0.8);
        let expected = [(0.0, 0.8), (1.9, 0.8), (2.0, 0.4), (3.9, 0.4), (4.0, 0.2), (6.0, 0.1)];
        for (epochs, rate) in expected {
            assert!((steps(epochs) - rate).abs() < 1e-12, "{epochs}");
        }
        let smooth = |epochs| Schedule::Exponential { factor: 0.5 }.rate_at(at(epochs), 0.8);
        assert!((smooth(0.0) - 0.8).abs() < 1e-12 && (smooth(3.0) - 0.1).abs() < 1e-12);
        assert!((smooth(0.5) - 0.8 * 0.5_f64.sqrt()).abs() < 1e-12);
    }

    #[test]
    fn warm_up_rises_evenly_to_the_schedules_rate() {
        let at = |epochs| Position { epochs, step: 0.25, total: 4.0 };
        let shares = [0.0, 0.25, 0.75, 1.0, 3.0].map(|epochs| warm_up(at(epochs), 1.0));
        let expected: [f64; 5] = [0.25, 0.5, 1.0, 1.0, 1.0];
        assert!(shares.iter().zip(expected).all(|(share, expected)| (share - expected).abs() < 1e-12), "{shares:?}");
        assert!((warm_up(at(0.0), 0.0) - 1.0).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn every_rate_is_above_nothing_and_at_most_the_peak(total in 1_u64..5_000, share in 0.0..1.0_f64, peak in 1e-6..10.0_f64) {
            let step = (share * total as f64) as u64;
            for schedule in Schedule::ALL {
                let rate = schedule.rate_at(at(step, total), peak);
                prop_assert!(rate > 0.0 && rate <= peak * (1.0 + 1e-12), "{schedule:?} gives {rate}");
            }
        }
    }
}
