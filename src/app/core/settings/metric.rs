//! What plots measure: its name, its numbers in words, and the axis that fits them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::axis::{Scale, Tick, marks};
use crate::analysis::ticks::round_step;
use crate::app::core::variants::variants;
use crate::model::Skill;
use crate::text::{Named, format};
use crate::tr;
use crate::train::TrainConfig;

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Mean cross-entropy, in nats.
    Loss,
    /// The same of a network that continues tokens, in bits a token.
    BitsPerToken,
    /// Share read right, in [0, 1].
    Accuracy,
    /// Share of what a network writes that is read as asked, in [0, 1].
    ReadAsAsked,
    /// Share of what a network writes that is read as some digit for sure, where none can be asked for, in [0, 1].
    ReadForSure,
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
            Self::BitsPerToken => "metric-bits-per-token",
            Self::Accuracy => "metric-accuracy",
            Self::ReadAsAsked => "metric-read-as-asked",
            Self::ReadForSure => "metric-read-for-sure",
            Self::LearningRate => "metric-learning-rate",
            Self::GradientNorm => "metric-gradient-norm",
            Self::Speed => "metric-speed",
            Self::UpdateRatio => "metric-update-ratio",
        }
    }
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// Those that runs are compared by, from above.
    pub const COMPARED: [Self; 5] =
        [Self::Loss, Self::BitsPerToken, Self::Accuracy, Self::ReadAsAsked, Self::ReadForSure];

    /// The share that tells how good a network is that was trained so.
    #[must_use]
    pub fn share_of(config: &TrainConfig) -> Self {
        match config.arch.skill() {
            Skill::ReadsPictures => Self::Accuracy,
            Skill::ContinuesTokens if config.prompts.knows_classes() => Self::ReadAsAsked,
            Skill::ContinuesTokens => Self::ReadForSure,
        }
    }

    /// The loss as it is told of a network with this skill.
    #[must_use]
    pub fn loss_of(skill: Skill) -> Self {
        match skill {
            Skill::ReadsPictures => Self::Loss,
            Skill::ContinuesTokens => Self::BitsPerToken,
        }
    }

    /// What a run reports of it in the unit in which it is shown: losses are reported in nats.
    #[must_use]
    pub fn of_reported(self, reported: f64) -> f64 {
        match self {
            Self::BitsPerToken => format::bits(reported),
            Self::Loss
            | Self::Accuracy
            | Self::ReadAsAsked
            | Self::ReadForSure
            | Self::LearningRate
            | Self::GradientNorm
            | Self::Speed
            | Self::UpdateRatio => reported,
        }
    }

    /// Its name in the middle of a sentence.
    #[must_use]
    pub fn name_inside(self) -> Cow<'static, str> {
        match self {
            Self::Loss => tr!("metric-loss.inside"),
            Self::BitsPerToken => tr!("metric-bits-per-token.inside"),
            Self::Accuracy => tr!("metric-accuracy.inside"),
            Self::ReadAsAsked => tr!("metric-read-as-asked.inside"),
            Self::ReadForSure => tr!("metric-read-for-sure.inside"),
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
            Self::BitsPerToken if value < EXPLODED => format::decimal(value, 2).to_string(),
            Self::Loss | Self::BitsPerToken => format::loss(value).to_string(),
            Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure => format::percent(value).to_string(),
            Self::LearningRate | Self::GradientNorm | Self::UpdateRatio => short(value),
            Self::Speed => format::count(value.max(0.0).round() as usize).to_string(),
        }
    }

    /// The mean of repeats and their standard deviation: "98.50 % ± 0.26", the latter in percentage points.
    #[must_use]
    pub fn spread(self, mean: f64, deviation: f64) -> String {
        let deviation = match self {
            Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure => format::decimal(deviation * 100.0, 2).to_string(),
            Self::Loss
            | Self::BitsPerToken
            | Self::LearningRate
            | Self::GradientNorm
            | Self::UpdateRatio
            | Self::Speed => self.value(deviation),
        };
        tr!("metric-spread", mean = self.value(mean), deviation = deviation).into_owned()
    }

    /// The nearest value that there can be: a mean and its deviation may reach beyond.
    #[must_use]
    pub fn possible(self, value: f64) -> f64 {
        match self {
            Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure => value.clamp(0.0, 1.0),
            Self::Loss
            | Self::BitsPerToken
            | Self::LearningRate
            | Self::GradientNorm
            | Self::UpdateRatio
            | Self::Speed => value.max(0.0),
        }
    }

    /// Where a value stands on an axis of this scale. On the logarithmic one, accuracy stands by how little is wrong:
    /// from 90 to 99 % is as far as from 99 to 99.9 %.
    #[must_use]
    pub fn place(self, value: f64, scale: Scale) -> f64 {
        match (scale, self) {
            (Scale::Linear, _) => value,
            (Scale::Log, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) => {
                -(1.0 - value).max(LEAST_ERROR).log10()
            }
            (
                Scale::Log,
                Self::Loss
                | Self::BitsPerToken
                | Self::LearningRate
                | Self::GradientNorm
                | Self::Speed
                | Self::UpdateRatio,
            ) => value.max(LEAST).log10(),
        }
    }

    /// The value that stands there.
    #[must_use]
    pub fn value_at(self, place: f64, scale: Scale) -> f64 {
        match (scale, self) {
            (Scale::Linear, _) => place,
            (Scale::Log, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) => 1.0 - 10_f64.powf(-place),
            (
                Scale::Log,
                Self::Loss
                | Self::BitsPerToken
                | Self::LearningRate
                | Self::GradientNorm
                | Self::Speed
                | Self::UpdateRatio,
            ) => 10_f64.powf(place),
        }
    }

    /// Lower and upper end of the axis, as places, for values between `low` and `high`: from a short list, so that the
    /// axis moves seldom.
    #[must_use]
    pub fn axis(self, low: f64, high: f64, scale: Scale) -> (f64, f64) {
        match (scale, self) {
            (Scale::Linear, Self::Loss | Self::BitsPerToken) => {
                // Guessing among the tokens is between the last but two.
                let ceilings = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 1.5, 2.5, 5.0, 6.0, 10.0, EXPLODED];
                let ceiling = ceilings.into_iter().find(|ceiling| high <= *ceiling);
                // What explodes leaves the plot: what was before it stays to be seen.
                (0.0, ceiling.unwrap_or(if low <= EXPLODED { EXPLODED } else { round_step(high * 1.04) }))
            }
            (Scale::Linear, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) => {
                let floors = [0.99, 0.98, 0.97, 0.95, 0.9, 0.8, 0.7, 0.5];
                let floor = floors.into_iter().find(|floor| low >= *floor).unwrap_or(0.0);
                (floor, 1.0 + (1.0 - floor) * 0.02)
            }
            (Scale::Linear, Self::LearningRate | Self::GradientNorm | Self::Speed | Self::UpdateRatio) => {
                (0.0, if high > 0.0 { round_step(high * 1.04) } else { 1.0 })
            }
            (Scale::Log, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) => {
                (0.0, (self.place(high, scale) * 2.0 + 0.2).ceil() / 2.0)
            }
            (
                Scale::Log,
                Self::Loss
                | Self::BitsPerToken
                | Self::LearningRate
                | Self::GradientNorm
                | Self::Speed
                | Self::UpdateRatio,
            ) => {
                // Nothing has no logarithm, and must not stretch the axis to where nothing else is.
                let low = if low > 0.0 { low } else { high * LEAST_PART };
                let (low, high) = (self.place(low, scale), self.place(high, scale));
                ((low * 2.0 - 0.1).floor() / 2.0, (high * 2.0 + 0.1).ceil() / 2.0)
            }
        }
    }

    /// Values that an axis shows while there is nothing to show: those that are usual.
    #[must_use]
    pub fn usual_range(self) -> (f64, f64) {
        match self {
            Self::Loss => (0.01, 2.3),
            Self::BitsPerToken => (1.0, 5.5),
            Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure => (0.0, 0.99),
            Self::LearningRate | Self::UpdateRatio => (1e-4, 1e-2),
            Self::GradientNorm => (0.1, 10.0),
            Self::Speed => (100.0, 10_000.0),
        }
    }

    /// Ten marks at most, at round values between two places, and far enough apart to be told by numbers where a point of
    /// the screen is `per_point` high.
    #[must_use]
    pub fn marks(self, (low, high): (f64, f64), scale: Scale, per_point: f64) -> Vec<Tick> {
        let room = LINE * per_point;
        match scale {
            Scale::Linear => marks(low, high, round_step(((high - low) / 5.0).max(room).max(1e-9))),
            Scale::Log => {
                let least = ((high - low) / 6.0).max(room);
                // The finest that has room, each with the shortest way between two of its marks.
                let fine: [(&[f64], f64); 3] =
                    [(&[1.0, 2.0, 5.0], 2.0_f64.log10()), (&[1.0, 3.0], 3.0_f64.log10()), (&[1.0], 1.0)];
                let (parts, every, step_size) = match fine.into_iter().find(|(_, apart)| *apart >= least) {
                    Some((parts, apart)) => (parts, 1, apart),
                    None => (&[1.0][..], least.ceil() as i32, least.ceil()),
                };
                let decades = (low.floor() as i32 - 1)..=(high.ceil() as i32);
                let decades = decades.filter(|decade| decade.rem_euclid(every.max(1)) == 0);
                let places = decades.flat_map(|decade| parts.iter().map(move |part| f64::from(decade) + part.log10()));
                let place = |place: f64| {
                    if matches!(self, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) {
                        decade_of_errors(place)
                    } else {
                        place
                    }
                };
                let inside = places.map(place).filter(|place| (low - 1e-9..=high + 1e-9).contains(place));
                inside.map(|value| Tick { value, step_size }).collect()
            }
        }
    }

    /// A number on the axis.
    #[must_use]
    pub fn tick(self, mark: Tick, scale: Scale) -> String {
        match (scale, self) {
            (Scale::Linear, Self::Loss | Self::BitsPerToken) if mark.value >= 1_000.0 => short(mark.value),
            (Scale::Linear, Self::Loss | Self::BitsPerToken) => {
                format!("{:.*}", decimals(mark.step_size).max(1), mark.value)
            }
            (Scale::Linear, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) => {
                format::percent_to(mark.value, decimals(mark.step_size * 100.0)).to_string()
            }
            (Scale::Linear, Self::Speed) => format::count(mark.value.max(0.0).round() as usize).to_string(),
            (Scale::Linear, Self::LearningRate | Self::GradientNorm | Self::UpdateRatio) => short(mark.value),
            (Scale::Log, Self::Accuracy | Self::ReadAsAsked | Self::ReadForSure) => {
                let decimals = (mark.value - 2.0 - 1e-9).ceil().max(0.0) as usize;
                format::percent_to(self.value_at(mark.value, scale), decimals).to_string()
            }
            (Scale::Log, Self::Speed) => format::count(self.value_at(mark.value, scale).round() as usize).to_string(),
            (
                Scale::Log,
                Self::Loss | Self::BitsPerToken | Self::LearningRate | Self::GradientNorm | Self::UpdateRatio,
            ) => short(self.value_at(mark.value, scale)),
        }
    }
}

