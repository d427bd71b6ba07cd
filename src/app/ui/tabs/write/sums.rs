//! The table of all sums: the first digit at the left, the second above, and what the network writes as their sum.

use std::borrow::Cow;

use egui::{
    Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::many::{self, READING_HEIGHT};
use crate::app::core::effects::WorkKind;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::sums::{Answered, COLUMNS, SumTable};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::ink;
use crate::tr;

/// Least height of an answer, in points; it is half as wide again.
const LEAST: f32 = 34.0;
/// Room for the digits at the edges of the table.
const EDGE: f32 = 26.0;

/// Draws the table in `height` points.
pub fn show(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    let about = context.core.writing.sums.as_ref().map(told);
    many::above(ui, (WritingCommand::Sums, &WorkKind::Sums), about, &tr!("sums-none"), context);
    if !context.core.writing.model().knows_sums() {
        super::note(ui, &tr!("writing-no-sums"));
    }
    let Some(table) = &context.core.writing.sums else {
        super::note(ui, &tr!("sums-about"));
        return;
    };
    // Of who was shown no sums there is nothing to say of what it makes of those it was shown.
    let is_learned = context.core.writing.model().knows_sums();
    if let Some(verdict) = verdict(table).filter(|_| is_learned) {
        ui.add(egui::Label::new(verdict).wrap());
    }
    super::note(ui, &tr!("sums-about"));
    let rest = height - (ui.cursor().top() - top) - space::S;
    let width = ui.available_width();
    let side = ((rest - EDGE) / COLUMNS as f32).min((width - EDGE) / (COLUMNS as f32 * 1.5)).max(LEAST);
    let cell = vec2(side * 1.5, side);
    ScrollArea::both().auto_shrink([false, false]).max_height(rest).show(ui, |ui| {
        let block = cell * COLUMNS as f32 + Vec2::splat(EDGE);
        let (whole, _) = ui.allocate_exact_size(vec2(width.max(block.x), block.y), Sense::hover());
        let corner = whole.min + vec2(((width - block.x) / 2.0).max(0.0), 0.0) + Vec2::splat(EDGE);
        let palette = theme::palette(ui);
        for digit in 0..COLUMNS {
            let along = (digit as f32 + 0.5) * cell;
            for (place, words) in [
                (pos2(corner.x + along.x, corner.y - EDGE / 2.0), format!("+ {digit}")),
                (pos2(corner.x - EDGE / 2.0, corner.y + along.y), digit.to_string()),
            ] {
                ui.painter().text(place, Align2::CENTER_CENTER, words, theme::font(size::BODY), palette.quiet);
            }
        }
        for (at, answer) in table.answers.iter().enumerate() {
            let place = vec2((at % COLUMNS) as f32 * cell.x, (at / COLUMNS) as f32 * cell.y);
            self::answer(ui, Rect::from_min_size(corner + place, cell).shrink(2.0), answer);
        }
    });
}

fn told(table: &SumTable) -> Cow<'static, str> {
    let ((learned, all_learned), (held_out, all_held_out)) = (table.right(false), table.right(true));
    let origin = &table.origin;
    match &origin.reader {
        Some(reader) => tr!(
            "sums-told",
            learned = learned,
            all_learned = all_learned,
            held_out = held_out,
            all_held_out = all_held_out,
            reader = reader.clone(),
            model = origin.model.clone(),
            seed = origin.seed.to_string()
        ),
        None => tr!("sums-unread", model = origin.model.clone()),
    }
}

/// What the two shares say together; `None` if nobody has read the answers.
fn verdict(table: &SumTable) -> Option<Cow<'static, str>> {
    let share = |(right, all): (usize, usize)| right as f64 / all.max(1) as f64;
    let (learned, held_out) = (share(table.right(false)), share(table.right(true)));
    table.origin.reader.as_ref()?;
    Some(match (learned >= 0.5, held_out >= 0.8 * learned, held_out <= 0.2) {
        (false, ..) => tr!("sums-not-learned"),
        (true, true, _) => tr!("sums-generalised"),
        (true, false, true) => tr!("sums-memorised"),
        (true, false, false) => tr!("sums-partly"),
    })
}

fn answer(ui: &Ui, rect: Rect, answer: &Answered) {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, ui.scope_id().with(("sum", answer.sum.left, answer.sum.right)), Sense::hover());
    // A frame says what it is and never whether it is right: that stands below the ink.
    let (edge, fill) = if answer.is_held_out {
        (Line::new(2.0, palette.accent), palette.well)
    } else {
        (Line::new(1.0, palette.line), palette.card)
    };
    ui.painter().rect(rect, CornerRadius::same(4), fill, edge, StrokeKind::Inside);
    let count = answer.digits.len().max(1) as f32;
    let high = rect.height() - READING_HEIGHT;
    let side = high.min((rect.width() - 4.0) / count);
    let left = rect.center().x - side * count / 2.0;
    let top = rect.top() + (high - side) / 2.0;
    for (at, digit) in answer.digits.iter().enumerate() {
        let place = Rect::from_min_size(pos2(left + at as f32 * side, top), Vec2::splat(side));
        ink::paint(ui.painter(), place, digit, palette.ink);
    }
    let sum = answer.sum;
    let read = answer.read.as_ref().map(|read| read.iter().map(u8::to_string).collect::<String>());
    if let Some(read) = &read {
        let read = if read.is_empty() { "–" } else { read };
        many::below(ui, rect, read, answer.is_right());
    }
    let told = match (read, answer.is_held_out) {
        (None, _) => tr!("sums-asked", left = sum.left, right = sum.right),
        (Some(read), false) => tr!("sums-read", left = sum.left, right = sum.right, read = read),
        (Some(read), true) => tr!("sums-read-held-out", left = sum.left, right = sum.right, read = read),
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &*told));
    response.on_hover_text(told);
}
