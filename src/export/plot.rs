//! A picture of lines and words that does not know how it is drawn: as SVG text or as PNG pixels.

mod base64;
mod letters;
mod png;
mod svg;

pub use png::to_png;
pub use svg::to_svg;

/// A colour: red, green and blue, 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// Paper.
pub const PAPER: Rgb = Rgb(255, 255, 255);
/// Titles and numbers.
pub const INK: Rgb = Rgb(31, 35, 41);
/// Captions.
pub const QUIET: Rgb = Rgb(93, 99, 109);
/// The lines of the grid.
pub const GRID: Rgb = Rgb(222, 225, 230);

/// Colours of curves, apart for most colour-blind people: those of Okabe and Ito (2008), the yellow left out for being
/// faint on paper, and two more.
pub const SERIES: [Rgb; 8] = [
    Rgb(0, 114, 178),
    Rgb(213, 94, 0),
    Rgb(0, 158, 115),
    Rgb(204, 121, 167),
    Rgb(86, 180, 233),
    Rgb(230, 159, 0),
    Rgb(110, 64, 170),
    Rgb(90, 90, 90),
];

/// Which end of a text lies at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// Which way a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextDirection {
    /// From left to right.
    Across,
    /// Rotated by 90° so that it reads from bottom to top.
    Up,
}

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Regular Inter, for axis labels and legends.
    Regular,
    /// Semibold Inter, for titles.
    Strong,
}

/// One thing to draw. Lengths are in pixels of the picture, x to the right and y down.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A line through points.
    Line {
        /// Its corners.
        points: Vec<[f32; 2]>,
        /// Its colour.
        colour: Rgb,
        /// Its width.
        width: f32,
        /// How much of it covers what is beneath, in [0, 1].
        opacity: f32,
        /// Whether it is dashed.
        dash: Dash,
    },
    /// A filled polygon.
    Area {
        /// Its corners.
        points: Vec<[f32; 2]>,
        /// Its colour.
        colour: Rgb,
        /// How much of it covers what is beneath, in [0, 1].
        opacity: f32,
    },
    /// Squares of colour row by row, opaque and with sharp edges, such as a map of a network.
    Pixels {
        /// Left, top, width and height of all.
        place: [f32; 4],
        /// How many are beside each other.
        columns: usize,
        /// Their colours.
        colours: Vec<Rgb>,
    },
    /// A line of words; its place is on the baseline.
    Text {
        /// Its place.
        at: [f32; 2],
        /// Which end is there.
        anchor: Anchor,
        /// Which way it is written.
        direction: TextDirection,
        /// Height of the letters, in pixels an em.
        size: f32,
        /// How heavy they are.
        weight: Weight,
        /// Their colour.
        colour: Rgb,
        /// The words.
        text: String,
    },
}

/// Whether a line is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    /// Not interrupted.
    Solid,
    /// Six pixels drawn, four left out.
    Dashed,
}

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Width in pixels.
    pub width: f32,
    /// Height in pixels.
    pub height: f32,
    /// What it is called, for those who cannot see it.
    pub title: String,
    /// What is drawn, the first beneath.
    pub shapes: Vec<Shape>,
}

impl Picture {
    /// An empty sheet of paper.
    #[must_use]
    pub fn new(width: f32, height: f32, title: impl Into<String>) -> Self {
        Self { width, height, title: title.into(), shapes: Vec::new() }
    }

    /// Adds a solid line.
    pub fn line(&mut self, points: Vec<[f32; 2]>, colour: Rgb, width: f32) {
        self.shapes.push(Shape::Line { points, colour, width, opacity: 1.0, dash: Dash::Solid });
    }

    /// Adds words in running text.
    pub fn text(&mut self, at: [f32; 2], anchor: Anchor, size: f32, colour: Rgb, text: impl Into<String>) {
        let (direction, weight) = (TextDirection::Across, Weight::Regular);
        self.shapes.push(Shape::Text { at, anchor, direction, size, weight, colour, text: text.into() });
    }
}

/// Width of `text` in pixels, in letters of `size`.
#[must_use]
pub fn text_width(text: &str, size: f32, weight: Weight) -> f32 {
    letters::width(text, size, weight)
}

/// `text` with what XML and HTML would take for markup written out; what XML forbids, control characters and the two
/// non-characters U+FFFE and U+FFFF, left out.
#[must_use]
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    for letter in text.chars().filter(|&letter| !is_control(letter) && !matches!(letter, '\u{FFFE}' | '\u{FFFF}')) {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}
