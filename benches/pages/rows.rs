//! The rows of the table: what is on each page, and how it is seen.

use digit_lab::data::Dataset;
use digit_lab::data::split_mix::SplitMix64;

use super::sheet::{Colour, Hand, Sheet};

/// One row: its name and the page of each index.
pub struct Row {
    /// What the table calls it.
    pub name: &'static str,
    /// How many pages.
    pub pages: u64,
    /// Makes one of them.
    pub make: fn(&Dataset, u64, &mut SplitMix64) -> Sheet,
}

const WHITE: Colour = [250.0; 3];
const PAPER: Colour = [232.0, 230.0, 224.0];
const CREAM: Colour = [245.0, 235.0, 210.0];
const BLACK: Colour = [25.0; 3];
const BLUE: Colour = [45.0, 65.0, 150.0];

/// All of them.
pub const ROWS: [Row; 33] = [
    Row { name: "1 soft close-up", pages: 20, make: close_up },
    Row { name: "2 noise on grey", pages: 13, make: noise },
    Row { name: "3 dark bar", pages: 8, make: bar },
    Row { name: "3 digits at the edge", pages: 6, make: edge },
    Row { name: "4 sheet on a table", pages: 10, make: table_top },
    Row { name: "5 faint beside dark", pages: 6, make: faint },
    Row { name: "5 felt tips", pages: 8, make: felt },
    Row { name: "6 frame around a number", pages: 16, make: frame },
    Row { name: "6 comb of squares", pages: 13, make: comb },
    Row { name: "6 table with rules", pages: 6, make: ruled_table },
    Row { name: "6 field with a label", pages: 8, make: field },
    Row { name: "6 circles and triangles", pages: 8, make: circles },
    Row { name: "6 dotted lines", pages: 8, make: dotted },
    Row { name: "7 sudoku, thin lines", pages: 6, make: sudoku_thin },
    Row { name: "7 sudoku, thick lines", pages: 6, make: sudoku_thick },
    Row { name: "7 sudoku, printed", pages: 6, make: sudoku_printed },
    Row { name: "8 underlined", pages: 8, make: underlined },
    Row { name: "8 dates", pages: 6, make: dates },
    Row { name: "8 fractions", pages: 6, make: fractions },
    Row { name: "8 sums", pages: 6, make: sums },
    Row { name: "9 among letters", pages: 6, make: letters },
    Row { name: "9 no digits", pages: 10, make: no_digits },
    Row { name: "10 broken strokes", pages: 8, make: broken },
    Row { name: "11 row, gap -10 %", pages: 6, make: |images, _, chance| overlapping(images, chance, -0.1, true) },
    Row { name: "11 row, gap -20 %", pages: 6, make: |images, _, chance| overlapping(images, chance, -0.2, true) },
    Row { name: "11 column, gap 0", pages: 6, make: |images, _, chance| overlapping(images, chance, 0.0, false) },
    Row { name: "11 column, gap -10 %", pages: 6, make: |images, _, chance| overlapping(images, chance, -0.1, false) },
    Row { name: "12 200 digits", pages: 2, make: |images, _, chance| many(images, chance, 10, 20, 60.0) },
    Row { name: "12 1,000 digits", pages: 1, make: |images, _, chance| many(images, chance, 25, 40, 36.0) },
    Row { name: "12 5,000 digits", pages: 1, make: |images, _, chance| many(images, chance, 50, 100, 24.0) },
    Row { name: "12 12 megapixels", pages: 1, make: large },
    Row { name: "13 upright", pages: 4, make: |images, index, chance| turned(images, index, chance, 0) },
    Row { name: "13 turned", pages: 6, make: |images, index, chance| turned(images, index, chance, 1 + index % 3) },
];

fn hand(chance: &mut SplitMix64) -> Hand {
    if chance.unit() < 0.5 { Hand::Images } else { Hand::Strokes(0.05 + 0.09 * chance.unit()) }
}

fn between(chance: &mut SplitMix64, low: f32, high: f32) -> f32 {
    low + (high - low) * chance.unit()
}

