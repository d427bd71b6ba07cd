//! The details of runs: those that were interrupted, the one that is picked in the list below, and what tells the ticked
//! ones apart.

mod detail;
mod repeats;
mod table;
pub mod turned;

use egui::{RichText, ScrollArea, Ui};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::runs::command::RunsCommand;
use crate::app::core::settings::train_view::TrainView;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, Show};
use crate::store::runs::ListedRun;
use crate::tr;

/// Least width for the details of a run beside the comparison of the ticked ones, in points.
const SIDE_BY_SIDE: f32 = 1_100.0;

/// Least height in which it scrolls by itself, in points.
pub const SCROLLS: f32 = 160.0;

/// Shows it in `height` points, or in what it needs where that is little.
pub fn show(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let runs = &context.core.runs;
    if runs.count(&context.core.training) == 0 && runs.broken().next().is_none() {
        let words = if runs.list.is_none() { tr!("kept-runs-looking") } else { tr!("kept-runs-empty") };
        super::empty::empty(ui, TrainView::Runs, &words, height);
        return;
    }
    if height < SCROLLS {
        // The whole tab scrolls, and one scroll bar in another is hard to use. What to do is seen in the list above.
        everything(ui, false, context);
        return;
    }
    let scroll = ScrollArea::vertical().id_salt("runs").auto_shrink([false, false]);
    scroll.max_height(height).min_scrolled_height(height).show(ui, |ui| {
        // Room for the scroll bar, so that it covers no numbers.
        ui.set_max_width(ui.available_width() - theme::space::M);
        everything(ui, true, context);
    });
}

fn everything(ui: &mut Ui, has_hint: bool, context: &mut ViewContext<'_>) {
    interrupted(ui, context);
    unreadable(ui, context);
    let has_detail = context.core.runs.detailed(&context.core.training).is_some();
    match (has_detail, context.core.runs.ticked.is_empty()) {
        (false, true) if !has_hint => {}
        (false, true) => _ = ui.label(RichText::new(tr!("kept-runs-pick")).color(theme::palette(ui).quiet)),
        (true, true) => detail::show(ui, context),
        (false, false) => repeats::show(ui, context),
        (true, false) if ui.available_width() >= SIDE_BY_SIDE => {
            ui.spacing_mut().item_spacing.x = theme::space::L;
            ui.columns(2, |sides| {
                if let [left, right] = sides {
                    // Columns stretch what is in them, words too.
                    left.vertical(|ui| repeats::show(ui, context));
                    right.vertical(|ui| detail::show(ui, context));
                }
            });
        }
        // What was ticked just now is seen first.
        (true, false) => {
            repeats::show(ui, context);
            ui.add_space(theme::space::M);
            detail::show(ui, context);
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
                run = record.label(),
                done = record.epochs_done,
                epochs = record.settings.epochs
            );
            let text = format!("{} {words}", icons::WARNING);
            ui.label(RichText::new(text).font(theme::strong_font(theme::size::BODY)));
            ui.horizontal_wrapped(|ui| {
                command(ui, RunsCommand::Resume(run.id.clone()), Emphasis::Main, context);
                command(ui, RunsCommand::KeepBest(run.id.clone()), Emphasis::Plain, context);
                command(ui, RunsCommand::Delete(run.id.clone()), Emphasis::Plain, context);
            });
        });
        ui.add_space(theme::space::S);
    }
}

/// What cannot be read, why, and a way to be rid of it.
fn unreadable(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let core = context.core;
    for broken in core.runs.broken() {
        crate::app::ui::widgets::card::show(ui, |ui| {
            let text = tr!("kept-runs-unreadable", run = &broken.id, fault = broken.reason.to_string());
            let text = format!("{} {text}", icons::WARNING);
            ui.add(egui::Label::new(RichText::new(text).color(theme::palette(ui).warning)).wrap());
            command(ui, RunsCommand::Delete(broken.id.clone()), Emphasis::Plain, context);
        });
        ui.add_space(theme::space::S);
    }
}

/// A button that stands for `wanted`.
fn command(ui: &mut Ui, wanted: RunsCommand, look: Emphasis, context: &mut ViewContext<'_>) {
    let wanted = Command::Runs(wanted);
    let is_enabled = Enabled::of(&wanted, context.core);
    if button::command(ui, &wanted, is_enabled, Show::Both, look).clicked() {
        context.commands.push(wanted);
    }
}
