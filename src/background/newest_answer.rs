//! One thread that answers the newest question: for readings of a drawing that changes faster than it can be read.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use rayon::ThreadPoolBuilder;

use crate::msg;
use crate::text::{Language, Message};
use crate::train::panic;

/// The thread, and one slot each way: what is newer replaces what was not taken yet. Dropping it ends and joins the
/// thread.
pub struct NewestAnswer<Q, A> {
    slots: Arc<Slots<Q, A>>,
    thread: Option<JoinHandle<()>>,
}

/// What the thread and its owner share.
struct Slots<Q, A> {
    state: Mutex<SlotState<Q, A>>,
    /// Notified when there is a question or the thread should end.
    changed: Condvar,
}

struct SlotState<Q, A> {
    phase: Phase,
    question: Option<Q>,
    answer: Option<Result<A, Message>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    Closed,
}

impl<Q, A> Slots<Q, A> {
    /// The lock is only held to move a value, which cannot panic, so the slots are whole even if it is poisoned.
    fn lock(&self) -> MutexGuard<'_, SlotState<Q, A>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a question; `None` when it was closed.
    fn next_question(&self) -> Option<Q> {
        let mut state = self.lock();
        loop {
            if state.phase == Phase::Closed {
                return None;
            }
            if let Some(question) = state.question.take() {
                return Some(question);
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl<Q: Send + 'static, A: Send + 'static> NewestAnswer<Q, A> {
    /// Starts a thread called `name` that answers questions with `answer`; `wake` is called after every answer.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn start(
        name: &str,
        wake: impl Fn() + Send + 'static,
        mut answer: impl FnMut(Q) -> Result<A, Message> + Send + 'static,
    ) -> Result<Self, Message> {
        let state = SlotState { phase: Phase::Open, question: None, answer: None };
        let slots = Arc::new(Slots { state: Mutex::new(state), changed: Condvar::new() });
        let theirs = Arc::clone(&slots);
        let language = Language::current();
        let serve = move || {
            language.make_current();
            // Kernels split their work on the pool they run in. This thread is a pool of its own, so that a reading
            // never queues behind the blocks of a training run on a shared one, and no other thread has to be woken.
            let pool = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
            if let Err(error) = &pool {
                tracing::debug!("readings share the common thread pool: {error}");
            }
            while let Some(question) = theirs.next_question() {
                // A panic becomes a message, so that the next question can still be answered.
                let told = catch_unwind(AssertUnwindSafe(|| answer(question))).unwrap_or_else(|payload| {
                    Err(msg!("reader-error-panicked", cause = panic::fault(payload.as_ref())))
                });
                theirs.lock().answer = Some(told);
                wake();
            }
        };
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(serve)
            .map_err(|error| msg!("reader-error-no-thread", error = error.to_string()))?;
        Ok(Self { slots, thread: Some(thread) })
    }
}

impl<Q, A> NewestAnswer<Q, A> {
    /// Asks; replaces an earlier question that was not begun. Never waits for an answer.
    pub fn ask(&self, question: Q) {
        self.slots.lock().question = Some(question);
        self.slots.changed.notify_one();
    }

    /// The newest answer, once; or why there is none. Never waits for it.
    #[must_use]
    pub fn latest(&self) -> Option<Result<A, Message>> {
        self.slots.lock().answer.take()
    }
}

impl<Q, A> Drop for NewestAnswer<Q, A> {
    fn drop(&mut self) {
        self.slots.lock().phase = Phase::Closed;
        self.slots.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            // It catches the panics of a reading; if `wake` itself panicked there is nothing left to do here.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(20);

    fn too_much() -> Message {
        Message::verbatim("too much")
    }

    /// Doubles numbers but breaks down at 13 and refuses 14; and the end at which its wake calls arrive.
    fn doubler() -> (NewestAnswer<u64, u64>, mpsc::Receiver<()>) {
        let (sender, bell) = mpsc::channel();
        let wake = move || {
            let _ = sender.send(());
        };
        let double = |number: u64| {
            assert_ne!(number, 13, "unlucky");
            std::thread::sleep(Duration::from_millis(1));
            if number == 14 { Err(too_much()) } else { Ok(2 * number) }
        };
        (NewestAnswer::start("doubler", wake, double).expect("a thread starts"), bell)
    }

    #[test]
    fn the_last_of_many_questions_is_always_answered() {
        let (doubler, bell) = doubler();
        (100..=300).for_each(|number| doubler.ask(number));
        let mut answers = 0;
        loop {
            bell.recv_timeout(DEADLINE).expect("an answer comes");
            let Some(answer) = doubler.latest() else { continue };
            answers += 1;
            if answer.expect("it went well") == 600 {
                break;
            }
        }
        assert!(answers < 201, "questions that were overtaken are not worked off");
        assert_eq!(doubler.latest(), None, "an answer is taken once");
    }

    #[test]
    fn a_fault_and_a_panic_are_told_and_the_next_question_is_answered() {
        let (doubler, bell) = doubler();
        let ask = |number| {
            doubler.ask(number);
            bell.recv_timeout(DEADLINE).expect("an answer comes");
            doubler.latest().expect("it is there")
        };
        assert!(ask(13).expect_err("it broke down").to_string().contains("unlucky"));
        assert_eq!(ask(14), Err(too_much()));
        assert_eq!(ask(15), Ok(30));
    }

    #[test]
    fn dropping_it_ends_its_thread_even_with_a_question_waiting() {
        let (doubler, bell) = doubler();
        (100..150).for_each(|number| doubler.ask(number));
        drop(doubler);
        // The thread owned the other end of the bell: once it is gone, the channel is closed.
        while bell.recv_timeout(DEADLINE).is_ok() {}
        assert_eq!(bell.try_recv(), Err(mpsc::TryRecvError::Disconnected));
    }
}
