//! The line above a plot: what it shows, one switch for each curve, for mouse and keyboard, and what its marks mean.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Align2, Color32, Galley, Layout, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::mark::{Mark, MarkKind};
use super::series::Series;
use crate::app::core::settings::metric::Metric;
use crate::app::core::settings::plots::CurveId;
use crate::app::ui::theme;
use crate::text::Named;
use crate::tr;

/// Height of the line, in points.
pub const CAPTION: f32 = 24.0;
/// Width of a curve's sample.
const SAMPLE: f32 = 20.0;

/// Shows title, meaning, switches and what the kinds of `marks` mean; what is switched off is in `hidden`. What has no
/// room beside the title wraps below it.
pub fn show(ui: &mut Ui, metric: Metric, series: &[Series], marks: &[Mark], hidden: &mut BTreeSet<CurveId>) {
    let size = vec2(ui.available_width(), CAPTION);
    let kinds = kinds(marks);
    // A single curve has nothing to be told apart from.
    let switched = if series.len() > 1 { series } else { &[] };
    if lines_below(ui, metric, series, marks) > 0 {
        title(ui, &metric.title(), &metric.help());
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(theme::space::M, 0.0);
            for one in switched {
                switch(ui, &metric.title(), one, hidden);
            }
            for kind in kinds {
                explanation(ui, kind);
            }
        });
        return;
    }
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_height(CAPTION);
        ui.spacing_mut().item_spacing.x = theme::space::M;
        for kind in kinds.into_iter().rev() {
            explanation(ui, kind);
        }
        for one in switched.iter().rev() {
            switch(ui, &metric.title(), one, hidden);
        }
        title(ui, &metric.title(), &metric.help());
    });
}

/// The kinds of marks there are, each once.
fn kinds(marks: &[Mark]) -> Vec<MarkKind> {
    MarkKind::ALL.into_iter().filter(|kind| marks.iter().any(|mark| mark.kind == *kind)).collect()
}

/// What a kind of mark means, beside its shape.
fn explanation(ui: &mut Ui, kind: MarkKind) {
    let palette = *theme::palette(ui);
    let title = kind.title();
    let words = galley(ui, &title, palette.quiet);
    let (rect, response) = ui.allocate_exact_size(vec2(switch_width(words.size().x), CAPTION), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*title));
    if ui.is_rect_visible(rect) {
        let centre = pos2(rect.left() + SAMPLE / 2.0, rect.center().y);
        kind.sample(ui.painter(), centre, &palette);
        let text = pos2(rect.left() + SAMPLE + theme::space::XS + 2.0, rect.center().y - words.size().y / 2.0);
        ui.painter().galley(text, words, palette.quiet);
    }
    response.on_hover_text(kind.help());
}

/// The switches alone, in as many lines as they need. `what` says what they belong to.
pub fn switches(ui: &mut Ui, what: &str, series: &[Series], hidden: &mut BTreeSet<CurveId>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(theme::space::M, 0.0);
        for one in series {
            switch(ui, what, one, hidden);
        }
    });
}

/// Height of all this over a plot of `series` with `marks`, in points, with the gap to the plot.
#[must_use]
pub fn height(ui: &Ui, metric: Metric, series: &[Series], marks: &[Mark]) -> f32 {
    let gap = ui.spacing().item_spacing.y;
    match lines_below(ui, metric, series, marks) {
        0 => CAPTION + gap,
        lines => CAPTION * (1 + lines) as f32 + 2.0 * gap,
    }
}

