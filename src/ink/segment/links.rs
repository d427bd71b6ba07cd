//! How much the place of two pieces of ink speaks for their being one digit.
//!
//! Strengths are in nats, like the logarithm of a probability: 0 leaves the question to the network.

use super::Bounds;
use super::severed::Ends;
use crate::ink::Point;

/// Rows in which two pieces are compared to see whether one stands beside the other.
const ROWS: usize = 16;
/// What speaks against two pieces of which nothing is known.
const STRANGERS: f32 = -1.5;
/// Score in favour of joining pieces of which one lies above the other.
const OVERLAPPING: f32 = 2.5;
/// What speaks for pieces that touch…
const TOUCHING: f32 = 0.8;
/// … and more, for pieces that cross.
const CROSSING: f32 = 1.2;
/// Score against joining two tall pieces one above the other: those are digits in a column.
const STACKED: f32 = -1.5;
/// What speaks against a gap as wide as the digit is high.
const GAP: f32 = -12.0;
/// What speaks for two bars, one above the other: an equals sign, or nothing that is read.
const BARS: f32 = 1.0;
/// A bar is lower than this share of its width.
const BAR: f32 = 0.4;
/// What speaks for pieces that the eraser parted: more than any reading, since a line with a gap looks odd.
const SEVERED: f32 = 4.0;
/// A gap that says nothing, as a share of the digit's height.
const SMALL_GAP: f32 = 0.03;
/// The same between tall pieces, one above the other.
const STACKED_GAP: f32 = 0.08;
/// The same for a flat piece above or below: the hat of a 5.
const HAT_GAP: f32 = 0.25;
/// A piece lower than this share of the other is flat.
const FLAT: f32 = 0.4;

/// A piece of ink that is not taken apart further.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The box of the lines the pen drew, without the pen's width; of a shape, its box.
    pub bounds: Bounds,
    /// The box of the ink.
    pub inked: Bounds,
    /// Short straight lines (or dots) along the ink.
    pub trace: Vec<(Point, Point)>,
    /// Traces this near to each other touch, as a share of the digit's height.
    pub touch: f32,
    /// The stroke or shape it was cut from, if any was cut, and what speaks for undoing the cut.
    pub cut_from: Option<(usize, f32)>,
    /// Its ends, if the eraser may have made it.
    pub ends: Option<Ends>,
}

impl Piece {
    /// Height of a digit this piece could be a part of, at least.
    pub fn size(&self) -> f32 {
        self.bounds.height().max(0.5 * self.bounds.width())
    }
}

/// What speaks for the two being parts of one digit.
pub(super) fn strength(a: &Piece, b: &Piece) -> f32 {
    if let (Some((a, strength)), Some((b, _))) = (a.cut_from, b.cut_from)
        && a == b
    {
        return strength;
    }
    if were_one(a, b) {
        return SEVERED;
    }
    if are_bars(a, b) {
        return BARS;
    }
    let size = a.size().max(b.size()).max(f32::MIN_POSITIVE);
    let touch = a.touch.max(b.touch) * size;
    let far = -GAP.recip() * 6.0 * size + touch;
    if a.bounds.distance(b.bounds) > far + HAT_GAP * size {
        return f32::NEG_INFINITY;
    }
    let distance = distance(a, b);
    let gap = (distance - touch).max(0.0) / size;
    let overlap = overlap(a, b, size);
    let (low, high) = (a.bounds.height().min(b.bounds.height()), a.bounds.height().max(b.bounds.height()));
    let is_flat = low < FLAT * high;
    let is_stacked = are_stacked(a, b);
    let free = if is_flat {
        SMALL_GAP + (HAT_GAP - SMALL_GAP) * overlap
    } else if is_stacked {
        STACKED_GAP
    } else {
        SMALL_GAP
    };
    let mut strength = STRANGERS + OVERLAPPING * overlap + GAP * (gap - free).max(0.0);
    // Neighbours whose edges meet are two digits as often as one.
    if gap <= 0.0 {
        strength += TOUCHING * (0.4 + 0.6 * overlap);
    }
    if distance <= 0.0 {
        strength += CROSSING * (0.25 + 0.75 * overlap);
    }
    if is_stacked {
        strength += STACKED;
    }
    strength
}

/// Whether the eraser parted them.
fn were_one(a: &Piece, b: &Piece) -> bool {
    matches!((&a.ends, &b.ends), (Some(a), Some(b)) if a.continue_in(b))
}

/// Whether both are bars of about the same width, one above the other and no farther from it than they are wide.
fn are_bars(a: &Piece, b: &Piece) -> bool {
    let is_bar = |piece: &Piece| piece.bounds.height() < BAR * piece.bounds.width();
    let (narrow, wide) = (a.bounds.width().min(b.bounds.width()), a.bounds.width().max(b.bounds.width()));
    let apart = a.bounds.top.max(b.bounds.top) - a.bounds.bottom.min(b.bounds.bottom);
    is_bar(a)
        && is_bar(b)
        && narrow > 0.5 * wide
        && a.bounds.shared_width(b.bounds) > 0.6 * narrow
        && (0.0..narrow).contains(&apart)
}

/// Whether both are tall and one is above the other: two digits of a column, or the loops of an 8.
pub(super) fn are_stacked(a: &Piece, b: &Piece) -> bool {
    let (low, high) = (a.bounds.height().min(b.bounds.height()), a.bounds.height().max(b.bounds.height()));
    low >= FLAT * high && a.bounds.shared_height(b.bounds) < 0.1 * low && !were_one(a, b)
}

