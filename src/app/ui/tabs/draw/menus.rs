//! What the buttons of the tool row open: options of the canvas, and exports.

use egui::style::StyleModifier;
use egui::{Align, Layout, Popup, PopupCloseBehavior, RectAlign, Response, ScrollArea, Ui, Vec2};

use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::export::DrawingForm;
use crate::app::core::command::Command;
use crate::app::core::files::request::Request;
use crate::app::core::settings::canvas::{EXPORT_SIDES, Grid, Paper, Pressure};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::space;
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::{button, card};
use crate::ink::Smoothing;
use crate::text::Named;
use crate::tr;

/// Width of the menus, in points.
const WIDTH: f32 = 300.0;

/// A menu above its button.
pub fn popup(anchor: &Response, content: impl FnOnce(&mut Ui)) {
    let room = anchor.ctx.content_rect();
    let width = WIDTH.min(room.width() - space::XXL);
    Popup::menu(anchor)
        .align(RectAlign::TOP_END)
        .gap(space::XS)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        // Fields look as they do outside of menus.
        .style(StyleModifier::default())
        // Sentences are not spread over the width as the entries of a menu are.
        .layout(Layout::top_down(Align::Min))
        .show(|ui| {
            ui.set_width(width);
            let height = (room.height() * 0.75).max(120.0);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
                content(ui);
            });
        });
}

/// The menu of options.
pub fn options(anchor: &Response, context: &mut ViewContext<'_>) {
    popup(anchor, |ui| options_content(ui, context));
}

/// Smoothing, pressure, grid and the digit to trace.
pub fn options_content(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let options = &mut context.settings.canvas;
    card::caption(ui, &tr!("options-smoothing"));
    ui.horizontal_wrapped(|ui| {
        for &smoothing in Smoothing::ALL {
            let title = smoothing.title();
            let chip = IconButton::new(None, &title).chosen(options.smoothing == smoothing);
            if ui.add(chip).on_hover_text(smoothing.help()).clicked() {
                options.smoothing = smoothing;
            }
        }
    });
    if context.core.shared.platform.tells_pressure {
        let mut is_on = options.pressure == Pressure::Widens;
        switch(ui, CanvasCommand::TogglePressure, &mut is_on, context.commands);
    }
    ui.separator();
    card::caption(ui, &tr!("options-guides"));
    let mut is_on = options.grid == Grid::Shown;
    switch(ui, CanvasCommand::ToggleGrid, &mut is_on, context.commands);
    card::caption(ui, &tr!("options-trace"));
    ui.horizontal_wrapped(|ui| {
        if ui.add(IconButton::new(None, &tr!("options-no-trace")).chosen(options.example.is_none())).clicked() {
            options.example = None;
        }
        for digit in 0..=9 {
            let info = Command::Canvas(CanvasCommand::Example(digit)).info();
            let number = digit.to_string();
            let response = ui.add(IconButton::new(None, &number).chosen(options.example == Some(digit)));
            response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, info.label.to_string()));
            if button::with_tooltip(response, &info).clicked() {
                options.example = Some(digit);
            }
        }
    });
}

fn switch(ui: &mut Ui, command: CanvasCommand, is_on: &mut bool, commands: &mut Vec<Command>) {
    let info = Command::Canvas(command).info();
    if button::with_tooltip(ui.checkbox(is_on, info.label.to_string()), &info).clicked() {
        commands.push(Command::Canvas(command));
    }
}

/// The menu of exports.
pub fn export(anchor: &Response, context: &mut ViewContext<'_>) {
    popup(anchor, |ui| export_content(ui, context));
}

/// Saving, copying and pasting.
pub fn export_content(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let options = &mut context.settings.canvas;
    card::caption(ui, &tr!("save-drawing-size"));
    ui.horizontal_wrapped(|ui| {
        for side in EXPORT_SIDES {
            let words = side.to_string();
            if ui.add(IconButton::new(None, &words).chosen(options.export_side == side)).clicked() {
                options.export_side = side;
            }
        }
    });
    card::caption(ui, &tr!("save-drawing-paper"));
    ui.horizontal_wrapped(|ui| {
        for &paper in Paper::ALL {
            if ui.add(IconButton::new(None, &paper.title()).chosen(options.paper == paper)).clicked() {
                options.paper = paper;
            }
        }
    });
    ui.separator();
    for &form in DrawingForm::ALL {
        row(ui, Command::Canvas(CanvasCommand::Export(form)), context);
    }
    ui.separator();
    for command in [CanvasCommand::CopyPicture, CanvasCommand::CopyInk, CanvasCommand::Paste] {
        row(ui, Command::Canvas(command), context);
    }
    row(ui, Command::Ask(Request::OpenPicture), context);
}

/// A row of a menu.
pub fn row(ui: &mut Ui, command: Command, context: &mut ViewContext<'_>) {
    let info = command.info();
    let label = info.label.to_string();
    let button = IconButton::new(info.icon, &label).emphasis(Emphasis::Quiet).least_width(ui.available_width());
    let response = ui.add_enabled(command.is_enabled(context.core), button);
    if button::with_tooltip(response, &info).clicked() {
        context.commands.push(command);
        ui.close();
    }
}
