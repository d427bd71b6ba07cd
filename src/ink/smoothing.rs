//! The smooth line through the points of a stroke, at several strengths.

use serde::{Deserialize, Serialize};

use super::Point;
use super::stroke::box_around;
use crate::text::Named;

/// Points this near to each other, in canvas sides, are one point.
pub(super) const SAME: f32 = 1e-6;
/// Points are brought to within this many canvas sides, so that no arithmetic on them can overflow.
const FAR: f32 = 1000.0;
/// How far light smoothing may move a point, in canvas sides: about one pixel of a screen, the step of a mouse.
const JITTER: f32 = 0.0015;
/// How far the polyline may be from the curve, in canvas sides: a quarter of a pixel of a screen.
const FLATNESS: f32 = 0.0004;
/// The same as a share of the stroke's own size, for small strokes that will be enlarged.
const RELATIVE_FLATNESS: f32 = 0.0025;
/// Most straight pieces between two neighbouring points.
const MOST_PIECES: f32 = 32.0;

/// How much the tremble of a hand is taken out of a stroke. None of them makes the ink lag: the line always ends
/// where the pen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Smoothing {
    /// Straight pieces from point to point.
    Off,
    /// A curve through the points, without the steps of a mouse.
    #[default]
    Light,
    /// Small trembles go.
    Medium,
    /// Only the large forms stay; sharp corners become round.
    Strong,
}

impl Smoothing {
    /// Every strength, the weakest first.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Whether the line goes straight from point to point.
    #[must_use]
    pub fn is_straight(self) -> bool {
        self == Self::Off
    }

    /// Half the length of line over which places are averaged, in canvas sides; `None` where only jitter goes.
    fn reach(self) -> Option<f32> {
        match self {
            Self::Off | Self::Light => None,
            Self::Medium => Some(0.012),
            Self::Strong => Some(0.035),
        }
    }
}

impl Named for Smoothing {
    fn key(&self) -> &'static str {
        match self {
            Self::Off => "smoothing-off",
            Self::Light => "smoothing-light",
            Self::Medium => "smoothing-medium",
            Self::Strong => "smoothing-strong",
        }
    }
}

/// A place on the smooth line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sample {
    /// Where it is.
    pub place: Point,
    /// Which point of the stroke it belongs to: 2.5 is half-way between the points 2 and 3.
    pub at: f32,
}

/// The line through `points` as one polyline: a centripetal Catmull-Rom curve (Yuksel, Schaefer and Keyser, *On the
/// parameterization of Catmull-Rom curves*, 2009), which has neither loops nor overshoots and needs no point of the
/// future but the next. It begins at the first point and ends at the last. Points that are not finite are left out;
/// one point, or many at one place, give one sample.
#[must_use]
pub fn line_through(points: &[Point], smoothing: Smoothing) -> Vec<Sample> {
    let points = knots(points, smoothing);
    if smoothing.is_straight() {
        return points;
    }
    let Some(&first) = points.first() else { return points };
    let flatness = FLATNESS.min(RELATIVE_FLATNESS * extent(&points)).max(SAME);
    let mut line = Vec::with_capacity(points.len() * 4);
    line.push(first);
    for (index, pair) in points.windows(2).enumerate() {
        let before = index.checked_sub(1).and_then(|previous| points.get(previous)).map(|sample| sample.place);
        let after = points.get(index + 2).map(|sample| sample.place);
        push_curve(&mut line, before, pair[0], pair[1], after, flatness);
    }
    line
}

/// The points that the line runs through: those of the stroke without their tremble.
#[must_use]
pub fn knots(points: &[Point], smoothing: Smoothing) -> Vec<Sample> {
    let points = usable(points);
    match (smoothing, smoothing.reach()) {
        (Smoothing::Off, _) => points,
        // Averaging twice weighs the middle most and leaves no trace of the window's ends.
        (_, Some(reach)) => averaged(&averaged(&points, reach), reach),
        (_, None) => without_jitter(&points),
    }
}

