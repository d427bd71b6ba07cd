//! A support vector machine with a Gaussian kernel: between each two classes the border with the widest margin, in a
//! space where nearness of pictures counts. It keeps the pictures at the borders, the support vectors.
//!
//! Sequential minimal optimisation with second-order choice of the pair (Fan, Chen and Lin, JMLR 2005), a machine for
//! every two classes. Of each two, the kernel is worked out whole, as products of matrices.

use rayon::prelude::*;

use super::examples::{Examples, GoOn, Stopped, check};
use super::smo;
use crate::data::PIXELS;
use crate::model::kernels::products::{PackedRows, byte_products, exponentials};

/// Pictures that are multiplied with all others at once.
const ROWS: usize = 64;

/// Pictures at the borders, and what each of them says of each pair of classes it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct KernelSvm {
    pub(super) classes: usize,
    pub(super) gamma: f32,
    /// 784 bytes each, those of a class together.
    pub(super) pixels: Vec<u8>,
    /// The squares of their lengths, in bytes.
    lengths: Vec<u32>,
    /// Their classes, in order.
    pub(super) labels: Vec<u8>,
    /// For each support vector, its weight against each other class, in order.
    pub(super) weights: Vec<f32>,
    /// What is taken from the sum of the classes (0, 1), (0, 2), …, (1, 2), ….
    pub(super) offsets: Vec<f32>,
}

/// Pictures of one class.
struct Class {
    indices: Vec<u32>,
    numbers: Vec<f32>,
    lengths: Vec<f32>,
    rows: PackedRows,
}

impl Class {
    fn of(examples: &Examples, class: usize) -> Self {
        let is_of = |&at: &u32| usize::from(examples.labels[at as usize]) == class;
        let indices: Vec<u32> = (0..examples.len() as u32).filter(is_of).collect();
        let pixels = indices.iter().flat_map(|&at| examples.picture(at as usize));
        let numbers: Vec<f32> = pixels.map(|&pixel| f32::from(pixel) / 255.0).collect();
        let pictures = numbers.chunks_exact(PIXELS);
        let lengths = pictures.map(|picture| picture.iter().map(|number| number * number).sum()).collect();
        let rows = PackedRows::new(&numbers, PIXELS);
        Self { indices, numbers, lengths, rows }
    }

    /// The kernel between its pictures and those of another class, a row for each of its own.
    fn kernel(&self, other: &Self, gamma: f32) -> Vec<f32> {
        let (stride, columns) = (other.rows.width(), other.indices.len());
        if columns == 0 {
            return Vec::new();
        }
        let mut kernel = Vec::with_capacity(self.indices.len() * columns);
        let mut products = Vec::new();
        for (rows, lengths) in self.numbers.chunks(ROWS * PIXELS).zip(self.lengths.chunks(ROWS)) {
            products.resize(lengths.len() * stride, 0.0);
            other.rows.multiply(rows, &mut products);
            for (products, own) in products.chunks_exact_mut(stride).zip(lengths) {
                for (product, length) in products.iter_mut().zip(&other.lengths) {
                    *product = -gamma * (own + length - 2.0 * *product).max(0.0);
                }
                exponentials(products);
                kernel.extend_from_slice(&products[..columns]);
            }
        }
        kernel
    }
}

/// What was found between two classes.
struct Border {
    /// Weights of the pictures of the one class, then of the other, with their signs.
    weights: Vec<f32>,
    offset: f32,
}

/// Fits a border for every two classes; `c` is what an example on the wrong side costs, and the kernel is
/// exp(−`gamma` × the squared distance), both above 0.
///
/// # Errors
/// When it is told to stop.
pub fn fit(examples: &Examples, c: f32, gamma: f32, go_on: GoOn) -> Result<KernelSvm, Stopped> {
    let classes: Vec<Class> = (0..examples.classes).map(|class| Class::of(examples, class)).collect();
    check(go_on, 0.02)?;
    let own: Vec<Vec<f32>> = classes.par_iter().map(|class| class.kernel(class, gamma)).collect();
    check(go_on, 0.15)?;
    let count = classes.len();
    let pairs: Vec<(usize, usize)> =
        (0..count).flat_map(|one| (one + 1..count).map(move |other| (one, other))).collect();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let borders = pairs.par_iter().map(|&(one, other)| {
        let so_far = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        check(go_on, 0.15 + 0.85 * so_far as f32 / pairs.len() as f32)?;
        let across = classes[one].kernel(&classes[other], gamma);
        Ok(border((&own[one], classes[one].indices.len()), (&own[other], classes[other].indices.len()), &across, c))
    });
    let borders: Vec<Border> = borders.collect::<Result<_, Stopped>>()?;
    Ok(gather(examples, &classes, &pairs, &borders, gamma))
}

/// Solves for two classes: their kernels and sizes, and the kernel between them.
fn border(one: (&[f32], usize), other: (&[f32], usize), across: &[f32], c: f32) -> Border {
    let ((first, ones), (second, others)) = (one, other);
    let count = ones + others;
    let mut kernel = Vec::with_capacity(count * count);
    for row in 0..ones {
        kernel.extend_from_slice(&first[row * ones..][..ones]);
        kernel.extend_from_slice(&across[row * others..][..others]);
    }
    for row in 0..others {
        kernel.extend((0..ones).map(|column| across[column * others + row]));
        kernel.extend_from_slice(&second[row * others..][..others]);
    }
    let signs: Vec<f32> = (0..count).map(|at| if at < ones { 1.0 } else { -1.0 }).collect();
    let (alphas, offset) = smo::solve(&kernel, &signs, c);
    Border { weights: alphas.iter().zip(&signs).map(|(alpha, sign)| alpha * sign).collect(), offset }
}

