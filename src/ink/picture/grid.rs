//! The printed lines of squared or ruled paper: where they run, and how dark they are beside the ink.

use super::light::Flat;
use super::quantile;

mod removal;
mod search;

/// Pixels over the paper by this many grey levels may be ink.
const LEAST: f32 = 10.0;

/// The lines of a picture.
pub(super) struct Lines {
    width: usize,
    height: usize,
    /// Lines from left to right, and from top to bottom.
    across: Vec<Line>,
    down: Vec<Line>,
    /// For each pixel, whether it lies on a line.
    band: Vec<bool>,
}

/// One line: for each strip of the picture along it, a straight piece.
#[derive(Debug, Clone)]
struct Line {
    pieces: Vec<Piece>,
}

/// A straight piece of a line, in pixels. Along the line and away from it are x and y for a line from left to right,
/// y and x for one from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    /// The strip of the picture.
    from: usize,
    to: usize,
    /// Where it passes the strip's middle, and how much further off it is a pixel further along.
    off: f32,
    slope: f32,
}

impl Piece {
    /// Where the line is at this place along it.
    fn at(&self, along: f32) -> f32 {
        self.off + self.slope * (along - (self.from + self.to) as f32 / 2.0)
    }
}

/// Whether something runs from left to right or from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Orientation {
    Across,
    Down,
}

/// The lines of the paper; `None` if it is plain.
pub(super) fn lines(flat: &Flat) -> Option<Lines> {
    let (width, height) = (flat.width, flat.height);
    let across = search::lines(flat, Orientation::Across);
    let down = search::lines(flat, Orientation::Down);
    if across.is_empty() && down.is_empty() {
        return None;
    }
    let mut lines = Lines { width, height, across, down, band: Vec::new() };
    lines.band = lines.band();
    Some(lines)
}

impl Lines {
    /// Every piece of every line.
    fn pieces(&self) -> impl Iterator<Item = (Orientation, Piece)> {
        let pieces = |way: Orientation, lines: &[Line]| -> Vec<(Orientation, Piece)> {
            lines.iter().flat_map(|line| line.pieces.iter().map(move |&piece| (way, piece))).collect()
        };
        pieces(Orientation::Across, &self.across).into_iter().chain(pieces(Orientation::Down, &self.down))
    }

    /// Marks the pixels within two of a line.
    fn band(&self) -> Vec<bool> {
        let mut band = vec![false; self.width * self.height];
        for (way, piece) in self.pieces() {
            for along in piece.from..piece.to {
                let off = piece.at(along as f32).round() as isize;
                for off in off - 2..=off + 2 {
                    if let Some(index) = self.index(way, along, off) {
                        band[index] = true;
                    }
                }
            }
        }
        band
    }

    /// The pixel at this place along and off; `None` beyond the picture.
    fn index(&self, way: Orientation, along: usize, off: isize) -> Option<usize> {
        let off = usize::try_from(off).ok()?;
        let (x, y) = match way {
            Orientation::Across => (along, off),
            Orientation::Down => (off, along),
        };
        (x < self.width && y < self.height).then_some(y * self.width + x)
    }

    /// How many times as dark as the lines the ink is, in this channel; large if the lines vanish in it.
    pub fn faintness(&self, flat: &Flat) -> f32 {
        let (line, ink) = self.darkness(flat);
        ink / line.max(4.0)
    }

    /// Darkness of the lines, and of the ink beside them, in grey levels.
    fn darkness(&self, flat: &Flat) -> (f32, f32) {
        let centre = self.pieces().flat_map(|(way, piece)| {
            let along = (piece.from..piece.to).step_by(5);
            along.filter_map(move |along| self.index(way, along, piece.at(along as f32).round() as isize))
        });
        let line = quantile(centre.filter_map(|index| flat.over.get(index).copied()).collect(), 0.6).unwrap_or(0.0);
        let beside = flat.over.iter().zip(&self.band).step_by(3);
        let beside = beside.filter(|&(&over, &band)| !band && over >= LEAST).map(|(&over, _)| over);
        let ink = quantile(beside.collect(), 0.8).unwrap_or(0.0);
        (line, ink)
    }

    /// The share of these pixels that lies on lines.
    pub fn share_on_lines(&self, pixels: &[usize]) -> f32 {
        let on = pixels.iter().filter(|&&pixel| self.band.get(pixel) == Some(&true)).count();
        on as f32 / pixels.len().max(1) as f32
    }
}
