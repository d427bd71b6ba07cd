//! Changes of the whole drawing by keys and by numbers.

use super::Canvas;
use super::command::DrawingChange;
use super::gesture::Gesture;
use crate::ink::{Point, Transform, transform};

impl Canvas {
    /// A small change of the whole drawing. While its key is held, all of them are one undo step.
    pub(super) fn change(&mut self, change: DrawingChange) {
        let (centre, so_far) = if let Some(Gesture::Keys(centre, so_far)) = self.gesture {
            (centre, so_far)
        } else {
            let Some(centre) = self.begin_change() else { return };
            (centre, Transform::NONE)
        };
        let transform = so_far.then(change.transform(so_far.place(centre)));
        self.drawing.transform(&transform);
        self.gesture = Some(Gesture::Keys(centre, transform));
    }

    /// Changes the drawing by numbers since they were taken up: size, turn in radians, thickness.
    pub(super) fn set_numbers(&mut self, numbers: [f32; 3]) {
        let centre = if let Some(Gesture::Numbers(centre, _)) = self.gesture {
            centre
        } else {
            let Some(centre) = self.begin_change() else { return };
            centre
        };
        let [size, turn, weight] = numbers;
        let transform = Transform::scale(centre, size).then(Transform::turn(centre, turn));
        self.drawing.transform(&transform.then(Transform::thicken(weight)));
        self.gesture = Some(Gesture::Numbers(centre, numbers));
    }

    /// Makes ready for a change of the whole drawing and gives its middle; `None` without ink.
    fn begin_change(&mut self) -> Option<Point> {
        self.lift();
        let (low, high) = transform::bounds(self.drawing.strokes())?;
        self.drawing.begin_transform();
        Some((low + high) * 0.5)
    }
}
