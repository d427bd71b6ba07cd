//! The row of tools under the canvas. What does not fit goes into a menu.

use egui::{Align, CornerRadius, DragValue, Layout, Role, Sense, Slider, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::{keep, menus};
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::gesture::Gesture;
use crate::app::core::canvas::hand::HandEvent;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::canvas::{ERASER_WIDTHS, Tool};
use crate::app::core::settings::{PEN_WIDTHS, Settings};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::space;
use crate::app::ui::widgets::button::{Enabled, IconButton, Look, Show};
use crate::app::ui::widgets::{button, slider};
use crate::app::ui::{shortcuts, theme};
use crate::text::{self, format};
use crate::tr;

/// From this width on, in points, every button has its word.
const ROOM_FOR_ALL_WORDS: f32 = 1130.0;
/// From this width on, in points, the tools have theirs.
const ROOM_FOR_WORDS: f32 = 874.0;
/// From this width on, in points, the width of the pen has its slider in the row.
const ROOM_FOR_WIDTH: f32 = 514.0;
/// From this width on, in points, the numbers of a change are in the row.
const ROOM_FOR_NUMBERS: f32 = 660.0;
/// From this width on, in points, every button is in the row.
const ROOM_FOR_ALL: f32 = 384.0;
/// From this width on, in points, the button for digits of one's own stands beside them.
const ROOM_FOR_NUMBERS_AND_DIGITS: f32 = 694.0;
/// How much more room the numbers of a change take than the slider of a pen, in points.
const NUMBERS_MORE: f32 = 110.0;
/// Length of the slider, in points.
const SLIDER: f32 = 88.0;

/// Draws the row over the width there is.
pub fn ui(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let width = ui.available_width();
    // The numbers of a change take more room than a slider.
    let spare = if context.settings.canvas.tool == Tool::Transform { width - NUMBERS_MORE } else { width };
    let words = |from: f32| if spare >= from { Show::Both } else { Show::Icon };
    let row = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(Vec2::new(width, theme::CONTROL_HEIGHT), row, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        tools(ui, context, words(ROOM_FOR_WORDS));
        ui.add_space(space::S);
        let is_transform = context.settings.canvas.tool == Tool::Transform;
        if is_transform && (ROOM_FOR_WIDTH..ROOM_FOR_NUMBERS).contains(&width) {
            let button = ui.add(IconButton::new(icons::RULER, &tr!("tools-by-numbers")));
            let button = button.on_hover_text(tr!("tools-by-numbers.help"));
            menus::popup(&button, |ui| {
                ui.horizontal_wrapped(|ui| numbers(ui, context));
            });
            ui.add_space(space::S);
        } else if width >= ROOM_FOR_WIDTH {
            width_or_numbers(ui, context);
            ui.add_space(space::S);
        }
        if width >= ROOM_FOR_ALL {
            steps(ui, context, words(ROOM_FOR_WORDS));
            ui.add_space(space::S);
            let show = words(ROOM_FOR_ALL_WORDS);
            replay(ui, context, show);
            let options = ui.add(IconButton::new(icons::SLIDERS_HORIZONTAL, &tr!("tools-options")).show(show));
            let options = options.on_hover_text(tr!("tools-options.help"));
            menus::options(&options, context);
            let export = ui.add(IconButton::new(icons::EXPORT, &tr!("tools-export")).show(show));
            let export = export.on_hover_text(tr!("tools-export.help"));
            menus::export(&export, context);
            if !is_transform || !(ROOM_FOR_NUMBERS..ROOM_FOR_NUMBERS_AND_DIGITS).contains(&width) {
                let keep = ui.add(IconButton::new(icons::TAG, &tr!("tools-own-digits")).show(show));
                keep::menu(&keep.on_hover_text(tr!("tools-own-digits.help")), context);
            }
        } else {
            step(ui, &Command::Undo, Enabled::when(canvas.drawing.can_undo()), Show::Icon, context);
        }
        if width < ROOM_FOR_WIDTH {
            let more = ui.add(IconButton::new(icons::DOTS_THREE, &tr!("tools-more")).show(Show::Icon));
            let more = more.on_hover_text(tr!("tools-more.help"));
            menus::popup(&more, |ui| {
                ui.horizontal_wrapped(|ui| width_or_numbers(ui, context));
                if width < ROOM_FOR_ALL {
                    ui.horizontal_wrapped(|ui| {
                        steps(ui, context, Show::Both);
                        replay(ui, context, Show::Both);
                    });
                    menus::options_content(ui, context);
                    ui.separator();
                    menus::export_content(ui, context);
                    ui.separator();
                    keep::content(ui, context);
                }
            });
        }
    });
}

fn tools(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    for tool in Tool::ALL.iter().copied() {
        let info = Command::Use(tool).info();
        let label = info.label.to_string();
        let is_chosen = context.settings.canvas.tool == tool;
        let button = IconButton::new(info.icon, &label).show(show).chosen(is_chosen);
        if button::with_tooltip(ui.add(button), &info).clicked() {
            context.commands.push(Command::Use(tool));
        }
    }
}

fn step(ui: &mut Ui, command: &Command, is_enabled: Enabled, show: Show, context: &mut ViewContext<'_>) {
    if button::command(ui, command, is_enabled, show, Look::Plain).clicked() {
        context.commands.push(command.clone());
    }
}

