//! What is being done on the canvas, from press to release.

use crate::ink::{Point, Transform};

/// A mouse button that does something on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// The one that uses the tool.
    Primary,
    /// The one that erases.
    Secondary,
}

/// What holds the tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// A mouse, or a pen that acts as one, by its button.
    Mouse(Button),
    /// A finger or a pen on a screen, by its number.
    Finger(u64),
}

/// What is being done on the canvas.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gesture {
    /// A stroke under way: the device, and when it began.
    Draw(Device, Start),
    /// An eraser stroke under way: the device, and when it began.
    Erase(Device, Start),
    /// Changing the drawing by one of its handles.
    Handle(Device, Drag),
    /// Scaling, rotating and moving the drawing with two fingers: id and first position of each, in canvas sides.
    Pinch([(u64, Point); 2]),
    /// Transform by arrow keys: its pivot, and what has added up since the first key went down.
    Keys(Point, Transform),
    /// Transform by number fields: its pivot, and scale (factor), rotation (radians) and thickness (factor).
    Numbers(Point, [f32; 3]),
}

/// When a gesture began, in seconds of the window's clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start(pub f64);

impl Gesture {
    /// The pointer (mouse, pen or finger) that draws, erases or moves a handle; `None` for a pinch and the keyboard.
    #[must_use]
    pub fn device(&self) -> Option<Device> {
        match self {
            Self::Draw(device, _) | Self::Erase(device, _) | Self::Handle(device, _) => Some(*device),
            Self::Pinch(_) | Self::Keys(..) | Self::Numbers(..) => None,
        }
    }
}

/// What is held of the frame around the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grip {
    /// The drawing itself.
    Move,
    /// A corner, clockwise from the upper left.
    Corner(usize),
    /// The handle above.
    Turn,
}

/// A handle and where it was taken hold of, in canvas sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drag {
    /// What is held.
    pub grip: Grip,
    /// Where the pointer went down, in canvas sides.
    pub from: Point,
    /// The middle of the drawing.
    pub centre: Point,
    /// The corner across, which stays.
    pub anchor: Point,
}

impl Drag {
    /// What the drag to a place of the canvas does to the drawing.
    #[must_use]
    pub fn transform(&self, to: Point) -> Transform {
        match self.grip {
            Grip::Move => Transform::shift(to - self.from),
            Grip::Corner(_) => {
                let factor = to.distance(self.anchor) / self.from.distance(self.anchor).max(0.01);
                Transform::scale(self.anchor, factor.clamp(0.05, 20.0))
            }
            Grip::Turn => {
                let angle = |place: Point| (place.y - self.centre.y).atan2(place.x - self.centre.x);
                Transform::turn(self.centre, angle(to) - angle(self.from))
            }
        }
    }
}
