//! Photographs as people take them: every digit is found and read, and nothing else is taken for one.

#![expect(clippy::print_stdout, reason = "the table of what was read is for whoever runs the test with --nocapture")]

#[path = "common/overlap.rs"]
mod overlap;
#[path = "common/photos.rs"]
mod photos;
#[path = "common/reader.rs"]
mod reader;

use digit_lab::background::read_scene;
use digit_lab::data::{Image, SIDE};
use digit_lab::ink::picture::{Page, Photo};
use digit_lab::model::Predictor;
use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};
use overlap::overlap;
use photos::{Light, PLAIN, Pen, Print, Setting, Taken};
use reader::reader;

/// What was read on the pages of a condition.
#[derive(Debug, Default, Clone, Copy)]
struct Score {
    written: usize,
    right: usize,
    wrong: usize,
    missed: usize,
    extra: usize,
}

/// Squares and lines as they are printed: what they leave of red, green and blue.
const BLUE: [f32; 3] = [0.62, 0.76, 0.9];
const FAINT: [f32; 3] = [0.86, 0.88, 0.9];
const STRONG: [f32; 3] = [0.5, 0.5, 0.52];
const RED: [f32; 3] = [0.92, 0.6, 0.6];
/// What writes on them.
const PENCIL: [f32; 3] = [95.0, 95.0, 98.0];
const BALLPOINT: [f32; 3] = [40.0, 60.0, 150.0];
const RED_PEN: [f32; 3] = [200.0, 50.0, 55.0];

fn conditions() -> Vec<Setting> {
    let squared = Setting { print: Print::Squared(40.0), line: BLUE, ..PLAIN };
    vec![
        PLAIN,
        Setting { name: "fine pen", pen: Pen::Fine(0.05), ..PLAIN },
        Setting { name: "red pen", ink: RED_PEN, ..PLAIN },
        Setting { name: "pencil", pen: Pen::Pencil(0.07), ink: PENCIL, light: Light::Side, ..PLAIN },
        Setting { name: "faint pencil", pen: Pen::Pencil(0.07), ink: [150.0; 3], light: Light::Side, ..PLAIN },
        Setting {
            name: "chalk on a board",
            paper: [48.0, 62.0, 54.0],
            ink: [205.0, 208.0, 200.0],
            light: Light::Side,
            ..PLAIN
        },
        Setting { name: "shadow of a hand", light: Light::Hand, ..PLAIN },
        Setting { name: "hand, pencil", light: Light::Hand, pen: Pen::Pencil(0.07), ink: PENCIL, ..PLAIN },
        Setting { name: "desk at the edge", light: Light::Desk, turn: 3.0, tilt: 0.1, ..PLAIN },
        Setting { name: "noisy and blurred", blur: 1.8, noise: 9.0, jpeg: 50, light: Light::Side, ..PLAIN },
        Setting { name: "turned and tilted", turn: 5.0, tilt: 0.15, ..PLAIN },
        Setting { name: "small digits", heights: (28.0, 40.0), ..PLAIN },
        Setting { name: "blue squares", ..squared },
        Setting { name: "pencil, blue squares", pen: Pen::Pencil(0.08), ink: PENCIL, ..squared },
        Setting {
            name: "pencil, faint squares",
            pen: Pen::Pencil(0.08),
            ink: PENCIL,
            line: FAINT,
            light: Light::Side,
            ..squared
        },
        Setting { name: "pencil, strong squares", pen: Pen::Pencil(0.08), ink: PENCIL, line: STRONG, ..squared },
        Setting {
            name: "pencil, squares, turned",
            pen: Pen::Pencil(0.08),
            ink: PENCIL,
            turn: 3.0,
            tilt: 0.1,
            light: Light::Side,
            ..squared
        },
        Setting {
            name: "pen, small squares",
            print: Print::Squared(22.0),
            pen: Pen::Fine(0.06),
            ink: BALLPOINT,
            line: [0.75; 3],
            ..squared
        },
        Setting {
            name: "pen, wide squares",
            print: Print::Squared(90.0),
            pen: Pen::Fine(0.06),
            ink: BALLPOINT,
            line: STRONG,
            turn: 1.5,
            ..squared
        },
        Setting { name: "blue pen, blue squares", pen: Pen::Fine(0.06), ink: BALLPOINT, turn: 2.0, ..squared },
        Setting {
            name: "red squares, hand",
            line: RED,
            pen: Pen::Fine(0.06),
            light: Light::Hand,
            turn: 1.0,
            ..squared
        },
        Setting { name: "lined", print: Print::Ruled(52.0), pen: Pen::Fine(0.06), ink: BALLPOINT, ..squared },
        Setting {
            name: "lined, turned",
            print: Print::Ruled(52.0),
            pen: Pen::Pencil(0.08),
            ink: PENCIL,
            turn: 4.0,
            tilt: 0.1,
            light: Light::Side,
            ..squared
        },
        Setting {
            name: "strong lines, noisy",
            print: Print::Ruled(70.0),
            line: STRONG,
            blur: 1.4,
            noise: 7.0,
            jpeg: 60,
            turn: 1.0,
            ..squared
        },
    ]
}

