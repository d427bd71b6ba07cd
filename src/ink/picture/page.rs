//! A photo or scan of one or many digits: what it shows, its ink, and what may be a digit in it.

use std::sync::Arc;

use super::{clear, grid, ink_of_grey, light, strokes};
use crate::data::Image;
use crate::ink::{Raster, Scene, normalise};

/// Larger pictures are averaged down to this longer side first.
const LONGEST_SIDE: usize = 1600;
/// Pictures up to this longer side hold one digit's pixels, or few, on even paper.
const SMALL: usize = 160;
/// Pictures below this longer side have no areas whose colour could be told.
const TINY: usize = 64;

/// Coloured pixels, eight bits for red, green and blue each.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Photo {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// Row-major, three bytes a pixel.
    pub rgb: Vec<u8>,
    /// How many pixels of the original one of these is wide.
    pub unit: usize,
}

impl Photo {
    /// Pixels that `colour` gives for each place, averaged down over whole blocks until the longer side is at most
    /// 1,600, without ever holding all of them.
    #[must_use]
    pub fn shrunk(width: usize, height: usize, colour: impl Fn(usize, usize) -> [u8; 3]) -> Self {
        let block = width.max(height).div_ceil(LONGEST_SIDE).max(1);
        let (columns, rows) = (width.div_ceil(block), height.div_ceil(block));
        let mut rgb = Vec::with_capacity(columns * rows * 3);
        for row in 0..rows {
            for column in 0..columns {
                let (mut sums, mut count) = ([0_u32; 3], 0);
                for y in row * block..height.min((row + 1) * block) {
                    for x in column * block..width.min((column + 1) * block) {
                        let pixel = colour(x, y);
                        for (sum, part) in sums.iter_mut().zip(pixel) {
                            *sum += u32::from(part);
                        }
                        count += 1;
                    }
                }
                rgb.extend(sums.map(|sum| ((sum + count / 2) / count.max(1)) as u8));
            }
        }
        Self { width: columns, height: rows, rgb, unit: block }
    }
}

impl Photo {
    /// The ink that stands out from the paper, whatever it belongs to, without the lines of squared or ruled paper; of
    /// no size for bytes that do not fit the size; `None` once it `is_unwanted`, which is asked again and again.
    #[must_use]
    pub fn ink_unless(&self, is_unwanted: &dyn Fn() -> bool) -> Option<Raster> {
        let Self { width, height, ref rgb, .. } = *self;
        if width == 0
            || height == 0
            || width.checked_mul(height).and_then(|pixels| pixels.checked_mul(3)) != Some(rgb.len())
        {
            return Some(Raster::default());
        }
        let luma = channel(rgb, LUMA);
        match clear_ink(width, height, &luma) {
            Some(ink) => Some(ink),
            None if width.max(height) <= SMALL => Some(ink_of_grey(width, height, &luma)),
            None => large_ink(width, height, rgb, &luma, is_unwanted),
        }
    }
}

/// A picture, read as far as can be without a network.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Columns of `rgb` and of the ink; bounds of digits are in these pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// How many pixels of the original one of these is wide.
    pub unit: usize,
    /// RGB pixels of the straightened picture for display, row by row, `width × height × 3` bytes.
    pub rgb: Vec<u8>,
    /// The ink: 0 paper, 255 ink.
    pub ink: Raster,
    /// What may be a digit.
    pub scene: Arc<Scene>,
}

impl Page {
    /// Finds the ink: takes away uneven light, then the lines of squared or ruled paper, by the colour in which they
    /// differ most from the ink and by their straightness. Bytes that do not fit the size give an empty page.
    #[must_use]
    pub fn of(photo: Photo) -> Self {
        Self::of_unless(photo, &|| false).unwrap_or_default()
    }

    /// The same, or `None` once it `is_unwanted`, which is asked again and again.
    #[must_use]
    pub fn of_unless(photo: Photo, is_unwanted: &dyn Fn() -> bool) -> Option<Self> {
        let ink = photo.ink_unless(is_unwanted)?;
        if ink.ink.is_empty() {
            return Some(Self::default());
        }
        let scene = Arc::new(Scene::of_raster_unless(&ink, is_unwanted)?);
        let Photo { width, height, rgb, unit } = photo;
        Some(Self { width, height, unit, rgb, ink, scene })
    }

    /// The whole picture as one digit; blank without ink.
    #[must_use]
    pub fn image(&self) -> Image {
        match self.scene.all() {
            Some(image) => image.clone(),
            None => normalise(&self.ink),
        }
    }
}

/// Shares of red, green and blue in lightness, in thousandths.
const LUMA: [u32; 3] = [213, 715, 72];
/// What the picture is looked at through if lines are in the way: a filter of one colour.
const FILTERS: [[u32; 3]; 3] = [[1000, 0, 0], [0, 1000, 0], [0, 0, 1000]];

fn channel(rgb: &[u8], shares: [u32; 3]) -> Vec<u8> {
    let mix = |pixel: &[u8]| {
        let sum: u32 = pixel.iter().zip(shares).map(|(&part, share)| u32::from(part) * share).sum();
        ((sum + 500) / 1000) as u8
    };
    rgb.chunks_exact(3).map(mix).collect()
}

/// The ink of a picture without noise, shadows and printed lines; `None` if it is none.
fn clear_ink(width: usize, height: usize, luma: &[u8]) -> Option<Raster> {
    let flat = if width.max(height) < TINY { None } else { clear::flat(width, height, luma) };
    flat.filter(|flat| grid::lines(flat).is_none()).map(|flat| strokes::ink_over(&flat, None))
}

/// The ink of a photo or scan; `None` once it `is_unwanted`.
fn large_ink(width: usize, height: usize, rgb: &[u8], luma: &[u8], is_unwanted: &dyn Fn() -> bool) -> Option<Raster> {
    let wanted = || (!is_unwanted()).then_some(());
    wanted()?;
    let polarity = light::polarity(width, height, luma);
    let mut flat = light::over_light(width, height, luma, polarity);
    wanted()?;
    let lines = grid::lines(&flat);
    wanted()?;
    let Some(lines) = lines else { return Some(strokes::ink_over(&flat, None)) };
    // The filter through which the lines are faintest beside the ink.
    let mut best = lines.faintness(&flat);
    for filter in FILTERS {
        wanted()?;
        let filtered = light::over_light(width, height, &channel(rgb, filter), polarity);
        let share = lines.faintness(&filtered);
        if share > best {
            (best, flat) = (share, filtered);
        }
    }
    lines.remove(&mut flat);
    wanted()?;
    Some(strokes::ink_over(&flat, Some(&lines)))
}

#[cfg(test)]
mod tests;
