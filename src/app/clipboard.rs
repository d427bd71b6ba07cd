//! What is copied from the canvas and pasted onto it. Knows no files.

use eframe::egui::{Context, Event};

use super::command::Command;
use super::files;
use super::run_command::run_command;
use super::state::State;
use super::tabs::Tab;
use super::tabs::draw::commands::CanvasCommand;

/// Copies the drawing and reads what is pasted, unless text is being typed or something lies over the canvas.
pub fn take_in(ctx: &Context, state: &mut State) {
    let is_meant = state.settings.tab == Tab::Draw && !ctx.text_edit_focused() && !state.overlays.is_modal();
    if !is_meant {
        return;
    }
    for event in ctx.input(|input| input.events.clone()) {
        match event {
            Event::Copy if CanvasCommand::CopyPicture.is_enabled(&state.tabs.draw) => {
                run_command(ctx, state, Command::Canvas(CanvasCommand::CopyPicture));
            }
            Event::Paste(text) => files::open_pasted_text(&mut state.shared, text),
            Event::PasteImage(image) => {
                let rgba = image.pixels.iter().flat_map(eframe::egui::Color32::to_srgba_unmultiplied).collect();
                files::open_pasted_picture(&mut state.shared, image.size, rgba);
            }
            _ => {}
        }
    }
}
