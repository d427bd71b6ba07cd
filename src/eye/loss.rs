//! What the network should say of made-up pages, and how far it is from that.

use super::net::{INK_NUMBERS, INK_STEP, PLACE_NUMBERS, PLACE_STEP, Seen, USUAL_SIZE, VOTE_UNIT};
use super::page_maker::{Made, NOBODY, Written};

/// Longer sides of digits, in pixels, that the network finds; smaller and larger ones are left to other scales…
pub const FOUND: (f32, f32) = (12.5, 36.0);
/// … and of those between these limits and the former nothing is asked.
const BORDERLINE: (f32, f32) = (8.5, 52.0);
/// Spread of a centre, as a share of the digit's sides; and the least, in pixels.
const SPREAD: (f32, f32) = (0.15, 1.7);
/// From this nearness to the centre on, width, height and the exact centre are asked.
const NEAR: f32 = 0.3;
/// Weights of the parts of the loss: centres, boxes, ink, ways to the centre.
const PARTS: [f32; 4] = [1.0, 1.2, 24.0, 1.0];
/// How much more a pixel of a digit's ink counts than one of paper.
const INKED: f32 = 3.0;
/// Differences below this count by their square.
const SMOOTH: f32 = 0.1;

/// The parts of a loss, each weighted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Loss {
    /// Where the centres of digits are.
    pub centres: f32,
    /// How wide and high they are.
    pub boxes: f32,
    /// Whose the ink is.
    pub ink: f32,
    /// Where the centre of an inked pixel's digit is.
    pub votes: f32,
}

impl Loss {
    /// All parts together.
    #[must_use]
    pub fn sum(&self) -> f32 {
        self.centres + self.boxes + self.ink + self.votes
    }
}

/// What the network should say of one page.
struct Target {
    /// Width of the map of places, and of that of ink.
    places: usize,
    inks: usize,
    /// How near each place is to a centre, from 0 to 1; and how much it counts.
    centres: Vec<(f32, f32)>,
    /// The numbers of a place near a centre, and how much they count.
    boxes: Vec<([f32; 4], f32)>,
    /// Shares of a digit's ink and of other ink, and how much they count.
    ink: Vec<([f32; 2], f32)>,
    /// The way to the centre, where there is a digit's ink.
    votes: Vec<Option<[f32; 2]>>,
}

fn is_within(size: f32, (low, high): (f32, f32)) -> bool {
    (low..=high).contains(&size)
}

impl Target {
    fn of(made: &Made) -> Self {
        let (places, inks) = (made.side.div_ceil(PLACE_STEP), made.side.div_ceil(INK_STEP));
        let mut target = Self {
            places,
            inks,
            centres: vec![(0.0, 1.0); places * places],
            boxes: vec![([0.0; 4], 0.0); places * places],
            ink: vec![([0.0; 2], 1.0); inks * inks],
            votes: vec![None; inks * inks],
        };
        for unclear in &made.unclear {
            target.leave_open(*unclear);
        }
        for digit in &made.digits {
            if is_within(digit.size(), FOUND) {
                target.centre(digit);
            } else if is_within(digit.size(), BORDERLINE) {
                target.leave_open(digit.bounds);
            }
        }
        target.ink(made);
        target
    }

    /// Asks nothing about centres within a box.
    fn leave_open(&mut self, [left, top, right, bottom]: [f32; 4]) {
        let place = |at: f32| (at / PLACE_STEP as f32).max(0.0) as usize;
        for y in place(top)..(place(bottom) + 1).min(self.places) {
            for x in place(left)..(place(right) + 1).min(self.places) {
                let centre = &mut self.centres[y * self.places + x];
                if centre.0 < NEAR {
                    centre.1 = 0.0;
                }
            }
        }
    }

    fn centre(&mut self, digit: &Written) {
        let step = PLACE_STEP as f32;
        let (wide, high) = (digit.bounds[2] - digit.bounds[0], digit.bounds[3] - digit.bounds[1]);
        let (x, y) = digit.centre();
        let (column, row) = ((x / step) as usize, (y / step) as usize);
        let spread = |side: f32| (SPREAD.0 * side).max(SPREAD.1);
        let reach = (3.0 * spread(wide).max(spread(high)) / step).ceil() as usize;
        for at_y in row.saturating_sub(reach)..(row + reach + 1).min(self.places) {
            for at_x in column.saturating_sub(reach)..(column + reach + 1).min(self.places) {
                let (across, down) = (x / step - (at_x as f32 + 0.5), y / step - (at_y as f32 + 0.5));
                let far = (across * step / spread(wide)).powi(2) + (down * step / spread(high)).powi(2);
                let is_centre = (at_x, at_y) == (column, row);
                let near = if is_centre { 1.0 } else { (-0.5 * far).exp().min(0.95) };
                let at = at_y * self.places + at_x;
                let centre = &mut self.centres[at];
                if near > centre.0 {
                    *centre = (near, 1.0);
                }
                if near >= NEAR && near > self.boxes[at].1 {
                    let sides = [wide, high].map(|side| (side / USUAL_SIZE).max(0.05).ln());
                    self.boxes[at] = ([sides[0], sides[1], across, down], near);
                }
            }
        }
    }

