//! What comes next, as bars: the likeliest tokens, the one that the seed draws marked, and the way of one to its
//! probability. Of a digit that nobody has named also what it may become.

use egui::{Align2, CornerRadius, Rect, RichText, Sense, Ui, Vec2, WidgetInfo, vec2};

use super::{arithmetic, glyph};
use crate::app::core::command::Command;
use crate::app::core::writing::command::WritingCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::bars;
use crate::handwriting::{Candidate, Fate, Reasoning};
use crate::text::format;
use crate::tr;

/// Bars that are shown.
const BARS: usize = 8;
/// Height of a row, in points.
const ROW: f32 = 26.0;

/// Draws the bars and the arithmetic.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    let writing = &context.core.writing;
    let Some(outlook) = writing.outlook() else {
        let words = if writing.page.is_blank() { tr!("writing-next-blank") } else { tr!("writing-next-done") };
        super::note(ui, &words);
        return;
    };
    let sampler = context.settings.writing.sampler();
    let Ok(reasoning) = Reasoning::of(&sampler, &outlook.logits, outlook.allowed) else { return };
    if let Some(classes) = outlook.classes {
        untold(ui, &classes);
    }
    let drawn = outlook.planned.first().copied();
    let explained = writing.explained.or(reasoning.candidates.first().map(|one| one.token));
    let highest = reasoning.candidates.iter().map(|one| one.softmax.max(one.probability)).fold(0.0, f64::max);
    let told = match writing.inspected {
        None => tr!("writing-next-told", bits = format::decimal(reasoning.entropy(), 2)),
        Some(place) => tr!("writing-next-inspected", place = place),
    };
    super::note(ui, &told);
    let mut shown: Vec<&Candidate> =
        reasoning.candidates.iter().filter(|one| one.fate != Fate::NotAllowed).take(BARS).collect();
    if let Some(candidate) = drawn.and_then(|token| reasoning.candidate(token))
        && !shown.iter().any(|one| one.token == candidate.token)
        && let Some(last) = shown.last_mut()
    {
        // What is drawn is to be seen.
        *last = candidate;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    for candidate in shown {
        let is_drawn = drawn == Some(candidate.token);
        let is_explained = explained == Some(candidate.token);
        if bar(ui, candidate, highest, is_drawn, is_explained) {
            context.commands.push(Command::Writing(WritingCommand::Explain(Some(candidate.token))));
        }
    }
    ui.spacing_mut().item_spacing.y = space::S;
    if let Some(candidate) = explained.and_then(|token| reasoning.candidate(token)) {
        ui.add_space(space::XS);
        arithmetic::show(ui, candidate, &reasoning, &sampler, context);
    }
}

/// A token, how likely it is, and whether it can be drawn; says whether it was clicked.
fn bar(ui: &mut Ui, candidate: &Candidate, highest: f64, is_drawn: bool, is_explained: bool) -> bool {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let name = glyph::name(candidate.token);
    let share = format::percent_to(candidate.probability, 1);
    let label = tr!("writing-bar", token = name.to_string(), share = share);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_explained, &*label));
    let ease = ui.style().animation_time;
    let length =
        ui.ctx().animate_value_with_time(response.id, (candidate.probability / highest.max(1e-9)) as f32, ease);
    if is_explained || response.hovered() {
        let fill = if is_explained { palette.accent_well } else { palette.well_hovered };
        ui.painter().rect_filled(rect, CornerRadius::same(theme::CONTROL_RADIUS), fill);
    }
    let is_out = candidate.fate != Fate::Kept;
    let colour = if is_out { palette.quiet } else { palette.ink };
    let left = Rect::from_min_size(rect.min, Vec2::splat(ROW));
    glyph::paint(ui.painter(), left, candidate.token, colour);
    let track = Rect::from_min_max(rect.left_top() + vec2(ROW + space::XS, 6.0), rect.right_bottom() - vec2(64.0, 6.0));
    bars::track(ui.painter(), track, CornerRadius::same(4), palette);
    if length > 0.003 {
        let filled = Rect::from_min_size(track.min, vec2(track.width() * length.clamp(0.0, 1.0), track.height()));
        let fill = if is_drawn { palette.accent } else { theme::blend(palette.well, palette.accent, 0.55) };
        ui.painter().rect_filled(filled, CornerRadius::same(4), fill);
    }
    let number = if is_out { tr!("writing-bar-out") } else { share.to_string().into() };
    let font = if is_drawn { theme::strong_font(size::SMALL) } else { theme::font(size::SMALL) };
    ui.painter().text(rect.right_center() - vec2(space::XS, 0.0), Align2::RIGHT_CENTER, number, font, colour);
    response.on_hover_text(label).clicked()
}

/// How likely each digit is, of one that nobody has named.
fn untold(ui: &mut Ui, classes: &[f64; 10]) {
    let palette = theme::palette(ui);
    ui.label(RichText::new(tr!("writing-untold")).font(theme::strong_font(size::BODY)));
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, 64.0), Sense::hover());
    let column = width / 10.0;
    let best = (0..10).max_by(|&a, &b| classes[a].total_cmp(&classes[b])).unwrap_or(0);
    for (class, share) in classes.iter().enumerate() {
        let left = rect.left() + class as f32 * column;
        let middle = left + column / 2.0;
        let track = Rect::from_min_max(
            egui::pos2(left + 3.0, rect.top()),
            egui::pos2(left + column - 3.0, rect.bottom() - 18.0),
        );
        ui.painter().rect_filled(track, CornerRadius::same(3), palette.well);
        let height = track.height() * (*share as f32).clamp(0.0, 1.0);
        let filled = Rect::from_min_max(egui::pos2(track.left(), track.bottom() - height), track.max);
        let fill = if class == best { palette.accent } else { theme::blend(palette.well, palette.accent, 0.55) };
        ui.painter().rect_filled(filled, CornerRadius::same(3), fill);
        let font = if class == best { theme::strong_font(size::SMALL) } else { theme::font(size::SMALL) };
        let place = egui::pos2(middle, rect.bottom());
        ui.painter().text(place, Align2::CENTER_BOTTOM, class.to_string(), font, palette.ink);
    }
    let told = tr!("writing-untold-told", digit = best, share = format::percent_to(classes[best], 1));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Meter, true, &*told));
    response.on_hover_text(tr!("writing-untold.help", told = told.to_string()));
    ui.add_space(space::XS);
}
