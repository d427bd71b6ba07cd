//! A drawing as it came about: how long it took, and how far it was at any moment.

use super::{Point, Stroke};

/// How fast a pen is taken to move where nobody noted it, in canvas sides a second.
const PACE: f32 = 1.2;
/// How long the pen is up between two strokes, in seconds: at least, where it is not known, and at most.
const PAUSE: (f32, f32, f32) = (0.1, 0.25, 0.7);
/// The shortest time that a dot takes, in seconds.
const DOT: f32 = 0.05;
/// The longest the pen may rest within a stroke, in seconds.
const REST: f32 = 0.6;

/// When every point of a drawing was drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timeline {
    strokes: Vec<Stroke>,
    /// Seconds from the beginning, for each point of each stroke; rising.
    times: Vec<Vec<f32>>,
}

impl Timeline {
    /// Takes the pace at which the strokes were drawn, where it is known; long rests are shortened.
    #[must_use]
    pub fn of(strokes: &[Stroke]) -> Self {
        let mut times: Vec<Vec<f32>> = Vec::with_capacity(strokes.len());
        let mut now = 0.0;
        for (index, stroke) in strokes.iter().enumerate() {
            if let Some(before) = index.checked_sub(1).and_then(|before| strokes.get(before)) {
                let (least, usual, most) = PAUSE;
                let known = before.trace.times.last().zip(stroke.trace.times.first()).map(|(end, start)| start - end);
                let known = known.filter(|pause| *pause >= 0.0);
                now += known.map_or(usual, |pause| pause.clamp(least, most));
            }
            let steps = steps(stroke);
            let of_stroke = std::iter::once(0.0).chain(steps).scan(now, |now, step| {
                *now += step;
                Some(*now)
            });
            let of_stroke: Vec<f32> = of_stroke.collect();
            now = of_stroke.last().copied().unwrap_or(now).max(now + DOT);
            times.push(of_stroke);
        }
        Self { strokes: strokes.to_vec(), times }
    }

    /// Seconds from the first touch to the end of the last stroke.
    #[must_use]
    pub fn duration(&self) -> f32 {
        let end = self.times.last().and_then(|times| times.last()).copied().unwrap_or(0.0);
        if self.strokes.is_empty() { 0.0 } else { end + DOT }
    }

    /// The ends of the strokes, in seconds.
    pub fn stroke_ends(&self) -> impl Iterator<Item = f32> {
        self.times.iter().filter_map(|times| times.last().copied())
    }

    /// The ink that was there after `secs`; the unfinished stroke ends where the pen was.
    #[must_use]
    pub fn at(&self, secs: f32) -> Vec<Stroke> {
        if secs >= self.duration() {
            return self.strokes.clone();
        }
        let begun = self.strokes.iter().zip(&self.times);
        let begun = begun.take_while(|(_, times)| times.first().is_some_and(|&start| start <= secs));
        begun.map(|(stroke, times)| until(stroke, times, secs)).collect()
    }
}

/// Seconds from each point of a stroke to the next.
fn steps(stroke: &Stroke) -> Vec<f32> {
    let times = &stroke.trace.times;
    let is_known = times.len() == stroke.points.len() && times.iter().all(|time| time.is_finite());
    if is_known && times.last() > times.first() {
        return times.windows(2).map(|pair| (pair[1] - pair[0]).clamp(0.0, REST)).collect();
    }
    let length = |pair: &[Point]| (pair[0].distance(pair[1]) / PACE).clamp(0.0, REST);
    stroke
        .points
        .windows(2)
        .map(|pair| if pair[0].is_finite() && pair[1].is_finite() { length(pair) } else { 0.0 })
        .collect()
}

