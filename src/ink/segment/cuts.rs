//! Where a stroke that runs through two digits may be cut.

use super::Bounds;
use crate::ink::Point;

/// Columns in which a stroke is looked at.
const COLUMNS: usize = 96;
/// A stroke narrower than this share of its height is one digit at most.
const LEAST_ASPECT: f32 = 0.95;
/// Both sides of a cut are at least this share of the stroke's height.
const TALL: f32 = 0.6;
/// Both sides of a cut are at least this wide, as a share of the stroke's height.
const LEAST_WIDTH: f32 = 0.12;
/// Score in favour of a stroke as wide as high being a single digit…
const WHOLE: f32 = 2.5;
/// … and what it loses for being wider by its height.
const WIDER: f32 = 3.0;
/// Most cuts of one stroke.
const MOST_CUTS: usize = 5;

/// The parts of a stroke between its cuts, and what speaks for their being one digit all the same. A stroke that
/// cannot be two digits stays whole.
///
/// A cut is made where the pen passed only once from left to right: the joint of two digits. No column through a
/// digit's loops, bows or double lines is like that; the bar of a 7 and the flag of a 1 are, but leave a part that is
/// too low.
pub(super) fn of_stroke(points: &[Point]) -> (Vec<Vec<Point>>, f32) {
    let points: Vec<Point> = points.iter().copied().filter(|point| point.is_finite()).collect();
    let whole = |points: Vec<Point>| (vec![points], 0.0);
    let Some(bounds) = Bounds::around(points.iter().copied()) else { return whole(points) };
    let aspect = bounds.width() / bounds.height().max(f32::MIN_POSITIVE);
    if aspect < LEAST_ASPECT || bounds.height() <= 0.0 || !aspect.is_finite() {
        return whole(points);
    }
    let crossings = crossings(&points, bounds);
    let mut places = Vec::new();
    let mut start = None;
    for column in 0..=COLUMNS {
        let is_single = crossings.get(column) == Some(&1);
        match (start, is_single) {
            (None, true) => start = Some(column),
            (Some(from), false) => {
                start = None;
                // The middle of the joint.
                let share = (from + column) as f32 / 2.0 / COLUMNS as f32;
                places.push(bounds.left + bounds.width() * share);
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    let mut parts = vec![points];
    for x in places {
        if parts.len() > MOST_CUTS {
            break;
        }
        cut_at(&mut parts, x, bounds.height());
    }
    (parts, WHOLE - WIDER * (aspect - 1.0).clamp(0.0, 1.5))
}

/// How often the stroke passes each column.
fn crossings(points: &[Point], bounds: Bounds) -> Vec<u32> {
    let mut counts = vec![0; COLUMNS];
    let middle = |column: usize| bounds.left + bounds.width() * (column as f32 + 0.5) / COLUMNS as f32;
    for pair in points.windows(2) {
        let (left, right) = (pair[0].x.min(pair[1].x), pair[0].x.max(pair[1].x));
        let first = ((left - bounds.left) / bounds.width() * COLUMNS as f32).floor().max(0.0) as usize;
        for (column, count) in counts.iter_mut().enumerate().skip(first.saturating_sub(1)) {
            let x = middle(column);
            if x >= right {
                break;
            }
            *count += u32::from(x >= left);
        }
    }
    counts
}

/// Cuts the part that passes column `x`, if both sides are large enough for a digit.
fn cut_at(parts: &mut Vec<Vec<Point>>, x: f32, height: f32) {
    let passes = |pair: &[Point]| (pair[0].x < x) != (pair[1].x < x);
    let place = |part: &Vec<Point>| part.windows(2).position(passes);
    let Some((index, at)) = parts.iter().enumerate().find_map(|(index, part)| Some((index, place(part)?))) else {
        return;
    };
    let part = &parts[index];
    let (from, to) = (part[at], part[at + 1]);
    let share = (x - from.x) / (to.x - from.x);
    let cut = from + (to - from) * share;
    let before: Vec<Point> = part[..=at].iter().copied().chain([cut]).collect();
    let after: Vec<Point> = [cut].into_iter().chain(part[at + 1..].iter().copied()).collect();
    let is_large = |side: &[Point]| {
        Bounds::around(side.iter().copied())
            .is_some_and(|bounds| bounds.height() >= TALL * height && bounds.width() >= LEAST_WIDTH * height)
    };
    if is_large(&before) && is_large(&after) {
        parts.splice(index..=index, [before, after]);
    }
}
