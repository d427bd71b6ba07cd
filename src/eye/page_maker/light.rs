//! What lens, light, sensor and compression make of a page.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};

use super::{between, happens};
use crate::data::split_mix::SplitMix64;

/// Draws how the page is photographed and gives its bytes. `size` is the height of its digits in pixels.
pub fn photograph(side: usize, mut rgb: Vec<[f32; 3]>, size: f32, chance: &mut SplitMix64) -> Vec<u8> {
    if happens(chance, 0.55) {
        shade(side, &mut rgb, chance);
    }
    let blur_by = if happens(chance, 0.75) { between(chance, 0.2, 0.05 * size.min(24.0) + 0.35) } else { 0.0 };
    if blur_by > 0.2 {
        blur(side, &mut rgb, blur_by);
    }
    let noise = if happens(chance, 0.7) { between(chance, 0.0, 3.5) } else { between(chance, 3.0, 11.0) };
    let coloured = between(chance, 0.0, 0.6);
    let mut bytes = Vec::with_capacity(rgb.len() * 3);
    for pixel in &rgb {
        let grey = noise * chance.normal();
        bytes.extend(pixel.map(|level| {
            let own = if coloured > 0.2 { coloured * noise * chance.normal() } else { 0.0 };
            (level + grey + own).round().clamp(0.0, 255.0) as u8
        }));
    }
    if happens(chance, 0.35) { through_jpeg(side, bytes, between(chance, 30.0, 92.0) as u8) } else { bytes }
}

/// Light that falls off to a side, and soft shadows.
fn shade(side: usize, rgb: &mut [[f32; 3]], chance: &mut SplitMix64) {
    let (sin, cos) = (std::f32::consts::TAU * chance.unit()).sin_cos();
    let fall = between(chance, 0.0, 0.5);
    let shadow = happens(chance, 0.35).then(|| {
        let centre = (between(chance, -0.2, 1.2), between(chance, -0.2, 1.2));
        let size = (between(chance, 0.15, 0.8), between(chance, 0.15, 0.8));
        (centre, size, between(chance, 0.05, 0.6), between(chance, 0.15, 0.55))
    });
    for (at, pixel) in rgb.iter_mut().enumerate() {
        let (x, y) = ((at % side) as f32 / side as f32, (at / side) as f32 / side as f32);
        let mut light = 1.0 - fall * ((x - 0.5) * cos + (y - 0.5) * sin + 0.5).clamp(0.0, 1.0);
        if let Some((centre, size, soft, dark)) = shadow {
            let inside = 1.0 - ((x - centre.0) / size.0).hypot((y - centre.1) / size.1);
            let share = (inside / soft + 0.5).clamp(0.0, 1.0);
            light *= 1.0 - dark * share * share * (3.0 - 2.0 * share);
        }
        for level in pixel {
            *level *= light;
        }
    }
}

/// A Gaussian blur, across and down.
fn blur(side: usize, rgb: &mut Vec<[f32; 3]>, deviation: f32) {
    let reach = (2.5 * deviation).ceil() as usize;
    let weights: Vec<f32> = (0..=reach).map(|offset| (-0.5 * (offset as f32 / deviation).powi(2)).exp()).collect();
    let total = weights[0] + 2.0 * weights[1..].iter().sum::<f32>();
    for (step, line_step) in [(1, side), (side, 1)] {
        let mut blurred = vec![[0.0; 3]; rgb.len()];
        for line in 0..side {
            for at in 0..side {
                let pixel = |at: usize| rgb[line * line_step + at * step];
                let mut sum = pixel(at).map(|level| level * weights[0]);
                for (offset, weight) in weights.iter().enumerate().skip(1) {
                    let (low, high) = (pixel(at.saturating_sub(offset)), pixel((at + offset).min(side - 1)));
                    for (sum, (low, high)) in sum.iter_mut().zip(low.iter().zip(&high)) {
                        *sum += weight * (low + high);
                    }
                }
                blurred[line * line_step + at * step] = sum.map(|sum| sum / total);
            }
        }
        *rgb = blurred;
    }
}

/// What compression leaves of the picture.
fn through_jpeg(side: usize, bytes: Vec<u8>, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let Some(picture) = RgbImage::from_raw(side as u32, side as u32, bytes) else { return Vec::new() };
    let is_written = picture.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality)).is_ok();
    let back = image::load_from_memory_with_format(&file, ImageFormat::Jpeg);
    match back {
        Ok(back) if is_written => back.into_rgb8().into_raw(),
        _ => picture.into_raw(),
    }
}