/// A row of digits with their middles so far apart.
fn row(
    sheet: &mut Sheet,
    images: &Dataset,
    hand: Hand,
    (x, y): (f32, f32),
    (count, pitch, size): (usize, f32, f32),
    colour: Colour,
    chance: &mut SplitMix64,
) {
    for at in 0..count {
        let place = (x + at as f32 * pitch, y + 0.04 * size * chance.normal());
        sheet.digit(images, hand, place, size * (1.0 + 0.05 * chance.normal()), colour, chance);
    }
}

fn seen(mut sheet: Sheet, blur: f32, noise: f32, chance: &mut SplitMix64) -> Sheet {
    sheet.blur(blur);
    sheet.noise(noise, chance);
    sheet
}

fn close_up(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let side = [240, 480, 900, 1400][(index % 4) as usize];
    let length = side as f32;
    let mut sheet = Sheet::new(side, side, [205.0; 3]);
    let size = 0.7 * length;
    sheet.digit(images, Hand::Strokes(0.1), (length / 2.0, length / 2.0), size, [70.0; 3], chance);
    sheet.shade(0.1);
    let blur = length * between(chance, 0.006, 0.015);
    seen(sheet, blur, 2.0, chance)
}

fn noise(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let side = 180 + 25 * index as usize;
    let length = side as f32;
    let mut sheet = Sheet::new(side, side, [if index.is_multiple_of(2) { 132.0 } else { 200.0 }; 3]);
    let size = 0.26 * length;
    row(&mut sheet, images, hand(chance), (0.22 * length, 0.5 * length), (3, 0.28 * length, size), [60.0; 3], chance);
    let noise = between(chance, 4.0, 8.0);
    seen(sheet, 0.6, noise, chance)
}

fn ten(images: &Dataset, (width, height): (usize, usize), chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(width, height, WHITE);
    let (pitch, size) = (width as f32 / 5.6, height as f32 / 5.0);
    for line in 0..2 {
        let y = height as f32 * (0.25 + 0.33 * line as f32);
        row(&mut sheet, images, hand(chance), (pitch * 0.8, y), (5, pitch, size), BLACK, chance);
    }
    sheet
}

fn bar(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = ten(images, (640, 480), chance);
    sheet.fill([0, 432, 640, 480], [8.0; 3]);
    seen(sheet, 0.5, 1.5, chance)
}

fn edge(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(400, 300, WHITE);
    let hand = hand(chance);
    for (x, y) in [
        (22.0, 24.0),
        (200.0, 23.0),
        (377.0, 24.0),
        (23.0, 150.0),
        (376.0, 150.0),
        (22.0, 276.0),
        (200.0, 276.0),
        (377.0, 275.0),
    ] {
        sheet.digit(images, hand, (x, y), 46.0, BLACK, chance);
    }
    seen(sheet, 0.5, 2.0, chance)
}

fn squared(width: usize, height: usize, step: f32, colour: Colour) -> Sheet {
    let mut sheet = Sheet::new(width, height, PAPER);
    let mut at = step / 2.0;
    while at < width.max(height) as f32 {
        sheet.line((0.0, at), (width as f32, at), 1.6, colour);
        sheet.line((at, 0.0), (at, height as f32), 1.6, colour);
        at += step;
    }
    sheet
}

fn table_top(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = squared(900, 700, 36.0, [175.0, 195.0, 225.0]);
    let colour = if index.is_multiple_of(2) { BLUE } else { [100.0; 3] };
    let hand = hand(chance);
    for line in 0..6 {
        row(&mut sheet, images, hand, (130.0, 90.0 + 104.0 * line as f32), (6, 128.0, 66.0), colour, chance);
    }
    let base = [[95.0, 30.0, 32.0], [90.0, 62.0, 40.0], [60.0, 60.0, 70.0]][(index % 3) as usize];
    let mut table = Sheet::new(1280, 960, base);
    if index % 3 == 2 {
        for at in 0..32 {
            table.fill([at * 40, 0, at * 40 + 18, 960], [120.0, 100.0, 80.0]);
        }
    }
    let degrees = if index < 5 { 0.0 } else { between(chance, -20.0, 20.0) };
    let scale = between(chance, 0.62, 0.95);
    let sheet = sheet.onto(table, (640.0, 480.0), scale, degrees);
    seen(sheet, 0.9, 3.0, chance)
}

