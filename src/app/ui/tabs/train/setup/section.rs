//! The sections of the panel: what each is called, what its settings are now in one line, and whether it is open.

use egui::{Align2, CursorIcon, Role, Sense, Ui, WidgetInfo, vec2};

use super::row::GUTTER;
use crate::app::core::icons;
use crate::app::core::settings::panel::{PanelMemory, Section};
use crate::app::ui::theme::{self, size, space};
use crate::model::Skill;
use crate::text::Named;

/// Height of the header of a section that is closed, in points.
pub const CLOSED: f32 = theme::CONTROL_HEIGHT + space::L;

/// Draws a section: its header, which says what is set while it is closed, and its contents if it is open.
pub fn show(
    ui: &mut Ui,
    memory: &mut PanelMemory,
    (section, skill): (Section, Skill),
    told: &str,
    is_changed: bool,
    contents: impl FnOnce(&mut Ui),
) {
    let is_open = memory.open.contains(&section);
    if header(ui, (section, skill), told, is_open, is_changed) {
        if is_open {
            memory.open.remove(&section);
        } else {
            memory.open.insert(section);
        }
    }
    if is_open {
        contents(ui);
        ui.add_space(space::S);
    }
}

/// The header; whether it was pressed.
fn header(ui: &mut Ui, (section, skill): (Section, Skill), told: &str, is_open: bool, is_changed: bool) -> bool {
    let name = section.title_for(skill);
    let palette = theme::palette(ui);
    let height = if is_open { theme::CONTROL_HEIGHT } else { CLOSED };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, &*name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_expanded(is_open);
        node.set_value(told);
    });
    if ui.is_rect_visible(rect) {
        if response.hovered() || response.has_focus() {
            let around = rect.expand2(vec2(space::XS, 0.0));
            ui.painter().rect_filled(around, theme::CONTROL_RADIUS, palette.well);
        }
        if response.has_focus() {
            let edge = egui::Stroke::new(2.0, palette.accent);
            let around = rect.expand2(vec2(space::XS, 0.0));
            ui.painter().rect_stroke(around, theme::CONTROL_RADIUS, edge, egui::StrokeKind::Inside);
        }
        let line = rect.left_top() + vec2(0.0, theme::CONTROL_HEIGHT / 2.0 + 1.0);
        let arrow = if is_open { icons::CARET_DOWN } else { icons::CARET_RIGHT };
        let font = theme::icon_font(size::BODY);
        ui.painter().text(line + vec2(6.0, 0.0), Align2::CENTER_CENTER, arrow, font, palette.quiet);
        let font = theme::strong_font(size::BODY);
        let title = line + vec2(GUTTER, 0.0);
        let title = ui.painter().text(title, Align2::LEFT_CENTER, &*name, font, palette.ink);
        if is_changed {
            ui.painter().circle_filled(title.right_center() + vec2(space::M, 0.0), 3.5, palette.accent);
        }
        if !is_open {
            summary(ui, rect, told);
        }
    }
    let response = response.on_hover_cursor(CursorIcon::PointingHand);
    response.on_hover_text(section.help()).clicked()
}

/// The line under the title of a closed section, cut off where the panel ends.
fn summary(ui: &Ui, rect: egui::Rect, told: &str) {
    let colour = theme::palette(ui).quiet;
    let mut job = egui::text::LayoutJob::simple_singleline(told.to_owned(), theme::font(size::SMALL), colour);
    job.wrap = egui::text::TextWrapping::truncate_at_width((rect.width() - GUTTER).max(1.0));
    let galley = ui.painter().layout_job(job);
    let place = rect.left_top() + vec2(GUTTER, theme::CONTROL_HEIGHT - space::XS);
    ui.painter().galley(place, galley, colour);
}
