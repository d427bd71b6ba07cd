//! Ink of very many points: a picture of it that is kept between frames, with the newest points above it as lines.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use egui::{Color32, ColorImage, Id, Painter, Pos2, Rect, TextureHandle, TextureOptions};

use crate::ink::{Raster, Stroke, Trace};

/// Points up to which ink is made of lines in every frame.
pub const MOST_AS_LINES: usize = 3_000;
/// Points above the picture, from which on it is made anew.
const MOST_ABOVE: usize = 1_500;
/// Most pixels along a side of the picture.
const MOST_PIXELS: u32 = 800;
/// Points in which a line above the picture overlaps what is in it, since the newest bend what is before them.
const OVERLAP: usize = 4;

/// How much of the ink a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    /// Whole strokes.
    strokes: usize,
    /// Points of the one behind them.
    points: usize,
}

/// The picture, and what it is of.
#[derive(Clone)]
struct Kept {
    part: Part,
    /// Sum over what it shows.
    sum: u64,
    side: u32,
    texture: TextureHandle,
}

/// Paints most of `strokes` as a picture and gives the rest, which is to be painted as lines.
pub fn paint(painter: &Painter, canvas: Rect, strokes: &[Stroke], colour: Color32) -> Vec<Stroke> {
    let ctx = painter.ctx();
    let id = Id::unique("ink_picture");
    let side = ((canvas.width() * ctx.pixels_per_point()).ceil() as u32).clamp(1, MOST_PIXELS);
    let kept = ctx.data(|data| data.get_temp::<Kept>(id));
    let still = kept.filter(|kept| kept.side == side && is_still(kept, strokes));
    let kept = still.unwrap_or_else(|| {
        let kept = Kept {
            part: whole(strokes),
            sum: sum(strokes, whole(strokes)),
            side,
            texture: picture(ctx, strokes, side),
        };
        ctx.data_mut(|data| data.insert_temp(id, kept.clone()));
        kept
    });
    let whole = Rect::from_min_max(Pos2::ZERO, Pos2::new(1.0, 1.0));
    painter.image(kept.texture.id(), canvas, whole, colour);
    rest(strokes, kept.part)
}

/// Whether the picture shows a part of `strokes`, and nearly all of it.
fn is_still(kept: &Kept, strokes: &[Stroke]) -> bool {
    let Part { strokes: count, points } = kept.part;
    let is_there = match strokes.get(count) {
        Some(last) => last.points.len() >= points,
        None => points == 0 && strokes.len() == count,
    };
    let all: usize = strokes.iter().map(|stroke| stroke.points.len()).sum();
    is_there && all - covered(strokes, kept.part) <= MOST_ABOVE && sum(strokes, kept.part) == kept.sum
}

/// All of it; of the last stroke, which may grow, as many points as it has.
fn whole(strokes: &[Stroke]) -> Part {
    let points = strokes.last().map_or(0, |last| last.points.len());
    Part { strokes: strokes.len().saturating_sub(1), points }
}

fn covered(strokes: &[Stroke], part: Part) -> usize {
    strokes.iter().take(part.strokes).map(|stroke| stroke.points.len()).sum::<usize>() + part.points
}

/// Tells the ink of a part from any other.
fn sum(strokes: &[Stroke], part: Part) -> u64 {
    let mut sum = DefaultHasher::new();
    for (index, stroke) in strokes.iter().enumerate().take(part.strokes + 1) {
        let points = if index < part.strokes { stroke.points.len() } else { part.points };
        (points, stroke.width.to_bits(), stroke.smoothing as u8).hash(&mut sum);
        for point in stroke.points.iter().take(points) {
            sum.write_u64(u64::from(point.x.to_bits()) << 32 | u64::from(point.y.to_bits()));
        }
        for pressure in stroke.trace.pressures.iter().take(points) {
            sum.write_u32(pressure.to_bits());
        }
    }
    sum.finish()
}

/// What is not in the picture.
fn rest(strokes: &[Stroke], part: Part) -> Vec<Stroke> {
    let mut rest: Vec<Stroke> = strokes.iter().skip(part.strokes).cloned().collect();
    if let Some(first) = rest.first_mut() {
        if first.points.len() == part.points {
            rest.remove(0);
        } else {
            let from = part.points.saturating_sub(OVERLAP);
            let behind = |values: &[f32]| values.get(from..).unwrap_or_default().to_vec();
            first.trace = Trace { pressures: behind(&first.trace.pressures), times: behind(&first.trace.times) };
            first.points.drain(..from);
        }
    }
    rest
}

/// White ink on nothing, to be painted in any colour.
fn picture(ctx: &egui::Context, strokes: &[Stroke], side: u32) -> TextureHandle {
    let Raster { width, height, ink } = Raster::of_canvas(strokes, side);
    let pixels = ink.into_iter().map(Color32::from_white_alpha).collect();
    ctx.load_texture("ink", ColorImage::new([width, height], pixels), TextureOptions::LINEAR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ink::Point;

    fn stroke(points: usize) -> Stroke {
        Stroke::new((0..points).map(|at| Point { x: at as f32 / 10_000.0, y: 0.5 }).collect(), 0.05)
    }

    #[test]
    fn ink_that_grows_keeps_its_picture_and_ink_that_changes_does_not() {
        let before = [stroke(3), stroke(4_000)];
        let kept = |strokes: &[Stroke]| {
            let ctx = egui::Context::default();
            let _ = ctx.run_ui(egui::RawInput::default(), |_| ());
            Kept {
                part: whole(strokes),
                sum: sum(strokes, whole(strokes)),
                side: 9,
                texture: picture(&ctx, strokes, 9),
            }
        };
        let kept = kept(&before);
        assert!(is_still(&kept, &before) && rest(&before, kept.part).is_empty());
        let grown = [stroke(3), stroke(4_200)];
        assert!(is_still(&kept, &grown));
        let above = rest(&grown, kept.part);
        assert_eq!((above.len(), above[0].points.len()), (1, 200 + OVERLAP));
        let more = [stroke(3), stroke(4_000), stroke(5)];
        assert!(is_still(&kept, &more));
        assert_eq!(rest(&more, kept.part), [stroke(5)]);
        assert!(!is_still(&kept, &[stroke(3), stroke(4_000 + MOST_ABOVE + 1)]), "too much would be lines");
        assert!(
            !is_still(&kept, &[stroke(3), stroke(3_999)]) && !is_still(&kept, &before[..1]) && !is_still(&kept, &[])
        );
        let mut moved = before.clone();
        moved[0].points[1].y = 0.6;
        assert!(!is_still(&kept, &moved));
        let mut wider = before.clone();
        wider[1].width = 0.06;
        assert!(!is_still(&kept, &wider));
    }
}