/// Sheets on which nothing is written, each in another light.
fn blanks() -> Vec<Setting> {
    let blank = Setting { pen: Pen::None, ..PLAIN };
    let prints = [
        ("blank, plain", Print::Plain),
        ("blank, squares", Print::Squared(40.0)),
        ("blank, small squares", Print::Squared(24.0)),
        ("blank, wide squares", Print::Squared(85.0)),
        ("blank, lines", Print::Ruled(50.0)),
    ];
    let lights = [
        (Light::Even, 0.0, 0.0, 2.0),
        (Light::Side, 1.0, 0.05, 4.0),
        (Light::Hand, 2.5, 0.1, 3.0),
        (Light::Desk, 4.0, 0.12, 3.0),
        (Light::Side, 5.0, 0.15, 8.0),
    ];
    let lines = [FAINT, BLUE, STRONG, RED, [0.94; 3]];
    let mut all = Vec::new();
    for (number, (name, print)) in prints.into_iter().enumerate() {
        for (shift, line) in lines.into_iter().enumerate() {
            let (light, turn, tilt, noise) = lights[(number + shift) % lights.len()];
            all.push(Setting { name, print, line, light, turn, tilt, noise, ..blank });
        }
    }
    all
}

/// Reads a page and compares it with what was written.
fn read(predictor: &Predictor, taken: &Taken) -> (Score, Vec<(u8, [f32; 4])>) {
    let rgb = &taken.rgb;
    let page = Page::of(Photo::shrunk(taken.width, taken.height, |x, y| {
        let at = (y * taken.width + x) * 3;
        [rgb[at], rgb[at + 1], rgb[at + 2]]
    }));
    let (digits, _) = read_scene(predictor, &page.scene).expect("the network reads");
    let found: Vec<(u8, [f32; 4])> = digits
        .iter()
        .map(|digit| {
            let b = digit.found.bounds.scaled(page.unit as f32);
            (digit.prediction.class(), [b.left, b.top, b.right, b.bottom])
        })
        .collect();
    let mut score = Score { written: taken.written.len(), ..Score::default() };
    let mut used = vec![false; found.len()];
    for digit in &taken.written {
        let best = found.iter().enumerate().filter(|(index, _)| !used[*index]);
        let best = best.map(|(index, (label, bounds))| (overlap(*bounds, digit.bounds), index, *label));
        match best.max_by(|a, b| a.0.total_cmp(&b.0)) {
            Some((share, index, label)) if share > 0.4 => {
                used[index] = true;
                if label == digit.label { score.right += 1 } else { score.wrong += 1 }
            }
            _ => score.missed += 1,
        }
    }
    score.extra = used.iter().filter(|used| !**used).count();
    (score, found)
}

/// Reads `pages` pages of each condition, and writes a line of the table for each.
fn table(settings: &[Setting], pages: u64) -> Vec<(&'static str, Score)> {
    let (predictor, images) = reader();
    let mut scores = Vec::new();
    println!("{:26} written  right  wrong  missed  extra", "");
    for (number, setting) in settings.iter().enumerate() {
        let mut sum = Score::default();
        for page in 0..pages {
            let score = read(&predictor, &photos::take(setting, &images, page + 100 * number as u64)).0;
            sum.written += score.written;
            sum.right += score.right;
            sum.wrong += score.wrong;
            sum.missed += score.missed;
            sum.extra += score.extra;
        }
        let Score { written, right, wrong, missed, extra } = sum;
        println!("{:26} {written:7} {right:6} {wrong:6} {missed:7} {extra:6}", setting.name);
        scores.push((setting.name, sum));
    }
    scores
}

#[test]
fn digits_on_any_paper_in_any_light_are_found_and_read() {
    let scores = table(&conditions(), 2);
    for (name, score) in &scores {
        // Known weakness: 22 of 24 digits in pencil among lines almost as dark are found in their boxes.
        let most_extra = if *name == "pencil, strong squares" { 3 } else { 1 };
        assert!(score.right + 3 >= score.written && score.extra <= most_extra, "{name}: {score:?}");
    }
    let sum = |of: fn(&Score) -> usize| scores.iter().map(|(_, score)| of(score)).sum::<usize>();
    let (right, written, extra) = (sum(|score| score.right), sum(|score| score.written), sum(|score| score.extra));
    assert!(right as f32 >= 0.98 * written as f32 && extra <= 3, "{right} of {written}, {extra} more");
}

/// An image enlarged: ink of one grey level on paper of another, as blocks or smoothly.
fn enlarged(image: &Image, scale: u32, (ink, paper): (f32, f32), filter: FilterType) -> Photo {
    let level = |x: u32, y: u32| paper + (ink - paper) * f32::from(image.pixel(x as usize, y as usize)) / 255.0;
    let small = GrayImage::from_fn(SIDE as u32, SIDE as u32, |x, y| Luma([level(x, y).round() as u8]));
    let side = SIDE as u32 * scale;
    let large = imageops::resize(&small, side, side, filter);
    Photo::shrunk(side as usize, side as usize, |x, y| [large.get_pixel(x as u32, y as u32).0[0]; 3])
}

#[test]
fn an_image_enlarged_as_blocks_or_smoothly_is_read_at_any_size() {
    let (predictor, images) = reader();
    for scale in [1, 2, 4, 5, 6, 8, 11, 16, 24, 40] {
        let (mut right, mut total) = (0, 0);
        for (levels, filter) in [((20.0, 240.0), FilterType::Nearest), ((235.0, 15.0), FilterType::Triangle)] {
            for index in 0..12 {
                let page = Page::of(enlarged(&images.image(index), scale, levels, filter));
                let (digits, _) = read_scene(&predictor, &page.scene).expect("the network reads");
                let found: Vec<u8> = digits.iter().map(|digit| digit.prediction.class()).collect();
                right += usize::from(found == [images.label(index)]);
                total += 1;
            }
        }
        println!("enlarged {scale:3} times {right:4} of {total} right");
        assert!(right + 1 >= total, "enlarged {scale} times: {right} of {total}");
    }
}

#[test]
fn nothing_is_found_on_blank_paper_whatever_is_printed_on_it() {
    for (name, score) in table(&blanks(), 1) {
        assert_eq!(score.extra, 0, "{name}");
    }
}