    fn ink(&mut self, made: &Made) {
        for row in 0..self.inks {
            for column in 0..self.inks {
                let (mut sums, mut count, mut owner) = ([0_u32; 2], 0, NOBODY);
                for y in row * INK_STEP..made.side.min((row + 1) * INK_STEP) {
                    for x in column * INK_STEP..made.side.min((column + 1) * INK_STEP) {
                        let at = y * made.side + x;
                        sums[0] += u32::from(made.digit_ink[at]);
                        sums[1] += u32::from(made.other_ink[at]);
                        owner = owner.max(made.owner[at]);
                        count += 255;
                    }
                }
                let shares = sums.map(|sum| sum as f32 / count.max(1) as f32);
                let at = row * self.inks + column;
                let digit = usize::from(owner).checked_sub(1).and_then(|owner| made.digits.get(owner));
                let is_asked = digit.is_none_or(|digit| is_within(digit.size(), BORDERLINE));
                self.ink[at] = (shares, if is_asked { 1.0 + (INKED - 1.0) * shares[0] } else { 0.0 });
                let found = digit.filter(|digit| is_within(digit.size(), FOUND));
                self.votes[at] = found.map(|digit| {
                    let (x, y) = digit.centre();
                    let middle = |at: usize| (at * INK_STEP) as f32 + INK_STEP as f32 / 2.0;
                    [(x - middle(column)) / VOTE_UNIT, (y - middle(row)) / VOTE_UNIT]
                });
            }
        }
    }
}

/// How far the network is from what is on the pages, and the gradient of that by what it said.
#[must_use]
pub fn loss(seen: &Seen, pages: &[Made]) -> (Loss, Seen) {
    let targets: Vec<Target> = pages.iter().map(Target::of).collect();
    let mut by = Seen { places: seen.places.blank(), ink: seen.ink.blank() };
    let mut loss = Loss::default();
    let centres = targets.iter().flat_map(|target| &target.centres).filter(|centre| centre.0 >= 1.0).count();
    let near: f32 = targets.iter().flat_map(|target| &target.boxes).map(|one| one.1).sum();
    let shares = (PARTS[0] / centres.max(1) as f32, PARTS[1] / near.max(1.0));
    let stride = seen.places.stride();
    for (image, target) in targets.iter().enumerate() {
        let first = image * target.places * target.places;
        for (at, (&(centre, weight), (wanted, box_weight))) in target.centres.iter().zip(&target.boxes).enumerate() {
            let place = (first + at) * stride;
            let told = &seen.places.numbers()[place..place + PLACE_NUMBERS];
            let (value, slope) = focal(told[0], centre);
            let mut slopes = [shares.0 * weight * slope, 0.0, 0.0, 0.0, 0.0];
            loss.centres += shares.0 * weight * value;
            if *box_weight > 0.0 {
                for ((slope, told), wanted) in slopes[1..].iter_mut().zip(&told[1..]).zip(wanted) {
                    let (value, own) = huber(told - wanted);
                    loss.boxes += shares.1 * box_weight * value;
                    *slope = shares.1 * box_weight * own;
                }
            }
            by.places.numbers_mut()[place..place + PLACE_NUMBERS].copy_from_slice(&slopes);
        }
    }
    ink_loss(seen, &targets, &mut loss, &mut by);
    (loss, by)
}

fn ink_loss(seen: &Seen, targets: &[Target], loss: &mut Loss, by: &mut Seen) {
    let inked = targets.iter().flat_map(|target| &target.votes).filter(|vote| vote.is_some()).count();
    let pixels: usize = targets.iter().map(|target| target.ink.len()).sum();
    let shares = (PARTS[2] / pixels.max(1) as f32, PARTS[3] / inked.max(1) as f32);
    let stride = seen.ink.stride();
    for (image, target) in targets.iter().enumerate() {
        let first = image * target.inks * target.inks;
        for (at, (&(wanted, weight), vote)) in target.ink.iter().zip(&target.votes).enumerate() {
            let place = (first + at) * stride;
            let told = &seen.ink.numbers()[place..place + INK_NUMBERS];
            let mut slopes = [0.0; INK_NUMBERS];
            for part in 0..2 {
                let (value, slope) = cross_entropy(told[part], wanted[part]);
                loss.ink += shares.0 * weight * value;
                slopes[part] = shares.0 * weight * slope;
            }
            if let Some(vote) = vote {
                for part in 0..2 {
                    let (value, slope) = huber(told[2 + part] - vote[part]);
                    loss.votes += shares.1 * value;
                    slopes[2 + part] = shares.1 * slope;
                }
            }
            by.ink.numbers_mut()[place..place + INK_NUMBERS].copy_from_slice(&slopes);
        }
    }
}

