//! The list of runs: a tick to overlay each, its name to open it, what it brought.

use eframe::egui::{self, Align2, Checkbox, RichText, Role, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::app::command::Command;
use crate::app::runs::RunsCommand;
use crate::app::tabs::TabContext;
use crate::app::{format, theme};
use crate::store::date;
use crate::store::runs::ListedRun;

/// Height of a row.
const ROW: f32 = 32.0;
/// Rows that are seen at once; more scroll.
const SEEN: f32 = 7.0;

/// Shows search and list.
pub fn show(ui: &mut Ui, context: &mut TabContext<'_>) {
    let total = context.runs.list.as_ref().map_or(0, Vec::len);
    ui.horizontal(|ui| {
        let field =
            TextEdit::singleline(&mut context.runs.search).hint_text("Search").desired_width(220.0).char_limit(80);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search the runs"));
        let bytes: u64 = context.runs.list.iter().flatten().map(|run| run.bytes).sum();
        let text = format!("{}, {}", format::counted(total, "run", "runs"), size(bytes));
        ui.label(RichText::new(text).color(theme::palette(ui).quiet));
    });
    let runs: Vec<ListedRun> = context.runs.matching().into_iter().cloned().collect();
    if runs.is_empty() && total > 0 {
        ui.label(RichText::new("No run matches what is searched for").color(theme::palette(ui).quiet));
    }
    let pitch = ROW + ui.spacing().item_spacing.y;
    let scroll =
        egui::ScrollArea::vertical().id_salt("list of runs").max_height(SEEN * pitch).auto_shrink([false, true]);
    scroll.show_rows(ui, ROW, runs.len(), |ui, shown| {
        for run in runs.get(shown).unwrap_or_default() {
            ui.horizontal(|ui| row(ui, run, context));
        }
    });
    for broken in &context.runs.unreadable {
        let text = format!("{}: {}", broken.id, broken.reason);
        ui.add(egui::Label::new(RichText::new(text).color(theme::palette(ui).warning)).wrap());
    }
}

/// "1.2 MB".
pub fn size(bytes: u64) -> String {
    if bytes >= 1_000_000 {
        format!("{:.1} MB", bytes as f64 / 1e6)
    } else {
        format!("{:.0} kB", (bytes as f64 / 1e3).ceil())
    }
}

/// The colour of the run ticked at `slot`.
pub fn colour(ui: &Ui, slot: usize) -> egui::Color32 {
    // Red and green neighbours are set apart.
    const ORDER: [u8; 10] = [0, 6, 3, 8, 1, 5, 9, 2, 7, 4];
    theme::digit_colour(ui.visuals(), ORDER[slot % ORDER.len()])
}

fn row(ui: &mut Ui, run: &ListedRun, context: &mut TabContext<'_>) {
    let record = &run.record;
    let ticked = context.runs.ticked.get(&run.id).map(|ticked| ticked.slot);
    let mut is_ticked = ticked.is_some();
    let tick = ui.add(Checkbox::without_text(&mut is_ticked));
    let label = format!("Overlay {}", record.name);
    tick.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_ticked, &label));
    let about = RunsCommand::Tick(String::new()).about();
    if tick.on_hover_text(about.tooltip.as_ref()).clicked() {
        context.commands.push(Command::Runs(RunsCommand::Tick(run.id.clone())));
    }
    let palette = theme::palette(ui);
    let is_open = context.runs.open.as_ref() == Some(&run.id);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let result = match (record.best_validation, record.result.as_ref().and_then(|result| result.test_accuracy)) {
        (Some(validation), Some(test)) => {
            format!("{} validation, {} test", format::percent(validation), format::percent(test))
        }
        (Some(validation), None) => format!("{} validation", format::percent(validation)),
        (None, _) => String::new(),
    };
    let state = record.state.title();
    let told = format!("{}, {state}{}{result}", record.name, if result.is_empty() { "" } else { ", " });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &told));
    let fill = if is_open {
        palette.accent_well
    } else if response.hovered() {
        palette.well_hovered
    } else {
        palette.card
    };
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, theme::CONTROL_RADIUS, fill);
    if let Some(slot) = ticked {
        let band = egui::Rect::from_min_size(rect.min, vec2(4.0, rect.height()));
        painter.rect_filled(band, 2.0, colour(ui, slot));
    }
    let inside = rect.shrink2(vec2(theme::space::M, 0.0));
    let font = theme::font(theme::size::BODY);
    let ink = if is_open { palette.accent } else { palette.ink };
    let when = date::format_time(record.started_secs);
    let when = when.get(..16).unwrap_or(&when);
    let narrow = inside.width() < 520.0;
    let right = if narrow { state.to_owned() } else { format!("{state}, {when}") };
    let right = painter.text(
        inside.right_center(),
        Align2::RIGHT_CENTER,
        right,
        theme::font(theme::size::SMALL),
        palette.quiet,
    );
    let mut end = right.left() - theme::space::L;
    if inside.width() > 620.0 {
        let anchor = egui::pos2(inside.right() - 190.0, inside.center().y);
        end = painter.text(anchor, Align2::RIGHT_CENTER, result, font.clone(), palette.ink).left() - theme::space::L;
    }
    let name = egui::Rect::from_min_max(inside.min, egui::pos2(end, inside.bottom()));
    painter.with_clip_rect(name).text(inside.left_center(), Align2::LEFT_CENTER, &record.name, font, ink);
    if response.has_focus() {
        painter.rect_stroke(rect, theme::CONTROL_RADIUS, (2.0, palette.accent), egui::StrokeKind::Inside);
    }
    let about = RunsCommand::Open(String::new()).about();
    if response.on_hover_text(about.tooltip.as_ref()).clicked() {
        context.commands.push(Command::Runs(RunsCommand::Open(run.id.clone())));
    }
}
