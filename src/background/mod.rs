//! Work away from the window: one small job runner, the threads that read the drawing, and the one that hears signals.

pub mod inspecting_reader;
pub mod method_inspector;
pub mod newest_answer;
pub mod outbox;
pub mod panel_reader;
pub mod reader;
pub mod scene_reader;
pub mod scribe;
pub mod signals;
pub mod task;

pub use inspecting_reader::{InspectingReader, Inspection, LookRequest};
pub use method_inspector::MethodInspector;
pub use outbox::Outbox;
pub use panel_reader::{PanelReader, PanelReading, Timed};
pub use reader::{Reader, Reading};
pub use scene_reader::{ReadDigit, SceneReader, SceneReading, read_scene};
pub use scribe::{DrawnWay, PageScribe, Placement, Ways, WaysAsked, Writer};
pub use task::{Task, TaskContext, TaskError};
