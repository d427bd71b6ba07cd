//! Takes printed lines away and leaves the strokes that cross them.

use super::super::light::Flat;
use super::super::quantile;
use super::{LEAST, Lines, Orientation, Piece};

/// Furthest from a line's middle that it is looked at, in pixels.
const REACH: isize = 6;
/// Places across a line at which it is measured.
const PLACES: usize = 2 * REACH as usize + 1;
/// A line ends where it is this share as dark as in its middle.
const EDGE: f32 = 0.12;
/// A piece of a line is at most this many times as dark as the line is elsewhere.
const BLACKER: f32 = 1.3;
/// Lines are printed evenly but for this share…
const UNEVEN: f32 = 0.35;
/// … and this many deviations of the noise.
const NOISE: f32 = 4.0;
/// Slants of strokes that cross a line: pixels along for each off.
const SLANTS: [f32; 7] = [0.0, -0.5, 0.5, -1.0, 1.0, -1.7, 1.7];
/// Ink on both sides of a line is this share as dark as the usual ink.
const BRIDGED: f32 = 0.4;

/// How dark a line is across it, in grey levels; its middle is in the middle.
type Profile = [f32; PLACES];

/// What is printed on a picture.
struct Printed {
    /// How dark the lines are at each pixel, in grey levels.
    line: Vec<f32>,
    /// How far the lines reach at each pixel, to both sides of their middle; less than 0 beside them.
    reach: [Vec<i8>; 2],
}

impl Lines {
    /// Takes the lines away. Where a stroke crosses a line it stays: the pixels are darker than the line, or there is
    /// ink on both sides of it.
    pub fn remove(&self, flat: &mut Flat) {
        let (_, ink) = self.darkness(flat);
        let noise = quantile(flat.over.iter().step_by(7).map(|over| over.abs()).collect(), 0.5).unwrap_or(0.0) * 1.5;
        let printed = self.printed(flat);
        let before = flat.over.clone();
        let is_line = |index: usize| {
            let line = printed.line[index];
            line > 0.0 && before[index] <= line + (UNEVEN * line).max(NOISE * noise).max(LEAST / 2.0)
        };
        for (index, over) in flat.over.iter_mut().enumerate() {
            if is_line(index) {
                *over = 0.0;
            }
        }
        let clean = flat.over.clone();
        for (way, reach) in [Orientation::Across, Orientation::Down].into_iter().zip(&printed.reach) {
            for (index, &reach) in reach.iter().enumerate().filter(|&(index, &reach)| reach >= 0 && is_line(index)) {
                let bridge = self.bridge(&clean, &printed, way, index, isize::from(reach));
                if bridge >= (BRIDGED * ink).max(LEAST) {
                    flat.over[index] = flat.over[index].max(bridge.max(before[index]));
                }
            }
        }
    }

    /// The least of the ink on both sides of a line, along the slant that has most.
    fn bridge(&self, clean: &[f32], printed: &Printed, way: Orientation, index: usize, reach: isize) -> f32 {
        let (along, off) = match way {
            Orientation::Across => (index % self.width, index / self.width),
            Orientation::Down => (index / self.width, index % self.width),
        };
        let own = &printed.reach[way as usize];
        let side = |slant: f32, sign: isize| {
            // The first pixel off the line.
            for step in 1..=2 * reach + 3 {
                let place = (along as f32 + slant * (sign * step) as f32).round();
                let next = if place < 0.0 { None } else { self.index(way, place as usize, off as isize + sign * step) };
                let Some(next) = next else { return 0.0 };
                if own[next] < 0 {
                    return clean[next];
                }
            }
            0.0
        };
        SLANTS.iter().map(|&slant| side(slant, -1).min(side(slant, 1))).fold(0.0, f32::max)
    }

    /// Measures each piece of each line.
    fn printed(&self, flat: &Flat) -> Printed {
        let size = flat.over.len();
        let mut printed = Printed { line: vec![0.0; size], reach: [vec![-1; size], vec![-1; size]] };
        for (way, lines) in [(Orientation::Across, &self.across), (Orientation::Down, &self.down)] {
            for line in lines {
                let profiles: Vec<Profile> = line.pieces.iter().map(|piece| self.profile(flat, way, piece)).collect();
                // A stroke may lie along a piece, but not along most of the line.
                let usual: Profile = std::array::from_fn(|place| {
                    quantile(profiles.iter().map(|profile| profile[place]).collect(), 0.5).unwrap_or(0.0)
                });
                for (piece, own) in line.pieces.iter().zip(&profiles) {
                    let profile = std::array::from_fn(|place| own[place].min(BLACKER * usual[place] + 2.0));
                    self.note(&mut printed, way, piece, &profile);
                }
            }
        }
        printed
    }

    /// Writes down how dark a piece of a line is.
    fn note(&self, printed: &mut Printed, way: Orientation, piece: &Piece, profile: &Profile) {
        let Some((low, high)) = edges(profile) else { return };
        for along in piece.from..piece.to {
            let centre = piece.at(along as f32).round() as isize;
            for away in low..=high {
                let Some(index) = self.index(way, along, centre + away) else { continue };
                // The line lies between pixels: its neighbours there count as well.
                let place = (REACH + away) as usize;
                let near = &profile[place.saturating_sub(1)..PLACES.min(place + 2)];
                // Where lines cross their ink is printed twice.
                printed.line[index] += near.iter().copied().fold(0.0, f32::max);
                printed.reach[way as usize][index] = (high - low) as i8;
            }
        }
    }

    /// How dark a piece of a line is at each place off its middle.
    fn profile(&self, flat: &Flat, way: Orientation, piece: &Piece) -> Profile {
        let raw: Profile = std::array::from_fn(|place| {
            let along = (piece.from..piece.to).step_by(2);
            let pixels = along.filter_map(|along| {
                let off = piece.at(along as f32).round() as isize + place as isize - REACH;
                self.index(way, along, off).map(|index| flat.over[index])
            });
            quantile(pixels.collect(), 0.5).unwrap_or(0.0)
        });
        let paper = raw[0].min(raw[PLACES - 1]).clamp(-8.0, 8.0);
        raw.map(|level| (level - paper).max(0.0))
    }
}

/// How far to both sides of its middle a line reaches; `None` if there is none.
fn edges(profile: &Profile) -> Option<(isize, isize)> {
    let peak = profile[(REACH - 1) as usize..=(REACH + 1) as usize].iter().copied().fold(0.0, f32::max);
    let is_line = |away: isize| profile[(REACH + away) as usize] >= (EDGE * peak).max(1.0);
    let side = |sign: isize| (1..REACH).take_while(|&away| is_line(sign * away)).last().unwrap_or(0);
    // One more on both sides for the blur.
    (peak >= 1.0).then(|| (-(side(-1) + 1), side(1) + 1))
}
