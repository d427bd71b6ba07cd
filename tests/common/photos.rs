//! Photographs of handwritten digits, made by code: paper and its lines, pens, light, and a camera that is held askew.

#[path = "between_pixels.rs"]
mod between_pixels;

use between_pixels::smooth;
use digit_lab::data::split_mix::SplitMix64;
use digit_lab::data::{Dataset, Image};
use digit_lab::ink::{Raster, synth};

/// What is photographed, and how.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// What the condition is called in the table.
    pub name: &'static str,
    /// Colour of the paper, or of the board.
    pub paper: [f32; 3],
    /// What is printed on it.
    pub print: Print,
    /// Share of the paper's light that a printed line leaves, for each colour.
    pub line: [f32; 3],
    /// What the digits are written with.
    pub pen: Pen,
    /// Colour of full ink.
    pub ink: [f32; 3],
    /// Lowest and highest digit, in pixels.
    pub heights: (f32, f32),
    /// The light.
    pub light: Light,
    /// Turned by so many degrees.
    pub turn: f32,
    /// How much smaller the far edge is than the near one, as a share.
    pub tilt: f32,
    /// Blur of lens and hand, as a deviation in pixels.
    pub blur: f32,
    /// Noise of the sensor, as a deviation in grey levels.
    pub noise: f32,
    /// Quality of the JPEG, from 1 to 100.
    pub jpeg: u8,
}

/// What is printed on paper, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Print {
    /// Nothing.
    Plain,
    /// Lines across.
    Ruled(f32),
    /// Squares.
    Squared(f32),
}

/// What writes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pen {
    /// Images of MNIST, enlarged: a thick pen.
    Thick,
    /// Made-up strokes, as thin as this share of a digit's height.
    Fine(f32),
    /// The same, and the grain of the paper shows through.
    Pencil(f32),
    /// Nobody writes.
    None,
}

/// The light on the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Light {
    /// The same everywhere.
    Even,
    /// From a window at one side, and darker at the corners.
    Side,
    /// The shadow of a hand.
    Hand,
    /// The edge of a sheet on a dark desk is in the picture.
    Desk,
}

/// A pen on a plain sheet in good light, photographed from above: what every condition changes something of.
pub const PLAIN: Setting = Setting {
    name: "pen on white",
    paper: [236.0, 234.0, 228.0],
    print: Print::Plain,
    line: [1.0; 3],
    pen: Pen::Thick,
    ink: [40.0, 42.0, 50.0],
    heights: (60.0, 105.0),
    light: Light::Even,
    turn: 0.0,
    tilt: 0.0,
    blur: 0.8,
    noise: 3.0,
    jpeg: 85,
};

/// The picture, and what is written in it.
pub struct Taken {
    /// Columns.
    pub width: usize,
    /// Rows.
    pub height: usize,
    /// Three bytes a pixel.
    pub rgb: Vec<u8>,
    /// The digits in reading order.
    pub written: Vec<Written>,
}

/// A digit in a picture.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// Which it is.
    pub label: u8,
    /// Left, top, right and bottom of its box in the picture.
    pub bounds: [f32; 4],
}

const WIDTH: usize = 1200;
const HEIGHT: usize = 900;
/// Digits side by side, and lines of them.
const PLACES: (usize, usize) = (4, 3);
/// Points of the ink's map for each pixel of the paper.
const FINE: usize = 2;

/// Takes one picture; `index` makes it another one. MNIST's digits come from `images`.
pub fn take(setting: &Setting, images: &Dataset, index: u64) -> Taken {
    let mut chance = SplitMix64::new(11, 5, index);
    let (ink, boxes) = write(setting, images, &mut chance);
    let camera = Camera::new(setting, &mut chance);
    let mut pixels = expose(setting, &ink, &camera, &mut chance);
    for channel in &mut pixels {
        blur(channel, setting.blur);
    }
    let mut rgb = Vec::with_capacity(WIDTH * HEIGHT * 3);
    let [red, green, blue] = &pixels;
    for ((red, green), blue) in red.iter().zip(green).zip(blue) {
        // Most of a sensor's noise is the same in all three colours after the camera has filled them in.
        let grey = setting.noise * chance.normal();
        rgb.extend(
            [red, green, blue]
                .map(|level| (level + grey + 0.5 * setting.noise * chance.normal()).round().clamp(0.0, 255.0) as u8),
        );
    }
    let written = boxes.into_iter().map(|(label, bounds)| Written { label, bounds: camera.picture_box(bounds) });
    Taken { width: WIDTH, height: HEIGHT, rgb: through_jpeg(rgb, setting.jpeg), written: written.collect() }
}

