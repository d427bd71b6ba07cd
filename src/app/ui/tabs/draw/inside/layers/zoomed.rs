//! Closer: all maps of one stage, one map, one number.

use egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::super::InsideLooks;
use super::super::maps::{Atlas, Shown, Tiling};
use super::{go, map_title, numbers};
use crate::app::core::inside::place::{Depth, Pictures, Spot};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size, space};
use crate::model::Part;
use crate::text::format;
use crate::tr;

/// Height of the scale and of the words beside it, in points.
const LEGEND: f32 = 26.0;
/// Between two maps, in points.
const GAP: f32 = 6.0;
/// Largest picture of a map among others, in points.
const MOST: f32 = 220.0;

/// All maps of the stage.
pub fn stage(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let inside = &context.core.inside;
    let (Some(anatomy), spot) = (inside.anatomy().cloned(), inside.spot) else { return };
    let Some(part) = anatomy.parts.get(spot.part) else { return };
    if let Some(at) = super::heads::attention(part, &anatomy) {
        super::heads::ui(ui, at, &anatomy, context);
        return;
    }
    let pictures = Pictures::of(part.output);
    let Some((seen, scale)) = numbers(inside, part) else {
        super::super::empty(ui, &tr!("inside-blank"));
        return;
    };
    let atlas = looks.maps.atlas(ui, Shown::Layer(part.shown), inside.moment(), seen, pictures, scale);
    let room = ui.available_rect_before_wrap();
    let room = room.with_max_y(room.bottom() - LEGEND - space::S);
    let tiling = Tiling::fitting(pictures, room.size(), GAP, MOST);
    let whole = tiling.whole(pictures.count);
    let corner = pos2(room.center().x - whole.x / 2.0, room.top() + ((room.height() - whole.y) / 2.0).min(space::XL));
    let palette = theme::palette(ui);
    for place in 0..pictures.count {
        let rect = tiling.rect(corner, place);
        let response = ui.interact(rect, ui.scope_id().with(("map", place)), Sense::click());
        let values = seen.get(place * pictures.size()..(place + 1) * pictures.size()).unwrap_or_default();
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told(part, place, values)));
        atlas.paint(ui.painter(), place, rect);
        let is_chosen = spot.map == place;
        let edge = if response.hovered() || response.has_focus() {
            Stroke::new(3.0, palette.accent)
        } else if is_chosen {
            Stroke::new(2.0, palette.accent)
        } else {
            Stroke::new(1.0, palette.edge)
        };
        ui.painter().rect_stroke(rect, 0, edge, StrokeKind::Outside);
        if super::switches::is_off(&context.core.inside, part, &anatomy, place) {
            super::switches::cross(ui, rect);
        }
        if response.clicked() {
            go(context, Depth::Map, Spot { map: place, at: 0, ..spot });
        }
        response.on_hover_text(told(part, place, values));
    }
    ui.allocate_rect(room, Sense::hover());
    legend(ui, scale);
}

/// What a map shows, in words.
fn told(part: &Part, map: usize, values: &[f32]) -> String {
    let (least, most) = values
        .iter()
        .fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), &value| (least.min(value), most.max(value)));
    let title = map_title(part.output, map);
    if values.len() == 1 {
        return tr!("inside-number", title = title, number = format::decimal(most, 3)).into_owned();
    }
    tr!("inside-range", title = title, least = format::decimal(least, 2), most = format::decimal(most, 2)).into_owned()
}

