//! What an eraser that was moved a little way takes off a drawing. Pure geometry.

use super::{Eraser, MOST_POINTS, Point, Stroke};
use crate::ink::smoothing::{Sample, Smoothing};
use crate::ink::stroke::Trace;

/// Pieces shorter than this, in canvas sides, are crumbs that no one wants.
const CRUMB: f32 = 0.003;
/// How much further than asked is cut, in canvas sides, so that rounding leaves no ink inside.
const MARGIN: f64 = 1e-5;

/// The capsule that the eraser sweeps between two pointer events: all points within `radius` of the segment `from`–`to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sweep {
    pub(super) from: Point,
    pub(super) to: Point,
    /// In canvas sides.
    pub(super) radius: f32,
}

/// Effect of the eraser on one stroke.
pub(super) enum Effect {
    /// Untouched.
    None,
    /// Cut into these pieces; none if all of it is gone.
    Left(Vec<Stroke>),
}

impl Sweep {
    /// What is left of `stroke`; `held` is how many points the whole drawing has.
    pub(super) fn on(&self, stroke: &Stroke, eraser: Eraser, held: usize) -> Effect {
        if !self.may_reach(stroke) {
            return Effect::None;
        }
        let mut line = stroke.line();
        let grown = held + line.len();
        if grown > MOST_POINTS && line.len() > stroke.points.len() {
            // A curve in many pieces would not fit any more.
            line = Stroke { smoothing: Smoothing::Off, ..stroke.clone() }.line();
        }
        match eraser {
            Eraser::Strokes if self.touches(stroke, &line) => Effect::Left(Vec::new()),
            Eraser::Strokes => Effect::None,
            Eraser::Area => self.cut(stroke, &line),
        }
    }

    /// Whether the boxes of both overlap, which is quickly told.
    fn may_reach(&self, stroke: &Stroke) -> bool {
        let mut points = stroke.points.iter().filter(|point| point.is_finite());
        let Some(&first) = points.next() else { return false };
        let (mut low, mut high, mut last, mut longest) = (first, first, first, 0.0_f32);
        for &point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
            longest = longest.max(last.distance(point));
            last = point;
        }
        // A curve bulges by at most half the way between two of its points.
        let reach = self.radius + stroke.most_width() / 2.0 + longest / 2.0;
        let overlaps = |low: f32, high: f32, a: f32, b: f32| a.min(b) - reach <= high && a.max(b) + reach >= low;
        overlaps(low.x, high.x, self.from.x, self.to.x) && overlaps(low.y, high.y, self.from.y, self.to.y)
    }

    fn touches(&self, stroke: &Stroke, line: &[Sample]) -> bool {
        match line {
            [dot] => self.covers(stroke, *dot),
            line => line.windows(2).any(|pair| self.inside(stroke, pair[0], pair[1]).is_some()),
        }
    }

    /// Whether the ink of a single place is touched.
    fn covers(&self, stroke: &Stroke, sample: Sample) -> bool {
        sample.place.distance_to_line(self.from, self.to) <= self.radius + stroke.width_at(sample.at) / 2.0
    }

    /// The pieces outside; their round ends just touch the way of the eraser.
    fn cut(&self, stroke: &Stroke, line: &[Sample]) -> Effect {
        if let [dot] = line {
            return if self.covers(stroke, *dot) { Effect::Left(Vec::new()) } else { Effect::None };
        }
        let mut pieces: Vec<Vec<Sample>> = vec![line.first().copied().into_iter().collect()];
        let mut is_cut = false;
        for pair in line.windows(2) {
            let [a, b] = [pair[0], pair[1]];
            let Some((from, to)) = self.inside(stroke, a, b) else {
                match pieces.last_mut() {
                    Some(piece) if !piece.is_empty() => piece.push(b),
                    _ => pieces.push(vec![a, b]),
                }
                continue;
            };
            is_cut = true;
            if let Some(piece) = pieces.last_mut().filter(|piece| !piece.is_empty() && from > 0.0) {
                piece.push(between(a, b, from));
            }
            if from <= 0.0 && pieces.last().is_some_and(|piece| piece.len() == 1) {
                // The line begins inside.
                pieces.pop();
            }
            pieces.push(if to < 1.0 { vec![between(a, b, to), b] } else { Vec::new() });
        }
        if !is_cut {
            return Effect::None;
        }
        let is_worth_keeping = |piece: &Vec<Sample>| {
            piece.windows(2).map(|pair| pair[0].place.distance(pair[1].place)).sum::<f32>() >= CRUMB
        };
        Effect::Left(pieces.into_iter().filter(is_worth_keeping).map(|piece| as_stroke(stroke, &piece)).collect())
    }

    /// Which share of the straight line from `a` to `b` has ink within the sweep, from and to, in [0, 1].
    ///
    /// A sweep is convex, so that it is one interval: from the first to the last crossing of the discs at its ends and
    /// of the rectangle between them, each grown by half the ink's width.
    fn inside(&self, stroke: &Stroke, a: Sample, b: Sample) -> Option<(f64, f64)> {
        let width = stroke.width_at(a.at).max(stroke.width_at(b.at));
        let reach = f64::from(self.radius) + f64::from(width) / 2.0 + MARGIN;
        let vector =
            |from: Point, to: Point| (f64::from(to.x) - f64::from(from.x), f64::from(to.y) - f64::from(from.y));
        let way = vector(a.place, b.place);
        let discs = [self.from, self.to].map(|centre| crossing_of_disc(vector(centre, a.place), way, reach));
        let slab = crossing_of_band(vector(self.from, a.place), way, vector(self.from, self.to), reach);
        let crossings = || discs.into_iter().chain([slab]).flatten();
        let from = crossings().map(|(from, _)| from).reduce(f64::min)?.max(0.0);
        let to = crossings().map(|(_, to)| to).reduce(f64::max)?.min(1.0);
        (from <= to).then_some((from, to))
    }
}

