//! Decision trees: questions about single pixels, one after the other, until only one class is left.
//!
//! Grown as CART does (Breiman, Friedman, Olshen and Stone, 1984): each question is the one after which the two groups
//! are purest, by Gini's measure. A pixel has 256 values, so that counting them finds the best question exactly.

use rayon::prelude::*;

use super::columns::Columns;
use super::split::{Cut, Finder, PixelQuestion, Sample};
use crate::data::PIXELS;

/// What a node says instead of a pixel if it is a leaf.
const LEAF: u16 = u16::MAX;
/// Nodes with as many samples look at their pixels on several threads, and so do their two sides.
const WIDE: usize = 2048;

/// A node: a question, or what its samples were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// The pixel that is asked about; none for a leaf.
    pub(super) pixel: u16,
    /// The first side is for those with at most as much ink.
    pub(super) threshold: u8,
    /// For a question, the node of the second side, behind those of the first; for a leaf, its place among the shares.
    pub(super) next: u32,
}

impl Node {
    pub(super) fn leaf(place: usize) -> Self {
        Self { pixel: LEAF, threshold: 0, next: place as u32 }
    }

    /// The pixel and the threshold, if it is a question.
    #[must_use]
    pub fn question(&self) -> Option<(usize, u8)> {
        (self.pixel != LEAF).then_some((usize::from(self.pixel), self.threshold))
    }
}

/// A node while a tree grows: its question, or none, and how many samples of each class came to it.
pub(super) struct Grown {
    pub(super) question: Option<(u16, u8)>,
    /// Nodes of the first side.
    pub(super) first: usize,
    pub(super) counts: Vec<u32>,
}

/// What limits a tree, and what its questions are chosen among.
#[derive(Debug, Clone, Copy)]
pub(super) struct Growth<'a> {
    pub(super) columns: &'a Columns,
    pub(super) classes: usize,
    /// Questions on the longest way at most.
    pub(super) depth: usize,
}

/// Which pixels a node may ask about.
pub(super) trait Choice {
    /// The best question about these samples, if there is one that parts them.
    fn best(&mut self, growth: &Growth, samples: &[Sample], counts: &[u32]) -> Option<PixelQuestion>;
    /// What the second side chooses with, if the two sides can be grown side by side.
    fn fork(&self) -> Option<Self>
    where
        Self: Sized;
    /// Whether to stop growing.
    fn is_over(&self) -> bool;
}

/// Grows a tree from the samples, which are put in another order; its nodes, each before those of its first side, which
/// are before those of its second.
pub(super) fn grow<C: Choice + Send>(
    growth: &Growth,
    samples: &mut [Sample],
    depth: usize,
    choice: &mut C,
) -> Vec<Grown> {
    let mut counts = vec![0; growth.classes];
    for sample in &*samples {
        counts[usize::from(sample.label)] += u32::from(sample.weight);
    }
    let is_pure = counts.iter().filter(|&&count| count > 0).count() < 2;
    let best =
        if is_pure || depth == growth.depth || choice.is_over() { None } else { choice.best(growth, samples, &counts) };
    let Some(PixelQuestion { pixel, cut: Cut { threshold, .. } }) = best else {
        return vec![Grown { question: None, first: 0, counts }];
    };
    let column = growth.columns.column(usize::from(pixel));
    let middle = part(samples, |sample| column[sample.index as usize] <= threshold);
    let (first, second) = samples.split_at_mut(middle);
    let side_by_side = if first.len().min(second.len()) >= WIDE / 8 { choice.fork() } else { None };
    let (mut one, other) = if let Some(mut another) = side_by_side {
        rayon::join(|| grow(growth, first, depth + 1, choice), || grow(growth, second, depth + 1, &mut another))
    } else {
        let one = grow(growth, first, depth + 1, choice);
        (one, grow(growth, second, depth + 1, choice))
    };
    let mut nodes = Vec::with_capacity(1 + one.len() + other.len());
    nodes.push(Grown { question: Some((pixel, threshold)), first: one.len(), counts });
    nodes.append(&mut one);
    nodes.extend(other);
    nodes
}

/// Puts those for which `is_first` holds in front; gives how many they are.
fn part(samples: &mut [Sample], is_first: impl Fn(&Sample) -> bool) -> usize {
    let mut middle = 0;
    for at in 0..samples.len() {
        if is_first(&samples[at]) {
            samples.swap(at, middle);
            middle += 1;
        }
    }
    middle
}

/// Every pixel may be asked about.
#[derive(Clone, Copy)]
pub(super) struct EveryPixel<'a> {
    pub(super) stop: &'a (dyn Fn() -> bool + Sync),
    /// Told how many samples have come to rest, or that a question was found about so many.
    pub(super) told: &'a (dyn Fn(usize) + Sync),
}

impl Choice for EveryPixel<'_> {
    fn best(&mut self, growth: &Growth, samples: &[Sample], counts: &[u32]) -> Option<PixelQuestion> {
        (self.told)(samples.len());
        let among = |pixels: std::ops::Range<usize>| {
            let mut finder = Finder::new(growth.classes);
            let found = pixels.filter_map(|pixel| finder.best(growth.columns, pixel, samples, counts));
            found.reduce(PixelQuestion::better)
        };
        if samples.len() < WIDE {
            return among(0..PIXELS);
        }
        let parts = (0..PIXELS).into_par_iter().step_by(PIXELS / 16);
        parts.filter_map(|from| among(from..from + PIXELS / 16)).reduce_with(PixelQuestion::better)
    }

    fn fork(&self) -> Option<Self> {
        Some(*self)
    }

    fn is_over(&self) -> bool {
        (self.stop)()
    }
}
