//! The newest message, told for a while in the room that the top bar keeps for it, so that it covers nothing and moves
//! nothing. What it cuts off, and what came before it, is in the list of the bell.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{
    Color32, CornerRadius, Galley, Popup, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::notices::{Notices, NoticesCommand, Severity};
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton, Show};
use crate::tr;

/// Share of the bar, without the icons at its right, that is kept for the message.
pub const SHARE: f32 = 0.45;
/// Height of the message, in points.
const HEIGHT: f32 = 38.0;
/// Widest message, in points.
const WIDEST: f32 = 560.0;
/// Below this width, in points, there is no button that puts the message away.
const ROOM_TO_PUT_AWAY: f32 = 200.0;

/// Icon and colour of a message.
#[must_use]
pub fn sign(weight: Severity, palette: &Palette) -> (&'static str, Color32) {
    match weight {
        Severity::Done => (icons::CHECK_CIRCLE, palette.right),
        Severity::Info => (icons::INFO, palette.accent),
        Severity::Error => (icons::WARNING_CIRCLE, palette.wrong),
    }
}

/// Draws the message at the right end of the room there is; a click opens the list of the `bell`.
pub fn ui(ui: &mut Ui, notices: &Notices, bell: &Response, commands: &mut Vec<Command>) {
    let Some((index, notice)) = notices.told() else { return };
    let palette = theme::palette(ui);
    let (icon, colour) = sign(notice.weight, palette);
    let words = notice.words();
    let room = (ui.available_width() - space::S).min(WIDEST);
    let close = if room >= ROOM_TO_PUT_AWAY { theme::CONTROL_HEIGHT + space::XS } else { 0.0 };
    let around = size::TITLE + 3.0 * space::S + close;
    if room <= around {
        return;
    }
    let galley = in_two_lines(ui, &words, room - around);
    let width = galley.size().x + around;
    let (rect, response) = ui.allocate_exact_size(vec2(width, HEIGHT), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(egui::accesskit::Live::Polite));
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    let edge = Stroke::new(if response.has_focus() { 2.0 } else { 1.0 }, colour);
    ui.painter().rect(rect, round, palette.card, edge, StrokeKind::Inside);
    let sign = rect.left_center() + vec2(space::S + size::TITLE / 2.0, 0.0);
    ui.painter().text(sign, egui::Align2::CENTER_CENTER, icon, theme::icon_font(size::TITLE), colour);
    let left = rect.left() + size::TITLE + 2.0 * space::S;
    ui.painter().galley(egui::pos2(left, rect.center().y - galley.size().y / 2.0), galley, palette.ink);
    if close > 0.0 {
        let place = Rect::from_min_max(egui::pos2(rect.right() - close, rect.top()), rect.max);
        let title = tr!("message-put-away");
        let away = IconButton::new(icons::X, &title).show(Show::Icon).emphasis(Emphasis::Quiet);
        if ui.put(place, away).on_hover_text(tr!("message-put-away.help")).clicked() {
            commands.push(Command::Notices(NoticesCommand::Read(index)));
        }
    }
    if response.on_hover_text(&words).clicked() {
        Popup::open_id(ui.ctx(), Popup::default_response_id(bell));
    }
}

/// `words` on one line where they fit, else smaller on two, cut off behind the second.
fn in_two_lines(ui: &Ui, words: &str, width: f32) -> Arc<Galley> {
    let colour = theme::palette(ui).ink;
    let one = ui.painter().layout_no_wrap(words.to_owned(), theme::font(size::BODY), colour);
    if one.size().x <= width {
        return one;
    }
    let mut job = LayoutJob::simple(words.to_owned(), theme::font(size::SMALL), colour, width);
    job.wrap = TextWrapping { max_rows: 2, max_width: width, ..job.wrap };
    ui.painter().layout_job(job)
}
