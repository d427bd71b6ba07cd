//! What differs between the settings of the ticked runs, and what each of them brought: a column for each run.

use std::borrow::Cow;

use egui::{Grid, Label, RichText, ScrollArea, Sense, Ui, vec2};

use crate::app::ui::theme;
use crate::app::ui::widgets::run_row::paint_key;
use crate::store::runs::ListedRun;
use crate::store::runs::settings::differences;
use crate::text::format;
use crate::tr;
use crate::train::TrainConfig;

/// Width of the names of settings, in points.
const NAMES: f32 = 110.0;
/// Least and greatest width of a run's column, in points.
const COLUMN: [f32; 2] = [76.0, 220.0];

/// Shows the table of what differs between `runs`.
pub fn show(ui: &mut Ui, runs: &[&ListedRun]) {
    let quiet = theme::palette(ui).quiet;
    if runs.len() < 2 {
        ui.label(RichText::new(tr!("overlay-tick-another")).color(quiet));
        return;
    }
    let configs: Vec<&TrainConfig> = runs.iter().map(|run| &run.record.settings).collect();
    let mut rows: Vec<(String, Vec<String>)> = differences(&configs)
        .into_iter()
        .map(|row| (row.setting, row.values.into_iter().map(|value| value.unwrap_or_else(|| "–".to_owned())).collect()))
        .collect();
    let title = if rows.is_empty() { tr!("overlay-same") } else { tr!("overlay-differs") };
    rows.extend(results(runs));
    ui.add_space(theme::space::S);
    ui.label(RichText::new(title).font(theme::strong_font(theme::size::BODY)));
    let gap = theme::space::M;
    let room = ui.available_width() - NAMES - gap * runs.len() as f32;
    let column = (room / runs.len() as f32).clamp(COLUMN[0], COLUMN[1]);
    ScrollArea::horizontal().id_salt("run-differences").auto_shrink([false, true]).show(ui, |ui| {
        Grid::new("differences").striped(true).spacing([gap, theme::space::XS]).show(ui, |ui| {
            wrapped(ui, NAMES, RichText::new(tr!("overlay-setting")).color(quiet));
            for run in runs {
                ui.vertical(|ui| {
                    ui.set_width(column);
                    let (place, _) = ui.allocate_exact_size(vec2(column, 18.0), Sense::hover());
                    paint_key(ui, run.record.number, place);
                    let title = run.record.title().to_string();
                    let name = RichText::new(&title).font(theme::strong_font(theme::size::SMALL));
                    ui.add(Label::new(name).truncate()).on_hover_text(title);
                });
            }
            ui.end_row();
            for (name, values) in rows {
                wrapped(ui, NAMES, RichText::new(name).color(quiet));
                for value in values {
                    wrapped(ui, column, RichText::new(value));
                }
                ui.end_row();
            }
        });
    });
}

/// What they brought.
fn results(runs: &[&ListedRun]) -> Vec<(String, Vec<String>)> {
    let row = |title: Cow<'static, str>, value: fn(&ListedRun) -> Option<String>| {
        let values = runs.iter().map(|run| value(run).unwrap_or_else(|| "–".to_owned())).collect();
        (title.into_owned(), values)
    };
    vec![
        row(tr!("overlay-row-validation"), |run| Some(format::percent(run.record.best_validation?).to_string())),
        row(tr!("overlay-row-test"), |run| {
            Some(format::percent(run.record.result.as_ref()?.test_accuracy?).to_string())
        }),
        row(tr!("overlay-row-best-epoch"), |run| {
            (run.record.best_epoch > 0).then(|| run.record.best_epoch.to_string())
        }),
        row(tr!("overlay-row-time"), |run| Some(format::duration(run.record.elapsed_secs).to_string())),
    ]
}

/// Words in a cell of this width, on as many lines as they need.
fn wrapped(ui: &mut Ui, width: f32, words: RichText) {
    ui.vertical(|ui| {
        ui.set_width(width);
        ui.add(Label::new(words).wrap());
    });
}
