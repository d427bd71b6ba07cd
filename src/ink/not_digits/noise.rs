//! Random pixels: single ones, specks and blots.

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::{Raster, between, one_of};

/// A square of noise.
pub fn raster(rng: &mut ChaCha8Rng) -> Raster {
    let side = 20 + one_of(rng, 60);
    let ink = match one_of(rng, 3) {
        0 => (0..side * side).map(|_| rng.random::<u8>()).collect(),
        1 => {
            let share = between(rng, 0.03, 0.4);
            (0..side * side).map(|_| if rng.random::<f32>() < share { 255 } else { 0 }).collect()
        }
        _ => blots(side, rng),
    };
    Raster { width: side, height: side, ink }
}

/// Where a sum of a few random bumps is high.
fn blots(side: usize, rng: &mut ChaCha8Rng) -> Vec<u8> {
    let bumps: Vec<[f32; 3]> = (0..8 + one_of(rng, 10))
        .map(|_| [between(rng, 0.0, 1.0), between(rng, 0.0, 1.0), between(rng, 0.04, 0.15)])
        .collect();
    let at = |x: f32, y: f32| -> f32 {
        bumps.iter().map(|&[bx, by, r]| (-((x - bx).powi(2) + (y - by).powi(2)) / (r * r)).exp()).sum()
    };
    let place = |index: usize| (index as f32 + 0.5) / side as f32;
    (0..side * side).map(|index| if at(place(index % side), place(index / side)) > 0.5 { 255 } else { 0 }).collect()
}
