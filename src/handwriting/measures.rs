//! How well strokes come back from tokens, how well tokens are foretold, and how writing compares with what was learnt
//! from.

use std::collections::HashMap;

use super::encoder::{even, in_units_of_size, places_along};
use super::sampler::NextToken;
use super::tokenizer::{Kind, Token, Tokenizer};
use crate::ink::stroke::box_around;
use crate::ink::{Point, Stroke};

/// Distance between places at which two drawings are compared, in digit sizes.
const SPACING: f32 = 0.02;
/// Places along a digit that are compared with those of another.
const PLACES: usize = 32;

/// How far two drawings of one digit lie apart, in units of its size (the longer side of the box around its lines).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviation {
    /// Chamfer distance: mean distance of places on one to the nearest of the other's lines, both ways, halved.
    pub chamfer: f32,
    /// Hausdorff distance: the largest of these distances.
    pub hausdorff: f32,
}

impl Deviation {
    /// Between lines in the same units and place; `None` if one of them has none.
    #[must_use]
    pub fn between(a: &[Vec<Point>], b: &[Vec<Point>]) -> Option<Self> {
        let there = distances(a, b)?;
        let back = distances(b, a)?;
        let mean = |all: &[f32]| all.iter().sum::<f32>() / all.len() as f32;
        let hausdorff = there.iter().chain(&back).copied().fold(0.0, f32::max);
        Some(Self { chamfer: f32::midpoint(mean(&there), mean(&back)), hausdorff })
    }

    /// Between strokes and what is drawn from their tokens, both smoothed as the canvas draws them; `None` without ink
    /// or if the steps are not those of a digit.
    #[must_use]
    pub fn of_tokens(tokenizer: &Tokenizer, strokes: &[Stroke], steps: &[Token]) -> Option<Self> {
        let drawn = tokenizer.decode_steps(steps).ok()?.lines;
        let smooth = drawn.into_iter().map(|line| Stroke::new(line, 0.1).smoothed());
        Self::between(&in_units_of_size(strokes)?, &smooth.collect::<Vec<_>>())
    }
}

/// From places on the lines of `from` to the lines of `to`; `None` if there are none.
fn distances(from: &[Vec<Point>], to: &[Vec<Point>]) -> Option<Vec<f32>> {
    let to_line = |place: Point, line: &Vec<Point>| {
        let dot = line.first().map_or(f32::INFINITY, |&first| place.distance(first));
        line.windows(2).map(|pair| place.distance_to_line(pair[0], pair[1])).fold(dot, f32::min)
    };
    let nearest = |place: Point| to.iter().map(|line| to_line(place, line)).fold(f32::INFINITY, f32::min);
    let all: Vec<f32> = from.iter().flat_map(|line| even(line, SPACING)).map(nearest).collect();
    (!all.is_empty() && all.iter().all(|distance| distance.is_finite())).then_some(all)
}

/// The mean of −log₂ of the probabilities that a model gave to the tokens that came: bits a token. Pure guessing
/// among V tokens is log₂ V.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bits {
    sum: f64,
    tokens: usize,
}

impl Bits {
    /// Adds one token, by the logits of the model before it came. Of logits that are no numbers the sum is none.
    pub fn add(&mut self, logits: &[f32], token: Token) {
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let sum: f64 = logits.iter().map(|&logit| f64::from(logit - highest).exp()).sum();
        let own = logits.get(usize::from(token)).map_or(f64::NEG_INFINITY, |&logit| f64::from(logit - highest));
        self.sum += (sum.ln() - own) / std::f64::consts::LN_2;
        self.tokens += 1;
    }

    /// Bits a token; `None` without a token.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.tokens > 0).then(|| self.sum / self.tokens as f64)
    }

    /// How many tokens were counted.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.tokens
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { sum: self.sum + other.sum, tokens: self.tokens + other.tokens }
    }
}

/// Bits a token of a page by how many whole digits stand before: the first entry is of the first digit, and so on.
/// What is counted are the steps of a digit and the sign behind it, not its class, which is told.
pub fn bits_by_digit(model: &mut impl NextToken, tokenizer: &Tokenizer, page: &[Token]) -> Vec<Bits> {
    let mut bits: Vec<Bits> = Vec::new();
    for (at, &token) in page.iter().enumerate() {
        match tokenizer.kind(token) {
            Some(Kind::Class(_)) | None => {}
            Some(Kind::Start) => bits.push(Bits::default()),
            Some(kind) => {
                if let Some(last) = bits.last_mut() {
                    last.add(&model.logits(&page[..at]), token);
                }
                if matches!(kind, Kind::NextDigit | Kind::NextWriter) {
                    bits.push(Bits::default());
                }
            }
        }
    }
    bits
}

/// Places evenly along all lines of a digit in the order in which they were drawn, the digit's box centred on (0, 0) and
/// its longer side 1: what [`distance`](Self::distance) compares.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline([Point; PLACES]);

