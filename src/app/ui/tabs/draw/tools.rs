//! The row of tools under the canvas. What does not fit goes into a menu.

use egui::{
    Align, Color32, CornerRadius, DragValue, Layout, Role, Sense, Slider, Stroke, StrokeKind, TextStyle, Ui, UiBuilder,
    Vec2, WidgetInfo,
};

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
use crate::app::ui::widgets::button::{Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::{button, slider};
use crate::app::ui::{shortcuts, theme};
use crate::text::{self, format};
use crate::tr;

/// Shortest slider, in points; it takes the place that the numbers of a change take.
const SLIDER: f32 = 88.0;
/// Room left and right of the words in the fields of a change, in points.
const FIELD_PADDING: f32 = 6.0;

/// What of the row has room.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Plan {
    /// What is shown of tools and of "Clear".
    tools: Show,
    /// What is shown of the buttons behind them.
    others: Show,
    /// Width of the place for the options of the tool in use, in points; the same for every tool, so that the buttons
    /// behind it stay where they are.
    place: f32,
    /// What is in that place.
    options: Options,
    /// Whether everything but tools and "Undo" is in the menu.
    is_short: bool,
}

/// Where the options of the tool in use are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Options {
    /// In the row.
    InRow,
    /// A slider in the row, the numbers of a change in a menu.
    NumbersInMenu,
    /// In a menu.
    InMenu,
}

impl Plan {
    /// The roomiest that fits into `width` points.
    fn fitting(ui: &Ui, width: f32) -> Self {
        let (slider, button) = (theme::CONTROL_HEIGHT + space::XS + SLIDER, theme::CONTROL_HEIGHT);
        let numbers = number_widths(ui).iter().map(|width| width + space::XS).sum::<f32>() - space::XS;
        let plan = |tools, others, place, options| Self { tools, others, place, options, is_short: false };
        let plans = [
            plan(Show::Both, Show::Both, numbers.max(slider), Options::InRow),
            plan(Show::Both, Show::Icon, numbers.max(slider), Options::InRow),
            plan(Show::Icon, Show::Icon, numbers.max(slider), Options::InRow),
            plan(Show::Icon, Show::Icon, slider, Options::NumbersInMenu),
            plan(Show::Icon, Show::Icon, button, Options::InMenu),
        ];
        let short = Self { is_short: true, ..plans[4] };
        plans.into_iter().find(|plan| plan.width(ui) <= width).unwrap_or(short)
    }

    /// Width of the row, in points.
    fn width(self, ui: &Ui) -> f32 {
        let tools = Tool::ALL.iter().map(|&tool| (Command::Use(tool), self.tools));
        let steps = [(Command::Undo, Show::Icon), (Command::Redo, Show::Icon), (Command::Clear, self.tools)];
        let replay = [(Command::Canvas(CanvasCommand::Replay), self.others)];
        let commands = tools.chain(steps).chain(replay).map(|(command, show)| {
            let info = command.info();
            IconButton::new(info.icon, &info.label.to_string()).show(show).width(ui)
        });
        let menus = [tr!("tools-options"), tr!("tools-export"), tr!("tools-own-digits")];
        let menus = menus.iter().map(|words| IconButton::new(icons::EXPORT, words).show(self.others).width(ui));
        let buttons: Vec<f32> = commands.chain(menus).collect();
        // A gap behind each part, and a wide one behind tools, options and steps.
        buttons.iter().sum::<f32>() + self.place + (buttons.len() + 1) as f32 * space::XS + 3.0 * space::S
    }
}

/// Draws the row over the width there is.
pub fn ui(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let width = ui.available_width();
    let plan = Plan::fitting(ui, width);
    let row = Layout::left_to_right(Align::Center);
    ui.allocate_ui_with_layout(Vec2::new(width, theme::CONTROL_HEIGHT), row, |ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
        tools(ui, context, plan.tools);
        ui.add_space(space::S);
        if plan.is_short {
            step(ui, &Command::Undo, Show::Icon, context);
            let more = ui.add(IconButton::new(icons::DOTS_THREE, &tr!("tools-more")).show(Show::Icon));
            menus::popup(&more.on_hover_text(tr!("tools-more.help")), |ui| everything_else(ui, context));
            return;
        }
        options(ui, plan, context);
        ui.add_space(space::S);
        steps(ui, context, plan.tools);
        ui.add_space(space::S);
        replay(ui, context, plan.others);
        let options = ui.add(IconButton::new(icons::SLIDERS_HORIZONTAL, &tr!("tools-options")).show(plan.others));
        menus::options(&options.on_hover_text(tr!("tools-options.help")), context);
        let export = ui.add(IconButton::new(icons::EXPORT, &tr!("tools-export")).show(plan.others));
        menus::export(&export.on_hover_text(tr!("tools-export.help")), context);
        let keep = ui.add(IconButton::new(icons::TAG, &tr!("tools-own-digits")).show(plan.others));
        keep::menu(&keep.on_hover_text(tr!("tools-own-digits.help")), context);
    });
}

