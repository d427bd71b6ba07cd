//! The thread that reads the drawing: newest picture in, newest prediction out, so that the window never waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use rayon::ThreadPoolBuilder;

use crate::data::Image;
use crate::model::{Prediction, Predictor};
use crate::train::panic;

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
pub struct Reader {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Request {
    ticket: u64,
    predictor: Arc<Predictor>,
    image: Image,
}

struct Shared {
    desk: Mutex<Desk>,
    /// Rings when there is a request or the thread should end.
    bell: Condvar,
}

/// One slot each way: what is newer replaces what was not taken yet.
struct Desk {
    phase: Phase,
    request: Option<Request>,
    reading: Option<Result<Reading, String>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    Closed,
}

impl Shared {
    /// The lock is only held to move a value, which cannot panic, so the slots are whole even if it is poisoned.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a request; `None` when the reader was closed.
    fn next_request(&self) -> Option<Request> {
        let mut desk = self.desk();
        loop {
            if desk.phase == Phase::Closed {
                return None;
            }
            if let Some(request) = desk.request.take() {
                return Some(request);
            }
            desk = self.bell.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Reader {
    /// Starts the thread; `wake` is called when a reading is ready.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(wake: impl Fn() + Send + Sync + 'static) -> std::io::Result<Self> {
        let desk = Desk { phase: Phase::Open, request: None, reading: None };
        let shared = Arc::new(Shared { desk: Mutex::new(desk), bell: Condvar::new() });
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("reader".into()).spawn(move || serve(&theirs, &wake))?;
        Ok(Self { shared, thread: Some(thread) })
    }

    /// Asks for a reading of `image` by `predictor`; replaces an earlier request that was not begun.
    pub fn request(&self, ticket: u64, predictor: Arc<Predictor>, image: Image) {
        self.shared.desk().request = Some(Request { ticket, predictor, image });
        self.shared.bell.notify_one();
    }

    /// The newest reading, once; or why it failed. Never blocks.
    #[must_use]
    pub fn latest(&self) -> Option<Result<Reading, String>> {
        self.shared.desk().reading.take()
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.shared.desk().phase = Phase::Closed;
        self.shared.bell.notify_one();
        if let Some(thread) = self.thread.take() {
            // It catches the panics of a reading; if `wake` itself panicked there is nothing left to do here.
            let _ = thread.join();
        }
    }
}

/// Answers requests until the reader is closed.
fn serve(shared: &Shared, wake: &dyn Fn()) {
    // Kernels split their work on the pool they run in. This thread is a pool of its own, so that a reading never
    // queues behind the blocks of a training run on a shared one, and no other thread has to be woken for it.
    let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
    if let Err(error) = &pool {
        tracing::debug!("readings share the common thread pool: {error}");
    }
    while let Some(request) = shared.next_request() {
        let reading = read(&request);
        shared.desk().reading = Some(reading);
        wake();
    }
}

/// One reading; a panic in the network becomes a message, so that the next picture can still be read.
fn read(Request { ticket, predictor, image }: &Request) -> Result<Reading, String> {
    let begin = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| predictor.predict(image)));
    let seconds = begin.elapsed().as_secs_f64();
    match outcome {
        Ok(Ok(prediction)) => Ok(Reading { ticket: *ticket, prediction, seconds }),
        Ok(Err(error)) => Err(error.to_string()),
        Err(payload) => Err(format!("reading broke down: {}; try another model", panic::words(payload.as_ref()))),
    }
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

    #[test]
    fn the_last_of_many_requests_is_always_answered() {
        let (reader, bell) = reader();
        let predictor = predictor(Arch::Conv3);
        for ticket in 1..=200 {
            reader.request(ticket, Arc::clone(&predictor), Image::BLANK);
        }
        let mut readings = 0;
        loop {
            bell.recv_timeout(DEADLINE).expect("a reading comes");
            let Some(reading) = reader.latest() else { continue };
            readings += 1;
            if reading.expect("it went well").ticket == 200 {
                break;
            }
        }
        assert!(readings < 200, "requests that were overtaken are not worked off");
    }

    #[test]
    fn dropping_the_reader_ends_its_thread_even_with_a_request_waiting() {
        let (reader, bell) = reader();
        let predictor = predictor(Arch::Softmax);
        for ticket in 0..50 {
            reader.request(ticket, Arc::clone(&predictor), Image::BLANK);
        }
        drop(reader);
        // The thread owned the other end of the bell: once it is gone, the channel is closed.
        while bell.recv_timeout(DEADLINE).is_ok() {}
        assert_eq!(bell.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    }
}
