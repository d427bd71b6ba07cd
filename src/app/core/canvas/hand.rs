//! What a hand does on the canvas with mouse, pen, finger or keys, and what comes of it. Places are in canvas sides and
//! times in seconds, so that a test or a script can draw without a window.

use super::Canvas;
use super::gesture::{Button, Device, Drag, Gesture, Start};
use crate::app::core::settings::Settings;
use crate::app::core::settings::canvas::{Pressure, Tool};
use crate::ink::drawing::{Contact, Eraser, Pen};
use crate::ink::{Point, Transform};

/// A second finger within this many seconds of the first means both together.
const TOGETHER_SECS: f64 = 0.35;

/// Where a tool comes down: its place, how hard it is pressed where that is known, and the handle of the frame around
/// the drawing that lies there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PressPoint {
    /// Where, each coordinate in [0, 1].
    pub place: Point,
    /// How hard, in [0, 1].
    pub force: Option<f32>,
    /// What the transform tool would take hold of; `None` without ink.
    pub handle: Option<Drag>,
}

/// One thing a hand did.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum HandEvent {
    /// A mouse button went down on the canvas.
    Press(Button, PressPoint),
    /// A mouse button was let go, anywhere.
    Release(Button, Point),
    /// The pointer moved.
    Move(Point),
    /// The pointer left the window.
    Leave,
    /// A finger came down on the canvas.
    TouchStart(u64, PressPoint),
    /// A finger moved.
    TouchMove(u64, Point, Option<f32>),
    /// A finger was lifted.
    TouchEnd(u64, Point),
    /// The system took a finger's touch for itself.
    TouchCancel(u64),
    /// No finger is on the screen.
    NoTouch,
    /// The tool in use becomes wider by so many canvas sides.
    Widen(f32),
    /// The drawing changes by numbers since they were taken up: size and thickness as factors, the turn in radians.
    Numbers([f32; 3]),
    /// What is under way is finished as it is.
    Lift,
    /// What is under way is taken back.
    Cancel,
    /// Nothing else happens; ends what nobody holds any more.
    Rest(Held),
}

/// What is held down at the end of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Whether any mouse button is down.
    pub button: bool,
    /// Whether any arrow key is down.
    pub arrow: bool,
    /// Whether a field has the keyboard.
    pub typing: bool,
}

impl Canvas {
    /// Does what the hand did at `now`, in seconds of a clock that never stops.
    pub fn hand(&mut self, event: HandEvent, now: f64, settings: &mut Settings) {
        let mut hand = Hand { canvas: self, settings, now };
        match event {
            HandEvent::Press(button, press_point) => hand.press(button, press_point),
            HandEvent::Release(button, place) => hand.release(Device::Mouse(button), place),
            HandEvent::Move(place) => hand.move_pointer(place),
            HandEvent::Leave if hand.is_touched() => {}
            HandEvent::Leave | HandEvent::Lift => self.lift(),
            HandEvent::TouchStart(id, press_point) => hand.touch_start(id, press_point),
            HandEvent::TouchMove(id, place, force) => hand.touch_move(id, place, force),
            HandEvent::TouchEnd(id, place) => hand.touch_end(id, place),
            HandEvent::TouchCancel(id) => hand.touch_cancel(id),
            HandEvent::NoTouch => self.fingers.clear(),
            HandEvent::Widen(by) => hand.settings.change_width(by),
            HandEvent::Numbers(numbers) => self.set_numbers(numbers),
            HandEvent::Cancel => self.cancel(),
            HandEvent::Rest(held) => self.end_what_is_over(held),
        }
    }

    /// Whether events without ink, such as letting go, mean anything now.
    #[must_use]
    pub fn is_in_hand(&self) -> bool {
        self.gesture.is_some() || !self.fingers.is_empty()
    }

    /// Ends gestures whose end comes as no event on the canvas.
    fn end_what_is_over(&mut self, held: Held) {
        let is_over = match &self.gesture {
            None => false,
            // The fields end it themselves, unless they are gone with their menu.
            Some(Gesture::Numbers(..)) => !held.typing && !held.button,
            Some(Gesture::Keys(..)) => !held.arrow,
            Some(Gesture::Pinch(_)) => self.fingers.len() < 2,
            Some(Gesture::Draw(device, _) | Gesture::Erase(device, _) | Gesture::Handle(device, _)) => match device {
                // A release that never came, as when another window took it.
                Device::Mouse(_) => !held.button,
                Device::Finger(id) => !self.fingers.iter().any(|(finger, _)| finger == id),
            },
        };
        if is_over {
            self.lift();
        }
    }
}

/// One event's view of the canvas.
struct Hand<'a> {
    canvas: &'a mut Canvas,
    settings: &'a mut Settings,
    now: f64,
}

