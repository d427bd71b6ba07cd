//! The right part: one picture that was read wrong, large, with what it is and what the network makes of it.

use egui::{Align, Layout, RichText, Ui};

use crate::app::core::command::Command;
use crate::app::core::evaluation::EvaluationCommand;
use crate::app::core::{format, icons};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::app::ui::widgets::{bars, card, pixels};

/// Height of a probability bar's row.
const BAR: f32 = 24.0;

/// Shows it.
pub fn show(ui: &mut Ui, context: &ViewContext<'_>) {
    let Some(results) = context.core.evaluation.results() else { return };
    let found = context.core.evaluation.selected.and_then(|index| {
        let error = results.misreads.iter().find(|error| error.index == index)?;
        Some((error, results.evaluation.predictions.get(index)?))
    });
    let Some((error, prediction)) = found else {
        ui.add_space(theme::space::XXL);
        let text = "Pick a picture to see it large, with everything the network takes it for";
        ui.label(RichText::new(text).color(theme::palette(ui).quiet));
        return;
    };
    let palette = theme::palette(ui);
    let side = ui.available_width().min(320.0);
    let image = results.subject.test.image(error.index);
    pixels::ui(ui, &image, side, &format!("Test image {}, a {}", format::count(error.index), error.label));
    card::caption(ui, &format!("Image {} of the test set, counted from 0", format::count(error.index)));
    ui.add_space(theme::space::XS);
    let truth = RichText::new(format!("{} It is a {}", icons::CHECK_CIRCLE, error.label));
    ui.label(truth.font(theme::strong_font(theme::size::TITLE)).color(palette.right));
    let confidence = format::confidence(error.confidence);
    let read = RichText::new(format!("{} Read as {}, {confidence}", icons::X_CIRCLE, error.predicted));
    ui.label(read.font(theme::strong_font(theme::size::TITLE)).color(palette.wrong));
    ui.add_space(theme::space::S);
    bars::ui(ui, Some(prediction), BAR);
}

/// Buttons to the error before and after, and which one this is.
pub fn walk(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let shown = context.core.evaluation.shown();
    let place = context.core.evaluation.selected.and_then(|index| shown.iter().position(|error| error.index == index));
    ui.horizontal(|ui| {
        let back = IconButton::new(icons::CARET_LEFT, "Previous error").show(Show::Icon);
        let can_go_back = place.is_some_and(|place| place > 0);
        if ui.add_enabled(can_go_back, back).on_hover_text("Previous error (left arrow)").clicked() {
            context.commands.push(Command::Evaluate(EvaluationCommand::Walk(-1)));
        }
        let on = IconButton::new(icons::CARET_RIGHT, "Next error").show(Show::Icon);
        let can_go_on = !shown.is_empty() && place.is_none_or(|place| place + 1 < shown.len());
        if ui.add_enabled(can_go_on, on).on_hover_text("Next error (right arrow)").clicked() {
            context.commands.push(Command::Evaluate(EvaluationCommand::Walk(1)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(place) = place {
                card::caption(ui, &format!("{} of {}", format::count(place + 1), format::count(shown.len())));
            }
        });
    });
}
