//! Every run that was kept.

use eframe::egui::Ui;

use super::TrainView;
use crate::app::tabs::TabContext;

/// Shows it in `height` points.
pub fn show(ui: &mut Ui, height: f32, _context: &mut TabContext<'_>) {
    super::empty(ui, TrainView::Runs, "Runs that were kept are listed here", height);
}
