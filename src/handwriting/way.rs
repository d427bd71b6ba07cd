//! Where on the paper each token of a page was written.

use super::decoder::Decoder;
use super::tokenizer::{Kind, Token, TokenError, Tokenizer};
use crate::ink::Point;

/// One token on the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TokenPlace {
    /// What it means.
    pub kind: Kind,
    /// Which digit of the page it belongs to, from 0.
    pub digit: usize,
    /// Where the pen is behind it, from the beginning of that digit, in units of its size.
    pub pen: Point,
}

/// Where each token of a page was written.
///
/// # Errors
/// When a token may not stand where it stands.
pub fn places(tokenizer: Tokenizer, page: &[Token]) -> Result<Vec<TokenPlace>, TokenError> {
    let mut decoder = Decoder::new(tokenizer);
    let mut places = Vec::with_capacity(page.len());
    for (at, &token) in page.iter().enumerate() {
        decoder.push(token)?;
        let kind = tokenizer.kind(token).ok_or(TokenError::Unknown { at, token })?;
        places.push(TokenPlace { kind, digit: decoder.digits().len().saturating_sub(1), pen: decoder.pen() });
    }
    Ok(places)
}

/// What the tokens from `from` on draw, line by line, in units of the digit's size.
#[must_use]
pub fn lines(places: &[TokenPlace], from: usize) -> Vec<Vec<Point>> {
    let mut lines: Vec<Vec<Point>> = Vec::new();
    let mut is_down = false;
    for (at, place) in places.iter().enumerate().skip(from) {
        let before = at.checked_sub(1).and_then(|before| places.get(before)).filter(|one| one.digit == place.digit);
        match place.kind {
            Kind::Draw(_) => {
                if !is_down {
                    lines.push(vec![before.map_or(Point::default(), |before| before.pen)]);
                }
                lines.last_mut().into_iter().for_each(|line| line.push(place.pen));
                is_down = true;
            }
            Kind::Direction(_) => {}
            Kind::Move(_) | Kind::Class(_) | Kind::Start | Kind::End | Kind::NextDigit | Kind::NextWriter => {
                is_down = false;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_those_of_the_decoder_and_a_rest_begins_where_the_pen_is() {
        let tokenizer = Tokenizer::DEFAULT;
        let corpus = crate::handwriting::Corpus::made_up(tokenizer, 1, 1, 2);
        for digit in corpus.digits() {
            let mut page = vec![10, digit.class];
            page.extend(&digit.steps);
            let places = places(tokenizer, &page).expect("a page");
            let whole = tokenizer.decode_steps(&digit.steps).expect("a digit").lines;
            assert_eq!(lines(&places, 0), whole);
            let rest = lines(&places, 6);
            assert!(rest.first().is_some_and(|line| line.first() == Some(&places[5].pen)) || digit.steps.len() < 6);
        }
    }

    #[test]
    fn the_pen_moves_with_lengths_and_each_digit_begins_anew() {
        let tokenizer = Tokenizer::DEFAULT;
        let one = [Kind::Start, Kind::Class(1), Kind::Direction(6), Kind::Draw(1)];
        let kinds = [&one[..], &[Kind::NextDigit, Kind::Direction(0)]].concat();
        let page: Vec<Token> = kinds.iter().filter_map(|&kind| tokenizer.token(kind).ok()).collect();
        let places = places(tokenizer, &page).expect("a page");
        assert_eq!(places.len(), 6);
        assert_eq!(places.iter().map(|place| place.digit).collect::<Vec<_>>(), [0, 0, 0, 0, 1, 1]);
        assert_eq!(places[2].pen, Point::default(), "pointing moves nothing");
        assert!((places[3].pen.y - tokenizer.step).abs() < 1e-6, "a quarter turn points down");
        assert_eq!(places[4].pen, Point::default());
        let misplaced = super::places(tokenizer, &page[1..]).expect_err("no start");
        assert_eq!(misplaced, TokenError::Misplaced { at: 0, token: 1 });
    }
}
