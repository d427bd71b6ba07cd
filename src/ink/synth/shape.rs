//! Shapes, dashes, dots and scribbles.

use std::f32::consts::TAU;

use super::style::{Line, arc};
use crate::data::split_mix::SplitMix64;

/// The lines of something drawn that is no sign at all.
pub fn lines(chance: &mut SplitMix64) -> Vec<Line> {
    match (chance.unit() * 23.0) as u32 {
        0 => polygon(3 + (chance.unit() * 2.0) as u32, chance),
        1 => star(chance),
        2 => vec![heart()],
        3 => dashes(chance),
        4 => vec![spiral(chance)],
        5 => zigzag(chance),
        6 => vec![wave(chance)],
        7 => dots(chance),
        8 => arrow(chance),
        9 => vec![vec![(0.0, 0.55), (0.35, 1.0)], vec![(0.35, 1.0), (1.0, 0.0)]],
        10 => vec![
            arc((0.5, 0.5), (0.5, 0.5), 0.0, 1.0),
            arc((0.5, 0.5), (0.28, 0.3), 0.05, 0.45),
            vec![(0.35, 0.35), (0.35, 0.36)],
            vec![(0.65, 0.35), (0.65, 0.36)],
        ],
        11 => grid(chance),
        12 => scribble(chance, 24, 1),
        13 => scribble(chance, 5, 3),
        14 => scribble(chance, 7, 2),
        15 => triangle(chance),
        16 | 17 => rectangle(chance),
        18 => house(chance),
        19 => chevron(chance),
        20 => curls(chance),
        21 => vec![wander(chance)],
        _ => asterisk(chance),
    }
}

/// The pieces of a line with sharp corners, each a line of its own.
fn corners(points: &[(f32, f32)]) -> Vec<Line> {
    points.windows(2).map(<[(f32, f32)]>::to_vec).collect()
}

fn turned(lines: Vec<Line>, turns: f32) -> Vec<Line> {
    let (sin, cos) = (TAU * turns).sin_cos();
    let turn = |(x, y): (f32, f32)| {
        let (x, y) = (x - 0.5, y - 0.5);
        (0.5 + x * cos - y * sin, 0.5 + x * sin + y * cos)
    };
    lines.into_iter().map(|line| line.into_iter().map(turn).collect()).collect()
}

/// An arrow in any direction, its head open.
fn arrow(chance: &mut SplitMix64) -> Vec<Line> {
    let (back, spread) = (0.55 + 0.25 * chance.unit(), 0.14 + 0.2 * chance.unit());
    let mut lines = vec![vec![(0.0, 0.5), (1.0, 0.5)]];
    lines.extend(corners(&[(back, 0.5 - spread), (1.0, 0.5), (back, 0.5 + spread)]));
    turned(lines, chance.unit())
}

/// A triangle of any proportions that is no sliver.
fn triangle(chance: &mut SplitMix64) -> Vec<Line> {
    let tip = (chance.unit(), 0.2 * chance.unit());
    let (left, right) = ((0.0, 0.8 + 0.2 * chance.unit()), (1.0, 0.8 + 0.2 * chance.unit()));
    turned(corners(&[tip, left, right, tip]), (chance.unit() * 4.0).floor() / 4.0)
}

/// A square or a rectangle, closed more or less well.
fn rectangle(chance: &mut SplitMix64) -> Vec<Line> {
    let side = 0.7 + 0.3 * chance.unit();
    let (width, height) = if chance.unit() < 0.7 { (1.0, side) } else { (side, 1.0) };
    let gap = 0.08 * chance.signed_unit();
    corners(&[(0.0, gap), (0.0, height), (width, height), (width, 0.0), (gap, 0.0)])
}

/// A square with a roof, in four strokes or five.
fn house(chance: &mut SplitMix64) -> Vec<Line> {
    let eaves = 0.35 + 0.2 * chance.unit();
    let mut lines = corners(&[(0.1, eaves), (0.1, 1.0), (0.9, 1.0), (0.9, eaves)]);
    lines.extend(corners(&[(0.05, eaves), (0.5, 0.0), (0.95, eaves)]));
    if chance.unit() < 0.5 {
        lines.push(vec![(0.1, eaves), (0.9, eaves)]);
    }
    lines
}

/// Two lines that meet in a point, upward, downward or to a side.
fn chevron(chance: &mut SplitMix64) -> Vec<Line> {
    let wide = 0.25 + 0.25 * chance.unit();
    let lines = corners(&[(0.5 - wide, 1.0), (0.5, 0.0), (0.5 + wide, 1.0)]);
    turned(lines, (chance.unit() * 4.0).floor() / 4.0)
}

/// Three or four lines across each other in one point.
fn asterisk(chance: &mut SplitMix64) -> Vec<Line> {
    let count = 3 + (chance.unit() * 2.0) as u32;
    let start = chance.unit();
    (0..count)
        .map(|at| {
            let (sin, cos) = (TAU * (start + at as f32 / count as f32) / 2.0).sin_cos();
            vec![(0.5 - 0.5 * cos, 0.5 - 0.5 * sin), (0.5 + 0.5 * cos, 0.5 + 0.5 * sin)]
        })
        .collect()
}

