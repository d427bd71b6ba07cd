//! The landscape of the loss around some weights (Li and others 2018, arXiv 1712.09913): along two random directions in
//! which every filter is as long as the network's own.

use std::collections::BTreeMap;

use rand::Rng;

use super::ExplainError;
use crate::data::{Dataset, PIXELS};
use crate::model::init::stream;
use crate::model::{Arch, Array, Kernels, Pixels, Predictor, Weights};

/// Training images that every point is measured on.
pub const IMAGES: usize = 128;
/// Points along a side of the finest grid: one more than a power of two, so that coarse grids are parts of it.
pub const SIDE: usize = 33;
/// Steps between the points of the coarsest grid.
const COARSEST: usize = 8;
/// How far the grid reaches, in lengths of the filters.
pub const REACH: f32 = 1.0;

/// A direction: as many numbers as there are weights, those of biases and normalisation zero, as in the paper.
pub type Direction = BTreeMap<String, Vec<f32>>;

/// Two directions.
#[derive(Debug, Clone, PartialEq)]
pub struct Plane {
    /// To the right.
    pub right: Direction,
    /// Up.
    pub up: Direction,
}

impl Plane {
    /// Random directions from `seed` around `weights`.
    #[must_use]
    pub fn random(weights: &Weights, seed: u64) -> Self {
        Self { right: direction(weights, seed, "right"), up: direction(weights, seed, "up") }
    }

    /// `weights` moved by so much to the right and up.
    #[must_use]
    pub fn moved(&self, weights: &Weights, (right, up): (f32, f32)) -> Weights {
        let all = weights.0.iter().map(|(name, array)| {
            let (along, across) = (self.right.get(name), self.up.get(name));
            let values = match (along, across) {
                (Some(along), Some(across)) => {
                    let by = along.iter().zip(across).map(|(along, across)| right * along + up * across);
                    array.values.iter().zip(by).map(|(value, by)| value + by).collect()
                }
                (None, _) | (_, None) => array.values.clone(),
            };
            (name.clone(), Array { shape: array.shape.clone(), values })
        });
        Weights(all.collect())
    }

    /// Where the plane is nearest to `to`, seen from `from`: so much to the right and up.
    #[must_use]
    pub fn project(&self, from: &Weights, to: &Weights) -> (f32, f32) {
        let (mut rr, mut ru, mut uu, mut r, mut u) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (name, right) in &self.right {
            let (Some(up), Some(from), Some(to)) = (self.up.get(name), from.0.get(name), to.0.get(name)) else {
                continue;
            };
            let way = from.values.iter().zip(to.values.iter()).map(|(from, to)| f64::from(to - from));
            for ((&right, &up), way) in right.iter().zip(up).zip(way) {
                let (right, up) = (f64::from(right), f64::from(up));
                rr += right * right;
                ru += right * up;
                uu += up * up;
                r += right * way;
                u += up * way;
            }
        }
        let determinant = rr * uu - ru * ru;
        if determinant <= 0.0 {
            return (0.0, 0.0);
        }
        (((r * uu - u * ru) / determinant) as f32, ((u * rr - r * ru) / determinant) as f32)
    }
}

/// Each filter (a row of the tensor) as long as that of the weights.
fn direction(weights: &Weights, seed: u64, name: &str) -> Direction {
    let mut rng = stream(seed, name);
    // The sum of twelve even numbers is as good as normal here, and the same on every machine.
    let mut normal = || (0..12).map(|_| rng.random::<f32>()).sum::<f32>() - 6.0;
    let mut found = Direction::new();
    for (name, array) in weights.0.iter().filter(|(_, array)| array.shape.len() > 1) {
        let filter = array.values.len() / array.shape[0].max(1);
        let mut values = Vec::with_capacity(array.values.len());
        for own in array.values.chunks(filter.max(1)) {
            let drawn: Vec<f32> = own.iter().map(|_| normal()).collect();
            let length = |values: &[f32]| values.iter().map(|value| value * value).sum::<f32>().sqrt();
            let factor = length(own) / length(&drawn).max(f32::MIN_POSITIVE);
            values.extend(drawn.into_iter().map(|value| value * factor));
        }
        found.insert(name.clone(), values);
    }
    found
}

