//! Looks for printed lines: straight, thin, unbroken, and right through the picture. In each strip of the picture the
//! sums along all slanted lines are compared (a Hough transform of grey levels, so that lines fainter than the noise of
//! a pixel are seen), and pieces that continue each other are put together.

use super::super::light::Flat;
use super::super::quantile;
use super::{Line, Orientation, Piece};

/// Strips into which the picture is cut along the lines: in each a line is straight.
const STRIPS: usize = 10;
/// Steepest slope of a line of the paper, in pixels across for each pixel along.
const STEEPEST: f32 = 0.28;
/// Paper beside a line is looked at this many pixels from its middle.
const BESIDE: usize = 6;
/// Range to which differences of grey are clipped before they are summed, so that ink weighs no more than a line.
const CLIP: (f32, f32) = (-20.0, 90.0);
/// Least contrast of a line to the paper beside it, in grey levels…
const LEAST: f32 = 1.5;
/// … and in standard deviations of the noise.
const OVER_NOISE: f32 = 5.0;
/// Equal parts into which a strip is cut along the line; nearly all of them have to show it.
const BITS: usize = 6;
/// A part shows the line if its contrast is at least this share of the median part's.
const SHOWS: f32 = 0.35;
/// Pieces of neighbouring strips are one line if their ends are at most this many pixels apart…
const MEET: f32 = 2.5;
/// … and their slopes differ by at most this (pixels across for each pixel along).
const BEND: f32 = 0.035;
/// A line runs through this many strips if there are several such lines…
const THROUGH: usize = 6;
/// … at least this many; …
const LEAST_LINES: usize = 3;
/// … through this many if it is alone; …
const ALONE: usize = 9;
/// … and where several have been found, through this many beside them, or as many as the picture holds of it.
const PART: usize = 3;

/// Pixels a side of the squares in which a picture is turned: they stay in the processor's cache.
const BLOCK: usize = 32;

/// The lines that run one way.
pub(super) fn lines(flat: &Flat, way: Orientation) -> Vec<Line> {
    let field = Field::of(flat, way);
    let strip = field.length / STRIPS;
    if strip < 24 || field.breadth < 4 * BESIDE {
        return Vec::new();
    }
    let mut pieces: Vec<Vec<Found>> = Vec::with_capacity(STRIPS);
    for index in 0..STRIPS {
        let to = if index + 1 == STRIPS { field.length } else { (index + 1) * strip };
        pieces.push(field.pieces(index * strip, to));
    }
    let chains = chains(&pieces, strip);
    let (long, short): (Vec<_>, Vec<_>) = chains.into_iter().partition(|chain| chain.len() >= THROUGH);
    if long.len() < LEAST_LINES {
        let alone = long.iter().filter(|chain| chain.len() >= ALONE);
        return alone.map(|chain| continued(chain, strip, field.length)).collect();
    }
    let contrasts = |chain: &[(usize, Found)]| chain.iter().map(|(_, found)| found.contrast).collect();
    let usual = quantile(long.iter().flat_map(|chain| contrasts(chain)).collect::<Vec<f32>>(), 0.5).unwrap_or(0.0);
    let lines: Vec<Line> = long.iter().map(|chain| continued(chain, strip, field.length)).collect();
    // What is short is a line if it runs beside the others, is no darker, and is no stroke: it leaves the picture or
    // is long enough.
    let is_line = |chain: &&Vec<(usize, Found)>| {
        let own = quantile(contrasts(chain), 0.5).unwrap_or(0.0);
        let leaves = chain.first().is_some_and(|(_, found)| field.is_left_by(&found.piece))
            || chain.last().is_some_and(|(_, found)| field.is_left_by(&found.piece));
        let fits = chain.iter().all(|(index, found)| {
            let beside = lines.iter().filter_map(|line| line.pieces.get(*index));
            let away = |piece: &&Piece| (piece.off - found.piece.off).abs();
            let nearest = beside.min_by(|a, b| away(a).total_cmp(&away(b)));
            nearest.is_some_and(|nearest| (nearest.slope - found.piece.slope).abs() <= 2.0 * BEND)
        });
        fits && own <= 1.6 * usual && (chain.len() >= PART || (leaves && own >= 0.5 * usual))
    };
    let beside: Vec<Line> = short.iter().filter(is_line).map(|chain| continued(chain, strip, field.length)).collect();
    lines.into_iter().chain(beside).collect()
}

