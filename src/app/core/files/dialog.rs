//! The desktop's file dialogs, and what to do while one does not answer.
//!
//! On Linux a dialog is shown by another process, which may be there and never answer. A dialog that appears takes the
//! keyboard's focus from the window; so one that has not taken it after [`PATIENCE`] is not there, and a path can be
//! typed instead. The first answer counts, whether it comes from a dialog that was late or from the keyboard; a dialog
//! that answers after that is ignored.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::request::Request;
use crate::store::folders::{Occupant, occupant};
use crate::text::Named as _;
use crate::tr;

/// How long a desktop may take to show a dialog before a path can be typed.
pub const PATIENCE: Duration = Duration::from_secs(2);

/// What is asked in a dialog.
#[derive(Debug, Clone)]
pub struct PathQuestion {
    /// What the file is wanted for.
    pub request: Request,
    /// The name to propose for saving.
    pub name: String,
    /// The folder to begin in.
    pub folder: Option<PathBuf>,
}

/// What shows file dialogs.
pub trait FileDialogs {
    /// A job for another thread that shows a dialog and waits until it is answered; `None` if it was put away, or if there
    /// is no dialog to be had.
    fn job(&self, question: PathQuestion) -> Box<dyn FnOnce() -> Option<PathBuf> + Send>;

    /// Whether it may be that nothing is shown and nothing is answered.
    fn may_be_silent(&self) -> bool;
}

/// The file dialogs that the desktop brings.
#[derive(Debug, Clone, Default)]
pub struct NativeDialogs(
    /// What each of them is made of: it belongs to the program's window, once there is one.
    pub rfd::FileDialog,
);

impl FileDialogs for NativeDialogs {
    fn job(&self, question: PathQuestion) -> Box<dyn FnOnce() -> Option<PathBuf> + Send> {
        let dialog = self.0.clone();
        Box::new(move || show(dialog, question))
    }

    fn may_be_silent(&self) -> bool {
        // Elsewhere the dialogs are part of the program.
        cfg!(all(unix, not(target_os = "macos")))
    }
}

fn show(dialog: rfd::FileDialog, question: PathQuestion) -> Option<PathBuf> {
    let PathQuestion { request, name, folder } = question;
    let mut dialog = dialog.set_title(request.title());
    if let Some(folder) = folder.filter(|folder| occupant(folder) == Some(Occupant::Folder)) {
        dialog = dialog.set_directory(folder);
    }
    match request {
        Request::OpenModel => dialog.add_filter(tr!("dialog-models"), &["safetensors", "json"]).pick_file(),
        Request::SaveModel => {
            let name = format!("{name}.safetensors");
            dialog.add_filter(tr!("dialog-models"), &["safetensors"]).set_file_name(name).save_file()
        }
        Request::OpenData | Request::MixData => dialog.pick_folder(),
        Request::OpenInk | Request::MixInk | Request::CompareInk(_) => {
            dialog.add_filter(tr!("dialog-ink"), &["jsonl"]).pick_file()
        }
        Request::OpenSettings => dialog.add_filter(tr!("dialog-settings"), &["json"]).pick_file(),
        Request::SaveSettings => {
            let name = format!("{}.json", tr!("dialog-settings-file"));
            dialog.add_filter(tr!("dialog-settings"), &["json"]).set_file_name(name).save_file()
        }
        Request::OpenPicture => dialog.add_filter(tr!("dialog-pictures"), &["png", "jpg", "jpeg", "jsonl"]).pick_file(),
        Request::ExportRun(_, form) => {
            dialog.add_filter(form.title(), &[form.extension()]).set_file_name(name).save_file()
        }
        Request::SaveInside(form) => {
            let name = format!("{}.{}", tr!("inside-picture-file"), form.extension());
            dialog.add_filter(form.title(), &[form.extension()]).set_file_name(name).save_file()
        }
        Request::SaveWriting(form) => {
            let name = format!("{}.{}", tr!("dialog-writing-file"), form.extension());
            dialog.add_filter(tr!("dialog-drawings"), &[form.extension()]).set_file_name(name).save_file()
        }
        Request::SaveDrawing(form) => {
            dialog.add_filter(tr!("dialog-drawings"), &[form.extension()]).set_file_name(form.file_name()).save_file()
        }
    }
}

