//! Every feature map, live: the whole network, one stage, one map, one number.

mod heads;
mod network;
mod switches;
mod zoomed;

use egui::{RichText, Ui, Vec2};

use super::InsideLooks;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::inside::Inside;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::place::{Depth, Pictures, Spot};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::model::{Part, Shape};
use crate::text::{Named as _, format};
use crate::tr;

/// Draws the view.
pub fn ui(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    // One row, so that neither covers the other: it breaks where both are too wide for it.
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        path(ui, context);
        ui.add_space(space::M);
        switches::ui(ui, context);
    });
    ui.add_space(space::XS);
    match context.core.inside.depth {
        Depth::Network => network::ui(ui, looks, context),
        Depth::Stage => zoomed::stage(ui, looks, context),
        Depth::Map | Depth::Number => zoomed::map(ui, looks, context),
    }
}

/// Goes to a place.
fn go(context: &mut ViewContext<'_>, depth: Depth, spot: Spot) {
    context.commands.push(Command::Inside(InsideCommand::Go(depth, spot)));
}

/// Where one is, from the network down; each part leads back to it.
fn path(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let inside = &context.core.inside;
    let Some(anatomy) = inside.anatomy().cloned() else { return };
    let (depth, spot) = (inside.depth, inside.spot);
    let parameters = anatomy.parts.iter().map(|part| part.parameters).sum::<usize>();
    let network = tr!("inside-network", network = anatomy.arch.title(), weights = format::count(parameters));
    let mut steps = vec![(Depth::Network, network)];
    if let Some(part) = anatomy.parts.get(spot.part).filter(|_| depth > Depth::Network) {
        steps.push((Depth::Stage, part.name.clone().into()));
        if depth > Depth::Stage && Pictures::of(part.output).count > 1 {
            steps.push((Depth::Map, map_title(part.output, spot.map).into()));
        }
    }
    let last = steps.len() - 1;
    for (place, (to, words)) in steps.into_iter().enumerate() {
        if place > 0 {
            let caret = RichText::new(icons::CARET_RIGHT).font(theme::icon_font(size::BODY));
            ui.label(caret.color(theme::palette(ui).quiet));
        }
        if place == last {
            ui.label(RichText::new(words).font(theme::strong_font(size::BODY)));
        } else if ui.add(IconButton::new(None, &words).emphasis(Emphasis::Quiet).show(Show::Both)).clicked() {
            go(context, to, spot);
        }
    }
}

/// "Map 3", "Number 3" or "Patch 3".
fn map_title(shape: Shape, map: usize) -> String {
    match shape {
        Shape::Map { .. } => tr!("inside-map", map = map + 1).into_owned(),
        Shape::Vector(_) => tr!("inside-unit", unit = map + 1).into_owned(),
        Shape::Sequence { .. } => tr!("inside-token", token = map + 1).into_owned(),
    }
}

/// Name, shape and weights of a stage, as a screen reader says it.
fn spoken(part: &Part) -> String {
    tr!(
        "inside-stage",
        stage = part.name.as_str(),
        shape = part.output.to_string(),
        weights = format::count(part.parameters)
    )
    .into_owned()
}

/// The numbers of a stage, if the canvas is not blank, and how they become colours.
fn numbers<'a>(inside: &'a Inside, part: &Part) -> Option<(&'a [f32], Scale)> {
    let numbers = inside.look()?.outputs.get(part.shown)?;
    Some((numbers, Scale::of(numbers)))
}
