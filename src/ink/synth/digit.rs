//! The ways in which digits are written: open and closed, in one stroke or two, with bars, flags, feet and loops.

use super::style::{Line, arc};
use crate::data::split_mix::SplitMix64;

/// The lines of one way to write `label`.
pub fn lines(label: u8, chance: &mut SplitMix64) -> Vec<Line> {
    match label {
        0 => zero(chance),
        1 => one(chance),
        2 => two(chance),
        3 => three(chance),
        4 => four(chance),
        5 => five(chance),
        6 => six(chance),
        7 => seven(chance),
        8 => eight(chance),
        _ => nine(chance),
    }
}

/// Whether something of this probability happens.
fn happens(chance: &mut SplitMix64, probability: f32) -> bool {
    chance.unit() < probability
}

/// Evenly between `low` and `high`.
fn between(chance: &mut SplitMix64, low: f32, high: f32) -> f32 {
    low + (high - low) * chance.unit()
}

fn zero(chance: &mut SplitMix64) -> Vec<Line> {
    let start = between(chance, -0.35, -0.1);
    let turn = between(chance, 0.93, 1.12) * if happens(chance, 0.75) { -1.0 } else { 1.0 };
    let half_width = between(chance, 0.28, 0.5);
    let mut lines = vec![arc((0.5, 0.5), (half_width, 0.5), start, start + turn)];
    if happens(chance, 0.25) {
        let reach = between(chance, 0.2, 0.62);
        let lean = between(chance, 0.5, 1.0);
        lines.push(vec![(0.5 + reach * 0.7, 0.5 - reach * lean), (0.5 - reach * 0.7, 0.5 + reach * lean)]);
    }
    lines
}

fn one(chance: &mut SplitMix64) -> Vec<Line> {
    let foot = between(chance, 0.3, 0.6);
    let stem = vec![(0.55, 0.0), (f32::midpoint(0.55, foot) + 0.03 * chance.normal(), 0.5), (foot, 1.0)];
    let mut lines = vec![stem];
    if happens(chance, 0.75) {
        // What tells it from a seven is that the flag rises.
        let across = between(chance, 0.1, 0.6);
        let down = (across * between(chance, 0.55, 1.3)).clamp(0.1, 0.6);
        let bow = 0.05 * chance.normal();
        let flag = [(0.55 - across, down), (0.55 - across / 2.0 + bow, down / 2.0 + bow)];
        if happens(chance, 0.5) {
            // In one movement, round at the top.
            lines[0].splice(0..0, flag);
        } else {
            lines.push(vec![flag[0], flag[1], (0.55, 0.0)]);
        }
        if happens(chance, 0.35) {
            let (left, right) = (between(chance, 0.12, 0.45), between(chance, 0.1, 0.45));
            lines.push(vec![(foot - left, 1.0), (foot + right, 1.0)]);
        }
    } else if happens(chance, 0.2) {
        lines.push(vec![(foot - 0.25, 1.0), (foot + 0.25, 1.0)]);
    }
    lines
}

fn two(chance: &mut SplitMix64) -> Vec<Line> {
    let start = between(chance, 0.12, 0.35);
    let mut curve = vec![(0.1, start), (0.28, 0.04), (0.62, 0.02), (0.8, 0.25), (0.62, 0.55)];
    if happens(chance, 0.35) {
        let loops = between(chance, 0.06, 0.14);
        curve.extend([(0.3, 0.9), (0.1, 0.97), (0.08, 0.97 - 2.0 * loops), (0.3, 0.82), (0.6, 0.98), (0.95, 0.9)]);
        return vec![curve];
    }
    curve.push((0.08, 0.97));
    let end = between(chance, 0.45, 1.05);
    let rise = between(chance, -0.05, 0.08);
    vec![curve, vec![(0.08, 0.97), (0.5, 0.96), (end, 0.97 - rise)]]
}

