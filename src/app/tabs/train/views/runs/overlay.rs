//! The ticked runs over each other: their curves, what differs between their settings, and mean and deviation of those
//! that are repeats of each other.

use std::collections::BTreeSet;

use eframe::egui::{Grid, Id, RichText, ScrollArea, Ui};

use super::list::colour;
use crate::app::runs::Ticked;
use crate::app::tabs::TabContext;
use crate::app::widgets::plots::{self, Frame, Look, Metric, Scale, Series, View, XAxis};
use crate::app::{format, theme};
use crate::store::runs::ListedRun;
use crate::store::runs::settings::{differ_only_in_seed, differences, mean_and_deviation};
use crate::train::TrainConfig;

/// Height of one plot, in points.
const PLOT: f32 = 170.0;

/// Shows all of it.
pub fn show(ui: &mut Ui, context: &mut TabContext<'_>) {
    let runs = context.runs.overlaid();
    let epochs = runs.iter().filter_map(|(_, ticked)| ticked.history.as_ref()).map(|history| history.epochs_done());
    let frame = Frame {
        group: Id::unique("overlaid runs"),
        axis: XAxis::Epoch,
        scale: Scale::Linear,
        end: epochs.fold(0.1, f64::max),
        view: View::Kept,
    };
    ui.add_space(theme::space::S);
    let mut hidden = ui.data(|data| data.get_temp::<BTreeSet<String>>(frame.group)).unwrap_or_default();
    for metric in [Metric::Loss, Metric::Accuracy] {
        let series: Vec<Series> = runs.iter().filter_map(|run| curves(ui, run, metric)).collect();
        plots::legend::show(ui, metric, &series, &mut hidden);
        plots::show(ui, (metric, &series, &[]), &frame, &hidden, PLOT, &|_| None);
    }
    ui.data_mut(|data| data.insert_temp(frame.group, hidden));
    repeats(ui, &runs);
    table(ui, &runs);
}

/// The validation curve of a run; that of its training stays away, since several of them cannot be told apart.
fn curves(ui: &Ui, (run, ticked): &(&ListedRun, &Ticked), metric: Metric) -> Option<Series> {
    let history = ticked.history.as_ref()?;
    let points = history.epochs.iter().map(|report| {
        let value = match metric {
            Metric::Accuracy => report.validation_accuracy,
            Metric::Loss | Metric::LearningRate | Metric::GradientNorm | Metric::Speed | Metric::UpdateRatio => {
                report.validation_loss
            }
        };
        [report.epoch as f64, value]
    });
    // Two runs may have the same name, but not the same place.
    let name = format!("{} {}", ticked.slot + 1, run.record.name);
    Some(Series { name, look: Look::Diamonds, colour: colour(ui, ticked.slot), points: points.collect() })
}

/// Mean and deviation over runs that differ in nothing but the seed.
fn repeats(ui: &mut Ui, runs: &[(&ListedRun, &Ticked)]) {
    let mut seen: Vec<&TrainConfig> = Vec::new();
    for (run, _) in runs {
        let config = &run.record.settings;
        if seen.iter().any(|other| differ_only_in_seed(other, config)) {
            continue;
        }
        seen.push(config);
        let is_repeat = |other: &&(&ListedRun, &Ticked)| {
            other.0.id == run.id || differ_only_in_seed(config, &other.0.record.settings)
        };
        let group: Vec<_> = runs.iter().filter(is_repeat).collect();
        let of = |value: fn(&ListedRun) -> Option<f64>| {
            mean_and_deviation(&group.iter().filter_map(|(run, _)| value(run)).collect::<Vec<_>>())
        };
        let told = |what: &str, (mean, deviation): (f64, f64)| {
            format!("{what} {} ± {:.2}", format::percent(mean), deviation * 100.0)
        };
        let validation = of(|run| run.record.best_validation).map(|pair| told("validation", pair));
        let test = of(|run| run.record.result.as_ref()?.test_accuracy).map(|pair| told("test", pair));
        let parts: Vec<String> = validation.into_iter().chain(test).collect();
        if !parts.is_empty() {
            let text = format!("{} seeds of {}: {} (mean ± deviation)", group.len(), run.record.name, parts.join(", "));
            ui.label(RichText::new(text).font(theme::strong_font(theme::size::BODY)));
        }
    }
}

/// What differs between the settings.
fn table(ui: &mut Ui, runs: &[(&ListedRun, &Ticked)]) {
    if runs.len() < 2 {
        ui.label(RichText::new("Tick another run to see what differs").color(theme::palette(ui).quiet));
        return;
    }
    let configs: Vec<&TrainConfig> = runs.iter().map(|(run, _)| &run.record.settings).collect();
    let rows = differences(&configs);
    let quiet = theme::palette(ui).quiet;
    if rows.is_empty() {
        ui.label(RichText::new("The settings of these runs are the same").color(quiet));
        return;
    }
    ui.add_space(theme::space::S);
    ui.label(RichText::new("What differs").font(theme::strong_font(theme::size::BODY)));
    ScrollArea::horizontal().id_salt("what differs").auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("differences").striped(true).spacing([theme::space::L, theme::space::XS]).show(ui, |ui| {
            ui.label(RichText::new("Setting").color(quiet));
            for (run, ticked) in runs {
                let text = format!("{} {}", ticked.slot + 1, run.record.name);
                ui.label(RichText::new(text).color(colour(ui, ticked.slot)));
            }
            ui.end_row();
            for row in rows {
                ui.label(RichText::new(row.setting).color(quiet));
                for value in row.values {
                    ui.label(value.unwrap_or_else(|| "–".to_owned()));
                }
                ui.end_row();
            }
        });
    });
}
