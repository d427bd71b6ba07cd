//! What is asked of the thread that reads one digit, and its newest answer.

use std::sync::Arc;

use super::latest_answer::LatestReading;
use crate::app::core::shared::Shared;
use crate::background::Reader;
use crate::data::Image;
use crate::ink::normalise::stages::Omitted;
use crate::model::{Prediction, Predictor};

/// Which weights read the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WeightsSource {
    /// The current model's.
    #[default]
    Current,
    /// Those being trained, while a run is live.
    Training,
}

impl WeightsSource {
    /// The weights being trained for the current model, and the reverse.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Current => Self::Training,
            Self::Training => Self::Current,
        }
    }
}

/// What is on the canvas; the same value means the same pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanvasContent {
    /// The drawing, by its revision.
    Ink(u64),
    /// A moment of a replay, by its number.
    Moment(u64),
    /// A picture from a file, by its number.
    Picture(u64),
}

/// One digit's reading: what the network sees of the canvas, what the reading thread was asked, and its newest answer.
#[derive(Default)]
pub struct DigitReading {
    subject: Option<CanvasContent>,
    omitted: Omitted,
    /// What the network sees.
    image: Image,
    /// The same with every step of the normaliser.
    whole: Image,
    /// What is read, without which steps, and by which weights.
    latest: LatestReading<(CanvasContent, Omitted, WeightsSource, u64), Reader>,
}

impl DigitReading {
    /// Takes note of what is on the canvas and of the steps of the normaliser that are left out. The images, `whole`
    /// with every step and `partly` without those, are only made if something changed.
    pub fn look_at(
        &mut self,
        subject: CanvasContent,
        omitted: Omitted,
        whole: impl FnOnce() -> Image,
        partly: impl FnOnce() -> Image,
    ) {
        if self.subject == Some(subject) && self.omitted == omitted {
            return;
        }
        if self.subject != Some(subject) {
            self.whole = whole();
        }
        (self.subject, self.omitted) = (Some(subject), omitted);
        self.image = if omitted == Omitted::NONE { self.whole.clone() } else { partly() };
        if self.image.is_blank() {
            self.latest.forget();
        }
    }

    /// Asks for a reading by `predictor`, whose weights `weights` identifies, unless that was asked already.
    pub fn ask(&mut self, shared: &mut Shared, predictor: Arc<Predictor>, weights: (WeightsSource, u64)) {
        let Some(subject) = self.subject.filter(|_| !self.image.is_blank()) else { return };
        let question = (subject, self.omitted, weights.0, weights.1);
        self.latest.ask(shared, question, || (predictor, self.image.clone()));
    }

    /// Takes the newest reading.
    pub fn poll(&mut self, shared: &mut Shared) {
        self.latest.poll(shared);
    }

    /// The newest prediction; none for a blank canvas.
    #[must_use]
    pub fn prediction(&self) -> Option<&Prediction> {
        self.latest.answer().map(|reading| &reading.prediction)
    }

    /// How long the network took for it, in seconds; zero without one.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.latest.answer().map_or(0.0, |reading| reading.seconds)
    }

    /// What is on the canvas as the normaliser makes it with every step.
    #[must_use]
    pub fn whole(&self) -> &Image {
        &self.whole
    }

    /// What the network sees.
    #[must_use]
    pub fn image(&self) -> &Image {
        &self.image
    }
}