/// The finite points, brought within reach, without neighbours at the same place.
fn usable(points: &[Point]) -> Vec<Sample> {
    let mut kept: Vec<Sample> = Vec::with_capacity(points.len());
    for (index, point) in points.iter().enumerate().filter(|(_, point)| point.is_finite()) {
        let place = Point { x: point.x.clamp(-FAR, FAR), y: point.y.clamp(-FAR, FAR) };
        if kept.last().is_none_or(|last| last.place.distance(place) > SAME) {
            kept.push(Sample { place, at: index as f32 });
        }
    }
    kept
}

/// Moves each inner point towards the middle of its neighbours, by a screen pixel at most: takes away the steps of a
/// mouse and leaves corners where they are.
fn without_jitter(points: &[Sample]) -> Vec<Sample> {
    let mut calm = points.to_vec();
    for (index, triple) in points.windows(3).enumerate() {
        let [before, middle, after] = [triple[0].place, triple[1].place, triple[2].place];
        let wish = (before + after - middle * 2.0) * 0.25;
        let length = wish.distance(Point::default());
        let allowed = if length > JITTER { JITTER / length } else { 1.0 };
        calm[index + 1].place = middle + wish * allowed;
    }
    without_repeats(calm)
}

/// Moves each point to the mean of the line within `reach` of it on both sides. Towards an end the window narrows to
/// nothing, so that the ends stay and the line never lags behind the pen.
fn averaged(points: &[Sample], reach: f32) -> Vec<Sample> {
    // Length of the line up to each point, and the integral of x and y along it.
    let mut lengths = vec![0.0_f64];
    let mut integrals = vec![(0.0_f64, 0.0_f64)];
    for pair in points.windows(2) {
        let [a, b] = [pair[0].place, pair[1].place];
        let (length, (x, y)) = (lengths[lengths.len() - 1], integrals[integrals.len() - 1]);
        let piece = f64::from(a.x - b.x).hypot(f64::from(a.y - b.y));
        lengths.push(length + piece);
        let mean = |a: f32, b: f32| f64::midpoint(f64::from(a), f64::from(b));
        integrals.push((x + piece * mean(a.x, b.x), y + piece * mean(a.y, b.y)));
    }
    let total = lengths[lengths.len() - 1];
    let integral = |length: f64| {
        let after = lengths.partition_point(|&known| known <= length).clamp(1, points.len() - 1);
        let [a, b] = [points[after - 1].place, points[after].place];
        let (start, whole) = (lengths[after - 1], (lengths[after] - lengths[after - 1]).max(f64::MIN_POSITIVE));
        let way = length - start;
        let share = way / whole / 2.0;
        let (x, y) = integrals[after - 1];
        let mean = |a: f32, b: f32| f64::from(a) + f64::from(b - a) * share;
        (x + way * mean(a.x, b.x), y + way * mean(a.y, b.y))
    };
    let moved = points.iter().zip(&lengths).map(|(&sample, &length)| {
        let reach = f64::from(reach).min(length).min(total - length);
        if reach < f64::from(SAME) {
            return sample;
        }
        let (from, to) = (integral(length - reach), integral(length + reach));
        let mean = |from: f64, to: f64| ((to - from) / (2.0 * reach)) as f32;
        Sample { place: Point { x: mean(from.0, to.0), y: mean(from.1, to.1) }, ..sample }
    });
    without_repeats(moved.collect())
}

/// Drops inner samples at the position of the sample before; first and last sample stay.
fn without_repeats(mut line: Vec<Sample>) -> Vec<Sample> {
    let end = line.last().copied();
    line.dedup_by(|next, last| last.place.distance(next.place) <= SAME);
    if let (Some(last), Some(end)) = (line.last_mut(), end) {
        *last = end;
    }
    line
}

/// The longer side of the points' box.
fn extent(points: &[Sample]) -> f32 {
    box_around(points.iter().map(|sample| sample.place)).map_or(0.0, |(low, high)| (high.x - low.x).max(high.y - low.y))
}