fn faint(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(800, 400, PAPER);
    let hand = hand(chance);
    for at in 0..16 {
        let colour = if at % 2 == 0 { [10.0; 3] } else { [150.0; 3] };
        let place = (60.0 + 97.0 * (at % 8) as f32, 120.0 + 160.0 * (at / 8) as f32);
        sheet.digit(images, hand, place, 70.0, colour, chance);
    }
    seen(sheet, 0.6, 2.0, chance)
}

fn felt(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    const TIPS: [Colour; 8] = [
        [225.0, 40.0, 45.0],
        [245.0, 140.0, 30.0],
        [240.0, 210.0, 40.0],
        [60.0, 170.0, 70.0],
        [70.0, 190.0, 220.0],
        [50.0, 80.0, 190.0],
        [150.0, 70.0, 170.0],
        [240.0, 120.0, 180.0],
    ];
    let mut sheet = Sheet::new(800, 400, if index.is_multiple_of(2) { WHITE } else { CREAM });
    for at in 0..16 {
        let place = (60.0 + 97.0 * (at % 8) as f32, 120.0 + 160.0 * (at / 8) as f32);
        sheet.digit(images, Hand::Strokes(0.12), place, 70.0, TIPS[(at * 3 + index as usize) % 8], chance);
    }
    seen(sheet, 0.6, 2.0, chance)
}

fn frame(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(500, 260, WHITE);
    sheet.frame([70.0, 60.0, 430.0, 200.0], 2.0, [0.0; 3]);
    row(&mut sheet, images, hand(chance), (130.0, 130.0), (4, 80.0, 72.0), BLACK, chance);
    sheet
}

fn comb(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(760, 200, WHITE);
    let hand = hand(chance);
    for at in 0..8 {
        let x = 60.0 + 80.0 * at as f32;
        sheet.frame([x, 60.0, x + 80.0, 140.0], 2.0, [0.0; 3]);
        sheet.digit(images, hand, (x + 40.0, 100.0), 52.0, BLACK, chance);
    }
    seen(sheet, 0.4 * (index % 2) as f32, 2.0 * (index % 2) as f32, chance)
}

fn ruled_table(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(900, 700, PAPER);
    for at in 0..=6 {
        sheet.line((60.0, 50.0 + 100.0 * at as f32), (840.0, 50.0 + 100.0 * at as f32), 3.0, BLACK);
    }
    for at in 0..=5 {
        sheet.line((60.0 + 156.0 * at as f32, 50.0), (60.0 + 156.0 * at as f32, 650.0), 3.0, BLACK);
    }
    let hand = hand(chance);
    for at in 0..30 {
        let place = (60.0 + 156.0 * ((at % 5) as f32 + 0.25), 50.0 + 100.0 * ((at / 5) as f32 + 0.5));
        row(
            &mut sheet,
            images,
            hand,
            place,
            (2, 60.0, 58.0),
            if index.is_multiple_of(2) { BLACK } else { BLUE },
            chance,
        );
    }
    seen(sheet, 0.6, 2.0, chance)
}

const LABELS: [&str; 6] = ["Name", "Postcode", "Amount", "Telephone", "Date of birth", "Account"];

fn field(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(900, 420, PAPER);
    let hand = hand(chance);
    for line in 0..4 {
        let y = 70.0 + 90.0 * line as f32;
        let label = LABELS[(chance.unit() * 6.0) as usize % 6];
        sheet.text(label, (40.0, y + 14.0), 34.0, [60.0; 3]);
        sheet.frame([320.0, y - 34.0, 860.0, y + 34.0], 2.0, [90.0; 3]);
        row(&mut sheet, images, hand, (365.0, y), (5, 60.0, 48.0), BLUE, chance);
    }
    seen(sheet, 0.6, 2.0, chance)
}

fn circles(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(800, 400, WHITE);
    let hand = hand(chance);
    for at in 0..8 {
        let place = (110.0 + 190.0 * (at % 4) as f32, 110.0 + 180.0 * (at / 4) as f32);
        if at % 2 == 0 {
            sheet.ring(place, 66.0, 48, 3.0, BLACK);
        } else {
            sheet.ring((place.0, place.1 + 8.0), 92.0, 3, 3.0, BLACK);
        }
        sheet.digit(images, hand, place, 58.0, if index.is_multiple_of(2) { BLACK } else { BLUE }, chance);
    }
    seen(sheet, 0.5, 1.5, chance)
}

