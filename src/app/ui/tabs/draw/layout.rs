//! Where canvas, tools, answers and the strip of steps lie in windows of any size.

use egui::{Rect, ScrollArea, UiBuilder, Vec2, pos2};

use super::canvas::Wheel;
use super::{DrawView, answer, canvas, inside, options, replay, strip, tools};
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::command::Command;
use crate::app::core::settings::canvas::Steps;
use crate::app::core::settings::inside::Stage;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::scroll;

/// Narrowest column of answers, in points, in low windows and in others.
const LEAST_ANSWER: [f32; 2] = [124.0, 170.0];
/// Widest column of answers that the canvas gives way to, in points.
const USUAL_ANSWER: f32 = 310.0;
/// Below this width, answers go under the canvas.
const NARROW: f32 = 270.0;
/// Below this height, in points, gaps are small and the column of answers may be narrow.
const LOW: f32 = 230.0;
/// Smallest canvas, in points.
const LEAST_CANVAS: f32 = 130.0;
/// Below this side, in points, the tools do not fit under the canvas alone.
const TINY_CANVAS: f32 = 216.0;
/// Smallest canvas with the strip beneath it, in points; in lower windows the strip goes below the answers.
const LEAST_WITH_STRIP: f32 = TINY_CANVAS;

/// Draws the Draw tab.
pub fn ui(ui: &mut egui::Ui, view: &mut DrawView, context: &mut ViewContext<'_>) {
    view.pointed = None;
    place(ui, view, context);
    if view.pointed != context.core.canvas.number.pointed {
        context.commands.push(Command::Canvas(CanvasCommand::Point(view.pointed)));
    }
}

fn place(ui: &mut egui::Ui, view: &mut DrawView, context: &mut ViewContext<'_>) {
    let room = ui.available_rect_before_wrap();
    if context.core.settings.inside.stage == Stage::Open {
        inside::ui(ui, view, context, room);
        return;
    }
    if room.width() < NARROW {
        stacked(ui, view, context, room);
        return;
    }
    let Some(height) = strip_height(ui, room, context.settings.canvas.steps) else {
        side_by_side(ui, view, context, room, strip_below);
        return;
    };
    let upper = Rect::from_min_max(room.min, room.max - Vec2::new(0.0, height + space::M));
    let lower = Rect::from_min_max(pos2(room.left(), room.bottom() - height), room.max);
    side_by_side(ui, view, context, upper, |_, _, _| {});
    ui.scope_builder(UiBuilder::new().max_rect(lower), |ui| strip::ui(ui, view, context, Some(height)));
}

fn tools_height(room: Rect) -> f32 {
    theme::CONTROL_HEIGHT + if room.height() < LOW { space::S } else { space::M }
}

/// Height of the strip beneath the canvas; `None` where it is hidden, or too much for the room.
fn strip_height(ui: &egui::Ui, room: Rect, steps: Steps) -> Option<f32> {
    let spare = room.height() - tools_height(room) - LEAST_WITH_STRIP - space::M;
    match steps {
        Steps::Shown => strip::height(ui, room.size(), spare),
        Steps::Hidden => None,
    }
}

/// The strip of the normaliser's steps below the answers, where there is no room for it beneath the canvas.
fn strip_below(ui: &mut egui::Ui, view: &mut DrawView, context: &mut ViewContext<'_>) {
    if context.settings.canvas.steps == Steps::Shown {
        strip::ui(ui, view, context, None);
    }
}

/// The tools, or the bar of the replay in their place.
pub(super) fn row(ui: &mut egui::Ui, context: &mut ViewContext<'_>) {
    if context.core.canvas.replay.is_some() {
        replay::bar(ui, context);
    } else {
        tools::ui(ui, context);
    }
}

fn side_by_side(
    ui: &mut egui::Ui,
    view: &mut DrawView,
    context: &mut ViewContext<'_>,
    room: Rect,
    below_answers: fn(&mut egui::Ui, &mut DrawView, &mut ViewContext<'_>),
) {
    let is_low = room.height() < LOW;
    let (tools_height, gap) = (tools_height(room), if is_low { space::S } else { space::L });
    let least_answer = (room.width() * 0.36).clamp(LEAST_ANSWER[usize::from(!is_low)], USUAL_ANSWER);
    let least_answer = if is_low { least_answer.min(room.width() - LEAST_CANVAS - gap) } else { least_answer };
    let side = (room.width() - least_answer - gap).min(room.height() - tools_height).max(LEAST_CANVAS).floor();

    let canvas = Rect::from_min_size(room.min, Vec2::splat(side));
    // Under a tiny canvas the tools take the whole width.
    let is_tiny = side < TINY_CANVAS;
    let tools_right = if is_tiny { room.right() } else { canvas.right() };
    let below = Rect::from_min_max(
        pos2(room.left(), canvas.bottom() + tools_height - theme::CONTROL_HEIGHT),
        pos2(tools_right, room.bottom()),
    );
    let answer_bottom = if is_tiny { canvas.bottom() } else { room.bottom() };
    let beside = Rect::from_min_max(pos2(canvas.right() + gap, room.top()), pos2(room.right(), answer_bottom));
    ui.scope_builder(UiBuilder::new().max_rect(canvas), |ui| canvas::ui(ui, view, context, side, Wheel::Width));
    if is_tiny {
        // The tools give way to the options of the answer.
        let (tools, options) = below.split_left_right_at_x(below.right() - options::LEAST - space::S);
        ui.scope_builder(UiBuilder::new().max_rect(tools), |ui| row(ui, context));
        let options = options.with_min_x(options.left() + space::S);
        ui.scope_builder(UiBuilder::new().max_rect(options), |ui| options::row(ui, context));
        ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| answers(ui, view, context, below_answers));
        return;
    }
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| row(ui, context));
    // The options stay where they are whatever the answers above them need.
    let height = options::height(ui, beside.size());
    let (answer, options) = beside.split_top_bottom_at_y(beside.bottom() - height);
    ui.scope_builder(UiBuilder::new().max_rect(options), |ui| options::row(ui, context));
    let answer = answer.with_max_y(answer.bottom() - space::S);
    ui.scope_builder(UiBuilder::new().max_rect(answer), |ui| answers(ui, view, context, below_answers));
}

/// The answers, and what goes below them; they scroll where they have to.
fn answers(
    ui: &mut egui::Ui,
    view: &mut DrawView,
    context: &mut ViewContext<'_>,
    below: fn(&mut egui::Ui, &mut DrawView, &mut ViewContext<'_>),
) {
    let height = ui.available_height();
    scroll::page(ui, space::S, |ui| {
        answer::ui(ui, view, context, height);
        below(ui, view, context);
    });
}

fn stacked(ui: &mut egui::Ui, view: &mut DrawView, context: &mut ViewContext<'_>, room: Rect) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let side = room.width().min(room.height() - theme::CONTROL_HEIGHT - space::XL).max(LEAST_CANVAS).floor();
        canvas::ui(ui, view, context, side, Wheel::Scroll);
        row(ui, context);
        answer::ui(ui, view, context, 0.0);
        options::row(ui, context);
        strip_below(ui, view, context);
    });
}
