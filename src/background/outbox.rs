//! One thread that writes what it is given, for callers that must not wait.
//!
//! At most one item waits: a newer one is merged into it, so that a slow disk makes writing rarer and nothing pile up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::msg;
use crate::text::{Language, Message};
use crate::train::panic;

/// The thread and what waits for it. Dropping it writes what waits, then ends the thread and joins it.
pub struct Outbox<T> {
    queue: Arc<Queue<T>>,
    merge: fn(&mut T, T),
    thread: Option<JoinHandle<()>>,
}

/// What the thread and its owner share.
struct Queue<T> {
    state: Mutex<QueueState<T>>,
    /// Notified when something was posted, and when the last item has to be written.
    changed: Condvar,
}

struct QueueState<T> {
    waiting: Option<T>,
    is_writing: bool,
    is_closing: bool,
    faults: Vec<Message>,
}

impl<T> Queue<T> {
    /// The lock is only held to move values, so the state is whole even if it is poisoned.
    fn lock(&self) -> MutexGuard<'_, QueueState<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Send + 'static> Outbox<T> {
    /// Starts a thread called `name` that calls `write` for what is posted; `merge` joins a newer item into one that
    /// waits, and `wake` is called after every item.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(
        name: &str,
        merge: fn(&mut T, T),
        wake: impl Fn() + Send + 'static,
        write: impl FnMut(T) -> Result<(), Message> + Send + 'static,
    ) -> Result<Self, Message> {
        let state = QueueState { waiting: None, is_writing: false, is_closing: false, faults: Vec::new() };
        let queue = Arc::new(Queue { state: Mutex::new(state), changed: Condvar::new() });
        let theirs = Arc::clone(&queue);
        let language = Language::current();
        let serve = move || {
            language.make_current();
            work(&theirs, wake, write);
        };
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(serve)
            .map_err(|error| msg!("task-error-no-thread", error = error.to_string()))?;
        Ok(Self { queue, merge, thread: Some(thread) })
    }

    /// Hands an item over; never waits for the writing.
    pub fn post(&self, item: T) {
        let mut state = self.queue.lock();
        match &mut state.waiting {
            Some(waiting) => (self.merge)(waiting, item),
            None => state.waiting = Some(item),
        }
        self.queue.changed.notify_all();
    }

    /// What went wrong since the last call.
    #[must_use]
    pub fn take_faults(&self) -> Vec<Message> {
        std::mem::take(&mut self.queue.lock().faults)
    }

    /// Whether everything that was posted is written, or has failed.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let state = self.queue.lock();
        state.waiting.is_none() && !state.is_writing
    }
}

impl<T> Outbox<T> {
    /// Writes what waits, ends the thread and gives what went wrong.
    #[must_use]
    pub fn close(mut self) -> Vec<Message> {
        self.join();
        std::mem::take(&mut self.queue.lock().faults)
    }

    fn join(&mut self) {
        self.queue.lock().is_closing = true;
        self.queue.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            // It catches what its job panics with; a panic in `wake` leaves nothing to be done here.
            let _ = thread.join();
        }
    }
}

impl<T> Drop for Outbox<T> {
    fn drop(&mut self) {
        self.join();
    }
}

fn work<T>(queue: &Queue<T>, wake: impl Fn(), mut write: impl FnMut(T) -> Result<(), Message>) {
    loop {
        let item = {
            let mut state = queue.lock();
            loop {
                if let Some(item) = state.waiting.take() {
                    state.is_writing = true;
                    break item;
                }
                if state.is_closing {
                    return;
                }
                state = queue.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
        };
        // The item is gone after a panic, so nobody can see what was left half done with it.
        let result = catch_unwind(AssertUnwindSafe(|| write(item)));
        let result = result.unwrap_or_else(|payload| Err(panic::fault(payload.as_ref())));
        let mut state = queue.lock();
        state.is_writing = false;
        state.faults.extend(result.err());
        drop(state);
        wake();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{channel, sync_channel};
    use std::time::Duration;

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(20);

    #[test]
    fn what_waits_is_merged_and_everything_is_written_in_the_end() {
        let (gate, opened) = sync_channel::<()>(0);
        let (began, begun) = channel();
        let (written, results) = channel();
        let write = move |items: Vec<u32>| {
            let _ = began.send(());
            let _ = opened.recv_timeout(DEADLINE);
            let _ = written.send(items);
            Ok(())
        };
        let outbox = Outbox::start("test", |all: &mut Vec<u32>, more| all.extend(more), || (), write).expect("started");
        outbox.post(vec![1]);
        begun.recv_timeout(DEADLINE).expect("the first one is being written");
        // Nobody opens the gate, and still nobody waits.
        outbox.post(vec![2]);
        outbox.post(vec![3]);
        assert!(!outbox.is_idle());
        gate.send(()).expect("it waits");
        gate.send(()).expect("it waits again");
        assert!(outbox.close().is_empty());
        assert_eq!(results.iter().collect::<Vec<_>>(), [vec![1], vec![2, 3]]);
    }

    #[test]
    fn faults_and_panics_are_told_and_the_next_item_is_written() {
        let (written, results) = channel();
        let write = move |item: u32| match item {
            1 => Err(Message::verbatim("the disk is full")),
            2 => panic!("no such folder"),
            other => {
                let _ = written.send(other);
                Ok(())
            }
        };
        let (rang, bell) = channel();
        let wake = move || {
            let _ = rang.send(());
        };
        let outbox = Outbox::start("test", |old: &mut u32, new| *old = new, wake, write).expect("started");
        for item in [1, 2, 3] {
            outbox.post(item);
            bell.recv_timeout(DEADLINE).expect("it rings for every item");
        }
        let faults = outbox.take_faults();
        assert_eq!(faults[0].to_string(), "the disk is full");
        assert!(faults[1].to_string().contains("no such folder"), "{faults:?}");
        assert_eq!(results.recv_timeout(DEADLINE), Ok(3));
    }
}
