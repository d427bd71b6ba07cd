//! The runs of this sitting in rows, newest first; the one that is picked is shown above.

use egui::{RichText, ScrollArea, Ui};

use crate::app::core::command::Command;
use crate::app::core::training::TrainingState;
use crate::app::core::training::command::TrainCommand;
use crate::app::core::training::run::{Kept, Phase, Run};
use crate::app::core::{format, icons};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::run_row::{self, KeyColumn, RunRow};
use crate::text::Named;

/// Width of the words at the right of a row.
const NOTE: f32 = 60.0;
/// Rows that are seen at once; more scroll.
const SEEN: usize = 3;

/// Height of the list, with what is above it.
pub fn height(ui: &Ui, training: &TrainingState) -> f32 {
    let rows = training.runs.len().min(SEEN) + usize::from(training.discarded().is_some());
    rows as f32 * (run_row::HEIGHT + ui.spacing().item_spacing.y) + theme::space::S
}

/// Shows the list.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.add_space(theme::space::XS);
    let rows = context.core.training.runs.len().min(SEEN) as f32;
    let seen = rows * run_row::HEIGHT + (rows - 1.0).max(0.0) * ui.spacing().item_spacing.y;
    let mut shown = context.core.training.shown;
    ScrollArea::vertical().max_height(seen).auto_shrink([false, true]).show(ui, |ui| {
        for (place, run) in context.core.training.runs.iter().enumerate().rev() {
            if row(ui, run, place == shown).clicked() {
                shown = place;
            }
        }
    });
    if shown != context.core.training.shown {
        context.commands.push(Command::ShowRun(shown));
    }
    if let Some(number) = context.core.training.discarded() {
        offer_back(ui, number, context);
    }
}

/// What a run trains, in a few words.
pub fn title(run: &Run) -> String {
    let network = match &run.started_from {
        Some(model) => format!("{model}, tuned"),
        None => run.config.arch.title().into_owned(),
    };
    let epochs = format::counted(run.config.epochs, "epoch", "epochs");
    format!("Run {}: {network}, {epochs}", run.number)
}

fn row(ui: &mut Ui, run: &Run, is_shown: bool) -> egui::Response {
    let result = match (&run.phase, run.result()) {
        (Phase::Failed(_), _) => "failed".to_owned(),
        (_, Some(result)) => format!("{} validation", format::percent(result.validation_accuracy)),
        (Phase::Paused, _) => "paused".to_owned(),
        (Phase::Stopping, _) => "stopping".to_owned(),
        (Phase::Starting | Phase::Training | Phase::Finished(_), None) => {
            format!("{:.0} % done", run.history.progress() * 100.0)
        }
    };
    let note = match (&run.kept, run.result()) {
        (_, None) => "",
        (Kept::Unsaved | Kept::Naming(_), Some(_)) => "not saved",
        (Kept::Saving, Some(_)) => "saving",
        (Kept::Saved(_), Some(_)) => "saved",
    };
    let title = title(run);
    let told = format!("{title}, {result}{}{note}", if note.is_empty() { "" } else { ", " });
    let note_width = if note.is_empty() { 0.0 } else { NOTE };
    let row = RunRow { title: &title, result: &result, note, note_width, key: KeyColumn::None, is_open: is_shown };
    row.show(ui, &told).on_hover_text("Show the curves and the result of this run")
}

/// A line that says what was discarded and brings it back.
pub fn offer_back(ui: &mut Ui, number: usize, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(format!("Run {number} was discarded")).color(theme::palette(ui).quiet));
        let text = format!("{} Undo", icons::ARROW_COUNTER_CLOCKWISE);
        if ui.button(text).on_hover_text(TrainCommand::BringBack.about().tooltip.as_ref()).clicked() {
            context.commands.push(Command::Train(TrainCommand::BringBack));
        }
    });
}
