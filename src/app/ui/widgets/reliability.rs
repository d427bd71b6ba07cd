//! A reliability diagram: how often the network is right when it is so sure, before and after calibration.

use std::borrow::Cow;

use egui::{Align2, CornerRadius, Pos2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2};

use super::card;
use crate::analysis::calibration::BINS;
use crate::analysis::{Bin, Reliability};
use crate::app::core::icons;
use crate::app::ui::theme::{self, Palette, size, space};
use crate::text::{Message, format};
use crate::{msg, tr};

/// Room for the numbers at the left and at the bottom, in points.
const EDGE: Vec2 = Vec2::new(44.0, 40.0);
/// Room for the words above, in points.
const ABOVE: f32 = 26.0;
/// A bar of fewer images than this may be chance, and is drawn hollow.
const FEW: usize = 10;
/// Gap between bars, in points.
const GAP: f32 = 2.0;

/// Shows it as large as the width allows, at most `max_side` points, with the two figures below.
pub fn show(ui: &mut Ui, before: &Reliability, after: &Reliability, max_side: f32) {
    let palette = theme::palette(ui);
    let side = ui.available_width().min(max_side);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let told = tr!(
        "reliability-told",
        images = after.images(),
        before = format::percent(before.error()),
        after = format::percent(after.error())
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*told));
    let plot =
        Rect::from_min_max(pos2(rect.left() + EDGE.x, rect.top() + ABOVE), rect.max - Vec2::new(space::S, EDGE.y));
    axes(ui, plot, palette);
    if after.images() == 0 {
        let font = theme::font(size::BODY);
        ui.painter().text(plot.center(), Align2::CENTER_CENTER, tr!("reliability-empty"), font, palette.quiet);
        return;
    }
    for index in 0..BINS {
        bin(ui, plot, index, &before.bins[index], &after.bins[index]);
    }
    ui.painter().line_segment([plot.left_bottom(), plot.right_top()], Stroke::new(1.5, palette.strong_line));
    figures(ui, before, after);
}

/// The frame, its lines at each fifth, and the words.
fn axes(ui: &Ui, plot: Rect, palette: &Palette) {
    let painter = ui.painter();
    painter.rect_filled(plot, CornerRadius::ZERO, palette.card);
    let font = theme::font(size::SMALL);
    for fifth in 0..=5 {
        let share = fifth as f32 / 5.0;
        let (x, y) = (plot.left() + share * plot.width(), plot.bottom() - share * plot.height());
        let line = Stroke::new(1.0, palette.line);
        painter.line_segment([pos2(plot.left(), y), pos2(plot.right(), y)], line);
        painter.line_segment([pos2(x, plot.top()), pos2(x, plot.bottom())], line);
        let words = format::percent_to(f64::from(share), 0).to_string();
        painter.text(pos2(plot.left() - space::XS, y), Align2::RIGHT_CENTER, &words, font.clone(), palette.quiet);
        if fifth > 0 {
            // The last one ends with the plot, so that it is not cut off.
            let align = if fifth == 5 { Align2::RIGHT_TOP } else { Align2::CENTER_TOP };
            painter.text(pos2(x, plot.bottom() + space::XS), align, &words, font.clone(), palette.quiet);
        }
    }
    let below = pos2(plot.center().x, plot.bottom() + 20.0);
    painter.text(below, Align2::CENTER_TOP, tr!("reliability-confidence"), font.clone(), palette.ink);
    let above = pos2(plot.left() - EDGE.x, plot.top() - space::S);
    painter.text(above, Align2::LEFT_BOTTOM, tr!("reliability-accuracy"), font, palette.ink);
}

/// One bin: a bar after calibration, a line across for what was before, and both to hover.
fn bin(ui: &mut Ui, plot: Rect, index: usize, before: &Bin, after: &Bin) {
    let palette = theme::palette(ui);
    let width = plot.width() / BINS as f32;
    let left = plot.left() + width * index as f32;
    let at = |share: f64| plot.bottom() - plot.height() * share as f32;
    let column = Rect::from_min_max(pos2(left, plot.top()), pos2(left + width, plot.bottom()));
    let response = ui.interact(column, ui.scope_id().with(("reliability-bin-id", index)), Sense::hover());
    let told = words(index, before, after);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*told));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(column, CornerRadius::ZERO, palette.well);
    }
    if after.images > 0 {
        let bar = Rect::from_min_max(
            pos2(left + GAP / 2.0, at(after.accuracy())),
            pos2(left + width - GAP / 2.0, plot.bottom()),
        );
        let round = CornerRadius::same(2);
        if after.images >= FEW {
            painter.rect_filled(bar, round, theme::blend(palette.card, palette.accent, 0.55));
        }
        painter.rect_stroke(bar, round, Stroke::new(1.0, palette.accent), StrokeKind::Inside);
        mark(ui, pos2(column.center().x, at(after.confidence())), palette);
    }
    if before.images > 0 {
        let y = at(before.accuracy());
        let line = Stroke::new(3.0, palette.wrong);
        ui.painter().line_segment([pos2(left + GAP, y), pos2(left + width - GAP, y)], line);
    }
    response.on_hover_text(told);
}

/// Where the bar would end if the network were right as often as it says.
fn mark(ui: &Ui, at: Pos2, palette: &Palette) {
    ui.painter().circle(at, 3.0, palette.card, Stroke::new(1.5, palette.ink));
}

fn words(index: usize, before: &Bin, after: &Bin) -> Cow<'static, str> {
    let edge = |place: usize| format::decimal(place as f32 / BINS as f32 * 100.0, 0);
    let of = |bin: &Bin| -> Message {
        match bin.images {
            0 => msg!("reliability-bin-empty"),
            images => msg!(
                "reliability-bin-images",
                images = images,
                confidence = format::mean_confidence(bin.confidence()),
                accuracy = format::percent(bin.accuracy())
            ),
        }
    };
    let (from, to) = (edge(index), edge(index + 1));
    tr!("reliability-bin", from = from, to = to, after = of(after), before = of(before))
}

/// What the signs mean, the two calibration errors, and what that is.
fn figures(ui: &mut Ui, before: &Reliability, after: &Reliability) {
    let palette = theme::palette(ui);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let strong = |words: String, colour| RichText::new(words).font(theme::strong_font(size::BODY)).color(colour);
        ui.label(strong(format!("{} {}", icons::MINUS, format::percent(before.error())), palette.wrong));
        ui.label(tr!("reliability-before"));
        ui.add_space(space::S);
        ui.label(strong(format!("{} {}", icons::CHART_BAR, format::percent(after.error())), palette.accent));
        ui.label(tr!("reliability-after"));
        ui.add_space(space::S);
        let (place, _) = ui.allocate_exact_size(Vec2::splat(size::BODY), Sense::hover());
        mark(ui, place.center(), palette);
        ui.label(tr!("reliability-mean-confidence"));
    });
    let what = tr!("reliability-help", few = FEW);
    card::caption(ui, &what);
}
