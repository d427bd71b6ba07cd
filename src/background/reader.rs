//! The thread that reads the drawing: newest picture in, newest prediction out, so that the window never waits.

use std::sync::Arc;
use std::time::Instant;

use super::newest_answer::NewestAnswer;
use crate::data::Image;
use crate::model::{Prediction, Predictor};
use crate::text::Message;

/// A prediction and what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// The number given with the picture.
    pub ticket: u64,
    /// What the network says.
    pub prediction: Prediction,
    /// How long the network took, in seconds.
    pub seconds: f64,
}

/// Reads pictures on its own thread. Dropping it stops and joins the thread.
pub struct Reader(NewestAnswer<Request, Reading>);

struct Request {
    ticket: u64,
    predictor: Arc<Predictor>,
    image: Image,
}

impl Reader {
    /// Starts the thread; `wake` is called when a reading is ready.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        NewestAnswer::start("reader", wake, |request| read(&request)).map(Self)
    }

    /// Asks for a reading of `image` by `predictor`; replaces an earlier request that was not begun.
    pub fn request(&self, ticket: u64, predictor: Arc<Predictor>, image: Image) {
        self.0.ask(Request { ticket, predictor, image });
    }

    /// The newest reading, once; or why it failed. Never waits for the network.
    #[must_use]
    pub fn latest(&self) -> Option<Result<Reading, Message>> {
        self.0.latest()
    }
}

fn read(Request { ticket, predictor, image }: &Request) -> Result<Reading, Message> {
    let begun = Instant::now();
    let prediction = predictor.predict(image).map_err(Message::of)?;
    Ok(Reading { ticket: *ticket, prediction, seconds: begun.elapsed().as_secs_f64() })
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::data::PIXELS;
    use crate::model::{Arch, Kernels, Pixels, Weights};

    const DEADLINE: Duration = Duration::from_secs(20);

    fn predictor(arch: Arch) -> Arc<Predictor> {
        let weights = Weights::fresh(arch, 1);
        Arc::new(Predictor::new(arch, &weights, Pixels::Unit, Kernels::Candle).expect("fresh weights fit"))
    }

    /// A reader and the end at which its wake calls arrive.
    fn reader() -> (Reader, mpsc::Receiver<()>) {
        let (sender, bell) = mpsc::channel();
        (
            Reader::start(move || {
                let _ = sender.send(());
            })
            .expect("a thread starts"),
            bell,
        )
    }

    #[test]
    fn a_reading_is_what_the_predictor_says_and_carries_its_ticket() {
        let (reader, bell) = reader();
        let (predictor, image) = (predictor(Arch::Softmax), Image([77; PIXELS]));
        reader.request(42, Arc::clone(&predictor), image.clone());
        bell.recv_timeout(DEADLINE).expect("a reading comes");
        let reading = reader.latest().expect("it is there").expect("it went well");
        assert_eq!(reading.ticket, 42);
        assert_eq!(reading.prediction, predictor.predict(&image).expect("the network runs"));
        assert!(reading.seconds > 0.0);
        assert_eq!(reader.latest(), None, "a reading is taken once");
    }
}
