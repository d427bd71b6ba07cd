//! The thread that looks into a network: newest picture in, every number of its forward pass out.

use std::sync::Arc;
use std::time::Instant;

use super::newest_answer::NewestAnswer;
use crate::data::Image;
use crate::model::{Changes, Inspector, Look, Subject};
use crate::text::Message;

/// What is to be looked at.
pub struct LookRequest {
    /// The network.
    pub subject: Subject,
    /// Another number for other weights: while it stays, they are only prepared once.
    pub stamp: u64,
    /// What it reads.
    pub image: Image,
    /// What is done to it meanwhile.
    pub changes: Changes,
}

/// What was seen, and how long it took.
pub struct Inspection {
    /// The number given with the picture.
    pub ticket: u64,
    /// The number of the weights.
    pub stamp: u64,
    /// Every number; or why there are none.
    pub look: Result<Arc<Look>, Message>,
    /// How long one pass took, in seconds.
    pub seconds: f64,
}

/// Looks into networks on its own thread. Dropping it ends and joins the thread.
pub struct InspectingReader(NewestAnswer<(u64, LookRequest), Inspection>);

impl InspectingReader {
    /// Starts the thread; `wake` is called after every look.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(wake: impl Fn() + Send + 'static) -> Result<Self, Message> {
        let mut open: Option<(u64, Inspector)> = None;
        let answer = move |(ticket, LookRequest { subject, stamp, image, changes }): (u64, LookRequest)| {
            let inspector = match open.take().filter(|(held, _)| *held == stamp) {
                Some((_, inspector)) => inspector,
                None => match Inspector::new(subject) {
                    Ok(inspector) => inspector,
                    Err(error) => {
                        let look = Err(Message::of(error));
                        return Ok(Inspection { ticket, stamp, look, seconds: 0.0 });
                    }
                },
            };
            let begun = Instant::now();
            let look = inspector.look(&image, &changes).map(Arc::new).map_err(Message::of);
            open = Some((stamp, inspector));
            Ok(Inspection { ticket, stamp, look, seconds: begun.elapsed().as_secs_f64() })
        };
        NewestAnswer::start("inspector", wake, answer).map(Self)
    }

    /// Asks for a look; replaces an earlier request that was not begun.
    pub fn request(&self, ticket: u64, request: LookRequest) {
        self.0.ask((ticket, request));
    }

    /// The newest look, once; or why it failed. Never waits for the network.
    #[must_use]
    pub fn latest(&self) -> Option<Result<Inspection, Message>> {
        self.0.latest()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::data::{DIGITS, LabelSet, PIXELS};
    use crate::model::{Arch, Kernels, Pixels, Predictor, Weights};

    #[test]
    fn a_look_is_what_the_predictor_says_and_bad_weights_are_told_once_asked_for() {
        let (sender, bell) = mpsc::channel();
        let reader = InspectingReader::start(move || {
            let _ = sender.send(());
        })
        .expect("a thread starts");
        let (arch, weights) = (Arch::Softmax, Weights::fresh(Arch::Softmax, 1));
        let subject = Subject {
            arch,
            weights: weights.clone(),
            labels: LabelSet::DIGITS,
            pixels: Pixels::Unit,
            temperature: 1.0,
        };
        let image = Image([77; PIXELS]);
        let ask = |ticket, stamp, subject: &Subject| {
            let (subject, image, changes) = (subject.clone(), image.clone(), Changes::default());
            reader.request(ticket, LookRequest { subject, stamp, image, changes });
            bell.recv_timeout(Duration::from_secs(20)).expect("an answer comes");
            reader.latest().expect("it is there").expect("it went well")
        };
        let seen = ask(7, 1, &subject);
        let predictor = Predictor::new(arch, &weights, Pixels::Unit, Kernels::Candle).expect("fresh weights fit");
        let expected = predictor.predict(&image).expect("the network runs");
        assert_eq!((seen.ticket, seen.look.expect("it runs").prediction), (7, expected));
        let mut broken = subject.clone();
        broken.weights.0.get_mut("dense1.bias").expect("there is one").values = vec![f32::NAN; DIGITS].into();
        assert!(ask(8, 2, &broken).look.is_err());
        assert!(ask(9, 1, &subject).look.is_ok(), "the next one is looked into again");
    }
}
