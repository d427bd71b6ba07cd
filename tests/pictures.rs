//! Pictures and whole numbers from end to end: from the file or the hand to what the bundled model reads.

#[path = "common/digits.rs"]
mod digits;
#[path = "common/dropped.rs"]
mod dropped;
#[path = "pictures/exports.rs"]
mod exports;
#[path = "pictures/formats.rs"]
mod formats;
#[expect(dead_code, reason = "the table of conditions uses the rest")]
#[path = "common/photos.rs"]
mod photos;
#[expect(dead_code, reason = "the other tests of the command line use the rest")]
#[path = "common/program.rs"]
mod program;
#[path = "common/reader.rs"]
mod reader;
#[expect(dead_code, reason = "the other tests of the window use the rest")]
#[path = "common/window.rs"]
mod window;

use std::path::PathBuf;

use digit_lab::data::split_mix::SplitMix64;
use digit_lab::ink::jsonl::{InkDigit, to_json_line};
use digit_lab::ink::{Point, Stroke, synth};
use dropped::drop_file;
use image::RgbImage;
use program::Lab;
use reader::reader;
use serde_json::Value;
use window::Window;

/// A made-up digit in a box of this middle and height, in canvas sides.
fn made_up(label: u8, chance: &mut SplitMix64, middle: (f32, f32), height: f32) -> Vec<Stroke> {
    let mut strokes = synth::digit(label, chance);
    let points = || strokes.iter().flat_map(|stroke| &stroke.points);
    let span = |of: fn(&Point) -> f32| {
        let (low, high) =
            points().map(of).fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)));
        (f32::midpoint(low, high), high - low)
    };
    let ((x, wide), (y, high)) = (span(|point| point.x), span(|point| point.y));
    let scale = height / high.max(wide);
    for stroke in &mut strokes {
        stroke.width = 0.1 * height;
        for point in &mut stroke.points {
            *point = Point { x: middle.0 + (point.x - x) * scale, y: middle.1 + (point.y - y) * scale };
        }
    }
    strokes
}

/// `count` digits from `from` to `to`, drawn one after the other, and what they are.
fn number(seed: u64, count: usize, from: (f32, f32), to: (f32, f32), height: f32) -> (Vec<Stroke>, String) {
    let mut chance = SplitMix64::new(seed, 7, count as u64);
    let (mut strokes, mut text) = (Vec::new(), String::new());
    for index in 0..count {
        let label = (chance.unit() * 10.0) as u8;
        let share = index as f32 / (count - 1) as f32;
        let middle = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        strokes.extend(made_up(label, &mut chance, middle, height));
        text.push(char::from(b'0' + label));
    }
    (strokes, text)
}

/// The digits of a text, without spaces and ends of lines.
fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// How many digits of `read` are those of `written`; none if their count differs.
fn agreeing(read: &str, written: &str) -> usize {
    if read.len() == written.len() { read.chars().zip(written.chars()).filter(|(a, b)| a == b).count() } else { 0 }
}

fn number_of(object: &Value) -> String {
    digits_of(object["number"].as_str().unwrap_or_default())
}

/// What `classify` reads in drawings of numbers, each with what it is.
#[track_caller]
fn assert_classified(drawn: &[(Vec<Stroke>, String)], breaks: usize, least: usize) {
    let lab = Lab::new();
    let line = |strokes: &[Stroke]| to_json_line(&InkDigit { label: None, writer: None, strokes: strokes.to_vec() });
    let lines: Vec<String> = drawn.iter().map(|(strokes, _)| line(strokes)).collect();
    lab.write("numbers.jsonl", lines.join("\n"));
    let objects = lab.run(&["classify", "--json", "numbers.jsonl"]).succeeds().objects();
    assert_eq!(objects.len(), drawn.len());
    let told: Vec<(String, &str)> = objects.iter().map(number_of).zip(drawn.iter().map(|(_, text)| &**text)).collect();
    let right: usize = told.iter().map(|(read, written)| agreeing(read, written)).sum();
    assert!(right >= least, "{right} right: {told:?}");
    for (object, (read, written)) in objects.iter().zip(&told) {
        let lines = object["number"].as_str().map_or(0, |text| text.matches('\n').count());
        assert!(read.len() != written.len() || lines == breaks, "{object}");
    }
}

#[test]
fn drawn_phone_numbers_are_read_as_seven_digits() {
    let drawn: Vec<_> = (0..8).map(|seed| number(seed, 7, (0.1, 0.5), (0.9, 0.52), 0.11)).collect();
    assert_classified(&drawn, 0, 48);
}

#[test]
fn drawn_columns_are_read_as_four_lines() {
    let drawn: Vec<_> = (20..28).map(|seed| number(seed, 4, (0.5, 0.14), (0.52, 0.86), 0.18)).collect();
    assert_classified(&drawn, 3, 28);
}

/// A photo of three lines of four digits, as a file, and what was written.
fn photo(lab: &Lab, index: u64) -> (PathBuf, String) {
    let (_, validation) = reader();
    let taken = photos::take(&photos::PLAIN, &validation, index);
    let path = lab.path("photo.png");
    let picture = RgbImage::from_raw(taken.width as u32, taken.height as u32, taken.rgb).expect("three bytes a pixel");
    picture.save(&path).expect("a temporary picture is written");
    (path, taken.written.iter().map(|written| char::from(b'0' + written.label)).collect())
}

#[test]
fn a_photo_of_twelve_digits_reads_alike_from_the_command_line_and_dropped_on_the_window() {
    let lab = Lab::new();
    let (path, written) = photo(&lab, 5);
    let object = lab.run(&["classify", "--json", "photo.png"]).succeeds().objects().remove(0);
    let read = number_of(&object);
    assert!(agreeing(&read, &written) >= 11, "{read} for {written}");
    assert_eq!(object["number"].as_str().map(|text| text.lines().count()), Some(3), "{object}");

    let data = tempfile::tempdir().expect("a folder for the test");
    let mut window = Window::open(data.path());
    drop_file(&mut window, &path);
    window.wait_until("the photo is read", |window| digits_of(&window.canvas_value()).len() >= 10);
    window.settle();
    assert_eq!(digits_of(&window.canvas_value()), read);
    assert_eq!(window.harness.state().core.canvas.number.digits().len(), 12);
}
