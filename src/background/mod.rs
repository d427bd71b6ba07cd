//! Work away from the window: one small job runner, and the thread that reads the drawing.

pub mod reader;
pub mod task;

pub use reader::{Reader, Reading};
pub use task::{Task, TaskContext, TaskError};
