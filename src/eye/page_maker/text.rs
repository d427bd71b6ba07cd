//! Words, printed and by hand, and the signs of sums, dates and amounts.

use super::desk::Desk;
use super::sheet::{Ink, Of};
use super::{between, happens, one_of, whole};
use crate::data::split_mix::SplitMix64;
use crate::ink::synth;

const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SMALL: &str = "aaabcdeeeefghijklmnnnoopqrrsstttuvwxyz";

/// A line of printed words of this height from a place to the right, until its end; now and then a number among them.
pub fn printed_line(desk: &mut Desk, (x, y): (f32, f32), end: f32, size: f32, ink: Ink, chance: &mut SplitMix64) {
    let numbers = if happens(chance, 0.5) { 0.0 } else { 0.15 };
    let slant = if happens(chance, 0.2) { 0.2 } else { 0.0 };
    let all_capitals = happens(chance, 0.2);
    let mut at = x;
    while at < end {
        let count = whole(chance, 1, 9);
        let is_number = happens(chance, numbers);
        for letter in 0..count.min(if is_number { 5 } else { 9 }) {
            let letters = if letter == 0 && happens(chance, 0.3) || all_capitals { CAPITALS } else { SMALL };
            let letter = if is_number { char::from(b'0' + whole(chance, 0, 9) as u8) } else { any_of(letters, chance) };
            let width = desk.letter_width(letter, size);
            printed(desk, letter, (at + width / 2.0, y), size, slant, ink);
            at += width;
        }
        if happens(chance, 0.15) {
            let letter = one_of(chance, &['.', ',', ':', ';', '?', '-']);
            printed(desk, letter, (at + 0.1 * size, y), size, slant, ink);
            at += 0.25 * size;
        }
        at += size * between(chance, 0.3, 0.5);
    }
}

/// A printed letter or digit whose capitals' middle is at a place.
fn printed(desk: &mut Desk, letter: char, place: (f32, f32), size: f32, slant: f32, ink: Ink) {
    if !desk.has_room(place, size) {
        return;
    }
    let Some(label) = letter.to_digit(10) else {
        desk.glyph(letter, place, size, slant, ink, Of::Other);
        return;
    };
    if let Some((drawn, _)) = desk.glyph(letter, place, size, slant, ink, Of::Digit(desk.next_number())) {
        desk.count(label as u8, drawn);
    }
}

/// A line of words by hand.
pub fn written_line(desk: &mut Desk, (x, y): (f32, f32), end: f32, size: f32, ink: Ink, chance: &mut SplitMix64) {
    let width = between(chance, 0.05, 0.13);
    let mut at = x;
    while at < end {
        for _ in 0..whole(chance, 1, 7) {
            let place = (at, y + 0.05 * size * chance.normal());
            let own = size * between(chance, 0.6, 1.0);
            if desk.has_room(place, own) {
                desk.strokes(&synth::letter(chance), place, own, width, ink, Of::Other);
            }
            at += size * between(chance, 0.5, 0.85);
        }
        at += size * between(chance, 0.4, 1.0);
    }
}

/// What stands between the digits of sums, dates and amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// A long stroke: plus, minus, times, divided, equals.
    Plus,
    /// ×.
    Times,
    /// −.
    Minus,
    /// =.
    Equals,
    /// ÷.
    Divided,
    /// A slash.
    Slash,
    /// A point on the line.
    Dot,
    /// A comma.
    Comma,
    /// Two points.
    Colon,
    /// A bracket, open or closed.
    Bracket(bool),
    /// A per cent sign.
    Percent,
}

/// Every sign.
pub const SIGNS: [Sign; 14] = [
    Sign::Slash,
    Sign::Slash,
    Sign::Plus,
    Sign::Times,
    Sign::Minus,
    Sign::Equals,
    Sign::Divided,
    Sign::Slash,
    Sign::Dot,
    Sign::Comma,
    Sign::Colon,
    Sign::Bracket(true),
    Sign::Bracket(false),
    Sign::Percent,
];

/// Writes a sign between digits of this size, by hand; gives the room it takes.
pub fn sign(
    desk: &mut Desk,
    sign: Sign,
    (x, y): (f32, f32),
    size: f32,
    pen: f32,
    ink: Ink,
    chance: &mut SplitMix64,
) -> f32 {
    let half = size * between(chance, 0.2, 0.32);
    let mut shake = || 0.04 * size * chance.normal();
    let width = (pen * size).max(0.9);
    let mut line = |a: (f32, f32), b: (f32, f32)| {
        let (from, to) = ((x + a.0 * half + shake(), y + a.1 * half + shake()), (x + b.0 * half, y + b.1 * half));
        desk.straight(from, to, width, ink);
    };
    match sign {
        Sign::Plus => {
            line((-1.0, 0.0), (1.0, 0.0));
            line((0.0, -1.0), (0.0, 1.0));
        }
        Sign::Times => {
            line((-0.8, -0.8), (0.8, 0.8));
            line((0.8, -0.8), (-0.8, 0.8));
        }
        Sign::Minus => line((-1.0, 0.0), (1.0, 0.0)),
        Sign::Equals => {
            line((-1.0, -0.4), (1.0, -0.4));
            line((-1.0, 0.4), (1.0, 0.4));
        }
        Sign::Divided => {
            line((-1.0, 0.0), (1.0, 0.0));
            line((0.0, -0.8), (0.0, -0.8));
            line((0.0, 0.8), (0.0, 0.8));
        }
        Sign::Slash => line((0.9, -2.0), (-0.9, 2.0)),
        Sign::Dot => line((0.0, 1.8), (0.05, 1.8)),
        Sign::Comma => line((0.1, 1.6), (-0.3, 2.3)),
        Sign::Colon => {
            line((0.0, -0.8), (0.0, -0.75));
            line((0.0, 1.2), (0.0, 1.25));
        }
        Sign::Bracket(is_open) => {
            let side = if is_open { 1.0 } else { -1.0 };
            line((0.5 * side, -2.0), (-0.3 * side, -0.7));
            line((-0.3 * side, -0.7), (-0.3 * side, 0.8));
            line((-0.3 * side, 0.8), (0.5 * side, 2.1));
        }
        Sign::Percent => {
            line((1.0, -1.8), (-1.0, 1.8));
            line((-1.0, -1.2), (-0.8, -1.2));
            line((1.0, 1.2), (0.8, 1.2));
        }
    }
    match sign {
        Sign::Dot | Sign::Comma | Sign::Colon => 0.45 * size,
        Sign::Slash | Sign::Bracket(_) => 0.7 * size,
        _ => 0.95 * size,
    }
}

fn any_of(letters: &str, chance: &mut SplitMix64) -> char {
    let count = letters.chars().count();
    letters.chars().nth(whole(chance, 0, count - 1)).unwrap_or('a')
}
