//! Which strokes and shapes belong together, told by geometry: the reader here finds everything equally likely.

use proptest::prelude::*;

use super::*;
use crate::ink::drawing::Eraser;
use crate::ink::{Drawing, Point};

/// Straight strokes through corners.
fn strokes(lines: &[&[(f32, f32)]]) -> Vec<Stroke> {
    let stroke = |line: &&[(f32, f32)]| {
        let mut points = Vec::new();
        for pair in line.windows(2) {
            let part = |step: i32| {
                let t = step as f32 / 10.0;
                Point { x: pair[0].0 + (pair[1].0 - pair[0].0) * t, y: pair[0].1 + (pair[1].1 - pair[0].1) * t }
            };
            points.extend((0..=10).map(part));
        }
        Stroke::new(points, 0.03)
    };
    lines.iter().map(stroke).collect()
}

/// How many digits there are, if every candidate reads as well as any other.
fn count(lines: &[&[(f32, f32)]]) -> usize {
    Scene::of_strokes(&strokes(lines)).digits(|_| NEUTRAL).len()
}

const ZERO: [(f32, f32); 9] = [
    (0.2, 0.3),
    (0.12, 0.35),
    (0.1, 0.5),
    (0.12, 0.65),
    (0.2, 0.7),
    (0.28, 0.65),
    (0.3, 0.5),
    (0.28, 0.35),
    (0.2, 0.3),
];

fn moved<const N: usize>(line: [(f32, f32); N], right: f32, down: f32) -> [(f32, f32); N] {
    line.map(|(x, y)| (x + right, y + down))
}

#[test]
fn digits_of_several_strokes_stay_whole() {
    let crossed_seven: [&[(f32, f32)]; 2] = [&[(0.3, 0.2), (0.6, 0.2), (0.45, 0.8)], &[(0.38, 0.5), (0.62, 0.5)]];
    let four: [&[(f32, f32)]; 2] = [&[(0.4, 0.2), (0.3, 0.55), (0.65, 0.55)], &[(0.55, 0.3), (0.55, 0.85)]];
    let five: [&[(f32, f32)]; 2] = [
        &[(0.35, 0.28), (0.34, 0.45), (0.5, 0.45), (0.6, 0.6), (0.5, 0.8), (0.33, 0.78)],
        &[(0.37, 0.24), (0.62, 0.23)],
    ];
    let zero: [&[(f32, f32)]; 2] = [&ZERO, &[(0.27, 0.35), (0.13, 0.65)]];
    let one: [&[(f32, f32)]; 2] = [&[(0.4, 0.3), (0.5, 0.2), (0.5, 0.8)], &[(0.38, 0.81), (0.62, 0.81)]];
    let eight: [&[(f32, f32)]; 2] = [
        &[(0.5, 0.2), (0.4, 0.34), (0.5, 0.49), (0.6, 0.34), (0.5, 0.2)],
        &[(0.5, 0.5), (0.38, 0.65), (0.5, 0.8), (0.62, 0.65), (0.5, 0.5)],
    ];
    for (name, digit) in [("7", crossed_seven), ("4", four), ("5", five), ("0", zero), ("1", one), ("8", eight)] {
        assert_eq!(count(&digit), 1, "{name}");
    }
}

#[test]
fn digits_beside_each_other_are_parted_however_slanted() {
    assert_eq!(count(&[&ZERO, &moved(ZERO, 0.25, 0.0)]), 2);
    let one = [(0.35, 0.3), (0.2, 0.7)];
    assert_eq!(count(&[&one, &moved(one, 0.06, 0.0), &moved(one, 0.12, 0.0)]), 3, "their boxes overlap");
}

#[test]
fn a_column_and_a_square_of_digits_are_read_line_by_line() {
    assert_eq!(count(&[&ZERO, &moved(ZERO, 0.0, 0.5)]), 2);
    let places = [(0.5, 0.02), (0.0, 0.5), (0.0, 0.0), (0.5, 0.5)];
    let zeros = places.map(|(x, y)| moved(ZERO, x, y - 0.25));
    let lines: Vec<&[(f32, f32)]> = zeros.iter().map(<[(f32, f32); 9]>::as_slice).collect();
    let found = Scene::of_strokes(&strokes(&lines)).digits(|_| NEUTRAL);
    let told: Vec<(usize, bool)> = found.iter().map(|digit| (digit.place.line, digit.bounds.left > 0.3)).collect();
    assert_eq!(told, [(0, false), (0, true), (1, false), (1, true)]);
    assert_eq!(text(&found, |_| "0"), "00\n00");
}

