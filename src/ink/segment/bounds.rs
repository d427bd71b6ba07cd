//! An upright box around ink, in any unit, y downward.

use serde::Serialize;

use crate::ink::Point;

/// A box; the sides are in the order left ≤ right, top ≤ bottom.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Bounds {
    /// Left side.
    pub left: f32,
    /// Upper side.
    pub top: f32,
    /// Right side.
    pub right: f32,
    /// Lower side.
    pub bottom: f32,
}

impl Bounds {
    /// The smallest box that holds all points; `None` without points.
    #[must_use]
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let dots = points.into_iter().map(|p| Self { left: p.x, top: p.y, right: p.x, bottom: p.y });
        dots.reduce(Self::union)
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// The box with `margin` more on every side.
    #[must_use]
    pub fn grown(self, margin: f32) -> Self {
        Self {
            left: self.left - margin,
            top: self.top - margin,
            right: self.right + margin,
            bottom: self.bottom + margin,
        }
    }

    /// The box in another unit.
    #[must_use]
    pub fn scaled(self, factor: f32) -> Self {
        Self {
            left: self.left * factor,
            top: self.top * factor,
            right: self.right * factor,
            bottom: self.bottom * factor,
        }
    }

    /// Width, in the unit of the sides.
    #[must_use]
    pub fn width(self) -> f32 {
        self.right - self.left
    }

    /// Height, in the unit of the sides.
    #[must_use]
    pub fn height(self) -> f32 {
        self.bottom - self.top
    }

    /// Centre of the box.
    #[must_use]
    pub fn centre(self) -> Point {
        Point { x: f32::midpoint(self.left, self.right), y: f32::midpoint(self.top, self.bottom) }
    }

    /// Length that both share from left to right; negative for the gap between them.
    #[must_use]
    pub fn shared_width(self, other: Self) -> f32 {
        self.right.min(other.right) - self.left.max(other.left)
    }

    /// Length that both share from top to bottom; negative for the gap between them.
    #[must_use]
    pub fn shared_height(self, other: Self) -> f32 {
        self.bottom.min(other.bottom) - self.top.max(other.top)
    }

    /// The shortest way between the two boxes; zero where they overlap.
    #[must_use]
    pub fn distance(self, other: Self) -> f32 {
        (-self.shared_width(other)).max(0.0).hypot((-self.shared_height(other)).max(0.0))
    }
}