fn polygon(corners: u32, chance: &mut SplitMix64) -> Vec<Line> {
    let start = chance.unit();
    let corner = |at: u32| {
        let angle = TAU * (start + at as f32 / corners as f32);
        (0.5 + 0.5 * angle.cos(), 0.5 + 0.5 * angle.sin())
    };
    (0..corners).map(|at| vec![corner(at), corner(at + 1)]).collect()
}

fn star(chance: &mut SplitMix64) -> Vec<Line> {
    let start = chance.unit();
    let points = 5 + 2 * (chance.unit() * 2.0) as u32;
    let corner = |at: u32| {
        let angle = TAU * (start + (at * (points / 2)) as f32 / points as f32);
        (0.5 + 0.5 * angle.cos(), 0.5 + 0.5 * angle.sin())
    };
    (0..points).map(|at| vec![corner(at), corner(at + 1)]).collect()
}

fn heart() -> Line {
    (0..=24)
        .map(|step| {
            let t = TAU * step as f32 / 24.0;
            let y = 13.0 * t.cos() - 5.0 * (2.0 * t).cos() - 2.0 * (3.0 * t).cos() - (4.0 * t).cos();
            (0.5 + 0.5 * t.sin().powi(3), 0.45 - y / 32.0)
        })
        .collect()
}

/// One to three level strokes.
fn dashes(chance: &mut SplitMix64) -> Vec<Line> {
    let count = 1 + (chance.unit() * 3.0) as u32;
    let lean = 0.3 * chance.signed_unit();
    (0..count)
        .map(|at| {
            let y = 0.5 + 0.35 * (at as f32 - (count - 1) as f32 / 2.0);
            vec![(0.0, y - lean / 2.0), (1.0, y + lean / 2.0)]
        })
        .collect()
}

fn spiral(chance: &mut SplitMix64) -> Line {
    let turns = 1.8 + 2.0 * chance.unit();
    let start = chance.unit();
    let way = if chance.unit() < 0.5 { 1.0 } else { -1.0 };
    (0..=40)
        .map(|step| {
            let share = step as f32 / 40.0;
            let angle = TAU * (start + way * turns * share);
            (0.5 + 0.5 * share * angle.cos(), 0.5 + 0.5 * share * angle.sin())
        })
        .collect()
}

/// A line to and fro, upright, level or slanting, its turns sharp or round, as to cross something out.
fn zigzag(chance: &mut SplitMix64) -> Vec<Line> {
    let turns = 5 + (chance.unit() * 7.0) as u32;
    let (height, unevenness) = (0.2 + 0.8 * chance.unit(), 0.3 * chance.unit());
    let points: Line = (0..turns)
        .map(|at| {
            let reach = height * (f32::from(at % 2 == 0) - 0.5);
            (at as f32 / (turns - 1) as f32, 0.5 + reach * (1.0 - unevenness * chance.unit()))
        })
        .collect();
    let turn = chance.unit();
    turned(if chance.unit() < 0.5 { corners(&points) } else { vec![points] }, turn)
}

/// Rings that move on, as to try a pen.
fn curls(chance: &mut SplitMix64) -> Vec<Line> {
    let (rings, size) = (2.5 + 3.0 * chance.unit(), 0.12 + 0.2 * chance.unit());
    let (start, way) = (chance.unit(), if chance.unit() < 0.5 { 1.0 } else { -1.0 });
    let points = (0..=60).map(|step| {
        let share = step as f32 / 60.0;
        let (sin, cos) = (TAU * (start + way * rings * share)).sin_cos();
        (share + size * cos, 0.5 + 1.2 * size * sin)
    });
    let line = points.collect();
    turned(vec![line], chance.unit())
}

/// A pen that wanders about and turns all the time.
fn wander(chance: &mut SplitMix64) -> Line {
    let (mut angle, mut bend) = (TAU * chance.unit(), 0.0);
    let mut at = (0.5, 0.5);
    (0..40 + (chance.unit() * 40.0) as u32)
        .map(|_| {
            bend = 0.8 * bend + 0.3 * chance.normal();
            angle += bend;
            at = ((at.0 + 0.08 * angle.cos()).clamp(0.0, 1.0), (at.1 + 0.08 * angle.sin()).clamp(0.0, 1.0));
            at
        })
        .collect()
}

fn wave(chance: &mut SplitMix64) -> Line {
    let (periods, height) = (1.5 + 2.5 * chance.unit(), 0.1 + 0.2 * chance.unit());
    (0..=30).map(|step| step as f32 / 30.0).map(|x| (x, 0.5 + height * (TAU * periods * x).sin())).collect()
}

fn dots(chance: &mut SplitMix64) -> Vec<Line> {
    let count = 1 + (chance.unit() * 5.0) as u32;
    (0..count).map(|_| vec![(chance.unit(), chance.unit())]).collect()
}

fn grid(chance: &mut SplitMix64) -> Vec<Line> {
    let (first, second) = (0.25 + 0.15 * chance.unit(), 0.6 + 0.15 * chance.unit());
    vec![
        vec![(first, 0.0), (first, 1.0)],
        vec![(second, 0.0), (second, 1.0)],
        vec![(0.0, first), (1.0, first)],
        vec![(0.0, second), (1.0, second)],
    ]
}

/// Smooth lines through random points.
fn scribble(chance: &mut SplitMix64, points: u32, lines: u32) -> Vec<Line> {
    (0..lines).map(|_| (0..points).map(|_| (chance.unit(), chance.unit())).collect()).collect()
}
