//! The menu that keeps a drawing as a digit of one's own, shows those there are, and teaches the model with them.

use std::borrow::Cow;

use egui::{
    Align2, CursorIcon, Rect, Response, RichText, Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
};

use super::menus;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::own_digits::OwnDigitsCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size};
use crate::app::ui::widgets::button::IconButton;
use crate::app::ui::widgets::{button, card, pixels};
use crate::data::labels::LONGEST_NAME;
use crate::data::{DIGITS, Label};
use crate::store::own_digits::OwnDigit;
use crate::tr;

/// Side of a digit in the menu, in points.
const SIDE: f32 = 46.0;
/// Digits that are shown, the newest first.
const MOST: usize = 48;
/// Most digits that are told to be missing.
const MOST_MISSING: usize = 5;

/// The menu above its button.
pub fn menu(anchor: &Response, context: &mut ViewContext<'_>) {
    menus::popup(anchor, |ui| content(ui, context));
}

/// Which digit the drawing is, those that were kept, and what can be done with them.
pub fn content(ui: &mut Ui, context: &mut ViewContext<'_>) {
    card::caption(ui, &tr!("keep-as"));
    let width = ((ui.available_width() - 4.0 * ui.spacing().item_spacing.x) / 5.0).floor();
    for row in [0..=4, 5..=9] {
        ui.horizontal(|ui| row.for_each(|digit| chip(ui, Label::digit(digit), width, context)));
    }
    symbols(ui, width, context);
    ui.separator();
    let all = context.core.own_digits.all();
    if all.is_empty() {
        ui.label(RichText::new(tr!("keep-none")).size(size::SMALL).color(theme::palette(ui).quiet));
    } else {
        card::caption(ui, &told(all.len(), context.core.own_digits.counts()));
        ui.horizontal_wrapped(|ui| {
            for (at, digit) in all.iter().enumerate().rev().take(MOST) {
                if kept(ui, digit, at).clicked() {
                    context.commands.push(Command::OwnDigits(OwnDigitsCommand::Remove(at)));
                }
            }
        });
        if let Some(more) = all.len().checked_sub(MOST).filter(|&more| more > 0) {
            card::caption(ui, &tr!("keep-more", digits = more));
        }
    }
    ui.separator();
    for command in [OwnDigitsCommand::BringBack, OwnDigitsCommand::Teach] {
        menus::row(ui, Command::OwnDigits(command), context);
    }
}

/// Signs that are offered before any was drawn.
const SIGNS: [&str; 5] = ["+", "−", "×", "÷", "="];
/// Buttons in a row.
const IN_A_ROW: usize = 5;

/// The buttons that keep the drawing as a symbol, and a place to name another one.
fn symbols(ui: &mut Ui, width: f32, context: &mut ViewContext<'_>) {
    let mut all: Vec<Label> = SIGNS.iter().filter_map(|sign| Label::new(sign).ok()).collect();
    for (label, _) in context.core.own_digits.symbols() {
        if !all.contains(&label) {
            all.push(label);
        }
    }
    for row in all.chunks(IN_A_ROW) {
        ui.horizontal(|ui| row.iter().for_each(|label| chip(ui, *label, width, context)));
    }
    another(ui, context);
}

/// A field for the name of another symbol, and the button that keeps the drawing as it.
fn another(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let key = ui.scope_id().with("another-symbol");
    let mut name: String = ui.data(|data| data.get_temp(key)).unwrap_or_default();
    let label = Label::new(&name).ok();
    let fault = match label {
        None if name.trim().is_empty() => None,
        None => Some(tr!("keep-symbol-long", most = LONGEST_NAME)),
        Some(label) if label.as_digit().is_some() => Some(tr!("keep-symbol-digit", digit = label.name())),
        Some(_) => None,
    };
    ui.horizontal(|ui| {
        let hint = tr!("keep-symbol-hint");
        let field = egui::TextEdit::singleline(&mut name).hint_text(&*hint).desired_width(110.0).char_limit(40);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, tr!("keep-symbol-name")));
        let Some(label) = label.filter(|_| fault.is_none()) else { return };
        let command = Command::OwnDigits(OwnDigitsCommand::Keep(label));
        let words = tr!("own-digits-keep", digit = label.name());
        let keep = IconButton::new(icons::TAG, &words);
        if ui.add_enabled(command.is_enabled(context.core), keep).clicked() {
            context.commands.push(command);
            ui.close();
        }
    });
    if let Some(fault) = fault {
        ui.label(RichText::new(fault).size(size::SMALL).color(theme::palette(ui).warning));
    }
    ui.data_mut(|data| data.insert_temp(key, name));
}

/// The button that keeps the drawing as a digit or a symbol.
fn chip(ui: &mut Ui, digit: Label, width: f32, context: &mut ViewContext<'_>) {
    let command = Command::OwnDigits(OwnDigitsCommand::Keep(digit));
    let info = command.info();
    let chip = IconButton::new(None, digit.name()).least_width_centred(width);
    let response = ui.add_enabled(command.is_enabled(context.core), chip);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, info.label.to_string()));
    if button::with_tooltip(response, &info).clicked() {
        context.commands.push(command);
        // It lies over the canvas, where the next digit is to be drawn.
        ui.close();
    }
}

/// "12 digits of your own; no 3 and 8 yet".
fn told(count: usize, counts: [usize; DIGITS]) -> Cow<'static, str> {
    let missing: Vec<usize> = (0..DIGITS).filter(|&digit| counts[digit] == 0).collect();
    match missing.len() {
        1..=MOST_MISSING => tr!("keep-count-missing", digits = count, missing = missing),
        // Nothing or too much.
        _ => tr!("keep-count", digits = count),
    }
}

/// A kept digit with its label; a click takes it out.
fn kept(ui: &mut Ui, digit: &OwnDigit, at: usize) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::click());
    let name = tr!("keep-digit", label = digit.label.name(), number = at + 1);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let mesh = pixels::mesh(&digit.image, rect, ui.pixels_per_point());
        ui.painter().add(Shape::mesh(mesh));
        let is_hot = response.hovered() || response.has_focus();
        let corner = Rect::from_min_size(rect.min, Vec2::splat(16.0));
        ui.painter().rect_filled(corner, 0.0, if is_hot { palette.wrong } else { palette.well });
        if is_hot {
            ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.5, palette.wrong), StrokeKind::Inside);
            let icon = theme::icon_font(size::SMALL);
            ui.painter().text(corner.center(), Align2::CENTER_CENTER, icons::X, icon, palette.card);
        } else {
            let font = theme::strong_font(size::SMALL);
            ui.painter().text(corner.center(), Align2::CENTER_CENTER, digit.label.name(), font, palette.accent);
        }
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(tr!("keep-digit.help"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_told_if_it_is_little() {
        let mut counts = [2; 10];
        assert_eq!(told(20, counts), "20 digits of your own");
        counts[3] = 0;
        assert_eq!(told(18, counts), "18 digits of your own; no 3 yet");
        (counts[7], counts[8]) = (0, 0);
        assert_eq!(told(14, counts), "14 digits of your own; no 3, 7 and 8 yet");
        assert_eq!(told(1, [0, 1, 0, 0, 0, 0, 0, 0, 0, 0]), "1 digit of your own");
    }
}
