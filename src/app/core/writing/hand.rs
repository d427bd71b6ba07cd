//! The person's own hand: digits of it to show to the network, and how much better it foretells a hand it has seen.

use super::Writing;
use super::page::{MOST_SHOWN, Shown, TOKENIZER};
use crate::app::core::effects::WorkKind;
use crate::app::core::own_digits::OwnDigits;
use crate::app::core::shared::Shared;
use crate::handwriting::measures::{Bits, bits_by_digit};
use crate::handwriting::{Corpus, Scribe};
use crate::ink::{InkDigit, jsonl};
use crate::msg;
use crate::store::own_digits;
use crate::text::{Message, Named, ToMessage as _};
use crate::train::Handwriting;

/// Digits of one writer on a page: one to be foretold without any before it, and one after four.
pub const PAGE: usize = 5;
/// Pages that are foretold at most.
const MOST_PAGES: usize = 200;

/// Bits a token by how many digits of the same hand stand before.
#[derive(Debug, Clone, PartialEq)]
pub struct HandBits {
    /// Of the person's own digits; `None` where there are none after so many.
    pub own: [Option<f64>; PAGE],
    /// How many of their digits were foretold.
    pub digits: usize,
    /// Of the writers that no model has learned from.
    pub held_out: [Option<f64>; PAGE],
    /// What was measured with.
    pub model: Message,
}

/// Least change in bits a token that counts as one.
const CHANGE: f64 = 0.02;

/// What became of a hand that was learned and of those learned before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Forgetting {
    /// The own hand is foretold no better.
    NotLearned,
    /// The own hand is foretold better, the others as well as before.
    NothingForgotten,
    /// The own hand is foretold better, the others worse.
    Forgotten,
}

impl HandBits {
    /// Bits a token of the own digits and of the writers held out, with nothing before them.
    #[must_use]
    pub fn alone(&self) -> Option<(f64, f64)> {
        self.own[0].zip(self.held_out[0])
    }

    /// What has changed since `before`, with the bits of both.
    #[must_use]
    pub fn since(&self, before: &Self) -> Option<Forgetting> {
        let ((own, others), (own_before, others_before)) = (self.alone()?, before.alone()?);
        Some(match (own < own_before - CHANGE, others > others_before + CHANGE) {
            (false, _) => Forgetting::NotLearned,
            (true, false) => Forgetting::NothingForgotten,
            (true, true) => Forgetting::Forgotten,
        })
    }
}

impl Named for Forgetting {
    fn key(&self) -> &'static str {
        match self {
            Self::NotLearned => "hand-not-learned",
            Self::NothingForgotten => "hand-nothing-forgotten",
            Self::Forgotten => "hand-forgotten",
        }
    }
}

/// Own digits to show: different ones first, the newest of each.
pub(super) fn to_show(own: &OwnDigits) -> Vec<Shown> {
    let mut all: Vec<Shown> = Vec::new();
    for digit in own.all().iter().rev() {
        if all.len() == MOST_SHOWN {
            break;
        }
        let Some(InkDigit { strokes, .. }) = jsonl::parse(&digit.line).ok().and_then(|mut file| file.digits.pop())
        else {
            continue;
        };
        let Ok(steps) = TOKENIZER.encode(&strokes) else { continue };
        let Some(class) = digit.label.as_digit() else { continue };
        if all.iter().all(|shown| shown.class != class) {
            all.push(Shown { class, steps, ink: strokes });
        }
    }
    all.reverse();
    all
}

/// Foretells the own digits and those of the writers held out, in the background.
pub(super) fn start(writing: &Writing, shared: &mut Shared) {
    let (Some(writer), Some(model)) = (writing.writer(), writing.model().name()) else { return };
    let path = own_digits::path(&shared.dir);
    let dir = shared.dir.clone();
    let work = move |context: &crate::background::TaskContext| {
        let (digits, _) = own_digits::read(&dir).map_err(Message::of)?;
        let ink: Vec<InkDigit> =
            digits.iter().filter_map(|digit| jsonl::parse(&digit.line).ok()?.digits.pop()).collect();
        let own = Corpus::of_ink(TOKENIZER, &ink);
        if own.writers.is_empty() {
            return Err(msg!("writing-own-unusable", path = &path));
        }
        let held_out = Handwriting::bundled().map_err(|fault| fault.to_message())?.test;
        let mut scribe = Scribe::clone(&writer.scribe);
        let (own, count) = foretold(&mut scribe, &own, context);
        let (held_out, _) = foretold(&mut scribe, &held_out, context);
        Ok(HandBits { own, digits: count, held_out, model })
    };
    shared.start_for(WorkKind::MeasureHand, work, |writing: &mut Writing, shared, found| match found {
        Ok(bits) => {
            // The same model again says nothing of a change.
            let is_other = |before: &HandBits| before.model != bits.model;
            if let Some(before) = writing.hand.take().filter(is_other) {
                writing.hand_before = Some(before);
            }
            writing.hand = Some(bits);
        }
        Err(fault) => shared.notices.error(fault),
    });
}

/// Bits a token by the number of digits before, and how many digits there were.
fn foretold(
    scribe: &mut Scribe,
    corpus: &Corpus,
    context: &crate::background::TaskContext,
) -> ([Option<f64>; PAGE], usize) {
    let mut sums = [Bits::default(); PAGE];
    let mut count = 0;
    let pages = corpus.writers.iter().flat_map(|writings| writings.digits.chunks(PAGE));
    for digits in pages.take(MOST_PAGES) {
        if context.is_cancelled() {
            break;
        }
        let Ok(page) = corpus.page(digits) else { continue };
        for (sum, bits) in sums.iter_mut().zip(bits_by_digit(scribe, &corpus.tokenizer, &page)) {
            *sum = sum.and(bits);
        }
        count += digits.len();
    }
    (sums.map(|sum| sum.mean().filter(|bits| bits.is_finite())), count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_forgotten_is_told_from_what_was_learned() {
        let bits = |own: f64, others: f64| HandBits {
            own: [Some(own), None, None, None, None],
            digits: 20,
            held_out: [Some(others); PAGE],
            model: Message::verbatim("one"),
        };
        let before = bits(2.0, 1.8);
        assert_eq!(bits(1.5, 2.1).since(&before), Some(Forgetting::Forgotten));
        assert_eq!(bits(1.5, 1.81).since(&before), Some(Forgetting::NothingForgotten));
        assert_eq!(bits(2.0, 1.5).since(&before), Some(Forgetting::NotLearned));
        assert_eq!(HandBits { own: [None; PAGE], ..bits(1.0, 1.0) }.since(&before), None);
    }
}
