//! How long readings take: the median of the newest.

use std::collections::VecDeque;

/// Readings whose median is told.
const TIMES: usize = 25;

/// The newest times of readings, in seconds.
#[derive(Default)]
pub struct Times(VecDeque<f64>);

impl Times {
    /// One more.
    pub fn push(&mut self, seconds: f64) {
        if self.0.len() == TIMES {
            self.0.pop_front();
        }
        self.0.push_back(seconds);
    }

    /// The one in the middle; `None` before the first reading.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        let mut sorted: Vec<f64> = self.0.iter().copied().collect();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len() / 2).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_of_the_newest_readings() {
        let mut times = Times::default();
        assert_eq!(times.median(), None);
        for _ in 0..100 {
            times.push(1.0);
        }
        (0..13).for_each(|_| times.push(2.0));
        assert_eq!((times.median(), times.0.len()), (Some(2.0), TIMES));
    }
}
