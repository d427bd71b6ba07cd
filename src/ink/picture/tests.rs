//! Pictures that people bring: both polarities, pencil, shading, noise, dust, and nothing at all.

use proptest::prelude::*;

use super::*;
use crate::data::Image;
use crate::ink::{Point, Stroke, normalise};

/// A two, as it is drawn on the canvas.
fn strokes() -> Vec<Stroke> {
    let points = [(0.3, 0.3), (0.4, 0.2), (0.6, 0.2), (0.65, 0.35), (0.5, 0.55), (0.3, 0.8), (0.5, 0.78), (0.7, 0.8)];
    vec![Stroke::new(points.iter().map(|&(x, y)| Point { x, y }).collect(), 0.08)]
}

/// The picture of a two in a margin, with grey levels that `shade(x, y, ink)` gives for places and ink from 0 to 1.
fn photo(margin: usize, shade: impl Fn(f32, f32, f32) -> f32) -> (usize, usize, Vec<u8>) {
    let digit = Raster::of(&strokes());
    let (width, height) = (digit.width + 2 * margin, digit.height + 2 * margin);
    let grey = (0..width * height).map(|index| {
        let (x, y) = (index % width, index / width);
        let inside = (x.wrapping_sub(margin), y.wrapping_sub(margin));
        let within = inside.0 < digit.width && inside.1 < digit.height;
        let ink = if within { f32::from(digit.ink[inside.1 * digit.width + inside.0]) / 255.0 } else { 0.0 };
        shade(x as f32 / width as f32, y as f32 / height as f32, ink).round().clamp(0.0, 255.0) as u8
    });
    (width, height, grey.collect())
}

/// Noise from −1 to 1 that depends on the place alone.
fn grain(x: f32, y: f32) -> f32 {
    let mixed = (x * 7919.0 + y * 104_729.0).to_bits().wrapping_mul(0x9E37_79B9);
    f32::from((mixed >> 16) as u16) / 32768.0 - 1.0
}

/// Grey levels, a pixel in the mean, between the photo's digit and the same digit drawn.
fn difference_from_drawn((width, height, grey): (usize, usize, Vec<u8>)) -> f32 {
    let (read, drawn) = (normalise(&ink_of_grey(width, height, &grey)), normalise(&Raster::of(&strokes())));
    let sum: u32 = read.0.iter().zip(&drawn.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
    sum as f32 / 784.0
}

#[test]
fn black_on_white_and_white_on_black_read_as_drawn() {
    assert!(difference_from_drawn(photo(40, |_, _, ink| 255.0 * (1.0 - ink))) < 1.0);
    assert!(difference_from_drawn(photo(40, |_, _, ink| 255.0 * ink)) < 1.0);
    assert!(difference_from_drawn(photo(1, |_, _, ink| 255.0 * (1.0 - ink))) < 1.0);
}

#[test]
fn pencil_on_grey_noisy_shaded_paper_reads_as_drawn() {
    let pencil = |x: f32, y: f32, ink: f32| {
        let pressure = 0.75 + 0.25 * grain(y, x);
        190.0 - 40.0 * x - 10.0 * y - 70.0 * ink * pressure + 4.0 * grain(x, y)
    };
    let difference = difference_from_drawn(photo(60, pencil));
    assert!(difference < 3.0, "{difference}");
}

#[test]
fn chalk_on_a_noisy_board_reads_as_drawn() {
    let chalk =
        |x: f32, y: f32, ink: f32| 60.0 + 20.0 * y + 120.0 * ink * (0.8 + 0.2 * grain(y, x)) + 5.0 * grain(x, y);
    let difference = difference_from_drawn(photo(50, chalk));
    assert!(difference < 3.0, "{difference}");
}

#[test]
fn dust_far_from_the_digit_is_ignored() {
    let (width, height, mut grey) = photo(60, |_, _, ink| 230.0 - 200.0 * ink);
    for index in [5 * width + 5, 6 * width + 5, 50 * width + width - 3, (height - 4) * width + 70] {
        grey[index] = 20;
    }
    assert!(difference_from_drawn((width, height, grey)) < 1.0);
}

#[test]
fn a_picture_of_one_colour_gives_no_ink() {
    for level in [0, 1, 127, 255] {
        assert!(normalise(&ink_of_grey(40, 30, &[level; 1200])).is_blank());
    }
    assert!(normalise(&ink_of_grey(1, 1, &[9])).is_blank());
}

#[test]
fn blank_paper_with_noise_and_shading_gives_no_ink() {
    let (width, height, grey) = photo(40, |x, y, _| 180.0 - 50.0 * x * y + 6.0 * grain(x, y));
    assert!(normalise(&ink_of_grey(width, height, &grey)).is_blank());
}

#[test]
fn bytes_that_do_not_fit_the_size_give_no_ink() {
    assert_eq!(ink_of_grey(3, 3, &[0; 8]), Raster::default());
    assert_eq!(ink_of_grey(0, 0, &[]), Raster::default());
    assert_eq!(ink_of_grey(usize::MAX, 2, &[0; 8]), Raster::default());
}

#[test]
fn a_large_picture_is_averaged_down_first() {
    let (width, height, grey) = photo(40, |_, _, ink| 255.0 * (1.0 - ink));
    let large: Vec<u8> = (0..width * height * 100)
        .map(|index| grey[index / (width * 10) / 10 * width + index % (width * 10) / 10])
        .collect();
    let raster = ink_of_grey(width * 10, height * 10, &large);
    assert!(raster.width.max(raster.height) <= LONGEST_SIDE);
    assert!(difference_from_drawn((width * 10, height * 10, large)) < 2.0);
}

#[test]
fn a_small_image_with_greys_keeps_them() {
    let image: Image = normalise(&Raster::of(&strokes()));
    assert_eq!(normalise(&ink_of_grey(28, 28, &image.0)), image);
    assert_eq!(normalise(&ink_of_grey(28, 28, &image.0.map(|pixel| 255 - pixel))), image);
}

proptest! {
    #[test]
    fn any_pixels_at_all_give_a_raster_of_their_size(
        width in 1usize..24, height in 1usize..24, pixels in prop::collection::vec(any::<u8>(), 576)
    ) {
        let raster = ink_of_grey(width, height, &pixels[..width * height]);
        prop_assert_eq!((raster.width, raster.height, raster.ink.len()), (width, height, width * height));
    }
}
