//! What was drawn in the middle as a picture for a file: the shapes of the frame, one by one, without the controls.

mod geometry;

use egui::emath::Rot2;
use egui::epaint::text::Row;
use egui::epaint::{ColorMode, RectShape, TextShape};
use egui::{Color32, ColorImage, Context, LayerId, Mesh, Pos2, Rect, Shape, TextureId, Vec2};

use crate::app::ui::theme::{self, Palette};
use crate::app::ui::widgets::controls;
use crate::export::plot::{Anchor, Dash, Picture, Rgb, Shape as Drawn, TextDirection, Weight};
use geometry::Quad;

/// Corners of a circle.
const CORNERS: usize = 32;
/// Paper around what is drawn, in points.
const MARGIN: f32 = 12.0;

/// How many shapes the layer has so far.
pub fn count(ctx: &Context, layer: LayerId) -> usize {
    ctx.graphics(|graphics| graphics.get(layer).map_or(0, |list| list.all_entries().len()))
}

/// The shapes of the layer from the `first` on, within `region`, as a picture cut to what there is to see; `pixels` are
/// those of textures.
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
    let controls = controls::places(ctx);
    let drawn = |region: Rect, sheet: Rect| {
        let picture = Picture::new(sheet.width(), sheet.height(), title);
        let mut drawing = Drawing { corner: sheet.min, picture, controls: &controls, seen: Rect::NOTHING };
        let palette: &Palette = theme::of(&ctx.global_style().visuals);
        drawing.area(&corners(sheet), palette.paper, sheet);
        drawing.seen = Rect::NOTHING;
        for (clip, shape) in &shapes {
            drawing.add(shape, clip.intersect(region), &pixels);
        }
        (drawing.picture, drawing.seen)
    };
    let (whole, seen) = drawn(region, region);
    if seen.is_positive() { drawn(region, seen.expand(MARGIN)).0 } else { whole }
}

fn corners(rect: Rect) -> [Pos2; 4] {
    [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom()]
}

fn circle(centre: Pos2, radii: Vec2) -> Vec<Pos2> {
    let corner = |at: usize| {
        let angle = at as f32 / CORNERS as f32 * std::f32::consts::TAU;
        centre + radii * Vec2::angled(angle)
    };
    (0..CORNERS).map(corner).collect()
}

struct Drawing<'a> {
    corner: Pos2,
    picture: Picture,
    /// What is left out.
    controls: &'a [Rect],
    /// Around all that was drawn.
    seen: Rect,
}

