//! Files that come and go: the desktop's dialogs (asked on a thread, so that the window never waits), files dropped on
//! the window, and what each kind of file means.

pub mod dialog;
pub mod request;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use self::dialog::{Ended, PathQuestion, WhileWaiting};
use super::effects::WorkKind;
use super::shared::{self, Shared, WholeState};
use super::window_request::{WhyTyped, WindowRequest};
use crate::background::TaskContext;
use crate::ink;
use crate::model::Skill;
use crate::msg;
use crate::store::folders::{Occupant, occupant};
use crate::store::training_settings::TrainingSettings;
use crate::store::{StoreError, atomic, drawings, methods, pictures, training_settings};
use crate::text::{Message, ToMessage};
use crate::train::Collection;

pub use request::{ChosenFile, Request};

/// No person puts a dialog away this fast: an answer of "nothing" within it means that there was no dialog. On a busy
/// machine that takes longer to find out.
const NO_DIALOG_WITHIN: Duration = Duration::from_millis(300);
/// Longest pasted text that can be a path, in bytes.
const MOST_PATH: usize = 4096;
/// Largest ink file that is read, in bytes.
const INK_LIMIT: u64 = 64 << 20;

/// How a file dialog was answered.
enum Answer {
    /// With this file.
    Chosen(PathBuf),
    /// With nothing: it was put away, or the desktop has none. `is_at_once` if no person can have answered.
    Nothing { is_at_once: bool },
}

/// Asks for a file in the desktop's dialog, which begins in `folder`; `name` is proposed for saving. While an earlier
/// dialog is not answered there is no other, but a path can be typed once that dialog has had its time to appear.
pub fn ask(shared: &mut Shared, request: Request, name: &str, folder: Option<PathBuf>) -> Option<WindowRequest> {
    if shared.is_running(&WorkKind::Dialog) {
        match shared.dialogs.again(&request) {
            WhileWaiting::Wait => return None,
            WhileWaiting::Type => {}
            WhileWaiting::TypeInstead => stop_asking(shared),
        }
        return Some(WindowRequest::TypePath(request, WhyTyped::Silent));
    }
    shared.dialogs.begin(request.clone());
    let question = PathQuestion { request: request.clone(), name: name.to_owned(), folder };
    let job = shared.dialogs.desktop.job(question);
    let ask = move |_: &TaskContext| {
        let asked = Instant::now();
        Ok(match job() {
            Some(path) => Answer::Chosen(path),
            None => Answer::Nothing { is_at_once: asked.elapsed() < NO_DIALOG_WITHIN },
        })
    };
    shared.start(WorkKind::Dialog, ask, move |state, answer| {
        let Ended { is_path_offered, was_seen } = state.shared().dialogs.end();
        match answer {
            Answer::Chosen(path) => {
                if is_path_offered {
                    state.ask_window(WindowRequest::StopTyping);
                }
                state.file_chosen(ChosenFile { request, path });
            }
            Answer::Nothing { is_at_once } if !is_path_offered && (is_at_once || !was_seen) => {
                state.ask_window(WindowRequest::TypePath(request, WhyTyped::NoDialog));
            }
            Answer::Nothing { .. } => {}
        }
    });
    None
}

/// The question that was asked is answered by other means, or not wanted any more: a dialog that answers it later is
/// ignored.
pub fn stop_asking(shared: &mut Shared) {
    shared.effects.discard(&WorkKind::Dialog);
    shared.dialogs.end();
}

/// Writes the current model to a chosen file.
pub fn save_model(shared: &mut Shared, path: PathBuf) {
    if let Some(current) = &shared.current {
        let model = current.model.clone();
        let ending = if model.network().is_some() { "safetensors" } else { methods::ENDING };
        shared.save_model_to(model, with_extension(path, ending));
    }
}

/// Writes the bytes that `make` makes of the drawing; a notice says where.
pub fn save_drawing(
    shared: &mut Shared,
    path: PathBuf,
    extension: &str,
    make: impl FnOnce() -> Result<Vec<u8>, Message> + Send + 'static,
) {
    let path = with_extension(path, extension);
    let write = move |_: &TaskContext| {
        drawings::save(&path, &make()?).map_err(Message::of)?;
        Ok(msg!("drawing-saved", path = &path))
    };
    shared.start(WorkKind::Export, write, |state, saved| state.shared().notices.done(saved));
}

/// Reads a picture from the clipboard: opaque and transparent pixels of four bytes each, row by row.
pub fn open_pasted_picture(shared: &mut Shared, [width, height]: [usize; 2], rgba: Vec<u8>) {
    let read = move |context: &TaskContext| {
        pictures::page_of_rgba(width, height, &rgba, &|| context.is_cancelled()).map_err(Message::of)
    };
    shared.start(WorkKind::Import, read, |state, page| {
        if let Some(page) = page {
            state.show_page(msg!("picture-pasted"), page);
        }
    });
}

