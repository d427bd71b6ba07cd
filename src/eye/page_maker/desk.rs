//! A page while it is written: pens, places, and the digits that are on it so far.

use tiny_skia::{Path, PathBuilder, Transform};

use super::colours::{self, Colour};
use super::sheet::{Drawn, Ink, NOBODY, Of, Sheet, image_box};
use super::{IMAGES, Maker, Written, between, happens, one_of, whole};
use crate::data::split_mix::SplitMix64;
use crate::ink::{Stroke, synth};

/// A digit of whose box less is seen cannot be read…
const READABLE: f32 = 0.72;
/// … and of less than this nobody would say it is one.
const GUESSED: f32 = 0.25;

/// How the page's digits are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Hand {
    /// Images of MNIST.
    Images,
    /// Made-up strokes of this width, as a share of the digit's size.
    Strokes(f32),
    /// In print.
    Print,
}

/// The page at hand.
pub struct Desk<'a> {
    maker: &'a Maker,
    /// What is drawn on; none if it has no pixels.
    pub sheet: Option<Sheet>,
    /// The digits so far.
    pub digits: Vec<Written>,
    /// Boxes in which a digit may or may not be seen.
    pub unclear: Vec<[f32; 4]>,
    /// Height of digits, in pixels.
    pub size: f32,
    /// How far from the middle anything has to be drawn, in pixels.
    pub reach: f32,
    /// Colour of the paper.
    pub paper: Colour,
    /// What writes: as a rule one pen, sometimes several.
    inks: Vec<Ink>,
    hands: Vec<Hand>,
    /// Whether the strokes of digits have gaps.
    pub has_gaps: bool,
    /// Lines that bound the paper: what is written lies to the right of the first and above the second.
    pub limits: [Option<f32>; 2],
}

impl<'a> Desk<'a> {
    /// An empty page.
    pub fn new(maker: &'a Maker, side: usize, size: f32, view: Transform, chance: &mut SplitMix64) -> Self {
        let paper = colours::paper(chance);
        let pens = if happens(chance, 0.25) { whole(chance, 2, 5) } else { 1 };
        let grain = if happens(chance, 0.25) { between(chance, 0.2, 0.6) } else { 0.0 };
        let inks =
            (0..pens).map(|_| Ink { colour: colours::ink(paper, chance), strength: between(chance, 0.85, 1.0), grain });
        let inks = inks.collect();
        let count = if happens(chance, 0.2) { 2 } else { 1 };
        let hands = (0..count).map(|_| hand(chance)).collect();
        let reach = 0.8 * side as f32;
        let sheet = Sheet::new(side, paper, view);
        Self {
            maker,
            sheet,
            digits: Vec::new(),
            unclear: Vec::new(),
            size,
            reach,
            paper,
            inks,
            hands,
            has_gaps: happens(chance, 0.06),
            limits: [None; 2],
        }
    }

    /// One of the page's pens.
    pub fn pen(&self, chance: &mut SplitMix64) -> Ink {
        one_of(chance, &self.inks)
    }

    /// A pen of its own, with which lines, letters and stamps are made.
    pub fn other_pen(&self, chance: &mut SplitMix64) -> Ink {
        if happens(chance, 0.4) {
            return self.pen(chance);
        }
        Ink { colour: colours::ink(self.paper, chance), strength: between(chance, 0.5, 1.0), grain: 0.0 }
    }

    /// What prints lines.
    pub fn print(&self, chance: &mut SplitMix64) -> Ink {
        Ink { colour: colours::print(self.paper, chance), strength: 1.0, grain: 0.0 }
    }

    /// Whether the page is printed in part.
    pub fn set_hand(&mut self, hand: Hand) {
        self.hands = vec![hand];
    }

    /// Whether something of this size can be written at a place.
    pub fn has_room(&self, (x, y): (f32, f32), size: f32) -> bool {
        let margin = 0.75 * size;
        self.limits[0].is_none_or(|left| x - margin > left) && self.limits[1].is_none_or(|low| y + margin < low)
    }

