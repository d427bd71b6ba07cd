//! Kinds of picture that are seldom met, and ink files of a size that nobody draws.

use digit_lab::data::Image;
use digit_lab::ink::picture::Page;
use digit_lab::store::pictures;
use image::{DynamicImage, GrayImage, ImageFormat, Luma};

use super::program::Lab;

/// A seven, painted by code and stored as a JPEG of cyan, magenta, yellow and black.
const CMYK: &[u8] = include_bytes!("seven-cmyk.jpg");

/// The same seven in grey.
fn seven() -> GrayImage {
    let is_ink = |x: u32, y: u32| {
        let bar = (10..47).contains(&x) && (8..16).contains(&y);
        let leg = (8..51).contains(&y) && (x + y * 20 / 35).abs_diff(46) < 5;
        bar || leg
    };
    GrayImage::from_fn(56, 56, |x, y| Luma([if is_ink(x, y) { 0 } else { 255 }]))
}

fn encoded(picture: GrayImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png).expect("the picture can be encoded");
    bytes.into_inner()
}

fn read(bytes: &[u8]) -> Result<Page, String> {
    let lab = Lab::new();
    lab.write("picture", bytes);
    pictures::read_page(&lab.path("picture")).map_err(|error| error.to_string())
}

/// Grey levels by which two images differ, a pixel in the mean.
fn difference(a: &Image, b: &Image) -> f64 {
    f64::from(a.0.iter().zip(&b.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum::<u32>()) / 784.0
}

#[test]
fn a_jpeg_in_printing_colours_is_read() {
    let page = read(CMYK).expect("the picture can be read");
    assert_eq!((page.width, page.height), (56, 56));
    let grey = read(&encoded(seven())).expect("the picture can be read");
    let difference = difference(&page.image(), &grey.image());
    assert!(difference < 25.0, "{difference}: {:?}", page.image());
}

/// A chunk of a PNG file with its length and its checksum, CRC-32 as in ISO 3309.
fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let check = !body.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    });
    [&(data.len() as u32).to_be_bytes()[..], &body, &check.to_be_bytes()].concat()
}

/// The chunks of a PNG file: kinds and data.
fn chunks(png: &[u8]) -> Vec<([u8; 4], Vec<u8>)> {
    let (mut at, mut all) = (8, Vec::new());
    while at < png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes")) as usize;
        all.push((png[at + 4..at + 8].try_into().expect("four bytes"), png[at + 8..at + 8 + length].to_vec()));
        at += length + 12;
    }
    all
}

#[test]
fn of_an_animated_png_the_first_frame_is_read() {
    let (first, second) = (encoded(seven()), encoded(GrayImage::from_pixel(56, 56, Luma([255]))));
    let frame = |number: u32| {
        let words = [number, 56, 56, 0, 0].map(u32::to_be_bytes).concat();
        // A tenth of a second, then the next one in its place.
        chunk(*b"fcTL", &[&words[..], &[0, 1, 0, 10, 0, 0]].concat())
    };
    let mut animated = first[..8].to_vec();
    for (kind, data) in chunks(&first) {
        if &kind == b"IEND" {
            animated.extend(frame(1));
            let pixels = chunks(&second).into_iter().filter(|(kind, _)| kind == b"IDAT");
            for (number, (_, data)) in (2_u32..).zip(pixels) {
                animated.extend(chunk(*b"fdAT", &[&number.to_be_bytes()[..], &data].concat()));
            }
        }
        animated.extend(chunk(kind, &data));
        if &kind == b"IHDR" {
            animated.extend(chunk(*b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]));
            animated.extend(frame(0));
        }
    }
    let (animated, still) = (read(&animated).expect("it can be read"), read(&first).expect("it can be read"));
    assert!(!animated.image().is_blank());
    assert_eq!(animated.image(), still.image());
}

#[test]
fn animations_in_other_forms_are_refused_in_a_sentence() {
    let gif = b"GIF89a\x38\0\x38\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xFF\x0BNETSCAPE2.0\x03\x01\0\0\0;";
    let webp = b"RIFF\x2C\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x37\0\0\x37\0\0ANIM\x06\0\0\0\xFF\xFF\xFF\xFF\0\0";
    for bytes in [&gif[..], &webp[..]] {
        let fault = read(bytes).expect_err("only PNG and JPEG are read");
        assert!(fault.contains("neither a PNG nor a JPEG picture; save it as one of them"), "{fault}");
    }
}

/// Points of a spiral, as they are written into an ink file.
fn spiral(points: usize) -> String {
    let point = |index: usize| {
        let angle = index as f32 * 0.01;
        format!("[{:.3},{:.3}]", angle * angle.cos(), angle * angle.sin())
    };
    (0..points).map(point).collect::<Vec<_>>().join(",")
}

#[test]
fn a_digit_of_a_million_points_or_a_line_of_fifty_megabytes_is_refused_in_a_sentence() {
    let lab = Lab::new();
    lab.write("points.jsonl", format!("{{\"strokes\": [[{}]]}}", spiral(1_000_000)));
    lab.run(&["classify", "points.jsonl"]).fails(1, "1000000 points, and at most 100000 can be read");
    lab.write("line.jsonl", format!("{{\"writer\": \"{}\"}}", "long ".repeat(10 << 20)));
    lab.run(&["classify", "line.jsonl"]).fails(1, "this is not JSON of the form");
    lab.write("larger.jsonl", vec![b' '; (64 << 20) + 1]);
    lab.run(&["classify", "larger.jsonl"]).fails(1, "larger.jsonl");
}

#[test]
fn a_million_points_in_ten_digits_are_read() {
    let lab = Lab::new();
    let line = format!("{{\"label\": 0, \"strokes\": [[{}]]}}\n", spiral(100_000));
    lab.write("million.jsonl", line.repeat(10));
    assert_eq!(lab.run(&["classify", "--json", "million.jsonl"]).succeeds().objects().len(), 10);
}
