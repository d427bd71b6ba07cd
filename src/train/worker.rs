//! Puts the training loop on a thread and turns it into a stream of events.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::control::{Control, Phase};
use super::{
    Checkpoint, CheckpointTimer, Directive, Interest, Job, Observer, Outcome, SettingChange, Statistics, TrainError,
    TrainEvent, panic, pool, resume, run,
};
use crate::model::Weights;
use crate::msg;
use crate::text::Language;

/// Shortest time between two copies of the weights.
const COPY_INTERVAL: Duration = Duration::from_millis(250);

/// A run on its own thread, at lower priority than the window's. Dropping it stops and joins the thread.
pub struct Trainer {
    shared: Arc<SharedRun>,
    events: Receiver<TrainEvent>,
    thread: Option<JoinHandle<()>>,
}

/// What the window and the training thread share.
struct SharedRun {
    state: Mutex<SharedRunState>,
    /// Notified when the phase changes.
    phase_changed: Condvar,
}

struct SharedRunState {
    phase: Phase,
    live_weights: LiveWeights,
    changes: Vec<SettingChange>,
    /// Longest time between two checkpoints; none are made without.
    checkpoint_interval: Option<Duration>,
    checkpoint: Option<Box<Checkpoint>>,
    interest: Option<Interest>,
    /// The newest measurement of each kind that was not taken yet.
    statistics: Vec<Statistics>,
}

/// The mailbox for live weights: one slot, newest wins. It is only filled when somebody asked.
enum LiveWeights {
    Unwanted,
    Wanted,
    Ready(Weights),
}

