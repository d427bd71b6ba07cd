//! Attention: the token that looks, on the drawing, and what it makes of each other one.

use egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use super::push;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::working::Scene;
use crate::app::ui::context::ViewContext;
use crate::app::ui::tabs::draw::inside::patches::{self, Patches};
use crate::app::ui::theme::{self, size, space};
use crate::model::inspect::Anatomy;
use crate::model::worked::{Act, Line, number};
use crate::model::{Layer, Shape};
use crate::tr;

/// Highest row of the table, in points.
const ROW: f32 = 24.0;

fn known(lines: &[Line], act: Act) -> Vec<f64> {
    lines.iter().filter(|line| line.act == act).map(|line| line.value).collect()
}

/// Draws it.
pub fn ui(ui: &mut Ui, scene: &Scene, anatomy: &Anatomy, context: &mut ViewContext<'_>) {
    let Some(layer) = scene.layer.and_then(|at| anatomy.layers.get(at)) else { return };
    let (Layer::Attention { heads, .. }, Shape::Sequence { tokens, width }) = (layer.layer, layer.output) else {
        return;
    };
    let room = ui.available_rect_before_wrap();
    let side = (room.width() * 0.5).min(room.height() - 24.0);
    let (token, number) = (scene.place / width.max(1), scene.place % width.max(1));
    let head = number / (width / heads.max(1)).max(1);
    let lines = &scene.working.lines[..=scene.line];
    let square = Rect::from_min_size(pos2(room.left(), room.top() + 22.0), vec2(side, side));
    let palette = theme::palette(ui);
    let words = tr!("inside-head-token", head = head + 1, token = token + 1);
    ui.painter().text(room.left_top(), Align2::LEFT_TOP, words, theme::strong_font(size::SMALL), palette.ink);
    let shares: Vec<f32> = known(lines, Act::Share).into_iter().map(|share| share as f32).collect();
    let order = context.core.inside.look().map(|look| look.order.clone()).unwrap_or_default();
    let patches = Patches { image: context.core.inside.image(), tokens, order: &order };
    if let Some(picked) = patches::ui(ui, square, &patches, token, &shares, "by-hand") {
        push(context, InsideCommand::Pick(picked * width + number));
    }
    let table = room.with_min_x(square.right() + space::L);
    rows(ui, table, lines, tokens);
    ui.allocate_rect(room, Sense::hover());
}

/// Score, exponential, share and product of the tokens around the one of the current line.
fn rows(ui: &Ui, room: Rect, lines: &[Line], tokens: usize) {
    let palette = theme::palette(ui);
    let acts = [Act::Score, Act::Exponential, Act::Share, Act::Product];
    let columns = acts.map(|act| known(lines, act));
    let act = lines.last().map(|line| line.act);
    let column = acts.into_iter().position(|one| act == Some(one));
    let now = column.and_then(|column| columns.get(column)?.len().checked_sub(1));
    let visible = ((room.height() / ROW) as usize).saturating_sub(2).clamp(1, tokens.max(1));
    let first = now.unwrap_or(0).saturating_sub(visible / 2).min(tokens - visible);
    let heads =
        [tr!("inside-token-short"), "q × k / √d".into(), "exp".into(), tr!("inside-probability"), "a × v".into()];
    let place = |column: usize| room.left() + room.width() * (0.06 + 0.22 * column as f32);
    for (column, words) in heads.into_iter().enumerate() {
        let at = pos2(place(column), room.top());
        ui.painter().text(at, Align2::CENTER_TOP, words, theme::strong_font(size::SMALL), palette.quiet);
    }
    for (row, token) in (first..first + visible).enumerate() {
        let top = room.top() + (row + 1) as f32 * ROW;
        let rect = Rect::from_min_size(pos2(room.left(), top), vec2(room.width(), ROW));
        if now == Some(token) {
            ui.painter().rect_filled(rect, theme::CONTROL_RADIUS, palette.accent_well);
        }
        let font = theme::font(size::SMALL);
        let middle = rect.center().y;
        let name = (token + 1).to_string();
        ui.painter().text(pos2(place(0), middle), Align2::CENTER_CENTER, name, font.clone(), palette.quiet);
        for (column, values) in columns.iter().enumerate() {
            if let Some(&value) = values.get(token) {
                let at = pos2(place(column + 1), middle);
                ui.painter().text(at, Align2::CENTER_CENTER, number(value), font.clone(), palette.ink);
            }
        }
    }
    if let Some(line) = lines.last().filter(|_| act == Some(Act::Product)) {
        let words = tr!("inside-so-far", total = number(line.total));
        let at = pos2(room.right(), room.top() + (visible + 1) as f32 * ROW + 4.0);
        ui.painter().text(at, Align2::RIGHT_TOP, words, theme::strong_font(size::BODY), palette.ink);
    }
}
