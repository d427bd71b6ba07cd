//! The drawing and a dozen hard images, read with the weights as they change. The images are only looked at: nothing is
//! ever chosen by them.

use std::sync::Arc;

use super::TrainingState;
use super::run::Run;
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::data::{Dataset, Image, LabelSet, PIXELS};
use crate::model::{Kernels, Prediction, Predictor};
use crate::text::Message;
use crate::train::DataSource;

/// Images watched besides the drawing.
pub const WATCHED: usize = 12;
/// Test images of MNIST that are hard: one of each digit in their order, then two more. Of each digit it is the one that
/// five networks (both bundled ones and three small ones trained for seconds) held least for what it is, on average; most
/// of the five misread each of these, and all five misread three (9729, 1878, 582). So they show which digits a network is
/// still unsure of, and no single network decided what is hard.
const HARD: [usize; WATCHED] = [6597, 2182, 4176, 4740, 2130, 9729, 1014, 6576, 1878, 1901, 2035, 582];
/// Images in MNIST's test set.
const MNIST_TEST: usize = 10_000;

/// The images watched, and how they and the drawing are read.
#[derive(Default)]
pub struct Watch {
    /// The images watched, and of which data set.
    images: Option<(Arc<Dataset>, Vec<Watched>)>,
    /// A reader with the weights of a run that is over, by the run's number.
    reader: Option<(usize, Arc<Predictor>)>,
    /// Which weights read.
    weights: Option<ReaderWeights>,
    /// What its classes are called.
    labels: LabelSet,
    asked: Option<Question>,
    /// Of the drawing first, then of the images.
    readings: Vec<Prediction>,
    fault: Option<Message>,
}

/// One of the images.
pub struct Watched {
    /// What the network sees.
    pub image: Image,
    /// What it shows, by name.
    pub name: &'static str,
}

/// What is read with what: the weights by their place and number, the drawing by its pixels.
#[derive(Clone, PartialEq)]
struct Question {
    weights: ReaderWeights,
    drawing: Image,
}

/// Which weights read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReaderWeights {
    /// The weights under training, as of the copy with this number.
    Live(u64),
    /// The best of the run with this number, which is over.
    Result(usize),
    /// The weights of the current model, with its generation, which rises whenever another becomes current.
    Current(u64),
}

impl Watch {
    /// Asks for readings if weights, images or `drawing` changed; never waits. Called before every
    /// frame while somebody looks.
    pub fn follow(&mut self, drawing: &Image, shared: &mut Shared, training: &TrainingState) {
        let reader = self.reader(shared, training);
        self.weights = reader.as_ref().map(|(_, weights)| *weights);
        self.choose(shared);
        let (Some((predictor, weights)), Some((_, images))) = (reader, &self.images) else { return };
        self.labels = predictor.labels();
        let question = Question { weights, drawing: drawing.clone() };
        if shared.is_running(&WorkKind::Watch) || self.asked.as_ref() == Some(&question) {
            return;
        }
        let mut pixels = Vec::with_capacity((images.len() + 1) * PIXELS);
        pixels.extend_from_slice(&drawing.0);
        for watched in images {
            pixels.extend_from_slice(&watched.image.0);
        }
        self.asked = Some(question);
        let read = move |_: &_| predictor.predict_pixels(&pixels).map_err(Message::of);
        shared.start_for(WorkKind::Watch, read, |watch: &mut Self, _, result| match result {
            Ok(readings) => (watch.readings, watch.fault) = (readings, None),
            Err(fault) => watch.fault = Some(fault),
        });
    }

    /// Who reads: the run that trains, the run that is shown, or the current model.
    fn reader(&mut self, shared: &Shared, training: &TrainingState) -> Option<(Arc<Predictor>, ReaderWeights)> {
        if let Some(live) = training.live() {
            return Some((live.predictor, ReaderWeights::Live(live.generation)));
        }
        if let Some(run) = training.shown().filter(|run| run.result().is_some()) {
            if self.reader.as_ref().is_none_or(|(number, _)| *number != run.number) {
                self.reader = predictor(run).map(|predictor| (run.number, Arc::new(predictor)));
            }
            if let Some((number, predictor)) = &self.reader {
                return Some((predictor.clone(), ReaderWeights::Result(*number)));
            }
        }
        let current = shared.current.as_ref()?;
        Some((current.predictor.clone(), ReaderWeights::Current(current.generation)))
    }

    /// Takes the images of the test set that is open: the hard ones of MNIST, or twelve from all over another one.
    fn choose(&mut self, shared: &Shared) {
        let Some(data) = &shared.data else { return };
        let test = &data.test;
        if self.images.as_ref().is_some_and(|(known, _)| Arc::ptr_eq(known, test)) {
            return;
        }
        let count = test.len().min(WATCHED);
        let indices = if shared.data_source == DataSource::default() && test.len() == MNIST_TEST {
            HARD.to_vec()
        } else {
            (0..count).map(|place| place * test.len() / count.max(1)).collect()
        };
        let watched =
            indices.into_iter().map(|index| Watched { image: test.image(index), name: test.label_name(index) });
        self.images = Some((test.clone(), watched.collect()));
        self.readings.clear();
        self.asked = None;
    }

    /// Which weights read; `None` while there are none.
    #[must_use]
    pub fn weights(&self) -> Option<ReaderWeights> {
        self.weights
    }

    /// The images watched; none until images are open.
    #[must_use]
    pub fn images(&self) -> &[Watched] {
        self.images.as_ref().map_or(&[], |(_, images)| images)
    }

    /// What the classes of who reads are called.
    #[must_use]
    pub fn labels(&self) -> LabelSet {
        self.labels
    }

    /// What is read in the drawing.
    #[must_use]
    pub fn of_drawing(&self) -> Option<&Prediction> {
        self.readings.first()
    }

    /// What is read in the image at this place.
    #[must_use]
    pub fn of_image(&self, place: usize) -> Option<&Prediction> {
        self.readings.get(place + 1)
    }

    /// Why nothing could be read.
    #[must_use]
    pub fn fault(&self) -> Option<&Message> {
        self.fault.as_ref()
    }
}

fn predictor(run: &Run) -> Option<Predictor> {
    let reader = Predictor::new(run.config.arch, &run.result()?.weights, run.pixels(), Kernels::default()).ok()?;
    Some(reader.with_labels(run.labels()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hard_image_of_every_digit_is_watched() {
        let test = crate::data::Mnist::unpack().expect("not damaged").test;
        assert_eq!(HARD.map(|index| test.label(index)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 5, 8]);
    }
}
