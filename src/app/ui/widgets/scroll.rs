//! A page that scrolls where it has to.

use egui::{ScrollArea, Ui, UiBuilder};

/// Shows `contents` in the room there is; they scroll if they are too high. The scroll bar lies in the margin right of
/// them, which is `margin` points wide, so that it covers nothing.
pub fn page(ui: &mut Ui, margin: f32, contents: impl FnOnce(&mut Ui)) {
    let mut room = ui.available_rect_before_wrap();
    room.max.x += margin;
    ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - margin);
            contents(ui);
        });
    });
}