/// The four points of the cubic Bézier curve from `from` to `to`, two points of a line; `before` and `after` are their
/// neighbours in it.
#[must_use]
pub fn curve(before: Option<Point>, from: Point, to: Point, after: Option<Point>) -> [Point; 4] {
    let chord = to - from;
    let leaving = before.map(|before| from + handle(from - before, chord));
    let arriving = after.map(|after| to - handle(after - to, chord));
    // Without a neighbour the curve begins or ends unbent.
    let (leaving, arriving) = match (leaving, arriving) {
        (Some(leaving), Some(arriving)) => (leaving, arriving),
        (Some(leaving), None) => (leaving, (leaving + to) * 0.5),
        (None, Some(arriving)) => ((from + arriving) * 0.5, arriving),
        (None, None) => (from, to),
    };
    [from, leaving, arriving, to]
}

/// Appends the curve from `from` (excluded) to `to` (included) as straight pieces.
fn push_curve(
    line: &mut Vec<Sample>,
    before: Option<Point>,
    from: Sample,
    to: Sample,
    after: Option<Point>,
    flatness: f32,
) {
    let [start, leaving, arriving, end] = curve(before, from.place, to.place, after);
    // Wang's bound on the pieces that keep a cubic within `flatness` of its chords.
    let bend = |a: Point, b: Point, c: Point| (a - b * 2.0 + c).distance(Point::default());
    let bend = bend(start, leaving, arriving).max(bend(leaving, arriving, end));
    let pieces = (0.75 * bend / flatness).sqrt().ceil().clamp(1.0, MOST_PIECES);
    let begun = line.len();
    let mut lengths = Vec::with_capacity(pieces as usize);
    let (mut last, mut length) = (start, 0.0);
    let mut push = |place: Point| {
        length += last.distance(place);
        last = place;
        lengths.push(length);
        line.push(Sample { place, at: to.at });
    };
    for piece in 1..pieces as u32 {
        let t = piece as f32 / pieces;
        let u = 1.0 - t;
        push(start * (u * u * u) + leaving * (3.0 * u * u * t) + arriving * (3.0 * u * t * t) + end * (t * t * t));
    }
    push(end);
    // Evenly along the line, which the curve's own parameter is not.
    for (sample, way) in line[begun..].iter_mut().zip(lengths) {
        sample.at = if way < length { from.at + (to.at - from.at) * (way / length) } else { to.at };
    }
}

