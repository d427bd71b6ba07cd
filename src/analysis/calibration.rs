//! Calibration: the reliability diagram, the expected calibration error (ECE), and temperature scaling (Guo and others
//! 2017, arXiv 1706.04599).

use crate::model::Prediction;

/// Bins of [`Reliability`], as in Guo and others 2017 (arXiv 1706.04599).
pub const BINS: usize = 15;
/// Least and greatest temperature that is fitted.
const TEMPERATURES: (f64, f64) = (0.05, 20.0);
/// Halvings of the search: enough for seven digits.
const HALVINGS: usize = 30;

/// One bin of a reliability diagram: the images whose confidence (highest probability) lies in it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bin {
    /// Number of images in the bin.
    pub images: usize,
    /// How many of them are classified correctly.
    pub correct: usize,
    /// Sum of their highest probabilities.
    confidence: f64,
}

impl Bin {
    /// Mean highest probability, in [0, 1]; 0 without images.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        self.confidence / self.images.max(1) as f64
    }

    /// Share read right, in [0, 1]; 0 without images.
    #[must_use]
    pub fn accuracy(&self) -> f64 {
        self.correct as f64 / self.images.max(1) as f64
    }
}

/// A reliability diagram: images counted by confidence, in [`BINS`] bins of equal width over [0, 1].
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reliability {
    /// The bins, from 0 to 1; a probability on the border of two belongs to the lower one.
    pub bins: [Bin; BINS],
}

impl Reliability {
    /// Counts predictions, each with its label, at the temperature they carry.
    #[must_use]
    pub fn new<'a>(readings: impl IntoIterator<Item = (&'a Prediction, u8)>) -> Self {
        let mut counted = Self::default();
        for (prediction, label) in readings {
            counted.add(prediction.confidence(), prediction.class() == label);
        }
        counted
    }

    /// Counts predictions, each with its label, as they would be with their logits divided by `temperature`.
    #[must_use]
    pub fn at<'a>(temperature: f32, readings: impl IntoIterator<Item = (&'a Prediction, u8)>) -> Self {
        let mut counted = Self::default();
        for (prediction, label) in readings {
            let prediction = prediction.at_temperature(temperature);
            counted.add(prediction.confidence(), prediction.class() == label);
        }
        counted
    }

    fn add(&mut self, confidence: f32, is_right: bool) {
        let confidence = f64::from(confidence);
        let place = ((confidence * BINS as f64).ceil() as usize).clamp(1, BINS) - 1;
        let bin = &mut self.bins[place];
        bin.images += 1;
        bin.correct += usize::from(is_right);
        bin.confidence += confidence;
    }

    /// Number of images over all bins.
    #[must_use]
    pub fn images(&self) -> usize {
        self.bins.iter().map(|bin| bin.images).sum()
    }

    /// Expected calibration error, in [0, 1]: how far the share read right lies from the mean highest probability,
    /// bin by bin, each bin weighted by its images. 0 without images.
    #[must_use]
    pub fn error(&self) -> f64 {
        let gaps = self.bins.iter().map(|bin| (bin.correct as f64 - bin.confidence).abs());
        gaps.sum::<f64>() / self.images().max(1) as f64
    }
}

/// The temperature of the least negative log-likelihood on these predictions and their labels (temperature scaling). As a function of 1 / temperature that is convex, so its slope is searched for the zero. `None` without
/// images.
///
/// One made-up image is added that is as unsure as the least sure one and read wrong, as in Laplace's rule: where
/// every image is read right, nothing else would keep the probabilities from running to 1.
#[must_use]
pub fn fit_temperature<'a>(readings: impl IntoIterator<Item = (&'a Prediction, u8)>) -> Option<f32> {
    let mut samples: Vec<(Prediction, u8)> = Vec::new();
    for (prediction, label) in readings {
        if prediction.logits.iter().all(|logit| logit.is_finite()) {
            samples.push((prediction.at_temperature(1.0), label));
        }
    }
    let closest = samples.iter().map(|(prediction, _)| *prediction);
    let closest = closest.min_by(|a, b| a.confidence().total_cmp(&b.confidence()))?;
    samples.push((closest, closest.runner_up()));
    let (least, greatest) = TEMPERATURES;
    let (mut low, mut high) = ((1.0 / greatest).ln(), (1.0 / least).ln());
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        if slope(&samples, middle.exp()) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some((-f64::midpoint(low, high)).exp() as f32)
}

