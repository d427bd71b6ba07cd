//! The runs of this sitting in rows, newest first; the one that is picked is shown above.

use std::borrow::Cow;

use egui::{RichText, ScrollArea, Ui};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::training::TrainingState;
use crate::app::core::training::command::TrainCommand;
use crate::app::core::training::run::{Phase, Run, SavedState};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::run_row::{self, KeyColumn, RunRow};
use crate::text::{Named, format};
use crate::tr;

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
    let mut all = |ui: &mut Ui| {
        for (place, run) in context.core.training.runs.iter().enumerate().rev() {
            if row(ui, run, place == shown).clicked() {
                shown = place;
            }
        }
    };
    if context.core.training.runs.len() > SEEN {
        ScrollArea::vertical().max_height(seen).auto_shrink([false, true]).show(ui, all);
    } else {
        all(ui);
    }
    if shown != context.core.training.shown {
        context.commands.push(Command::ShowRun(shown));
    }
    if let Some(number) = context.core.training.discarded() {
        offer_back(ui, number, context);
    }
}

/// What a run trains, in a few words.
pub fn title(run: &Run) -> String {
    let (number, epochs) = (run.number, run.config.epochs);
    let words = match &run.started_from {
        Some(model) => tr!("sitting-run-tuned", number = number, model = model, epochs = epochs),
        None => tr!("sitting-run", number = number, network = run.config.arch.title(), epochs = epochs),
    };
    words.into_owned()
}

fn row(ui: &mut Ui, run: &Run, is_shown: bool) -> egui::Response {
    let result = match (&run.phase, run.result()) {
        (Phase::Failed(_), _) => tr!("sitting-failed"),
        (_, Some(result)) => tr!("sitting-validation", accuracy = format::percent(result.validation_accuracy)),
        (Phase::Paused, _) => tr!("sitting-paused"),
        (Phase::Stopping, _) => tr!("sitting-stopping"),
        (Phase::Starting | Phase::Training | Phase::Finished(_), None) => {
            tr!("sitting-progress", share = format::percent_to(run.history.progress(), 0))
        }
    };
    let note = match (&run.kept, run.result()) {
        (_, None) => Cow::Borrowed(""),
        (SavedState::Unsaved | SavedState::Naming(_), Some(_)) => tr!("sitting-not-saved"),
        (SavedState::Saving, Some(_)) => tr!("sitting-saving"),
        (SavedState::Saved(_), Some(_)) => tr!("sitting-saved"),
    };
    let title = title(run);
    let told = if note.is_empty() {
        tr!("sitting-told", run = &title, result = result.as_ref())
    } else {
        tr!("sitting-told-note", run = &title, result = result.as_ref(), note = note.as_ref())
    };
    let note_width = if note.is_empty() { 0.0 } else { NOTE };
    let row =
        RunRow { title: &title, result: &result, note: &note, note_width, key: KeyColumn::None, is_open: is_shown };
    row.show(ui, &told).on_hover_text(tr!("sitting-show"))
}

/// A line that says what was discarded and brings it back.
pub fn offer_back(ui: &mut Ui, number: usize, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(tr!("sitting-discarded", number = number)).color(theme::palette(ui).quiet));
        let text = format!("{} {}", icons::ARROW_COUNTER_CLOCKWISE, tr!("sitting-undo"));
        if ui.button(text).on_hover_text(Command::Train(TrainCommand::BringBack).info().help.to_string()).clicked() {
            context.commands.push(Command::Train(TrainCommand::BringBack));
        }
    });
}
