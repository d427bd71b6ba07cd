//! The card that things lie on, and the placeholder for what is not there yet.

use egui::{CornerRadius, Frame, InnerResponse, Margin, Stroke, Ui};

use crate::app::ui::theme::{self, size, space};

/// Width of the line around a card, in points; it comes on top of the margin inside.
pub const EDGE: f32 = 1.0;

/// A frame with the card's colour, hairline and corners.
pub fn frame(ui: &Ui) -> Frame {
    let palette = theme::palette(ui);
    Frame::new()
        .fill(palette.card)
        .stroke(Stroke::new(EDGE, palette.line))
        .corner_radius(CornerRadius::same(theme::CARD_RADIUS))
        .inner_margin(Margin::same(space::M as i8))
}

/// The frame of what lies over the window and takes the keys.
pub fn modal(ctx: &egui::Context) -> Frame {
    Frame::popup(&ctx.global_style()).inner_margin(Margin::same(space::L as i8))
}

/// Draws a card as wide as the space there is.
pub fn show<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    frame(ui).show(ui, |ui| {
        ui.set_width(ui.available_width());
        content(ui)
    })
}

/// A quiet caption above something.
pub fn caption(ui: &mut Ui, text: &str) {
    ui.label(egui::RichText::new(text).size(size::SMALL).color(theme::palette(ui).quiet));
}
