//! A drawing as pieces: its strokes, and parts of strokes that may run through two digits.

use super::links::Piece;
use super::severed::Ends;
use super::{Bounds, cuts, groups};
use crate::data::Image;
use crate::ink::{PEN_SHARE, Point, Raster, Stroke, normalise};

/// Most pieces; smaller strokes beyond them go with the nearest one.
const MOST_PIECES: usize = 96;
/// Most straight lines in the trace of a piece.
const MOST_LINES: usize = 48;
/// Lines this near to each other touch when drawn with MNIST's pen, as a share of the digit's height.
const TOUCH: f32 = 0.08;

/// The pieces and the ink they stand for.
pub(super) struct Parts {
    /// What is grouped.
    pub pieces: Vec<Piece>,
    /// Most candidates that are worth their time: fewer if each is made of very many strokes.
    pub candidates: usize,
    /// The strokes of each piece.
    ink: Vec<Vec<Stroke>>,
    /// The whole drawing.
    whole: Vec<Stroke>,
}

impl Parts {
    /// Takes the drawing apart. Strokes without a usable point are left out.
    pub fn of(strokes: &[Stroke]) -> Self {
        let mut parts =
            Self { pieces: Vec::new(), candidates: groups::MOST_CANDIDATES, ink: Vec::new(), whole: strokes.to_vec() };
        let mut order: Vec<(&Stroke, Bounds)> =
            strokes.iter().filter_map(|stroke| Some((stroke, points_box(&stroke.points)?))).collect();
        let size = |bounds: Bounds| bounds.width().max(bounds.height());
        if order.len() > MOST_PIECES {
            parts.candidates = MOST_PIECES;
            order.sort_by(|(_, a), (_, b)| size(*b).total_cmp(&size(*a)));
        }
        for (index, (stroke, bounds)) in order.into_iter().enumerate() {
            if index >= MOST_PIECES {
                parts.attach(stroke, bounds);
                continue;
            }
            let (cut, strength) = cuts::of_stroke(&stroke.points);
            let cut_from = (cut.len() > 1).then_some((index, strength));
            for points in cut {
                parts.push(Stroke { smoothing: stroke.smoothing, ..Stroke::new(points, stroke.width) }, cut_from);
            }
        }
        parts
    }

    fn push(&mut self, stroke: Stroke, cut_from: Option<(usize, f32)>) {
        let Some(bounds) = points_box(&stroke.points) else { return };
        let trace = trace(&stroke.points);
        let inked = bounds.grown(radius(&stroke));
        let ends = Ends::of(&stroke);
        self.pieces.push(Piece { bounds, inked, trace, touch: TOUCH, cut_from, ends });
        self.ink.push(vec![stroke]);
    }

    /// Gives a small stroke to the nearest piece.
    fn attach(&mut self, stroke: &Stroke, bounds: Bounds) {
        let distance = |piece: &Piece| piece.bounds.distance(bounds);
        let nearest = self.pieces.iter_mut().zip(&mut self.ink);
        if let Some((piece, ink)) = nearest.min_by(|(a, _), (b, _)| distance(a).total_cmp(&distance(b))) {
            piece.bounds = piece.bounds.union(bounds);
            piece.inked = piece.inked.union(bounds.grown(radius(stroke)));
            ink.push(stroke.clone());
        }
    }

    /// 28×28 image of these pieces, normalised as one digit.
    pub fn image(&self, pieces: &[usize]) -> Image {
        if pieces.len() == self.pieces.len() {
            return normalise(&Raster::of(&self.whole));
        }
        let bounds = pieces.iter().map(|&piece| self.pieces[piece].bounds).reduce(Bounds::union).unwrap_or_default();
        let width = PEN_SHARE * bounds.width().max(bounds.height()).max(0.01);
        let ink = pieces.iter().flat_map(|&piece| &self.ink[piece]);
        let drawn =
            ink.map(|stroke| Stroke { smoothing: stroke.smoothing, ..Stroke::new(stroke.points.clone(), width) });
        let drawn: Vec<Stroke> = drawn.collect();
        normalise(&Raster::of(&drawn))
    }
}

fn radius(stroke: &Stroke) -> f32 {
    if stroke.width.is_finite() { stroke.width.clamp(0.0, 1.0) / 2.0 } else { 0.0 }
}

/// The box of the finite points.
fn points_box(points: &[Point]) -> Option<Bounds> {
    Bounds::around(points.iter().copied().filter(|point| point.is_finite()))
}

/// Few straight lines along the points.
fn trace(points: &[Point]) -> Vec<(Point, Point)> {
    let points: Vec<Point> = points.iter().copied().filter(|point| point.is_finite()).collect();
    let step = points.len().div_ceil(MOST_LINES).max(1);
    let mut corners: Vec<Point> = points.iter().copied().step_by(step).collect();
    if let (Some(&last), true) = (points.last(), step > 1) {
        corners.push(last);
    }
    match corners.as_slice() {
        [] => Vec::new(),
        [dot] => vec![(*dot, *dot)],
        corners => corners.windows(2).map(|pair| (pair[0], pair[1])).collect(),
    }
}
