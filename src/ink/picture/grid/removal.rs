//! Takes printed lines away and leaves the strokes that cross them. Knows where the lines are.

use super::super::light::Flat;
use super::super::quantile;
use super::{LEAST, Lines, Piece, Way};

/// Furthest from a line's middle that it is looked at, in pixels.
const REACH: isize = 6;
/// A line ends where it is this share as dark as in its middle.
const EDGE: f32 = 0.12;
/// Lines are printed evenly but for this share…
const UNEVEN: f32 = 0.35;
/// … and this many deviations of the noise.
const NOISE: f32 = 4.0;
/// Slants of strokes that cross a line: pixels along for each off.
const SLANTS: [f32; 7] = [0.0, -0.5, 0.5, -1.0, 1.0, -1.7, 1.7];
/// Ink on both sides of a line is this share as dark as the usual ink.
const BRIDGED: f32 = 0.4;

/// What the lines leave of a picture.
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
        for (way, reach) in [Way::Across, Way::Down].into_iter().zip(&printed.reach) {
            for (index, &reach) in reach.iter().enumerate().filter(|&(index, &reach)| reach >= 0 && is_line(index)) {
                let bridge = self.bridge(&clean, &printed, way, index, isize::from(reach));
                if bridge >= (BRIDGED * ink).max(LEAST) {
                    flat.over[index] = flat.over[index].max(bridge.max(before[index]));
                }
            }
        }
    }

    /// The least of the ink on both sides of a line, along the slant that has most.
    fn bridge(&self, clean: &[f32], printed: &Printed, way: Way, index: usize, reach: isize) -> f32 {
        let (along, off) = match way {
            Way::Across => (index % self.width, index / self.width),
            Way::Down => (index / self.width, index % self.width),
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
        for (way, piece) in self.pieces() {
            let (profile, low, high) = self.profile(flat, way, &piece);
            if low > high {
                continue;
            }
            for along in piece.from..piece.to {
                let middle = piece.at(along as f32);
                let centre = middle.round() as isize;
                for away in low..=high {
                    let Some(index) = self.index(way, along, centre + away) else { continue };
                    // The line lies between pixels: its neighbours there count as well.
                    let place = (REACH + away) as usize;
                    let near = &profile[place.saturating_sub(1)..profile.len().min(place + 2)];
                    let line = near.iter().copied().fold(0.0, f32::max);
                    // Where lines cross their ink is printed twice.
                    printed.line[index] += line;
                    printed.reach[way as usize][index] = (high - low) as i8;
                }
            }
        }
        printed
    }

    /// How dark a piece of a line is at each place off its middle, and from where to where it reaches.
    fn profile(&self, flat: &Flat, way: Way, piece: &Piece) -> (Vec<f32>, isize, isize) {
        let at = |away: isize| {
            let along = (piece.from..piece.to).step_by(2);
            let pixels = along.filter_map(|along| {
                let off = piece.at(along as f32).round() as isize + away;
                self.index(way, along, off).map(|index| flat.over[index])
            });
            quantile(pixels.collect(), 0.5).unwrap_or(0.0)
        };
        let raw: Vec<f32> = (-REACH..=REACH).map(at).collect();
        let paper = raw.first().copied().unwrap_or(0.0).min(raw.last().copied().unwrap_or(0.0)).clamp(-8.0, 8.0);
        let profile: Vec<f32> = raw.iter().map(|level| (level - paper).max(0.0)).collect();
        let middle = &profile[(REACH - 1) as usize..=(REACH + 1) as usize];
        let peak = middle.iter().copied().fold(0.0, f32::max);
        let is_line = |away: isize| profile[(REACH + away) as usize] >= (EDGE * peak).max(1.0);
        if peak < 1.0 {
            return (profile, 1, 0);
        }
        let low = (1..REACH).take_while(|&away| is_line(-away)).last().unwrap_or(0);
        let high = (1..REACH).take_while(|&away| is_line(away)).last().unwrap_or(0);
        // One more on both sides for the blur.
        (profile, -(low + 1), high + 1)
    }
}
