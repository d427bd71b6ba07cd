//! The drawing and a dozen hard images, read with the weights as they change. The images are only looked at: nothing is
//! ever chosen by them.

use std::sync::Arc;

use egui::{Align2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::app::core::icons;
use crate::app::core::training::run::Run;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::{bars, card, pixels};
use crate::background::Task;
use crate::data::{Dataset, Image, PIXELS};
use crate::model::{Kernels, ModelError, Prediction, Predictor};
use crate::text::format;
use crate::tr;

/// Images watched besides the drawing.
const WATCHED: usize = 12;
/// Test images of MNIST that are hard: one of each digit in their order, then two more. Of each digit it is the one that
/// five networks (both bundled ones and three small ones trained for seconds) held least for what it is, on average; most
/// of the five misread each of these, and all five misread three (9729, 1878, 582). So they show which digits a network is
/// still unsure of, and no single network decided what is hard.
const HARD: [usize; WATCHED] = [6597, 2182, 4176, 4740, 2130, 9729, 1014, 6576, 1878, 1901, 2035, 582];
/// Images in MNIST's test set.
const MNIST_TEST: usize = 10_000;
/// Least width of the drawing's side, in points.
const DRAWING: f32 = 210.0;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Watch {
    /// The images watched, and of which data set.
    images: Option<(Arc<Dataset>, Vec<Watched>)>,
    /// A reader with the weights of a run that is over.
    reader: Option<(usize, Arc<Predictor>)>,
    task: Option<Task<Result<Vec<Prediction>, ModelError>>>,
    asked: Option<Question>,
    readings: Vec<Prediction>,
    fault: Option<String>,
}

/// One of the images.
struct Watched {
    image: Image,
    label: u8,
}

/// What is read with what: the weights by their place and number, the drawing by its pixels.
#[derive(Clone, PartialEq)]
struct Question {
    weights: Weights,
    drawing: Image,
}

/// Which weights read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weights {
    /// Those being trained, and the number of the copy.
    Live(u64),
    /// The best of a run that is over.
    Result(usize),
    /// The current model's.
    Current(u64),
}

