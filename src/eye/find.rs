//! Where the network sees digits: at every scale at which one could be as large as those it learned.

use super::Net;
use super::loss::sigmoid;
use super::net::{COLOURS, INK_STEP, PLACE_STEP, Seen, USUAL_SIZE, VOTE_UNIT};
use super::view::Colours;
use crate::ink::segment::Bounds;
use crate::model::kernels::maps::Maps;

/// The finest scale has no more pixels than this…
const MOST_PIXELS: f32 = 1.35e6;
/// … and pictures up to this longer side are enlarged twofold first.
const SMALL: usize = 420;
/// The coarsest scale is the first whose longer side has no more pixels than this.
const COARSEST: f32 = 44.0;
/// From one scale to the next.
const RATIO: f32 = 2.0;
/// Logit from which on a place may be a digit's centre.
const LEAST: f32 = -0.8;
/// What speaks for the larger of two that cannot both be digits, for each doubling: it tells of more ink.
const LARGER: f32 = 0.4;
/// Two boxes that share more than this of what both cover are one digit…
const SAME: f32 = 0.4;
/// … and so are two of which this share of the smaller lies in the other.
const INSIDE: f32 = 0.7;
/// The sizes, in pixels of their scale, of digits that the network is asked for, with some room.
const SIZES: (f32, f32) = (9.5, 46.0);

/// The picture at one scale, and what the network says of it.
pub struct Level {
    /// Pixels of the picture for each of this scale.
    pub scale: f32,
    /// What the network says.
    pub seen: Seen,
}

/// A digit, as far as it was seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sighting {
    /// Its box, in pixels of the picture.
    pub bounds: Bounds,
    /// How sure the network is, as a logit.
    pub logit: f32,
    /// The level at which it was seen.
    pub level: usize,
}

impl Level {
    /// The probability that the ink at a place of the picture is a digit's, and that it is something else's.
    #[must_use]
    pub fn ink(&self, x: f32, y: f32) -> [f32; 2] {
        let [digit, other, ..] = self.between(x, y);
        [sigmoid(digit), sigmoid(other)]
    }

    /// Where the centre of the digit whose ink is at a place of the picture should be.
    #[must_use]
    pub fn vote(&self, x: f32, y: f32) -> (f32, f32) {
        let [.., right, down] = self.between(x, y);
        (x + right * VOTE_UNIT * self.scale, y + down * VOTE_UNIT * self.scale)
    }

    /// The numbers of ink between the places of the map.
    fn between(&self, x: f32, y: f32) -> [f32; 4] {
        let map = &self.seen.ink;
        let place = |at: f32, count: usize| {
            let at = (at / (self.scale * INK_STEP as f32) - 0.5).clamp(0.0, (count - 1) as f32);
            let first = (at as usize).min(count.saturating_sub(2));
            (first, (first + 1).min(count - 1), at - first as f32)
        };
        let (left, right, along) = place(x, map.width());
        let (top, bottom, down) = place(y, map.height());
        let corners = [map.at(0, top, left), map.at(0, top, right), map.at(0, bottom, left), map.at(0, bottom, right)];
        let shares = [(1.0 - along) * (1.0 - down), along * (1.0 - down), (1.0 - along) * down, along * down];
        let mut sums = [0.0; 4];
        for (corner, share) in corners.iter().zip(shares) {
            sums.iter_mut().zip(*corner).for_each(|(sum, number)| *sum += share * number);
        }
        sums
    }
}

/// Looks at a picture at every scale; `None` once it `is_unwanted`.
#[must_use]
pub fn look(net: &Net, picture: &Colours, is_unwanted: &dyn Fn() -> bool) -> Option<Vec<Level>> {
    let longer = picture.width.max(picture.height);
    let mut scale = if longer <= SMALL { 0.5 } else { 1.0 };
    scale = f32::max(scale, ((picture.width * picture.height) as f32 / MOST_PIXELS).sqrt());
    let mut levels = Vec::new();
    let mut last: Option<Colours> = None;
    loop {
        if is_unwanted() {
            return None;
        }
        let side = |length: usize| ((length as f32 / scale).round() as usize).max(1);
        let size = (side(picture.width), side(picture.height));
        // Halving the scale before is as good as shrinking the picture, and sooner done.
        let small = last.as_ref().unwrap_or(picture).resized(size.0, size.1);
        let mut view = Maps::zeros(1, COLOURS, small.height, small.width);
        small.show(&mut view, 0);
        levels.push(Level { scale: picture.width as f32 / size.0 as f32, seen: net.look(view) });
        if longer as f32 / scale <= COARSEST {
            return Some(levels);
        }
        last = Some(small);
        scale *= RATIO;
    }
}

