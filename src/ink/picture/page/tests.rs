//! Pages as a camera sees them: shadows, pencil, squared paper, noise, a dark board.

use proptest::prelude::*;

use super::*;
use crate::ink::{Point, Stroke};

/// Centres of the digits on the page, in reading order, in pixels.
const PLACES: [(usize, usize); 6] = [(150, 150), (290, 140), (430, 155), (150, 420), (290, 430), (430, 425)];
/// Height of a digit in pixels.
const HEIGHT: usize = 110;
const WIDTH: usize = 600;
const ROWS: usize = 560;

/// A two and a ring in turn, with a pen of the given width, in shares of the digit's height.
fn digit(index: usize, pen: f32) -> Raster {
    let two = [(0.1, 0.25), (0.3, 0.02), (0.6, 0.05), (0.65, 0.3), (0.4, 0.6), (0.05, 0.97), (0.4, 0.95), (0.7, 1.0)];
    let ring = |step: i32| {
        let angle = step as f32 / 12.0 * std::f32::consts::TAU;
        Point { x: 0.35 + 0.3 * angle.sin(), y: 0.5 - 0.48 * angle.cos() }
    };
    let points =
        if index.is_multiple_of(2) { two.map(|(x, y)| Point { x, y }).to_vec() } else { (0..=12).map(ring).collect() };
    Raster::of(&[Stroke::new(points, pen)])
}

/// How much ink, from 0 to 1, there is at each pixel of the page.
fn inked(pen: f32) -> Vec<f32> {
    let mut page = vec![0.0; WIDTH * ROWS];
    for (index, (x, y)) in PLACES.into_iter().enumerate() {
        let digit = digit(index, pen);
        let scale = digit.height.max(digit.width) as f32 / HEIGHT as f32;
        let (width, height) = ((digit.width as f32 / scale) as usize, (digit.height as f32 / scale) as usize);
        for row in 0..height {
            for column in 0..width {
                let source = (row as f32 * scale) as usize * digit.width + (column as f32 * scale) as usize;
                let at = (y - height / 2 + row) * WIDTH + x - width / 2 + column;
                page[at] = f32::from(digit.ink[source]) / 255.0;
            }
        }
    }
    page
}

/// Noise from −1 to 1 that depends on the place alone.
fn grain(x: usize, y: usize) -> f32 {
    let mixed = ((x * 7919 + y * 104_729) as u32).wrapping_mul(0x9E37_79B9);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    f32::from((mixed >> 16) as u16) / 32768.0 - 1.0
}

/// A photo of the page; `colour` is told the place and the ink there.
fn photo(pen: f32, colour: impl Fn(usize, usize, f32) -> [f32; 3]) -> Photo {
    let page = inked(pen);
    Photo::shrunk(WIDTH, ROWS, |x, y| {
        colour(x, y, page[y * WIDTH + x]).map(|part| (part + 4.0 * grain(x, y)).round().clamp(0.0, 255.0) as u8)
    })
}

