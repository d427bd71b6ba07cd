//! Drawings as picture files (PNG).

use std::io::Cursor;
use std::path::Path;

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder as _};

use super::{StoreError, atomic};
use crate::data::{Image, SIDE};
use crate::ink::svg::Backing;
use crate::ink::{Raster, Stroke};
use crate::msg;
use crate::text::Message;

/// The whole canvas as a PNG of `side` pixels: black ink, which without backing is as opaque as it covers its pixel.
///
/// # Errors
/// When there is not enough memory to encode it.
pub fn png(strokes: &[Stroke], side: u32, backing: Backing) -> Result<Vec<u8>, Message> {
    let raster = Raster::of_canvas(strokes, side);
    match backing {
        Backing::White => {
            let grey: Vec<u8> = raster.ink.iter().map(|ink| 255 - ink).collect();
            encoded(&grey, side, ExtendedColorType::L8)
        }
        Backing::Transparent => {
            let pairs: Vec<u8> = raster.ink.iter().flat_map(|&ink| [0, ink]).collect();
            encoded(&pairs, side, ExtendedColorType::La8)
        }
    }
}

/// The network's 28×28 pixels as a PNG, white on black as in MNIST.
///
/// # Errors
/// When there is not enough memory to encode it.
pub fn png_of_image(image: &Image) -> Result<Vec<u8>, Message> {
    encoded(&image.0, SIDE as u32, ExtendedColorType::L8)
}

/// Writes an exported drawing, whole or not at all.
///
/// # Errors
/// When the file cannot be written.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    atomic::write(path, bytes)
}

fn encoded(pixels: &[u8], side: u32, colour: ExtendedColorType) -> Result<Vec<u8>, Message> {
    let mut bytes = Cursor::new(Vec::new());
    PngEncoder::new(&mut bytes)
        .write_image(pixels, side, side, colour)
        .map_err(|error| msg!("picture-error-encode", error = Message::detail(error)))?;
    Ok(bytes.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::{Point, normalise};
    use crate::store::pictures;

    fn seven() -> [Stroke; 1] {
        let points = [(0.3, 0.2), (0.7, 0.2), (0.45, 0.8)].map(|(x, y)| Point { x, y }).to_vec();
        [Stroke::new(points, 0.09)]
    }

    #[test]
    fn a_saved_picture_is_read_as_the_drawing_on_paper_and_without() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let drawn = normalise(&Raster::of(&seven()));
        for backing in [Backing::White, Backing::Transparent] {
            let path = folder.path().join("seven.png");
            save(&path, &png(&seven(), 512, backing).expect("it can be encoded")).expect("it can be written");
            let read = normalise(&pictures::read_ink(&path).expect("it is a picture"));
            let difference: u32 = drawn.0.iter().zip(&read.0).map(|(&a, &b)| u32::from(a.abs_diff(b))).sum();
            assert!(difference / 784 < 3, "{backing:?}: {difference}");
        }
    }

    #[test]
    fn what_the_network_sees_is_saved_pixel_for_pixel() {
        let image = normalise(&Raster::of(&seven()));
        let bytes = png_of_image(&image).expect("it can be encoded");
        let read = image::load_from_memory(&bytes).expect("it is a picture").into_luma8();
        assert_eq!(read.dimensions(), (28, 28));
        assert_eq!(read.as_raw().as_slice(), image.0.as_slice());
    }
}