#[test]
fn a_wide_gap_becomes_a_space() {
    let ones = [0.1, 0.16, 0.22, 0.7, 0.76].map(|x| [(x, 0.4), (x, 0.6)]);
    let lines: Vec<&[(f32, f32)]> = ones.iter().map(<[(f32, f32); 2]>::as_slice).collect();
    let found = Scene::of_strokes(&strokes(&lines)).digits(|_| NEUTRAL);
    assert_eq!(text(&found, |_| "1"), "111 11");
}

#[test]
fn a_dash_between_digits_is_left_out_and_one_alone_is_not() {
    assert_eq!(count(&[&ZERO, &[(0.38, 0.5), (0.5, 0.5)], &moved(ZERO, 0.48, 0.0)]), 2);
    assert_eq!(count(&[&[(0.3, 0.5), (0.6, 0.5)]]), 1);
}

/// Two zeros drawn without lifting the pen, joined at half height.
fn joined() -> Vec<Stroke> {
    let first = [(0.3, 0.5), (0.28, 0.35), (0.2, 0.3), (0.12, 0.35), (0.1, 0.5), (0.12, 0.65), (0.2, 0.7), (0.3, 0.5)];
    let second =
        moved([(0.1, 0.5), (0.12, 0.35), (0.2, 0.3), (0.28, 0.35), (0.3, 0.5), (0.2, 0.7), (0.1, 0.5)], 0.3, 0.0);
    let line: Vec<(f32, f32)> = first.into_iter().chain(second).collect();
    strokes(&[&line])
}

#[test]
fn a_stroke_through_two_digits_is_cut_only_if_the_reader_says_so() {
    let scene = Scene::of_strokes(&joined());
    assert_eq!(scene.candidates().len(), 3, "the halves and the whole");
    let whole = scene.candidates().iter().position(|image| *image == crate::ink::normalise(&Raster::of(&joined())));
    assert_eq!(scene.digits(|candidate| if Some(candidate) == whole { 0.02 } else { 0.99 }).len(), 2);
    assert_eq!(scene.digits(|_| NEUTRAL).len(), 1);
}

#[test]
fn no_digit_is_cut_for_being_wide() {
    let wide: [&[(f32, f32)]; 4] = [
        &ZERO.map(|(x, y)| (x * 3.0, y)),
        &[(0.1, 0.3), (0.9, 0.3), (0.5, 0.7)],
        &[(0.1, 0.35), (0.4, 0.3), (0.7, 0.35), (0.1, 0.6), (0.9, 0.6)],
        &[(0.1, 0.3), (0.8, 0.3), (0.4, 0.45), (0.8, 0.5), (0.8, 0.6), (0.1, 0.6)],
    ];
    for line in wide {
        let scene = Scene::of_strokes(&strokes(&[line]));
        assert_eq!(scene.candidates().len(), 1, "{line:?}");
    }
}

#[test]
fn what_the_area_eraser_cut_through_stays_one_digit() {
    let one: &[(f32, f32)] = &[(0.5, 0.15), (0.5, 0.85)];
    let seven: &[(f32, f32)] = &[(0.3, 0.15), (0.65, 0.15), (0.45, 0.85)];
    for line in [one, seven] {
        let mut drawing = Drawing::default();
        drawing.replace(strokes(&[line]));
        drawing.begin_erasing(Eraser::Area);
        assert!(drawing.erase(Point { x: 0.54, y: 0.5 }, 0.04));
        drawing.end();
        assert_eq!(drawing.strokes().len(), 2);
        let scene = Scene::of_strokes(drawing.strokes());
        // The pieces look more like digits than the whole does.
        let whole = scene.groups.iter().position(|group| group.pieces.len() == 2);
        assert_eq!(scene.digits(|candidate| if Some(candidate) == whole { 0.01 } else { 0.95 }).len(), 1, "{line:?}");
    }
}

#[test]
fn a_lone_digit_is_read_exactly_as_it_is_drawn() {
    let drawn: Vec<Stroke> = strokes(&[&ZERO]).into_iter().map(|stroke| Stroke { width: 0.09, ..stroke }).collect();
    let scene = Scene::of_strokes(&drawn);
    assert_eq!(scene.candidates(), [crate::ink::normalise(&Raster::of(&drawn))]);
}

