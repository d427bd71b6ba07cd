//! One thread that writes what it is given, for callers that must not wait. Knows nothing of what is written.
//!
//! At most one item waits: a newer one is merged into it, so that a slow disk makes writing rarer and nothing pile up.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::train::panic;

/// The thread and what waits for it. Dropping it writes what waits, then ends the thread and joins it.
pub struct Outbox<T> {
    shared: Arc<Shared<T>>,
    merge: fn(&mut T, T),
    thread: Option<JoinHandle<()>>,
}

struct Shared<T> {
    desk: Mutex<Desk<T>>,
    /// Rings when something was posted, and when the last item has to be written.
    bell: Condvar,
}

struct Desk<T> {
    waiting: Option<T>,
    is_writing: bool,
    is_closing: bool,
    faults: Vec<String>,
}

impl<T> Shared<T> {
    /// The lock is only held to move values, so the desk is whole even if it is poisoned.
    fn desk(&self) -> MutexGuard<'_, Desk<T>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
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
        write: impl FnMut(T) -> Result<(), String> + Send + 'static,
    ) -> Result<Self, String> {
        let desk = Desk { waiting: None, is_writing: false, is_closing: false, faults: Vec::new() };
        let shared = Arc::new(Shared { desk: Mutex::new(desk), bell: Condvar::new() });
        let theirs = Arc::clone(&shared);
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(&theirs, wake, write))
            .map_err(|error| format!("no thread could be started; close some programs and try again ({error})"))?;
        Ok(Self { shared, merge, thread: Some(thread) })
    }

    /// Hands an item over; never waits for the writing.
    pub fn post(&self, item: T) {
        let mut desk = self.shared.desk();
        match &mut desk.waiting {
            Some(waiting) => (self.merge)(waiting, item),
            None => desk.waiting = Some(item),
        }
        self.shared.bell.notify_all();
    }

    /// What went wrong since the last call.
    #[must_use]
    pub fn take_faults(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.desk().faults)
    }

    /// Whether everything that was posted is written, or has failed.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        let desk = self.shared.desk();
        desk.waiting.is_none() && !desk.is_writing
    }
}

impl<T> Outbox<T> {
    /// Writes what waits, ends the thread and gives what went wrong.
    #[must_use]
    pub fn close(mut self) -> Vec<String> {
        self.join();
        std::mem::take(&mut self.shared.desk().faults)
    }

    fn join(&mut self) {
        self.shared.desk().is_closing = true;
        self.shared.bell.notify_all();
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

fn work<T>(shared: &Shared<T>, wake: impl Fn(), mut write: impl FnMut(T) -> Result<(), String>) {
    loop {
        let item = {
            let mut desk = shared.desk();
            loop {
                if let Some(item) = desk.waiting.take() {
                    desk.is_writing = true;
                    break item;
                }
                if desk.is_closing {
                    return;
                }
                desk = shared.bell.wait(desk).unwrap_or_else(PoisonError::into_inner);
            }
        };
        // The item is gone after a panic, so nobody can see what was left half done with it.
        let result = catch_unwind(AssertUnwindSafe(|| write(item)));
        let result = result.unwrap_or_else(|payload| Err(panic::words(payload.as_ref())));
        let mut desk = shared.desk();
        desk.is_writing = false;
        desk.faults.extend(result.err());
        drop(desk);
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
            1 => Err("the disk is full".to_owned()),
            2 => panic!("no such shelf"),
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
        assert_eq!(faults[0], "the disk is full");
        assert!(faults[1].contains("no such shelf"), "{faults:?}");
        assert_eq!(results.recv_timeout(DEADLINE), Ok(3));
    }
}
