//! Photographs as people take them: every digit is found and read, and nothing else is taken for one.

#[path = "common/photos.rs"]
mod photos;

use digit_lab::data::{Dataset, Mnist, Split};
use digit_lab::ink::picture::{Page, Photo};
use digit_lab::model::{Kernels, Prediction, Predictor};
use digit_lab::store::models;
use photos::{Light, PLAIN, Pen, Print, Setting, Taken};

/// Pages of each condition.
const PAGES: u64 = 3;

/// What was read on the pages of a condition.
#[derive(Debug, Default, Clone, Copy)]
pub struct Score {
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

pub fn conditions() -> Vec<Setting> {
    let squared = Setting { print: Print::Squared(40.0), line: BLUE, ..PLAIN };
    vec![
        PLAIN,
        Setting { name: "fine pen", pen: Pen::Fine(0.05), ..PLAIN },
        Setting { name: "red pen", ink: RED_PEN, ..PLAIN },
        Setting { name: "pencil", pen: Pen::Pencil(0.07), ink: PENCIL, light: Light::Side, ..PLAIN },
        Setting { name: "faint pencil", pen: Pen::Pencil(0.07), ink: [150.0; 3], light: Light::Side, ..PLAIN },
        Setting { name: "chalk on a board", paper: [48.0, 62.0, 54.0], ink: [205.0, 208.0, 200.0], light: Light::Side, ..PLAIN },
        Setting { name: "shadow of a hand", light: Light::Hand, ..PLAIN },
        Setting { name: "hand, pencil", light: Light::Hand, pen: Pen::Pencil(0.07), ink: PENCIL, ..PLAIN },
        Setting { name: "desk at the edge", light: Light::Desk, turn: 3.0, tilt: 0.1, ..PLAIN },
        Setting { name: "noisy and blurred", blur: 1.8, noise: 9.0, jpeg: 50, light: Light::Side, ..PLAIN },
        Setting { name: "turned and tilted", turn: 5.0, tilt: 0.15, ..PLAIN },
        Setting { name: "small digits", heights: (28.0, 40.0), ..PLAIN },
        Setting { name: "blue squares", ..squared },
        Setting { name: "pencil, blue squares", pen: Pen::Pencil(0.08), ink: PENCIL, ..squared },
        Setting { name: "pencil, faint squares", pen: Pen::Pencil(0.08), ink: PENCIL, line: FAINT, light: Light::Side, ..squared },
        Setting { name: "pencil, strong squares", pen: Pen::Pencil(0.08), ink: PENCIL, line: STRONG, ..squared },
        Setting { name: "pencil, squares, turned", pen: Pen::Pencil(0.08), ink: PENCIL, turn: 3.0, tilt: 0.1, light: Light::Side, ..squared },
        Setting { name: "pen, small squares", print: Print::Squared(22.0), pen: Pen::Fine(0.06), ink: BALLPOINT, line: [0.75; 3], ..squared },
        Setting { name: "pen, wide squares", print: Print::Squared(90.0), pen: Pen::Fine(0.06), ink: BALLPOINT, line: STRONG, turn: 1.5, ..squared },
        Setting { name: "blue pen, blue squares", pen: Pen::Fine(0.06), ink: BALLPOINT, turn: 2.0, ..squared },
        Setting { name: "red squares, hand", line: RED, pen: Pen::Fine(0.06), light: Light::Hand, turn: 1.0, ..squared },
        Setting { name: "lined", print: Print::Ruled(52.0), pen: Pen::Fine(0.06), ink: BALLPOINT, ..squared },
        Setting { name: "lined, turned", print: Print::Ruled(52.0), pen: Pen::Pencil(0.08), ink: PENCIL, turn: 4.0, tilt: 0.1, light: Light::Side, ..squared },
        Setting { name: "strong lines, noisy", print: Print::Ruled(70.0), line: STRONG, blur: 1.4, noise: 7.0, jpeg: 60, turn: 1.0, ..squared },
    ]
}

pub fn blanks() -> Vec<Setting> {
    let blank = Setting { pen: Pen::None, ..PLAIN };
    let mut all = Vec::new();
    for (print, what) in [(Print::Plain, "plain"), (Print::Squared(40.0), "squares"), (Print::Squared(24.0), "small squares"), (Print::Squared(85.0), "wide squares"), (Print::Ruled(50.0), "lines")] {
        for line in [FAINT, BLUE, STRONG, RED, [0.3; 3], [0.94; 3]] {
            for (light, turn, tilt, noise) in [(Light::Even, 0.0, 0.0, 2.0), (Light::Side, 1.0, 0.05, 4.0), (Light::Hand, 2.5, 0.1, 3.0), (Light::Desk, 4.0, 0.12, 3.0), (Light::Side, 6.0, 0.2, 8.0)] {
                if print == Print::Plain && line != FAINT {
                    continue;
                }
                all.push(Setting { name: what, print, line, light, turn, tilt, noise, ..blank });
            }
        }
    }
    all
}

/// Reads a page and compares it with what was written.
pub fn read(predictor: &Predictor, taken: &Taken) -> (Score, Vec<(u8, [f32; 4])>) {
    let rgb = &taken.rgb;
    let page = Page::of(Photo::shrunk(taken.width, taken.height, |x, y| {
        let at = (y * taken.width + x) * 3;
        [rgb[at], rgb[at + 1], rgb[at + 2]]
    }));
    let pixels: Vec<u8> = page.scene.candidates().iter().flat_map(|image| image.0).collect();
    let read = predictor.predict_pixels(&pixels).expect("the network reads");
    let found = page.scene.digits(|candidate| read[candidate].confidence());
    let found: Vec<(u8, [f32; 4])> = found
        .iter()
        .map(|digit| {
            let b = digit.bounds.scaled(page.unit as f32);
            (read[digit.candidate].digit(), [b.left, b.top, b.right, b.bottom])
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

/// What two boxes share of what both cover.
fn overlap(a: [f32; 4], b: [f32; 4]) -> f32 {
    let area = |c: [f32; 4]| (c[2] - c[0]).max(0.0) * (c[3] - c[1]).max(0.0);
    let both = area([a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])]);
    both / (area(a) + area(b) - both).max(1.0)
}
