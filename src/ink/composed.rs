//! Whole numbers put together of single digits, drawn or as pictures, to measure how well they are taken apart again.
//! Nothing here is ever trained on.

use super::{Bounds, Raster, Stroke, synth};
use crate::data::split_mix::SplitMix64;
use crate::data::{Image, SIDE};

/// Thinnest and thickest pen, as shares of the digits' height.
const PENS: (f32, f32) = (0.06, 0.14);
/// How far the digits of a number differ from the common height, as a share of it.
const UNEVEN: f32 = 0.1;
/// How far they are off the common line.
const OFF_LINE: f32 = 0.08;
/// Height of a digit in a picture made of strokes, in pixels.
const PICTURE_HEIGHT: f32 = 60.0;
/// Pixels of a picture for each of an image's.
const ENLARGED: usize = 3;
/// Paper around the digits, as a share of their height.
const MARGIN: f32 = 0.2;

/// How digits stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum Layout {
    /// A single digit.
    Alone,
    /// Two to six digits beside each other.
    Row,
    /// Two to five digits below each other.
    Column,
    /// Two rows of two to four digits.
    Block,
}

impl Layout {
    /// Every layout.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// Its name in reports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Alone => "one digit",
            Self::Row => "in a row",
            Self::Column => "in a column",
            Self::Block => "in two rows",
        }
    }

    /// Gaps worth measuring, between the boxes of the ink as shares of the digits' height; below 0 the boxes overlap.
    #[must_use]
    pub fn gaps(self) -> &'static [f32] {
        match self {
            Self::Alone => &[0.0],
            Self::Row => &[0.5, 0.2, 0.1, 0.0, -0.1, -0.2],
            Self::Column => &[0.3, 0.1, 0.0, -0.1],
            Self::Block => &[0.3],
        }
    }

    /// How many digits each line has.
    fn lines(self, chance: &mut SplitMix64) -> Vec<usize> {
        let mut between = |low: usize, high: usize| low + (chance.unit() * (high - low + 1) as f32) as usize;
        match self {
            Self::Alone => vec![1],
            Self::Row => vec![between(2, 6)],
            Self::Column => vec![1; between(2, 5)],
            Self::Block => vec![between(2, 4), between(2, 4)],
        }
    }
}

/// A made-up number, as strokes.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Its digits; lines are parted by line feeds.
    pub text: String,
    /// The strokes, in the order in which people write them.
    pub strokes: Vec<Stroke>,
    /// Height of its digits, in canvas sides.
    height: f32,
}

impl Number {
    /// Puts together digits that `next` gives, `gap` apart.
    pub fn of(
        layout: Layout,
        gap: f32,
        chance: &mut SplitMix64,
        mut next: impl FnMut(f32) -> (u8, Vec<Stroke>),
    ) -> Self {
        let lines = layout.lines(chance);
        let count: usize = lines.iter().sum();
        let pen = PENS.0 + (PENS.1 - PENS.0) * chance.unit();
        let mut text = Text::new(&lines);
        let digits: Vec<Vec<Stroke>> = (0..count)
            .map(|_| {
                let (label, strokes) = next(chance.unit());
                text.push(label);
                upright(&strokes, 1.0 + UNEVEN * chance.signed_unit(), pen)
            })
            .collect();
        let boxes: Vec<Bounds> = digits.iter().map(|digit| inked(digit, pen)).collect();
        let (places, whole) = places(&lines, &boxes, gap, chance);
        // All of it fills the canvas.
        let height = 1.0 / whole.width().max(whole.height()).max(1.5);
        let mut strokes = Vec::new();
        for (digit, place) in digits.iter().zip(places) {
            strokes.extend(digit.iter().map(|stroke| {
                let moved = |x: f32, y: f32| super::Point {
                    x: (x + place.0 - whole.left) * height,
                    y: (y + place.1 - whole.top) * height,
                };
                let points = stroke.points.iter().map(|point| moved(point.x, point.y)).collect();
                Stroke { points, width: pen * height, ..stroke.clone() }
            }));
        }
        Self { text: text.written, strokes, height }
    }

    /// Puts together made-up digits, `gap` apart.
    #[must_use]
    pub fn made_up(layout: Layout, gap: f32, chance: &mut SplitMix64) -> Self {
        Self::of(layout, gap, chance, |share| {
            // The share names the digit; its lower bits are chance enough for its form.
            let label = ((share * 10.0) as u8).min(9);
            (label, synth::digit(label, &mut SplitMix64::new(u64::from(share.to_bits()), 0, 0)))
        })
    }

