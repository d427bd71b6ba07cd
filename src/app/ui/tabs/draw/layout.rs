//! Where canvas, tools, answers and the strip of steps lie in windows of any size.

use egui::{Rect, ScrollArea, UiBuilder, Vec2, pos2};

use super::canvas::Wheel;
use super::{DrawView, answer, canvas, replay, strip, tools};
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::command::Command;
use crate::app::core::settings::canvas::Steps;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, space};
use crate::app::ui::widgets::scroll;

/// Narrowest and widest column of answers, in points.
const ANSWER_WIDTH: (f32, f32) = (170.0, 560.0);
/// Below this width, answers go under the canvas.
const NARROW: f32 = 370.0;
/// Smallest canvas, in points.
const LEAST_CANVAS: f32 = 140.0;
/// Below this side, in points, the tools do not fit under the canvas alone.
const TINY_CANVAS: f32 = 190.0;
/// Smallest canvas with the strip beneath it, in points; in lower windows the strip goes below the answers.
const LEAST_WITH_STRIP: f32 = 230.0;
/// Lowest strip beneath the canvas, in points; what does not fit in it scrolls.
const LEAST_STRIP: f32 = 150.0;

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
    if room.width() < NARROW {
        stacked(ui, view, context, room);
        return;
    }
    let Some(height) = strip_height(room, context.settings.canvas.steps) else {
        side_by_side(ui, view, context, room, strip_below);
        return;
    };
    let upper = Rect::from_min_max(room.min, room.max - Vec2::new(0.0, height + space::M));
    let lower = Rect::from_min_max(pos2(room.left(), room.bottom() - height), room.max);
    side_by_side(ui, view, context, upper, |_, _, _| {});
    ui.scope_builder(UiBuilder::new().max_rect(lower), |ui| strip::ui(ui, view, context, room.height()));
}

fn tools_height() -> f32 {
    theme::CONTROL_HEIGHT + space::M
}

/// Height of the strip beneath the canvas; `None` where it is hidden, or too much for the room.
fn strip_height(room: Rect, steps: Steps) -> Option<f32> {
    let spare = room.height() - tools_height() - LEAST_WITH_STRIP - space::M;
    let full = strip::height(room.size());
    match steps {
        Steps::Shown if spare >= LEAST_STRIP => Some(full.min(spare).floor()),
        Steps::Shown | Steps::Hidden => None,
    }
}

/// Below the answers, where there is no room for it beneath the canvas.
fn strip_below(ui: &mut egui::Ui, view: &mut DrawView, context: &mut ViewContext<'_>) {
    if context.settings.canvas.steps == Steps::Shown {
        strip::ui(ui, view, context, 0.0);
    }
}

/// The tools, or the bar of the replay in their place.
fn row(ui: &mut egui::Ui, context: &mut ViewContext<'_>) {
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
    let tools_height = tools_height();
    let least_answer = (room.width() * 0.36).clamp(ANSWER_WIDTH.0, 310.0);
    let side = (room.width() - least_answer - space::L).min(room.height() - tools_height).max(LEAST_CANVAS).floor();
    let answer = (room.width() - side - space::L).clamp(ANSWER_WIDTH.0, ANSWER_WIDTH.1).floor();
    let left = room.left() + ((room.width() - side - space::L - answer) / 2.0).max(0.0).floor();

    let canvas = Rect::from_min_size(pos2(left, room.top()), Vec2::splat(side));
    // Under a tiny canvas the tools take the whole width.
    let is_tiny = side < TINY_CANVAS;
    let (tools_right, answer_bottom) =
        if is_tiny { (room.right(), canvas.bottom()) } else { (canvas.right(), room.bottom()) };
    let below = Rect::from_min_max(pos2(left, canvas.bottom() + space::M), pos2(tools_right, room.bottom()));
    let beside = Rect::from_min_max(
        pos2(canvas.right() + space::L, room.top()),
        pos2(canvas.right() + space::L + answer, answer_bottom),
    );
    ui.scope_builder(UiBuilder::new().max_rect(canvas), |ui| canvas::ui(ui, view, context, side, Wheel::Width));
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| row(ui, context));
    ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| {
        scroll::page(ui, space::S, |ui| {
            answer::ui(ui, view, context, (side + tools_height).min(beside.height()));
            below_answers(ui, view, context);
        });
    });
}

fn stacked(ui: &mut egui::Ui, view: &mut DrawView, context: &mut ViewContext<'_>, room: Rect) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let side = room.width().min(room.height() - theme::CONTROL_HEIGHT - space::XL).max(LEAST_CANVAS).floor();
        canvas::ui(ui, view, context, side, Wheel::Scroll);
        row(ui, context);
        answer::ui(ui, view, context, 0.0);
        strip_below(ui, view, context);
    });
}
