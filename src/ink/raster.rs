//! Strokes to grey pixels, with anti-aliasing.

mod dense;

use dense::{Cells, Disc};
use tiny_skia::{FillRule, LineCap, LineJoin, Mask, Path, PathBuilder, Transform};

use super::{DEFAULT_PEN_WIDTH, Point, Stroke};

/// Pixels along the longer side of rasterised ink: eight for each of the normaliser's twenty.
const LONGER_SIDE: f64 = 160.0;
/// Pen widths that can be drawn, in canvas sides.
const PEN_WIDTHS: std::ops::RangeInclusive<f32> = 0.001..=1.0;
/// Way from disc to disc of a line of changing width, in pixels.
const TAPERED_STEP: f32 = 1.0;
/// The thinnest line in pixels; a thinner one would vanish between the pixels.
const THINNEST: f64 = 1.0;
/// Way from point to point of an even line, in pixels: less cannot be seen.
const EVEN_STEP: f32 = 0.25;
/// Most places of all lines that are filled as one path, whose time grows faster than they do.
const MOST_IN_PATH: usize = 12_000;

/// A grey picture: 0 is paper, 255 is ink.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Raster {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Row-major, `width` × `height` bytes.
    pub ink: Vec<u8>,
}

impl Raster {
    /// Draws strokes with round caps and joins, on a raster just large enough for the ink.
    ///
    /// The longer side of the ink becomes 160 pixels, wherever on the canvas and however large it is. Where strokes
    /// overlap the ink is united, not added. Without a usable point the raster has no pixels.
    #[must_use]
    pub fn of(strokes: &[Stroke]) -> Self {
        let lines: Vec<Line> = strokes.iter().filter_map(Line::of).collect();
        Frame::around(&lines).map_or_else(Self::default, |frame| frame.filled(&lines))
    }

    /// Draws the whole canvas, ink and paper, `side` pixels wide and high; what lies beyond its edge is cut off.
    #[must_use]
    pub fn of_canvas(strokes: &[Stroke], side: u32) -> Self {
        let side = side.max(1);
        let lines: Vec<Line> = strokes.iter().filter_map(Line::of).collect();
        let frame = Frame { left: 0.0, top: 0.0, scale: f64::from(side), width: side, height: side };
        let raster = frame.filled(&lines);
        if raster.ink.is_empty() {
            return Self { width: side as usize, height: side as usize, ink: vec![0; (side * side) as usize] };
        }
        raster
    }
}

/// A smoothed stroke with a width that can be drawn, everywhere or at each point.
struct Line {
    points: Vec<Point>,
    width: Width,
}

/// In canvas sides.
enum Width {
    Even(f64),
    /// One for each point.
    Pressed(Vec<f64>),
}

impl Width {
    fn at(&self, index: usize) -> f64 {
        match self {
            Self::Even(width) => *width,
            Self::Pressed(widths) => widths.get(index).copied().unwrap_or(f64::from(DEFAULT_PEN_WIDTH)),
        }
    }
}

impl Line {
    fn of(stroke: &Stroke) -> Option<Self> {
        let usable = |width: f32| {
            let width = if width.is_finite() { width } else { DEFAULT_PEN_WIDTH };
            f64::from(width.clamp(*PEN_WIDTHS.start(), *PEN_WIDTHS.end()))
        };
        let samples = stroke.line();
        let width = if stroke.is_even() {
            Width::Even(usable(stroke.width))
        } else {
            Width::Pressed(samples.iter().map(|sample| usable(stroke.width_at(sample.at))).collect())
        };
        let points: Vec<Point> = samples.into_iter().map(|sample| sample.place).collect();
        (!points.is_empty()).then_some(Self { points, width })
    }
}

/// Where on the canvas the raster lies and how fine it is.
struct Frame {
    left: f64,
    top: f64,
    /// Pixels a canvas side.
    scale: f64,
    width: u32,
    height: u32,
}

