//! Shapes in strokes: what people draw to see whether the program falls for it.

use std::f32::consts::{PI, TAU};

use rand_chacha::ChaCha8Rng;

use super::{Line, Point, Stroke, between, dense, one_of};

/// A pen let loose: a wandering line that turns all the time.
pub fn scribble(rng: &mut ChaCha8Rng) -> Vec<Line> {
    if one_of(rng, 2) == 0 {
        return vec![to_and_fro(rng)];
    }
    let (mut x, mut y, mut angle) = (0.5_f32, 0.5_f32, between(rng, 0.0, TAU));
    let mut turn = 0.0;
    let steps = 90 + one_of(rng, 90);
    let mut line = vec![(x, y)];
    for _ in 0..steps {
        turn = (0.85 * turn + between(rng, -0.35, 0.35)).clamp(-0.8, 0.8);
        angle += turn;
        // Back towards the middle, so that it fills a patch instead of leaving.
        let home = (0.5 - y).atan2(0.5 - x);
        let far = ((x - 0.5).hypot(y - 0.5) * 1.2).min(1.0);
        angle += (home - angle).sin() * 0.5 * far;
        (x, y) = (x + 0.07 * angle.cos(), y + 0.07 * angle.sin());
        line.push((x, y));
    }
    vec![line]
}

/// A zigzag, as to cross something out.
fn to_and_fro(rng: &mut ChaCha8Rng) -> Line {
    let turns = 5 + one_of(rng, 6);
    let corners: Vec<(f32, f32)> = (0..turns)
        .map(|turn| {
            let x = if turn % 2 == 0 { between(rng, 0.0, 0.25) } else { between(rng, 0.75, 1.0) };
            (x, turn as f32 / turns as f32 * between(rng, 0.8, 1.1))
        })
        .collect();
    dense(&corners, 0.12)
}

/// A level stroke, slightly bent or sloping.
pub fn dash(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let (slope, bend) = (between(rng, -0.25, 0.25), between(rng, -0.1, 0.1));
    let point = |place: u32| {
        let x = place as f32 / 10.0;
        (x, slope * x + bend * (x * PI).sin())
    };
    vec![(0..=10).map(point).collect()]
}

/// One to three dots of about the same size.
pub fn dots(rng: &mut ChaCha8Rng) -> Vec<Stroke> {
    let count = 1 + one_of(rng, 3);
    let (angle, distance) = (between(rng, 0.0, TAU), between(rng, 0.14, 0.3));
    let dot = |place: usize| {
        let away = distance * place as f32;
        let centre = Point { x: 0.5 + away * angle.cos(), y: 0.5 + away * angle.sin() };
        let end = Point { x: centre.x + between(rng, 0.0, 0.01), y: centre.y + between(rng, 0.0, 0.01) };
        Stroke::new(vec![centre, end], between(rng, 0.07, 0.12))
    };
    (0..count).map(dot).collect()
}

/// A heart in one line, now and then with an open tip.
pub fn heart(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let (open, width) = (between(rng, 0.0, 0.15), between(rng, 0.85, 1.15));
    let point = |place: u32| {
        let t = open + (TAU - 2.0 * open) * place as f32 / 48.0;
        let y = 13.0 * t.cos() - 5.0 * (2.0 * t).cos() - 2.0 * (3.0 * t).cos() - (4.0 * t).cos();
        (16.0 * t.sin().powi(3) * width, -y)
    };
    vec![(0..=48).map(point).collect()]
}

/// A star in one line: over and across, or along its edge.
pub fn star(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let points = 5 + one_of(rng, 4);
    let start = between(rng, -0.15, 0.15) - TAU / 4.0;
    let at = |radius: f32, turn: f32| (radius * (start + TAU * turn).cos(), radius * (start + TAU * turn).sin());
    let corners: Vec<(f32, f32)> = if points % 2 == 1 && one_of(rng, 2) == 0 {
        let step = points / 2;
        (0..=points).map(|place| at(1.0, (place * step) as f32 / points as f32)).collect()
    } else {
        let inner = between(rng, 0.35, 0.5);
        (0..=2 * points)
            .map(|place| at(if place % 2 == 0 { 1.0 } else { inner }, place as f32 / (2 * points) as f32))
            .collect()
    };
    vec![dense(&corners, 0.2)]
}

/// An arrow: a shaft and an open head.
pub fn arrow(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let angle = between(rng, 0.0, TAU);
    let (length, spread) = (between(rng, 0.25, 0.4), between(rng, 0.45, 0.8));
    let away = |from: (f32, f32), angle: f32, far: f32| (from.0 + far * angle.cos(), from.1 + far * angle.sin());
    let tip = away((0.0, 0.0), angle, 1.0);
    let back = angle + TAU / 2.0;
    let head = [away(tip, back + spread, length), tip, away(tip, back - spread, length)];
    vec![dense(&[(0.0, 0.0), tip], 0.1), dense(&head, 0.1)]
}

/// A spiral of two turns and more, from the middle outward.
pub fn spiral(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let (turns, start) = (between(rng, 2.2, 3.6), between(rng, 0.0, TAU));
    let hand = if one_of(rng, 2) == 0 { 1.0 } else { -1.0 };
    let steps = (turns * 24.0) as u32;
    let point = |place: u32| {
        let share = place as f32 / steps as f32;
        let angle = start + hand * TAU * turns * share;
        ((0.05 + share) * angle.cos(), (0.05 + share) * angle.sin())
    };
    vec![(0..=steps).map(point).collect()]
}

/// A tick.
pub fn tick(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let low = between(rng, 0.2, 0.4);
    let corners = [(0.0, between(rng, 0.4, 0.65)), (low, 1.0), (between(rng, 0.9, 1.3), between(rng, -0.1, 0.15))];
    vec![dense(&corners, 0.1)]
}

/// Two strokes across each other, upright or slanting.
pub fn cross(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let turn = if one_of(rng, 2) == 0 { 0.0 } else { TAU / 8.0 };
    let stroke = |angle: f32, length: f32| {
        let (x, y) = (length * angle.cos(), length * angle.sin());
        dense(&[(-x, -y), (x, y)], 0.1)
    };
    vec![stroke(turn, between(rng, 0.8, 1.0)), stroke(turn + TAU / 4.0 + between(rng, -0.2, 0.2), 1.0)]
}

/// A triangle, a square or a house.
pub fn figure(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let lean = between(rng, -0.1, 0.1);
    let closed: &[(f32, f32)] = match one_of(rng, 3) {
        0 => &[(0.5, 0.0), (1.0, 0.9), (0.0, 0.9), (0.5, 0.0)],
        1 => &[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)],
        _ => &[(0.0, 1.0), (0.0, 0.4), (0.5, 0.0), (1.0, 0.4), (1.0, 1.0), (0.0, 1.0)],
    };
    let leaning: Vec<(f32, f32)> = closed.iter().map(|&(x, y)| (x + lean * y, y)).collect();
    vec![dense(&leaning, 0.12)]
}
