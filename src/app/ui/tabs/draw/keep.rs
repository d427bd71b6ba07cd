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
use crate::data::DIGITS;
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
        ui.horizontal(|ui| row.for_each(|digit| chip(ui, digit, width, context)));
    }
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

/// The button that keeps the drawing as a `digit`.
fn chip(ui: &mut Ui, digit: u8, width: f32, context: &mut ViewContext<'_>) {
    let command = Command::OwnDigits(OwnDigitsCommand::Keep(digit));
    let info = command.info();
    let number = digit.to_string();
    let chip = IconButton::new(None, &number).least_width_centred(width);
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
    let name = tr!("keep-digit", label = digit.label, number = at + 1);
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
            ui.painter().text(corner.center(), Align2::CENTER_CENTER, digit.label.to_string(), font, palette.accent);
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