/// The Bézier handle at a point, from the chord on its other side and the chord of the curve itself.
fn handle(other: Point, own: Point) -> Point {
    let origin = Point::default();
    let (other_root, own_root) = (other.distance(origin).sqrt(), own.distance(origin).sqrt());
    let weighted = own * (other_root * other_root) + other * (own_root * own_root);
    weighted * (1.0 / (3.0 * other_root * (other_root + own_root)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points(list: &[(f32, f32)]) -> Vec<Point> {
        list.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    fn line(list: &[(f32, f32)], smoothing: Smoothing) -> Vec<Point> {
        line_through(&points(list), smoothing).iter().map(|sample| sample.place).collect()
    }

    fn distance_to_polyline(point: Point, line: &[Point]) -> f32 {
        line.windows(2).map(|pair| point.distance_to_line(pair[0], pair[1])).fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn a_single_point_stays_a_dot() {
        for &smoothing in Smoothing::ALL {
            assert_eq!(line(&[(0.3, 0.4)], smoothing), [Point { x: 0.3, y: 0.4 }]);
            assert_eq!(line(&[(0.3, 0.4); 50], smoothing), [Point { x: 0.3, y: 0.4 }]);
        }
    }

    #[test]
    fn no_usable_point_gives_no_line() {
        for &smoothing in Smoothing::ALL {
            assert!(line(&[], smoothing).is_empty());
            assert!(line(&[(f32::NAN, 0.0), (0.0, f32::INFINITY)], smoothing).is_empty());
        }
    }

    #[test]
    fn a_straight_line_stays_straight() {
        for &smoothing in Smoothing::ALL {
            let line = line(&[(0.1, 0.2), (0.3, 0.4), (0.7, 0.8)], smoothing);
            assert!(line.iter().all(|point| (point.y - point.x - 0.1).abs() < 1e-5), "{line:?}");
        }
    }

    #[test]
    fn points_on_a_circle_give_a_rounder_circle() {
        let corner = |index: usize| {
            let angle = index as f32 / 12.0 * std::f32::consts::TAU;
            (0.5 + 0.3 * angle.cos(), 0.5 + 0.3 * angle.sin())
        };
        let line = line(&(0..=12).map(corner).collect::<Vec<_>>(), Smoothing::Light);
        let middles = line.windows(2).map(|pair| (pair[0] + pair[1]) * 0.5);
        let radius_error =
            middles.map(|middle| (middle.distance(Point { x: 0.5, y: 0.5 }) - 0.3).abs()).fold(0.0, f32::max);
        // The twelve-sided figure itself is up to 0.3 × (1 − cos 15°) = 0.0102 off.
        assert!(radius_error < 0.005, "{radius_error}");
    }

    #[test]
    fn light_smoothing_does_not_cut_a_corner() {
        let corner = [(0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.8, 0.5), (0.8, 0.8)];
        let line = line(&corner, Smoothing::Light);
        assert!(distance_to_polyline(Point { x: 0.8, y: 0.2 }, &line) <= JITTER + FLATNESS);
    }

    #[test]
    fn each_strength_takes_more_of_a_tremble_away() {
        // A straight way with a tremble of 0.01 to either side, twenty times.
        let shaky: Vec<_> = (0..=100)
            .map(|step| {
                let x = step as f32 / 100.0;
                (x, 0.5 + 0.01 * (x * 20.0 * std::f32::consts::TAU).sin())
            })
            .collect();
        let left: Vec<f32> = Smoothing::ALL
            .iter()
            .map(|&smoothing| {
                let line = line(&shaky, smoothing);
                let inner = line.iter().filter(|point| (0.2..0.8).contains(&point.x));
                inner.map(|point| (point.y - 0.5).abs()).fold(0.0, f32::max)
            })
            .collect();
        assert!(left.is_sorted_by(|weak, strong| weak > strong), "{left:?}");
        assert!(left[3] < 0.002, "{left:?}");
    }

    proptest! {
        #[test]
        fn the_line_keeps_its_ends_at_every_strength(
            list in prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 2..40)
        ) {
            for &smoothing in Smoothing::ALL {
                let line = line(&list, smoothing);
                let points = points(&list);
                prop_assert!(line[0].distance(points[0]) <= SAME);
                prop_assert!(line[line.len() - 1].distance(points[points.len() - 1]) <= SAME);
            }
        }

        #[test]
        fn off_and_light_pass_near_every_point(list in prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 2..40)) {
            for smoothing in [Smoothing::Off, Smoothing::Light] {
                let line = line(&list, smoothing);
                for &point in &points(&list) {
                    prop_assert!(distance_to_polyline(point, &line) <= JITTER + 1e-4);
                }
            }
        }

        #[test]
        fn samples_go_forward_from_the_first_point_to_the_last(
            list in prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 2..40)
        ) {
            for &smoothing in Smoothing::ALL {
                let line = line_through(&points(&list), smoothing);
                prop_assert!(line.windows(2).all(|pair| pair[0].at < pair[1].at));
                prop_assert!(line[0].at >= 0.0 && line[line.len() - 1].at <= (list.len() - 1) as f32);
            }
        }

        #[test]
        fn any_numbers_at_all_give_finite_points(
            list in prop::collection::vec((any::<f32>(), any::<f32>()), 0..30)
        ) {
            for &smoothing in Smoothing::ALL {
                prop_assert!(line(&list, smoothing).iter().all(|point| point.is_finite()));
            }
        }
    }
}
