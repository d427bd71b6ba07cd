//! Digits as different hands write them: shapes of one or several strokes, slanted, stretched, trembling. It knows
//! nothing of the segmentation it tests.

use rand::Rng;

/// A stroke as points in a unit square, y downward.
pub type Line = Vec<(f32, f32)>;

/// Ways to write a digit; each is the corners of its strokes.
fn shapes(digit: u8) -> Vec<Vec<Vec<(f32, f32)>>> {
    let zero = vec![
        (0.52, 0.0),
        (0.2, 0.15),
        (0.1, 0.5),
        (0.25, 0.88),
        (0.5, 1.0),
        (0.8, 0.85),
        (0.9, 0.5),
        (0.75, 0.12),
        (0.5, 0.0),
    ];
    let loop_at = |top: f32, bottom: f32| {
        let middle = f32::midpoint(top, bottom);
        vec![(0.5, top), (0.15, middle), (0.5, bottom), (0.85, middle), (0.5, top)]
    };
    match digit {
        0 => vec![vec![zero.clone()], vec![zero, vec![(0.75, 0.15), (0.25, 0.85)]]],
        1 => vec![
            vec![vec![(0.55, 0.0), (0.5, 0.5), (0.48, 1.0)]],
            vec![vec![(0.25, 0.3), (0.55, 0.0), (0.55, 0.5), (0.55, 1.0)]],
            vec![vec![(0.25, 0.3), (0.55, 0.0), (0.55, 0.5), (0.55, 0.98)], vec![(0.25, 1.0), (0.85, 1.0)]],
        ],
        2 => vec![
            vec![vec![
                (0.1, 0.25),
                (0.3, 0.0),
                (0.7, 0.02),
                (0.85, 0.25),
                (0.6, 0.6),
                (0.1, 0.98),
                (0.5, 0.97),
                (0.95, 1.0),
            ]],
            vec![vec![
                (0.15, 0.2),
                (0.45, 0.0),
                (0.8, 0.2),
                (0.6, 0.6),
                (0.25, 0.95),
                (0.1, 0.85),
                (0.3, 0.78),
                (0.6, 0.95),
                (0.95, 0.92),
            ]],
        ],
        3 => vec![
            vec![vec![
                (0.15, 0.1),
                (0.5, 0.0),
                (0.8, 0.2),
                (0.45, 0.47),
                (0.85, 0.7),
                (0.6, 0.98),
                (0.3, 1.0),
                (0.08, 0.85),
            ]],
            vec![vec![(0.1, 0.0), (0.85, 0.0), (0.45, 0.4), (0.85, 0.65), (0.6, 1.0), (0.1, 0.9)]],
        ],
        4 => vec![
            vec![
                vec![(0.35, 0.0), (0.2, 0.3), (0.05, 0.6), (0.5, 0.62), (0.95, 0.58)],
                vec![(0.7, 0.05), (0.67, 0.5), (0.65, 1.0)],
            ],
            vec![vec![(0.3, 0.05), (0.15, 0.55), (0.8, 0.55)], vec![(0.75, 0.3), (0.72, 1.0)]],
            vec![vec![(0.7, 1.0), (0.7, 0.5), (0.7, 0.0), (0.35, 0.4), (0.05, 0.7), (0.5, 0.68), (0.95, 0.7)]],
        ],
        5 => vec![
            vec![
                vec![(0.25, 0.0), (0.2, 0.25), (0.18, 0.45), (0.5, 0.38), (0.85, 0.65), (0.6, 0.98), (0.1, 0.92)],
                vec![(0.25, 0.0), (0.55, 0.01), (0.9, 0.0)],
            ],
            vec![
                vec![(0.25, 0.12), (0.2, 0.3), (0.18, 0.45), (0.5, 0.4), (0.85, 0.65), (0.6, 0.98), (0.1, 0.92)],
                vec![(0.32, 0.0), (0.6, 0.01), (0.95, -0.03)],
            ],
            vec![vec![
                (0.85, 0.0),
                (0.5, 0.02),
                (0.25, 0.0),
                (0.2, 0.25),
                (0.18, 0.45),
                (0.5, 0.38),
                (0.85, 0.65),
                (0.6, 0.98),
                (0.1, 0.92),
            ]],
        ],
        6 => vec![vec![vec![
            (0.75, 0.0),
            (0.4, 0.2),
            (0.15, 0.55),
            (0.2, 0.85),
            (0.5, 1.0),
            (0.82, 0.85),
            (0.78, 0.6),
            (0.5, 0.5),
            (0.2, 0.7),
        ]]],
        7 => vec![
            vec![vec![(0.1, 0.05), (0.5, 0.02), (0.9, 0.0), (0.65, 0.45), (0.4, 1.0)]],
            vec![vec![(0.1, 0.05), (0.5, 0.02), (0.9, 0.0), (0.65, 0.45), (0.4, 1.0)], vec![(0.35, 0.5), (0.9, 0.48)]],
            vec![vec![(0.1, 0.15), (0.12, 0.02), (0.5, 0.03), (0.9, 0.0), (0.6, 0.5), (0.45, 1.0)]],
        ],
        8 => vec![
            vec![vec![
                (0.75, 0.12),
                (0.5, 0.0),
                (0.2, 0.12),
                (0.3, 0.38),
                (0.7, 0.6),
                (0.85, 0.82),
                (0.5, 1.0),
                (0.15, 0.8),
                (0.3, 0.58),
                (0.65, 0.38),
                (0.76, 0.14),
            ]],
            vec![loop_at(0.0, 0.48), loop_at(0.5, 1.0)],
        ],
        _ => vec![
            vec![vec![(0.8, 0.2), (0.5, 0.0), (0.15, 0.25), (0.4, 0.5), (0.8, 0.25), (0.78, 0.6), (0.65, 1.0)]],
            vec![
                vec![(0.75, 0.1), (0.4, 0.0), (0.15, 0.28), (0.4, 0.5), (0.75, 0.35)],
                vec![(0.8, 0.05), (0.8, 0.5), (0.75, 1.0)],
            ],
        ],
    }
}

