//! The invariants of an MNIST digit, on hand-made rasters and on random drawings.

use proptest::prelude::*;

use super::*;
use crate::ink::{Point, Stroke};

fn raster(width: usize, height: usize, ink: impl Fn(usize, usize) -> u8) -> Raster {
    let ink = (0..width * height).map(|index| ink(index % width, index / width)).collect();
    Raster { width, height, ink }
}

fn ink_sum(image: &Image) -> u64 {
    image.0.iter().map(|&pixel| u64::from(pixel)).sum()
}

/// Mean absolute difference of two images, in grey levels a pixel.
fn difference(a: &Image, b: &Image) -> f64 {
    let sum: u32 = a.0.iter().zip(&b.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
    f64::from(sum) / 784.0
}

#[test]
fn no_ink_gives_a_blank_image() {
    assert!(normalise(&Raster::default()).is_blank());
    assert!(normalise(&raster(7, 3, |_, _| 0)).is_blank());
    assert!(normalise(&Raster { width: 3, height: 3, ink: vec![255; 4] }).is_blank(), "bytes that do not fit");
}

#[test]
fn one_pixel_of_ink_fills_twenty_by_twenty() {
    let steps = steps(&raster(5, 5, |x, y| if (x, y) == (3, 1) { 9 } else { 0 })).expect("there is ink");
    assert_eq!(steps.ink_box, Region { left: 3, top: 1, width: 1, height: 1 });
    assert_eq!(steps.resampled, [255; 400]);
    assert_eq!(steps.centre_of_mass, (9.5, 9.5));
    assert_eq!(steps.shift, (5, 5));
}

#[test]
fn a_digit_of_twenty_pixels_is_only_moved() {
    let source = raster(33, 40, |x, y| if (8..28).contains(&y) && (11..20).contains(&x) { (y * 9) as u8 } else { 0 });
    let steps = steps(&source).expect("there is ink");
    assert_eq!(steps.window, Region { left: 6, top: 8, width: 20, height: 20 });
    let brightest = f64::from(*source.ink.iter().max().expect("not empty"));
    for (index, &pixel) in steps.resampled.iter().enumerate() {
        let (x, y) = (index % 20 + 6, index / 20 + 8);
        assert_eq!(pixel, (f64::from(source.ink[y * 33 + x]) / brightest * 255.0).round() as u8);
    }
}

#[test]
fn resampling_averages_areas() {
    // 30 pixels to 20: each target pixel covers one and a half source pixels.
    let steps = steps(&raster(30, 30, |x, _| [100, 0, 200][x % 3])).expect("there is ink");
    let expected = |x: usize| {
        let mean = [100.0 / 1.5, 200.0 / 1.5][x % 2];
        (mean / (200.0 / 1.5) * 255.0_f64).round() as u8
    };
    for (index, &pixel) in steps.resampled.iter().enumerate() {
        assert_eq!(pixel, expected(index % 20));
    }
}

#[test]
fn doubling_a_small_source_first_changes_nothing() {
    let small = raster(7, 11, |x, y| ((x * 31 + y * 17) % 256) as u8);
    let doubled = raster(14, 22, |x, y| small.ink[y / 2 * 7 + x / 2]);
    // The window's odd pixel is the only difference, so the box is made even.
    let (small, doubled) = (steps(&small).expect("ink"), steps(&doubled).expect("ink"));
    assert_eq!(small.resampled, doubled.resampled);
}

#[test]
fn ink_too_lopsided_for_the_image_is_cut_off_rather_than_off_centre() {
    let steps = steps(&raster(20, 20, |x, y| if x < 2 || y == 10 { 255 } else { 0 })).expect("there is ink");
    assert!(steps.shift.0 > 8, "{steps:?}");
    assert_eq!(steps.image.pixel(27, 10 + steps.shift.1 as usize), 255);
}

/// Strokes of a random drawing: anywhere, of any size down to a hundredth of the canvas.
fn drawings() -> impl Strategy<Value = Vec<Stroke>> {
    let point = (0.0f32..1.0, 0.0f32..1.0).prop_map(|(x, y)| Point { x, y });
    let stroke =
        (prop::collection::vec(point, 1..20), 0.02f32..0.2).prop_map(|(points, width)| Stroke::new(points, width));
    (prop::collection::vec(stroke, 1..5), 0.01f32..1.0, -0.5f32..1.5, -0.5f32..1.5)
        .prop_map(|(strokes, size, x, y)| moved(&strokes, size, x, y))
}

fn moved(strokes: &[Stroke], size: f32, x: f32, y: f32) -> Vec<Stroke> {
    let place = |point: &Point| Point { x: point.x * size + x, y: point.y * size + y };
    let moved = |stroke: &Stroke| Stroke::new(stroke.points.iter().map(place).collect(), stroke.width * size);
    strokes.iter().map(moved).collect()
}

/// The longer side of the points' box, in canvas sides.
fn extent(strokes: &[Stroke]) -> f32 {
    let span = |coordinate: fn(&Point) -> f32| {
        let all = || strokes.iter().flat_map(|stroke| &stroke.points).map(coordinate);
        all().fold(f32::NEG_INFINITY, f32::max) - all().fold(f32::INFINITY, f32::min)
    };
    span(|point| point.x).max(span(|point| point.y))
}

fn longest_side(image: &Image) -> usize {
    let inked = |x: usize, y: usize| image.pixel(x, y) > 0;
    let span = |hit: &dyn Fn(usize) -> bool| {
        let first = (0..28).find(|&index| hit(index)).unwrap_or(28);
        (0..28).rfind(|&index| hit(index)).map_or(0, |last| last + 1 - first)
    };
    span(&|x| (0..28).any(|y| inked(x, y))).max(span(&|y| (0..28).any(|x| inked(x, y))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn random_drawings_have_the_geometry_of_mnist(strokes in drawings()) {
        let steps = steps(&Raster::of(&strokes)).expect("there is ink");
        let (x, y) = steps.centre_of_mass;
        let (right, down) = steps.shift;
        for centre in [x + right as f64, y + down as f64] {
            prop_assert!((13.5..=14.5).contains(&centre), "{centre}");
        }
        prop_assert!(steps.image.0.contains(&255));
        for (index, &pixel) in steps.resampled.iter().enumerate() {
            let (x, y) = ((index % 20) as i64 + right, (index / 20) as i64 + down);
            if (0..28).contains(&x) && (0..28).contains(&y) {
                prop_assert_eq!(steps.image.pixel(x as usize, y as usize), pixel);
            }
        }
        let whole = (0..=8).contains(&right) && (0..=8).contains(&down);
        if whole {
            prop_assert_eq!(ink_sum(&steps.image), steps.resampled.iter().map(|&pixel| u64::from(pixel)).sum::<u64>());
            prop_assert_eq!(longest_side(&steps.image), 20);
            let (x, y) = steps.image.centre_of_mass().expect("there is ink");
            prop_assert!((13.5..=14.5).contains(&x) && (13.5..=14.5).contains(&y), "({x}, {y})");
        }
    }

    #[test]
    fn place_and_size_on_the_canvas_do_not_matter(
        strokes in drawings(), size in 0.5f32..1.5, x in -0.3f32..0.3, y in -0.3f32..0.3
    ) {
        // Below that, a screen pixel of smoothing is a good part of the drawing.
        prop_assume!(extent(&strokes) >= 0.4);
        let here = steps(&Raster::of(&strokes)).expect("there is ink");
        let there = steps(&Raster::of(&moved(&strokes, size, x, y))).expect("there is ink");
        let sum: u32 =
            here.resampled.iter().zip(&there.resampled).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
        // Of 255 levels: the window lies on whole pixels of the raster, an eighth of a pixel of the picture.
        prop_assert!(f64::from(sum) / 400.0 < 16.0, "{}", f64::from(sum) / 400.0);
    }

    #[test]
    fn a_normalised_drawing_stays_as_it_is(strokes in drawings()) {
        let once = steps(&Raster::of(&strokes)).expect("there is ink");
        prop_assume!((0..=8).contains(&once.shift.0) && (0..=8).contains(&once.shift.1));
        let again = normalise(&Raster { width: 28, height: 28, ink: once.image.0.to_vec() });
        prop_assert!(difference(&once.image, &again) < 1e-9);
    }

    #[test]
    fn any_numbers_at_all_give_an_image(
        numbers in prop::collection::vec((any::<f32>(), any::<f32>(), any::<f32>()), 0..12), split in 0usize..12
    ) {
        let stroke = |part: &[(f32, f32, f32)]| Stroke {
            points: part.iter().map(|&(x, y, _)| Point { x, y }).collect(),
            width: part.first().map_or(0.1, |&(_, _, width)| width),
            ..Stroke::default()
        };
        let (first, second) = numbers.split_at(split.min(numbers.len()));
        let image = normalise(&Raster::of(&[stroke(first), stroke(second)]));
        let usable = numbers.iter().any(|&(x, y, _)| x.is_finite() && y.is_finite());
        prop_assert_eq!(image.is_blank(), !usable);
    }
}
