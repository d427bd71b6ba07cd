//! One job on a named thread: its progress, its result, and a way to cancel it. A panic in it becomes an error.

/// A job that is running or has just ended. Dropping it asks it to cancel and does not wait.
pub struct Task<T> {
    result: std::marker::PhantomData<T>,
}

/// What a job can see of its surroundings.
#[derive(Clone)]
pub struct TaskContext {}

/// The job broke down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct TaskError(pub String);

impl TaskContext {
    /// Says how much is done, in [0, 1].
    pub fn progress(&self, _share: f32) {
        todo!()
    }

    /// Whether the job should end early.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        todo!()
    }
}

impl<T: Send + 'static> Task<T> {
    /// Runs `job` on a thread called `name`; `wake` is called when progress was made and when it ends.
    ///
    /// # Errors
    /// When the thread cannot be started.
    pub fn spawn(
        _name: &str,
        _wake: impl Fn() + Send + Sync + 'static,
        _job: impl FnOnce(&TaskContext) -> T + Send + 'static,
    ) -> Result<Self, TaskError> {
        todo!()
    }

    /// The result, once; `None` while it runs and after it was taken. Never blocks.
    pub fn poll(&mut self) -> Option<Result<T, TaskError>> {
        todo!()
    }

    /// How much is done, in [0, 1].
    #[must_use]
    pub fn progress(&self) -> f32 {
        todo!()
    }

    /// Asks it to end early; its result still comes.
    pub fn cancel(&self) {
        todo!()
    }
}
