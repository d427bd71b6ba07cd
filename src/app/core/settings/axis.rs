//! The axes of a plot: what runs along the bottom, linear or logarithmic heights, and where the marks stand.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use crate::analysis::ticks::{self, round_step};
use crate::app::core::variants::variants;
use crate::text::{Named, format};
use crate::tr;

/// What runs along the bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum XAxis {
    /// Passes over the training images.
    #[default]
    Epoch,
    /// Batches learned from.
    Step,
    /// Time trained, pauses left out.
    Time,
}

impl Named for XAxis {
    fn key(&self) -> &'static str {
        match self {
            Self::Epoch => "axis-epoch",
            Self::Step => "axis-step",
            Self::Time => "axis-time",
        }
    }
}

impl XAxis {
    /// Every axis, the usual one first.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// The place of a moment on this axis.
    #[must_use]
    pub fn of(self, moment: Moment) -> f64 {
        match self {
            Self::Epoch => moment.epoch,
            Self::Step => moment.step as f64,
            Self::Time => moment.secs,
        }
    }

    /// A number on the axis.
    #[must_use]
    pub fn tick(self, mark: Tick) -> String {
        let value = mark.value.max(0.0);
        match self {
            Self::Epoch if (value - value.round()).abs() < 1e-6 => format!("{value:.0}"),
            Self::Epoch if mark.step_size < 0.0999 => format!("{value:.2}"),
            Self::Epoch => format!("{value:.1}"),
            Self::Step => format::count(value.round() as usize).to_string(),
            Self::Time if mark.step_size < 0.999 => {
                tr!("axis-seconds", seconds = format::decimal(value, 1)).into_owned()
            }
            Self::Time => format::duration(value).to_string(),
        }
    }

    /// The number 0 on the axis, with the name of what is counted.
    #[must_use]
    pub fn origin(self) -> String {
        match self {
            Self::Epoch => tr!("axis-epoch-zero").into_owned(),
            Self::Step => tr!("axis-step-zero").into_owned(),
            Self::Time => format::duration(0.0).to_string(),
        }
    }

    /// A dozen marks at most, at round numbers, and far enough apart to be told by numbers where a point of the screen is
    /// `per_point` wide.
    #[must_use]
    pub fn marks(self, (low, high): (f64, f64), per_point: f64) -> Vec<Tick> {
        const MINUTE: f64 = 60.0;
        const HOUR: f64 = 3_600.0;
        const TIMES: [f64; 14] = [
            1.0,
            2.0,
            5.0,
            10.0,
            15.0,
            30.0,
            MINUTE,
            2.0 * MINUTE,
            5.0 * MINUTE,
            10.0 * MINUTE,
            30.0 * MINUTE,
            HOUR,
            2.0 * HOUR,
            6.0 * HOUR,
        ];
        let room = match self {
            Self::Epoch | Self::Step => 44.0,
            // "2 min 30 s" is long.
            Self::Time => 68.0,
        };
        let rough = ((high - low) / 12.0).max(room * per_point).max(1e-9);
        let step = match self {
            Self::Epoch => round_step(rough),
            Self::Step => round_step(rough).max(1.0),
            Self::Time if rough <= 0.5 => round_step(rough),
            Self::Time => TIMES.into_iter().find(|step| *step >= rough).unwrap_or_else(|| round_step(rough)),
        };
        // Between two steps there is nothing.
        marks(low.max(0.0), high, step)
    }
}

/// Linear or logarithmic heights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Equal differences look equal.
    #[default]
    Linear,
    /// Equal ratios look equal.
    Log,
}

impl Named for Scale {
    fn key(&self) -> &'static str {
        match self {
            Self::Linear => "scale-linear",
            Self::Log => "scale-log",
        }
    }
}

impl Scale {
    /// Linear and logarithmic.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// Linear for logarithmic, and the reverse.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Linear => Self::Log,
            Self::Log => Self::Linear,
        }
    }
}

/// A mark on an axis with a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tick {
    /// Where it stands.
    pub value: f64,
    /// How far the next mark is.
    pub step_size: f64,
}

/// One moment of a run.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moment {
    /// Steps done, from 1.
    pub step: u64,
    /// Epochs done, with the part of the one under way.
    pub epoch: f64,
    /// Seconds trained, without pauses.
    pub secs: f64,
}

impl Moment {
    /// In words: "Epoch 1.25, step 1,072, 14 s".
    #[must_use]
    pub fn told(self) -> String {
        let (epoch, time) = (format::decimal(self.epoch, 2), format::duration(self.secs));
        tr!("plot-moment", epoch = epoch, step = self.step, time = time).into_owned()
    }
}

/// Marks at multiples of `step`.
#[must_use]
pub fn marks(low: f64, high: f64, step: f64) -> Vec<Tick> {
    ticks::multiples([low, high], step).into_iter().map(|value| Tick { value, step_size: step }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_axis_is_marked_a_dozen_times_at_most() {
        for axis in XAxis::ALL {
            for end in [1.0, 3.0, 5.0, 30.0, 100.0, 1_000.0, 90_000.0] {
                let marks = axis.marks((0.0, end), 0.0);
                assert!((2..=13).contains(&marks.len()), "{axis:?} {end}: {}", marks.len());
            }
        }
    }

    #[test]
    fn marks_of_a_narrow_axis_are_fewer_and_far_enough_apart_for_their_numbers() {
        for axis in XAxis::ALL {
            for end in [3.0, 30.0, 860.0, 90_000.0] {
                for width in [150.0, 250.0, 400.0, 1_500.0] {
                    let per_point = end / width;
                    let marks = axis.marks((0.0, end), per_point);
                    assert!(marks.len() >= 2, "{axis:?} {end} on {width} points: {}", marks.len());
                    let apart = marks[0].step_size / per_point;
                    // A letter of small text is some six points wide.
                    let longest = marks.iter().map(|mark| axis.tick(*mark).chars().count()).max().unwrap_or(0);
                    assert!(apart > 6.0 * longest as f64 && apart > 36.0, "{axis:?} {end} on {width}: {apart}");
                }
            }
        }
    }

    #[test]
    fn steps_are_marked_at_whole_ones_and_time_at_whole_minutes() {
        assert!(XAxis::Step.marks((0.0, 4.0), 0.0).iter().all(|mark| mark.step_size >= 1.0));
        let minutes = XAxis::Time.marks((0.0, 600.0), 0.0);
        assert!((minutes[1].value - 60.0).abs() < 1e-9);
        assert_eq!(XAxis::Time.tick(minutes[2]), "2 min 00 s");
        assert_eq!(XAxis::Step.tick(Tick { value: 12_000.0, step_size: 1_000.0 }), "12,000");
    }

    #[test]
    fn a_moment_is_told_with_epoch_step_and_time() {
        let moment = Moment { step: 1_072, epoch: 1.25, secs: 14.2 };
        assert_eq!(moment.told(), "Epoch 1.25, step 1,072, 14 s");
        for axis in XAxis::ALL {
            assert!(axis.of(moment) > 0.0 && !axis.title().is_empty() && !axis.help().ends_with('.'));
        }
        assert!(Scale::ALL.iter().all(|scale| !scale.title().is_empty() && !scale.help().ends_with('.')));
    }
}
