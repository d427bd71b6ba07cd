//! A pen stroke as points on the canvas, and the smooth line through them. Knows nothing of pixels.

use serde::{Deserialize, Serialize};

/// Points this near to each other, in canvas sides, are one point.
const SAME: f32 = 1e-6;
/// Points are brought to within this many canvas sides, so that no arithmetic on them can overflow.
const FAR: f32 = 1000.0;
/// How far smoothing may move a point, in canvas sides: about one pixel of a screen, the step of a mouse.
const JITTER: f32 = 0.0015;
/// How far the polyline may be from the curve, in canvas sides: a quarter of a pixel of a screen.
const FLATNESS: f32 = 0.0004;
/// The same as a share of the stroke's own size, for small strokes that will be enlarged.
const RELATIVE_FLATNESS: f32 = 0.0025;
/// Most straight pieces between two neighbouring points.
const MOST_PIECES: f32 = 32.0;

/// A place on the canvas; (0, 0) is the top left corner, (1, 1) the bottom right.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downward.
    pub y: f32,
}

impl Point {
    /// Whether both coordinates are numbers.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }

    /// The straight distance to `other`, in canvas sides.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    /// The shortest distance to the straight line from `a` to `b`, in canvas sides.
    #[must_use]
    pub fn distance_to_line(self, a: Self, b: Self) -> f32 {
        let along = b - a;
        let length_squared = along.x * along.x + along.y * along.y;
        if length_squared <= 0.0 {
            return self.distance(a);
        }
        let from_a = self - a;
        let share = ((from_a.x * along.x + from_a.y * along.y) / length_squared).clamp(0.0, 1.0);
        self.distance(a + along * share)
    }
}

impl std::ops::Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { x: self.x + other.x, y: self.y + other.y }
    }
}

impl std::ops::Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { x: self.x - other.x, y: self.y - other.y }
    }
}

impl std::ops::Mul<f32> for Point {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        Self { x: self.x * factor, y: self.y * factor }
    }
}

/// What the pen did between touching and leaving the canvas.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stroke {
    /// At least one point; a single one is a dot.
    pub points: Vec<Point>,
    /// Pen width, as a share of the canvas side.
    pub width: f32,
}

impl Stroke {
    /// The smooth line through the points: what is drawn on the screen and rasterised, as one polyline.
    ///
    /// A centripetal Catmull-Rom curve (Yuksel, Schaefer and Keyser, *On the parameterization of Catmull-Rom
    /// curves*, 2009), which has neither loops nor overshoots and needs no point of the future but the next, so the
    /// line never lags behind the pen. It begins at the first point, ends at the last, and passes every other within
    /// a screen pixel. Points that are not finite are left out; one point, or many at one place, give one point.
    #[must_use]
    pub fn smoothed(&self) -> Vec<Point> {
        let points = without_jitter(&usable(&self.points));
        let Some(&first) = points.first() else { return points };
        let flatness = FLATNESS.min(RELATIVE_FLATNESS * extent(&points)).max(SAME);
        let mut line = Vec::with_capacity(points.len() * 4);
        line.push(first);
        for (index, pair) in points.windows(2).enumerate() {
            let before = index.checked_sub(1).and_then(|previous| points.get(previous)).copied();
            let after = points.get(index + 2).copied();
            push_curve(&mut line, before, pair[0], pair[1], after, flatness);
        }
        line
    }
}

/// The finite points, brought within reach, without neighbours at the same place.
fn usable(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for point in points.iter().filter(|point| point.is_finite()) {
        let point = Point { x: point.x.clamp(-FAR, FAR), y: point.y.clamp(-FAR, FAR) };
        if kept.last().is_none_or(|last| last.distance(point) > SAME) {
            kept.push(point);
        }
    }
    kept
}

/// Moves each inner point towards the middle of its neighbours, by a screen pixel at most: takes away the steps of a
/// mouse and leaves corners where they are.
fn without_jitter(points: &[Point]) -> Vec<Point> {
    let mut calm = points.to_vec();
    for (index, triple) in points.windows(3).enumerate() {
        let wish = (triple[0] + triple[2] - triple[1] * 2.0) * 0.25;
        let length = wish.distance(Point::default());
        let allowed = if length > JITTER { JITTER / length } else { 1.0 };
        calm[index + 1] = triple[1] + wish * allowed;
    }
    calm.dedup_by(|next, last| last.distance(*next) <= SAME);
    calm
}

