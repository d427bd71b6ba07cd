//! A sheet of a hundred samples with what is read in each.

use egui::{
    Align2, CornerRadius, Rect, RichText, ScrollArea, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo, vec2,
};

use super::head::push;
use crate::app::core::effects::WorkKind;
use crate::app::core::writing::command::WritingCommand;
use crate::app::core::writing::sheet::{OF_EACH, Sheet};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, size, space};
use crate::app::ui::widgets::button::Show;
use crate::app::ui::widgets::{ink, progress};
use crate::data::DIGITS;
use crate::tr;

/// Least side of a sample, in points.
const LEAST: f32 = 30.0;

/// Draws the sheet in `height` points.
pub fn show(ui: &mut Ui, height: f32, context: &mut ViewContext<'_>) {
    let top = ui.cursor().top();
    ui.horizontal_wrapped(|ui| {
        push(ui, WritingCommand::Sheet, Show::Both, context);
        match (&context.core.writing.sheet, context.core.shared.progress(&WorkKind::Sheet)) {
            (_, Some(share)) => progress::bar(ui, share, vec2(160.0, progress::HEIGHT)),
            (Some(sheet), None) => ui.label(told(sheet)),
            (None, None) => ui.label(RichText::new(tr!("sheet-none")).color(theme::palette(ui).quiet)),
        };
    });
    let Some(sheet) = &context.core.writing.sheet else { return };
    let rest = height - (ui.cursor().top() - top) - space::S;
    let width = ui.available_width();
    // Each row ends with how many of it are read right.
    let side = (rest / DIGITS as f32).min((width - 40.0) / OF_EACH as f32).max(LEAST);
    ScrollArea::vertical().auto_shrink([false, false]).max_height(rest).show(ui, |ui| {
        let block = vec2(side * OF_EACH as f32 + 36.0, side * DIGITS as f32);
        let left = ((width - block.x) / 2.0).max(0.0);
        let (whole, _) = ui.allocate_exact_size(vec2(width, block.y), Sense::hover());
        let corner = whole.min + vec2(left, 0.0);
        for (at, sample) in sheet.samples.iter().enumerate() {
            let place = vec2((at % OF_EACH) as f32 * side, (at / OF_EACH) as f32 * side);
            let rect = Rect::from_min_size(corner + place, Vec2::splat(side)).shrink(2.0);
            self::sample(ui, rect, at, sample);
        }
        let palette = theme::palette(ui);
        for class in 0..DIGITS as u8 {
            let place = corner + vec2(block.x, (f32::from(class) + 0.5) * side);
            let right = sheet.right(Some(class)).to_string();
            ui.painter().text(place, Align2::RIGHT_CENTER, right, theme::font(size::BODY), palette.quiet);
        }
    });
}

fn told(sheet: &Sheet) -> std::borrow::Cow<'static, str> {
    let (right, all) = (sheet.right(None), sheet.samples.len());
    match &sheet.reader {
        Some(reader) => {
            tr!(
                "sheet-told",
                right = right,
                all = all,
                reader = reader.clone(),
                model = sheet.model.clone(),
                seed = sheet.seed.to_string()
            )
        }
        None => tr!("sheet-unread", all = all, model = sheet.model.clone()),
    }
}

fn sample(ui: &Ui, rect: Rect, at: usize, sample: &crate::app::core::writing::sheet::Sample) {
    let palette = theme::palette(ui);
    let response = ui.interact(rect, ui.scope_id().with(("sample", at)), Sense::hover());
    let is_wrong = sample.read.is_some_and(|read| read != sample.class);
    let edge = if is_wrong { Line::new(2.0, palette.wrong) } else { Line::new(1.0, palette.line) };
    ui.painter().rect(rect, CornerRadius::same(4), palette.card, edge, StrokeKind::Inside);
    ink::paint(ui.painter(), rect, &sample.strokes, palette.ink);
    if let Some(read) = sample.read.filter(|_| is_wrong) {
        let corner = rect.right_bottom() - vec2(4.0, 2.0);
        ui.painter().text(
            corner,
            Align2::RIGHT_BOTTOM,
            read.to_string(),
            theme::strong_font(size::SMALL),
            palette.wrong,
        );
    }
    let told = sample.read.map_or_else(
        || tr!("sheet-sample", asked = sample.class),
        |read| tr!("writing-way-read", asked = sample.class, read = read),
    );
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &*told));
    response.on_hover_text(told);
}
