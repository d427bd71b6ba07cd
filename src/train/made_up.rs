//! Training images that no data set holds: digits in made-up strokes, and pictures of anything but a digit.

use crate::data::split_mix::SplitMix64;
use crate::data::{Dataset, Image, PIXELS, SIDE};
use crate::ink::{Raster, normalise, synth};

/// Shares of the training images that are replaced in every epoch, each in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shares {
    /// Share replaced by the same digit, synthesised from strokes.
    pub synthetic: f64,
    /// Share replaced by a picture of anything but a digit.
    pub outliers: f64,
}

/// What takes the place of an image.
pub enum Replacement {
    /// The same digit, synthesised from strokes.
    Synthetic(Image),
    /// A picture of anything but a digit, which gets the label `NO_CLASS`.
    Outlier(Image),
}

impl Shares {
    /// What replaces the image at `index`, if anything does; the same numbers always give the same answer.
    pub fn replace(self, dataset: &Dataset, label: u8, seed: u64, epoch: u64, index: u64) -> Option<Replacement> {
        if self.synthetic <= 0.0 && self.outliers <= 0.0 {
            return None;
        }
        // Not the stream that the augmentation of the same image draws from.
        let mut chance = SplitMix64::new(seed ^ 0x6d61_6465_5f75_7021, epoch, index);
        let draw = f64::from(chance.unit());
        if draw < self.outliers {
            Some(Replacement::Outlier(outlier(dataset, &mut chance)))
        } else if draw < self.outliers + self.synthetic {
            // Nobody knows how to write anything but digits.
            let digit = dataset.names().digit(label)?;
            Some(Replacement::Synthetic(synth::image(&synth::digit(digit, &mut chance))))
        } else {
            None
        }
    }
}

/// Something that is no digit: mostly strokes, and what can be made of real digits and of noise.
pub fn outlier(dataset: &Dataset, chance: &mut SplitMix64) -> Image {
    let kind = chance.unit();
    if kind < 0.7 {
        return synth::image(&synth::not_a_digit(chance));
    }
    let pick =
        |chance: &mut SplitMix64| dataset.pixels((chance.unit() * dataset.len() as f32) as usize % dataset.len());
    if kind < 0.85 {
        let (left, right) = (pick(chance), pick(chance));
        side_by_side(left, right, (chance.unit() * 9.0) as usize)
    } else if kind < 0.95 {
        shuffled(pick(chance), chance)
    } else {
        noise(chance)
    }
}

/// Two digits in one picture, the gap between them narrowed by `overlap` pixels.
fn side_by_side(left: &[u8; PIXELS], right: &[u8; PIXELS], overlap: usize) -> Image {
    let width = 2 * SIDE - overlap;
    let mut ink = vec![0_u8; width * SIDE];
    for (y, row) in ink.chunks_exact_mut(width).enumerate() {
        row[..SIDE].copy_from_slice(&left[y * SIDE..][..SIDE]);
        for (place, &pixel) in row[SIDE - overlap..].iter_mut().zip(&right[y * SIDE..][..SIDE]) {
            *place = (*place).max(pixel);
        }
    }
    normalise(&Raster { width, height: SIDE, ink })
}

/// A digit cut into quarters that changed places.
fn shuffled(pixels: &[u8; PIXELS], chance: &mut SplitMix64) -> Image {
    // Every order in which no quarter stays where it was.
    const ORDERS: [[usize; 4]; 9] = [
        [1, 0, 3, 2],
        [1, 2, 3, 0],
        [1, 3, 0, 2],
        [2, 0, 3, 1],
        [2, 3, 0, 1],
        [2, 3, 1, 0],
        [3, 0, 1, 2],
        [3, 2, 0, 1],
        [3, 2, 1, 0],
    ];
    const HALF: usize = SIDE / 2;
    let order = ORDERS[(chance.unit() * ORDERS.len() as f32) as usize % ORDERS.len()];
    let image: [u8; PIXELS] = std::array::from_fn(|at| {
        let (x, y) = (at % SIDE, at / SIDE);
        let from = order[y / HALF * 2 + x / HALF];
        pixels[(from / 2 * HALF + y % HALF) * SIDE + from % 2 * HALF + x % HALF]
    });
    normalise(&Raster { width: SIDE, height: SIDE, ink: image.to_vec() })
}

/// Noise of some grain, contrast and amount; with little luck, blank or full.
fn noise(chance: &mut SplitMix64) -> Image {
    let grain = 1 + (chance.unit() * 4.0) as usize;
    let amount = chance.unit();
    let side = SIDE.div_ceil(grain);
    let grains: Vec<u8> =
        (0..side * side).map(|_| if chance.unit() < amount { (255.0 * chance.unit()) as u8 } else { 0 }).collect();
    Image(std::array::from_fn(|at| grains[at / SIDE / grain * side + at % SIDE / grain]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::Mnist;

    fn data() -> std::sync::Arc<Dataset> {
        Mnist::unpack().expect("the program's own data are whole").test
    }

    #[test]
    fn no_share_replaces_nothing() {
        let data = data();
        assert!((0..500).all(|index| Shares::default().replace(&data, 3, 1, 1, index).is_none()));
    }

    #[test]
    fn shares_are_kept() {
        let data = data();
        let shares = Shares { synthetic: 0.3, outliers: 0.1 };
        let (mut synthetic, mut outliers) = (0, 0);
        for index in 0..2_000 {
            match shares.replace(&data, 7, 1, 1, index) {
                Some(Replacement::Synthetic(_)) => synthetic += 1,
                Some(Replacement::Outlier(_)) => outliers += 1,
                None => {}
            }
        }
        assert!((540..660).contains(&synthetic) && (150..250).contains(&outliers), "{synthetic} {outliers}");
    }

    #[test]
    fn the_same_numbers_give_the_same_picture() {
        let data = data();
        let shares = Shares { synthetic: 0.0, outliers: 1.0 };
        for index in 0..200 {
            let [first, second] = [0, 1].map(|_| match shares.replace(&data, 7, 1, 1, index) {
                Some(Replacement::Outlier(image)) => image,
                Some(Replacement::Synthetic(_)) | None => panic!("all are outliers"),
            });
            assert_eq!(first, second);
        }
    }
}
