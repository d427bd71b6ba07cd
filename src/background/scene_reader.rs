//! The thread that finds and reads the digits of a whole number or a picture: newest scene in, newest reading out.
//!

use std::sync::Arc;
use std::time::Instant;

use super::newest_answer::NewestAnswer;
use crate::data::Image;
use crate::ink::{Scene, SegmentedDigit, Stroke, segment};
use crate::model::{ModelError, Prediction, Predictor};
use crate::text::Message;

/// What is to be read.
#[derive(Clone)]
pub enum Subject {
    /// A drawing, taken apart on the thread.
    Drawing(Vec<Stroke>),
    /// A picture's ink, taken apart already.
    Picture(Arc<Scene>),
}

/// A digit that was found and read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadDigit {
    /// Where it is.
    pub found: SegmentedDigit,
    /// What the network saw.
    pub image: Image,
    /// What it said.
    pub prediction: Prediction,
}

/// All digits of a scene.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SceneReading {
    /// The number given with the scene.
    pub ticket: u64,
    /// The digits in reading order.
    pub digits: Vec<ReadDigit>,
    /// The digits as text: a line for each line of digits.
    pub text: String,
    /// How long finding and reading took, in seconds.
    pub seconds: f64,
}

struct Request {
    ticket: u64,
    predictor: Arc<Predictor>,
    subject: Subject,
}

/// Reads scenes on its own thread. Dropping it ends and joins the thread.
pub struct SceneReader(NewestAnswer<Request, SceneReading>);

impl SceneReader {
    /// Starts the thread; `wake` is called when a reading is ready.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        let read = |request: Request| read(&request).map_err(Message::of);
        NewestAnswer::start("number reader", wake, read).map(Self)
    }

    /// Asks for a reading; replaces an earlier request that was not begun.
    pub fn request(&self, ticket: u64, predictor: Arc<Predictor>, subject: Subject) {
        self.0.ask(Request { ticket, predictor, subject });
    }

    /// The newest reading, once; or why it failed. Never waits for the network.
    #[must_use]
    pub fn latest(&self) -> Option<Result<SceneReading, Message>> {
        self.0.latest()
    }
}

fn read(request: &Request) -> Result<SceneReading, ModelError> {
    let begun = Instant::now();
    let own;
    let scene = match &request.subject {
        Subject::Drawing(strokes) => {
            own = Scene::of_strokes(strokes);
            &own
        }
        Subject::Picture(scene) => scene,
    };
    let (digits, text) = read_scene(&request.predictor, scene)?;
    Ok(SceneReading { ticket: request.ticket, digits, text, seconds: begun.elapsed().as_secs_f64() })
}

/// Finds and reads the digits of a scene on this thread: in reading order, and as text with a line for each line of them.
///
/// # Errors
/// When the network cannot be run.
pub fn read_scene(predictor: &Predictor, scene: &Scene) -> Result<(Vec<ReadDigit>, String), ModelError> {
    let images = scene.candidates();
    let pixels: Vec<u8> = images.iter().flat_map(|image| image.0).collect();
    let predictions = predictor.predict_pixels(&pixels)?;
    let credible = |prediction| predictor.credibility(prediction);
    let is_sign =
        |candidate: usize| predictions.get(candidate).is_some_and(|read| read.labels.digit(read.class()).is_none());
    let found = scene.digits_and_signs(|candidate| predictions.get(candidate).map_or(0.0, credible), is_sign);
    let digit = |found: &SegmentedDigit| predictions.get(found.candidate).map_or("?", Prediction::name);
    let text = segment::text(&found, digit);
    let read = |found: SegmentedDigit| {
        let (image, prediction) = (images.get(found.candidate)?.clone(), *predictions.get(found.candidate)?);
        Some(ReadDigit { found, image, prediction })
    };
    Ok((found.into_iter().filter_map(read).collect(), text))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::ink::Point;
    use crate::model::{Arch, Kernels, Pixels, Weights};

    #[test]
    fn every_digit_of_the_newest_drawing_is_read() {
        let weights = Weights::fresh(Arch::Softmax, 1);
        let predictor =
            Predictor::new(Arch::Softmax, &weights, Pixels::Unit, Kernels::Fast).expect("fresh weights fit");
        let (sender, bell) = mpsc::channel();
        let wake = move || {
            let _ = sender.send(());
        };
        let reader = SceneReader::start(wake).expect("a thread starts");
        let one = |x: f32| {
            let points = (0..=20).map(|step| Point { x, y: 0.3 + 0.02 * step as f32 }).collect();
            Stroke::new(points, 0.03)
        };
        let strokes = vec![one(0.1), one(0.4), one(0.8)];
        reader.request(7, Arc::new(predictor), Subject::Drawing(strokes));
        bell.recv_timeout(Duration::from_secs(20)).expect("a reading comes");
        let reading = reader.latest().expect("it is there").expect("it went well");
        assert_eq!((reading.ticket, reading.digits.len()), (7, 3));
        let told: String = reading.digits.iter().map(|digit| digit.prediction.name()).collect();
        assert_eq!(reading.text.replace(' ', ""), told);
        assert_eq!(reader.latest(), None, "a reading is taken once");
    }
}
