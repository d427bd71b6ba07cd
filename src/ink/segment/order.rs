//! Reading order: lines from the top down, each from left to right.

use super::{Bounds, SegmentedDigit};

/// Two boxes of one line share at least this part of the lower one's height.
const SAME_LINE: f32 = 0.4;
/// A gap is wide from this many of the line's usual gaps on…
const WIDE_GAP: f32 = 2.5;
/// … and from this share of the line's height on.
const LEAST_WIDE_GAP: f32 = 0.7;

/// Position of a digit in the text of a number: its line, and whether a gap is before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextPosition {
    /// Number of the line, from 0.
    pub line: usize,
    /// Whether a wide gap parts it from the digit before.
    pub is_after_gap: bool,
}

/// The boxes in reading order. Lines may rise or fall.
pub(super) fn in_reading_order(mut boxes: Vec<(usize, Bounds)>) -> Vec<SegmentedDigit> {
    boxes.sort_by(|(_, a), (_, b)| a.left.total_cmp(&b.left).then(a.top.total_cmp(&b.top)));
    // Each box goes to the line whose last box it shares most height with.
    let mut lines: Vec<Vec<(usize, Bounds)>> = Vec::new();
    for next in boxes {
        let shared = |line: &Vec<(usize, Bounds)>| {
            let last = line.last().map(|last| last.1).unwrap_or_default();
            let lower = last.height().min(next.1.height()).max(f32::MIN_POSITIVE);
            last.shared_height(next.1) / lower
        };
        let best = lines.iter_mut().map(|line| (shared(line), line)).max_by(|x, y| x.0.total_cmp(&y.0));
        match best {
            Some((share, line)) if share >= SAME_LINE => line.push(next),
            Some(_) | None => lines.push(vec![next]),
        }
    }
    let middle = |line: &[(usize, Bounds)]| {
        line.iter().map(|(_, bounds)| bounds.centre().y).sum::<f32>() / line.len().max(1) as f32
    };
    lines.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let placed = lines.iter().enumerate().flat_map(|(line, boxes)| {
        let wide = wide_gap(boxes);
        boxes.iter().enumerate().map(move |(index, &(candidate, bounds))| {
            let before = index.checked_sub(1).and_then(|before| boxes.get(before));
            let is_after_gap = before.is_some_and(|(_, before)| bounds.left - before.right > wide);
            SegmentedDigit { candidate, bounds, place: TextPosition { line, is_after_gap } }
        })
    });
    placed.collect()
}

/// From which width on a gap of this line is wide; measured at the line itself, since some people write widely.
fn wide_gap(line: &[(usize, Bounds)]) -> f32 {
    let mut gaps: Vec<f32> = line.windows(2).map(|pair| (pair[1].1.left - pair[0].1.right).max(0.0)).collect();
    gaps.sort_by(f32::total_cmp);
    // Of two gaps the smaller one is the usual one; a single gap is never wide.
    let usual = if gaps.len() < 2 { f32::INFINITY } else { gaps[(gaps.len() - 1) / 2] };
    let height = line.iter().map(|(_, bounds)| bounds.height()).fold(0.0, f32::max);
    (WIDE_GAP * usual).max(LEAST_WIDE_GAP * height)
}
