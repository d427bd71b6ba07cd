//! Faults of the disk on demand, for tests: some call fails, or the process ends right before it, as by a power cut.
//!
//! Only builds with debug assertions have them. A test of this crate asks with `failing`; for the program as a whole,
//! `DIGIT_LAB_END_BEFORE=7` ends it before its seventh call.

use std::io;

/// What is asked of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Call {
    /// A new file or folder.
    Create,
    /// Bytes into a file.
    Write,
    /// A file onto the disk.
    Flush,
    /// Another name for a file or folder.
    Rename,
    /// A file or folder that goes.
    Remove,
    /// A file or folder held for this process alone.
    Lock,
}

/// Fails if a test wants `call`, which is about to be made, to fail.
///
/// # Errors
/// That the disk is full; for a lock, that there are none.
pub fn before(call: Call) -> io::Result<()> {
    #[cfg(debug_assertions)]
    end_if_asked();
    #[cfg(test)]
    return plan::before(call);
    #[cfg(not(test))]
    {
        let _ = call;
        Ok(())
    }
}

/// Ends the process before the call that a test of the whole program has asked for.
#[cfg(debug_assertions)]
fn end_if_asked() {
    use std::sync::OnceLock;
    use std::sync::atomic::{AtomicUsize, Ordering};
    static ASKED: OnceLock<Option<usize>> = OnceLock::new();
    static CALLS: AtomicUsize = AtomicUsize::new(1);
    let asked = ASKED.get_or_init(|| std::env::var("DIGIT_LAB_END_BEFORE").ok()?.parse().ok());
    if asked.is_some_and(|asked| CALLS.fetch_add(1, Ordering::Relaxed) == asked) {
        // Nothing is tidied up: no value is dropped.
        std::process::abort();
    }
}

#[cfg(test)]
pub use plan::{Faults, failing};

#[cfg(test)]
mod plan {
    use std::cell::Cell;
    use std::io::{self, ErrorKind};

    use super::Call;

    /// Which calls fail.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Faults {
        /// The one at this place, from 0.
        Only(usize),
        /// It and all that come after it, as on a full disk.
        From(usize),
    }

    thread_local! {
        /// What is asked for on this thread, and how many calls there were since.
        static PLAN: Cell<Option<(Faults, usize)>> = const { Cell::new(None) };
    }

    /// Whether the call fails.
    pub fn before(call: Call) -> io::Result<()> {
        let Some((faults, calls)) = PLAN.get() else { return Ok(()) };
        PLAN.set(Some((faults, calls + 1)));
        let fails = match faults {
            Faults::Only(at) => calls == at,
            Faults::From(at) => calls >= at,
        };
        match (fails, call) {
            (false, _) => Ok(()),
            (true, Call::Lock) => Err(ErrorKind::Unsupported.into()),
            (true, Call::Create | Call::Write | Call::Flush | Call::Rename | Call::Remove) => {
                Err(ErrorKind::StorageFull.into())
            }
        }
    }

    /// Does `work` where `faults` of its calls fail; says how many calls it made.
    pub fn failing<T>(faults: Faults, work: impl FnOnce() -> T) -> (T, usize) {
        PLAN.set(Some((faults, 0)));
        let done = work();
        let calls = PLAN.take().map_or(0, |(_, calls)| calls);
        (done, calls)
    }
}
