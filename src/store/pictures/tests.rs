//! Picture files as people have them, whole and broken.

use image::{GrayAlphaImage, GrayImage, ImageBuffer, Luma, LumaA, RgbImage, Rgba};

use super::*;
use crate::data::Image;
use crate::ink::normalise;

/// A seven of 60×80 pixels: 255 is ink.
fn seven(x: u32, y: u32) -> u8 {
    let bar = (8..16).contains(&y) && (10..50).contains(&x);
    let leg = (8..72).contains(&y) && (x + y / 2).abs_diff(50) < 4;
    if bar || leg { 255 } else { 0 }
}

fn drawn() -> Image {
    let ink = (0..60 * 80).map(|index| seven(index % 60, index / 60)).collect();
    normalise(&Raster { width: 60, height: 80, ink })
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder can be made"))
    }

    /// Writes the picture under the name, whose ending is the format, and reads its ink.
    fn through(&self, name: &str, picture: impl Into<DynamicImage>) -> Image {
        let path = self.0.path().join(name);
        picture.into().save(&path).expect("the picture can be written");
        normalise(&read_ink(&path).expect("the picture can be read"))
    }

    /// What reading these bytes says is wrong.
    fn fault(&self, bytes: &[u8]) -> String {
        let path = self.0.path().join("broken");
        atomic::write(&path, bytes).expect("the file can be written");
        read_ink(&path).expect_err("this is no whole picture").what.to_string()
    }
}

/// Grey levels by which two images differ, a pixel in the mean.
fn difference(a: &Image, b: &Image) -> f64 {
    f64::from(a.0.iter().zip(&b.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum::<u32>()) / 784.0
}

fn grey(of: impl Fn(u8) -> u8) -> GrayImage {
    GrayImage::from_fn(60, 80, |x, y| Luma([of(seven(x, y))]))
}

fn encoded(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("the picture can be encoded");
    bytes.into_inner()
}

#[test]
fn dark_on_light_and_light_on_dark_read_the_same() {
    let folder = Folder::new();
    assert!(difference(&folder.through("dark.png", grey(|ink| 255 - ink)), &drawn()) < 1.0);
    assert!(difference(&folder.through("light.png", grey(|ink| ink)), &drawn()) < 1.0);
    assert!(difference(&folder.through("grey.png", grey(|ink| 180 - ink / 3)), &drawn()) < 1.0);
}

#[test]
fn jpeg_noise_does_not_matter() {
    let folder = Folder::new();
    assert!(difference(&folder.through("a.jpg", grey(|ink| 240 - ink / 2)), &drawn()) < 4.0);
    let red = RgbImage::from_fn(60, 80, |x, y| image::Rgb([255, 255 - seven(x, y), 255 - seven(x, y)]));
    assert!(difference(&folder.through("b.jpg", red), &drawn()) < 6.0);
}

#[test]
fn sixteen_bits_a_channel_are_read() {
    let deep: ImageBuffer<Luma<u16>, Vec<u16>> =
        ImageBuffer::from_fn(60, 80, |x, y| Luma([65535 - u16::from(seven(x, y)) * 257]));
    assert!(difference(&Folder::new().through("deep.png", deep), &drawn()) < 1.0);
}

#[test]
fn ink_of_any_lightness_on_transparency_is_read() {
    let folder = Folder::new();
    for lightness in [0, 100, 255] {
        let picture = GrayAlphaImage::from_fn(60, 80, |x, y| LumaA([lightness, seven(x, y)]));
        assert!(difference(&folder.through("clear.png", picture), &drawn()) < 1.0, "lightness {lightness}");
    }
}

#[test]
fn transparent_corners_are_paper_like_the_rest() {
    let picture = ImageBuffer::from_fn(60, 80, |x, y| {
        let light = 255 - seven(x, y);
        Rgba([light, light, light, if x + y < 10 || x + 80 - y < 10 { 0 } else { 255 }])
    });
    assert!(difference(&Folder::new().through("corners.png", picture), &drawn()) < 1.0);
}

#[test]
fn one_pixel_and_wholly_transparent_pictures_hold_no_ink() {
    let folder = Folder::new();
    assert!(folder.through("one.png", GrayImage::new(1, 1)).is_blank());
    assert!(folder.through("clear.png", GrayAlphaImage::new(9, 9)).is_blank());
}

#[test]
fn a_truncated_picture_is_called_damaged() {
    let folder = Folder::new();
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let whole = encoded(grey(|ink| 255 - ink), format);
        for kept in [whole.len() / 3, whole.len() / 2, whole.len() * 9 / 10] {
            let fault = folder.fault(&whole[..kept]);
            assert!(fault.starts_with("the picture is damaged"), "{format:?} cut to {kept} bytes: {fault}");
        }
    }
}

