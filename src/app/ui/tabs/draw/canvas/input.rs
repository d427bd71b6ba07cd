//! Pointer, touch and wheel events as what a hand did on the canvas.

use egui::{Context, Event, Key, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2};

use super::handles::Frame;
use super::{Placed, Wheel, point_on};
use crate::app::core::canvas::gesture::{Button, Grip};
use crate::app::core::canvas::hand::{HandEvent, Held, PressPoint};
use crate::app::core::command::Command;
use crate::app::core::settings::canvas::Tool;
use crate::app::core::state::Core;

/// Wheel steps of a touch pad's points, in points.
const POINTS_A_STEP: f32 = 40.0;
/// One wheel step of width, in canvas sides.
const WIDTH_STEP: f32 = 0.01;

/// What the hand did since the last frame. Every event counts, so that fast strokes have no gaps, and each in its order. Nothing if none of
/// them means anything to the canvas.
#[must_use]
pub fn command_of_hand(ctx: &Context, placed: &Placed, core: &Core) -> Option<Command> {
    let (events, now, frame_secs) =
        ctx.input(|input| (input.events.clone(), input.time, f64::from(input.unstable_dt).min(0.1)));
    let is_pointed_at = ctx.read_response(placed.id).is_some_and(|canvas| canvas.contains_pointer());
    let takes_wheel = placed.wheel == Wheel::Width && is_pointed_at;
    let mut done: Vec<(f64, HandEvent)> = Vec::new();
    if !ctx.input(egui::InputState::any_touches) && !events.iter().any(|event| matches!(event, Event::Touch { .. })) {
        done.push((now, HandEvent::NoTouch));
    }
    let count = events.len().max(1) as f64;
    for (index, event) in events.into_iter().enumerate() {
        // The events of a frame came one after the other while the last one was shown.
        let then = now - frame_secs * (count - 1.0 - index as f64) / count;
        done.extend(understood(ctx, placed, core, takes_wheel, &event).map(|event| (then, event)));
    }
    if takes_wheel {
        ctx.input_mut(|input| input.smooth_scroll_delta = Vec2::ZERO);
    }
    let is_idle = done.iter().all(|(_, event)| matches!(event, HandEvent::NoTouch | HandEvent::Move(_)));
    if is_idle && !core.canvas.is_in_hand() {
        return None;
    }
    done.push((now, HandEvent::Rest(held(ctx))));
    Some(Command::Hand(done))
}

/// What an event means to the canvas.
fn understood(ctx: &Context, placed: &Placed, core: &Core, takes_wheel: bool, event: &Event) -> Option<HandEvent> {
    let is_on_top = |place: Pos2| {
        placed.rect.contains(place) && placed.is_enabled && ctx.layer_id_at(place).is_none_or(|top| top == placed.layer)
    };
    let at = |place: Pos2| point_on(placed.rect, place);
    let press_point =
        |place: Pos2, force: Option<f32>| PressPoint { place: at(place), force, handle: handle(placed, core, place) };
    Some(match *event {
        Event::Touch { id, phase: TouchPhase::Start, pos, force, .. } if is_on_top(pos) => {
            HandEvent::TouchStart(id.0, press_point(pos, force))
        }
        Event::Touch { id, phase: TouchPhase::Move, pos, force, .. } => HandEvent::TouchMove(id.0, at(pos), force),
        Event::Touch { id, phase: TouchPhase::End, pos, .. } => HandEvent::TouchEnd(id.0, at(pos)),
        Event::Touch { id, phase: TouchPhase::Cancel, .. } => HandEvent::TouchCancel(id.0),
        Event::PointerButton { pos, button, pressed: true, .. } if is_on_top(pos) => {
            HandEvent::Press(known(button)?, press_point(pos, None))
        }
        Event::PointerButton { pos, button, pressed: false, .. } => HandEvent::Release(known(button)?, at(pos)),
        Event::PointerMoved(pos) => HandEvent::Move(at(pos)),
        Event::PointerGone => HandEvent::Leave,
        Event::WindowFocused(false) => HandEvent::Lift,
        Event::Key { key: Key::Escape, pressed: true, .. } => HandEvent::Cancel,
        Event::MouseWheel { unit, delta, modifiers, .. } if takes_wheel && !modifiers.command => {
            let steps = match unit {
                MouseWheelUnit::Line | MouseWheelUnit::Page => delta.y,
                MouseWheelUnit::Point => delta.y / POINTS_A_STEP,
            };
            HandEvent::Widen(steps * WIDTH_STEP)
        }
        _ => return None,
    })
}

/// The buttons that do something on the canvas.
fn known(button: PointerButton) -> Option<Button> {
    match button {
        PointerButton::Primary => Some(Button::Primary),
        PointerButton::Secondary => Some(Button::Secondary),
        PointerButton::Middle | PointerButton::Extra1 | PointerButton::Extra2 => None,
    }
}

/// What the transform tool would take hold of at this place.
fn handle(placed: &Placed, core: &Core, place: Pos2) -> Option<crate::app::core::canvas::gesture::Drag> {
    if core.settings.canvas.tool != Tool::Transform {
        return None;
    }
    let frame = Frame::around(placed.rect, core.canvas.drawing.strokes())?;
    Some(frame.drag(frame.grip_at(place).unwrap_or(Grip::Move), point_on(placed.rect, place)))
}

/// What is held down now.
fn held(ctx: &Context) -> Held {
    const ARROWS: [Key; 4] = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];
    let typing = ctx.memory(|memory| memory.focused().is_some());
    ctx.input(|input| Held {
        button: input.pointer.any_down(),
        arrow: ARROWS.iter().any(|&key| input.key_down(key)),
        typing,
    })
}
