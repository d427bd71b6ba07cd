//! A pen stroke: points on the canvas, how wide and how smooth it is drawn, and how it came about.

use serde::{Deserialize, Serialize};

use super::smoothing::{Sample, Smoothing, line_through};

/// The share of its width that a pen draws at no pressure at all, and how much full pressure adds: at half pressure,
/// which stands for pens that cannot tell, the width is the pen's own.
const PRESSURE_TO_WIDTH: (f32, f32) = (0.4, 1.2);

/// A place on the canvas; (0, 0) is the top left corner, (1, 1) the bottom right.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Point {
    /// Distance from the left edge, in sides of the canvas.
    pub x: f32,
    /// Distance from the top edge, in sides of the canvas.
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

/// The upper left and lower right corner of the box around all points, those left out that are no numbers; `None` without
/// points.
pub fn box_around(points: impl IntoIterator<Item = Point>) -> Option<(Point, Point)> {
    points.into_iter().filter(|point| point.is_finite()).fold(None, |bounds, point| {
        let (low, high) = bounds.unwrap_or((point, point));
        Some((
            Point { x: low.x.min(point.x), y: low.y.min(point.y) },
            Point { x: high.x.max(point.x), y: high.y.max(point.y) },
        ))
    })
}

/// Length of a line through these points, in canvas sides.
#[must_use]
pub fn length(line: &[Point]) -> f32 {
    line.windows(2).map(|pair| pair[0].distance(pair[1])).sum()
}

/// Total length of all strokes, in pen widths.
#[must_use]
pub fn length_in_pen_widths(strokes: &[Stroke]) -> f32 {
    let way = |stroke: &Stroke| {
        let steps = stroke.points.windows(2).map(|pair| pair[0].distance(pair[1])).filter(|step| step.is_finite());
        steps.sum::<f32>() / stroke.width.max(1e-3)
    };
    strokes.iter().map(way).sum()
}

/// What the pen did between touching and leaving the canvas.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Stroke {
    /// At least one point; a single one is a dot.
    pub points: Vec<Point>,
    /// Pen width, as a share of the canvas side.
    pub width: f32,
    /// How much of the hand's tremble is taken out of the line.
    #[serde(default)]
    pub smoothing: Smoothing,
    /// How hard and when each point was drawn, as far as it is known.
    #[serde(default)]
    pub trace: Trace,
}

/// How hard and when the points of a stroke were drawn. Either list is as long as the points or empty if unknown;
/// what is missing in a shorter one is unknown.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Trace {
    /// Pressure at each point, in [0, 1]; at 0.5 the ink is as wide as the pen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pressures: Vec<f32>,
    /// When each point was drawn, in seconds since some moment that all strokes of a drawing share.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<f32>,
}

impl Trace {
    /// The pressure at a [`Sample::at`]; `None` if unknown.
    #[must_use]
    pub fn pressure(&self, at: f32) -> Option<f32> {
        between(&self.pressures, at).map(|pressure| pressure.clamp(0.0, 1.0))
    }

    /// The time at a [`Sample::at`], in seconds; `None` if unknown.
    #[must_use]
    pub fn time(&self, at: f32) -> Option<f32> {
        between(&self.times, at)
    }
}

/// The value at a place between two of a list; `None` beyond the list and where it is not finite.
fn between(values: &[f32], at: f32) -> Option<f32> {
    let low = *values.get(at.max(0.0).floor() as usize)?;
    let share = at - at.floor();
    let high = if share > 0.0 { *values.get(at.ceil() as usize)? } else { low };
    Some(low + (high - low) * share).filter(|value| value.is_finite())
}

impl Stroke {
    /// A stroke through `points` with a pen of `width` (a share of the canvas side): lightly smoothed, its pressure
    /// and pace unknown.
    #[must_use]
    pub fn new(points: Vec<Point>, width: f32) -> Self {
        Self { points, width, ..Self::default() }
    }

    /// The smooth line through the points: what is drawn on the screen and rasterised, as one polyline that begins at
    /// the first usable point and ends at the last. One point, or many at one place, give one sample.
    #[must_use]
    pub fn line(&self) -> Vec<Sample> {
        line_through(&self.points, self.smoothing)
    }

    /// The places of [`line`](Self::line).
    #[must_use]
    pub fn smoothed(&self) -> Vec<Point> {
        self.line().into_iter().map(|sample| sample.place).collect()
    }

    /// Whether the width is the same along the whole stroke.
    #[must_use]
    pub fn is_even(&self) -> bool {
        self.trace.pressures.is_empty()
    }

    /// Width of the ink at a [`Sample::at`], as a share of the canvas side.
    #[must_use]
    pub fn width_at(&self, at: f32) -> f32 {
        let (least, more) = PRESSURE_TO_WIDTH;
        self.trace.pressure(at).map_or(self.width, |pressure| self.width * (least + more * pressure))
    }

    /// The widest the ink can be, as a share of the canvas side.
    #[must_use]
    pub fn most_width(&self) -> f32 {
        let (least, more) = PRESSURE_TO_WIDTH;
        if self.is_even() { self.width } else { self.width * (least + more) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pressure_makes_the_ink_wider_and_its_lack_leaves_the_pens_width() {
        let points = [0.2, 0.4, 0.6].map(|x| Point { x, y: 0.5 }).to_vec();
        let mut stroke = Stroke::new(points, 0.1);
        assert!(stroke.is_even() && (stroke.width_at(1.0) - 0.1).abs() < 1e-6);
        stroke.trace.pressures = vec![0.0, 0.5, 1.0];
        let widths = [0.0, 0.5, 1.0, 2.0].map(|at| (stroke.width_at(at) * 1000.0).round() as u32);
        assert_eq!(widths, [40, 70, 100, 160]);
        assert!((stroke.width_at(7.0) - 0.1).abs() < 1e-6, "beyond what is known");
    }

    #[test]
    fn strokes_written_before_smoothing_and_pressure_still_read() {
        let old = r#"{"points": [{"x": 0.1, "y": 0.2}], "width": 0.09}"#;
        let read: Stroke = serde_json::from_str(old).expect("it is valid");
        assert_eq!(read, Stroke::new(vec![Point { x: 0.1, y: 0.2 }], 0.09));
    }
}
