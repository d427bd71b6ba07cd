//! How fast each layer changes, how its weights and activations are spread, and the filters of the first.

use egui::{Align2, Color32, Response, Role, Sense, Ui, Vec2, WidgetInfo, vec2};
use strum::VariantArray;

use super::charts::{Charts, marks};
use crate::app::core::settings::axis::{Moment, Scale};
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::{CurveId, PlotSettings};
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::run::Run;
use crate::app::core::variants::variants;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::plots::Frame;
use crate::app::ui::widgets::plots::series::{CurveStyle, Series};
use crate::app::ui::widgets::weights::Grid;
use crate::app::ui::widgets::{card, histogram, plots};
use crate::text::{Named, format};
use crate::tr;
use crate::train::statistics::{LayerFigures, LayerStatistics, MeasuredAt, layer_names};

/// Least height of the plot of ratios, in points.
const LEAST_PLOT: f32 = 120.0;
/// Height of a layer's row.
const ROW: f32 = 38.0;
/// Height of the words above the rows.
const HEAD: f32 = 22.0;
/// Least width for filters beside the rows.
const SIDE_BY_SIDE: f32 = 760.0;
/// Height of the filters where they are below the rows.
const FILTERS_BELOW: f32 = 170.0;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Layers {
    filters: Grid,
}

/// Shows the statistics of all layers in `height` points, or in what they need at least.
pub fn show(ui: &mut Ui, layers: &mut Layers, charts: &mut Charts, height: f32, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else { return };
    let Some(statistics) = &run.statistics.layers else {
        if run.statistics.ratios.is_empty() {
            let words = if run.phase.is_live() { tr!("view-first-figures") } else { tr!("layers-empty") };
            super::empty::empty(ui, TrainView::Layers, &words, height);
            return;
        }
        // Nobody looked while it trained: the updates are kept all the same.
        ratios(ui, charts, run, &mut context.settings.plots, height - HEAD - theme::space::L);
        let words = egui::RichText::new(tr!("layers-updates-only")).color(theme::palette(ui).quiet);
        ui.add(egui::Label::new(words.size(theme::size::SMALL)).wrap());
        return;
    };
    let rows = HEAD + statistics.layers.len() as f32 * (ROW + ui.spacing().item_spacing.y);
    let is_wide = ui.available_width() >= SIDE_BY_SIDE;
    let below = if is_wide { 0.0 } else { FILTERS_BELOW };
    let plot = height - rows - below - 3.0 * theme::space::L;
    ratios(ui, charts, run, &mut context.settings.plots, plot);
    ui.add_space(theme::space::S);
    if !is_wide {
        table(ui, statistics);
        ui.add_space(theme::space::S);
        filters(ui, layers, statistics, FILTERS_BELOW);
        return;
    }
    ui.horizontal_top(|ui| {
        let half = (ui.available_width() - theme::space::L) / 2.0;
        ui.vertical(|ui| {
            ui.set_width(half * 1.1);
            table(ui, statistics);
        });
        ui.add_space(theme::space::L);
        ui.vertical(|ui| filters(ui, layers, statistics, rows - HEAD));
    });
}

/// Update ratios over the run, in `height` points with their caption if that is enough, always on a logarithmic axis: only their size matters.
fn ratios(ui: &mut Ui, charts: &mut Charts, run: &Run, settings: &mut PlotSettings, height: f32) {
    let frame = Frame { scale: Scale::Log, ..charts.begin(run, settings) };
    let moment =
        |measured: &MeasuredAt| Moment { step: measured.step, epoch: measured.epochs, secs: measured.elapsed_secs };
    let mut series: Vec<Series> = Vec::new();
    for (place, name) in layer_names(run.config.arch).into_iter().enumerate() {
        let ratio = |(measured, ratios): &(MeasuredAt, Vec<f64>)| {
            let ratio = ratios.get(place).copied().filter(|ratio| *ratio > 0.0)?;
            Some([frame.axis.of(moment(measured)), ratio])
        };
        let colour = theme::digit_colour(ui.visuals(), COLOURS[place % COLOURS.len()]);
        let points: Vec<[f64; 2]> = run.statistics.ratios.iter().filter_map(ratio).collect();
        // A layer that is frozen has no curve.
        if points.is_empty() && !run.statistics.ratios.is_empty() {
            continue;
        }
        series.push(Series::new(CurveId::Layer(name.clone()), &name, CurveStyle::nth(place), colour, points));
    }
    let marks = marks(run, Metric::UpdateRatio, frame.axis);
    let plot = (height - plots::legend::height(ui, Metric::UpdateRatio, &series, &marks)).max(LEAST_PLOT);
    charts.plot(ui, run, (Metric::UpdateRatio, &series, &marks), &frame, settings, plot);
}