impl Drawing<'_> {
    fn place(&self, point: Pos2) -> [f32; 2] {
        [point.x - self.corner.x, point.y - self.corner.y]
    }

    fn note(&mut self, points: &[Pos2]) {
        self.seen = points.iter().fold(self.seen, |seen, &point| seen.union(Rect::from_pos(point)));
    }

    fn area(&mut self, points: &[Pos2], colour: Color32, clip: Rect) {
        let [r, g, b, a] = colour.to_srgba_unmultiplied();
        let points = geometry::polygon(points, clip);
        if a > 0 && points.len() > 2 {
            self.note(&points);
            let points = points.iter().map(|&point| self.place(point)).collect();
            self.picture.shapes.push(Drawn::Area { points, colour: Rgb(r, g, b), opacity: f32::from(a) / 255.0 });
        }
    }

    fn line(&mut self, points: &[Pos2], width: f32, colour: Color32, clip: Rect) {
        let [r, g, b, a] = colour.to_srgba_unmultiplied();
        if a == 0 || width <= 0.0 {
            return;
        }
        for piece in geometry::pieces(points, clip.expand(width)) {
            self.note(&piece);
            let points = piece.iter().map(|&point| self.place(point)).collect();
            let (colour, opacity) = (Rgb(r, g, b), f32::from(a) / 255.0);
            self.picture.shapes.push(Drawn::Line { points, colour, width, opacity, dash: Dash::Solid });
        }
    }

    fn closed(&mut self, points: &[Pos2], fill: Color32, (width, edge): (f32, Color32), clip: Rect) {
        self.area(points, fill, clip);
        let around: Vec<Pos2> = points.iter().copied().chain(points.first().copied()).collect();
        self.line(&around, width, edge, clip);
    }

    fn add<'a>(&mut self, shape: &Shape, clip: Rect, pixels: &impl Fn(TextureId) -> Option<&'a ColorImage>) {
        let around = shape.visual_bounding_rect();
        let is_control = self.controls.iter().any(|control| control.expand(3.0).contains_rect(around));
        if !clip.is_positive() || !clip.intersects(around) || is_control {
            return;
        }
        match shape {
            Shape::Noop | Shape::Callback(_) | Shape::Band(_) => {}
            Shape::Vec(shapes) => shapes.iter().for_each(|shape| self.add(shape, clip, pixels)),
            Shape::Circle(one) => {
                let points = circle(one.center, Vec2::splat(one.radius));
                self.closed(&points, one.fill, (one.stroke.width, one.stroke.color), clip);
            }
            Shape::Ellipse(one) => {
                let points = circle(one.center, one.radius);
                self.closed(&points, one.fill, (one.stroke.width, one.stroke.color), clip);
            }
            Shape::LineSegment { points, stroke } => self.line(points, stroke.width, stroke.color, clip),
            Shape::Path(path) => {
                let colour = solid(&path.stroke.color);
                if path.closed {
                    self.closed(&path.points, path.fill, (path.stroke.width, colour), clip);
                } else {
                    self.line(&path.points, path.stroke.width, colour, clip);
                }
            }
            Shape::Rect(rect) => self.rect(rect, clip, pixels),
            Shape::Text(text) => self.text(text, clip),
            Shape::Mesh(mesh) => self.mesh(mesh, clip, pixels),
            Shape::QuadraticBezier(curve) => {
                self.line(&curve.flatten(None), curve.stroke.width, solid(&curve.stroke.color), clip);
            }
            Shape::CubicBezier(curve) => {
                self.line(&curve.flatten(None), curve.stroke.width, solid(&curve.stroke.color), clip);
            }
        }
    }

    fn rect<'a>(&mut self, shape: &RectShape, clip: Rect, pixels: &impl Fn(TextureId) -> Option<&'a ColorImage>) {
        match &shape.brush {
            Some(brush) => self.textured(pixels(brush.fill_texture_id), brush.uv, shape.rect, clip),
            None => self.area(&corners(shape.rect), shape.fill, clip),
        }
        self.closed(&corners(shape.rect), Color32::TRANSPARENT, (shape.stroke.width, shape.stroke.color), clip);
    }

    /// The part of an image that lies within `clip`, to whole pixels of it.
    fn textured(&mut self, image: Option<&ColorImage>, uv: Rect, rect: Rect, clip: Rect) {
        let Some(image) = image else { return };
        let [width, height] = image.size;
        // A texture is painted a little within the edges of its pixels.
        let from = |share: f32, side: usize| ((share * side as f32 + 0.25).floor().max(0.0) as usize).min(side);
        let to = |share: f32, side: usize| ((share * side as f32 - 0.25).ceil().max(0.0) as usize).min(side);
        let (left, right) = (from(uv.left(), width), to(uv.right(), width));
        let (top, bottom) = (from(uv.top(), height), to(uv.bottom(), height));
        if right <= left || bottom <= top {
            return;
        }
        let cell = rect.size() / egui::vec2((right - left) as f32, (bottom - top) as f32);
        let is_seen = |x: usize, y: usize| {
            let middle = rect.min + cell * egui::vec2((x - left) as f32 + 0.5, (y - top) as f32 + 0.5);
            clip.contains(middle)
        };
        let columns: Vec<usize> = (left..right).filter(|&x| (top..bottom).any(|y| is_seen(x, y))).collect();
        let rows: Vec<usize> = (top..bottom).filter(|&y| (left..right).any(|x| is_seen(x, y))).collect();
        let (Some(&x), Some(&y)) = (columns.first(), rows.first()) else { return };
        let corner = rect.min + cell * egui::vec2((x - left) as f32, (y - top) as f32);
        let shown = Rect::from_min_size(corner, cell * egui::vec2(columns.len() as f32, rows.len() as f32));
        self.note(&corners(shown));
        let colour = |(x, y): (usize, usize)| {
            let [r, g, b, _] = image[(x, y)].to_array();
            Rgb(r, g, b)
        };
        let colours = rows.iter().flat_map(|&y| columns.iter().map(move |&x| (x, y))).map(colour).collect();
        let [left, top] = self.place(shown.min);
        let place = [left, top, shown.width(), shown.height()];
        self.picture.shapes.push(Drawn::Pixels { place, columns: columns.len(), colours });
    }

    /// Rows of letters, each run of them where its first letter stands; icons are in no font but the window's.
    fn text(&mut self, shape: &TextShape, clip: Rect) {
        let Some(section) = shape.galley.job.sections.first() else { return };
        let format = &section.format;
        let known = if format.color == Color32::PLACEHOLDER { shape.fallback_color } else { format.color };
        let [r, g, b, _] = shape.override_text_color.unwrap_or(known).to_srgba_unmultiplied();
        let weight = if format.font_id.family == theme::semibold() { Weight::Strong } else { Weight::Regular };
        let turn = Rot2::from_angle(shape.angle);
        let direction = if shape.angle.abs() > 0.1 { TextDirection::Up } else { TextDirection::Across };
        for placed in &shape.galley.rows {
            let on_screen = |place: Pos2| shape.pos + turn * (placed.pos.to_vec2() + place.to_vec2());
            let is_seen = |middle: Pos2| direction == TextDirection::Up || clip.contains(on_screen(middle));
            for (start, text) in runs(&placed.row, is_seen) {
                let at = self.place(on_screen(start));
                let (anchor, size, colour) = (Anchor::Start, format.font_id.size, Rgb(r, g, b));
                self.note(&corners(shape.visual_bounding_rect().intersect(clip)));
                self.picture.shapes.push(Drawn::Text { at, anchor, direction, size, weight, colour, text });
            }
        }
    }

    /// Rectangles, of one colour or textured, and triangles.
    fn mesh<'a>(&mut self, mesh: &Mesh, clip: Rect, pixels: &impl Fn(TextureId) -> Option<&'a ColorImage>) {
        let mut rest = mesh.indices.as_slice();
        while rest.len() >= 3 {
            let quad = rest.get(..6).and_then(|six| Quad::of(mesh, six));
            let Some(quad) = quad else {
                let vertices: Vec<_> = rest[..3].iter().filter_map(|&at| mesh.vertices.get(at as usize)).collect();
                let points: Vec<Pos2> = vertices.iter().map(|vertex| vertex.pos).collect();
                if let Some(colour) = geometry::mean(vertices.iter().map(|vertex| vertex.color)) {
                    self.area(&points, colour, clip);
                }
                rest = &rest[3..];
                continue;
            };
            if mesh.texture_id != TextureId::default() {
                self.textured(pixels(mesh.texture_id), quad.uv, quad.rect, clip);
            } else if let Some(colour) = quad.colour {
                // A little larger, so that no paper shows between two.
                let larger = Rect::from_min_max(quad.rect.min, quad.rect.max + Vec2::splat(0.25));
                self.area(&corners(larger), colour, clip);
            }
            rest = &rest[6..];
        }
    }
}

