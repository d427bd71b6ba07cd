//! The page that is written: digits that were shown, digits that are done, the one under way, and those that wait.

use crate::background::Placement;
use crate::background::scribe::centred;
use crate::handwriting::sums;
use crate::handwriting::way::{self, TokenPlace};
use crate::handwriting::{DIGIT_SIDE, Kind, Sum, Token, TokenError, Tokenizer};
use crate::ink::{PEN_SHARE, Point, Stroke};

/// Most digits that can be shown: a network sees about five at once.
pub const MOST_SHOWN: usize = 4;
/// What tokens mean here.
pub const TOKENIZER: Tokenizer = Tokenizer::DEFAULT;

/// A digit that is shown to the network before it writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// What it is.
    pub class: u8,
    /// Its steps.
    pub steps: Vec<Token>,
    /// Its ink, in sides of its paper.
    pub ink: Vec<Stroke>,
}

/// A digit on the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageDigit {
    /// What it is meant to be, if that was told.
    pub class: Option<u8>,
    /// What a hand drew of it, in sides of its paper.
    pub ink: Vec<Stroke>,
    /// How many of its tokens are that ink.
    pub hand_steps: usize,
    /// Its steps.
    pub steps: Vec<Token>,
    /// Where it lies on its paper since it was first known how it goes on, so that its ink stays where it is.
    pub frame: Option<Placement>,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Digits in the context that were written elsewhere.
    pub shown: Vec<Shown>,
    /// Digits written here; the last may be under way.
    pub digits: Vec<PageDigit>,
    /// Whether the last digit goes on.
    pub is_under_way: bool,
    /// What is to be written after it.
    pub waiting: Vec<u8>,
    /// The sum that the page answers. Digits that were shown are then not in the context.
    pub sum: Option<Sum>,
}

/// The tokens of a page up to where it goes on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    /// The tokens.
    pub tokens: Vec<Token>,
    /// Where the class of the digit under way would stand, if nobody told it.
    pub untold_at: Option<usize>,
}

impl PageDigit {
    /// Whether a hand began it.
    #[must_use]
    pub fn is_begun_by_hand(&self) -> bool {
        self.hand_steps > 0
    }

    /// Where it lies on its paper when `rest` will follow: where the hand began it, where it was settled, or in the middle.
    #[must_use]
    pub fn placement(&self, rest: &[Token]) -> Placement {
        let first = self.ink.iter().find_map(|stroke| stroke.smoothed().first().copied());
        match first.filter(|_| self.is_begun_by_hand()) {
            Some(origin) => Placement { origin, size: size_of(&self.ink) },
            None => self.frame.unwrap_or_else(|| centred(&self.lines_with(rest))),
        }
    }

    /// Settles where it lies by how it is planned to go on. It moves only if it would leave its paper otherwise.
    pub fn settle(&mut self, planned: &[Token]) {
        let lines = self.lines_with(planned);
        let fits = |frame: Placement| lines.iter().flatten().all(|&point| is_on_paper(frame.place(point)));
        if !lines.is_empty() && !self.is_begun_by_hand() && !self.frame.is_some_and(fits) {
            self.frame = Some(centred(&lines));
        }
    }

    /// The lines of its tokens and those of `rest`, in its own units.
    fn lines_with(&self, rest: &[Token]) -> Vec<Vec<Point>> {
        places_of(self.steps.iter().chain(rest)).map_or_else(Vec::new, |places| way::lines(&places, 0))
    }

    /// What the network wrote of it, as strokes on its paper.
    #[must_use]
    pub fn written(&self, placement: &Placement) -> Vec<Stroke> {
        let lines =
            places_of(self.steps.iter()).map_or_else(Vec::new, |places| way::lines(&places, 1 + self.hand_steps));
        placement.strokes(&lines)
    }

    /// All its ink.
    #[must_use]
    pub fn strokes(&self) -> Vec<Stroke> {
        [&self.ink[..], &self.written(&self.placement(&[]))].concat()
    }
}

/// Whether half a pen around this place is on the paper.
fn is_on_paper(place: Point) -> bool {
    let inside = pen_width() / 2.0..=1.0 - pen_width() / 2.0;
    inside.contains(&place.x) && inside.contains(&place.y)
}

/// The size of the digit that this ink begins, in sides of its paper.
fn size_of(ink: &[Stroke]) -> f32 {
    let all = ink.iter().flat_map(Stroke::smoothed);
    crate::ink::stroke::box_around(all)
        .map_or(DIGIT_SIDE, |(low, high)| (high.x - low.x).max(high.y - low.y).max(DIGIT_SIDE))
}

