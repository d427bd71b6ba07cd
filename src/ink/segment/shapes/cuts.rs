//! Where a shape of a picture may be cut into two digits.

use super::Shape;
use crate::ink::segment::Bounds;

/// A shape narrower than this share of its height is one digit at most.
const LEAST_ASPECT: f32 = 0.7;
/// Both sides of a cut are at least this share of the shape's height.
const TALL: f32 = 0.6;
/// Both sides of a cut are at least this wide, as a share of the shape's height.
const LEAST_WIDTH: f32 = 0.15;
/// A cut passes at most this much ink, as a share of the shape's height.
const MOST_INK: f32 = 0.25;
/// Cuts are at least this far apart at the middle of the height, as a share of it.
const APART: f32 = 0.2;
/// What a step to the side costs a cut, in pixels of ink: a straight one is as good as one that saves less.
const SIDEWAYS: f32 = 0.4;
/// What speaks for a shape being one digit that is as wide as high, more for a narrower one…
const WHOLE: f32 = 1.5;
/// … and what it loses for being wider by its height.
const WIDER: f32 = 3.0;
/// Most cuts of one shape.
const MOST_CUTS: usize = 8;

/// The parts of a shape between its cuts; a shape that cannot be two digits stays whole. A cut goes down between the
/// digits, around what hangs over, and through as little ink as there is: a seam, as in the retargeting of pictures
/// (Avidan and Shamir 2007), here with ink for energy.
pub(super) fn of_shape(width: usize, shape: Shape, index: usize) -> Vec<Shape> {
    let aspect = shape.bounds.width() / shape.bounds.height();
    if aspect < LEAST_ASPECT || shape.bounds.height() < 8.0 {
        return vec![shape];
    }
    let mask = Mask::of(&shape, width);
    let taken = mask.cuts();
    if taken.is_empty() {
        return vec![shape];
    }
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); taken.len() + 1];
    for &pixel in &shape.pixels {
        let (x, y) = (pixel % width - mask.left, pixel / width - mask.top);
        let side = taken.iter().filter(|cut| cut[y] <= x).count();
        parts[side].push(pixel);
    }
    let strength = WHOLE - WIDER * (aspect - 1.0).clamp(-0.5, 1.5);
    let parts = parts.into_iter().filter(|pixels| !pixels.is_empty());
    parts.map(|pixels| Shape::of(pixels, width, Some((index, strength)))).collect()
}

/// The shape's pixels within its box.
struct Mask {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    marked: Vec<bool>,
}

/// For each row of the box, the first column right of the cut.
type Cut = Vec<usize>;

impl Mask {
    fn of(shape: &Shape, width: usize) -> Self {
        let (left, top) = (shape.bounds.left as usize, shape.bounds.top as usize);
        let (columns, rows) = (shape.bounds.width() as usize, shape.bounds.height() as usize);
        let mut marked = vec![false; columns * rows];
        for &pixel in &shape.pixels {
            marked[(pixel / width - top) * columns + pixel % width - left] = true;
        }
        Self { left, top, width: columns, height: rows, marked }
    }

    /// The cuts that leave two large sides, from left to right: those through the least ink first, and none beside them.
    fn cuts(&self) -> Vec<Cut> {
        let height = self.height as f32;
        let middle = self.height / 2;
        let (from_top, from_bottom) = (self.costs(0..self.height), self.costs((0..self.height).rev()));
        let nearest = Nearest::of(self);
        let cost = |x: usize| {
            let at = middle * self.width + x;
            // The pixel itself is in both.
            from_top[at] + from_bottom[at] - self.ink(at)
        };
        let mut places: Vec<usize> = (0..self.width).filter(|&x| cost(x) <= MOST_INK * height).collect();
        places.sort_by(|&one, &other| cost(one).total_cmp(&cost(other)).then(one.cmp(&other)));
        let mut taken: Vec<(usize, Cut)> = Vec::new();
        for x in places {
            let is_apart = taken.iter().all(|&(other, _)| x.abs_diff(other) as f32 >= APART * height);
            if !is_apart || taken.len() >= MOST_CUTS {
                continue;
            }
            let cut = self.seam(x, middle, &from_top, &from_bottom);
            if nearest.sides_are_large(&cut) {
                taken.push((x, cut));
            }
        }
        taken.sort_by_key(|&(x, _)| x);
        taken.into_iter().map(|(_, cut)| cut).collect()
    }

    fn ink(&self, at: usize) -> f32 {
        f32::from(u8::from(self.marked[at]))
    }

    /// For each pixel what the cheapest way to it costs, from the first of `rows`, one after the other.
    fn costs(&self, rows: impl Iterator<Item = usize>) -> Vec<f32> {
        let mut costs = vec![0.0; self.marked.len()];
        let mut before: Option<usize> = None;
        for row in rows {
            for x in 0..self.width {
                let at = row * self.width + x;
                let way = before.map_or(0.0, |before| self.cheapest(&costs, before, x).1);
                costs[at] = way + self.ink(at);
            }
            before = Some(row);
        }
        costs
    }

