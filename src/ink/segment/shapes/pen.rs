//! Brings a picture's stroke to a width the network knows.

use crate::ink::Raster;

/// Digits below this longer side, in pixels, are left as they are: their strokes are a pixel or two of grey.
const FINE: usize = 48;
/// Longer side of the pixels that are worked on: what the normaliser needs and no more.
const ENOUGH: usize = 200;
/// Ink from this level on counts as stroke.
const INK: u8 = 128;
/// A stroke thinner than this share of the digit's longer side is widened…
const THIN: f32 = 0.085;
/// … to this share.
const WANTED: f32 = 0.12;

/// The digit with a thin stroke widened to that of MNIST, as wide all along; others come back as they were. A fine pen
/// on paper would be a breath of grey among 28 by 28 pixels.
pub(super) fn widened(raster: Raster) -> Raster {
    let raster = reduced(raster);
    let longer = raster.width.max(raster.height);
    let Some(width) = stroke_width(&raster).filter(|_| longer >= FINE) else { return raster };
    if width >= THIN * longer as f32 {
        return raster;
    }
    dilated(&raster, (WANTED * longer as f32 - width) / 2.0)
}

/// Averages blocks of pixels until no more than [`ENOUGH`] are left along the longer side.
fn reduced(raster: Raster) -> Raster {
    let block = raster.width.max(raster.height).div_ceil(ENOUGH);
    if block <= 1 {
        return raster;
    }
    let (width, height) = (raster.width.div_ceil(block), raster.height.div_ceil(block));
    let mut ink = Vec::with_capacity(width * height);
    for row in 0..height {
        for column in 0..width {
            let rows = row * block..raster.height.min((row + 1) * block);
            let columns = column * block..raster.width.min((column + 1) * block);
            let pixels = rows.flat_map(|y| &raster.ink[y * raster.width..][columns.clone()]);
            ink.push((pixels.map(|&ink| usize::from(ink)).sum::<usize>() / (block * block)) as u8);
        }
    }
    // Thin strokes must not fade with the averaging.
    let brightest = ink.iter().copied().max().unwrap_or(0).max(1);
    let ink = ink.into_iter().map(|level| (usize::from(level) * 255 / usize::from(brightest)) as u8).collect();
    Raster { width, height, ink }
}

/// Twice the area over the length of the edge, in pixels; `None` without ink.
fn stroke_width(raster: &Raster) -> Option<f32> {
    let is_ink = |x: usize, y: usize| x < raster.width && y < raster.height && raster.ink[y * raster.width + x] >= INK;
    let (mut area, mut edge) = (0_usize, 0_usize);
    for y in 0..raster.height {
        for x in (0..raster.width).filter(|&x| is_ink(x, y)) {
            area += 1;
            let near = [(x.wrapping_sub(1), y), (x + 1, y), (x, y.wrapping_sub(1)), (x, y + 1)];
            edge += near.into_iter().filter(|&(x, y)| !is_ink(x, y)).count();
        }
    }
    // Steps of pixels are longer than a slanted edge, by 4/π in the mean.
    (edge > 0).then(|| 2.0 * area as f32 / (edge as f32 * std::f32::consts::FRAC_PI_4))
}

/// Every pixel takes the most ink within `radius` pixels; the raster grows by as much on all sides.
fn dilated(raster: &Raster, radius: f32) -> Raster {
    let reach = radius.ceil() as usize;
    let (width, height) = (raster.width + 2 * reach, raster.height + 2 * reach);
    let mut ink = vec![0_u8; width * height];
    let mut offsets = Vec::new();
    for down in 0..=2 * reach {
        for right in 0..=2 * reach {
            let (x, y) = (right as f32 - reach as f32, down as f32 - reach as f32);
            // The outermost ring fades.
            let share = (radius + 0.5 - x.hypot(y)).clamp(0.0, 1.0);
            if share > 0.0 {
                offsets.push((down * width + right, share));
            }
        }
    }
    for y in 0..raster.height {
        for x in 0..raster.width {
            let level = raster.ink[y * raster.width + x];
            if level >= 32 {
                for &(offset, share) in &offsets {
                    let target = &mut ink[y * width + x + offset];
                    *target = (*target).max((f32::from(level) * share) as u8);
                }
            }
        }
    }
    Raster { width, height, ink }
}
