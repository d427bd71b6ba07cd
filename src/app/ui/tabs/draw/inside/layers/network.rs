//! The whole network: a column of pictures for every stage, on a line that shows what reads what.

use egui::epaint::CubicBezierShape;
use egui::{Align2, Color32, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::super::maps::{Shown, Tiling};
use super::super::{InsideLooks, along};
use super::{go, numbers, spoken};
use crate::app::core::inside::place::{Depth, Pictures, Spot};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::scale::Scale;
use crate::app::ui::theme::{self, size, space};
use crate::data::SIDE;
use crate::model::Part;
use crate::model::inspect::Anatomy;
use crate::text::format;
use crate::tr;

/// Narrowest and widest column, in points.
const COLUMN: [f32; 2] = [54.0, 150.0];
/// Between two columns, in points.
const GAP: f32 = 12.0;
/// Height of name, shape and weights below the pictures, in points.
const CAPTION: f32 = 54.0;
/// Height of the line above them, and of an arc for every stage that it leads over, in points.
const LINE: f32 = 16.0;
const ARC: f32 = 30.0;
/// Largest picture, in points.
const MOST: f32 = 84.0;

/// Where everything is.
struct Plan {
    corner: Pos2,
    width: f32,
    arcs: f32,
    pictures: f32,
}

impl Plan {
    /// The column at this place; that of the image is 0.
    fn column(&self, place: usize) -> Rect {
        let left = self.corner.x + place as f32 * (self.width + GAP);
        let height = self.arcs + LINE + self.pictures + CAPTION;
        Rect::from_min_size(pos2(left, self.corner.y), vec2(self.width, height))
    }

    /// Where the line meets it.
    fn node(&self, place: usize) -> Pos2 {
        pos2(self.column(place).center().x, self.corner.y + self.arcs + LINE / 2.0)
    }

    /// The room for its pictures.
    fn room(&self, place: usize) -> Rect {
        let column = self.column(place);
        let top = column.top() + self.arcs + LINE;
        Rect::from_min_size(pos2(column.left(), top), vec2(self.width, self.pictures))
    }
}

/// Draws it in the room there is.
pub fn ui(ui: &mut Ui, looks: &mut InsideLooks, context: &mut ViewContext<'_>) {
    let Some(anatomy) = context.core.inside.anatomy().cloned() else { return };
    let columns = anatomy.parts.len() + 1;
    let room = ui.available_size();
    let fitting = (room.x + GAP) / columns as f32 - GAP;
    let width = fitting.clamp(COLUMN[0], COLUMN[1]).floor();
    let arcs = if has_shortcuts(&anatomy) { ARC } else { 0.0 };
    // The bar to scroll with lies below.
    let bar = if fitting < COLUMN[0] { space::L } else { 0.0 };
    let pictures = (room.y - arcs - LINE - CAPTION - bar).max(60.0);
    along::show(ui, "row-of-layers", |ui| {
        let total = columns as f32 * (width + GAP) - GAP;
        let (rect, _) = ui.allocate_exact_size(vec2(total, arcs + LINE + pictures + CAPTION), Sense::hover());
        // In the middle of the room there is.
        let left = rect.left() + ((room.x - total) / 2.0).max(0.0);
        let plan = Plan { corner: pos2(left, rect.top()), width, arcs, pictures };
        edges(ui, &plan, &anatomy);
        input(ui, &plan, looks, context);
        for part in 0..anatomy.parts.len() {
            stage(ui, &plan, part, &anatomy, looks, context);
        }
    });
}

fn has_shortcuts(anatomy: &Anatomy) -> bool {
    anatomy.parts.iter().enumerate().any(|(at, part)| part.feeds.iter().any(|feed| source(*feed) < at))
}

/// Column of what a stage reads; that of the image is 0.
fn source(feed: Option<usize>) -> usize {
    feed.map_or(0, |part| part + 1)
}

/// The line from stage to stage, and arcs for what is read from farther off.
fn edges(ui: &Ui, plan: &Plan, anatomy: &Anatomy) {
    let palette = theme::palette(ui);
    let stroke = Stroke::new(1.5, palette.strong_line);
    for (at, part) in anatomy.parts.iter().enumerate() {
        let to = plan.node(at + 1);
        for &feed in &part.feeds {
            let from = plan.node(source(feed));
            if source(feed) == at {
                ui.painter().line_segment([from, to], stroke);
                continue;
            }
            let lift = vec2(0.0, -plan.arcs * 1.25);
            let points = [from, from + lift, to + lift, to];
            let arc = CubicBezierShape::from_points_stroke(points, false, Color32::TRANSPARENT, stroke);
            ui.painter().add(arc);
        }
    }
    for place in 0..=anatomy.parts.len() {
        ui.painter().circle(plan.node(place), 3.5, palette.paper, stroke);
    }
}

/// What the network reads.
fn input(ui: &mut Ui, plan: &Plan, looks: &mut InsideLooks, context: &ViewContext<'_>) {
    let room = plan.room(0);
    let side = room.width().min(room.height());
    let rect = Rect::from_center_size(room.center(), Vec2::splat(side));
    if ui.is_rect_visible(rect) {
        let palette = theme::palette(ui);
        ui.painter().rect_filled(rect, 0, theme::pixel(0));
        if context.core.inside.look().is_some() {
            let pictures = Pictures { count: 1, height: SIDE, width: SIDE };
            let bytes: Vec<f32> = context.core.inside.image().0.iter().map(|&byte| f32::from(byte)).collect();
            let moment = context.core.inside.moment();
            let atlas = looks.maps.atlas(ui, Shown::Input, moment, &bytes, pictures, Scale::From0(255.0));
            atlas.paint(ui.painter(), 0, rect);
        }
        ui.painter().rect_stroke(rect, 0, Stroke::new(1.0, palette.edge), StrokeKind::Outside);
        caption(ui, plan, 0, [tr!("inside-image").into_owned(), format!("{SIDE} × {SIDE}"), String::new()]);
    }
}

fn caption(ui: &Ui, plan: &Plan, place: usize, lines: [String; 3]) {
    let palette = theme::palette(ui);
    let room = plan.room(place);
    let mut top = room.bottom() + space::XS;
    for (line, words) in lines.into_iter().enumerate() {
        let (font, colour) = if line == 0 {
            (theme::strong_font(size::SMALL), palette.ink)
        } else {
            (theme::font(size::SMALL - 1.0), palette.quiet)
        };
        let place = pos2(room.center().x, top);
        top = ui.painter().text(place, Align2::CENTER_TOP, words, font, colour).bottom() + 1.0;
    }
}

/// The shape of what a stage gives, without spaces where its column is narrow.
fn shape_of(plan: &Plan, part: &Part) -> String {
    let shape = part.output.to_string();
    if plan.width < 72.0 { shape.replace(' ', "") } else { shape }
}

/// The pictures of a stage.
fn stage(
    ui: &mut Ui,
    plan: &Plan,
    at: usize,
    anatomy: &Anatomy,
    looks: &mut InsideLooks,
    context: &mut ViewContext<'_>,
) {
    let Some(part) = anatomy.parts.get(at) else { return };
    let column = plan.column(at + 1);
    let id = ui.scope_id().with(("stage", at));
    let response = ui.interact(column, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken(part)));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let pictures = Pictures::of(part.output);
    let room = plan.room(at + 1);
    let tiling = Tiling::fitting(pictures, room.size(), 2.0, MOST);
    let corner = room.center() - tiling.whole(pictures.count) / 2.0;
    let pointed = response.hover_pos().and_then(|point| tiling.at(corner, pictures.count, point));
    if response.clicked() {
        let spot = Spot { part: at, map: pointed.unwrap_or(0), at: 0 };
        go(context, Depth::Stage, spot);
    }
    if !ui.is_rect_visible(column) {
        return;
    }
    let palette = theme::palette(ui);
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(column.expand2(vec2(GAP / 2.0 - 1.0, 2.0)), theme::CONTROL_RADIUS, palette.well);
        ui.painter().circle_filled(plan.node(at + 1), 4.5, palette.accent);
    }
    let seen = numbers(&context.core.inside, part);
    let atlas = seen.map(|(numbers, scale)| {
        let moment = context.core.inside.moment();
        looks.maps.atlas(ui, Shown::Layer(part.shown), moment, numbers, pictures, scale)
    });
    let edge = Stroke::new(1.0, palette.edge);
    for place in 0..pictures.count {
        let rect = tiling.rect(corner, place);
        match atlas {
            Some(atlas) => atlas.paint(ui.painter(), place, rect),
            None => {
                ui.painter().rect_filled(rect, 0, palette.well);
            }
        }
        if tiling.size.x >= 8.0 {
            ui.painter().rect_stroke(rect, 0, edge, StrokeKind::Outside);
        }
        if pointed == Some(place) {
            ui.painter().rect_stroke(rect, 0, Stroke::new(2.0, palette.accent), StrokeKind::Outside);
        }
    }
    let weights = if part.parameters > 0 { format::count(part.parameters).to_string() } else { String::new() };
    caption(ui, plan, at + 1, [part.name.clone(), shape_of(plan, part), weights]);
    response.on_hover_text(spoken(part));
}
