//! Paper that is drawn on, pixel by pixel, and whose ink each pixel holds.

use tiny_skia::{FillRule, LineCap, LineJoin, Mask, Path, PathBuilder, Stroke as Pen, Transform};

use crate::data::Image;
use crate::data::image::SIDE as IMAGE_SIDE;

/// No digit.
pub const NOBODY: u16 = 0;
/// A pixel covered by less than this is not counted to a digit's box.
const SEEN: u8 = 90;

/// Whose the ink is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A digit's, counted from 1.
    Digit(u16),
    /// Something else's: a line, a letter, a sign.
    Other,
    /// Nobody's: paper, or what the paper lies on.
    Paper,
}

/// What is drawn with.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// Red, green and blue from 0 to 255.
    pub colour: [f32; 3],
    /// How much of what is below it hides, from 0 to 1.
    pub strength: f32,
    /// How much of it the grain of the paper takes away, from 0 to 1.
    pub grain: f32,
}

/// The box of what was drawn, in pixels: left, top, right, bottom; and the share of it within the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// What is seen of it.
    pub bounds: [f32; 4],
    /// The area of the box that is seen, as a share of all of it.
    pub seen: f32,
}

/// A square sheet.
pub struct Sheet {
    /// Pixels along a side.
    pub side: usize,
    /// Red, green and blue of each pixel.
    pub rgb: Vec<[f32; 3]>,
    /// How much of each pixel the ink of digits covers.
    pub digit: Vec<u8>,
    /// How much of each pixel other ink covers.
    pub other: Vec<u8>,
    /// The digit whose ink lies on top, counted from 1.
    pub owner: Vec<u16>,
    /// From the paper to the pixels.
    pub view: Transform,
    mask: Mask,
}

/// Columns and rows of pixels: left, top, right and bottom, the latter two beyond the last.
type Region = [usize; 4];

impl Sheet {
    /// An empty sheet of one colour. No pixels where the side is none.
    pub fn new(side: usize, colour: [f32; 3], view: Transform) -> Option<Self> {
        let mask = Mask::new(side as u32, side as u32)?;
        let (digit, other) = (vec![0; side * side], vec![0; side * side]);
        Some(Self { side, rgb: vec![colour; side * side], digit, other, owner: vec![NOBODY; side * side], view, mask })
    }

    /// Fills a path, in places of the paper.
    pub fn fill(&mut self, path: &Path, ink: Ink, of: Of) -> Option<Drawn> {
        let path = path.clone().transform(self.view)?;
        let whole = path.bounds();
        let region = self.region([whole.left(), whole.top(), whole.right(), whole.bottom()])?;
        self.clear(region);
        self.mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
        self.put(region, ink, of, [whole.left(), whole.top(), whole.right(), whole.bottom()])
    }

    /// Draws a line, in places and widths of the paper.
    pub fn line(&mut self, path: &Path, width: f32, ink: Ink, of: Of) -> Option<Drawn> {
        let pen = Pen { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Pen::default() };
        let outline = path.stroke(&pen, 2.0)?;
        self.fill(&outline, ink, of)
    }

