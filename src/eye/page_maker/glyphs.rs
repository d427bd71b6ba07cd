//! Printed letters and digits: the outlines of the program's own font.

use std::collections::BTreeMap;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};
use tiny_skia::Path;

use crate::ink::outlines::outline;
use crate::text::fonts;

/// All that is printed. The semi-bold font is left to the tables.
const PRINTED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:;-+=×÷/()?!&%€$#*<>";

/// Size of the font at which a capital is 1 high: Inter's are 0.727 of its size.
const SIZE: f32 = 1.0 / 0.727;

/// Outlines of a capital's height of 1, their baseline at y = 0, y downward, and how far the next letter is.
pub struct Glyphs(BTreeMap<char, (Path, f32)>);

impl Glyphs {
    /// Takes the outlines out of the font.
    pub fn new() -> Self {
        let mut glyphs = BTreeMap::new();
        if let Ok(font) = FontRef::new(fonts::INTER) {
            let widths = font.glyph_metrics(Size::new(SIZE), LocationRef::default());
            for letter in PRINTED.chars() {
                let drawn = font
                    .charmap()
                    .map(letter)
                    .and_then(|id| Some((outline(&font, letter, SIZE)?, widths.advance_width(id)?)));
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