/// From which number to which the colours go.
pub fn legend(ui: &mut Ui, scale: Scale) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LEGEND), Sense::hover());
    let (start, end) = (format::decimal(scale.start(), 2).to_string(), format::decimal(scale.end(), 2).to_string());
    let words = tr!("inside-scale", least = start.as_str(), most = end.as_str());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let palette = theme::palette(ui);
    let bar = Rect::from_center_size(rect.center(), vec2(180.0, 10.0));
    let steps = 60;
    for step in 0..steps {
        let share = (step as f32 + 0.5) / steps as f32;
        let number = scale.start() + (scale.end() - scale.start()) * share;
        let width = bar.width() / steps as f32;
        let place = Rect::from_min_size(bar.min + vec2(step as f32 * width, 0.0), vec2(width + 0.5, bar.height()));
        ui.painter().rect_filled(place, 0, scale.colour(number));
    }
    ui.painter().rect_stroke(bar, 0, Stroke::new(1.0, palette.edge), StrokeKind::Outside);
    let font = theme::font(size::SMALL);
    let left = bar.left_center() - vec2(space::S, 0.0);
    ui.painter().text(left, Align2::RIGHT_CENTER, start, font.clone(), palette.quiet);
    ui.painter().text(bar.right_center() + vec2(space::S, 0.0), Align2::LEFT_CENTER, end, font, palette.quiet);
}

/// One map, as large as there is room, and the number that is pointed at.
pub fn map(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let inside = &context.core.inside;
    let (Some(anatomy), spot) = (inside.anatomy().cloned(), inside.spot) else { return };
    let Some(part) = anatomy.parts.get(spot.part) else { return };
    let pictures = Pictures::of(part.output);
    let Some((seen, scale)) = numbers(inside, part) else {
        super::super::empty(ui, &tr!("inside-blank"));
        return;
    };
    let atlas = looks.maps.atlas(ui, Shown::Layer(part.shown), inside.moment(), seen, pictures, scale);
    let room = ui.available_rect_before_wrap();
    let room = room.with_max_y(room.bottom() - LEGEND - 2.0 * LEGEND);
    let one = Pictures { count: 1, ..pictures };
    let tiling = Tiling::fitting(one, room.size(), 0.0, room.height().max(room.width()));
    let rect = Rect::from_min_size(pos2(room.center().x - tiling.size.x / 2.0, room.top()), tiling.size);
    let values = seen.get(spot.map * pictures.size()..(spot.map + 1) * pictures.size()).unwrap_or_default();
    let response = ui.interact(rect, ui.scope_id().with("large-map"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, told(part, spot.map, values)));
    one_map(ui, atlas, spot.map, rect);
    let cell = vec2(rect.width() / pictures.width as f32, rect.height() / pictures.height as f32);
    let cell_at = |point: egui::Pos2| {
        let at = (point - rect.min) / cell;
        (at.y as usize).min(pictures.height - 1) * pictures.width + (at.x as usize).min(pictures.width - 1)
    };
    let pointed = response.hover_pos().map(cell_at);
    if let Some(at) = pointed.filter(|_| response.clicked()) {
        go(context, Depth::Number, Spot { at, ..spot });
    }
    ui.allocate_rect(rect, Sense::hover());
    let chosen = (context.core.inside.depth == Depth::Number).then_some(spot.at);
    if let Some(at) = pointed.or(chosen) {
        let (row, column) = (at / pictures.width, at % pictures.width);
        let corner = rect.min + Vec2::new(column as f32, row as f32) * cell;
        let square = Rect::from_min_size(corner, cell);
        let palette = theme::palette(ui);
        ui.painter().rect_stroke(square, 0, Stroke::new(3.0, palette.accent), StrokeKind::Outside);
        let number = values.get(at).copied().unwrap_or(f32::NAN);
        let words = tr!("inside-at", row = row + 1, column = column + 1, number = format::decimal(number, 4));
        ui.vertical_centered(|ui| {
            ui.label(egui::RichText::new(words).font(theme::strong_font(size::TITLE)));
        });
    } else {
        ui.vertical_centered(|ui| {
            ui.label(egui::RichText::new(tr!("inside-point")).size(size::TITLE).color(theme::palette(ui).quiet));
        });
    }
    legend(ui, scale);
}

fn one_map(ui: &Ui, atlas: Atlas, map: usize, rect: Rect) {
    atlas.paint(ui.painter(), map, rect);
    ui.painter().rect_stroke(rect, 0, Stroke::new(1.0, theme::palette(ui).edge), StrokeKind::Outside);
}
