//! How fast each layer changes, its weights and activations, and the filters of the first.

use eframe::egui::Ui;

use super::TrainView;
use crate::app::tabs::TabContext;

/// Shows it in `height` points.
pub fn show(ui: &mut Ui, height: f32, _context: &mut TabContext<'_>) {
    super::empty(ui, TrainView::Layers, "Nothing was measured yet", height);
}
