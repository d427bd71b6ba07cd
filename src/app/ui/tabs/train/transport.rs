//! Start, pause and stop like a tape deck, with what the run is doing beside them. While a run goes on, the height depends
//! on the width alone, so that nothing below moves.

use egui::{Align, Layout, RichText, Sense, Ui, UiBuilder, vec2};

use super::result;
use crate::app::core::canvas::reading::WeightsSource;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::tab::Tab;
use crate::app::core::training::command::TrainCommand;
use crate::app::core::training::run::{Phase, Run};
use crate::app::core::writing::command::{WhoWrites, WritingCommand};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{button, card, progress};
use crate::model::Skill;
use crate::text::format;
use crate::tr;

/// Height of the card's inside, in points: a row of buttons and figures, and a row of progress or results.
const INSIDE: f32 = 98.0;

/// Least width that has room for buttons and figures beside each other, in points.
const ONE_ROW: f32 = 446.0;
/// Height of the figures in a row of their own, in points.
const FIGURES: f32 = 48.0;

/// Least width that has room for words on all buttons, in points.
const ROOMY: f32 = 556.0;

/// Least width that has room for the sentence beside the switch, in points.
const ROOM_FOR_SENTENCE: f32 = 330.0;
/// Least width that has room for all figures, in points.
pub const ALL_FIGURES: f32 = 280.0;
/// Least width that has room for the choice of axes beside the figures, in points.
const ROOM_FOR_AXES: f32 = 390.0;
/// Height of the bar that tells the progress of a run below a strip of buttons, in points.
const THIN_BAR: f32 = 4.0;

/// Height of the card with the gap below it, in points, while no run is shown or one goes on.
#[must_use]
pub fn height(ui: &Ui) -> f32 {
    let around = 2.0 * (theme::space::M + card::EDGE);
    let figures = if ui.available_width() - around >= ONE_ROW { 0.0 } else { FIGURES };
    INSIDE + figures + around + ui.spacing().item_spacing.y
}

/// Shows the card.
pub fn show(ui: &mut Ui, source: WeightsSource, context: &mut ViewContext<'_>) {
    card::show(ui, |ui| {
        let is_one_row = ui.available_width() >= ONE_ROW;
        let inside = INSIDE + if is_one_row { 0.0 } else { FIGURES };
        if context.core.training.shown().is_some_and(|run| !run.phase.is_live()) {
            // The result has what room it needs; what is above it stays.
            ui.set_min_height(inside);
            contents(ui, is_one_row, source, context);
            return;
        }
        let (place, _) = ui.allocate_exact_size(vec2(ui.available_width(), inside), Sense::hover());
        let mut inner = ui.new_child(UiBuilder::new().max_rect(place));
        contents(&mut inner, is_one_row, source, context);
    });
}

fn contents(ui: &mut Ui, is_one_row: bool, source: WeightsSource, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        buttons(ui, context);
        if is_one_row {
            all_figures(ui, context);
        }
    });
    if !is_one_row {
        ui.allocate_ui(vec2(ui.available_width(), FIGURES - theme::space::S), |ui| all_figures(ui, context));
    }
    ui.add_space(theme::space::S);
    match context.core.training.shown().map(|run| run.phase.is_live()) {
        Some(true) => {
            bar(ui, 10.0, context);
            live_switch(ui, source, context);
        }
        Some(false) => result::show(ui, context),
        None => before(ui),
    }
}

/// The figures of the run shown, from the right.
fn all_figures(ui: &mut Ui, context: &ViewContext<'_>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let Some(run) = context.core.training.shown() else { return };
        if run.phase.is_live() { figures(ui, run) } else { result::figures(ui, run) }
    });
}

/// The buttons alone with the progress below them, for windows with little room; `beside` draws what stands in the same
/// row, or below the buttons where that row has less than `least` points left. As high before a run as after it.
pub fn strip(
    ui: &mut Ui,
    least: f32,
    context: &mut ViewContext<'_>,
    beside: impl FnOnce(&mut Ui, &mut ViewContext<'_>),
) {
    let mut beside = Some(beside);
    ui.horizontal(|ui| {
        buttons(ui, context);
        if ui.available_width() >= least
            && let Some(beside) = beside.take()
        {
            beside(ui, context);
        }
    });
    if let Some(beside) = beside {
        ui.horizontal(|ui| beside(ui, context));
    }
    bar(ui, THIN_BAR, context);
}

/// What the strip has no room for: the figures, and what can be done with a run that has ended. `axes` draws what stands
/// left of the figures, or in a row of its own.
pub fn below_strip(
    ui: &mut Ui,
    source: WeightsSource,
    context: &mut ViewContext<'_>,
    axes: impl FnOnce(&mut Ui, &mut ViewContext<'_>),
) {
    let Some(is_live) = context.core.training.shown().map(|run| run.phase.is_live()) else {
        return;
    };
    let row = vec2(ui.available_width(), FIGURES - theme::space::S);
    if row.x >= ROOM_FOR_AXES {
        ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
            axes(ui, context);
            all_figures(ui, context);
        });
    } else {
        ui.allocate_ui(row, |ui| all_figures(ui, context));
        axes(ui, context);
    }
    if is_live {
        live_switch(ui, source, context);
    } else {
        result::show(ui, context);
    }
}

/// While no run is shown: what the buttons are for.
fn before(ui: &mut Ui) {
    let words = RichText::new(tr!("transport-before")).color(theme::palette(ui).quiet);
    ui.add(egui::Label::new(words).wrap());
}

