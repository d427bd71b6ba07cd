//! The Train tab.

use eframe::egui;

use super::TabContext;

/// What the Train tab keeps.
#[derive(Default)]
pub struct TrainTab {}

/// Draws the Train tab.
pub fn ui(ui: &mut egui::Ui, _tab: &mut TrainTab, _context: &mut TabContext<'_>) {
    ui.heading("Train");
}
