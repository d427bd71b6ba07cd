//! A picture as a PNG, drawn in software.

use std::io::Cursor;

use image::{ImageFormat, RgbImage, RgbaImage};
use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

use super::{Anchor, Dash, PAPER, Picture, Rgb, Shape, TextDirection, letters};

/// The picture as the bytes of a PNG file, with `scale` pixels for each of its own; `None` if it has no size or one
/// beyond what a PNG of ours may have (10,000 pixels a side).
#[must_use]
pub fn to_png(picture: &Picture, scale: f32) -> Option<Vec<u8>> {
    let side = |length: f32| Some((length * scale).ceil()).filter(|side| (1.0..=10_000.0).contains(side));
    let mut pixels = Pixmap::new(side(picture.width)? as u32, side(picture.height)? as u32)?;
    let Rgb(red, green, blue) = PAPER;
    pixels.fill(Color::from_rgba8(red, green, blue, 255));
    for shape in &picture.shapes {
        draw(&mut pixels, shape, Transform::from_scale(scale, scale));
    }
    // Nothing is transparent, so premultiplied colours are the colours.
    let image = RgbaImage::from_raw(pixels.width(), pixels.height(), pixels.take())?;
    let mut file = Cursor::new(Vec::new());
    image::DynamicImage::ImageRgba8(image).into_rgb8().write_to(&mut file, ImageFormat::Png).ok()?;
    Some(file.into_inner())
}

fn draw(pixels: &mut Pixmap, shape: &Shape, place: Transform) {
    match shape {
        Shape::Line { points, colour, width, opacity, dash } => {
            let dash = match dash {
                Dash::Solid => None,
                Dash::Dashed => StrokeDash::new(vec![6.0, 4.0], 0.0),
            };
            let (line_cap, line_join) = (LineCap::Butt, LineJoin::Round);
            let stroke = Stroke { width: *width, line_cap, line_join, dash, ..Stroke::default() };
            if let Some(path) = through(points, End::Open) {
                pixels.stroke_path(&path, &paint(*colour, *opacity), &stroke, place, None);
            }
        }
        Shape::Area { points, colour, opacity } => {
            if let Some(path) = through(points, End::Closed) {
                pixels.fill_path(&path, &paint(*colour, *opacity), FillRule::Winding, place, None);
            }
        }
        Shape::Pixels { place: [left, top, width, height], columns, colours } => {
            let rows = colours.len() / (*columns).max(1);
            let cell = (width / (*columns).max(1) as f32, height / rows.max(1) as f32);
            for (at, &colour) in colours.iter().enumerate().take(columns * rows) {
                let (x, y) = (left + (at % columns) as f32 * cell.0, top + (at / columns) as f32 * cell.1);
                if let Some(rect) = Rect::from_xywh(x, y, cell.0, cell.1) {
                    // Smoothed edges would leave lines between them.
                    let paint = Paint { anti_alias: false, ..paint(colour, 1.0) };
                    pixels.fill_rect(rect, &paint, place, None);
                }
            }
        }
        Shape::Text { at: [x, y], anchor, direction, size, weight, colour, text } => {
            let Some(path) = letters::outline(text, *size, *weight) else { return };
            let width = letters::width(text, *size, *weight);
            let shift = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => -width / 2.0,
                Anchor::End => -width,
            };
            let turn = match direction {
                TextDirection::Across => 0.0,
                TextDirection::Up => -90.0,
            };
            let place = place.pre_translate(*x, *y).pre_rotate(turn).pre_translate(shift, 0.0);
            pixels.fill_path(&path, &paint(*colour, 1.0), FillRule::Winding, place, None);
        }
    }
}

/// Pixels as the bytes of a PNG file, one for each; `None` if there are none.
pub fn of_pixels(columns: usize, colours: &[Rgb]) -> Option<Vec<u8>> {
    let rows = colours.len().checked_div(columns)?;
    let bytes = colours.iter().take(columns * rows).flat_map(|&Rgb(red, green, blue)| [red, green, blue]).collect();
    let image = RgbImage::from_raw(u32::try_from(columns).ok()?, u32::try_from(rows).ok()?, bytes)?;
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, ImageFormat::Png).ok()?;
    Some(file.into_inner())
}

/// Whether a line returns to where it began.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Open,
    Closed,
}

fn through(points: &[[f32; 2]], end: End) -> Option<Path> {
    let mut path = PathBuilder::new();
    for (place, [x, y]) in points.iter().enumerate() {
        if place == 0 { path.move_to(*x, *y) } else { path.line_to(*x, *y) }
    }
    if end == End::Closed {
        path.close();
    }
    path.finish()
}

fn paint(Rgb(red, green, blue): Rgb, opacity: f32) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(red, green, blue, (opacity.clamp(0.0, 1.0) * 255.0).round() as u8);
    paint
}
