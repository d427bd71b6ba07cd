//! Brings a picture's stroke to a width the network knows.

use crate::ink::Raster;

/// Digits below this longer side, in pixels, are left as they are: their strokes are a pixel or two of grey.
const FINE: usize = 48;
/// Longer side of the pixels that are worked on: what the normaliser needs and no more.
const ENOUGH: usize = 200;
/// Ink from this level on counts as stroke.
const INK: u8 = 128;
/// Ink below this level is not widened.
const FAINT: u8 = 32;
/// A stroke thinner than this share of the digit's longer side is widened…
const THIN: f32 = 0.085;
/// … to this share.
const WANTED: f32 = 0.12;

/// A digit's pixels as they come, averaged over blocks where there are more than [`ENOUGH`] along the longer side.
pub(super) struct Sheet {
    width: usize,
    height: usize,
    /// Pixels along a block.
    block: usize,
    /// Ink of each block, row by row.
    sums: Vec<u32>,
}

impl Sheet {
    /// Paper for so many pixels.
    pub fn new(width: usize, height: usize) -> Self {
        let block = width.max(height).div_ceil(ENOUGH).max(1);
        let (width, height) = (width.div_ceil(block), height.div_ceil(block));
        Self { width, height, block, sums: vec![0; width * height] }
    }

    /// Puts ink on a pixel, once.
    pub fn put(&mut self, x: usize, y: usize, ink: u8) {
        self.sums[y / self.block * self.width + x / self.block] += u32::from(ink);
    }

    /// The digit with a thin stroke widened to that of MNIST, as wide all along; others come back as they were. A fine
    /// pen on paper would be a breath of grey among 28 by 28 pixels.
    pub fn widened(self) -> Raster {
        let raster = self.averaged();
        let longer = raster.width.max(raster.height);
        let Some(width) = stroke_width(&raster).filter(|_| longer >= FINE) else { return raster };
        if width >= THIN * longer as f32 {
            return raster;
        }
        dilated(&raster, (WANTED * longer as f32 - width) / 2.0)
    }

    fn averaged(self) -> Raster {
        let Self { width, height, block, sums } = self;
        let pixels = (block * block) as u32;
        let mut ink: Vec<u8> = sums.into_iter().map(|sum| (sum / pixels) as u8).collect();
        if block > 1 {
            // Thin strokes must not fade with the averaging.
            let brightest = usize::from(ink.iter().copied().max().unwrap_or(0).max(1));
            for level in &mut ink {
                *level = (usize::from(*level) * 255 / brightest) as u8;
            }
        }
        Raster { width, height, ink }
    }
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
    let mut brushes = Brushes { radius, side: 2 * reach + 1, by_level: vec![Vec::new(); 256] };
    for y in 0..raster.height {
        for x in 0..raster.width {
            let level = raster.ink[y * raster.width + x];
            if level < FAINT {
                continue;
            }
            let brush = brushes.of(level);
            if is_surrounded(raster, x, y) {
                // Whatever it reaches, one of its neighbours does, and better.
                let target = &mut ink[(y + reach) * width + x + reach];
                *target = (*target).max(brush[brush.len() / 2]);
                continue;
            }
            for (row, shares) in brush.chunks_exact(2 * reach + 1).enumerate() {
                let target = &mut ink[(y + row) * width + x..][..shares.len()];
                for (target, &share) in target.iter_mut().zip(shares) {
                    *target = (*target).max(share);
                }
            }
        }
    }
    Raster { width, height, ink }
}

/// Whether the pixels above, below and on both sides have at least as much ink.
fn is_surrounded(raster: &Raster, x: usize, y: usize) -> bool {
    let at = y * raster.width + x;
    let level = raster.ink[at];
    x > 0
        && y > 0
        && x + 1 < raster.width
        && y + 1 < raster.height
        && [at - 1, at + 1, at - raster.width, at + raster.width].into_iter().all(|near| raster.ink[near] >= level)
}

/// What a pixel of each level gives to those around it: squares of ink, row by row, made when they are needed.
struct Brushes {
    radius: f32,
    side: usize,
    by_level: Vec<Vec<u8>>,
}

impl Brushes {
    fn of(&mut self, level: u8) -> &[u8] {
        let (radius, side) = (self.radius, self.side);
        let brush = &mut self.by_level[usize::from(level)];
        if brush.is_empty() {
            let middle = (side / 2) as f32;
            brush.extend((0..side * side).map(|at| {
                let (x, y) = ((at % side) as f32 - middle, (at / side) as f32 - middle);
                // The outermost ring fades.
                let share = (radius + 0.5 - x.hypot(y)).clamp(0.0, 1.0);
                (f32::from(level) * share) as u8
            }));
        }
        brush
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The same by giving from every pixel to every other.
    fn by_definition(raster: &Raster, radius: f32) -> Vec<u8> {
        let reach = radius.ceil() as usize;
        let (width, height) = (raster.width + 2 * reach, raster.height + 2 * reach);
        let mut ink = vec![0_u8; width * height];
        for (at, target) in ink.iter_mut().enumerate() {
            let (x, y) = ((at % width) as f32 - reach as f32, (at / width) as f32 - reach as f32);
            for (from, &level) in raster.ink.iter().enumerate().filter(|(_, level)| **level >= FAINT) {
                let (own_x, own_y) = ((from % raster.width) as f32, (from / raster.width) as f32);
                let share = (radius + 0.5 - (x - own_x).hypot(y - own_y)).clamp(0.0, 1.0);
                *target = (*target).max((f32::from(level) * share) as u8);
            }
        }
        ink
    }

    proptest! {
        #[test]
        fn every_pixel_takes_the_most_ink_around_it(
            ink in prop::collection::vec(prop::sample::select(vec![0_u8, 20, 90, 91, 255, 255, 255]), 9 * 8),
            radius in 0.2_f32..4.0,
        ) {
            let raster = Raster { width: 9, height: 8, ink };
            prop_assert_eq!(dilated(&raster, radius).ink, by_definition(&raster, radius));
        }
    }
}
