//! Attention: the token that looks, on the drawing, and what it makes of each other one.

use egui::{Align, Align2, Layout, Rect, Role, Sense, Ui, UiBuilder, pos2, vec2};

use super::push;
use crate::app::core::inside::command::InsideCommand;
use crate::app::core::inside::working::Scene;
use crate::app::ui::context::ViewContext;
use crate::app::ui::tabs::draw::inside::patches::{self, Patches};
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton};
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
    let mut table = room.with_min_x(square.right() + space::L);
    if heads > 1 {
        let (row, rest) = table.split_top_bottom_at_y(table.top() + theme::CONTROL_HEIGHT);
        let size = (width / heads).max(1);
        if let Some(picked) = pick_head(ui, row, heads, head) {
            push(context, InsideCommand::Pick(token * width + picked * size + number % size));
        }
        table = rest.with_min_y(rest.top() + space::S);
    }
    rows(ui, table, lines, tokens, scene.line + 1 == scene.working.lines.len());
    ui.allocate_rect(room, Sense::hover());
}

/// Which head is worked out; the one that was clicked.
fn pick_head(ui: &mut Ui, row: Rect, heads: usize, chosen: usize) -> Option<usize> {
    let mut picked = None;
    let row = UiBuilder::new().max_rect(row).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(row, |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        // Where the names have no room, their numbers do.
        let has_room = ui.available_width() / heads as f32 > 74.0;
        for head in 0..heads {
            let name = tr!("inside-head", head = head + 1);
            let words = if has_room { name.into_owned() } else { (head + 1).to_string() };
            let button = IconButton::new(None, &words).emphasis(Emphasis::Quiet).chosen(head == chosen);
            let button = ui.add(button.role(Role::RadioButton)).on_hover_text(tr!("inside-head", head = head + 1));
            if button.clicked() {
                picked = Some(head);
            }
        }
    });
    picked
}

/// Score, exponential, share and product of the tokens around the one of the current line.
fn rows(ui: &Ui, room: Rect, lines: &[Line], tokens: usize, is_last: bool) {
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
    // Where each column ends.
    let place = |column: usize| room.left() + room.width() * [0.13, 0.38, 0.58, 0.79, 0.99][column];
    for (column, words) in heads.into_iter().enumerate() {
        let at = pos2(place(column), room.top());
        ui.painter().text(at, Align2::RIGHT_TOP, words, theme::strong_font(size::SMALL), palette.quiet);
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
        ui.painter().text(pos2(place(0), middle), Align2::RIGHT_CENTER, name, font.clone(), palette.quiet);
        for (column, values) in columns.iter().enumerate() {
            if let Some(&value) = values.get(token) {
                let at = pos2(place(column + 1), middle);
                ui.painter().text(at, Align2::RIGHT_CENTER, number(value), font.clone(), palette.ink);
            }
        }
    }
    if let Some(line) = lines.last().filter(|_| act == Some(Act::Product)) {
        let words = if is_last {
            tr!("inside-result", result = number(line.total))
        } else {
            tr!("inside-so-far", total = number(line.total))
        };
        let at = pos2(room.right(), room.top() + (visible + 1) as f32 * ROW + 4.0);
        ui.painter().text(at, Align2::RIGHT_TOP, words, theme::strong_font(size::BODY), palette.ink);
    }
}
