//! Two threads that continue a page of pen strokes: one tells what comes next, at once; the other writes whole ways in which
//! the digit may end, and has all of them read.

use std::sync::Arc;

use super::newest_answer::NewestAnswer;
use crate::handwriting::outlook::{self, OutlookQuestion};
use crate::handwriting::way::{self, TokenPlace};
use crate::handwriting::{Kind, Outlook, Scribe, Tokenizer, Way};
use crate::ink::{Drawing, PEN_SHARE, Point, Stroke};
use crate::model::{Prediction, Predictor};
use crate::text::{Message, ToMessage as _};

/// A network that writes, and a number that is another for every one.
#[derive(Clone)]
pub struct Writer {
    /// Ready to write.
    pub scribe: Arc<Scribe>,
    /// Another number for other weights.
    pub generation: u64,
}

/// Where a digit's own coordinates lie on its paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Where the digit begins, in sides of its paper.
    pub origin: Point,
    /// How long one unit is, in sides of its paper.
    pub size: f32,
}

impl Placement {
    /// A place of the digit on its paper.
    #[must_use]
    pub fn place(&self, point: Point) -> Point {
        self.origin + point * self.size
    }

    /// Lines of the digit as strokes of a pen that suits its size.
    #[must_use]
    pub fn strokes(&self, lines: &[Vec<Point>]) -> Vec<Stroke> {
        let drawn = |line: &Vec<Point>| {
            Stroke::new(line.iter().map(|&point| self.place(point)).collect(), self.size * PEN_SHARE)
        };
        lines.iter().map(drawn).collect()
    }
}

/// A way with its ink and what is read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnWay {
    /// The way itself.
    pub way: Way,
    /// The lines it adds, in units of the digit's size.
    pub lines: Vec<Vec<Point>>,
    /// Where the whole digit lies on a paper of its own.
    pub placement: Placement,
    /// What is read when it is drawn, if there is a reader.
    pub read: Option<Prediction>,
}

/// Whole ways, and what is read on the page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ways {
    /// Ways in which the digit under way may end.
    pub ways: Vec<DrawnWay>,
    /// The same of another network, if it was asked too.
    pub others: Vec<DrawnWay>,
    /// What is read in each digit of the page.
    pub digits: Vec<Option<Prediction>>,
}

/// What is asked for whole ways.
pub struct WaysAsked {
    /// The page, if a digit is under way.
    pub question: Option<OutlookQuestion>,
    /// How many.
    pub count: usize,
    /// What a hand has drawn of that digit, and where it lies; one that no hand began lies in the middle.
    pub begun: Option<(Vec<Stroke>, Placement)>,
    /// How many tokens of that digit are the hand's.
    pub drawn: usize,
    /// Every digit of the page, to be read.
    pub digits: Vec<Vec<Stroke>>,
    /// Who reads.
    pub reader: Option<Arc<Predictor>>,
    /// Another network that goes on with the page.
    pub other: Option<Writer>,
}

type NextAsked = (u64, Writer, OutlookQuestion);
type WaysQuestion = (u64, Option<Writer>, WaysAsked);

/// The two threads. Dropping it ends and joins them.
pub struct PageScribe {
    next: NewestAnswer<NextAsked, (u64, Outlook)>,
    ways: NewestAnswer<WaysQuestion, (u64, Ways)>,
}

impl PageScribe {
    /// Starts the threads; `wake` is called when there is an answer.
    ///
    /// # Errors
    /// When a thread cannot be started.
    pub fn start(wake: impl Fn() + Send + Clone + 'static) -> Result<Self, Message> {
        let mut known = Known::default();
        let next = move |(ticket, writer, question): NextAsked| {
            let outlook = outlook::outlook(known.scribe(&writer), Tokenizer::DEFAULT, &question);
            outlook.map(|outlook| (ticket, outlook)).map_err(|fault| fault.to_message())
        };
        let (mut known, mut other) = (Known::default(), Known::default());
        let ways = move |(ticket, writer, asked): WaysQuestion| {
            let digits = asked.digits.iter().map(|strokes| read(strokes, &asked)).collect();
            let ways = drawn(writer.as_ref().map(|writer| known.scribe(writer)), &asked)?;
            let others = drawn(asked.other.as_ref().map(|writer| other.scribe(writer)), &asked)?;
            Ok((ticket, Ways { ways, others, digits }))
        };
        Ok(Self {
            next: NewestAnswer::start("write-next", wake.clone(), next)?,
            ways: NewestAnswer::start("write-ways", wake, ways)?,
        })
    }

    /// Asks what comes next; replaces an earlier question that was not begun.
    pub fn ask_next(&self, ticket: u64, writer: Writer, question: OutlookQuestion) {
        self.next.ask((ticket, writer, question));
    }

    /// Asks for whole ways; replaces an earlier question that was not begun.
    pub fn ask_ways(&self, ticket: u64, writer: Option<Writer>, asked: WaysAsked) {
        self.ways.ask((ticket, writer, asked));
    }

    /// What comes next, once, with the number it was asked with; or why that cannot be told.
    #[must_use]
    pub fn next(&self) -> Option<Result<(u64, Outlook), Message>> {
        self.next.latest()
    }

    /// The newest whole ways, once.
    #[must_use]
    pub fn ways(&self) -> Option<Result<(u64, Ways), Message>> {
        self.ways.latest()
    }
}

/// The network that a thread has written with last, which remembers the page.
#[derive(Default)]
struct Known(Option<(u64, Scribe)>);