/// Images that the loss is measured on.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

impl Sample {
    /// [`IMAGES`] images from all over `images`, or as many as there are; those that show no digit are left out.
    #[must_use]
    pub fn of(images: &Dataset) -> Self {
        let count = IMAGES.min(images.len());
        let (mut pixels, mut labels) = (Vec::with_capacity(count * PIXELS), Vec::with_capacity(count));
        for at in (0..count).map(|at| at * images.len() / count) {
            if usize::from(images.label(at)) < images.names().len() {
                pixels.extend(images.image(at).0);
                labels.push(images.label(at));
            }
        }
        Self { pixels, labels }
    }

    /// Mean cross-entropy of these images, in nats.
    ///
    /// # Errors
    /// When the weights do not fit or are not finite.
    pub fn loss(&self, arch: Arch, weights: &Weights, pixels: Pixels) -> Result<f32, ExplainError> {
        let readings = Predictor::new(arch, weights, pixels, Kernels::Fast)?.predict_pixels(&self.pixels)?;
        let loss = |logits: &[f32], label: u8| {
            let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let sum: f32 = logits.iter().map(|logit| (logit - most).exp()).sum();
            f64::from(most + sum.ln() - logits[usize::from(label)])
        };
        let losses = readings.iter().zip(&self.labels).map(|(reading, &label)| loss(&reading.logits, label));
        Ok((losses.sum::<f64>() / self.labels.len().max(1) as f64) as f32)
    }
}

/// The loss at the points of a square grid, of which some may be missing yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// [`SIDE`] × [`SIDE`] losses, row by row from the lower left.
    pub losses: Vec<Option<f32>>,
}

impl Default for Grid {
    fn default() -> Self {
        Self { losses: vec![None; SIDE * SIDE] }
    }
}

impl Grid {
    /// Where a point lies in the plane.
    #[must_use]
    pub fn place(at: usize) -> (f32, f32) {
        let along = |step: usize| REACH * (2.0 * step as f32 / (SIDE - 1) as f32 - 1.0);
        (along(at % SIDE), along(at / SIDE))
    }