/// Places of the tokens of one digit, behind a start; nothing if they are none. Signs end it.
fn places_of<'a>(steps: impl Iterator<Item = &'a Token>) -> Option<Vec<TokenPlace>> {
    let start = TOKENIZER.token(Kind::Start).ok()?;
    let is_step =
        |token: &&Token| matches!(TOKENIZER.kind(**token), Some(Kind::Direction(_) | Kind::Draw(_) | Kind::Move(_)));
    let page: Vec<Token> = std::iter::once(start).chain(steps.take_while(is_step).copied()).collect();
    way::places(TOKENIZER, &page).ok()
}

impl Page {
    /// All that is written, on one canvas: each digit as large as its place in a row.
    #[must_use]
    pub fn ink(&self) -> Vec<Stroke> {
        let papers: Vec<Vec<Stroke>> = self.digits.iter().map(PageDigit::strokes).collect();
        crate::ink::side_by_side(&papers, papers.len().max(1))
    }

    /// The digit that goes on.
    #[must_use]
    pub fn under_way(&self) -> Option<&PageDigit> {
        self.digits.last().filter(|_| self.is_under_way)
    }

    /// Whether nothing is on it, shown digits aside.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.digits.is_empty() && self.waiting.is_empty()
    }

    /// How many papers lie beside each other.
    #[must_use]
    pub fn papers(&self) -> usize {
        (self.digits.len() + self.waiting.len()).max(1)
    }

    /// Its tokens so far. Where classes mean nothing to the network, none are told.
    #[must_use]
    pub fn context(&self, knows_classes: bool) -> Context {
        if let Some(prompt) = self.sum.and_then(|sum| sum.prompt(TOKENIZER).ok()) {
            return Context { tokens: self.answer(&prompt), untold_at: None };
        }
        let token = |kind: Kind| TOKENIZER.token(kind).ok();
        let mut tokens: Vec<Token> = Vec::new();
        let mut untold_at = None;
        let shown = self.shown.iter().map(|shown| (Some(shown.class), &shown.steps));
        let digits = self.digits.iter().map(|digit| (digit.class, &digit.steps));
        for (class, steps) in shown.chain(digits) {
            tokens.extend(token(if tokens.is_empty() { Kind::Start } else { Kind::NextDigit }));
            untold_at = None;
            match class {
                Some(class) if knows_classes => tokens.extend(token(Kind::Class(class))),
                // A digit of which there is nothing yet begins with whatever comes.
                None if knows_classes && !steps.is_empty() => untold_at = Some(tokens.len()),
                _ => {}
            }
            tokens.extend(steps);
        }
        if tokens.is_empty() {
            tokens.extend(token(Kind::Start));
        }
        Context { tokens, untold_at: untold_at.filter(|_| self.is_under_way) }
    }

    /// The tokens of a page that answers a sum.
    fn answer(&self, prompt: &[Token]) -> Vec<Token> {
        let mut tokens = prompt.to_vec();
        for (place, digit) in self.digits.iter().enumerate() {
            if place > 0 {
                tokens.extend(TOKENIZER.token(Kind::NextDigit).ok());
            }
            tokens.extend(digit.class.and_then(|class| TOKENIZER.token(Kind::Class(class)).ok()));
            tokens.extend(&digit.steps);
        }
        tokens
    }

    /// A page that answers a sum, its first digit under way.
    #[must_use]
    pub fn of_sum(sum: Sum, shown: Vec<Shown>) -> Self {
        Self { shown, digits: vec![PageDigit::default()], is_under_way: true, sum: Some(sum), ..Self::default() }
    }

    /// Begins the next digit that waits.
    pub fn begin_next(&mut self) {
        if !self.is_under_way && !self.waiting.is_empty() {
            let class = self.waiting.remove(0);
            self.digits.push(PageDigit { class: Some(class), ..PageDigit::default() });
            self.is_under_way = true;
        }
    }

    /// Settles where the digit under way lies by how it is planned to go on.
    pub fn settle(&mut self, planned: &[Token]) {
        if let Some(digit) = self.digits.last_mut().filter(|_| self.is_under_way) {
            digit.settle(planned);
        }
    }

    /// Takes the next token; a sign ends the digit, which is `class` if nobody has told it. A class token names it.
    pub fn take(&mut self, token: Token, class: Option<u8>) {
        let may_answer_on = self.sum.is_some() && self.digits.len() < sums::MOST_DIGITS;
        let Some(digit) = self.digits.last_mut().filter(|_| self.is_under_way) else { return };
        match TOKENIZER.kind(token) {
            Some(Kind::Direction(_) | Kind::Draw(_) | Kind::Move(_)) => digit.steps.push(token),
            Some(Kind::Class(told)) => digit.class = Some(told),
            // An answer has as many digits as the network gives it.
            Some(Kind::NextDigit) if may_answer_on => self.digits.push(PageDigit::default()),
            Some(Kind::NextDigit | Kind::NextWriter | Kind::End) => {
                digit.class = digit.class.or(class);
                self.is_under_way = false;
                self.begin_next();
            }
            Some(Kind::Start) | None => {}
        }
    }

    /// Takes the last token of the digit under way back, unless a hand has drawn it; a digit that is empty goes back among
    /// those that wait.
    pub fn take_back(&mut self) {
        // The answer to a sum is a class that the network wrote, like its steps.
        let answers = self.sum.is_some() && self.is_under_way;
        if let Some(digit) = self.digits.last_mut().filter(|digit| answers && digit.steps.is_empty())
            && digit.class.take().is_some()
        {
            return;
        }
        if !self.is_under_way || self.under_way().is_some_and(|digit| digit.steps.is_empty()) {
            if self.is_under_way {
                let class = self.digits.pop().and_then(|digit| digit.class);
                self.waiting.splice(0..0, class);
            }
            self.is_under_way = !self.digits.is_empty();
            return;
        }
        if let Some(digit) = self.digits.last_mut()
            && digit.steps.len() > digit.hand_steps
        {
            digit.steps.pop();
        }
    }

    /// A stroke of the hand: goes on with the digit under way, or begins one on a blank page.
    ///
    /// # Errors
    /// When the ink is too much for a digit; then nothing has changed.
    pub fn draw(&mut self, stroke: Stroke) -> Result<(), TokenError> {
        let mut digit = self.under_way().cloned().unwrap_or_default();
        let placement = digit.placement(&[]);
        // What was written until now counts as drawn, so that its end and the new stroke are one ink.
        digit.ink.extend(digit.written(&placement));
        digit.ink.push(stroke);
        digit.steps = TOKENIZER.encode_beginning(&digit.ink, DIGIT_SIDE)?;
        digit.hand_steps = digit.steps.len();
        if self.is_under_way {
            self.digits.pop();
        } else {
            self.digits.clear();
            self.waiting.clear();
            self.sum = None;
        }
        self.digits.push(digit);
        self.is_under_way = true;
        Ok(())
    }

    /// The whole digit under way as one that can be shown; `None` if it is none.
    #[must_use]
    pub fn as_shown(digit: &PageDigit, class: u8) -> Option<Shown> {
        let ink = digit.strokes();
        let steps = TOKENIZER.encode(&ink).ok()?;
        Some(Shown { class, steps, ink })
    }
}