/// Shows it in `height` points, or what it needs at least.
pub fn show(ui: &mut Ui, watch: &mut Watch, height: f32, context: &mut ViewContext<'_>) {
    let drawing = context.core.canvas.seen();
    let reader = reader(watch, context);
    choose(watch, context);
    follow(watch, reader.clone(), drawing, context);
    let words = match reader {
        Some((_, Weights::Live(_))) => tr!("watch-live"),
        Some((_, Weights::Result(_))) => tr!("watch-result"),
        Some((_, Weights::Current(_))) => tr!("watch-current"),
        None => tr!("watch-loading"),
    };
    card::caption(ui, watch.fault.as_deref().unwrap_or(&words));
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

/// Who reads: the run that trains, the run that is shown, or the current model.
fn reader(watch: &mut Watch, context: &ViewContext<'_>) -> Option<(Arc<Predictor>, Weights)> {
    if let Some(live) = context.core.training.live() {
        return Some((live.predictor, Weights::Live(live.generation)));
    }
    if let Some(run) = context.core.training.shown().filter(|run| run.result().is_some()) {
        if watch.reader.as_ref().is_none_or(|(number, _)| *number != run.number) {
            watch.reader = predictor(run).map(|predictor| (run.number, Arc::new(predictor)));
        }
        if let Some((number, predictor)) = &watch.reader {
            return Some((predictor.clone(), Weights::Result(*number)));
        }
    }
    let current = context.core.shared.current.as_ref()?;
    Some((current.predictor.clone(), Weights::Current(current.generation)))
}

fn predictor(run: &Run) -> Option<Predictor> {
    Predictor::new(run.config.arch, &run.result()?.weights, run.pixels(), Kernels::default()).ok()
}

/// Takes the images of the test set that is open: the hard ones of MNIST, or twelve from all over another one.
fn choose(watch: &mut Watch, context: &ViewContext<'_>) {
    let Some(data) = &context.core.shared.data else { return };
    if watch.images.as_ref().is_some_and(|(test, _)| Arc::ptr_eq(test, &data.test)) {
        return;
    }
    let test = &data.test;
    let count = test.len().min(WATCHED);
    let indices = if context.core.shared.data_source == crate::train::DataSource::default() && test.len() == MNIST_TEST
    {
        HARD.to_vec()
    } else {
        (0..count).map(|place| place * test.len() / count.max(1)).collect()
    };
    let watched = indices.into_iter().map(|index| Watched { image: test.image(index), label: test.label(index) });
    watch.images = Some((test.clone(), watched.collect()));
    watch.readings.clear();
    watch.asked = None;
}

/// Takes in what was read and asks again if weights or drawing changed; never waits.
fn follow(watch: &mut Watch, reader: Option<(Arc<Predictor>, Weights)>, drawing: &Image, context: &ViewContext<'_>) {
    if let Some(result) = watch.task.as_mut().and_then(Task::poll) {
        watch.task = None;
        match result {
            Ok(Ok(readings)) => {
                watch.readings = readings;
                watch.fault = None;
            }
            Ok(Err(error)) => watch.fault = Some(error.to_string()),
            Err(error) => watch.fault = Some(error.to_string()),
        }
    }
    let (Some((predictor, weights)), Some((_, images)), None) = (reader, &watch.images, &watch.task) else { return };
    let question = Question { weights, drawing: drawing.clone() };
    if watch.asked.as_ref() == Some(&question) {
        return;
    }
    let mut bytes = Vec::with_capacity((images.len() + 1) * PIXELS);
    bytes.extend_from_slice(&drawing.0);
    for watched in images {
        bytes.extend_from_slice(&watched.image.0);
    }
    watch.asked = Some(question);
    match Task::spawn("watch", context.core.shared.wake(), move |_| predictor.predict_pixels(&bytes)) {
        Ok(task) => watch.task = Some(task),
        Err(error) => watch.fault = Some(error.to_string()),
    }
}

/// The drawing, and what is read in it.
fn drawn(ui: &mut Ui, watch: &Watch, drawing: &Image, size: Vec2) {
    let row = ((size.y - 150.0) / 10.0).clamp(15.0, 30.0).floor();
    let picture = (size.y - 10.0 * row - 40.0).clamp(56.0, 140.0).floor();
    let reading = watch.readings.first().filter(|_| !drawing.is_blank());
    ui.horizontal(|ui| {
        pixels::ui(ui, drawing, picture, &tr!("watch-drawing"));
        ui.vertical(|ui| {
            let strong = theme::strong_font(theme::size::BODY);
            ui.label(RichText::new(tr!("watch-drawing")).font(strong));
            let words = match reading {
                Some(reading) => {
                    tr!(
                        "watch-drawing-read",
                        digit = reading.digit(),
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
    bars::ui(ui, reading, row);
}

/// The images in rows.
fn strip(ui: &mut Ui, watch: &Watch, room: Vec2) {
    let Some((_, images)) = &watch.images else { return };
    let (columns, cell) = fit(images.len(), room);
    let rows: Vec<usize> = (0..images.len().div_ceil(columns)).collect();
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(theme::space::S);
        for row in rows {
            ui.horizontal(|ui| {
                for (place, watched) in images.iter().enumerate().skip(row * columns).take(columns) {
                    one(ui, watched, watch.readings.get(place + 1), cell);
                }
            });
        }
    });
}

/// Height of the words beneath an image.
const CAPTION: f32 = 40.0;

/// Least and greatest side of an image, in points.
const SIDES: [f32; 2] = [42.0, 196.0];
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
    let is_right = reading.is_some_and(|reading| reading.digit() == watched.label);
    let guess = reading.map(|reading| (reading.digit(), format::confidence(reading.confidence())));
    let told = match guess {
        Some((read, sure)) => tr!("watch-image-read", digit = watched.label, read = read, confidence = sure),
        None => tr!("watch-image-unread", digit = watched.label),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &*told));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = theme::palette(ui);
    let image = Rect::from_min_size(pos2(rect.center().x - side / 2.0, rect.top()), Vec2::splat(side));
    let mesh = pixels::mesh(&watched.image, image, ui.pixels_per_point(), palette.card, palette.ink);
    let painter = ui.painter();
    painter.add(egui::Shape::mesh(mesh));
    let colour = if is_right { palette.right } else { palette.wrong };
    let edge = if reading.is_some() { Stroke::new(2.0, colour) } else { Stroke::new(1.0, palette.line) };
    painter.rect_stroke(image, theme::CONTROL_RADIUS / 2, edge, StrokeKind::Outside);
    let line = |row: f32| pos2(rect.center().x, image.bottom() + 10.0 + row * 17.0);
    let small = theme::font(theme::size::SMALL);
    let truth = tr!("watch-truth", digit = watched.label);
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

    #[test]
    fn a_hard_image_of_every_digit_is_watched() {
        let test = crate::data::Mnist::unpack().expect("not damaged").test;
        assert_eq!(HARD.map(|index| test.label(index)), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 5, 8]);
    }

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
