//! Sequences of a fixed length to learn from: pages of several digits of one writer, drawn anew for every epoch.

use rand::Rng;
use rand::seq::{IndexedRandom as _, SliceRandom as _};

use super::super::grammar::MOST_STEPS;
use super::super::sums::Sum;
use super::super::tokenizer::{Kind, Token, TokenError};
use super::{Corpus, CorpusError, TokenizedDigit, Writings};
use crate::data::rng;

/// Which sequences an epoch consists of. The same seed and epoch give the same ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sequences {
    /// Tokens that a model sees at once. A sequence has one more, as each token is the target of those before it.
    pub context: usize,
    /// Whether the class stands before each digit.
    pub classes: bool,
    /// Whether sums that are not held out are answered too: some in the hand of a writer, most by the classes alone, as
    /// strokes have so many tokens that little would be learned of the sum.
    pub sums: bool,
    /// Most digits of one writer on a page; at least 1.
    pub most_digits: usize,
    /// Share of pages that another writer's digits go on instead of an end.
    pub shared_pages: f64,
}

impl Default for Sequences {
    fn default() -> Self {
        Self { context: 128, classes: true, sums: false, most_digits: 6, shared_pages: 0.2 }
    }
}

/// The sequences of one epoch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epoch {
    tokens: Vec<Token>,
    length: usize,
}

impl Epoch {
    /// Each of `context + 1` tokens.
    #[must_use]
    pub fn sequences(&self) -> impl ExactSizeIterator<Item = &[Token]> {
        self.tokens.chunks_exact(self.length)
    }

    /// How many sequences there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sequences().len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Sequences {
    /// The sequences of an epoch. Every digit of the corpus is written whole at least once; a digit (or a sum with its
    /// answer) that is cut off by the end of a sequence comes again, whole, on the next, which opens with a start. Each writer's digits are
    /// shuffled and dealt to pages of 1 to `most_digits`, and the pages are shuffled.
    ///
    /// # Errors
    /// When the corpus is empty, or a digit may not fit into the context.
    pub fn epoch(&self, corpus: &Corpus, seed: u64, epoch: u64) -> Result<Epoch, CorpusError> {
        let least = 2 * MOST_STEPS + 3;
        if self.context + 1 < least {
            return Err(CorpusError::ShortContext { least: least - 1 });
        }
        let mut chance = rng::stream(seed, &format!("handwriting-epoch-{epoch}"));
        let pages = self.pages(corpus, &mut chance)?;
        if pages.is_empty() {
            return Err(CorpusError::Empty);
        }
        let sign = |kind| corpus.tokenizer.token(kind);
        let [start, end] = [sign(Kind::Start)?, sign(Kind::End)?];
        let [next_digit, next_writer] = [sign(Kind::NextDigit)?, sign(Kind::NextWriter)?];
        let length = self.context + 1;
        let mut tokens: Vec<Token> = Vec::with_capacity(corpus.tokens() + corpus.tokens() / 2);
        let mut opening = start;
        for (number, page) in pages.iter().enumerate() {
            for (index, piece) in page.pieces.iter().enumerate() {
                // Twice at most: where a piece is cut off, it begins the next sequence.
                loop {
                    if tokens.len().is_multiple_of(length) {
                        opening = start;
                    }
                    let sequence = tokens.len() / length;
                    tokens.push(opening);
                    tokens.extend(piece);
                    // The sign behind the last step belongs to the digit: it says that it is whole.
                    if tokens.len() < (sequence + 1) * length {
                        break;
                    }
                    tokens.truncate((sequence + 1) * length);
                }
                opening = if index + 1 < page.pieces.len() {
                    next_digit
                } else if page.is_question || pages.get(number + 1).is_some_and(|next| next.is_question) {
                    tokens.push(end);
                    start
                } else if chance.random_bool(self.shared_pages.clamp(0.0, 1.0)) {
                    next_writer
                } else {
                    tokens.push(end);
                    start
                };
            }
        }
        fill(&mut tokens, &pages, length, opening, next_writer);
        Ok(Epoch { tokens, length })
    }

