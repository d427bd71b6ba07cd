//! Printed letters and digits: the outlines of the program's own font.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use tiny_skia::{Path, PathBuilder};

use crate::text::fonts;

/// All that is printed. The semi-bold font is left to the tables.
const PRINTED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-+=×÷/()?!&%€$#*<>";

/// Outlines of a capital's height of 1, their baseline at y = 0, y downward, and how far the next letter is.
pub struct Glyphs(BTreeMap<char, (Path, f32)>);

impl Glyphs {
    /// Takes the outlines out of the font.
    pub fn new() -> Self {
        let mut glyphs = BTreeMap::new();
        if let Ok(font) = FontRef::new(fonts::INTER) {
            // Inter's capitals are 0.727 of its size high.
            let size = Size::new(1.0 / 0.727);
            let widths = font.glyph_metrics(size, LocationRef::default());
            for letter in PRINTED.chars() {
                let drawn = font.charmap().map(letter).and_then(|id| {
                    let mut pen = Outline(PathBuilder::new());
                    let settings = DrawSettings::unhinted(size, LocationRef::default());
                    font.outline_glyphs().get(id)?.draw(settings, &mut pen).ok()?;
                    Some((pen.0.finish()?, widths.advance_width(id)?))
                });
                glyphs.extend(drawn.map(|drawn| (letter, drawn)));
            }
        }
        Self(glyphs)
    }

    /// The outline of a letter and its width with the gap behind it.
    pub fn of(&self, letter: char) -> Option<(&Path, f32)> {
        self.0.get(&letter).map(|(path, width)| (path, *width))
    }
}

/// Collects an outline, y downward.
struct Outline(PathBuilder);

impl OutlinePen for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, -y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, -y1, x, -y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.cubic_to(x1, -y1, x2, -y2, x, -y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}
