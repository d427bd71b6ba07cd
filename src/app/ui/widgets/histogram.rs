//! A small histogram around zero, without numbers on it: its shape is what counts.

use egui::{Color32, Rect, Response, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2};

use crate::app::ui::theme;
use crate::tr;

/// Draws `counts`, of equal stretches from −`reach` to `reach`, in `size`; `label` says what they are of.
pub fn show(ui: &mut Ui, counts: &[u32], reach: f32, colour: Color32, size: Vec2, label: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let told = tr!("histogram-told", what = label, reach = reach.to_string());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        let painter = ui.painter();
        painter.rect_filled(rect, theme::CONTROL_RADIUS / 2, palette.well);
        let inside = rect.shrink(2.0);
        let width = inside.width() / counts.len().max(1) as f32;
        // The highest bar may be nothing but zeros; the second highest sets the scale, so that the rest is seen.
        let mut sorted: Vec<u32> = counts.to_vec();
        sorted.sort_unstable();
        let highest = sorted.len().checked_sub(2).map_or(0, |second| sorted[second]).max(1) as f32 * 1.1;
        for (place, &count) in counts.iter().enumerate() {
            let height = (count as f32 / highest).min(1.0) * inside.height();
            // What is there at all is seen.
            let height = if count > 0 { height.max(1.0) } else { 0.0 };
            let left = inside.left() + place as f32 * width;
            let bar = Rect::from_min_max(pos2(left, inside.bottom() - height), pos2(left + width, inside.bottom()));
            painter.rect_filled(bar.shrink2(Vec2::new(0.25, 0.0)), 0, colour);
        }
        let middle = [inside.center_top(), inside.center_bottom()];
        painter.line_segment(middle, Stroke::new(1.0, palette.strong_line));
    }
    response.on_hover_text(told)
}
