//! Words as outlines in Inter, the typeface of the window. Knows neither colours nor pixels.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider};
use tiny_skia::{Path, PathBuilder};

use super::Weight;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
const STRONG: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");

fn font(weight: Weight) -> FontRef<'static> {
    let bytes = match weight {
        Weight::Regular => REGULAR,
        Weight::Strong => STRONG,
    };
    FontRef::new(bytes).expect("the font inside the program is a font, as a test holds")
}

/// Width of `text` in pixels.
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let font = font(weight);
    let (letters, metrics) = (font.charmap(), font.glyph_metrics(Size::new(size), LocationRef::default()));
    let advance = |letter| metrics.advance_width(letters.map(letter).unwrap_or_default()).unwrap_or(0.0);
    text.chars().map(advance).sum()
}

/// The outline of `text` with its baseline beginning at the origin, y down; `None` if nothing of it is seen.
pub fn outline(text: &str, size: f32, weight: Weight) -> Option<Path> {
    let font = font(weight);
    let (letters, outlines) = (font.charmap(), font.outline_glyphs());
    let metrics = font.glyph_metrics(Size::new(size), LocationRef::default());
    let mut pen = Pen { path: PathBuilder::new(), x: 0.0 };
    for letter in text.chars() {
        let glyph = letters.map(letter).unwrap_or_default();
        if let Some(outline) = outlines.get(glyph) {
            // A glyph that cannot be drawn leaves its room empty.
            let _ = outline.draw(DrawSettings::unhinted(Size::new(size), LocationRef::default()), &mut pen);
        }
        pen.x += metrics.advance_width(glyph).unwrap_or(0.0);
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
}