/// How much of the narrower piece lies above or below the other, from 0 to 1; 0 if one stands beside the other in
/// every row, however slanted both are.
fn overlap(a: &Piece, b: &Piece, size: f32) -> f32 {
    // Even a straight 1 is as wide as a pen.
    let margin = 0.05 * size;
    let (wide_a, wide_b) = (a.bounds.grown(margin), b.bounds.grown(margin));
    let share = wide_a.shared_width(wide_b) / wide_a.width().min(wide_b.width());
    if stands_beside(a, b, size) {
        return 0.0;
    }
    let t = ((share - 0.25) / 0.5).clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Whether both are tall and one is right of the other in every row they share.
fn stands_beside(a: &Piece, b: &Piece, size: f32) -> bool {
    let (top, bottom) = (a.bounds.top.max(b.bounds.top), a.bounds.bottom.min(b.bounds.bottom));
    let lower = a.bounds.height().min(b.bounds.height());
    if bottom - top < 0.5 * lower || lower < 0.3 * size {
        return false;
    }
    let (spans_a, spans_b) = (spans(a, top, bottom), spans(b, top, bottom));
    let margin = 0.02 * size;
    let both = || spans_a.iter().zip(&spans_b).filter_map(|(a, b)| Some(((*a)?, (*b)?)));
    both().next().is_some()
        && (both().all(|((_, a_right), (b_left, _))| a_right + margin < b_left)
            || both().all(|((a_left, _), (_, b_right))| b_right + margin < a_left))
}

/// The leftmost and rightmost ink in each row between `top` and `bottom`.
fn spans(piece: &Piece, top: f32, bottom: f32) -> [Option<(f32, f32)>; ROWS] {
    let mut spans = [None; ROWS];
    let row = |y: f32| (y - top) / (bottom - top).max(f32::MIN_POSITIVE) * ROWS as f32;
    for &(from, to) in &piece.trace {
        let (first, last) = (row(from.y.min(to.y)), row(from.y.max(to.y)));
        if last < 0.0 || first >= ROWS as f32 {
            continue;
        }
        let (first, last) = (first.max(0.0) as usize, (last.max(0.0) as usize).min(ROWS - 1));
        let (left, right) = (from.x.min(to.x), from.x.max(to.x));
        for span in spans.iter_mut().take(last + 1).skip(first) {
            let (low, high) = span.unwrap_or((left, right));
            *span = Some((low.min(left), high.max(right)));
        }
    }
    spans
}

/// The shortest way between the traces; zero where they cross.
fn distance(a: &Piece, b: &Piece) -> f32 {
    if are_falling_dots(&a.trace) && are_falling_dots(&b.trace) {
        return distance_between_dots(&a.trace, &b.trace);
    }
    let mut shortest = f32::INFINITY;
    for &(a_from, a_to) in &a.trace {
        for &(b_from, b_to) in &b.trace {
            shortest = shortest.min(distance_between_lines(a_from, a_to, b_from, b_to));
        }
        if shortest <= 0.0 {
            break;
        }
    }
    shortest
}

/// Whether these are dots from the top down, as the trace of a shape is.
fn are_falling_dots(trace: &[(Point, Point)]) -> bool {
    trace.iter().all(|(from, to)| from == to) && trace.is_sorted_by(|(a, _), (b, _)| a.y <= b.y)
}

/// The shortest way between dots that lie from the top down: only those are looked at whose rows are near enough.
fn distance_between_dots(a: &[(Point, Point)], b: &[(Point, Point)]) -> f32 {
    let mut shortest = f32::INFINITY;
    let mut nearest = None;
    for &(dot, _) in a {
        let mut look = |&(other, _): &(Point, Point)| {
            let (across, down) = (other.x - dot.x, other.y - dot.y);
            let square = across * across + down * down;
            if square < shortest {
                (shortest, nearest) = (square, Some((dot, other)));
            }
            down * down < shortest
        };
        let (above, below) = b.split_at(b.partition_point(|(other, _)| other.y < dot.y));
        let _ = below.iter().all(&mut look);
        let _ = above.iter().rev().all(&mut look);
    }
    nearest.map_or(f32::INFINITY, |(dot, other)| dot.distance(other))
}

fn distance_between_lines(a: Point, b: Point, c: Point, d: Point) -> f32 {
    if a == b && c == d {
        return a.distance(c);
    }
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    if side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0 {
        return 0.0;
    }
    let ends = [a.distance_to_line(c, d), b.distance_to_line(c, d), c.distance_to_line(a, b), d.distance_to_line(a, b)];
    ends.into_iter().fold(f32::INFINITY, f32::min)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_shortest_way_between_dots_is_that_of_all_their_pairs(
            a in prop::collection::vec((0_u8..60, 0_u8..60), 1..40),
            b in prop::collection::vec((0_u8..60, 0_u8..60), 1..40),
        ) {
            let trace = |mut dots: Vec<(u8, u8)>| {
                dots.sort_by_key(|&(_, y)| y);
                let dot = |(x, y)| Point { x: f32::from(x) + 0.5, y: f32::from(y) + 0.5 };
                dots.into_iter().map(dot).map(|dot| (dot, dot)).collect::<Vec<_>>()
            };
            let (a, b) = (trace(a), trace(b));
            let all = a.iter().flat_map(|&(a, _)| b.iter().map(move |&(b, _)| a.distance(b)));
            let nearest = all.fold(f32::INFINITY, f32::min);
            prop_assert!((distance_between_dots(&a, &b) - nearest).abs() <= 1e-5 * nearest);
        }
    }
}
