//! Plots of a run over steps, epochs or time. Knows points, marks and colours, not where they come from.

pub mod axis;
pub mod legend;
pub mod mark;
pub mod metric;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use eframe::egui::{self, Color32, Id, Ui, Vec2b};
use egui_plot::{AxisHints, GridInput, HoverPosition, Line, LineStyle, MarkerShape, Plot, PlotPoints, PlotUi, Points};
use serde::{Deserialize, Serialize};

use crate::app::theme;
pub use axis::{Moment, Scale, XAxis};
pub use legend::CAPTION;
pub use mark::{Mark, MarkKind};
pub use metric::Metric;

/// Width of the numbers left of a plot: the same for all, so that axes lie above each other.
const NUMBERS: f32 = 64.0;

/// How a person wants plots to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PlotSettings {
    /// What runs along the bottom.
    pub axis: XAxis,
    /// Linear or logarithmic heights.
    pub scale: Scale,
    /// Names of the curves that are switched off.
    pub hidden: BTreeSet<String>,
}

/// How a curve is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A thin line in the background.
    Faint,
    /// A line.
    Line,
    /// A dashed line.
    Dashed,
    /// A dotted line.
    Dotted,
    /// A line with a diamond at each point.
    Diamonds,
}

impl Look {
    /// A line that can be told from its neighbours in a list without its colour.
    #[must_use]
    pub fn nth(place: usize) -> Self {
        match place % 3 {
            0 => Self::Line,
            1 => Self::Dashed,
            _ => Self::Dotted,
        }
    }
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name, in the legend and under the pointer.
    pub name: String,
    /// How it is drawn.
    pub look: Look,
    /// Its colour.
    pub colour: Color32,
    /// Points: place on the axis below and value, the former rising.
    pub points: Vec<[f64; 2]>,
}

/// What the plots of one group share: they move together.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Another value, another zoom: one for each run, say.
    pub group: Id,
    /// What runs along the bottom.
    pub axis: XAxis,
    /// Linear or logarithmic heights.
    pub scale: Scale,
    /// Where the axis below ends unless it is zoomed.
    pub end: f64,
    /// Whether to show the whole axis again.
    pub view: View,
}

/// What of the axis below is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// What the person has zoomed to.
    #[default]
    Kept,
    /// All of it again.
    Whole,
}

/// What a plot tells after it was drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Whether it shows less or more than the whole axis.
    pub is_zoomed: bool,
}

/// The part of the axis below that a plot of this group showed last; the whole of it at first.
#[must_use]
pub fn window(ui: &Ui, frame: &Frame) -> RangeInclusive<f64> {
    let kept: Option<[f64; 2]> = ui.data(|data| data.get_temp(window_id(frame)));
    match kept.filter(|_| frame.view == View::Kept) {
        Some([low, high]) if low < high => low..=high,
        _ => 0.0..=f64::INFINITY,
    }
}

fn window_id(frame: &Frame) -> Id {
    frame.group.with((frame.axis, "window"))
}

/// Shows a plot `height` points high. `moment` says what lies at a place of the axis below.
pub fn show(
    ui: &mut Ui,
    (metric, series, marks): (Metric, &[Series], &[Mark]),
    frame: &Frame,
    hidden: &BTreeSet<String>,
    height: f32,
    moment: &dyn Fn(f64) -> Option<Moment>,
) -> Shown {
    let seen: Vec<&Series> = series.iter().filter(|series| !hidden.contains(&series.name)).collect();
    let Frame { axis, scale, .. } = *frame;
    let group = frame.group.with(axis);
    let window = window(ui, frame);
    let (low, high) = range(&seen, &window);
    let bounds = metric.axis(low, high, scale);
    let mut plot = Plot::new((group, metric))
        .height(height)
        .link_axis(group, Vec2b::new(true, false))
        .link_cursor(group, Vec2b::new(true, false))
        .allow_zoom(Vec2b::new(true, false))
        .allow_drag(Vec2b::new(true, false))
        .allow_scroll(false)
        .allow_axis_zoom_drag(Vec2b::new(true, false))
        .allow_boxed_zoom(false)
        .show_background(false)
        .include_x(0.0)
        .include_x(frame.end)
        .set_margin_fraction(egui::vec2(0.02, 0.0))
        .grid_color(theme::palette(ui).line)
        .grid_fade(0.0)
        .cursor_color(theme::palette(ui).strong_line)
        .x_grid_spacer(move |input: GridInput| axis.marks(input.bounds))
        .y_grid_spacer(move |input: GridInput| metric.marks(input.bounds, scale))
        .custom_x_axes(vec![x_axis(ui, axis)])
        .custom_y_axes(vec![y_axis(ui, metric, scale)])
        .label_formatter(|at| label(at, metric, scale, moment));
    if frame.view == View::Whole {
        plot = plot.reset();
    }
    let palette = *theme::palette(ui);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_y(bounds.0..=bounds.1);
        for mark in marks {
            mark.show(plot, &palette, metric, scale, bounds);
        }
        for series in &seen {
            line(plot, series, metric, scale);
        }
        !plot.auto_bounds().x
    });
    let shown = response.transform.bounds();
    let is_zoomed = response.inner && frame.view == View::Kept;
    let kept = if is_zoomed { [shown.min()[0], shown.max()[0]] } else { [0.0, 0.0] };
    ui.data_mut(|data| data.insert_temp(window_id(frame), kept));
    let told = told(metric, series, marks);
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &told));
    Shown { is_zoomed }
}