impl Frame {
    /// The box of the ink, pen width included; `None` without lines.
    fn around(lines: &[Line]) -> Option<Self> {
        if lines.is_empty() {
            return None;
        }
        let (mut left, mut top, mut right, mut bottom) =
            (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for line in lines {
            for (index, point) in line.points.iter().enumerate() {
                let radius = line.width.at(index) / 2.0;
                let (x, y) = (f64::from(point.x), f64::from(point.y));
                left = left.min(x - radius);
                right = right.max(x + radius);
                top = top.min(y - radius);
                bottom = bottom.max(y + radius);
            }
        }
        let scale = LONGER_SIDE / (right - left).max(bottom - top);
        // Rounding errors must not open another row for the longer side.
        let pixels = |length: f64| ((length * scale - 1e-6).ceil() as u32).max(1);
        Some(Self { left, top, scale, width: pixels(right - left), height: pixels(bottom - top) })
    }

    /// The lines in this frame.
    fn filled(&self, lines: &[Line]) -> Raster {
        let traces: Vec<Trace> = lines.iter().map(|line| self.trace(line)).collect();
        let ink = if traces.iter().map(Trace::places).sum::<usize>() > MOST_IN_PATH {
            Some(self.cells(&traces).ink())
        } else {
            self.path_filled(&traces)
        };
        let (width, height) = (self.width as usize, self.height as usize);
        ink.map_or_else(Raster::default, |ink| Raster { width, height, ink })
    }

    fn path_filled(&self, traces: &[Trace]) -> Option<Vec<u8>> {
        let mut mask = Mask::new(self.width, self.height)?;
        mask.fill_path(&outline(traces)?, FillRule::Winding, true, Transform::identity());
        Some(mask.take())
    }

    fn cells(&self, traces: &[Trace]) -> Cells {
        let discs = || traces.iter().flat_map(|trace| &trace.discs);
        let radius = discs().map(|&(.., radius)| radius).fold(0.0, f32::max);
        let is_inside =
            |&(x, y, _): &Disc| (0.0..=self.width as f32).contains(&x) && (0.0..=self.height as f32).contains(&y);
        let mut cells = Cells::of(self, radius, !discs().all(is_inside));
        for Trace { discs, .. } in traces {
            if let [dot] = discs[..] {
                cells.draw(dot, dot);
            }
            for pair in discs.windows(2) {
                cells.draw(pair[0], pair[1]);
            }
        }
        cells
    }

    fn place(&self, point: Point) -> (f32, f32) {
        (((f64::from(point.x) - self.left) * self.scale) as f32, ((f64::from(point.y) - self.top) * self.scale) as f32)
    }

    /// A width that does not vanish between the pixels, in pixels.
    fn pixels(&self, width: f64) -> f32 {
        (width * self.scale).max(THINNEST) as f32
    }

    /// The line in pixels, without what changes no pixel.
    fn trace(&self, line: &Line) -> Trace {
        let mut discs: Vec<Disc> = Vec::new();
        let is_even = matches!(line.width, Width::Even(_));
        let last = line.points.len().saturating_sub(1);
        for (index, &point) in line.points.iter().enumerate() {
            let ((x, y), radius) = (self.place(point), self.pixels(line.width.at(index)) / 2.0);
            let is_kept = discs.last().is_none_or(|&(last_x, last_y, _)| {
                let way = (x - last_x).hypot(y - last_y);
                if is_even { way >= EVEN_STEP } else { way >= TAPERED_STEP || index == last }
            });
            if is_kept {
                discs.push((x, y, radius));
            }
        }
        Trace { discs, is_even }
    }
}

/// A line in pixels.
struct Trace {
    /// At least one.
    discs: Vec<Disc>,
    /// Whether all discs have one radius.
    is_even: bool,
}

impl Trace {
    /// How much it adds to a path, in places of an even line.
    fn places(&self) -> usize {
        if self.is_even { self.discs.len() } else { 4 * self.discs.len() }
    }