fn three(chance: &mut SplitMix64) -> Vec<Line> {
    let middle = between(chance, 0.3, 0.5);
    let (end, reach) = (between(chance, 0.78, 0.98), between(chance, 0.05, 0.35));
    let bowl = vec![(middle, 0.46), (0.7, 0.52), (0.84, 0.74), (0.55, 1.0), (reach, end)];
    if happens(chance, 0.2) {
        return vec![vec![(0.1, 0.02), (0.8, 0.02)], vec![(0.8, 0.02), (middle, 0.44)], bowl];
    }
    if happens(chance, 0.2) {
        // In one movement, with a small loop in the middle.
        let mut line = vec![(0.14, 0.12), (0.45, 0.0), (0.74, 0.16), (0.6, 0.4), (middle, 0.52), (0.38, 0.44)];
        line.extend(bowl.into_iter().skip(1));
        return vec![line];
    }
    vec![vec![(0.14, 0.14), (0.42, 0.0), (0.74, 0.14), (0.66, 0.38), (middle, 0.46)], bowl]
}

fn four(chance: &mut SplitMix64) -> Vec<Line> {
    let bar = between(chance, 0.5, 0.8);
    let stem = between(chance, 0.55, 0.78);
    let end = between(chance, 0.8, 1.05);
    match (chance.unit() * 4.0) as u32 {
        // Closed, its top a point.
        0 => vec![vec![(stem, 0.0), (0.08, bar)], vec![(0.08, bar), (end, bar)], vec![(stem, 0.0), (stem, 1.0)]],
        // Open, with straight lines.
        1 => {
            let top = between(chance, 0.0, 0.35);
            vec![
                vec![(0.25, 0.0), (0.1, bar)],
                vec![(0.1, bar), (end, bar - 0.02)],
                vec![(stem, top), (stem - 0.05, 1.0)],
            ]
        }
        // Open, with a rounded cup.
        2 => {
            let top = between(chance, -0.05, 0.2);
            vec![
                vec![(0.18, 0.0), (0.1, 0.3), (0.22, bar - 0.08), (0.5, bar - 0.1), (stem, bar - 0.25)],
                vec![(stem, top), (stem, 0.5), (stem - 0.04, 1.0)],
            ]
        }
        // The stem crosses the bar only.
        _ => vec![
            vec![(0.42, 0.0), (0.08, bar)],
            vec![(0.08, bar), (end, bar)],
            vec![(stem, bar - between(chance, 0.15, 0.4)), (stem - 0.03, 1.0)],
        ],
    }
}

fn five(chance: &mut SplitMix64) -> Vec<Line> {
    let hat = between(chance, 0.65, 1.25);
    let end = between(chance, 0.82, 0.98);
    let belly = between(chance, 0.65, 1.0);
    let bowl = [(0.16, 0.45), (0.48, 0.36), (0.84, 0.6), (0.66, 0.93), (0.35, 1.0), (0.06, end)];
    let bowl: Line = bowl.iter().map(|&(x, y)| (0.16 + (x - 0.16) * belly, y)).collect();
    if happens(chance, 0.2) {
        // Like an S.
        let mut line = vec![(hat, 0.04), (0.5, 0.0), (0.2, 0.12), (0.2, 0.36)];
        line.extend(bowl.into_iter().skip(1));
        return vec![line];
    }
    let (gap, lift) = (between(chance, -0.06, 0.16), between(chance, -0.06, 0.06));
    vec![vec![(0.22, 0.02), (0.16, 0.45)], bowl, vec![(0.22 + gap, 0.02 + lift), (hat, 0.02 + lift - 0.03)]]
}

fn six(chance: &mut SplitMix64) -> Vec<Line> {
    let top = between(chance, 0.45, 0.85);
    let close = between(chance, 0.1, 0.28);
    let loops = between(chance, 0.42, 0.62);
    vec![vec![
        (top, 0.0),
        (0.34, 0.22),
        (0.12, 0.62),
        (0.3, 0.97),
        (0.66, 0.95),
        (0.8, 0.72),
        (0.55, loops),
        (close, 0.7),
    ]]
}