/// Asserts that each digit of the page is found at its place, in order, and looks as it was drawn.
#[track_caller]
fn assert_read(photo: Photo, pen: f32, most: f32) {
    let page = Page::of(photo);
    let full = page.ink.ink.iter().filter(|&&ink| ink > 128).count();
    let found = page.scene.digits(|_| crate::ink::segment::NEUTRAL);
    let places: Vec<(i32, i32)> = found
        .iter()
        .map(|digit| digit.bounds.centre())
        .map(|centre| (centre.x.round() as i32, centre.y.round() as i32))
        .collect();
    assert_eq!(found.len(), PLACES.len(), "{places:?}, {full} pixels of ink");
    for (index, (found, (x, y))) in found.iter().zip(PLACES).enumerate() {
        let centre = found.bounds.centre();
        assert!((centre.x - x as f32).abs() < 8.0 && (centre.y - y as f32).abs() < 8.0, "{index}: {centre:?}");
        let drawn = normalise(&digit(index, pen));
        let read = &page.scene.candidates()[found.candidate];
        let sum: u32 = read.0.iter().zip(&drawn.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
        assert!((sum as f32) < most * 784.0, "digit {index}: {} {read:?}{drawn:?}", sum as f32 / 784.0);
    }
}

#[test]
fn pen_on_white_paper_and_chalk_on_a_board_are_read() {
    assert_read(photo(0.12, |_, _, ink| [240.0 - 200.0 * ink; 3]), 0.12, 8.0);
    assert_read(photo(0.12, |_, _, ink| [50.0 + 150.0 * ink; 3]), 0.12, 8.0);
}

#[test]
fn pencil_in_a_shadow_is_read() {
    let shadowed = |x: usize, y: usize, ink: f32| {
        let light = 0.4 + 0.6 * (x as f32 / WIDTH as f32) * (1.0 - 0.3 * y as f32 / ROWS as f32);
        [230.0 * light * (1.0 - 0.45 * ink); 3]
    };
    assert_read(photo(0.12, shadowed), 0.12, 20.0);
}

#[test]
fn a_fine_pen_is_brought_to_a_width_that_the_network_knows() {
    assert_read(photo(0.04, |_, _, ink| [235.0 - 180.0 * ink; 3]), 0.12, 20.0);
}

/// How much of a printed line is at this place, on paper with squares of `step` pixels.
fn squares(x: usize, y: usize, step: usize) -> f32 {
    // The camera was held a little askew.
    let (x, y) = (x + y / 90, y + x / 110);
    if x % step < 2 || y % step < 2 { 1.0 } else { 0.0 }
}

#[test]
fn pencil_on_squared_paper_is_read() {
    for step in [28, 40] {
        let pencil = move |x: usize, y: usize, ink: f32| {
            let dark = (130.0 * ink).max(45.0 * squares(x, y, step));
            [235.0 - dark; 3]
        };
        assert_read(photo(0.11, pencil), 0.11, 24.0);
    }
}

#[test]
fn lines_of_another_colour_but_as_dark_as_the_ink_are_taken_away() {
    // Red lines, grey pencil: through a red filter there are no lines.
    let coloured = |x: usize, y: usize, ink: f32| {
        let line = squares(x, y, 36) * (1.0 - ink);
        [235.0 - 110.0 * ink - 8.0 * line, 235.0 - 110.0 * ink - 120.0 * line, 235.0 - 110.0 * ink - 110.0 * line]
    };
    assert_read(photo(0.11, coloured), 0.11, 20.0);
}

#[test]
fn a_blank_page_holds_nothing_even_with_shadow_and_noise() {
    let blank = Photo::shrunk(WIDTH, ROWS, |x, y| {
        let light = 0.6 + 0.4 * x as f32 / WIDTH as f32;
        [(225.0 * light + 5.0 * grain(x, y)) as u8; 3]
    });
    let page = Page::of(blank);
    assert_eq!(page.scene.candidates().len(), 0);
    assert!(page.image().is_blank());
}

#[test]
fn pages_of_one_colour_or_one_pixel_hold_nothing() {
    for level in [0, 128, 255] {
        for (width, height) in [(1, 1), (1, 300), (400, 300), (300, 2)] {
            let page = Page::of(Photo::shrunk(width, height, |_, _| [level; 3]));
            assert!(page.image().is_blank(), "{level} {width}×{height}");
        }
    }
    assert!(Page::of(Photo { width: 3, height: 3, rgb: vec![0; 8], unit: 1 }).image().is_blank());
}

#[test]
fn a_hundred_megapixels_are_averaged_down_at_once() {
    let photo = Photo::shrunk(20_000, 500, |x, _| [if (9_000..9_400).contains(&x) { 0 } else { 250 }; 3]);
    assert!(photo.width <= LONGEST_SIDE && photo.rgb.len() == photo.width * photo.height * 3);
    assert_eq!(photo.unit, 13);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_pixels_at_all_give_a_page_of_their_size(
        width in 1usize..260, height in 1usize..40, seed in any::<u32>(), levels in 1u32..255
    ) {
        let level = |x: usize, y: usize| ((x * 31 + y * 17) as u32 ^ seed).wrapping_mul(0x9E37_79B9) >> 24;
        let photo = Photo::shrunk(width, height, |x, y| [(level(x, y) % levels) as u8, (level(y, x) % levels) as u8, 9]);
        let page = Page::of(photo);
        prop_assert_eq!((page.width, page.height, page.ink.ink.len()), (width, height, width * height));
        let _ = page.scene.digits(|_| 0.5);
    }
}

#[test]
fn a_picture_that_is_unwanted_is_left_at_the_next_of_many_places() {
    // Rings on grey paper with a shadow, so that every stage has something to do.
    let (width, height) = (300, 300);
    let colour = |x: usize, y: usize| {
        let (across, down) = ((x % 100) as f32 - 50.0, (y % 100) as f32 - 50.0);
        let is_ring = (across.hypot(down) - 30.0).abs() < 4.0;
        [if is_ring { 30 } else { 150 + (x / 4) as u8 }; 3]
    };
    let photo = Photo::shrunk(width, height, colour);
    let asked = std::cell::Cell::new(0);
    let count = || {
        asked.set(asked.get() + 1);
        false
    };
    let whole = Page::of_unless(photo.clone(), &count).expect("it was wanted to the end");
    let times = asked.get();
    assert!(times > 10, "asked {times} times");
    assert_eq!(whole.scene.candidates().len(), Page::of(photo.clone()).scene.candidates().len());
    for left_at in [1, times / 2, times] {
        asked.set(0);
        let is_unwanted = || {
            asked.set(asked.get() + 1);
            asked.get() == left_at
        };
        assert!(Page::of_unless(photo.clone(), &is_unwanted).is_none());
        assert_eq!(asked.get(), left_at, "nothing goes on after that");
    }
}