    fn even_outline(&self) -> Option<Path> {
        let (&(x, y, radius), rest) = self.discs.split_first()?;
        if rest.is_empty() {
            return PathBuilder::from_circle(x, y, radius);
        }
        let mut builder = PathBuilder::new();
        builder.move_to(x, y);
        for &(x, y, _) in rest {
            builder.line_to(x, y);
        }
        let pen = tiny_skia::Stroke {
            width: 2.0 * radius,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..tiny_skia::Stroke::default()
        };
        builder.finish()?.stroke(&pen, 1.0)
    }

    /// A line of changing width: a disc at each point, and straight sides from disc to disc.
    fn push_tapered(&self, builder: &mut PathBuilder) {
        let mut last: Option<Disc> = None;
        for &(x, y, radius) in &self.discs {
            if let Some((last_x, last_y, last_radius)) = last {
                let length = (x - last_x).hypot(y - last_y);
                if length > 0.0 {
                    // To the left of the way, so that the sides turn as the discs do.
                    let (across_x, across_y) = ((y - last_y) / length, -(x - last_x) / length);
                    builder.move_to(last_x + across_x * last_radius, last_y + across_y * last_radius);
                    builder.line_to(x + across_x * radius, y + across_y * radius);
                    builder.line_to(x - across_x * radius, y - across_y * radius);
                    builder.line_to(last_x - across_x * last_radius, last_y - across_y * last_radius);
                    builder.close();
                }
            }
            builder.push_circle(x, y, radius);
            last = Some((x, y, radius));
        }
    }
}

/// The outlines of all lines as one path: filling it by winding unites them.
fn outline(traces: &[Trace]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for trace in traces {
        if !trace.is_even {
            trace.push_tapered(&mut builder);
        } else if let Some(outline) = trace.even_outline() {
            builder.push_path(&outline);
        }
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::split_mix::SplitMix64;

    fn stroke(points: &[(f32, f32)], width: f32) -> Stroke {
        Stroke::new(points.iter().map(|&(x, y)| Point { x, y }).collect(), width)
    }

    enum Coverage {
        None,
        Full,
    }

    /// The ink of a raster pixel as the distance to the lines has it, or `None` where anti-aliasing decides.
    fn expected(frame: &Frame, lines: &[Line], column: usize, row: usize) -> Option<Coverage> {
        let centre = (column as f32 + 0.5, row as f32 + 0.5);
        let centre = Point { x: centre.0, y: centre.1 };
        let depth = |line: &Line| {
            let Width::Even(width) = line.width else { panic!("these lines are even") };
            let radius = (width * frame.scale) as f32 / 2.0;
            let place = |point: Point| {
                let (x, y) = frame.place(point);
                Point { x, y }
            };
            let mut pairs: Vec<_> = line.points.windows(2).map(|pair| (pair[0], pair[1])).collect();
            if let [dot] = line.points.as_slice() {
                pairs.push((*dot, *dot));
            }
            let distance = pairs.iter().map(|&(a, b)| centre.distance_to_line(place(a), place(b)));
            radius - distance.fold(f32::INFINITY, f32::min)
        };
        let depth = lines.iter().map(depth).fold(f32::NEG_INFINITY, f32::max);
        if depth > 1.2 {
            Some(Coverage::Full)
        } else if depth < -1.2 {
            Some(Coverage::None)
        } else {
            None
        }
    }

    fn assert_is_union_of_discs_along_the_lines(strokes: &[Stroke]) {
        let raster = Raster::of(strokes);
        let lines: Vec<Line> = strokes.iter().filter_map(Line::of).collect();
        let frame = Frame::around(&lines).expect("there is ink");
        for row in 0..raster.height {
            for column in 0..raster.width {
                let ink = raster.ink[row * raster.width + column];
                // The rasteriser may miss two of its sixteen samples where two outlines touch inside the ink.
                match expected(&frame, &lines, column, row) {
                    Some(Coverage::Full) => assert!(ink >= 223, "{ink} in column {column}, row {row}"),
                    Some(Coverage::None) => assert_eq!(ink, 0, "column {column}, row {row}"),
                    None => {}
                }
            }
        }
    }

    #[test]
    fn no_strokes_give_no_pixels() {
        assert_eq!(Raster::of(&[]), Raster::default());
        assert_eq!(Raster::of(&[stroke(&[(f32::NAN, 0.5)], 0.1)]), Raster::default());
    }

    #[test]
    fn a_dot_is_a_disc() {
        let raster = Raster::of(&[stroke(&[(0.3, 0.7)], 0.1)]);
        assert_eq!((raster.width, raster.height), (160, 160));
        let area = raster.ink.iter().map(|&ink| f64::from(ink)).sum::<f64>() / 255.0;
        assert!((area / (std::f64::consts::PI * 80.0 * 80.0) - 1.0).abs() < 0.003, "{area}");
    }

    #[test]
    fn a_dot_on_a_line_makes_no_hole() {
        assert_is_union_of_discs_along_the_lines(&[
            stroke(&[(0.2, 0.5), (0.8, 0.5)], 0.1),
            stroke(&[(0.5, 0.5)], 0.3),
            stroke(&[(0.8, 0.45), (0.2, 0.45)], 0.1),
        ]);
    }

    #[test]
    fn drawing_a_line_twice_does_not_darken_its_edge() {
        let there = stroke(&[(0.2, 0.3), (0.8, 0.5)], 0.1);
        let back = stroke(&[(0.8, 0.5), (0.2, 0.3)], 0.1);
        let (once, twice) = (Raster::of(std::slice::from_ref(&there)), Raster::of(&[there, back]));
        let most = once.ink.iter().zip(&twice.ink).map(|(&a, &b)| a.abs_diff(b)).max();
        assert!(most <= Some(16), "{most:?}");
    }

    #[test]
    fn pressure_widens_the_ink_along_the_line_without_holes() {
        for points in [[(0.1, 0.5), (0.9, 0.5)], [(0.9, 0.5), (0.1, 0.5)]] {
            let mut pressed = stroke(&points, 0.1);
            pressed.trace.pressures = points.iter().map(|&(x, _)| (x - 0.1) / 0.8).collect();
            let raster = Raster::of(&[pressed]);
            let height = |share: f32| {
                let column = (raster.width as f32 * share) as usize;
                let column = raster.ink.iter().skip(column).step_by(raster.width);
                column.map(|&ink| f32::from(ink)).sum::<f32>() / 255.0 / raster.width as f32
            };
            // The ink is 0.04 + 0.12 s wide and reaches from 0.08 to 0.98 of the canvas.
            for place in [0.2, 0.5, 0.8] {
                let expected = (0.04 + 0.12 * (place - 0.1) / 0.8) / 0.9;
                let found = height((place - 0.08) / 0.9);
                assert!((found - expected).abs() < 0.01, "{points:?} at {place}: {found} instead of {expected}");
            }
        }
    }

    #[test]
    fn a_line_pressed_evenly_is_the_line_of_an_even_pen() {
        let even = stroke(&[(0.2, 0.2), (0.7, 0.3), (0.4, 0.8)], 0.1);
        let mut pressed = even.clone();
        pressed.trace.pressures = vec![0.5; 3];
        let (even, pressed) = (Raster::of(&[even]), Raster::of(&[pressed]));
        assert_eq!((even.width, even.height), (pressed.width, pressed.height));
        let most = even.ink.iter().zip(&pressed.ink).map(|(&a, &b)| a.abs_diff(b)).max();
        assert!(most <= Some(48), "{most:?}");
    }

    #[test]
    fn the_whole_canvas_is_drawn_with_its_paper() {
        let raster = Raster::of_canvas(&[stroke(&[(0.0, 0.5), (1.0, 0.5)], 0.2)], 100);
        assert_eq!((raster.width, raster.height), (100, 100));
        let (paper, ink) = (raster.ink[39 * 100 + 50], raster.ink[41 * 100 + 50]);
        assert_eq!((paper, ink), (0, 255));
        assert_eq!(Raster::of_canvas(&[], 3).ink, [0; 9]);
    }

    #[test]
    fn a_hair_does_not_vanish() {
        let raster = Raster::of(&[stroke(&[(0.0, 0.0), (1.0, 0.8)], 0.0)]);
        for column in raster.ink.chunks_exact(raster.width) {
            assert!(column.iter().any(|&ink| ink > 0));
        }
    }

    /// The same random points every time.
    fn scattered(count: u32) -> Vec<(f32, f32)> {
        let mut rng = SplitMix64::new(7, 0, 0);
        (0..count).map(|_| (rng.unit(), rng.unit())).collect()
    }

    #[test]
    fn very_much_ink_is_never_one_path() {
        let lines: Vec<Line> = Line::of(&stroke(&scattered(3_000), 0.05)).into_iter().collect();
        let frame = Frame::around(&lines).expect("there is ink");
        let trace = frame.trace(&lines[0]);
        assert!(trace.places() > MOST_IN_PATH, "{}", trace.places());
        assert_eq!(frame.filled(&lines).ink, frame.cells(&[trace]).ink());
    }

    /// Difference of the ink of the two ways: in the mean of the pixels at edges, and the share of them where it is large,
    /// as where two edges cross within a pixel.
    fn difference(strokes: &[Stroke], frame: Option<Frame>) -> (f64, f64) {
        let lines: Vec<Line> = strokes.iter().filter_map(Line::of).collect();
        let frame = frame.or_else(|| Frame::around(&lines)).expect("there is ink");
        let traces: Vec<Trace> = lines.iter().map(|line| frame.trace(line)).collect();
        let (path, cells) = (frame.path_filled(&traces).expect("there is a path"), frame.cells(&traces).ink());
        let over: f64 = path.iter().zip(&cells).map(|(&path, &cells)| f64::from(cells) - f64::from(path)).sum();
        let edges = path.iter().filter(|&&ink| ink > 0 && ink < 255).count().max(1) as f64;
        let large = path.iter().zip(&cells).filter(|&(&path, &cells)| path.abs_diff(cells) > 64).count();
        (over / edges, large as f64 / edges)
    }

    #[test]
    fn both_ways_to_ink_give_the_same_but_for_a_breath_at_edges() {
        let mut pressed = stroke(&[(0.1, 0.2), (0.5, 0.9), (0.9, 0.3)], 0.1);
        pressed.trace.pressures = vec![0.0, 1.0, 0.4];
        let beyond = Frame { left: 0.0, top: 0.0, scale: 100.0, width: 100, height: 100 };
        for (strokes, frame) in [
            (vec![stroke(&scattered(6), 0.1)], None),
            (vec![stroke(&scattered(12), 0.02), stroke(&[(0.5, 0.5)], 0.2)], None),
            (vec![stroke(&[(0.1, 0.1), (0.9, 0.1), (0.9, 0.7)], 0.05)], None),
            (vec![pressed], None),
            (vec![stroke(&[(-0.1, 0.5), (0.5, -0.05), (9.0, 0.5), (0.5, 1.1)], 0.3)], Some(beyond)),
        ] {
            let (mean, large) = difference(&strokes, frame);
            assert!(mean.abs() < 16.0 && large < 0.05, "{mean} in the mean, {large} are large: {strokes:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_ink_is_the_union_of_discs_along_the_lines(
            lines in prop::collection::vec(
                (prop::collection::vec((0.0f32..1.0, 0.0f32..1.0), 1..10), 0.02f32..0.3), 1..4)
        ) {
            let strokes: Vec<Stroke> = lines.iter().map(|(points, width)| stroke(points, *width)).collect();
            assert_is_union_of_discs_along_the_lines(&strokes);
        }
    }
}