fn buttons(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let is_paused = context.core.training.live_run().is_some_and(|run| matches!(run.phase, Phase::Paused));
    // Not the sign of Start, which is all that is seen of both where there is little room.
    let (icon, pause) =
        if is_paused { (icons::PLAY_CIRCLE, tr!("transport-resume")) } else { (icons::PAUSE, tr!("transport-pause")) };
    let show = if ui.available_width() < ROOMY { Show::Icon } else { Show::Both };
    // Fixed widths: the buttons stay where they are when a word changes. The first has always a word.
    button(ui, TrainCommand::Start, (icons::PLAY, &tr!("transport-start"), 82.0), Show::Both, context);
    let both = [tr!("transport-pause"), tr!("transport-resume")];
    let widest = both.iter().map(|words| IconButton::new(icon, words).width(ui)).fold(0.0, f32::max);
    button(ui, TrainCommand::TogglePause, (icon, &pause, widest), show, context);
    button(ui, TrainCommand::Step, (icons::SKIP_FORWARD, &tr!("transport-step"), 0.0), Show::Icon, context);
    button(ui, TrainCommand::Stop, (icons::STOP, &tr!("transport-stop"), 82.0), show, context);
    button(ui, TrainCommand::Abandon, (icons::TRASH, &tr!("transport-abandon"), 0.0), Show::Icon, context);
}

fn button(
    ui: &mut Ui,
    command: TrainCommand,
    (icon, words, width): (&str, &str, f32),
    show: Show,
    context: &mut ViewContext<'_>,
) {
    let width = match show {
        Show::Both => width,
        Show::Icon => 0.0,
    };
    let button = IconButton::new(icon, words).show(show).least_width(width);
    let response = ui.add_enabled(Command::Train(command).is_enabled(context.core), button);
    if button::with_tooltip(response, &Command::Train(command).info()).clicked() {
        context.commands.push(Command::Train(command));
    }
}

/// A figure with its caption, right-aligned in a width that does not depend on it.
pub fn figure(ui: &mut Ui, caption: &str, value: &str, width: f32) {
    let palette = theme::palette(ui);
    let strong = theme::strong_font(theme::size::TITLE);
    let number = ui.painter().layout_no_wrap(value.to_owned(), strong, palette.ink);
    let width = width.max(number.size().x + theme::space::S);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 40.0), egui::Sense::hover());
    let painter = ui.painter();
    let small = theme::font(theme::size::SMALL);
    painter.text(rect.right_top(), egui::Align2::RIGHT_TOP, caption, small, palette.quiet);
    painter.galley(rect.right_bottom() - number.size(), number, palette.ink);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Label, true, tr!("transport-figure", caption = caption, value = value))
    });
}

fn figures(ui: &mut Ui, run: &Run) {
    let speed = run
        .history
        .steps
        .last()
        .map_or_else(|| "–".to_owned(), |report| format::count(report.images_per_second.round() as usize).to_string());
    let (caption, value) = match run.phase {
        Phase::Paused => (tr!("transport-state"), tr!("transport-paused")),
        Phase::Stopping => (tr!("transport-state"), tr!("transport-stopping")),
        Phase::Starting | Phase::Training | Phase::Finished(_) | Phase::Failed(_) => {
            let left = run.secs_left().map_or_else(|| "–".to_owned(), |secs| format::duration(secs).to_string());
            (tr!("transport-time-left"), left.into())
        }
    };
    let has_room = ui.available_width() >= ALL_FIGURES;
    figure(ui, &caption, &value, 112.0);
    if has_room {
        let title = match run.config.arch.skill() {
            Skill::ReadsPictures => tr!("transport-speed"),
            Skill::ContinuesTokens => tr!("transport-pages"),
        };
        figure(ui, &title, &speed, 72.0);
    }
    let epoch = tr!("transport-epoch-of", epoch = run.epoch(), epochs = run.config.epochs);
    figure(ui, &tr!("transport-epoch"), &epoch, 76.0);
}

/// How far the run shown is; an empty track where there is none.
fn bar(ui: &mut Ui, height: f32, context: &ViewContext<'_>) {
    let share = context.core.training.shown().map_or(0.0, |run| run.history.progress());
    let bar = progress::bar(ui, share as f32, vec2(ui.available_width(), height));
    bar.on_hover_text(tr!("transport-progress", share = format::percent_to(share, 0)));
}

fn live_switch(ui: &mut Ui, source: WeightsSource, context: &mut ViewContext<'_>) {
    let writes = context.core.training.shown().is_some_and(|run| run.config.arch.skill() == Skill::ContinuesTokens);
    if writes {
        watch_writing(ui, context);
        return;
    }
    ui.horizontal(|ui| {
        let mut is_live = source == WeightsSource::Training;
        let info = Command::ToggleLiveReading.info();
        let is_roomy = ui.available_width() >= ROOM_FOR_SENTENCE;
        let words = if is_roomy { tr!("transport-live") } else { tr!("transport-live-short") };
        let switch = ui.checkbox(&mut is_live, words);
        if switch.on_hover_text(info.help.to_string()).changed() {
            context.commands.push(Command::ToggleLiveReading);
        }
    });
}

/// A way to where the weights being trained write.
fn watch_writing(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let words = tr!("train-watch-writing");
    let is_there = context.core.training.live_scribe().is_some();
    let button = ui.add_enabled(is_there, IconButton::new(icons::PEN_NIB, &words));
    if button.on_hover_text(tr!("train-watch-writing.help")).clicked() {
        context.commands.push(Command::Writing(WritingCommand::Use(WhoWrites::Live)));
        context.commands.push(Command::Open(Tab::Write));
    }
}
