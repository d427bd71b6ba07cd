//! Attention: every head as lines over the drawing, from the patch that looks to those it looks at.

use egui::{Rect, Sense, Ui, Vec2, pos2, vec2};

use super::super::patches::{self, Patches};
use super::switches;
use super::{go, spoken};
use crate::app::core::inside::place::{Depth, Spot};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::model::inspect::{Anatomy, Off};
use crate::model::{Layer, Part, Shape};
use crate::tr;

/// Height of a head's row of words, in points.
const TITLE: f32 = 34.0;

/// Place of the attention that a stage begins with, if it does.
pub fn attention(part: &Part, anatomy: &Anatomy) -> Option<usize> {
    let first = part.first();
    matches!(anatomy.layers.get(first)?.layer, Layer::Attention { .. }).then_some(first)
}

/// Draws the heads of the attention at this place.
pub fn ui(ui: &mut Ui, at: usize, anatomy: &Anatomy, context: &mut ViewContext<'_>) {
    let Some(layer) = anatomy.layers.get(at) else { return };
    let (Layer::Attention { heads, .. }, Shape::Sequence { tokens, .. }) = (layer.layer, layer.output) else {
        return;
    };
    let Some(look) = context.core.inside.look().cloned() else {
        super::super::empty(ui, &tr!("inside-blank"));
        return;
    };
    let Some(part) = anatomy.parts.get(context.core.inside.spot.part) else { return };
    let palette = theme::palette(ui);
    ui.label(egui::RichText::new(tr!("inside-heads")).size(size::SMALL).color(palette.quiet))
        .on_hover_text(spoken(part));
    let room = ui.available_rect_before_wrap();
    let (columns, side) = fit(heads, room.size());
    let spot = context.core.inside.spot;
    let token = spot.map.min(tokens.saturating_sub(1));
    let image = context.core.inside.image().clone();
    let total = columns as f32 * (side + space::L) - space::L;
    let left = room.center().x - total / 2.0;
    for head in 0..heads {
        let (row, column) = (head / columns, head % columns);
        let place = vec2(column as f32 * (side + space::L), row as f32 * (side + TITLE + space::S));
        let corner = pos2(left, room.top()) + place;
        let title = Rect::from_min_size(corner, vec2(side, TITLE));
        let off = Off::Part(layer.name.clone(), head);
        switches::head(ui, title, head, &off, context);
        let square = Rect::from_min_size(corner + vec2(0.0, TITLE), Vec2::splat(side));
        let from = (head * tokens + token) * tokens;
        let shares = look.attention.get(at).and_then(|all| all.get(from..from + tokens)).unwrap_or_default();
        let patches = Patches { image: &image, tokens, order: &look.order };
        let salt = format!("head {head}");
        if let Some(picked) = patches::ui(ui, square, &patches, token, shares, &salt) {
            go(context, Depth::Stage, Spot { map: picked, at: 0, ..spot });
        }
        if context.core.inside.changes.off.contains(&off) {
            switches::cross(ui, square);
        }
    }
    ui.allocate_rect(room, Sense::hover());
}

/// Columns and the side of a square so that all heads fit into the room.
fn fit(heads: usize, room: Vec2) -> (usize, f32) {
    let mut best = (1, 40.0);
    for columns in 1..=heads.max(1) {
        let rows = heads.div_ceil(columns) as f32;
        let width = (room.x + space::L) / columns as f32 - space::L;
        let height = (room.y + space::S) / rows - space::S - TITLE;
        let side = width.min(height).floor();
        if side > best.1 {
            best = (columns, side);
        }
    }
    best
}