/// The focal loss of a logit whose probability should be 1 at centres and the lower the farther from them (arXiv
/// 1904.07850, equation 1), and its slope.
fn focal(logit: f32, near: f32) -> (f32, f32) {
    let yes = sigmoid(logit).clamp(1e-6, 1.0 - 1e-6);
    let no = 1.0 - yes;
    if near >= 1.0 {
        (-no * no * yes.ln(), no * no * (2.0 * yes * yes.ln() - no))
    } else {
        let far = (1.0 - near).powi(4);
        (-far * yes * yes * no.ln(), far * yes * yes * (yes - 2.0 * no * no.ln()))
    }
}

/// Cross-entropy of a logit and a share, and its slope.
fn cross_entropy(logit: f32, share: f32) -> (f32, f32) {
    let value = logit.max(0.0) - logit * share + (-logit.abs()).exp().ln_1p();
    (value, sigmoid(logit) - share)
}

/// The size of a difference, smooth at 0, and its slope.
fn huber(difference: f32) -> (f32, f32) {
    if difference.abs() < SMOOTH {
        (difference * difference / (2.0 * SMOOTH), difference / SMOOTH)
    } else {
        (difference.abs() - SMOOTH / 2.0, difference.signum())
    }
}

/// 1 / (1 + e^−x).
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kernels::maps::Maps;

    #[test]
    fn slopes_are_those_of_the_losses() {
        let slope_of = |of: &dyn Fn(f32) -> f32, at: f32| (of(at + 1e-2) - of(at - 1e-2)) / 2e-2;
        for at in [-3.0, -0.6, 0.0, 0.4, 2.5] {
            for near in [0.0, 0.5, 1.0] {
                let found = focal(at, near).1;
                assert!((found - slope_of(&|x| focal(x, near).0, at)).abs() < 1e-2, "{at} {near}: {found}");
            }
            let found = cross_entropy(at, 0.3).1;
            assert!((found - slope_of(&|x| cross_entropy(x, 0.3).0, at)).abs() < 1e-2, "{at}: {found}");
            assert!((huber(at).1 - slope_of(&|x| huber(x).0, at)).abs() < 1e-2, "{at}");
        }
    }

    #[test]
    fn saying_what_is_there_costs_less_than_saying_anything_else() {
        let bounds = [40.0, 30.0, 56.0, 54.0];
        let mut made = Made {
            side: 96,
            rgb: Vec::new(),
            digits: vec![Written { label: 3, bounds }],
            unclear: Vec::new(),
            digit_ink: vec![0; 96 * 96],
            other_ink: vec![0; 96 * 96],
            owner: vec![NOBODY; 96 * 96],
        };
        for at in (30..54).flat_map(|y| (40..56).map(move |x| y * 96 + x)) {
            (made.digit_ink[at], made.owner[at]) = (255, 1);
        }
        let mut seen = Seen { places: Maps::zeros(1, PLACE_NUMBERS, 24, 24), ink: Maps::zeros(1, INK_NUMBERS, 48, 48) };
        let stride = seen.places.stride();
        seen.places.numbers_mut().iter_mut().step_by(stride).for_each(|logit| *logit = -5.0);
        let blind = loss(&seen, std::slice::from_ref(&made)).0;
        // Steps against the gradient.
        for _ in 0..3000 {
            let (_, by) = loss(&seen, std::slice::from_ref(&made));
            let walk = |maps: &mut Maps, by: &Maps, rate: f32| {
                maps.numbers_mut().iter_mut().zip(by.numbers()).for_each(|(number, by)| *number -= rate * by);
            };
            walk(&mut seen.places, &by.places, 1.0);
            walk(&mut seen.ink, &by.ink, 20.0);
        }
        let wise = loss(&seen, &[made]).0;
        assert!(wise.sum() < 0.3 * blind.sum(), "{wise:?} {blind:?}");
        let best = (0..24 * 24).max_by(|&a, &b| {
            let of = |at: usize| seen.places.numbers()[at * stride];
            of(a).total_cmp(&of(b))
        });
        assert_eq!(best, Some(10 * 24 + 12), "the place of its middle");
    }
}
