//! Calibration of a trained network on held-out images: the temperature of its probabilities, and the distribution of
//! its in-distribution score over digits.

use rayon::prelude::*;

use super::evaluate::{evaluate, read};
use super::made_up::outlier;
use crate::analysis::Reliability;
use crate::analysis::calibration::fit_temperature;
use crate::data::split_mix::SplitMix64;
use crate::data::{Augmentation, Dataset, Image, PIXELS, SIDE};
use crate::ink::{Raster, normalise};
use crate::model::{
    Calibration, InDistributionScore, ModelError, Prediction, Predictor, ScoreDistribution, Thresholds,
};

/// Most validation images that are also drawn anew with a pen, as on the canvas.
const REDRAWN: usize = 2_000;
/// Synthetic pictures of anything but a digit that the in-distribution score is chosen on.
const OUTLIERS: u64 = 1_000;
/// Held-out images of a class from which on something is known of its scores.
const FEWEST: usize = 5;
/// Mixed into the seed, so that these random numbers are independent of those of training.
const PURPOSE: u64 = 0x6361_6c69_6272_6174;

/// Measures a network on `validation`; `None` without images. It computes on the current rayon pool.
///
/// The temperature is fitted to the images as they are. How in-distribution scores are spread is measured on them and on some of them drawn
/// anew with a pen of even width, since that is what a canvas shows; of the scores, the one is taken that refuses
/// most of the things that are no digits, made as in training, at the threshold for digits. Neither test images nor
/// the things of [`crate::ink::not_digits`] have a say.
///
/// # Errors
/// When the network cannot be run.
pub fn calibrate(predictor: &Predictor, validation: &Dataset, seed: u64) -> Result<Option<Calibration>, ModelError> {
    let Some(plain) = evaluate(predictor, validation, &mut |_| true)? else { return Ok(None) };
    let pairs = || plain.predictions.iter().zip(validation.labels().iter().copied());
    let Some(temperature) = fit_temperature(pairs()) else { return Ok(None) };
    let at_temperature = |readings: Vec<Prediction>| -> Vec<Prediction> {
        readings.iter().map(|reading| reading.at_temperature(temperature)).collect()
    };
    let mut digits = read(predictor, &redrawn(validation, seed))?;
    digits.extend_from_slice(&plain.predictions);
    let digits = at_temperature(digits);
    let others = at_temperature(read(predictor, &outliers(validation, seed))?);
    let thresholds = Thresholds::default();
    let refused = |distribution: &ScoreDistribution| {
        others
            .iter()
            .filter(|other| distribution.of(other).is_some_and(|share| share < thresholds.refuse_below))
            .count()
    };
    let measured =
        InDistributionScore::ALL.iter().copied().filter_map(|score| ScoreDistribution::measure(score, &digits));
    let unmeasured = rare(validation, predictor.labels().len());
    let score_distribution =
        measured.max_by_key(refused).map(|distribution| ScoreDistribution { unmeasured, ..distribution });
    Ok(Some(Calibration {
        temperature,
        images: validation.len(),
        error_before: Reliability::at(1.0, pairs()).error(),
        error_after: Reliability::at(temperature, pairs()).error(),
        score_distribution,
        thresholds,
    }))
}

/// Of so many classes, those of which there are fewer than [`FEWEST`] images, rising.
fn rare(images: &Dataset, classes: usize) -> Vec<u8> {
    let counts = images.class_counts();
    let count = |class: u8| counts.get(usize::from(class)).copied().unwrap_or(0);
    (0..classes as u8).filter(|&class| count(class) < FEWEST).collect()
}

/// Images drawn anew with a pen and put through the normaliser, as the canvas does.
fn redrawn(validation: &Dataset, seed: u64) -> Vec<u8> {
    let pen = Augmentation { pen: 1.0, ..Augmentation::default() };
    let draw = |index: usize| {
        let mut drawn = [0; PIXELS];
        pen.apply(validation.pixels(index), &mut drawn, seed ^ PURPOSE, 0, index as u64);
        normalise(&Raster { width: SIDE, height: SIDE, ink: drawn.to_vec() })
    };
    let images: Vec<Image> = (0..validation.len().min(REDRAWN)).into_par_iter().map(draw).collect();
    images.into_iter().flat_map(|image| image.0).collect()
}

/// Things that are no digits, made as for training but from other chances.
fn outliers(validation: &Dataset, seed: u64) -> Vec<u8> {
    let make = |index| outlier(validation, &mut SplitMix64::new(seed ^ PURPOSE, 1, index));
    // No more than there are digits to hold them against.
    let images: Vec<Image> = (0..OUTLIERS.min(validation.len() as u64)).into_par_iter().map(make).collect();
    images.into_iter().flat_map(|image| image.0).collect()
}
