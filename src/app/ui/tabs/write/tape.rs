//! The tokens of the page, one after another, as what they are; how much the last one looks at each is shown behind it.

use egui::{Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::{attention, glyph};
use crate::app::core::command::Command;
use crate::app::core::settings::writing::WritingSide;
use crate::app::core::writing::command::WritingCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size};
use crate::handwriting::Kind;
use crate::tr;

/// Height of the row, in points.
pub const HEIGHT: f32 = 50.0;
/// Size of a token.
const CELL: Vec2 = vec2(28.0, 30.0);

/// Draws the tokens.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let writing = &context.core.writing;
    let tokens = writing.page.context(writing.model().knows_classes()).tokens;
    let palette = theme::palette(ui);
    let attention = (context.settings.writing.side == WritingSide::Attention).then(|| writing.outlook()).flatten();
    let area = ScrollArea::horizontal().auto_shrink([false, false]).max_height(HEIGHT).stick_to_right(true);
    area.id_salt("tokens").show(ui, |ui| {
        ui.set_min_height(HEIGHT - 10.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (at, &token) in tokens.iter().enumerate() {
                let (rect, response) = ui.allocate_exact_size(CELL, Sense::click());
                let name = glyph::name(token);
                let label = tr!("writing-token", place = at + 1, token = name.to_string());
                response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*label));
                let is_looked_at = writing.inspected == Some(at + 1);
                if ui.is_rect_visible(rect) {
                    let share = attention.map_or(0.0, |outlook| attention::share(outlook, context.settings, at));
                    let resting = match crate::app::core::writing::page::TOKENIZER.kind(token) {
                        Some(Kind::Direction(_) | Kind::Draw(_) | Kind::Move(_)) | None => palette.card,
                        Some(_) => palette.well,
                    };
                    let fill = theme::blend(resting, palette.accent, share.sqrt() * 0.7);
                    let edge = if is_looked_at || response.has_focus() {
                        Line::new(2.0, palette.accent)
                    } else {
                        Line::new(1.0, if response.hovered() { palette.strong_line } else { palette.line })
                    };
                    ui.painter().rect(rect, CornerRadius::same(4), fill, edge, StrokeKind::Inside);
                    glyph::paint(ui.painter(), rect, token, palette.ink);
                }
                if response.on_hover_text(tr!("writing-token.help", token = name.to_string())).clicked() {
                    let length = (at + 1 < tokens.len() && !is_looked_at).then_some(at + 1);
                    context.commands.push(Command::Writing(WritingCommand::Inspect(length)));
                }
            }
            next(ui, context);
        });
    });
}

/// The place of the token that comes next.
fn next(ui: &mut Ui, context: &ViewContext<'_>) {
    let writing = &context.core.writing;
    if writing.page.under_way().is_none() {
        return;
    }
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(CELL, Sense::hover());
    let edge = Line::new(1.5, palette.accent);
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    ui.painter().extend(egui::Shape::dashed_line(&corners, edge, 3.0, 3.0));
    match writing.planned().first() {
        Some(&token) => {
            let faint = theme::blend(palette.card, palette.accent, 0.75);
            glyph::paint(ui.painter(), Rect::from_center_size(rect.center(), rect.size() * 0.9), token, faint);
            response.on_hover_text(tr!("writing-token-next", token = glyph::name(token).to_string()));
        }
        None => {
            _ = ui.painter().text(rect.center(), Align2::CENTER_CENTER, "?", theme::font(size::BODY), palette.accent);
        }
    }
}
