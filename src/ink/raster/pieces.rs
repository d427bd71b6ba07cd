//! Ink of very many points: filled piece by piece, without those that change no pixel.
//!
//! One path of all lines takes time that grows with the square of its pieces, since a row of pixels meets many of them.

use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use super::{Frame, Line, Raster, Width};

/// Points of a line up to which all ink is one path.
pub const MOST_AT_ONCE: usize = 4_000;
/// Points of one piece.
const PIECE: usize = 64;

/// A part of the raster: columns and rows from the first to before the second.
#[derive(Debug, Clone, Copy)]
struct Area {
    columns: (usize, usize),
    rows: (usize, usize),
}

/// The raster as far as it is filled.
struct Filling {
    ink: Vec<u8>,
    width: usize,
    height: usize,
    /// What the next piece is filled into; empty in between.
    mask: Mask,
}

impl Filling {
    /// The pixels that ink reaches whose middles are in the box from `least` to `most`, and which is `radius` around them.
    fn area(&self, least: (f32, f32), most: (f32, f32), radius: f32) -> Area {
        let reach = radius + 1.0;
        let span = |least: f32, most: f32, size: usize| {
            let from = (least - reach).floor().clamp(0.0, size as f32) as usize;
            (from, (most + reach).ceil().clamp(0.0, size as f32) as usize)
        };
        Area { columns: span(least.0, most.0, self.width), rows: span(least.1, most.1, self.height) }
    }

    /// Whether all of it is ink already.
    fn is_full(&self, area: Area) -> bool {
        let (from, to) = area.columns;
        (area.rows.0..area.rows.1).all(|row| {
            let row = row * self.width;
            self.ink.get(row + from..row + to).is_some_and(|pixels| pixels.iter().all(|&pixel| pixel == u8::MAX))
        })
    }

    /// Unites the ink with that of `path`, which lies in `area`.
    fn add(&mut self, path: &Path, area: Area) {
        self.mask.fill_path(path, FillRule::Winding, true, Transform::identity());
        let (from, to) = area.columns;
        for row in area.rows.0..area.rows.1 {
            let span = row * self.width + from..row * self.width + to;
            let (Some(ink), Some(new)) = (self.ink.get_mut(span.clone()), self.mask.data_mut().get_mut(span)) else {
                continue;
            };
            for (ink, new) in ink.iter_mut().zip(new) {
                *ink = (*ink).max(std::mem::take(new));
            }
        }
    }
}

impl Frame {
    /// The lines in this frame, piece by piece.
    pub(super) fn filled_by_pieces(&self, lines: &[Line]) -> Raster {
        let (width, height) = (self.width as usize, self.height as usize);
        let Some(mask) = Mask::new(self.width, self.height) else { return Raster::default() };
        let mut filling = Filling { ink: vec![0; width * height], width, height, mask };
        for line in lines {
            let last = line.points.len() - 1;
            let mut from = 0;
            for at in 1..=last {
                if filling.is_full(self.area(&filling, line, at - 1, at)) {
                    if from < at - 1 {
                        self.add_piece(&mut filling, line, from, at - 1);
                    }
                    from = at;
                } else if at - from == PIECE {
                    self.add_piece(&mut filling, line, from, at);
                    from = at;
                }
            }
            if from < last || last == 0 {
                self.add_piece(&mut filling, line, from, last);
            }
        }
        Raster { width, height, ink: filling.ink }
    }

    fn add_piece(&self, filling: &mut Filling, line: &Line, from: usize, to: usize) {
        let path = match &line.width {
            Width::Even(width) => self.outline_of(&line.points[from..=to], self.pixels(*width)),
            Width::Pressed(widths) => {
                let mut builder = PathBuilder::new();
                self.push_tapered(&mut builder, &line.points[from..=to], &widths[from..=to]);
                builder.finish()
            }
        };
        if let Some(path) = path {
            let area = self.area(filling, line, from, to);
            filling.add(&path, area);
        }
    }

    /// The pixels that the ink from one point to another reaches.
    fn area(&self, filling: &Filling, line: &Line, from: usize, to: usize) -> Area {
        let (mut least, mut most) = ((f32::MAX, f32::MAX), (f32::MIN, f32::MIN));
        let mut radius: f32 = 0.0;
        for (index, point) in line.points.iter().enumerate().take(to + 1).skip(from) {
            let (x, y) = self.place(*point);
            least = (least.0.min(x), least.1.min(y));
            most = (most.0.max(x), most.1.max(y));
            radius = radius.max(self.pixels(line.width.at(index)) / 2.0);
        }
        filling.area(least, most, radius)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::super::super::{Drawing, Point, Scene, Smoothing, Stroke, Trace};
    use super::*;

    /// Points all over the canvas, the same each time.
    fn anywhere(count: usize) -> Vec<Point> {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1_u64 << 24) as f32
        };
        (0..count).map(|_| Point { x: next(), y: next() }).collect()
    }

    /// A stroke through points near to each other, as a hand leaves them.
    fn wave(count: usize) -> Vec<Point> {
        let at = |index: usize| index as f32 / count as f32;
        (0..count).map(|index| Point { x: 0.1 + 0.8 * at(index), y: 0.5 + 0.3 * (at(index) * 60.0).sin() }).collect()
    }

    #[test]
    fn pieces_give_the_ink_that_one_path_gives() {
        for (points, width) in [(wave(900), 0.03), (anywhere(200), 0.004), (anywhere(300), 0.06)] {
            for pressures in [Vec::new(), vec![0.4; points.len()]] {
                let trace = Trace { pressures, ..Trace::default() };
                let stroke = Stroke { trace, ..Stroke::new(points.clone(), width) };
                let lines: Vec<Line> = Line::of(&stroke).into_iter().collect();
                let frame = Frame::around(&lines).expect("there is ink");
                let (Some(outline), Some(mut mask)) = (frame.outline(&lines), Mask::new(frame.width, frame.height))
                else {
                    panic!("there is ink")
                };
                mask.fill_path(&outline, FillRule::Winding, true, Transform::identity());
                let pieces = frame.filled_by_pieces(&lines);
                let differences = mask.data().iter().zip(&pieces.ink).map(|(one, other)| one.abs_diff(*other));
                // At the edges, where two pieces share a pixel.
                let many = differences.clone().filter(|&difference| difference > 64).count();
                assert!(many * 200 <= pieces.ink.len(), "{many} of {} pixels differ", pieces.ink.len());
                let total: u64 = differences.map(u64::from).sum();
                assert!(total <= 3 * pieces.ink.len() as u64, "by {total} in {} pixels", pieces.ink.len());
            }
        }
    }

    #[test]
    fn a_hundred_thousand_points_are_read_in_a_second() {
        for points in [anywhere(100_000), wave(100_000)] {
            for smoothing in [Smoothing::Light, Smoothing::Strong] {
                let begun = Instant::now();
                let drawing = Drawing::redrawn(&[Stroke { smoothing, ..Stroke::new(points.clone(), 0.06) }]);
                let image = drawing.image();
                assert!(image.0.iter().any(|&pixel| pixel > 0));
                let drawn = begun.elapsed();
                let _ = Scene::of_strokes(drawing.strokes());
                let all = begun.elapsed();
                // The limit leaves room for a machine that is busy with other tests.
                assert!(all < Duration::from_secs(4), "drawn in {drawn:?}, taken apart in {all:?}");
            }
        }
    }
}