/// Ink from 0 to 1 at each point of the paper, and where each digit is on it.
fn write(setting: &Setting, images: &Dataset, chance: &mut SplitMix64) -> (Vec<f32>, Vec<(u8, [f32; 4])>) {
    let (width, height) = (WIDTH * FINE, HEIGHT * FINE);
    let mut ink = vec![0.0_f32; width * height];
    let mut boxes = Vec::new();
    if setting.pen == Pen::None {
        return (ink, boxes);
    }
    let (columns, rows) = PLACES;
    for place in 0..columns * rows {
        let (label, digit) = digit(setting.pen, images, chance);
        let size = setting.heights.0 + (setting.heights.1 - setting.heights.0) * chance.unit();
        let scale = size * FINE as f32 / digit.height.max(digit.width) as f32;
        let (wide, high) = (digit.width as f32 * scale, digit.height as f32 * scale);
        let x = (0.2 + 0.6 * (place % columns) as f32 / (columns - 1) as f32) * width as f32 + 40.0 * chance.normal();
        let y = (0.22 + 0.56 * (place / columns) as f32 / (rows - 1) as f32) * height as f32 + 30.0 * chance.normal();
        let (left, top) = (x - wide / 2.0, y - high / 2.0);
        for row in 0..high as usize {
            for column in 0..wide as usize {
                let level = smooth(&digit, column as f32 / scale, row as f32 / scale);
                // MNIST's own greys are a blur that the original did not have.
                let level = if setting.pen == Pen::Thick { ((level - 0.3) / 0.4).clamp(0.0, 1.0) } else { level };
                let target = &mut ink[(top as usize + row) * width + left as usize + column];
                *target = target.max(level);
            }
        }
        let fine = FINE as f32;
        boxes.push((label, [left / fine, top / fine, (left + wide) / fine, (top + high) / fine]));
    }
    if let Pen::Pencil(_) = setting.pen {
        for level in &mut ink {
            *level *= 0.55 + 0.45 * chance.unit();
        }
    }
    (ink, boxes)
}

/// One digit's ink, cut to its box.
fn digit(pen: Pen, images: &Dataset, chance: &mut SplitMix64) -> (u8, Raster) {
    match pen {
        Pen::Thick | Pen::None => {
            let index = (chance.unit() * images.len() as f32) as usize;
            (images.label(index), cut(&images.image(index)))
        }
        Pen::Fine(share) | Pen::Pencil(share) => {
            let label = (chance.unit() * 10.0) as u8;
            let mut strokes = synth::digit(label, chance);
            let points = || strokes.iter().flat_map(|stroke| &stroke.points);
            let span = |of: fn(&digit_lab::ink::Point) -> f32| {
                points().map(of).fold(f32::NEG_INFINITY, f32::max) - points().map(of).fold(f32::INFINITY, f32::min)
            };
            let size = span(|point| point.x).max(span(|point| point.y));
            for stroke in &mut strokes {
                stroke.width = share * size;
            }
            (label, Raster::of(&strokes))
        }
    }
}

/// The part of an image that holds ink.
fn cut(image: &Image) -> Raster {
    let inked = |index: usize, across: bool| {
        (0..28).any(|at| if across { image.pixel(index, at) > 0 } else { image.pixel(at, index) > 0 })
    };
    let span = |across: bool| {
        let first = (0..28).find(|&index| inked(index, across)).unwrap_or(0);
        (first, (0..28).rfind(|&index| inked(index, across)).map_or(28, |last| last + 1))
    };
    let (columns, rows) = (span(true), span(false));
    let ink =
        (rows.0..rows.1).flat_map(|y| (columns.0..columns.1).map(move |x| (x, y))).map(|(x, y)| image.0[y * 28 + x]);
    Raster { width: columns.1 - columns.0, height: rows.1 - rows.0, ink: ink.collect() }
}

/// From the paper to the picture and back.
struct Camera {
    cos: f32,
    sin: f32,
    tilt: f32,
    /// Where the middle of the picture looks at.
    centre: (f32, f32),
    scale: f32,
}

impl Camera {
    fn new(setting: &Setting, chance: &mut SplitMix64) -> Self {
        let sign = if chance.unit() < 0.5 { -1.0 } else { 1.0 };
        let (sin, cos) = (sign * setting.turn.to_radians()).sin_cos();
        let (x, y) = (WIDTH as f32 / 2.0 + 6.0 * chance.normal(), HEIGHT as f32 / 2.0 + 6.0 * chance.normal());
        let scale = if setting.light == Light::Desk { 0.9 } else { 1.0 };
        Self { cos, sin, tilt: setting.tilt, centre: (x, y), scale }
    }

    /// Depth grows toward the top of the picture.
    fn paper(&self, x: f32, y: f32) -> (f32, f32) {
        let (u, v) = ((x - WIDTH as f32 / 2.0) / self.scale, (y - HEIGHT as f32 / 2.0) / self.scale);
        let depth = 1.0 + self.tilt * v / HEIGHT as f32;
        let (u, v) = (u / depth, v / depth);
        (self.centre.0 + u * self.cos + v * self.sin, self.centre.1 - u * self.sin + v * self.cos)
    }

    fn picture(&self, x: f32, y: f32) -> (f32, f32) {
        let (x, y) = (x - self.centre.0, y - self.centre.1);
        let (u, v) = (x * self.cos - y * self.sin, x * self.sin + y * self.cos);
        let depth = 1.0 / (1.0 - self.tilt * v / HEIGHT as f32);
        (WIDTH as f32 / 2.0 + u * depth * self.scale, HEIGHT as f32 / 2.0 + v * depth * self.scale)
    }

