//! The learning-rate finder: a button, the losses over the rates it has tried, and what it suggests.

use std::borrow::Cow;

use egui::{RichText, Role, Ui, WidgetInfo, vec2};
use egui_plot::{AxisHints, GridInput, GridMark, HoverPosition, Line, PlotPoints};

use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::icons;
use crate::app::core::settings::axis::Scale;
use crate::app::core::settings::metric::Metric;
use crate::app::core::training::finder::FinderCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::plots::mark::{self, Mark, MarkKind};
use crate::app::ui::widgets::{button, card, plots, progress};
use crate::text::format;
use crate::tr;
use crate::train::finder::{Ending, TriedRate};

/// Height of its plot, in points.
const PLOT: f32 = 170.0;
/// Width of the buttons that use a rate, in points.
const BUTTON: f32 = 136.0;

/// Shows it: one line before the first search, a card with the plot afterwards.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let tried = context.core.training.finder.tried();
    card::show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.set_min_height(theme::CONTROL_HEIGHT);
            controls(ui, context);
        });
        if !tried.is_empty() {
            plot(ui, &tried, context);
            suggestions(ui, context);
        }
    });
}

fn controls(ui: &mut Ui, context: &mut ViewContext<'_>) {
    if let Some(share) = context.core.shared.progress(&WorkKind::FindRate) {
        let cancel = Command::FindRate(FinderCommand::Cancel);
        let info = cancel.info();
        if button::with_tooltip(ui.add(IconButton::new(info.icon, &tr!("finder-cancel"))), &info).clicked() {
            context.commands.push(cancel);
        }
        let size = vec2(ui.available_width(), progress::HEIGHT);
        progress::bar(ui, share, size).on_hover_text(tr!("finder-trying"));
        return;
    }
    let start = Command::FindRate(FinderCommand::Start);
    let can = Enabled::of(&start, context.core);
    if button::command(ui, &start, can, Show::Both, Emphasis::Plain).clicked() {
        context.commands.push(start);
    }
    let text = RichText::new(tr!("finder-help")).size(theme::size::SMALL).color(theme::palette(ui).quiet);
    ui.add(egui::Label::new(text).wrap());
}

/// Losses over the logarithm of the rate.
fn plot(ui: &mut Ui, tried: &[TriedRate], context: &ViewContext<'_>) {
    let palette = *theme::palette(ui);
    let lowest = tried.iter().map(|one| one.smooth).fold(f64::MAX, f64::min);
    let first = tried.first().map_or(1.0, |one| one.smooth);
    // What explodes leaves the plot: the fall is what counts.
    let high = (first * 1.3).max(lowest * 2.0);
    let bounds = Metric::Loss.axis(lowest, high, Scale::Linear);
    let x_axis =
        plots::quiet(ui, AxisHints::new_x()).formatter(|mark, _| format::rate(10_f64.powf(mark.value)).to_string());
    let y_axis = plots::quiet(ui, AxisHints::new_y())
        .min_thickness(48.0)
        .formatter(|mark, _| Metric::Loss.tick(plots::tick(mark), Scale::Linear));
    let name = |at: &HoverPosition<'_>| match at {
        HoverPosition::NearDataPoint { plot_name, position, .. } => {
            let curve = match mark::words_of(plot_name) {
                Some(words) => words.to_owned().into(),
                None => tr!("finder-smoothed"),
            };
            let (rate, loss) = (format::rate(10_f64.powf(position.x)), format::loss(position.y));
            Some(tr!("finder-point", curve = curve, rate = rate, loss = loss).into_owned())
        }
        HoverPosition::Elsewhere { .. } => None,
    };
    let marks = marks(tried, context);
    let response = plots::still(ui, "rate-finder", PLOT)
        .grid_spacing(plots::GRID_SPACING)
        .grid_fade(0.0)
        .set_margin_fraction(vec2(0.04, 0.0))
        .x_grid_spacer(|input: GridInput| decades(input.bounds))
        .y_grid_spacer(|input: GridInput| {
            plots::grid(Metric::Loss.marks(input.bounds, Scale::Linear, plots::per_point(&input)))
        })
        .custom_x_axes(vec![x_axis])
        .custom_y_axes(vec![y_axis])
        .label_formatter(name)
        .show(ui, |plot| {
            plot.set_plot_bounds_y(bounds.0..=bounds.1);
            let points = |value: fn(&TriedRate) -> f64| -> PlotPoints<'static> {
                tried.iter().map(|one| [one.rate.log10(), value(one)]).collect::<Vec<_>>().into()
            };
            let faint = palette.accent.gamma_multiply(0.3);
            plot.line(Line::new("each-step", points(|one| one.loss)).color(faint).width(1.0).allow_hover(false));
            plot.line(Line::new("smoothed", points(|one| one.smooth)).color(palette.accent).width(2.5));
            for mark in &marks {
                mark.show(plot, &palette, Metric::Loss, Scale::Linear);
            }
        });
    for mark in &marks {
        mark.paint(ui, &response.transform, Metric::Loss, Scale::Linear);
    }
    let told = tr!("finder-told", rates = tried.len());
    response.response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
}