    /// All points, those of the coarsest grid first.
    #[must_use]
    pub fn order() -> Vec<usize> {
        let step = |at: usize| {
            let (x, y) = (at % SIDE, at / SIDE);
            let coarse = |along: usize| if along == 0 { SIDE - 1 } else { 1 << along.trailing_zeros().min(3) };
            coarse(x).min(coarse(y)).min(COARSEST)
        };
        let mut order: Vec<usize> = (0..SIDE * SIDE).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(step(at)));
        order
    }

    /// The loss at every point: measured, or between the points of the finest grid that is whole; `None` before the
    /// coarsest is.
    #[must_use]
    pub fn smooth(&self) -> Option<Vec<f32>> {
        let is_whole = |step: &usize| {
            let along = || (0..SIDE).step_by(*step);
            along().all(|y| along().all(|x| self.losses[y * SIDE + x].is_some()))
        };
        let step = [1, 2, 4, COARSEST].into_iter().find(is_whole)?;
        let loss = |x: usize, y: usize| self.losses[y * SIDE + x].unwrap_or(f32::NAN);
        let between = |at: usize| {
            let (x, y) = (at % SIDE, at / SIDE);
            let (left, low) = (x / step * step, y / step * step);
            let (right, high) = ((left + step).min(SIDE - 1), (low + step).min(SIDE - 1));
            let (along, up) = ((x - left) as f32 / step as f32, (y - low) as f32 / step as f32);
            let mix = |from: f32, to: f32, share: f32| if share == 0.0 { from } else { from + share * (to - from) };
            mix(mix(loss(left, low), loss(right, low), along), mix(loss(left, high), loss(right, high), along), up)
        };
        Some((0..SIDE * SIDE).map(between).collect())
    }

    /// Share of the points measured, in [0, 1].
    #[must_use]
    pub fn done(&self) -> f32 {
        self.losses.iter().flatten().count() as f32 / self.losses.len() as f32
    }

    /// The least and the greatest loss measured.
    #[must_use]
    pub fn range(&self) -> Option<(f32, f32)> {
        let finite = || self.losses.iter().flatten().copied().filter(|loss| loss.is_finite());
        Some((finite().reduce(f32::min)?, finite().reduce(f32::max)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_of_a_direction_are_as_long_as_the_networks() {
        let weights = Weights::fresh(Arch::Conv3, 1);
        let plane = Plane::random(&weights, 7);
        assert!(!plane.right.contains_key("conv1.bias"));
        let length = |values: &[f32]| values.iter().map(|value| value * value).sum::<f32>().sqrt();
        for (name, values) in &plane.right {
            let array = &weights.0[name];
            let filter = values.len() / array.shape[0];
            for (drawn, own) in values.chunks(filter).zip(array.values.chunks(filter)) {
                assert!((length(drawn) - length(own)).abs() < 1e-4 * length(own), "{name}");
            }
        }
        assert_ne!(plane.right, plane.up);
    }

    #[test]
    fn what_is_moved_within_the_plane_is_found_there() {
        let weights = Weights::fresh(Arch::Mlp, 1);
        let plane = Plane::random(&weights, 7);
        let (right, up) = plane.project(&weights, &plane.moved(&weights, (0.3, -0.7)));
        assert!((right - 0.3).abs() < 1e-4 && (up + 0.7).abs() < 1e-4, "{right} {up}");
        assert_eq!(plane.moved(&weights, (0.0, 0.0)), weights);
    }

    #[test]
    fn the_grid_is_filled_from_coarse_to_fine_and_is_smooth_from_the_first_points_on() {
        let order = Grid::order();
        let mut sorted = order.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..SIDE * SIDE).collect::<Vec<_>>());
        assert!(
            order[..25].iter().all(|at| (at % SIDE).is_multiple_of(8) && (at / SIDE).is_multiple_of(8)),
            "{:?}",
            &order[..25]
        );
        let mut grid = Grid::default();
        assert_eq!((grid.smooth(), grid.range(), grid.done()), (None, None, 0.0));
        for &at in &order[..25] {
            grid.losses[at] = Some((at % SIDE + 2 * (at / SIDE)) as f32);
        }
        // Halfway is the mean.
        let smooth = grid.smooth().expect("the coarsest grid is whole");
        assert!((0..SIDE * SIDE).all(|at| (smooth[at] - (at % SIDE + 2 * (at / SIDE)) as f32).abs() < 1e-4));
        assert_eq!(Grid::place(0), (-REACH, -REACH));
        assert_eq!(Grid::place(SIDE * SIDE / 2), (0.0, 0.0));
    }

    #[test]
    fn the_loss_of_even_probabilities_is_log_ten() {
        let images = crate::data::Mnist::unpack().expect("not damaged").test;
        let sample = Sample::of(&images);
        assert_eq!(sample.labels.len(), IMAGES);
        let weights = Weights::fresh(Arch::Softmax, 1);
        let even = Weights(
            weights
                .0
                .into_iter()
                .map(|(name, array)| (name, Array { values: vec![0.0; array.values.len()].into(), ..array }))
                .collect(),
        );
        let loss = sample.loss(Arch::Softmax, &even, Pixels::Unit).expect("they fit");
        assert!((loss - 10.0_f32.ln()).abs() < 1e-5, "{loss}");
    }
}
