//! Pages of every kind, made by code, and how many of their digits are found and read: with rules alone, and with the
//! network that finds digits.
//!
//! `cargo run --release --example pages -- [--seed 1] [--row TEXT] [--show FOLDER] [--without]`

#![expect(clippy::print_stdout, reason = "the table is for whoever runs it")]

mod measure;
pub mod rows;
mod sheet;

use digit_lab::data::split_mix::SplitMix64;
use digit_lab::data::{Dataset, Mnist};
use digit_lab::eye::reader;
use digit_lab::ink::picture::{Page, Photo};
use digit_lab::model::Predictor;
use digit_lab::store::models;
use measure::Score;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let seed = value("--seed").and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let predictor = models::usual_reader().expect("a model is bundled");
    let images = Mnist::unpack().expect("the embedded data is whole").train;
    let with = |photo: Photo| reader::page_unless(photo, &|| false).unwrap_or_default();
    let rules_too = arguments.iter().any(|argument| argument == "--without");
    table(seed, value("--row").as_deref(), value("--show").as_deref(), rules_too, &images, &predictor, &with);
}

/// Prints a line for each row.
pub fn table(
    seed: u64,
    only: Option<&str>,
    folder: Option<&str>,
    rules_too: bool,
    images: &Dataset,
    predictor: &Predictor,
    with: &dyn Fn(Photo) -> Page,
) {
    println!("{:26} {:>7} {:>7} {:>6} {:>6} {:>8}", "", "written", "right", "wrong", "extra", "slowest");
    for (number, row) in rows::ROWS.iter().enumerate() {
        if only.is_some_and(|only| !row.name.contains(only)) {
            continue;
        }
        let ways: &[(&str, &dyn Fn(Photo) -> Page)] =
            if rules_too { &[("rules", &Page::of), ("", with)] } else { &[("", with)] };
        for (way, page_of) in ways {
            let mut sum = Score::default();
            for index in 0..row.pages {
                let mut chance = SplitMix64::new(seed, 100 + number as u64, index);
                let sheet = (row.make)(images, index, &mut chance);
                let (score, found) = measure::read(&sheet, page_of, predictor);
                sum.add(score);
                if let (Some(folder), true) = (folder, way.is_empty()) {
                    show(&sheet, &found, &format!("{folder}/{number:02}-{index}.png"));
                }
            }
            let Score { written, right, wrong, extra, slowest } = sum;
            println!("{:26} {written:7} {right:7} {wrong:6} {extra:6} {slowest:7.2}s {way}", row.name);
        }
    }
}

/// Writes the page with a box around each digit that was found: green where it is right.
fn show(sheet: &sheet::Sheet, found: &[sheet::Written], path: &str) {
    let Some(mut picture) = image::RgbImage::from_raw(sheet.width as u32, sheet.height as u32, sheet.bytes()) else {
        return;
    };
    for (label, [left, top, right, bottom]) in found {
        let is_right = sheet.written.iter().any(|(own, b)| {
            own == label
                && ((b[0] + b[2]) - (left + right)).abs() < (right - left).max(8.0)
                && ((b[1] + b[3]) - (top + bottom)).abs() < 0.6 * (bottom - top)
        });
        let colour = image::Rgb(if is_right { [0, 170, 60] } else { [230, 30, 30] });
        let edge = |at: f32, most: u32| (at.max(0.0) as u32).min(most - 1);
        let (l, r) = (edge(*left, picture.width()), edge(*right, picture.width()));
        let (t, b) = (edge(*top, picture.height()), edge(*bottom, picture.height()));
        for x in l..=r {
            picture.put_pixel(x, t, colour);
            picture.put_pixel(x, b, colour);
        }
        for y in t..=b {
            picture.put_pixel(l, y, colour);
            picture.put_pixel(r, y, colour);
        }
    }
    picture.save(path).expect("the folder can be written to");
}