    fn pages(&self, corpus: &Corpus, chance: &mut impl Rng) -> Result<Vec<Page>, TokenError> {
        let mut pages = Vec::new();
        for writings in &corpus.writers {
            let mut digits: Vec<&TokenizedDigit> = writings.digits.iter().collect();
            digits.shuffle(chance);
            while !digits.is_empty() {
                let count = chance.random_range(1..=self.most_digits.max(1)).min(digits.len());
                let pieces = digits.split_off(digits.len() - count).into_iter().map(|digit| self.piece(corpus, digit));
                pages.push(Page { pieces: pieces.collect::<Result<_, _>>()?, is_question: false });
                for _ in 0..if self.sums { SUMS * count } else { 0 } {
                    pages.extend(sum(corpus, writings, chance)?);
                }
            }
        }
        pages.shuffle(chance);
        Ok(pages)
    }

    fn piece(&self, corpus: &Corpus, digit: &TokenizedDigit) -> Result<Vec<Token>, TokenError> {
        let class = self.classes.then(|| corpus.tokenizer.token(Kind::Class(digit.class))).transpose()?;
        Ok(class.into_iter().chain(digit.steps.iter().copied()).collect())
    }
}

/// Sums for each digit of the corpus.
const SUMS: usize = 3;
/// Share of their answers that is written out.
const WRITTEN: f64 = 0.2;

/// A page to learn from.
struct Page {
    /// What stays together, without the signs between: a digit, or a sum with its answer.
    pieces: Vec<Vec<Token>>,
    /// Whether it asks for a sum, which only a start may stand before.
    is_question: bool,
}

/// A sum that is not held out, answered with digits of this writer; none if digits are wanting.
fn sum(corpus: &Corpus, writings: &Writings, chance: &mut impl Rng) -> Result<Option<Page>, TokenError> {
    let sum = Sum { left: chance.random_range(0..10), right: chance.random_range(0..10) };
    if sum.is_held_out() {
        return Ok(None);
    }
    let is_written = chance.random_bool(WRITTEN);
    let mut piece = sum.prompt(corpus.tokenizer)?[1..].to_vec();
    for (place, class) in sum.digits().into_iter().enumerate() {
        if place > 0 {
            piece.push(corpus.tokenizer.token(Kind::NextDigit)?);
        }
        piece.push(corpus.tokenizer.token(Kind::Class(class))?);
        if !is_written {
            continue;
        }
        let own: Vec<&TokenizedDigit> = writings.digits.iter().filter(|digit| digit.class == class).collect();
        let Some(digit) = own.choose(chance) else { return Ok(None) };
        piece.extend(&digit.steps);
    }
    Ok(Some(Page { pieces: vec![piece], is_question: true }))
}

