//! The Errors tab: the confusion matrix at the left, the pictures in the middle, the story of one at the right; in small
//! windows one of them at a time, the pictures first.

mod gallery;
mod story;
mod summary;

use egui::{Key, Response, RichText, ScrollArea, Ui, vec2};

use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::evaluation::{EvaluationCommand, Filter, Note, Sheet, subject};
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::tabs::{self, Open, TabWords};
use crate::app::ui::widgets::thumbnails::Atlas;
use crate::app::ui::widgets::{button, progress, scroll};
use crate::text::{Named as _, format};
use crate::tr;

/// Least width for the three parts beside each other, in points.
const SIDE_BY_SIDE: f32 = 720.0;
/// Least width for the story beside the pictures where there is no room for all three, in points.
const STORY_BESIDE: f32 = 430.0;
/// Width of the matrix where it is alone, in points.
const MATRIX: f32 = 420.0;
/// Widths of the story and of the matrix beside the pictures, in points.
const STORY: [f32; 2] = [216.0, 340.0];
const SUMMARY: [f32; 2] = [300.0, 900.0];

/// What the Errors tab keeps.
#[derive(Default)]
pub struct ErrorsTab {
    atlas: Atlas,
    /// What is shown where there is room for one part alone.
    part: Part,
    /// The filter and the picture that were chosen in the frame before.
    before: Option<(Filter, Option<usize>)>,
}

/// One part of the tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    #[default]
    Pictures,
    Story,
    Summary,
}

/// Draws the Errors tab.
pub fn ui(ui: &mut Ui, tab: &mut ErrorsTab, context: &mut ViewContext<'_>) {
    let start = Command::Evaluate(EvaluationCommand::StartIfQuick);
    if start.is_enabled(context.core) {
        context.commands.push(start);
    }
    if context.core.evaluation.results().is_none() {
        let height = ui.available_height();
        scroll::page(ui, theme::space::S, |ui| empty(ui, height, context));
        return;
    }
    arrow_keys(ui, context);
    let room = ui.available_size();
    if room.x < SIDE_BY_SIDE {
        one_part(ui, tab, context);
        return;
    }
    let left = (room.x * 0.36).min((room.y - summary::AROUND).max(room.x * 0.26)).clamp(SUMMARY[0], SUMMARY[1]);
    let right = story_width(room.x);
    egui::Panel::left("errors summary").resizable(false).exact_size(left).show(ui, |ui| {
        let side = ui.available_height() - summary::AROUND;
        let scroll = ScrollArea::vertical().auto_shrink([false, false]);
        scroll.show(ui, |ui| summary::show(ui, side, context));
    });
    egui::Panel::right("errors story").resizable(false).exact_size(right).show(ui, |ui| story_side(ui, context));
    egui::CentralPanel::default().show(ui, |ui| gallery::show(ui, &mut tab.atlas, context));
}

fn story_width(width: f32) -> f32 {
    (width * 0.24).clamp(STORY[0], STORY[1])
}

fn story_side(ui: &mut Ui, context: &mut ViewContext<'_>) {
    story::walk(ui, context);
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        // Room for the scroll bar, so that it covers no numbers.
        ui.set_max_width(ui.available_width() - theme::space::S);
        story::show(ui, context);
    });
}

/// One part at a time below its tabs; the story is beside the pictures where it fits.
fn one_part(ui: &mut Ui, tab: &mut ErrorsTab, context: &mut ViewContext<'_>) {
    let is_beside = ui.available_width() >= STORY_BESIDE;
    let now = (context.core.evaluation.filter, context.core.evaluation.selected);
    let before = tab.before.replace(now).unwrap_or(now);
    if before.0 != now.0 {
        // What was clicked in the matrix is to be seen.
        tab.part = Part::Pictures;
    } else if before.1 != now.1 && now.1.is_some() {
        tab.part = Part::Story;
    }
    parts(ui, &mut tab.part, context);
    match (tab.part, is_beside) {
        (Part::Summary, _) => scroll::page(ui, theme::space::S, |ui| {
            summary::figures(ui, context);
            summary::sheet(ui, MATRIX, context);
        }),
        (Part::Pictures | Part::Story, true) => {
            let right = story_width(ui.available_width());
            egui::Panel::right("errors story").resizable(false).exact_size(right).show(ui, |ui| {
                story_side(ui, context);
            });
            let frame = egui::Frame::new();
            egui::CentralPanel::default().frame(frame).show(ui, |ui| gallery::show(ui, &mut tab.atlas, context));
        }
        (Part::Pictures, false) => gallery::show(ui, &mut tab.atlas, context),
        (Part::Story, false) => story_side(ui, context),
    }
}

