//! The drawing on the canvas, with undo and redo: one step for each stroke, erasure or clearing. Knows no pointer.

use std::collections::VecDeque;

use super::{Point, Raster, Stroke};
use crate::data::Image;

/// Most points on the canvas at once (1.6 MB); beyond them the pen leaves no ink.
pub const MOST_POINTS: usize = 200_000;
/// Most steps that can be taken back; older ones are forgotten.
const MOST_STEPS: usize = 1000;
/// Most points that the steps may hold; older steps are forgotten.
const MOST_REMEMBERED: usize = 2 * MOST_POINTS;
/// Shortest way between two points of a stroke, in canvas sides: about a screen pixel.
const SHORTEST_WAY: f32 = 0.0015;
/// Pen widths that can be drawn, in canvas sides.
const PEN_WIDTHS: std::ops::RangeInclusive<f32> = 0.005..=0.5;

/// Strokes and their history. All points lie on the canvas.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    strokes: Vec<Stroke>,
    tool: Tool,
    /// Changes that take steps back, the latest last.
    undo: VecDeque<Change>,
    /// Changes that do steps again, the next one last.
    redo: Vec<Change>,
    revision: u64,
}

/// What is going on between pressing and lifting.
#[derive(Debug, Clone, Default)]
enum Tool {
    /// Nothing.
    #[default]
    Up,
    /// The last stroke is growing.
    Pen,
    /// Strokes are being removed.
    Eraser {
        /// Where the eraser was last.
        last: Option<Point>,
        /// For each stroke left, its index at the beginning.
        origins: Vec<usize>,
        /// What was removed, with its index at the beginning.
        removed: Vec<(usize, Stroke)>,
    },
}

/// A change of the strokes. Strokes move between the canvas and the history; none is ever copied.
#[derive(Debug, Clone)]
enum Change {
    /// Puts strokes in at these indices of the result, rising.
    Insert(Vec<(usize, Stroke)>),
    /// Takes the strokes at these indices away, rising.
    Remove(Vec<usize>),
    /// Replaces all strokes.
    Swap(Vec<Stroke>),
}

impl Change {
    /// Makes the change and gives the one that takes it back.
    fn apply(self, strokes: &mut Vec<Stroke>) -> Self {
        match self {
            Self::Insert(inserted) => {
                let indices = inserted.iter().map(|&(index, _)| index).collect();
                for (index, stroke) in inserted {
                    strokes.insert(index.min(strokes.len()), stroke);
                }
                Self::Remove(indices)
            }
            Self::Remove(indices) => {
                let mut removed: Vec<(usize, Stroke)> =
                    indices.into_iter().rev().map(|index| (index, strokes.remove(index))).collect();
                removed.reverse();
                Self::Insert(removed)
            }
            Self::Swap(mut others) => {
                std::mem::swap(strokes, &mut others);
                Self::Swap(others)
            }
        }
    }

    /// Points that the change holds.
    fn points(&self) -> usize {
        match self {
            Self::Insert(inserted) => inserted.iter().map(|(_, stroke)| stroke.points.len()).sum(),
            Self::Remove(_) => 0,
            Self::Swap(strokes) => strokes.iter().map(|stroke| stroke.points.len()).sum(),
        }
    }
}

impl Drawing {
    /// The strokes now, the unfinished one last.
    #[must_use]
    pub fn strokes(&self) -> &[Stroke] {
        &self.strokes
    }

