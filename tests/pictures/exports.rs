//! Drawings that the program exported itself, trimmed, given other margins and sizes, and read again.

use digit_lab::background::read_scene;
use digit_lab::ink::svg::Backing;
use digit_lab::ink::{Point, Stroke};
use digit_lab::model::Predictor;
use digit_lab::store::{drawings, pictures};
use image::imageops::{self, FilterType};
use image::{GrayImage, Luma};

use super::digits;
use super::program::Lab;
use super::reader::reader;

/// Margins around the trimmed ink, as shares of its longer side.
const MARGINS: [f32; 8] = [0.0, 0.01, 0.03, 0.06, 0.1, 0.2, 0.35, 0.5];

/// A digit as a hand draws it with a pen of this width.
fn drawing(digit: usize, width: f32) -> Vec<Stroke> {
    let stroke = |points: Vec<[f32; 2]>| Stroke::new(points.iter().map(|&[x, y]| Point { x, y }).collect(), width);
    digits::strokes(digit).into_iter().map(stroke).collect()
}

/// What the program exports of it, on white paper.
fn exported(strokes: &[Stroke], side: u32) -> GrayImage {
    let png = drawings::png(strokes, side, Backing::White).expect("there is memory");
    image::load_from_memory(&png).expect("it is a PNG").into_luma8()
}

/// The picture without the white around its ink.
fn trimmed(picture: &GrayImage) -> GrayImage {
    let inked = || picture.enumerate_pixels().filter(|(_, _, level)| level.0[0] < 250);
    let span = |of: fn(u32, u32) -> u32| {
        let all = inked().map(|(x, y, _)| of(x, y));
        (all.clone().min().expect("there is ink"), all.max().expect("there is ink"))
    };
    let ((left, right), (top, bottom)) = (span(|x, _| x), span(|_, y| y));
    imageops::crop_imm(picture, left, top, right - left + 1, bottom - top + 1).to_image()
}

/// The picture in the middle of white paper of this size.
fn on_paper(picture: &GrayImage, width: u32, height: u32) -> GrayImage {
    let mut paper = GrayImage::from_pixel(width, height, Luma([255]));
    let (left, top) = ((width - picture.width()) / 2, (height - picture.height()) / 2);
    imageops::replace(&mut paper, picture, i64::from(left), i64::from(top));
    paper
}

fn with_margin(picture: &GrayImage, share: f32) -> GrayImage {
    let margin = (picture.width().max(picture.height()) as f32 * share).round() as u32;
    on_paper(picture, picture.width() + 2 * margin, picture.height() + 2 * margin)
}

/// The picture made so large that it fits into this size.
fn scaled(picture: &GrayImage, width: u32, height: u32) -> GrayImage {
    let scale = (width as f32 / picture.width() as f32).min(height as f32 / picture.height() as f32);
    let of = |side: u32| ((side as f32 * scale).round() as u32).max(1);
    imageops::resize(picture, of(picture.width()), of(picture.height()), FilterType::Triangle)
}

/// What is read in a picture, from its file on.
fn read(lab: &Lab, predictor: &Predictor, picture: &GrayImage) -> Vec<u8> {
    let path = lab.path("export.png");
    picture.save(&path).expect("a temporary picture is written");
    let page = pictures::read_page(&path).expect("it is a picture");
    let (digits, _) = read_scene(predictor, &page.scene).expect("the network reads");
    digits.iter().map(|digit| digit.prediction.class()).collect()
}

