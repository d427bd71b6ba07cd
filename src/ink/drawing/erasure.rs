//! An erasure under way: which strokes it took or cut, so that one step takes all of it back.

use std::collections::BTreeMap;

use super::history::Edit;
use super::sweep::{Effect, Sweep};
use super::{Eraser, Point, Stroke, points};

/// Everything since the eraser touched the canvas.
#[derive(Debug, Clone)]
pub(super) struct Erasure {
    eraser: Eraser,
    /// Where it was last.
    last: Option<Point>,
    /// For each stroke now, its index at the beginning and whether it is still whole.
    origins: Vec<(usize, State)>,
    /// What was removed or cut, by its index at the beginning.
    removed: BTreeMap<usize, Stroke>,
}

/// Whether a stroke is as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Whole,
    Piece,
}

impl Erasure {
    /// Begins on a drawing of `count` strokes.
    pub(super) fn new(eraser: Eraser, count: usize) -> Self {
        let origins = (0..count).map(|index| (index, State::Whole)).collect();
        Self { eraser, last: None, origins, removed: BTreeMap::new() }
    }

    /// Whether it has met no ink.
    pub(super) fn is_idle(&self) -> bool {
        self.removed.is_empty()
    }

    /// What takes it back.
    pub(super) fn change(self) -> Edit {
        let pieces = self.origins.iter().enumerate().filter(|(_, (_, state))| *state == State::Piece);
        Edit::Exchange(pieces.map(|(index, _)| index).collect(), self.removed.into_iter().collect())
    }

    /// Moves it in a straight line and takes off `strokes` what is within `radius` of the way; says whether there was
    /// anything.
    pub(super) fn move_to(&mut self, at: Point, radius: f32, strokes: &mut Vec<Stroke>) -> bool {
        let from = self.last.replace(at).unwrap_or(at);
        let sweep = Sweep { from, to: at, radius };
        let held = points(strokes);
        let effects: Vec<Effect> = strokes.iter().map(|stroke| sweep.on(stroke, self.eraser, held)).collect();
        if effects.iter().all(|effect| matches!(effect, Effect::None)) {
            return false;
        }
        let (mut left, mut origins) = (Vec::with_capacity(effects.len()), Vec::with_capacity(effects.len()));
        for ((stroke, &(origin, state)), effect) in std::mem::take(strokes).into_iter().zip(&self.origins).zip(effects)
        {
            match effect {
                Effect::None => {
                    left.push(stroke);
                    origins.push((origin, state));
                }
                Effect::Left(pieces) => {
                    origins.extend(pieces.iter().map(|_| (origin, State::Piece)));
                    left.extend(pieces);
                    if state == State::Whole {
                        self.removed.insert(origin, stroke);
                    }
                }
            }
        }
        (*strokes, self.origins) = (left, origins);
        true
    }
}