fn dotted(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(900, 400, [225.0, 235.0, 228.0]);
    let hand = hand(chance);
    for line in 0..3 {
        let y = 90.0 + 110.0 * line as f32;
        for at in 0..70 {
            let x = 60.0 + 11.0 * at as f32;
            sheet.line((x, y + 38.0), (x + 1.0, y + 38.0), 3.0, [60.0; 3]);
        }
        row(&mut sheet, images, hand, (110.0, y), (8, 78.0, 58.0), BLUE, chance);
    }
    seen(sheet, 0.6, 2.0, chance)
}

fn sudoku(images: &Dataset, hand: Hand, index: u64, widths: (f32, f32), chance: &mut SplitMix64) -> Sheet {
    let margin = if index.is_multiple_of(2) { 60.0 } else { 4.0 };
    let cell = 62.0;
    let side = (2.0 * margin + 9.0 * cell) as usize;
    let mut sheet = Sheet::new(side, side, WHITE);
    for at in 0..=9 {
        let (off, width) = (margin + cell * at as f32, if at % 3 == 0 { widths.1 } else { widths.0 });
        let end = margin + 9.0 * cell;
        sheet.line((margin, off), (end, off), width, [0.0; 3]);
        sheet.line((off, margin), (off, end), width, [0.0; 3]);
    }
    for at in 0..81 {
        if chance.unit() < 0.6 {
            let place = (margin + cell * ((at % 9) as f32 + 0.5), margin + cell * ((at / 9) as f32 + 0.5));
            sheet.digit(images, hand, place, 38.0, BLACK, chance);
        }
    }
    seen(sheet, 0.5, 2.0, chance)
}

fn sudoku_thin(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let hand = hand(chance);
    sudoku(images, hand, index, (1.0, 3.0), chance)
}

fn sudoku_thick(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let hand = hand(chance);
    sudoku(images, hand, index, (3.0, 9.0), chance)
}

fn sudoku_printed(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    sudoku(images, Hand::Print, index, if index.is_multiple_of(3) { (3.0, 9.0) } else { (1.0, 3.0) }, chance)
}

fn underlined(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(700, 420, WHITE);
    let hand = hand(chance);
    for at in 0..4 {
        let (x, y) = (90.0 + 330.0 * (at % 2) as f32, 100.0 + 190.0 * (at / 2) as f32);
        row(&mut sheet, images, hand, (x, y), (3, 70.0, 80.0), BLACK, chance);
        let y = y + 40.0 + between(chance, 10.0, 20.0);
        sheet.line((x - 50.0, y), (x + 190.0, y + 3.0 * chance.normal()), 5.0, BLACK);
    }
    seen(sheet, 0.5, 1.5, chance)
}

fn dates(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(800, 640, PAPER);
    let hand = hand(chance);
    for line in 0..5 {
        let (mut x, y) = (90.0, 90.0 + 112.0 * line as f32);
        for part in 0..3 {
            row(&mut sheet, images, hand, (x, y), (2, 62.0, 66.0), BLUE, chance);
            x += 62.0 * 2.0 + 30.0;
            if part < 2 {
                match line % 3 {
                    0 => sheet.line((x - 18.0, y - 38.0), (x - 50.0, y + 38.0), 5.0, BLUE),
                    1 => sheet.line((x - 34.0, y + 30.0), (x - 33.0, y + 31.0), 8.0, BLUE),
                    _ => sheet.line((x - 50.0, y), (x - 20.0, y), 5.0, BLUE),
                }
                x += 22.0;
            }
        }
    }
    seen(sheet, 0.6, 2.0, chance)
}

fn fractions(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(800, 520, WHITE);
    let hand = hand(chance);
    for at in 0..6 {
        let (x, y) = (110.0 + 240.0 * (at % 3) as f32, 130.0 + 250.0 * (at / 3) as f32);
        row(&mut sheet, images, hand, (x, y - 50.0), (2, 62.0, 66.0), BLACK, chance);
        sheet.line((x - 45.0, y), (x + 108.0, y), 5.0, BLACK);
        row(&mut sheet, images, hand, (x, y + 50.0), (2, 62.0, 66.0), BLACK, chance);
    }
    seen(sheet, 0.6, 2.0, chance)
}