/// Fails with every picture that is not read as what was drawn.
#[track_caller]
fn assert_read(pictures: impl IntoIterator<Item = (usize, String, GrayImage)>) {
    let (lab, (predictor, _)) = (Lab::new(), reader());
    let (mut faults, mut total) = (Vec::new(), 0);
    for (digit, told, picture) in pictures {
        total += 1;
        let found = read(&lab, &predictor, &picture);
        if found != [digit as u8] {
            faults.push(format!("{digit}, {told}, {} × {}: {found:?}", picture.width(), picture.height()));
        }
    }
    assert!(faults.is_empty(), "{} of {total}:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn an_export_is_read_again_whatever_its_margins_and_its_size() {
    const SIDES: [u32; 6] = [120, 200, 333, 512, 700, 1_100];
    let pictures = (0..10).flat_map(|digit| {
        let ink = trimmed(&exported(&drawing(digit, 0.08), 1_024));
        let margins = MARGINS.into_iter().enumerate();
        margins.map(move |(at, share)| {
            let side = SIDES[(digit + at) % SIDES.len()];
            let picture = with_margin(&scaled(&ink, side, side), share);
            (digit, format!("margin {share}"), picture)
        })
    });
    assert_read(pictures);
}

#[test]
fn an_export_is_read_again_on_paper_of_any_shape() {
    const PAPERS: [(u32, u32); 6] = [(500, 700), (700, 700), (800, 800), (640, 480), (900, 1_400), (230, 260)];
    let pictures = (0..10).flat_map(|digit| {
        let ink = trimmed(&exported(&drawing(digit, 0.08), 1_024));
        let papers = PAPERS.into_iter().enumerate();
        papers.map(move |(at, (width, height))| {
            let share = 1.0 - MARGINS[(digit + at) % MARGINS.len()];
            let fitted = scaled(&ink, (width as f32 * share) as u32, (height as f32 * share) as u32);
            (digit, format!("filling {share} of it"), on_paper(&fitted, width, height))
        })
    });
    assert_read(pictures);
}

/// Enlarging widens edges, and what fills its paper touches its edge and is as long as the paper.
#[test]
fn an_enlarged_export_that_fills_its_paper_is_read_again() {
    let pictures = (0..10).flat_map(|digit| {
        [FilterType::Triangle, FilterType::CatmullRom].map(move |filter| {
            let ink = trimmed(&exported(&drawing(digit, 0.08), 400));
            let scale = (900.0 / ink.width() as f32).min(1_400.0 / ink.height() as f32);
            let of = |side: u32| (side as f32 * scale).round() as u32;
            let enlarged = imageops::resize(&ink, of(ink.width()), of(ink.height()), filter);
            (digit, format!("enlarged by {scale}, {filter:?}"), on_paper(&enlarged, 900, 1_400))
        })
    });
    assert_read(pictures);
}

#[test]
fn thin_and_thick_pens_light_ink_and_a_straight_stroke_are_read_again() {
    let straight = vec![Stroke::new(vec![Point { x: 0.5, y: 0.15 }, Point { x: 0.5, y: 0.85 }], 0.08)];
    let straight = trimmed(&exported(&straight, 512));
    let inverted = |picture: &GrayImage| {
        let mut picture = picture.clone();
        imageops::invert(&mut picture);
        picture
    };
    let mut pictures = Vec::new();
    for share in MARGINS {
        pictures.push((1, format!("straight, margin {share}"), with_margin(&straight, share)));
        pictures.push((1, format!("straight and light, margin {share}"), inverted(&with_margin(&straight, share))));
        for (digit, width) in [(2, 0.03), (9, 0.05), (3, 0.12), (8, 0.05)] {
            let picture = with_margin(&trimmed(&exported(&drawing(digit, width), 700)), share);
            pictures.push((digit, format!("pen {width}, margin {share}, light"), inverted(&picture)));
            pictures.push((digit, format!("pen {width}, margin {share}"), picture));
        }
    }
    assert_read(pictures);
}

#[test]
fn the_command_line_reads_an_export_with_and_without_margins() {
    let lab = Lab::new();
    let ink = trimmed(&exported(&drawing(9, 0.08), 1_024));
    let names: Vec<String> = (0..MARGINS.len()).map(|at| format!("nine-{at}.png")).collect();
    for (name, share) in names.iter().zip(MARGINS) {
        let (margin, inner) = ((700.0 * share * 0.5) as u32, 1.0 - share);
        let fitted = scaled(&ink, (700.0 * inner) as u32, 700 - 2 * margin);
        on_paper(&fitted, 700, 700).save(lab.path(name)).expect("a temporary picture is written");
    }
    let mut words = vec!["classify", "--json"];
    words.extend(names.iter().map(String::as_str));
    for object in lab.run(&words).succeeds().objects() {
        assert_eq!((object["digit"].as_u64(), &object["verdict"]), (Some(9), &"digit".into()), "{object}");
    }
}
