//! Mean and standard deviation of repeated measurements (seeds, folds), and of repeated curves.

/// Mean and standard deviation of some measurements, in their unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation, as a sample's: divided by one less than their number. 0 for one of them.
    pub deviation: f64,
}

impl Spread {
    /// Mean and standard deviation of `values`; `None` without any.
    #[must_use]
    pub fn of(values: &[f64]) -> Option<Self> {
        let number = values.len() as f64;
        let mean = (!values.is_empty()).then(|| values.iter().sum::<f64>() / number)?;
        let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
        Some(Self { mean, deviation: (squares / (number - 1.0).max(1.0)).sqrt() })
    }
}

/// The spread of several curves at every place that all of them reach, as the places and what is there. The places are
/// those of the curve with the fewest points; between two points a curve is a straight line. Points are (x, y) with x
/// rising.
#[must_use]
pub fn spread_of_curves(curves: &[&[[f64; 2]]]) -> Vec<(f64, Spread)> {
    let Some(places) = curves.iter().min_by_key(|curve| curve.len()) else { return Vec::new() };
    let at = |x: f64| -> Option<Spread> {
        let heights: Option<Vec<f64>> = curves.iter().map(|curve| height(curve, x)).collect();
        Spread::of(&heights?)
    };
    places.iter().filter_map(|&[x, _]| Some((x, at(x)?))).collect()
}

/// The height of a curve at `x`; `None` where it is not, and where it is no number.
fn height(curve: &[[f64; 2]], x: f64) -> Option<f64> {
    let after = curve.partition_point(|point| point[0] < x);
    let next = curve.get(after)?;
    let height = match after.checked_sub(1).and_then(|before| curve.get(before)) {
        Some(last) if next[0] > x => last[1] + (next[1] - last[1]) * (x - last[0]) / (next[0] - last[0]),
        // A place before the curve begins.
        None if next[0] > x => return None,
        Some(_) | None => next[1],
    };
    Some(height).filter(|height| height.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_deviation_are_those_of_a_sample() {
        assert_eq!(Spread::of(&[]), None);
        assert_eq!(Spread::of(&[0.5]), Some(Spread { mean: 0.5, deviation: 0.0 }));
        // Mean 5, squares 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 7.
        let spread = Spread::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).expect("there are eight");
        assert!((spread.mean - 5.0).abs() < 1e-12 && (spread.deviation - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn curves_are_averaged_where_all_of_them_are() {
        let long = [[1.0, 1.0], [2.0, 3.0], [3.0, 5.0]];
        let short = [[1.0, 3.0], [2.0, 1.0]];
        let found = spread_of_curves(&[&long, &short]);
        let deviation = 2.0_f64.sqrt();
        assert_eq!(found.iter().map(|(x, _)| *x).collect::<Vec<_>>(), [1.0, 2.0]);
        assert!(found.iter().all(|(_, at)| (at.mean - 2.0).abs() < 1e-12 && (at.deviation - deviation).abs() < 1e-12));
        // Between its points a curve is a line, and before its first one there is none.
        let between = spread_of_curves(&[&long, &[[0.5, 0.0], [2.5, 4.0]]]);
        assert_eq!(between.len(), 1);
        assert!((between[0].1.mean - 4.0).abs() < 1e-12 && between[0].1.deviation.abs() < 1e-12);
        assert!(spread_of_curves(&[]).is_empty() && spread_of_curves(&[&long, &[]]).is_empty());
    }
}