/// The longer side of the points' box.
fn extent(points: &[Point]) -> f32 {
    let start = points.first().copied().unwrap_or_default();
    let (low, high) = points.iter().fold((start, start), |(low, high), point| {
        (
            Point { x: low.x.min(point.x), y: low.y.min(point.y) },
            Point { x: high.x.max(point.x), y: high.y.max(point.y) },
        )
    });
    (high.x - low.x).max(high.y - low.y)
}

/// Appends the curve from `from` (excluded) to `to` (included) as straight pieces.
fn push_curve(
    line: &mut Vec<Point>,
    before: Option<Point>,
    from: Point,
    to: Point,
    after: Option<Point>,
    flatness: f32,
) {
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
    // Wang's bound on the pieces that keep a cubic within `flatness` of its chords.
    let bend = |a: Point, b: Point, c: Point| (a - b * 2.0 + c).distance(Point::default());
    let bend = bend(from, leaving, arriving).max(bend(leaving, arriving, to));
    let pieces = (0.75 * bend / flatness).sqrt().ceil().clamp(1.0, MOST_PIECES);
    for piece in 1..pieces as u32 {
        let t = piece as f32 / pieces;
        let u = 1.0 - t;
        line.push(from * (u * u * u) + leaving * (3.0 * u * u * t) + arriving * (3.0 * u * t * t) + to * (t * t * t));
    }
    line.push(to);
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
    use super::*;
    use proptest::prelude::*;

    fn stroke(points: &[(f32, f32)]) -> Stroke {
        Stroke { points: points.iter().map(|&(x, y)| Point { x, y }).collect(), width: 0.08 }
    }

    fn distance_to_polyline(point: Point, line: &[Point]) -> f32 {
        line.windows(2).map(|pair| point.distance_to_line(pair[0], pair[1])).fold(f32::INFINITY, f32::min)
    }

    #[test]
    fn a_single_point_stays_a_dot() {
        assert_eq!(stroke(&[(0.3, 0.4)]).smoothed(), [Point { x: 0.3, y: 0.4 }]);
        assert_eq!(stroke(&[(0.3, 0.4); 50]).smoothed(), [Point { x: 0.3, y: 0.4 }]);
    }

    #[test]
    fn no_usable_point_gives_no_line() {
        assert!(stroke(&[]).smoothed().is_empty());
        assert!(stroke(&[(f32::NAN, 0.0), (0.0, f32::INFINITY)]).smoothed().is_empty());
    }

    #[test]
    fn a_straight_line_stays_straight() {
        let line = stroke(&[(0.1, 0.2), (0.3, 0.4), (0.7, 0.8)]).smoothed();
        assert!(line.iter().all(|point| (point.y - point.x - 0.1).abs() < 1e-5), "{line:?}");
    }

    #[test]
    fn points_on_a_circle_give_a_rounder_circle() {
        let corner = |index: usize| {
            let angle = index as f32 / 12.0 * std::f32::consts::TAU;
            (0.5 + 0.3 * angle.cos(), 0.5 + 0.3 * angle.sin())
        };
        let line = stroke(&(0..=12).map(corner).collect::<Vec<_>>()).smoothed();
        let middles = line.windows(2).map(|pair| (pair[0] + pair[1]) * 0.5);
        let radius_error =
            middles.map(|middle| (middle.distance(Point { x: 0.5, y: 0.5 }) - 0.3).abs()).fold(0.0, f32::max);
        // The twelve-sided figure itself is up to 0.3 × (1 − cos 15°) = 0.0102 off.
        assert!(radius_error < 0.005, "{radius_error}");
    }

    #[test]
    fn a_corner_is_not_cut() {
        let line = stroke(&[(0.2, 0.2), (0.5, 0.2), (0.8, 0.2), (0.8, 0.5), (0.8, 0.8)]).smoothed();
        assert!(distance_to_polyline(Point { x: 0.8, y: 0.2 }, &line) <= JITTER + FLATNESS);
    }

    proptest! {
        #[test]
        fn the_line_keeps_its_ends_and_passes_near_every_point(
            points in prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 2..40)
        ) {
            let stroke = stroke(&points);
            let line = stroke.smoothed();
            prop_assert!(line[0].distance(stroke.points[0]) <= SAME);
            prop_assert!(line[line.len() - 1].distance(stroke.points[points.len() - 1]) <= SAME);
            for &point in &stroke.points {
                prop_assert!(distance_to_polyline(point, &line) <= JITTER + 1e-4);
            }
        }

        #[test]
        fn any_numbers_at_all_give_finite_points(
            points in prop::collection::vec((any::<f32>(), any::<f32>()), 0..30)
        ) {
            prop_assert!(stroke(&points).smoothed().iter().all(|point| point.is_finite()));
        }
    }
}
