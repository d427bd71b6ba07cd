//! Made-up writers: each writes all digits with one hand, in forms and an order of strokes of its own.

use super::super::{Smoothing, Stroke};
use super::digit;
use super::style::{Hand, Line, write_with};
use crate::data::split_mix::SplitMix64;

/// How often somebody writes a digit in the other of two forms.
const OTHER_FORM: f32 = 0.12;
/// How many have another order of the strokes of a digit.
const OTHER_ORDER: f32 = 0.15;
/// How many draw a single line of a digit the other way round.
const OTHER_WAY: f32 = 0.06;
/// How much of a line's wobble is the hand of the moment; the rest is habit.
const MOMENT: f32 = 0.5;

/// Somebody who does not exist. Slant, width, bends, tremble and pen are the same in all that they write, and so are
/// the form of each digit (open or closed, with a bar, a flag, a loop or none, rounder or straighter) and the order
/// and direction of its strokes; what differs from one time to the next is small.
#[derive(Debug, Clone)]
pub struct Writer {
    seed: u64,
    number: u64,
    hand: Hand,
    /// How strongly corners and trembles are smoothed away: quick hands write rounder.
    pace: Smoothing,
    /// Over which gaps the pen stays on the paper, in sides of the glyph's box.
    reach: f32,
}

impl Writer {
    /// The writer of this number; other seeds have other writers.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        let mut chance = SplitMix64::new(seed, number, u64::MAX);
        let mut hand = Hand::new(&mut chance);
        hand.wobble *= MOMENT;
        let pace = match chance.unit() {
            quick if quick < 0.25 => Smoothing::Medium,
            _ => Smoothing::Light,
        };
        let reach = if chance.unit() < 0.6 { 0.25 } else { 0.0 };
        Self { seed, number, hand, pace, reach }
    }

    /// Writes `label` for the `time`-th time.
    #[must_use]
    pub fn write(&self, label: u8, time: u64) -> Vec<Stroke> {
        let mut moment = SplitMix64::new(self.seed ^ self.number.rotate_left(32), u64::from(label), time);
        let form = u64::from(moment.unit() < OTHER_FORM);
        let mut habit = SplitMix64::new(self.seed, self.number, u64::from(label) << 8 | form);
        let mut lines = digit::lines(label, &mut habit);
        reorder(&mut lines, &mut habit);
        let gaps = gaps(&lines);
        joined(write_with(&self.hand, lines, &mut moment), &gaps, self.reach, self.pace)
    }
}

/// How far the pen has to go from the end of each line to the beginning of the next, in sides of the glyph's box.
fn gaps(lines: &[Line]) -> Vec<f32> {
    let gap = |pair: &[Line]| match (pair[0].last(), pair[1].first()) {
        (Some(end), Some(start)) => (end.0 - start.0).hypot(end.1 - start.1),
        _ => f32::INFINITY,
    };
    lines.windows(2).map(gap).collect()
}

/// Applies habits of order and direction, where no line goes on where another ended.
fn reorder(lines: &mut [Line], habit: &mut SplitMix64) {
    let goes_on = gaps(lines).iter().any(|&gap| gap <= 0.0);
    if lines.len() > 1 && !goes_on && habit.unit() < OTHER_ORDER {
        lines.reverse();
    }
    if let [line] = lines
        && habit.unit() < OTHER_WAY
    {
        line.reverse();
    }
}

