//! How long one prediction takes: from the pen's event, through the canvas code (the point, smoothing, raster and
//! normaliser), to the calibrated probabilities.

use std::time::Instant;

use crate::data::split_mix::SplitMix64;
use crate::ink::{Drawing, synth};
use crate::model::{ModelError, Predictor};
use crate::train;

/// Digits that are drawn.
const DIGITS: u64 = 20;
/// Most events of a digit that are timed, evenly spread over it.
const EVENTS: usize = 25;

/// The times of many predictions, in milliseconds.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_field_names, reason = "a number's name tells its unit")]
pub struct Latency {
    /// Half of them took no longer.
    pub median_ms: f64,
    /// 95 of 100 took no longer.
    pub p95_ms: f64,
    /// 99 of 100 took no longer.
    pub p99_ms: f64,
}

/// Draws digits point by point and times what follows each, on one thread.
///
/// # Errors
/// When the network cannot be run.
pub fn measure(predictor: &Predictor) -> Result<Latency, ModelError> {
    let mut times = train::on_one_thread(|| timed(predictor))?;
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)));
    let milliseconds = |share| at(share).map_or(0.0, |seconds| seconds * 1000.0);
    Ok(Latency { median_ms: milliseconds(0.5), p95_ms: milliseconds(0.95), p99_ms: milliseconds(0.99) })
}

/// Seconds for each of the events.
fn timed(predictor: &Predictor) -> Result<Vec<f64>, ModelError> {
    let mut times = Vec::new();
    for index in 0..DIGITS {
        let strokes = synth::digit((index % 10) as u8, &mut SplitMix64::new(1, 0, index));
        let points: usize = strokes.iter().map(|stroke| stroke.points.len()).sum();
        let every = points.div_ceil(EVENTS).max(1);
        let mut drawing = Drawing::default();
        let mut event = 0;
        for stroke in &strokes {
            for (place, &point) in stroke.points.iter().enumerate() {
                let begun = Instant::now();
                if place == 0 {
                    drawing.begin(point, stroke.width);
                } else {
                    drawing.extend(point);
                }
                event += 1;
                if event % every == 0 {
                    predictor.predict(&drawing.image())?;
                    times.push(begun.elapsed().as_secs_f64());
                }
            }
            drawing.end();
        }
    }
    // The first one also fills the caches.
    Ok(times.into_iter().skip(1).collect())
}
