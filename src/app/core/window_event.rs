//! What happens to the window itself and changes what the app knows.

use super::platform::Platform;
use super::settings::WindowPlace;
use crate::text::Message;

/// One thing that happened to the window.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowEvent {
    /// A frame begins; whether the window has the focus, which a file dialog takes from it.
    Frame {
        /// Whether it has the focus.
        has_focus: bool,
    },
    /// It has another size or lies elsewhere.
    Placed(WindowPlace),
    /// What the window system brings.
    Platform(Platform),
    /// Something that it does by itself failed, such as writing its settings.
    Fault(Message),
}