/// The digits that are seen at any level, the surest first, each once.
#[must_use]
pub fn sightings(levels: &[Level]) -> Vec<Sighting> {
    let mut all: Vec<Sighting> = levels.iter().enumerate().flat_map(|(at, level)| of_level(at, level)).collect();
    let rank = |one: &Sighting| one.logit + LARGER * one.bounds.width().max(one.bounds.height()).max(1.0).log2();
    all.sort_by(|a, b| rank(b).total_cmp(&rank(a)));
    let mut kept: Vec<Sighting> = Vec::new();
    let mut grid = Grid::default();
    for one in all {
        let is_new = grid.near(one.bounds).all(|other| !are_same(one.bounds, kept[other].bounds));
        if is_new {
            grid.put(one.bounds, kept.len());
            kept.push(one);
        }
    }
    kept
}

fn of_level(at: usize, level: &Level) -> Vec<Sighting> {
    let map = &level.seen.places;
    let (width, height) = (map.width(), map.height());
    let logit = |x: usize, y: usize| map.at(0, y, x)[0];
    let mut found = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let own = logit(x, y);
            if own < LEAST {
                continue;
            }
            let around = (y.saturating_sub(1)..height.min(y + 2))
                .flat_map(|near_y| (x.saturating_sub(1)..width.min(x + 2)).map(move |near_x| (near_x, near_y)));
            // Of equal neighbours the first counts.
            let is_peak = around.filter(|&near| near != (x, y)).all(|(near_x, near_y)| {
                let other = logit(near_x, near_y);
                other < own || (other <= own && (near_y, near_x) > (y, x))
            });
            let numbers = map.at(0, y, x);
            let step = PLACE_STEP as f32;
            let centre = ((x as f32 + 0.5 + numbers[3]) * step, (y as f32 + 0.5 + numbers[4]) * step);
            let half = [numbers[1], numbers[2]].map(|side| side.clamp(-3.0, 2.0).exp() * USUAL_SIZE / 2.0);
            let size = 2.0 * half[0].max(half[1]);
            if is_peak && (SIZES.0..=SIZES.1).contains(&size) {
                let bounds = Bounds {
                    left: centre.0 - half[0],
                    top: centre.1 - half[1],
                    right: centre.0 + half[0],
                    bottom: centre.1 + half[1],
                };
                found.push(Sighting { bounds: bounds.scaled(level.scale), logit: own, level: at });
            }
        }
    }
    found
}

fn are_same(a: Bounds, b: Bounds) -> bool {
    let both = a.shared_width(b).max(0.0) * a.shared_height(b).max(0.0);
    let area = |one: Bounds| one.width() * one.height();
    let smaller = area(a).min(area(b)).max(f32::MIN_POSITIVE);
    both > SAME * (area(a) + area(b) - both) || both > INSIDE * smaller
}

/// Boxes by where they are and how large, so that only those nearby are compared.
#[derive(Default)]
struct Grid(std::collections::BTreeMap<(i32, i32, i32), Vec<usize>>);

impl Grid {
    /// Doublings of size that boxes compared may be apart.
    const APART: i32 = 3;

    fn key(bounds: Bounds, doubling: i32) -> (i32, i32) {
        let cell = f32::exp2(doubling as f32);
        let centre = bounds.centre();
        ((centre.x / cell).floor() as i32, (centre.y / cell).floor() as i32)
    }

    fn doubling(bounds: Bounds) -> i32 {
        bounds.width().max(bounds.height()).max(1.0).log2().ceil() as i32
    }

    fn put(&mut self, bounds: Bounds, index: usize) {
        let doubling = Self::doubling(bounds);
        let (x, y) = Self::key(bounds, doubling);
        self.0.entry((doubling, y, x)).or_default().push(index);
    }

    fn near(&self, bounds: Bounds) -> impl Iterator<Item = usize> {
        let own = Self::doubling(bounds);
        (own - Self::APART..=own + Self::APART).flat_map(move |doubling| {
            let (x, y) = Self::key(bounds, doubling);
            // A box that is larger than the cell reaches further.
            let reach = if doubling < own { 1 << (own - doubling) } else { 1 };
            (y - reach..=y + reach).flat_map(move |y| {
                self.0
                    .range((doubling, y, x - reach)..=(doubling, y, x + reach))
                    .flat_map(|(_, all)| all.iter().copied())
            })
        })
    }
}