/// When a point that starts at `start` and moves by `way` in one unit of time is within `reach` of the origin.
fn crossing_of_disc(start: (f64, f64), way: (f64, f64), reach: f64) -> Option<(f64, f64)> {
    let (speed, toward) = (dot(way, way), dot(start, way));
    let root = toward * toward - speed * (dot(start, start) - reach * reach);
    (speed > 0.0 && root >= 0.0).then(|| ((-toward - root.sqrt()) / speed, (-toward + root.sqrt()) / speed))
}

/// The same for the rectangle along `axis`, which begins at the origin, `reach` to both sides.
fn crossing_of_band(start: (f64, f64), way: (f64, f64), axis: (f64, f64), reach: f64) -> Option<(f64, f64)> {
    let length = axis.0.hypot(axis.1);
    if length <= 0.0 {
        return None;
    }
    let (along, across) = ((axis.0 / length, axis.1 / length), (-axis.1 / length, axis.0 / length));
    let first = crossing_of_strip(dot(start, along), dot(way, along), 0.0, length)?;
    let second = crossing_of_strip(dot(start, across), dot(way, across), -reach, reach)?;
    let (from, to) = (first.0.max(second.0), first.1.min(second.1));
    (from <= to).then_some((from, to))
}

/// When `start` + t × `speed` is between `low` and `high`.
fn crossing_of_strip(start: f64, speed: f64, low: f64, high: f64) -> Option<(f64, f64)> {
    if speed.abs() < 1e-15 {
        return (low..=high).contains(&start).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((low - start) / speed, (high - start) / speed);
    Some((a.min(b), a.max(b)))
}

fn dot(a: (f64, f64), b: (f64, f64)) -> f64 {
    a.0 * b.0 + a.1 * b.1
}

/// The sample at a share of the way from `a` to `b`.
fn between(a: Sample, b: Sample, share: f64) -> Sample {
    let mix = |a: f32, b: f32| (f64::from(a) + (f64::from(b) - f64::from(a)) * share) as f32;
    Sample { place: Point { x: mix(a.place.x, b.place.x), y: mix(a.place.y, b.place.y) }, at: mix(a.at, b.at) }
}

/// A piece of the line of `stroke` as a stroke that is drawn just as it lies there.
fn as_stroke(stroke: &Stroke, piece: &[Sample]) -> Stroke {
    let known = |value: &dyn Fn(f32) -> Option<f32>| piece.iter().map(|sample| value(sample.at)).collect();
    let pressures: Option<Vec<f32>> = known(&|at| stroke.trace.pressure(at));
    let times: Option<Vec<f32>> = known(&|at| stroke.trace.time(at));
    Stroke {
        points: piece.iter().map(|sample| sample.place).collect(),
        width: stroke.width,
        smoothing: Smoothing::Off,
        trace: Trace { pressures: pressures.unwrap_or_default(), times: times.unwrap_or_default() },
    }
}
