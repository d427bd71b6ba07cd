//! The vocabulary: which number stands for which class, sign, direction or length.

use crate::ink::Point;
use crate::msg;
use crate::text::{Message, ToMessage};

/// Number of a token, below [`Tokenizer::vocabulary`].
pub type Token = u8;

/// Classes of digits.
const CLASSES: usize = 10;
/// Start, end, next digit, next writer.
const SIGNS: usize = 4;
/// Where the directions begin.
const DIRECTIONS_FROM: usize = CLASSES + SIGNS;
/// Most directions, so that a set of tokens fits into 128 bits.
const MOST_DIRECTIONS: usize = 96;

/// What a token means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The digit that is written next, 0 to 9.
    Class(u8),
    /// A page begins.
    Start,
    /// A page ends.
    End,
    /// Another digit of the same writer follows.
    NextDigit,
    /// A digit of another writer follows.
    NextWriter,
    /// Where the next step goes: its number, clockwise from the right.
    Direction(u8),
    /// A step with the pen on the paper: number of its length.
    Draw(u8),
    /// A step through the air: number of its length.
    Move(u8),
}

/// Turns strokes into tokens and back: the directions and lengths of the steps, in units of the digit's size (the
/// longer side of the box around its lines).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tokenizer {
    /// How many directions there are.
    pub directions: usize,
    /// Unit of the lengths.
    pub step: f32,
    /// Lengths of drawn steps, rising, in `step`s.
    pub drawn: &'static [f32],
    /// Lengths of steps through the air, rising, in `step`s.
    pub moved: &'static [f32],
    /// How much deviation from the line a step less is worth: the integral of the squared distance.
    pub thrift: f32,
}

/// What is wrong with tokens, or with strokes that should become some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// No token has this number.
    Unknown {
        /// Place in the sequence, from 0.
        at: usize,
        /// The number.
        token: Token,
    },
    /// This token may not stand here.
    Misplaced {
        /// Place in the sequence, from 0.
        at: usize,
        /// The number.
        token: Token,
    },
    /// The sequence ends within a digit.
    Unfinished,
    /// The vocabulary has no such token.
    Missing,
    /// There is nothing to write.
    NoInk,
    /// The line is longer than the longest that is written.
    TooLong {
        /// Most steps of a digit.
        most: usize,
    },
}

impl ToMessage for TokenError {
    fn to_message(&self) -> Message {
        let number = |number: usize| number.to_string();
        match *self {
            Self::Unknown { at, token } => msg!("token-unknown", at = number(at), token = number(token.into())),
            Self::Misplaced { at, token } => msg!("token-misplaced", at = number(at), token = number(token.into())),
            Self::Unfinished => msg!("token-unfinished"),
            Self::Missing => msg!("token-missing"),
            Self::NoInk => msg!("token-no-ink"),
            Self::TooLong { most } => msg!("token-too-long", most = number(most)),
        }
    }
}

crate::display_as_message!(TokenError);

impl Tokenizer {
    /// The one that was chosen by measurement: `benches/handwriting.md` has the table. Five digits of ordinary length
    /// fit into 128 tokens.
    pub const DEFAULT: Self =
        Self { directions: 24, step: 0.12, drawn: &[0.5, 1.0, 2.0], moved: &[1.0, 2.0, 4.0], thrift: 2e-4 };

    /// How many tokens there are.
    #[must_use]
    pub fn vocabulary(&self) -> usize {
        DIRECTIONS_FROM + self.directions + self.drawn.len() + self.moved.len()
    }

