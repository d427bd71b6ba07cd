//! A random forest: many trees, each grown from other samples, each question chosen among a few random pixels
//! (Breiman, Machine Learning 45, 2001). It says what its trees say on average. A single decision tree is a forest of
//! one that sees all samples and all pixels.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use rand::Rng as _;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

use super::columns::Columns;
use super::examples::{Examples, GoOn, Stopped, check};
use super::split::{Finder, PixelQuestion, Sample};
use super::tree::{Choice, EveryPixel, Grown, Growth, Node, grow};
use crate::data::{PIXELS, rng};

/// Added to a share, so that a class that no tree speaks for has a probability as well.
const NO_SHARE: f32 = 0.005;
/// Levels of a tree on MNIST, for the progress alone.
const EXPECTED_DEPTH: usize = 14;

/// Trees, and what their leaves say.
#[derive(Debug, Clone, PartialEq)]
pub struct Forest {
    pub(super) classes: usize,
    /// The nodes of all trees.
    pub(super) nodes: Vec<Node>,
    /// Where each tree begins.
    pub(super) roots: Vec<u32>,
    /// The share of each class at a leaf, each list of shares once.
    pub(super) shares: Vec<f32>,
    /// Of a single tree, how many training pictures of each class came to each node.
    pub(super) counts: Vec<u32>,
}

/// Grows a single tree of at most `depth` questions on a way.
///
/// # Errors
/// When it is told to stop.
pub fn fit_tree(examples: &Examples, depth: usize, go_on: GoOn) -> Result<Forest, Stopped> {
    check(go_on, 0.0)?;
    let columns = Columns::of(examples.pixels);
    let growth = Growth { columns: &columns, classes: examples.classes, depth };
    let (seen, stopped) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let expected = (examples.len() * EXPECTED_DEPTH.min(depth)) as f32;
    let told = |samples: usize| {
        let so_far = seen.fetch_add(samples, Ordering::Relaxed);
        if check(go_on, (so_far as f32 / expected).min(0.99)).is_err() {
            stopped.store(1, Ordering::Relaxed);
        }
    };
    let stop = || stopped.load(Ordering::Relaxed) != 0;
    let mut samples: Vec<Sample> = (0..examples.len() as u32)
        .map(|index| Sample { index, weight: 1, label: examples.labels[index as usize] })
        .collect();
    let grown = grow(&growth, &mut samples, 0, &mut EveryPixel { stop: &stop, told: &told });
    if stop() {
        return Err(Stopped);
    }
    let mut forest = Forest::new(examples.classes);
    forest.counts = grown.iter().flat_map(|node| node.counts.iter().copied()).collect();
    forest.add(&grown, &mut HashMap::new());
    Ok(forest)
}

/// Grows `trees` of at most `depth` questions on a way.
///
/// # Errors
/// When it is told to stop.
pub fn fit(examples: &Examples, trees: usize, depth: usize, seed: u64, go_on: GoOn) -> Result<Forest, Stopped> {
    check(go_on, 0.0)?;
    let columns = Columns::of(examples.pixels);
    let growth = Growth { columns: &columns, classes: examples.classes, depth };
    let done = AtomicUsize::new(0);
    let grown = (0..trees).into_par_iter().map(|tree| {
        let so_far = done.fetch_add(1, Ordering::Relaxed);
        check(go_on, so_far as f32 / trees as f32)?;
        let mut rng = rng::stream(seed, &format!("tree-{tree}"));
        let mut samples = drawn(examples, &mut rng);
        let mut choice = SomePixels::new(rng, examples.classes);
        Ok(grow(&growth, &mut samples, 0, &mut choice))
    });
    let grown: Vec<Vec<Grown>> = grown.collect::<Result<_, Stopped>>()?;
    let (mut forest, mut known) = (Forest::new(examples.classes), HashMap::new());
    for tree in &grown {
        forest.add(tree, &mut known);
    }
    Ok(forest)
}

/// As many samples as there are examples, drawn with putting back; one drawn again weighs more.
fn drawn(examples: &Examples, rng: &mut ChaCha8Rng) -> Vec<Sample> {
    let mut weights = vec![0_u16; examples.len()];
    for _ in 0..examples.len() {
        weights[rng.random_range(0..examples.len())] += 1;
    }
    let samples = weights.iter().enumerate().filter(|&(_, &weight)| weight > 0);
    samples.map(|(at, &weight)| Sample { index: at as u32, weight, label: examples.labels[at] }).collect()
}

/// A few pixels, drawn anew for each question: as many as the root of their number.
struct SomePixels {
    rng: ChaCha8Rng,
    pixels: Vec<u16>,
    finder: Finder,
}

impl SomePixels {
    fn new(rng: ChaCha8Rng, classes: usize) -> Self {
        Self { rng, pixels: (0..PIXELS as u16).collect(), finder: Finder::new(classes) }
    }
}

