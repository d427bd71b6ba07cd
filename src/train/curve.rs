//! A curve that grows point by point and stays cheap to draw however long it is: the lowest and highest point of any
//! stretch are found in the logarithm of its length.

use std::ops::{Range, RangeInclusive};

/// Points, or blocks of the level below, in a block.
const BLOCK: usize = 16;

/// Where the lowest and the highest point of a block are; of equals, the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Extremes {
    lowest: usize,
    highest: usize,
}

/// Heights in their order, with the extremes of blocks of 16, 256, 4,096 and so on.
#[derive(Debug, Clone, Default)]
pub struct Curve {
    heights: Vec<f64>,
    /// Full blocks of each level, the smallest blocks first.
    levels: Vec<Vec<Extremes>>,
}

impl Curve {
    /// Adds a point at the end.
    pub fn push(&mut self, height: f64) {
        self.heights.push(height);
        let mut blocks = self.heights.len();
        let mut level = 0;
        while blocks.is_multiple_of(BLOCK) {
            let made = self.last_block(level, blocks);
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(made);
            blocks = self.levels[level].len();
            level += 1;
        }
    }

    /// Extremes of the last [`BLOCK`] of `parts` parts below `level`.
    fn last_block(&self, level: usize, parts: usize) -> Extremes {
        let first = parts - BLOCK;
        let part = |index: usize| match level.checked_sub(1) {
            None => Extremes { lowest: index, highest: index },
            Some(below) => self.levels[below][index],
        };
        (first + 1..parts).fold(part(first), |found, index| self.wider(found, part(index)))
    }

    /// The extremes of two stretches, `found` being the earlier one.
    fn wider(&self, found: Extremes, next: Extremes) -> Extremes {
        let height = |index: usize| self.heights[index];
        Extremes {
            lowest: if height(next.lowest).total_cmp(&height(found.lowest)).is_lt() {
                next.lowest
            } else {
                found.lowest
            },
            highest: if height(next.highest).total_cmp(&height(found.highest)).is_gt() {
                next.highest
            } else {
                found.highest
            },
        }
    }

    /// Number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// Whether there is no point.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// Height of point `index`, if there is one.
    #[must_use]
    pub fn height(&self, index: usize) -> Option<f64> {
        self.heights.get(index).copied()
    }

    /// Indices of the lowest and the highest point of `range`; `None` for a stretch without points. Of equals, the
    /// first.
    #[must_use]
    pub fn extremes(&self, range: Range<usize>) -> Option<(usize, usize)> {
        let end = range.end.min(self.heights.len());
        let mut at = range.start;
        let mut found: Option<Extremes> = None;
        while at < end {
            let mut next = (Extremes { lowest: at, highest: at }, 1);
            let mut size = BLOCK;
            for level in &self.levels {
                if !at.is_multiple_of(size) || at + size > end {
                    break;
                }
                next = (level[at / size], size);
                size *= BLOCK;
            }
            found = Some(found.map_or(next.0, |found| self.wider(found, next.0)));
            at += next.1;
        }
        found.map(|Extremes { lowest, highest }| (lowest, highest))
    }

    /// Indices of the points that `columns` columns of pixels over `window` can show: of those in each column, the
    /// first, the lowest, the highest and the last, in their order, so that no peak and no gap is lost; and the
    /// neighbours of the window, so that the line goes on to its edge. `x` gives the place of each point, rising.
    #[must_use]
    pub fn thin(&self, x: impl Fn(usize) -> f64, window: &RangeInclusive<f64>, columns: usize) -> Vec<usize> {
        let (low, high) = (*window.start(), *window.end());
        let all = 0..self.heights.len();
        let inside = first_where(all.clone(), |index| x(index) >= low)..first_where(all, |index| x(index) > high);
        let seen = inside.start.saturating_sub(1)..(inside.end + 1).min(self.heights.len());
        let columns = columns.max(1);
        let width = (high - low) / columns as f64;
        // Four points a column are kept at most, so shorter curves, and those without a width, stay as they are.
        if seen.len() <= 4 * columns + 2 || width.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
            return seen.collect();
        }
        let mut kept = Vec::with_capacity(4 * columns + 2);
        kept.extend(seen.start..inside.start);
        let mut at = inside.start;
        for column in 1..=columns {
            let edge = low + width * column as f64;
            let end =
                if column == columns { inside.end } else { first_where(at..inside.end, |index| x(index) >= edge) };
            if let Some((lowest, highest)) = self.extremes(at..end) {
                let mut points = [at, lowest, highest, end - 1];
                points.sort_unstable();
                kept.extend(points);
            }
            at = end;
        }
        kept.extend(inside.end..seen.end);
        kept.dedup();
        kept
    }
}

