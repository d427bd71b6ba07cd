//! The rail at the left: one icon and one word for each place.

use eframe::egui;

use crate::app::command::Command;
use crate::app::tabs::Tab;

/// Draws the rail; a click on a place is a command.
pub fn ui(ui: &mut egui::Ui, open: Tab, commands: &mut Vec<Command>) {
    for tab in Tab::ALL {
        let words = format!("{} {}", tab.icon(), tab.title());
        if ui.selectable_label(tab == open, words).on_hover_text(tab.tooltip()).clicked() {
            commands.push(Command::Open(tab));
        }
    }
}
