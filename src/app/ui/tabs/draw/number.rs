//! A number of several digits beside the canvas: its digits to point at, and the switch between one digit and a number.

use std::borrow::Cow;

use egui::{Align2, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::DrawView;
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::number::Number;
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::expected::Expected;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::background::ReadDigit;
use crate::data::labels;
use crate::text::{Named, format};
use crate::{msg, tr};

/// Highest and lowest digits of a number beside the canvas, in points.
const FIGURES: (f32, f32) = (64.0, 16.0);
/// Width of a digit, as a share of its height.
const WIDTH: f32 = 0.62;
/// Height of a line, as a share of a digit's.
const LINE: f32 = 1.15;

/// What a digit of a number is called: "Digit 2 of 4: 0, 99 %".
pub(super) fn name_of(number: &Number, digit: &ReadDigit, index: usize) -> Cow<'static, str> {
    let (place, count, read) = (index + 1, number.digits().len(), digit.prediction.name());
    let (kind, sure) = (labels::kind(read), format::confidence(digit.prediction.confidence()));
    if number.is_refused(index) {
        tr!("number-digit-refused", kind = kind, place = place, digits = count, digit = read, sure = sure)
    } else {
        tr!("number-digit", kind = kind, place = place, digits = count, digit = read, sure = sure)
    }
}

/// Draws the number as large as fits, each digit to point at, and a button to copy it. `height` is that of the digit
/// it stands in place of.
pub fn ui(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, height: f32) {
    let number = &context.core.canvas.number;
    let Some(text) = number.text().map(str::to_owned) else { return };
    let digits = number.digits().to_vec();
    let lines: Vec<&str> = text.lines().collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1).max(1);
    let foot = theme::CONTROL_HEIGHT + space::S;
    let fits = (ui.available_width() / longest as f32 / WIDTH).min((height - foot) / lines.len() as f32 / LINE);
    let figure = fits.clamp(FIGURES.1, FIGURES.0);
    let room = Vec2::new(ui.available_width(), (figure * LINE * lines.len() as f32).max(height - foot));
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let spoken = tr!("number-read", number = text.replace('\n', &tr!("list-comma")));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let top = rect.center().y - figure * LINE * lines.len() as f32 / 2.0;
    let mut index = 0;
    for (row, line) in lines.iter().enumerate() {
        for (column, _) in line.chars().enumerate().filter(|(_, sign)| *sign != ' ') {
            let corner = egui::pos2(rect.left() + column as f32 * figure * WIDTH, top + row as f32 * figure * LINE);
            let cell = Rect::from_min_size(corner, Vec2::new(figure * WIDTH, figure * LINE));
            if let Some(digit) = digits.get(index) {
                figure_ui(ui, (index, digit), (cell, figure), view, context);
            }
            index += 1;
        }
    }
    foot_ui(ui, &digits, &text, number.refused());
}

/// One digit of the number.
fn figure_ui(
    ui: &mut Ui,
    (index, digit): (usize, &ReadDigit),
    (cell, figure): (Rect, f32),
    view: &mut DrawView,
    context: &mut ViewContext<'_>,
) {
    let number = &context.core.canvas.number;
    let palette = theme::palette(ui);
    let response = ui.interact(cell, ui.scope_id().with(("figure", index)), Sense::click());
    let read = digit.prediction.name();
    let name = tr!("number-show", kind = labels::kind(read), place = index + 1, digit = read);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() || response.has_focus() || response.clicked() {
        view.pointed = Some(index);
    }
    if response.clicked() {
        context.commands.push(Command::Canvas(CanvasCommand::Choose(index)));
    }
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if number.is_chosen(index) {
        ui.painter().rect_filled(cell, round, palette.accent_well);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(cell, round, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
    }
    let sign = digit.prediction.name().to_owned();
    let font = theme::strong_font(figure);
    let is_refused = number.is_refused(index);
    let colour = if is_refused { palette.warning } else { palette.ink };
    ui.painter().text(cell.center(), Align2::CENTER_CENTER, sign, font, colour);
    if is_refused {
        response.on_hover_text(tr!("number-refused"));
    }
}

/// How many digits there are, how sure the least sure one is, and the button to copy them.
fn foot_ui(ui: &mut Ui, digits: &[ReadDigit], text: &str, refused: usize) {
    let least = digits.iter().map(|digit| digit.prediction.confidence()).fold(1.0, f32::min);
    let sureness = msg!("number-sureness", digits = digits.len(), least = format::confidence(least));
    let what = match refused {
        0 => sureness,
        refused => msg!("number-sureness-refused", sureness = sureness, refused = refused),
    };
    ui.horizontal(|ui| {
        let words = tr!("number-copy");
        let copy = IconButton::new(icons::COPY, &words).emphasis(Emphasis::Plain).show(Show::Icon);
        if ui.add(copy).on_hover_text(tr!("number-copy.help")).clicked() {
            ui.ctx().copy_text(text.to_owned());
        }
        ui.add(
            egui::Label::new(egui::RichText::new(what.to_string()).size(size::BODY).color(theme::palette(ui).quiet))
                .truncate(),
        );
    });
}

/// The switch between one digit and a number, in the row there is.
pub fn switch(ui: &mut Ui, context: &mut ViewContext<'_>) {
    for &expected in Expected::ALL {
        let title = expected.title();
        let button = IconButton::new(None, &title).chosen(context.settings.expected == expected);
        if ui.add(button).on_hover_text(expected.help()).clicked() {
            context.settings.expected = expected;
        }
    }
}