    /// Writes any digit with its middle at a place.
    pub fn digit(&mut self, centre: (f32, f32), size: f32, chance: &mut SplitMix64) {
        let label = whole(chance, 0, 9) as u8;
        let ink = self.pen(chance);
        self.digit_with(label, centre, size, ink, chance);
    }

    /// Writes a digit with a pen. Beyond the paper's edge nobody writes.
    pub fn digit_with(
        &mut self,
        label: u8,
        centre: (f32, f32),
        size: f32,
        ink: Ink,
        chance: &mut SplitMix64,
    ) -> Option<[f32; 4]> {
        if !self.has_room(centre, size) {
            return None;
        }
        let number = self.next_number();
        let (label, drawn) = match one_of(chance, &self.hands) {
            Hand::Images => self.written_image(centre, size, ink, number, chance)?,
            Hand::Strokes(width) => {
                let strokes = synth::digit(label, chance);
                (label, self.strokes(&strokes, centre, size, width, ink, Of::Digit(number))?)
            }
            Hand::Print => {
                let letter = char::from(b'0' + label);
                (label, self.glyph(letter, centre, size, 0.1 * chance.normal(), ink, Of::Digit(number))?.0)
            }
        };
        if self.has_gaps {
            self.gap(drawn.bounds, chance);
        }
        self.count(label, drawn);
        Some(drawn.bounds)
    }

    /// The number of the next digit, counted from 1.
    pub fn next_number(&self) -> u16 {
        self.digits.len() as u16 + 1
    }

    /// Counts what was drawn with the next number as a digit if it can be read. Otherwise its ink is no digit's, so that
    /// the number is free again.
    pub fn count(&mut self, label: u8, drawn: Drawn) {
        let number = self.next_number();
        if drawn.seen >= READABLE {
            self.digits.push(Written { label, bounds: drawn.bounds });
            return;
        }
        if let Some(sheet) = &mut self.sheet {
            sheet.owner.iter_mut().filter(|owner| **owner == number).for_each(|owner| *owner = NOBODY);
        }
        if drawn.seen > GUESSED {
            self.unclear.push(drawn.bounds);
        }
    }

    /// Takes a little of the ink in a box away, all across it.
    fn gap(&mut self, [left, top, right, bottom]: [f32; 4], chance: &mut SplitMix64) {
        let Some(sheet) = &mut self.sheet else { return };
        let (wide, high) = (right - left, bottom - top);
        let ink = Ink { colour: self.paper, strength: 1.0, grain: 0.0 };
        for _ in 0..whole(chance, 1, 2) {
            let y = top + high * between(chance, 0.15, 0.85);
            let width = (high * between(chance, 0.02, 0.06)).max(0.7);
            let lean = 0.3 * high * chance.signed_unit();
            let view = std::mem::replace(&mut sheet.view, Transform::identity());
            sheet.straight((left, y - lean), (left + wide, y + lean), width, ink, Of::Paper);
            sheet.view = view;
        }
    }

    fn written_image(
        &mut self,
        (x, y): (f32, f32),
        size: f32,
        ink: Ink,
        number: u16,
        chance: &mut SplitMix64,
    ) -> Option<(u8, Drawn)> {
        let images = &self.maker.images;
        let index = whole(chance, 0, IMAGES.min(images.len()).checked_sub(1)?);
        let image = images.image(index);
        let [left, top, right, bottom] = image_box(&image);
        let scale = size / (bottom - top).max(right - left).max(1.0);
        let (sin, cos) = (0.05 * chance.normal()).sin_cos();
        let place = Transform::from_row(scale * cos, scale * sin, -scale * sin, scale * cos, x, y)
            .pre_translate(-f32::midpoint(left, right), -f32::midpoint(top, bottom));
        let drawn = self.sheet.as_mut()?.image(&image, place, ink, Of::Digit(number))?;
        Some((images.label(index), drawn))
    }

