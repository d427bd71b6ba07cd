//! What a place gets to draw itself.

use crate::app::core::command::Command;
use crate::app::core::settings::Settings;
use crate::app::core::state::Core;

/// The state to look at, and a list of commands to be carried out when the frame is drawn. Whatever changes the state is
/// a command.
pub struct ViewContext<'a> {
    /// All there is to see.
    pub core: &'a Core,
    /// A copy of the settings that widgets edit in place; what differs when the place is drawn becomes
    /// [`Command::Edit`].
    pub settings: &'a mut Settings,
    /// Commands to carry out after the frame.
    pub commands: &'a mut Vec<Command>,
}
