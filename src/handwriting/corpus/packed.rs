//! A corpus as a small file.
//!
//! A zlib stream, numbers little-endian: `DIGLABH1`; the tokenizer (directions, then the numbers of drawn and of moved
//! lengths, a byte each, then each of these lengths in digit sizes as `f32`); the number of writers (`u32`), and of each
//! the length of the name, the name and the number of digits (`u32`); then of each digit its class; then of each the
//! number of its steps; then of all steps how far the direction turns from the one before; then of all steps the length.

use std::io::{Read, Write};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

use super::super::grammar::MOST_STEPS;
use super::super::tokenizer::{Kind, Tokenizer};
use super::{Corpus, CorpusError, TokenizedDigit, Writings};
use crate::msg;
use crate::text::Message;

const MAGIC: &[u8] = b"DIGLABH1";
/// The most that a file may unpack to, in bytes.
const UNPACKED_LIMIT: u64 = 64 << 20;

impl Corpus {
    /// The corpus as the bytes of a file.
    ///
    /// # Errors
    /// When a name has more than 255 bytes, or there are steps that are none.
    pub fn pack(&self) -> Result<Vec<u8>, CorpusError> {
        let count = |count: usize| u32::try_from(count).map(u32::to_le_bytes).map_err(|_| CorpusError::TooLarge);
        let mut head = [MAGIC, &vocabulary(&self.tokenizer)].concat();
        head.extend(count(self.writers.len())?);
        for Writings { writer, digits } in &self.writers {
            head.push(u8::try_from(writer.len()).map_err(|_| CorpusError::TooLarge)?);
            head.extend(writer.as_bytes());
            head.extend(count(digits.len())?);
        }
        let classes = self.digits().map(|digit| digit.class);
        let counts = self.digits().map(|digit| (digit.steps.len() / 2) as u8);
        let (mut turns, mut lengths) = (Vec::new(), Vec::new());
        for digit in self.digits() {
            self.tokenizer.decode_steps(&digit.steps)?;
            let mut before = 0;
            for step in digit.steps.chunks_exact(2) {
                if let Some(Kind::Direction(direction)) = self.tokenizer.kind(step[0]) {
                    let directions = self.tokenizer.directions;
                    turns.push(((usize::from(direction) + directions - before) % directions) as u8);
                    before = usize::from(direction);
                }
                lengths.push(self.length_number(step[1]).unwrap_or(0));
            }
        }
        let content: Vec<u8> = head.into_iter().chain(classes).chain(counts).chain(turns).chain(lengths).collect();
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        // Writing to memory cannot fail.
        packed.write_all(&content).and_then(|()| packed.finish()).map_err(|_| CorpusError::TooLarge)
    }

    /// The number of a length: drawn ones first.
    fn length_number(&self, token: u8) -> Option<u8> {
        match self.tokenizer.kind(token)? {
            Kind::Draw(number) => Some(number),
            Kind::Move(number) => Some(self.tokenizer.drawn.len() as u8 + number),
            _ => None,
        }
    }

    /// The corpus in the bytes of a file, made with the same directions and lengths.
    ///
    /// # Errors
    /// When the file is damaged or its tokens are others.
    pub fn unpack(packed: &[u8], tokenizer: Tokenizer) -> Result<Self, CorpusError> {
        let damaged = CorpusError::Damaged;
        let mut content = Vec::new();
        ZlibDecoder::new(packed)
            .take(UNPACKED_LIMIT)
            .read_to_end(&mut content)
            .map_err(|error| damaged(Message::verbatim(error)))?;
        let mut rest = Fields(&content);
        if rest.take(MAGIC.len())? != MAGIC {
            return Err(damaged(msg!("corpus-wrong-start")));
        }
        let expected = vocabulary(&tokenizer);
        if rest.take(expected.len())? != expected {
            return Err(CorpusError::OtherTokens);
        }
        let mut writers = Vec::new();
        for _ in 0..rest.number()? {
            let length = rest.byte()?;
            let name = String::from_utf8_lossy(rest.take(length.into())?).into_owned();
            writers.push((name, rest.number()?));
        }
        // Each digit has a class and a count, so that no more digits than bytes are believed.
        let digits = writers.iter().try_fold(0_usize, |sum, (_, count)| sum.checked_add(*count));
        let digits = digits.ok_or_else(|| damaged(msg!("corpus-too-short")))?;
        let classes = rest.take(digits)?;
        let counts = rest.take(digits)?;
        let steps = counts.iter().map(|&count| usize::from(count)).sum();
        let (mut turns, mut lengths) = (Fields(rest.take(steps)?), Fields(rest.take(steps)?));
        if !rest.0.is_empty() {
            return Err(damaged(msg!("corpus-left-over")));
        }
        let mut all = classes.iter().zip(counts);
        let mut corpus = Self { tokenizer, writers: Vec::new(), left_out: 0 };
        for (writer, count) in writers {
            let mut digits = Vec::with_capacity(count);
            for (&class, &steps) in all.by_ref().take(count) {
                let steps = usize::from(steps);
                digits.push(read_digit(&tokenizer, class, turns.take(steps)?, lengths.take(steps)?)?);
            }
            corpus.writers.push(Writings { writer, digits });
        }
        Ok(corpus)
    }
}