/// Lines of switches and explanations below the title; none if they fit beside it.
fn lines_below(ui: &Ui, metric: Metric, series: &[Series], marks: &[Mark]) -> usize {
    let (room, gap) = (ui.available_width(), theme::space::M);
    let font = theme::strong_font(theme::size::BODY);
    let title = ui.painter().layout_no_wrap(metric.title().into_owned(), font, Color32::PLACEHOLDER).size().x;
    let width = |words: &str| switch_width(galley(ui, words, Color32::PLACEHOLDER).size().x);
    let switched = if series.len() > 1 { series } else { &[] };
    let mut widths: Vec<f32> = switched.iter().map(|one| width(words_of(one))).collect();
    widths.extend(kinds(marks).iter().map(|kind| width(&kind.title())));
    if title + widths.iter().map(|width| width + gap).sum::<f32>() <= room {
        return 0;
    }
    let (mut lines, mut filled) = (1, 0.0);
    for width in widths {
        if filled > 0.0 && filled + gap + width > room {
            (lines, filled) = (lines + 1, width);
        } else {
            filled += if filled > 0.0 { gap + width } else { width };
        }
    }
    lines
}

/// What a switch says: what stands at the end of a curve is enough to tell it by, and there may be many.
fn words_of(series: &Series) -> &str {
    if series.tag.is_empty() { &series.name } else { &series.tag }
}

fn galley(ui: &Ui, words: &str, colour: Color32) -> Arc<Galley> {
    ui.painter().layout_no_wrap(words.to_owned(), theme::font(theme::size::SMALL), colour)
}

fn switch_width(words: f32) -> f32 {
    SAMPLE + theme::space::XS + 2.0 + words
}

/// What a plot shows, and what that means where there is room.
pub fn title(ui: &mut Ui, title: &str, help: &str) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width().max(1.0), CAPTION), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, title));
    let painter = ui.painter().with_clip_rect(rect);
    let font = theme::strong_font(theme::size::BODY);
    let title_place = painter.text(rect.left_center(), Align2::LEFT_CENTER, title, font, palette.ink);
    let told = painter.layout_no_wrap(help.to_owned(), theme::font(theme::size::SMALL), palette.quiet);
    let beside = pos2(title_place.right() + theme::space::S, rect.center().y - told.size().y / 2.0 + 0.5);
    if beside.x + told.size().x <= rect.right() {
        painter.galley(beside, told, palette.quiet);
    }
    response.on_hover_text(help);
}

/// A sample of the curve and its name; pressed, the curve goes or comes.
fn switch(ui: &mut Ui, what: &str, series: &Series, hidden: &mut BTreeSet<CurveId>) {
    let is_shown = !hidden.contains(&series.id);
    let palette = theme::palette(ui);
    let colour = if is_shown { palette.ink } else { palette.quiet };
    let words = galley(ui, words_of(series), colour);
    let size = vec2(switch_width(words.size().x), CAPTION);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let label = tr!("legend-switch", plot = what, curve = &series.name_inside);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_shown, &label));
    if response.clicked() && !hidden.remove(&series.id) {
        hidden.insert(series.id.clone());
    }
    if ui.is_rect_visible(rect) {
        if response.has_focus() || response.hovered() {
            let edge = if response.has_focus() { palette.accent } else { palette.edge };
            let around = rect.expand2(vec2(4.0, 0.0));
            let round = theme::CONTROL_RADIUS;
            ui.painter().rect_stroke(around, round, Stroke::new(1.5, edge), egui::StrokeKind::Inside);
        }
        let place = Rect::from_min_size(rect.left_top(), vec2(SAMPLE, CAPTION));
        let sample_colour = if is_shown { series.colour } else { palette.edge };
        series.look.sample(ui.painter(), [place.left_center(), place.right_center()], sample_colour);
        let text = pos2(place.right() + theme::space::XS + 2.0, rect.center().y - words.size().y / 2.0);
        let struck = Rect::from_min_size(text, words.size());
        ui.painter().galley(text, words, colour);
        if !is_shown {
            let line = [struck.left_center(), struck.right_center()];
            ui.painter().line_segment(line, Stroke::new(1.0, palette.quiet));
        }
    }
    response.on_hover_text(if is_shown { tr!("legend-hide") } else { tr!("legend-show") });
}
