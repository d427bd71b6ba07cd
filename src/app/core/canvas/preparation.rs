//! Which network reads the canvas, and how the picture that it sees came about: what is told beside them.

use std::borrow::Cow;

use super::Canvas;
use super::reading::WeightsSource;
use crate::app::core::shared::Shared;
use crate::app::core::training::{Run, TrainingState};
use crate::ink::normalise::stages::Omitted;
use crate::model::Pixels;
use crate::tr;

/// What was done to the ink, or to a part of it, before the network saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preparation {
    /// All ink of the drawing as it is, through every step of the normaliser.
    Drawing,
    /// One digit of several in a drawing, its strokes drawn anew as wide as those of MNIST.
    DigitOfDrawing,
    /// All ink of a picture, fine lines widened.
    Picture,
    /// One digit of several in a picture, fine lines widened.
    DigitOfPicture,
    /// All ink without some steps of the normaliser.
    Partly,
}

impl Preparation {
    /// What was done, as a sentence.
    #[must_use]
    pub fn told(self) -> Cow<'static, str> {
        match self {
            Self::Drawing => tr!("seen.help"),
            Self::DigitOfDrawing => tr!("seen-digit-of-drawing"),
            Self::Picture => tr!("seen-of-picture"),
            Self::DigitOfPicture => tr!("seen-digit-of-picture"),
            Self::Partly => tr!("seen-partly"),
        }
    }
}

impl Canvas {
    /// The run whose weights read the canvas, if it does not read with the current model.
    #[must_use]
    pub fn live_run<'a>(&self, training: &'a TrainingState) -> Option<&'a Run> {
        training.live_run().filter(|_| self.source == WeightsSource::Training && training.live().is_some())
    }

    /// How pixels are scaled for the network that reads.
    #[must_use]
    pub fn pixels(&self, shared: &Shared, training: &TrainingState) -> Pixels {
        let current = || shared.current.as_ref().map(|current| current.model.pixels());
        self.live_run(training).map(Run::pixels).or_else(current).unwrap_or_default()
    }

    /// How [`seen`](Self::seen) came about.
    #[must_use]
    pub fn preparation(&self) -> Preparation {
        // Where all ink is one digit, its picture is that of the whole.
        let part = self.number.chosen().filter(|digit| digit.image != *self.digit.whole());
        match (part, &self.picture) {
            (Some(_), None) => Preparation::DigitOfDrawing,
            (Some(_), Some(_)) => Preparation::DigitOfPicture,
            (None, _) if self.omitted != Omitted::NONE => Preparation::Partly,
            (None, None) => Preparation::Drawing,
            (None, Some(_)) => Preparation::Picture,
        }
    }
}