fn steps(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let canvas = &context.core.canvas;
    step(ui, &Command::Undo, Enabled::when(canvas.drawing.can_undo()), Show::Icon, context);
    step(ui, &Command::Redo, Enabled::when(canvas.drawing.can_redo()), Show::Icon, context);
    step(ui, &Command::Clear, Enabled::when(!canvas.drawing.is_empty() || canvas.picture.is_some()), show, context);
}

fn replay(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let canvas = &context.core.canvas;
    let command = CanvasCommand::Replay;
    step(ui, &Command::Canvas(command), Enabled::when(command.is_enabled(canvas)), show, context);
}

/// What can be set of the tool in use.
fn width_or_numbers(ui: &mut Ui, context: &mut ViewContext<'_>) {
    match context.settings.canvas.tool {
        Tool::Pen | Tool::Eraser | Tool::AreaEraser => width(ui, context.settings),
        Tool::Transform => numbers(ui, context),
    }
}

/// A dot as thick as the tool would be on a canvas of ordinary size, and the slider for it.
fn width(ui: &mut Ui, settings: &mut Settings) {
    let is_pen = settings.canvas.tool == Tool::Pen;
    let (value, range) =
        if is_pen { (&mut settings.pen_width, PEN_WIDTHS) } else { (&mut settings.canvas.eraser_width, ERASER_WIDTHS) };
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(theme::CONTROL_HEIGHT), Sense::hover());
    response.widget_info(|| {
        let label = if is_pen { tr!("pen-width.preview") } else { tr!("eraser-width.preview") };
        WidgetInfo::labeled(Role::Image, true, label)
    });
    let radius = rect.height() * 0.42 * *value / range.end();
    ui.painter().rect(
        rect,
        CornerRadius::same(theme::CONTROL_RADIUS),
        palette.card,
        Stroke::new(1.0, palette.line),
        StrokeKind::Inside,
    );
    if is_pen {
        ui.painter().circle_filled(rect.center(), radius, palette.ink);
    } else {
        ui.painter().circle_stroke(rect.center(), radius, Stroke::new(1.5, palette.quiet));
    }
    ui.spacing_mut().slider_width = SLIDER;
    let slider = slider::add(ui, Slider::new(value, range).show_value(false));
    let share = f64::from(*value);
    slider.widget_info(|| {
        let label = if is_pen { tr!("pen-width") } else { tr!("eraser-width") };
        WidgetInfo::slider(true, share * 100.0, label)
    });
    slider.on_hover_ui(|ui: &mut egui::Ui| {
        let percent = format::percent_to(share, 0);
        ui.label(if is_pen { tr!("pen-width.now", share = percent) } else { tr!("eraser-width.now", share = percent) });
        let keys = |command: Command| {
            let info = command.info();
            info.shortcuts.first().map_or_else(String::new, |keys| shortcuts::printed(ui.ctx(), keys))
        };
        let (thinner, thicker) = (keys(Command::ThinnerPen), keys(Command::ThickerPen));
        ui.weak(tr!("width-keys", thinner = thinner, thicker = thicker));
    });
}

/// By how much the drawing is to change: each number begins at "as it is", and letting go makes one undo step.
fn numbers(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let [size, turn, weight] = match canvas.gesture {
        Some(Gesture::Numbers(_, numbers)) => numbers,
        Some(_) | None => [1.0, 0.0, 1.0],
    };
    let mut values = [size * 100.0, turn.to_degrees(), weight * 100.0];
    let percent = tr!("percent-suffix");
    let fields = [
        ("transform-size", &*percent, 10.0..=400.0),
        ("transform-turn", "°", -180.0..=180.0),
        ("transform-thickness", &*percent, 20.0..=400.0),
    ];
    let (mut is_held, mut has_changed) = (false, false);
    ui.add_enabled_ui(!canvas.drawing.is_empty() && canvas.picture.is_none(), |ui| {
        for (value, (key, suffix, range)) in values.iter_mut().zip(fields) {
            let field = DragValue::new(value).prefix(text::attribute(key, "prefix")).suffix(suffix).range(range);
            let response = ui.add(field.speed(1.0).max_decimals(0));
            let (is_enabled, number) = (ui.is_enabled(), f64::from(*value));
            response.widget_info(|| WidgetInfo {
                label: Some(text::get(key).into_owned()),
                ..WidgetInfo::drag_value(is_enabled, number)
            });
            is_held |= response.dragged() || response.has_focus();
            has_changed |= response.changed();
            response.on_hover_text(text::attribute(key, "help"));
        }
    });
    if has_changed {
        let numbers = [values[0] / 100.0, values[1].to_radians(), values[2] / 100.0];
        hand(ui, HandEvent::Numbers(numbers), context);
    }
    if !is_held && matches!(canvas.gesture, Some(Gesture::Numbers(..))) {
        hand(ui, HandEvent::Lift, context);
    }
}

fn hand(ui: &Ui, event: HandEvent, context: &mut ViewContext<'_>) {
    let now = ui.input(|input| input.time);
    context.commands.push(Command::Hand(vec![(now, event)]));
}
