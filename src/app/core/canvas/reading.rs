//! What is asked of the reading thread, and its newest answer.

use std::sync::Arc;

use crate::app::core::shared::Shared;
use crate::background::Reader;
use crate::data::Image;
use crate::ink::normalise::stages::Omitted;
use crate::model::{Prediction, Predictor};

/// Which weights read the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Source {
    /// The current model's.
    #[default]
    Current,
    /// Those being trained, while a run is live.
    Training,
}

impl Source {
    /// The other one.
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
pub enum Subject {
    /// The drawing, by its revision.
    Ink(u64),
    /// A moment of a replay, by its number.
    Moment(u64),
    /// A picture from a file, by its number.
    Picture(u64),
}

/// The desk of the reading thread.
#[derive(Default)]
pub struct Desk {
    reader: Option<Reader>,
    subject: Option<Subject>,
    omitted: Omitted,
    /// What the network sees.
    image: Image,
    /// The same with every step of the normaliser.
    whole: Image,
    /// What the newest request was about.
    asked: Option<(Subject, Omitted, Source, u64)>,
    ticket: u64,
    /// Readings of tickets below this are of a canvas that has been blank since.
    valid_from: u64,
    prediction: Option<Prediction>,
    seconds: f64,
}

impl Desk {
    /// Takes note of what is on the canvas and of the steps of the normaliser that are left out. The images, `whole`
    /// with every step and `partly` without those, are only made if something changed.
    pub fn look_at(
        &mut self,
        subject: Subject,
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
            self.prediction = None;
            self.asked = None;
            self.valid_from = self.ticket + 1;
        }
    }

    /// Asks for a reading by `predictor`, whose weights `weights` identifies, unless that was asked already.
    pub fn ask(&mut self, shared: &mut Shared, predictor: Arc<Predictor>, weights: (Source, u64)) {
        let Some(subject) = self.subject.filter(|_| !self.image.is_blank()) else { return };
        let question = (subject, self.omitted, weights.0, weights.1);
        if self.asked == Some(question) {
            return;
        }
        self.asked = Some(question);
        if self.reader.is_none() {
            match Reader::start(shared.wake()) {
                Ok(reader) => self.reader = Some(reader),
                Err(error) => shared.notices.error(error),
            }
        }
        if let Some(reader) = &self.reader {
            self.ticket += 1;
            reader.request(self.ticket, predictor, self.image.clone());
        }
    }

    /// Takes the newest reading; says what went wrong, if anything did.
    pub fn take(&mut self) -> Option<String> {
        match self.reader.as_ref()?.latest()? {
            Ok(reading) if reading.ticket >= self.valid_from => {
                self.prediction = Some(reading.prediction);
                self.seconds = reading.seconds;
                None
            }
            Ok(_) => None,
            Err(fault) => Some(fault),
        }
    }

    /// The newest prediction; none for a blank canvas.
    #[must_use]
    pub fn prediction(&self) -> Option<&Prediction> {
        self.prediction.as_ref()
    }

    /// How long the network took for it, in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.seconds
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
