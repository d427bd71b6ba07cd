//! Pointer, touch and wheel events to what the tools do. Knows nothing of how it looks.

use eframe::egui::{Event, Key, MouseWheelUnit, PointerButton, Pos2, Rect, Response, TouchId, TouchPhase, Ui};

use super::handles::{self, Grip};
use super::point_on;
use crate::app::settings::{PEN_WIDTHS, Settings};
use crate::app::tabs::draw::DrawTab;
use crate::app::tabs::draw::options::{ERASER_WIDTHS, Pressure, Tool};
use crate::ink::drawing::{Contact, Eraser, Pen};
use crate::ink::{Point, Transform};

/// A second finger within this many seconds of the first means both together.
const TOGETHER_SECS: f64 = 0.35;
/// Wheel steps of a touch pad's points, in points.
const POINTS_A_STEP: f32 = 40.0;
/// One wheel step of width, in canvas sides.
const WIDTH_STEP: f32 = 0.01;

/// What holds the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// A mouse, or a pen that acts as one, by its button.
    Pointer(PointerButton),
    /// A finger or a pen on a screen.
    Touch(TouchId),
}

/// What is being done on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// Drawing a stroke.
    Draw(Device, Start),
    /// Removing ink.
    Erase(Device, Start),
    /// Changing the drawing by one of its handles.
    Handle(Device, handles::Drag),
    /// Changing it with two fingers, from where they touched.
    Pinch([(TouchId, Point); 2]),
    /// Changing it by keys, around this centre, as far as given.
    Keys(Point, Transform),
    /// Changing it by numbers: size and thickness as factors, and the turn in radians.
    Numbers(Point, [f32; 3]),
}

/// When a gesture began, in seconds of egui's clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start(f64);

impl Gesture {
    fn device(&self) -> Option<Device> {
        match self {
            Self::Draw(device, _) | Self::Erase(device, _) | Self::Handle(device, _) => Some(*device),
            Self::Pinch(_) | Self::Keys(..) | Self::Numbers(..) => None,
        }
    }
}

/// What the wheel does over the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wheel {
    /// Changes the width of the tool.
    Width,
    /// Scrolls what the canvas lies in.
    Scroll,
}

/// Every event since the last frame counts, so that fast strokes have no gaps, and each in its order, so that the ink
/// is under the pointer in the same frame.
pub fn take_in(ui: &Ui, response: &Response, tab: &mut DrawTab, settings: &mut Settings, wheel: Wheel) {
    let rect = response.rect;
    let is_on_top = |place| {
        rect.contains(place) && ui.is_enabled() && ui.ctx().layer_id_at(place).is_none_or(|top| top == ui.layer_id())
    };
    let (events, now, frame_secs) =
        ui.input(|input| (input.events.clone(), input.time, f64::from(input.unstable_dt).min(0.1)));
    if !ui.input(eframe::egui::InputState::any_touches)
        && !events.iter().any(|event| matches!(event, Event::Touch { .. }))
    {
        tab.fingers.clear();
    }
    let count = events.len().max(1) as f64;
    for (index, event) in events.into_iter().enumerate() {
        // The events of a frame came one after the other while the last one was shown.
        let now = now - frame_secs * (count - 1.0 - index as f64) / count;
        let mut hand = Hand { tab, settings, rect, now };
        match event {
            Event::Touch { id, phase, pos, force, .. } => hand.touch(id, phase, pos, force, is_on_top(pos)),
            // A finger comes as a pointer too, after it came as a touch.
            Event::PointerButton { pos, button, pressed: true, .. } if is_on_top(pos) => hand.press(button, pos),
            Event::PointerButton { pos, button, pressed: false, .. } => hand.release(Device::Pointer(button), pos),
            Event::PointerMoved(pos) => hand.move_pointer(pos),
            Event::PointerGone if !hand.is_touched() => hand.tab.lift(),
            Event::WindowFocused(false) => hand.tab.lift(),
            Event::Key { key: Key::Escape, pressed: true, .. } => hand.tab.cancel(),
            Event::MouseWheel { unit, delta, modifiers, .. }
                if wheel == Wheel::Width && response.contains_pointer() && !modifiers.command =>
            {
                hand.turn_wheel(unit, delta.y);
            }
            _ => {}
        }
    }
    if wheel == Wheel::Width && response.contains_pointer() {
        ui.input_mut(|input| input.smooth_scroll_delta = eframe::egui::Vec2::ZERO);
    }
    end_what_is_over(ui, tab);
}

