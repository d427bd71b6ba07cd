//! Tokens to strokes, one at a time or a page at once.

use super::grammar::{Grammar, TokenSet};
use super::tokenizer::{Kind, Token, TokenError, Tokenizer};
use crate::ink::stroke::box_around;
use crate::ink::{PEN_SHARE, Point, Stroke};

/// Longer side of the box around a digit on the canvas, as in ink files, in canvas sides.
pub const DIGIT_SIDE: f32 = 0.64;

/// A digit as the tokens tell it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WrittenDigit {
    /// What it should be, if that was told. Two classes that ask for their sum are not told of a digit.
    pub class: Option<u8>,
    /// The lines that were drawn, from (0, 0) on, in units of the digit's size.
    pub lines: Vec<Vec<Point>>,
}

impl WrittenDigit {
    /// The strokes in the middle of the canvas, with a pen as wide as MNIST's is for their size.
    #[must_use]
    pub fn strokes(&self) -> Vec<Stroke> {
        let Some((low, high)) = box_around(self.lines.iter().flatten().copied()) else { return Vec::new() };
        let longer = (high.x - low.x).max(high.y - low.y);
        let scale = if longer > 0.0 { DIGIT_SIDE / longer } else { 0.0 };
        let middle = (low + high) * 0.5;
        let place = |&point: &Point| (point - middle) * scale + Point { x: 0.5, y: 0.5 };
        let drawn = |line: &Vec<Point>| Stroke::new(line.iter().map(place).collect(), DIGIT_SIDE * PEN_SHARE);
        self.lines.iter().map(drawn).collect()
    }
}

/// Follows tokens as they come. The last of [`digits`](Self::digits) is the one that is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoder {
    tokenizer: Tokenizer,
    grammar: Grammar,
    digits: Vec<WrittenDigit>,
    /// Where the pen is, from the beginning of the digit.
    pen: Point,
    direction: u8,
    /// Whether the pen touches the paper.
    is_down: bool,
}

impl Decoder {
    /// At the beginning of a sequence.
    #[must_use]
    pub fn new(tokenizer: Tokenizer) -> Self {
        Self {
            tokenizer,
            grammar: Grammar::new(tokenizer),
            digits: Vec::new(),
            pen: Point::default(),
            direction: 0,
            is_down: false,
        }
    }

    /// Goes on by one token.
    ///
    /// # Errors
    /// When it may not come here; then nothing has changed.
    pub fn push(&mut self, token: Token) -> Result<(), TokenError> {
        let kind = self.grammar.advance(token)?;
        match kind {
            Kind::Start | Kind::NextDigit | Kind::NextWriter => {
                self.digits.push(WrittenDigit::default());
                (self.pen, self.is_down) = (Point::default(), false);
            }
            Kind::Class(class) => {
                if let Some(digit) = self.digits.last_mut() {
                    digit.class = digit.class.is_none().then_some(class);
                }
            }
            Kind::Direction(direction) => self.direction = direction,
            Kind::Draw(_) | Kind::Move(_) => self.go(kind),
            Kind::End => {}
        }
        Ok(())
    }

    fn go(&mut self, length: Kind) {
        let from = self.pen;
        self.pen = from + self.tokenizer.way(self.direction, length);
        let draws = matches!(length, Kind::Draw(_));
        if draws && let Some(digit) = self.digits.last_mut() {
            if !self.is_down {
                digit.lines.push(vec![from]);
            }
            if let Some(line) = digit.lines.last_mut() {
                line.push(self.pen);
            }
        }
        self.is_down = draws;
    }

    /// All that may come next.
    #[must_use]
    pub fn allowed(&self) -> TokenSet {
        self.grammar.allowed()
    }

    /// Whether the page has ended.
    #[must_use]
    pub fn is_at_end(&self) -> bool {
        self.grammar.is_at_end()
    }

    /// The digits so far.
    #[must_use]
    pub fn digits(&self) -> &[WrittenDigit] {
        &self.digits
    }

    /// Where the pen is, from the beginning of the digit, in units of its size.
    #[must_use]
    pub fn pen(&self) -> Point {
        self.pen
    }
}

impl Tokenizer {
    /// The digits of a whole page.
    ///
    /// # Errors
    /// When a token is unknown or may not stand where it stands, or when the page has no end.
    pub fn decode(&self, tokens: &[Token]) -> Result<Vec<WrittenDigit>, TokenError> {
        let mut decoder = Decoder::new(*self);
        tokens.iter().try_for_each(|&token| decoder.push(token))?;
        if decoder.is_at_end() { Ok(decoder.digits) } else { Err(TokenError::Unfinished) }
    }

