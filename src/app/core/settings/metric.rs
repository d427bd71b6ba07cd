//! What plots measure: its name, its numbers in words, and the axis that fits them.

use std::borrow::Cow;

use super::axis::{Scale, Tick, marks, round_step};
use crate::text::{Named, format};
use crate::tr;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Metric {
    /// Mean cross-entropy, in nats.
    Loss,
    /// Share read right, in [0, 1].
    Accuracy,
    /// Learning rate.
    LearningRate,
    /// L2 norm of the gradient over all weights.
    GradientNorm,
    /// Images a second.
    Speed,
    /// L2 norm of a layer's last step over the L2 norm of its weights.
    UpdateRatio,
}

impl Named for Metric {
    fn key(&self) -> &'static str {
        match self {
            Self::Loss => "metric-loss",
            Self::Accuracy => "metric-accuracy",
            Self::LearningRate => "metric-learning-rate",
            Self::GradientNorm => "metric-gradient-norm",
            Self::Speed => "metric-speed",
            Self::UpdateRatio => "metric-update-ratio",
        }
    }
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 6] =
        [Self::Loss, Self::Accuracy, Self::LearningRate, Self::GradientNorm, Self::Speed, Self::UpdateRatio];

    /// Its name in the middle of a sentence.
    #[must_use]
    pub fn name_inside(self) -> Cow<'static, str> {
        match self {
            Self::Loss => tr!("metric-loss.inside"),
            Self::Accuracy => tr!("metric-accuracy.inside"),
            Self::LearningRate => tr!("metric-learning-rate.inside"),
            Self::GradientNorm => tr!("metric-gradient-norm.inside"),
            Self::Speed => tr!("metric-speed.inside"),
            Self::UpdateRatio => tr!("metric-update-ratio.inside"),
        }
    }

    /// A value in words.
    #[must_use]
    pub fn value(self, value: f64) -> String {
        match self {
            Self::Loss => format::loss(value).to_string(),
            Self::Accuracy => format::percent(value).to_string(),
            Self::LearningRate | Self::GradientNorm | Self::UpdateRatio => short(value),
            Self::Speed => format::count(value.max(0.0).round() as usize).to_string(),
        }
    }

    /// The mean of repeats and their standard deviation: "98.50 % ± 0.26", the latter in percentage points.
    #[must_use]
    pub fn spread(self, mean: f64, deviation: f64) -> String {
        let deviation = match self {
            Self::Accuracy => format::decimal(deviation * 100.0, 2).to_string(),
            Self::Loss | Self::LearningRate | Self::GradientNorm | Self::UpdateRatio | Self::Speed => {
                self.value(deviation)
            }
        };
        tr!("metric-spread", mean = self.value(mean), deviation = deviation).into_owned()
    }

    /// The nearest value that there can be: a mean and its deviation may reach beyond.
    #[must_use]
    pub fn possible(self, value: f64) -> f64 {
        match self {
            Self::Accuracy => value.clamp(0.0, 1.0),
            Self::Loss | Self::LearningRate | Self::GradientNorm | Self::UpdateRatio | Self::Speed => value.max(0.0),
        }
    }

    /// Where a value stands on an axis of this scale. On the logarithmic one, accuracy stands by how little is wrong:
    /// from 90 to 99 % is as far as from 99 to 99.9 %.
    #[must_use]
    pub fn place(self, value: f64, scale: Scale) -> f64 {
        match (scale, self) {
            (Scale::Linear, _) => value,
            (Scale::Log, Self::Accuracy) => -(1.0 - value).max(LEAST_ERROR).log10(),
            (Scale::Log, Self::Loss | Self::LearningRate | Self::GradientNorm | Self::Speed | Self::UpdateRatio) => {
                value.max(LEAST).log10()
            }
        }
    }

    /// The value that stands there.
    #[must_use]
    pub fn value_at(self, place: f64, scale: Scale) -> f64 {
        match (scale, self) {
            (Scale::Linear, _) => place,
            (Scale::Log, Self::Accuracy) => 1.0 - 10_f64.powf(-place),
            (Scale::Log, Self::Loss | Self::LearningRate | Self::GradientNorm | Self::Speed | Self::UpdateRatio) => {
                10_f64.powf(place)
            }
        }
    }

    /// Lower and upper end of the axis, as places, for values between `low` and `high`: from a short list, so that the
    /// axis moves seldom.
    #[must_use]
    pub fn axis(self, low: f64, high: f64, scale: Scale) -> (f64, f64) {
        match (scale, self) {
            (Scale::Linear, Self::Loss) => {
                let ceilings = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0];
                (0.0, ceilings.into_iter().find(|ceiling| high <= *ceiling).unwrap_or(high * 1.05))
            }
            (Scale::Linear, Self::Accuracy) => {
                let floors = [0.99, 0.98, 0.97, 0.95, 0.9, 0.8, 0.7, 0.5];
                let floor = floors.into_iter().find(|floor| low >= *floor).unwrap_or(0.0);
                (floor, 1.0 + (1.0 - floor) * 0.02)
            }
            (Scale::Linear, Self::LearningRate | Self::GradientNorm | Self::Speed | Self::UpdateRatio) => {
                (0.0, if high > 0.0 { round_step(high * 1.04) } else { 1.0 })
            }
            (Scale::Log, Self::Accuracy) => (0.0, (self.place(high, scale) * 2.0 + 0.2).ceil() / 2.0),
            (Scale::Log, Self::Loss | Self::LearningRate | Self::GradientNorm | Self::Speed | Self::UpdateRatio) => {
                let (low, high) = (self.place(low, scale), self.place(high, scale));
                ((low * 2.0 - 0.1).floor() / 2.0, (high * 2.0 + 0.1).ceil() / 2.0)
            }
        }
    }

    /// Four to ten marks at round values between two places.
    #[must_use]
    pub fn marks(self, (low, high): (f64, f64), scale: Scale) -> Vec<Tick> {
        match scale {
            Scale::Linear => marks(low, high, round_step(((high - low) / 5.0).max(1e-9))),
            Scale::Log => {
                let parts: &[f64] = match high - low {
                    wide if wide > 2.2 => &[1.0],
                    middle if middle > 1.2 => &[1.0, 3.0],
                    _ => &[1.0, 2.0, 5.0],
                };
                let decades = (low.floor() as i32 - 1)..=(high.ceil() as i32);
                let places = decades.flat_map(|decade| parts.iter().map(move |part| f64::from(decade) + part.log10()));
                let place = |place: f64| if self == Self::Accuracy { decade_of_errors(place) } else { place };
                let inside = places.map(place).filter(|place| (low - 1e-9..=high + 1e-9).contains(place));
                inside.map(|value| Tick { value, step_size: 1.0 }).collect()
            }
        }
    }

    /// A number on the axis.
    #[must_use]
    pub fn tick(self, mark: Tick, scale: Scale) -> String {
        match (scale, self) {
            (Scale::Linear, Self::Loss) => format!("{:.*}", decimals(mark.step_size).max(1), mark.value),
            (Scale::Linear, Self::Accuracy) => {
                format::percent_to(mark.value, decimals(mark.step_size * 100.0)).to_string()
            }
            (Scale::Linear, Self::Speed) => format::count(mark.value.max(0.0).round() as usize).to_string(),
            (Scale::Linear, Self::LearningRate | Self::GradientNorm | Self::UpdateRatio) => short(mark.value),
            (Scale::Log, Self::Accuracy) => {
                let decimals = (mark.value - 2.0 - 1e-9).ceil().max(0.0) as usize;
                format::percent_to(self.value_at(mark.value, scale), decimals).to_string()
            }
            (Scale::Log, Self::Speed) => format::count(self.value_at(mark.value, scale).round() as usize).to_string(),
            (Scale::Log, Self::Loss | Self::LearningRate | Self::GradientNorm | Self::UpdateRatio) => {
                short(self.value_at(mark.value, scale))
            }
        }
    }
}