    /// A straight line.
    pub fn straight(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink, of: Of) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        if let Some(path) = path.finish() {
            self.line(&path, width, ink, of);
        }
    }

    /// Draws an image of 28 × 28 pixels; `place` leads from its pixels to the paper.
    pub fn image(&mut self, image: &Image, place: Transform, ink: Ink, of: Of) -> Option<Drawn> {
        let all = self.view.pre_concat(place);
        let back = all.invert()?;
        let corners = image_box(image);
        let corners = [(0, 1), (2, 1), (0, 3), (2, 3)].map(|(x, y)| {
            let mut point = tiny_skia::Point::from_xy(corners[x], corners[y]);
            all.map_point(&mut point);
            point
        });
        let most = |of: fn(&tiny_skia::Point) -> f32| corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        let least = |of: fn(&tiny_skia::Point) -> f32| corners.iter().map(of).fold(f32::INFINITY, f32::min);
        let whole = [least(|p| p.x), least(|p| p.y), most(|p| p.x), most(|p| p.y)];
        let region = self.region(whole)?;
        let side = self.side;
        let mask = self.mask.data_mut();
        for y in region[1]..region[3] {
            for x in region[0]..region[2] {
                let mut point = tiny_skia::Point::from_xy(x as f32 + 0.5, y as f32 + 0.5);
                back.map_point(&mut point);
                // The greys of the image are a blur that the pen did not have.
                let level = (between_pixels(image, point.x, point.y) - 0.25) / 0.45;
                mask[y * side + x] = (level.clamp(0.0, 1.0) * 255.0) as u8;
            }
        }
        self.put(region, ink, of, whole)
    }

    /// The pixels of a box; none if it is beyond the sheet.
    fn region(&self, [left, top, right, bottom]: [f32; 4]) -> Option<Region> {
        let side = self.side as f32;
        let is_finite = [left, top, right, bottom].iter().all(|edge| edge.is_finite());
        if !is_finite || right <= 0.0 || bottom <= 0.0 || left >= side || top >= side {
            return None;
        }
        let low = |edge: f32| (edge.floor() - 1.0).max(0.0) as usize;
        let high = |edge: f32| (edge.ceil() + 1.0).min(side) as usize;
        Some([low(left), low(top), high(right), high(bottom)])
    }

    fn clear(&mut self, [left, top, right, bottom]: Region) {
        let side = self.side;
        for y in top..bottom {
            self.mask.data_mut()[y * side + left..y * side + right].fill(0);
        }
    }

    /// Puts the masked pixels of the region on the sheet.
    fn put(&mut self, region: Region, ink: Ink, of: Of, whole: [f32; 4]) -> Option<Drawn> {
        let [left, top, right, bottom] = region;
        let mut found = [usize::MAX, usize::MAX, 0, 0];
        for y in top..bottom {
            for x in left..right {
                let at = y * self.side + x;
                let cover = self.mask.data()[at];
                if cover == 0 {
                    continue;
                }
                if cover >= SEEN {
                    found = [found[0].min(x), found[1].min(y), found[2].max(x + 1), found[3].max(y + 1)];
                }
                let share = f32::from(cover) / 255.0 * ink.strength * (1.0 - ink.grain * grain(x, y));
                for (level, &colour) in self.rgb[at].iter_mut().zip(&ink.colour) {
                    *level += (colour - *level) * share;
                }
                match of {
                    Of::Digit(number) => {
                        self.digit[at] = self.digit[at].max(cover);
                        if cover >= SEEN {
                            self.owner[at] = number;
                        }
                    }
                    Of::Other => self.other[at] = self.other[at].max(cover),
                    Of::Paper => {
                        let rest = 255 - cover;
                        self.digit[at] = self.digit[at].min(rest);
                        self.other[at] = self.other[at].min(rest);
                    }
                }
            }
        }
        let bounds = found.map(|edge| edge as f32);
        let area = |b: [f32; 4]| (b[2] - b[0]).max(1.0) * (b[3] - b[1]).max(1.0);
        (found[0] < found[2]).then(|| Drawn { bounds, seen: (area(bounds) / area(whole)).min(1.0) })
    }
}

/// Noise from 0 to 1 that depends on the place alone.
fn grain(x: usize, y: usize) -> f32 {
    let mixed = ((x * 7919 + y * 104_729) as u32).wrapping_mul(0x9E37_79B9);
    let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x85EB_CA6B);
    f32::from((mixed >> 16) as u16) / 65_536.0
}

/// Left, top, right and bottom of an image's ink.
pub fn image_box(image: &Image) -> [f32; 4] {
    let mut found = [IMAGE_SIDE, IMAGE_SIDE, 0, 0];
    for y in 0..IMAGE_SIDE {
        for x in (0..IMAGE_SIDE).filter(|&x| image.pixel(x, y) > 90) {
            found = [found[0].min(x), found[1].min(y), found[2].max(x + 1), found[3].max(y + 1)];
        }
    }
    found.map(|edge| edge as f32)
}

/// The ink between the pixels of an image, from 0 to 1; none beyond its edge.
fn between_pixels(image: &Image, x: f32, y: f32) -> f32 {
    let (x, y) = (x - 0.5, y - 0.5);
    let at = |x: f32, y: f32| {
        let last = (IMAGE_SIDE - 1) as f32;
        let is_inside = (0.0..=last).contains(&x) && (0.0..=last).contains(&y);
        if is_inside { f32::from(image.pixel(x as usize, y as usize)) / 255.0 } else { 0.0 }
    };
    let (left, top) = (x.floor(), y.floor());
    let (along, down) = (x - left, y - top);
    let row = |y: f32| at(left, y) * (1.0 - along) + at(left + 1.0, y) * along;
    row(top) * (1.0 - down) + row(top + 1.0) * down
}
