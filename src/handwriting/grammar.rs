//! What may follow what: a page begins, digits are written step by step, none without end.

use super::tokenizer::{Kind, Token, TokenError, Tokenizer};

/// Most steps of a digit.
pub const MOST_STEPS: usize = 48;
/// Most steps through the air between two lines.
pub const MOST_MOVES: usize = 2;

/// A set of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TokenSet(u128);

impl TokenSet {
    /// Whether it holds `token`.
    #[must_use]
    pub fn contains(self, token: usize) -> bool {
        token < 128 && self.0 >> token & 1 == 1
    }

    /// How many it holds.
    #[must_use]
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Token> for TokenSet {
    fn from_iter<T: IntoIterator<Item = Token>>(tokens: T) -> Self {
        Self(tokens.into_iter().filter(|&token| token < 128).fold(0, |set, token| set | 1 << token))
    }
}

/// What was written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Position {
    /// Nothing.
    Before,
    /// A start, or a sign that another digit follows.
    DigitBegins,
    /// The class of a digit.
    Named,
    /// Two classes whose sum is asked for.
    Asked,
    /// A direction.
    Pointed,
    /// A length.
    Gone,
    /// The end.
    After,
}

/// Follows a sequence and says what may come next.
///
/// A page is a start, one or more digits, each after the first behind a sign for the next digit or the next writer,
/// and an end. A digit is its class, which may be left out, and 1 to [`MOST_STEPS`] steps, of which the first and the
/// last draw; at most [`MOST_MOVES`] in a row go through the air. A step is a direction and a length. Right after a start
/// two classes may be told, which ask for their sum; the question is never written by a network. A class follows: the
/// first digit of the answer. Answers to learn from may be classes alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grammar {
    tokenizer: Tokenizer,
    position: Position,
    /// Steps of the digit so far.
    steps: usize,
    /// Steps through the air since the pen drew.
    moves: usize,
    /// Tokens so far.
    length: usize,
    /// Whether a sum is asked for.
    is_question: bool,
}

impl Grammar {
    /// At the beginning of a sequence.
    #[must_use]
    pub fn new(tokenizer: Tokenizer) -> Self {
        Self { tokenizer, position: Position::Before, steps: 0, moves: 0, length: 0, is_question: false }
    }

    /// Whether this may come next.
    fn allows(&self, kind: Kind) -> bool {
        match (self.position, kind) {
            (Position::Before, Kind::Start)
            | (Position::Asked, Kind::Class(_))
            | (Position::DigitBegins, Kind::Class(_) | Kind::Direction(_))
            | (Position::Named, Kind::Direction(_))
            | (Position::Pointed, Kind::Draw(_)) => true,
            // The last step draws, so this one may not be the last.
            (Position::Pointed, Kind::Move(_)) => {
                self.steps > 0 && self.moves < MOST_MOVES && self.steps + 1 < MOST_STEPS
            }
            (Position::Gone, Kind::Direction(_)) => self.steps < MOST_STEPS,
            (Position::Gone, Kind::NextDigit | Kind::NextWriter | Kind::End) => self.moves == 0,
            _ => false,
        }
    }

    /// Whether this may be told next though no network may write it: a second class, which asks for a sum, and an answer
    /// of classes alone.
    fn may_be_told(&self, kind: Kind) -> bool {
        match (self.position, kind) {
            (Position::Named, Kind::Class(_)) => self.length == 2,
            (Position::Named, Kind::NextDigit | Kind::End) => self.is_question,
            _ => false,
        }
    }

    /// All that may be written next; nothing after an end.
    #[must_use]
    pub fn allowed(&self) -> TokenSet {
        let all = 0..self.tokenizer.vocabulary() as Token;
        all.filter(|&token| self.tokenizer.kind(token).is_some_and(|kind| self.allows(kind))).collect()
    }

