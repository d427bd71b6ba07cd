//! What can be switched off, to see what becomes of the answer.

use egui::{Align, Align2, Layout, Rect, Role, Stroke, Ui, UiBuilder};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::inside::Inside;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::place::Depth;
use crate::app::core::inside::working::ByHand;
use crate::app::core::settings::inside::InsideView;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size};
use crate::app::ui::widgets::button::{self, Emphasis, Enabled, IconButton, Show};
use crate::model::inspect::{Anatomy, Off, PatchOrder, Positions};
use crate::model::{Changes, Part};
use crate::tr;

/// The switches for where one is, in the row of `ui`.
pub fn ui(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let inside = &context.core.inside;
    let Some(anatomy) = inside.anatomy().cloned() else { return };
    let (depth, spot, changes) = (inside.depth, inside.spot, inside.changes.clone());
    let part = anatomy.parts.get(spot.part);
    if depth > Depth::Network && part.is_some_and(|part| ByHand::is_for(part, &anatomy)) {
        let words = tr!("inside-work-out");
        let button = ui.add(IconButton::new(InsideView::ByHand.icon(), &words).show(Show::Both));
        if button.on_hover_text(tr!("inside-work-out.help")).clicked() {
            context.commands.push(Command::Inside(InsideCommand::Show(InsideView::ByHand)));
        }
    }
    let layer = part.and_then(|part| anatomy.layers.get(part.shown));
    let off = layer.and_then(|layer| match depth {
        Depth::Network => None,
        Depth::Stage => Some(Off::Layer(layer.name.clone())),
        Depth::Map | Depth::Number => Some(Off::Part(layer.name.clone(), spot.map)),
    });
    if let Some(off) = off {
        switch(ui, &off, changes.off.contains(&off), Show::Both, context);
    }
    command(ui, InsideCommand::ShufflePatches, changes.patches != PatchOrder::AsTheyAre, context);
    command(ui, InsideCommand::TogglePositions, changes.positions == Positions::LeftOut, context);
    if changes != Changes::default() {
        command(ui, InsideCommand::AllOn, false, context);
    }
}

/// A button for a command that has one place, where it makes sense.
fn command(ui: &mut Ui, command: InsideCommand, is_on: bool, context: &mut ViewContext<'_>) {
    let command = Command::Inside(command);
    if !command.is_enabled(context.core) {
        return;
    }
    let info = command.info();
    let label = info.label.to_string();
    let button = IconButton::new(info.icon, &label).show(Show::Both).chosen(is_on);
    if button::with_tooltip(ui.add_enabled(Enabled::of(&command, context.core) == Enabled::Yes, button), &info)
        .clicked()
    {
        context.commands.push(command);
    }
}

fn switch(ui: &mut Ui, off: &Off, is_off: bool, show: Show, context: &mut ViewContext<'_>) {
    let words = if is_off { tr!("inside-switch-on") } else { tr!("inside-switch-off") };
    let icon = if is_off { icons::EYE_SLASH } else { icons::EYE };
    let button = IconButton::new(icon, &words).show(show).chosen(is_off).emphasis(Emphasis::Plain);
    if ui.add(button.role(Role::Button)).on_hover_text(tr!("inside-switch-off.help")).clicked() {
        context.commands.push(Command::Inside(InsideCommand::Switch(off.clone())));
    }
}

/// The name of a head, and its switch.
pub fn head(ui: &mut Ui, room: Rect, head: usize, off: &Off, context: &mut ViewContext<'_>) {
    let is_off = context.core.inside.changes.off.contains(off);
    let colour = if is_off { theme::palette(ui).warning } else { theme::palette(ui).ink };
    let words = tr!("inside-head", head = head + 1);
    ui.painter().text(room.left_center(), Align2::LEFT_CENTER, words, theme::strong_font(size::BODY), colour);
    let row = UiBuilder::new().max_rect(room).id_salt(("head", head)).layout(Layout::right_to_left(Align::Center));
    ui.scope_builder(row, |ui| switch(ui, off, is_off, Show::Icon, context));
}

/// Whether a map of a stage is switched off, alone or with all of its stage.
pub fn is_off(inside: &Inside, part: &Part, anatomy: &Anatomy, map: usize) -> bool {
    let Some(layer) = anatomy.layers.get(part.shown) else { return false };
    let off = &inside.changes.off;
    off.contains(&Off::Layer(layer.name.clone())) || off.contains(&Off::Part(layer.name.clone(), map))
}

/// A cross over what is switched off.
pub fn cross(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(2.5, theme::DARK.warning);
    ui.painter().line_segment([rect.left_top(), rect.right_bottom()], stroke);
    ui.painter().line_segment([rect.right_top(), rect.left_bottom()], stroke);
}
