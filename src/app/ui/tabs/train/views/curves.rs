//! Loss above accuracy on one axis, with the ticked runs over them.

use egui::Ui;

use super::charts::{Charts, LEAST_PLOT, moment_of_epoch};
use super::laid_over;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::CurveId;
use crate::app::core::training::curves::Track;
use crate::app::core::training::run::Run;
use crate::app::ui::context::ViewContext;
use crate::app::ui::widgets::plots::series::{Look, Series};
use crate::app::ui::widgets::plots::{self, Frame};
use crate::tr;
use crate::train::EpochReport;

/// Both plots in `height` points.
pub fn show(ui: &mut Ui, charts: &mut Charts, height: f32, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else {
        laid_over::alone(ui, height, context);
        return;
    };
    charts.follow(run);
    let (runs, overlay) = (&context.core.runs, &context.settings.overlay);
    let settings = &mut context.settings.plots;
    let mut frame = charts.begin(run, settings);
    frame.end = laid_over::room_for_tags(ui, frame.end.max(laid_over::end(runs, frame.axis)), runs);
    let gaps = 4.0 * ui.spacing().item_spacing.y;
    let each = ((height - 2.0 * plots::CAPTION - gaps) / 2.0).max(LEAST_PLOT);
    for metric in [Metric::Loss, Metric::Accuracy] {
        let mut series = series(ui, charts, run, metric, &frame);
        series.extend(laid_over::series(ui, metric, frame.axis, runs, overlay));
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
    let value = |report: &EpochReport| match metric {
        Metric::Accuracy => report.validation_accuracy,
        Metric::Loss | Metric::LearningRate | Metric::GradientNorm | Metric::Speed | Metric::UpdateRatio => {
            report.validation_loss
        }
    };
    let epochs = run.history.epochs.iter();
    let points = epochs.map(|report| [frame.axis.of(moment_of_epoch(report)), value(report)]).collect();
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
