//! The curves of the ticked runs, laid over those of the run that is shown, in the same plots; where no run is shown,
//! the plots are theirs alone.

use egui::{Id, Ui};

use super::charts::{Charts, height_of_each};
use crate::analysis::spread_of_curves;
use crate::app::core::runs::overlaid::{groups, numbers, tag};
use crate::app::core::runs::{RunsState, Ticked};
use crate::app::core::settings::axis::XAxis;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::overlay::{Measure, OverlaySettings, Repeats};
use crate::app::core::settings::plots::CurveId;
use crate::app::ui::context::ViewContext;
use crate::app::ui::widgets::plots::{self, CurveStyle, Series};
use crate::app::ui::widgets::run_row::{colour, look};
use crate::store::runs::ListedRun;
use crate::text::format;
use crate::tr;

/// Room for a number at the end of a curve, in points.
const TAG: f32 = 48.0;
/// Longest name under the pointer, in letters.
const NAME: usize = 40;

/// A run with what is known of its curves.
type Run<'a> = (&'a ListedRun, &'a Ticked);

/// The curves of the ticked runs for the plot of `metric`.
#[must_use]
pub fn series(ui: &Ui, metric: Metric, axis: XAxis, runs: &RunsState, settings: &OverlaySettings) -> Vec<Series> {
    let ticked = runs.overlaid();
    let listed: Vec<&ListedRun> = ticked.iter().map(|(run, _)| *run).collect();
    let shown: Vec<Vec<usize>> = match settings.repeats {
        Repeats::Mean => groups(&listed),
        Repeats::Each => (0..ticked.len()).map(|place| vec![place]).collect(),
    };
    let mut all = Vec::new();
    for measure in Measure::ALL.into_iter().filter(|measure| settings.measures.contains(measure)) {
        for group in &shown {
            let members: Vec<Run<'_>> = group.iter().filter_map(|place| ticked.get(*place).copied()).collect();
            let settings = members.first().map(|(run, _)| &run.record.settings);
            if settings.and_then(|settings| measure.metric(settings)) == Some(metric) {
                all.extend(curve(ui, &members, (metric, measure), axis));
            }
        }
    }
    all
}

/// Where the longest of the ticked runs ends on `axis`; 0 without one.
#[must_use]
pub fn end(runs: &RunsState, axis: XAxis) -> f64 {
    let ends = runs.ticked.values().filter_map(|ticked| Some(ticked.curves.as_ref()?.end(axis)));
    ends.fold(0.0, f64::max)
}

/// An axis that ends at `end`, with room for the numbers at the ends of the ticked runs' curves.
#[must_use]
pub fn room_for_tags(ui: &Ui, end: f64, runs: &RunsState) -> f64 {
    // As wide as the longest of them may be.
    let room = if runs.ticked.is_empty() { 0.0 } else { TAG };
    end * f64::from(1.0 + room / (ui.available_width() - room).max(200.0))
}

/// A place on `axis`, in words.
#[must_use]
pub fn place_told(axis: XAxis, place: f64) -> String {
    let epoch = || tr!("plot-epoch", epoch = format::trimmed(place, 2)).into_owned();
    match axis {
        XAxis::Epoch => epoch(),
        XAxis::Step => tr!("plot-step", step = place.round().max(0.0) as usize).into_owned(),
        XAxis::Time => format::duration(place).to_string(),
    }
}

/// Loss above accuracy of the ticked runs alone, in `height` points.
pub fn alone(ui: &mut Ui, charts: &mut Charts, height: f32, context: &mut ViewContext<'_>) {
    let axis = context.settings.plots.axis;
    let runs = &context.core.runs;
    let all: Vec<(Metric, Vec<Series>)> = Metric::COMPARED
        .map(|metric| (metric, series(ui, metric, axis, runs, &context.settings.overlay)))
        .into_iter()
        .filter(|(_, series)| !series.is_empty())
        .collect();
    let room = all.iter().map(|(_, series)| plots::room_for_tags(ui, series)).fold(0.0, f32::max);
    let end = end(runs, axis).max(0.1) * f64::from(1.0 + room / (ui.available_width() - room).max(200.0));
    let frame = charts.begin_with(Id::unique("laid-over"), end, &context.settings.plots);
    let captions: f32 = all.iter().map(|(metric, series)| plots::legend::height(ui, *metric, series, &[])).sum();
    let each = height_of_each(ui, height, all.len(), captions, 0.0);
    for (metric, series) in &all {
        let hidden = &mut context.settings.plots.hidden;
        plots::legend::show(ui, *metric, series, &[], hidden);
        let shown =
            plots::show(ui, (*metric, series, &[]), &frame, hidden, each, &|place| Some(place_told(axis, place)));
        charts.drawn(&shown);
    }
}

/// The curve of one run, or of the mean of several.
fn curve(ui: &Ui, group: &[Run<'_>], (metric, measure): (Metric, Measure), axis: XAxis) -> Option<Series> {
    let (first, _) = group.first()?;
    let number = first.record.number;
    let told = |[x, value]: &[f64; 2]| [*x, metric.of_reported(*value)];
    let curves: Option<Vec<Vec<[f64; 2]>>> = group
        .iter()
        .map(|(_, ticked)| Some(ticked.curves.as_ref()?.get(measure, axis).iter().map(told).collect()))
        .collect();
    let curves = curves?;
    // What is measured while learning is dotted; its name says so.
    let is_validation = match measure {
        Measure::ValidationAccuracy | Measure::ValidationLoss => true,
        Measure::TrainingAccuracy | Measure::TrainingLoss => false,
    };
    let look = if is_validation { look(number) } else { CurveStyle::Dotted };
    let named =
        |name: String| if is_validation { name } else { tr!("curve-laid-over-training", curve = name).into_owned() };
    let all: Vec<usize> = group.iter().map(|(run, _)| run.record.number).collect();
    let id = CurveId::Runs { numbers: all.clone(), training: !is_validation };
    if let [curve] = curves.as_slice() {
        let tag = tag(number);
        let name = tr!("curve-run", number = &tag, name = format::short(&first.record.title().to_string(), NAME));
        let series = Series::new(id, &named(name.into_owned()), look, colour(ui, number), curve.clone());
        return Some(Series { tag, ..series });
    }
    let tag = format!("#{}", numbers(&all));
    let (points, deviations) = spread_of_curves(&curves.iter().map(Vec::as_slice).collect::<Vec<_>>())
        .into_iter()
        .map(|(x, spread)| ([x, spread.mean], spread.deviation))
        .unzip();
    let name = format::short(&first.record.title_without_fold().to_string(), NAME);
    let name = tr!("curve-mean", numbers = &tag, runs = curves.len(), name = name);
    Some(Series { deviations, tag, ..Series::new(id, &named(name.into_owned()), look, colour(ui, number), points) })
}