/// Highest loss on a linear axis, ten times that of guessing among ten digits and a little more: beyond it a run ends.
const EXPLODED: f64 = 25.0;
/// Part of the highest value where a logarithmic axis ends whose lowest value is nothing.
const LEAST_PART: f64 = 1e-3;
/// Height that a number on the axis needs, in points.
const LINE: f64 = 18.0;
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
    format::trimmed(value, decimals)
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
    }

    #[test]
    fn a_loss_that_explodes_leaves_the_axis_with_short_numbers() {
        for high in [6e15, 1e300, 26.0] {
            let end = Metric::Loss.axis(0.5, high, Scale::Linear);
            assert!(end.0 == 0.0 && (20.0..30.0).contains(&end.1), "{high}: {end:?}");
        }
        let zoomed = Metric::Loss.axis(5e15, 6e15, Scale::Linear);
        assert!(zoomed.1 > 6e15);
        for (bounds, scale) in [
            (zoomed, Scale::Linear),
            (Metric::Loss.axis(0.5, 6e15, Scale::Linear), Scale::Linear),
            (Metric::Loss.axis(0.5, 6e15, Scale::Log), Scale::Log),
        ] {
            let told: Vec<String> = Metric::Loss
                .marks(bounds, scale, (bounds.1 - bounds.0) / 100.0)
                .into_iter()
                .map(|mark| Metric::Loss.tick(mark, scale))
                .collect();
            assert!(told.len() >= 2 && told.iter().all(|number| number.chars().count() <= 7), "{told:?}");
        }
    }

    #[test]
    fn nothing_at_all_does_not_stretch_a_logarithmic_axis() {
        let (low, high) = Metric::UpdateRatio.axis(0.0, 0.01, Scale::Log);
        assert!(low >= -5.5 && high <= -1.0, "{low} {high}");
        for metric in Metric::ALL {
            let (low, high) = metric.usual_range();
            let bounds = metric.axis(low, high, Scale::Log);
            assert!(bounds.1 - bounds.0 < 4.0 && bounds.0 < bounds.1, "{metric:?}: {bounds:?}");
        }
    }

    #[test]
    fn every_axis_has_numbers_however_low_its_plot_is() {
        for metric in Metric::ALL {
            for scale in Scale::ALL {
                for (low, high) in [(0.01, 0.7), (1e-9, 1.0), (0.004, 0.004), (1e-6, 5e-6), (0.9, 0.999)] {
                    let bounds = metric.axis(low, high, scale);
                    for height in [70.0, 150.0, 400.0] {
                        let per_point = (bounds.1 - bounds.0) / height;
                        let marks = metric.marks(bounds, scale, per_point);
                        let what = format!("{metric:?} {scale:?} {low} to {high} on {height} points: {marks:?}");
                        assert!((2..=13).contains(&marks.len()), "{what}");
                        assert!(marks.iter().all(|mark| mark.step_size / per_point >= LINE - 1e-6), "{what}");
                    }
                }
            }
        }
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
                let marks = metric.marks((low, high), scale, 0.0).len();
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
        let marks = Metric::Accuracy.marks((0.0, 3.0), Scale::Log, 0.0);
        let told: Vec<String> = marks.into_iter().map(|mark| Metric::Accuracy.tick(mark, Scale::Log)).collect();
        assert_eq!(told, ["0 %", "90 %", "99 %", "99.9 %"]);
    }

    #[test]
    fn numbers_of_any_size_stay_short() {
        let told = [0.0, 0.004, 0.000_002_5, 12.5, 1.0, 1_234.0, 0.012_34].map(short);
        assert_eq!(told, ["0", "0.004", "2.5e-6", "12.5", "1", "1234", "0.0123"]);
    }
}
