//! What a model of strokes learns from: tokenized digits by writer, real or made up.

mod packed;
mod sequences;

use std::collections::BTreeMap;

use rand::seq::SliceRandom;

use super::tokenizer::{Kind, Token, TokenError, Tokenizer};
use crate::data::rng;
use crate::ink::synth::Writer;
use crate::ink::{InkDigit, Stroke};
use crate::msg;
use crate::text::{Message, ToMessage};

pub use sequences::{Epoch, Sequences};

/// The packed digits in the program.
const BUNDLED: &[u8] = include_bytes!("../../assets/handwriting/pendigits.tokens");

/// A digit as its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenizedDigit {
    /// What it is, 0 to 9.
    pub class: u8,
    /// Directions and lengths, without class and signs.
    pub steps: Vec<Token>,
}

/// What one writer has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writings {
    /// Who it is.
    pub writer: String,
    /// In the order of the source.
    pub digits: Vec<TokenizedDigit>,
}

/// Tokenized digits by writer.
#[derive(Debug, Clone, PartialEq)]
pub struct Corpus {
    /// What the tokens mean.
    pub tokenizer: Tokenizer,
    /// By name.
    pub writers: Vec<Writings>,
    /// Digits that were left out: without a label, without ink, or too long.
    pub left_out: usize,
}

/// Why a corpus cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CorpusError {
    /// It holds no digit.
    Empty,
    /// A packed one is damaged: what is wrong.
    Damaged(Message),
    /// A packed one was made with other directions or lengths.
    OtherTokens,
    /// More than a packed one can hold: what there is too much of.
    TooLarge,
    /// The context is too short for a digit.
    ShortContext {
        /// Tokens of the shortest context that will do.
        least: usize,
    },
    /// Steps that are none.
    Token(TokenError),
}

impl ToMessage for CorpusError {
    fn to_message(&self) -> Message {
        match self {
            Self::Empty => msg!("corpus-empty"),
            Self::Damaged(fault) => msg!("corpus-damaged", fault = fault.clone()),
            Self::OtherTokens => msg!("corpus-other-tokens"),
            Self::TooLarge => msg!("corpus-too-large"),
            Self::ShortContext { least } => msg!("corpus-short-context", least = least.to_string()),
            Self::Token(fault) => fault.to_message(),
        }
    }
}

crate::display_as_message!(CorpusError);

impl From<TokenError> for CorpusError {
    fn from(fault: TokenError) -> Self {
        Self::Token(fault)
    }
}

impl Corpus {
    /// The digits in the program: those of the training writers of UCI's *Pen-Based Recognition of Handwritten Digits*
    /// (Alpaydin and Alimoglu 1998, CC BY 4.0).
    ///
    /// # Errors
    /// Only if the program file is damaged, or the tokens mean something else to `tokenizer`.
    pub fn bundled(tokenizer: Tokenizer) -> Result<Self, CorpusError> {
        Self::unpack(BUNDLED, tokenizer)
    }

    /// Digits of `count` made-up writers, each of whom writes every digit `times` times, in no order.
    #[must_use]
    pub fn made_up(tokenizer: Tokenizer, seed: u64, count: u64, times: u64) -> Self {
        let mut corpus = Self { tokenizer, writers: Vec::new(), left_out: 0 };
        for number in 0..count {
            let writer = Writer::new(seed, number);
            let all = (0..times).flat_map(|time| (0..10).map(move |class| (class, time)));
            let mut digits = Vec::new();
            for (class, time) in all {
                corpus.add(&mut digits, Some(class), &writer.write(class, time));
            }
            digits.shuffle(&mut rng::stream(seed, &format!("made-up-{number}")));
            // Numbers of as many figures sort as they count.
            corpus.writers.push(Writings { writer: format!("made-up-{number:06}"), digits });
        }
        corpus
    }

    /// The labelled digits of an ink file by writer; those without a name are one writer's.
    #[must_use]
    pub fn of_ink(tokenizer: Tokenizer, ink: &[InkDigit]) -> Self {
        let mut corpus = Self { tokenizer, writers: Vec::new(), left_out: 0 };
        let mut by_writer: BTreeMap<&str, Vec<TokenizedDigit>> = BTreeMap::new();
        for digit in ink {
            let digits = by_writer.entry(digit.writer.as_deref().unwrap_or("")).or_default();
            corpus.add(digits, digit.label, &digit.strokes);
        }
        let named = by_writer.into_iter().filter(|(_, digits)| !digits.is_empty());
        corpus.writers = named.map(|(writer, digits)| Writings { writer: writer.to_owned(), digits }).collect();
        corpus
    }

