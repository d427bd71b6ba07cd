//! A sheet of a hundred samples with what is read in each.

use std::borrow::Cow;

use egui::{Align2, CornerRadius, Rect, ScrollArea, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

use super::many::{self, READING_WIDTH};
use super::ways;
use crate::app::core::effects::WorkKind;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::sheet::{OF_EACH, Sample, Sheet};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::ink;
use crate::data::DIGITS;
use crate::tr;

/// Least side of a sample, in points.
const LEAST: f32 = 30.0;
/// Room for how many of a row are read right, in points.
const COUNT: f32 = 36.0;

/// Draws the sheet in `height` points.
pub fn show(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    let about = context.core.writing.sheet.as_ref().map(told);
    many::above(ui, (WritingCommand::Sheet, &WorkKind::Sheet), about, &tr!("sheet-none"), context);
    let Some(sheet) = &context.core.writing.sheet else { return };
    if sheet.is_asked() {
        super::note(ui, &tr!("sheet-about"));
    }
    let rest = height - (ui.cursor().top() - top) - space::S;
    let width = ui.available_width();
    // Each row ends with how many of it are read right.
    let across = (width - COUNT) / OF_EACH as f32 - READING_WIDTH;
    let side = (rest / DIGITS as f32).min(across).max(LEAST);
    let cell = vec2(side + READING_WIDTH, side);
    ScrollArea::vertical().auto_shrink([false, false]).max_height(rest).show(ui, |ui| {
        let block = vec2(cell.x * OF_EACH as f32 + COUNT, side * DIGITS as f32);
        let left = ((width - block.x) / 2.0).max(0.0);
        let (whole, _) = ui.allocate_exact_size(vec2(width, block.y), Sense::hover());
        let corner = whole.min + vec2(left, 0.0);
        for (at, sample) in sheet.samples.iter().enumerate() {
            let place = vec2((at % OF_EACH) as f32 * cell.x, (at / OF_EACH) as f32 * cell.y);
            let rect = Rect::from_min_size(corner + place, cell).shrink(2.0);
            self::sample(ui, rect, at, sample);
        }
        let palette = theme::palette(ui);
        for class in (0..DIGITS as u8).filter(|_| sheet.is_asked() && sheet.origin.reader.is_some()) {
            let place = corner + vec2(block.x, (f32::from(class) + 0.5) * side);
            let right = sheet.right(Some(class)).to_string();
            ui.painter().text(place, Align2::RIGHT_CENTER, right, theme::font(size::BODY), palette.quiet);
        }
    });
}

fn told(sheet: &Sheet) -> Cow<'static, str> {
    let (all, origin) = (sheet.samples.len(), &sheet.origin);
    let (model, seed) = (origin.model.clone(), origin.seed.to_string());
    match &origin.reader {
        Some(reader) if sheet.is_asked() => {
            let right = sheet.right(None);
            tr!("sheet-told", right = right, all = all, reader = reader.clone(), model = model, seed = seed)
        }
        Some(reader) => {
            let digits = ways::read_as(sheet.samples.iter().filter_map(|sample| sample.read));
            tr!("sheet-untold", all = all, digits = digits, reader = reader.clone(), model = model, seed = seed)
        }
        None => tr!("sheet-unread", all = all, model = model),
    }
}

fn sample(ui: &Ui, rect: Rect, at: usize, sample: &Sample) {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, ui.scope_id().with(("sample", at)), Sense::hover());
    ui.painter().rect(rect, CornerRadius::same(4), palette.card, Line::new(1.0, palette.line), StrokeKind::Inside);
    let place = Rect::from_min_size(rect.min, Vec2::splat(rect.height()));
    ink::paint(ui.painter(), place, &sample.strokes, palette.ink);
    // Of those that are right the row's number tells.
    if let Some(read) = sample.read.filter(|_| sample.is_right() != Some(true)) {
        many::beside(ui, rect, &read.to_string(), sample.is_right());
    }
    let told = match (sample.class, sample.read) {
        (Some(asked), Some(read)) => tr!("writing-way-read", asked = asked, read = read),
        (Some(asked), None) => tr!("sheet-sample", asked = asked),
        (None, Some(read)) => tr!("writing-way-untold", read = read),
        (None, None) => tr!("sheet-sample-unread"),
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &*told));
    response.on_hover_text(told);
}