/// The first index of `range` from which on `is_there` holds; its end if it never does.
fn first_where(range: Range<usize>, is_there: impl Fn(usize) -> bool) -> usize {
    let (mut from, mut to) = (range.start, range.end);
    while from < to {
        let middle = from + (to - from) / 2;
        if is_there(middle) {
            to = middle;
        } else {
            from = middle + 1;
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn curve(heights: &[f64]) -> Curve {
        let mut curve = Curve::default();
        for &height in heights {
            curve.push(height);
        }
        curve
    }

    #[test]
    fn an_empty_curve_has_no_extremes_and_nothing_to_draw() {
        let curve = Curve::default();
        assert_eq!(curve.extremes(0..10), None);
        assert!(curve.thin(|index| index as f64, &(0.0..=1.0), 100).is_empty());
        assert!(curve.is_empty() && curve.height(0).is_none());
    }

    #[test]
    fn a_short_curve_stays_as_it_is_and_reaches_beyond_the_window() {
        let curve = curve(&[1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(curve.thin(|index| index as f64, &(0.0..=4.0), 100), [0, 1, 2, 3, 4]);
        assert_eq!(curve.thin(|index| index as f64, &(1.5..=2.5), 100), [1, 2, 3]);
    }

    /// A zigzag of a million points with one needle up and one down.
    fn million() -> Curve {
        let mut curve = Curve::default();
        for index in 0..1_000_000_u32 {
            curve.push(match index {
                777_777 => 9.0,
                123_456 => -9.0,
                _ => f64::from(index % 7) / 7.0,
            });
        }
        curve
    }

    #[test]
    fn a_million_points_keep_their_needles_in_two_thousand_columns() {
        let kept = million().thin(|index| index as f64, &(0.0..=999_999.0), 2_000);
        assert!(kept.len() <= 8_002, "{}", kept.len());
        assert!(kept.contains(&777_777) && kept.contains(&123_456));
        assert_eq!((kept.first(), kept.last()), (Some(&0), Some(&999_999)));
    }

    #[test]
    fn zooming_in_shows_every_point() {
        let kept = million().thin(|index| index as f64, &(500_000.0..=500_100.0), 2_000);
        assert_eq!(kept, (499_999..=500_101).collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn extremes_of_any_stretch_are_those_found_by_looking_at_each(
            heights in prop::collection::vec(-5_i32..5, 1..1_500),
            from in 0_usize..1_500,
            length in 0_usize..1_500,
        ) {
            let heights: Vec<f64> = heights.into_iter().map(f64::from).collect();
            let curve = curve(&heights);
            let end = (from + length).min(heights.len());
            let indices = || from..end;
            let lowest = indices().min_by(|&a, &b| heights[a].total_cmp(&heights[b]));
            let highest = indices().rev().max_by(|&a, &b| heights[a].total_cmp(&heights[b]));
            prop_assert_eq!(curve.extremes(from..from + length), lowest.zip(highest));
        }

        #[test]
        fn thinning_keeps_the_extremes_of_every_column_and_the_order(
            heights in prop::collection::vec(-1e6..1e6_f64, 1..3_000),
            columns in 1_usize..150,
            window in (0.0..0.6_f64, 0.4..1.0_f64),
        ) {
            let curve = curve(&heights);
            let last = heights.len() as f64;
            let (low, high) = (window.0 * last, (window.1 * last).max(window.0 * last + 1.0));
            let kept = curve.thin(|index| index as f64, &(low..=high), columns);
            prop_assert!(kept.windows(2).all(|pair| pair[0] < pair[1]), "the order is lost");
            let width = (high - low) / columns as f64;
            for column in 0..columns {
                let edge = |column: usize| low + width * column as f64;
                let is_inside = |index: usize| {
                    let x = index as f64;
                    x >= edge(column) && if column + 1 == columns { x <= high } else { x < edge(column + 1) }
                };
                let range = |indices: &mut dyn Iterator<Item = usize>| {
                    indices.filter(|&index| is_inside(index)).fold((f64::MAX, f64::MIN), |(low, high), index| {
                        (low.min(heights[index]), high.max(heights[index]))
                    })
                };
                let all = range(&mut (0..heights.len()));
                prop_assert_eq!(range(&mut kept.iter().copied()), all, "column {}", column);
            }
        }
    }
}
