//! Whether two pieces were one line before the area eraser went through it.

use crate::ink::stroke::length;
use crate::ink::{Point, Stroke};

/// The direction of an end is taken over this share of its piece's length.
const REACH: f32 = 0.1;
/// Cosine of the largest angle between the line through the gap and the ends beside it.
const STRAIGHT: f32 = 0.9;
/// The gap is at most as long as this many of the longer piece.
const LONGEST_GAP: f32 = 0.8;

/// The two ends of a line that is drawn from point to point, as the eraser leaves its pieces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ends {
    /// Where each end is, and the direction of length 1 in which the line leaves it outward.
    ends: [(Point, Point); 2],
    length: f32,
}

impl Ends {
    /// The ends of a stroke; `None` where the eraser cannot have made it.
    pub fn of(stroke: &Stroke) -> Option<Self> {
        if !stroke.smoothing.is_straight() {
            return None;
        }
        let points: Vec<Point> = stroke.points.iter().copied().filter(|point| point.is_finite()).collect();
        let length = length(&points);
        let (&first, &last) = (points.first()?, points.last()?);
        let outward = |end: Point, inside: Option<&Point>| {
            let way = end - *inside?;
            Some(way * way.x.hypot(way.y).max(f32::MIN_POSITIVE).recip())
        };
        let is_inside = |end: Point| move |point: &&Point| point.distance(end) >= REACH * length;
        let ends = [
            (first, outward(first, points.iter().find(is_inside(first)))?),
            (last, outward(last, points.iter().rev().find(is_inside(last)))?),
        ];
        Some(Self { ends, length })
    }

    /// Whether the other line goes on above or below, behind a gap, where this one ends. Beside it, the gap may be meant
    /// to part two digits.
    pub fn continue_in(&self, other: &Self) -> bool {
        self.ends.iter().any(|&(end, outward)| {
            other.ends.iter().any(|&(far, away)| {
                let gap = end.distance(far);
                let along = |way: Point, outward: Point| way.x * outward.x + way.y * outward.y;
                let way = far - end;
                gap > 0.0
                    && way.y.abs() > way.x.abs()
                    && gap <= LONGEST_GAP * self.length.max(other.length)
                    && along(way, outward) >= STRAIGHT * gap
                    && along(way, away) <= -STRAIGHT * gap
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Smoothing;

    fn ends(points: &[(f32, f32)]) -> Ends {
        let points = points.iter().map(|&(x, y)| Point { x, y }).collect();
        Ends::of(&Stroke { smoothing: Smoothing::Off, ..Stroke::new(points, 0.05) }).expect("a line has ends")
    }

    #[test]
    fn a_line_goes_on_behind_a_gap_and_not_beside_or_around_a_corner() {
        let upper = ends(&[(0.5, 0.1), (0.5, 0.2), (0.5, 0.4)]);
        let goes_on = |points: &[(f32, f32)]| (upper.continue_in(&ends(points)), ends(points).continue_in(&upper));
        assert_eq!(goes_on(&[(0.5, 0.55), (0.5, 0.8)]), (true, true));
        assert_eq!(goes_on(&[(0.5, 0.8), (0.5, 0.55)]), (true, true), "drawn upward");
        assert_eq!(goes_on(&[(0.8, 0.1), (0.8, 0.4)]), (false, false), "beside");
        assert_eq!(goes_on(&[(0.5, 0.5), (0.9, 0.5)]), (false, false), "around a corner");
        assert_eq!(goes_on(&[(0.5, 0.9), (0.5, 0.95)]), (false, false), "far away");
        let left = ends(&[(0.1, 0.5), (0.4, 0.5)]);
        assert!(!left.continue_in(&ends(&[(0.5, 0.5), (0.8, 0.5)])), "a gap between two digits");
    }

    #[test]
    fn what_a_hand_drew_smoothly_was_not_severed() {
        let points = vec![Point { x: 0.5, y: 0.1 }, Point { x: 0.5, y: 0.4 }];
        assert_eq!(Ends::of(&Stroke { smoothing: Smoothing::Medium, ..Stroke::new(points, 0.05) }), None);
    }
}
