//! How a hand writes given lines: leaning, bending, trembling, with one pen or another.

use super::super::transform::bounds;
use super::super::{PEN_SHARE, Point, Stroke};
use crate::data::split_mix::SplitMix64;

/// A line of a glyph: points in a box of side 1, y downward; smooth through all of them.
pub type Line = Vec<(f32, f32)>;

/// The lines as a hand writes them, in a box of about half the canvas.
pub fn write(lines: Vec<Line>, chance: &mut SplitMix64) -> Vec<Stroke> {
    let hand = Hand::new(chance);
    write_with(&hand, lines, chance)
}

/// The same with a given hand.
pub fn write_with(hand: &Hand, lines: Vec<Line>, chance: &mut SplitMix64) -> Vec<Stroke> {
    let mut strokes: Vec<Stroke> = lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let wobble = hand.wobble;
            let mut near = |(x, y): (f32, f32)| hand.place(x + wobble * chance.normal(), y + wobble * chance.normal());
            Stroke::new(line.into_iter().map(&mut near).collect(), 0.1)
        })
        .collect();
    let size = bounds(&strokes).map_or(0.5, |(low, high)| (high.x - low.x).max(high.y - low.y));
    let width = (size.max(0.1) * PEN_SHARE * hand.pen).max(0.01);
    for stroke in &mut strokes {
        stroke.width = width;
        if hand.tremble > 0.0 {
            tremble(stroke, size * hand.tremble, chance);
        }
    }
    strokes
}

/// Random habits of one made-up writer.
#[derive(Debug, Clone)]
pub struct Hand {
    cos: f32,
    sin: f32,
    slant: f32,
    width: f32,
    /// Amplitude, frequency and phase of a bend along each axis.
    bends: [(f32, f32, f32); 2],
    /// How far points stray from the glyph's.
    pub wobble: f32,
    tremble: f32,
    /// Pen width as a share of MNIST's.
    pen: f32,
}

impl Hand {
    /// Draws the habits.
    pub fn new(chance: &mut SplitMix64) -> Self {
        let (sin, cos) = (0.12 * chance.normal()).sin_cos();
        let mut bend = || (0.05 * chance.normal(), 2.0 + 3.0 * chance.unit(), std::f32::consts::TAU * chance.unit());
        let bends = [bend(), bend()];
        Self {
            cos,
            sin,
            slant: 0.1 + 0.2 * chance.normal(),
            width: (0.78 + 0.22 * chance.normal()).clamp(0.3, 1.4),
            bends,
            wobble: 0.01 + 0.045 * chance.unit(),
            tremble: if chance.unit() < 0.4 { 0.012 * chance.unit() } else { 0.0 },
            pen: (0.25 * chance.normal()).exp().clamp(0.5, 1.6),
        }
    }

    /// Where a point of the glyph comes to lie on the canvas.
    fn place(&self, x: f32, y: f32) -> Point {
        let [(a, fa, pa), (b, fb, pb)] = self.bends;
        let (u, v) = (x - 0.5 + a * (fa * y + pa).sin(), y - 0.5 + b * (fb * x + pb).sin());
        let u = u * self.width - v * self.slant;
        Point { x: 0.5 + 0.5 * (u * self.cos - v * self.sin), y: 0.5 + 0.5 * (u * self.sin + v * self.cos) }
    }
}

/// Adds tremor of the hand: an autoregressive displacement of the samples, about `by` canvas sides large.
fn tremble(stroke: &mut Stroke, by: f32, chance: &mut SplitMix64) {
    let mut points = stroke.smoothed();
    let (mut dx, mut dy) = (0.0, 0.0);
    for point in &mut points {
        dx = 0.8 * dx + by * 0.6 * chance.normal();
        dy = 0.8 * dy + by * 0.6 * chance.normal();
        *point = *point + Point { x: dx, y: dy };
    }
    if !points.is_empty() {
        stroke.points = points;
    }
}

/// Points along an ellipse around (`x`, `y`) with half-axes (`a`, `b`), from one angle to another; angles in turns,
/// clockwise from the right.
pub fn arc((x, y): (f32, f32), (a, b): (f32, f32), from: f32, to: f32) -> Line {
    let steps = ((to - from).abs() * 12.0).ceil().max(2.0);
    (0..=steps as u32)
        .map(|step| {
            let angle = std::f32::consts::TAU * (from + (to - from) * step as f32 / steps);
            (x + a * angle.cos(), y + b * angle.sin())
        })
        .collect()
}
