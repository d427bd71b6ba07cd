//! What is copied from the canvas and pasted onto it.

use egui::{ColorImage, Context, Event};

use super::shell::Overlays;
use super::theme;
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::command::Command;
use crate::app::core::settings::tab::Tab;
use crate::app::core::state::Core;
use crate::ink::Raster;

/// The commands to copy the drawing and to read what is pasted, unless text is being typed or something lies over the
/// canvas.
#[must_use]
pub fn pasted(ctx: &Context, core: &Core, overlays: &Overlays) -> Vec<Command> {
    let is_meant = core.settings.tab == Tab::Draw && !ctx.text_edit_focused() && !overlays.is_modal();
    if !is_meant {
        return Vec::new();
    }
    let events = ctx.input(|input| input.events.clone());
    let command = |event| match event {
        Event::Copy => Some(Command::Canvas(CanvasCommand::CopyPicture)),
        Event::Paste(text) => Some(Command::PasteText(text)),
        Event::PasteImage(image) => {
            let rgba = image.pixels.iter().flat_map(egui::Color32::to_srgba_unmultiplied).collect();
            Some(Command::PastePicture(image.size, rgba))
        }
        _ => None,
    };
    events.into_iter().filter_map(command).collect()
}

/// Puts a picture of ink on the clipboard, on paper, since many programs show transparency as black.
pub fn copy_ink(ctx: &Context, raster: &Raster) {
    let (ink, paper) = (theme::LIGHT.ink, theme::LIGHT.card);
    let pixels = raster.ink.iter().map(|&here| theme::blend(paper, ink, f32::from(here) / 255.0));
    ctx.copy_image(ColorImage::new([raster.width, raster.height], pixels.collect()));
}
