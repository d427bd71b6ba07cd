//! A found digit's own ink: what in its box differs from the paper as ink does, belongs to a digit and points to this one.

use super::find::{Level, Sighting};
use super::view::Colours;
use crate::ink::Raster;
use crate::ink::segment::Bounds;

/// Share of a box's sides that is looked at beyond it, and the least, in pixels of the scale.
const MARGIN: (f32, f32) = (0.12, 1.5);
/// Shares of the way from paper to ink at which there is none and full ink, for digits from [`FINE`] pixels on: their
/// greys are the pen's texture and blur…
const SHARP: (f32, f32) = (0.25, 0.65);
/// … and for smaller ones, whose greys are area.
const SOFT: (f32, f32) = (0.12, 0.85);
/// Longer side of a digit, in pixels.
const FINE: f32 = 44.0;
/// Probabilities of being a digit's ink at which nothing and everything of a pixel counts.
const GATE: (f32, f32) = (0.18, 0.45);
/// Ways to the centres that are looked at: only digits whose boxes come this near to each other, in their sizes.
const NEIGHBOUR: f32 = 0.25;

/// Pixels of faint ink around the solid one.
const EDGE: usize = 2;

/// A part of the picture with the ink of one digit.
#[derive(Debug, Clone, Default)]
pub struct OwnInk {
    /// The ink.
    pub raster: Raster,
    /// Its first column and row in the picture.
    pub left: usize,
    /// See `left`.
    pub top: usize,
    /// The box of the ink, in pixels of the picture; `None` without ink.
    pub bounds: Option<Bounds>,
}

/// The ink of the digit at `index` of `all`.
#[must_use]
pub fn of(picture: &Colours, levels: &[Level], all: &[Sighting], index: usize, neighbours: &[usize]) -> OwnInk {
    let own = all[index];
    let level = &levels[own.level];
    let size = own.bounds.width().max(own.bounds.height());
    let bounds = own.bounds.grown((MARGIN.0 * size).max(MARGIN.1 * level.scale));
    let left = bounds.left.max(0.0) as usize;
    let top = bounds.top.max(0.0) as usize;
    let width = (bounds.right.ceil().max(0.0) as usize).min(picture.width).saturating_sub(left);
    let height = (bounds.bottom.ceil().max(0.0) as usize).min(picture.height).saturating_sub(top);
    if width == 0 || height == 0 {
        return OwnInk::default();
    }
    let region = Region { picture, level, left, top, width, height };
    let gates = region.gates(own, all, neighbours);
    let shares = region.shares(&gates);
    let range = if size >= FINE { SHARP } else { SOFT };
    let ink: Vec<u8> = shares
        .iter()
        .zip(&gates)
        .map(|(share, gate)| {
            let share = ((share - range.0) / (range.1 - range.0)).clamp(0.0, 1.0);
            (share * gate.own * 255.0).round() as u8
        })
        .collect();
    cut(&Raster { width, height, ink }, left, top)
}

/// The part of a raster that holds ink, with its faint edge; `left` and `top` are the raster's place in the picture.
fn cut(raster: &Raster, left: usize, top: usize) -> OwnInk {
    let Some([x, y, right, bottom]) = inked(raster) else { return OwnInk::default() };
    let bounds = Bounds {
        left: (left + x) as f32,
        top: (top + y) as f32,
        right: (left + right) as f32,
        bottom: (top + bottom) as f32,
    };
    let (x, y) = (x.saturating_sub(EDGE), y.saturating_sub(EDGE));
    let (right, bottom) = ((right + EDGE).min(raster.width), (bottom + EDGE).min(raster.height));
    let lines = raster.ink.chunks_exact(raster.width).take(bottom).skip(y);
    let ink = lines.flat_map(|line| line[x..right].iter().copied()).collect();
    let raster = Raster { width: right - x, height: bottom - y, ink };
    OwnInk { raster, left: left + x, top: top + y, bounds: Some(bounds) }
}

/// Whether the boxes of two digits are so near that ink of one may lie in the other's.
#[must_use]
pub fn are_neighbours(a: Bounds, b: Bounds) -> bool {
    let size = |one: Bounds| one.width().max(one.height());
    a.distance(b) < NEIGHBOUR * size(a).max(size(b))
}

/// What the network says of a pixel.
#[derive(Debug, Clone, Copy)]
struct Gate {
    /// How much of the pixel may be the digit's own ink.
    own: f32,
    /// The probability that it is any ink at all.
    any: f32,
}