    /// Goes on by one token; gives what it means.
    ///
    /// # Errors
    /// When there is no such token, or it may not come here; then nothing has changed.
    pub fn advance(&mut self, token: Token) -> Result<Kind, TokenError> {
        let at = self.length;
        let kind = self.tokenizer.kind(token).ok_or(TokenError::Unknown { at, token })?;
        if !self.allows(kind) && !self.may_be_told(kind) {
            return Err(TokenError::Misplaced { at, token });
        }
        self.length += 1;
        self.position = match kind {
            Kind::Start | Kind::NextDigit | Kind::NextWriter => {
                (self.steps, self.moves) = (0, 0);
                Position::DigitBegins
            }
            Kind::Class(_) if self.position == Position::Named => {
                self.is_question = true;
                Position::Asked
            }
            Kind::Class(_) => Position::Named,
            Kind::Direction(_) => Position::Pointed,
            Kind::Draw(_) => {
                (self.steps, self.moves) = (self.steps + 1, 0);
                Position::Gone
            }
            Kind::Move(_) => {
                (self.steps, self.moves) = (self.steps + 1, self.moves + 1);
                Position::Gone
            }
            Kind::End => Position::After,
        };
        Ok(kind)
    }

    /// Whether the page has ended.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.position == Position::After
    }

    /// Steps of the digit that is being written.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.steps
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENIZER: Tokenizer = Tokenizer::DEFAULT;

    fn after(kinds: &[Kind]) -> Grammar {
        let mut grammar = Grammar::new(TOKENIZER);
        for &kind in kinds {
            grammar.advance(TOKENIZER.token(kind).expect("it is in the vocabulary")).expect("it may come here");
        }
        grammar
    }

    fn count(kinds: &[Kind]) -> usize {
        after(kinds).allowed().len()
    }

    #[test]
    fn after_each_kind_exactly_these_may_come() {
        use Kind::{Class, Direction, Draw, End, Move, NextDigit, NextWriter, Start};
        let (directions, draws, moves) = (TOKENIZER.directions, TOKENIZER.drawn.len(), TOKENIZER.moved.len());
        assert_eq!(count(&[]), 1, "a start");
        assert_eq!(count(&[Start]), 10 + directions);
        assert_eq!(count(&[Start, Class(3)]), directions);
        assert_eq!(count(&[Start, Direction(0)]), draws, "the first step draws");
        let drawn = [Start, Direction(0), Draw(1)];
        assert_eq!(count(&drawn), directions + 3);
        assert_eq!(count(&[&drawn[..], &[Direction(1)]].concat()), draws + moves);
        let moved = [&drawn[..], &[Direction(1), Move(0)]].concat();
        assert_eq!(count(&moved), directions, "no digit ends in the air");
        let twice = [&moved[..], &[Direction(1), Move(0), Direction(2)]].concat();
        assert_eq!(count(&twice), draws, "not three times in the air");
        assert_eq!(count(&[&drawn[..], &[NextDigit]].concat()), 10 + directions);
        assert_eq!(count(&[&drawn[..], &[NextWriter]].concat()), 10 + directions);
        assert_eq!(count(&[&drawn[..], &[End]].concat()), 0);
    }

    #[test]
    fn a_digit_has_a_last_step_and_it_draws() {
        let steps = |count: usize| {
            let step = [Kind::Direction(0), Kind::Draw(0)];
            [&[Kind::Start][..], &step.repeat(count)].concat()
        };
        assert_eq!(count(&steps(MOST_STEPS)), 3, "only the signs");
        let last = [&steps(MOST_STEPS - 1)[..], &[Kind::Direction(0)]].concat();
        assert_eq!(count(&last), TOKENIZER.drawn.len());
        assert_eq!(count(&[&steps(MOST_STEPS)[..], &[Kind::NextDigit]].concat()), 10 + TOKENIZER.directions);
    }

    #[test]
    fn what_may_not_come_is_told_with_its_place_and_changes_nothing() {
        let mut grammar = after(&[Kind::Start]);
        let end = TOKENIZER.token(Kind::End).expect("a sign");
        let before = grammar;
        assert_eq!(grammar.advance(end), Err(TokenError::Misplaced { at: 1, token: end }));
        assert_eq!(grammar.advance(200), Err(TokenError::Unknown { at: 1, token: 200 }));
        assert_eq!(grammar, before);
    }
}
