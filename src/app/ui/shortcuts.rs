//! Keys to commands.

use egui::{Context, Event, Id, Key, KeyboardShortcut, Modifiers};

use super::shell::Overlays;
use crate::app::core::command::Command;
use crate::app::core::command::info::CommandInfo;
use crate::app::core::state::Core;
use crate::tr;

/// The commands whose keys were pressed since the last frame; the keys are used up. `canvas` is the widget of the canvas, which leaves the arrows to the commands.
#[must_use]
pub fn pressed(ctx: &Context, core: &Core, overlays: &Overlays, canvas: Option<Id>) -> Vec<Command> {
    let is_press = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    if !ctx.input(|input| input.events.iter().any(is_press)) {
        return Vec::new();
    }
    let is_typing = ctx.text_edit_focused();
    let is_covered = overlays.is_modal();
    // Arrows, Space and Escape belong to the control that has the focus.
    let focus = ctx.memory(egui::Memory::focused);
    let is_free = focus.is_none_or(|focus| canvas == Some(focus));
    let mut keys: Vec<_> = Command::palette()
        .into_iter()
        .filter(|command| !is_covered || overlays.leave_keys_to(command))
        .map(|command| (command.info(), command))
        .filter(|(info, _)| info.scope.is_none_or(|scope| scope == core.settings.tab && !is_typing))
        .flat_map(|(info, command)| info.shortcuts.into_iter().map(move |keys| (keys, command.clone())))
        .filter(|(keys, _)| !(is_typing && keys.conflicts_with_text_editing()))
        .filter(|(keys, command)| !is_for_focus(keys.logical_key) || (is_free && command.is_enabled(core)))
        .collect();
    // egui ignores Shift and Alt where a shortcut does not ask for them, so those that ask come first.
    keys.sort_by_key(|(keys, _)| !(keys.modifiers.contains(Modifiers::SHIFT) || keys.modifiers.alt));
    ctx.input_mut(|input| {
        let was_pressed = |(keys, command)| input.consume_shortcut(&keys).then_some(command);
        keys.into_iter().filter_map(was_pressed).collect()
    })
}

/// Whether controls use the key themselves.
fn is_for_focus(key: Key) -> bool {
    matches!(key, Key::Escape | Key::Space | Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp | Key::ArrowDown)
}

/// All keys of a command as they are printed on a keyboard; empty if it has none.
#[must_use]
pub fn all_printed(ctx: &Context, info: &CommandInfo) -> String {
    let keys: Vec<String> = info.shortcuts.iter().map(|keys| printed(ctx, keys)).collect();
    keys.join(&format!("  {}  ", tr!("button-or")))
}

/// The keys as they are printed on a keyboard: "Ctrl+Z", "[".
#[must_use]
pub fn printed(ctx: &Context, keys: &KeyboardShortcut) -> String {
    // egui's own signs for the arrow keys are in none of the fonts.
    let symbol = match keys.logical_key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        key => key.symbol_or_name(),
    };
    let name = keys.logical_key.name();
    let text = ctx.format_shortcut(keys);
    match text.strip_suffix(name).or_else(|| text.strip_suffix(keys.logical_key.symbol_or_name())) {
        Some(modifiers) if symbol.chars().count() == 1 => format!("{modifiers}{symbol}"),
        _ => text,
    }
}