    fn add(&mut self, digits: &mut Vec<TokenizedDigit>, class: Option<u8>, strokes: &[Stroke]) {
        match (class, self.tokenizer.encode(strokes)) {
            (Some(class), Ok(steps)) => digits.push(TokenizedDigit { class, steps }),
            _ => self.left_out += 1,
        }
    }

    /// The last `count` writers as a corpus of their own, and the others: none is in both.
    #[must_use]
    pub fn hold_out(mut self, count: usize) -> (Self, Self) {
        let writers = self.writers.split_off(self.writers.len().saturating_sub(count));
        let held_out = Self { tokenizer: self.tokenizer, writers, left_out: 0 };
        (self, held_out)
    }

    /// A whole page of these digits, each with its class.
    ///
    /// # Errors
    /// When there are none.
    pub fn page(&self, digits: &[TokenizedDigit]) -> Result<Vec<Token>, CorpusError> {
        if digits.is_empty() {
            return Err(CorpusError::Empty);
        }
        let mut page = Vec::new();
        for digit in digits {
            page.push(self.tokenizer.token(if page.is_empty() { Kind::Start } else { Kind::NextDigit })?);
            page.push(self.tokenizer.token(Kind::Class(digit.class))?);
            page.extend(&digit.steps);
        }
        page.push(self.tokenizer.token(Kind::End)?);
        Ok(page)
    }

    /// All digits.
    pub fn digits(&self) -> impl Iterator<Item = &TokenizedDigit> {
        self.writers.iter().flat_map(|writings| &writings.digits)
    }

    /// Tokens of all digits, each with its class and one sign.
    #[must_use]
    pub fn tokens(&self) -> usize {
        self.digits().map(|digit| digit.steps.len() + 2).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn ink(label: Option<u8>, writer: &str, points: &[(f32, f32)]) -> InkDigit {
        let points: Vec<Point> = points.iter().map(|&(x, y)| Point { x, y }).collect();
        let strokes = if points.is_empty() { Vec::new() } else { vec![Stroke::new(points, 0.1)] };
        InkDigit { label, writer: Some(writer.to_owned()), strokes }
    }

    #[test]
    fn ink_is_sorted_by_writer_and_what_cannot_be_used_is_counted() {
        let line = [(0.5, 0.1), (0.5, 0.9)];
        let file = [
            ink(Some(1), "b", &line),
            ink(Some(7), "a", &line),
            ink(None, "a", &line),
            ink(Some(0), "c", &[]),
            ink(Some(1), "a", &line),
        ];
        let corpus = Corpus::of_ink(Tokenizer::DEFAULT, &file);
        let told: Vec<(&str, Vec<u8>)> = corpus
            .writers
            .iter()
            .map(|one| (one.writer.as_str(), one.digits.iter().map(|digit| digit.class).collect()))
            .collect();
        assert_eq!(told, [("a", vec![7, 1]), ("b", vec![1])]);
        assert_eq!(corpus.left_out, 2);
    }

    #[test]
    fn writers_held_out_are_the_last_and_in_no_other_part() {
        let all = Corpus::made_up(Tokenizer::DEFAULT, 1, 7, 1);
        let names = |corpus: &Corpus| corpus.writers.iter().map(|one| one.writer.clone()).collect::<Vec<_>>();
        let (train, held_out) = all.clone().hold_out(5);
        assert_eq!([names(&train), names(&held_out)].concat(), names(&all));
        assert_eq!(held_out.writers.len(), 5);
        assert_eq!(all.clone().hold_out(99).0.writers.len(), 0);
    }

    #[test]
    fn made_up_writers_write_every_digit_as_often_and_the_same_each_time_they_are_asked() {
        let corpus = Corpus::made_up(Tokenizer::DEFAULT, 4, 3, 2);
        assert_eq!(corpus, Corpus::made_up(Tokenizer::DEFAULT, 4, 3, 2));
        assert_eq!(corpus.digits().count() + corpus.left_out, 60);
        assert!(corpus.left_out < 3, "{}", corpus.left_out);
        for digit in corpus.digits() {
            assert!(corpus.tokenizer.decode_steps(&digit.steps).is_ok());
        }
        let own = &corpus.writers[0].digits[..3];
        let page = corpus.page(own).and_then(|page| Ok(corpus.tokenizer.decode(&page)?)).expect("a whole page");
        let classes = |digits: &[TokenizedDigit]| digits.iter().map(|digit| Some(digit.class)).collect::<Vec<_>>();
        assert_eq!(page.iter().map(|digit| digit.class).collect::<Vec<_>>(), classes(own));
        let all = &corpus.writers[0].digits;
        assert_ne!(classes(all), classes(&corpus.writers[1].digits), "in no order");
        assert_eq!(corpus.page(&[]), Err(CorpusError::Empty));
    }
}
