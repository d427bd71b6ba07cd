//! The left part: how many are right, of which model, and the confusion matrix.

use egui::{RichText, Role, Ui};

use crate::app::core::command::Command;
use crate::app::core::effects::WorkKind;
use crate::app::core::evaluation::{EvaluationCommand, EvaluationSubject, Sheet, subject};
use crate::app::core::icons;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::{card, matrix, reliability};
use crate::text::{Named as _, format};
use crate::tr;

/// Room above and below the matrix, in points.
pub const AROUND: f32 = 230.0;
/// Room that the figures below the reliability diagram take, in points.
const DIAGRAM_AROUND: f32 = 76.0;

/// Shows all of it, with the matrix at most `side` points wide.
pub fn show(ui: &mut Ui, side: f32, context: &mut ViewContext<'_>) {
    figures(ui, context);
    sheets(ui, context);
    sheet(ui, side, context);
}

/// How many are right, of which model, and whether that still holds.
pub fn figures(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let Some(results) = context.core.evaluation.results() else { return };
    let (total, wrong) = (results.evaluation.predictions.len(), results.misreads.len());
    let EvaluationSubject { model, source, .. } = &results.subject;
    let of_what = tr!("errors-of-what", model = model.shown_name(), data = source.called());
    let is_outdated = subject(&context.core.shared).is_some_and(|now| now != results.subject);
    let share = tr!("errors-right", share = format::percent(results.evaluation.accuracy()));
    let rest = tr!("errors-wrong", wrong = wrong, images = total);

    ui.label(RichText::new(share).font(theme::strong_font(theme::size::FIGURE)));
    ui.label(RichText::new(rest).font(theme::font(theme::size::TITLE)).color(theme::palette(ui).wrong));
    card::caption(ui, &of_what);
    state(ui, is_outdated, context);
}

/// The open sheet, at most `side` points wide.
pub fn sheet(ui: &mut Ui, side: f32, context: &mut ViewContext<'_>) {
    let Some(results) = context.core.evaluation.results() else { return };
    let confusion = results.confusion.clone();
    let reliability = (context.core.evaluation.sheet == Sheet::Reliability).then(|| results.reliability.clone());
    match reliability {
        None => {
            let mut filter = context.core.evaluation.filter;
            matrix::show(ui, &confusion, &mut filter, side.max(280.0));
            if filter != context.core.evaluation.filter {
                context.commands.push(Command::Evaluate(EvaluationCommand::FilterBy(filter)));
            }
            ui.add_space(theme::space::XS);
            card::caption(ui, &tr!("errors-matrix-help"));
        }
        Some([before, after]) => reliability::show(ui, &before, &after, (side - DIAGRAM_AROUND).max(240.0)),
    }
}

/// The choice of the sheet.
fn sheets(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = theme::space::XS;
        for sheet in Sheet::ALL.iter().copied() {
            let is_open = context.core.evaluation.sheet == sheet;
            let title = sheet.title();
            let tab = IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(is_open).role(Role::Tab);
            if ui.add(tab).on_hover_text(sheet.help()).clicked() {
                context.commands.push(Command::Evaluate(EvaluationCommand::ShowSheet(sheet)));
            }
        }
    });
    ui.add_space(theme::space::XS);
}

/// Whether the result still holds: a line that is always there, so that nothing jumps.
fn state(ui: &mut Ui, is_outdated: bool, context: &mut ViewContext<'_>) {
    if context.core.shared.is_running(&WorkKind::Evaluation) {
        super::progress(ui, context);
        return;
    }
    ui.horizontal(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        if is_outdated {
            let text = format!("{} {}", icons::WARNING, tr!("errors-outdated"));
            ui.label(RichText::new(text).size(theme::size::SMALL).color(theme::palette(ui).warning));
            super::start_button(ui, &tr!("errors-read-again"), Emphasis::Plain, context);
        } else {
            let text = format!("{} {}", icons::CHECK, tr!("errors-up-to-date"));
            ui.label(RichText::new(text).size(theme::size::SMALL).color(theme::palette(ui).quiet));
        }
    });
}
