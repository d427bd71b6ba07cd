//! How the files of other data sets store their images, where that is not MNIST's way, and how to notice it.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::image::{DIGITS, PIXELS, SIDE};
use super::{Dataset, Mnist};
use crate::text::Named;

/// Images looked at, at most: enough for the mean of every digit.
const LOOKED_AT: usize = 4_000;
/// Fewest images from which something is concluded.
const FEWEST: usize = 30;
/// From this share of images with a bright edge on, the images are dark on light.
const MOST: f32 = 0.9;
/// From this lightness on, in the mean, an edge is bright.
const BRIGHT: u32 = 128;
/// Turned, the digits look at least this much like MNIST's, as a correlation…
const LIKENESS: f32 = 0.5;
/// … and by at least this much more than unturned.
const GAIN: f32 = 0.15;

/// In which order the pixels of an image follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum PixelOrder {
    /// Row by row, as in MNIST.
    #[default]
    Rows,
    /// Column by column, as in EMNIST: read row by row, the images are transposed.
    Columns,
}

impl PixelOrder {
    /// Both orders.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for PixelOrder {
    fn key(&self) -> &'static str {
        match self {
            Self::Rows => "pixel-order-rows",
            Self::Columns => "pixel-order-columns",
        }
    }
}

/// Which of ink and paper is lighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::VariantArray)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// 255 is ink and 0 paper, as in MNIST.
    #[default]
    LightOnDark,
    /// 0 is ink and 255 paper, as in a scan: the images are inverted.
    DarkOnLight,
}

impl Polarity {
    /// Both polarities.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Polarity {
    fn key(&self) -> &'static str {
        match self {
            Self::LightOnDark => "polarity-light-on-dark",
            Self::DarkOnLight => "polarity-dark-on-light",
        }
    }
}

/// How files store their images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PixelLayout {
    /// The order of the pixels.
    pub order: PixelOrder,
    /// Which of ink and paper is lighter.
    pub polarity: Polarity,
}

impl PixelLayout {
    /// Brings images of 784 bytes each, stored in this layout, into MNIST's. Bytes beyond the last whole image are
    /// left as they are.
    pub fn undo(self, pixels: &mut [u8]) {
        for image in pixels.as_chunks_mut::<PIXELS>().0 {
            if self.polarity == Polarity::DarkOnLight {
                for pixel in image.iter_mut() {
                    *pixel = 255 - *pixel;
                }
            }
            if self.order == PixelOrder::Columns {
                for y in 0..SIDE {
                    for x in 0..y {
                        image.swap(y * SIDE + x, x * SIDE + y);
                    }
                }
            }
        }
    }

    /// The layout of images that, read in this one, look as if they were in `other`.
    #[must_use]
    pub fn then(self, other: Self) -> Self {
        let order = if self.order == other.order { PixelOrder::Rows } else { PixelOrder::Columns };
        let polarity = if self.polarity == other.polarity { Polarity::LightOnDark } else { Polarity::DarkOnLight };
        Self { order, polarity }
    }

    /// In which layout the images `from..to` of a data set seem to be stored: inverted, if nearly all of them have a
    /// bright edge; transposed, if the means of the digits look like MNIST's when they are turned, and only then.
    /// Images of other things than digits, or few of them, seem to be in MNIST's layout.
    #[must_use]
    pub fn seeming(set: &Dataset, images: std::ops::Range<usize>) -> Self {
        let end = images.end.min(set.len()).min(images.start + LOOKED_AT);
        let images = images.start..end;
        if images.len() < FEWEST {
            return Self::default();
        }
        let bright = images.clone().filter(|&index| has_bright_edge(set.pixels(index))).count();
        let polarity =
            if bright as f32 >= MOST * images.len() as f32 { Polarity::DarkOnLight } else { Polarity::LightOnDark };
        let own = Means::of(set, images);
        let (Some(usual), Some(turned)) =
            (own.likeness(polarity, PixelOrder::Rows), own.likeness(polarity, PixelOrder::Columns))
        else {
            return Self { polarity, ..Self::default() };
        };
        let is_turned = turned >= LIKENESS && turned >= usual + GAIN;
        Self { polarity, order: if is_turned { PixelOrder::Columns } else { PixelOrder::Rows } }
    }
}

fn has_bright_edge(image: &[u8; PIXELS]) -> bool {
    let last = SIDE - 1;
    let edge = (0..SIDE).flat_map(|at| [at, last * SIDE + at, at * SIDE, at * SIDE + last]);
    let (sum, count) = edge.fold((0_u32, 0_u32), |(sum, count), at| (sum + u32::from(image[at]), count + 1));
    sum >= BRIGHT * count
}