impl Choice for SomePixels {
    fn best(&mut self, growth: &Growth, samples: &[Sample], counts: &[u32]) -> Option<PixelQuestion> {
        let mut best: Option<PixelQuestion> = None;
        for at in 0..PIXELS {
            // More than usual only while none of them parts the samples.
            if at >= PIXELS.isqrt() && best.is_some() {
                break;
            }
            self.pixels.swap(at, self.rng.random_range(at as u32..PIXELS as u32) as usize);
            let found = self.finder.best(growth.columns, usize::from(self.pixels[at]), samples, counts);
            best = match (best, found) {
                (Some(best), Some(found)) if found.cut.is_better(&best.cut) => Some(found),
                (None, found) => found,
                (best, _) => best,
            };
        }
        best
    }

    fn fork(&self) -> Option<Self> {
        None
    }

    fn is_over(&self) -> bool {
        false
    }
}

/// A question on the way of a picture through a tree, and the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The node.
    pub node: usize,
    /// The pixel and the threshold that are asked about; none at the leaf.
    pub question: Option<(usize, u8)>,
    /// Whether the picture has more ink there.
    pub is_inked: bool,
}

impl Forest {
    fn new(classes: usize) -> Self {
        Self { classes, nodes: Vec::new(), roots: Vec::new(), shares: Vec::new(), counts: Vec::new() }
    }

    /// Adds a tree; `known` are the lists of shares that are there, by their bits.
    fn add(&mut self, grown: &[Grown], known: &mut HashMap<Vec<u32>, usize>) {
        let root = self.nodes.len();
        self.roots.push(root as u32);
        for (at, node) in grown.iter().enumerate() {
            let node = if let Some((pixel, threshold)) = node.question {
                Node { pixel, threshold, next: (root + at + 1 + node.first) as u32 }
            } else {
                let total = node.counts.iter().sum::<u32>().max(1) as f32;
                let shares: Vec<f32> = node.counts.iter().map(|&count| count as f32 / total).collect();
                let bits = shares.iter().map(|share| share.to_bits()).collect();
                let count = known.len();
                let place = *known.entry(bits).or_insert(count);
                if place == count {
                    self.shares.extend(shares);
                }
                Node::leaf(place)
            };
            self.nodes.push(node);
        }
    }

    /// For each question how many nodes it is to the second side, and for each leaf its place among the shares.
    pub(super) fn steps(&self) -> impl Iterator<Item = u32> + '_ {
        self.nodes.iter().enumerate().map(|(at, node)| match node.question() {
            Some(_) => node.next - at as u32,
            None => node.next,
        })
    }

    /// How many classes it tells apart.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How many trees it has.
    #[must_use]
    pub fn trees(&self) -> usize {
        self.roots.len()
    }

    /// How many questions and leaves they have.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// How many questions the longest way of its trees has.
    #[must_use]
    pub fn depth(&self) -> usize {
        let mut depths = vec![0; self.nodes.len()];
        for at in 0..self.nodes.len() {
            if self.nodes[at].question().is_some() {
                let next = depths[at] + 1;
                depths[at + 1] = next;
                depths[self.nodes[at].next as usize] = next;
            }
        }
        depths.into_iter().max().unwrap_or(0)
    }

    /// The way of a picture through the tree that begins at a root.
    #[must_use]
    pub fn way(&self, tree: usize, picture: &[u8]) -> Vec<Step> {
        let (mut at, mut steps) = (self.roots[tree] as usize, Vec::new());
        loop {
            let question = self.nodes[at].question();
            let is_inked = question.is_some_and(|(pixel, threshold)| picture[pixel] > threshold);
            steps.push(Step { node: at, question, is_inked });
            match question {
                None => return steps,
                Some(_) if is_inked => at = self.nodes[at].next as usize,
                Some(_) => at += 1,
            }
        }
    }

    /// Of a single tree, how many training pictures of each class came to a node; empty for a forest.
    #[must_use]
    pub fn counts(&self, node: usize) -> &[u32] {
        self.counts.get(node * self.classes..(node + 1) * self.classes).unwrap_or(&[])
    }

    /// The share of each class where a tree ends for a picture.
    #[must_use]
    pub fn said(&self, tree: usize, picture: &[u8]) -> &[f32] {
        let mut at = self.roots[tree] as usize;
        while let Some((pixel, threshold)) = self.nodes[at].question() {
            at = if picture[pixel] > threshold { self.nodes[at].next as usize } else { at + 1 };
        }
        &self.shares[self.nodes[at].next as usize * self.classes..][..self.classes]
    }

    /// The logarithm of the mean share of each class.
    pub(super) fn scores(&self, picture: &[u8], scores: &mut Vec<f32>) {
        let mut sums = vec![0.0_f32; self.classes];
        for tree in 0..self.trees() {
            sums.iter_mut().zip(self.said(tree, picture)).for_each(|(sum, share)| *sum += share);
        }
        let count = self.trees().max(1) as f32;
        scores.extend(sums.iter().map(|sum| (sum / count + NO_SHARE).ln()));
    }
}