/// Ends gestures whose end comes as no event on the canvas.
fn end_what_is_over(ui: &Ui, tab: &mut DrawTab) {
    const ARROWS: [Key; 4] = [Key::ArrowLeft, Key::ArrowRight, Key::ArrowUp, Key::ArrowDown];
    let is_over = match &tab.gesture {
        None => false,
        // The fields end it themselves, unless they are gone with their menu.
        Some(Gesture::Numbers(..)) => {
            let is_typing = ui.memory(|memory| memory.focused().is_some());
            !is_typing && !ui.input(|input| input.pointer.any_down())
        }
        Some(Gesture::Keys(..)) => !ui.input(|input| ARROWS.iter().any(|&key| input.key_down(key))),
        Some(Gesture::Pinch(_)) => tab.fingers.len() < 2,
        Some(Gesture::Draw(device, _) | Gesture::Erase(device, _) | Gesture::Handle(device, _)) => match device {
            // A release that never came, as when another window took it.
            Device::Pointer(_) => !ui.input(|input| input.pointer.any_down()),
            Device::Touch(id) => !tab.fingers.iter().any(|(finger, _)| finger == id),
        },
    };
    if is_over {
        tab.lift();
    }
}

/// One event's view of the canvas.
struct Hand<'a> {
    tab: &'a mut DrawTab,
    settings: &'a mut Settings,
    rect: Rect,
    now: f64,
}

