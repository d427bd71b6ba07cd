//! The right part: one picture that was read wrong, large, with what it is and what the network makes of it.

use egui::{Align, Layout, RichText, Ui};

use crate::app::core::command::Command;
use crate::app::core::evaluation::EvaluationCommand;
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::{bars, card, pixels};
use crate::text::format;
use crate::tr;

/// Height of a probability bar's row.
const BAR: f32 = 24.0;

/// Shows the image that is selected, with what the model made of it.
pub fn show(ui: &mut Ui, context: &ViewContext<'_>) {
    let Some(results) = context.core.evaluation.results() else { return };
    let found = context.core.evaluation.selected.and_then(|index| {
        let error = results.misreads.iter().find(|error| error.index == index)?;
        Some((error, results.evaluation.predictions.get(index)?))
    });
    let Some((error, prediction)) = found else {
        ui.add_space(theme::space::XXL);
        ui.label(RichText::new(tr!("errors-pick")).color(theme::palette(ui).quiet));
        return;
    };
    let palette = theme::palette(ui);
    let side = ui.available_width().min(320.0);
    let image = results.subject.test.image(error.index);
    pixels::ui(ui, &image, side, &tr!("errors-image-name", place = error.index, digit = error.truth_name()));
    card::caption(ui, &tr!("errors-image-place", place = error.index));
    ui.add_space(theme::space::XS);
    let truth = RichText::new(format!("{} {}", icons::CHECK_CIRCLE, tr!("errors-it-is", digit = error.truth_name())));
    ui.label(truth.font(theme::strong_font(theme::size::TITLE)).color(palette.right));
    let confidence = format::confidence(error.confidence);
    let read = tr!("errors-read-as", digit = error.predicted_name(), confidence = confidence);
    let read = RichText::new(format!("{} {read}", icons::X_CIRCLE));
    ui.label(read.font(theme::strong_font(theme::size::TITLE)).color(palette.wrong));
    ui.add_space(theme::space::S);
    bars::ui(ui, prediction.labels, Some(prediction), BAR);
}

/// Buttons to the error before and after, and which one this is.
pub fn walk(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let shown = context.core.evaluation.shown();
    let place = context.core.evaluation.selected.and_then(|index| shown.iter().position(|error| error.index == index));
    ui.horizontal(|ui| {
        let words = tr!("errors-previous");
        let back = IconButton::new(icons::CARET_LEFT, &words).show(Show::Icon);
        let walk = Command::Evaluate(EvaluationCommand::Walk(-1));
        if ui.add_enabled(walk.is_enabled(context.core), back).on_hover_text(tr!("errors-previous.help")).clicked() {
            context.commands.push(walk);
        }
        let words = tr!("errors-next");
        let on = IconButton::new(icons::CARET_RIGHT, &words).show(Show::Icon);
        let walk = Command::Evaluate(EvaluationCommand::Walk(1));
        if ui.add_enabled(walk.is_enabled(context.core), on).on_hover_text(tr!("errors-next.help")).clicked() {
            context.commands.push(walk);
        }
        let look = Command::Inside(InsideCommand::LookAtError);
        let is_enabled = Enabled::of(&look, context.core);
        if button::command(ui, &look, is_enabled, Show::Icon, Emphasis::Plain).clicked() {
            context.commands.push(look);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(place) = place {
                card::caption(ui, &tr!("errors-place", place = place + 1, errors = shown.len()));
            }
        });
    });
}
