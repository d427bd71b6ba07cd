//! Sliders whose way can be seen, and how much of it lies before the handle.

use egui::{Response, Slider, Ui};

use crate::app::ui::theme;

/// Adds `slider`, whose rail egui would paint as faintly as the background of a button; frames it while it has the focus.
pub fn add(ui: &mut Ui, slider: Slider<'_>) -> Response {
    let shown = ui.scope(|ui| {
        let palette = theme::palette(ui);
        let visuals = ui.visuals_mut();
        visuals.widgets.inactive.bg_fill = palette.strong_line;
        visuals.selection.bg_fill = palette.filled_rail();
        ui.add(slider)
    });
    super::controls::note(ui.ctx(), shown.inner.rect);
    super::focus::ring(ui, &shown.inner);
    shown.inner
}
