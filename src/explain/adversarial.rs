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

/// Draws of noise that are compared with.
pub const DRAWS: usize = 8;
/// By how much two probabilities have to differ, so that they are not much the same.
const ALIKE: f32 = 0.05;

/// What happens to the answer as the step grows.
#[derive(Debug, Clone, PartialEq)]
pub struct Attack {
    /// The picture that is changed.
    pub image: Image,
    /// The digit whose loss rises.
    pub label: u8,
    /// −1, 0 or 1 for each pixel: the sign of the slope of the loss.
    pub signs: Vec<i8>,
    /// −1 or 1 for each pixel, at random: the first draw of the noise.
    pub noise: Vec<i8>,
    /// Readings with the signs, at each step of the slider from 0 on.
    pub attacked: Vec<Prediction>,
    /// Readings with each draw of the noise, at each step of the slider.
    pub noisy: Vec<[Prediction; DRAWS]>,
}

/// Which of the two makes the network read another digit, and at which step of the slider first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flips {
    /// Neither does.
    Never,
    /// The slope alone.
    Slope(usize),
    /// The noise alone.
    Noise(usize),
    /// Both, the slope with the smaller step.
    SlopeFirst(usize, usize),
    /// Both with the same step.
    Together(usize),
    /// Both, the noise with the smaller step: the slope's, then the noise's.
    NoiseFirst(usize, usize),
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

    /// The smallest step of the slider at which the slope takes about as much more from the digit than noise does as it
    /// does anywhere.
    #[must_use]
    pub fn telling(&self) -> usize {
        let gain = |step: usize| self.noisy_share(step, 1.0) - self.attacked_share(step, 1.0);
        let most = (0..=STEPS).map(gain).fold(0.0, f32::max);
        (0..=STEPS).find(|&step| gain(step) >= 0.9 * most).filter(|_| most > 0.0).unwrap_or(STEPS / 2)
    }

    /// What the right class is called.
    #[must_use]
    pub fn label_name(&self) -> &'static str {
        self.attacked.first().map_or("?", |reading| reading.labels.name(self.label))
    }

    /// Where another digit is read first: along the slope, and in more than half of the draws of noise.
    #[must_use]
    pub fn flips(&self) -> Flips {
        let is_other = |reading: &Prediction| reading.class() != self.label;
        let slope = self.attacked.iter().position(is_other);
        let noise = self.noisy.iter().position(|draws| 2 * draws.iter().filter(|one| is_other(one)).count() > DRAWS);
        match (slope, noise) {
            (None, None) => Flips::Never,
            (Some(slope), None) => Flips::Slope(slope),
            (None, Some(noise)) => Flips::Noise(noise),
            (Some(slope), Some(noise)) if slope < noise => Flips::SlopeFirst(slope, noise),
            (Some(slope), Some(noise)) if slope > noise => Flips::NoiseFirst(slope, noise),
            (Some(both), Some(_)) => Flips::Together(both),
        }
    }

    /// The probability of the digit at this step along the slope, at this `temperature`.
    #[must_use]
    pub fn attacked_share(&self, step: usize, temperature: f32) -> f32 {
        self.attacked.get(step).map_or(f32::NAN, |reading| self.share(reading, temperature))
    }

    /// The same with noise: the mean over its draws.
    #[must_use]
    pub fn noisy_share(&self, step: usize, temperature: f32) -> f32 {
        let Some(draws) = self.noisy.get(step) else { return f32::NAN };
        draws.iter().map(|reading| self.share(reading, temperature)).sum::<f32>() / DRAWS as f32
    }

    fn share(&self, reading: &Prediction, temperature: f32) -> f32 {
        reading.at_temperature(temperature).probability(self.label)
    }

    /// Whether noise of this size takes about as much from the digit as the slope does, where that is something.
    #[must_use]
    pub fn is_as_weak_against_noise(&self, step: usize, temperature: f32) -> bool {
        let start = self.attacked_share(0, temperature);
        let (slope, noise) = (self.attacked_share(step, temperature), self.noisy_share(step, temperature));
        start - slope > 2.0 * ALIKE && noise - slope < ALIKE
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
    let mut draw = || -> Vec<i8> { (0..PIXELS).map(|_| if rng.random::<bool>() { 1 } else { -1 }).collect() };
    let noises: [Vec<i8>; DRAWS] = std::array::from_fn(|_| draw());
    let read = |signs: &[i8]| net.read(&(0..=STEPS).map(|step| moved(image, signs, step)).collect::<Vec<_>>());
    let attacked = read(&signs)?;
    let draws = noises.iter().map(|noise| read(noise)).collect::<Result<Vec<_>, _>>()?;
    let noisy = (0..=STEPS).map(|step| std::array::from_fn(|draw| draws[draw][step])).collect();
    let [noise, ..] = noises;
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
            assert!(found.attacked_share(2, 1.0) < found.attacked_share(0, 1.0), "{arch}");
            assert!(found.attacked_share(2, 1.0) < found.noisy_share(2, 1.0), "{arch}");
            assert!(found.noisy[0].iter().all(|reading| *reading == found.attacked[0]), "{arch}");
        }
    }

    /// An attack on a 4 of which a 7 is read from these steps on.
    fn flipping(slope: usize, noise: [usize; DRAWS]) -> Attack {
        let reading = |is_other: bool| {
            Prediction::from_logits(std::array::from_fn(
                |digit| if digit == if is_other { 7 } else { 4 } { 5.0 } else { 0.0 },
            ))
        };
        let attacked = (0..=STEPS).map(|step| reading(step >= slope)).collect();
        let noisy = (0..=STEPS).map(|step| noise.map(|from| reading(step >= from))).collect();
        let signs = vec![1; PIXELS];
        Attack { image: drawing(), label: 4, noise: signs.clone(), signs, attacked, noisy }
    }

    #[test]
    fn what_flips_first_is_told_apart_and_noise_by_most_of_its_draws() {
        const NEVER: usize = usize::MAX;
        assert_eq!(flipping(NEVER, [NEVER; DRAWS]).flips(), Flips::Never);
        assert_eq!(flipping(5, [9, 9, 9, 9, NEVER, NEVER, NEVER, NEVER]).flips(), Flips::Slope(5));
        assert_eq!(flipping(5, [9, 9, 9, 9, 20, NEVER, NEVER, NEVER]).flips(), Flips::SlopeFirst(5, 20));
        assert_eq!(flipping(5, [5; DRAWS]).flips(), Flips::Together(5));
        assert_eq!(flipping(5, [3; DRAWS]).flips(), Flips::NoiseFirst(5, 3));
        assert_eq!(flipping(NEVER, [3; DRAWS]).flips(), Flips::Noise(3));
    }

    #[test]
    fn a_network_is_as_weak_against_noise_where_noise_takes_as_much() {
        let (both, slope) = (flipping(5, [5; DRAWS]), flipping(5, [30; DRAWS]));
        assert!(both.is_as_weak_against_noise(5, 1.0) && !both.is_as_weak_against_noise(4, 1.0));
        assert!(!slope.is_as_weak_against_noise(5, 1.0) && slope.is_as_weak_against_noise(30, 1.0));
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
