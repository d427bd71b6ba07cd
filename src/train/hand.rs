//! One person's hand to learn from, with some of the writers in the program mixed in so that they are not forgotten.

use super::material::Handwriting;
use super::{Collection, DataSource};
use crate::handwriting::{Corpus, CorpusError, Tokenizer, Writings};
use crate::ink::InkDigit;

/// Of so many digits one is held out.
const HELD_OUT: usize = 5;

impl Handwriting {
    /// The labelled digits of one hand: every fifth chooses the best epoch, the others are learned from, and beside them
    /// so many of the writers in the program that these have `replay` of all digits, below 1. What is only reported on are the
    /// five writers that nobody learns from: they tell what is forgotten. Of fewer than five digits, the same ones choose.
    ///
    /// # Errors
    /// When no digit has a label and ink.
    pub fn of_hand(name: &str, ink: &[InkDigit], replay: f64) -> Result<Self, CorpusError> {
        let own = Corpus::of_ink(Tokenizer::DEFAULT, ink);
        let digits: Vec<_> = own.digits().cloned().collect();
        if digits.is_empty() {
            return Err(CorpusError::Empty);
        }
        let bundled = Self::bundled()?;
        let is_held_out = |at: usize| digits.len() >= HELD_OUT && at % HELD_OUT == HELD_OUT - 1;
        let part = |held_out: bool| {
            let kept = digits.iter().enumerate().filter(|(at, _)| is_held_out(*at) == held_out);
            let digits: Vec<_> = kept.map(|(_, digit)| digit.clone()).collect();
            let writers = vec![Writings { writer: name.to_owned(), digits }];
            Corpus { tokenizer: own.tokenizer, writers, left_out: 0 }
        };
        let mut train = part(false);
        let validation = if digits.len() >= HELD_OUT { part(true) } else { part(false) };
        let wanted = train.digits().count() as f64 * replay.clamp(0.0, 0.99) / (1.0 - replay.clamp(0.0, 0.99));
        let each = (wanted / bundled.train.writers.len().max(1) as f64).ceil() as usize;
        if wanted >= 1.0 {
            train.writers.extend(bundled.train.writers.iter().map(|writings| {
                let digits = writings.digits.iter().take(each).cloned().collect();
                Writings { writer: writings.writer.clone(), digits }
            }));
        }
        Ok(Self { name: name.to_owned(), train, validation, test: bundled.test, grader: None })
    }
}

impl DataSource {
    /// The ink file whose hand is learned, and the share of the writers in the program beside it, if it names one.
    #[must_use]
    pub fn hand(&self) -> Option<(&std::path::Path, f64)> {
        match (&self.from, &self.mixed_with) {
            (Collection::Ink(path), None) => Some((path, 0.0)),
            (Collection::Ink(path), Some(mix)) if mix.with == Collection::Mnist => Some((path, mix.share)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::split_mix::SplitMix64;
    use crate::ink::synth;
    use crate::train::Mix;

    fn hand(classes: impl Iterator<Item = u8>) -> Vec<InkDigit> {
        let digit = |(at, class): (usize, u8)| InkDigit {
            label: Some(class),
            writer: None,
            strokes: synth::digit(class, &mut SplitMix64::new(1, 0, at as u64)),
        };
        classes.enumerate().map(digit).collect()
    }

    #[test]
    fn every_fifth_digit_chooses_and_the_writers_nobody_learned_from_are_reported_on() {
        let ink = hand((0..20).map(|at| at % 10));
        let alone = Handwriting::of_hand("mine", &ink, 0.0).expect("there are digits");
        assert_eq!((alone.train.digits().count(), alone.validation.digits().count()), (16, 4));
        assert_eq!(alone.train.writers.len(), 1);
        assert_eq!(alone.test.writers.len(), Handwriting::TEST_WRITERS);
        let replayed = Handwriting::of_hand("mine", &ink, 0.5).expect("there are digits");
        let others = replayed.train.digits().count() - 16;
        assert!((16..16 + 22).contains(&others), "as many again, and no writer short: {others}");
        assert!(
            replayed.train.writers[1..].iter().all(|one| alone
                .test
                .writers
                .iter()
                .all(|test| test.writer != one.writer))
        );
    }

    #[test]
    fn one_class_and_one_digit_are_a_hand_and_none_is_not() {
        let ones = Handwriting::of_hand("ones", &hand(std::iter::repeat_n(1, 6)), 0.0).expect("there are digits");
        assert!(ones.train.digits().all(|digit| digit.class == 1));
        let single = Handwriting::of_hand("single", &hand(std::iter::once(4)), 0.0).expect("there is one");
        assert_eq!((single.train.digits().count(), single.validation.digits().count()), (1, 1));
        assert_eq!(Handwriting::of_hand("none", &[], 0.5).err(), Some(CorpusError::Empty));
    }

    #[test]
    fn a_source_names_a_hand_or_none() {
        let ink = Collection::Ink("own.jsonl".into());
        let alone = DataSource { from: ink.clone(), ..DataSource::default() };
        assert_eq!(alone.hand().map(|(_, share)| share), Some(0.0));
        let mixed = DataSource { mixed_with: Some(Mix::new(Collection::Mnist, 0.25)), ..alone };
        assert_eq!(mixed.hand().map(|(_, share)| share), Some(0.25));
        assert_eq!(DataSource::default().hand(), None);
    }
}