#[test]
fn shapes_that_touch_are_cut_if_the_reader_says_so() {
    // Two rings of a picture, overlapping by four pixels.
    let ring = |x: f32, y: f32, left: f32| ((x - left).hypot(y - 40.0) - 25.0).abs() < 4.0;
    let inked = |index: usize| {
        let (x, y) = ((index % 140) as f32, (index / 140) as f32);
        if ring(x, y, 40.0) || ring(x, y, 94.0) { 255 } else { 0 }
    };
    let raster = Raster { width: 140, height: 80, ink: (0..140 * 80).map(inked).collect() };
    let scene = Scene::of_raster(&raster);
    // Cuts through the rings themselves are candidates as well: only the reader can tell.
    let width = |candidate: usize| {
        let pieces = scene.groups[candidate].pieces.iter().map(|&piece| scene.pieces[piece].bounds);
        pieces.reduce(Bounds::union).map_or(0.0, Bounds::width)
    };
    let widest = |&one: &usize, &other: &usize| width(one).total_cmp(&width(other));
    let whole = (0..scene.candidates().len()).max_by(widest).expect("there are candidates");
    let is_ring = |candidate: usize| (48.0..66.0).contains(&width(candidate));
    assert_eq!(scene.digits(|candidate| if candidate == whole { 0.99 } else { 0.02 }).len(), 1);
    let found = scene.digits(|candidate| if is_ring(candidate) { 0.99 } else { 0.02 });
    assert!(found[0].bounds.right < 72.0 && found[found.len() - 1].bounds.left > 62.0, "{found:?}");
}

/// A picture of `rows` × `columns` rings of 12 pixels in cells of `cell` pixels.
fn rings(rows: usize, columns: usize, cell: usize) -> Raster {
    let (width, height) = (columns * cell, rows * cell);
    let ring = |x: usize, y: usize| {
        let middle = cell as f32 / 2.0;
        let distance = ((x % cell) as f32 + 0.5 - middle).hypot((y % cell) as f32 + 0.5 - middle);
        if (3.0..=6.0).contains(&distance) { 255 } else { 0 }
    };
    let ink = (0..height).flat_map(|y| (0..width).map(move |x| ring(x, y))).collect();
    Raster { width, height, ink }
}

#[test]
fn every_digit_of_a_large_picture_is_found() {
    // More rings than clusters could ever be divided at once, far apart and near to each other.
    for cell in [20, 14] {
        let found = Scene::of_raster(&rings(30, 30, cell)).digits(|_| NEUTRAL).len();
        assert_eq!(found, 900, "cells of {cell} pixels");
    }
}

#[test]
fn beyond_the_most_shapes_the_first_are_kept() {
    let shapes = Scene::of_raster(&rings(80, 60, 14)).digits(|_| NEUTRAL);
    assert_eq!(shapes.len(), 4_000);
    assert!(shapes.iter().all(|digit| digit.bounds.bottom <= 67.0 * 14.0));
}

#[test]
fn ten_thousand_strokes_take_no_more_candidates_than_a_page() {
    let dash = |index: usize| {
        let (x, y) = ((index % 100) as f32 / 100.0, (index / 100) as f32 / 100.0);
        Stroke::new(vec![Point { x, y }, Point { x: x + 0.02, y: y + 0.01 }], 0.02)
    };
    let scene = Scene::of_strokes(&(0..10_000).map(dash).collect::<Vec<_>>());
    assert!(!scene.candidates().is_empty() && scene.candidates().len() <= 500, "{}", scene.candidates().len());
    assert!(!scene.digits(|_| 0.5).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_strokes_at_all_are_divided_without_panic_and_each_piece_goes_once(
        lines in prop::collection::vec(prop::collection::vec((any::<f32>(), -0.5f32..1.5), 0..12), 0..12),
        sure in prop::collection::vec(any::<f32>(), 1..9)
    ) {
        let stroke = |line: &Vec<(f32, f32)>| {
            Stroke::new(line.iter().map(|&(x, y)| Point { x: if x.abs() < 2.0 { x } else { x.fract() }, y }).collect(), 0.05)
        };
        let scene = Scene::of_strokes(&lines.iter().map(stroke).collect::<Vec<_>>());
        let found = scene.digits(|candidate| sure[candidate % sure.len()]);
        let mut pieces: Vec<usize> =
            found.iter().flat_map(|digit| scene.groups[digit.candidate].pieces.iter().copied()).collect();
        pieces.sort_unstable();
        let all = pieces.len();
        pieces.dedup();
        prop_assert_eq!(pieces.len(), all);
    }

    #[test]
    fn any_pixels_at_all_are_divided_without_panic(
        width in 1usize..40, pixels in prop::collection::vec(any::<u8>(), 0..1200)
    ) {
        let height = pixels.len() / width;
        let scene = Scene::of_raster(&Raster { width, height, ink: pixels[..width * height].to_vec() });
        let _ = scene.digits(|_| 0.7);
    }
}
