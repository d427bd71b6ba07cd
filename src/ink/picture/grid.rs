//! The printed lines of squared or ruled paper: finds them by their straightness and number, and takes them away.
//! Knows no colours and no digits.

use super::light::Flat;
use super::quantile;

/// Strips into which the picture is cut across the lines, so that they may run a little askew.
const STRIPS: usize = 10;
/// A row of a strip is a line if this share of it is marked.
const FULL: f32 = 0.8;
/// Fewer lines than this are strokes of digits.
const LEAST_LINES: usize = 4;
/// A line runs through this share of all strips.
const THROUGH: f32 = 0.6;
/// Pixels over the paper by this many grey levels may be a line.
const LEAST: f32 = 10.0;
/// Ink is at least this many times as dark as the lines where only darkness tells them apart.
const DARKER: f32 = 1.6;
/// Lines are told apart by darkness only if the ink is at least this many times as dark.
const DARKEST: f32 = 1.25;
/// A line's blurred edge, in pixels on both sides.
const EDGE: usize = 1;
/// Thickest line, as a share of the strip's length along it.
const THICKEST: f32 = 0.25;

/// Where the lines are.
pub(super) struct Lines {
    /// For each pixel, whether a line across runs through it, and whether one down does.
    across: Vec<bool>,
    down: Vec<bool>,
}

/// The lines of the paper; `None` if it is plain.
pub(super) fn lines(width: usize, height: usize, flat: &Flat) -> Option<Lines> {
    let noise = quantile(flat.over.iter().map(|over| over.abs()).collect(), 0.6)?;
    let least = LEAST.max(3.0 * noise);
    let marked: Vec<bool> = flat.over.iter().map(|&over| over >= least).collect();
    let across = bands(width, height, |x, y| marked[y * width + x]);
    let down = bands(height, width, |y, x| marked[y * width + x]);
    if across.is_none() && down.is_none() {
        return None;
    }
    let none = || vec![false; marked.len()];
    let across = across.unwrap_or_else(none);
    let turned = down.unwrap_or_else(none);
    let down = (0..marked.len()).map(|index| turned[(index % width) * height + index / width]).collect();
    Some(Lines { across, down })
}

/// Marks the lines that run along `length`, in a map of `length` × `breadth`.
fn bands(length: usize, breadth: usize, is_marked: impl Fn(usize, usize) -> bool) -> Option<Vec<bool>> {
    let strip = length / STRIPS;
    if strip < 8 || breadth < 8 {
        return None;
    }
    let mut band = vec![false; length * breadth];
    let mut strips_of_line: Vec<usize> = vec![0; breadth];
    let mut found = Vec::new();
    for index in 0..STRIPS {
        let from = index * strip;
        let to = if index + 1 == STRIPS { length } else { from + strip };
        // A row counts with the rows beside it, since a line askew leaves it within a strip.
        let is_full = |row: usize| {
            let near = row.saturating_sub(1)..breadth.min(row + 2);
            let count = (from..to).filter(|&at| near.clone().any(|row| is_marked(at, row))).count();
            count as f32 >= FULL * (to - from) as f32
        };
        let full: Vec<bool> = (0..breadth).map(is_full).collect();
        let mut row = 0;
        while row < breadth {
            let thickness = full[row..].iter().take_while(|&&full| full).count();
            if thickness > 0 && (thickness as f32) <= (THICKEST * strip as f32).max(5.0) {
                found.push((from, to, row, row + thickness));
            }
            row += thickness.max(1);
        }
    }
    // Which strips hold a line near this height: those of one line are neighbours.
    let reach = (breadth / 60).max(3);
    for &(_, _, top, bottom) in &found {
        for count in &mut strips_of_line[top.saturating_sub(reach)..breadth.min(bottom + reach)] {
            *count += 1;
        }
    }
    let runs_through = |&(_, _, top, bottom): &(usize, usize, usize, usize)| {
        strips_of_line[usize::midpoint(top, bottom).min(breadth - 1)] as f32 >= THROUGH * STRIPS as f32
    };
    let kept: Vec<_> = found.iter().filter(|line| runs_through(line)).collect();
    if kept.len() < LEAST_LINES * (THROUGH * STRIPS as f32) as usize {
        return None;
    }
    for &&(from, to, top, bottom) in &kept {
        for row in top.saturating_sub(EDGE)..breadth.min(bottom + EDGE) {
            band[row * length + from..row * length + to].fill(true);
        }
    }
    Some(band)
}

impl Lines {
    fn is_line(&self, index: usize) -> bool {
        self.across[index] || self.down[index]
    }

    /// How much darker than the lines the ink is, in this channel; large if the lines vanish in it.
    pub fn faintness(&self, flat: &Flat) -> f32 {
        let (line, ink) = self.darkness(flat);
        ink / line.max(4.0)
    }

    /// Darkness of the lines, and of the ink beside them, in grey levels.
    fn darkness(&self, flat: &Flat) -> (f32, f32) {
        let pixels = || flat.over.iter().enumerate();
        let on_line = pixels().filter(|&(index, _)| self.is_line(index)).map(|(_, &over)| over.max(0.0));
        // A band is wider than its line, which fills a third of it or so.
        let line = quantile(on_line.collect(), 0.8).unwrap_or(0.0);
        let beside = pixels().filter(|&(index, &over)| !self.is_line(index) && over >= LEAST).map(|(_, &over)| over);
        let ink = quantile(beside.collect(), 0.8).unwrap_or(0.0);
        (line, ink)
    }

    /// Takes the lines away. Where a stroke crosses a line it stays: the pixels are darker than the line, or there is
    /// ink on both sides of it.
    pub fn remove(&self, flat: &mut Flat) {
        let (line, ink) = self.darkness(flat);
        let (width, height) = (flat.width, flat.height);
        // Where the lines are as dark as the ink, only their place tells them apart.
        let is_ink =
            if ink > DARKEST * line { (DARKER * line).min(f32::midpoint(line, ink)).max(LEAST) } else { f32::INFINITY };
        let bridged = (0.5 * ink).max(LEAST);
        let before = flat.over.clone();
        let limit = (width.max(height) / 40).max(6);
        for index in 0..before.len() {
            if !self.is_line(index) || before[index] >= is_ink {
                continue;
            }
            let (x, y) = (index % width, index / width);
            let bridge = |step: &dyn Fn(usize) -> Option<usize>, mark: &[bool]| {
                (1..limit).find_map(|way| match step(way) {
                    Some(at) if mark[at] => None,
                    // A line that crosses this one is no stroke.
                    Some(at) if self.is_line(at) && before[at] < is_ink => Some(0.0),
                    Some(at) => Some(before[at]),
                    None => Some(0.0),
                })
            };
            let mut kept = 0.0_f32;
            if self.across[index] {
                let above = bridge(&|way| y.checked_sub(way).map(|y| y * width + x), &self.across).unwrap_or(0.0);
                let below = bridge(&|way| Some(y + way).filter(|&y| y < height).map(|y| y * width + x), &self.across)
                    .unwrap_or(0.0);
                kept = kept.max(above.min(below));
            }
            if self.down[index] {
                let left = bridge(&|way| x.checked_sub(way).map(|x| y * width + x), &self.down).unwrap_or(0.0);
                let right = bridge(&|way| Some(x + way).filter(|&x| x < width).map(|x| y * width + x), &self.down)
                    .unwrap_or(0.0);
                kept = kept.max(left.min(right));
            }
            // Between two pieces of ink the line is ink as well; elsewhere it is paper.
            flat.over[index] = if kept >= bridged { kept.max(before[index]) } else { 0.0 };
        }
    }
}
