//! The Errors tab.

use eframe::egui;

use super::TabContext;

/// What the Errors tab keeps.
#[derive(Default)]
pub struct ErrorsTab {}

/// Draws the Errors tab.
pub fn ui(ui: &mut egui::Ui, _tab: &mut ErrorsTab, _context: &mut TabContext<'_>) {
    ui.heading("Errors");
}
