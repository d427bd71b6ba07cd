//! Steps that can be taken back and done again. Strokes move between the canvas and the history, so that undo restores
//! them bit for bit.

use std::collections::VecDeque;

use super::{MOST_POINTS, Stroke};

/// Most steps that can be taken back; older ones are forgotten.
pub(super) const MOST_STEPS: usize = 1000;
/// Most points that the steps may hold; older steps are forgotten.
const MOST_REMEMBERED: usize = 2 * MOST_POINTS;

/// An invertible change of the list of strokes: one step of undo or redo.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    /// Removes the strokes at the indices of the first list, then inserts those of the second, each at its index in the
    /// result. Both lists rise.
    Exchange(Vec<usize>, Vec<(usize, Stroke)>),
    /// Replaces all strokes.
    Swap(Vec<Stroke>),
}

impl Edit {
    /// Takes away the stroke at `index`.
    pub(super) fn remove(index: usize) -> Self {
        Self::Exchange(vec![index], Vec::new())
    }

    /// Makes the change and gives the one that takes it back.
    pub(super) fn apply(self, strokes: &mut Vec<Stroke>) -> Self {
        match self {
            Self::Exchange(out, into) => exchange(strokes, &out, into),
            Self::Swap(mut others) => {
                std::mem::swap(strokes, &mut others);
                Self::Swap(others)
            }
        }
    }

    /// Points that the change holds.
    fn points(&self) -> usize {
        let points = |stroke: &Stroke| stroke.points.len();
        match self {
            Self::Exchange(_, into) => into.iter().map(|(_, stroke)| points(stroke)).sum(),
            Self::Swap(strokes) => strokes.iter().map(points).sum(),
        }
    }
}

/// One pass over the strokes, however many come and go.
fn exchange(strokes: &mut Vec<Stroke>, out: &[usize], into: Vec<(usize, Stroke)>) -> Edit {
    let (mut taken, mut result) = (Vec::new(), Vec::with_capacity(strokes.len() + into.len()));
    let (mut out, mut into) = (out.iter().peekable(), into.into_iter().peekable());
    let mut places = Vec::new();
    let mut put_in = |result: &mut Vec<Stroke>| {
        while let Some((_, stroke)) = into.next_if(|(place, _)| *place <= result.len()) {
            places.push(result.len());
            result.push(stroke);
        }
    };
    for (index, stroke) in std::mem::take(strokes).into_iter().enumerate() {
        if out.next_if(|&&place| place == index).is_some() {
            taken.push((index, stroke));
        } else {
            put_in(&mut result);
            result.push(stroke);
        }
    }
    put_in(&mut result);
    for (_, stroke) in into {
        places.push(result.len());
        result.push(stroke);
    }
    *strokes = result;
    Edit::Exchange(places, taken)
}

/// The steps taken and those taken back.
#[derive(Debug, Clone, Default)]
pub(super) struct History {
    /// Changes that take steps back, the latest last.
    undo: VecDeque<Edit>,
    /// Changes that do steps again, the next one last.
    redo: Vec<Edit>,
}

impl History {
    /// Adds a step by what takes it back; what was undone before it cannot be redone any more.
    pub(super) fn remember(&mut self, change: Edit) {
        self.redo.clear();
        self.undo.push_back(change);
        let mut held: usize = self.undo.iter().map(Edit::points).sum();
        while self.undo.len() > MOST_STEPS || held > MOST_REMEMBERED {
            let Some(forgotten) = self.undo.pop_front() else { break };
            held -= forgotten.points();
        }
    }

    /// Takes the last step back; says whether there was one.
    pub(super) fn undo(&mut self, strokes: &mut Vec<Stroke>) -> bool {
        let Some(change) = self.undo.pop_back() else { return false };
        self.redo.push(change.apply(strokes));
        true
    }

    /// Does the step again; says whether there was one.
    pub(super) fn redo(&mut self, strokes: &mut Vec<Stroke>) -> bool {
        let Some(change) = self.redo.pop() else { return false };
        self.undo.push_back(change.apply(strokes));
        true
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub(super) fn can_redo(&self) -> bool {
        !self.redo.is_empty()
    }
}
