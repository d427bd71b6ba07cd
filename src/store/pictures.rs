//! Pictures from disk (PNG, JPEG) or the clipboard as grey pixels of ink on paper.

use std::fmt::Display;
use std::io::Cursor;
use std::path::Path;

use image::{DynamicImage, GenericImageView, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba};

use super::{StoreError, atomic};
use crate::ink::Raster;
use crate::ink::picture::{Page, Photo, ink_of_grey};
use crate::msg;
use crate::text::Message;

/// Most pixels a picture may have.
const MOST_PIXELS: u64 = 100_000_000;
/// Most bytes its decoded pixels may take: four for each.
const MOST_BYTES: u64 = 4 * MOST_PIXELS;
/// Most bytes its file may have.
const MOST_FILE_BYTES: u64 = 256 << 20;
/// Pixels at least this opaque show something.
const OPAQUE: u8 = 128;
/// If at least one pixel in this many is transparent, transparency may be the paper.
const TRANSPARENT_PAPER: usize = 3;
/// Opaque pixels that differ by less than this, but for the outermost tenths, are ink alone.
const ONE_COLOUR: u8 = 64;

/// Reads a PNG or JPEG as ink: dark on light or light on dark, transparency as paper. A photo is turned upright as
/// its camera noted.
///
/// # Errors
/// When it is no picture, is damaged, or has more than 100 megapixels.
pub fn read_ink(path: &Path) -> Result<Raster, StoreError> {
    let bytes = atomic::read(path, MOST_FILE_BYTES)?;
    let picture = decoded(&bytes).map_err(|fault| StoreError::new(fault, path))?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let grey = if picture.color().has_alpha() {
        on_paper(picture.into_luma_alpha8().as_raw())
    } else {
        picture.into_luma8().into_raw()
    };
    Ok(ink_of_grey(width, height, &grey))
}

/// Reads pixels of red, green, blue and opacity, as from the clipboard, just as [`read_page`] reads a file's; `None` once
/// `is_unwanted`.
///
/// # Errors
/// When there are more than 100 megapixels, or the bytes do not fit the size.
pub fn page_of_rgba(
    width: usize,
    height: usize,
    rgba: &[u8],
    is_unwanted: &dyn Fn() -> bool,
) -> Result<Option<Page>, Message> {
    let pixels = width.saturating_mul(height);
    if pixels as u64 > MOST_PIXELS {
        return Err(too_many_pixels(width, height));
    }
    if pixels.checked_mul(4) != Some(rgba.len()) {
        return Err(damaged(msg!("picture-error-pixels")));
    }
    if rgba.chunks_exact(4).all(|pixel| pixel[3] == 255) {
        let colour = |x: usize, y: usize| {
            let at = (y * width + x) * 4;
            [rgba[at], rgba[at + 1], rgba[at + 2]]
        };
        return Ok(Page::of_unless(Photo::shrunk(width, height, colour), is_unwanted));
    }
    // The weights of sRGB's primaries, as the decoder takes them.
    let grey = |pixel: &[u8]| {
        let [r, g, b] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
        ((2126 * r + 7152 * g + 722 * b) / 10_000) as u8
    };
    let pairs: Vec<u8> = rgba.chunks_exact(4).flat_map(|pixel| [grey(pixel), pixel[3]]).collect();
    let grey = on_paper(&pairs);
    Ok(Page::of_unless(Photo::shrunk(width, height, |x, y| [grey[y * width + x]; 3]), is_unwanted))
}

/// Reads a PNG or JPEG as a page of digits; see [`Page::of`]. Otherwise as [`read_ink`].
///
/// # Errors
/// When it is no picture, is damaged, or has more than 100 megapixels.
pub fn read_page(path: &Path) -> Result<Page, StoreError> {
    read_page_unless(path, &|| false).map(Option::unwrap_or_default)
}

/// The same, or `None` once it `is_unwanted`.
///
/// # Errors
/// As [`read_page`].
pub fn read_page_unless(path: &Path, is_unwanted: &dyn Fn() -> bool) -> Result<Option<Page>, StoreError> {
    let bytes = atomic::read(path, MOST_FILE_BYTES)?;
    let picture = decoded(&bytes).map_err(|fault| StoreError::new(fault, path))?;
    drop(bytes);
    if is_unwanted() {
        return Ok(None);
    }
    Ok(Page::of_unless(photo_of(picture), is_unwanted))
}

