//! The Errors tab: the confusion matrix at the left, the pictures in the middle, the story of one at the right.

mod gallery;
mod story;
mod summary;

use egui::{Key, ProgressBar, RichText, ScrollArea, Ui, vec2};

use crate::app::core::command::Command;
use crate::app::core::evaluation::{EvaluationCommand, Note, subject};
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{IconButton, Look};
use crate::app::ui::widgets::thumbnails::Atlas;
use crate::app::ui::widgets::{button, scroll};
use crate::text::format;
use crate::tr;

/// Least width for the three parts beside each other, in points.
const SIDE_BY_SIDE: f32 = 720.0;
/// Width of the matrix where the parts are below each other, in points.
const MATRIX: f32 = 420.0;
/// Height of the gallery where the parts are below each other, in points.
const GALLERY: f32 = 340.0;

/// What the Errors tab keeps.
#[derive(Default)]
pub struct ErrorsTab {
    atlas: Atlas,
}

/// Draws the Errors tab.
pub fn ui(ui: &mut Ui, tab: &mut ErrorsTab, context: &mut ViewContext<'_>) {
    if context.core.evaluation.can(EvaluationCommand::StartIfQuick, &context.core.shared) {
        context.commands.push(Command::Evaluate(EvaluationCommand::StartIfQuick));
    }
    if context.core.evaluation.results().is_none() {
        empty(ui, context);
        return;
    }
    arrow_keys(ui, context);
    let width = ui.available_width();
    if width < SIDE_BY_SIDE {
        // One below the other, and everything scrolls.
        scroll::page(ui, theme::space::S, |ui| {
            summary::show(ui, MATRIX, context);
            ui.add_space(theme::space::L);
            let gallery = vec2(ui.available_width(), GALLERY);
            ui.allocate_ui(gallery, |ui| gallery::show(ui, &mut tab.atlas, context));
            ui.add_space(theme::space::L);
            story::walk(ui, context);
            story::show(ui, context);
        });
        return;
    }
    let left = (width * 0.4).clamp(300.0, 640.0);
    let right = (width * 0.24).clamp(216.0, 340.0);
    egui::Panel::left("errors summary").resizable(false).exact_size(left).show(ui, |ui| {
        let side = ui.available_height() - summary::AROUND;
        let scroll = ScrollArea::vertical().auto_shrink([false, false]);
        scroll.show(ui, |ui| summary::show(ui, side, context));
    });
    egui::Panel::right("errors story").resizable(false).exact_size(right).show(ui, |ui| {
        story::walk(ui, context);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            // Room for the scroll bar, so that it covers no numbers.
            ui.set_max_width(ui.available_width() - theme::space::S);
            story::show(ui, context);
        });
    });
    egui::CentralPanel::default().show(ui, |ui| gallery::show(ui, &mut tab.atlas, context));
}

/// Left and right walk through the errors, unless something else listens to the keys.
fn arrow_keys(ui: &Ui, context: &mut ViewContext<'_>) {
    if ui.memory(|memory| memory.focused().is_some()) {
        return;
    }
    let (back, on) = ui.input(|input| (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight)));
    if back {
        context.commands.push(Command::Evaluate(EvaluationCommand::Walk(-1)));
    }
    if on {
        context.commands.push(Command::Evaluate(EvaluationCommand::Walk(1)));
    }
}

/// Before the first result: what will be here, and the one button that brings it.
fn empty(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let images = context.core.shared.data.as_ref().map_or(10_000, |data| data.test.len());
    ui.add_space(((ui.available_height() - 220.0) / 2.0).max(0.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(480.0));
        ui.label(RichText::new(icons::MAGNIFYING_GLASS).size(theme::size::LARGE).color(palette.accent));
        ui.add_space(theme::space::S);
        if context.core.evaluation.progress().is_some() {
            ui.label(
                RichText::new(tr!("errors-reading", images = images)).font(theme::strong_font(theme::size::TITLE)),
            );
            ui.add_space(theme::space::S);
            progress(ui, context);
            return;
        }
        ui.label(RichText::new(tr!("errors-empty-title")).font(theme::strong_font(theme::size::TITLE)));
        let why = match (context.core.evaluation.note(), subject(&context.core.shared)) {
            (_, None) => tr!("errors-empty-loading"),
            (Note::Fresh, Some(_)) => tr!("errors-empty-first", images = images),
            (Note::Cancelled, Some(_)) => tr!("errors-empty-cancelled", images = images),
            (Note::TooSlow { expected_secs }, Some(_)) => {
                tr!("errors-empty-slow", images = images, time = format::duration(*expected_secs))
            }
            (Note::Failed(fault), Some(_)) => tr!("errors-empty-failed", fault = fault.clone()),
        };
        ui.label(RichText::new(why).color(palette.quiet));
        ui.add_space(theme::space::M);
        start_button(ui, &tr!("errors-read", images = images), Look::Main, context);
    });
}

/// A button that starts the evaluation.
fn start_button(ui: &mut Ui, words: &str, look: Look, context: &mut ViewContext<'_>) {
    let info = Command::Evaluate(EvaluationCommand::Start).info();
    let is_enabled = context.core.evaluation.can(EvaluationCommand::Start, &context.core.shared);
    let response = ui.add_enabled(is_enabled, IconButton::new(info.icon, words).look(look));
    if button::with_tooltip(response, &info).clicked() {
        context.commands.push(Command::Evaluate(EvaluationCommand::Start));
    }
}

/// How far a running evaluation is, and a way to end it.
fn progress(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(share) = context.core.evaluation.progress() else { return };
    let palette = theme::palette(ui);
    ui.horizontal(|ui| {
        let width = (ui.available_width() - 96.0).max(60.0);
        let bar = ProgressBar::new(share).desired_width(width).desired_height(10.0).fill(palette.accent);
        ui.add(bar.corner_radius(5.0))
            .on_hover_text(tr!("errors-progress", share = format::percent_to(f64::from(share), 0)));
        let info = Command::Evaluate(EvaluationCommand::Cancel).info();
        if button::with_tooltip(ui.add(IconButton::new(info.icon, &tr!("errors-cancel"))), &info).clicked() {
            context.commands.push(Command::Evaluate(EvaluationCommand::Cancel));
        }
    });
}
