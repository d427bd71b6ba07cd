//! The ink on the canvas as it is painted, kept from frame to frame until it changes.

use egui::{Color32, ColorImage, Painter, Rect, Shape, TextureHandle, TextureOptions};

use crate::app::core::canvas::reading::CanvasContent;
use crate::app::ui::widgets::ink;
use crate::ink::{Raster, Stroke};

/// Most corners that are painted; ink that takes more is painted as one picture.
const MOST_CORNERS: usize = 150_000;
/// Most pixels along the side of that picture.
const MOST_PIXELS: f32 = 2048.0;

/// What was painted last.
#[derive(Default)]
pub struct PaintedInk {
    of: Option<Appearance>,
    kept: Kept,
}

/// All that the looks of ink depend on.
#[derive(Clone, Copy, PartialEq)]
struct Appearance {
    content: CanvasContent,
    canvas: Rect,
    colour: Color32,
    pixels_per_point: f32,
}

enum Kept {
    Shapes(Vec<Shape>),
    Picture(TextureHandle),
}

impl Default for Kept {
    fn default() -> Self {
        Self::Shapes(Vec::new())
    }
}

impl PaintedInk {
    /// Paints `strokes`, which are the same as long as `content` is.
    pub fn paint(
        &mut self,
        painter: &Painter,
        canvas: Rect,
        (content, strokes): (CanvasContent, &[Stroke]),
        colour: Color32,
    ) {
        let look = Appearance { content, canvas, colour, pixels_per_point: painter.pixels_per_point() };
        if self.of != Some(look) {
            self.of = Some(look);
            self.kept = match ink::shapes(canvas, strokes, colour, MOST_CORNERS) {
                Some(shapes) => Kept::Shapes(shapes),
                None => Kept::Picture(picture(painter, canvas, strokes, colour)),
            };
        }
        match &self.kept {
            Kept::Shapes(shapes) => painter.extend(shapes.iter().cloned()),
            Kept::Picture(texture) => {
                let whole = Rect::from_min_max(egui::Pos2::ZERO, egui::Pos2::new(1.0, 1.0));
                painter.image(texture.id(), canvas, whole, Color32::WHITE);
            }
        }
    }
}

/// The whole canvas, a pixel for each of the screen's.
fn picture(painter: &Painter, canvas: Rect, strokes: &[Stroke], colour: Color32) -> TextureHandle {
    let side = (canvas.width() * painter.pixels_per_point()).round().clamp(1.0, MOST_PIXELS);
    let raster = Raster::of_canvas(strokes, side as u32);
    let pixels = raster.ink.iter().map(|&ink| colour.gamma_multiply_u8(ink)).collect();
    let image = ColorImage::new([raster.width, raster.height], pixels);
    painter.ctx().load_texture("ink", image, TextureOptions::LINEAR)
}
