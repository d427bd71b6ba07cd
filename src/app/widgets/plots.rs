//! The curves of a run, loss above accuracy on one axis of epochs. Knows points and colours, not where they come from.

use eframe::egui::{self, Align2, Color32, Id, Pos2, Rect, Sense, Shape, Stroke, Ui, Vec2b, pos2, vec2};
use egui_plot::{
    AxisHints, GridInput, GridMark, HoverPosition, Line, LineStyle, MarkerShape, Plot, PlotPoints, Points, VLine,
};

use crate::app::{format, theme};

/// Name of the raw training curve in legends and hover texts.
const RAW: &str = "Training, raw";
/// Name of the smoothed training curve.
const SMOOTH: &str = "Training";
/// Name of the validation curve.
const VALIDATION: &str = "Validation";
/// Name of the mark on the best epoch.
const BEST: &str = "Best epoch";

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// Mean cross-entropy.
    Loss,
    /// Share read right.
    Accuracy,
}

impl Metric {
    /// Both, as they are stacked.
    pub const ALL: [Self; 2] = [Self::Loss, Self::Accuracy];

    /// The name shown to people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Loss => "Loss",
            Self::Accuracy => "Accuracy",
        }
    }

    /// What it means, in a sentence.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Loss => "How surprised the network is by the right answers (cross-entropy); lower is better",
            Self::Accuracy => "Share of the images that the network reads right; higher is better",
        }
    }

    fn value(self, value: f64) -> String {
        match self {
            Self::Loss => format::loss(value),
            Self::Accuracy => format::percent(value),
        }
    }

    /// Lower and upper end of the axis for curves that end up between `low` and `high`: from a short list, so that the
    /// axis moves seldom.
    fn axis(self, low: f64, high: f64) -> (f64, f64) {
        match self {
            Self::Loss => {
                let ceilings = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 1.5, 2.5, 5.0, 10.0];
                (0.0, ceilings.into_iter().find(|ceiling| high <= *ceiling).unwrap_or(high * 1.05))
            }
            Self::Accuracy => {
                let floors = [0.99, 0.98, 0.97, 0.95, 0.9, 0.8, 0.7, 0.5];
                let floor = floors.into_iter().find(|floor| low >= *floor).unwrap_or(0.0);
                (floor, 1.0 + (1.0 - floor) * 0.02)
            }
        }
    }
}

/// The points of one metric, x in epochs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Curves {
    /// Training values as reported.
    pub raw: Vec<[f64; 2]>,
    /// The same, smoothed.
    pub smooth: Vec<[f64; 2]>,
    /// One value for each epoch done.
    pub validation: Vec<[f64; 2]>,
}

/// What both plots share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Number of the run: each run has an axis of its own.
    pub run: usize,
    /// Epochs that the axis has room for.
    pub epochs: f64,
    /// The best epoch so far, from 1.
    pub best: Option<usize>,
}

/// Height of the line above a plot, in points.
pub const CAPTION: f32 = 24.0;
/// Least width that has room for words beside title and legend, in points.
const ROOMY: f32 = 780.0;
/// Width of the numbers left of a plot: the same for both, so that the axes of epochs lie above each other.
const NUMBERS: f32 = 60.0;

/// The line above a plot: its title, what it means, and which line is which.
pub fn caption(ui: &mut Ui, metric: Metric) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), CAPTION), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, metric.title()));
    let font = theme::strong_font(theme::size::BODY);
    let title = ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, metric.title(), font, palette.ink);
    let small = theme::font(theme::size::SMALL);
    if rect.width() > ROOMY {
        let beside = title.right_center() + vec2(theme::space::S, 0.5);
        ui.painter().text(beside, Align2::LEFT_CENTER, metric.help(), small.clone(), palette.quiet);
    }
    let mut right = rect.right_center();
    let entries = [(BEST, palette.right), (VALIDATION, validation_colour(ui)), (SMOOTH, palette.accent)];
    for (name, colour) in entries {
        let text = ui.painter().text(right, Align2::RIGHT_CENTER, name, small.clone(), palette.quiet);
        let sample = Rect::from_center_size(text.left_center() - vec2(18.0, 0.0), vec2(20.0, 10.0));
        legend_sample(ui, name, sample, colour);
        right = pos2(sample.left() - theme::space::L, rect.center().y);
    }
    response.on_hover_text(metric.help());
}