/// A piece and how much darker than its paper it is.
#[derive(Debug, Clone, Copy)]
struct Found {
    piece: Piece,
    contrast: f32,
}

/// The picture as columns across the lines.
struct Field {
    length: usize,
    breadth: usize,
    /// `breadth` values for each place along.
    over: Vec<f32>,
    noise: f32,
}

impl Field {
    fn of(flat: &Flat, way: Orientation) -> Self {
        let (length, breadth) = match way {
            Orientation::Across => (flat.width, flat.height),
            Orientation::Down => (flat.height, flat.width),
        };
        let noise = quantile(flat.over.iter().step_by(7).map(|over| over.abs()).collect(), 0.5).unwrap_or(0.0) * 1.5;
        let clipped = |over: f32| over.clamp(CLIP.0, CLIP.1);
        let over = match way {
            Orientation::Down => flat.over.iter().map(|&over| clipped(over)).collect(),
            Orientation::Across => {
                let mut turned = vec![0.0; flat.over.len()];
                for top in (0..flat.height).step_by(BLOCK) {
                    for left in (0..flat.width).step_by(BLOCK) {
                        for y in top..flat.height.min(top + BLOCK) {
                            for x in left..flat.width.min(left + BLOCK) {
                                turned[x * breadth + y] = clipped(flat.over[y * flat.width + x]);
                            }
                        }
                    }
                }
                turned
            }
        };
        Self { length, breadth, over, noise }
    }

    /// The pieces of lines in a strip.
    fn pieces(&self, from: usize, to: usize) -> Vec<Found> {
        let long = (to - from) as f32;
        let steps = (STEEPEST * long).ceil() as isize;
        // One step of slope is one pixel over the whole strip.
        let sums: Vec<Vec<f32>> = (-steps..=steps).map(|step| self.contrasts(from, to, step as f32 / long)).collect();
        let least = LEAST.max(OVER_NOISE * self.noise / (long / 2.0).sqrt());
        let mut found: Vec<Found> = Vec::new();
        for (index, line) in sums.iter().enumerate() {
            for (off, &contrast) in line.iter().enumerate() {
                if contrast < least || !is_peak(&sums, index, off) {
                    continue;
                }
                let slope = (index as isize - steps) as f32 / long;
                let piece = Piece { from, to, off: off as f32, slope };
                if self.is_unbroken(&piece) {
                    found.push(Found { piece, contrast });
                }
            }
        }
        without_doubles(found)
    }

    /// For each place off, by how much the slanted line through it is darker than those beside it, in the mean.
    fn contrasts(&self, from: usize, to: usize, slope: f32) -> Vec<f32> {
        let middle = (from + to) as f32 / 2.0;
        let mut sums = vec![0.0_f32; self.breadth];
        let mut count = 0.0;
        for along in (from..to).step_by(2) {
            let shift = (slope * (along as f32 - middle)).round() as isize;
            let column = &self.over[along * self.breadth..][..self.breadth];
            // Beyond the picture there is nothing.
            let (into, out) = if shift >= 0 { (0, shift as usize) } else { (-shift as usize, 0) };
            if into.max(out) < self.breadth {
                for (sum, &over) in sums[into..].iter_mut().zip(&column[out..]) {
                    *sum += over;
                }
            }
            count += 1.0;
        }
        let mut contrasts = vec![0.0; self.breadth];
        for (off, contrast) in contrasts.iter_mut().enumerate() {
            let before = off.checked_sub(BESIDE).map_or(f32::NEG_INFINITY, |before| sums[before]);
            let after = sums.get(off + BESIDE).copied().unwrap_or(f32::NEG_INFINITY);
            *contrast = (sums[off] - before.max(after)) / count;
        }
        contrasts
    }

    /// Whether the line leaves the picture within its strip or the next one.
    fn is_left_by(&self, piece: &Piece) -> bool {
        let long = (piece.to - piece.from) as f32;
        [piece.from as f32 - long, piece.to as f32 + long].into_iter().any(|along| {
            let off = piece.at(along);
            off < BESIDE as f32 || off > (self.breadth - BESIDE) as f32
        })
    }

