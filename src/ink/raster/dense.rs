//! Very much ink to grey pixels, by how far each pixel is from the nearest line: however often the lines cross each
//! other, the time is that of going along them once and of looking at each pixel once.
//!
//! The lines are noted in cells finer than pixels; the rest is a distance transform (Felzenszwalb and Huttenlocher,
//! *Distance Transforms of Sampled Functions*, 2012) of discs instead of dots: what is least is d² − r², below 0
//! inside a disc.

use super::Frame;

/// Most cells along a pixel.
const FINEST: usize = 4;
/// Most cells of a raster; with more of them they are coarser.
const MOST_CELLS: usize = 4_000_000;
/// How much further than its middle the discs of a line's cells reach in the mean, in cells.
const OVER: f64 = 0.25;
/// Steps of darkness.
const FULL: f64 = 255.0;

/// A place on a line and the radius of the ink there, in pixels.
pub(super) type Disc = (f32, f32, f32);

/// A raster in cells, where lines are noted.
pub(super) struct Cells {
    width: usize,
    height: usize,
    /// Cells along a pixel.
    fine: usize,
    /// Pixels around the raster from which ink reaches into it.
    around: usize,
    columns: usize,
    rows: usize,
    /// Column by column the radius of the largest disc around each cell, in cells; 0 is no disc.
    radii: Vec<f32>,
}

impl Cells {
    /// No ink in a frame whose lines are at most `radius` pixels to each side; `around` says whether lines may lie
    /// beyond it.
    pub fn of(frame: &Frame, radius: f32, has_outside: bool) -> Self {
        let (width, height) = (frame.width as usize, frame.height as usize);
        let around = if has_outside { radius.ceil() as usize + 1 } else { 0 };
        let pixels = (width + 2 * around) * (height + 2 * around);
        let fine = (1..=FINEST).rev().find(|fine| pixels * fine * fine <= MOST_CELLS).unwrap_or(1);
        let (columns, rows) = ((width + 2 * around) * fine, (height + 2 * around) * fine);
        Self { width, height, fine, around, columns, rows, radii: vec![0.0; columns * rows] }
    }

    /// Notes a straight line whose width changes evenly; beyond the raster it is cut off.
    pub fn draw(&mut self, from: Disc, to: Disc) {
        let scaled = |(x, y, radius): Disc| {
            let place = |along: f32| f64::from(along + self.around as f32) * self.fine as f64;
            (place(x), place(y), f64::from(radius) * self.fine as f64)
        };
        let (from, to) = (scaled(from), scaled(to));
        let way = (to.0 - from.0, to.1 - from.1, to.2 - from.2);
        let Some((begin, end)) = self.inside((from.0, from.1), (way.0, way.1)) else { return };
        let steps = (way.0.abs().max(way.1.abs()) * (end - begin)).ceil().max(1.0);
        let share = (end - begin) / steps;
        let step = (way.0 * share, way.1 * share, (way.2 * share) as f32);
        let (mut x, mut y) = (from.0 + way.0 * begin, from.1 + way.1 * begin);
        let mut radius = (from.2 + way.2 * begin) as f32;
        let mut left = steps as usize + 1;
        while left > 0 {
            // The last step may lead to the far edge, which is no cell.
            let place = (x as usize).min(self.columns - 1) * self.rows + (y as usize).min(self.rows - 1);
            if let Some(largest) = self.radii.get_mut(place)
                && *largest < radius
            {
                *largest = radius;
            }
            (x, y, radius, left) = (x + step.0, y + step.1, radius + step.2, left - 1);
        }
    }

    /// From which share of the way to which the line is inside; `None` if it never is (Liang and Barsky's clipping).
    fn inside(&self, from: (f64, f64), way: (f64, f64)) -> Option<(f64, f64)> {
        let (mut begin, mut end) = (0.0_f64, 1.0_f64);
        for (from, way, size) in [(from.0, way.0, self.columns as f64), (from.1, way.1, self.rows as f64)] {
            if way == 0.0 {
                if !(0.0..=size).contains(&from) {
                    return None;
                }
                continue;
            }
            let (one, other) = (-from / way, (size - from) / way);
            begin = begin.max(one.min(other));
            end = end.min(one.max(other));
        }
        (begin <= end).then_some((begin, end))
    }