/// A piece of the line called `name`, as the plot draws it.
fn legend_sample(ui: &Ui, name: &str, place: Rect, colour: Color32) {
    let painter = ui.painter();
    let (left, right) = (place.left_center(), place.right_center());
    if name == BEST {
        painter.circle_stroke(place.center(), 5.0, Stroke::new(1.5, colour));
        return;
    }
    painter.line_segment([left, right], Stroke::new(2.5, colour));
    if name == VALIDATION {
        let centre = place.center();
        let corner = |x: f32, y: f32| -> Pos2 { centre + vec2(x, y) };
        let diamond = vec![corner(-4.5, 0.0), corner(0.0, -4.5), corner(4.5, 0.0), corner(0.0, 4.5)];
        painter.add(Shape::convex_polygon(diamond, colour, Stroke::NONE));
    }
}

fn validation_colour(ui: &Ui) -> Color32 {
    theme::digit_colour(ui.visuals(), 6)
}

/// Shows `metric` in a plot `height` points high whose axis of epochs moves with that of the other metrics.
pub fn show(ui: &mut Ui, metric: Metric, curves: &Curves, span: Span, height: f32) {
    let palette = theme::palette(ui);
    let group = Id::unique(("run plots", span.run));
    let bounds = metric.axis(to_show(curves).fold(1.0, f64::min), to_show(curves).fold(0.0, f64::max));
    let colours = [palette.accent, validation_colour(ui)];
    let plot = Plot::new((metric.title(), span.run))
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
        .include_x(span.epochs)
        .set_margin_fraction(egui::vec2(0.02, 0.0))
        .grid_color(palette.line)
        .grid_fade(0.0)
        .x_grid_spacer(|input: GridInput| epoch_marks(input.bounds))
        .y_grid_spacer(|input: GridInput| value_marks(input.bounds))
        .custom_x_axes(vec![x_axis(ui, metric)])
        .custom_y_axes(vec![y_axis(ui, metric)])
        .label_formatter(move |at| label(metric, at));
    let response = plot.show(ui, |plot| {
        plot.set_plot_bounds_y(bounds.0..=bounds.1);
        if let Some(best) = span.best {
            let line = VLine::new(BEST, best as f64).color(palette.right).style(LineStyle::dashed_dense());
            plot.vline(line.width(1.5).allow_hover(false));
        }
        let faint = colours[0].gamma_multiply(0.25);
        plot.line(Line::new(RAW, points(&curves.raw)).color(faint).width(1.0).allow_hover(false));
        plot.line(Line::new(SMOOTH, points(&curves.smooth)).color(colours[0]).width(2.5));
        plot.line(Line::new(VALIDATION, points(&curves.validation)).color(colours[1]).width(2.0));
        let marks = Points::new(VALIDATION, points(&curves.validation)).id("validation marks");
        plot.points(marks.color(colours[1]).radius(4.5).shape(MarkerShape::Diamond));
        if let Some(best) = span.best.and_then(|best| curves.validation.get(best - 1)) {
            let mark = Points::new(BEST, points(&[*best])).id("best mark").allow_hover(false);
            plot.points(mark.color(palette.right).radius(8.0).shape(MarkerShape::Circle).filled(false));
        }
    });
    let told = match (curves.smooth.last(), curves.validation.last()) {
        (None, _) => format!("{}: nothing measured yet", metric.title()),
        (Some(train), None) => format!("{}: training {}", metric.title(), metric.value(train[1])),
        (Some(train), Some(valid)) => {
            let (train, valid) = (metric.value(train[1]), metric.value(valid[1]));
            format!("{}: training {train}, validation {valid}", metric.title())
        }
    };
    response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &told));
}

