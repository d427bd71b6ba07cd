//! The small window that takes a typed path where the desktop has no file dialog, and asks before a file is replaced.

use std::path::PathBuf;

use egui::{Id, Key, Label, Modal, ModalResponse, Modifiers, RichText, Role, TextEdit, Ui, WidgetInfo};

use crate::app::core::command::Command;
use crate::app::core::files::request::{ChosenFile, Request, TakenPath};
use crate::app::core::window_request::WhyTyped;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::card;
use crate::store::folders::Occupant;
use crate::tr;

/// A path that is being typed.
#[derive(Debug)]
pub struct TypedPath {
    request: Request,
    path: String,
    why: WhyTyped,
    /// The file that is there already, while it is asked whether to replace it.
    taken: Option<TakenPath>,
}

impl TypedPath {
    /// Nothing typed yet.
    #[must_use]
    pub fn new(request: Request, why: WhyTyped) -> Self {
        Self { request, path: String::new(), why, taken: None }
    }

    /// A file that was chosen in a dialog, which did not know that it exists.
    #[must_use]
    pub fn taken(ChosenFile { request, path }: ChosenFile) -> Self {
        let taken = TakenPath::at(path.clone());
        // Another name is typed, not chosen in the dialog again.
        Self { request, path: path.display().to_string(), why: WhyTyped::Taken, taken }
    }
}

/// Draws the window while a path is wanted; what to do once it is confirmed or put away.
pub fn ui(ctx: &egui::Context, typed: &mut Option<TypedPath>) -> Option<Command> {
    let wanted = typed.take()?;
    let answer = match wanted.taken.clone() {
        Some(taken) => replace(ctx, wanted, taken, typed),
        None => ask(ctx, wanted, typed),
    };
    answer.map(Command::Answer).or_else(|| typed.is_none().then_some(Command::StopAsking))
}

/// Takes the path.
fn ask(ctx: &egui::Context, wanted: TypedPath, typed: &mut Option<TypedPath>) -> Option<ChosenFile> {
    let TypedPath { request, mut path, why, .. } = wanted;
    let is_entered = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let mut is_cancelled = false;
    let mut is_confirmed = is_entered;
    let modal = show(ctx, "type", &request.title(), |ui| {
        ui.label(match why {
            WhyTyped::NoDialog => tr!("path-no-dialog"),
            WhyTyped::Silent => tr!("path-dialog-silent"),
            WhyTyped::Taken => tr!("path-other-name"),
        });
        let field = ui.add(TextEdit::singleline(&mut path).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr!("path-field")));
        field.request_focus();
        ui.weak(request.hint());
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            is_confirmed |= ui.add(IconButton::new(None, &request.verb()).emphasis(Emphasis::Main)).clicked();
            is_cancelled = ui.add(IconButton::new(None, &tr!("path-cancel"))).clicked();
        });
    });
    let trimmed = path.trim();
    if is_confirmed && !trimmed.is_empty() {
        let chosen = expanded(trimmed);
        let taken = request.target(chosen.clone()).and_then(TakenPath::at);
        if taken.is_none() {
            return Some(ChosenFile { request, path: chosen });
        }
        *typed = Some(TypedPath { request, path, why, taken });
    } else if !is_cancelled && !modal.should_close() {
        *typed = Some(TypedPath { request, path, why, taken: None });
    }
    None
}

/// Asks whether to replace the file that is there. Enter does nothing here: it was pressed to confirm the path.
fn replace(
    ctx: &egui::Context,
    wanted: TypedPath,
    taken: TakenPath,
    typed: &mut Option<TypedPath>,
) -> Option<ChosenFile> {
    let (mut is_confirmed, mut is_cancelled, mut is_other) = (false, false, false);
    let TakenPath { path, by } = taken;
    let (title, what) = match by {
        Occupant::Folder => (tr!("path-taken-by-folder"), tr!("path-is-folder", path = &path)),
        Occupant::NoFolder => (tr!("path-taken"), tr!("path-replacing", path = &path)),
    };
    let modal = show(ctx, "replace", &title, |ui| {
        ui.add(Label::new(what).wrap());
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            is_other = ui.add(IconButton::new(None, &tr!("path-other")).emphasis(Emphasis::Main)).clicked();
            if by == Occupant::NoFolder {
                is_confirmed = ui.add(IconButton::new(None, &tr!("path-replace"))).clicked();
            }
            is_cancelled = ui.add(IconButton::new(None, &tr!("path-cancel"))).clicked();
        });
    });
    if is_confirmed {
        return Some(ChosenFile { request: wanted.request, path });
    }
    if is_other {
        *typed = Some(TypedPath { why: WhyTyped::Taken, taken: None, ..wanted });
    } else if !is_cancelled && !modal.should_close() {
        *typed = Some(wanted);
    }
    None
}

fn show(ctx: &egui::Context, salt: &str, title: &str, content: impl FnOnce(&mut Ui)) -> ModalResponse<()> {
    let width = (ctx.content_rect().width() - 2.0 * space::XL).min(480.0);
    // Not one for both windows: buttons in the same place would be one button, and a click on it would count in both.
    let id = Id::unique(("typed path", salt));
    let area = Modal::default_area(id).accessible_name(title);
    Modal::new(id).area(area).frame(card::modal(ctx)).show(ctx, |ui| {
        ui.set_width(width);
        ui.label(RichText::new(title).font(theme::strong_font(size::TITLE)));
        content(ui);
    })
}

/// The path with a leading `~` as the home folder, and without quotes around it.
fn expanded(path: &str) -> PathBuf {
    let path = path.trim_matches(['"', '\'']);
    let home = std::env::home_dir();
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}