/// The mean image of each digit, and how many there are.
struct Means {
    sums: Vec<[f32; PIXELS]>,
    counts: [usize; DIGITS],
}

impl Means {
    fn of(set: &Dataset, images: std::ops::Range<usize>) -> Self {
        let mut means = Self { sums: vec![[0.0; PIXELS]; DIGITS], counts: [0; DIGITS] };
        for index in images {
            let Some(digit) = set.names().digit(set.label(index)) else { continue };
            let label = usize::from(digit);
            means.counts[label] += 1;
            for (sum, &pixel) in means.sums[label].iter_mut().zip(set.pixels(index)) {
                *sum += f32::from(pixel);
            }
        }
        means
    }

    /// The mean image of each digit in MNIST's own test images, computed once.
    fn of_mnist() -> Option<&'static Self> {
        static MEANS: OnceLock<Option<Means>> = OnceLock::new();
        let means = || Mnist::unpack().ok().map(|mnist| Self::of(&mnist.test, 0..LOOKED_AT.min(mnist.test.len())));
        MEANS.get_or_init(means).as_ref()
    }

    /// How much these images, taken in a layout, look like MNIST's of the same digits: the correlation of the means, in
    /// the mean of the digits there are; `None` if there are too few, or no means can be compared.
    fn likeness(&self, polarity: Polarity, order: PixelOrder) -> Option<f32> {
        let usual = Self::of_mnist()?;
        let sign = if polarity == Polarity::DarkOnLight { -1.0 } else { 1.0 };
        let place = |at: usize| if order == PixelOrder::Columns { at % SIDE * SIDE + at / SIDE } else { at };
        let mut found = Vec::new();
        for digit in (0..DIGITS).filter(|&digit| self.counts[digit] > 0) {
            let (own, other) = (&self.sums[digit], &usual.sums[digit]);
            let turned: Vec<f32> = (0..PIXELS).map(|at| sign * own[place(at)]).collect();
            found.push(correlation(&turned, other)?);
        }
        (found.len() >= 3).then(|| found.iter().sum::<f32>() / found.len() as f32)
    }
}

/// Pearson's correlation; `None` if one of both does not vary.
fn correlation(one: &[f32], other: &[f32]) -> Option<f32> {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
    let (one_mean, other_mean) = (mean(one), mean(other));
    let (mut both, mut first, mut second) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (f64::from(one - one_mean), f64::from(other - other_mean));
        both += one * other;
        first += one * one;
        second += other * other;
    }
    (first > 0.0 && second > 0.0).then(|| (both / (first * second).sqrt()) as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored(layout: PixelLayout, count: usize) -> Dataset {
        let test = Mnist::unpack().expect("the embedded data are whole").test.take(count);
        let mut pixels = test.all_pixels().to_vec();
        // Each layout undoes itself.
        layout.undo(&mut pixels);
        Dataset::new("stored", pixels, test.labels().to_vec()).expect("the lengths fit")
    }

    fn all() -> impl Iterator<Item = PixelLayout> {
        let both = |&order: &PixelOrder| Polarity::ALL.iter().map(move |&polarity| PixelLayout { order, polarity });
        PixelOrder::ALL.iter().flat_map(both)
    }

    #[test]
    fn every_layout_is_noticed_and_undone() {
        for layout in all() {
            let set = stored(layout, 300);
            assert_eq!(PixelLayout::seeming(&set, 0..300), layout);
            let mut pixels = set.all_pixels().to_vec();
            layout.undo(&mut pixels);
            assert_eq!(pixels, stored(PixelLayout::default(), 300).all_pixels());
            assert_eq!(layout.then(layout), PixelLayout::default());
            assert_eq!(PixelLayout::default().then(layout), layout);
        }
    }

    #[test]
    fn what_is_no_digit_or_little_is_taken_as_it_is() {
        let usual = PixelLayout::default();
        let transposed = PixelLayout { order: PixelOrder::Columns, ..usual };
        assert_eq!(PixelLayout::seeming(&stored(transposed, 20), 0..20), usual, "too few");
        let shifted = |set: &Dataset| set.labels().iter().map(|label| (label + 3) % 10).collect::<Vec<u8>>();
        let set = stored(transposed, 300);
        let other = Dataset::new("other", set.all_pixels().to_vec(), shifted(&set)).expect("the lengths fit");
        assert_eq!(PixelLayout::seeming(&other, 0..300), usual, "the labels mean something else");
        let grey = Dataset::new("grey", vec![90; 50 * PIXELS], vec![3; 50]).expect("the lengths fit");
        assert_eq!(PixelLayout::seeming(&grey, 0..50), usual, "there is nothing to see");
        assert_eq!(PixelLayout::seeming(&grey, 40..90), usual);
    }
}
