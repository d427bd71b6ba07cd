//! Puts the training loop on a thread and turns it into a stream of events.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::{Directive, Job, Observer, TrainError, TrainEvent, panic, pool, run};
use crate::model::Weights;

/// Shortest time between two copies of the weights.
const COPY_INTERVAL: Duration = Duration::from_millis(250);

/// What the window can ask of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// Hold after the current step.
    Pause,
    /// Go on.
    Resume,
    /// End and keep the best weights; goes on first if it holds.
    Stop,
    /// End and throw everything away: the run fails as [`TrainError::Discarded`].
    Discard,
}

/// A run on its own thread, at lower priority than the window's. Dropping it stops and joins the thread.
pub struct Trainer {
    shared: Arc<Shared>,
    events: Receiver<TrainEvent>,
    thread: Option<JoinHandle<()>>,
}

/// What the window and the training thread share.
struct Shared {
    desk: Mutex<Desk>,
    /// Rings when the phase changed.
    bell: Condvar,
}

struct Desk {
    phase: Phase,
    copy: Copy,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Running,
    Paused,
    Stopping,
    Discarding,
}

/// The mailbox for live weights: one slot, newest wins. It is only filled when somebody asked.
enum Copy {
    Unwanted,
    Wanted,
    Ready(Weights),
}

impl Shared {
    /// The lock is only held to move a value, which cannot panic, so the desk is whole even if it is poisoned.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trainer {
    /// Starts the run. `wake` is called after every event and for fresh weights, and must not block.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(job: Job, wake: impl Fn() + Send + Sync + 'static) -> Result<Self, TrainError> {
        let desk = Desk { phase: Phase::Running, copy: Copy::Unwanted };
        let shared = Arc::new(Shared { desk: Mutex::new(desk), bell: Condvar::new() });
        let (sender, events) = channel();
        let line = Line { shared: Arc::clone(&shared), sender, wake: Box::new(wake), last_copy: None };
        let thread = std::thread::Builder::new()
            .name("train".into())
            .spawn(move || work(&job, line))
            .map_err(|error| TrainError::Broken(format!("no thread could be started ({error})")))?;
        Ok(Self { shared, events, thread: Some(thread) })
    }

    /// All events since the last call, in order; never blocks.
    pub fn drain(&mut self) -> Vec<TrainEvent> {
        self.events.try_iter().collect()
    }

    /// The newest copy of the weights being trained, if there is one that was not taken yet. Asking orders the next
    /// copy, at most four a second are made, and none for who does not ask. Never blocks.
    #[must_use]
    pub fn latest_weights(&self) -> Option<Weights> {
        match std::mem::replace(&mut self.shared.desk().copy, Copy::Wanted) {
            Copy::Unwanted | Copy::Wanted => None,
            Copy::Ready(weights) => Some(weights),
        }
    }

    /// Pauses, resumes or ends the run; does not wait. A run that was told to end does not go on.
    pub fn control(&self, control: Control) {
        let mut desk = self.shared.desk();
        desk.phase = match (desk.phase, control) {
            (Phase::Discarding, _) | (_, Control::Discard) => Phase::Discarding,
            (Phase::Stopping, _) | (_, Control::Stop) => Phase::Stopping,
            (Phase::Running | Phase::Paused, Control::Pause) => Phase::Paused,
            (Phase::Running | Phase::Paused, Control::Resume) => Phase::Running,
        };
        self.shared.bell.notify_all();
    }

    /// Whether the thread has ended; its last events may still wait in [`drain`](Self::drain).
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

impl Drop for Trainer {
    fn drop(&mut self) {
        self.control(Control::Discard);
        if let Some(thread) = self.thread.take() {
            // It catches the loop's panics; if `wake` itself panicked there is nothing left to do here.
            let _ = thread.join();
        }
    }
}

/// The training thread: the loop, then exactly one last event.
fn work(job: &Job, mut line: Line) {
    pool::lower_priority();
    // The loop's state is gone after a panic, so nobody can see what it left half done.
    let result = catch_unwind(AssertUnwindSafe(|| run(job, &mut line)));
    line.event(match result {
        Ok(Ok(outcome)) => TrainEvent::Finished(Box::new(outcome)),
        Ok(Err(error)) => TrainEvent::Failed(error),
        Err(payload) => TrainEvent::Failed(TrainError::Broken(panic::words(payload.as_ref()))),
    });
}

/// The training thread's end of the line to the window.
struct Line {
    shared: Arc<Shared>,
    sender: Sender<TrainEvent>,
    wake: Box<dyn Fn() + Send + Sync>,
    last_copy: Option<Instant>,
}

impl Observer for Line {
    fn event(&mut self, event: TrainEvent) {
        // Nobody listens any more if the trainer is being dropped, and that is fine.
        let _ = self.sender.send(event);
        (self.wake)();
    }

    fn directive(&mut self) -> Directive {
        let mut desk = self.shared.desk();
        loop {
            match desk.phase {
                Phase::Running => return Directive::Continue,
                Phase::Stopping => return Directive::Stop,
                Phase::Discarding => return Directive::Discard,
                Phase::Paused => desk = self.shared.bell.wait(desk).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    fn wants_weights(&mut self) -> bool {
        self.last_copy.is_none_or(|then| then.elapsed() >= COPY_INTERVAL)
            && matches!(self.shared.desk().copy, Copy::Wanted)
    }

    fn weights(&mut self, weights: Weights) {
        self.last_copy = Some(Instant::now());
        self.shared.desk().copy = Copy::Ready(weights);
        (self.wake)();
    }
}
