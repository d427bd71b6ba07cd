//! Moving, turning, scaling and thickening whole drawings.

use super::drawing::{on_canvas, usable_width};
use super::stroke::box_around;
use super::{Point, Stroke};

/// A similarity of the plane (a turn, a scaling and a shift) and a factor for the pen's width.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Transform {
    /// Turn and scaling as a complex number: (cosine, sine) times the scale; positive sines turn clockwise, as y goes
    /// down.
    turn: (f64, f64),
    shift: (f64, f64),
    thickness: f64,
}

impl Default for Transform {
    fn default() -> Self {
        Self::NONE
    }
}

impl Transform {
    /// Leaves everything as it is.
    pub const NONE: Self = Self { turn: (1.0, 0.0), shift: (0.0, 0.0), thickness: 1.0 };

    /// Moves by these canvas sides.
    #[must_use]
    pub fn shift(by: Point) -> Self {
        Self { shift: (f64::from(by.x), f64::from(by.y)), ..Self::NONE }
    }

    /// Makes `factor` times as large, pen width included; `about` stays where it is.
    #[must_use]
    pub fn scale(about: Point, factor: f32) -> Self {
        Self::around(about, (f64::from(factor), 0.0))
    }

    /// Turns clockwise by `radians`; `about` stays where it is.
    #[must_use]
    pub fn turn(about: Point, radians: f32) -> Self {
        let (sine, cosine) = f64::from(radians).sin_cos();
        Self::around(about, (cosine, sine))
    }

    /// Makes the pen `factor` times as wide.
    #[must_use]
    pub fn thicken(factor: f32) -> Self {
        Self { thickness: f64::from(factor), ..Self::NONE }
    }

    fn around(about: Point, turn: (f64, f64)) -> Self {
        let (x, y) = (f64::from(about.x), f64::from(about.y));
        let moved = times(turn, (x, y));
        Self { turn, shift: (x - moved.0, y - moved.1), ..Self::NONE }
    }

    /// This one first, then `next`.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let shift = times(next.turn, self.shift);
        Self {
            turn: times(next.turn, self.turn),
            shift: (shift.0 + next.shift.0, shift.1 + next.shift.1),
            thickness: self.thickness * next.thickness,
        }
    }

    /// Where it brings a point.
    #[must_use]
    pub fn place(&self, point: Point) -> Point {
        let turned = times(self.turn, (f64::from(point.x), f64::from(point.y)));
        Point { x: (turned.0 + self.shift.0) as f32, y: (turned.1 + self.shift.1) as f32 }
    }

    /// The width, after the change, of a pen that was `width` wide before it, in the same unit.
    #[must_use]
    pub fn width(&self, width: f32) -> f32 {
        (f64::from(width) * self.turn.0.hypot(self.turn.1) * self.thickness) as f32
    }

    fn is_usable(&self) -> bool {
        let numbers = [self.turn.0, self.turn.1, self.shift.0, self.shift.1, self.thickness];
        numbers.iter().all(|number| number.is_finite()) && self.turn.0.hypot(self.turn.1) > 0.0
    }

    /// The drawing, changed. Ink that would leave the canvas is brought back as a whole, and made smaller if it would
    /// not fit, so that its form stays. A transform with numbers that are not finite changes nothing.
    #[must_use]
    pub fn apply(&self, strokes: &[Stroke]) -> Vec<Stroke> {
        if !self.is_usable() {
            return strokes.to_vec();
        }
        let fitted = self.then(fit(strokes, self));
        let change = |stroke: &Stroke| Stroke {
            points: stroke.points.iter().filter_map(|&point| on_canvas(fitted.place(point))).collect(),
            width: usable_width(fitted.width(stroke.width)),
            ..stroke.clone()
        };
        strokes.iter().map(change).collect()
    }
}

/// What brings the drawing back onto the canvas after `transform`.
fn fit(strokes: &[Stroke], transform: &Transform) -> Transform {
    let moved = strokes.iter().flat_map(|stroke| &stroke.points).map(|&point| transform.place(point));
    let Some((low, high)) = box_around(moved) else { return Transform::NONE };
    let middle = (low + high) * 0.5;
    let longer = (high.x - low.x).max(high.y - low.y);
    let smaller = if longer > 1.0 { Transform::scale(middle, 1.0 / longer) } else { Transform::NONE };
    let half = (high - low) * (0.5 / longer.max(1.0));
    let inside = |middle: f32, half: f32| middle.clamp(half.min(0.5), (1.0 - half).max(0.5)) - middle;
    smaller.then(Transform::shift(Point { x: inside(middle.x, half.x), y: inside(middle.y, half.y) }))
}

