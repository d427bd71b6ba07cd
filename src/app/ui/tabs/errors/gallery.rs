//! The middle part: the pictures that were read wrong, what they are filtered by, and in which order they come.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use crate::app::core::command::Command;
use crate::app::core::evaluation::{EvaluationCommand, Filter, Order};
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::thumbnails::Atlas;
use crate::app::ui::widgets::{button, thumbnails};
use crate::tr;

/// Shows thumbnails of the errors, in the chosen order.
pub fn show(ui: &mut Ui, atlas: &mut Atlas, context: &mut ViewContext<'_>) {
    let shown = context.core.evaluation.shown();
    ui.horizontal_wrapped(|ui| {
        let count = RichText::new(tr!("errors-count", errors = shown.len()));
        // As high as the buttons beside it, so that all stand on one line.
        let middle = Layout::left_to_right(Align::Center);
        ui.allocate_ui_with_layout(vec2(0.0, theme::CONTROL_HEIGHT), middle, |ui| {
            ui.add(Label::new(count.font(theme::strong_font(theme::size::TITLE))).extend());
        });
        chips(ui, context);
        order(ui, context);
    });
    ui.add_space(theme::space::XS);
    let Some(results) = context.core.evaluation.results() else { return };
    if shown.is_empty() {
        let is_perfect = results.misreads.is_empty();
        nothing(ui, is_perfect, context);
        return;
    }
    let mut selected = context.core.evaluation.selected;
    // Their size follows from all errors, so that a filter moves none.
    thumbnails::show(ui, atlas, &results.subject.test, (&shown, results.misreads.len()), &mut selected);
    if selected != context.core.evaluation.selected {
        context.commands.push(Command::Evaluate(EvaluationCommand::Select(selected)));
    }
}

/// What the errors are filtered by; a click takes a filter away.
fn chips(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let filter = context.core.evaluation.filter;
    let names = context.core.evaluation.results().map(|results| results.confusion.names()).unwrap_or_default();
    let chip = |ui: &mut Ui, words: &str| {
        let button = IconButton::new(icons::X, words).chosen(true);
        ui.add(button).on_hover_text(tr!("errors-filter-away")).clicked()
    };
    if let Some(digit) = filter.truth
        && chip(ui, &tr!("errors-filter-true", digit = names.name(digit)))
    {
        context.commands.push(Command::Evaluate(EvaluationCommand::FilterBy(Filter { truth: None, ..filter })));
    }
    if let Some(digit) = filter.predicted
        && chip(ui, &tr!("errors-filter-read", digit = names.name(digit)))
    {
        context.commands.push(Command::Evaluate(EvaluationCommand::FilterBy(Filter { predicted: None, ..filter })));
    }
    if filter.truth.is_some() && filter.predicted.is_some() {
        clear(ui, &tr!("errors-filter-clear"), Emphasis::Quiet, context);
    }
}

fn clear(ui: &mut Ui, words: &str, look: Emphasis, context: &mut ViewContext<'_>) {
    let info = Command::Evaluate(EvaluationCommand::ClearFilter).info();
    let response = ui.add(IconButton::new(icons::FUNNEL, words).emphasis(look));
    if button::with_tooltip(response, &info).clicked() {
        context.commands.push(Command::Evaluate(EvaluationCommand::ClearFilter));
    }
}

fn order(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let (icon, words, help, other) = match context.core.evaluation.order {
        Order::SurestFirst => {
            (icons::ARROW_DOWN, tr!("errors-surest-first"), tr!("errors-surest-first.help"), Order::UnsureFirst)
        }
        Order::UnsureFirst => {
            (icons::ARROW_UP, tr!("errors-unsure-first"), tr!("errors-unsure-first.help"), Order::SurestFirst)
        }
    };
    if ui.add(IconButton::new(icon, &words).emphasis(Emphasis::Quiet)).on_hover_text(help).clicked() {
        context.commands.push(Command::Evaluate(EvaluationCommand::OrderBy(other)));
    }
}

fn nothing(ui: &mut Ui, is_perfect: bool, context: &mut ViewContext<'_>) {
    ui.add_space((ui.available_height() / 3.0).max(0.0));
    ui.vertical_centered(|ui| {
        let words = if is_perfect { tr!("errors-all-right") } else { tr!("errors-none-such") };
        ui.label(RichText::new(words).font(theme::strong_font(theme::size::TITLE)));
        if !is_perfect {
            ui.add_space(theme::space::S);
            clear(ui, &tr!("errors-show-all"), Emphasis::Plain, context);
        }
    });
}