#[test]
fn what_is_no_picture_is_said_to_be_none() {
    let folder = Folder::new();
    for bytes in [&b""[..], b"hello", b"GIF89a\x01\x00\x01\x00", b"{\"strokes\": []}"] {
        assert_eq!(folder.fault(bytes), "this is neither a PNG nor a JPEG picture; save it as one of them");
    }
    assert!(read_ink(&folder.0.path().join("missing.png")).is_err());
    assert!(read_ink(folder.0.path()).is_err());
}

#[test]
fn a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() {
    let mut bytes = encoded(grey(|ink| ink), ImageFormat::Png);
    // The header's width and height, and its checksum.
    bytes[16..24].copy_from_slice(&[0, 0, 0x27, 0x11, 0, 0, 0x27, 0x10]);
    let checksum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    let fault = Folder::new().fault(&bytes);
    assert!(fault.contains("10001 × 10000 pixels"), "{fault}");
}

/// The checksum of a PNG chunk: CRC-32 as in ISO 3309.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}

#[test]
fn a_photo_is_turned_upright_as_its_camera_noted() {
    let upright = || DynamicImage::from(grey(|ink| 255 - ink));
    // How each of Exif's eight orientations is stored: what undoes the turn and the flip that it asks for.
    let stored: [fn(DynamicImage) -> DynamicImage; 8] = [
        |picture| picture,
        |picture| picture.fliph(),
        |picture| picture.rotate180(),
        |picture| picture.flipv(),
        |picture| picture.fliph().rotate270(),
        |picture| picture.rotate270(),
        |picture| picture.fliph().rotate90(),
        |picture| picture.rotate90(),
    ];
    let folder = Folder::new();
    for (code, store) in (1_u8..).zip(stored) {
        let jpeg = encoded(store(upright()), ImageFormat::Jpeg);
        let mut exif = *b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
        exif[25] = code;
        let mut tagged = jpeg[..2].to_vec();
        tagged.extend([0xFF, 0xE1]);
        tagged.extend((exif.len() as u16 + 2).to_be_bytes());
        tagged.extend(exif);
        tagged.extend(&jpeg[2..]);
        let path = folder.0.path().join("photo.jpg");
        atomic::write(&path, &tagged).expect("the file can be written");
        let image = normalise(&read_ink(&path).expect("the picture can be read"));
        assert!(difference(&image, &drawn()) < 4.0, "orientation {code}: {image:?}");
    }
}

#[test]
fn pictures_all_black_or_all_white_hold_no_ink_whatever_their_size() {
    let folder = Folder::new();
    for level in [0, 255] {
        for (width, height) in [(1, 1), (40, 30), (700, 500)] {
            let path = folder.0.path().join("even.png");
            GrayImage::from_pixel(width, height, Luma([level])).save(&path).expect("the picture can be written");
            let page = read_page(&path).expect("the picture can be read");
            assert!(page.image().is_blank() && page.scene.candidates().is_empty(), "{level} {width}×{height}");
        }
    }
}

#[test]
fn a_picture_of_no_size_is_called_damaged() {
    let mut bytes = encoded(grey(|ink| ink), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&[0; 4]);
    let checksum = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    let fault = Folder::new().fault(&bytes);
    assert!(fault.starts_with("the picture is damaged"), "{fault}");
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn bytes_changed_at_random_give_a_picture_or_an_error(
        jpeg in proptest::prelude::any::<bool>(),
        changes in proptest::collection::vec((0usize..1500, proptest::prelude::any::<u8>()), 1..20)
    ) {
        let format = if jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
        let mut bytes = encoded(grey(|ink| 255 - ink), format);
        let length = bytes.len();
        for (at, value) in changes {
            bytes[at % length] = value;
        }
        let folder = Folder::new();
        let path = folder.0.path().join("changed");
        atomic::write(&path, &bytes).expect("the file can be written");
        if let Ok(raster) = read_ink(&path) {
            proptest::prop_assert_eq!(raster.ink.len(), raster.width * raster.height);
        }
    }
}
