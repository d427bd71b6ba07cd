//! Learning rate, length of the gradient and speed, step by step.

use eframe::egui::Ui;

use super::charts::{Charts, LEAST_PLOT};
use crate::app::tabs::TabContext;
use crate::app::training::curves::Track;
use crate::app::widgets::plots::{self, Look, Metric};

/// What is shown, from the top.
const PLOTS: [(Metric, Track); 2] = [(Metric::LearningRate, Track::LearningRate), (Metric::Speed, Track::Speed)];

/// All plots in `height` points.
pub fn show(ui: &mut Ui, charts: &mut Charts, height: f32, context: &mut TabContext<'_>) {
    let Some(run) = context.training.shown() else { return };
    charts.follow(run);
    let settings = &mut context.settings.plots;
    let frame = charts.begin(run, settings);
    let count = PLOTS.len() as f32;
    let gaps = 2.0 * count * ui.spacing().item_spacing.y;
    let each = ((height - count * plots::CAPTION - gaps) / count).max(LEAST_PLOT);
    for (metric, track) in PLOTS {
        let series = [charts.series(ui, run, track, &frame, metric.title(), Look::Line)];
        charts.plot(ui, run, (metric, &series), &frame, settings, each);
    }
}
