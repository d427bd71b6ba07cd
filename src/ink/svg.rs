//! A drawing as SVG: the curves themselves, with their real widths.

use std::fmt::Write as _;

use super::smoothing::{Sample, curve, knots};
use super::{DEFAULT_PEN_WIDTH, Point, Stroke};

/// Side of the picture in its own units.
const SIDE: f32 = 1000.0;

/// Background of the SVG picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backing {
    /// White.
    White,
    /// Nothing.
    Transparent,
}

/// A whole SVG document of the square canvas. Strokes of even width are paths of
/// cubic curves; those whose width changes with the pressure are short pieces, each of its own width.
#[must_use]
pub fn document(strokes: &[Stroke], backing: Backing) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{SIDE}\" \
         height=\"{SIDE}\" viewBox=\"0 0 {SIDE} {SIDE}\">\n"
    );
    if backing == Backing::White {
        _ = writeln!(text, "<rect width=\"{SIDE}\" height=\"{SIDE}\" fill=\"#fff\"/>");
    }
    text.push_str("<g fill=\"none\" stroke=\"#000\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n");
    for stroke in strokes {
        if stroke.is_even() { push_even(&mut text, stroke) } else { push_pressed(&mut text, stroke) }
    }
    text.push_str("</g>\n</svg>\n");
    text
}

fn push_even(text: &mut String, stroke: &Stroke) {
    let points: Vec<Point> = knots(&stroke.points, stroke.smoothing).iter().map(|knot| knot.place).collect();
    let Some(&first) = points.first() else { return };
    _ = write!(text, "<path stroke-width=\"{}\" d=\"M{}", units(stroke.width), pair(first));
    if points.len() == 1 {
        // A line of no length has round ends, which make a dot.
        _ = write!(text, "L{}", pair(first));
    }
    for (index, way) in points.windows(2).enumerate() {
        if stroke.smoothing.is_straight() {
            _ = write!(text, "L{}", pair(way[1]));
            continue;
        }
        let before = index.checked_sub(1).and_then(|before| points.get(before)).copied();
        let [_, leaving, arriving, to] = curve(before, way[0], way[1], points.get(index + 2).copied());
        _ = write!(text, "C{} {} {}", pair(leaving), pair(arriving), pair(to));
    }
    text.push_str("\"/>\n");
}

fn push_pressed(text: &mut String, stroke: &Stroke) {
    let line = stroke.line();
    let width = |a: Sample, b: Sample| units(f32::midpoint(stroke.width_at(a.at), stroke.width_at(b.at)));
    text.push_str("<g>\n");
    if let [dot] = line[..] {
        _ = writeln!(text, "<path stroke-width=\"{0}\" d=\"M{1}L{1}\"/>", width(dot, dot), pair(dot.place));
    }
    for way in line.windows(2) {
        let [a, b] = [way[0], way[1]];
        _ = writeln!(text, "<path stroke-width=\"{}\" d=\"M{}L{}\"/>", width(a, b), pair(a.place), pair(b.place));
    }
    text.push_str("</g>\n");
}

/// Canvas sides in the picture's units, to hundredths.
fn units(length: f32) -> f32 {
    let length = if length.is_finite() { length } else { DEFAULT_PEN_WIDTH };
    (length * SIDE * 100.0).round() / 100.0
}

fn pair(point: Point) -> String {
    format!("{} {}", units(point.x), units(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Smoothing, Trace};

    fn bend() -> Stroke {
        Stroke::new([(0.1, 0.2), (0.5, 0.2), (0.5, 0.9)].map(|(x, y)| Point { x, y }).to_vec(), 0.08)
    }

    #[test]
    fn an_even_stroke_is_one_path_of_curves_with_its_width_and_ends() {
        let text = document(&[bend()], Backing::White);
        assert!(text.contains("<path stroke-width=\"80\" d=\"M100 200C"), "{text}");
        assert!(text.contains(" 500 900\"/>") && text.contains("fill=\"#fff\""), "{text}");
        assert_eq!(text.matches('C').count(), 2, "two curves: {text}");
        assert!(!document(&[bend()], Backing::Transparent).contains("<rect"));
    }

    #[test]
    fn without_smoothing_the_lines_are_straight_and_a_dot_is_a_dot() {
        let straight = Stroke { smoothing: Smoothing::Off, ..bend() };
        assert!(document(&[straight], Backing::Transparent).contains("d=\"M100 200L500 200L500 900\""));
        let dot = Stroke::new(vec![Point { x: 0.5, y: 0.25 }], 0.1);
        assert!(document(&[dot], Backing::Transparent).contains("stroke-width=\"100\" d=\"M500 250L500 250\""));
    }

    #[test]
    fn pressure_gives_pieces_of_rising_width() {
        let pressed = Stroke { trace: Trace { pressures: vec![0.0, 0.5, 1.0], times: Vec::new() }, ..bend() };
        let text = document(&[pressed], Backing::Transparent);
        let widths: Vec<f32> = text
            .split("stroke-width=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter_map(|width| width.parse().ok())
            .collect();
        assert!(widths.len() > 10 && widths.is_sorted(), "{widths:?}");
    }

    #[test]
    fn numbers_that_are_none_leave_a_valid_document() {
        let wild = Stroke::new(vec![Point { x: f32::NAN, y: 0.5 }, Point { x: 0.5, y: 0.5 }], f32::NAN);
        let text = document(&[wild, Stroke::default()], Backing::Transparent);
        assert!(!text.contains("NaN"), "{text}");
    }
}
