//! An exponential moving average that smooths a curve.

/// An exponential moving average, free of bias towards the beginning.
#[derive(Debug, Clone, Copy, Default)]
pub struct Average {
    sum: f64,
    weight: f64,
    before: f64,
}

impl Average {
    /// The average after one more value at `x`, which rises; what lies `span` back counts a third of what is new.
    pub fn next(&mut self, x: f64, value: f64, span: f64) -> f64 {
        let kept = (-(x - self.before) / span).exp();
        self.before = x;
        // Each value stands for the stretch since the last one.
        self.sum = self.sum * kept + value * (1.0 - kept);
        self.weight = self.weight * kept + (1.0 - kept);
        if self.weight > 0.0 { self.sum / self.weight } else { value }
    }
}

/// A curve of (x, y), x rising, averaged over about `span`.
#[must_use]
pub fn smoothed(points: &[[f64; 2]], span: f64) -> Vec<[f64; 2]> {
    let mut average = Average::default();
    points.iter().map(|&[x, y]| [x, average.next(x, y, span)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smoothing_keeps_a_constant_and_calms_a_zigzag() {
        let curve = |height: fn(i32) -> f64| (1..=500).map(|x| [f64::from(x) / 100.0, height(x)]).collect::<Vec<_>>();
        assert!(smoothed(&curve(|_| 2.0), 0.05).iter().all(|point| (point[1] - 2.0).abs() < 1e-9));
        let calm = smoothed(&curve(|x| f64::from(x % 2)), 0.05);
        assert!(calm[200..].iter().all(|point| (point[1] - 0.5).abs() < 0.11));
        assert!(smoothed(&[], 0.05).is_empty());
    }
}
