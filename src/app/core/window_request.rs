//! What the state asks of the window that shows it: things only a window can do.

use super::files::request::{ChosenFile, Request};
use crate::ink::Raster;

/// Why a path is typed and not chosen in a dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyTyped {
    /// The desktop has no file dialog.
    NoDialog,
    /// It should have one, which has not answered so far.
    Silent,
    /// The name that was chosen is taken.
    Taken,
}

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
    /// Open or close the page of help.
    ToggleHelp,
    /// Let a path be typed, for this reason.
    TypePath(Request, WhyTyped),
    /// No path is wanted any more.
    StopTyping,
    /// Ask whether to replace the file at this path, which the dialog did not know to exist.
    ConfirmReplacing(ChosenFile),
}
