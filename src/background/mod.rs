//! Work away from the window: one small job runner, and the thread that reads the drawing.

pub mod outbox;
pub mod reader;
pub mod task;

pub use outbox::Outbox;
pub use reader::{Reader, Reading};
pub use task::{Task, TaskContext, TaskError};