/// Derivative, by 1 / temperature, of the summed surprise: what the probabilities expect of the logits, less the
/// logit of what is true.
fn slope(samples: &[(Prediction, u8)], inverse: f64) -> f64 {
    let of_one = |(prediction, label): &(Prediction, u8)| {
        let logits = &prediction.logits;
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let (mut total, mut weighted) = (0.0, 0.0);
        for &logit in logits.iter() {
            let share = (f64::from(logit - highest) * inverse).exp();
            total += share;
            weighted += share * f64::from(logit);
        }
        weighted / total - logits.get(usize::from(*label)).map_or(0.0, |&logit| f64::from(logit))
    };
    samples.iter().map(of_one).sum()
}

#[cfg(test)]
mod tests {
    use rand::Rng;

    use super::*;
    use crate::data::{DIGITS, rng::stream};

    /// Logits, and labels drawn from the probabilities that they have at `temperature`.
    fn drawn(temperature: f32, count: usize) -> Vec<(Prediction, u8)> {
        let mut rng = stream(3, "test of temperatures");
        let mut all = Vec::new();
        for _ in 0..count {
            let prediction = Prediction::from_logits(std::array::from_fn(|_| 8.0 * rng.random::<f32>()));
            let mut left: f32 = rng.random();
            let true_shares = prediction.at_temperature(temperature).probabilities;
            let label = true_shares.iter().position(|share| {
                left -= share;
                left < 0.0
            });
            all.push((prediction, label.unwrap_or(DIGITS - 1) as u8));
        }
        all
    }

    fn pairs(drawn: &[(Prediction, u8)]) -> impl Iterator<Item = (&Prediction, u8)> {
        drawn.iter().map(|(prediction, label)| (prediction, *label))
    }

    #[test]
    fn a_known_temperature_is_found_again() {
        for temperature in [0.5, 1.0, 2.5] {
            let drawn = drawn(temperature, 20_000);
            let found = fit_temperature(pairs(&drawn)).expect("there are images");
            assert!((found / temperature - 1.0).abs() < 0.03, "{temperature}: {found}");
            let (before, after) = (Reliability::new(pairs(&drawn)), Reliability::at(found, pairs(&drawn)));
            assert!(after.error() < 0.012, "{}", after.error());
            assert!(temperature < 2.0 || before.error() > 0.1, "{}", before.error());
        }
    }

    #[test]
    fn without_an_error_the_probabilities_still_do_not_run_to_one() {
        let sure = Prediction::from_logits(std::array::from_fn(|digit| if digit == 4 { 5.0 } else { 0.0 }));
        let found = fit_temperature(std::iter::repeat_n((&sure, 4), 999)).expect("there are images");
        let confidence = sure.at_temperature(found).confidence();
        assert!((0.99..0.9999).contains(&confidence), "{confidence}");
        assert_eq!(fit_temperature([]), None);
    }

    #[test]
    fn the_error_of_bins_made_by_hand_is_the_weighted_gap() {
        let mut counted = Reliability::default();
        // Four sure of 0.95, three of them right; one sure of 0.3, wrong: (4 · 0.2 + 1 · 0.3) / 5.
        for is_right in [true, true, true, false] {
            counted.add(0.95, is_right);
        }
        counted.add(0.3, false);
        assert!((counted.error() - 0.22).abs() < 1e-6, "{}", counted.error());
        assert_eq!((counted.images(), counted.bins[14].images, counted.bins[4].images), (5, 4, 1));
        assert!((counted.bins[14].accuracy() - 0.75).abs() < 1e-9);
        assert!((counted.bins[14].confidence() - 0.95).abs() < 1e-6);
        assert!(Reliability::default().error().abs() < f64::EPSILON);
    }

    #[test]
    fn borders_belong_to_the_lower_bin_and_both_ends_to_a_bin() {
        let mut counted = Reliability::default();
        for confidence in [0.0, 1.0, 0.5] {
            counted.add(confidence, true);
        }
        let filled: Vec<usize> = (0..BINS).filter(|&bin| counted.bins[bin].images > 0).collect();
        assert_eq!(filled, [0, 7, 14]);
    }
}
