//! What was drawn in the middle as a picture for a file: the shapes of the frame, one by one.

use egui::epaint::{ColorMode, RectShape, TextShape};
use egui::{Color32, ColorImage, Context, LayerId, Mesh, Pos2, Rect, Shape, TextureId, pos2};

use crate::app::ui::theme::{self, Palette};
use crate::export::plot::{Anchor, Dash, Picture, Rgb, Shape as Drawn, TextDirection, Weight};

/// Corners of a circle.
const CORNERS: usize = 32;

/// How many shapes the layer has so far.
pub fn count(ctx: &Context, layer: LayerId) -> usize {
    ctx.graphics(|graphics| graphics.get(layer).map_or(0, |list| list.all_entries().len()))
}

/// The shapes of the layer from the `first` on, within `region`, as a picture; `pixels` are those of textures.
pub fn picture<'a>(
    ctx: &Context,
    layer: LayerId,
    first: usize,
    region: Rect,
    title: &str,
    pixels: impl Fn(TextureId) -> Option<&'a ColorImage>,
) -> Picture {
    let shapes: Vec<(Rect, Shape)> = ctx.graphics(|graphics| {
        let all = graphics.get(layer).into_iter().flat_map(|list| list.all_entries().skip(first));
        all.map(|clipped| (clipped.clip_rect, clipped.shape.clone())).collect()
    });
    let palette: &Palette = theme::of(&ctx.global_style().visuals);
    let mut drawing = Drawing { corner: region.min, picture: Picture::new(region.width(), region.height(), title) };
    drawing.area(&corners(region), palette.paper);
    for (clip, shape) in shapes {
        drawing.add(&shape, clip.intersect(region), &pixels);
    }
    drawing.picture
}

fn corners(rect: Rect) -> [Pos2; 4] {
    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()]
}

fn circle(centre: Pos2, radii: egui::Vec2) -> Vec<Pos2> {
    let corner = |at: usize| {
        let angle = at as f32 / CORNERS as f32 * std::f32::consts::TAU;
        centre + radii * egui::Vec2::angled(angle)
    };
    (0..CORNERS).map(corner).collect()
}

struct Drawing {
    corner: Pos2,
    picture: Picture,
}

impl Drawing {
    fn place(&self, point: Pos2) -> [f32; 2] {
        [point.x - self.corner.x, point.y - self.corner.y]
    }

    fn area(&mut self, points: &[Pos2], colour: Color32) {
        let [r, g, b, a] = colour.to_srgba_unmultiplied();
        if a > 0 && points.len() > 2 {
            let points = points.iter().map(|&point| self.place(point)).collect();
            self.picture.shapes.push(Drawn::Area { points, colour: Rgb(r, g, b), opacity: f32::from(a) / 255.0 });
        }
    }

    fn line(&mut self, points: &[Pos2], width: f32, colour: Color32) {
        let [r, g, b, a] = colour.to_srgba_unmultiplied();
        if a > 0 && width > 0.0 && points.len() > 1 {
            let points = points.iter().map(|&point| self.place(point)).collect();
            let (colour, opacity) = (Rgb(r, g, b), f32::from(a) / 255.0);
            self.picture.shapes.push(Drawn::Line { points, colour, width, opacity, dash: Dash::Solid });
        }
    }

    fn closed(&mut self, points: &[Pos2], fill: Color32, width: f32, edge: Color32) {
        self.area(points, fill);
        let around: Vec<Pos2> = points.iter().copied().chain(points.first().copied()).collect();
        self.line(&around, width, edge);
    }

