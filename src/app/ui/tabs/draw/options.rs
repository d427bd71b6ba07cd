//! How the drawing is read: one digit or a number, when an answer counts, the strip of steps, other models beside the
//! current one. It keeps its place below the answers; what has no room in it is in a menu.

use std::borrow::Cow;

use egui::{Popup, PopupCloseBehavior, RectAlign, Role, Ui, Vec2, WidgetInfo};

use super::{columns, menus, number, sureness};
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::settings::canvas::Steps;
use crate::app::core::settings::expected::Expected;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::{Emphasis, Enabled, IconButton, Show};
use crate::app::ui::widgets::{button, card};
use crate::text::Named;
use crate::tr;

/// Least width of the options, in points: that of one button, whose menu has all of them.
pub const LEAST: f32 = theme::CONTROL_HEIGHT;
/// Least height of answers and options, in points, in which the options may take two rows.
const ROOM_FOR_TWO_ROWS: f32 = 380.0;

/// How the options are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// All in one row, with words.
    Words,
    /// The choice of what is expected in words, the rest icons.
    OneRow,
    /// The choice of what is expected, and the rest below it.
    TwoRows(Rest),
    /// The choice of what is expected in a menu, the rest icons.
    Short,
    /// Everything in a menu.
    Menu,
}

/// What is shown of the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rest {
    /// Of the button that opens the inside of the network.
    inside: Show,
    /// Of the button for thresholds.
    sureness: Show,
    /// Of the buttons for steps and comparison.
    others: Show,
}

/// From the roomiest to the tightest.
const RESTS: [Rest; 4] = [
    Rest { inside: Show::Both, sureness: Show::Both, others: Show::Both },
    Rest { inside: Show::Both, sureness: Show::Icon, others: Show::Both },
    Rest { inside: Show::Both, sureness: Show::Icon, others: Show::Icon },
    ICONS,
];
const ICONS: Rest = Rest { inside: Show::Icon, sureness: Show::Icon, others: Show::Icon };

impl Form {
    /// The roomiest that fits into `room`.
    fn fitting(ui: &Ui, room: Vec2) -> Self {
        let expected: f32 = Expected::ALL.iter().map(|one| expected_width(ui, &one.title()) + space::XS).sum();
        let chosen = Expected::ALL.iter().map(|one| expected_width(ui, &with_caret(&one.title())));
        let chosen = chosen.fold(0.0, f32::max) + space::XS;
        let [words, icons] = [RESTS[0], ICONS].map(|rest| rest_width(ui, rest));
        if expected + space::S + words <= room.x {
            Self::Words
        } else if expected + space::S + icons <= room.x {
            Self::OneRow
        } else if room.y >= ROOM_FOR_TWO_ROWS && expected <= room.x && icons <= room.x {
            let widest = RESTS.into_iter().find(|&rest| rest_width(ui, rest) <= room.x);
            Self::TwoRows(widest.unwrap_or(ICONS))
        } else if chosen + icons <= room.x {
            Self::Short
        } else {
            Self::Menu
        }
    }
}

fn expected_width(ui: &Ui, words: &str) -> f32 {
    IconButton::new(None, words).width(ui)
}

fn with_caret(words: &str) -> String {
    format!("{words} {}", icons::CARET_DOWN)
}

/// Width of the buttons beside the choice of what is expected.
fn rest_width(ui: &Ui, rest: Rest) -> f32 {
    let [inside, steps] = [Command::Inside(InsideCommand::Toggle), Command::Canvas(CanvasCommand::ToggleSteps)]
        .map(|command| Cow::from(command.info().label.to_string()));
    let buttons = [
        (inside, rest.inside),
        (tr!("threshold"), rest.sureness),
        (steps, rest.others),
        (tr!("comparison"), rest.others),
    ];
    let widths = buttons.iter().map(|(words, show)| IconButton::new(icons::COLUMNS, words).show(*show).width(ui));
    widths.sum::<f32>() + 3.0 * space::XS
}