    /// The number as a scan would show it: its ink, without its strokes.
    #[must_use]
    pub fn picture(&self) -> Raster {
        Raster::of_canvas(&self.strokes, (PICTURE_HEIGHT / self.height).round() as u32)
    }
}

/// A picture of images that `next` gives, their ink `gap` apart, with what is written on it.
pub fn picture(
    layout: Layout,
    gap: f32,
    chance: &mut SplitMix64,
    mut next: impl FnMut(f32) -> (u8, Image),
) -> (String, Raster) {
    let lines = layout.lines(chance);
    let count: usize = lines.iter().sum();
    let mut text = Text::new(&lines);
    let images: Vec<Raster> = (0..count)
        .map(|_| {
            let (label, image) = next(chance.unit());
            text.push(label);
            enlarged(&image)
        })
        .collect();
    // MNIST's digits are as high as 20 of its pixels.
    let unit = 20.0 * ENLARGED as f32;
    let size = |image: &Raster| Bounds {
        left: 0.0,
        top: 0.0,
        right: image.width as f32 / unit,
        bottom: image.height as f32 / unit,
    };
    let boxes: Vec<Bounds> = images.iter().map(size).collect();
    let (places, whole) = places(&lines, &boxes, gap, chance);
    let (width, height) = ((whole.width() * unit).ceil() as usize, (whole.height() * unit).ceil() as usize);
    let mut ink = vec![0_u8; width * height];
    for (image, (x, y)) in images.iter().zip(places) {
        let (left, top) = (((x - whole.left) * unit) as usize, ((y - whole.top) * unit) as usize);
        for (index, &level) in image.ink.iter().enumerate() {
            let (column, row) = (left + index % image.width, top + index / image.width);
            if column < width && row < height {
                let pixel = &mut ink[row * width + column];
                *pixel = level.max(*pixel);
            }
        }
    }
    (text.written, Raster { width, height, ink })
}

/// What is written, line by line.
struct Text {
    written: String,
    /// How many digits are still to come on each line, the last line first.
    left: Vec<usize>,
}

impl Text {
    fn new(lines: &[usize]) -> Self {
        Self { written: String::new(), left: lines.iter().rev().copied().collect() }
    }

    fn push(&mut self, label: u8) {
        if self.left.last() == Some(&0) {
            self.left.pop();
            self.written.push('\n');
        }
        if let Some(left) = self.left.last_mut() {
            *left -= 1;
        }
        self.written.push(char::from(b'0' + label % 10));
    }
}

/// Where the digits are moved to, and the box of everything with its margin.
fn places(lines: &[usize], boxes: &[Bounds], gap: f32, chance: &mut SplitMix64) -> (Vec<(f32, f32)>, Bounds) {
    let mut places = Vec::with_capacity(boxes.len());
    let mut rest = boxes.iter();
    let mut top = 0.0;
    for &count in lines {
        let line: Vec<&Bounds> = rest.by_ref().take(count).collect();
        let highest = line.iter().map(|own| own.height()).fold(0.0, f32::max);
        let mut left = OFF_LINE * chance.signed_unit();
        for own in line {
            // A lone digit of a line stands under the middle of the one above, not under its edge.
            let x = if count == 1 { left - own.width() / 2.0 } else { left };
            let off = if count == 1 { 0.0 } else { OFF_LINE * chance.signed_unit() };
            places.push((x - own.left, top + (highest - own.height()) / 2.0 + off - own.top));
            left += own.width() + gap;
        }
        top += highest + gap;
    }
    let placed = boxes.iter().zip(&places).map(|(own, (x, y))| Bounds {
        left: own.left + x,
        top: own.top + y,
        right: own.right + x,
        bottom: own.bottom + y,
    });
    let whole = placed.reduce(Bounds::union).unwrap_or_default().grown(MARGIN);
    (places, whole)
}

/// The strokes as high as `height`, or half as wide for what is wide, with points from (0, 0) on.
fn upright(strokes: &[Stroke], height: f32, pen: f32) -> Vec<Stroke> {
    let bounds = lines(strokes);
    let scale = (height - pen) / bounds.height().max(0.5 * bounds.width()).max(1e-3);
    let moved = |stroke: &Stroke| {
        let place = |point: &super::Point| super::Point {
            x: (point.x - bounds.left) * scale,
            y: (point.y - bounds.top) * scale,
        };
        Stroke { points: stroke.points.iter().map(place).collect(), ..stroke.clone() }
    };
    strokes.iter().map(moved).collect()
}