impl Outline {
    /// Of strokes; `None` without ink.
    #[must_use]
    pub fn of(strokes: &[Stroke]) -> Option<Self> {
        Self::of_lines(&in_units_of_size(strokes)?)
    }

    /// Of lines in units of the digit's size; `None` without any.
    #[must_use]
    pub fn of_lines(lines: &[Vec<Point>]) -> Option<Self> {
        let (low, high) = box_around(lines.iter().flatten().copied())?;
        let scale = 1.0 / (high.x - low.x).max(high.y - low.y).max(f32::MIN_POSITIVE);
        let middle = (low + high) * 0.5;
        let places = places_along(lines.iter().map(Vec::as_slice), PLACES - 1);
        // A dot stays one.
        let placed = places.into_iter().map(|place| (place - middle) * scale.min(1e6)).collect::<Vec<_>>();
        Some(Self(placed.try_into().ok()?))
    }

    /// Mean distance between places that are as far along, in digit sizes: small only where the same lines were drawn
    /// in the same order and direction, as a copy would be.
    #[must_use]
    pub fn distance(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a.distance(*b)).sum::<f32>() / PLACES as f32
    }

    /// The distance to the nearest of `others`; `None` if there are none.
    pub fn nearest<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Option<f32> {
        others.into_iter().map(|other| self.distance(other)).min_by(f32::total_cmp)
    }
}

/// How many digits were read as what they should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Readings {
    /// Read as asked for.
    pub right: usize,
    /// All.
    pub digits: usize,
}

impl Readings {
    /// Of digits with what each should be, by a `grader` who reads them all: one answer each, `None` for what is no
    /// digit to it.
    ///
    /// # Errors
    /// When the grader fails.
    pub fn by<E>(
        digits: &[(u8, Vec<Stroke>)],
        grader: impl FnOnce(&[&[Stroke]]) -> Result<Vec<Option<u8>>, E>,
    ) -> Result<Self, E> {
        let strokes: Vec<&[Stroke]> = digits.iter().map(|(_, strokes)| strokes.as_slice()).collect();
        let read = grader(&strokes)?;
        let right = digits.iter().zip(read).filter(|((class, _), read)| *read == Some(*class)).count();
        Ok(Self { right, digits: digits.len() })
    }

    /// Share read right; `None` without digits.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.digits > 0).then(|| self.right as f64 / self.digits as f64)
    }
}

/// A model that counts: how often each token followed the last ones, smoothed after Witten and Bell (*The zero-frequency
/// problem*, IEEE Transactions on Information Theory 37, 1991). What a network has to beat.
#[derive(Debug, Clone)]
pub struct NGram {
    vocabulary: usize,
    /// Longest context.
    order: usize,
    /// By context, the last token first: how often each token followed.
    counts: HashMap<Vec<Token>, Vec<u32>>,
}

impl NGram {
    /// Counts in `sequences`, with contexts of at most `order` tokens.
    #[must_use]
    pub fn of<'a>(vocabulary: usize, order: usize, sequences: impl IntoIterator<Item = &'a [Token]>) -> Self {
        let mut model = Self { vocabulary, order, counts: HashMap::new() };
        for sequence in sequences {
            for (at, &token) in sequence.iter().enumerate() {
                for length in 0..=order.min(at) {
                    let context = sequence[at - length..at].to_vec();
                    let counts = model.counts.entry(context).or_insert_with(|| vec![0; vocabulary]);
                    if let Some(count) = counts.get_mut(usize::from(token)) {
                        *count += 1;
                    }
                }
            }
        }
        model
    }

    /// Probability of each token after `context`.
    #[must_use]
    pub fn probabilities(&self, context: &[Token]) -> Vec<f64> {
        let mut probabilities = vec![1.0 / self.vocabulary as f64; self.vocabulary];
        for length in 0..=self.order.min(context.len()) {
            let Some(counts) = self.counts.get(&context[context.len() - length..]) else { break };
            let seen: u32 = counts.iter().sum();
            let kinds = counts.iter().filter(|&&count| count > 0).count() as f64;
            for (probability, &count) in probabilities.iter_mut().zip(counts) {
                *probability = (f64::from(count) + kinds * *probability) / (f64::from(seen) + kinds);
            }
        }
        probabilities
    }
}

