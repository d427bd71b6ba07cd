//! What is wrong with the run that is shown, and what to try, in full: nothing of it is cut off where there is little room.

use egui::{Label, RichText, Ui};

use crate::app::core::icons;
use crate::app::core::training::run::{Phase, Run};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::card;
use crate::text::{Message, ToMessage as _, format};
use crate::train::{Remedy, Stuck, TrainError};
use crate::{msg, tr};

/// Shows it if there is something to say.
pub fn show(ui: &mut Ui, context: &ViewContext<'_>) {
    let Some((fault, remedies)) = context.core.training.shown().and_then(said) else { return };
    card::show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme::space::XS;
        let palette = *theme::palette(ui);
        let words = format!("{} {fault}", icons::WARNING);
        ui.add(Label::new(RichText::new(words).color(palette.warning)).wrap());
        if remedies.is_empty() {
            return;
        }
        ui.add(Label::new(RichText::new(tr!("advice-try")).font(theme::strong_font(theme::size::BODY))).wrap());
        for remedy in remedies {
            let words = tr!("advice-remedy", remedy = remedy.to_message());
            ui.add(Label::new(RichText::new(words)).wrap());
        }
    });
    ui.add_space(theme::space::S);
}

/// What is wrong with `run`, in a sentence, and what to try; `None` if it is well.
fn said(run: &Run) -> Option<(Message, Vec<Remedy>)> {
    if let Phase::Failed(TrainError::Diverged { step, loss, remedies, best: _ }) = &run.phase {
        let fault = msg!("advice-diverged", loss = format::loss(*loss), step = *step);
        return Some((fault, remedies.clone()));
    }
    let stuck = Stuck::of(&run.history, &run.config, run.started_from.is_some())?;
    Some((msg!("advice-fault", fault = stuck.fault()), stuck.remedies))
}