    fn add<'a>(&mut self, shape: &Shape, clip: Rect, pixels: &impl Fn(TextureId) -> Option<&'a ColorImage>) {
        if !clip.is_positive() || !clip.intersects(shape.visual_bounding_rect()) {
            return;
        }
        match shape {
            Shape::Noop | Shape::Callback(_) | Shape::Band(_) => {}
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.add(shape, clip, pixels)),
            Shape::Circle(one) => {
                let points = circle(one.center, egui::Vec2::splat(one.radius));
                self.closed(&points, one.fill, one.stroke.width, one.stroke.color);
            }
            Shape::Ellipse(one) => {
                let points = circle(one.center, one.radius);
                self.closed(&points, one.fill, one.stroke.width, one.stroke.color);
            }
            Shape::LineSegment { points, stroke } => self.line(points, stroke.width, stroke.color),
            Shape::Path(path) => {
                let colour = solid(&path.stroke.color);
                if path.closed {
                    self.closed(&path.points, path.fill, path.stroke.width, colour);
                } else {
                    self.line(&path.points, path.stroke.width, colour);
                }
            }
            Shape::Rect(rect) => self.rect(rect, clip, pixels),
            Shape::Text(text) => self.text(text),
            Shape::Mesh(mesh) => self.mesh(mesh),
            Shape::QuadraticBezier(curve) => {
                self.line(&curve.flatten(None), curve.stroke.width, solid(&curve.stroke.color));
            }
            Shape::CubicBezier(curve) => {
                self.line(&curve.flatten(None), curve.stroke.width, solid(&curve.stroke.color));
            }
        }
    }

    fn rect<'a>(&mut self, shape: &RectShape, clip: Rect, pixels: &impl Fn(TextureId) -> Option<&'a ColorImage>) {
        let points = corners(shape.rect);
        match &shape.brush {
            Some(brush) => {
                if let Some(image) = pixels(brush.fill_texture_id) {
                    self.image(image, brush.uv, shape.rect, clip);
                }
            }
            None => self.area(&corners(shape.rect.intersect(clip)), shape.fill),
        }
        let around: Vec<Pos2> = points.into_iter().chain([points[0]]).collect();
        self.line(&around, shape.stroke.width, shape.stroke.color);
    }

    /// A part of an image, as one rectangle for each row of equal pixels.
    fn image(&mut self, image: &ColorImage, uv: Rect, rect: Rect, clip: Rect) {
        let [width, height] = image.size;
        let from = |share: f32, side: usize| ((share * side as f32).round() as usize).min(side);
        let (left, right) = (from(uv.left(), width), from(uv.right(), width));
        let (top, bottom) = (from(uv.top(), height), from(uv.bottom(), height));
        if right <= left || bottom <= top {
            return;
        }
        let cell = egui::vec2(rect.width() / (right - left) as f32, rect.height() / (bottom - top) as f32);
        for y in top..bottom {
            let mut x = left;
            while x < right {
                let colour = image[(x, y)];
                let end = (x..right).find(|&next| image[(next, y)] != colour).unwrap_or(right);
                let corner = rect.min + egui::vec2((x - left) as f32, (y - top) as f32) * cell;
                // A little larger, so that no paper shows between them.
                let size = egui::vec2((end - x) as f32 * cell.x + 0.2, cell.y + 0.2);
                self.area(&corners(Rect::from_min_size(corner, size).intersect(clip)), colour);
                x = end;
            }
        }
    }

    fn text(&mut self, shape: &TextShape) {
        let galley = &shape.galley;
        for row in &galley.rows {
            let text: String = row.row.text().chars().filter(|letter| !is_icon(*letter)).collect();
            let Some(section) = galley.job.sections.first().filter(|_| !text.trim().is_empty()) else { continue };
            let format = &section.format;
            let known = if format.color == Color32::PLACEHOLDER { shape.fallback_color } else { format.color };
            let [r, g, b, _] = shape.override_text_color.unwrap_or(known).to_srgba_unmultiplied();
            let weight = if format.font_id.family == theme::semibold() { Weight::Strong } else { Weight::Regular };
            let middle = shape.pos + row.pos.to_vec2() + egui::vec2(0.0, row.row.size.y / 2.0);
            // Half the height of figures and capitals below the middle.
            let at = self.place(pos2(middle.x, middle.y + format.font_id.size * 0.36));
            self.picture.shapes.push(Drawn::Text {
                at,
                anchor: Anchor::Start,
                direction: TextDirection::Across,
                size: format.font_id.size,
                weight,
                colour: Rgb(r, g, b),
                text,
            });
        }
    }

    /// Coloured triangles, two of which make a rectangle.
    fn mesh(&mut self, mesh: &Mesh) {
        for corners in mesh.indices.chunks_exact(3) {
            let vertices: Vec<_> = corners.iter().filter_map(|&at| mesh.vertices.get(at as usize)).collect();
            let points: Vec<Pos2> = vertices.iter().map(|vertex| vertex.pos).collect();
            if let Some(vertex) = vertices.first() {
                self.area(&points, vertex.color);
            }
        }
    }
}

/// Whether a letter is one of the icon font's, which no other typeface has.
fn is_icon(letter: char) -> bool {
    ('\u{E000}'..='\u{F8FF}').contains(&letter)
}

fn solid(colour: &ColorMode) -> Color32 {
    match colour {
        ColorMode::Solid(colour) => *colour,
        ColorMode::UV(_) => Color32::PLACEHOLDER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_texture_becomes_its_pixels_and_words_stay_words() {
        let mut image = ColorImage::filled([2, 2], Color32::BLACK);
        image[(1, 0)] = Color32::WHITE;
        let region = Rect::from_min_size(pos2(10.0, 20.0), egui::vec2(40.0, 40.0));
        let mut drawing = Drawing { corner: region.min, picture: Picture::new(40.0, 40.0, "one") };
        let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        drawing.image(&image, whole, region, region);
        // Black and white above, one black row below.
        assert_eq!(drawing.picture.shapes.len(), 3);
        let Some(Drawn::Area { points, colour, .. }) = drawing.picture.shapes.get(1) else { panic!("an area") };
        assert_eq!((points[0], *colour), ([20.0, 0.0], Rgb(255, 255, 255)));
    }
}
