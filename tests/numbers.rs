//! Whole numbers: digits in rows and columns, apart, touching and overlapping, drawn and in pictures, are told apart and
//! read; a digit alone stays whole. `digit-lab evaluate --numbers` measures more of the same.

#![expect(clippy::print_stdout, reason = "the table of what was read is for whoever runs the test with --nocapture")]

#[path = "common/reader.rs"]
mod reader;

use digit_lab::background::read_scene;
use digit_lab::data::split_mix::SplitMix64;
use digit_lab::ink::Scene;
use digit_lab::ink::composed::{self, Layout, Number};
use digit_lab::model::Predictor;
use reader::reader;

/// Numbers of each kind.
const NUMBERS: u64 = 60;

/// The text of all digits that are found.
fn read(predictor: &Predictor, scene: &Scene) -> String {
    let (_, text) = read_scene(predictor, scene).expect("the network reads");
    text.replace(' ', "")
}

/// Says how many numbers are read right, and asserts that they are at least `least` of 100.
fn holds(what: &str, layout: Layout, gap: f32, least: u64, read: impl Fn(SplitMix64) -> (String, String)) {
    let told = |index| read(SplitMix64::new(31, 1, index));
    let right = (0..NUMBERS).map(told).filter(|(written, told)| written == told).count() as u64;
    println!("{what:8} {:12} gap {gap:5} {right:3} of {NUMBERS} right", layout.id());
    assert!(right * 100 >= least * NUMBERS, "{what} {}, gap {gap}: {right} of {NUMBERS}", layout.id());
}

#[test]
fn drawn_digits_are_told_apart_in_rows_and_columns_even_where_they_touch() {
    use Layout::{Alone, Block, Column, Row};
    let (predictor, _) = reader();
    let least = [
        (Alone, 0.0, 97),
        (Row, 0.5, 90),
        (Row, 0.1, 90),
        (Row, 0.0, 90),
        (Row, -0.1, 88),
        (Row, -0.2, 70),
        (Column, 0.3, 88),
        (Column, 0.1, 85),
        (Column, 0.0, 80),
        (Block, 0.3, 85),
    ];
    for (layout, gap, least) in least {
        holds("drawn", layout, gap, least, |mut chance| {
            let number = Number::made_up(layout, gap, &mut chance);
            let told = read(&predictor, &Scene::of_strokes(&number.strokes));
            (number.text, told)
        });
    }
}

#[test]
fn digits_of_a_picture_are_told_apart_in_rows_and_columns() {
    use Layout::{Alone, Block, Column, Row};
    let (predictor, images) = reader();
    let least = [
        (Alone, 0.0, 97, 97),
        (Row, 0.5, 90, 93),
        (Row, 0.1, 90, 93),
        (Row, 0.0, 75, 88),
        (Column, 0.3, 88, 90),
        (Column, 0.1, 85, 88),
        (Block, 0.3, 85, 88),
    ];
    for (layout, gap, made_up, scanned) in least {
        holds("picture", layout, gap, made_up, |mut chance| {
            let number = Number::made_up(layout, gap, &mut chance);
            let told = read(&predictor, &Scene::of_raster(&number.picture()));
            (number.text, told)
        });
        holds("MNIST", layout, gap, scanned, |mut chance| {
            let (written, raster) = composed::picture(layout, gap, &mut chance, |share| {
                let index = (share * images.len() as f32) as usize;
                (images.label(index), images.image(index))
            });
            (written, read(&predictor, &Scene::of_raster(&raster)))
        });
    }
}
