//! Moving a picture by an affine map: shift, turn, resize, slant.

use super::elastic::Field;
use super::image::{PIXELS, SIDE};

/// Pixel index, on both axes, of the point that a map without a shift leaves where it is: MNIST puts the centre of mass
/// of every digit there, so that a turned digit is still centred as MNIST would centre it.
const CENTRE: f32 = 14.0;

/// Fixed point: 16 bits after the point, exact for whole pixels.
const ONE: f32 = 65_536.0;
/// Width of the source's rows with paper around them; a power of two makes the address a shift.
const STRIDE: usize = 32;
/// Addresses of a top left neighbour: 32 rows of 32.
const ADDRESSES: usize = STRIDE * STRIDE;

/// An affine map of a picture: rotation, scaling and shear about [`CENTRE`], then a shift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Affine {
    /// Shift to the right, in pixels.
    pub shift_x: f32,
    /// Shift downwards, in pixels.
    pub shift_y: f32,
    /// Turn clockwise, in radians.
    pub angle: f32,
    /// New size as a share of the old, 0.1 to 10.
    pub scale: f32,
    /// How far a point moves to the left for each pixel it lies above the centre.
    pub shear: f32,
}

impl Affine {
    /// Row-major 2×2 matrix from offsets in the old picture to offsets in the new one: turn × resize × slant.
    fn forward(self) -> [f32; 4] {
        let (sin, cos) = self.angle.sin_cos();
        let (sin, cos) = (sin * self.scale, cos * self.scale);
        [cos, cos * self.shear - sin, sin, sin * self.shear + cos]
    }

    /// Row-major 2×2 matrix from offsets in the new picture to offsets in the old one.
    fn backward(self) -> [f32; 4] {
        let [a, b, c, d] = self.forward();
        // Turning and slanting keep areas, so this is scale squared and above 0.
        let inverse = 1.0 / (a * d - b * c);
        [d * inverse, -b * inverse, -c * inverse, a * inverse]
    }

    /// Writes the moved picture into `out`: each new pixel is interpolated between the four old ones around the point
    /// it comes from, and is paper where that lies outside.
    pub fn warp(self, pixels: &[u8; PIXELS], out: &mut [u8; PIXELS]) {
        out.fill(0);
        let source = framed(pixels);
        let [a, b, c, d] = self.backward();
        let (step_x, step_y) = ((a * ONE) as i32, (c * ONE) as i32);
        // One pixel further for the frame, and half of the last of the eight bits that are used.
        let base = CENTRE + 1.0 + 1.0 / 512.0;
        for (y, line) in out.chunks_exact_mut(SIDE).enumerate() {
            let (dx, dy) = (-CENTRE - self.shift_x, y as f32 - CENTRE - self.shift_y);
            let start_x = ((a * dx + b * dy + base) * ONE) as i32;
            let start_y = ((c * dx + d * dy + base) * ONE) as i32;
            for (x, pixel) in line.iter_mut().enumerate() {
                *pixel = sample(&source, start_x + x as i32 * step_x, start_y + x as i32 * step_y);
            }
        }
    }
}

impl Affine {
    /// Like [`warp`](Self::warp), each new pixel's source moved further by the field.
    pub fn warp_bent(self, field: &Field, pixels: &[u8; PIXELS], out: &mut [u8; PIXELS]) {
        let source = framed(pixels);
        let [a, b, c, d] = self.backward();
        let base = CENTRE + 1.0 + 1.0 / 512.0;
        for (y, line) in out.chunks_exact_mut(SIDE).enumerate() {
            let dy = y as f32 - CENTRE - self.shift_y;
            for ((x, pixel), (bend_x, bend_y)) in line.iter_mut().enumerate().zip(field.row(y)) {
                let dx = x as f32 - CENTRE - self.shift_x;
                let from_x = a * dx + b * dy + base + bend_x;
                let from_y = c * dx + d * dy + base + bend_y;
                *pixel = sample(&source, (from_x * ONE) as i32, (from_y * ONE) as i32);
            }
        }
    }
}

/// The picture with one pixel of paper on its left and top and more on the other sides.
fn framed(pixels: &[u8; PIXELS]) -> [u8; ADDRESSES + 2 * STRIDE] {
    let mut source = [0; ADDRESSES + 2 * STRIDE];
    for (wide, line) in source[STRIDE..].chunks_exact_mut(STRIDE).zip(pixels.chunks_exact(SIDE)) {
        wide[1..=SIDE].copy_from_slice(line);
    }
    source
}