    /// Whether the line is seen all along, and not only a stroke that lies on it.
    fn is_unbroken(&self, piece: &Piece) -> bool {
        let long = piece.to - piece.from;
        let mut contrasts = [0.0_f32; BITS];
        for (bit, contrast) in contrasts.iter_mut().enumerate() {
            let (from, to) = (piece.from + long * bit / BITS, piece.from + long * (bit + 1) / BITS);
            let mut sums = [0.0_f32; 3];
            for along in from..to {
                let off = piece.at(along as f32).round() as isize;
                for (sum, away) in sums.iter_mut().zip([0, -(BESIDE as isize), BESIDE as isize]) {
                    let off = (off + away).clamp(0, self.breadth as isize - 1) as usize;
                    *sum += self.over[along * self.breadth + off];
                }
            }
            *contrast = (sums[0] - 0.5 * (sums[1] + sums[2])) / (to - from).max(1) as f32;
        }
        let mut sorted = contrasts;
        sorted.sort_by(f32::total_cmp);
        let usual = sorted[BITS / 2];
        usual >= LEAST && contrasts.iter().filter(|&&contrast| contrast >= SHOWS * usual).count() + 1 >= BITS
    }
}

/// Of pieces that share their place the darkest.
fn without_doubles(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by(|a, b| b.contrast.total_cmp(&a.contrast));
    let mut kept: Vec<Found> = Vec::new();
    for next in found {
        if kept.iter().all(|other| (other.piece.off - next.piece.off).abs() > BESIDE as f32) {
            kept.push(next);
        }
    }
    kept
}

/// Whether no line nearby, of a slope nearby, is darker.
fn is_peak(sums: &[Vec<f32>], index: usize, off: usize) -> bool {
    let own = sums[index][off];
    let near = &sums[index.saturating_sub(2)..sums.len().min(index + 3)];
    near.iter().all(|line| line[off.saturating_sub(3)..line.len().min(off + 4)].iter().all(|&other| other <= own))
}

/// Pieces that continue each other, each with the number of its strip, rising.
fn chains(pieces: &[Vec<Found>], strip: usize) -> Vec<Vec<(usize, Found)>> {
    let mut chains: Vec<Vec<(usize, Found)>> = Vec::new();
    for (index, found) in pieces.iter().enumerate() {
        let mut is_taken = vec![false; chains.len()];
        for next in found {
            let fit = |chain: &Vec<(usize, Found)>| {
                let &(before, last) = chain.last()?;
                let skipped = index.checked_sub(before + 1).filter(|&skipped| skipped <= 2)?;
                // Halfway between the two middles.
                let half = (skipped + 1) as f32 * strip as f32 / 2.0;
                let gap = (last.piece.off + last.piece.slope * half) - (next.piece.off - next.piece.slope * half);
                let bend = (last.piece.slope - next.piece.slope).abs();
                (gap.abs() <= MEET * (skipped + 1) as f32 && bend <= BEND).then_some(gap.abs())
            };
            let open = chains.iter().zip(&is_taken).enumerate().filter(|(_, (_, taken))| !**taken);
            let best = open.filter_map(|(place, (chain, _))| Some((place, fit(chain)?)));
            if let Some((place, _)) = best.min_by(|a, b| a.1.total_cmp(&b.1)) {
                chains[place].push((index, *next));
                is_taken[place] = true;
            } else {
                chains.push(vec![(index, *next)]);
                is_taken.push(true);
            }
        }
    }
    chains
}

/// The line of a chain, with what is missing of it put in and its ends carried on to the picture's edges.
fn continued(chain: &[(usize, Found)], strip: usize, length: usize) -> Line {
    let middle = |index: usize| {
        let to = if index + 1 == STRIPS { length } else { (index + 1) * strip };
        (index * strip, to)
    };
    let piece = |index: usize| {
        if let Some((_, found)) = chain.iter().find(|(own, _)| *own == index) {
            return found.piece;
        }
        let (from, to) = middle(index);
        let place = (from + to) as f32 / 2.0;
        let before = chain.iter().rev().find(|(own, _)| *own < index).map(|(_, found)| found.piece);
        let after = chain.iter().find(|(own, _)| *own > index).map(|(_, found)| found.piece);
        let (off, slope) = match (before, after) {
            (Some(a), Some(b)) => {
                let (x, y) = ((a.from + a.to) as f32 / 2.0, (b.from + b.to) as f32 / 2.0);
                let slope = (b.off - a.off) / (y - x);
                (a.off + slope * (place - x), slope)
            }
            (Some(only), None) | (None, Some(only)) => (only.at(place), only.slope),
            (None, None) => (0.0, 0.0),
        };
        Piece { from, to, off, slope }
    };
    Line { pieces: (0..STRIPS).map(piece).collect() }
}