    /// The digit that the steps of [`encode`](Self::encode) draw.
    ///
    /// # Errors
    /// When they are not the steps of one whole digit.
    pub fn decode_steps(&self, steps: &[Token]) -> Result<WrittenDigit, TokenError> {
        let mut decoder = Decoder::new(*self);
        decoder.push(self.token(Kind::Start)?)?;
        steps.iter().try_for_each(|&token| decoder.push(token))?;
        decoder.push(self.token(Kind::End)?)?;
        match &mut decoder.digits[..] {
            [digit] => Ok(std::mem::take(digit)),
            _ => Err(TokenError::Unfinished),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::handwriting::{MOST_STEPS, Tokenizer};

    const TOKENIZER: Tokenizer = Tokenizer::DEFAULT;

    fn page(kinds: &[Kind]) -> Vec<Token> {
        kinds.iter().map(|&kind| TOKENIZER.token(kind).expect("it is in the vocabulary")).collect()
    }

    #[test]
    fn steps_become_lines_and_the_pen_lifts_where_it_moves() {
        use Kind::{Class, Direction, Draw, End, Move, NextDigit, Start};
        let down = (TOKENIZER.directions / 4) as u8;
        let tokens = page(&[
            Start,
            Class(4),
            Direction(0),
            Draw(1),
            Direction(down),
            Draw(0),
            Direction(0),
            Move(0),
            Direction(0),
            Draw(1),
            NextDigit,
            Direction(down),
            Draw(1),
            End,
        ]);
        let [four, other] = &TOKENIZER.decode(&tokens).expect("a page")[..] else { panic!("two digits") };
        let lengths: Vec<usize> = four.lines.iter().map(Vec::len).collect();
        assert_eq!((four.class, &lengths[..]), (Some(4), &[3, 2][..]));
        let second = four.lines[1][0] - four.lines[0][2];
        assert!((second.x - TOKENIZER.step * TOKENIZER.moved[0]).abs() < 1e-6 && second.y.abs() < 1e-6);
        assert_eq!((other.class, other.lines[0][0]), (None, Point::default()), "each begins anew");
    }

    #[test]
    fn a_page_without_an_end_is_told_and_so_is_an_empty_one() {
        let start = page(&[Kind::Start, Kind::Class(1)]);
        assert_eq!(TOKENIZER.decode(&start), Err(TokenError::Unfinished));
        assert_eq!(TOKENIZER.decode(&[]), Err(TokenError::Unfinished));
        assert_eq!(TOKENIZER.decode_steps(&[]), Err(TokenError::Misplaced { at: 1, token: 11 }));
        let two = page(&[Kind::Direction(0), Kind::Draw(0), Kind::NextDigit, Kind::Direction(0), Kind::Draw(0)]);
        assert_eq!(TOKENIZER.decode_steps(&two), Err(TokenError::Unfinished));
    }

    #[test]
    fn strokes_lie_in_the_middle_of_the_canvas() {
        let digit = WrittenDigit { class: None, lines: vec![vec![Point { x: 7.0, y: 1.0 }, Point { x: 7.0, y: 3.0 }]] };
        let points = &digit.strokes()[0].points;
        assert!(points[0].distance(Point { x: 0.5, y: 0.18 }) < 1e-6, "{points:?}");
        assert!(points[1].distance(Point { x: 0.5, y: 0.82 }) < 1e-6, "{points:?}");
        assert_eq!(WrittenDigit::default().strokes(), []);
    }

    proptest! {
        #[test]
        fn any_sequence_gives_strokes_or_an_error(tokens in prop::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(digits) = TOKENIZER.decode(&tokens) {
                prop_assert!(!digits.is_empty());
            }
        }

        #[test]
        fn any_way_through_the_grammar_gives_finite_strokes_no_longer_than_the_longest(
            choices in prop::collection::vec(any::<u16>(), 1..400)
        ) {
            let mut decoder = Decoder::new(TOKENIZER);
            for choice in choices {
                let allowed: Vec<Token> =
                    (0..=Token::MAX).filter(|&token| decoder.allowed().contains(token.into())).collect();
                let Some(&token) = allowed.get(usize::from(choice) % allowed.len().max(1)) else { break };
                prop_assert!(decoder.push(token).is_ok());
            }
            for digit in decoder.digits() {
                prop_assert!(digit.lines.iter().map(|line| line.len() - 1).sum::<usize>() <= MOST_STEPS);
                for stroke in digit.strokes() {
                    prop_assert!(stroke.points.iter().all(|point| point.is_finite()));
                    prop_assert!(stroke.points.iter().all(|point| (0.0..=1.0).contains(&point.x)));
                }
            }
        }
    }
}
