//! The rail at the left: one icon and one word for each place.

use egui::{Align2, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use crate::app::core::command::Command;
use crate::app::core::settings::tab::Tab;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{self, Emphasis, IconButton, Show};
use crate::text::Named as _;

/// Width of the rail, in points.
pub const WIDTH: f32 = 84.0;
/// Width where room is scarce.
pub const NARROW_WIDTH: f32 = 52.0;
/// Least height of a place, in points, with room for its icon above its word.
const ICON_AND_WORD: f32 = 48.0;

/// Draws the rail; a click on a place is a command.
pub fn ui(ui: &mut Ui, open: Tab, commands: &mut Vec<Command>) {
    let room = ui.available_rect_before_wrap();
    let places = Tab::ALL.len() as f32;
    let height = ((room.height() - 2.0 * theme::CONTROL_HEIGHT - space::L) / places - space::XS).clamp(36.0, 68.0);
    ui.spacing_mut().item_spacing.y = space::XS;
    for tab in Tab::ALL.iter().copied() {
        if place(ui, tab, tab == open, height).clicked() {
            commands.push(Command::Open(tab));
        }
    }
    let foot = [Command::ToggleHelp, Command::TogglePalette];
    let left = room.bottom() - ui.cursor().top() - foot.len() as f32 * (theme::CONTROL_HEIGHT + space::XS);
    if left > 0.0 {
        ui.add_space(left);
        ui.vertical_centered(|ui| {
            for command in foot {
                let info = command.info();
                let label = info.label.to_string();
                let button = IconButton::new(info.icon, &label).show(Show::Icon).emphasis(Emphasis::Quiet);
                if button::with_tooltip_beside(ui.add(button), &info).clicked() {
                    commands.push(command);
                }
            }
        });
    }
}

fn place(ui: &mut Ui, tab: Tab, is_open: bool, height: f32) -> Response {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, height), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_open, tab.title()));
    let palette = theme::palette(ui);
    let (fill, colour) = match (is_open, response.hovered()) {
        (true, _) => (palette.accent_well, palette.accent),
        (false, true) => (palette.well_hovered, palette.ink),
        (false, false) => (palette.paper, palette.quiet),
    };
    let edge = if response.has_focus() { Stroke::new(2.0, palette.accent) } else { Stroke::NONE };
    let round = CornerRadius::same(theme::CARD_RADIUS);
    ui.painter().rect(rect, round, fill, edge, StrokeKind::Inside);
    let font = if is_open { theme::strong_font(size::SMALL) } else { theme::font(size::SMALL) };
    if height >= ICON_AND_WORD {
        let icon_middle = rect.center() - Vec2::new(0.0, 10.0);
        ui.painter().text(icon_middle, Align2::CENTER_CENTER, tab.icon(), theme::icon_font(size::FIGURE + 2.0), colour);
        let below = pos2(rect.center().x, rect.bottom() - (height - ICON_AND_WORD).clamp(space::XS, space::S));
        ui.painter().text(below, Align2::CENTER_BOTTOM, tab.title(), font, colour);
    } else {
        // A word says more than an icon.
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, tab.title(), font, colour);
    }
    if is_open {
        // Told apart by more than colour.
        let mark = Rect::from_min_size(rect.left_center() - Vec2::new(0.0, 12.0), Vec2::new(3.0, 24.0));
        ui.painter().rect_filled(mark, CornerRadius::same(2), palette.accent);
    }
    button::with_tooltip_beside(response, &Command::Open(tab).info())
}