fn sums(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(900, 520, WHITE);
    let hand = hand(chance);
    for line in 0..4 {
        let y = 80.0 + 118.0 * line as f32;
        let mut x = 70.0;
        let stroke = |sheet: &mut Sheet, a: (f32, f32), b: (f32, f32)| sheet.line(a, b, 6.0, BLACK);
        for sign in ["×", "+", "-", "="] {
            sheet.digit(images, hand, (x, y), 66.0, BLACK, chance);
            x += 78.0;
            match sign {
                "×" => {
                    stroke(&mut sheet, (x - 16.0, y - 16.0), (x + 16.0, y + 16.0));
                    stroke(&mut sheet, (x + 16.0, y - 16.0), (x - 16.0, y + 16.0));
                }
                "+" => {
                    stroke(&mut sheet, (x - 20.0, y), (x + 20.0, y));
                    stroke(&mut sheet, (x, y - 20.0), (x, y + 20.0));
                }
                "-" => stroke(&mut sheet, (x - 20.0, y), (x + 20.0, y)),
                _ => {
                    stroke(&mut sheet, (x - 20.0, y - 9.0), (x + 20.0, y - 9.0));
                    stroke(&mut sheet, (x - 20.0, y + 9.0), (x + 20.0, y + 9.0));
                }
            }
            x += 78.0;
        }
        row(&mut sheet, images, hand, (x, y), (2, 66.0, 66.0), BLACK, chance);
    }
    seen(sheet, 0.6, 2.0, chance)
}

const WORDS: [&str; 12] =
    ["the", "quick", "fox", "jumps", "over", "a", "lazy", "dog", "Please", "return", "before", "Tuesday"];

fn paragraph(sheet: &mut Sheet, from: f32, to: f32, size: f32, chance: &mut SplitMix64) {
    let mut y = from;
    while y < to {
        let mut x = 40.0;
        while x < sheet.width as f32 - 200.0 {
            let word = WORDS[(chance.unit() * 12.0) as usize % 12];
            x = sheet.text(word, (x, y), size, [40.0; 3]) + 0.35 * size;
        }
        y += 1.6 * size;
    }
}

fn letters(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(900, 600, PAPER);
    let size = between(chance, 24.0, 40.0);
    paragraph(&mut sheet, 60.0, 260.0, size, chance);
    row(&mut sheet, images, hand(chance), (150.0, 350.0), (6, 90.0, 70.0), BLUE, chance);
    paragraph(&mut sheet, 460.0, 580.0, size, chance);
    seen(sheet, 0.6, 2.0, chance)
}

fn no_digits(_: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = Sheet::new(900, 600, PAPER);
    match index % 5 {
        0 => {
            let size = between(chance, 22.0, 44.0);
            paragraph(&mut sheet, 60.0, 580.0, size, chance);
        }
        1 => {
            for _ in 0..60 {
                let place = (between(chance, 0.0, 880.0), between(chance, 0.0, 580.0));
                let to = (place.0 + 90.0 * chance.normal(), place.1 + 90.0 * chance.normal());
                let (width, level) = (between(chance, 1.0, 7.0), between(chance, 0.0, 160.0));
                sheet.line(place, to, width, [level; 3]);
            }
        }
        2 => {
            // A street: walls, windows, doors.
            for at in 0..7 {
                let (left, top) = (at * 130, 60 + (chance.unit() * 160.0) as usize);
                let wall = [(); 3].map(|()| between(chance, 60.0, 220.0));
                sheet.fill([left, top, left + 128, 600], wall);
                for window in 0..8 {
                    let (x, y) = (left + 16 + 56 * (window % 2), top + 24 + 90 * (window / 2));
                    sheet.fill([x, y, x + 34, y + 52], [between(chance, 20.0, 120.0); 3]);
                }
            }
        }
        3 => {
            for at in 0..64 {
                let (x, y) = (150 + 70 * (at % 8), 20 + 70 * (at / 8));
                if (at % 8 + at / 8) % 2 == 0 {
                    sheet.fill([x, y, x + 70, y + 70], BLACK);
                }
            }
        }
        _ => {
            sheet = squared(900, 600, 40.0, [150.0, 170.0, 210.0]);
            for at in 0..14 {
                let place = (60.0 + 120.0 * (at % 7) as f32, 150.0 + 260.0 * (at / 7) as f32);
                sheet.ring(place, 40.0, 3 + at % 5, 4.0, BLUE);
            }
        }
    }
    seen(sheet, 0.8, 3.0, chance)
}

