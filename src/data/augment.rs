//! Random changes to training images, each from the stream of (seed, epoch, index), so that threads do not matter.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::elastic::Field;
use super::image::PIXELS;
use super::split_mix::SplitMix64;
use super::warp::Affine;
use super::{morphology, pen};
use crate::msg;
use crate::text::{Message, ToMessage};

/// How strongly training images are changed. The default changes nothing.
///
/// Each image is turned, resized and slanted about the point on which MNIST centres its digits, shifted, cropped and
/// bent, each by an amount that is drawn evenly between the two ends; then its strokes become thicker or thinner, and
/// noise is added. Values outside the ranges count as the nearest one inside. There is no flip: a mirrored digit is
/// another digit or none at all.
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
    /// Elastic distortion: deviation of the displacement, in pixels, 0 to 3.
    pub elastic: f32,
    /// Largest share of each side that is cut off, the rest enlarged to the whole, 0 to 0.4.
    pub crop: f32,
    /// Largest change of stroke thickness on each side of a stroke, in pixels, 0 to 1.
    pub thickness: f32,
    /// Deviation of the noise added to each pixel, as a share of full ink, 0 to 0.5.
    pub noise: f32,
    /// Share of the images whose line is drawn anew with a pen of even width, 0 to 1.
    pub pen: f32,
}

/// A strength outside its range.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct AugmentationError {
    /// What the strength is called.
    pub name: Message,
    /// The strengths that are allowed.
    pub range: RangeInclusive<f32>,
    /// The strength that was given.
    pub value: f32,
}

impl ToMessage for AugmentationError {
    fn to_message(&self) -> Message {
        let [least, most, value] = [self.range.start(), self.range.end(), &self.value].map(f32::to_string);
        msg!("augmentation-out-of-range", name = self.name.clone(), least = least, most = most, value = value)
    }
}

crate::display_as_message!(AugmentationError);

/// The random numbers behind the change of one image.
#[derive(Debug, Clone, PartialEq)]
struct Distortion {
    affine: Affine,
    field: Option<Field>,
    /// Pixels added on each side of a stroke; negative takes away.
    thickness: f32,
    /// Half the width of the pen that draws the line anew, if one does, in pixels.
    pen: Option<f32>,
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
    /// Strengths of `elastic`, in pixels.
    pub const ELASTIC: RangeInclusive<f32> = 0.0..=3.0;
    /// Strengths of `crop`, as a share of the side.
    pub const CROP: RangeInclusive<f32> = 0.0..=0.4;
    /// Strengths of `thickness`, in pixels.
    pub const THICKNESS: RangeInclusive<f32> = 0.0..=1.0;
    /// Strengths of `noise`, as a share of full ink.
    pub const NOISE: RangeInclusive<f32> = 0.0..=0.5;
    /// Shares of `pen`.
    pub const PEN: RangeInclusive<f32> = 0.0..=1.0;
    /// Half the width of a redrawn line, in pixels: MNIST's own is about 1.4.
    const PEN_RADIUS: RangeInclusive<f32> = 0.8..=2.0;

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
            (msg!("augmented-shift"), Self::SHIFT, self.shift),
            (msg!("augmented-rotation"), Self::ROTATION, self.rotation),
            (msg!("augmented-scale"), Self::SCALE, self.scale),
            (msg!("augmented-shear"), Self::SHEAR, self.shear),
            (msg!("augmented-elastic"), Self::ELASTIC, self.elastic),
            (msg!("augmented-crop"), Self::CROP, self.crop),
            (msg!("augmented-thickness"), Self::THICKNESS, self.thickness),
            (msg!("augmented-noise"), Self::NOISE, self.noise),
            (msg!("augmented-pen"), Self::PEN, self.pen),
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
            return;
        }
        let mut chance = SplitMix64::new(seed, epoch, index);
        let change = self.draw(&mut chance);
        // A pen draws the line after it was moved, so that the line keeps its width.
        let moving = if change.pen.is_some() { &pen::closeness(pixels) } else { pixels };
        match &change.field {
            Some(field) => change.affine.warp_bent(field, moving, out),
            None => change.affine.warp(moving, out),
        }
        if let Some(radius) = change.pen {
            pen::draw(out, radius);
        } else if self.thickness > 0.0 {
            morphology::thicken(out, change.thickness);
        }
        if self.noise > 0.0 {
            morphology::add_noise(out, clamped(self.noise, &Self::NOISE), &mut chance);
        }
    }

    /// The change of one image. Every amount is drawn even if its strength is 0, so that no strength moves another.
    fn draw(&self, chance: &mut SplitMix64) -> Distortion {
        let mut amount = |strength: f32, range: &RangeInclusive<f32>| clamped(strength, range) * chance.signed_unit();
        let mut affine = Affine {
            shift_x: amount(self.shift, &Self::SHIFT),
            shift_y: amount(self.shift, &Self::SHIFT),
            angle: amount(self.rotation, &Self::ROTATION).to_radians(),
            scale: 1.0 + amount(self.scale, &Self::SCALE),
            shear: amount(self.shear, &Self::SHEAR),
        };
        let thickness = amount(self.thickness, &Self::THICKNESS);
        let crop = amount(self.crop, &Self::CROP).abs();
        // Where the part that stays lies within the whole, from −1 (left, top) to 1.
        let (across, down) = (chance.signed_unit(), chance.signed_unit());
        if crop > 0.0 {
            let room = crop / 2.0 * super::SIDE as f32 / (1.0 - crop);
            affine.scale /= 1.0 - crop;
            affine.shift_x = affine.shift_x / (1.0 - crop) - across * room;
            affine.shift_y = affine.shift_y / (1.0 - crop) - down * room;
        }
        let share = chance.unit();
        let radius = Self::PEN_RADIUS.start() + (Self::PEN_RADIUS.end() - Self::PEN_RADIUS.start()) * chance.unit();
        let pen = (share < clamped(self.pen, &Self::PEN)).then_some(radius);
        let elastic = clamped(self.elastic, &Self::ELASTIC);
        let field = (elastic > 0.0).then(|| Field::random(elastic, chance));
        Distortion { affine, field, thickness, pen }
    }
}