/// The upper left and lower right corner of the box around all points; `None` without points.
#[must_use]
pub fn bounds(strokes: &[Stroke]) -> Option<(Point, Point)> {
    box_around(strokes.iter().flat_map(|stroke| &stroke.points).copied())
}

/// The product of two complex numbers.
fn times(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(x: f32, y: f32) -> Point {
        Point { x, y }
    }

    fn any_transform() -> impl Strategy<Value = Transform> {
        (0.0f32..1.0, 0.0f32..1.0, 0.3f32..3.0, -4.0f32..4.0, -0.5f32..0.5, 0.5f32..2.0).prop_map(
            |(x, y, scale, turn, shift, thickness)| {
                Transform::scale(at(x, y), scale)
                    .then(Transform::turn(at(y, x), turn))
                    .then(Transform::shift(at(shift, -shift)))
                    .then(Transform::thicken(thickness))
            },
        )
    }

    #[test]
    fn a_quarter_turn_is_clockwise_on_the_screen() {
        let turned = Transform::turn(at(0.5, 0.5), std::f32::consts::FRAC_PI_2).place(at(0.5, 0.2));
        assert!(turned.distance(at(0.8, 0.5)) < 1e-6, "{turned:?}");
    }

    #[test]
    fn ink_that_would_leave_the_canvas_stops_at_its_edge_in_its_own_form() {
        let line = [Stroke::new(vec![at(0.2, 0.2), at(0.4, 0.3)], 0.1)];
        let moved = Transform::shift(at(-5.0, 0.1)).apply(&line);
        assert!(moved[0].points[0].distance(at(0.0, 0.3)) < 1e-6 && moved[0].points[1].distance(at(0.2, 0.4)) < 1e-6);
        let large = Transform::scale(at(0.3, 0.25), 50.0).apply(&line);
        let (low, high) = bounds(&large).expect("there is ink");
        assert!((high.x - low.x - 1.0).abs() < 1e-5 && (high.y - low.y - 0.5).abs() < 1e-5, "{low:?} {high:?}");
        assert!((large[0].width - 0.5).abs() < 1e-5);
    }

    #[test]
    fn numbers_that_are_none_change_nothing() {
        let line = [Stroke::new(vec![at(0.2, 0.2), at(0.4, 0.3)], 0.1)];
        for wild in [Transform::shift(at(f32::NAN, 0.0)), Transform::scale(at(0.1, 0.1), 0.0)] {
            assert_eq!(wild.apply(&line), line);
        }
    }

    proptest! {
        #[test]
        fn transforms_compose(
            first in any_transform(), second in any_transform(), x in 0.0f32..1.0, y in 0.0f32..1.0
        ) {
            let both = first.then(second);
            prop_assert!(both.place(at(x, y)).distance(second.place(first.place(at(x, y)))) < 1e-4);
            let width = both.width(0.1);
            prop_assert!((width / second.width(first.width(0.1)) - 1.0).abs() < 1e-4);
        }

        #[test]
        fn the_ink_stays_on_the_canvas_and_keeps_its_form(
            transform in any_transform(),
            points in prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 3..20)
        ) {
            let points: Vec<Point> = points.into_iter().map(|(x, y)| at(x, y)).collect();
            let before = [Stroke::new(points, 0.1)];
            let after = transform.apply(&before);
            let (old, new) = (&before[0].points, &after[0].points);
            prop_assert!(new.iter().all(|point| (0.0..=1.0).contains(&point.x) && (0.0..=1.0).contains(&point.y)));
            prop_assume!(old[0].distance(old[1]) > 0.05);
            // Every distance has changed by the same factor.
            let factor = new[0].distance(new[1]) / old[0].distance(old[1]);
            for (old, new) in old.windows(2).zip(new.windows(2)) {
                prop_assert!((new[0].distance(new[1]) - factor * old[0].distance(old[1])).abs() < 1e-3);
            }
        }
    }
}