/// The pen of a hand on the paper.
#[must_use]
pub fn pen_width() -> f32 {
    DIGIT_SIDE * PEN_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(kind: Kind) -> Token {
        TOKENIZER.token(kind).expect("there is one")
    }

    fn line(points: &[(f32, f32)]) -> Stroke {
        Stroke::new(points.iter().map(|&(x, y)| Point { x, y }).collect(), pen_width())
    }

    fn asked(digits: &[u8]) -> Page {
        let mut page = Page { waiting: digits.to_vec(), ..Page::default() };
        page.begin_next();
        page
    }

    #[test]
    fn a_page_is_written_digit_by_digit_with_classes_and_signs() {
        let mut page = asked(&[4, 2]);
        let steps = [token(Kind::Direction(6)), token(Kind::Draw(2))];
        for token in steps {
            page.take(token, None);
        }
        assert_eq!(page.context(true).tokens, [10, 4, steps[0], steps[1]]);
        page.take(token(Kind::End), None);
        assert_eq!(page.context(true).tokens, [10, 4, steps[0], steps[1], 12, 2], "the second waits no longer");
        assert_eq!(page.context(false).tokens, [10, steps[0], steps[1], 12], "without classes");
        page.take(steps[0], None);
        page.take(token(Kind::End), None);
        assert!(!page.is_under_way && page.papers() == 2);
    }

    #[test]
    fn a_sum_is_answered_by_as_many_digits_as_the_network_writes() {
        let mut page = Page::of_sum(Sum { left: 9, right: 3 }, Vec::new());
        let steps = [token(Kind::Direction(6)), token(Kind::Draw(2))];
        for token in [1, steps[0], steps[1], token(Kind::NextDigit), 2, steps[0], steps[1]] {
            page.take(token, None);
        }
        let tokens = [10, 9, 3, 1, steps[0], steps[1], 12, 2, steps[0], steps[1]];
        assert_eq!(page.context(true), Context { tokens: tokens.to_vec(), untold_at: None });
        for _ in 0..3 {
            page.take_back();
        }
        assert_eq!(page.context(true).tokens, tokens[..7], "steps, then the class");
        page.take(2, None);
        page.take(token(Kind::End), None);
        assert!(!page.is_under_way && page.digits.len() == 2 && page.digits[1].class == Some(2));
    }

    #[test]
    fn a_digit_lies_still_while_it_is_written_unless_it_would_leave_its_paper() {
        let mut page = asked(&[4]);
        let right = [token(Kind::Direction(0)), token(Kind::Draw(2))];
        let down = [token(Kind::Direction(6)), token(Kind::Draw(2))];
        page.settle(&[right, down].concat());
        let settled = page.digits[0].placement(&[]);
        for token in [right, down, down].concat() {
            page.take(token, None);
            page.settle(&down);
            assert_eq!(page.digits[0].placement(&[]), settled);
            assert_eq!(page.digits[0].placement(&right), settled);
        }
        page.settle(&right.repeat(20));
        let moved = page.digits[0].placement(&[]);
        assert!(moved.origin.x < settled.origin.x, "{moved:?}");
        page.take(token(Kind::End), None);
        assert_eq!(page.digits[0].placement(&[]), moved, "it stays when it is done");
    }

    #[test]
    fn taking_back_undoes_taking_token_by_token() {
        let mut page = asked(&[4, 2]);
        for kind in [Kind::Direction(6), Kind::Draw(2), Kind::End, Kind::Direction(1)] {
            page.take(token(kind), None);
        }
        for left in [2, 1] {
            assert_eq!(page.digits.len(), 2, "{left}");
            page.take_back();
        }
        assert_eq!((page.digits.len(), page.is_under_way, &page.waiting[..]), (1, true, &[2][..]));
        page.take_back();
        page.take_back();
        page.take_back();
        assert_eq!((page.digits.len(), page.is_under_way, &page.waiting[..]), (0, false, &[4, 2][..]));
        page.take_back();
        assert!(page.digits.is_empty());
    }

    #[test]
    fn ink_begins_a_digit_that_nobody_named_and_goes_on_with_one() {
        let mut page = Page::default();
        page.draw(line(&[(0.3, 0.2), (0.7, 0.2)])).expect("a line");
        let context = page.context(true);
        assert_eq!(context.untold_at, Some(1));
        assert_eq!(page.context(false).untold_at, None);
        let placement = page.digits[0].placement(&[]);
        assert!(placement.origin.distance(Point { x: 0.3, y: 0.2 }) < 1e-3);
        let before = page.digits[0].steps.len();
        page.draw(line(&[(0.7, 0.2), (0.4, 0.8)])).expect("a line");
        assert!(page.digits[0].steps.len() > before && page.digits[0].ink.len() == 2);
        page.take(token(Kind::NextDigit), Some(7));
        assert_eq!((page.digits[0].class, page.is_under_way), (Some(7), false));
        page.draw(line(&[(0.5, 0.2), (0.5, 0.8)])).expect("a line");
        assert_eq!(page.digits.len(), 1, "a page that is done makes room");
    }

    #[test]
    fn a_dot_begins_a_digit_and_far_too_much_ink_is_refused_and_changes_nothing() {
        let mut page = Page::default();
        page.draw(line(&[(0.5, 0.5)])).expect("a dot");
        assert_eq!(page.digits[0].steps.len(), 2);
        let before = page.clone();
        let dense: Vec<(f32, f32)> =
            (0..1_000_000).map(|at| ((at % 1_000) as f32 / 1e3, (at / 1_000) as f32 / 1e3)).collect();
        let fault = page.draw(line(&dense)).expect_err("too much");
        assert!(fault.to_string().contains("too long"), "{fault}");
        assert_eq!(page, before);
    }

    #[test]
    fn what_the_network_adds_begins_where_the_hand_ended() {
        let mut page = Page::default();
        page.draw(line(&[(0.3, 0.2), (0.7, 0.2)])).expect("a line");
        page.take(token(Kind::Direction(6)), None);
        page.take(token(Kind::Draw(2)), None);
        let digit = &page.digits[0];
        let written = digit.written(&digit.placement(&[]));
        let first = written[0].points[0];
        assert!(first.distance(Point { x: 0.7, y: 0.2 }) < 0.05, "{first:?}");
        assert_eq!(digit.strokes().len(), 2);
        let shown = Page::as_shown(digit, 7).expect("it has ink");
        assert!(shown.class == 7 && TOKENIZER.decode_steps(&shown.steps).is_ok());
    }
}
