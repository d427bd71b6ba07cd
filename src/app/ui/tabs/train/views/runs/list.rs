//! The list of runs: a tick to overlay each, its name to open it, what it brought.

use std::borrow::Cow;

use egui::{Align, Checkbox, Layout, RichText, Role, TextEdit, Ui, WidgetInfo, vec2};

use crate::app::core::command::Command;
use crate::app::core::runs::command::RunsCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::plots::series::Look;
use crate::app::ui::widgets::run_row::{HEIGHT, Key, KeyColumn, RunRow};
use crate::store::date;
use crate::store::runs::ListedRun;
use crate::text::format;
use crate::tr;

/// Width of state and time at the right of a row.
const NOTE: f32 = 184.0;
/// Rows that are seen at once; more scroll.
const SEEN: f32 = 7.0;

/// Shows search and list.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let total = context.core.runs.list.as_ref().map_or(0, Vec::len);
    ui.horizontal(|ui| {
        let mut search = context.core.runs.search.clone();
        let field =
            TextEdit::singleline(&mut search).hint_text(tr!("kept-runs-search")).desired_width(220.0).char_limit(80);
        let field = ui.add(field);
        if field.changed() {
            context.commands.push(Command::Runs(RunsCommand::Search(search)));
        }
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, tr!("kept-runs-search-told")));
        let bytes: u64 = context.core.runs.list.iter().flatten().map(|run| run.bytes).sum();
        let text = tr!("kept-runs-total", runs = total, size = format::file_size(bytes as usize));
        ui.label(RichText::new(text).color(theme::palette(ui).quiet));
    });
    let runs: Vec<ListedRun> = context.core.runs.matching().into_iter().cloned().collect();
    if runs.is_empty() && total > 0 {
        ui.label(RichText::new(tr!("kept-runs-no-match")).color(theme::palette(ui).quiet));
    }
    let pitch = HEIGHT + ui.spacing().item_spacing.y;
    let scroll = egui::ScrollArea::vertical().id_salt("run-list").max_height(SEEN * pitch).auto_shrink([false, true]);
    scroll.show_rows(ui, HEIGHT, runs.len(), |ui, shown| {
        for run in runs.get(shown).unwrap_or_default() {
            // As high as the row, so that the tick stands in its middle.
            let size = vec2(ui.available_width(), HEIGHT);
            ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| row(ui, run, context));
        }
    });
    for broken in &context.core.runs.unreadable {
        let text = tr!("kept-runs-unreadable", run = &broken.id, fault = broken.reason.to_string());
        ui.add(egui::Label::new(RichText::new(text).color(theme::palette(ui).warning)).wrap());
    }
}

/// The colour of the run ticked at `slot`.
pub fn colour(ui: &Ui, slot: usize) -> egui::Color32 {
    // Red and green neighbours are set apart.
    const ORDER: [u8; 10] = [0, 6, 3, 8, 1, 5, 9, 2, 7, 4];
    theme::digit_colour(ui.visuals(), ORDER[slot % ORDER.len()])
}

/// The curve that stands for the run ticked at `slot`.
pub fn key(ui: &Ui, slot: usize) -> Key {
    Key { number: slot + 1, look: Look::Marked(slot), colour: colour(ui, slot) }
}

fn row(ui: &mut Ui, run: &ListedRun, context: &mut ViewContext<'_>) {
    let record = &run.record;
    let slot = context.core.runs.ticked.get(&run.id).map(|ticked| ticked.slot);
    let mut is_ticked = slot.is_some();
    let tick = ui.add(Checkbox::without_text(&mut is_ticked));
    let label = tr!("kept-runs-overlay", run = &record.name);
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_ticked, &*label));
    let info = Command::Runs(RunsCommand::Tick(String::new())).info();
    if tick.on_hover_text(info.help.to_string()).clicked() {
        context.commands.push(Command::Runs(RunsCommand::Tick(run.id.clone())));
    }
    let result = match (record.best_validation, record.result.as_ref().and_then(|result| result.test_accuracy)) {
        (Some(validation), Some(test)) => {
            tr!("kept-runs-validation-test", validation = format::percent(validation), test = format::percent(test))
        }
        (Some(validation), None) => tr!("kept-runs-validation", validation = format::percent(validation)),
        (None, _) => Cow::Borrowed(""),
    };
    let state = crate::text::Named::name(&record.state);
    let when = date::local_time(record.started_secs);
    let note = tr!("kept-runs-note", state = state.clone(), time = when);
    let told = if result.is_empty() {
        tr!("kept-runs-told", run = &record.name, state = state.clone())
    } else {
        tr!("kept-runs-told-result", run = &record.name, state = state.clone(), result = result.as_ref())
    };
    let is_open = context.core.runs.open.as_ref() == Some(&run.id);
    let key = match slot {
        Some(slot) => KeyColumn::Key(key(ui, slot)),
        None if context.core.runs.ticked.is_empty() => KeyColumn::None,
        None => KeyColumn::Empty,
    };
    let row = RunRow { title: &record.name, result: &result, note: &note, note_width: NOTE, key, is_open };
    let info = Command::Runs(RunsCommand::Open(String::new())).info();
    if row.show(ui, &told).on_hover_text(info.help.to_string()).clicked() {
        context.commands.push(Command::Runs(RunsCommand::Open(run.id.clone())));
    }
}
