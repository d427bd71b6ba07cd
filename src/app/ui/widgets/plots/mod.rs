//! Plots of a run over steps, epochs or time.

pub mod legend;
pub mod mark;
pub mod series;

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use egui::{Color32, Id, Ui, Vec2b};
use egui_plot::{AxisHints, GridInput, GridMark, HoverPosition, Plot};

use crate::app::core::settings::plots::CurveId;
use crate::app::ui::theme::{self, size};
use crate::text::{Named, Value};
use crate::{msg, tr};

pub use crate::app::core::settings::axis::{Moment, Scale, Tick, XAxis};
pub use crate::app::core::settings::metric::Metric;
pub use legend::CAPTION;
pub use mark::{Mark, MarkKind};
pub use series::{CurveStyle, Series, room_for_tags};

/// Width of the numbers left of a plot: the same for all, so that axes lie above each other.
const NUMBERS: f32 = 64.0;
/// Height of the numbers below a plot, in points.
const NUMBERS_BELOW: f32 = NUMBERS / 2.0;
/// Spacing of the grid that `egui_plot` is told, in points; it gives it back as a distance on the axis.
pub const GRID_SPACING: std::ops::RangeInclusive<f32> = 8.0..=300.0;

/// A plot `height` points high that stays as it is: nothing in it is zoomed, dragged or scrolled.
#[must_use]
pub fn still(ui: &Ui, name: &'static str, height: f32) -> Plot<'static> {
    Plot::new(name)
        .height(height)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_axis_zoom_drag(false)
        .show_background(false)
        .grid_color(theme::palette(ui).line)
}

/// An axis with small numbers that stand back behind what the plot shows.
#[must_use]
pub fn quiet(ui: &Ui, axis: AxisHints<'static>) -> AxisHints<'static> {
    axis.tick_label_color(theme::palette(ui).quiet).tick_label_font(theme::font(size::SMALL))
}

/// Marks as the plot wants them.
#[must_use]
pub fn grid(ticks: Vec<Tick>) -> Vec<GridMark> {
    ticks.into_iter().map(|Tick { value, step_size }| GridMark { value, step_size }).collect()
}

/// How much of the axis a point of the screen is.
#[must_use]
pub fn per_point(input: &GridInput) -> f64 {
    input.base_step_size / f64::from(*GRID_SPACING.start())
}

/// A mark as the settings know it.
#[must_use]
pub fn tick(mark: GridMark) -> Tick {
    Tick { value: mark.value, step_size: mark.step_size }
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
    Zoomed,
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
    match kept.filter(|_| frame.view == View::Zoomed) {
        Some([low, high]) if low < high => low..=high,
        _ => 0.0..=f64::INFINITY,
    }
}

fn window_id(frame: &Frame) -> Id {
    frame.group.with((frame.axis, "window"))
}

/// Shows a plot `height` points high. `moment` says in words what lies at a place of the axis below.
pub fn show(
    ui: &mut Ui,
    (metric, series, marks): (Metric, &[Series], &[Mark]),
    frame: &Frame,
    hidden: &BTreeSet<CurveId>,
    height: f32,
    moment: &dyn Fn(f64) -> Option<String>,
) -> Shown {
    let seen: Vec<&Series> = series.iter().filter(|series| !hidden.contains(&series.id)).collect();
    let Frame { axis, scale, .. } = *frame;
    let group = frame.group.with(axis);
    let window = window(ui, frame);
    let (low, high) = range(&seen, &window).unwrap_or_else(|| metric.usual_range());
    let axis_ends = metric.axis(low, high, scale);
    let bounds = with_room_for_marks(metric, axis_ends, height);
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
        .grid_spacing(GRID_SPACING)
        .grid_color(theme::palette(ui).line)
        .grid_fade(0.0)
        .cursor_color(theme::palette(ui).strong_line)
        .x_grid_spacer(move |input: GridInput| grid(axis.marks(input.bounds, per_point(&input))))
        .y_grid_spacer(move |input: GridInput| {
            let (low, high) = input.bounds;
            grid(metric.marks((low.max(axis_ends.0), high), scale, per_point(&input)))
        })
        .custom_x_axes(vec![x_axis(ui, axis)])
        .custom_y_axes(vec![y_axis(ui, metric, scale)])
        .label_formatter(|at| label(at, (metric, scale), &seen, moment));
    if frame.view == View::Whole {
        plot = plot.reset();
    }
    let palette = *theme::palette(ui);
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_y(bounds.0..=bounds.1);
        for mark in marks {
            mark.show(plot, &palette, metric, scale);
        }
        for series in &seen {
            series.show(plot, (metric, scale), bounds);
        }
        series::show_tags(plot, &seen, (metric, scale), (bounds, frame.end, height - NUMBERS_BELOW), palette.ink);
        !plot.auto_bounds().x
    });
    for mark in marks {
        mark.paint(ui, &response.transform, metric, scale);
    }
    let shown = response.transform.bounds();
    let is_zoomed = response.inner && frame.view == View::Zoomed;
    let kept = if is_zoomed { [shown.min()[0], shown.max()[0]] } else { [0.0, 0.0] };
    ui.data_mut(|data| data.insert_temp(window_id(frame), kept));
    let told = told(metric, series, marks);
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &told));
    Shown { is_zoomed }
}

