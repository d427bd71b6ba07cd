//! Ten ways in which the digit under way may end, side by side, each with what is read in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use egui::{Align2, CornerRadius, Rect, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::WriteTab;
use super::paper::verdict;
use crate::app::core::command::Command;
use crate::app::core::writing::WAYS;
use crate::app::core::writing::command::WritingCommand;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::ink;
use crate::background::DrawnWay;
use crate::msg;
use crate::text::{Message, Value};
use crate::tr;

/// Height of the row, in points.
const HEIGHT: f32 = 136.0;
/// Largest side of one, in points.
const LARGEST: f32 = 80.0;

/// Height of the ways, in points: twice that where two networks are compared.
pub fn height(context: &ViewContext<'_>) -> f32 {
    if compares(context) { 2.0 * HEIGHT } else { HEIGHT }
}

/// Whether who wrote before writes beside who writes now.
fn compares(context: &ViewContext<'_>) -> bool {
    context.settings.writing.compares && context.core.writing.model().before().is_some()
}

/// Draws the ways.
pub fn show(ui: &mut Ui, tab: &mut WriteTab, context: &mut ViewContext<'_>) {
    tab.pointed = None;
    let core = context.core;
    let ways = core.writing.ways();
    let before = core.writing.model().before();
    let has_none = core.writing.page.under_way().is_none() && ways.ways.is_empty();
    if let (true, Some((_, name))) = (compares(context) && !has_none, &before) {
        super::note(ui, &told_of(&ways.others, Some(name), context));
        for (_, response) in row(ui, &ways.others, context) {
            response.on_hover_text(tr!("writing-way-before", model = name.clone()));
        }
    }
    ui.horizontal(|ui| {
        super::note(ui, &told_of(&ways.ways, None, context));
        if let Some((_, name)) = &before {
            let words = tr!("writing-compare");
            let switch = ui.checkbox(&mut context.settings.writing.compares, &*words);
            switch.on_hover_text(tr!("writing-compare.help", model = name.clone()));
        }
    });
    if has_none {
        super::note(ui, &tr!("writing-ways-none"));
        return;
    }
    for (at, response) in row(ui, &ways.ways, context) {
        if response.hovered() {
            tab.pointed = Some(at);
        }
        let way = &ways.ways[at];
        let told = told(way.way.class, way.read.map(|read| read.class()));
        response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &*told));
        if response.on_hover_text(tr!("writing-way.help", told = told.to_string())).clicked() {
            context.commands.push(Command::Writing(WritingCommand::Accept(at)));
        }
    }
}

/// How many of them are read as meant, or what is read where nothing was meant; and by whom they are written where it is
/// not who writes now.
fn told_of(ways: &[DrawnWay], writer: Option<&Message>, context: &ViewContext<'_>) -> std::borrow::Cow<'static, str> {
    let read = |way: &DrawnWay| way.read.map(|read| read.class());
    let is_meant = ways.iter().any(|way| way.way.class.is_some());
    let right = ways.iter().filter(|way| way.way.class.is_some() && read(way) == way.way.class);
    let reader = context.core.shared.current.as_ref().map(|current| current.model.shown_name());
    match (reader, writer) {
        (Some(reader), None) if is_meant => {
            tr!("writing-ways-read", right = right.count(), ways = ways.len(), reader = reader)
        }
        (Some(reader), None) if !ways.is_empty() => {
            tr!("writing-ways-untold", digits = read_as(ways.iter().filter_map(read)), reader = reader)
        }
        (_, Some(writer)) if is_meant => {
            tr!("writing-ways-before", right = right.count(), ways = ways.len(), model = writer.clone())
        }
        (Some(_), Some(writer)) if !ways.is_empty() => {
            tr!("writing-ways-before-untold", digits = read_as(ways.iter().filter_map(read)), model = writer.clone())
        }
        (_, Some(writer)) => tr!("writing-ways-before-unread", model = writer.clone()),
        (_, None) => tr!("writing-ways"),
    }
}

/// How often each digit is read, the most frequent first.
pub fn read_as(read: impl Iterator<Item = u8>) -> Vec<Value> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    read.for_each(|digit| *counts.entry(digit).or_default() += 1);
    let mut counts: Vec<(u8, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|&(digit, count)| (Reverse(count), digit));
    let words = |(digit, count)| Value::from(msg!("writing-read-count", digit = digit, count = count));
    counts.into_iter().map(words).collect()
}

/// One row; gives the place of each way and what was done with it.
fn row(ui: &mut Ui, ways: &[DrawnWay], context: &ViewContext<'_>) -> Vec<(usize, egui::Response)> {
    let side = ((ui.available_width() - (WAYS as f32 - 1.0) * space::XS) / WAYS as f32).min(LARGEST);
    let palette = theme::palette(ui);
    let before = context.core.writing.page.under_way();
    let begun = before.is_some_and(|digit| digit.steps.len() > digit.hand_steps);
    let mut all = Vec::new();
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for at in 0..WAYS {
            let way = ways.get(at);
            let sense = if way.is_some() { Sense::click() } else { Sense::hover() };
            let (whole, response) = ui.allocate_exact_size(vec2(side, side + size::SMALL + 6.0), sense);
            let rect = Rect::from_min_size(whole.min, Vec2::splat(side));
            let is_hot = way.is_some() && (response.hovered() || response.has_focus());
            let edge = Line::new(1.0, if is_hot { palette.accent } else { palette.line });
            ui.painter().rect(rect, CornerRadius::same(6), palette.card, edge, StrokeKind::Inside);
            let Some(way) = way else { continue };
            if let Some(before) = before {
                ink::paint(ui.painter(), rect, &before.ink, palette.ink);
                // What is written already is the accent's, and what may follow is lighter.
                ink::paint(ui.painter(), rect, &before.written(&way.placement), palette.accent);
            }
            let lighter = theme::blend(palette.card, palette.accent, if begun { 0.6 } else { 1.0 });
            ink::paint(ui.painter(), rect, &way.placement.strokes(&way.lines), lighter);
            if let Some(read) = way.read {
                let (words, colour) = verdict(way.way.class, read.class(), palette);
                let place = rect.center_bottom() + vec2(0.0, 3.0);
                ui.painter().text(place, Align2::CENTER_TOP, words, theme::font(size::SMALL), colour);
            }
            all.push((at, response));
        }
    });
    all
}

fn told(asked: Option<u8>, read: Option<u8>) -> std::borrow::Cow<'static, str> {
    match (asked, read) {
        (Some(asked), Some(read)) => tr!("writing-way-read", asked = asked, read = read),
        (None, Some(read)) => tr!("writing-way-untold", read = read),
        (_, None) => tr!("writing-way"),
    }
}