/// Height of the options below answers, both together in `room`.
pub fn height(ui: &Ui, room: Vec2) -> f32 {
    match Form::fitting(ui, room) {
        Form::TwoRows(_) => 2.0 * theme::CONTROL_HEIGHT + space::XS,
        Form::Words | Form::OneRow | Form::Short | Form::Menu => theme::CONTROL_HEIGHT,
    }
}

/// Draws them in the room there is.
pub fn row(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.spacing_mut().item_spacing = Vec2::splat(space::XS);
    let room = ui.available_size();
    let is_two_rows = room.y >= 2.0 * theme::CONTROL_HEIGHT;
    let form = Form::fitting(ui, Vec2::new(room.x, if is_two_rows { f32::INFINITY } else { 0.0 }));
    match form {
        Form::Words | Form::OneRow => {
            let show = if form == Form::Words { RESTS[0] } else { ICONS };
            ui.horizontal(|ui| {
                number::switch(ui, context);
                ui.add_space(space::XS);
                rest(ui, show, context);
            });
        }
        Form::TwoRows(shown) => {
            ui.horizontal(|ui| number::switch(ui, context));
            ui.horizontal(|ui| rest(ui, shown, context));
        }
        Form::Short => {
            ui.horizontal(|ui| {
                expected_menu(ui, context);
                rest(ui, ICONS, context);
            });
        }
        Form::Menu => {
            let words = tr!("answer-options");
            let button = ui.add(IconButton::new(icons::GAUGE, &words).show(Show::Icon));
            menus::popup(&button.on_hover_text(words), |ui| all(ui, context));
        }
    }
}

fn rest(ui: &mut Ui, show: Rest, context: &mut ViewContext<'_>) {
    inside_button(ui, context, show.inside);
    sureness::button(ui, context, show.sureness);
    steps_button(ui, context, show.others);
    columns::button(ui, context, show.others);
}

/// What is expected, as a menu.
fn expected_menu(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let widest = Expected::ALL.iter().map(|one| expected_width(ui, &with_caret(&one.title())));
    let widest = widest.fold(0.0, f32::max);
    let expected = context.settings.expected;
    let words = with_caret(&expected.title());
    let anchor = ui.add(IconButton::new(None, &words).least_width(widest));
    anchor.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, expected.title()));
    let anchor = anchor.on_hover_text(expected.help());
    let menu = Popup::menu(&anchor).align(RectAlign::TOP_START).gap(space::XS);
    menu.close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        ui.set_width(widest);
        for &one in Expected::ALL {
            let title = one.title();
            let row = IconButton::new(None, &title).emphasis(Emphasis::Quiet).chosen(expected == one);
            if ui.add(row.least_width(widest)).on_hover_text(one.help()).clicked() {
                context.settings.expected = one;
            }
        }
    });
}

/// All of it, below each other in a menu.
fn all(ui: &mut Ui, context: &mut ViewContext<'_>) {
    ui.horizontal_wrapped(|ui| number::switch(ui, context));
    inside_button(ui, context, Show::Both);
    steps_button(ui, context, Show::Both);
    ui.separator();
    card::caption(ui, &tr!("comparison"));
    columns::menu(ui, context);
    ui.separator();
    sureness::panel(ui, context);
}

/// The button that opens the network between drawing and answer.
fn inside_button(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let command = Command::Inside(InsideCommand::Toggle);
    if button::command(ui, &command, Enabled::Yes, show, Emphasis::Plain).clicked() {
        context.commands.push(command);
    }
}

/// The button that shows the strip of steps, or hides it.
fn steps_button(ui: &mut Ui, context: &mut ViewContext<'_>, show: Show) {
    let command = Command::Canvas(CanvasCommand::ToggleSteps);
    let info = command.info();
    let label = info.label.to_string();
    let is_shown = context.settings.canvas.steps == Steps::Shown;
    let button = IconButton::new(info.icon, &label).show(show).chosen(is_shown);
    if button::with_tooltip(ui.add(button), &info).clicked() {
        context.commands.push(command);
    }
}