    fn picture_box(&self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)].map(|(x, y)| self.picture(x, y));
        let most = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::NEG_INFINITY, f32::max);
        let least = |of: fn(&(f32, f32)) -> f32| corners.iter().map(of).fold(f32::INFINITY, f32::min);
        [least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1)]
    }
}

/// The three channels of the picture before lens and sensor.
fn expose(setting: &Setting, ink: &[f32], camera: &Camera, chance: &mut SplitMix64) -> [Vec<f32>; 3] {
    let width = WIDTH * FINE;
    let phase = (30.0 * chance.unit(), 30.0 * chance.unit());
    let mut channels = [0, 1, 2].map(|_| Vec::with_capacity(WIDTH * HEIGHT));
    for y in 0..HEIGHT {
        for x in 0..WIDTH {
            let (u, v) = camera.paper(x as f32 + 0.5, y as f32 + 0.5);
            let is_paper = setting.light != Light::Desk
                || ((4.0..WIDTH as f32 - 4.0).contains(&u) && (4.0..HEIGHT as f32 - 4.0).contains(&v));
            let light = light(setting.light, x as f32 / WIDTH as f32, y as f32 / HEIGHT as f32);
            let (fine_x, fine_y) = ((u * FINE as f32).max(0.0) as usize, (v * FINE as f32).max(0.0) as usize);
            let ink = if fine_x < width { ink.get(fine_y * width + fine_x).copied().unwrap_or(0.0) } else { 0.0 };
            let line = printed(setting.print, u + phase.0, v + phase.1);
            for (channel, pixels) in channels.iter_mut().enumerate() {
                let paper = setting.paper[channel] * (1.0 - line * (1.0 - setting.line[channel]));
                let colour = if is_paper { paper + (setting.ink[channel] - paper) * ink } else { 46.0 };
                pixels.push(colour * light);
            }
        }
    }
    channels
}

/// How much of a printed line, a pixel and a half wide, is at this place.
fn printed(print: Print, x: f32, y: f32) -> f32 {
    let near = |place: f32, step: f32| {
        let off = (place / step - (place / step).round()).abs() * step;
        (1.25 - off).clamp(0.0, 1.0)
    };
    match print {
        Print::Plain => 0.0,
        Print::Ruled(step) => near(y, step),
        Print::Squared(step) => near(y, step).max(near(x, step)),
    }
}

/// The share of light at a place of the picture, its sides from 0 to 1.
fn light(light: Light, x: f32, y: f32) -> f32 {
    let corner = 1.0 - 0.25 * ((x - 0.5).powi(2) + (y - 0.5).powi(2));
    match light {
        Light::Even => 1.0,
        Light::Side => (0.5 + 0.5 * (0.8 * x + 0.2 * (1.0 - y))) * corner,
        Light::Desk => (0.85 + 0.15 * x) * corner,
        Light::Hand => {
            // An oval from below and two fingers, their edges soft.
            let oval = |a: f32, b: f32, wide: f32, high: f32| {
                1.0 - (((x - a) / wide).powi(2) + ((y - b) / high).powi(2)).sqrt()
            };
            let inside = oval(0.75, 1.0, 0.32, 0.45).max(oval(0.52, 0.62, 0.22, 0.1)).max(oval(0.6, 0.5, 0.16, 0.09));
            let shade = (inside / 0.35 + 0.5).clamp(0.0, 1.0);
            corner * (0.95 - 0.4 * shade * shade * (3.0 - 2.0 * shade))
        }
    }
}

/// A Gaussian blur, across and down.
fn blur(channel: &mut Vec<f32>, deviation: f32) {
    let reach = (3.0 * deviation).ceil() as isize;
    let weight = |offset: isize| (-0.5 * (offset as f32 / deviation).powi(2)).exp();
    let weights: Vec<f32> = (-reach..=reach).map(weight).collect();
    let total: f32 = weights.iter().sum();
    for is_across in [true, false] {
        let (length, step, lines) = if is_across { (WIDTH, 1, HEIGHT) } else { (HEIGHT, WIDTH, WIDTH) };
        let mut blurred = vec![0.0; channel.len()];
        for line in 0..lines {
            let start = if is_across { line * WIDTH } else { line };
            for at in 0..length {
                let sum: f32 = (-reach..=reach)
                    .zip(&weights)
                    .map(|(offset, weight)| {
                        let near = (at as isize + offset).clamp(0, length as isize - 1) as usize;
                        weight * channel[start + near * step]
                    })
                    .sum();
                blurred[start + at * step] = sum / total;
            }
        }
        *channel = blurred;
    }
}

/// What compression leaves of the picture.
fn through_jpeg(rgb: Vec<u8>, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, quality);
    let picture = image::RgbImage::from_raw(WIDTH as u32, HEIGHT as u32, rgb).expect("three bytes a pixel");
    picture.write_with_encoder(encoder).expect("a JPEG can be made in memory");
    image::load_from_memory(&bytes).expect("it was just made").into_rgb8().into_raw()
}
