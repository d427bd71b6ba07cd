//! What a view shows before there is something to show.

use egui::{RichText, Ui};

use crate::app::core::settings::train_view::TrainView;
use crate::app::ui::theme;
use crate::text::Named;

/// What a view shows before there is something to show: its icon, and a sentence on what will be here.
pub fn empty(ui: &mut Ui, view: TrainView, words: &str, height: f32) {
    let palette = theme::palette(ui);
    let block = 120.0;
    ui.add_space(((height - block) / 2.0).max(theme::space::XL));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(520.0));
        ui.label(RichText::new(view.icon()).size(theme::size::LARGE).color(palette.quiet));
        ui.label(RichText::new(view.help()).font(theme::strong_font(theme::size::TITLE)));
        ui.add(egui::Label::new(RichText::new(words).color(palette.quiet)).wrap());
    });
}