impl Known {
    fn scribe(&mut self, writer: &Writer) -> &mut Scribe {
        if self.0.as_ref().is_none_or(|(generation, _)| *generation != writer.generation) {
            self.0 = None;
        }
        &mut self.0.get_or_insert_with(|| (writer.generation, Scribe::clone(&writer.scribe))).1
    }
}

/// What is read in this ink, if there is a reader.
fn read(strokes: &[Stroke], asked: &WaysAsked) -> Option<Prediction> {
    let reader = asked.reader.as_ref().filter(|_| !strokes.is_empty())?;
    reader.predict(&Drawing::redrawn(strokes).image()).ok()
}

fn drawn(scribe: Option<&mut Scribe>, asked: &WaysAsked) -> Result<Vec<DrawnWay>, Message> {
    let tokenizer = Tokenizer::DEFAULT;
    let mut found = Vec::new();
    let (Some(scribe), Some(question)) = (scribe, &asked.question) else { return Ok(found) };
    let ways = outlook::ways(scribe, tokenizer, question, asked.count).map_err(|fault| fault.to_message())?;
    for way in ways {
        let page = [&question.page[..], &way.tokens].concat();
        let places = way::places(tokenizer, &page).map_err(|fault| fault.to_message())?;
        let lines = way::lines(&places, question.page.len());
        let whole = whole_digit(&places, asked.drawn);
        let (ink, placement) = match &asked.begun {
            Some((ink, placement)) => (ink.as_slice(), *placement),
            None => (&[][..], centred(&whole)),
        };
        let read = read(&[ink, &placement.strokes(&whole)].concat(), asked);
        found.push(DrawnWay { way, lines, placement, read });
    }
    Ok(found)
}

/// The lines of the last digit behind its first `drawn` steps.
fn whole_digit(places: &[TokenPlace], drawn: usize) -> Vec<Vec<Point>> {
    let last = places.last().map_or(0, |place| place.digit);
    let is_step = |place: &TokenPlace| matches!(place.kind, Kind::Direction(_) | Kind::Draw(_) | Kind::Move(_));
    let mut steps = places.iter().enumerate().filter(|(_, place)| place.digit == last && is_step(place));
    steps.nth(drawn).map_or_else(Vec::new, |(from, _)| way::lines(places, from))
}

/// In the middle of the paper, as large as digits usually are there.
#[must_use]
pub fn centred(lines: &[Vec<Point>]) -> Placement {
    let size = crate::handwriting::DIGIT_SIDE;
    let middle = crate::ink::stroke::box_around(lines.iter().flatten().copied())
        .map_or(Point::default(), |(low, high)| (low + high) * 0.5);
    Placement { origin: Point { x: 0.5, y: 0.5 } - middle * size, size }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::handwriting::Sampler;
    use crate::model::{Arch, Kernels, Model, ModelCard, Pixels, Weights};

    fn writer() -> Writer {
        let card = r#"{"format":1,"name":"a","architecture":"gpt_tiny","parameters":0}"#;
        let card = ModelCard::from_json(card).expect("a card");
        let scribe = Scribe::new(&Model { card, weights: Weights::fresh(Arch::GptTiny, 3) }).expect("it writes");
        Writer { scribe: Arc::new(scribe), generation: 1 }
    }

    fn question(page: &[u8]) -> OutlookQuestion {
        OutlookQuestion { page: page.to_vec(), untold_at: None, sampler: Sampler::default(), seed: 1, opens: false }
    }

    #[test]
    fn both_threads_answer_with_the_number_they_were_asked_with() {
        let (sender, bell) = mpsc::channel();
        let scribe = PageScribe::start(move || {
            let _ = sender.send(());
        })
        .expect("threads start");
        let weights = Weights::fresh(Arch::Softmax, 1);
        let reader = Predictor::new(Arch::Softmax, &weights, Pixels::Unit, Kernels::Candle).expect("it reads");
        scribe.ask_next(5, writer(), question(&[10, 7]));
        let asked = WaysAsked {
            question: Some(question(&[10, 7])),
            count: 10,
            begun: None,
            drawn: 0,
            digits: vec![vec![Stroke::new(vec![Point { x: 0.5, y: 0.2 }, Point { x: 0.5, y: 0.8 }], 0.1)], Vec::new()],
            reader: Some(Arc::new(reader)),
            other: Some(writer()),
        };
        scribe.ask_ways(6, Some(writer()), asked);
        let (mut next, mut ways) = (None, None);
        while next.is_none() || ways.is_none() {
            bell.recv_timeout(Duration::from_secs(20)).expect("an answer comes");
            next = next.or(scribe.next());
            ways = ways.or(scribe.ways());
        }
        assert_eq!(next.and_then(Result::ok).map(|(ticket, _)| ticket), Some(5));
        let (ticket, ways) = ways.and_then(Result::ok).expect("it went well");
        assert_eq!((ticket, ways.ways.len()), (6, 10));
        assert_eq!(ways.ways, ways.others, "the same network writes the same");
        assert!(ways.ways.iter().all(|way| way.read.is_some() && !way.lines.is_empty()));
        assert_eq!(ways.digits.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false]);
        scribe.ask_next(7, writer(), question(&[7]));
        bell.recv_timeout(Duration::from_secs(20)).expect("an answer comes");
        assert!(scribe.next().is_some_and(|answer| answer.is_err()), "no page begins so");
    }
}
