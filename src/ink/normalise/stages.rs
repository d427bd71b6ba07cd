//! The normaliser in stages that can be looked at, with steps that can be left out, to show that a network reads a
//! picture of its own and not the ink as it was drawn.

use super::{DIGIT_SIDE, Region, area_sums, brightened, centre_of_mass, ink_box, placed, shift_for, window_around};
use crate::data::Image;
use crate::data::image::SIDE;
use crate::ink::{Raster, Stroke};
use crate::text::Named;

/// Pixels along the side of a drawing's canvas, where all of it is looked at.
const CANVAS_SIDE: u32 = 280;
/// Pixels along the longer side of the pictures of the first two stages, at most.
const SHOWN_SIDE: usize = 280;

/// A step of the normaliser that can be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Step {
    /// The box of the ink is cut out.
    CutOut,
    /// Width and height shrink by the same factor.
    Proportions,
    /// Each pixel is the mean of what it covers.
    Average,
    /// The darkest ink becomes full ink.
    Brighten,
    /// The centre of mass comes to the middle.
    Centre,
    /// The digit gets 20 × 20 of the 28 × 28 pixels.
    Margin,
    /// Ink is 255 and paper 0.
    Polarity,
}

impl Step {
    /// Every step, in the order they are taken.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;
}

impl Named for Step {
    fn key(&self) -> &'static str {
        match self {
            Self::CutOut => "normaliser-step-cut-out",
            Self::Proportions => "normaliser-step-proportions",
            Self::Average => "normaliser-step-average",
            Self::Brighten => "normaliser-step-brighten",
            Self::Centre => "normaliser-step-centre",
            Self::Margin => "normaliser-step-margin",
            Self::Polarity => "normaliser-step-polarity",
        }
    }
}

/// The steps that are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Omitted(u8);

impl Omitted {
    /// No step is left out.
    pub const NONE: Self = Self(0);

    /// Whether `step` is left out.
    #[must_use]
    pub fn contains(self, step: Step) -> bool {
        self.0 & (1 << step as u8) != 0
    }

    /// With `step` left out if it was taken, and taken if it was left out.
    #[must_use]
    pub fn toggled(self, step: Step) -> Self {
        Self(self.0 ^ (1 << step as u8))
    }

    /// Those left out, in order.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        Step::ALL.iter().copied().filter(move |&step| self.contains(step))
    }
}

/// A stage on the way from the ink to the network, of which there is a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Stage {
    /// The whole canvas or picture, with the square that is cut out.
    Strokes,
    /// The square around the ink that is cut out.
    Box,
    /// That square, resampled to 20 × 20 pixels; to 28 × 28 without [`Step::Margin`].
    Shrunk,
    /// The resampled square, with its centre of mass marked.
    Mass,
    /// The digit in its place in 28 × 28 pixels.
    Placed,
    /// The 28 × 28 image that the network gets.
    Input,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The steps that lead to it from the stage before.
    #[must_use]
    pub fn steps(self) -> &'static [Step] {
        match self {
            Self::Strokes => &[],
            Self::Box => &[Step::CutOut, Step::Proportions],
            Self::Shrunk => &[Step::Average, Step::Brighten],
            Self::Mass => &[Step::Centre],
            Self::Placed => &[Step::Margin],
            Self::Input => &[Step::Polarity],
        }
    }
}

impl Named for Stage {
    fn key(&self) -> &'static str {
        match self {
            Self::Strokes => "normaliser-stage-strokes",
            Self::Box => "normaliser-stage-box",
            Self::Shrunk => "normaliser-stage-shrunk",
            Self::Mass => "normaliser-stage-mass",
            Self::Placed => "normaliser-stage-placed",
            Self::Input => "normaliser-stage-input",
        }
    }
}

/// The ink to be normalised.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// All of the canvas or picture.
    pub whole: Raster,
    /// The ink as the normaliser gets it.
    pub ink: Raster,
}

impl Source {
    /// A drawing on the square canvas.
    #[must_use]
    pub fn of_strokes(strokes: &[Stroke]) -> Self {
        Self { whole: Raster::of_canvas(strokes, CANVAS_SIDE), ink: Raster::of(strokes) }
    }

    /// A picture's ink.
    #[must_use]
    pub fn of_picture(ink: &Raster) -> Self {
        Self { whole: ink.clone(), ink: ink.clone() }
    }
}

/// What is pointed out in a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mark {
    /// A frame, in pixels of the picture.
    Frame(Region),
    /// The centre of mass and where it is to come to, (x, y) in pixel indices.
    Mass {
        /// Centre of mass.
        from: (f64, f64),
        /// The place for it; `None` where that step is left out.
        to: Option<(f64, f64)>,
    },
}

/// The picture of a stage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    /// Its pixels.
    pub raster: Raster,
    /// What is pointed out in it.
    pub mark: Option<Mark>,
}

/// Every stage of some ink.
#[derive(Debug, Clone, PartialEq)]
pub struct Stages {
    pictures: [Picture; 6],
    /// What the network gets.
    pub input: Image,
}

