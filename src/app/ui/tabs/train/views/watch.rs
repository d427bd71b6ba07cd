//! The drawing and a dozen hard images, read with the weights as they change. The images are only looked at: nothing is
//! ever chosen by them.

use egui::{Align2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::core::icons;
use crate::app::core::training::watch::{ReaderWeights, Watch, Watched};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::{bars, card, pixels};
use crate::data::Image;
use crate::model::Prediction;
use crate::text::{Message, format};
use crate::tr;

/// Least width of the drawing's side, in points.
const DRAWING: f32 = 210.0;

/// Shows it in `height` points, or what it needs at least.
pub fn show(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    // A step that was taken alone is looked at until the next one.
    let newest = context
        .core
        .training
        .shown()
        .map(|run| (run.history.steps.last().map(|report| report.step), run.statistics.single_step.as_deref()));
    if let Some((steps, Some(step))) = newest
        && steps == Some(step.measured.step)
    {
        super::stepped::show(ui, step, height);
        return;
    }
    let watch = &context.core.watch;
    let drawing = context.core.canvas.seen();
    let words = match watch.weights() {
        Some(ReaderWeights::Live(_)) => tr!("watch-live"),
        Some(ReaderWeights::Result(_)) => tr!("watch-result"),
        Some(ReaderWeights::Current(_)) => tr!("watch-current"),
        None => tr!("watch-loading"),
    };
    card::caption(ui, &watch.fault().map_or_else(|| words.into_owned(), Message::to_string));
    let width = ui.available_width();
    let room = height - 24.0;
    let side = (width * 0.3).clamp(DRAWING, 340.0);
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.set_width(side);
            drawn(ui, watch, drawing, vec2(side, room));
        });
        ui.add_space(theme::space::M);
        strip(ui, watch, vec2(ui.available_width(), room));
    });
}

/// The drawing, and what is read in it.
fn drawn(ui: &mut Ui, watch: &Watch, drawing: &Image, size: Vec2) {
    let row = ((size.y - 150.0) / 10.0).clamp(15.0, 30.0).floor();
    let picture = (size.y - 10.0 * row - 40.0).clamp(56.0, 140.0).floor();
    let reading = watch.of_drawing().filter(|_| !drawing.is_blank());
    ui.horizontal(|ui| {
        pixels::ui(ui, drawing, picture, &tr!("watch-drawing"));
        ui.vertical(|ui| {
            let strong = theme::strong_font(theme::size::BODY);
            ui.label(RichText::new(tr!("watch-drawing")).font(strong));
            let words = match reading {
                Some(reading) => {
                    tr!(
                        "watch-drawing-read",
                        digit = reading.name(),
                        confidence = format::confidence(reading.confidence())
                    )
                }
                None => tr!("watch-drawing-none"),
            };
            let text = RichText::new(words).size(theme::size::SMALL).color(theme::palette(ui).quiet);
            ui.add(egui::Label::new(text).wrap());
        });
    });
    ui.add_space(theme::space::XS);
    bars::ui(ui, watch.labels(), reading, row);
}

/// The images in rows.
fn strip(ui: &mut Ui, watch: &Watch, room: Vec2) {
    let images = watch.images();
    let (columns, cell) = fit(images.len(), room);
    let rows: Vec<usize> = (0..images.len().div_ceil(columns)).collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme::space::S);
        for row in rows {
            ui.horizontal(|ui| {
                for (place, watched) in images.iter().enumerate().skip(row * columns).take(columns) {
                    one(ui, watched, watch.of_image(place), cell);
                }
            });
        }
    });
}

/// Height of the words beneath an image.
const CAPTION: f32 = 40.0;

/// Least and greatest side of an image, in points.
const SIDES: [f32; 2] = [28.0, 196.0];
/// Least width of a cell: that of the words.
const CELL: f32 = 76.0;

/// Columns and side of the images that use the room best; with too little room for all of them, those that use its width.
fn fit(count: usize, room: Vec2) -> (usize, f32) {
    let gap = theme::space::S;
    let most = (((room.x + gap) / (CELL + gap)) as usize).clamp(1, count.max(1));
    let mut best = (most, SIDES[0]);
    for columns in 1..=most {
        let rows = count.div_ceil(columns) as f32;
        let width = (room.x + gap) / columns as f32 - gap;
        let height = (room.y + gap) / rows - gap - CAPTION;
        // Whole points for each of the 28 pixels, so that the picture is even.
        let side = (width.min(height).min(SIDES[1]) / 28.0 * 2.0).floor() * 14.0;
        // Of equals the one with fewer rows.
        if side >= best.1 {
            best = (columns, side);
        }
    }
    best
}

fn one(ui: &mut Ui, watched: &Watched, reading: Option<&Prediction>, side: f32) {
    let (rect, response) = ui.allocate_exact_size(vec2(side.max(CELL), side + CAPTION), Sense::hover());
    let is_right = reading.is_some_and(|reading| reading.name() == watched.name);
    let guess = reading.map(|reading| (reading.name(), format::confidence(reading.confidence())));
    let told = match guess {
        Some((read, sure)) => tr!("watch-image-read", digit = watched.name, read = read, confidence = sure),
        None => tr!("watch-image-unread", digit = watched.name),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = theme::palette(ui);
    let image = Rect::from_min_size(pos2(rect.center().x - side / 2.0, rect.top()), Vec2::splat(side));
    let mesh = pixels::mesh(&watched.image, image, ui.pixels_per_point());
    let painter = ui.painter();
    painter.add(egui::Shape::mesh(mesh));
    let colour = if is_right { palette.right } else { palette.wrong };
    let edge = if reading.is_some() { Stroke::new(2.0, colour) } else { Stroke::new(1.0, palette.line) };
    painter.rect_stroke(image, theme::CONTROL_RADIUS / 2, edge, StrokeKind::Outside);
    let line = |row: f32| pos2(rect.center().x, image.bottom() + 10.0 + row * 17.0);
    let small = theme::font(theme::size::SMALL);
    let truth = tr!("watch-truth", digit = watched.name);
    painter.text(line(0.0), Align2::CENTER_CENTER, truth, small.clone(), palette.quiet);
    if let Some((read, sure)) = guess {
        let guess = tr!("watch-guess", digit = read, confidence = sure);
        let sign = if is_right { icons::CHECK } else { icons::X };
        painter.text(line(1.0), Align2::CENTER_CENTER, format!("{sign} {guess}"), small, colour);
    }
    response.on_hover_text(told);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::core::training::watch::WATCHED;

    #[test]
    fn images_fit_the_room_they_are_given() {
        for room in [vec2(360.0, 300.0), vec2(1_100.0, 700.0), vec2(500.0, 800.0)] {
            let (columns, side) = fit(WATCHED, room);
            let rows = WATCHED.div_ceil(columns) as f32;
            assert!(rows * (side + CAPTION + theme::space::S) <= room.y + theme::space::S + 0.1, "{room:?}: {side}");
            assert!(
                side >= SIDES[0]
                    && columns as f32 * (side.max(CELL) + theme::space::S) <= room.x + theme::space::S + 0.1
            );
        }
    }
}
