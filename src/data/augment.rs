//! Random changes to training images, each from the stream of (seed, epoch, index), so that threads do not matter.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::{image::PIXELS, warp::Affine};

/// How strongly training images are changed. The default changes nothing.
///
/// Each image is turned, resized and slanted about the point on which MNIST centres its digits, then shifted, each by
/// an amount that is drawn evenly between the two ends. Values outside the ranges count as the nearest one inside.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Augmentation {
    /// Largest shift along each axis, in pixels, 0 to 8.
    pub shift: f32,
    /// Largest rotation to either side, in degrees, 0 to 45.
    pub rotation: f32,
    /// Largest change of size, as a share, 0 to 0.5.
    pub scale: f32,
    /// Largest slant to either side, as a share of the height, 0 to 0.5.
    pub shear: f32,
}

/// A strength outside its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("the largest {name} of training images has to lie between {} and {}, not at {value}", range.start(), range.end())]
pub struct AugmentationError {
    /// Which strength, as people call it.
    pub name: &'static str,
    /// The strengths that are allowed.
    pub range: RangeInclusive<f32>,
    /// The strength that was given.
    pub value: f32,
}

impl Augmentation {
    /// Strengths of `shift`, in pixels.
    pub const SHIFT: RangeInclusive<f32> = 0.0..=8.0;
    /// Strengths of `rotation`, in degrees.
    pub const ROTATION: RangeInclusive<f32> = 0.0..=45.0;
    /// Strengths of `scale`, as a share of the size.
    pub const SCALE: RangeInclusive<f32> = 0.0..=0.5;
    /// Strengths of `shear`, as a share of the height.
    pub const SHEAR: RangeInclusive<f32> = 0.0..=0.5;

    /// Whether images pass unchanged.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// Checks that each strength is in its range.
    ///
    /// # Errors
    /// Names the first that is not, or is no number.
    pub fn validate(&self) -> Result<(), AugmentationError> {
        let strengths = [
            ("shift", Self::SHIFT, self.shift),
            ("rotation", Self::ROTATION, self.rotation),
            ("change of size", Self::SCALE, self.scale),
            ("slant", Self::SHEAR, self.shear),
        ];
        match strengths.into_iter().find(|(_, range, value)| !range.contains(value)) {
            Some((name, range, value)) => Err(AugmentationError { name, range, value }),
            None => Ok(()),
        }
    }

    /// Writes the changed picture into `out`; the same (`seed`, `epoch`, `index`) always gives the same picture.
    pub fn apply(&self, pixels: &[u8; PIXELS], out: &mut [u8; PIXELS], seed: u64, epoch: u64, index: u64) {
        if self.is_none() {
            *out = *pixels;
        } else {
            self.draw(seed, epoch, index).warp(pixels, out);
        }
    }

    /// The change of one image. Every amount is drawn even if its strength is 0, so that no strength moves another.
    fn draw(&self, seed: u64, epoch: u64, index: u64) -> Affine {
        let mut chance = Chance::new(seed, epoch, index);
        let mut amount = |strength: f32, range: RangeInclusive<f32>| {
            strength.clamp(*range.start(), *range.end()) * chance.signed_unit()
        };
        Affine {
            shift_x: amount(self.shift, Self::SHIFT),
            shift_y: amount(self.shift, Self::SHIFT),
            angle: amount(self.rotation, Self::ROTATION).to_radians(),
            scale: 1.0 + amount(self.scale, Self::SCALE),
            shear: amount(self.shear, Self::SHEAR),
        }
    }
}

/// `SplitMix64` (Steele, Lea and Flood, OOPSLA 2014, doi 10.1145/2660193.2660195), started anew for each image from a
/// mix of the three numbers: five good draws are needed, and setting up a `ChaCha8` stream costs more than they do.
struct Chance(u64);

impl Chance {
    fn new(seed: u64, epoch: u64, index: u64) -> Self {
        Self([epoch, index].into_iter().fold(mix(seed), |key, number| mix(key.wrapping_add(GOLDEN) ^ mix(number))))
    }

    /// Evenly in [−1, 1).
    fn signed_unit(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(GOLDEN);
        // The upper 24 bits: all that an f32 between 1/2 and 1 can tell apart.
        (mix(self.0) >> 40) as f32 / (1_u32 << 23) as f32 - 1.0
    }
}

