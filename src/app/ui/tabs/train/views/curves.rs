//! Loss above accuracy on one axis, with the ticked runs over them.

use egui::{Label, RichText, Ui};

use super::charts::{Charts, height_of_each, marks, moment_of_validation};
use super::laid_over;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::CurveId;
use crate::app::core::training::curves::Track;
use crate::app::core::training::run::Run;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size};
use crate::app::ui::widgets::plots::mark::Mark;
use crate::app::ui::widgets::plots::series::{CurveStyle, Series};
use crate::app::ui::widgets::plots::{self, Frame};
use crate::model::Skill;
use crate::text::{Named as _, format};
use crate::tr;
use crate::train::{TrainConfig, TrainingOnly, ValidationReport};

/// Height of the line below the plots, in points.
const NOTE: f32 = 18.0;

/// Both plots in `height` points.
pub fn show(ui: &mut Ui, charts: &mut Charts, height: f32, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else {
        laid_over::alone(ui, charts, height, context);
        return;
    };
    charts.follow(run);
    let (runs, overlay) = (&context.core.runs, &context.settings.overlay);
    let settings = &mut context.settings.plots;
    let mut frame = charts.begin(run, settings);
    frame.end = laid_over::room_for_tags(ui, frame.end.max(laid_over::end(runs, frame.axis)), runs);
    let skill = run.config.arch.skill();
    let share = Metric::share_of(&run.config);
    let all = [Metric::loss_of(skill), share].map(|metric| {
        let mut series = series(ui, charts, run, metric, &frame);
        series.extend(laid_over::series(ui, metric, frame.axis, runs, overlay));
        (metric, series, marks(run, metric, frame.axis))
    });
    let legend =
        |(metric, series, marks): &(Metric, Vec<Series>, Vec<Mark>)| plots::legend::height(ui, *metric, series, marks);
    let captions: f32 = all.iter().map(legend).sum();
    let gap = ui.spacing().item_spacing.y;
    let note = note(&run.config).filter(|_| skill == Skill::ReadsPictures);
    let below = if note.is_some() { NOTE + gap } else { 0.0 };
    let each = height_of_each(ui, height, all.len(), captions, below);
    for (metric, series, marks) in all {
        charts.plot(ui, run, (metric, &series, &marks), &frame, settings, each);
    }
    if let Some(note) = note {
        let words = RichText::new(note).size(size::SMALL).color(theme::palette(ui).quiet);
        ui.add(Label::new(words).truncate()).on_hover_text(tr!("curves-note.help"));
    }
}

/// Why the curves of training and validation do not measure the same, if they do not.
fn note(config: &TrainConfig) -> Option<String> {
    let changes: Vec<_> = TrainingOnly::of(config).iter().map(|only| only.title().into_owned()).collect();
    (!changes.is_empty()).then(|| tr!("curves-note", changes = changes).into_owned())
}

fn series(ui: &Ui, charts: &Charts, run: &Run, metric: Metric, frame: &Frame) -> Vec<Series> {
    let (raw, smooth) = match metric {
        Metric::Accuracy | Metric::ReadAsAsked | Metric::ReadForSure => (Track::Accuracy, Track::SmoothAccuracy),
        Metric::Loss
        | Metric::BitsPerToken
        | Metric::LearningRate
        | Metric::GradientNorm
        | Metric::Speed
        | Metric::UpdateRatio => (Track::Loss, Track::SmoothLoss),
    };
    let value = |report: &ValidationReport| match metric {
        Metric::Accuracy | Metric::ReadAsAsked | Metric::ReadForSure => report.accuracy,
        Metric::Loss
        | Metric::BitsPerToken
        | Metric::LearningRate
        | Metric::GradientNorm
        | Metric::Speed
        | Metric::UpdateRatio => metric.of_reported(report.loss),
    };
    let validations = run.history.validation_curve();
    let points =
        validations.iter().map(|report| [frame.axis.of(moment_of_validation(report)), value(report)]).collect();
    let colour = plots::validation_colour(ui);
    if matches!(metric, Metric::ReadAsAsked | Metric::ReadForSure) {
        // While it learns it foretells tokens; only now and then it writes some for somebody to read.
        let name = tr!("curve-samples");
        let samples = Series::new(CurveId::Validation, &name, CurveStyle::Diamonds, colour, points);
        return vec![samples.called_inside(&tr!("curve-samples.inside"))];
    }
    let guessing = run.history.started.as_ref().map(|started| started.guessing_loss);
    let guess = guessing.filter(|_| metric == Metric::BitsPerToken).map(|loss| {
        let bits = metric.of_reported(loss);
        let line = vec![[0.0, bits], [frame.end, bits]];
        let name = tr!("curve-guessing", tokens = loss.exp().round() as usize, bits = format::decimal(bits, 2));
        Series::new(CurveId::Guessing, &name, CurveStyle::Dashed, theme::palette(ui).quiet, line)
            .called_inside(&tr!("curve-guessing.inside"))
    });
    let mut all = vec![
        charts
            .series(
                ui,
                run,
                (metric, raw),
                frame,
                (CurveId::TrainingRaw, &tr!("curve-training-raw"), CurveStyle::Faint),
            )
            .called_inside(&tr!("curve-training-raw.inside")),
        charts
            .series(ui, run, (metric, smooth), frame, (CurveId::Training, &tr!("curve-training"), CurveStyle::Line))
            .called_inside(&tr!("curve-training.inside")),
        Series::new(CurveId::Validation, &tr!("curve-validation"), CurveStyle::Diamonds, colour, points)
            .called_inside(&tr!("curve-validation.inside")),
    ];
    all.extend(guess);
    all
}
