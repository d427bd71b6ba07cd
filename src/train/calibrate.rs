//! What held-out images say about trusting a network's numbers. Knows neither how it was trained nor the disk.

use crate::analysis::Reliability;
use crate::analysis::calibration::fit_temperature;
use crate::model::{Calibration, Familiarity, Prediction, Score, Thresholds};

/// Measures the readings of validation images against their labels; `None` without images.
#[must_use]
pub fn calibrate(readings: &[Prediction], labels: &[u8]) -> Option<Calibration> {
    let pairs = || readings.iter().zip(labels.iter().copied());
    let temperature = fit_temperature(pairs())?;
    let calibrated: Vec<Prediction> =
        readings.iter().map(|reading| Prediction::calibrated(reading.logits, temperature)).collect();
    Some(Calibration {
        temperature,
        images: readings.len(),
        error_before: Reliability::at(1.0, pairs()).error(),
        error_after: Reliability::at(temperature, pairs()).error(),
        familiarity: Familiarity::measure(Score::default(), &calibrated),
        thresholds: Thresholds::default(),
    })
}
