//! Pairs of digits beside each other, of arcs and straight lines.

use rand_chacha::ChaCha8Rng;

use super::{Line, arc, between, dense, one_of};

/// Two digits of about the same height with some room between them.
pub fn pair(rng: &mut ChaCha8Rng) -> Vec<Line> {
    let (first, second) = (digit(one_of(rng, 10)), digit(one_of(rng, 10)));
    let right = first.iter().flatten().map(|point| point.0).fold(f32::MIN, f32::max);
    let left = second.iter().flatten().map(|point| point.0).fold(f32::MAX, f32::min);
    let gap = between(rng, 0.2, 0.5);
    let (size, drop) = (between(rng, 0.85, 1.15), between(rng, -0.1, 0.1));
    let beside = |line: Line| -> Line {
        line.into_iter().map(|(x, y)| ((x - left) * size + right + gap, y * size + drop)).collect()
    };
    first.into_iter().chain(second.into_iter().map(beside)).collect()
}

/// A digit in a box of height 1.
fn digit(digit: usize) -> Vec<Line> {
    let lines = |corners: &[&[(f32, f32)]]| corners.iter().map(|corners| dense(corners, 0.1)).collect();
    match digit {
        0 => vec![arc((0.35, 0.5), (0.33, 0.5), (-90.0, 280.0))],
        1 => lines(&[&[(0.0, 0.22), (0.2, 0.0), (0.2, 1.0)]]),
        2 => vec![
            [arc((0.33, 0.28), (0.3, 0.28), (190.0, 385.0)), dense(&[(0.55, 0.5), (0.0, 1.0), (0.65, 1.0)], 0.1)]
                .concat(),
        ],
        3 => vec![
            [arc((0.3, 0.25), (0.3, 0.25), (-150.0, 90.0)), arc((0.3, 0.74), (0.33, 0.26), (-90.0, 150.0))].concat(),
        ],
        4 => lines(&[&[(0.35, 0.0), (0.0, 0.62), (0.7, 0.62)], &[(0.5, 0.3), (0.5, 1.0)]]),
        5 => vec![
            [dense(&[(0.6, 0.0), (0.1, 0.0), (0.05, 0.42)], 0.1), arc((0.3, 0.68), (0.33, 0.32), (-130.0, 140.0))]
                .concat(),
        ],
        6 => vec![
            [dense(&[(0.5, 0.0), (0.2, 0.3), (0.02, 0.7)], 0.1), arc((0.32, 0.72), (0.3, 0.28), (180.0, -180.0))]
                .concat(),
        ],
        7 => lines(&[&[(0.0, 0.0), (0.65, 0.0), (0.25, 1.0)]]),
        8 => vec![
            [arc((0.32, 0.24), (0.26, 0.24), (90.0, -270.0)), arc((0.32, 0.74), (0.31, 0.26), (-90.0, 270.0))].concat(),
        ],
        _ => vec![[arc((0.3, 0.28), (0.28, 0.28), (0.0, -360.0)), dense(&[(0.58, 0.28), (0.5, 1.0)], 0.1)].concat()],
    }
}
