//! The canvas: a widget that takes in what the hand does and shows the ink.

mod handles;
mod input;
mod paint;

use eframe::egui::{EventFilter, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{DrawTab, TabContext, verdict};
use crate::app::widgets::ink::canvas_from_screen;
use crate::ink::Point;

pub use handles::Grip;
pub use input::{Gesture, Wheel, change_width};

/// Draws the canvas as a square of `side` points and takes in what the hand does on it.
pub fn ui(ui: &mut Ui, tab: &mut DrawTab, context: &mut TabContext<'_>, side: f32, wheel: Wheel) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click_and_drag());
    let judged = verdict::judgement(tab, context.settings, context.shared, context.training);
    let value = match (tab.number.text(), judged.zip(tab.prediction())) {
        (Some(text), _) => text.to_owned(),
        (None, Some((judgement, prediction))) => verdict::in_short(&judgement, prediction),
        (None, None) => "blank".to_owned(),
    };
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(value.clone()),
        ..WidgetInfo::labeled(Role::Canvas, true, "Canvas")
    });
    tab.canvas_id = Some(response.id);
    if response.has_focus() {
        // The arrows move the drawing instead of the focus.
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    input::take_in(ui, &response, tab, context.settings, wheel);
    if ui.is_rect_visible(rect) {
        paint::paint(ui, &response, tab, context.settings);
    }
    super::boxes::ui(ui, rect, tab);
}

/// The place on the canvas; ink beyond its edge would be read but not seen.
fn point_on(rect: Rect, place: Pos2) -> Point {
    let point = canvas_from_screen(rect, place);
    Point { x: point.x.clamp(0.0, 1.0), y: point.y.clamp(0.0, 1.0) }
}