fn read_digit(tokenizer: &Tokenizer, class: u8, turns: &[u8], lengths: &[u8]) -> Result<TokenizedDigit, CorpusError> {
    let drawn = tokenizer.drawn.len() as u8;
    let mut direction = 0;
    let mut steps = Vec::with_capacity(2 * turns.len().min(MOST_STEPS));
    for (&turn, &length) in turns.iter().zip(lengths) {
        direction = (direction + usize::from(turn)) % tokenizer.directions.max(1);
        let length = if length < drawn { Kind::Draw(length) } else { Kind::Move(length - drawn) };
        steps.extend([tokenizer.token(Kind::Direction(direction as u8))?, tokenizer.token(length)?]);
    }
    tokenizer.token(Kind::Class(class))?;
    tokenizer.decode_steps(&steps)?;
    Ok(TokenizedDigit { class, steps })
}

/// What has to agree for tokens to mean the same.
fn vocabulary(tokenizer: &Tokenizer) -> Vec<u8> {
    let mut bytes = vec![tokenizer.directions as u8, tokenizer.drawn.len() as u8, tokenizer.moved.len() as u8];
    for length in tokenizer.drawn.iter().chain(tokenizer.moved) {
        bytes.extend((length * tokenizer.step).to_le_bytes());
    }
    bytes
}

/// What is still to be read.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, bytes: usize) -> Result<&'a [u8], CorpusError> {
        let cut = self.0.split_at_checked(bytes);
        let (field, rest) = cut.ok_or_else(|| CorpusError::Damaged(msg!("corpus-too-short")))?;
        self.0 = rest;
        Ok(field)
    }

    fn byte(&mut self) -> Result<u8, CorpusError> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn number(&mut self) -> Result<usize, CorpusError> {
        let bytes = self.take(4)?;
        Ok(bytes.iter().rev().fold(0, |number, &byte| number << 8 | usize::from(byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Corpus {
        Corpus { left_out: 0, ..Corpus::made_up(Tokenizer::DEFAULT, 2, 4, 2) }
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let corpus = small();
        let packed = corpus.pack().expect("it is small");
        assert_eq!(Corpus::unpack(&packed, corpus.tokenizer), Ok(corpus.clone()));
        assert!(packed.len() < corpus.tokens() * 2 / 3, "{} bytes", packed.len());
    }

    #[test]
    fn other_directions_or_lengths_are_refused() {
        let packed = small().pack().expect("it is small");
        let (few, large) =
            (Tokenizer { directions: 16, ..Tokenizer::DEFAULT }, Tokenizer { step: 0.3, ..Tokenizer::DEFAULT });
        for other in [few, large] {
            assert_eq!(Corpus::unpack(&packed, other), Err(CorpusError::OtherTokens));
        }
    }

    #[test]
    fn a_damaged_or_cut_file_is_an_error_or_a_corpus_whose_digits_can_be_drawn() {
        let corpus = small();
        let packed = corpus.pack().expect("it is small");
        for at in 0..packed.len() {
            assert!(Corpus::unpack(&packed[..at], corpus.tokenizer).is_err(), "cut at {at}");
            let mut changed = packed.clone();
            changed[at] ^= 0x41;
            if let Ok(read) = Corpus::unpack(&changed, corpus.tokenizer) {
                assert!(read.digits().all(|digit| corpus.tokenizer.decode_steps(&digit.steps).is_ok()));
            }
        }
        assert!(Corpus::unpack(&[], corpus.tokenizer).is_err());
    }
}
