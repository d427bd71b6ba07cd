//! The frame around the drawing with the handles that move, scale and turn it. Pure geometry, but for its painting.

use egui::{CursorIcon, Painter, Pos2, Rect, Shape, Stroke as Line, StrokeKind, Vec2};

use super::point_on;
use crate::app::core::canvas::gesture::{Drag, Grip};
use crate::app::ui::theme::Palette;
use crate::app::ui::widgets::ink::screen_from_canvas;
use crate::ink::{Point, Stroke, transform};

/// How far the frame keeps from the ink, in points.
const GAP: f32 = 6.0;
/// Half a handle's side, in points.
const HALF: f32 = 6.0;
/// How near a press has to come to a handle's middle, in points: a finger's tip.
const REACH: f32 = 18.0;
/// How far the turning handle is above the frame, in points.
const STEM: f32 = 28.0;

/// The frame on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    canvas: Rect,
    rect: Rect,
    low: Point,
    high: Point,
}

impl Frame {
    /// Around the ink of `strokes` on `canvas`; `None` without ink.
    #[must_use]
    pub fn around(canvas: Rect, strokes: &[Stroke]) -> Option<Self> {
        let (low, high) = transform::bounds(strokes)?;
        let widest = strokes.iter().map(Stroke::most_width).fold(0.0, f32::max);
        let rect = Rect::from_two_pos(screen_from_canvas(canvas, low), screen_from_canvas(canvas, high));
        let rect = rect.expand(widest / 2.0 * canvas.width() + GAP).intersect(canvas.shrink(HALF + 1.0));
        Some(Self { canvas, rect, low, high })
    }

    fn corners(&self) -> [Pos2; 4] {
        [self.rect.left_top(), self.rect.right_top(), self.rect.right_bottom(), self.rect.left_bottom()]
    }

    /// Where the turning handle is: above the frame, or within where there is no room.
    fn turning(&self) -> Pos2 {
        let above = self.rect.center_top() - Vec2::new(0.0, STEM);
        if above.y >= self.canvas.top() + HALF { above } else { self.rect.center_top() + Vec2::new(0.0, STEM) }
    }

    /// The handle at a place of the screen.
    #[must_use]
    pub fn grip_at(&self, place: Pos2) -> Option<Grip> {
        if self.turning().distance(place) <= REACH {
            return Some(Grip::Turn);
        }
        let corner = self.corners().iter().position(|corner| corner.distance(place) <= REACH);
        corner.map(Grip::Corner).or_else(|| self.rect.contains(place).then_some(Grip::Move))
    }

    /// Takes hold of `grip` at a place of the canvas.
    #[must_use]
    pub fn drag(&self, grip: Grip, from: Point) -> Drag {
        let anchor = match grip {
            Grip::Corner(corner) => self.corners().get((corner + 2) % 4).copied().unwrap_or(self.rect.center()),
            Grip::Move | Grip::Turn => self.rect.center(),
        };
        Drag { grip, from, centre: (self.low + self.high) * 0.5, anchor: point_on(self.canvas, anchor) }
    }

    /// Paints frame and handles.
    pub fn paint(&self, painter: &Painter, palette: &Palette, held: Option<Grip>) {
        let line = Line::new(1.5, palette.accent);
        let corners = self.corners();
        let around = corners.iter().chain(corners.first()).copied().collect::<Vec<_>>();
        painter.extend(Shape::dashed_line(&around, line, 5.0, 4.0));
        let turning = self.turning();
        painter.line_segment([self.rect.center_top(), turning], line);
        let fill = |grip: Grip| if held == Some(grip) { palette.accent } else { palette.card };
        for (index, corner) in corners.into_iter().enumerate() {
            let handle = Rect::from_center_size(corner, Vec2::splat(2.0 * HALF));
            painter.rect(handle, 2.0, fill(Grip::Corner(index)), line, StrokeKind::Inside);
        }
        painter.circle(turning, HALF, fill(Grip::Turn), line);
    }
}

/// The pointer over a handle.
#[must_use]
pub fn cursor(grip: Grip) -> CursorIcon {
    match grip {
        Grip::Move => CursorIcon::Move,
        Grip::Corner(0 | 2) => CursorIcon::ResizeNwSe,
        Grip::Corner(_) => CursorIcon::ResizeNeSw,
        Grip::Turn => CursorIcon::Grab,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let canvas = Rect::from_min_size(Pos2::new(100.0, 50.0), Vec2::splat(1000.0));
        let points = [(0.3, 0.4), (0.7, 0.8)].map(|(x, y)| Point { x, y }).to_vec();
        Frame::around(canvas, &[Stroke::new(points, 0.1)]).expect("there is ink")
    }

    #[test]
    fn each_handle_is_found_where_it_is_painted() {
        let frame = frame();
        assert_eq!(frame.grip_at(Pos2::new(344.0, 394.0)), Some(Grip::Corner(0)));
        assert_eq!(frame.grip_at(Pos2::new(856.0, 906.0)), Some(Grip::Corner(2)));
        assert_eq!(frame.grip_at(Pos2::new(600.0, 394.0 - STEM)), Some(Grip::Turn));
        assert_eq!(frame.grip_at(Pos2::new(600.0, 700.0)), Some(Grip::Move));
        assert_eq!(frame.grip_at(Pos2::new(150.0, 100.0)), None);
    }

    #[test]
    fn a_corner_scales_about_the_corner_across_and_the_handle_above_turns_about_the_middle() {
        let frame = frame();
        let anchor = Point { x: 0.244, y: 0.344 };
        let drag = frame.drag(Grip::Corner(2), Point { x: 0.756, y: 0.856 });
        let half = drag.transform(Point { x: 0.5, y: 0.6 });
        assert!(half.place(anchor).distance(anchor) < 1e-4);
        assert!((half.width(0.1) - 0.05).abs() < 1e-3);
        let middle = Point { x: 0.5, y: 0.6 };
        let turned = frame.drag(Grip::Turn, Point { x: 0.5, y: 0.3 }).transform(Point { x: 0.8, y: 0.6 });
        assert!(turned.place(Point { x: 0.5, y: 0.4 }).distance(Point { x: 0.7, y: 0.6 }) < 1e-4);
        assert!(turned.place(middle).distance(middle) < 1e-5);
    }
}