fn broken(images: &Dataset, index: u64, chance: &mut SplitMix64) -> Sheet {
    let side = [60, 100, 200, 400][(index % 4) as usize];
    let length = side as f32;
    let mut sheet = Sheet::new(3 * side, side, WHITE);
    row(
        &mut sheet,
        images,
        Hand::Strokes(0.06),
        (length / 2.0, length / 2.0),
        (3, length, 0.7 * length),
        BLACK,
        chance,
    );
    // Two gaps across each.
    for at in 0..3 {
        for share in [0.38, 0.66] {
            let (x, y) = (length * at as f32, length * share);
            sheet.line((x + 0.1 * length, y), (x + 0.9 * length, y + 0.06 * length), 0.03 * length, WHITE);
        }
    }
    seen(sheet, 0.3, 1.0, chance)
}

fn overlapping(images: &Dataset, chance: &mut SplitMix64, gap: f32, is_row: bool) -> Sheet {
    let (width, height) = if is_row { (900, 420) } else { (560, 760) };
    let mut sheet = Sheet::new(width, height, WHITE);
    let size = 66.0;
    for line in 0..3 {
        let mut at = 40.0;
        let hand = if line == 0 { Hand::Images } else { Hand::Strokes(0.09) };
        let end = if is_row { 840.0 } else { 700.0 };
        while at < end {
            let (label, raster) = super::sheet::digit(images, hand, chance);
            let scale = size / raster.width.max(raster.height) as f32;
            let along = if is_row { raster.width as f32 * scale } else { raster.height as f32 * scale };
            let across = 80.0 + if is_row { 130.0 } else { 180.0 } * line as f32;
            let place = if is_row { (at + along / 2.0, across) } else { (across, at + along / 2.0) };
            let bounds = sheet.put(&raster, place, size, BLACK);
            sheet.written.push((label, bounds));
            // A gap is a share of the digit's size.
            at += along + gap * size + if gap < 0.0 && along < 0.4 * size { 0.12 * size } else { 0.0 };
        }
    }
    seen(sheet, 0.5, 1.5, chance)
}

fn many(images: &Dataset, chance: &mut SplitMix64, rows: usize, columns: usize, pitch: f32) -> Sheet {
    let mut sheet = Sheet::new((columns + 1) * pitch as usize, (rows + 1) * pitch as usize, WHITE);
    for line in 0..rows {
        let place = (pitch, pitch * (line as f32 + 1.0));
        let hand = hand(chance);
        row(&mut sheet, images, hand, place, (columns, pitch, 0.72 * pitch), BLACK, chance);
    }
    seen(sheet, 0.4, 1.5, chance)
}

fn large(images: &Dataset, _: u64, chance: &mut SplitMix64) -> Sheet {
    let mut sheet = squared(4000, 3000, 110.0, [180.0, 200.0, 225.0]);
    for line in 0..6 {
        let place = (400.0, 350.0 + 460.0 * line as f32);
        row(&mut sheet, images, Hand::Strokes(0.09), place, (8, 440.0, 230.0), BLUE, chance);
    }
    sheet.noise(3.0, chance);
    sheet
}

fn turned(images: &Dataset, _: u64, chance: &mut SplitMix64, quarters: u64) -> Sheet {
    let mut sheet = Sheet::new(800, 600, PAPER);
    for line in 0..4 {
        row(&mut sheet, images, Hand::Images, (100.0, 90.0 + 140.0 * line as f32), (6, 110.0, 72.0), BLACK, chance);
    }
    let sheet = seen(sheet, 0.6, 2.0, chance);
    (0..quarters).fold(sheet, |sheet, _| sheet.turned())
}