fn seven(chance: &mut SplitMix64) -> Vec<Line> {
    let foot = between(chance, 0.2, 0.65);
    let right = between(chance, 0.75, 0.95);
    let top = if happens(chance, 0.3) {
        vec![(0.08, 0.12), (0.3, 0.0), (0.6, 0.08), (right, 0.03)]
    } else {
        vec![(0.08, 0.04 + 0.04 * chance.normal()), (0.5, 0.02), (right, 0.03)]
    };
    let mut lines = vec![top];
    if happens(chance, 0.3) {
        // In one movement, round at the corner.
        lines[0].extend([(between(chance, 0.5, 0.72), between(chance, 0.3, 0.5)), (foot, 1.0)]);
    } else if happens(chance, 0.4) {
        lines.push(vec![(right, 0.03), (between(chance, 0.5, 0.68), 0.42), (foot, 1.0)]);
    } else {
        lines.push(vec![(right, 0.03), (foot, 1.0)]);
    }
    if happens(chance, 0.25) {
        lines.push(vec![(0.08, between(chance, 0.12, 0.26)), (0.08, 0.04)]);
    }
    if happens(chance, 0.6) {
        let height = between(chance, 0.36, 0.82);
        let middle = right + (foot - right) * height + between(chance, -0.12, 0.08);
        let (reach, lean) = (between(chance, 0.15, 0.45), between(chance, -0.08, 0.1));
        lines.push(vec![(middle - reach, height - lean), (middle + reach, height + lean)]);
    }
    lines
}

fn eight(chance: &mut SplitMix64) -> Vec<Line> {
    let waist = between(chance, 0.4, 0.52);
    let upper = between(chance, 0.2, 0.34);
    match (chance.unit() * 3.0) as u32 {
        // Two rings.
        0 => {
            let start = chance.unit();
            vec![
                arc((0.5, waist / 2.0), (upper, waist / 2.0), start, start + 1.02),
                arc((0.5, f32::midpoint(waist, 1.0)), (0.36, (1.0 - waist) / 2.0), start, start + 1.02),
            ]
        }
        // An S and back.
        1 => {
            let gap = between(chance, -0.05, 0.2);
            vec![vec![
                (0.76, 0.14),
                (0.48, 0.0),
                (0.22, 0.2),
                (0.5, waist),
                (0.82, 0.75),
                (0.5, 1.0),
                (0.16, 0.78),
                (0.46, waist),
                (0.72, 0.26),
                (0.76 - gap, 0.08),
            ]]
        }
        // From the middle, upper ring first.
        _ => vec![vec![
            (0.5, waist),
            (0.22, 0.2),
            (0.5, 0.0),
            (0.78, 0.2),
            (0.5, waist),
            (0.16, 0.76),
            (0.5, 1.0),
            (0.84, 0.76),
            (0.5, waist),
        ]],
    }
}

fn nine(chance: &mut SplitMix64) -> Vec<Line> {
    if happens(chance, 0.3) {
        // A small ring and a long tail with a hook, like a g.
        let (ring, hook) = (between(chance, 0.26, 0.42), between(chance, 0.0, 0.35));
        let reach = between(chance, 0.66, 0.9);
        return vec![
            vec![(0.7, 0.08), (0.45, 0.0), (0.25, ring / 2.0), (0.42, ring), (0.66, ring * 0.7), (0.7, 0.08)],
            vec![(0.7, 0.08), (0.7, ring), (reach, 0.62), (0.55, 0.98), (hook, between(chance, 0.8, 1.0))],
        ];
    }
    let base = between(chance, 0.42, 0.58);
    let close = between(chance, 0.14, 0.34);
    let left = between(chance, 0.1, 0.3);
    let ring = vec![(0.76, 0.16), (0.45, 0.0), (left, 0.25), (0.38, base), (0.74, close)];
    let foot = between(chance, 0.3, 0.8);
    if happens(chance, 0.4) {
        let hook = between(chance, 0.05, 0.4);
        return vec![ring, vec![(0.78, 0.1), (0.8, 0.55), (0.62, 0.95), (hook, 0.94)]];
    }
    vec![ring, vec![(0.78, 0.12), (0.76, 0.5), (foot, 1.0)]]
}
