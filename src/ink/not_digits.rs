//! Things that are no digits, made from a seed: to measure what a network makes of them. Nothing here is ever
//! trained on.

mod letters;
mod noise;
mod numerals;
mod shapes;

use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::{Point, Raster, Stroke, normalise};
use crate::data::Image;
use crate::data::rng::stream;

pub use letters::{LETTERS, LOOKALIKES};

/// Thinnest and thickest pen, as shares of the longer side of the points' box.
const PENS: (f32, f32) = (0.07, 0.18);

/// A kind of thing that is no digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum NonDigit {
    /// Latin letters, printed and in strokes, without those shaped like a digit.
    Letters,
    /// The letters shaped like a digit: no program can tell, so they are told of but not counted.
    Lookalikes,
    /// Signs such as # and &.
    Signs,
    /// A pen let loose.
    Scribbles,
    /// A level stroke.
    Dashes,
    /// One to three dots.
    Dots,
    /// Hearts.
    Hearts,
    /// Stars of five to eight points.
    Stars,
    /// Arrows in any direction.
    Arrows,
    /// Spirals of two turns and more.
    Spirals,
    /// Ticks, as behind a right answer.
    Ticks,
    /// Upright and slanting crosses.
    Crosses,
    /// Triangles, squares and houses.
    Figures,
    /// Two digits beside each other.
    TwoDigits,
    /// No ink at all.
    Blank,
    /// Random pixels and blots.
    Noise,
}

/// Whether a kind counts in the mean share of refused things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// It should be refused.
    Yes,
    /// It cannot be told from a digit.
    OnlyReported,
}

impl NonDigit {
    /// Every kind.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its name in reports, which also names its random stream: another name would give other images.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Lookalikes => "letters shaped like digits",
            Self::Signs => "signs",
            Self::Scribbles => "scribbles",
            Self::Dashes => "dashes",
            Self::Dots => "dots",
            Self::Hearts => "hearts",
            Self::Stars => "stars",
            Self::Arrows => "arrows",
            Self::Spirals => "spirals",
            Self::Ticks => "ticks",
            Self::Crosses => "crosses",
            Self::Figures => "figures",
            Self::TwoDigits => "two digits",
            Self::Blank => "blank",
            Self::Noise => "noise",
        }
    }

    /// Whether it counts when the shares are put together.
    #[must_use]
    pub fn counts(self) -> Counts {
        match self {
            Self::Lookalikes => Counts::OnlyReported,
            Self::Letters
            | Self::Signs
            | Self::Scribbles
            | Self::Dashes
            | Self::Dots
            | Self::Hearts
            | Self::Stars
            | Self::Arrows
            | Self::Spirals
            | Self::Ticks
            | Self::Crosses
            | Self::Figures
            | Self::TwoDigits
            | Self::Blank
            | Self::Noise => Counts::Yes,
        }
    }

    /// `count` of them as a network would see them; the same for the same seed.
    #[must_use]
    pub fn images(self, seed: u64, count: usize) -> Vec<Image> {
        let mut rng = stream(seed, self.id());
        (0..count).map(|index| self.image(index, &mut rng)).collect()
    }

    fn image(self, index: usize, rng: &mut ChaCha8Rng) -> Image {
        let raster = match self {
            Self::Letters => letters::raster(LETTERS, index, rng),
            Self::Lookalikes => letters::raster(LOOKALIKES, index, rng),
            Self::Signs => letters::raster(letters::SIGNS, index, rng),
            Self::Scribbles => drawn_by_hand(&shapes::scribble(rng), rng),
            Self::Dashes => drawn_by_hand(&shapes::dash(rng), rng),
            Self::Dots => Raster::of(&shapes::dots(rng)),
            Self::Hearts => drawn_by_hand(&shapes::heart(rng), rng),
            Self::Stars => drawn_by_hand(&shapes::star(rng), rng),
            Self::Arrows => drawn_by_hand(&shapes::arrow(rng), rng),
            Self::Spirals => drawn_by_hand(&shapes::spiral(rng), rng),
            Self::Ticks => drawn_by_hand(&shapes::tick(rng), rng),
            Self::Crosses => drawn_by_hand(&shapes::cross(rng), rng),
            Self::Figures => drawn_by_hand(&shapes::figure(rng), rng),
            Self::TwoDigits => drawn_by_hand(&numerals::pair(rng), rng),
            Self::Blank => Raster::default(),
            Self::Noise => noise::raster(rng),
        };
        normalise(&raster)
    }
}

