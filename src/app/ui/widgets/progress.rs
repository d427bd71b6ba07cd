//! How far work has come, as a bar in a track whose end can be seen.

use egui::{CornerRadius, Rect, Response, Role, Sense, Ui, Vec2, WidgetInfo};

use super::bars;
use crate::app::ui::theme;

/// Usual height of the bar, in points.
pub const HEIGHT: f32 = 10.0;

/// Draws a bar of `size` points, `share` of which, in [0, 1], is done.
pub fn bar(ui: &mut Ui, share: f32, size: Vec2) -> Response {
    let (track, response) = ui.allocate_exact_size(size, Sense::hover());
    let share = share.clamp(0.0, 1.0);
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(share * 100.0).floor()),
        ..WidgetInfo::new(Role::ProgressIndicator)
    });
    if ui.is_rect_visible(track) {
        let palette = theme::palette(ui);
        let round = CornerRadius::same((track.height() / 2.0) as u8);
        bars::track(ui.painter(), track, round, palette);
        if share > 0.0 {
            // Cut off at its length, so that a small share looks small.
            let length = track.width() * share;
            let cut = Rect::from_min_size(track.min, Vec2::new(length, track.height()));
            let whole = Rect::from_min_size(track.min, Vec2::new(length.max(track.height()), track.height()));
            let painter = ui.painter().with_clip_rect(cut.intersect(ui.clip_rect()));
            painter.rect_filled(whole, round, palette.accent);
        }
    }
    response
}
