//! What a run brought, and what can be done with it: use it, save it, discard it; or why it failed, and what to try.

use std::borrow::Cow;

use egui::{Button, Key, RichText, TextEdit, Ui, vec2};

use super::transport::{ALL_FIGURES, figure};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::training::command::TrainCommand;
use crate::app::core::training::run::{Phase, Run, SavedState};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::text::format;
use crate::tr;
use crate::train::TrainError;

/// Below this width, in points, the buttons may need more than one row.
const WRAPS: f32 = 380.0;

/// The figures of a run that has ended, from the right.
pub fn figures(ui: &mut Ui, run: &Run) {
    let Some(result) = run.result() else { return };
    let best = run.history.best_epoch();
    let best = best
        .map_or(Cow::Borrowed("–"), |best| tr!("transport-epoch-of", epoch = best.epoch, epochs = run.config.epochs));
    if ui.available_width() >= ALL_FIGURES {
        figure(ui, &tr!("result-best-epoch"), &best, 88.0);
    }
    let test = format::percent(result.test_accuracy).to_string();
    figure(ui, &tr!("result-test"), &test, 84.0);
    let validation = format::percent(result.validation_accuracy).to_string();
    figure(ui, &tr!("result-validation"), &validation, 84.0);
}

/// The row beneath: what happened, and the buttons.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else { return };
    if let Phase::Failed(error) = &run.phase {
        let text =
            format!("{} {}", icons::WARNING, tr!("result-failed", number = run.number, fault = error.to_string()));
        let is_too_fast = matches!(error, TrainError::Diverged { .. });
        failed(ui, &text, is_too_fast, context);
        return;
    }
    let naming = match &run.kept {
        SavedState::Naming(name) => Some(name.clone()),
        SavedState::Unsaved | SavedState::Saving | SavedState::Saved(_) => None,
    };
    match naming {
        Some(name) => name_row(ui, name, context),
        None => line(ui, |ui| actions(ui, context)),
    }
}

fn failed(ui: &mut Ui, text: &str, is_too_fast: bool, context: &mut ViewContext<'_>) {
    let wrong = theme::palette(ui).wrong;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::S;
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if context.core.training.shown().is_some_and(|run| run.result().is_some()) {
                press(ui, TrainCommand::Use, &tr!("result-use-best"), context);
            }
            let slower = ui.add_visible(is_too_fast, Button::new(tr!("result-slower")).min_size(vec2(0.0, 32.0)));
            if slower.on_hover_text(tr!("result-slower.help")).clicked() {
                let used = context.core.training.shown().map(|run| run.config.learning_rate);
                let rate = &mut context.settings.train.config.learning_rate;
                *rate = (used.unwrap_or(*rate) / 10.0).max(1e-6);
                context.commands.push(Command::Train(TrainCommand::Start));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                // The card keeps its height: what has no room is told by the notice and under the pointer.
                let mut job =
                    egui::text::LayoutJob::simple(text.to_owned(), theme::font(theme::size::BODY), wrong, 0.0);
                job.wrap = egui::text::TextWrapping { max_rows: 2, max_width: ui.available_width(), ..job.wrap };
                let words = ui.painter().layout_job(job);
                ui.add(egui::Label::new(words)).on_hover_text(text);
            });
        });
    });
}

fn actions(ui: &mut Ui, context: &mut ViewContext<'_>) {
    press(ui, TrainCommand::Use, &tr!("result-use"), context);
    let Some(run) = context.core.training.shown() else { return };
    let kept = run.kept.clone();
    let seconds = run.history.elapsed_secs();
    let ended = match &run.phase {
        Phase::Finished(outcome) => outcome.reason.after(seconds).to_string(),
        Phase::Starting | Phase::Training | Phase::Paused | Phase::Stopping | Phase::Failed(_) => {
            format::duration(seconds).to_string()
        }
    };
    let suggested = run.suggested_name();
    match kept {
        SavedState::Unsaved | SavedState::Naming(_) => {
            let save =
                Button::new(format!("{} {}", icons::FLOPPY_DISK, tr!("result-save-as"))).min_size(vec2(0.0, 32.0));
            if ui.add(save).on_hover_text(tr!("result-save-as.help")).clicked() {
                keep(context, SavedState::Naming(suggested.clone()));
            }
        }
        SavedState::Saving => _ = ui.add_enabled(false, Button::new(tr!("result-saving")).min_size(vec2(0.0, 32.0))),
        SavedState::Saved(path) => {
            let text = RichText::new(format!("{} {}", icons::CHECK_CIRCLE, tr!("result-saved")))
                .color(theme::palette(ui).right);
            ui.label(text).on_hover_text(path.display().to_string());
        }
    }
    press(ui, TrainCommand::Discard, &format!("{} {}", icons::TRASH, tr!("result-discard")), context);
    let quiet = theme::palette(ui).quiet;
    let text = RichText::new(ended).size(theme::size::SMALL).color(quiet);
    ui.add(egui::Label::new(text).truncate());
}

fn name_row(ui: &mut Ui, mut name: String, context: &mut ViewContext<'_>) {
    let mut next = None;
    let mut is_saved = false;
    line(ui, |ui| {
        let label = ui.label(tr!("result-name"));
        let edit = ui.add(TextEdit::singleline(&mut name).desired_width(240.0).char_limit(80)).labelled_by(label.id);
        let is_asked = ui.data(|data| data.get_temp::<bool>(edit.id)).unwrap_or(false);
        if !is_asked {
            edit.request_focus();
            ui.data_mut(|data| data.insert_temp(edit.id, true));
        }
        let is_done = edit.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let save = Button::new(format!("{} {}", icons::FLOPPY_DISK, tr!("result-save"))).min_size(vec2(0.0, 32.0));
        let is_named = !name.trim().is_empty();
        let save = ui.add_enabled(is_named, save).on_hover_text(tr!("result-save.help"));
        if is_named && (save.clicked() || is_done) {
            is_saved = true;
        }
        let is_away = ui.input(|input| input.key_pressed(Key::Escape));
        if ui.button(tr!("result-cancel")).on_hover_text(tr!("result-cancel.help")).clicked() || is_away {
            next = Some(SavedState::Unsaved);
            ui.data_mut(|data| data.remove::<bool>(edit.id));
        }
    });
    let next = next.unwrap_or(SavedState::Naming(name));
    keep(context, next);
    if is_saved {
        context.commands.push(Command::Train(TrainCommand::Save));
    }
}

fn press(ui: &mut Ui, command: TrainCommand, text: &str, context: &mut ViewContext<'_>) {
    let is_enabled = context.core.training.can(command, &context.core.shared);
    let response = ui.add_enabled(is_enabled, Button::new(text).min_size(vec2(0.0, 32.0)));
    if response.on_hover_text(Command::Train(command).info().help.to_string()).clicked() {
        context.commands.push(Command::Train(command));
    }
}

/// A row whose parts lie on one line, however high each is; in a narrow one they go on in the next.
fn line(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let size = vec2(ui.available_width(), 34.0);
    let row = egui::Layout::left_to_right(egui::Align::Center).with_main_wrap(size.x < WRAPS);
    ui.allocate_ui_with_layout(size, row, contents);
}

fn keep(context: &mut ViewContext<'_>, kept: SavedState) {
    if context.core.training.shown().is_some_and(|run| run.kept != kept) {
        context.commands.push(Command::Keep(kept));
    }
}
