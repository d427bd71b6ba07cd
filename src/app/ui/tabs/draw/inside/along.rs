//! A row that goes on beyond the edges of its room: it follows the wheel, the keys and two arrows, and is paler where it
//! goes on.

use egui::scroll_area::ScrollAreaOutput;
use egui::{Color32, Mesh, Rect, ScrollArea, Shape, Ui, UiBuilder, Vec2, pos2};

use crate::app::core::icons;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::button::{IconButton, Show};
use crate::tr;

/// How far the row is paler before it is cut, in points.
const FADE: f32 = 36.0;
/// What an arrow moves the row by, as a share of its room.
const STRIDE: f32 = 0.75;
/// Less than this, in points, is not worth an arrow.
const LEAST: f32 = 2.0;

/// Shows `contents` in a row that scrolls if it is wider than the room there is.
pub fn show(ui: &mut Ui, salt: &str, contents: impl FnOnce(&mut Ui)) {
    let asked = ui.scope_id().with((salt, "asked"));
    let shown = ui.scope(|ui| {
        // A wheel that turns one way only moves the row as well.
        ui.style_mut().always_scroll_the_only_direction = true;
        let mut area = ScrollArea::horizontal().id_salt(salt).auto_shrink([false, false]);
        if let Some(offset) = ui.data_mut(|data| data.remove_temp::<f32>(asked)) {
            area = area.horizontal_scroll_offset(offset);
        }
        area.show(ui, contents)
    });
    if let Some(offset) = edges(ui, &shown.inner) {
        ui.data_mut(|data| data.insert_temp(asked, offset));
        ui.ctx().request_repaint();
    }
}

/// The ends beyond which the row goes on; where it is to stand, if an arrow was clicked.
fn edges(ui: &mut Ui, output: &ScrollAreaOutput<()>) -> Option<f32> {
    let room = output.inner_rect;
    let (before, most) = (output.state.clamped_offset().x, (output.content_size.x - room.width()).max(0.0));
    let mut asked = None;
    for (has_more, is_right) in [(before > LEAST, false), (before < most - LEAST, true)] {
        if has_more && arrow(ui, room, is_right) {
            let by = room.width() * if is_right { STRIDE } else { -STRIDE };
            asked = Some((before + by).clamp(0.0, most));
        }
    }
    asked
}

/// The paler end, with a button that moves the row; whether it was clicked.
fn arrow(ui: &mut Ui, room: Rect, is_right: bool) -> bool {
    let paper = theme::palette(ui).paper;
    let (clear, edge) = if is_right { (room.right() - FADE, room.right()) } else { (room.left() + FADE, room.left()) };
    let mut fade = Mesh::default();
    for (x, colour) in [(clear, Color32::TRANSPARENT), (edge, paper)] {
        fade.colored_vertex(pos2(x, room.top()), colour);
        fade.colored_vertex(pos2(x, room.bottom()), colour);
    }
    fade.add_triangle(0, 1, 2);
    fade.add_triangle(1, 2, 3);
    ui.painter().add(Shape::mesh(fade));
    let side = Vec2::splat(theme::CONTROL_HEIGHT);
    let inwards = if is_right { -1.0 } else { 1.0 };
    let place = Rect::from_center_size(pos2(edge + inwards * (side.x / 2.0 + space::XS), room.center().y), side);
    let (icon, words) =
        if is_right { (icons::CARET_RIGHT, tr!("inside-further")) } else { (icons::CARET_LEFT, tr!("inside-nearer")) };
    let button = IconButton::new(icon, &words).show(Show::Icon);
    let mut over = ui.new_child(UiBuilder::new().max_rect(place).id_salt(("along", is_right)));
    over.add(button).on_hover_text(words).clicked()
}
