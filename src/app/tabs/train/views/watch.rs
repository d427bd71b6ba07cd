//! The drawing and a dozen hard images, read with the weights as they change.

use eframe::egui::Ui;

use super::TrainView;
use crate::app::tabs::TabContext;

/// Shows it in `height` points.
pub fn show(ui: &mut Ui, height: f32, _context: &mut TabContext<'_>) {
    super::empty(ui, TrainView::Watch, "Nothing was read yet", height);
}