impl NextToken for NGram {
    fn logits(&mut self, context: &[Token]) -> Vec<f32> {
        self.probabilities(context).into_iter().map(|probability| probability.ln() as f32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handwriting::Corpus;

    fn line(points: &[(f32, f32)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn parallel_lines_lie_as_far_apart_as_they_are_drawn_and_one_that_is_longer_farther() {
        let (a, b) = ([line(&[(0.0, 0.0), (0.0, 1.0)])], [line(&[(0.1, 0.0), (0.1, 1.0)])]);
        let same = Deviation::between(&a, &b).expect("both have lines");
        assert!((same.chamfer - 0.1).abs() < 1e-5 && (same.hausdorff - 0.1).abs() < 1e-5, "{same:?}");
        let longer = Deviation::between(&a, &[line(&[(0.0, 0.0), (0.0, 1.5)])]).expect("both have lines");
        assert!((longer.hausdorff - 0.5).abs() < 1e-5, "{longer:?}");
        // One way nothing is off; the other way a third of the places is off by 0.25 on average.
        assert!((longer.chamfer - 0.25 / 3.0 / 2.0).abs() < 2e-3, "{longer:?}");
        assert_eq!(Deviation::between(&a, &[]), None);
    }

    #[test]
    fn an_even_model_needs_the_logarithm_of_the_vocabulary_and_a_sure_one_nothing() {
        let mut even = Bits::default();
        even.add(&[0.5; 32], 3);
        even.add(&[-7.0; 32], 0);
        assert!(even.mean().is_some_and(|mean| (mean - 5.0).abs() < 1e-9));
        let mut sure = Bits::default();
        sure.add(&[0.0, 100.0], 1);
        assert!(sure.mean().is_some_and(|mean| mean < 1e-9));
        assert_eq!((even.and(sure).tokens(), Bits::default().mean()), (3, None));
    }

    #[test]
    fn an_outline_does_not_ask_where_and_how_large_but_which_way() {
        let angle = line(&[(0.0, 0.0), (0.0, 1.0), (0.5, 1.0)]);
        let outline = |line: Vec<Point>| Outline::of_lines(&[line]).expect("there is a line");
        let own = outline(angle.clone());
        let moved = angle.iter().map(|&point| point * 3.0 + Point { x: 7.0, y: -2.0 }).collect();
        assert!(own.distance(&outline(moved)) < 1e-5);
        let back = outline(angle.iter().rev().copied().collect());
        assert!(own.distance(&back) > 0.3, "{}", own.distance(&back));
        assert_eq!(own.nearest([&back, &own]), Some(0.0));
        assert_eq!(own.nearest([]), None);
        let dot = outline(line(&[(0.3, 0.3)]));
        assert!(own.distance(&dot).is_finite());
    }

    #[test]
    fn places_of_an_outline_are_evenly_along_the_way() {
        let Outline(places) = Outline::of_lines(&[line(&[(0.0, 0.0), (0.0, 0.2), (0.0, 1.0)])]).expect("a line");
        for (at, place) in places.iter().enumerate() {
            assert!((place.y - (at as f32 / (PLACES - 1) as f32 - 0.5)).abs() < 1e-5 && place.x.abs() < 1e-6);
        }
    }

    #[test]
    fn what_a_grader_reads_is_compared_with_what_was_asked_for() {
        let digits = [(3, Vec::new()), (4, Vec::new()), (5, Vec::new())];
        let read = Readings::by(&digits, |all| Ok::<_, ()>(vec![Some(3), None, Some(5)][..all.len()].to_vec()));
        assert_eq!(read, Ok(Readings { right: 2, digits: 3 }));
        assert_eq!(Readings::by(&digits, |_| Err("broken")), Err("broken"));
    }

    #[test]
    fn counts_become_probabilities_as_witten_and_bell_have_it() {
        // a b a b a c: of a's three followers two are b and one is c.
        let model = NGram::of(4, 1, [&[0, 1, 0, 1, 0, 2][..]]);
        let unseen = model.probabilities(&[3]);
        // Six tokens of three kinds: (count + 3 / 4) / (6 + 3).
        let single = [3.75 / 9.0, 2.75 / 9.0, 1.75 / 9.0, 0.75 / 9.0];
        assert!(unseen.iter().zip(single).all(|(found, expected)| (found - expected).abs() < 1e-12), "{unseen:?}");
        // After a: three tokens of two kinds.
        let after = model.probabilities(&[0]);
        let expected = [0.0, 2.0, 1.0, 0.0].iter().zip(single).map(|(count, single)| (count + 2.0 * single) / 5.0);
        assert!(after.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12), "{after:?}");
        assert!((after.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn bits_are_told_for_each_digit_of_a_page() {
        let corpus = Corpus::made_up(Tokenizer::DEFAULT, 1, 1, 1);
        let digits = &corpus.writers[0].digits;
        let mut page = vec![10, digits[0].class];
        page.extend(&digits[0].steps);
        page.extend([12, digits[1].class]);
        page.extend(&digits[1].steps);
        page.push(11);
        let mut even = NGram::of(corpus.tokenizer.vocabulary(), 0, []);
        let bits = bits_by_digit(&mut even, &corpus.tokenizer, &page);
        let counted: Vec<usize> = bits.iter().map(Bits::tokens).collect();
        assert_eq!(counted, [digits[0].steps.len() + 1, digits[1].steps.len() + 1]);
        let guess = (corpus.tokenizer.vocabulary() as f64).log2();
        assert!(bits.iter().all(|bits| bits.mean().is_some_and(|mean| (mean - guess).abs() < 1e-5)));
    }
}
