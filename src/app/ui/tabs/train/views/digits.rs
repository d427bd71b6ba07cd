//! Which digits are taken for which while the network learns, and precision, recall and F1 of each.

use std::borrow::Cow;

use egui::{Align2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::analysis::{Confusion, DigitFigures, by_digit};
use crate::app::core::evaluation::Filter;
use crate::app::core::settings::train_view::TrainView;
use crate::app::core::training::run::Run;
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme;
use crate::app::ui::widgets::{bars, card, matrix};
use crate::data::labels;
use crate::text::format;
use crate::tr;
use crate::train::statistics::{DigitStatistics, Scope};

/// Height of the line above, in points.
const CAPTION: f32 = 22.0;
/// Least and greatest side of the matrix.
const MATRIX: [f32; 2] = [240.0, 720.0];
/// Width of the digit before a row of figures, and of the count behind it.
const DIGIT: f32 = 40.0;
const IMAGES: f32 = 56.0;
/// Least width of the three figures.
const FIGURES: f32 = 186.0;

/// What the view keeps between frames.
#[derive(Default)]
pub struct Digits {
    /// The cell somebody keeps an eye on.
    marked: Filter,
}

/// Shows it in `height` points, or what it needs at least.
pub fn show(ui: &mut Ui, digits: &mut Digits, height: f32, context: &mut ViewContext<'_>) {
    let Some(run) = context.core.training.shown() else { return };
    let Some(statistics) = newest(run) else {
        let words = if run.phase.is_live() { tr!("view-first-figures") } else { tr!("digits-empty") };
        super::empty::empty(ui, TrainView::Digits, &words, height);
        return;
    };
    card::caption(ui, &caption(statistics));
    let width = ui.available_width();
    let beside = width - DIGIT - IMAGES - FIGURES - theme::space::L;
    let room = height - CAPTION - ui.spacing().item_spacing.y;
    if beside < MATRIX[0] {
        matrix::show(ui, &statistics.confusion, &mut digits.marked, width.min(MATRIX[1]));
        table(ui, &statistics.confusion, 260.0);
        return;
    }
    let side = room.min(beside).clamp(MATRIX[0], MATRIX[1]);
    ui.horizontal_top(|ui| {
        ui.allocate_ui(Vec2::splat(side), |ui| matrix::show(ui, &statistics.confusion, &mut digits.marked, side));
        ui.add_space(theme::space::L);
        ui.vertical(|ui| table(ui, &statistics.confusion, side));
    });
}

/// What was measured last.
fn newest(run: &Run) -> Option<&DigitStatistics> {
    run.statistics.digits.as_deref().or(run.statistics.epochs.last())
}

fn caption(statistics: &DigitStatistics) -> Cow<'static, str> {
    let images = statistics.confusion.total();
    let right = statistics.confusion.correct();
    let share = format::percent(f64::from(right) / f64::from(statistics.confusion.total().max(1)));
    match statistics.scope {
        Scope::Epoch(epoch) => tr!("digits-after-epoch", epoch = epoch, share = share, images = images),
        Scope::Sample(_) => {
            tr!("digits-after-step", step = statistics.measured.step, share = share, images = images)
        }
    }
}

/// Digits below each other, with a bar for each figure.
fn table(ui: &mut Ui, confusion: &Confusion, height: f32) {
    let (figures, names) = (by_digit(confusion), confusion.names());
    let row = ((height - 2.0 * CAPTION) / (figures.len() + 1) as f32).clamp(20.0, 44.0).floor();
    ui.spacing_mut().item_spacing.y = 0.0;
    let width = ui.available_width();
    let column = ((width - DIGIT - IMAGES) / 3.0).min(200.0);
    head(ui, column);
    let lines = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for figures in &figures {
            line(ui, figures, names.name(figures.digit), vec2(column, row));
        }
    };
    if figures.len() as f32 * row > height {
        let room = (height - 3.0 * CAPTION).max(5.0 * row);
        egui::ScrollArea::vertical().id_salt("digits-table").max_height(room).show(ui, lines);
    } else {
        lines(ui);
    }
    ui.add_space(theme::space::S);
    let text = egui::RichText::new(tr!("digits-help")).size(theme::size::SMALL).color(theme::palette(ui).quiet);
    ui.add(egui::Label::new(text).wrap());
}

fn head(ui: &mut Ui, column: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), CAPTION), Sense::hover());
    let (palette, small) = (theme::palette(ui), theme::font(theme::size::SMALL));
    let painter = ui.painter();
    painter.text(rect.left_center(), Align2::LEFT_CENTER, tr!("digits-digit"), small.clone(), palette.quiet);
    for (place, title) in [tr!("digits-precision"), tr!("digits-recall"), tr!("digits-f1")].into_iter().enumerate() {
        let left = pos2(rect.left() + DIGIT + place as f32 * column, rect.center().y);
        painter.text(left, Align2::LEFT_CENTER, title, small.clone(), palette.quiet);
    }
    let right = pos2(rect.left() + DIGIT + 3.0 * column + IMAGES, rect.center().y);
    painter.text(right, Align2::RIGHT_CENTER, tr!("digits-images"), small, palette.quiet);
}

fn line(ui: &mut Ui, figures: &DigitFigures, name: &'static str, size: Vec2) {
    let (column, height) = (size.x, size.y);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let values = [figures.precision, figures.recall, figures.f1];
    let told =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format::percent_to(value, 1).to_string());
    let spoken = tr!(
        "digits-line",
        kind = labels::kind(name),
        digit = name,
        precision = told(figures.precision),
        recall = told(figures.recall),
        f1 = told(figures.f1)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*spoken));
    let (palette, painter) = (theme::palette(ui), ui.painter());
    let strong = theme::strong_font(theme::size::TITLE.min(height * 0.7));
    painter.text(rect.left_center(), Align2::LEFT_CENTER, name, strong, palette.ink);
    for (place, value) in values.into_iter().enumerate() {
        let left = rect.left() + DIGIT + place as f32 * column;
        let small = theme::font(theme::size::SMALL);
        painter.text(pos2(left, rect.center().y), Align2::LEFT_CENTER, told(value), small, palette.ink);
        let from = left + 54.0;
        let track = Rect::from_min_max(
            pos2(from, rect.center().y - 4.0),
            pos2((left + column - theme::space::M).max(from), rect.center().y + 4.0),
        );
        // A bar of a few points says nothing.
        if track.width() < 24.0 {
            continue;
        }
        bars::track(painter, track, egui::CornerRadius::same(4), palette);
        let length = track.width() * value.unwrap_or(0.0) as f32;
        painter.rect_filled(Rect::from_min_size(track.min, vec2(length, track.height())), 4, palette.accent);
    }
    let right = pos2(rect.left() + DIGIT + 3.0 * column + IMAGES, rect.center().y);
    let images = format::count(figures.images as usize).to_string();
    painter.text(right, Align2::RIGHT_CENTER, images, theme::font(theme::size::SMALL), palette.quiet);
}
