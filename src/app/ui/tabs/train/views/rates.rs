//! The search for a learning rate, then learning rate, L2 norm of the gradient and speed, step by step.

use egui::Ui;

use super::charts::{Charts, LEAST_PLOT, marks};
use super::finder;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::CurveId;
use crate::app::core::training::curves::Track;
use crate::app::ui::context::ViewContext;
use crate::app::ui::widgets::plots;
use crate::app::ui::widgets::plots::series::CurveStyle;
use crate::text::Named;

/// What is shown, from the top.
const PLOTS: [(Metric, Track); 3] = [
    (Metric::LearningRate, Track::LearningRate),
    (Metric::GradientNorm, Track::GradientNorm),
    (Metric::Speed, Track::Speed),
];

/// All plots in `height` points, or what they need at least.
pub fn show(ui: &mut Ui, charts: &mut Charts, height: f32, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    // While a run goes on nothing can be searched for, and its own plots need the room.
    if context.core.training.live_run().is_none() {
        finder::show(ui, context);
    }
    let Some(run) = context.core.training.shown() else { return };
    charts.follow(run);
    let settings = &mut context.settings.plots;
    let frame = charts.begin(run, settings);
    let count = PLOTS.len() as f32;
    let gaps = 2.0 * count * ui.spacing().item_spacing.y;
    let rest = height - (ui.cursor().top() - top);
    let each = ((rest - count * plots::CAPTION - gaps) / count).max(LEAST_PLOT);
    for (metric, track) in PLOTS {
        let curve = (CurveId::Metric(metric), &*metric.title(), CurveStyle::Line);
        let series = [charts.series(ui, run, (metric, track), &frame, curve).called_inside(&metric.name_inside())];
        let marks = marks(run, metric, frame.axis);
        charts.plot(ui, run, (metric, &series, &marks), &frame, settings, each);
    }
}