    /// The column of `row`, at `x` or beside it, from which the way to `x` of the next row is cheapest, and what it costs.
    fn cheapest(&self, costs: &[f32], row: usize, x: usize) -> (usize, f32) {
        let ways = [Some(x), x.checked_sub(1), (x + 1 < self.width).then_some(x + 1)];
        let cost = |from: usize| costs[row * self.width + from] + if from == x { 0.0 } else { SIDEWAYS };
        let ways = ways.into_iter().flatten().map(|from| (from, cost(from)));
        ways.min_by(|one, other| one.1.total_cmp(&other.1)).unwrap_or((x, 0.0))
    }

    /// The cheapest way from top to bottom through column `x` of row `middle`.
    fn seam(&self, x: usize, middle: usize, from_top: &[f32], from_bottom: &[f32]) -> Cut {
        let mut cut = vec![x; self.height];
        for row in (0..middle).rev() {
            cut[row] = self.cheapest(from_top, row, cut[row + 1]).0;
        }
        for row in middle + 1..self.height {
            cut[row] = self.cheapest(from_bottom, row, cut[row - 1]).0;
        }
        cut
    }
}

/// For each row, and each place from before its first pixel to behind its last, the marked columns on both sides: what a
/// cut leaves is known without looking at every pixel, however many cuts are tried.
struct Nearest {
    width: usize,
    /// Places of a row: one more than its pixels.
    places: usize,
    /// The last marked column before the place.
    before: Vec<Option<u16>>,
    /// The first marked column from the place on.
    from: Vec<Option<u16>>,
}

impl Nearest {
    fn of(mask: &Mask) -> Self {
        let places = mask.width + 1;
        let (mut before, mut from) = (vec![None; places * mask.height], vec![None; places * mask.height]);
        for (row, marked) in mask.marked.chunks_exact(mask.width).enumerate() {
            let (before, from) = (&mut before[row * places..][..places], &mut from[row * places..][..places]);
            for (x, &marked) in marked.iter().enumerate() {
                before[x + 1] = if marked { Some(x as u16) } else { before[x] };
            }
            for (x, &marked) in marked.iter().enumerate().rev() {
                from[x] = if marked { Some(x as u16) } else { from[x + 1] };
            }
        }
        Self { width: mask.width, places, before, from }
    }

    /// Whether both sides are large enough for a digit.
    fn sides_are_large(&self, cut: &Cut) -> bool {
        let mut sides: [Option<Bounds>; 2] = [None, None];
        for (row, &cut) in cut.iter().enumerate() {
            let at = row * self.places;
            let left = self.from[at].filter(|&first| usize::from(first) < cut).zip(self.before[at + cut]);
            let right = self.from[at + cut].zip(self.before[at + self.width]);
            for (side, spanned) in sides.iter_mut().zip([left, right]) {
                let Some((first, last)) = spanned else { continue };
                let y = row as f32;
                let span = Bounds { left: f32::from(first), top: y, right: f32::from(last), bottom: y };
                *side = Some(side.map_or(span, |side| side.union(span)));
            }
        }
        let height = cut.len() as f32;
        let is_large = |side: Bounds| side.height() >= TALL * height && side.width() >= LEAST_WIDTH * height;
        sides.into_iter().all(|side| side.is_some_and(is_large))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by looking at every pixel.
    fn are_large(mask: &Mask, cut: &Cut) -> bool {
        let mut sides: [Option<Bounds>; 2] = [None, None];
        for (at, _) in mask.marked.iter().enumerate().filter(|&(_, &marked)| marked) {
            let (x, y) = (at % mask.width, at / mask.width);
            let side = &mut sides[usize::from(cut[y] <= x)];
            let (x, y) = (x as f32, y as f32);
            let pixel = Bounds { left: x, top: y, right: x, bottom: y };
            *side = Some(side.map_or(pixel, |side| side.union(pixel)));
        }
        let height = mask.height as f32;
        let is_large = |side: Bounds| side.height() >= TALL * height && side.width() >= LEAST_WIDTH * height;
        sides.into_iter().all(|side| side.is_some_and(is_large))
    }

    proptest! {
        #[test]
        fn what_a_cut_leaves_is_known_without_looking_at_every_pixel(
            marked in prop::collection::vec(prop::bool::weighted(0.3), 12 * 10),
            cut in prop::collection::vec(0_usize..12, 10),
        ) {
            let mask = Mask { left: 0, top: 0, width: 12, height: 10, marked };
            prop_assert_eq!(Nearest::of(&mask).sides_are_large(&cut), are_large(&mask, &cut));
        }
    }
}
