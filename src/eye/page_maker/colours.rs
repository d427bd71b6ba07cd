//! Colours of papers and of what writes on them.

use super::{between, happens, one_of};
use crate::data::split_mix::SplitMix64;

/// Red, green and blue, from 0 to 255.
pub type Colour = [f32; 3];

/// Pens and pencils on light paper.
const DARK: [Colour; 14] = [
    [25.0, 25.0, 28.0],
    [45.0, 45.0, 50.0],
    [70.0, 70.0, 72.0],
    [95.0, 95.0, 98.0],
    [130.0, 130.0, 132.0],
    [155.0, 155.0, 155.0],
    [40.0, 60.0, 150.0],
    [30.0, 40.0, 110.0],
    [70.0, 100.0, 190.0],
    [200.0, 50.0, 55.0],
    [30.0, 130.0, 60.0],
    [120.0, 50.0, 140.0],
    [230.0, 120.0, 30.0],
    [120.0, 75.0, 40.0],
];
/// Chalk and light pens on dark paper.
const LIGHT: [Colour; 5] =
    [[235.0, 235.0, 232.0], [205.0, 208.0, 200.0], [240.0, 220.0, 90.0], [240.0, 160.0, 180.0], [150.0, 200.0, 240.0]];
/// Felt tips, some of which are nearly as light as paper.
const FELT: [Colour; 8] = [
    [225.0, 40.0, 45.0],
    [245.0, 140.0, 30.0],
    [235.0, 200.0, 40.0],
    [60.0, 170.0, 70.0],
    [60.0, 180.0, 210.0],
    [50.0, 80.0, 190.0],
    [150.0, 70.0, 170.0],
    [235.0, 110.0, 170.0],
];
/// Least distance of ink from paper, in grey levels of one channel.
const LEAST: f32 = 38.0;

/// The farthest that two colours are from each other in one channel.
pub fn distance(a: Colour, b: Colour) -> f32 {
    a.iter().zip(&b).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max)
}

/// Lightness of a colour.
pub fn light(colour: Colour) -> f32 {
    0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
}

/// A colour of paper, most often light.
pub fn paper(chance: &mut SplitMix64) -> Colour {
    let (level, tint) = match chance.unit() {
        kind if kind < 0.62 => (between(chance, 200.0, 252.0), 6.0),
        kind if kind < 0.82 => (between(chance, 115.0, 215.0), 22.0),
        _ => (between(chance, 15.0, 90.0), 18.0),
    };
    [(); 3].map(|()| (level + tint * chance.normal()).clamp(3.0, 254.0))
}

/// A colour that can be seen on this paper.
pub fn ink(paper: Colour, chance: &mut SplitMix64) -> Colour {
    for _ in 0..24 {
        let colour = match chance.unit() {
            kind if kind < 0.12 => one_of(chance, &FELT),
            kind if kind < 0.3 => {
                let level = between(chance, 0.0, 255.0);
                [level; 3]
            }
            _ if light(paper) > 120.0 => one_of(chance, &DARK),
            _ => one_of(chance, &LIGHT),
        };
        let colour = colour.map(|level| (level + 8.0 * chance.normal()).clamp(0.0, 255.0));
        let is_seen = distance(paper, colour) > LEAST && (light(paper) - light(colour)).abs() > 0.4 * LEAST;
        if is_seen {
            return colour;
        }
    }
    if light(paper) > 120.0 { [20.0; 3] } else { [240.0; 3] }
}

/// A printed line's colour: faint and tinted, or as dark as ink.
pub fn print(paper: Colour, chance: &mut SplitMix64) -> Colour {
    if happens(chance, 0.25) {
        return ink(paper, chance);
    }
    let dark = between(chance, 0.05, 0.5);
    let to = if light(paper) > 120.0 { 0.0 } else { 255.0 };
    paper.map(|level| level + (to - level) * (dark * between(chance, 0.3, 1.0)))
}

/// Any colour at all.
pub fn any(chance: &mut SplitMix64) -> Colour {
    let level = between(chance, 0.0, 230.0);
    [(); 3].map(|()| (level + 25.0 * chance.normal()).clamp(0.0, 255.0))
}