/// A digit in one of its ways: its height is 1, its box begins at (0, 0).
pub fn digit(digit: u8, rng: &mut impl Rng) -> Vec<Line> {
    let ways = shapes(digit);
    let way = &ways[rng.random_range(0..ways.len())];
    let slant = rng.random_range(-0.12_f32..0.3);
    let aspect = rng.random_range(0.5_f32..0.85);
    let tremble = rng.random_range(0.0_f32..0.035);
    let mut lines: Vec<Line> = Vec::new();
    for corners in way {
        let mut moved = |&(x, y): &(f32, f32)| {
            let mut shift = || rng.random_range(-1.0_f32..1.0) * tremble;
            let (x, y) = (x + shift(), y + shift());
            (x * aspect + slant * (1.0 - y), y)
        };
        let corners: Vec<(f32, f32)> = corners.iter().map(&mut moved).collect();
        // The pen does not come down where it was meant to.
        let (right, down) = (rng.random_range(-0.07_f32..0.07), rng.random_range(-0.07_f32..0.07));
        lines.push(smooth(&corners).into_iter().map(|(x, y)| (x + right, y + down)).collect());
    }
    let all = || lines.iter().flatten();
    let (left, top) = all().fold((f32::MAX, f32::MAX), |(l, t), &(x, y)| (l.min(x), t.min(y)));
    let bottom = all().fold(f32::MIN, |b, &(_, y)| b.max(y));
    let height = bottom - top;
    lines.iter().map(|line| line.iter().map(|&(x, y)| ((x - left) / height, (y - top) / height)).collect()).collect()
}

/// A spline through the corners.
fn smooth(corners: &[(f32, f32)]) -> Line {
    const STEPS: usize = 8;
    let at = |place: isize| corners[place.clamp(0, corners.len() as isize - 1) as usize];
    let mut line = Vec::new();
    for start in 0..corners.len() as isize - 1 {
        let [a, b, c, d] = [-1, 0, 1, 2].map(|offset| at(start + offset));
        for step in 0..STEPS {
            let t = step as f32 / STEPS as f32;
            let blend = |a: f32, b: f32, c: f32, d: f32| {
                0.5 * (2.0 * b
                    + (c - a) * t
                    + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t
                    + (3.0 * b - a - 3.0 * c + d) * t * t * t)
            };
            line.push((blend(a.0, b.0, c.0, d.0), blend(a.1, b.1, c.1, d.1)));
        }
    }
    line.extend(corners.last());
    line
}