struct Region<'a> {
    picture: &'a Colours,
    level: &'a Level,
    left: usize,
    top: usize,
    width: usize,
    height: usize,
}

impl Region<'_> {
    fn places(&self) -> impl Iterator<Item = (usize, f32, f32)> {
        (0..self.width * self.height).map(|at| {
            let (x, y) = (self.left + at % self.width, self.top + at / self.width);
            (y * self.picture.width + x, x as f32 + 0.5, y as f32 + 0.5)
        })
    }

    fn gates(&self, own: Sighting, all: &[Sighting], neighbours: &[usize]) -> Vec<Gate> {
        let far = |(x, y): (f32, f32), bounds: Bounds| {
            let centre = bounds.centre();
            ((x - centre.x) / bounds.width().max(0.4 * bounds.height()))
                .hypot((y - centre.y) / bounds.height().max(0.4 * bounds.width()))
        };
        let gate = |(_, x, y): (usize, f32, f32)| {
            let [digit, other] = self.level.ink(x, y);
            let mut gate = ((digit - GATE.0) / (GATE.1 - GATE.0)).clamp(0.0, 1.0);
            if gate > 0.0 && !neighbours.is_empty() {
                let vote = self.level.vote(x, y);
                let own = far(vote, own.bounds);
                let nearest =
                    neighbours.iter().map(|&other| far(vote, all[other].bounds)).fold(f32::INFINITY, f32::min);
                // Where the ways of two digits meet, neither has the pixel for itself.
                gate *= ((nearest - own) / 0.12 + 0.5).clamp(0.0, 1.0);
            }
            Gate { own: gate, any: digit.max(other) }
        };
        self.places().map(gate).collect()
    }

    /// For each pixel the share of the way from the colour of paper to that of ink.
    fn shares(&self, gates: &[Gate]) -> Vec<f32> {
        let planes = self.picture.planes();
        let colour = |at: usize| [planes[0][at], planes[1][at], planes[2][at]];
        // What is surely paper; where nothing is, what is least surely ink.
        let mut quiet: Vec<f32> = gates.iter().map(|gate| gate.any).collect();
        let tenth = quiet.len() / 10;
        let limit = quiet.select_nth_unstable_by(tenth, f32::total_cmp).1.max(0.25);
        let mut paper = Mean::default();
        for ((at, ..), gate) in self.places().zip(gates) {
            if gate.any <= limit {
                paper.add(colour(at), 1.0);
            }
        }
        let Some(paper) = paper.value() else { return vec![0.0; gates.len()] };
        let over = |at: usize| {
            let own = colour(at);
            [own[0] - paper[0], own[1] - paper[1], own[2] - paper[2]]
        };
        let length = |c: [f32; 3]| (c[0] * c[0] + c[1] * c[1] + c[2] * c[2]).sqrt();
        // The farther from paper, the more a pixel says about the ink's colour.
        let mut ink = Mean::default();
        for ((at, ..), gate) in self.places().zip(gates) {
            let over = over(at);
            ink.add(over, gate.own * length(over).powi(2));
        }
        let Some(ink) = ink.value() else { return vec![0.0; gates.len()] };
        let square = ink.iter().map(|part| part * part).sum::<f32>().max(1.0);
        self.places()
            .map(|(at, ..)| over(at).iter().zip(&ink).map(|(over, ink)| over * ink).sum::<f32>() / square)
            .collect()
    }
}

/// A weighted mean of colours.
#[derive(Default)]
struct Mean {
    sums: [f32; 3],
    weight: f32,
}

impl Mean {
    fn add(&mut self, colour: [f32; 3], weight: f32) {
        self.sums.iter_mut().zip(colour).for_each(|(sum, part)| *sum += weight * part);
        self.weight += weight;
    }

    fn value(&self) -> Option<[f32; 3]> {
        (self.weight > 1e-3).then(|| self.sums.map(|sum| sum / self.weight))
    }
}

/// Left, top, right and bottom of a raster's ink.
fn inked(raster: &Raster) -> Option<[usize; 4]> {
    let mut found = [usize::MAX, usize::MAX, 0, 0];
    for (at, _) in raster.ink.iter().enumerate().filter(|(_, ink)| **ink >= 96) {
        let (x, y) = (at % raster.width, at / raster.width);
        found = [found[0].min(x), found[1].min(y), found[2].max(x + 1), found[3].max(y + 1)];
    }
    (found[0] < found[2]).then_some(found)
}