/// A line that a pen follows, in units of any size, y downward.
type Line = Vec<(f32, f32)>;

/// A number between two others.
fn between(rng: &mut ChaCha8Rng, low: f32, high: f32) -> f32 {
    low + (high - low) * rng.random::<f32>()
}

/// One of `count`, from 0.
fn one_of(rng: &mut ChaCha8Rng, count: usize) -> usize {
    rng.random_range(0..count as u32) as usize
}

/// Points along an ellipse from one angle to another, in degrees clockwise from the right.
fn arc(centre: (f32, f32), radii: (f32, f32), angles: (f32, f32)) -> Line {
    let pieces = ((angles.1 - angles.0).abs() / 12.0).ceil().max(2.0);
    let at = |piece: f32| {
        let angle = (angles.0 + (angles.1 - angles.0) * piece / pieces).to_radians();
        (centre.0 + radii.0 * angle.cos(), centre.1 + radii.1 * angle.sin())
    };
    (0..=pieces as u32).map(|piece| at(piece as f32)).collect()
}

/// The same line with a point at least every `step`, so that a smooth curve through them keeps its corners.
fn dense(corners: &[(f32, f32)], step: f32) -> Line {
    let mut line = Vec::new();
    for pair in corners.windows(2) {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        let pieces = (dx.hypot(dy) / step).ceil().max(1.0);
        line.extend((0..pieces as u32).map(|piece| {
            let share = piece as f32 / pieces;
            (pair[0].0 + dx * share, pair[0].1 + dy * share)
        }));
    }
    line.extend(corners.last());
    line
}

/// Draws lines as a hand would: a little turned, slanted, stretched and trembling, with a pen of some width.
fn drawn_by_hand(lines: &[Line], rng: &mut ChaCha8Rng) -> Raster {
    let turn = between(rng, -0.2, 0.2);
    let slant = between(rng, -0.2, 0.2);
    let stretch = between(rng, 0.8, 1.2);
    let tremble = between(rng, 0.0, 0.012);
    let moved: Vec<Line> = lines
        .iter()
        .map(|line| {
            let place = |&(x, y): &(f32, f32)| {
                let (x, y) = (x * stretch + y * slant, y);
                (x * turn.cos() - y * turn.sin(), x * turn.sin() + y * turn.cos())
            };
            line.iter().map(place).collect()
        })
        .collect();
    let points = || moved.iter().flatten();
    let low = points().fold((f32::MAX, f32::MAX), |low, point| (low.0.min(point.0), low.1.min(point.1)));
    let high = points().fold((f32::MIN, f32::MIN), |high, point| (high.0.max(point.0), high.1.max(point.1)));
    let scale = 0.64 / (high.0 - low.0).max(high.1 - low.1).max(1e-6);
    let width = 0.64 * between(rng, PENS.0, PENS.1);
    let strokes: Vec<Stroke> = moved
        .iter()
        .map(|line| {
            let mut point = |&(x, y): &(f32, f32)| {
                let mut shaken = |value: f32, low: f32| 0.18 + (value - low) * scale + between(rng, -tremble, tremble);
                Point { x: shaken(x, low.0), y: shaken(y, low.1) }
            };
            Stroke::new(line.iter().map(&mut point).collect(), width)
        })
        .collect();
    Raster::of(&strokes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_things_and_another_seed_others() {
        for &kind in NonDigit::ALL {
            let images = kind.images(1, 3);
            assert_eq!(images, kind.images(1, 3), "{kind:?}");
            assert_eq!(images[..2], kind.images(1, 2)[..], "more of them change none of the first: {kind:?}");
            assert_eq!(images == kind.images(2, 3), kind == NonDigit::Blank, "{kind:?}");
        }
    }

    #[test]
    fn everything_but_blank_has_ink_and_no_two_are_alike() {
        for kind in NonDigit::ALL.iter().copied().filter(|&kind| kind != NonDigit::Blank) {
            let images = kind.images(5, 30);
            for (place, image) in images.iter().enumerate() {
                assert!(!image.is_blank(), "{kind:?}");
                assert!(kind == NonDigit::Dots || !images[..place].contains(image), "{kind:?} {place}");
            }
        }
        assert!(NonDigit::Blank.images(5, 2).iter().all(Image::is_blank));
    }

    #[test]
    fn every_letter_is_in_one_of_the_two_lists() {
        for letter in ('A'..='Z').chain('a'..='z') {
            assert!(LETTERS.contains(letter) != LOOKALIKES.contains(letter), "{letter}");
        }
    }
}