/// Collects the pictures that have a weight in some border.
fn gather(
    examples: &Examples,
    classes: &[Class],
    pairs: &[(usize, usize)],
    borders: &[Border],
    gamma: f32,
) -> KernelSvm {
    let (mut pixels, mut labels, mut weights) = (Vec::new(), Vec::new(), Vec::new());
    for (class, pictures) in classes.iter().enumerate() {
        for (at, &index) in pictures.indices.iter().enumerate() {
            let of_pair = pairs.iter().zip(borders).filter_map(|(&(one, other), border)| {
                if one == class {
                    Some(border.weights[at])
                } else if other == class {
                    Some(border.weights[classes[one].indices.len() + at])
                } else {
                    None
                }
            });
            let of_pair: Vec<f32> = of_pair.collect();
            if of_pair.iter().any(|&weight| weight != 0.0) {
                pixels.extend_from_slice(examples.picture(index as usize));
                labels.push(class as u8);
                weights.extend(of_pair);
            }
        }
    }
    let offsets = borders.iter().map(|border| border.offset).collect();
    KernelSvm::from_parts(classes.len(), gamma, (pixels, labels), weights, offsets)
}

/// A support vector, as it acts on a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Support {
    /// Its place among the support vectors.
    pub index: usize,
    /// Its class.
    pub label: u8,
    /// How near it is: the kernel, in (0, 1].
    pub nearness: f32,
    /// What it adds to the sum for its class against another: nearness × weight, 0 or more.
    pub pull: f32,
}

impl KernelSvm {
    /// Puts together what a file holds: support vectors and their classes, a weight of each against each other class, and
    /// an offset for every two classes.
    pub(super) fn from_parts(
        classes: usize,
        gamma: f32,
        (pixels, labels): (Vec<u8>, Vec<u8>),
        weights: Vec<f32>,
        offsets: Vec<f32>,
    ) -> Self {
        let length = |picture: &[u8]| {
            let mut product = [0];
            byte_products(picture, picture, &mut product);
            product[0]
        };
        let lengths = pixels.chunks_exact(PIXELS).map(length).collect();
        Self { classes, gamma, pixels, lengths, labels, weights, offsets }
    }

    /// How many support vectors it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// How many classes it tells apart.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The pixels of a support vector.
    #[must_use]
    pub fn picture(&self, index: usize) -> &[u8] {
        &self.pixels[index * PIXELS..][..PIXELS]
    }

    /// The kernel between a picture and every support vector.
    fn kernel(&self, picture: &[u8]) -> Vec<f32> {
        let mut own = [0];
        byte_products(picture, picture, &mut own);
        let mut products = vec![0; self.len()];
        byte_products(picture, &self.pixels, &mut products);
        let factor = self.gamma / (255.0 * 255.0);
        let mut kernel: Vec<f32> = products
            .iter()
            .zip(&self.lengths)
            .map(|(&product, &length)| {
                let distance = i64::from(own[0]) + i64::from(length) - 2 * i64::from(product);
                -factor * distance as f32
            })
            .collect();
        kernel.resize(self.len().next_multiple_of(16), 0.0);
        exponentials(&mut kernel);
        kernel.truncate(self.len());
        kernel
    }

    /// The place of a pair of classes, `one` below `other`, among all pairs.
    fn pair(&self, one: usize, other: usize) -> usize {
        one * self.classes - one * (one + 1) / 2 + other - one - 1
    }

    /// For each class how many others it wins against, and a fraction of a victory for by how much.
    pub(super) fn scores(&self, picture: &[u8], scores: &mut Vec<f32>) {
        let mut sums: Vec<f32> = self.offsets.iter().map(|offset| -offset).collect();
        let against = self.classes - 1;
        for (at, near) in self.kernel(picture).into_iter().enumerate() {
            let own = usize::from(self.labels[at]);
            for (place, weight) in self.weights[at * against..][..against].iter().enumerate() {
                let other = if place < own { place } else { place + 1 };
                sums[self.pair(own.min(other), own.max(other))] += weight * near;
            }
        }
        let (mut wins, mut margins) = (vec![0.0_f32; self.classes], vec![0.0_f32; self.classes]);
        for one in 0..self.classes {
            for other in one + 1..self.classes {
                let sum = sums[self.pair(one, other)];
                wins[if sum > 0.0 { one } else { other }] += 1.0;
                margins[one] += sum;
                margins[other] -= sum;
            }
        }
        scores.extend(wins.iter().zip(margins).map(|(wins, margin)| wins + margin / (3.0 * (margin.abs() + 1.0))));
    }

    /// The support vectors that pull hardest in the choice between `one` class and `other`, hardest first.
    #[must_use]
    pub fn strongest(&self, picture: &[u8], one: usize, other: usize, count: usize) -> Vec<Support> {
        let against = self.classes - 1;
        let of_pair = self.kernel(picture).into_iter().enumerate().filter_map(|(index, nearness)| {
            let label = self.labels[index];
            let rival = match usize::from(label) {
                own if own == one => other,
                own if own == other => one,
                _ => return None,
            };
            let place = if rival < usize::from(label) { rival } else { rival - 1 };
            let pull = (self.weights[index * against + place] * nearness).abs();
            Some(Support { index, label, nearness, pull })
        });
        let mut supports: Vec<Support> = of_pair.filter(|support| support.pull > 0.0).collect();
        supports.sort_by(|one, other| other.pull.total_cmp(&one.pull));
        supports.truncate(count);
        supports
    }
}
