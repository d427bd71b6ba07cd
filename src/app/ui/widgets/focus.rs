//! The frame around what takes the keys, for controls that show it too faintly by themselves.

use egui::{Response, Stroke, StrokeKind, Ui};

use crate::app::ui::theme;

/// Frames `response` while it has the focus.
pub fn ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme::palette(ui).accent);
        ui.painter().rect_stroke(response.rect.expand(2.0), theme::CONTROL_RADIUS, stroke, StrokeKind::Inside);
    }
}
