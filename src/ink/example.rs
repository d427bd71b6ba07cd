//! The ten digits as a school hand writes them, stroke by stroke, to be traced.

use super::{DEFAULT_PEN_WIDTH, Point, Stroke};

/// The strokes of a digit in the middle of the canvas, in the order and direction of writing; none for a number above
/// nine.
#[must_use]
pub fn strokes(digit: u8) -> Vec<Stroke> {
    let place = |&(x, y): &(i8, i8)| Point { x: 0.5 + f32::from(x) / 100.0, y: 0.5 + f32::from(y) / 100.0 };
    let lines = ways(digit).iter();
    lines.map(|way| Stroke::new(way.iter().map(place).collect(), DEFAULT_PEN_WIDTH)).collect()
}

/// The points each stroke goes through, in hundredths of the canvas side from its middle.
#[expect(clippy::too_many_lines, reason = "a table, with one point on each line")]
fn ways(digit: u8) -> &'static [&'static [(i8, i8)]] {
    match digit {
        0 => &[&[
            (4, -33),
            (-8, -31),
            (-17, -19),
            (-20, -1),
            (-17, 18),
            (-8, 31),
            (2, 33),
            (12, 28),
            (19, 14),
            (20, -4),
            (17, -21),
            (9, -31),
            (0, -33),
        ]],
        1 => &[&[(-13, -17), (-6, -23), (0, -30), (4, -34), (4, -14), (4, 10), (4, 34)]],
        2 => &[&[
            (-19, -19),
            (-15, -28),
            (-5, -33),
            (7, -32),
            (16, -24),
            (17, -12),
            (10, 1),
            (-3, 14),
            (-15, 25),
            (-21, 32),
            (-6, 32),
            (8, 32),
            (21, 32),
        ]],
        3 => &[&[
            (-17, -25),
            (-9, -32),
            (3, -33),
            (13, -27),
            (15, -17),
            (9, -6),
            (-3, -2),
            (9, 2),
            (17, 11),
            (16, 23),
            (7, 32),
            (-6, 33),
            (-18, 26),
        ]],
        4 => &[
            &[(6, -33), (-3, -18), (-12, -3), (-21, 11), (-6, 11), (8, 11), (23, 11)],
            &[(10, -10), (10, 4), (9, 19), (9, 34)],
        ],
        5 => &[
            &[
                (-13, -32),
                (-14, -19),
                (-16, -5),
                (-6, -9),
                (5, -9),
                (15, -1),
                (18, 12),
                (12, 25),
                (0, 32),
                (-12, 31),
                (-20, 25),
            ],
            &[(-13, -32), (0, -32), (17, -32)],
        ],
        6 => &[&[
            (12, -33),
            (1, -27),
            (-9, -16),
            (-16, -2),
            (-18, 13),
            (-13, 27),
            (-1, 33),
            (12, 29),
            (18, 17),
            (14, 5),
            (2, 0),
            (-10, 5),
            (-17, 15),
        ]],
        7 => &[&[(-20, -32), (-6, -32), (8, -32), (20, -32), (12, -17), (4, 0), (-3, 17), (-7, 34)]],
        8 => &[&[
            (14, -25),
            (4, -33),
            (-8, -31),
            (-14, -22),
            (-10, -11),
            (1, -3),
            (12, 6),
            (17, 18),
            (11, 30),
            (-1, 34),
            (-13, 29),
            (-17, 17),
            (-10, 5),
            (2, -4),
            (12, -13),
            (14, -25),
        ]],
        9 => &[&[
            (16, -20),
            (9, -30),
            (-3, -33),
            (-14, -26),
            (-17, -14),
            (-10, -4),
            (2, -2),
            (12, -9),
            (16, -20),
            (16, -4),
            (13, 14),
            (8, 34),
        ]],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_lies_in_the_middle_of_the_canvas_and_ten_is_none() {
        for digit in 0..=9 {
            let strokes = strokes(digit);
            let (low, high) = crate::ink::transform::bounds(&strokes).expect("a digit has strokes");
            assert!(low.y < 0.2 && high.y > 0.8 && low.x > 0.2 && high.x < 0.8, "{digit}: {low:?} {high:?}");
        }
        assert!(strokes(10).is_empty());
    }
}
