//! Letters that look like no digit, in plain strokes.

use super::style::{Line, arc};
use crate::data::split_mix::SplitMix64;

/// Straight strokes: x and y in ninths of the box, points joined by `-`, strokes by a space.
const STRAIGHT: [&str; 22] = [
    "09-40-89 25-65",
    "00-09 00-80 04-64 09-89",
    "00-09 00-80 04-64",
    "00-09 80-89 04-84",
    "00-09 80-04 04-89",
    "09-10-45-80-89",
    "09-00-89-80",
    "00-80 40-49",
    "00-49-80",
    "00-29-43-69-80",
    "00-89 80-09",
    "00-44-80 44-49",
    "00-09-89",
    "00-09 04-64 64-69",
    "04-84 40-49",
    "00-09-69",
    "03-29-53 53-89",
    "30-39 03-63",
    "00-09 65-04-69",
    "00-09 80-89 09-80",
    "40-09-89-40 05-85",
    "09-00-40-49 40-80-89",
];

/// How many letters have bends.
const ROUND: usize = 18;

/// The lines of a letter.
pub fn lines(chance: &mut SplitMix64) -> Vec<Line> {
    let pick = (chance.unit() * (STRAIGHT.len() + ROUND) as f32) as usize;
    if let Some(letter) = STRAIGHT.get(pick) {
        return straight(letter);
    }
    let stem = vec![(0.1, 0.0), (0.1, 1.0)];
    match pick - STRAIGHT.len() {
        // P, R
        0 => vec![stem, round((0.1, 0.25), (0.6, 0.25))],
        1 => vec![stem, round((0.1, 0.25), (0.6, 0.25)), vec![(0.3, 0.5), (0.8, 1.0)]],
        // a, d
        2 => vec![arc((0.4, 0.6), (0.35, 0.38), 0.0, 1.0), vec![(0.78, 0.2), (0.78, 0.9), (0.98, 1.0)]],
        3 => vec![arc((0.4, 0.7), (0.35, 0.3), 0.0, 1.0), vec![(0.78, 0.0), (0.78, 1.0)]],
        // e, h, m
        4 => vec![vec![(0.1, 0.55), (0.85, 0.5)], arc((0.48, 0.5), (0.4, 0.45), 0.0, -0.87)],
        5 => vec![stem, vec![(0.1, 0.6), (0.4, 0.42), (0.7, 0.6), (0.7, 1.0)]],
        6 => vec![
            vec![(0.0, 0.3), (0.0, 1.0)],
            vec![(0.0, 0.5), (0.2, 0.3), (0.42, 0.45), (0.42, 1.0)],
            vec![(0.42, 0.5), (0.65, 0.3), (0.9, 0.45), (0.9, 1.0)],
        ],
        // n, f, k
        7 => vec![vec![(0.1, 0.2), (0.1, 1.0)], vec![(0.1, 0.5), (0.45, 0.2), (0.8, 0.45), (0.8, 1.0)]],
        8 => vec![vec![(0.75, 0.08), (0.5, 0.0), (0.4, 0.25), (0.4, 1.0)], vec![(0.1, 0.4), (0.75, 0.38)]],
        9 => vec![stem, vec![(0.7, 0.35), (0.1, 0.7), (0.75, 1.0)]],
        // C, wide open, and u
        10 => {
            let open = 0.1 + 0.08 * chance.unit();
            vec![arc((0.5, 0.5), (0.3 + 0.2 * chance.unit(), 0.5), -open, open - 1.0)]
        }
        11 => vec![vec![(0.1, 0.1), (0.12, 0.7), (0.4, 0.98), (0.75, 0.75), (0.8, 0.1)], vec![(0.8, 0.1), (0.8, 1.0)]],
        // U, J, r
        12 => vec![vec![(0.1, 0.0), (0.1, 0.65), (0.45, 1.0), (0.8, 0.65), (0.8, 0.0)]],
        13 => vec![vec![(0.7, 0.0), (0.7, 0.7), (0.45, 1.0), (0.12, 0.85), (0.1, 0.65)]],
        14 => vec![vec![(0.2, 0.1), (0.2, 1.0)], vec![(0.2, 0.5), (0.35, 0.2), (0.75, 0.12)]],
        // t, j, and p on its line
        15 => vec![vec![(0.4, 0.0), (0.4, 0.75), (0.55, 1.0), (0.85, 0.9)], vec![(0.05, 0.35), (0.8, 0.32)]],
        16 => vec![vec![(0.55, 0.25), (0.55, 0.8), (0.3, 1.0), (0.1, 0.9)], vec![(0.55, 0.0), (0.56, 0.01)]],
        _ => vec![stem, arc((0.45, 0.3), (0.35, 0.28), -0.5, 0.5)],
    }
}

/// The right half of an oval, as in P.
fn round((x, y): (f32, f32), (width, height): (f32, f32)) -> Line {
    arc((x, y), (width, height), -0.25, 0.25)
}

fn straight(letter: &str) -> Vec<Line> {
    let ninth = |byte: u8| f32::from(byte.saturating_sub(b'0')) / 9.0;
    let mut lines = Vec::new();
    for stroke in letter.split(' ') {
        let points: Vec<(f32, f32)> = stroke
            .split('-')
            .filter_map(|point| match point.as_bytes() {
                [x, y] => Some((ninth(*x), ninth(*y))),
                _ => None,
            })
            .collect();
        // Each piece a line of its own keeps the corners sharp.
        lines.extend(points.windows(2).map(<[(f32, f32)]>::to_vec));
    }
    lines
}
