//! What the sheet of samples and the table of sums have in common: the row above them, and what is read in one of many
//! digits, beside its ink and never on it.

use std::borrow::Cow;

use egui::{Align2, FontId, Rect, RichText, Ui, vec2};

use super::head::push;
use crate::app::core::effects::WorkKind;
use crate::app::core::icons;
use crate::app::core::writing::command::WritingCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, Palette, size};
use crate::app::ui::widgets::button::Show;
use crate::app::ui::widgets::progress;

/// Width of what is read, beside the ink, in points.
pub const READING_WIDTH: f32 = 20.0;
/// Height of what is read, below the ink, in points.
pub const READING_HEIGHT: f32 = 16.0;

/// The button that asks for all of it anew, and beside it how far that is, what is `told` of it, or that there is `none`.
pub fn above(
    ui: &mut Ui,
    (command, work): (WritingCommand, &WorkKind),
    told: Option<Cow<'static, str>>,
    none: &str,
    context: &mut ViewContext<'_>,
) {
    ui.horizontal_wrapped(|ui| {
        push(ui, command, Show::Both, context);
        match (told, context.core.shared.progress(work)) {
            (_, Some(share)) => progress::bar(ui, share, vec2(160.0, progress::HEIGHT)),
            (Some(told), None) => ui.label(told),
            (None, None) => ui.label(RichText::new(none).color(theme::palette(ui).quiet)),
        };
    });
}

/// What is read below the ink of `cell`: right, wrong, or, where nothing was asked for, only what it is.
pub fn below(ui: &Ui, cell: Rect, read: &str, is_right: Option<bool>) {
    let (icon, colour, font) = look(is_right, theme::palette(ui));
    let place = cell.center_bottom() - vec2(0.0, 1.0);
    ui.painter().text(place, Align2::CENTER_BOTTOM, format!("{icon} {read}"), font, colour);
}

/// The same beside the ink, its sign above it.
pub fn beside(ui: &Ui, cell: Rect, read: &str, is_right: Option<bool>) {
    let (icon, colour, font) = look(is_right, theme::palette(ui));
    let middle = cell.right_center() - vec2(READING_WIDTH / 2.0, 0.0);
    ui.painter().text(middle, Align2::CENTER_BOTTOM, icon, theme::icon_font(size::SMALL), colour);
    ui.painter().text(middle, Align2::CENTER_TOP, read, font, colour);
}

fn look(is_right: Option<bool>, palette: &Palette) -> (&'static str, egui::Color32, FontId) {
    match is_right {
        Some(true) => (icons::CHECK, palette.right, theme::font(size::SMALL)),
        Some(false) => (icons::X, palette.wrong, theme::strong_font(size::SMALL)),
        None => (icons::EYE, palette.quiet, theme::font(size::SMALL)),
    }
}
