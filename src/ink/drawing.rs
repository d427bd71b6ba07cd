//! The drawing on the canvas, with undo and redo: one step for each stroke, erasure, change or clearing.

mod erasure;
mod history;
mod sweep;

use super::{Point, Raster, Smoothing, Stroke, Trace, Transform};
use crate::data::Image;
use erasure::Erasure;
use history::{Edit, History};

/// Most points on the canvas at once (3.2 MB); beyond them the pen leaves no ink.
pub const MOST_POINTS: usize = 200_000;
/// Shortest way between two points of a stroke, in canvas sides: about a screen pixel.
const SHORTEST_WAY: f32 = 0.0015;
/// Pen widths that can be drawn, in canvas sides.
const PEN_WIDTHS: std::ops::RangeInclusive<f32> = 0.005..=0.5;

/// Strokes and their history. All points lie on the canvas.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    strokes: Vec<Stroke>,
    action: Action,
    history: History,
    revision: u64,
    /// How many points there are, and at which revision they were counted.
    counted: (u64, usize),
}

/// Properties of the pen that a new stroke gets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pen {
    /// Width, as a share of the canvas side.
    pub width: f32,
    /// How much of the hand's tremble is taken out.
    pub smoothing: Smoothing,
}

/// One sample of the pen on the canvas: position, and pressure and time where the device gives them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// On the canvas.
    pub place: Point,
    /// How hard it is pressed, in [0, 1], if the device tells and it is to count.
    pub pressure: Option<f32>,
    /// When, in seconds since any moment that all contacts of a drawing share.
    pub secs: Option<f32>,
}

impl From<Point> for Contact {
    fn from(place: Point) -> Self {
        Self { place, pressure: None, secs: None }
    }
}

/// What an eraser takes away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Eraser {
    /// Whole strokes that it touches.
    Strokes,
    /// The ink under it: strokes are cut.
    Area,
}

/// The action under way between pressing the pen or eraser and lifting it.
#[derive(Debug, Clone, Default)]
enum Action {
    /// Nothing.
    #[default]
    None,
    /// The last stroke is growing.
    Pen,
    /// Ink is being removed.
    Erase(Erasure),
    /// All ink is being changed; this is how it was.
    Transform(Vec<Stroke>),
}

impl Drawing {
    /// Strokes drawn again as a hand on the canvas draws them, so that ink from a file goes through the very same code.
    #[must_use]
    pub fn redrawn(strokes: &[Stroke]) -> Self {
        let mut drawing = Self::default();
        for stroke in strokes {
            let Some((&first, rest)) = stroke.points.split_first() else { continue };
            drawing.begin(first, stroke.width);
            for &point in rest {
                drawing.extend(point);
            }
            drawing.end();
        }
        drawing
    }

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

    /// Puts a lightly smoothed pen down; `width` is a share of the canvas side.
    pub fn begin(&mut self, at: Point, width: f32) {
        self.begin_with(Pen { width, smoothing: Smoothing::default() }, at.into());
    }

    /// Puts the pen down. Ends what was going on. A point that is not finite is ignored, one beyond the canvas is
    /// brought to its edge.
    pub fn begin_with(&mut self, pen: Pen, at: Contact) {
        self.end();
        let Some(place) = on_canvas(at.place) else { return };
        if self.points() < MOST_POINTS {
            let list = |value: Option<f32>| value.filter(|value| value.is_finite()).into_iter().collect();
            self.strokes.push(Stroke {
                points: vec![place],
                width: usable_width(pen.width),
                smoothing: pen.smoothing,
                trace: Trace { pressures: list(at.pressure), times: list(at.secs) },
            });
            self.action = Action::Pen;
            self.revision += 1;
            self.counted = (self.revision, self.counted.1 + 1);
        }
    }

    /// Moves the pen; see [`extend_with`](Self::extend_with).
    pub fn extend(&mut self, to: Point) {
        self.extend_with(to.into());
    }

    /// Moves the pen; nothing without a begun stroke. Points that are not finite are ignored and points beyond the
    /// canvas brought to its edge. The stroke always ends where the pen is; of points within a screen pixel of each
    /// other only the last is kept.
    pub fn extend_with(&mut self, to: Contact) {
        let full = self.points() >= MOST_POINTS;
        let (Action::Pen, Some(place), false) = (&self.action, on_canvas(to.place), full) else { return };
        let Some(stroke) = self.strokes.last_mut() else { return };
        if stroke.points.last() == Some(&place) {
            return;
        }
        if let [.., before, last] = stroke.points[..]
            && before.distance(last) < SHORTEST_WAY
        {
            stroke.points.pop();
            let kept = stroke.points.len();
            self.counted.1 -= 1;
            stroke.trace.pressures.truncate(kept);
            stroke.trace.times.truncate(kept);
        }
        // A list that has begun goes on, with what was known last where the device falls silent.
        let add = |list: &mut Vec<f32>, value: Option<f32>| {
            if let Some(&last) = list.last() {
                list.push(value.filter(|value| value.is_finite()).unwrap_or(last));
            }
        };
        stroke.points.push(place);
        add(&mut stroke.trace.pressures, to.pressure);
        add(&mut stroke.trace.times, to.secs);
        self.revision += 1;
        self.counted = (self.revision, self.counted.1 + 1);
    }

    /// Ends what is going on: one undo step, if it changed anything.
    pub fn end(&mut self) {
        match std::mem::take(&mut self.action) {
            Action::None => {}
            Action::Pen => self.history.remember(Edit::remove(self.strokes.len().saturating_sub(1))),
            Action::Erase(erasure) if erasure.is_idle() => {}
            Action::Erase(erasure) => self.history.remember(erasure.change()),
            Action::Transform(before) if before == self.strokes => {}
            Action::Transform(before) => self.history.remember(Edit::Swap(before)),
        }
    }

