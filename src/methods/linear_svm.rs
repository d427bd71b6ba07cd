//! A linear support vector machine: for each class the plane that parts it from the rest with the widest margin.
//!
//! Dual coordinate descent with the squared hinge loss (Hsieh, Chang, Lin, Keerthi and Sundararajan, ICML 2008), one
//! class against the rest.

use rand::Rng as _;
use rayon::prelude::*;

use super::examples::{Examples, GoOn, Stopped, check};
use super::linear::Linear;
use crate::data::PIXELS;
use crate::data::rng;
use crate::model::kernels::products::{add_bytes, byte_products, mixed_product};

/// Passes over the examples at most.
const MOST_PASSES: usize = 200;
/// It is done when the projected gradients of a pass lie closer together than this.
const TOLERANCE: f32 = 0.01;

/// Fits a plane for each class; `c` is what an example on the wrong side costs, above 0.
///
/// # Errors
/// When it is told to stop.
pub fn fit(examples: &Examples, c: f32, seed: u64, go_on: GoOn) -> Result<Linear, Stopped> {
    let lengths: Vec<f32> = examples.pixels.par_chunks(PIXELS).map(square_length).collect();
    let done = std::sync::atomic::AtomicUsize::new(0);
    let expected = (examples.classes * EXPECTED_PASSES) as f32;
    let went_on = |passes: usize| {
        let so_far = done.fetch_add(passes, std::sync::atomic::Ordering::Relaxed);
        check(go_on, (so_far as f32 / expected).min(0.99))
    };
    let planes: Result<Vec<(Vec<f32>, f32)>, Stopped> = (0..examples.classes)
        .into_par_iter()
        .map(|class| Descent::new(examples, &lengths, class, c).run(seed, &went_on))
        .collect();
    let (weights, biases): (Vec<Vec<f32>>, Vec<f32>) = planes?.into_iter().unzip();
    Ok(Linear { weights: weights.concat(), biases })
}

/// Passes of a class on MNIST, for the progress alone.
const EXPECTED_PASSES: usize = 40;

/// The square of a picture's length, with the one beside its pixels for the bias.
fn square_length(picture: &[u8]) -> f32 {
    let mut product = [0];
    byte_products(picture, picture, &mut product);
    product[0] as f32 / (255.0 * 255.0) + 1.0
}

/// One class against the rest.
struct Descent<'a> {
    examples: &'a Examples<'a>,
    lengths: &'a [f32],
    class: usize,
    /// What the squared loss adds to the diagonal of the dual problem: 1 / 2C.
    diagonal: f32,
    alphas: Vec<f32>,
    weights: Vec<f32>,
    bias: f32,
}

impl<'a> Descent<'a> {
    fn new(examples: &'a Examples, lengths: &'a [f32], class: usize, c: f32) -> Self {
        let (alphas, weights) = (vec![0.0; examples.len()], vec![0.0; PIXELS]);
        Self { examples, lengths, class, diagonal: 0.5 / c, alphas, weights, bias: 0.0 }
    }

    /// Goes over the examples in random orders, without those that will not move, until nothing changes much.
    fn run(
        mut self,
        seed: u64,
        went_on: &(impl Fn(usize) -> Result<(), Stopped> + Sync),
    ) -> Result<(Vec<f32>, f32), Stopped> {
        let mut rng = rng::stream(seed, &format!("plane-{}", self.class));
        let mut active: Vec<u32> = (0..self.examples.len() as u32).collect();
        let mut highest_before = f32::INFINITY;
        for _ in 0..MOST_PASSES {
            went_on(1)?;
            let (mut lowest, mut highest) = (f32::INFINITY, f32::NEG_INFINITY);
            let (mut at, mut count) = (0, active.len());
            while at < count {
                active.swap(at, rng.random_range(at..count));
                match self.step(active[at] as usize, highest_before) {
                    None => {
                        count -= 1;
                        active.swap(at, count);
                    }
                    Some(gradient) => {
                        (lowest, highest) = (lowest.min(gradient), highest.max(gradient));
                        at += 1;
                    }
                }
            }
            let is_done = highest - lowest <= TOLERANCE || count == 0;
            if is_done && count == self.examples.len() {
                break;
            }
            // What was left out is looked at once more before it ends.
            if is_done {
                highest_before = f32::INFINITY;
                active = (0..self.examples.len() as u32).collect();
            } else {
                highest_before = if highest > 0.0 { highest } else { f32::INFINITY };
                active.truncate(count);
            }
        }
        Ok((self.weights.iter().map(|weight| weight * 255.0).collect(), self.bias))
    }

    /// Moves one coordinate; gives the projected gradient there, or nothing if it is to be left out from now on.
    fn step(&mut self, example: usize, highest_before: f32) -> Option<f32> {
        let picture = self.examples.picture(example);
        let sign = if usize::from(self.examples.labels[example]) == self.class { 1.0 } else { -1.0 };
        let alpha = self.alphas[example];
        let sum = mixed_product(&self.weights, picture) + self.bias;
        let gradient = sign * sum - 1.0 + self.diagonal * alpha;
        if alpha == 0.0 && gradient > highest_before {
            return None;
        }
        let projected = if alpha == 0.0 { gradient.min(0.0) } else { gradient };
        if projected.abs() > 1e-12 {
            let moved = (alpha - gradient / (self.lengths[example] + self.diagonal)).max(0.0);
            let change = sign * (moved - alpha);
            self.alphas[example] = moved;
            // The weights are those of bytes divided by 255 twice: once for this picture, once for the next.
            add_bytes(&mut self.weights, change / (255.0 * 255.0), picture);
            self.bias += change;
        }
        Some(projected)
    }
}