impl Hand<'_> {
    fn is_touched(&self) -> bool {
        !self.canvas.fingers.is_empty()
    }

    fn holds(&self, device: Device) -> bool {
        self.canvas.gesture.is_some_and(|gesture| gesture.device() == Some(device))
    }

    fn press(&mut self, button: Button, press_point: PressPoint) {
        if matches!(self.canvas.gesture, Some(Gesture::Keys(..) | Gesture::Numbers(..))) {
            self.canvas.lift();
        }
        if self.canvas.gesture.is_some() || self.is_touched() {
            return;
        }
        let tool = match (button, self.settings.canvas.tool) {
            (Button::Primary, tool) => tool,
            (Button::Secondary, Tool::AreaEraser) => Tool::AreaEraser,
            (Button::Secondary, _) => Tool::Eraser,
        };
        // A finger comes as a pointer too, after it came as a touch; a pointer has no force.
        self.begin(tool, Device::Mouse(button), PressPoint { force: None, ..press_point });
    }

    fn release(&mut self, device: Device, place: Point) {
        if self.holds(device) {
            self.go_on(place, None);
            self.canvas.lift();
        }
    }

    fn move_pointer(&mut self, place: Point) {
        if matches!(self.canvas.gesture.and_then(|gesture| gesture.device()), Some(Device::Mouse(_))) {
            self.go_on(place, None);
        }
    }

    /// One finger holds the tool. A second one that comes at once makes both move, scale and turn the drawing; one
    /// that comes later, or a third, does nothing.
    fn touch_start(&mut self, id: u64, press_point: PressPoint) {
        self.canvas.fingers.push((id, press_point.place));
        let count = self.canvas.fingers.len();
        if self.canvas.gesture.is_none() && count == 1 {
            self.begin(self.settings.canvas.tool, Device::Finger(id), press_point);
        } else if count == 2
            && let Some(Gesture::Draw(Device::Finger(_), then) | Gesture::Erase(Device::Finger(_), then)) =
                self.canvas.gesture
            && self.now - then.0 < TOGETHER_SECS
        {
            self.begin_pinch();
        }
    }

    fn touch_move(&mut self, id: u64, place: Point, force: Option<f32>) {
        if let Some((_, last)) = self.canvas.fingers.iter_mut().find(|(finger, _)| *finger == id) {
            *last = place;
        }
        if self.holds(Device::Finger(id)) {
            self.go_on(place, force);
        } else if let Some(Gesture::Pinch(start)) = self.canvas.gesture {
            self.pinch(start);
        }
    }

    fn touch_end(&mut self, id: u64, place: Point) {
        self.release(Device::Finger(id), place);
        self.canvas.fingers.retain(|(finger, _)| *finger != id);
    }

    fn touch_cancel(&mut self, id: u64) {
        if self.holds(Device::Finger(id)) {
            self.canvas.cancel();
        }
        self.canvas.fingers.retain(|(finger, _)| *finger != id);
    }

    fn begin_pinch(&mut self) {
        self.canvas.cancel();
        let [first, second] = self.canvas.fingers[..] else { return };
        if !self.canvas.drawing.is_empty() {
            self.canvas.drawing.begin_transform();
            self.canvas.gesture = Some(Gesture::Pinch([first, second]));
        }
    }

    fn pinch(&mut self, [(first, a), (second, b)]: [(u64, Point); 2]) {
        let place = |id| self.canvas.fingers.iter().find(|(finger, _)| *finger == id).map(|&(_, place)| place);
        let (Some(to_a), Some(to_b)) = (place(first), place(second)) else { return };
        let middle = (a + b) * 0.5;
        let angle = |from: Point, to: Point| (to.y - from.y).atan2(to.x - from.x);
        let transform = Transform::scale(middle, to_a.distance(to_b) / a.distance(b).max(0.02))
            .then(Transform::turn(middle, angle(to_a, to_b) - angle(a, b)))
            .then(Transform::shift((to_a + to_b) * 0.5 - middle));
        self.canvas.drawing.transform(&transform);
    }

    fn begin(&mut self, tool: Tool, device: Device, press_point: PressPoint) {
        self.canvas.close_replay();
        self.canvas.picture = None;
        let PressPoint { place, force, handle } = press_point;
        let start = Start(self.now);
        match tool {
            Tool::Pen => {
                if self.canvas.drawing.is_empty() {
                    self.canvas.epoch_secs = self.now;
                }
                let pen = Pen { width: self.settings.pen_width, smoothing: self.settings.canvas.smoothing };
                let contact = self.contact(place, force);
                self.canvas.drawing.begin_with(pen, contact);
                self.canvas.gesture = Some(Gesture::Draw(device, start));
            }
            Tool::Eraser | Tool::AreaEraser => {
                let eraser = if tool == Tool::Eraser { Eraser::Strokes } else { Eraser::Area };
                self.canvas.drawing.begin_erasing(eraser);
                self.canvas.drawing.erase(place, self.settings.canvas.eraser_width / 2.0);
                self.canvas.gesture = Some(Gesture::Erase(device, start));
            }
            Tool::Transform => {
                let Some(handle) = handle else { return };
                self.canvas.drawing.begin_transform();
                self.canvas.gesture = Some(Gesture::Handle(device, handle));
            }
        }
    }

    fn go_on(&mut self, to: Point, force: Option<f32>) {
        match self.canvas.gesture {
            Some(Gesture::Draw(..)) => {
                let contact = self.contact(to, force);
                self.canvas.drawing.extend_with(contact);
            }
            Some(Gesture::Erase(..)) => _ = self.canvas.drawing.erase(to, self.settings.canvas.eraser_width / 2.0),
            Some(Gesture::Handle(_, drag)) => self.canvas.drawing.transform(&drag.transform(to)),
            Some(Gesture::Pinch(_) | Gesture::Keys(..) | Gesture::Numbers(..)) | None => {}
        }
    }

    fn contact(&self, place: Point, force: Option<f32>) -> Contact {
        let pressure = match self.settings.canvas.pressure {
            Pressure::Widens => force,
            Pressure::Ignored => None,
        };
        Contact { place, pressure, secs: Some((self.now - self.canvas.epoch_secs).max(0.0) as f32) }
    }
}