    /// The token of this meaning.
    ///
    /// # Errors
    /// When the vocabulary has none.
    pub fn token(&self, kind: Kind) -> Result<Token, TokenError> {
        let draws_from = DIRECTIONS_FROM + self.directions;
        let moves_from = draws_from + self.drawn.len();
        let within = |number: u8, count: usize, from: usize| {
            let number = usize::from(number);
            if number < count { Ok((from + number) as Token) } else { Err(TokenError::Missing) }
        };
        match kind {
            Kind::Class(class) => within(class, CLASSES, 0),
            Kind::Start => Ok(CLASSES as Token),
            Kind::End => Ok(CLASSES as Token + 1),
            Kind::NextDigit => Ok(CLASSES as Token + 2),
            Kind::NextWriter => Ok(CLASSES as Token + 3),
            Kind::Direction(number) => within(number, self.directions.min(MOST_DIRECTIONS), DIRECTIONS_FROM),
            Kind::Draw(number) => within(number, self.drawn.len(), draws_from),
            Kind::Move(number) => within(number, self.moved.len(), moves_from),
        }
    }

    /// What a token means; `None` for a number beyond the vocabulary.
    #[must_use]
    pub fn kind(&self, token: Token) -> Option<Kind> {
        const SIGN: [Kind; SIGNS] = [Kind::Start, Kind::End, Kind::NextDigit, Kind::NextWriter];
        let mut number = usize::from(token);
        if number < CLASSES {
            return Some(Kind::Class(token));
        }
        number -= CLASSES;
        if let Some(&sign) = SIGN.get(number) {
            return Some(sign);
        }
        number -= SIGNS;
        if number < self.directions {
            return Some(Kind::Direction(number as u8));
        }
        number -= self.directions;
        if number < self.drawn.len() {
            return Some(Kind::Draw(number as u8));
        }
        number -= self.drawn.len();
        (number < self.moved.len()).then_some(Kind::Move(number as u8))
    }

    /// The way of a step, in units of the digit's size; none for numbers that the vocabulary lacks.
    #[must_use]
    pub fn way(&self, direction: u8, length: Kind) -> Point {
        let lengths = |list: &[f32], number: u8| list.get(usize::from(number)).copied().unwrap_or(0.0);
        let length = match length {
            Kind::Draw(number) => lengths(self.drawn, number),
            Kind::Move(number) => lengths(self.moved, number),
            _ => 0.0,
        };
        let (sin, cos) = (std::f32::consts::TAU * f32::from(direction) / self.directions as f32).sin_cos();
        Point { x: cos, y: sin } * (self.step * length)
    }

    /// The direction nearest to that of `way`, and the second nearest.
    pub(super) fn directions_along(&self, way: Point) -> [u8; 2] {
        let count = self.directions as i32;
        let turns = way.y.atan2(way.x) / std::f32::consts::TAU * count as f32;
        let nearest = turns.round();
        let second = if turns >= nearest { nearest + 1.0 } else { nearest - 1.0 };
        [nearest, second].map(|number| (number as i32).rem_euclid(count) as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_the_vocabulary_has_one_meaning_and_no_other_number_has_any() {
        let tokenizer = Tokenizer::DEFAULT;
        for number in 0..=Token::MAX {
            match tokenizer.kind(number) {
                Some(kind) => assert_eq!(tokenizer.token(kind), Ok(number), "{kind:?}"),
                None => assert!(usize::from(number) >= tokenizer.vocabulary(), "{number}"),
            }
        }
        let beyond = [Kind::Class(10), Kind::Direction(tokenizer.directions as u8), Kind::Draw(9), Kind::Move(9)];
        assert!(beyond.iter().all(|&kind| tokenizer.token(kind) == Err(TokenError::Missing)));
    }

    #[test]
    fn directions_go_clockwise_from_the_right() {
        let tokenizer = Tokenizer::DEFAULT;
        let quarter = (tokenizer.directions / 4) as u8;
        let way = tokenizer.way(quarter, Kind::Draw(0));
        assert!(way.x.abs() < 1e-6 && way.y > 0.0, "downward: {way:?}");
        assert_eq!(tokenizer.directions_along(Point { x: -1.0, y: -1e-9 })[0], 2 * quarter);
        let slightly_down = Point { x: 1.0, y: 0.01 };
        assert_eq!(tokenizer.directions_along(slightly_down), [0, 1]);
        assert_eq!(tokenizer.directions_along(Point { x: 1.0, y: -0.01 }), [0, tokenizer.directions as u8 - 1]);
    }
}
