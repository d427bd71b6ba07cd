//! The sign over the window while files are held above it.

use egui::{Align2, Id, LayerId, Order};

use crate::app::core::icons;
use crate::app::ui::theme::{self, size, space};
use crate::tr;

/// Draws the sign while files are held above the window.
pub fn ui(ctx: &egui::Context) {
    if ctx.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let style = ctx.global_style();
    let palette = theme::of(&style.visuals);
    let painter = ctx.layer_painter(LayerId::new(Order::Foreground, Id::unique("drop sign")));
    let room = ctx.content_rect();
    painter.rect_filled(room, 0.0, palette.paper.gamma_multiply(0.9));
    let middle = room.center();
    painter.text(middle, Align2::CENTER_BOTTOM, icons::TRAY, theme::icon_font(size::LARGE), palette.accent);
    let words = tr!("drop-sign");
    let below = middle + egui::vec2(0.0, space::M);
    painter.text(below, Align2::CENTER_TOP, words, theme::font(size::TITLE), palette.ink);
}
