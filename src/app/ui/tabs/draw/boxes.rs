//! The boxes around the digits of a number, over the canvas, and the picture they may have been found in.

use egui::{
    Align2, Color32, ColorImage, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions,
    Ui, Vec2, WidgetInfo,
};

use super::{DrawView, number};
use crate::app::core::canvas::Canvas;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::ink::picture::Page;
use crate::ink::segment::Bounds;
use crate::text::format;
use crate::tr;

/// Room between ink and box, in points.
const MARGIN: f32 = 4.0;

/// Texture of the photo or scan that lies under the boxes, and the picture it was made of.
pub struct PageTexture {
    number: u64,
    texture: TextureHandle,
}

/// Draws the picture, if one is read, and a box around each digit of a number; notes which one is pointed at.
pub fn ui(ui: &mut Ui, place: Rect, view: &mut DrawView, context: &ViewContext<'_>) {
    let canvas = &context.core.canvas;
    let page = canvas.picture.as_ref().and_then(|picture| picture.page.clone());
    let frame = match &page {
        Some(page) => paint_page(ui, place, view, canvas, page),
        None => place,
    };
    // Bounds of a picture are in its pixels, those of a drawing in canvas sides.
    let unit = page.as_ref().map_or(place.width(), |page| frame.width() / page.width as f32);
    let is_drawing = canvas.gesture.is_some();
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| !is_drawing);
    for (index, digit) in canvas.number.digits().iter().enumerate() {
        let rect = on_screen(digit.found.bounds, frame, unit).expand(MARGIN).intersect(place.shrink(1.0));
        let response = ui.interact(rect, ui.scope_id().with(("digit-box", index)), Sense::focusable_noninteractive());
        let name = number::name_of(&canvas.number, digit, index);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        if response.has_focus() || pointer.is_some_and(|pointer| rect.contains(pointer)) {
            view.pointed = Some(index);
        }
        paint_box(
            ui,
            place,
            rect,
            (digit.prediction.name(), digit.prediction.confidence()),
            canvas.number.is_chosen(index),
        );
    }
}

fn on_screen(bounds: Bounds, frame: Rect, unit: f32) -> Rect {
    let corner = |x: f32, y: f32| frame.min + Vec2::new(x, y) * unit;
    Rect::from_min_max(corner(bounds.left, bounds.top), corner(bounds.right, bounds.bottom))
}

fn paint_box(ui: &Ui, canvas: Rect, rect: Rect, (digit, share): (&'static str, f32), is_chosen: bool) {
    let palette = theme::palette(ui);
    let painter = ui.painter_at(canvas);
    let (width, colour) = if is_chosen { (2.5, palette.accent) } else { (1.5, palette.strong_line) };
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    painter.rect_stroke(rect, round, Stroke::new(width, colour), StrokeKind::Outside);
    let ink = if is_chosen { palette.on_accent } else { palette.ink };
    let layout = |words: String| painter.layout_no_wrap(words, theme::strong_font(size::SMALL), ink);
    // As wide as the box at most, so that neighbours do not cover each other.
    let long = layout(format!("{digit}  {}", format::confidence(share)));
    let galley = if long.size().x + 2.0 * space::XS <= rect.width() { long } else { layout(digit.to_string()) };
    // Above the box, or within it at the top of the canvas.
    let label = galley.size() + Vec2::new(2.0 * space::XS, 2.0);
    let above = rect.top() - label.y - 2.0;
    let top = if above < canvas.top() { rect.top() } else { above };
    let left = rect.left().min(canvas.right() - label.x).max(canvas.left());
    let tag = Rect::from_min_size(egui::pos2(left, top), label);
    let fill = if is_chosen { palette.accent } else { palette.well };
    painter.rect_filled(tag, round, fill);
    painter.galley(tag.min + Vec2::new(space::XS, 1.0), galley, ink);
}

/// Draws the picture as large as fits; gives its frame.
fn paint_page(ui: &Ui, place: Rect, view: &mut DrawView, canvas: &Canvas, page: &Page) -> Rect {
    let number = canvas.pictures_shown;
    if view.page.as_ref().is_none_or(|shown| shown.number != number) {
        let image = ColorImage::from_rgb([page.width, page.height], &page.rgb);
        let texture = ui.ctx().load_texture("page", image, TextureOptions::LINEAR);
        view.page = Some(PageTexture { number, texture });
    }
    let palette = theme::palette(ui);
    let inside = place.shrink(space::S);
    let inside = Rect::from_min_max(inside.min, inside.max - Vec2::new(0.0, size::BODY + space::S));
    let scale = (inside.width() / page.width as f32).min(inside.height() / page.height as f32);
    let frame = Rect::from_center_size(inside.center(), Vec2::new(page.width as f32, page.height as f32) * scale);
    let painter = ui.painter_at(place);
    painter.rect_filled(place.shrink(1.0), CornerRadius::same(theme::CARD_RADIUS), palette.card);
    if let Some(shown) = &view.page {
        let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
        painter.image(shown.texture.id(), frame, whole, Color32::WHITE);
    }
    if let Some(picture) = &canvas.picture {
        let foot = place.center_bottom() - Vec2::new(0.0, space::XS);
        let words = tr!("canvas-picture", name = picture.name.clone());
        painter.text(foot, Align2::CENTER_BOTTOM, words, theme::font(size::BODY), palette.quiet);
    }
    frame
}