/// 2^64 divided by the golden ratio, rounded to an odd number.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::{Image, Mnist};

    const STRONG: Augmentation = Augmentation { shift: 2.0, rotation: 15.0, scale: 0.1, shear: 0.1 };

    /// A thick stroke that no symmetry leaves alone.
    fn stroke() -> Image {
        Image(std::array::from_fn(|at| {
            let (x, y) = (at % 28, at / 28);
            if (6..22).contains(&y) && (10..14).contains(&x) || (6..10).contains(&y) && (10..20).contains(&x) {
                255
            } else {
                0
            }
        }))
    }

    fn changed(by: Augmentation, seed: u64, epoch: u64, index: u64) -> Image {
        let mut out = Image::BLANK;
        by.apply(&stroke().0, &mut out.0, seed, epoch, index);
        out
    }

    #[test]
    fn no_strength_changes_nothing() {
        assert_eq!(changed(Augmentation::default(), 1, 2, 3), stroke());
    }

    #[test]
    fn same_seed_epoch_and_index_give_the_same_picture() {
        assert_eq!(changed(STRONG, 1, 2, 3), changed(STRONG, 1, 2, 3));
    }

    #[test]
    fn another_seed_epoch_or_index_gives_another_picture() {
        let picture = changed(STRONG, 1, 2, 3);
        for (seed, epoch, index) in [(0, 2, 3), (1, 3, 3), (1, 2, 4), (2, 1, 3), (1, 3, 2), (3, 2, 1)] {
            assert_ne!(changed(STRONG, seed, epoch, index), picture, "{seed} {epoch} {index}");
        }
    }

    #[test]
    fn amounts_reach_both_ends_and_never_leave_them() {
        let draws: Vec<Affine> = (0..5_000).map(|index| STRONG.draw(1, 0, index)).collect();
        for at in 0..5 {
            let share = |map: &Affine| match at {
                0 => map.shift_x / 2.0,
                1 => map.shift_y / 2.0,
                2 => map.angle / 15_f32.to_radians(),
                3 => (map.scale - 1.0) / 0.1,
                _ => map.shear / 0.1,
            };
            let shares: Vec<f32> = draws.iter().map(share).collect();
            assert!(shares.iter().all(|share| share.abs() <= 1.000_01), "amount {at}");
            assert!(shares.iter().any(|&share| share < -0.99) && shares.iter().any(|&share| share > 0.99));
            // Uniform in ±1: mean 0 and mean square 1/3, here within five standard errors.
            let mean = shares.iter().sum::<f32>() / 5_000.0;
            let square = shares.iter().map(|share| share * share).sum::<f32>() / 5_000.0;
            assert!(mean.abs() < 0.041 && (square - 1.0 / 3.0).abs() < 0.022, "amount {at}: {mean} {square}");
        }
    }

    #[test]
    fn neighbouring_images_and_epochs_are_not_moved_alike() {
        let correlation = |other: fn(u64) -> (u64, u64)| {
            let product = |index| {
                let (epoch, neighbour) = other(index);
                STRONG.draw(1, 0, index).shift_x * STRONG.draw(1, epoch, neighbour).shift_x
            };
            (0..5_000).map(product).sum::<f32>() / 5_000.0 / (4.0 / 3.0)
        };
        // Five standard errors.
        assert!(correlation(|index| (0, index + 1)).abs() < 0.071);
        assert!(correlation(|index| (1, index)).abs() < 0.071);
    }

    #[test]
    fn one_strength_does_not_move_the_others() {
        let all = STRONG.draw(1, 2, 3);
        let turned = Augmentation { shift: 0.0, scale: 0.0, ..STRONG }.draw(1, 2, 3);
        assert_eq!((turned.angle, turned.shear), (all.angle, all.shear));
        assert_eq!((turned.shift_x, turned.scale), (0.0, 1.0));
    }

    #[test]
    fn digits_keep_their_ink_when_they_are_turned_and_shifted() {
        let test = Mnist::unpack().expect("the program's own data are whole").test;
        let strengths = Augmentation { shift: 2.0, rotation: 20.0, ..Augmentation::default() };
        let (mut before, mut after, mut out) = (0_u64, 0_u64, [0; PIXELS]);
        for index in 0..500 {
            strengths.apply(test.pixels(index), &mut out, 1, 0, index as u64);
            before += test.pixels(index).iter().map(|&pixel| u64::from(pixel)).sum::<u64>();
            after += out.iter().map(|&pixel| u64::from(pixel)).sum::<u64>();
        }
        let share = after as f64 / before as f64;
        assert!((share - 1.0).abs() < 0.005, "{share}");
    }

    #[test]
    fn strengths_outside_their_range_are_named() {
        assert_eq!(STRONG.validate(), Ok(()));
        assert_eq!(Augmentation::default().validate(), Ok(()));
        let error = Augmentation { rotation: 90.0, ..STRONG }.validate().expect_err("too far");
        assert_eq!(error.to_string(), "the largest rotation of training images has to lie between 0 and 45, not at 90");
        assert!(Augmentation { shear: f32::NAN, ..STRONG }.validate().is_err());
    }

    #[test]
    fn a_key_means_the_same_change_for_ever() {
        // Recorded from this program; if it changes, recorded training runs no longer repeat.
        let map = STRONG.draw(1, 2, 3);
        assert_eq!((map.shift_x, map.shear), (-0.304_422_14, -0.009_234_297));
    }

    proptest! {
        #[test]
        fn no_strengths_panic(strengths in any::<[f32; 4]>(), key in any::<[u64; 3]>()) {
            let [shift, rotation, scale, shear] = strengths;
            changed(Augmentation { shift, rotation, scale, shear }, key[0], key[1], key[2]);
        }
    }
}
