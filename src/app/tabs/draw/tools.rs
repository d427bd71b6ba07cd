//! The row of tools under the canvas.

use eframe::egui::{self, CornerRadius, Role, Sense, Slider, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};

use super::{DrawTab, TabContext, Tool};
use crate::app::command::Command;
use crate::app::settings::PEN_WIDTHS;
use crate::app::shortcuts;
use crate::app::theme::{self, space};
use crate::app::widgets::button::{self, Enabled, IconButton, Look, Show};

/// Below this width the row shows icons alone.
const ROOM_FOR_WORDS: f32 = 500.0;
/// Below this width the pen's width is left to its keys.
const ROOM_FOR_WIDTH: f32 = 340.0;

/// Draws the row over the width there is.
pub fn ui(ui: &mut Ui, tab: &DrawTab, context: &mut TabContext<'_>) {
    let show = if ui.available_width() < ROOM_FOR_WORDS { Show::Icon } else { Show::Both };
    let has_room_for_width = ui.available_width() >= ROOM_FOR_WIDTH;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for tool in Tool::ALL {
            let about = Command::Use(tool).about();
            let button = IconButton::new(about.icon, &about.label).show(show).chosen(tab.tool == tool);
            if button::with_tooltip(ui.add(button), &about).clicked() {
                context.commands.push(Command::Use(tool));
            }
        }
        ui.add_space(space::S);
        if has_room_for_width {
            pen_width(ui, context);
            ui.add_space(space::S);
        }
        let steps = [
            (Command::Undo, tab.drawing.can_undo(), Show::Icon),
            (Command::Redo, tab.drawing.can_redo(), Show::Icon),
            (Command::Clear, !tab.drawing.is_empty() || tab.picture.is_some(), show),
        ];
        for (command, is_enabled, show) in steps {
            if button::command(ui, &command, Enabled::when(is_enabled), show, Look::Plain).clicked() {
                context.commands.push(command);
            }
        }
    });
}

/// A dot as thick as the pen would draw on a canvas of ordinary size, and the slider for it.
fn pen_width(ui: &mut Ui, context: &mut TabContext<'_>) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(theme::CONTROL_HEIGHT), Sense::hover());
    let width = context.settings.pen_width;
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, "Pen width preview"));
    let share = width / PEN_WIDTHS.end();
    ui.painter().rect(
        rect,
        CornerRadius::same(theme::CONTROL_RADIUS),
        palette.card,
        Stroke::new(1.0, palette.line),
        StrokeKind::Inside,
    );
    ui.painter().circle_filled(rect.center(), rect.height() * 0.42 * share, palette.ink);

    let keys = |command: Command| command.about().shortcuts.first().map(|keys| shortcuts::printed(ui.ctx(), keys));
    let keys = [keys(Command::ThinnerPen), keys(Command::ThickerPen)].into_iter().flatten().collect::<Vec<_>>();
    ui.spacing_mut().slider_width = 96.0;
    let slider = ui.add(Slider::new(&mut context.settings.pen_width, PEN_WIDTHS).show_value(false));
    slider.widget_info(|| WidgetInfo::slider(true, f64::from(width) * 100.0, "Pen width in per cent of the canvas"));
    slider.on_hover_ui(|ui: &mut egui::Ui| {
        ui.label(format!("Pen width, now {:.0} % of the canvas", width * 100.0));
        ui.weak(keys.join("  and  "));
    });
}