fn points(points: &[[f64; 2]]) -> PlotPoints<'static> {
    PlotPoints::from(points.to_vec())
}

fn x_axis(ui: &Ui, metric: Metric) -> AxisHints<'static> {
    let axis = AxisHints::new_x()
        .tick_label_color(theme::palette(ui).quiet)
        .tick_label_font(theme::font(theme::size::SMALL))
        .label_spacing(28.0..=36.0)
        .formatter(|mark, _| {
            let is_whole = (mark.value - mark.value.round()).abs() < 1e-6;
            if is_whole { format!("{:.0}", mark.value) } else { format!("{:.1}", mark.value) }
        });
    match metric {
        Metric::Loss => axis,
        Metric::Accuracy => axis.label("Epochs"),
    }
}

fn y_axis(ui: &Ui, metric: Metric) -> AxisHints<'static> {
    AxisHints::new_y()
        .tick_label_color(theme::palette(ui).quiet)
        .tick_label_font(theme::font(theme::size::SMALL))
        .label_spacing(12.0..=18.0)
        .min_thickness(NUMBERS)
        .formatter(move |mark, _| match metric {
            Metric::Loss if mark.step_size > 0.099 => format!("{:.1}", mark.value),
            Metric::Loss => format!("{:.2}", mark.value),
            Metric::Accuracy => {
                let step = mark.step_size * 100.0;
                let decimals = usize::from((step - step.round()).abs() > 1e-6);
                format!("{:.decimals$} %", mark.value * 100.0)
            }
        })
}

/// Four or five marks at round values.
fn value_marks((low, high): (f64, f64)) -> Vec<GridMark> {
    let rough = ((high - low) / 5.0).max(1e-9);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|k| k * power).find(|step| *step >= rough);
    marks(low, high, step.unwrap_or(rough))
}

fn marks(low: f64, high: f64, step: f64) -> Vec<GridMark> {
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last.min(first + 100)).map(|k| GridMark { value: k as f64 * step, step_size: step }).collect()
}

/// Marks at whole epochs where they have room, between them where there are few.
fn epoch_marks((low, high): (f64, f64)) -> Vec<GridMark> {
    let step = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0]
        .into_iter()
        .find(|step| (high - low) / step <= 12.0)
        .unwrap_or(500.0);
    marks(low, high, step)
}

fn label(metric: Metric, at: &HoverPosition<'_>) -> Option<String> {
    match at {
        HoverPosition::NearDataPoint { plot_name, position, .. } => {
            Some(format!("{plot_name}\nEpoch {:.2}\n{} {}", position.x, metric.title(), metric.value(position.y)))
        }
        HoverPosition::Elsewhere { .. } => None,
    }
}

/// What the axis has to show: in the first epoch everything, later the second half, whatever the beginning was like.
fn to_show(curves: &Curves) -> impl Iterator<Item = f64> {
    let first = if curves.validation.is_empty() { 0 } else { curves.smooth.len() / 2 };
    curves.smooth[first..].iter().chain(&curves.validation).map(|point| point[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_of_accuracy_shows_where_the_curve_ends() {
        let is = |end: f64, expected: f64| (end - expected).abs() < 1e-9;
        assert!(is(Metric::Accuracy.axis(0.985, 0.99).0, 0.98));
        assert!(is(Metric::Accuracy.axis(0.1, 0.99).0, 0.0));
        assert!(is(Metric::Loss.axis(0.01, 0.09).1, 0.1));
        assert!(Metric::Loss.axis(0.01, 50.0).1 > 50.0);
    }

    #[test]
    fn epochs_are_marked_a_dozen_times_at_most() {
        for epochs in [1.0, 3.0, 5.0, 30.0, 100.0, 1_000.0] {
            let marks = epoch_marks((0.0, epochs));
            assert!((3..=13).contains(&marks.len()), "{epochs}: {}", marks.len());
        }
    }
}
