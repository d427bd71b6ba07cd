//! The nearest neighbours: the label that most of the `k` most similar training pictures have. Exact, and still quick:
//! a short description of each picture tells which ones cannot be near.
//!
//! The description holds how far a picture lies along the directions in which pictures differ most (principal
//! components), and how much is left over. The distance of two descriptions is never more than that of the pictures
//! (Pythagoras, and the triangle inequality for what is left over), so only pictures whose descriptions are near have to
//! be looked at whole.

use rayon::prelude::*;

use super::directions::Directions;
use super::examples::{Examples, GoOn, Stopped, check};
use crate::data::PIXELS;
use crate::model::kernels::products::{PackedRows, byte_products};

/// Pictures looked at whole for each neighbour, before all others are held against the farthest of them.
const FIRST: usize = 8;
/// Share of the squared lengths by which a distance of descriptions may be rounded.
const ROUNDING: f32 = 4e-6;
/// Pictures asked about at once.
const TOGETHER: usize = 16;
/// Descriptions are held in one piece for so many pictures, which go through the cache together.
const PIECE: usize = 4096;
/// Added to the share of the votes, so that a class without any has a probability as well.
const NO_VOTE: f32 = 0.01;
/// What the nearest one's vote counts more: it decides between equals.
const NEAREST: f32 = 0.05;

/// The training pictures, ready to be looked through.
pub struct Neighbours {
    k: usize,
    classes: usize,
    pixels: Vec<u8>,
    labels: Vec<u8>,
    lengths: Vec<u32>,
    directions: Directions,
    pieces: Vec<Piece>,
}

/// Descriptions of some pictures.
struct Piece {
    rows: PackedRows,
    lengths: Vec<f32>,
}

/// A training picture near another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Neighbour {
    /// Square of its distance, in bytes.
    pub distance: u32,
    /// Its place among the training pictures.
    pub index: u32,
}

impl Neighbours {
    /// Keeps the examples, to ask `k` of them, at least 1.
    ///
    /// # Errors
    /// When it is told to stop.
    pub fn fit(examples: &Examples, k: usize, seed: u64, go_on: GoOn) -> Result<Self, Stopped> {
        check(go_on, 0.0)?;
        let directions = Directions::of(examples.pixels, seed);
        check(go_on, 0.5)?;
        Ok(Self::from_parts(k, examples.classes, examples.pixels.to_vec(), examples.labels.to_vec(), directions))
    }

    /// Puts together what a file holds; a picture for each label.
    pub(super) fn from_parts(
        k: usize,
        classes: usize,
        pixels: Vec<u8>,
        labels: Vec<u8>,
        directions: Directions,
    ) -> Self {
        let lengths: Vec<u32> = pixels.par_chunks(PIXELS).map(square_length).collect();
        let described = pixels.par_chunks(PIECE * PIXELS).map(|pictures| {
            let rows = directions.describe(pictures);
            let width = directions.width();
            let lengths = rows.chunks_exact(width).map(|row| row.iter().map(|number| number * number).sum()).collect();
            Piece { rows: PackedRows::new(&rows, width), lengths }
        });
        let pieces = described.collect();
        Self { k: k.clamp(1, labels.len().max(1)), classes, pixels, labels, lengths, directions, pieces }
    }

    /// How many are asked.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }

    /// How many classes there are.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The training pictures, 784 bytes each.
    #[must_use]
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Their labels.
    #[must_use]
    pub fn labels(&self) -> &[u8] {
        &self.labels
    }

    pub(super) fn directions(&self) -> &Directions {
        &self.directions
    }

    /// A training picture.
    #[must_use]
    pub fn picture(&self, index: u32) -> &[u8] {
        &self.pixels[index as usize * PIXELS..][..PIXELS]
    }

    /// The nearest ones of each picture, as many as are asked, nearest first; of equals, the first.
    #[must_use]
    pub fn nearest(&self, pictures: &[u8]) -> Vec<Vec<Neighbour>> {
        self.search(pictures, self.k)
    }

    /// As [`nearest`](Self::nearest), `count` of them.
    #[must_use]
    pub fn search(&self, pictures: &[u8], count: usize) -> Vec<Vec<Neighbour>> {
        let groups = pictures.par_chunks(TOGETHER * PIXELS);
        groups.flat_map_iter(|pictures| self.search_some(pictures, count)).collect()
    }

