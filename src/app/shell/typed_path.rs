//! The small window that takes a typed path where the desktop has no file dialog.

use std::path::PathBuf;

use eframe::egui::{self, Id, Key, Modal, Modifiers, RichText, Role, TextEdit, WidgetInfo};

use crate::app::files::Request;
use crate::app::theme::{self, size, space};
use crate::app::widgets::button::{IconButton, Look};
use crate::app::widgets::card;

/// A path that is being typed.
#[derive(Debug)]
pub struct TypedPath {
    request: Request,
    path: String,
}

impl TypedPath {
    /// Nothing typed yet.
    #[must_use]
    pub fn new(request: Request) -> Self {
        Self { request, path: String::new() }
    }
}

/// Draws the window while a path is wanted; the path, once it is confirmed.
pub fn ui(ctx: &egui::Context, typed: &mut Option<TypedPath>) -> Option<(Request, PathBuf)> {
    let TypedPath { request, mut path } = typed.take()?;
    let is_entered = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter));
    let width = (ctx.content_rect().width() - 2.0 * space::XL).min(480.0);
    let mut is_cancelled = false;
    let mut is_confirmed = is_entered;
    let area = Modal::default_area(Id::unique("typed path")).accessible_name(request.title());
    let modal = Modal::new(Id::unique("typed path")).area(area).frame(card::modal(ctx)).show(ctx, |ui| {
        ui.set_width(width);
        ui.label(RichText::new(request.title()).font(theme::strong_font(size::TITLE)));
        ui.label("This desktop offers no file dialog, so please type the path");
        let field = ui.add(TextEdit::singleline(&mut path).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Path"));
        field.request_focus();
        ui.weak(request.hint());
        ui.add_space(space::S);
        ui.horizontal(|ui| {
            is_confirmed |= ui.add(IconButton::new(None, request.verb()).look(Look::Main)).clicked();
            is_cancelled = ui.add(IconButton::new(None, "Cancel")).clicked();
        });
    });
    let trimmed = path.trim();
    if is_confirmed && !trimmed.is_empty() {
        return Some((request, expanded(trimmed)));
    }
    if !is_cancelled && !modal.should_close() {
        *typed = Some(TypedPath { request, path });
    }
    None
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
