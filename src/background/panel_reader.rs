//! The thread on which several models read the same picture, one after the other: newest picture in, newest readings
//! out.

use std::sync::Arc;
use std::time::Instant;

use super::newest_answer::NewestAnswer;
use crate::data::Image;
use crate::model::{Prediction, Predictor};
use crate::text::Message;

/// What one model says and how long it took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timed {
    /// What it says.
    pub prediction: Prediction,
    /// How long the reading took, in seconds.
    pub seconds: f64,
}

/// What all models say about one picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PanelReading {
    /// The number given with the picture.
    pub ticket: u64,
    /// In the order of the request; `None` where a model could not read.
    pub readings: Vec<Option<Timed>>,
}

/// Reads with several models on its own thread. Dropping it ends and joins the thread.
pub struct PanelReader(NewestAnswer<Request, PanelReading>);

struct Request {
    ticket: u64,
    predictors: Vec<Arc<Predictor>>,
    image: Image,
}

impl PanelReader {
    /// Starts the thread; `wake` is called when readings are ready.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        let read = |Request { ticket, predictors, image }: Request| {
            let readings = predictors.iter().map(|predictor| read(predictor, &image)).collect();
            Ok(PanelReading { ticket, readings })
        };
        NewestAnswer::start("panel reader", wake, read).map(Self)
    }

    /// Asks for readings of `image`; replaces an earlier request that was not begun.
    pub fn request(&self, ticket: u64, predictors: Vec<Arc<Predictor>>, image: Image) {
        self.0.ask(Request { ticket, predictors, image });
    }

    /// The newest readings, once; or why there are none. Never waits for a network.
    #[must_use]
    pub fn latest(&self) -> Option<Result<PanelReading, Message>> {
        self.0.latest()
    }
}

fn read(predictor: &Predictor, image: &Image) -> Option<Timed> {
    let begun = Instant::now();
    let prediction = predictor.predict(image).ok()?;
    Some(Timed { prediction, seconds: begun.elapsed().as_secs_f64() })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::model::{Arch, Kernels, Pixels, Weights};

    #[test]
    fn every_model_reads_the_newest_picture_in_its_place() {
        let (sender, bell) = mpsc::channel();
        let wake = move || {
            let _ = sender.send(());
        };
        let predictor = |seed| {
            let weights = Weights::fresh(Arch::Tiny, seed);
            Arc::new(Predictor::new(Arch::Tiny, &weights, Pixels::Unit, Kernels::Fast).expect("fresh weights fit"))
        };
        let predictors = [predictor(1), predictor(2)];
        let mut image = Image::BLANK;
        image.0[300..500].fill(200);
        let reader = PanelReader::start(wake).expect("a thread starts");
        for ticket in 1..=50 {
            reader.request(ticket, predictors.to_vec(), image.clone());
        }
        let reading = loop {
            bell.recv_timeout(Duration::from_secs(20)).expect("readings come");
            let newest = reader.latest().map(|reading| reading.expect("it went well"));
            if let Some(reading) = newest.filter(|reading| reading.ticket == 50) {
                break reading;
            }
        };
        for (timed, predictor) in reading.readings.iter().zip(&predictors) {
            let timed = timed.expect("it can read");
            assert_eq!(timed.prediction, predictor.predict(&image).expect("it can read"));
            assert!(timed.seconds > 0.0);
        }
    }
}