    /// Whether there is no stroke.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.strokes.is_empty()
    }

    /// Grows with every change of the ink, so that a reader knows whether to look again.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Puts the pen down; `width` is a share of the canvas side. Ends what was going on. A point that is not finite
    /// is ignored, one beyond the canvas is brought to its edge.
    pub fn begin(&mut self, at: Point, width: f32) {
        self.end();
        let Some(at) = on_canvas(at) else { return };
        if self.points() < MOST_POINTS {
            self.strokes.push(Stroke::new(vec![at], usable_width(width)));
            self.tool = Tool::Pen;
            self.revision += 1;
        }
    }

    /// Moves the pen; nothing without a begun stroke. Points that are not finite are ignored, points beyond the
    /// canvas brought to its edge, and points less than about a screen pixel from the last one left out.
    pub fn extend(&mut self, to: Point) {
        let full = self.points() >= MOST_POINTS;
        let (Tool::Pen, Some(to), false) = (&self.tool, on_canvas(to), full) else { return };
        let Some(stroke) = self.strokes.last_mut() else { return };
        if stroke.points.last().is_none_or(|last| last.distance(to) >= SHORTEST_WAY) {
            stroke.points.push(to);
            self.revision += 1;
        }
    }

    /// Lifts the pen or the eraser: one undo step.
    pub fn end(&mut self) {
        match std::mem::take(&mut self.tool) {
            Tool::Up => {}
            Tool::Pen => self.remember(Change::Remove(vec![self.strokes.len().saturating_sub(1)])),
            Tool::Eraser { mut removed, .. } => {
                if !removed.is_empty() {
                    removed.sort_by_key(|&(index, _)| index);
                    self.remember(Change::Insert(removed));
                }
            }
        }
    }

    /// Begins an erasure: all [`erase`](Self::erase) calls until [`end`](Self::end) are one undo step.
    pub fn begin_erasing(&mut self) {
        self.end();
        let origins = (0..self.strokes.len()).collect();
        self.tool = Tool::Eraser { last: None, origins, removed: Vec::new() };
    }

    /// Removes every stroke whose ink comes within `radius` of the way from the last erased place to `at`; says
    /// whether any did. Nothing without a begun erasure.
    pub fn erase(&mut self, at: Point, radius: f32) -> bool {
        let Tool::Eraser { last, origins, removed } = &mut self.tool else { return false };
        if !at.is_finite() {
            return false;
        }
        let from = last.replace(at).unwrap_or(at);
        let before = removed.len();
        for index in (0..self.strokes.len()).rev() {
            if touches(&self.strokes[index], from, at, radius.max(0.0)) {
                removed.push((origins.remove(index), self.strokes.remove(index)));
            }
        }
        let erased = removed.len() > before;
        self.revision += u64::from(erased);
        erased
    }

    /// Removes everything, as one undo step; nothing on a blank canvas.
    pub fn clear(&mut self) {
        self.end();
        if !self.strokes.is_empty() {
            self.swap(Vec::new());
        }
    }

    /// Replaces everything by `strokes`, as one undo step. Points are held to the same rules as the pen's; strokes
    /// without a usable point, and those beyond the most the canvas holds, are left out.
    pub fn replace(&mut self, strokes: Vec<Stroke>) {
        self.end();
        let mut room = MOST_POINTS;
        let usable = strokes.into_iter().filter_map(|stroke| {
            let points: Vec<Point> = stroke.points.iter().copied().filter_map(on_canvas).take(room).collect();
            room -= points.len();
            (!points.is_empty()).then(|| Stroke { points, width: usable_width(stroke.width), ..stroke })
        });
        let usable = usable.collect();
        self.swap(usable);
    }

    /// Takes the last step back; says whether there was one. An unfinished stroke counts as a step.
    pub fn undo(&mut self) -> bool {
        self.end();
        let Some(change) = self.undo.pop_back() else { return false };
        let again = change.apply(&mut self.strokes);
        self.redo.push(again);
        self.revision += 1;
        true
    }

    /// Does the step again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        self.end();
        let Some(change) = self.redo.pop() else { return false };
        let back = change.apply(&mut self.strokes);
        self.undo.push_back(back);
        self.revision += 1;
        true
    }

    /// Whether [`undo`](Self::undo) would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        let unfinished = match &self.tool {
            Tool::Up => false,
            Tool::Pen => true,
            Tool::Eraser { removed, .. } => !removed.is_empty(),
        };
        unfinished || !self.undo.is_empty()
    }

    /// Whether [`redo`](Self::redo) would do something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        matches!(self.tool, Tool::Up) && !self.redo.is_empty()
    }

    /// The 28×28 picture that the network sees: rasterised and normalised as MNIST was. Blank for no ink.
    #[must_use]
    pub fn image(&self) -> Image {
        super::normalise(&Raster::of(&self.strokes))
    }

    fn points(&self) -> usize {
        self.strokes.iter().map(|stroke| stroke.points.len()).sum()
    }

    fn swap(&mut self, strokes: Vec<Stroke>) {
        let back = Change::Swap(strokes).apply(&mut self.strokes);
        self.remember(back);
        self.revision += 1;
    }

    /// Adds a step that can be taken back; what was undone before it cannot be redone any more.
    fn remember(&mut self, change: Change) {
        self.redo.clear();
        self.undo.push_back(change);
        let mut held: usize = self.undo.iter().map(Change::points).sum();
        while self.undo.len() > MOST_STEPS || held > MOST_REMEMBERED {
            let Some(forgotten) = self.undo.pop_front() else { break };
            held -= forgotten.points();
        }
    }
}

/// The point, brought to the edge if it lies beyond; `None` if it is not finite.
fn on_canvas(point: Point) -> Option<Point> {
    point.is_finite().then(|| Point { x: point.x.clamp(0.0, 1.0), y: point.y.clamp(0.0, 1.0) })
}

fn usable_width(width: f32) -> f32 {
    if width.is_finite() { width.clamp(*PEN_WIDTHS.start(), *PEN_WIDTHS.end()) } else { super::DEFAULT_PEN_WIDTH }
}

/// Whether the stroke's ink comes within `radius` of the line from `from` to `to`.
fn touches(stroke: &Stroke, from: Point, to: Point, radius: f32) -> bool {
    let reach = radius + stroke.width / 2.0;
    match stroke.points.as_slice() {
        [] => false,
        [dot] => dot.distance_to_line(from, to) <= reach,
        points => points.windows(2).any(|piece| distance_between_lines(piece[0], piece[1], from, to) <= reach),
    }
}

/// The shortest distance between the straight lines `a`–`b` and `c`–`d`.
fn distance_between_lines(a: Point, b: Point, c: Point, d: Point) -> f32 {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    if side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0 {
        return 0.0;
    }
    let ends = [a.distance_to_line(c, d), b.distance_to_line(c, d), c.distance_to_line(a, b), d.distance_to_line(a, b)];
    ends.into_iter().fold(f32::INFINITY, f32::min)
}

#[cfg(test)]
mod tests;
