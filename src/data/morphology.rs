//! Thicker and thinner strokes, and noise: changes of grey values that move nothing.

use super::image::{PIXELS, SIDE};
use super::split_mix::SplitMix64;

/// Adds up to a pixel on each side of every stroke, or takes it away if `by` is negative: the picture blended with
/// its grey dilation or erosion by a cross.
pub fn thicken(pixels: &mut [u8; PIXELS], by: f32) {
    let pick: fn(u8, u8) -> u8 = if by > 0.0 { u8::max } else { u8::min };
    let share = (by.abs().min(1.0) * 256.0) as i32;
    let old = *pixels;
    let at = |x: usize, y: usize| old[y * SIDE + x];
    for (place, pixel) in pixels.iter_mut().enumerate() {
        let (x, y) = (place % SIDE, place / SIDE);
        let mut most = *pixel;
        most = pick(most, if x > 0 { at(x - 1, y) } else { 0 });
        most = pick(most, if x + 1 < SIDE { at(x + 1, y) } else { 0 });
        most = pick(most, if y > 0 { at(x, y - 1) } else { 0 });
        most = pick(most, if y + 1 < SIDE { at(x, y + 1) } else { 0 });
        let (from, to) = (i32::from(*pixel), i32::from(most));
        *pixel = (from + (((to - from) * share) >> 8)) as u8;
    }
}

/// Adds noise of this deviation, a share of full ink; values stay between paper and ink.
pub fn add_noise(pixels: &mut [u8; PIXELS], deviation: f32, chance: &mut SplitMix64) {
    for pixel in pixels {
        *pixel = (f32::from(*pixel) + 255.0 * deviation * chance.normal()).round().clamp(0.0, 255.0) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bar of three columns of full ink.
    fn bar() -> [u8; PIXELS] {
        std::array::from_fn(|at| if (12..15).contains(&(at % SIDE)) { 255 } else { 0 })
    }

    fn columns_of_ink(pixels: &[u8; PIXELS]) -> f32 {
        pixels[14 * SIDE..15 * SIDE].iter().map(|&pixel| f32::from(pixel) / 255.0).sum()
    }

    #[test]
    fn thickening_by_half_a_pixel_makes_a_bar_a_pixel_wider() {
        let mut pixels = bar();
        thicken(&mut pixels, 0.5);
        assert!((columns_of_ink(&pixels) - 4.0).abs() < 0.02);
        thicken(&mut pixels, 0.0);
        assert!((columns_of_ink(&pixels) - 4.0).abs() < 0.02);
    }

    #[test]
    fn thinning_by_half_a_pixel_makes_a_bar_a_pixel_narrower() {
        let mut pixels = bar();
        thicken(&mut pixels, -0.5);
        assert!((columns_of_ink(&pixels) - 2.0).abs() < 0.02);
    }

    #[test]
    fn noise_has_its_deviation_and_stays_in_range() {
        let mut pixels = [128; PIXELS];
        add_noise(&mut pixels, 0.1, &mut SplitMix64::new(1, 2, 3));
        let squares: f32 = pixels.iter().map(|&pixel| (f32::from(pixel) - 128.0).powi(2)).sum();
        let deviation = (squares / PIXELS as f32).sqrt() / 255.0;
        assert!((deviation - 0.1).abs() < 0.01, "{deviation}");
    }
}