impl SharedRun {
    /// The lock is only held to move a value, which cannot panic, so the state is whole even if it is poisoned.
    fn state(&self) -> MutexGuard<'_, SharedRunState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trainer {
    /// Starts the run. `wake` is called after every event and for fresh weights and checkpoints, and must not block.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(job: Job, wake: impl Fn() + Send + Sync + 'static) -> Result<Self, TrainError> {
        Self::begin(move |observer| run(&job, observer), wake)
    }

    /// Starts the run where `checkpoint` left it; see [`resume`].
    ///
    /// # Errors
    /// When the thread cannot be started. A checkpoint that does not fit the job ends the run as failed.
    pub fn resume(
        job: Job,
        checkpoint: Checkpoint,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, TrainError> {
        Self::begin(move |observer| resume(&job, checkpoint, observer), wake)
    }

    fn begin(
        run: impl FnOnce(&mut ChannelObserver) -> Result<Outcome, TrainError> + Send + 'static,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> Result<Self, TrainError> {
        let state = SharedRunState {
            phase: Phase::Running,
            live_weights: LiveWeights::Unwanted,
            changes: Vec::new(),
            checkpoint_interval: None,
            checkpoint: None,
            interest: None,
            statistics: Vec::new(),
        };
        let shared = Arc::new(SharedRun { state: Mutex::new(state), phase_changed: Condvar::new() });
        let (sender, events) = channel();
        let observer = ChannelObserver {
            shared: Arc::clone(&shared),
            sender,
            wake: Box::new(wake),
            last_copy: None,
            checkpoints: CheckpointTimer::default(),
            is_ready_to_hold: false,
            is_ready_to_leave: false,
        };
        let language = Language::current();
        let thread = std::thread::Builder::new()
            .name("train".into())
            .spawn(move || {
                language.make_current();
                work(run, observer);
            })
            .map_err(|error| TrainError::Broken(msg!("train-no-thread", fault = error.to_string()).into()))?;
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
        match std::mem::replace(&mut self.shared.state().live_weights, LiveWeights::Wanted) {
            LiveWeights::Unwanted | LiveWeights::Wanted => None,
            LiveWeights::Ready(weights) => Some(weights),
        }
    }

    /// Pauses, resumes, steps or ends the run; does not wait. A run that was told to end does not go on.
    pub fn control(&self, control: Control) {
        let mut state = self.shared.state();
        state.phase = state.phase.after(control);
        self.shared.phase_changed.notify_all();
    }

    /// Ends the run as if its process had ended right after a checkpoint: waits for that, and gives it with the events that
    /// were not taken yet.
    #[must_use]
    pub fn leave(mut self) -> (Vec<TrainEvent>, Option<Box<Checkpoint>>) {
        self.control(Control::Leave);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        (self.drain(), self.latest_checkpoint())
    }

    /// Changes a setting from the next step on; does not wait. [`TrainEvent::Changed`] tells when it was made, which is
    /// after the pause if the run holds.
    ///
    /// # Errors
    /// When the value is out of range, and nothing is changed.
    pub fn change(&self, change: SettingChange) -> Result<(), TrainError> {
        change.validate()?;
        self.shared.state().changes.push(change);
        Ok(())
    }

    /// Has the run make a checkpoint that often, more often at first (see [`CheckpointTimer`]), and one whenever it is
    /// paused between two steps; `None`, the beginning, is never.
    pub fn checkpoint_every(&self, interval: Option<Duration>) {
        self.shared.state().checkpoint_interval = interval;
    }

    /// The newest checkpoint, if there is one that was not taken yet. Never blocks.
    #[must_use]
    pub fn latest_checkpoint(&self) -> Option<Box<Checkpoint>> {
        self.shared.state().checkpoint.take()
    }

    /// Has this measured from now on, or nothing; a few times a second at most. Never blocks.
    pub fn look_at(&self, interest: Option<Interest>) {
        self.shared.state().interest = interest;
    }

    /// The newest measurement of each kind that was not taken yet. Never blocks.
    #[must_use]
    pub fn latest_statistics(&self) -> Vec<Statistics> {
        std::mem::take(&mut self.shared.state().statistics)
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
fn work(run: impl FnOnce(&mut ChannelObserver) -> Result<Outcome, TrainError>, mut observer: ChannelObserver) {
    pool::lower_priority();
    // The loop's state is gone after a panic, so nobody can see what it left half done.
    let result = catch_unwind(AssertUnwindSafe(|| run(&mut observer)));
    observer.event(match result {
        Ok(Ok(outcome)) => TrainEvent::Finished(Box::new(outcome)),
        Ok(Err(error)) => TrainEvent::Failed(error),
        Err(payload) => TrainEvent::Failed(TrainError::Broken(panic::fault(payload.as_ref()).into())),
    });
}

/// Observer on the training thread: sends events to the window and does what it asks for.
struct ChannelObserver {
    shared: Arc<SharedRun>,
    sender: Sender<TrainEvent>,
    wake: Box<dyn Fn() + Send + Sync>,
    last_copy: Option<Instant>,
    checkpoints: CheckpointTimer,
    /// Whether a pause was asked for before the step at hand, so that the step sends a report and a checkpoint.
    is_ready_to_hold: bool,
    /// Whether it was to be left before the step at hand, so that the step sends a checkpoint.
    is_ready_to_leave: bool,
}

impl ChannelObserver {
    /// Waits while the run is to hold.
    fn wait(&self, mut state: MutexGuard<'_, SharedRunState>) -> Directive {
        loop {
            match state.phase {
                Phase::Running | Phase::Stepping(_) => return Directive::Continue,
                Phase::Stopping => return Directive::Stop,
                Phase::Leaving | Phase::Discarding => return Directive::Discard,
                Phase::Paused => state = self.shared.phase_changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }

    /// Whether the run holds after the step at hand.
    fn is_about_to_hold(&self) -> bool {
        matches!(self.shared.state().phase, Phase::Paused | Phase::Stepping(_))
    }
}

impl Observer for ChannelObserver {
    fn event(&mut self, event: TrainEvent) {
        // Nobody listens any more if the trainer is being dropped, and that is fine.
        let _ = self.sender.send(event);
        (self.wake)();
    }

    fn directive(&mut self) -> Directive {
        let mut state = self.shared.state();
        if let Phase::Stepping(left) = state.phase {
            state.phase = if left > 1 { Phase::Stepping(left - 1) } else { Phase::Paused };
        }
        if state.phase == Phase::Paused && !self.is_ready_to_hold {
            // It was asked for too late for this step: the next one leaves what a paused run leaves.
            return Directive::Continue;
        }
        if state.phase == Phase::Leaving && !self.is_ready_to_leave {
            return Directive::Continue;
        }
        self.wait(state)
    }

    fn directive_while_measuring(&mut self) -> Directive {
        let state = self.shared.state();
        // The step after it leaves the checkpoint.
        if state.phase == Phase::Leaving { Directive::Continue } else { self.wait(state) }
    }

    fn is_ending(&mut self) -> bool {
        matches!(self.shared.state().phase, Phase::Stopping | Phase::Leaving | Phase::Discarding)
    }

    fn changes(&mut self) -> Vec<SettingChange> {
        std::mem::take(&mut self.shared.state().changes)
    }

    fn wants_report(&mut self) -> bool {
        self.is_about_to_hold()
    }

    fn wants_weights(&mut self) -> bool {
        let is_due = self.last_copy.is_none_or(|then| then.elapsed() >= COPY_INTERVAL) || self.is_about_to_hold();
        is_due && matches!(self.shared.state().live_weights, LiveWeights::Wanted)
    }

    fn weights(&mut self, weights: Weights) {
        self.last_copy = Some(Instant::now());
        self.shared.state().live_weights = LiveWeights::Ready(weights);
        (self.wake)();
    }

    fn is_stepping(&mut self) -> bool {
        matches!(self.shared.state().phase, Phase::Stepping(_))
    }

    fn interest(&mut self) -> Option<Interest> {
        self.shared.state().interest
    }

    fn keeps_updates(&self) -> bool {
        true
    }

    fn statistics(&mut self, statistics: Statistics) {
        let mut state = self.shared.state();
        state.statistics.retain(|waiting| !waiting.is_overtaken_by(&statistics));
        state.statistics.push(statistics);
        drop(state);
        (self.wake)();
    }

    fn wants_checkpoint(&mut self) -> bool {
        self.is_ready_to_hold = self.is_about_to_hold();
        let state = self.shared.state();
        self.is_ready_to_leave = state.phase == Phase::Leaving;
        if self.is_ready_to_leave {
            return true;
        }
        let is_paused = state.phase == Phase::Paused;
        state
            .checkpoint_interval
            .is_some_and(|interval| (is_paused && self.is_ready_to_hold) || self.checkpoints.is_due(interval))
    }

    fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        self.checkpoints.made();
        self.shared.state().checkpoint = Some(checkpoint);
        (self.wake)();
    }
}
