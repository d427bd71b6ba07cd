//! The runs of this sitting in rows, newest first; the one that is picked is shown above.

use eframe::egui::{self, Align2, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::app::command::Command;
use crate::app::tabs::TabContext;
use crate::app::training::{Kept, Phase, Run, TrainCommand, TrainingState};
use crate::app::{format, icons, theme};

/// Height of a row.
const ROW: f32 = 32.0;
/// Rows that are seen at once; more scroll.
const SEEN: usize = 3;

/// Height of the list, with what is above it.
pub fn height(ui: &Ui, training: &TrainingState) -> f32 {
    let rows = training.runs.len().min(SEEN) + usize::from(training.discarded().is_some());
    rows as f32 * (ROW + ui.spacing().item_spacing.y) + theme::space::S
}

/// Shows the list.
pub fn show(ui: &mut Ui, context: &mut TabContext<'_>) {
    ui.add_space(theme::space::XS);
    let rows = context.training.runs.len().min(SEEN) as f32;
    let seen = rows * ROW + (rows - 1.0).max(0.0) * ui.spacing().item_spacing.y;
    let mut shown = context.training.shown;
    ScrollArea::vertical().max_height(seen).auto_shrink([false, true]).show(ui, |ui| {
        for (place, run) in context.training.runs.iter().enumerate().rev() {
            if row(ui, run, place == shown).clicked() {
                shown = place;
            }
        }
    });
    context.training.shown = shown;
    if let Some(number) = context.training.discarded() {
        offer_back(ui, number, context);
    }
}

/// What a run trains, in a few words.
pub fn title(run: &Run) -> String {
    let network = match &run.started_from {
        Some(model) => format!("{model}, tuned"),
        None => run.config.arch.title().to_owned(),
    };
    let epochs = format::counted(run.config.epochs, "epoch", "epochs");
    format!("Run {}: {network}, {epochs}", run.number)
}

fn row(ui: &mut Ui, run: &Run, is_shown: bool) -> egui::Response {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let result = match (&run.phase, run.result()) {
        (Phase::Failed(_), _) => "failed".to_owned(),
        (_, Some(result)) => format!("{} validation", format::percent(result.validation_accuracy)),
        (Phase::Paused, _) => "paused".to_owned(),
        (Phase::Stopping, _) => "stopping".to_owned(),
        (Phase::Starting | Phase::Training | Phase::Finished(_), None) => {
            format!("{:.0} % done", run.history.progress() * 100.0)
        }
    };
    let kept = match (&run.kept, run.result()) {
        (_, None) => "",
        (Kept::Unsaved | Kept::Naming(_), Some(_)) => "not saved",
        (Kept::Saving, Some(_)) => "saving",
        (Kept::Saved(_), Some(_)) => "saved",
    };
    let told = format!("{}, {result}{}{kept}", title(run), if kept.is_empty() { "" } else { ", " });
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_shown, &told));
    let fill = if is_shown {
        palette.accent_well
    } else if response.hovered() {
        palette.well_hovered
    } else {
        palette.card
    };
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, theme::CONTROL_RADIUS, fill);
    let inside = rect.shrink2(vec2(theme::space::M, 0.0));
    let ink = if is_shown { palette.accent } else { palette.ink };
    let font = theme::font(theme::size::BODY);
    painter.text(inside.left_center(), Align2::LEFT_CENTER, title(run), font.clone(), ink);
    painter.text(inside.right_center(), Align2::RIGHT_CENTER, kept, font.clone(), palette.quiet);
    let beside = inside.right_center() - vec2(if kept.is_empty() { 0.0 } else { 84.0 }, 0.0);
    painter.text(beside, Align2::RIGHT_CENTER, result, font, palette.ink);
    if response.has_focus() {
        painter.rect_stroke(rect, theme::CONTROL_RADIUS, (2.0, palette.accent), egui::StrokeKind::Inside);
    }
    response.on_hover_text("Show the curves and the result of this run")
}

/// A line that says what was discarded and brings it back.
pub fn offer_back(ui: &mut Ui, number: usize, context: &mut TabContext<'_>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("Run {number} was discarded")).color(theme::palette(ui).quiet));
        let text = format!("{} Undo", icons::ARROW_COUNTER_CLOCKWISE);
        if ui.button(text).on_hover_text(TrainCommand::BringBack.about().tooltip.as_ref()).clicked() {
            context.commands.push(Command::Train(TrainCommand::BringBack));
        }
    });
}
