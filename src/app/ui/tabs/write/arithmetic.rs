//! The way of one token from its logit to its probability, number by number.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::glyph;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::follow::Root;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::IconButton;
use crate::app::ui::widgets::card;
use crate::handwriting::{Candidate, Fate, Reasoning, Sampler};
use crate::text::{Quantity, format};
use crate::tr;

/// Draws the arithmetic of `candidate`.
pub fn show(
    ui: &mut Ui,
    candidate: &Candidate,
    reasoning: &Reasoning,
    sampler: &Sampler,
    context: &mut ViewContext<'_>,
) {
    card::show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.label(RichText::new(glyph::name(candidate.token)).font(theme::strong_font(size::BODY)));
        // Of a digit that nobody has named, ten passes are mixed.
        let is_mixed = context.core.writing.outlook().is_some_and(|outlook| outlook.classes.is_some());
        let from = if is_mixed { tr!("arithmetic-mixed") } else { tr!("arithmetic-logit") };
        line(ui, &from, &number(candidate.logit.into(), 3));
        let words = if is_mixed { tr!("arithmetic-follow-likeliest") } else { tr!("arithmetic-follow") };
        let follow = ui.add(IconButton::new(icons::CALCULATOR, &words)).on_hover_text(tr!("arithmetic-follow.help"));
        if follow.clicked() {
            context.commands.push(Command::Writing(WritingCommand::Follow(Root::Logit(candidate.token))));
        }
        let highest = reasoning.candidates.first().map_or(0.0, |first| first.scaled);
        if sampler.temperature > 0.0 {
            let formula = tr!("arithmetic-temperature", temperature = format::decimal(sampler.temperature, 2));
            line(ui, &formula, &number(candidate.scaled, 3));
        } else {
            super::note(ui, &tr!("arithmetic-greedy"));
        }
        let formula =
            tr!("arithmetic-power", scaled = format::decimal(candidate.scaled, 3), highest = subtracted(highest));
        line(ui, &formula, &number(candidate.weight, 4));
        if candidate.fate == Fate::NotAllowed {
            super::note(ui, &tr!("arithmetic-not-allowed"));
            return;
        }
        let formula = tr!("arithmetic-softmax", sum = format::decimal(reasoning.sum, 4));
        line(ui, &formula, &format::percent_to(candidate.softmax, 2));
        match candidate.fate {
            Fate::Kept if reasoning.left < 1.0 - 1e-9 => {
                let formula = tr!("arithmetic-cut", left = format::percent_to(reasoning.left, 2));
                line(ui, &formula, &format::percent_to(candidate.probability, 2));
            }
            Fate::BeyondTopK if sampler.temperature <= 0.0 => super::note(ui, &tr!("arithmetic-not-likeliest")),
            Fate::BeyondTopK => super::note(ui, &tr!("arithmetic-beyond-k", most = sampler.top_k.unwrap_or(0))),
            Fate::BeyondTopP => {
                super::note(ui, &tr!("arithmetic-beyond-p", share = format::percent_to(sampler.top_p, 0)));
            }
            Fate::Kept | Fate::NotAllowed => {}
        }
        let pick = Command::Writing(WritingCommand::Pick(candidate.token));
        let words = tr!("arithmetic-pick");
        let button = IconButton::new(icons::HAND_POINTING, &words);
        if ui.add_enabled(pick.is_enabled(context.core), button).on_hover_text(tr!("arithmetic-pick.help")).clicked() {
            context.commands.push(pick);
        }
    });
}

/// A number behind a minus, in brackets if it is below zero.
fn subtracted(value: f64) -> String {
    let number = format::decimal(value, 3);
    if value < 0.0 { format!("({number})") } else { number.to_string() }
}

fn number(value: f64, decimals: usize) -> Quantity {
    format::decimal(value, decimals)
}

/// A step of the arithmetic, and what it gives.
fn line(ui: &mut Ui, formula: &str, result: &Quantity) {
    let (quiet, ink) = (theme::palette(ui).quiet, theme::palette(ui).ink);
    let result = ui.painter().layout_no_wrap(result.to_string(), theme::strong_font(size::SMALL), ink);
    let room = ui.available_width() - result.size().x - space::S;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        ui.allocate_ui_with_layout(vec2(room, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.add(Label::new(RichText::new(formula).size(size::SMALL).color(quiet)).wrap());
        });
        ui.add(Label::new(result));
    });
}
