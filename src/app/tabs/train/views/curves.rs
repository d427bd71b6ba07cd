//! Loss above accuracy on one axis. Knows the run that is shown, not how it came about.

use eframe::egui::Ui;

use crate::app::tabs::TabContext;
use crate::app::training::curves::curves;
use crate::app::widgets::plots::{self, Metric, Span};

/// Least height of a plot, in points.
const LEAST_PLOT: f32 = 120.0;

/// Both plots in `height` points.
pub fn show(ui: &mut Ui, height: f32, context: &mut TabContext<'_>) {
    let Some(run) = context.training.shown() else { return };
    let gaps = 4.0 * ui.spacing().item_spacing.y;
    let each = ((height - 2.0 * plots::CAPTION - gaps) / 2.0).max(LEAST_PLOT);
    let best = run.history.best_epoch().map(|best| best.epoch);
    // A run that is over needs room for what it did, not for what was asked for.
    let epochs = if run.phase.is_live() { run.config.epochs as f64 } else { run.epochs_done().max(0.1) };
    let span = Span { run: run.number, epochs, best };
    let width = ui.available_width() as usize;
    for metric in Metric::ALL {
        plots::caption(ui, metric);
        plots::show(ui, metric, &curves(run, metric, width), span, each);
    }
}
