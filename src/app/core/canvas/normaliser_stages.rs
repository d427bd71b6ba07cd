//! The way from the ink on the canvas to the network, stage by stage in pictures.

use super::reading::CanvasContent;
use super::{Canvas, CanvasPicture};
use crate::data::SIDE;
use crate::ink::Raster;
use crate::ink::normalise::stages::{self, Omitted, Source, Stages};

/// The pictures of the stages, and what they are of.
#[derive(Default)]
pub(super) struct NormaliserStages {
    of: Option<(CanvasContent, Omitted)>,
    stages: Option<Stages>,
}

impl Canvas {
    /// The way from the ink to the network in pictures, as of when it was last shown; `None` without ink.
    #[must_use]
    pub fn stages(&self) -> Option<&Stages> {
        self.stages.stages.as_ref()
    }

    /// Makes the pictures anew if the ink or the steps that are left out changed.
    pub(super) fn follow_stages(&mut self) {
        let now = (self.subject(), self.omitted);
        if self.stages.of != Some(now) {
            let has_ink = self.picture.is_some() || !self.shown().is_empty();
            let stages = has_ink.then(|| stages::stages(&self.source_of_ink(), self.omitted)).flatten();
            self.stages = NormaliserStages { of: Some(now), stages };
        }
    }

    /// The ink on the canvas, for the normaliser.
    #[must_use]
    pub(super) fn source_of_ink(&self) -> Source {
        match &self.picture {
            None => Source::of_strokes(self.shown()),
            Some(CanvasPicture { page: Some(page), .. }) => Source::of_picture(&page.ink),
            Some(CanvasPicture { image, .. }) => {
                Source::of_picture(&Raster { width: SIDE, height: SIDE, ink: image.0.to_vec() })
            }
        }
    }
}