/// The part of a stroke that was drawn by `secs`.
fn until(stroke: &Stroke, times: &[f32], secs: f32) -> Stroke {
    let drawn = times.partition_point(|&time| time <= secs).max(1);
    let mut part = stroke.clone();
    part.points.truncate(drawn);
    part.trace.pressures.truncate(drawn);
    part.trace.times.truncate(drawn);
    if let (Some(&from), Some(&to), Some(&start), Some(&end)) =
        (stroke.points.get(drawn - 1), stroke.points.get(drawn), times.get(drawn - 1), times.get(drawn))
    {
        let share = ((secs - start) / (end - start).max(1e-6)).clamp(0.0, 1.0);
        part.points.push(from + (to - from) * share);
        let at = (drawn - 1) as f32 + share;
        if let Some(pressure) = stroke.trace.pressure(at) {
            part.trace.pressures.push(pressure);
        }
        if let Some(time) = stroke.trace.time(at) {
            part.trace.times.push(time);
        }
    }
    part
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ink::Trace;

    fn line(from: (f32, f32), to: (f32, f32)) -> Stroke {
        let points = [from, to].map(|(x, y)| Point { x, y }).to_vec();
        Stroke::new(points, 0.1)
    }

    #[test]
    fn a_drawing_grows_stroke_by_stroke_to_what_it_is() {
        let strokes = [line((0.1, 0.5), (0.7, 0.5)), line((0.4, 0.2), (0.4, 0.8))];
        let timeline = Timeline::of(&strokes);
        // Twice 0.6 sides at 1.2 sides a second, a pause, and the time of a dot.
        assert!((timeline.duration() - 1.3).abs() < 1e-4, "{}", timeline.duration());
        let half = timeline.at(0.25);
        assert_eq!(half.len(), 1);
        assert!((half[0].points[1].x - 0.4).abs() < 1e-4);
        assert_eq!(timeline.at(0.6).len(), 1, "the pen is up");
        assert_eq!(timeline.at(1.0).len(), 2);
        assert_eq!(timeline.at(timeline.duration()), strokes);
    }

    #[test]
    fn the_pace_of_the_hand_is_kept_and_long_rests_are_shortened() {
        let timed = |times: [f32; 2]| Stroke {
            trace: Trace { pressures: Vec::new(), times: times.to_vec() },
            ..line((0.0, 0.5), (1.0, 0.5))
        };
        let timeline = Timeline::of(&[timed([10.0, 10.4]), timed([40.0, 40.1])]);
        assert!((timeline.duration() - (0.4 + 0.7 + 0.1 + DOT)).abs() < 1e-4, "{}", timeline.duration());
        assert!((timeline.at(0.1)[0].points[1].x - 0.25).abs() < 1e-4);
    }

    #[test]
    fn nothing_takes_no_time() {
        assert!(Timeline::of(&[]).duration() <= 0.0);
        assert!(Timeline::of(&[]).at(1.0).is_empty());
    }

    proptest! {
        #[test]
        fn ink_only_grows_and_any_numbers_give_a_finite_duration(
            lists in prop::collection::vec(prop::collection::vec((any::<f32>(), any::<f32>(), any::<f32>()), 1..8), 1..4)
        ) {
            let strokes: Vec<Stroke> = lists.iter().map(|list| Stroke {
                trace: Trace { pressures: Vec::new(), times: list.iter().map(|&(_, _, time)| time).collect() },
                ..Stroke::new(list.iter().map(|&(x, y, _)| Point { x, y }).collect(), 0.1)
            }).collect();
            let timeline = Timeline::of(&strokes);
            prop_assert!(timeline.duration().is_finite() && timeline.duration() > 0.0);
            let count = |secs: f32| timeline.at(secs).iter().map(|stroke| stroke.points.len()).sum::<usize>();
            let counts: Vec<usize> = (0..=20).map(|step| count(timeline.duration() * step as f32 / 20.0)).collect();
            // The point at the tip of the pen comes on top of those passed.
            prop_assert!(counts.windows(2).all(|pair| pair[1] + 1 >= pair[0]), "{counts:?}");
        }
    }
}
