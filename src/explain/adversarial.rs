//! The fast gradient sign method (Goodfellow and others 2015, arXiv 1412.6572): every pixel moved by the same small step
//! in the direction that raises the loss, beside steps of the same size in random directions.

use rand::Rng;

use super::net::{Of, ink};
use super::{ExplainError, ExplainedNet};
use crate::data::{Image, PIXELS};
use crate::model::Prediction;
use crate::model::init::stream;

/// Steps of the slider.
pub const STEPS: usize = 50;
/// The largest step of a pixel, as a share of full ink.
pub const MOST: f32 = 0.5;

/// What happens to the answer as the step grows.
#[derive(Debug, Clone, PartialEq)]
pub struct Attack {
    /// The picture that is changed.
    pub image: Image,
    /// The digit whose loss rises.
    pub label: u8,
    /// −1, 0 or 1 for each pixel: the sign of the slope of the loss.
    pub signs: Vec<i8>,
    /// −1 or 1 for each pixel, at random.
    pub noise: Vec<i8>,
    /// Readings with the signs, at each step of the slider from 0 on.
    pub attacked: Vec<Prediction>,
    /// Readings with the noise.
    pub noisy: Vec<Prediction>,
}

/// The size of a pixel's change at this step of the slider, as a share of full ink.
#[must_use]
pub fn epsilon(step: usize) -> f32 {
    MOST * step.min(STEPS) as f32 / STEPS as f32
}

/// `image` with every pixel moved by this step of the slider in the direction of its sign, kept between paper and ink.
#[must_use]
pub fn moved(image: &Image, signs: &[i8], step: usize) -> Image {
    let by = (epsilon(step) * 255.0).round() as i32;
    let mut moved = image.clone();
    for (pixel, &sign) in moved.0.iter_mut().zip(signs) {
        *pixel = (i32::from(*pixel) + by * i32::from(sign)).clamp(0, 255) as u8;
    }
    moved
}

impl Attack {
    /// The picture attacked at this step of the slider.
    #[must_use]
    pub fn picture(&self, step: usize) -> Image {
        moved(&self.image, &self.signs, step)
    }

    /// The picture with noise of that size.
    #[must_use]
    pub fn with_noise(&self, step: usize) -> Image {
        moved(&self.image, &self.noise, step)
    }

    /// The first step of the slider at which something else is read, in `readings`.
    #[must_use]
    pub fn flips_at(readings: &[Prediction]) -> Option<usize> {
        let first = readings.first()?.digit();
        readings.iter().position(|reading| reading.digit() != first)
    }
}

/// Attacks `image` as a `label`, with noise from `seed` beside it.
///
/// # Errors
/// When the network cannot be run.
pub fn attack(net: &ExplainedNet, image: &Image, label: u8, seed: u64) -> Result<Attack, ExplainError> {
    let slopes = net.gradients(&ink(image), Of::Loss(label))?.by_ink;
    let sign = |slope: &f32| i8::from(*slope > 0.0) - i8::from(*slope < 0.0);
    let signs: Vec<i8> = slopes.iter().map(sign).collect();
    let mut rng = stream(seed, "noise");
    let noise: Vec<i8> = (0..PIXELS).map(|_| if rng.random::<bool>() { 1 } else { -1 }).collect();
    let read = |signs: &[i8]| net.read(&(0..=STEPS).map(|step| moved(image, signs, step)).collect::<Vec<_>>());
    let (attacked, noisy) = (read(&signs)?, read(&noise)?);
    Ok(Attack { image: image.clone(), label, signs, noise, attacked, noisy })
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::{drawing, readers};
    use super::*;
    use crate::model::Pixels;

    #[test]
    fn a_small_step_raises_the_loss_of_every_network_more_than_noise() {
        for (arch, weights) in readers() {
            let net = ExplainedNet::new(arch, &weights, Pixels::Unit).expect("fresh weights fit");
            let found = attack(&net, &drawing(), 9, 1).expect("it runs");
            let loss = |reading: &Prediction| -reading.probabilities[9].ln();
            assert!(loss(&found.attacked[2]) > loss(&found.attacked[0]), "{arch}");
            assert!(loss(&found.attacked[2]) > loss(&found.noisy[2]), "{arch}");
            assert_eq!(found.attacked[0], found.noisy[0], "{arch}");
        }
    }

    #[test]
    fn no_pixel_moves_further_than_epsilon_or_off_the_scale() {
        let image = drawing();
        let (signs, step) = (vec![1_i8; PIXELS], 10);
        assert!((epsilon(step) - 0.1).abs() < 1e-6);
        for (before, after) in image.0.iter().zip(moved(&image, &signs, step).0) {
            assert_eq!(u32::from(after), (u32::from(*before) + 26).min(255));
        }
        assert_eq!(moved(&image, &signs, 0), image);
    }
}