/// What has no room in the shortest row.
fn everything_else(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.horizontal_wrapped(|ui| width_or_numbers(ui, SLIDER, context));
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

/// The options of the tool in use, in a place of the same width for every tool.
fn options(ui: &mut Ui, plan: Plan, context: &mut ViewContext<'_>) {
    let place = Vec2::new(plan.place, theme::CONTROL_HEIGHT);
    let (place, _) = ui.allocate_exact_size(place, Sense::hover());
    let row = Layout::left_to_right(Align::Center);
    let mut ui = ui.new_child(UiBuilder::new().max_rect(place).layout(row));
    let is_transform = context.settings.canvas.tool == Tool::Transform;
    let (icon, words, help) = match (plan.options, is_transform) {
        (Options::InRow, _) | (Options::NumbersInMenu, false) => {
            let slider = place.width() - theme::CONTROL_HEIGHT - space::XS;
            width_or_numbers(&mut ui, slider, context);
            return;
        }
        (Options::NumbersInMenu | Options::InMenu, true) => {
            (icons::RULER, tr!("tools-by-numbers"), tr!("tools-by-numbers.help"))
        }
        (Options::InMenu, false) => (icons::DOTS_THREE, tr!("tools-more"), tr!("tools-more.help")),
    };
    let button = ui.add(IconButton::new(icon, &words).show(Show::Icon)).on_hover_text(help);
    menus::popup(&button, |ui| {
        ui.horizontal_wrapped(|ui| width_or_numbers(ui, SLIDER, context));
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

fn step(ui: &mut Ui, command: &Command, show: Show, context: &mut ViewContext<'_>) {
    let is_enabled = Enabled::of(command, context.core);
    if button::command(ui, command, is_enabled, show, Emphasis::Plain).clicked() {
        context.commands.push(command.clone());
    }
}

fn steps(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    step(ui, &Command::Undo, Show::Icon, context);
    step(ui, &Command::Redo, Show::Icon, context);
    step(ui, &Command::Clear, show, context);
}

fn replay(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    step(ui, &Command::Canvas(CanvasCommand::Replay), show, context);
}

/// What can be set of the tool in use; a slider is `slider` points long.
fn width_or_numbers(ui: &mut Ui, slider: f32, context: &mut ViewContext<'_>) {
    match context.settings.canvas.tool {
        Tool::Pen | Tool::Eraser | Tool::AreaEraser => width(ui, slider, context.settings),
        Tool::Transform => numbers(ui, context),
    }
}

/// A dot as thick as the tool would be on a canvas of ordinary size, and the slider for it.
fn width(ui: &mut Ui, slider: f32, settings: &mut Settings) {
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
    ui.spacing_mut().slider_width = slider;
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

/// Widths of the fields of a change, in points, whatever numbers are in them.
fn number_widths(ui: &Ui) -> [f32; 3] {
    let font = TextStyle::Button.resolve(ui.style());
    let percent = tr!("percent-suffix");
    let fields = [
        ("transform-size", "400", &*percent),
        ("transform-turn", "−180", "°"),
        ("transform-thickness", "400", &*percent),
    ];
    fields.map(|(key, number, suffix)| {
        let widest = format!("{}{number}{suffix}", text::attribute(key, "prefix"));
        let words = ui.painter().layout_no_wrap(widest, font.clone(), Color32::PLACEHOLDER);
        words.size().x.ceil() + 2.0 * FIELD_PADDING
    })
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
    let [of_size, of_turn, of_weight] = number_widths(ui);
    let fields = [
        ("transform-size", &*percent, 10.0..=400.0, of_size),
        ("transform-turn", "°", -180.0..=180.0, of_turn),
        ("transform-thickness", &*percent, 20.0..=400.0, of_weight),
    ];
    let (mut is_held, mut has_changed) = (false, false);
    let as_it_is = Command::Hand(vec![(0.0, HandEvent::Numbers([1.0, 0.0, 1.0]))]);
    ui.add_enabled_ui(as_it_is.is_enabled(context.core), |ui| {
        ui.spacing_mut().button_padding.x = FIELD_PADDING;
        for (value, (key, suffix, range, width)) in values.iter_mut().zip(fields) {
            let field = DragValue::new(value).prefix(text::attribute(key, "prefix")).suffix(suffix).range(range);
            let response = ui.add_sized([width, theme::CONTROL_HEIGHT], field.speed(1.0).max_decimals(0));
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