impl Hand<'_> {
    fn is_touched(&self) -> bool {
        !self.tab.fingers.is_empty()
    }

    fn press(&mut self, button: PointerButton, place: Pos2) {
        if matches!(self.tab.gesture, Some(Gesture::Keys(..) | Gesture::Numbers(..))) {
            self.tab.lift();
        }
        if self.tab.gesture.is_some() || self.is_touched() {
            return;
        }
        let tool = match (button, self.settings.canvas.tool) {
            (PointerButton::Primary, tool) => tool,
            (PointerButton::Secondary, Tool::AreaEraser) => Tool::AreaEraser,
            (PointerButton::Secondary, _) => Tool::Eraser,
            (PointerButton::Middle | PointerButton::Extra1 | PointerButton::Extra2, _) => return,
        };
        self.begin(tool, Device::Pointer(button), place, None);
    }

    fn release(&mut self, device: Device, place: Pos2) {
        if self.tab.gesture.is_some_and(|gesture| gesture.device() == Some(device)) {
            self.go_on(place, None);
            self.tab.lift();
        }
    }

    fn move_pointer(&mut self, place: Pos2) {
        if matches!(self.tab.gesture.and_then(|gesture| gesture.device()), Some(Device::Pointer(_))) {
            self.go_on(place, None);
        }
    }

    /// One finger holds the tool. A second one that comes at once makes both move, scale and turn the drawing; one
    /// that comes later, or a third, does nothing.
    fn touch(&mut self, id: TouchId, phase: TouchPhase, place: Pos2, force: Option<f32>, is_on_top: bool) {
        let device = Device::Touch(id);
        match phase {
            TouchPhase::Start if !is_on_top => {}
            TouchPhase::Start => {
                self.tab.fingers.push((id, place));
                let count = self.tab.fingers.len();
                if self.tab.gesture.is_none() && count == 1 {
                    self.begin(self.settings.canvas.tool, device, place, force);
                } else if count == 2
                    && let Some(Gesture::Draw(Device::Touch(_), then) | Gesture::Erase(Device::Touch(_), then)) =
                        self.tab.gesture
                    && self.now - then.0 < TOGETHER_SECS
                {
                    self.begin_pinch();
                }
            }
            TouchPhase::Move => {
                if let Some((_, last)) = self.tab.fingers.iter_mut().find(|(finger, _)| *finger == id) {
                    *last = place;
                }
                if self.tab.gesture.is_some_and(|gesture| gesture.device() == Some(device)) {
                    self.go_on(place, force);
                } else if let Some(Gesture::Pinch(start)) = self.tab.gesture {
                    self.pinch(start);
                }
            }
            TouchPhase::End => {
                self.release(device, place);
                self.tab.fingers.retain(|(finger, _)| *finger != id);
            }
            TouchPhase::Cancel => {
                if self.tab.gesture.is_some_and(|gesture| gesture.device() == Some(device)) {
                    self.tab.cancel();
                }
                self.tab.fingers.retain(|(finger, _)| *finger != id);
            }
        }
    }

    fn begin_pinch(&mut self) {
        self.tab.cancel();
        let [(first, a), (second, b)] = self.tab.fingers[..] else { return };
        if !self.tab.drawing.is_empty() {
            self.tab.drawing.begin_transform();
            self.tab.gesture =
                Some(Gesture::Pinch([(first, point_on(self.rect, a)), (second, point_on(self.rect, b))]));
        }
    }

    fn pinch(&mut self, [(first, a), (second, b)]: [(TouchId, Point); 2]) {
        let place = |id| self.tab.fingers.iter().find(|(finger, _)| *finger == id).map(|&(_, place)| place);
        let (Some(to_a), Some(to_b)) = (place(first), place(second)) else { return };
        let (to_a, to_b) = (point_on(self.rect, to_a), point_on(self.rect, to_b));
        let middle = (a + b) * 0.5;
        let angle = |from: Point, to: Point| (to.y - from.y).atan2(to.x - from.x);
        let transform = Transform::scale(middle, to_a.distance(to_b) / a.distance(b).max(0.02))
            .then(Transform::turn(middle, angle(to_a, to_b) - angle(a, b)))
            .then(Transform::shift((to_a + to_b) * 0.5 - middle));
        self.tab.drawing.transform(&transform);
    }

    fn begin(&mut self, tool: Tool, device: Device, place: Pos2, force: Option<f32>) {
        self.tab.close_replay();
        self.tab.picture = None;
        let at = point_on(self.rect, place);
        let start = Start(self.now);
        match tool {
            Tool::Pen => {
                if self.tab.drawing.is_empty() {
                    self.tab.epoch_secs = self.now;
                }
                let pen = Pen { width: self.settings.pen_width, smoothing: self.settings.canvas.smoothing };
                let contact = self.contact(at, force);
                self.tab.drawing.begin_with(pen, contact);
                self.tab.gesture = Some(Gesture::Draw(device, start));
            }
            Tool::Eraser | Tool::AreaEraser => {
                let eraser = if tool == Tool::Eraser { Eraser::Strokes } else { Eraser::Area };
                self.tab.drawing.begin_erasing(eraser);
                self.tab.drawing.erase(at, self.settings.canvas.eraser_width / 2.0);
                self.tab.gesture = Some(Gesture::Erase(device, start));
            }
            Tool::Transform => {
                let Some(frame) = handles::Frame::around(self.rect, self.tab.drawing.strokes()) else { return };
                let grip = frame.grip_at(place).unwrap_or(Grip::Move);
                self.tab.drawing.begin_transform();
                self.tab.gesture = Some(Gesture::Handle(device, frame.drag(grip, at)));
            }
        }
    }

    fn go_on(&mut self, place: Pos2, force: Option<f32>) {
        let to = point_on(self.rect, place);
        match self.tab.gesture {
            Some(Gesture::Draw(..)) => {
                let contact = self.contact(to, force);
                self.tab.drawing.extend_with(contact);
            }
            Some(Gesture::Erase(..)) => _ = self.tab.drawing.erase(to, self.settings.canvas.eraser_width / 2.0),
            Some(Gesture::Handle(_, drag)) => self.tab.drawing.transform(&drag.transform(to)),
            Some(Gesture::Pinch(_) | Gesture::Keys(..) | Gesture::Numbers(..)) | None => {}
        }
    }

    fn contact(&self, place: Point, force: Option<f32>) -> Contact {
        let pressure = match self.settings.canvas.pressure {
            Pressure::Widens => force,
            Pressure::Ignored => None,
        };
        Contact { place, pressure, secs: Some((self.now - self.tab.epoch_secs).max(0.0) as f32) }
    }

    fn turn_wheel(&mut self, unit: MouseWheelUnit, y: f32) {
        let steps = match unit {
            MouseWheelUnit::Line | MouseWheelUnit::Page => y,
            MouseWheelUnit::Point => y / POINTS_A_STEP,
        };
        change_width(self.settings, steps * WIDTH_STEP);
    }
}

/// Makes the tool in use wider or narrower by so many canvas sides.
pub fn change_width(settings: &mut Settings, by: f32) {
    match settings.canvas.tool {
        Tool::Pen | Tool::Transform => {
            settings.pen_width = (settings.pen_width + by).clamp(*PEN_WIDTHS.start(), *PEN_WIDTHS.end());
        }
        Tool::Eraser | Tool::AreaEraser => {
            let width = settings.canvas.eraser_width + by;
            settings.canvas.eraser_width = width.clamp(*ERASER_WIDTHS.start(), *ERASER_WIDTHS.end());
        }
    }
}
