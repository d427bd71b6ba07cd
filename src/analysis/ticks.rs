//! Positions of the tick marks of an axis, in the window and in exported figures.

/// The smallest of 1, 2, 2.5, 5 and their multiples by powers of ten that is at least `rough`, which is above 0.
#[must_use]
pub fn round_step(rough: f64) -> f64 {
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|k| k * power).find(|step| *step >= rough * (1.0 - 1e-9));
    step.unwrap_or(rough)
}

/// The multiples of `step` between `low` and `high`, at most 101 of them.
#[must_use]
pub fn multiples([low, high]: [f64; 2], step: f64) -> Vec<f64> {
    let (first, last) = ((low / step - 1e-9).ceil() as i64, (high / step + 1e-9).floor() as i64);
    (first..=last.min(first + 100)).map(|k| k as f64 * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_and_marks_are_their_multiples() {
        for (rough, step) in [(0.2, 0.2), (0.014, 0.02), (0.6, 1.0), (230.0, 250.0)] {
            assert!((round_step(rough) - step).abs() < step * 1e-6, "{rough}");
        }
        assert_eq!(multiples([0.0, 3.0], 1.0), [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(multiples([0.0, 1e9], 1.0).len(), 101);
    }
}