/// The framed picture at a point in fixed point, interpolated between four pixels with eight bits of position.
fn sample(source: &[u8; ADDRESSES + 2 * STRIDE], x: i32, y: i32) -> u8 {
    // Whatever lies outside meets only the frame.
    let end = (SIDE as i32 + 1) << 16;
    let (x, y) = (x.clamp(0, end) as u32, y.clamp(0, end) as u32);
    // Never beyond the mask, which spares four checks.
    let at = ((y >> 16) as usize * STRIDE + (x >> 16) as usize) & (ADDRESSES - 1);
    let (right, lower) = ((x >> 8) & 255, (y >> 8) & 255);
    let across = |at: usize| u32::from(source[at]) * (256 - right) + u32::from(source[at + 1]) * right;
    ((across(at) * (256 - lower) + across(at + STRIDE) * lower + (1 << 15)) >> 16) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Image;

    const STAY: Affine = Affine { shift_x: 0.0, shift_y: 0.0, angle: 0.0, scale: 1.0, shear: 0.0 };
    const RIGHT_ANGLE: f32 = std::f32::consts::FRAC_PI_2;

    fn warped(image: &Image, by: Affine) -> Image {
        // Old pixels in the way of the new ones would be noticed.
        let mut out = Image([99; PIXELS]);
        by.warp(&image.0, &mut out.0);
        out
    }

    /// One inked pixel.
    fn point(x: usize, y: usize, ink: u8) -> Image {
        let mut image = Image::BLANK;
        image.0[y * SIDE + x] = ink;
        image
    }

    /// A soft blob around (`x`, `y`), so that where ink lies between pixels does not matter.
    fn blob(x: f32, y: f32) -> Image {
        Image(std::array::from_fn(|at| {
            let (dx, dy) = ((at % SIDE) as f32 - x, (at / SIDE) as f32 - y);
            (250.0 * (-(dx * dx + dy * dy) / 8.0).exp()) as u8
        }))
    }

    fn ink(image: &Image) -> f64 {
        image.0.iter().map(|&pixel| f64::from(pixel)).sum()
    }

    #[track_caller]
    fn assert_centre(image: &Image, (x, y): (f64, f64)) {
        let (found_x, found_y) = image.centre_of_mass().expect("there is ink");
        assert!((found_x - x).hypot(found_y - y) < 0.05, "({found_x}, {found_y}) is not ({x}, {y})");
    }

    #[test]
    fn a_map_that_moves_nothing_changes_nothing() {
        let noise = Image(std::array::from_fn(|at| (at * 37 % 256) as u8));
        assert_eq!(warped(&noise, STAY), noise);
    }

    #[test]
    fn a_shift_by_whole_pixels_copies_them() {
        let moved = warped(&point(10, 11, 200), Affine { shift_x: 3.0, shift_y: -5.0, ..STAY });
        assert_eq!(moved, point(13, 6, 200));
    }

    #[test]
    fn a_shift_by_half_a_pixel_shares_the_ink_between_two() {
        let moved = warped(&point(10, 11, 200), Affine { shift_x: 0.5, ..STAY });
        assert_eq!((moved.pixel(10, 11), moved.pixel(11, 11)), (100, 100));
        assert_eq!(moved.0.iter().filter(|&&pixel| pixel > 0).count(), 2);
    }

    #[test]
    fn a_quarter_turn_is_clockwise_about_the_centre() {
        let moved = warped(&point(20, 14, 200), Affine { angle: RIGHT_ANGLE, ..STAY });
        assert_eq!(moved, point(14, 20, 200));
    }

    #[test]
    fn a_turn_keeps_the_ink_and_the_centre() {
        let image = blob(14.0, 14.0);
        let moved = warped(&image, Affine { angle: 0.6, ..STAY });
        assert_centre(&moved, (14.0, 14.0));
        assert!((ink(&moved) / ink(&image) - 1.0).abs() < 0.01);
    }

    #[test]
    fn resizing_moves_points_away_from_the_centre_and_multiplies_the_ink() {
        let image = blob(18.0, 12.0);
        let moved = warped(&image, Affine { scale: 1.25, ..STAY });
        assert_centre(&moved, (19.0, 11.5));
        assert!((ink(&moved) / ink(&image) - 1.25 * 1.25).abs() < 0.02);
    }

    #[test]
    fn a_slant_moves_the_top_to_the_left_and_the_bottom_to_the_right() {
        let slant = Affine { shear: 0.5, ..STAY };
        assert_centre(&warped(&blob(14.0, 8.0), slant), (11.0, 8.0));
        assert_centre(&warped(&blob(14.0, 20.0), slant), (17.0, 20.0));
    }

    #[test]
    fn all_parts_of_a_map_are_applied_in_their_order() {
        let map = Affine { shift_x: 2.0, shift_y: -1.0, angle: RIGHT_ANGLE, scale: 0.5, shear: 0.25 };
        // (4, −4) from the centre; slanted (3, −4), resized (1.5, −2), turned (2, 1.5), shifted (4, 0.5).
        assert_centre(&warped(&blob(18.0, 10.0), map), (18.0, 14.5));
    }

    #[test]
    fn full_ink_stays_full_and_never_wraps_round() {
        let full = Image([255; PIXELS]);
        for step in 0..100 {
            let amount = step as f32 / 100.0;
            let map = Affine { shift_x: amount, shift_y: -amount, angle: amount, scale: 1.2, shear: amount / 4.0 };
            let moved = warped(&full, map);
            for (x, y) in [(14, 14), (10, 10), (18, 18), (10, 18)] {
                assert_eq!(moved.pixel(x, y), 255, "step {step}");
            }
        }
    }

    #[test]
    fn what_comes_from_outside_is_paper() {
        let full = Image([255; PIXELS]);
        assert!(warped(&full, Affine { shift_x: 300.0, ..STAY }).is_blank());
        let corner = warped(&full, Affine { shift_x: 8.0, shift_y: 8.0, ..STAY });
        assert_eq!((corner.pixel(7, 20), corner.pixel(8, 8), corner.pixel(20, 7)), (0, 255, 0));
    }
}