    /// Takes back what is going on, as if it had never begun; says whether anything was.
    pub fn cancel(&mut self) -> bool {
        match std::mem::take(&mut self.action) {
            Action::None => return false,
            Action::Pen => _ = self.strokes.pop(),
            Action::Erase(erasure) => _ = erasure.change().apply(&mut self.strokes),
            Action::Transform(before) => self.strokes = before,
        }
        self.revision += 1;
        true
    }

    /// Begins an erasure: all [`erase`](Self::erase) calls until [`end`](Self::end) are one undo step.
    pub fn begin_erasing(&mut self, eraser: Eraser) {
        self.end();
        self.action = Action::Erase(Erasure::new(eraser, self.strokes.len()));
    }

    /// Removes what comes within `radius` of the way from the last erased place to `at`: every stroke whose ink does,
    /// or that part of it; says whether there was any. Nothing without a begun erasure.
    pub fn erase(&mut self, at: Point, radius: f32) -> bool {
        let Action::Erase(erasure) = &mut self.action else { return false };
        let erased = at.is_finite() && radius.is_finite() && erasure.move_to(at, radius.max(0.0), &mut self.strokes);
        self.revision += u64::from(erased);
        erased
    }

    /// Begins a change of all ink: all [`transform`](Self::transform) calls until [`end`](Self::end) are one undo
    /// step.
    pub fn begin_transform(&mut self) {
        self.end();
        if !self.strokes.is_empty() {
            self.action = Action::Transform(self.strokes.clone());
        }
    }

    /// Changes the ink as it was at [`begin_transform`](Self::begin_transform), so that errors do not add up. Nothing
    /// without a begun change.
    pub fn transform(&mut self, transform: &Transform) {
        let Action::Transform(before) = &self.action else { return };
        let after = transform.apply(before);
        if after != self.strokes {
            self.strokes = after;
            self.revision += 1;
        }
    }

    /// Changes all ink as one undo step.
    pub fn change(&mut self, transform: &Transform) {
        self.begin_transform();
        self.transform(transform);
        self.end();
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
            let stroke = usable(&stroke, room)?;
            room -= stroke.points.len();
            Some(stroke)
        });
        let usable = usable.collect();
        self.swap(usable);
    }

    /// Takes the last step back; says whether there was one. An unfinished stroke counts as a step.
    pub fn undo(&mut self) -> bool {
        self.end();
        let undone = self.history.undo(&mut self.strokes);
        self.revision += u64::from(undone);
        undone
    }

    /// Does the step again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        self.end();
        let redone = self.history.redo(&mut self.strokes);
        self.revision += u64::from(redone);
        redone
    }

    /// Whether [`undo`](Self::undo) would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        let unfinished = match &self.action {
            Action::None => false,
            Action::Pen => true,
            Action::Erase(erasure) => !erasure.is_idle(),
            Action::Transform(before) => *before != self.strokes,
        };
        unfinished || self.history.can_undo()
    }

    /// Whether [`redo`](Self::redo) would do something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        matches!(self.action, Action::None) && self.history.can_redo()
    }

    /// The 28×28 picture that the network sees: rasterised and normalised as MNIST was. Blank for no ink.
    #[must_use]
    pub fn image(&self) -> Image {
        super::normalise(&Raster::of(&self.strokes))
    }

    /// How many points there are: counted anew only where something else than the pen has changed them.
    fn points(&mut self) -> usize {
        if self.counted.0 != self.revision {
            self.counted = (self.revision, points(&self.strokes));
        }
        self.counted.1
    }

    fn swap(&mut self, strokes: Vec<Stroke>) {
        let back = Edit::Swap(strokes).apply(&mut self.strokes);
        self.history.remember(back);
        self.revision += 1;
    }
}

fn points(strokes: &[Stroke]) -> usize {
    strokes.iter().map(|stroke| stroke.points.len()).sum()
}

/// The point, brought to the edge if it lies beyond; `None` if it is not finite.
pub(super) fn on_canvas(point: Point) -> Option<Point> {
    point.is_finite().then(|| Point { x: point.x.clamp(0.0, 1.0), y: point.y.clamp(0.0, 1.0) })
}

pub(super) fn usable_width(width: f32) -> f32 {
    if width.is_finite() { width.clamp(*PEN_WIDTHS.start(), *PEN_WIDTHS.end()) } else { super::DEFAULT_PEN_WIDTH }
}

/// The stroke with at most `room` points, all on the canvas; `None` if none is left.
fn usable(stroke: &Stroke, room: usize) -> Option<Stroke> {
    let kept = stroke.points.iter().enumerate().filter_map(|(index, &point)| Some((index, on_canvas(point)?)));
    let kept: Vec<(usize, Point)> = kept.take(room).collect();
    // Points that were left out take their pressure and time with them.
    let of_kept = |values: &[f32]| kept.iter().map_while(|&(index, _)| values.get(index).copied()).collect();
    let trace = Trace { pressures: of_kept(&stroke.trace.pressures), times: of_kept(&stroke.trace.times) };
    let points: Vec<Point> = kept.iter().map(|&(_, point)| point).collect();
    let width = usable_width(stroke.width);
    (!points.is_empty()).then_some(Stroke { points, width, trace, smoothing: stroke.smoothing })
}

#[cfg(test)]
mod tests;