    /// Draws strokes with their middle at a place, the longer side of their box `size`, `width` a share of that.
    pub fn strokes(
        &mut self,
        strokes: &[Stroke],
        (x, y): (f32, f32),
        size: f32,
        width: f32,
        ink: Ink,
        of: Of,
    ) -> Option<Drawn> {
        let points = || strokes.iter().flat_map(|stroke| &stroke.points);
        let least = |of: fn(&crate::ink::Point) -> f32| points().map(of).fold(f32::INFINITY, f32::min);
        let most = |of: fn(&crate::ink::Point) -> f32| points().map(of).fold(f32::NEG_INFINITY, f32::max);
        let (left, top, right, bottom) = (least(|p| p.x), least(|p| p.y), most(|p| p.x), most(|p| p.y));
        let scale = size * (1.0 - width) / (right - left).max(bottom - top).max(1e-3);
        let place = |point: &crate::ink::Point| {
            (x + (point.x - f32::midpoint(left, right)) * scale, y + (point.y - f32::midpoint(top, bottom)) * scale)
        };
        let mut path = PathBuilder::new();
        for stroke in strokes {
            let line: Vec<(f32, f32)> = stroke.smoothed().iter().map(place).collect();
            through(&mut path, &line);
        }
        self.sheet.as_mut()?.line(&path.finish()?, (width * size).max(0.8), ink, of)
    }

    /// Prints a letter with the middle of its box at a place, capitals `size` high, leaning by `slant`; and how wide it is.
    pub fn glyph(
        &mut self,
        letter: char,
        (x, y): (f32, f32),
        size: f32,
        slant: f32,
        ink: Ink,
        of: Of,
    ) -> Option<(Drawn, f32)> {
        let (path, width) = self.maker.glyphs.of(letter)?;
        let bounds = path.bounds();
        let place = Transform::from_row(size, 0.0, slant * size, size, x, y)
            .pre_translate(-f32::midpoint(bounds.left(), bounds.right()), 0.5);
        let path: Path = path.clone().transform(place)?;
        Some((self.sheet.as_mut()?.fill(&path, ink, of)?, width * size))
    }

    /// The width of a printed letter of this size with the gap behind it.
    pub fn letter_width(&self, letter: char, size: f32) -> f32 {
        self.maker.glyphs.of(letter).map_or(0.4, |(_, width)| width) * size
    }

    /// Draws a straight line that is no digit's.
    pub fn straight(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        if let Some(sheet) = &mut self.sheet {
            sheet.straight(from, to, width, ink, Of::Other);
        }
    }

    /// Draws a line through places, closed or not, that is no digit's.
    pub fn outline(&mut self, places: &[(f32, f32)], is_closed: bool, width: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        for (at, &(x, y)) in places.iter().enumerate() {
            if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        if is_closed {
            path.close();
        }
        if let (Some(sheet), Some(path)) = (&mut self.sheet, path.finish()) {
            sheet.line(&path, width, ink, Of::Other);
        }
    }

    /// Fills the area within places.
    pub fn area(&mut self, places: &[(f32, f32)], ink: Ink, of: Of) {
        let mut path = PathBuilder::new();
        for (at, &(x, y)) in places.iter().enumerate() {
            if at == 0 { path.move_to(x, y) } else { path.line_to(x, y) }
        }
        path.close();
        if let (Some(sheet), Some(path)) = (&mut self.sheet, path.finish()) {
            sheet.fill(&path, ink, of);
        }
    }
}

fn hand(chance: &mut SplitMix64) -> Hand {
    match chance.unit() {
        kind if kind < 0.5 => Hand::Images,
        kind if kind < 0.85 => Hand::Strokes(between(chance, 0.035, 0.15)),
        _ => Hand::Print,
    }
}

/// A line through points; a dot for a single one.
fn through(path: &mut PathBuilder, points: &[(f32, f32)]) {
    let Some(&(x, y)) = points.first() else { return };
    path.move_to(x, y);
    if points.len() == 1 {
        path.line_to(x + 0.1, y);
    }
    for &(x, y) in &points[1..] {
        path.line_to(x, y);
    }
}
