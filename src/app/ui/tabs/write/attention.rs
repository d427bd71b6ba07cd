//! What the newest token looks at: a choice of heads, and their attention on the ink.

use egui::{Painter, RichText, Ui, Vec2};

use super::paper::{Laid, pen_on_screen, placement_of};
use crate::app::core::command::Command;
use crate::app::core::icons;
use crate::app::core::settings::Settings;
use crate::app::core::settings::writing::{Head, WritingSide};
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::follow::Root;
use crate::app::core::writing::page::TOKENIZER;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::button::{Emphasis, IconButton};
use crate::app::ui::widgets::ink::screen_from_canvas;
use crate::handwriting::{Kind, Outlook, way};
use crate::text::format;
use crate::tr;

/// Shares smaller than this are not drawn.
const LEAST: f32 = 0.004;
/// Tokens that are named.
const NAMED: usize = 6;

/// How much the newest token looks at the one at `place`: the chosen head, or the mean of all.
pub fn share(outlook: &Outlook, settings: &Settings, place: usize) -> f32 {
    let attention = &outlook.attention;
    if let Some(Head { block, head }) = settings.writing.head {
        attention.share(block, head, place)
    } else {
        let heads: usize = attention.blocks.iter().map(Vec::len).sum();
        let all = attention
            .blocks
            .iter()
            .enumerate()
            .flat_map(|(block, heads)| (0..heads.len()).map(move |head| attention.share(block, head, place)));
        all.sum::<f32>() / heads.max(1) as f32
    }
}

/// Draws the choice of heads.
pub fn show(ui: &mut Ui, context: &mut ViewContext<'_>) {
    super::note(ui, &tr!("attention-about"));
    let Some(outlook) = context.core.writing.outlook() else {
        super::note(ui, &tr!("attention-nothing"));
        return;
    };
    let chosen = context.settings.writing.head;
    let words = tr!("attention-mean");
    let mean = IconButton::new(None, &words).chosen(chosen.is_none());
    if ui.add(mean).on_hover_text(tr!("attention-mean.help")).clicked() {
        context.settings.writing.head = None;
    }
    for (block, heads) in outlook.attention.blocks.iter().enumerate() {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            ui.label(RichText::new(tr!("attention-block", block = block + 1)).size(size::SMALL));
            for head in 0..heads.len() {
                let this = Head { block, head };
                let number = (head + 1).to_string();
                let button = IconButton::new(None, &number).emphasis(Emphasis::Plain).chosen(chosen == Some(this));
                let response = ui.add(button);
                let label = tr!("attention-head", block = block + 1, head = head + 1);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::RadioButton, true, &*label));
                if response.on_hover_text(&*label).clicked() {
                    context.settings.writing.head = Some(this);
                }
            }
        });
    }
    ui.add_space(space::S);
    let mut all: Vec<(usize, f32)> =
        (0..outlook.page.len()).map(|at| (at, share(outlook, context.settings, at))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    for (at, share) in all.into_iter().take(NAMED) {
        let Some(&token) = outlook.page.get(at) else { continue };
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::splat(24.0), egui::Sense::hover());
            super::glyph::paint(ui.painter(), rect, token, theme::palette(ui).ink);
            ui.label(tr!("attention-token", place = at + 1, token = super::glyph::name(token).to_string()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let share = format::percent_to(share.into(), 1).to_string();
                let Some(Head { block, head }) = chosen else {
                    ui.label(RichText::new(share).size(size::SMALL));
                    return;
                };
                let button = ui.add(IconButton::new(icons::CALCULATOR, &share).emphasis(Emphasis::Quiet));
                let label = tr!("attention-follow", place = at + 1, share = share);
                button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &*label));
                if button.on_hover_text(&*label).clicked() {
                    let root = Root::Look { block, head, place: at };
                    context.commands.push(Command::Writing(WritingCommand::Follow(root)));
                }
            });
        });
    }
    if chosen.is_none() {
        super::note(ui, &tr!("attention-choose"));
    }
    super::note(ui, &tr!("attention-order"));
}

/// Draws lines from the pen to what is looked at.
pub fn on_paper(painter: &Painter, laid: &Laid, context: &ViewContext<'_>, palette: &Palette) {
    let writing = &context.core.writing;
    if context.settings.writing.side != WritingSide::Attention {
        return;
    }
    let (Some(outlook), Some((tip, _))) = (writing.outlook(), pen_on_screen(writing, laid)) else { return };
    let Ok(places) = way::places(TOKENIZER, &outlook.page) else { return };
    let shown = writing.page.shown.len();
    let tip = places.last().and_then(|last| on_screen(laid, context, shown, last)).unwrap_or(tip);
    for (at, place) in places.iter().enumerate() {
        let share = share(outlook, context.settings, at);
        if share < LEAST || matches!(place.kind, Kind::Start | Kind::NextDigit | Kind::NextWriter | Kind::End) {
            continue;
        }
        let Some(there) = on_screen(laid, context, shown, place) else { continue };
        let colour = palette.warning.gamma_multiply((0.25 + share.sqrt()).min(1.0));
        painter.line_segment([tip, there], egui::Stroke::new(1.0 + 3.0 * share.sqrt(), colour.gamma_multiply(0.5)));
        painter.circle_filled(there, 3.0 + 14.0 * share.sqrt(), colour);
    }
    painter.circle_filled(tip, 5.0, palette.ink);
}

/// Where a token of the context lies on the screen.
fn on_screen(laid: &Laid, context: &ViewContext<'_>, shown: usize, place: &way::TokenPlace) -> Option<egui::Pos2> {
    let writing = &context.core.writing;
    if let Some(paper) = laid.shown.get(place.digit).filter(|_| place.digit < shown) {
        let ink = &writing.page.shown.get(place.digit)?.ink;
        let all = ink.iter().flat_map(crate::ink::Stroke::smoothed);
        let (low, high) = crate::ink::stroke::box_around(all)?;
        let origin = ink.iter().find_map(|stroke| stroke.smoothed().first().copied())?;
        let size = (high.x - low.x).max(high.y - low.y);
        return Some(screen_from_canvas(*paper, origin + place.pen * size));
    }
    let at = place.digit - shown;
    let paper = laid.papers.get(at)?;
    Some(screen_from_canvas(*paper, placement_of(writing, at).place(place.pen)))
}