/// The picture in colours, made smaller at once if it is large. Transparency becomes paper.
fn photo_of(picture: DynamicImage) -> Photo {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    if picture.color().has_alpha() {
        let on_paper = on_paper(picture.into_luma_alpha8().as_raw());
        return Photo::shrunk(width, height, |x, y| [on_paper[y * width + x]; 3]);
    }
    match &picture {
        DynamicImage::ImageRgb8(pixels) => {
            let raw = pixels.as_raw();
            Photo::shrunk(width, height, |x, y| {
                let at = (y * width + x) * 3;
                [raw[at], raw[at + 1], raw[at + 2]]
            })
        }
        DynamicImage::ImageLuma8(pixels) => Photo::shrunk(width, height, |x, y| [pixels.as_raw()[y * width + x]; 3]),
        other => Photo::shrunk(width, height, |x, y| {
            let Rgba([red, green, blue, _]) = other.get_pixel(x as u32, y as u32);
            [red, green, blue]
        }),
    }
}

/// The upright picture, or what is wrong with it in plain words.
fn decoded(bytes: &[u8]) -> Result<DynamicImage, Message> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| msg!("picture-error-read", error = error.to_string()))?;
    match reader.format() {
        Some(ImageFormat::Jpeg) if ends_early(bytes) => return Err(damaged(msg!("picture-error-ends-early"))),
        Some(ImageFormat::Png | ImageFormat::Jpeg) => {}
        Some(_) | None => return Err(msg!("picture-error-format")),
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| in_plain_words(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(too_many_pixels(width, height));
    }
    if decoder.total_bytes() > MOST_BYTES {
        return Err(too_large(msg!("picture-error-memory")));
    }
    let orientation = decoder.orientation().map_err(|error| in_plain_words(&error))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| in_plain_words(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn damaged(why: Message) -> Message {
    msg!("picture-error-damaged", why = why)
}

fn too_large(why: Message) -> Message {
    msg!("picture-error-too-large", why = why)
}

fn too_many_pixels(width: impl Display, height: impl Display) -> Message {
    too_large(msg!("picture-error-megapixels", width = width.to_string(), height = height.to_string()))
}

fn in_plain_words(error: &ImageError) -> Message {
    match error {
        ImageError::Limits(_) => too_large(msg!("picture-error-memory")),
        ImageError::Unsupported(_) => msg!("picture-error-unsupported", error = Message::detail(error)),
        ImageError::IoError(io) if io.kind() == std::io::ErrorKind::UnexpectedEof => {
            damaged(msg!("picture-error-ends-early"))
        }
        ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) | ImageError::IoError(_) => {
            damaged(Message::detail(error))
        }
    }
}

/// Whether a JPEG lacks its end mark, which the decoder forgives and leaves the rest of the picture grey.
fn ends_early(jpeg: &[u8]) -> bool {
    const START_OF_SCAN: u8 = 0xDA;
    const END: [u8; 2] = [0xFF, 0xD9];
    let mut at = 2;
    // Segments before the first scan carry their length; a preview among them has an end mark of its own.
    while let Some(&[0xFF, kind, high, low]) = jpeg.get(at..at + 4) {
        if kind == START_OF_SCAN {
            break;
        }
        at += if kind == 0xFF { 1 } else { 2 + usize::from(u16::from_be_bytes([high, low])) };
    }
    !jpeg.get(at..).is_some_and(|rest| rest.windows(2).any(|pair| pair == END))
}

/// Puts pairs of grey and opacity on paper: where the opaque pixels are one colour they are the ink, and the paper
/// contrasts with them; otherwise the opaque pixels show paper already.
fn on_paper(pairs: &[u8]) -> Vec<u8> {
    let mut opaque: Vec<u8> = pairs.chunks_exact(2).filter(|pair| pair[1] >= OPAQUE).map(|pair| pair[0]).collect();
    let pixels = pairs.len() / 2;
    let ink_alone = (pixels - opaque.len()) * TRANSPARENT_PAPER >= pixels;
    opaque.sort_unstable();
    let at = |tenths: usize| opaque.get(opaque.len() * tenths / 10).copied().unwrap_or(0);
    let (low, middle, high) = (at(1), at(5), at(9));
    let paper = if !ink_alone || high - low >= ONE_COLOUR {
        middle
    } else if middle >= 128 {
        0
    } else {
        255
    };
    let blend = |grey: u8, opacity: u8| {
        let (grey, opacity) = (u32::from(grey), u32::from(opacity));
        ((grey * opacity + u32::from(paper) * (255 - opacity) + 127) / 255) as u8
    };
    pairs.chunks_exact(2).map(|pair| blend(pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests;