/// The ends of an axis with room below for a mark on its lowest value, so that it covers no number of the axis below.
fn with_room_for_marks(metric: Metric, (low, high): (f64, f64), height: f32) -> (f64, f64) {
    match metric {
        Metric::Loss | Metric::BitsPerToken | Metric::Accuracy | Metric::ReadAsAsked | Metric::ReadForSure => {
            let inside = (height - NUMBERS_BELOW).max(2.0 * mark::REACH);
            (low - (high - low) * f64::from(mark::REACH / (inside - mark::REACH)), high)
        }
        // No mark of these stands on a value.
        Metric::LearningRate | Metric::GradientNorm | Metric::Speed | Metric::UpdateRatio => (low, high),
    }
}

/// What the plot says to who cannot see it.
fn told(metric: Metric, series: &[Series], marks: &[Mark]) -> String {
    let last = |series: &Series| {
        let value = metric.value(series.points.last()?[1]);
        Some(Value::from(msg!("plot-told-value", curve = &series.name_inside, value = value)))
    };
    let solid = series.iter().filter(|series| series.look != CurveStyle::Faint);
    let values: Vec<Value> = solid.filter_map(last).collect();
    if values.is_empty() {
        return tr!("plot-told-nothing", metric = metric.name()).into_owned();
    }
    let told = msg!("plot-told", metric = metric.name(), values = values);
    marks.iter().fold(told, |told, mark| msg!("plot-told-mark", told = told, mark = &mark.words)).to_string()
}

/// Lowest and highest value that the axis has to show: all that is in the window, so that a curve is seen to fall from
/// where it began; `None` if there is nothing.
fn range(seen: &[&Series], window: &RangeInclusive<f64>) -> Option<(f64, f64)> {
    let mut found = (f64::MAX, f64::MIN);
    for series in seen.iter().filter(|series| series.look != CurveStyle::Faint || seen.len() == 1) {
        for (index, point) in series.points.iter().enumerate() {
            let Some([low, high]) = series.reach(index).filter(|_| window.contains(&point[0])) else { continue };
            if low.is_finite() && high.is_finite() {
                found = (found.0.min(low), found.1.max(high));
            }
        }
    }
    (found.0 <= found.1).then_some(found)
}

fn x_axis(ui: &Ui, axis: XAxis) -> AxisHints<'static> {
    AxisHints::new_x()
        .tick_label_color(theme::palette(ui).quiet)
        .tick_label_font(theme::font(theme::size::SMALL))
        .label_spacing(28.0..=36.0)
        .formatter(move |mark, _| if mark.value.abs() < 1e-9 { axis.origin() } else { axis.tick(tick(mark)) })
}

fn y_axis(ui: &Ui, metric: Metric, scale: Scale) -> AxisHints<'static> {
    AxisHints::new_y()
        .tick_label_color(theme::palette(ui).quiet)
        .tick_label_font(theme::font(theme::size::SMALL))
        .label_spacing(12.0..=18.0)
        .min_thickness(NUMBERS)
        .formatter(move |mark, _| metric.tick(tick(mark), scale))
}

/// What is said beside the pointer.
fn label(
    at: &HoverPosition<'_>,
    (metric, scale): (Metric, Scale),
    seen: &[&Series],
    moment: &dyn Fn(f64) -> Option<String>,
) -> Option<String> {
    match at {
        HoverPosition::NearDataPoint { plot_name, position, index } => {
            let what = if let Some(words) = mark::words_of(plot_name) {
                words.to_owned()
            } else {
                let curve = seen.iter().find(|series| *series.id.unique_text() == **plot_name)?;
                // Not where it is drawn, which ends with the axis.
                let value = curve.points.get(*index).map_or(metric.value_at(position.y, scale), |point| point[1]);
                let value = match curve.deviations.get(*index) {
                    Some(deviation) => metric.spread(value, *deviation),
                    None => metric.value(value),
                };
                tr!("plot-point", curve = &curve.name, value = value).into_owned()
            };
            Some(match moment(position.x) {
                Some(moment) => format!("{what}\n{moment}"),
                None => what,
            })
        }
        HoverPosition::Elsewhere { .. } => None,
    }
}

/// The colour of the validation curve.
#[must_use]
pub fn validation_colour(ui: &Ui) -> Color32 {
    theme::digit_colour(ui.visuals(), 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(look: CurveStyle, points: Vec<[f64; 2]>) -> Series {
        Series::new(CurveId::Training, "curve", look, Color32::BLACK, points)
    }

    #[test]
    fn the_axis_shows_the_whole_fall_of_a_curve_however_long_it_has_trained() {
        let falling = (0..10_000).map(|step| [f64::from(step), 0.05 + 2.3 / (1.0 + f64::from(step))]).collect();
        let (training, validation) =
            (series(CurveStyle::Line, falling), series(CurveStyle::Diamonds, vec![[5e3, 0.1], [1e4, 0.06]]));
        let all = [&training, &validation];
        let (low, high) = range(&all, &(0.0..=f64::INFINITY)).expect("there are points");
        assert!(low < 0.06 && high > 2.3, "{low} {high}");
        // Zoomed to its end, only that counts.
        let (_, high) = range(&all, &(9_000.0..=10_000.0)).expect("there are points");
        assert!(high < 0.1, "{high}");
        assert_eq!(range(&[&series(CurveStyle::Line, Vec::new())], &(0.0..=f64::INFINITY)), None);
    }
}
