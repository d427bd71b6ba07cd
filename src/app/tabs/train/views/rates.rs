//! Learning rate, length of the gradient and speed, step by step.

use eframe::egui::Ui;

use super::TrainView;
use crate::app::tabs::TabContext;

/// Shows it in `height` points.
pub fn show(ui: &mut Ui, height: f32, _context: &mut TabContext<'_>) {
    super::empty(ui, TrainView::Rates, "Nothing was measured yet", height);
}
