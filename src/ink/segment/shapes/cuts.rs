//! Where a shape of a picture may be cut into two digits. Knows the pixels of one shape.

use super::Shape;
use crate::ink::segment::Bounds;

/// A shape narrower than this share of its height is one digit at most.
const LEAST_ASPECT: f32 = 0.95;
/// Slants of the cutting lines: columns to the right for each row down.
const SLANTS: [f32; 5] = [0.0, -0.15, 0.15, -0.3, 0.3];
/// Columns from which cutting lines start.
const COLUMNS: usize = 80;
/// Both sides of a cut are at least this share of the shape's height.
const TALL: f32 = 0.6;
/// Both sides of a cut are at least this wide, as a share of the shape's height.
const LEAST_WIDTH: f32 = 0.15;
/// A cut is at most this long in ink, as a share of the shape's height.
const LONGEST: f32 = 0.42;
/// Cuts are at least this far apart, as a share of the shape's height.
const APART: f32 = 0.3;
/// What speaks for a shape being one digit that is as wide as high…
const WHOLE: f32 = 2.5;
/// … and what it loses for being wider by its height.
const WIDER: f32 = 3.0;
/// Most cuts of one shape.
const MOST_CUTS: usize = 5;

/// A line from (`x`, top) downward with a slant.
#[derive(Clone, Copy)]
struct Cut {
    /// Where it passes the middle of the shape's height.
    x: f32,
    slant: f32,
    /// Pixels of ink along it.
    ink: usize,
}

impl Cut {
    fn at(&self, row: f32, middle: f32) -> f32 {
        self.x + self.slant * (row - middle)
    }
}

/// The parts of a shape between its cuts; a shape that cannot be two digits stays whole. A line that passes through
/// ink only once, and briefly, is a joint.
pub(super) fn of_shape(width: usize, shape: Shape, index: usize) -> Vec<Shape> {
    let aspect = shape.bounds.width() / shape.bounds.height();
    if aspect < LEAST_ASPECT || shape.bounds.height() < 8.0 {
        return vec![shape];
    }
    let bounds = shape.bounds;
    let mask = Mask::of(&shape, width);
    let mut cuts = joints(&mask, bounds);
    // The shortest first; of equals the straighter.
    cuts.sort_by(|a, b| a.ink.cmp(&b.ink).then(a.slant.abs().total_cmp(&b.slant.abs())));
    let mut taken: Vec<Cut> = Vec::new();
    for cut in cuts {
        let is_apart = taken.iter().all(|other| (other.x - cut.x).abs() >= APART * bounds.height());
        if is_apart && taken.len() < MOST_CUTS && mask.sides_are_large(&cut, bounds) {
            taken.push(cut);
        }
    }
    if taken.is_empty() {
        return vec![shape];
    }
    taken.sort_by(|a, b| a.x.total_cmp(&b.x));
    let middle = bounds.centre().y;
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); taken.len() + 1];
    for &pixel in &shape.pixels {
        let (x, y) = ((pixel % width) as f32, (pixel / width) as f32);
        let side = taken.iter().filter(|cut| cut.at(y, middle) <= x).count();
        parts[side].push(pixel);
    }
    let strength = WHOLE - WIDER * (aspect - 1.0).clamp(0.0, 1.5);
    let parts = parts.into_iter().filter(|pixels| !pixels.is_empty());
    parts.map(|pixels| Shape::of(pixels, width, Some((index, strength)))).collect()
}

/// Every cutting line that passes ink once and briefly.
fn joints(mask: &Mask, bounds: Bounds) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for slant in SLANTS {
        for column in 1..COLUMNS {
            let x = bounds.left + bounds.width() * column as f32 / COLUMNS as f32;
            let mut cut = Cut { x, slant, ink: 0 };
            let runs = mask.runs_along(&mut cut, bounds.centre().y);
            if runs == 1 && cut.ink as f32 <= LONGEST * bounds.height() {
                cuts.push(cut);
            }
        }
    }
    cuts
}

/// The shape's pixels within its box.
struct Mask {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    marked: Vec<bool>,
}

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

    /// Counts the stretches of ink that the line passes, and their length.
    fn runs_along(&self, cut: &mut Cut, middle: f32) -> usize {
        let (mut runs, mut was_ink) = (0, false);
        for row in 0..self.height {
            let x = cut.at((self.top + row) as f32, middle) - self.left as f32;
            let is_ink = x >= 0.0 && (x as usize) < self.width && self.marked[row * self.width + x as usize];
            runs += usize::from(is_ink && !was_ink);
            cut.ink += usize::from(is_ink);
            was_ink = is_ink;
        }
        runs
    }

    /// Whether both sides of the line are large enough for a digit.
    fn sides_are_large(&self, cut: &Cut, bounds: Bounds) -> bool {
        let mut sides: [Option<(usize, usize, usize, usize)>; 2] = [None, None];
        for (index, _) in self.marked.iter().enumerate().filter(|&(_, &marked)| marked) {
            let (x, y) = (index % self.width, index / self.width);
            let is_right = cut.at((self.top + y) as f32, bounds.centre().y) <= (self.left + x) as f32;
            let side = &mut sides[usize::from(is_right)];
            let (left, right, top, bottom) = side.unwrap_or((x, x, y, y));
            *side = Some((left.min(x), right.max(x), top.min(y), bottom.max(y)));
        }
        sides.iter().all(|side| {
            side.is_some_and(|(left, right, top, bottom)| {
                (bottom - top) as f32 >= TALL * bounds.height()
                    && (right - left) as f32 >= LEAST_WIDTH * bounds.height()
            })
        })
    }
}