/// Least share of errors that the logarithmic axis tells apart.
const LEAST_ERROR: f64 = 1e-4;
/// Least value of anything else.
const LEAST: f64 = 1e-9;

/// Decimals that numbers this far apart need, four at most.
fn decimals(step: f64) -> usize {
    let is_whole = |step: f64| (step - step.round()).abs() < 1e-6;
    (0..4).find(|&decimals| is_whole(step * 10_f64.powi(decimals))).map_or(4, |decimals| decimals as usize)
}

/// 30 % of errors in a decade stand where 3 of a decade of values would, counted from the other end.
fn decade_of_errors(place: f64) -> f64 {
    let decade = place.floor();
    decade + (decade + 1.0 - place).rem_euclid(1.0)
}

/// A number of any size with two or three digits: "0.004", "12.5", "3e-6".
fn short(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e5).contains(&size) {
        return format!("{value:.1e}").replace(".0e", "e");
    }
    let decimals = (2.0 - size.log10().floor()).clamp(0.0, 6.0) as usize;
    trimmed(value, decimals)
}

/// A number with at most `decimals` digits behind the point, without zeros at its end: "1.5", "2".
#[must_use]
pub fn trimmed(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_of_accuracy_shows_where_the_curve_ends() {
        let is = |end: f64, expected: f64| (end - expected).abs() < 1e-9;
        assert!(is(Metric::Accuracy.axis(0.985, 0.99, Scale::Linear).0, 0.98));
        assert!(is(Metric::Accuracy.axis(0.1, 0.99, Scale::Linear).0, 0.0));
        assert!(is(Metric::Loss.axis(0.01, 0.09, Scale::Linear).1, 0.1));
        assert!(Metric::Loss.axis(0.01, 50.0, Scale::Linear).1 > 50.0);
    }

    #[test]
    fn places_and_values_are_each_others_inverse() {
        for metric in Metric::ALL {
            for scale in Scale::ALL {
                for value in [0.003, 0.5, 0.99] {
                    let back = metric.value_at(metric.place(value, scale), scale);
                    assert!((back - value).abs() < 1e-9, "{metric:?} {scale:?} {value}: {back}");
                }
                let (low, high) = metric.axis(0.01, 0.7, scale);
                assert!(low <= metric.place(0.01, scale) && metric.place(0.7, scale) <= high, "{metric:?} {scale:?}");
                let marks = metric.marks((low, high), scale).len();
                assert!((2..=12).contains(&marks), "{metric:?} {scale:?}: {marks}");
            }
        }
    }

    #[test]
    fn marks_are_told_with_the_decimals_of_their_steps() {
        let told = |metric: Metric, value, step_size| metric.tick(Tick { value, step_size }, Scale::Linear);
        assert_eq!(told(Metric::Accuracy, 0.9975, 0.0025), "99.75 %");
        assert_eq!(told(Metric::Accuracy, 0.9, 0.1), "90 %");
        assert_eq!(told(Metric::Loss, 0.25, 0.25), "0.25");
        assert_eq!(told(Metric::Loss, 2.0, 1.0), "2.0");
    }

    #[test]
    fn logarithmic_accuracy_is_marked_at_nines() {
        let marks = Metric::Accuracy.marks((0.0, 3.0), Scale::Log);
        let told: Vec<String> = marks.into_iter().map(|mark| Metric::Accuracy.tick(mark, Scale::Log)).collect();
        assert_eq!(told, ["0 %", "90 %", "99 %", "99.9 %"]);
    }

    #[test]
    fn numbers_of_any_size_stay_short() {
        let told = [0.0, 0.004, 0.000_002_5, 12.5, 1.0, 1_234.0, 0.012_34].map(short);
        assert_eq!(told, ["0", "0.004", "2.5e-6", "12.5", "1", "1234", "0.0123"]);
    }
}