/// Lines that go on where the one before ended become one stroke with a corner, as nobody lifts the pen there; so do
/// those that begin within `reach`.
fn joined(strokes: Vec<Stroke>, gaps: &[f32], reach: f32, pace: Smoothing) -> Vec<Stroke> {
    let mut whole: Vec<Stroke> = Vec::with_capacity(strokes.len());
    for (index, mut stroke) in strokes.into_iter().enumerate() {
        stroke.smoothing = pace;
        let gap = index.checked_sub(1).and_then(|before| gaps.get(before)).copied().unwrap_or(f32::INFINITY);
        if let Some(before) = whole.last_mut().filter(|_| gap <= reach) {
            // Wobble has moved the two ends apart.
            if gap <= 0.0
                && let (Some(&end), Some(start)) = (before.points.last(), stroke.points.first_mut())
            {
                *start = end;
            }
            before.points.extend(stroke.smoothed().into_iter().skip(usize::from(gap <= 0.0)));
        } else {
            stroke.points = stroke.smoothed();
            whole.push(stroke);
        }
    }
    for stroke in &mut whole {
        stroke.smoothing = Smoothing::Off;
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    /// Mean distance between places evenly along two drawings of as many strokes; none if they differ in that.
    fn difference(a: &[Stroke], b: &[Stroke]) -> Option<f32> {
        let places = |stroke: &Stroke| -> Vec<Point> {
            (0..20).map(|at| stroke.points[at * (stroke.points.len() - 1) / 19]).collect()
        };
        let far = |(a, b): (&Stroke, &Stroke)| {
            places(a).iter().zip(places(b)).map(|(a, b)| a.distance(b)).sum::<f32>() / 20.0
        };
        (a.len() == b.len()).then(|| a.iter().zip(b).map(far).sum::<f32>() / a.len() as f32)
    }

    #[test]
    fn a_writer_is_the_same_at_every_call_and_differs_a_little_each_time() {
        let writer = Writer::new(1, 4);
        assert_eq!(writer.write(5, 2), Writer::new(1, 4).write(5, 2));
        assert_ne!(writer.write(5, 2), writer.write(5, 3));
        assert_ne!(writer.write(5, 2), Writer::new(2, 4).write(5, 2));
    }

    #[test]
    fn two_digits_of_one_writer_are_more_alike_than_those_of_two() {
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for number in 0..60 {
            for label in 0..10 {
                let (writer, stranger) = (Writer::new(3, number), Writer::new(3, number + 1_000));
                let first = writer.write(label, 0);
                own.push(difference(&first, &writer.write(label, 1)));
                other.push(difference(&first, &stranger.write(label, 1)));
            }
        }
        let same_strokes = |all: &[Option<f32>]| all.iter().flatten().count();
        let mean = |all: &[Option<f32>]| all.iter().flatten().sum::<f32>() / same_strokes(all) as f32;
        assert!(same_strokes(&own) > same_strokes(&other) + 60);
        assert!(mean(&own) < 0.6 * mean(&other), "{} {}", mean(&own), mean(&other));
    }

    #[test]
    fn all_that_writers_write_has_strokes_of_finite_points() {
        for number in 0..300 {
            for label in 0..10 {
                let strokes = Writer::new(9, number).write(label, number);
                assert!(!strokes.is_empty() && strokes.iter().all(|stroke| !stroke.points.is_empty()));
                assert!(strokes.iter().flat_map(|stroke| &stroke.points).all(|point| point.is_finite()));
            }
        }
    }

    #[test]
    fn a_line_that_goes_on_where_another_ended_is_one_stroke_with_a_corner() {
        let at = |x, y| Point { x, y };
        let strokes = vec![
            Stroke::new(vec![at(0.0, 0.0), at(0.5, 0.0)], 0.1),
            Stroke::new(vec![at(0.52, 0.01), at(0.5, 0.5)], 0.1),
            Stroke::new(vec![at(0.0, 0.2), at(1.0, 0.2)], 0.1),
        ];
        let whole = joined(strokes, &[0.0, 0.5], 0.2, Smoothing::Light);
        assert_eq!(whole.len(), 2);
        let points = &whole[0].points;
        assert_eq!((points.first(), points.last()), (Some(&at(0.0, 0.0)), Some(&at(0.5, 0.5))));
        assert!(points.contains(&at(0.5, 0.0)), "the corner stays sharp: {points:?}");
        assert!(points.iter().all(|point| point.x < 0.5001 && (point.x > 0.4999 || point.y < 0.0001)), "{points:?}");
    }
}