impl Stages {
    /// The picture of a stage.
    #[must_use]
    pub fn picture(&self, stage: Stage) -> &Picture {
        let [strokes, cut, shrunk, mass, placed, input] = &self.pictures;
        match stage {
            Stage::Strokes => strokes,
            Stage::Box => cut,
            Stage::Shrunk => shrunk,
            Stage::Mass => mass,
            Stage::Placed => placed,
            Stage::Input => input,
        }
    }
}

/// What the network gets without the steps in `omitted`; the same as [`super::normalise`] without any. Blank without
/// ink.
#[must_use]
pub fn input(source: &Source, omitted: Omitted) -> Image {
    stages(source, omitted).map_or(Image::BLANK, |stages| stages.input)
}

/// Every stage without the steps in `omitted`; `None` without ink.
#[must_use]
pub fn stages(source: &Source, omitted: Omitted) -> Option<Stages> {
    let is_on = |step| !omitted.contains(step);
    let ink = ink_box(&source.ink)?;
    let everything = Region { left: 0, top: 0, width: source.whole.width, height: source.whole.height };
    let (raster, cut) = if is_on(Step::CutOut) { (&source.ink, ink) } else { (&source.whole, everything) };
    let window = |cut| if is_on(Step::Proportions) { window_around(cut) } else { cut };
    let side = if is_on(Step::Margin) { DIGIT_SIDE } else { SIDE };
    let shrunk = shrunk(raster, window(cut), side, omitted);
    let mass = centre_of_mass(&shrunk, side);
    let middle = ((SIDE - side) / 2) as i64;
    let shift = if is_on(Step::Centre) { (shift_for(mass.0), shift_for(mass.1)) } else { (middle, middle) };
    let image = placed(&shrunk, side, shift);
    let input = if is_on(Step::Polarity) { image.clone() } else { Image(image.0.map(|pixel| 255 - pixel)) };

    let of_image = |image: &Image| Raster { width: SIDE, height: SIDE, ink: image.0.to_vec() };
    let digit = Raster { width: side, height: side, ink: shrunk };
    // In the whole, the box lies elsewhere than in the ink's own raster.
    let framed = if is_on(Step::CutOut) { ink_box(&source.whole).map(window) } else { None };
    let to = is_on(Step::Centre).then_some((14.0 - shift.0 as f64, 14.0 - shift.1 as f64));
    let place = Region { left: shift.0, top: shift.1, width: side, height: side };
    let pictures = [
        shown(&source.whole, everything, framed),
        shown(raster, window(cut), None),
        Picture { raster: digit.clone(), mark: None },
        Picture { raster: digit, mark: Some(Mark::Mass { from: mass, to }) },
        Picture { raster: of_image(&image), mark: Some(Mark::Frame(place)) },
        Picture { raster: of_image(&input), mark: None },
    ];
    Some(Stages { pictures, input })
}

/// The window in `side` × `side` pixels.
fn shrunk(raster: &Raster, window: Region, side: usize, omitted: Omitted) -> Vec<u8> {
    let (sums, full) = if omitted.contains(Step::Average) {
        (points(raster, window, side), 1)
    } else {
        (area_sums(raster, window, side, side), window.width as u64 * window.height as u64)
    };
    if omitted.contains(Step::Brighten) { levels(&sums, full) } else { brightened(&sums) }
}

/// Sums of which 255 times `full` is full ink, as grey levels.
fn levels(sums: &[u64], full: u64) -> Vec<u8> {
    sums.iter().map(|&sum| ((sum + full / 2) / full.max(1)).min(255) as u8).collect()
}

/// The pixel of the raster in the middle of each of `side` × `side` fields of the window.
fn points(raster: &Raster, window: Region, side: usize) -> Vec<u64> {
    let place = |index: usize, origin: i64, length: usize| origin + ((2 * index + 1) * length / (2 * side)) as i64;
    let at = |index: usize| {
        let x = usize::try_from(place(index % side, window.left, window.width)).ok().filter(|&x| x < raster.width)?;
        let y = usize::try_from(place(index / side, window.top, window.height)).ok().filter(|&y| y < raster.height)?;
        raster.ink.get(y * raster.width + x)
    };
    (0..side * side).map(|index| at(index).copied().map_or(0, u64::from)).collect()
}

/// A window of the raster as a picture of at most [`SHOWN_SIDE`] pixels along its longer side.
fn shown(raster: &Raster, window: Region, frame: Option<Region>) -> Picture {
    let longer = window.width.max(window.height).max(1);
    let fit = |length: usize| if longer > SHOWN_SIDE { (length * SHOWN_SIDE / longer).max(1) } else { length };
    let (width, height) = (fit(window.width), fit(window.height));
    let full = (window.width * window.height) as u64;
    let ink = levels(&area_sums(raster, window, width, height), full);
    let shrink = width as f64 / window.width.max(1) as f64;
    let scaled = |region: Region| Region {
        left: (region.left as f64 * shrink).floor() as i64,
        top: (region.top as f64 * shrink).floor() as i64,
        width: (region.width as f64 * shrink).ceil() as usize,
        height: (region.height as f64 * shrink).ceil() as usize,
    };
    Picture { raster: Raster { width, height, ink }, mark: frame.map(scaled).map(Mark::Frame) }
}

#[cfg(test)]
mod tests;