/// Reads text from the clipboard: ink, or the path of a file.
pub fn open_pasted_text(shared: &mut Shared, text: String) {
    let trimmed = text.trim();
    let path = trimmed.strip_prefix("file://").unwrap_or(trimmed);
    if !path.contains('\n') && !path.starts_with('{') && path.len() < MOST_PATH && occupant(Path::new(path)).is_some() {
        open_dropped(shared, Path::new(path));
        return;
    }
    let read = move |_: &TaskContext| {
        let file = ink::jsonl::parse(&text);
        let file = file.map_err(|error| msg!("clipboard-no-ink-file", error = error.to_message()))?;
        let first = first_with_ink(file).map_err(|remark| match remark {
            None => msg!("clipboard-no-ink"),
            Some(remark) => msg!("clipboard-no-ink-remark", remark = remark),
        })?;
        Ok(first.strokes)
    };
    shared.start(WorkKind::Import, read, |state, strokes| put_ink(state, strokes, msg!("ink-pasted")));
}

/// Opens a file or folder that was dropped on the window, by what it is.
pub fn open_dropped(shared: &mut Shared, path: &Path) {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let lower = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let path = path.to_path_buf();
    if occupant(&path) == Some(Occupant::Folder) {
        shared.open_data(Collection::Folder(path).into());
    } else if ends(&[".json"]) && occupant(&path.with_extension("safetensors")).is_none() {
        open_settings(shared, path);
    } else if ends(&[".safetensors", ".json"]) {
        shared.load_model(Some(path.display().to_string()));
    } else if ends(&[".csv", ".csv.gz", ".npz"]) {
        shared.open_data(Collection::Folder(path).into());
    } else if ends(&["ubyte", "ubyte.gz", "idx2-int", "idx2-int.gz"]) {
        let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
        shared.open_data(Collection::Folder(folder).into());
    } else if ends(&[".png", ".jpg", ".jpeg"]) {
        let read = move |context: &TaskContext| {
            pictures::read_page_unless(&path, &|| context.is_cancelled()).map_err(Message::of)
        };
        shared.start(WorkKind::Import, read, |state, page| {
            if let Some(page) = page {
                state.show_page(Message::verbatim(name), page);
            }
        });
    } else if ends(&[".jsonl"]) {
        let read = move |_: &TaskContext| {
            let bytes = atomic::read(&path, INK_LIMIT).map_err(Message::of)?;
            let in_file = |fault: Message| StoreError::new(fault, &path).to_message();
            let text = String::from_utf8(bytes).map_err(|_| in_file(msg!("dropped-ink-no-text")))?;
            let file = ink::jsonl::parse(&text).map_err(|error| in_file(error.to_message()))?;
            let first = first_with_ink(file).map_err(|remark| match remark {
                None => in_file(msg!("dropped-ink-none")),
                Some(remark) => in_file(msg!("dropped-ink-none-remark", remark = remark)),
            })?;
            Ok(first.strokes)
        };
        shared.start(WorkKind::Import, read, |state, strokes| put_ink(state, strokes, msg!("ink-opened", file = name)));
    } else {
        shared.notices.error(msg!("dropped-file-unknown", path = &path));
    }
}

/// Puts ink that was read on the canvas, and says so.
fn put_ink(state: &mut dyn WholeState, strokes: Vec<ink::Stroke>, told: Message) {
    state.put_ink(strokes);
    state.shared().notices.done(told);
}

/// The first digit with ink; without one, what was left out of the file, if anything was.
fn first_with_ink(file: ink::InkFile) -> Result<ink::InkDigit, Option<Message>> {
    let remark = file.remark();
    file.digits.into_iter().find(|digit| !digit.strokes.is_empty()).ok_or(remark)
}

/// Reads settings of a run, and the model they start from.
pub fn open_settings(shared: &mut Shared, path: PathBuf) {
    let dir = shared.dir.clone();
    let read = move |_: &TaskContext| {
        let settings = training_settings::read(&path).map_err(Message::of)?;
        // A network that writes is loaded where it writes.
        let reads = settings.config.arch.skill() == Skill::ReadsPictures;
        let named = settings.start_from.clone().filter(|_| reads);
        let start = named.map(|named| shared::load(&dir, Some(named))).transpose();
        let start = start.map_err(|fault| msg!("training-settings-no-start", path = &path, fault = fault))?;
        Ok((path, settings, start))
    };
    shared.start(WorkKind::Import, read, |state, (path, settings, start)| {
        state.open_training_settings(&path, settings, start);
    });
}

/// Writes settings of a run.
pub fn save_settings(shared: &mut Shared, path: PathBuf, settings: TrainingSettings) {
    let path = with_extension(path, "json");
    let write = move |_: &TaskContext| training_settings::write(&path, &settings).map(|()| path).map_err(Message::of);
    shared.start(WorkKind::Settings, write, |state, path| {
        state.shared().notices.done(msg!("training-settings-saved", path = &path));
    });
}

/// `path` with this ending, whatever other it may have.
fn with_extension(path: PathBuf, extension: &str) -> PathBuf {
    if path.extension().is_some_and(|has| has.eq_ignore_ascii_case(extension)) {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(extension);
    name.into()
}
