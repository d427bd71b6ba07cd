//! Messages at the bottom right: errors until they are read, the rest for a moment.

use egui::{Align2, Area, Id, Order, RichText, Stroke};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::notices::{Notice, Notices, NoticesCommand, Weight};
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::button::{IconButton, Look, Show};
use crate::app::ui::widgets::card;
use crate::tr;

/// Most cards at a time; the rest is in the list.
const MOST: usize = 4;

/// Icon and colour of a message.
#[must_use]
pub fn sign(weight: Weight, palette: &Palette) -> (&'static str, egui::Color32) {
    match weight {
        Weight::Done => (icons::CHECK_CIRCLE, palette.right),
        Weight::News => (icons::INFO, palette.accent),
        Weight::Error => (icons::WARNING_CIRCLE, palette.wrong),
    }
}

/// Draws the cards.
pub fn ui(ctx: &egui::Context, notices: &Notices, commands: &mut Vec<Command>) {
    let fresh: Vec<(usize, Notice)> =
        notices.all().iter().cloned().enumerate().filter(|(_, notice)| notice.is_fresh).collect();
    if fresh.is_empty() {
        return;
    }
    let width = (ctx.content_rect().width() - 2.0 * space::L).min(380.0);
    let area = Area::new(Id::unique("notices")).order(Order::Foreground).accessible_name(tr!("messages"));
    area.anchor(Align2::RIGHT_BOTTOM, [-space::L, -space::L]).show(ctx, |ui| {
        ui.set_width(width);
        for (index, notice) in fresh.iter().rev().take(MOST).rev() {
            if one(ui, notice) {
                commands.push(Command::Notices(NoticesCommand::Read(*index)));
            }
        }
    });
}

/// Draws one card; says whether it was put away.
fn one(ui: &mut egui::Ui, notice: &Notice) -> bool {
    let palette = theme::palette(ui);
    let (icon, colour) = sign(notice.weight, palette);
    let frame = card::frame(ui).stroke(Stroke::new(1.0, colour));
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.label(RichText::new(icon).size(size::TITLE).color(colour));
            let room = ui.available_width() - theme::CONTROL_HEIGHT - space::S;
            ui.vertical(|ui| {
                ui.set_width(room);
                ui.add(egui::Label::new(notice.words()).wrap().selectable(true));
            });
            let words = tr!("message-put-away");
            let close = IconButton::new(icons::X, &words).show(Show::Icon).look(Look::Quiet);
            ui.add(close).on_hover_text(tr!("message-put-away.help")).clicked()
        })
        .inner
    });
    shown.inner
}