/// The letters of a row that are seen, in runs between icons: where each begins, on the line that letters stand on.
fn runs(row: &Row, is_seen: impl Fn(Pos2) -> bool) -> Vec<(Pos2, String)> {
    let mut runs: Vec<(Pos2, String)> = Vec::new();
    let mut goes_on = false;
    for glyph in &row.glyphs {
        let middle = egui::pos2(glyph.pos.x + glyph.advance_width / 2.0, row.size.y / 2.0);
        if is_icon(glyph.chr) || !is_seen(middle) {
            goes_on = false;
        } else if let Some((_, text)) = runs.last_mut().filter(|_| goes_on) {
            text.push(glyph.chr);
        } else if !glyph.chr.is_whitespace() {
            runs.push((glyph.pos, glyph.chr.to_string()));
            goes_on = true;
        }
    }
    runs
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
    use egui::pos2;

    use super::*;

    fn drawing(region: Rect, controls: &[Rect]) -> Drawing<'_> {
        let picture = Picture::new(region.width(), region.height(), "one");
        Drawing { corner: region.min, picture, controls, seen: Rect::NOTHING }
    }

    #[test]
    fn a_part_of_a_texture_becomes_its_pixels() {
        let mut image = ColorImage::filled([4, 2], Color32::BLACK);
        image[(3, 0)] = Color32::WHITE;
        let region = Rect::from_min_size(pos2(10.0, 20.0), egui::vec2(40.0, 40.0));
        let mut mesh = Mesh::with_texture(TextureId::User(7));
        mesh.add_rect_with_uv(region, Rect::from_min_max(pos2(0.5, 0.0), pos2(1.0, 1.0)), Color32::WHITE);
        let mut drawing = drawing(region, &[]);
        drawing.add(&Shape::mesh(mesh), region, &|id| (id == TextureId::User(7)).then_some(&image));
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        let place = [0.0, 0.0, 40.0, 40.0];
        let expected = Drawn::Pixels { place, columns: 2, colours: vec![black, white, black, black] };
        assert_eq!(drawing.picture.shapes, [expected]);
    }

    #[test]
    fn controls_are_left_out_and_all_else_is_not() {
        let region = Rect::from_min_size(Pos2::ZERO, egui::vec2(40.0, 40.0));
        let (control, other) = (Rect::from_min_size(pos2(1.0, 1.0), egui::vec2(9.0, 9.0)), region.shrink(15.0));
        let mut drawing = drawing(region, std::slice::from_ref(&control));
        for rect in [control, other] {
            drawing.add(&Shape::rect_filled(rect, 0, Color32::RED), region, &|_| None);
        }
        assert_eq!(drawing.picture.shapes.len(), 1);
        assert_eq!(drawing.seen, other);
    }
}
