//! The canvas: a widget that takes in what the hand does and shows the ink.

mod handles;
pub mod input;
mod paint;
mod painted;

pub use painted::PaintedInk;

use egui::{EventFilter, Id, LayerId, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo};

use super::{DrawView, boxes};
use crate::app::core::canvas::verdict;
use crate::app::ui::context::ViewContext;
use crate::app::ui::widgets::ink::canvas_from_screen;
use crate::ink::Point;
use crate::tr;

/// What the wheel does over the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// Changes the width of the tool.
    Width,
    /// Scrolls what the canvas lies in.
    Scroll,
}

/// Where the canvas lies on the screen.
#[derive(Debug, Clone, Copy)]
pub struct Placed {
    /// Id of its widget.
    pub id: Id,
    /// Its square.
    pub rect: Rect,
    /// The layer it is drawn on.
    pub layer: LayerId,
    /// Whether it takes input.
    pub is_enabled: bool,
    /// What the wheel does over it.
    pub wheel: Wheel,
}

/// Draws the canvas as a square of `side` points.
pub fn ui(ui: &mut Ui, view: &mut DrawView, context: &mut ViewContext<'_>, side: f32, wheel: Wheel) {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::click_and_drag());
    let canvas = &context.core.canvas;
    let value = match (canvas.number.text(), canvas.judgement().zip(canvas.prediction())) {
        (Some(text), _) => text.to_owned(),
        (None, Some((judgement, prediction))) => verdict::in_short(&judgement, prediction).to_string(),
        (None, None) => tr!("canvas-blank").into_owned(),
    };
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(value.clone()),
        ..WidgetInfo::labeled(Role::Canvas, true, tr!("canvas-name"))
    });
    view.placed = Some(Placed { id: response.id, rect, layer: ui.layer_id(), is_enabled: ui.is_enabled(), wheel });
    if response.has_focus() {
        // The arrows move the drawing instead of the focus.
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    }
    if ui.is_rect_visible(rect) {
        paint::paint(ui, &response, canvas, &context.core.settings, &mut view.ink);
    }
    boxes::ui(ui, rect, view, context);
}

/// The place on the canvas; ink beyond its edge would be read but not seen.
fn point_on(rect: Rect, place: Pos2) -> Point {
    let point = canvas_from_screen(rect, place);
    Point { x: point.x.clamp(0.0, 1.0), y: point.y.clamp(0.0, 1.0) }
}
