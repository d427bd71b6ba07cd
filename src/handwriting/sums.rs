//! Sums of two digits as a task for a network that writes: it is asked by the classes of the two, and answers with class
//! and strokes of each digit of their sum. Some sums are never learned, so that it shows whether it has understood or memorised.

use std::sync::LazyLock;

use rand::Rng;
use rand::seq::SliceRandom;

use super::decoder::WrittenDigit;
use super::outlook::LONGEST;
use super::sampler::{NextToken, Sampler, SamplingError, Stop, continue_digit};
use super::tokenizer::{Kind, Token, TokenError, Tokenizer};
use crate::data::rng;

/// Pairs of different digits whose sums are held out, in both orders: a tenth of all sums.
const PAIRS_HELD_OUT: usize = 5;
/// Most digits of an answer. No sum has as many, so that an answer without end can be told.
pub const MOST_DIGITS: usize = 3;

/// A sum of two digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sum {
    /// The first, 0 to 9.
    pub left: u8,
    /// The second, 0 to 9.
    pub right: u8,
}

impl Sum {
    /// All hundred, row by row.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..10).flat_map(|left| (0..10).map(move |right| Self { left, right }))
    }

    /// Whether nothing is learned from it: always the same ten are held out. Whoever knows 4 + 3 knows 3 + 4, so either
    /// both are or none.
    #[must_use]
    pub fn is_held_out(self) -> bool {
        static PAIRS: LazyLock<Vec<Sum>> = LazyLock::new(|| {
            let mut pairs: Vec<Sum> = Sum::all().filter(|sum| sum.left < sum.right).collect();
            pairs.shuffle(&mut rng::stream(1, "sums-held-out"));
            pairs.truncate(PAIRS_HELD_OUT);
            pairs
        });
        PAIRS.contains(&self) || PAIRS.contains(&Self { left: self.right, right: self.left })
    }

    /// What it is, 0 to 18.
    #[must_use]
    pub fn value(self) -> u8 {
        self.left + self.right
    }

    /// The digits of what it is, from the left.
    #[must_use]
    pub fn digits(self) -> Vec<u8> {
        if self.value() < 10 { vec![self.value()] } else { vec![1, self.value() - 10] }
    }

    /// How it is asked: a page begins, and both classes stand one behind the other.
    ///
    /// # Errors
    /// When one is no digit.
    pub fn prompt(self, tokenizer: Tokenizer) -> Result<[Token; 3], TokenError> {
        let token = |kind| tokenizer.token(kind);
        Ok([token(Kind::Start)?, token(Kind::Class(self.left))?, token(Kind::Class(self.right))?])
    }

    /// What `model` writes as an answer: digit by digit until it ends the page or goes on without end.
    ///
    /// # Errors
    /// When it says what is no number, or a setting makes no sense.
    pub fn answer(
        self,
        model: &mut impl NextToken,
        tokenizer: Tokenizer,
        sampler: &Sampler,
        rng: &mut impl Rng,
    ) -> Result<Vec<WrittenDigit>, SamplingError> {
        let mut page = self.prompt(tokenizer).map_err(SamplingError::Prompt)?.to_vec();
        let next = tokenizer.token(Kind::NextDigit).map_err(SamplingError::Prompt)?;
        let mut digits = Vec::new();
        loop {
            let written = continue_digit(model, tokenizer, &page, sampler, LONGEST, rng)?;
            digits.extend(written.digits.last().cloned());
            if written.stop != Stop::Sign(Kind::NextDigit) || digits.len() >= MOST_DIGITS {
                return Ok(digits);
            }
            page.extend(written.tokens);
            page.push(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handwriting::{Decoder, Scribe};
    use crate::model::{Arch, Weights};

    #[test]
    fn a_tenth_is_held_out_in_both_orders_and_always_the_same() {
        let held_out: Vec<Sum> = Sum::all().filter(|sum| sum.is_held_out()).collect();
        assert_eq!((held_out.len(), Sum::all().count()), (10, 100));
        for sum in &held_out {
            assert!(held_out.contains(&Sum { left: sum.right, right: sum.left }) && sum.left != sum.right);
        }
    }

    #[test]
    fn a_sum_has_the_digits_that_it_is_written_with() {
        let digits = |left, right| Sum { left, right }.digits();
        assert_eq!((digits(3, 4), digits(3, 7), digits(9, 9)), (vec![7], vec![1, 0], vec![1, 8]));
    }

    #[test]
    fn a_sum_is_asked_by_two_classes_and_answered_by_a_third() {
        let tokenizer = Tokenizer::DEFAULT;
        let mut decoder = Decoder::new(tokenizer);
        for token in (Sum { left: 3, right: 4 }).prompt(tokenizer).expect("both are digits") {
            decoder.push(token).expect("a page may begin so");
        }
        assert_eq!(decoder.digits().last().map(|digit| digit.class), Some(None));
        assert_eq!(decoder.allowed().len(), 10, "the answer begins with a class");
        decoder.push(7).expect("it is one");
        assert_eq!(decoder.digits().last().map(|digit| digit.class), Some(Some(7)));
        assert!(decoder.push(5).is_err(), "a fourth class has no place");
    }

    #[test]
    fn a_network_that_has_learned_nothing_answers_all_the_same() {
        let mut scribe = Scribe::with(Arch::GptTiny, &Weights::fresh(Arch::GptTiny, 1)).expect("it fits");
        let mut chance = rng::stream(3, "test");
        let sum = Sum { left: 9, right: 9 };
        let answer = sum.answer(&mut scribe, Tokenizer::DEFAULT, &Sampler::default(), &mut chance).expect("it writes");
        assert!((1..=MOST_DIGITS).contains(&answer.len()));
    }
}
