//! A run in a list: its number, a small curve and its name at the left, what it brought and how it stands at the right,
//! in columns.

use egui::{Align2, Color32, Painter, Pos2, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::plots::series::CurveStyle;
use crate::app::core::runs::overlaid::tag;
use crate::app::ui::theme;

/// Height of a row, in points.
pub const HEIGHT: f32 = 32.0;
/// Width of the column of numbers, in points.
const NUMBER: f32 = 38.0;
/// Size of the small curve, in points.
const SKETCH: egui::Vec2 = vec2(56.0, 18.0);
/// Width of the sample of a curve, in points.
const SAMPLE: f32 = 24.0;
/// Least width of a name, in points: before it gets less, the note goes, then the result.
const NAME: f32 = 150.0;
/// Least width for what tells a run from others, in points.
const DIFFERENCE: f32 = 60.0;

/// The colour of the run with this number, wherever it is drawn.
#[must_use]
pub fn colour(ui: &Ui, number: usize) -> Color32 {
    // Red and green neighbours are set apart; the colour of the validation curve is left out.
    const ORDER: [u8; 9] = [0, 3, 8, 1, 5, 9, 2, 7, 4];
    theme::digit_colour(ui.visuals(), ORDER[number.saturating_sub(1) % ORDER.len()])
}

/// How the curve of the run with this number is drawn.
#[must_use]
pub fn look(number: usize) -> CurveStyle {
    CurveStyle::Marked(number.saturating_sub(1))
}

/// Draws number and curve of a run at the left of `place`.
pub fn paint_key(ui: &Ui, number: usize, place: Rect) {
    let font = theme::strong_font(theme::size::SMALL);
    ui.painter().text(place.left_center(), Align2::LEFT_CENTER, tag(number), font, theme::palette(ui).ink);
    let left = pos2(place.left() + NUMBER, place.center().y);
    look(number).sample(ui.painter(), [left, left + vec2(SAMPLE, 0.0)], colour(ui, number));
}

/// One row.
#[derive(Debug)]
pub struct RunRow<'a> {
    /// Its number.
    pub number: usize,
    /// Its curve in a few values, the first epoch first.
    pub sketch: &'a [f32],
    /// What it is called.
    pub title: &'a str,
    /// What tells it from others of the same name; may be empty.
    pub difference: &'a str,
    /// What it brought; may be empty.
    pub result: &'a str,
    /// How it stands; may be empty.
    pub note: &'a str,
    /// Width of the column of notes, in points: the same for all rows.
    pub note_width: f32,
    /// Whether it is the one that is shown.
    pub is_open: bool,
}

impl RunRow<'_> {
    /// Shows it; what it says to who cannot see it is `told`.
    pub fn show(self, ui: &mut Ui, told: &str) -> Response {
        let palette = theme::palette(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), HEIGHT), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.is_open, told));
        let fill = if self.is_open {
            palette.accent_well
        } else if response.hovered() {
            palette.well_hovered
        } else {
            palette.card
        };
        let painter = ui.painter().with_clip_rect(rect);
        painter.rect_filled(rect, theme::CONTROL_RADIUS, fill);
        let mut inside = rect.shrink2(vec2(theme::space::S, 0.0));
        let ink = if self.is_open { palette.accent } else { palette.ink };
        let number = theme::strong_font(theme::size::SMALL);
        painter.text(inside.left_center(), Align2::LEFT_CENTER, tag(self.number), number, ink);
        inside.min.x += NUMBER;
        let place = Rect::from_min_size(pos2(inside.left(), inside.center().y - SKETCH.y / 2.0), SKETCH);
        draw_sketch(&painter, place, self.sketch, colour(ui, self.number));
        inside.min.x += SKETCH.x + theme::space::M;
        self.words(&painter, inside, ink, palette);
        if response.has_focus() {
            painter.rect_stroke(rect, theme::CONTROL_RADIUS, (2.0, palette.accent), egui::StrokeKind::Inside);
        }
        response
    }

    /// Name and difference from the left of `inside`, note and result from its right, as far as there is room.
    fn words(&self, painter: &Painter, inside: Rect, ink: Color32, palette: &theme::Palette) {
        let (body, small) = (theme::font(theme::size::BODY), theme::font(theme::size::SMALL));
        let gap = |width: f32| if width > 0.0 { width + theme::space::L } else { 0.0 };
        let width = |words: &str, font: &egui::FontId| {
            painter.layout_no_wrap(words.to_owned(), font.clone(), Color32::PLACEHOLDER).size().x
        };
        let right = |end: f32, words: &str, font: &egui::FontId, colour: Color32| {
            painter.text(pos2(end, inside.center().y), Align2::RIGHT_CENTER, words, font.clone(), colour);
        };
        let name = width(self.title, &body);
        let difference = gap(width(self.difference, &small).min(DIFFERENCE));
        let result = gap(width(self.result, &body));
        let mut end = inside.right();
        if inside.width() - gap(self.note_width) - result >= NAME.max(name.min(2.0 * NAME) + difference) {
            right(end, self.note, &small, palette.quiet);
            end -= gap(self.note_width);
        }
        if inside.width() - result >= NAME {
            right(end, self.result, &body, palette.ink);
            end -= result;
        }
        let for_name =
            if difference > 0.0 { (end - inside.left() - difference).max(NAME) } else { end - inside.left() };
        let place = Rect::from_min_max(inside.min, pos2(inside.left() + for_name.min(name + 1.0), inside.bottom()));
        elided(painter, place, self.title, body, ink);
        let beside =
            Rect::from_min_max(pos2(place.right() + theme::space::M, inside.top()), pos2(end, inside.bottom()));
        if beside.width() >= DIFFERENCE / 2.0 {
            elided(painter, beside, self.difference, small, palette.quiet);
        }
    }
}

/// The curve between its own lowest and highest value; of a single value, a point.
fn draw_sketch(painter: &Painter, place: Rect, values: &[f32], colour: Color32) {
    let (low, high) = values.iter().fold((f32::MAX, f32::MIN), |(low, high), &value| (low.min(value), high.max(value)));
    let height = |value: f32| if high > low { (value - low) / (high - low) } else { 0.5 };
    let step = place.width() / values.len().saturating_sub(1).max(1) as f32;
    let points: Vec<Pos2> = (0_u16..)
        .zip(values)
        .map(|(at, &value)| pos2(place.left() + f32::from(at) * step, place.bottom() - height(value) * place.height()))
        .collect();
    match (points.first(), points.len()) {
        (None, _) => {
            painter.hline(place.x_range(), place.center().y, Stroke::new(1.0, colour.gamma_multiply(0.35)));
        }
        (Some(only), 1) => _ = painter.circle_filled(*only, 2.5, colour),
        (Some(_), _) => _ = painter.line(points, Stroke::new(1.75, colour)),
    }
}

/// Words that end with "…" where they have no room.
fn elided(painter: &Painter, place: Rect, words: &str, font: egui::FontId, ink: Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(place.width().max(1.0));
    let words = painter.layout_job(job);
    painter.galley(pos2(place.left(), place.center().y - words.size().y / 2.0), words, ink);
}
