//! A run in a list: its name at the left, what it brought and how it stands at the right, in columns.

use egui::{Align2, Color32, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::plots::series::Look;
use crate::app::ui::theme;

/// Height of a row, in points.
pub const HEIGHT: f32 = 32.0;
/// Width of the sample of a curve, in points.
const SAMPLE: f32 = 24.0;
/// Width of the column of keys, in points.
const KEY: f32 = 20.0 + SAMPLE + theme::space::S;
/// Least width of a name, in points: before it gets less, the note goes, then the result.
const NAME: f32 = 150.0;

/// The curve that stands for a run in a plot.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its number.
    pub number: usize,
    /// How it is drawn.
    pub look: Look,
    /// Its colour.
    pub colour: Color32,
}

/// What is in the column of keys.
#[derive(Debug, Clone, Copy)]
pub enum KeyColumn {
    /// The list has no such column.
    None,
    /// This run is in no plot.
    Empty,
    /// The curve that stands for it.
    Key(Key),
}

/// One row.
#[derive(Debug)]
pub struct RunRow<'a> {
    /// What it is called.
    pub title: &'a str,
    /// What it brought; may be empty.
    pub result: &'a str,
    /// How it stands; may be empty.
    pub note: &'a str,
    /// Width of the column of notes, in points: the same for all rows.
    pub note_width: f32,
    /// Its curve, if it is in a plot.
    pub key: KeyColumn,
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
        let mut inside = rect.shrink2(vec2(theme::space::M, 0.0));
        match self.key {
            KeyColumn::None => {}
            KeyColumn::Empty => inside.min.x += KEY,
            KeyColumn::Key(key) => {
                key.show(&painter, inside, palette.ink);
                inside.min.x += KEY;
            }
        }
        let (body, small) = (theme::font(theme::size::BODY), theme::font(theme::size::SMALL));
        let mut end = inside.right();
        let note = painter.layout_no_wrap(self.note.to_owned(), small, palette.quiet);
        let result = painter.layout_no_wrap(self.result.to_owned(), body.clone(), palette.ink);
        let gap = |width: f32| if width > 0.0 { width + theme::space::L } else { 0.0 };
        let for_result = gap(result.size().x);
        if inside.width() - gap(self.note_width) - for_result >= NAME {
            let place = pos2(end - note.size().x, inside.center().y - note.size().y / 2.0);
            painter.galley(place, note, palette.quiet);
            end -= gap(self.note_width);
        }
        if inside.width() - for_result >= NAME {
            let place = pos2(end - result.size().x, inside.center().y - result.size().y / 2.0);
            painter.galley(place, result, palette.ink);
            end -= for_result;
        }
        let ink = if self.is_open { palette.accent } else { palette.ink };
        let name = Rect::from_min_max(inside.min, pos2(end, inside.bottom()));
        elided(&painter, name, self.title, body, ink);
        if response.has_focus() {
            painter.rect_stroke(rect, theme::CONTROL_RADIUS, (2.0, palette.accent), egui::StrokeKind::Inside);
        }
        response
    }
}

impl Key {
    /// Draws number and sample at the left of `place`.
    pub fn show(&self, painter: &egui::Painter, place: Rect, ink: Color32) {
        let font = theme::strong_font(theme::size::SMALL);
        let number = pos2(place.left() + 14.0, place.center().y);
        painter.text(number, Align2::RIGHT_CENTER, self.number, font, ink);
        let left = pos2(place.left() + 20.0, place.center().y);
        self.look.sample(painter, [left, left + vec2(SAMPLE, 0.0)], self.colour);
    }
}

/// Words that end with "…" where they have no room.
fn elided(painter: &egui::Painter, place: Rect, words: &str, font: egui::FontId, ink: Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(words.to_owned(), font, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(place.width().max(1.0));
    let words = painter.layout_job(job);
    painter.galley(pos2(place.left(), place.center().y - words.size().y / 2.0), words, ink);
}
