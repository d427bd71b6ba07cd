//! Every run that was kept: the list with search, those that were interrupted, the curves of the ticked ones over each
//! other, and the run that is open.

mod detail;
mod list;
mod overlay;
mod table;
mod turned;

use egui::{RichText, ScrollArea, Ui};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::runs::command::RunsCommand;
use crate::app::core::settings::train_view::TrainView;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Enabled, IconButton, Look, Show};
use crate::store::runs::ListedRun;
use crate::tr;

/// Least width for the open run beside the ticked ones, in points.
const SIDE_BY_SIDE: f32 = 1_100.0;

/// Least height in which it scrolls by itself, in points.
const SCROLLS: f32 = 240.0;

/// Shows it in `height` points, or in what it needs where that is little.
pub fn show(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let is_empty = context.core.runs.list.as_ref().is_none_or(Vec::is_empty) && context.core.runs.unreadable.is_empty();
    if is_empty {
        let words = if context.core.runs.list.is_none() { tr!("kept-runs-looking") } else { tr!("kept-runs-empty") };
        super::empty::empty(ui, TrainView::Runs, &words, height);
        offer_back(ui, context);
        return;
    }
    if height < SCROLLS {
        // The whole tab scrolls, and one scroll bar in another is hard to use.
        everything(ui, context);
        return;
    }
    ScrollArea::vertical().id_salt("runs").auto_shrink([false, false]).max_height(height).show(ui, |ui| {
        // Room for the scroll bar, so that it covers no numbers.
        ui.set_max_width(ui.available_width() - theme::space::M);
        everything(ui, context);
    });
}

fn everything(ui: &mut Ui, context: &mut ViewContext<'_>) {
    interrupted(ui, context);
    list::show(ui, context);
    offer_back(ui, context);
    open_and_ticked(ui, context);
}

/// The run that is open and the ticked ones: beside each other where there is room, else the open one first, since it was
/// opened just now.
fn open_and_ticked(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.add_space(theme::space::S);
    match (context.core.runs.shown().is_some(), context.core.runs.ticked.is_empty()) {
        (true, false) if ui.available_width() >= SIDE_BY_SIDE => {
            ui.spacing_mut().item_spacing.x = theme::space::L;
            ui.columns(2, |sides| {
                if let [left, right] = sides {
                    // Columns stretch what is in them, words too.
                    left.vertical(|ui| overlay::show(ui, context));
                    right.vertical(|ui| detail::show(ui, context));
                }
            });
        }
        (is_open, is_none_ticked) => {
            if is_open {
                detail::show(ui, context);
                ui.add_space(theme::space::M);
            }
            if !is_none_ticked {
                overlay::show(ui, context);
            }
        }
    }
}

/// Offers to go on with what was interrupted.
fn interrupted(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let found: Vec<ListedRun> =
        context.core.runs.list.iter().flatten().filter(|run| run.can_resume).take(3).cloned().collect();
    for run in found {
        crate::app::ui::widgets::card::show(ui, |ui| {
            let record = &run.record;
            let words = tr!(
                "kept-runs-interrupted",
                run = &record.name,
                done = record.epochs_done,
                epochs = record.settings.epochs
            );
            let text = format!("{} {words}", icons::WARNING);
            ui.label(RichText::new(text).font(theme::strong_font(theme::size::BODY)));
            ui.horizontal_wrapped(|ui| {
                command(ui, RunsCommand::Resume(run.id.clone()), Look::Main, context);
                command(ui, RunsCommand::KeepBest(run.id.clone()), Look::Plain, context);
                let title = tr!("kept-runs-discard");
                let discard = IconButton::new(icons::TRASH, &title);
                let why = Command::Runs(RunsCommand::Delete(String::new())).info();
                if button::with_tooltip(ui.add(discard), &why).clicked() {
                    context.commands.push(Command::Runs(RunsCommand::Delete(run.id.clone())));
                }
            });
        });
        ui.add_space(theme::space::S);
    }
}

/// A button that stands for `wanted`.
fn command(ui: &mut Ui, wanted: RunsCommand, look: Look, context: &mut ViewContext<'_>) {
    let is_enabled = Enabled::when(context.core.runs.can(&wanted, &context.core.shared, &context.core.training));
    let wanted = Command::Runs(wanted);
    if button::command(ui, &wanted, is_enabled, Show::Both, look).clicked() {
        context.commands.push(wanted);
    }
}

/// A line that says what was deleted and brings it back.
fn offer_back(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some((_, name)) = &context.core.runs.deleted else { return };
    let text = tr!("kept-runs-deleted", run = name.clone());
    ui.horizontal(|ui| {
        ui.label(RichText::new(text).color(theme::palette(ui).quiet));
        let title = tr!("kept-runs-undo");
        let undo = IconButton::new(icons::ARROW_COUNTER_CLOCKWISE, &title);
        if button::with_tooltip(ui.add(undo), &Command::Runs(RunsCommand::Restore).info()).clicked() {
            context.commands.push(Command::Runs(RunsCommand::Restore));
        }
    });
}
