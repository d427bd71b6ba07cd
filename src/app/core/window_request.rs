//! What the state asks of the window that shows it: things only a window can do.

use std::path::PathBuf;

use super::files::request::Request;
use crate::ink::Raster;

/// One thing the window is asked to do; done right after the command that asked.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowRequest {
    /// Put a picture of this ink on the clipboard.
    CopyInk(Raster),
    /// Put text on the clipboard.
    CopyText(String),
    /// Bring what is on the clipboard, as if the keys for pasting had been pressed.
    Paste,
    /// Fill the screen, or go back.
    ToggleFullScreen,
    /// Open or close the list of all commands.
    TogglePalette,
    /// Let a path be typed, since this desktop has no file dialog.
    TypePath(Request),
    /// Ask whether to replace the file at this path, which the dialog did not know to exist.
    ConfirmReplacing(Request, PathBuf),
}
