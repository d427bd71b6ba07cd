//! Deletion and insertion (Petsiuk and others 2018, arXiv 1806.07421): if a heat map is right, taking its most important
//! ink away soon changes the answer, and putting it on empty paper soon brings it.

use super::{ExplainError, ExplainedNet, HeatMap, Score};
use crate::data::split::shuffle;
use crate::data::{Image, PIXELS};

/// Points of a curve at most, the start not counted.
const STEPS: usize = 40;
/// Random orders that a map is compared with.
const RANDOM: usize = 4;
/// By how much areas have to differ, so that two orders are not much the same.
const MARGIN: f32 = 0.01;

/// The probability of an answer while ink goes or comes.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Share of the inked pixels moved, from 0 to 1.
    pub shares: Vec<f32>,
    /// The probability at each.
    pub probabilities: Vec<f32>,
}

impl Curve {
    /// The area under it, in [0, 1], by trapezoids.
    #[must_use]
    pub fn area(&self) -> f32 {
        let pairs = self.shares.windows(2).zip(self.probabilities.windows(2));
        pairs.map(|(share, probability)| (share[1] - share[0]) * (probability[0] + probability[1]) / 2.0).sum()
    }
}

/// Both curves of an order of pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Curves {
    /// Ink taken away, the most important first: the lower, the better.
    pub deletion: Curve,
    /// Ink put on empty paper, the most important first: the higher, the better.
    pub insertion: Curve,
}

/// The curves of a map, and of ink in random order.
#[derive(Debug, Clone, PartialEq)]
pub struct Check {
    /// In the order of the map.
    pub map: Curves,
    /// In random orders, the mean of several.
    pub random: Curves,
}

impl Check {
    /// Whether taking ink away in the order of the map ends the answer sooner than in random order.
    #[must_use]
    pub fn deletion_is_better(&self) -> bool {
        self.map.deletion.area() < self.random.deletion.area() - MARGIN
    }

    /// Whether putting ink on empty paper in the order of the map brings the answer sooner than in random order.
    #[must_use]
    pub fn insertion_is_better(&self) -> bool {
        self.map.insertion.area() > self.random.insertion.area() + MARGIN
    }
}

/// Moves the ink of `image` pixel by pixel in the order of `map`, and in random orders drawn from `seed`; probabilities
/// are those at this `temperature`.
///
/// # Errors
/// When there is no ink, or the network cannot be run.
pub fn check(
    net: &ExplainedNet,
    image: &Image,
    map: &HeatMap,
    (score, temperature): (Score, f32),
    seed: u64,
) -> Result<Check, ExplainError> {
    if image.is_blank() {
        return Err(ExplainError::Blank);
    }
    let mut order = map.order();
    order.retain(|&pixel| image.0[pixel] > 0);
    let own = curves(net, image, &order, (score, temperature))?;
    let mut random: Option<Curves> = None;
    for draw in 0..RANDOM {
        let mut order: Vec<u32> = (0..PIXELS as u32).filter(|&pixel| image.0[pixel as usize] > 0).collect();
        shuffle(&mut order, seed + draw as u64, "ink");
        let order: Vec<usize> = order.into_iter().map(|pixel| pixel as usize).collect();
        let next = curves(net, image, &order, (score, temperature))?;
        match &mut random {
            None => random = Some(next),
            Some(sum) => {
                add(&mut sum.deletion, &next.deletion);
                add(&mut sum.insertion, &next.insertion);
            }
        }
    }
    let mut random = random.ok_or(ExplainError::Blank)?;
    for curve in [&mut random.deletion, &mut random.insertion] {
        curve.probabilities.iter_mut().for_each(|sum| *sum /= RANDOM as f32);
    }
    Ok(Check { map: own, random })
}

fn add(sum: &mut Curve, next: &Curve) {
    sum.probabilities.iter_mut().zip(&next.probabilities).for_each(|(sum, next)| *sum += next);
}

fn curves(
    net: &ExplainedNet,
    image: &Image,
    order: &[usize],
    (score, temperature): (Score, f32),
) -> Result<Curves, ExplainError> {
    let steps = order.len().min(STEPS);
    let moved = |step: usize| step * order.len() / steps.max(1);
    let pictures = (0..=steps).flat_map(|step| {
        let (mut without, mut alone) = (image.clone(), Image::BLANK);
        for &pixel in &order[..moved(step)] {
            without.0[pixel] = 0;
            alone.0[pixel] = image.0[pixel];
        }
        [without, alone]
    });
    let readings = net.read(&pictures.collect::<Vec<_>>())?;
    let curve = |which: usize| Curve {
        shares: (0..=steps).map(|step| moved(step) as f32 / order.len().max(1) as f32).collect(),
        probabilities: readings
            .iter()
            .skip(which)
            .step_by(2)
            .map(|reading| score.probability(reading, temperature))
            .collect(),
    };
    Ok(Curves { deletion: curve(0), insertion: curve(1) })
}

#[cfg(test)]
mod tests {
    use super::super::test_nets::counting;
    use super::*;
    use crate::model::{Arch, Pixels};

    #[test]
    fn the_area_is_that_of_trapezoids() {
        let curve = Curve { shares: vec![0.0, 0.5, 1.0], probabilities: vec![1.0, 0.5, 0.0] };
        assert!((curve.area() - 0.5).abs() < 1e-6);
    }

    #[test]
    fn the_right_order_ends_the_answer_at_once_and_the_wrong_one_last() {
        // Four pixels of ink; the network looks at the first alone: with it, 3 has e^20 times the odds of any other.
        let net = counting(20.0, |digit, pixel| digit == 3 && pixel == 0);
        let net = ExplainedNet::new(Arch::Softmax, &net, Pixels::Unit).expect("they fit");
        let mut image = Image::BLANK;
        image.0[..4].fill(255);
        let map = |first: f32| {
            let mut values = vec![0.0; PIXELS];
            values[0] = first;
            HeatMap { values, score: 20.0, baseline: None }
        };
        let of = (Score::Digit(3), 1.0);
        let right = check(&net, &image, &map(1.0), of, 1).expect("there is ink");
        let wrong = check(&net, &image, &map(-1.0), of, 1).expect("there is ink");
        assert!(right.deletion_is_better() && right.insertion_is_better(), "{right:?}");
        assert!(!wrong.deletion_is_better() && !wrong.insertion_is_better(), "{wrong:?}");
        let (right, wrong) = (right.map, wrong.map);
        assert_eq!(right.deletion.shares, [0.0, 0.25, 0.5, 0.75, 1.0]);
        let near = |curve: &Curve, expected: [f32; 5]| {
            curve.probabilities.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-4)
        };
        assert!(near(&right.deletion, [1.0, 0.1, 0.1, 0.1, 0.1]), "{right:?}");
        assert!(near(&right.insertion, [0.1, 1.0, 1.0, 1.0, 1.0]), "{right:?}");
        assert!(near(&wrong.deletion, [1.0, 1.0, 1.0, 1.0, 0.1]), "{wrong:?}");
        assert!(right.deletion.area() < wrong.deletion.area() && right.insertion.area() > wrong.insertion.area());
    }

    #[test]
    fn without_ink_nothing_can_be_moved() {
        let net = ExplainedNet::new(Arch::Softmax, &counting(1.0, |_, _| true), Pixels::Unit).expect("they fit");
        let map = HeatMap { values: vec![0.0; PIXELS], score: 0.0, baseline: None };
        assert!(matches!(check(&net, &Image::BLANK, &map, (Score::Digit(3), 1.0), 1), Err(ExplainError::Blank)));
    }
}