fn line(plot: &mut PlotUi<'_>, series: &Series, metric: Metric, scale: Scale) {
    let points = || -> PlotPoints<'static> {
        series.points.iter().map(|&[x, y]| [x, metric.place(y, scale)]).collect::<Vec<_>>().into()
    };
    let line = Line::new(series.name.clone(), points()).color(series.colour);
    plot.line(match series.look {
        Look::Faint => line.color(series.colour.gamma_multiply(0.3)).width(1.0).allow_hover(false),
        Look::Line => line.width(2.5),
        Look::Dashed => line.width(2.5).style(LineStyle::dashed_loose()),
        Look::Dotted => line.width(3.0).style(LineStyle::dotted_dense()),
        Look::Diamonds => line.width(2.0),
    });
    if series.look == Look::Diamonds {
        let marks = Points::new(series.name.clone(), points()).id(format!("{} marks", series.name));
        plot.points(marks.color(series.colour).radius(4.5).shape(MarkerShape::Diamond));
    }
}

/// What the plot says to who cannot see it.
fn told(metric: Metric, series: &[Series], marks: &[Mark]) -> String {
    let last = |series: &Series| {
        series.points.last().map(|point| format!("{} {}", series.name.to_lowercase(), metric.value(point[1])))
    };
    let solid = series.iter().filter(|series| series.look != Look::Faint);
    let values: Vec<String> = solid.filter_map(last).collect();
    if values.is_empty() {
        return format!("{}: nothing measured yet", metric.title());
    }
    let marks: Vec<String> = marks.iter().map(|mark| format!("; {}", mark.words.to_lowercase())).collect();
    format!("{}: {}{}", metric.title(), values.join(", "), marks.concat())
}

/// Lowest and highest value that the axis has to show: what is in the window; of the whole of a run everything at
/// first, later the second half, whatever the beginning was like.
fn range(seen: &[&Series], window: &RangeInclusive<f64>) -> (f64, f64) {
    let is_whole = window.end().is_infinite();
    let is_early = !seen.iter().any(|series| series.look == Look::Diamonds && !series.points.is_empty());
    let mut found = (f64::MAX, f64::MIN);
    for series in seen.iter().filter(|series| series.look != Look::Faint || seen.len() == 1) {
        let first = if is_early || !is_whole || series.look == Look::Diamonds { 0 } else { series.points.len() / 2 };
        for [_, y] in series.points.iter().skip(first).filter(|[x, y]| y.is_finite() && window.contains(x)) {
            found = (found.0.min(*y), found.1.max(*y));
        }
    }
    if found.0 > found.1 { (0.0, 1.0) } else { found }
}

fn x_axis(ui: &Ui, axis: XAxis) -> AxisHints<'static> {
    AxisHints::new_x()
        .tick_label_color(theme::palette(ui).quiet)
        .tick_label_font(theme::font(theme::size::SMALL))
        .label_spacing(28.0..=36.0)
        .formatter(move |mark, _| axis.tick(mark))
}

fn y_axis(ui: &Ui, metric: Metric, scale: Scale) -> AxisHints<'static> {
    AxisHints::new_y()
        .tick_label_color(theme::palette(ui).quiet)
        .tick_label_font(theme::font(theme::size::SMALL))
        .label_spacing(12.0..=18.0)
        .min_thickness(NUMBERS)
        .formatter(move |mark, _| metric.tick(mark, scale))
}

fn label(
    at: &HoverPosition<'_>,
    metric: Metric,
    scale: Scale,
    moment: &dyn Fn(f64) -> Option<Moment>,
) -> Option<String> {
    match at {
        HoverPosition::NearDataPoint { plot_name, position, .. } => {
            let when = moment(position.x).map_or_else(String::new, |moment| format!("\n{}", moment.told()));
            let value = metric.value(metric.value_at(position.y, scale));
            let what = match mark::words_of(plot_name) {
                Some(words) => words.to_owned(),
                None => format!("{plot_name}: {value}"),
            };
            Some(format!("{what}{when}"))
        }
        HoverPosition::Elsewhere { .. } => None,
    }
}

/// The colour of the validation curve.
#[must_use]
pub fn validation_colour(ui: &Ui) -> Color32 {
    theme::digit_colour(ui.visuals(), 6)
}
