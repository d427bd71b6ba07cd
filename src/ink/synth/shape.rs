//! Shapes, dashes, dots and scribbles.

use std::f32::consts::TAU;

use super::style::{Line, arc};
use crate::data::chance::Chance;

/// The lines of something drawn that is no sign at all.
pub fn lines(chance: &mut Chance) -> Vec<Line> {
    match (chance.unit() * 15.0) as u32 {
        0 => polygon(3 + (chance.unit() * 2.0) as u32, chance),
        1 => star(chance),
        2 => vec![heart()],
        3 => dashes(chance),
        4 => vec![spiral(chance)],
        5 => vec![zigzag(chance)],
        6 => vec![wave(chance)],
        7 => dots(chance),
        8 => vec![vec![(0.0, 0.5), (1.0, 0.5)], vec![(0.7, 0.25), (1.0, 0.5)], vec![(0.7, 0.75), (1.0, 0.5)]],
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
        _ => scribble(chance, 7, 2),
    }
}

fn polygon(corners: u32, chance: &mut Chance) -> Vec<Line> {
    let start = chance.unit();
    let corner = |at: u32| {
        let angle = TAU * (start + at as f32 / corners as f32);
        (0.5 + 0.5 * angle.cos(), 0.5 + 0.5 * angle.sin())
    };
    (0..corners).map(|at| vec![corner(at), corner(at + 1)]).collect()
}

fn star(chance: &mut Chance) -> Vec<Line> {
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
fn dashes(chance: &mut Chance) -> Vec<Line> {
    let count = 1 + (chance.unit() * 3.0) as u32;
    let lean = 0.3 * chance.signed_unit();
    (0..count)
        .map(|at| {
            let y = 0.5 + 0.35 * (at as f32 - (count - 1) as f32 / 2.0);
            vec![(0.0, y - lean / 2.0), (1.0, y + lean / 2.0)]
        })
        .collect()
}

fn spiral(chance: &mut Chance) -> Line {
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

fn zigzag(chance: &mut Chance) -> Line {
    let corners = 5 + (chance.unit() * 6.0) as u32;
    let height = 0.2 + 0.8 * chance.unit();
    (0..corners).map(|at| (at as f32 / (corners - 1) as f32, 0.5 + height * (f32::from(at % 2 == 0) - 0.5))).collect()
}

fn wave(chance: &mut Chance) -> Line {
    let (periods, height) = (1.5 + 2.5 * chance.unit(), 0.1 + 0.2 * chance.unit());
    (0..=30).map(|step| step as f32 / 30.0).map(|x| (x, 0.5 + height * (TAU * periods * x).sin())).collect()
}

fn dots(chance: &mut Chance) -> Vec<Line> {
    let count = 1 + (chance.unit() * 5.0) as u32;
    (0..count).map(|_| vec![(chance.unit(), chance.unit())]).collect()
}

fn grid(chance: &mut Chance) -> Vec<Line> {
    let (first, second) = (0.25 + 0.15 * chance.unit(), 0.6 + 0.15 * chance.unit());
    vec![
        vec![(first, 0.0), (first, 1.0)],
        vec![(second, 0.0), (second, 1.0)],
        vec![(0.0, first), (1.0, first)],
        vec![(0.0, second), (1.0, second)],
    ]
}

/// Smooth lines through random points.
fn scribble(chance: &mut Chance, points: u32, lines: u32) -> Vec<Line> {
    (0..lines).map(|_| (0..points).map(|_| (chance.unit(), chance.unit())).collect()).collect()
}
