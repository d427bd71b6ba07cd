//! A pen stroke as points on the canvas.

use serde::{Deserialize, Serialize};

/// A place on the canvas; (0, 0) is the top left corner, (1, 1) the bottom right.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f32,
    /// Downward.
    pub y: f32,
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
    #[must_use]
    pub fn smoothed(&self) -> Vec<Point> {
        todo!()
    }
}