/// Colours of the layers, from those of the digits: neighbours differ in lightness too. Seven of them and three kinds of
/// line make twenty-one that differ.
const COLOURS: [u8; 7] = [5, 1, 3, 7, 0, 8, 6];

/// A column of the table.
#[derive(Clone, Copy, VariantArray)]
enum Column {
    Name,
    Ratio,
    Weights,
    Activations,
    Zeros,
}

impl Named for Column {
    fn key(&self) -> &'static str {
        match self {
            Self::Name => "layers-name",
            Self::Ratio => "layers-ratio",
            Self::Weights => "layers-weights",
            Self::Activations => "layers-activations",
            Self::Zeros => "layers-zeros",
        }
    }
}

impl Column {
    const ALL: [Self; Self::VARIANTS.len()] = variants();

    /// Its width in a table `room` points wide.
    fn width(self, room: f32, gap: f32) -> f32 {
        const NAME: f32 = 64.0;
        const NUMBER: f32 = 62.0;
        match self {
            Self::Name => NAME,
            Self::Ratio | Self::Zeros => NUMBER,
            Self::Weights | Self::Activations => ((room - NAME - 2.0 * NUMBER - 4.0 * gap) / 2.0).max(60.0),
        }
    }
}

fn table(ui: &mut Ui, statistics: &LayerStatistics) {
    row(ui, HEAD, |ui, column, width| {
        let quiet = theme::palette(ui).quiet;
        let title = column.title();
        text(ui, &title, vec2(width, HEAD), quiet, &title).on_hover_text(column.help());
    });
    for layer in &statistics.layers {
        row(ui, ROW, |ui, column, width| cell(ui, layer, column, vec2(width, ROW)));
    }
}

/// One row, with a cell for each column.
fn row(ui: &mut Ui, height: f32, mut cell: impl FnMut(&mut Ui, Column, f32)) {
    let (room, gap) = (ui.available_width(), theme::space::S);
    ui.allocate_ui_with_layout(vec2(room, height), egui::Layout::left_to_right(egui::Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = gap;
        for column in Column::ALL {
            cell(ui, column, column.width(room, gap));
        }
    });
}

fn cell(ui: &mut Ui, layer: &LayerFigures, column: Column, size: Vec2) {
    let palette = theme::palette(ui);
    let name = &layer.name;
    match column {
        Column::Name => _ = text(ui, name, size, palette.ink, name),
        Column::Ratio => {
            let value = if layer.update_ratio > 0.0 {
                Metric::UpdateRatio.value(layer.update_ratio)
            } else {
                tr!("layers-frozen").into_owned()
            };
            text(ui, &value, size, palette.ink, &tr!("layers-ratio-of", layer = name, value = &value));
        }
        Column::Weights => {
            let of = &layer.weights;
            histogram::show(ui, &of.counts, of.reach, palette.accent, size, &tr!("layers-weights-of", layer = name));
        }
        Column::Activations => match &layer.activations {
            Some(all) => {
                let (of, colour) = (&all.histogram, plots::validation_colour(ui));
                histogram::show(ui, &of.counts, of.reach, colour, size, &tr!("layers-activations-of", layer = name));
            }
            None => _ = ui.allocate_space(size),
        },
        Column::Zeros => {
            let share = layer.activations.as_ref().map_or(0.0, |all| all.zeros);
            let value = format::percent_to(share, 0).to_string();
            text(ui, &value, size, palette.ink, &tr!("layers-zeros-of", layer = name, share = &value));
        }
    }
}

/// Words in a cell of a fixed size, so that nothing moves when they change.
fn text(ui: &mut Ui, words: &str, size: Vec2, colour: Color32, told: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, told));
    let font = theme::font(theme::size::SMALL);
    ui.painter().with_clip_rect(rect).text(rect.left_center(), Align2::LEFT_CENTER, words, font, colour);
    response
}

/// What the first layer looks for.
fn filters(ui: &mut Ui, layers: &mut Layers, statistics: &LayerStatistics, height: f32) {
    let Some(filters) = &statistics.filters else { return };
    let (seen, total) = (filters.pictures.len(), filters.total);
    let words = if seen < total {
        tr!("layers-filters-some", seen = seen, total = total)
    } else {
        tr!("layers-filters-all", total = total)
    };
    card::caption(ui, &words);
    let room = vec2(ui.available_width(), (height - theme::space::L).max(80.0));
    let label = tr!("layers-filters-told", filters = seen, side = filters.side);
    layers.filters.show(ui, &filters.pictures, filters.side, statistics.measured.step, room, &label);
}
