//! One job on a named thread: its progress, its result, and a way to cancel it. A panic in it becomes an error.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use crate::text::{Language, Message, ToMessage};
use crate::train::panic;
use crate::{display_as_message, msg};

/// A job that is running or has just ended. Dropping it asks it to cancel and does not wait.
pub struct Task<T> {
    state: Arc<TaskState>,
    result: Option<Receiver<Result<T, TaskError>>>,
}

/// What a job is given: a way to report progress, and whether it was cancelled.
#[derive(Clone)]
pub struct TaskContext {
    state: Arc<TaskState>,
}

/// What a job and its owner share.
struct TaskState {
    /// Bits of an `f32` in [0, 1].
    progress: AtomicU32,
    cancelled: AtomicBool,
    wake: Box<dyn Fn() + Send + Sync>,
}

/// Why a job brought no result.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum TaskError {
    /// It panicked; what the panic says.
    Panicked(Message),
    /// Its thread could not be started, for this reason of the system.
    NoThread(String),
    /// Its thread ended without a result.
    NoResult,
}

impl ToMessage for TaskError {
    fn to_message(&self) -> Message {
        match self {
            Self::Panicked(cause) => msg!("task-error-panicked", cause = cause.clone()),
            Self::NoThread(error) => msg!("task-error-no-thread", error = error),
            Self::NoResult => msg!("task-error-no-result"),
        }
    }
}

display_as_message!(TaskError);

impl TaskContext {
    /// Says how much is done, in [0, 1].
    pub fn progress(&self, share: f32) {
        self.state.progress.store(share.clamp(0.0, 1.0).to_bits(), Ordering::Relaxed);
        (self.state.wake)();
    }

    /// Whether the job should end early.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.state.cancelled.load(Ordering::Relaxed)
    }
}

impl<T: Send + 'static> Task<T> {
    /// Runs `job` on a thread called `name`; `wake` is called when progress was made and when it ends.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn spawn(
        name: &str,
        wake: impl Fn() + Send + Sync + 'static,
        job: impl FnOnce(&TaskContext) -> T + Send + 'static,
    ) -> Result<Self, TaskError> {
        let state = Arc::new(TaskState {
            progress: AtomicU32::new(0.0_f32.to_bits()),
            cancelled: AtomicBool::new(false),
            wake: Box::new(wake),
        });
        let (sender, receiver) = channel();
        let context = TaskContext { state: Arc::clone(&state) };
        let language = Language::current();
        let work = move || {
            language.make_current();
            // The job is gone after a panic, so nobody can see what it left half done.
            let result = catch_unwind(AssertUnwindSafe(|| job(&context)));
            let result = result.map_err(|payload| TaskError::Panicked(panic::fault(payload.as_ref())));
            // Nobody listens any more if the task was dropped, and that is fine.
            let _ = sender.send(result);
            (context.state.wake)();
        };
        std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(work)
            .map_err(|error| TaskError::NoThread(error.to_string()))?;
        Ok(Self { state, result: Some(receiver) })
    }

    /// The result, once; `None` while it runs and after it was taken. Never blocks.
    pub fn poll(&mut self) -> Option<Result<T, TaskError>> {
        let result = match self.result.as_ref()?.try_recv() {
            Ok(result) => result,
            Err(TryRecvError::Empty) => return None,
            Err(TryRecvError::Disconnected) => Err(TaskError::NoResult),
        };
        self.result = None;
        Some(result)
    }

    /// How much is done, in [0, 1].
    #[must_use]
    pub fn progress(&self) -> f32 {
        f32::from_bits(self.state.progress.load(Ordering::Relaxed))
    }

    /// Asks it to end early; its result still comes.
    pub fn cancel(&self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }
}

impl<T> Drop for Task<T> {
    fn drop(&mut self) {
        self.state.cancelled.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{self, Sender};
    use std::time::Duration;

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(20);

    /// A wake callback and the end at which its calls arrive.
    fn bell() -> (impl Fn() + Send + Sync + 'static, Receiver<()>) {
        let (sender, receiver) = mpsc::channel();
        (
            move || {
                let _ = sender.send(());
            },
            receiver,
        )
    }

    fn wait<T: Send + 'static>(task: &mut Task<T>, bell: &Receiver<()>) -> Result<T, TaskError> {
        loop {
            if let Some(result) = task.poll() {
                return result;
            }
            bell.recv_timeout(DEADLINE).expect("the task rings before the deadline");
        }
    }

    #[test]
    fn a_result_comes_once() {
        let (wake, bell) = bell();
        let mut task = Task::spawn("sum", wake, |_| 2 + 2).expect("a thread starts");
        assert_eq!(wait(&mut task, &bell), Ok(4));
        assert_eq!(task.poll(), None);
    }

    #[test]
    fn the_thread_has_the_name_it_was_given() {
        let (wake, bell) = bell();
        let mut task =
            Task::spawn("unpack", wake, |_| std::thread::current().name().map(str::to_owned)).expect("a thread starts");
        assert_eq!(wait(&mut task, &bell), Ok(Some("unpack".into())));
    }

    #[test]
    fn a_panic_becomes_an_error_that_says_what_happened() {
        let (wake, bell) = bell();
        let mut task = Task::<()>::spawn("panics", wake, |_| panic!("no such folder")).expect("a thread starts");
        let error = wait(&mut task, &bell).expect_err("the job panicked");
        assert!(error.to_string().contains("no such folder"), "{error}");
    }

    #[test]
    fn progress_is_seen_while_the_job_runs_and_stays_within_its_range() {
        let (wake, bell) = bell();
        let (go, gate) = mpsc::channel::<()>();
        let mut task = Task::spawn("half", wake, move |context: &TaskContext| {
            context.progress(0.5);
            let _ = gate.recv_timeout(DEADLINE);
            context.progress(7.0);
        })
        .expect("a thread starts");
        bell.recv_timeout(DEADLINE).expect("progress rings");
        assert!((task.progress() - 0.5).abs() < f32::EPSILON);
        go.send(()).expect("the job waits");
        wait(&mut task, &bell).expect("the job ends well");
        assert!((task.progress() - 1.0).abs() < f32::EPSILON);
    }

    /// Waits until it is cancelled, then says so.
    fn until_cancelled(context: &TaskContext, ended: &Sender<()>) -> &'static str {
        let deadline = std::time::Instant::now() + DEADLINE;
        while !context.is_cancelled() && std::time::Instant::now() < deadline {
            std::thread::yield_now();
        }
        let _ = ended.send(());
        if context.is_cancelled() { "cancelled" } else { "never cancelled" }
    }

    #[test]
    fn a_cancelled_job_still_brings_its_result() {
        let (wake, bell) = bell();
        let (ended, _keep) = mpsc::channel();
        let mut task = Task::spawn("waits", wake, move |context: &TaskContext| until_cancelled(context, &ended))
            .expect("a thread starts");
        task.cancel();
        assert_eq!(wait(&mut task, &bell), Ok("cancelled"));
    }

    #[test]
    fn dropping_a_task_cancels_its_job() {
        let (ended, end) = mpsc::channel();
        let task = Task::spawn("waits", || (), move |context: &TaskContext| until_cancelled(context, &ended))
            .expect("a thread starts");
        drop(task);
        end.recv_timeout(DEADLINE).expect("the job ends because it was cancelled");
    }
}
