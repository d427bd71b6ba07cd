//! How alike two orders are.

/// Spearman's rank correlation of two rows of numbers, in [−1, 1]: the correlation of their ranks, of equals the mean.
/// `None` if one of them orders nothing, or they are not as long as each other.
#[must_use]
pub fn correlation(first: &[f32], second: &[f32]) -> Option<f64> {
    if first.len() != second.len() {
        return None;
    }
    let (first, second) = (ranks(first), ranks(second));
    let middle = f64::midpoint(first.len() as f64, 1.0);
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for (first, second) in first.iter().zip(&second) {
        let (first, second) = (first - middle, second - middle);
        both += first * second;
        one += first * first;
        other += second * second;
    }
    (one > 0.0 && other > 0.0).then(|| both / (one * other).sqrt())
}

/// The rank of each number from 1 on; equals share the mean of theirs.
#[must_use]
pub fn ranks(values: &[f32]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let alike = order[from..].iter().take_while(|&&at| values[at] <= values[order[from]]).count().max(1);
        for &at in &order[from..from + alike] {
            ranks[at] = from as f64 + f64::midpoint(alike as f64, 1.0);
        }
        from += alike;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_of_equals_are_their_mean() {
        assert_eq!(ranks(&[10.0, 30.0, 10.0, 20.0]), [1.5, 4.0, 1.5, 3.0]);
    }

    #[test]
    fn the_correlation_is_the_one_by_hand() {
        // 1 − 6 Σd² / n(n² − 1) with d = (0, 1, −1, 0, 0): 1 − 12 / 120.
        let found = correlation(&[1.0, 2.0, 3.0, 4.0, 5.0], &[10.0, 30.0, 20.0, 40.0, 99.0]);
        assert!((found.expect("both order") - 0.9).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 2.0], &[5.0, 4.0]), Some(-1.0));
        // Ranks (1.5, 1.5, 3) and (1, 2, 3): 1.5 / √(1.5 · 2).
        let ties = correlation(&[1.0, 1.0, 2.0], &[1.0, 2.0, 3.0]).expect("both order");
        assert!((ties - 1.5 / 3.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}