    /// How much of each pixel is ink, row by row.
    pub fn ink(&self) -> Vec<u8> {
        // For each row of pixels and column of cells the disc that reaches furthest.
        let mut nearest = vec![Arc::NONE; self.height * self.columns];
        let mut envelope = Envelope::default();
        for (column, radii) in self.radii.chunks_exact(self.rows).enumerate() {
            let discs = radii.iter().enumerate().filter(|&(_, &radius)| radius > 0.0);
            let discs = discs.map(|(row, &radius)| (row as f64, Arc::around(f64::from(radius))));
            envelope.fill(discs);
            envelope.look_up(
                self.height,
                |row| self.middle(row),
                |row, arc| nearest[row * self.columns + column] = arc,
            );
        }
        let mut ink = vec![0; self.width * self.height];
        for (row, arcs) in nearest.chunks_exact(self.columns).enumerate() {
            let arcs = arcs.iter().enumerate().filter(|(_, arc)| arc.power < f64::INFINITY);
            envelope.fill(arcs.map(|(column, &arc)| (column as f64, arc)));
            let row = &mut ink[row * self.width..][..self.width];
            envelope.look_up(self.width, |column| self.middle(column), |column, arc| row[column] = self.coverage(arc));
        }
        ink
    }

    /// The middle of a pixel, in cells from the middle of the first.
    fn middle(&self, pixel: usize) -> f64 {
        (pixel + self.around) as f64 * self.fine as f64 + self.fine as f64 / 2.0 - 0.5
    }

    fn coverage(&self, arc: Arc) -> u8 {
        let distance = (arc.power + arc.radius * arc.radius).max(0.0).sqrt();
        let inside = (arc.radius - OVER - distance) / self.fine as f64;
        ((inside + 0.5).clamp(0.0, 1.0) * FULL).round() as u8
    }
}

/// How a disc looks from a place.
#[derive(Debug, Clone, Copy)]
struct Arc {
    /// The squared distance to its middle without the squared radius, in cells.
    power: f64,
    radius: f64,
}

impl Arc {
    const NONE: Self = Self { power: f64::INFINITY, radius: 0.0 };

    /// From the middle of the disc.
    fn around(radius: f64) -> Self {
        Self { power: -radius * radius, radius }
    }
}

/// Parabolas along a row or column, one a disc, each from where it is the lowest.
#[derive(Default)]
struct Envelope {
    /// Place of the lowest point, what it is of, and from where on it counts.
    parabolas: Vec<(f64, Arc, f64)>,
}

impl Envelope {
    /// Begins anew with discs from the first place to the last.
    fn fill(&mut self, discs: impl Iterator<Item = (f64, Arc)>) {
        self.parabolas.clear();
        for (place, arc) in discs {
            let mut from = f64::NEG_INFINITY;
            while let Some(&(last, under, begun)) = self.parabolas.last() {
                let meeting = (arc.power + place * place - under.power - last * last) / (2.0 * (place - last));
                if meeting > begun {
                    from = meeting;
                    break;
                }
                self.parabolas.pop();
            }
            self.parabolas.push((place, arc, from));
        }
    }

    /// Tells the lowest at each of `count` places, which rise.
    fn look_up(&self, count: usize, place: impl Fn(usize) -> f64, mut tell: impl FnMut(usize, Arc)) {
        let mut at = 0;
        for index in 0..count {
            let here = place(index);
            while self.parabolas.get(at + 1).is_some_and(|&(.., from)| from <= here) {
                at += 1;
            }
            if let Some(&(middle, arc, _)) = self.parabolas.get(at) {
                let way = here - middle;
                tell(index, Arc { power: arc.power + way * way, ..arc });
            }
        }
    }
}