/// The box of the smoothed lines.
fn lines(strokes: &[Stroke]) -> Bounds {
    Bounds::around(strokes.iter().flat_map(Stroke::smoothed).filter(|point| point.is_finite())).unwrap_or_default()
}

/// The box of the ink.
fn inked(strokes: &[Stroke], pen: f32) -> Bounds {
    lines(strokes).grown(pen / 2.0)
}

/// The ink of an image, cut out and enlarged smoothly.
fn enlarged(image: &Image) -> Raster {
    let inked = |column: usize, row: usize| image.pixel(column, row) > 0;
    let columns: Vec<usize> = (0..SIDE).filter(|&column| (0..SIDE).any(|row| inked(column, row))).collect();
    let rows: Vec<usize> = (0..SIDE).filter(|&row| (0..SIDE).any(|column| inked(column, row))).collect();
    let (Some(&left), Some(&right), Some(&top), Some(&bottom)) =
        (columns.first(), columns.last(), rows.first(), rows.last())
    else {
        return Raster::default();
    };
    let (width, height) = ((right + 1 - left) * ENLARGED, (bottom + 1 - top) * ENLARGED);
    let place = |at: usize| ((at as f32 + 0.5) / ENLARGED as f32 - 0.5).clamp(0.0, (SIDE - 1) as f32);
    let level = |column: usize, row: usize| {
        let (x, y) = (place(column + left * ENLARGED), place(row + top * ENLARGED));
        let (along, down) = (x.fract(), y.fract());
        let at = |x: usize, y: usize| f32::from(image.pixel(x.min(SIDE - 1), y.min(SIDE - 1)));
        let (x, y) = (x as usize, y as usize);
        let line = |y: usize| at(x, y) * (1.0 - along) + at(x + 1, y) * along;
        (line(y) * (1.0 - down) + line(y + 1) * down) as u8
    };
    let ink = (0..width * height).map(|index| level(index % width, index / width)).collect();
    Raster { width, height, ink }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn bars(layout: Layout, gap: f32) -> Number {
        let bar = |_: f32| (1, vec![Stroke::new(vec![Point { x: 0.5, y: 0.2 }, Point { x: 0.5, y: 0.8 }], 0.05)]);
        Number::of(layout, gap, &mut SplitMix64::new(5, 0, 0), bar)
    }

    #[test]
    fn the_boxes_of_a_row_are_as_far_apart_as_asked() {
        let row = bars(Layout::Row, 0.5);
        assert_eq!(row.text.len(), row.strokes.len());
        let places: Vec<f32> = row.strokes.iter().map(|bar| bar.points[0].x / row.height).collect();
        let pen = row.strokes[0].width / row.height;
        for pair in places.windows(2) {
            assert!((pair[1] - pair[0] - pen - 0.5).abs() < 1e-3, "{places:?}");
        }
    }

    #[test]
    fn every_layout_fits_the_canvas_and_tells_its_lines() {
        for &layout in Layout::ALL {
            for index in 0..20 {
                let mut chance = SplitMix64::new(1, 2, index);
                let mut own = SplitMix64::new(3, 4, index);
                let number = Number::of(layout, 0.1, &mut chance, |share| {
                    let label = (share * 10.0) as u8;
                    (label, synth::digit(label, &mut own))
                });
                let ink = number.strokes.iter().flat_map(Stroke::smoothed);
                assert!(
                    ink.into_iter().all(|p| (0.0..=1.0).contains(&p.x) && (0.0..=1.0).contains(&p.y)),
                    "{layout:?}"
                );
                let lines = number.text.lines().count();
                match layout {
                    Layout::Alone => assert_eq!(number.text.len(), 1),
                    Layout::Row => assert_eq!(lines, 1),
                    Layout::Column => assert_eq!(number.text.len(), 2 * lines - 1),
                    Layout::Block => assert_eq!(lines, 2),
                }
                assert!(number.picture().ink.contains(&255));
            }
        }
    }

    #[test]
    fn images_in_a_picture_keep_their_ink() {
        let mut image = Image::BLANK;
        for row in 4..24 {
            image.0[row * SIDE + 14] = 255;
        }
        let (text, raster) = picture(Layout::Row, 0.5, &mut SplitMix64::new(5, 0, 0), |_| (1, image.clone()));
        let row = &raster.ink[raster.height / 2 * raster.width..][..raster.width];
        let bars = row.windows(2).filter(|pair| pair[0] == 0 && pair[1] > 0).count();
        assert_eq!(bars, text.len());
    }
}