/// Fills the last sequence with the first digits.
fn fill(tokens: &mut Vec<Token>, pages: &[Page], length: usize, opening: Token, next_writer: Token) {
    let whole = tokens.len().div_ceil(length) * length;
    let mut opening = opening;
    for piece in pages.iter().filter(|page| !page.is_question).flat_map(|page| &page.pieces).cycle() {
        if tokens.len() >= whole {
            break;
        }
        tokens.push(opening);
        tokens.extend(piece);
        opening = next_writer;
    }
    tokens.truncate(whole);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handwriting::{Decoder, Tokenizer};

    fn corpus() -> Corpus {
        Corpus::made_up(Tokenizer::DEFAULT, 5, 12, 3)
    }

    #[test]
    fn every_sequence_is_as_long_as_it_should_be_and_well_formed() {
        let corpus = corpus();
        for classes in [true, false] {
            for (context, sums) in [(99, false), (128, false), (128, classes), (192, false)] {
                let sequences = Sequences { context, classes, sums, ..Sequences::default() };
                let epoch = sequences.epoch(&corpus, 1, 0).expect("there are digits");
                assert!(!epoch.is_empty());
                for sequence in epoch.sequences() {
                    assert_eq!(sequence.len(), context + 1);
                    // An end is followed by a new page.
                    for page in sequence.split_inclusive(|&token| corpus.tokenizer.kind(token) == Some(Kind::End)) {
                        let mut decoder = Decoder::new(corpus.tokenizer);
                        for &token in page {
                            decoder.push(token).expect("the grammar allows it");
                        }
                        let is_told = |digit: &crate::handwriting::WrittenDigit| digit.class.is_some() == classes;
                        assert!(decoder.digits().iter().all(|digit| is_told(digit) || digit.lines.is_empty()));
                    }
                }
            }
        }
    }

    #[test]
    fn every_digit_comes_whole_and_on_a_page_are_digits_of_one_writer() {
        let corpus = corpus();
        let sequences = Sequences { shared_pages: 0.0, ..Sequences::default() };
        let epoch = sequences.epoch(&corpus, 1, 0).expect("there are digits");
        let sign = |token: &Token| matches!(corpus.tokenizer.kind(*token), Some(Kind::NextDigit | Kind::End));
        let mut whole = Vec::new();
        for sequence in epoch.sequences() {
            for page in sequence.split(|&token| corpus.tokenizer.kind(token) == Some(Kind::Start)) {
                let mut digits: Vec<&[Token]> = page.split(sign).collect();
                // What stands behind the last sign is empty or cut off.
                digits.pop();
                let author = |digit: &&[Token]| {
                    let wrote = |one: &&super::super::Writings| {
                        one.digits.iter().any(|own| own.class == digit[0] && own.steps == digit[1..])
                    };
                    corpus.writers.iter().find(wrote).map(|one| one.writer.as_str())
                };
                let authors: Vec<_> = digits.iter().map(author).collect();
                assert!(authors.windows(2).all(|pair| pair[0] == pair[1]), "{authors:?}");
                whole.extend(digits);
            }
        }
        for digit in corpus.digits() {
            assert!(whole.iter().any(|found| found[0] == digit.class && found[1..] == digit.steps));
        }
    }

    #[test]
    fn every_sum_is_answered_right_and_none_of_those_held_out_is_asked() {
        let corpus = corpus();
        let sequences = Sequences { sums: true, ..Sequences::default() };
        let epoch = sequences.epoch(&corpus, 1, 0).expect("there are digits");
        let (sign, class) = (|kind| corpus.tokenizer.token(kind).expect("there is one"), |token: u8| token < 10);
        let mut asked = 0;
        for sequence in epoch.sequences() {
            for page in sequence.split(|&token| token == sign(Kind::Start)).filter(|page| page.len() > 1) {
                if page.len() < 3 || !page[..3].iter().all(|&token| class(token)) {
                    continue;
                }
                let sum = Sum { left: page[0], right: page[1] };
                assert!(!sum.is_held_out());
                // What the end of the sequence cuts off is no answer.
                let Some(answer) = page.strip_suffix(&[sign(Kind::End)]) else { continue };
                let digits: Vec<&[Token]> = answer[2..].split(|&token| token == sign(Kind::NextDigit)).collect();
                assert_eq!(digits.len(), sum.digits().len());
                for (written, wanted) in digits.iter().zip(sum.digits()) {
                    assert_eq!(written[0], wanted);
                    let is_told = written.len() == 1;
                    assert!(
                        is_told || corpus.digits().any(|digit| digit.class == wanted && digit.steps == written[1..])
                    );
                }
                asked += 1;
            }
        }
        assert!(asked > 50, "{asked}");
    }

    #[test]
    fn seed_and_epoch_decide() {
        let corpus = corpus();
        let epoch = |seed, epoch| Sequences::default().epoch(&corpus, seed, epoch);
        assert_eq!(epoch(1, 0), epoch(1, 0));
        assert_ne!(epoch(1, 0), epoch(1, 1));
        assert_ne!(epoch(1, 0), epoch(2, 0));
    }

    #[test]
    fn nothing_to_learn_from_and_too_short_a_context_are_told() {
        let none = Corpus { writers: Vec::new(), ..corpus() };
        assert_eq!(Sequences::default().epoch(&none, 1, 0), Err(CorpusError::Empty));
        let short = Sequences { context: 20, ..Sequences::default() };
        assert_eq!(short.epoch(&corpus(), 1, 0), Err(CorpusError::ShortContext { least: 98 }));
    }
}