/// Opens file dialogs, one at a time, and waits for the answer of the open one.
pub struct Dialogs {
    /// What shows them.
    pub(super) desktop: Box<dyn FileDialogs>,
    /// How long it may take.
    patience: Duration,
    waiting: Option<Waiting>,
    /// Whether the window had the focus in the last frame.
    had_focus: bool,
}

/// A question that was asked in a dialog.
struct Waiting {
    request: Request,
    asked: Instant,
    /// Whether the window lost the focus since, as it does to a dialog.
    has_lost_focus: bool,
    /// Whether a path can be typed meanwhile.
    is_path_offered: bool,
}

/// How the wait for an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended {
    /// Whether a path could be typed meanwhile.
    pub is_path_offered: bool,
    /// Whether a dialog was there to be put away: it takes the focus.
    pub was_seen: bool,
}

/// What to do about a question while an earlier one is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WhileWaiting {
    /// Nothing: its dialog is about to appear.
    Wait,
    /// Let a path be typed; the dialog may still answer.
    Type,
    /// The same, for another request: the dialog's answer is no longer wanted.
    TypeInstead,
}

impl Default for Dialogs {
    fn default() -> Self {
        Self { desktop: Box::new(NativeDialogs::default()), patience: PATIENCE, waiting: None, had_focus: false }
    }
}

impl Dialogs {
    /// Shows them with `desktop` from now on; each may take `patience` to appear.
    pub(in crate::app::core) fn show_with(&mut self, desktop: Box<dyn FileDialogs>, patience: Duration) {
        (self.desktop, self.patience) = (desktop, patience);
    }

    /// A dialog is asked for a file.
    pub(super) fn begin(&mut self, request: Request) {
        let waiting = Waiting { request, asked: Instant::now(), has_lost_focus: false, is_path_offered: false };
        self.waiting = Some(waiting);
    }

    /// There is an answer, or none is wanted any more.
    pub(super) fn end(&mut self) -> Ended {
        let waiting = self.waiting.take();
        Ended {
            is_path_offered: waiting.as_ref().is_some_and(|waiting| waiting.is_path_offered),
            was_seen: !self.desktop.may_be_silent() || waiting.is_some_and(|waiting| waiting.has_lost_focus),
        }
    }

    /// What to do about `request` while the dialog for an earlier one is not answered.
    pub(super) fn again(&mut self, request: &Request) -> WhileWaiting {
        let may_be_silent = self.desktop.may_be_silent();
        let Some(waiting) = &mut self.waiting else { return WhileWaiting::TypeInstead };
        if !may_be_silent || waiting.asked.elapsed() < self.patience {
            return WhileWaiting::Wait;
        }
        if waiting.request != *request {
            return WhileWaiting::TypeInstead;
        }
        waiting.is_path_offered = true;
        WhileWaiting::Type
    }

    /// Takes in whether the window has the focus; gives the request for which a path has to be typed from now on.
    pub(in crate::app::core) fn follow(&mut self, has_focus: bool) -> Option<Request> {
        let has_lost_focus = self.had_focus && !has_focus;
        self.had_focus = has_focus;
        let may_be_silent = self.desktop.may_be_silent();
        let waiting = self.waiting.as_mut()?;
        waiting.has_lost_focus |= has_lost_focus;
        let is_shown = waiting.has_lost_focus || waiting.is_path_offered || !may_be_silent;
        if is_shown || waiting.asked.elapsed() < self.patience {
            return None;
        }
        waiting.is_path_offered = true;
        Some(waiting.request.clone())
    }

    /// Time until it is known that a dialog did not appear.
    #[must_use]
    pub fn due(&self) -> Option<Duration> {
        let waiting = self.waiting.as_ref().filter(|waiting| !waiting.is_path_offered && !waiting.has_lost_focus)?;
        Some(self.patience.saturating_sub(waiting.asked.elapsed())).filter(|wait| !wait.is_zero())
    }
}
