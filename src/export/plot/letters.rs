//! Words as outlines in Inter, the typeface of the window, and in Noto Sans SC where Inter lacks a letter.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

use super::Weight;
use crate::export::han;
use crate::text::{Language, fonts};

/// A font in one size.
struct Face {
    letters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    outlines: OutlineGlyphCollection<'static>,
    size: Size,
}

impl Face {
    fn new(bytes: &'static [u8], size: f32) -> Self {
        let font = FontRef::new(bytes).expect("the fonts inside the program are fonts, as tests hold");
        let size = Size::new(size);
        Self {
            letters: font.charmap(),
            metrics: font.glyph_metrics(size, LocationRef::default()),
            outlines: font.outline_glyphs(),
            size,
        }
    }

    fn advance(&self, glyph: GlyphId) -> f32 {
        self.metrics.advance_width(glyph).unwrap_or(0.0)
    }
}

/// The fonts that words are set in.
struct Faces {
    inter: Face,
    /// There is one weight of it; `None` if the text needs no other font than Inter.
    han: Option<Face>,
    language: Language,
}

impl Faces {
    /// Those for `text`: the font of Chinese is unpacked only for letters beyond the scripts of Europe.
    fn of(text: &str, size: f32, weight: Weight) -> Self {
        let inter = match weight {
            Weight::Regular => fonts::INTER,
            Weight::Strong => fonts::INTER_SEMI_BOLD,
        };
        let (inter, language) = (Face::new(inter, size), Language::current());
        let needs_han = |letter| inter.letters.map(letter).is_none() || language == Language::Chinese;
        let han = text.chars().any(needs_han).then(han::font).flatten().map(|bytes| Face::new(bytes, size));
        Self { inter, han, language }
    }

    /// The glyph of a letter and its font. Quotation marks, dash, ellipsis and middle dot are in both fonts, and are as
    /// wide as a character among Chinese; a letter that is in neither is Inter's empty box.
    fn glyph(&self, letter: char) -> (&Face, GlyphId) {
        let inter = self.inter.letters.map(letter).map(|glyph| (&self.inter, glyph));
        let han = || self.han.as_ref().and_then(|face| Some((face, face.letters.map(letter)?)));
        let found = match self.language {
            Language::English => inter.or_else(han),
            Language::Chinese => han().or(inter),
        };
        found.unwrap_or((&self.inter, GlyphId::NOTDEF))
    }
}

/// Width of `text` in pixels.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let faces = Faces::of(text, size, weight);
    let advance = |letter| {
        let (face, glyph) = faces.glyph(letter);
        face.advance(glyph)
    };
    text.chars().map(advance).sum()
}

/// The outline of `text` with its baseline beginning at the origin, y down; `None` if nothing of it is seen.
pub fn outline(text: &str, size: f32, weight: Weight) -> Option<Path> {
    let faces = Faces::of(text, size, weight);
    let mut pen = Pen { path: PathBuilder::new(), x: 0.0 };
    for letter in text.chars() {
        let (face, glyph) = faces.glyph(letter);
        if let Some(outline) = face.outlines.get(glyph) {
            // A glyph that cannot be drawn leaves its room empty.
            let _ = outline.draw(DrawSettings::unhinted(face.size, LocationRef::default()), &mut pen);
        }
        pen.x += face.advance(glyph);
    }
    pen.path.finish()
}

/// Draws glyphs side by side.
struct Pen {
    path: PathBuilder,
    x: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.x + x, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.x + x, -y);
    }

    fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
        self.path.quad_to(self.x + cx0, -cy0, self.x + x, -y);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.path.cubic_to(self.x + cx0, -cy0, self.x + cx1, -cy1, self.x + x, -y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_outlines_as_wide_as_they_are_measured() {
        for weight in [Weight::Regular, Weight::Strong] {
            let bounds = outline("Validation", 20.0, weight).expect("it has ink").bounds();
            let measured = width("Validation", 20.0, weight);
            assert!((bounds.width() - measured).abs() < 3.0 && measured > 70.0, "{measured} and {bounds:?}");
            assert!(bounds.top() < -12.0 && bounds.bottom() < 2.0, "{bounds:?}");
        }
        assert!(outline("  ", 20.0, Weight::Regular).is_none());
    }

    #[test]
    fn chinese_letters_come_from_the_font_of_chinese_and_are_as_wide_as_high() {
        for weight in [Weight::Regular, Weight::Strong] {
            let latin = width("conv5 ", 20.0, weight);
            for text in ["conv5 网络", "验证", "准确率：99.57%"] {
                let han = text.chars().filter(|letter| !letter.is_ascii()).count() as f32;
                let others: String = text.chars().filter(char::is_ascii).collect();
                let expected = 20.0 * han + width(&others, 20.0, weight);
                assert!((width(text, 20.0, weight) - expected).abs() < 0.01, "{text}");
            }
            let bounds = outline("conv5 网络", 20.0, weight).expect("it has ink").bounds();
            assert!(bounds.right() > latin + 36.0 && bounds.right() < latin + 40.0, "{bounds:?}");
            assert!(bounds.top() < -15.0, "{bounds:?}");
        }
    }

    #[test]
    fn marks_of_both_fonts_are_as_wide_as_the_language_has_them() {
        let narrow = width("“…”", 20.0, Weight::Regular);
        Language::Chinese.make_current();
        let wide = width("“…”", 20.0, Weight::Regular);
        let latin = width("conv5 99.57%", 20.0, Weight::Regular);
        Language::English.make_current();
        assert!(narrow < 50.0 && (wide - 60.0).abs() < 0.01, "{narrow} and {wide}");
        assert!((latin - width("conv5 99.57%", 20.0, Weight::Regular)).abs() < 1e-3);
    }
}