    fn search_some(&self, pictures: &[u8], count: usize) -> Vec<Vec<Neighbour>> {
        let (rows, width) = (self.directions.describe(pictures), self.directions.width());
        let images = rows.len() / width;
        let mut bounds: Vec<Vec<f32>> = vec![Vec::with_capacity(self.labels.len()); images];
        let mut products = Vec::new();
        for piece in &self.pieces {
            let stride = piece.rows.width();
            products.resize(images * stride, 0.0);
            piece.rows.multiply(&rows, &mut products);
            let described = rows.chunks_exact(width).zip(products.chunks_exact(stride));
            for ((row, products), bounds) in described.zip(&mut bounds) {
                let own: f32 = row.iter().map(|number| number * number).sum();
                let distances = products.iter().zip(&piece.lengths);
                bounds.extend(distances.map(|(product, length)| {
                    let sum = own + length;
                    sum - 2.0 * product - ROUNDING * sum
                }));
            }
        }
        pictures
            .chunks_exact(PIXELS)
            .zip(&bounds)
            .map(|(picture, bounds)| self.refine(picture, bounds, count))
            .collect()
    }

    /// The nearest `count`, by distances that are at most the true ones.
    fn refine(&self, picture: &[u8], bounds: &[f32], count: usize) -> Vec<Neighbour> {
        let own = square_length(picture);
        let distance = |index: u32| {
            let mut product = [0];
            byte_products(picture, self.picture(index), &mut product);
            let distance = u64::from(own) + u64::from(self.lengths[index as usize]) - 2 * u64::from(product[0]);
            Neighbour { distance: distance as u32, index }
        };
        let first = smallest(bounds, FIRST * count);
        let mut nearest: Vec<Neighbour> = first.iter().map(|&(_, index)| distance(index)).collect();
        nearest.sort_unstable();
        nearest.truncate(count);
        let Some(farthest) = nearest.last().filter(|_| nearest.len() == count) else { return nearest };
        let (limit, last) = (farthest.distance as f32, first.last().map_or(0.0, |&(bound, _)| bound));
        let near = bounds.iter().enumerate().filter(|&(_, &bound)| bound <= limit);
        let mut more: Vec<(f32, u32)> = near.map(|(index, &bound)| (bound, index as u32)).collect();
        more.retain(|&(bound, index)| bound > last || !first.contains(&(bound, index)));
        more.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        for (bound, index) in more {
            let farthest = nearest[count - 1];
            if bound > farthest.distance as f32 {
                break;
            }
            let found = distance(index);
            if found < farthest {
                nearest[count - 1] = found;
                nearest.sort_unstable();
            }
        }
        nearest
    }

    /// Logarithms of the shares of the votes, less the distance of the nearest one, so that what is like no training
    /// picture has low ones everywhere.
    pub(super) fn scores(&self, pictures: &[u8]) -> Vec<f32> {
        let votes = self.nearest(pictures).into_iter().flat_map(|nearest| self.vote(&nearest));
        votes.collect()
    }

    fn vote(&self, nearest: &[Neighbour]) -> Vec<f32> {
        let mut votes = vec![0.0_f32; self.classes];
        for (rank, neighbour) in nearest.iter().enumerate() {
            let vote = if rank == 0 { 1.0 + NEAREST } else { 1.0 };
            votes[usize::from(self.labels[neighbour.index as usize])] += vote;
        }
        let away = nearest.first().map_or(0.0, |nearest| (nearest.distance as f32).sqrt() / 255.0);
        votes.iter().map(|vote| (vote / self.k as f32 + NO_VOTE).ln() - away).collect()
    }
}

fn square_length(picture: &[u8]) -> u32 {
    let mut product = [0];
    byte_products(picture, picture, &mut product);
    product[0]
}

/// The smallest `count` bounds and their places, smallest first.
fn smallest(bounds: &[f32], count: usize) -> Vec<(f32, u32)> {
    let mut found: Vec<(f32, u32)> = Vec::with_capacity(2 * count);
    let mut limit = f32::INFINITY;
    for (index, &bound) in bounds.iter().enumerate() {
        if bound < limit {
            found.push((bound, index as u32));
            if found.len() == 2 * count {
                found.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
                found.truncate(count);
                limit = found[count - 1].0;
            }
        }
    }
    found.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    found.truncate(count);
    found
}
