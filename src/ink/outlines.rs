//! Printed letters: outlines of fonts, and their ink.

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, MetadataProvider as _};
use tiny_skia::{FillRule, Mask, Path, PathBuilder, Transform};

use super::Raster;

/// The outline of a letter at a font size of `size`, its baseline at y = 0 and y downward; `None` if the font lacks it or it
/// has no ink.
#[must_use]
pub fn outline(font: &FontRef<'_>, letter: char, size: f32) -> Option<Path> {
    let glyph = font.outline_glyphs().get(font.charmap().map(letter)?)?;
    let mut pen = Pen(PathBuilder::new());
    glyph.draw(DrawSettings::unhinted(Size::new(size), LocationRef::default()), &mut pen).ok()?;
    pen.0.finish()
}

/// The ink of what an outline encloses; the corner of its box is that of the raster.
#[must_use]
pub fn filled(path: &Path) -> Option<Raster> {
    let bounds = path.bounds();
    let (width, height) = (bounds.width().ceil() as u32 + 1, bounds.height().ceil() as u32 + 1);
    let mut mask = Mask::new(width, height)?;
    let to_corner = Transform::from_translate(-bounds.left(), -bounds.top());
    mask.fill_path(path, FillRule::Winding, true, to_corner);
    Some(Raster { width: width as usize, height: height as usize, ink: mask.take() })
}

/// Collects an outline, y downward.
struct Pen(PathBuilder);

impl OutlinePen for Pen {
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