/// Tabs of the pictures and of each sheet.
fn parts(ui: &mut Ui, part: &mut Part, context: &mut ViewContext<'_>) {
    let words = |title| TabWords { icon: None, title };
    let titles = Sheet::ALL.iter().map(|sheet| words(sheet.title()));
    let titles: Vec<TabWords<'_>> = std::iter::once(words(tr!("errors-pictures"))).chain(titles).collect();
    let sheet = Sheet::ALL.iter().position(|&sheet| sheet == context.core.evaluation.sheet).unwrap_or(0);
    let open = match part {
        Part::Pictures => Open::Tab(0),
        Part::Story => Open::Else(0),
        Part::Summary => Open::Tab(sheet + 1),
    };
    let tip = |index: usize, tab: Response| match index.checked_sub(1).and_then(|index| Sheet::ALL.get(index)) {
        Some(sheet) => tab.on_hover_text(sheet.help()),
        None => tab.on_hover_text(tr!("errors-pictures.help")),
    };
    ui.horizontal(|ui| match tabs::show(ui, &titles, open, ui.available_width(), tip) {
        Some(0) => *part = Part::Pictures,
        Some(index) => {
            *part = Part::Summary;
            let sheet = Sheet::ALL.get(index - 1).copied();
            context.commands.extend(sheet.map(|sheet| Command::Evaluate(EvaluationCommand::ShowSheet(sheet))));
        }
        None => {}
    });
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
fn empty(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let palette = theme::palette(ui);
    let images = context.core.shared.data.as_ref().map_or(10_000, |data| data.test.len());
    ui.add_space(((height - 220.0) / 2.0).max(0.0));
    ui.vertical_centered(|ui| {
        ui.set_max_width(ui.available_width().min(480.0));
        ui.label(RichText::new(icons::MAGNIFYING_GLASS).size(theme::size::LARGE).color(palette.accent));
        ui.add_space(theme::space::S);
        if context.core.shared.is_running(&WorkKind::Evaluation) {
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
        start_button(ui, &tr!("errors-read", images = images), Emphasis::Main, context);
    });
}

/// A button that starts the evaluation.
fn start_button(ui: &mut Ui, words: &str, look: Emphasis, context: &mut ViewContext<'_>) {
    let start = Command::Evaluate(EvaluationCommand::Start);
    let info = start.info();
    let response = ui.add_enabled(start.is_enabled(context.core), IconButton::new(info.icon, words).emphasis(look));
    if button::with_tooltip(response, &info).clicked() {
        context.commands.push(start);
    }
}

/// How far a running evaluation is, and a way to end it.
fn progress(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(share) = context.core.shared.progress(&WorkKind::Evaluation) else { return };
    ui.horizontal(|ui| {
        // The bar comes before the button on whose line it lies.
        ui.set_min_height(theme::CONTROL_HEIGHT);
        let width = (ui.available_width() - 96.0).max(60.0);
        progress::bar(ui, share, vec2(width, progress::HEIGHT))
            .on_hover_text(tr!("errors-progress", share = format::percent_to(f64::from(share), 0)));
        let info = Command::Evaluate(EvaluationCommand::Cancel).info();
        if button::with_tooltip(ui.add(IconButton::new(info.icon, &tr!("errors-cancel"))), &info).clicked() {
            context.commands.push(Command::Evaluate(EvaluationCommand::Cancel));
        }
    });
}
