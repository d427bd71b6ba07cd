//! Loss above accuracy on one axis.

use egui::Ui;

use super::charts::{Charts, LEAST_PLOT, marks, moment_of_validation};
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::CurveId;
use crate::app::core::training::curves::Track;
use crate::app::core::training::run::Run;
use crate::app::ui::context::ViewContext;
use crate::app::ui::widgets::plots::series::{Look, Series};
use crate::app::ui::widgets::plots::{self, Frame};
use crate::tr;
use crate::train::ValidationReport;

/// Both plots in `height` points.
pub fn show(ui: &mut Ui, charts: &mut Charts, height: f32, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else { return };
    charts.follow(run);
    let settings = &mut context.settings.plots;
    let frame = charts.begin(run, settings);
    let all = [Metric::Loss, Metric::Accuracy].map(|metric| (metric, series(ui, charts, run, metric, &frame)));
    let legend = |(metric, series): &(Metric, Vec<Series>)| {
        plots::legend::height(ui, *metric, series, &marks(run, *metric, frame.axis))
    };
    let captions: f32 = all.iter().map(legend).sum();
    let gaps = 2.0 * ui.spacing().item_spacing.y;
    let each = ((height - captions - gaps) / 2.0).max(LEAST_PLOT);
    for (metric, series) in all {
        charts.plot(ui, run, (metric, &series), &frame, settings, each);
    }
}

fn series(ui: &Ui, charts: &Charts, run: &Run, metric: Metric, frame: &Frame) -> Vec<Series> {
    let (raw, smooth) = match metric {
        Metric::Accuracy => (Track::Accuracy, Track::SmoothAccuracy),
        Metric::Loss | Metric::LearningRate | Metric::GradientNorm | Metric::Speed | Metric::UpdateRatio => {
            (Track::Loss, Track::SmoothLoss)
        }
    };
    let value = |report: &ValidationReport| match metric {
        Metric::Accuracy => report.accuracy,
        Metric::Loss | Metric::LearningRate | Metric::GradientNorm | Metric::Speed | Metric::UpdateRatio => report.loss,
    };
    let validations = run.history.validation_curve();
    let points =
        validations.iter().map(|report| [frame.axis.of(moment_of_validation(report)), value(report)]).collect();
    let colour = plots::validation_colour(ui);
    vec![
        charts
            .series(ui, run, raw, frame, (CurveId::TrainingRaw, &tr!("curve-training-raw"), Look::Faint))
            .called_inside(&tr!("curve-training-raw.inside")),
        charts
            .series(ui, run, smooth, frame, (CurveId::Training, &tr!("curve-training"), Look::Line))
            .called_inside(&tr!("curve-training.inside")),
        Series::new(CurveId::Validation, &tr!("curve-validation"), Look::Diamonds, colour, points)
            .called_inside(&tr!("curve-validation.inside")),
    ]
}