fn decades((low, high): (f64, f64)) -> Vec<GridMark> {
    let whole = low.ceil() as i32..=high.floor() as i32;
    whole.map(|decade| GridMark { value: f64::from(decade), step_size: 1.0 }).collect()
}

/// The suggested rates on the curve.
fn marks(tried: &[TriedRate], context: &ViewContext<'_>) -> Vec<Mark> {
    let Some(suggestion) = context.core.training.finder.found().and_then(|found| found.suggestion) else {
        return Vec::new();
    };
    let mark = |rate: f64, words: Cow<'static, str>| {
        let nearest = tried.iter().min_by(|one, other| (one.rate - rate).abs().total_cmp(&(other.rate - rate).abs()));
        let words = tr!("mark-rate", suggestion = words, rate = format::rate(rate)).into_owned();
        Mark { kind: MarkKind::Suggestion, x: rate.log10(), y: nearest.map(|one| one.smooth), words }
    };
    vec![mark(suggestion.steepest, tr!("finder-steepest")), mark(suggestion.tenth_of_lowest, tr!("finder-tenth"))]
}

/// What was found, with a button for each rate.
fn suggestions(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(found) = context.core.training.finder.found() else {
        ui.add_space(theme::CONTROL_HEIGHT + ui.spacing().item_spacing.y);
        return;
    };
    let Some(suggestion) = found.suggestion else {
        let words = match found.ending {
            Ending::Cancelled => tr!("finder-cancelled"),
            Ending::Exploded | Ending::Completed => {
                tr!("finder-never-fell")
            }
        };
        ui.label(RichText::new(words).color(theme::palette(ui).warning));
        return;
    };
    let used = context.settings.train.config.learning_rate;
    let rates = [(tr!("finder-steepest"), suggestion.steepest), (tr!("finder-tenth"), suggestion.tenth_of_lowest)];
    for (words, rate) in rates {
        // As it is shown, so that the setting is the number that was pressed.
        let shown = format::rate(rate).to_string();
        let rate = shown.parse().unwrap_or(rate);
        let is_used = (used / rate - 1.0).abs() < 1e-9;
        let sign = if is_used { icons::CHECK } else { icons::ARROW_LEFT };
        let label = tr!("finder-use", rate = &shown);
        ui.horizontal(|ui| {
            let button = IconButton::new(sign, &label).chosen(is_used).least_width(BUTTON);
            if ui.add(button).on_hover_text(tr!("finder-use.help", suggestion = words.as_ref())).clicked() {
                context.settings.train.config.learning_rate = rate;
            }
            ui.label(RichText::new(words).size(theme::size::SMALL).color(theme::palette(ui).quiet));
        });
    }
}
