//! Gradient descent where it can be seen whole: a line y = w x + b through three points, its two weights, and the mean
//! squared error as a landscape over them.

use crate::text::Named;

/// The points (x, y). The best line through them is y = 0.5 x + 1.
pub const POINTS: [(f64, f64); 3] = [(1.0, 1.4), (2.0, 2.2), (3.0, 2.4)];
/// Slope and height where every path starts.
pub const START: [f64; 2] = [-1.0, 3.5];
/// Best slope and height.
pub const BEST: [f64; 2] = [0.5, 1.0];
/// Share of the last step that momentum keeps, and decays of Adam: the usual ones.
const MOMENTUM: f64 = 0.9;
const BETAS: (f64, f64) = (0.9, 0.999);

/// How the steps are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Descent {
    /// w ← w − η g.
    Plain,
    /// v ← 0.9 v + g, w ← w − η v.
    Momentum,
    /// Steps of about η, whatever the slope (arXiv 1412.6980).
    Adam,
}

impl Descent {
    /// All of them.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// A learning rate at which its path is good to look at.
    #[must_use]
    pub fn rate(self) -> f64 {
        match self {
            Self::Plain => 0.08,
            Self::Momentum => 0.02,
            Self::Adam => 0.1,
        }
    }

    /// The weights at the start and after each of `steps` steps at `rate`.
    #[must_use]
    pub fn path(self, rate: f64, steps: usize) -> Vec<[f64; 2]> {
        let (mut weights, mut first, mut second) = (START, [0.0; 2], [0.0; 2]);
        let mut path = vec![weights];
        for step in 1..=steps {
            let gradient = gradient(weights);
            for at in 0..2 {
                let g = gradient[at];
                weights[at] -= rate
                    * match self {
                        Self::Plain => g,
                        Self::Momentum => {
                            first[at] = MOMENTUM * first[at] + g;
                            first[at]
                        }
                        Self::Adam => {
                            first[at] = BETAS.0 * first[at] + (1.0 - BETAS.0) * g;
                            second[at] = BETAS.1 * second[at] + (1.0 - BETAS.1) * g * g;
                            let mean = first[at] / (1.0 - BETAS.0.powi(step as i32));
                            let square = second[at] / (1.0 - BETAS.1.powi(step as i32));
                            mean / (square.sqrt() + 1e-8)
                        }
                    };
            }
            path.push(weights);
        }
        path
    }
}

impl Named for Descent {
    fn key(&self) -> &'static str {
        match self {
            Self::Plain => "descent-plain",
            Self::Momentum => "descent-momentum",
            Self::Adam => "descent-adam",
        }
    }
}

/// Mean of the squared distances of the line with this slope and height from the points.
#[must_use]
pub fn loss([slope, height]: [f64; 2]) -> f64 {
    POINTS.iter().map(|(x, y)| (slope * x + height - y).powi(2)).sum::<f64>() / POINTS.len() as f64
}

/// How the loss changes with slope and height.
#[must_use]
pub fn gradient([slope, height]: [f64; 2]) -> [f64; 2] {
    let errors = POINTS.iter().map(|&(x, y)| (x, slope * x + height - y));
    let sums = errors.fold([0.0; 2], |sum, (x, error)| [sum[0] + error * x, sum[1] + error]);
    sums.map(|sum| 2.0 * sum / POINTS.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_step_is_the_one_by_hand() {
        // Errors at (−1, 3.5): 1.1, −0.7, −1.9. Slopes 2/3 · (1.1 − 1.4 − 5.7) = −4 and 2/3 · −1.5 = −1.
        let found = gradient(START);
        assert!((found[0] + 4.0).abs() < 1e-12 && (found[1] + 1.0).abs() < 1e-12, "{found:?}");
        let path = Descent::Plain.path(0.1, 1);
        assert!((path[1][0] + 0.6).abs() < 1e-12 && (path[1][1] - 3.6).abs() < 1e-12, "{path:?}");
        // Adam's first step is η in the direction of the sign.
        let path = Descent::Adam.path(0.1, 1);
        assert!((path[1][0] + 0.9).abs() < 1e-6 && (path[1][1] - 3.6).abs() < 1e-6, "{path:?}");
    }

    #[test]
    fn the_best_line_has_no_slope_and_every_path_comes_near_it() {
        assert!(gradient(BEST).iter().all(|slope| slope.abs() < 1e-12));
        for &descent in Descent::ALL {
            let path = descent.path(descent.rate(), 400);
            assert!(loss(path[400]) < loss(BEST) + 0.01, "{descent:?}: {:?}", path[400]);
            assert!(loss(path[400]) < loss(path[0]));
        }
    }
}
