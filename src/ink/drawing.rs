//! The drawing on the canvas, with undo and redo: one step for each stroke, erasure or clearing.

use super::{Point, Raster, Stroke};
use crate::data::Image;

/// Strokes and their history.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    strokes: Vec<Stroke>,
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
        todo!()
    }

    /// Puts the pen down.
    pub fn begin(&mut self, _at: Point, _width: f32) {
        todo!()
    }

    /// Moves the pen; nothing without a begun stroke. Points that are not finite are ignored.
    pub fn extend(&mut self, _to: Point) {
        todo!()
    }

    /// Lifts the pen: one undo step.
    pub fn end(&mut self) {
        todo!()
    }

    /// Begins an erasure: all [`erase`](Self::erase) calls until [`end`](Self::end) are one undo step.
    pub fn begin_erasing(&mut self) {
        todo!()
    }

    /// Removes every stroke that comes within `radius` of `at`; says whether any did.
    pub fn erase(&mut self, _at: Point, _radius: f32) -> bool {
        todo!()
    }

    /// Removes everything, as one undo step; nothing on a blank canvas.
    pub fn clear(&mut self) {
        todo!()
    }

    /// Replaces everything by `strokes`, as one undo step.
    pub fn replace(&mut self, _strokes: Vec<Stroke>) {
        todo!()
    }

    /// Takes the last step back; says whether there was one.
    pub fn undo(&mut self) -> bool {
        todo!()
    }

    /// Does the step again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        todo!()
    }

    /// Whether [`undo`](Self::undo) would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        todo!()
    }

    /// Whether [`redo`](Self::redo) would do something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        todo!()
    }

    /// The 28×28 picture that the network sees: rasterised and normalised as MNIST was. Blank for no ink.
    #[must_use]
    pub fn image(&self) -> Image {
        super::normalise(&Raster::of(&self.strokes))
    }
}
