//! Strokes as smooth round lines on the screen.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke as Line};

use crate::ink::{Point, Stroke};

/// Points nearer than this on the screen, in points, are one point.
const NEAR: f32 = 0.75;
/// Turns sharper than this (cosine) get a round joint of their own.
const SHARP: f32 = 0.97;
/// About how many corners a disc is painted with.
const DISC_CORNERS: usize = 24;
/// The same of each place along a line.
const LINE_CORNERS: usize = 4;

/// Where canvas coordinates lie on the screen.
#[must_use]
pub fn screen_from_canvas(canvas: Rect, point: Point) -> Pos2 {
    canvas.min + canvas.size() * egui::vec2(point.x, point.y)
}

/// Canvas coordinates of a place on the screen.
#[must_use]
pub fn canvas_from_screen(canvas: Rect, place: Pos2) -> Point {
    let offset = (place - canvas.min) / canvas.size();
    Point { x: offset.x, y: offset.y }
}

/// Paints strokes on the canvas, with round caps and joints.
pub fn paint(painter: &Painter, canvas: Rect, strokes: &[Stroke], colour: Color32) {
    painter.extend(shapes(canvas, strokes, colour, usize::MAX).unwrap_or_default());
}

/// Strokes as shapes, with round caps and joints; `None` if that takes more than about `most` corners.
#[must_use]
pub fn shapes(canvas: Rect, strokes: &[Stroke], colour: Color32, most: usize) -> Option<Vec<Shape>> {
    let mut shapes = Shapes { canvas, colour, list: Vec::new(), corners: 0 };
    for stroke in strokes {
        if stroke.is_even() {
            shapes.push_even(stroke, most);
        } else {
            shapes.push_pressed(stroke, most);
        }
        if shapes.corners > most {
            return None;
        }
    }
    Some(shapes.list)
}

/// Shapes on their way to the painter.
struct Shapes {
    canvas: Rect,
    colour: Color32,
    list: Vec<Shape>,
    /// About how many corners the triangles of these shapes have.
    corners: usize,
}

impl Shapes {
    fn push_disc(&mut self, place: Pos2, radius: f32) {
        self.list.push(Shape::circle_filled(place, radius, self.colour));
        self.corners += DISC_CORNERS;
    }

    fn push_even(&mut self, stroke: &Stroke, most: usize) {
        let width = stroke.width * self.canvas.width();
        let line = thinned(stroke.smoothed().into_iter().map(|point| screen_from_canvas(self.canvas, point)));
        for piece in pieces(&line) {
            for place in [piece.first(), piece.last()].into_iter().flatten() {
                self.push_disc(*place, width / 2.0);
            }
            if piece.len() > 1 {
                self.list.push(Shape::line(piece.to_vec(), Line::new(width, self.colour)));
                self.corners += LINE_CORNERS * piece.len();
            }
            if self.corners > most {
                return;
            }
        }
    }

    /// A line of changing width: a disc at each place and straight sides between.
    fn push_pressed(&mut self, stroke: &Stroke, most: usize) {
        let mut last: Option<(Pos2, f32)> = None;
        for sample in stroke.line() {
            let place = screen_from_canvas(self.canvas, sample.place);
            let radius = stroke.width_at(sample.at) / 2.0 * self.canvas.width();
            if let Some((before, radius_before)) = last {
                let way = place - before;
                if way.length() < NEAR {
                    continue;
                }
                let across = way.normalized().rot90();
                let sides = [
                    before + across * radius_before,
                    place + across * radius,
                    place - across * radius,
                    before - across * radius_before,
                ];
                self.list.push(Shape::convex_polygon(sides.to_vec(), self.colour, Line::NONE));
                self.corners += LINE_CORNERS * sides.len();
            }
            self.push_disc(place, radius);
            last = Some((place, radius));
            if self.corners > most {
                return;
            }
        }
    }
}

/// The line cut at its sharp turns, where one thick line would grow a spike; each piece begins where the last one ends.
fn pieces(line: &[Pos2]) -> Vec<&[Pos2]> {
    let turns = line.windows(3).enumerate().filter(|(_, three)| is_sharp(three)).map(|(index, _)| index + 1);
    let mut pieces = Vec::new();
    let mut from = 0;
    for turn in turns {
        pieces.push(&line[from..=turn]);
        from = turn;
    }
    pieces.push(&line[from..]);
    pieces
}

/// The points without those that lie on the one before.
fn thinned(points: impl Iterator<Item = Pos2>) -> Vec<Pos2> {
    let mut line: Vec<Pos2> = Vec::new();
    for point in points {
        if line.last().is_none_or(|last| last.distance(point) >= NEAR) {
            line.push(point);
        }
    }
    line
}

fn is_sharp(three: &[Pos2]) -> bool {
    let (before, after) = ((three[1] - three[0]).normalized(), (three[2] - three[1]).normalized());
    before.dot(after) < SHARP
}

/// The square window around the ink, as the normaliser takes it, in canvas coordinates; `None` without ink.
#[must_use]
pub fn window_of(strokes: &[Stroke]) -> Option<Rect> {
    let mut bounds = Rect::NOTHING;
    for stroke in strokes {
        for point in &stroke.points {
            bounds = bounds.union(Rect::from_center_size(Pos2::new(point.x, point.y), egui::Vec2::splat(stroke.width)));
        }
    }
    bounds.is_positive().then(|| {
        let side = bounds.width().max(bounds.height());
        Rect::from_center_size(bounds.center(), egui::Vec2::splat(side))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_it_turns_sharply() {
        let corner = [(0.0, 0.0), (10.0, 0.0), (20.0, 0.0), (20.0, 10.0)].map(|(x, y)| Pos2::new(x, y));
        assert_eq!(pieces(&corner), [&corner[..=2], &corner[2..]]);
        assert_eq!(pieces(&corner[..3]), [&corner[..3]]);
    }

    #[test]
    fn the_window_is_a_square_around_the_ink() {
        let points = [(0.2, 0.5), (0.6, 0.5)].map(|(x, y)| Point { x, y }).to_vec();
        let window = window_of(&[Stroke::new(points, 0.1)]).expect("there is ink");
        let expected = Rect::from_center_size(Pos2::new(0.4, 0.5), egui::Vec2::splat(0.5));
        assert!((window.min - expected.min).length() < 1e-6 && (window.max - expected.max).length() < 1e-6);
        assert_eq!(window_of(&[]), None);
    }
}
