//! What a view shows before there is something to show.

use egui::{RichText, Ui};

use crate::app::core::settings::train_view::TrainView;
use crate::app::ui::theme;
use crate::text::Named;

/// Height of icon and sentence, in points; in less room there is no icon.
const BLOCK: f32 = 120.0;

/// What a view shows before there is something to show: its icon, and a sentence on what will be here.
pub fn empty(ui: &mut Ui, view: TrainView, words: &str, height: f32) {
    let palette = theme::palette(ui);
    ui.add_space(((height - BLOCK) / 2.0).max(theme::space::XS));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        if height >= BLOCK {
            ui.label(RichText::new(view.icon()).size(theme::size::LARGE).color(palette.quiet));
        }
        ui.label(RichText::new(view.help()).font(theme::strong_font(theme::size::TITLE)));
        ui.add(egui::Label::new(RichText::new(words).color(palette.quiet)).wrap());
    });
}