/// The nearest strength in range; none for what is no number.
fn clamped(strength: f32, range: &RangeInclusive<f32>) -> f32 {
    if strength.is_nan() { 0.0 } else { strength.clamp(*range.start(), *range.end()) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::data::{Image, Mnist};

    const STRONG: Augmentation = Augmentation {
        shift: 2.0,
        rotation: 15.0,
        scale: 0.1,
        shear: 0.1,
        elastic: 0.0,
        crop: 0.0,
        thickness: 0.0,
        noise: 0.0,
        pen: 0.0,
    };

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

    fn draw(by: Augmentation, seed: u64, epoch: u64, index: u64) -> Affine {
        by.draw(&mut SplitMix64::new(seed, epoch, index)).affine
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
        let draws: Vec<Affine> = (0..5_000).map(|index| draw(STRONG, 1, 0, index)).collect();
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
                draw(STRONG, 1, 0, index).shift_x * draw(STRONG, 1, epoch, neighbour).shift_x
            };
            (0..5_000).map(product).sum::<f32>() / 5_000.0 / (4.0 / 3.0)
        };
        // Five standard errors.
        assert!(correlation(|index| (0, index + 1)).abs() < 0.071);
        assert!(correlation(|index| (1, index)).abs() < 0.071);
    }

    #[test]
    fn one_strength_does_not_move_the_others() {
        let all = draw(STRONG, 1, 2, 3);
        let turned = draw(Augmentation { shift: 0.0, scale: 0.0, ..STRONG }, 1, 2, 3);
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
        let map = draw(STRONG, 1, 2, 3);
        assert_eq!((map.shift_x, map.shear), (-0.304_422_14, -0.009_234_297));
    }

    proptest! {
        #[test]
        fn no_strengths_panic(strengths in any::<[f32; 9]>(), key in any::<[u64; 3]>()) {
            let [shift, rotation, scale, shear, elastic, crop, thickness, noise, pen] = strengths;
            let by = Augmentation { shift, rotation, scale, shear, elastic, crop, thickness, noise, pen };
            changed(by, key[0], key[1], key[2]);
        }
    }
}
