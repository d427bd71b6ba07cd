//! Smooth random displacements that bend a picture as handwriting bends (Simard, Steinkraus and Platt, ICDAR 2003).

use super::image::SIDE;
use super::split_mix::SplitMix64;

/// Pixels between two knots of the field; about a third of a digit, so that parts move but strokes stay smooth.
const SPACING: usize = 7;
/// Knots along each axis: one before the picture and two behind it.
const KNOTS: usize = SIDE / SPACING + 3;
/// A cubic B-spline through independent knots has half their deviation at a knot, along each two axes.
const GAIN: f32 = 2.0;

/// A random displacement field over the picture, as uniform cubic B-splines over random knots.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Displacement (x, y) at each knot in pixels, `[row][column]`.
    knots: [[(f32, f32); KNOTS]; KNOTS],
}

impl Field {
    /// Displacements of this deviation, in pixels.
    pub fn random(deviation: f32, chance: &mut SplitMix64) -> Self {
        let mut draw = || chance.normal() * deviation * GAIN;
        Self { knots: std::array::from_fn(|_| std::array::from_fn(|_| (draw(), draw()))) }
    }

    /// Displacements (x, y) of the pixels of row `y`, in pixels.
    pub fn row(&self, y: usize) -> [(f32, f32); SIDE] {
        let blend = |weights: [f32; 4], knots: [(f32, f32); 4]| {
            let sums = weights.iter().zip(knots);
            sums.fold((0.0, 0.0), |(x, y), (weight, knot)| (x + weight * knot.0, y + weight * knot.1))
        };
        let (first, weights) = place(y);
        let column: [(f32, f32); KNOTS] =
            std::array::from_fn(|at| blend(weights, std::array::from_fn(|row| self.knots[first + row][at])));
        std::array::from_fn(|x| {
            let (first, weights) = place(x);
            blend(weights, std::array::from_fn(|knot| column[first + knot]))
        })
    }
}

/// The first of the four knots that move a pixel, and the weights of the four.
fn place(at: usize) -> (usize, [f32; 4]) {
    let t = (at % SPACING) as f32 / SPACING as f32;
    let u = 1.0 - t;
    let inner = |t: f32| (3.0 * t * t * t - 6.0 * t * t + 4.0) / 6.0;
    (at / SPACING, [u * u * u / 6.0, inner(t), inner(u), t * t * t / 6.0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displacements_have_the_deviation_that_was_asked_for() {
        let mut chance = SplitMix64::new(1, 2, 3);
        let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
        for _ in 0..400 {
            let field = Field::random(1.5, &mut chance);
            for y in (0..SIDE).step_by(SPACING) {
                for &(x, _) in field.row(y).iter().step_by(SPACING) {
                    sum += x;
                    squares += x * x;
                    count += 1.0;
                }
            }
        }
        let deviation: f32 = (squares / count - (sum / count) * (sum / count)).sqrt();
        assert!((deviation - 1.5).abs() < 0.1, "{deviation}");
    }

    #[test]
    fn neighbours_move_almost_alike() {
        let field = Field::random(1.0, &mut SplitMix64::new(4, 5, 6));
        for y in 0..SIDE {
            for pair in field.row(y).windows(2) {
                assert!((pair[0].0 - pair[1].0).abs() < 1.2 && (pair[0].1 - pair[1].1).abs() < 1.2);
            }
        }
    }

    #[test]
    fn weights_add_up_to_one() {
        for at in 0..SIDE {
            assert!((place(at).1.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }
}
