//! What a person's commands do to the page that is written.

use super::Writing;
use super::command::{PenEvent, ends_digit};
use super::hand;
use super::page::{self, Page, PageDigit};
use crate::app::core::own_digits::OwnDigits;
use crate::handwriting::{Asked, Token, prompt};
use crate::ink::{Stroke, side_by_side};
use crate::msg;
use crate::text::ToMessage as _;

/// Places of one stroke nearer than this are one, in sides of the paper.
const NEAR: f32 = 0.003;
/// Most places of one stroke: more are left out, so that no stroke takes long.
const MOST_PLACES: usize = 5_000;

impl Writing {
    /// All that is written, on one canvas: each digit as large as its place in a row.
    #[must_use]
    pub fn ink(&self) -> Vec<Stroke> {
        let papers: Vec<Vec<Stroke>> = self.page.digits.iter().map(PageDigit::strokes).collect();
        side_by_side(&papers, papers.len().max(1))
    }

    pub(super) fn undo(&mut self) {
        if let Some(before) = self.before.pop() {
            self.after.push(std::mem::replace(&mut self.page, before));
            self.is_playing = false;
            self.touched();
        }
    }

    pub(super) fn redo(&mut self) {
        if let Some(after) = self.after.pop() {
            self.before.push(std::mem::replace(&mut self.page, after));
            self.is_playing = false;
            self.touched();
        }
    }

    pub(super) fn write(&mut self, text: &str) {
        match prompt::parse(text) {
            Ok(asked) => {
                self.change(|page| {
                    let shown = page.shown.clone();
                    *page = match asked {
                        Asked::Digits(waiting) => Page { shown, waiting, ..Page::default() },
                        Asked::Sum(sum) => Page::of_sum(sum, shown),
                    };
                    page.begin_next();
                });
                self.is_playing = true;
            }
            Err(fault) => self.fault = Some(fault.to_message()),
        }
    }

    /// The token that the seed draws next, if it is known of the page as it is.
    pub(super) fn next(&self) -> Option<Token> {
        self.planned().first().copied()
    }

    /// The class of a digit that nobody has named.
    pub(super) fn likeliest_class(&self) -> Option<u8> {
        let classes = self.outlook()?.classes?;
        (0..classes.len()).max_by(|&a, &b| classes[a].total_cmp(&classes[b])).map(|class| class as u8)
    }

    pub(super) fn step(&mut self) {
        self.is_playing = false;
        if let Some(token) = self.next() {
            let class = self.likeliest_class();
            self.change(|page| page.take(token, class));
        }
    }

    pub(super) fn pick(&mut self, token: Token) {
        self.is_playing = false;
        let class = self.likeliest_class();
        self.change(|page| page.take(token, class));
    }

    /// Writes until the digit ends; the next one begins, if one waits.
    pub(super) fn finish(&mut self) {
        let (planned, class) = (self.planned().to_vec(), self.likeliest_class());
        self.change(|page| {
            page.settle(&planned);
            let ends = planned.last().is_some_and(|&last| ends_digit(last));
            for &token in &planned {
                page.take(token, class);
            }
            if !ends && !planned.is_empty() {
                // As long as a digit may be.
                page.is_under_way = false;
                page.begin_next();
            }
        });
    }

    pub(super) fn accept(&mut self, place: usize) {
        let Some(way) = self.ways.1.ways.get(place).filter(|_| self.ways.0 == self.ticket) else { return };
        let (tokens, class) = (way.way.tokens.clone(), way.way.class);
        self.is_playing = false;
        self.change(|page| {
            for &token in &tokens {
                page.take(token, class);
            }
            page.settle(&[]);
            if let Some(digit) = page.digits.last_mut() {
                digit.class = digit.class.or(class);
            }
            page.is_under_way = false;
            page.begin_next();
        });
    }

    /// Goes on by itself, a token for each span of the pace.
    pub(super) fn advance(&mut self, now: f64, pace: f64) {
        if !self.is_playing || self.inspected.is_some() || now - self.last_secs < pace {
            return;
        }
        if let Some(token) = self.next() {
            self.last_secs = now;
            let class = self.likeliest_class();
            self.page.take(token, class);
            self.touched();
        }
    }

    pub(super) fn hand_draws(&mut self, event: PenEvent) {
        match event {
            PenEvent::Down(place) => {
                self.is_playing = false;
                self.pen = vec![place];
            }
            PenEvent::Along(places) => {
                for place in places {
                    let is_new = self.pen.last().is_some_and(|last| last.distance(place) >= NEAR);
                    if is_new && self.pen.len() < MOST_PLACES {
                        self.pen.push(place);
                    }
                }
            }
            PenEvent::Up => {
                let points = std::mem::take(&mut self.pen);
                if !points.is_empty() {
                    self.draw(vec![Stroke::new(points, page::pen_width())]);
                }
            }
        }
    }

    pub(super) fn take_drawing(&mut self, strokes: &[Stroke]) {
        // The ink lies where it lies on the canvas, which is as large as the paper.
        let thin = strokes.iter().map(|stroke| Stroke { width: page::pen_width(), ..stroke.clone() }).collect();
        self.change(|page| *page = Page { shown: page.shown.clone(), ..Page::default() });
        self.draw(thin);
    }

    pub(super) fn draw(&mut self, strokes: Vec<Stroke>) {
        let mut page = self.page.clone();
        match strokes.into_iter().try_for_each(|stroke| page.draw(stroke)) {
            Ok(()) => self.change(|now| *now = page),
            Err(fault) => self.fault = Some(msg!("writing-not-drawn", fault = fault.to_message())),
        }
    }

    /// The first of the person's own digits, as different ones as there are.
    pub(super) fn show_own(&mut self, own: &OwnDigits) {
        let shown = hand::to_show(own);
        if shown.is_empty() {
            self.fault = Some(msg!("writing-own-none"));
            return;
        }
        self.change(|page| page.shown = shown);
    }

    pub(super) fn show_this(&mut self, class: u8) {
        self.change(|page| {
            let Some(shown) = page.digits.first().and_then(|digit| Page::as_shown(digit, class)) else { return };
            page.shown.push(shown);
            *page = Page { shown: std::mem::take(&mut page.shown), ..Page::default() };
        });
    }
}
