//! A confusion matrix to look at and to click: a row for each true class, a column for each predicted one. With many
//! classes it scrolls.

use egui::{Align2, Color32, Id, Pos2, Rect, Response, Rgba, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::analysis::Confusion;
use crate::app::core::evaluation::Filter;
use crate::app::ui::focus_memory;
use crate::app::ui::theme::{self, Palette};
use crate::tr;

/// Room for the words along the top and the left edge, in points.
const WORDS: f32 = 18.0;
/// Room for the digits along both edges, in points.
const HEADERS: f32 = 22.0;
/// Least room between a number and the frame of its cell, in points.
const INSET: f32 = 3.0;
/// Gap between cells, in points.
const GAP: f32 = 2.0;
/// Least side of a cell, in points: what does not fit scrolls.
const LEAST_CELL: f32 = 17.0;

/// Shows `confusion` as large as the width allows, at most `max_side` points; clicks change `filter`. It is one stop for
/// Tab, within which the arrow keys go from cell to cell.
pub fn show(ui: &mut Ui, confusion: &Confusion, filter: &mut Filter, max_side: f32) -> Response {
    let side = ui.available_width().min(max_side).max(240.0);
    let least = WORDS + HEADERS + LEAST_CELL * confusion.classes().len() as f32;
    if least <= side {
        return whole(ui, confusion, filter, side);
    }
    let scroll = egui::ScrollArea::both().id_salt("matrix").max_width(side).max_height(side);
    scroll.show(ui, |ui| whole(ui, confusion, filter, least)).inner
}

/// All of it on a square of `side` points.
fn whole(ui: &mut Ui, confusion: &Confusion, filter: &mut Filter, side: f32) -> Response {
    let classes = confusion.classes().len() as isize;
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, tr!("matrix-title")));
    let layout = Layout::new(ui, rect, confusion);
    words(ui, &layout, rect);
    let largest = largest_error(confusion);
    let stop = follow_keys(ui, response.id, classes);
    let places = (HEADER..classes).flat_map(|row| (HEADER..classes).map(move |column| (row, column)));
    for at @ (row, column) in places {
        let is_stop = at == stop;
        let shown = match (u8::try_from(row), u8::try_from(column)) {
            (Ok(truth), Ok(predicted)) => cell(ui, &layout, (truth, predicted), confusion, largest, filter, is_stop),
            (Ok(digit), Err(_)) => header(ui, &layout, Header::Row(digit), confusion, filter, is_stop),
            (Err(_), Ok(digit)) => header(ui, &layout, Header::Column(digit), confusion, filter, is_stop),
            (Err(_), Err(_)) => continue,
        };
        if shown.clicked() || shown.gained_focus() {
            remember_stop(ui, response.id, at);
        }
    }
    response
}

/// Row or column of the headers.
const HEADER: isize = -1;

/// Identifier of what is at this row and column.
fn id_at(ui: &Ui, (row, column): (isize, isize)) -> Id {
    ui.scope_id().with(("matrix-place", row, column))
}

fn remember_stop(ui: &Ui, matrix: Id, at: (isize, isize)) {
    ui.data_mut(|data| data.insert_temp(matrix, at));
}

/// The row and column that Tab stops at, after the arrow keys have moved it if it has the focus.
fn follow_keys(ui: &Ui, matrix: Id, classes: isize) -> (isize, isize) {
    let (row, column): (isize, isize) = ui.data(|data| data.get_temp(matrix)).unwrap_or((0, HEADER));
    // Another matrix may have stood here before.
    let (row, column): (isize, isize) = (row.min(classes - 1), column.min(classes - 1));
    let has_focus = ui.memory(|memory| memory.has_focus(id_at(ui, (row, column))));
    let Some((right, down)) = has_focus.then(|| focus_memory::arrow(ui)).flatten() else { return (row, column) };
    let within = |place: isize| place.clamp(HEADER, classes - 1);
    let next = (within(row + down), within(column + right));
    // There is nothing in the corner between the headers.
    if next == (HEADER, HEADER) {
        return (row, column);
    }
    remember_stop(ui, matrix, next);
    ui.memory_mut(|memory| memory.request_focus(id_at(ui, next)));
    next
}

/// What a place senses: only the one that is the stop can have the focus.
fn sense(can_click: bool, is_stop: bool) -> Sense {
    match (can_click, is_stop) {
        (true, true) => Sense::click(),
        (true, false) => Sense::CLICK,
        (false, true) => Sense::focusable_noninteractive(),
        (false, false) => Sense::hover(),
    }
}

/// Where things are: one strip of words, one of headers, then the cells.
struct Layout {
    first_cell: Pos2,
    pitch: f32,
    /// How many rows and columns there are.
    classes: usize,
    /// Size of the numbers in cells of errors and of right answers, in points.
    sizes: [f32; 2],
}

impl Layout {
    fn new(ui: &Ui, rect: Rect, confusion: &Confusion) -> Self {
        let classes = confusion.classes().len();
        let pitch = (rect.width() - WORDS - HEADERS) / classes as f32;
        let largest_right = confusion.classes().map(|digit| confusion.count(digit, digit)).max().unwrap_or(0);
        let sizes = [largest_error(confusion), largest_right].map(|count| {
            let usual = Self::usual_size(pitch);
            let text = ui.painter().layout_no_wrap(count.to_string(), theme::font(usual), Color32::PLACEHOLDER);
            usual * ((pitch - GAP - 2.0 * INSET) / text.size().x.max(1.0)).min(1.0)
        });
        Self { first_cell: rect.min + Vec2::splat(WORDS + HEADERS), pitch, classes, sizes }
    }

    fn square(&self, column: u8, row: u8) -> Rect {
        let offset = vec2(f32::from(column), f32::from(row)) * self.pitch;
        Rect::from_min_size(self.first_cell + offset, Vec2::splat(self.pitch - GAP))
    }

    /// Where the digit of a row or a column stands.
    fn header(&self, header: Header) -> Rect {
        let (corner, size) = match header {
            Header::Row(digit) => {
                (vec2(-HEADERS, f32::from(digit) * self.pitch), vec2(HEADERS - GAP, self.pitch - GAP))
            }
            Header::Column(digit) => {
                (vec2(f32::from(digit) * self.pitch, -HEADERS), vec2(self.pitch - GAP, HEADERS - GAP))
            }
        };
        Rect::from_min_size(self.first_cell + corner, size)
    }

    /// Size of numbers that have room, in points.
    fn usual_size(pitch: f32) -> f32 {
        (pitch * 0.42).clamp(10.0_f32.min(pitch * 0.6), theme::size::TITLE)
    }
}

fn largest_error(confusion: &Confusion) -> u32 {
    let pairs = confusion.classes().flat_map(|truth| confusion.classes().map(move |predicted| (truth, predicted)));
    let errors = pairs.filter(|(truth, predicted)| truth != predicted);
    errors.map(|(truth, predicted)| confusion.count(truth, predicted)).max().unwrap_or(0)
}

fn words(ui: &Ui, layout: &Layout, rect: Rect) {
    let palette = theme::palette(ui);
    let font = theme::font(theme::size::SMALL);
    let cells = layout.pitch * layout.classes as f32;
    let top = pos2(layout.first_cell.x + cells / 2.0, rect.top() + WORDS / 2.0);
    ui.painter().text(top, Align2::CENTER_CENTER, tr!("matrix-predicted"), font.clone(), palette.quiet);
    let text = ui.painter().layout_no_wrap(tr!("matrix-truth").into_owned(), font, palette.quiet);
    let left = pos2(rect.left() + WORDS / 2.0, layout.first_cell.y + cells / 2.0);
    let corner = left + vec2(-text.size().y / 2.0, text.size().x / 2.0);
    let turned = egui::epaint::TextShape::new(corner, text, palette.quiet).with_angle(-std::f32::consts::FRAC_PI_2);
    ui.painter().add(turned);
}

#[derive(Clone, Copy)]
enum Header {
    Row(u8),
    Column(u8),
}

fn header(
    ui: &mut Ui,
    layout: &Layout,
    header: Header,
    confusion: &Confusion,
    filter: &mut Filter,
    is_stop: bool,
) -> Response {
    let palette = theme::palette(ui);
    let rect = layout.header(header);
    let names = confusion.names();
    let (digit, chosen, at, told) = match header {
        Header::Row(digit) => {
            let wrong = confusion.row_total(digit) - confusion.count(digit, digit);
            let told = tr!("matrix-row", digit = names.name(digit), wrong = wrong);
            (digit, &mut filter.truth, (digit.into(), HEADER), told)
        }
        Header::Column(digit) => {
            let read: u32 = confusion.classes().map(|truth| confusion.count(truth, digit)).sum();
            let wrong = read - confusion.count(digit, digit);
            let told = tr!("matrix-column", digit = names.name(digit), wrong = wrong);
            (digit, &mut filter.predicted, (HEADER, digit.into()), told)
        }
    };
    let is_chosen = *chosen == Some(digit);
    let response = ui.interact(rect, id_at(ui, at), sense(true, is_stop));
    if response.clicked() {
        *chosen = if is_chosen { None } else { Some(digit) };
    }
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &*told));
    let (fill, ink) = if is_chosen {
        (palette.accent, palette.on_accent)
    } else if response.hovered() {
        (palette.well_hovered, palette.ink)
    } else {
        (Color32::TRANSPARENT, palette.ink)
    };
    ui.painter().rect_filled(rect, theme::CONTROL_RADIUS / 2, fill);
    let font = theme::strong_font(Layout::usual_size(layout.pitch));
    header_name(ui, names.name(digit), rect, font, ink);
    focus_ring(ui, &response, rect);
    response.on_hover_text(told)
}

fn cell(
    ui: &mut Ui,
    layout: &Layout,
    at: (u8, u8),
    confusion: &Confusion,
    largest: u32,
    filter: &mut Filter,
    is_stop: bool,
) -> Response {
    let (truth, predicted) = at;
    let (count, names) = (confusion.count(truth, predicted), confusion.names());
    let rect = layout.square(predicted, truth);
    let is_right = truth == predicted;
    let here = Filter { truth: Some(truth), predicted: Some(predicted) };
    let is_chosen = *filter == here;
    let can_click = count > 0 && !is_right;
    let response = ui.interact(rect, id_at(ui, (truth.into(), predicted.into())), sense(can_click, is_stop));
    if response.clicked() {
        *filter = if is_chosen { Filter::default() } else { here };
    }
    let told = tr!("matrix-cell", truth = names.name(truth), predicted = names.name(predicted), images = count);
    response.widget_info(|| WidgetInfo::selected(Role::Button, can_click, is_chosen, &*told));
    let (fill, ink) = colours(theme::palette(ui), is_right, count, largest);
    let painter = ui.painter();
    painter.rect_filled(rect, theme::CONTROL_RADIUS / 2, fill);
    if is_right {
        let edge = Stroke::new(1.0, theme::palette(ui).strong_line);
        painter.rect_stroke(rect, theme::CONTROL_RADIUS / 2, edge, egui::StrokeKind::Inside);
    }
    if count > 0 {
        let font = theme::font(layout.sizes[usize::from(is_right)]);
        painter.text(rect.center(), Align2::CENTER_CENTER, count, font, ink);
    }
    let is_hovered = response.hovered() && can_click;
    if is_chosen || is_hovered {
        let width = if is_chosen { 3.0 } else { 1.5 };
        let edge = Stroke::new(width, theme::palette(ui).ink);
        painter.rect_stroke(rect, theme::CONTROL_RADIUS / 2, edge, egui::StrokeKind::Outside);
    }
    focus_ring(ui, &response, rect);
    response.on_hover_text(told)
}

/// A name in the middle of its place, smaller or cut off where it does not fit.
fn header_name(ui: &Ui, name: &str, rect: Rect, font: egui::FontId, ink: Color32) {
    let whole = ui.painter().layout_no_wrap(name.to_owned(), font.clone(), ink);
    let share = ((rect.width() - 2.0) / whole.size().x.max(1.0)).min(1.0);
    if share >= 1.0 {
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, name, font, ink);
        return;
    }
    let size = (font.size * share).max(9.0);
    let mut job = egui::text::LayoutJob::simple_singleline(name.to_owned(), egui::FontId { size, ..font }, ink);
    job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width());
    let galley = ui.painter().layout_job(job);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
}

/// Fill and text of a cell: errors on one hue from the card's colour to the accent by the root of their share, so that
/// small counts can be told apart; what was read right stays out of that scale.
fn colours(palette: &Palette, is_right: bool, count: u32, largest: u32) -> (Color32, Color32) {
    if is_right {
        return (palette.card, palette.quiet);
    }
    if count == 0 {
        return (palette.well, palette.quiet);
    }
    let mut share = 0.12 + 0.88 * (count as f32 / largest.max(1) as f32).sqrt();
    loop {
        let fill = theme::blend(palette.card, palette.accent, share);
        let inks = [palette.ink, palette.on_accent].map(|ink| (ink, contrast(ink, fill)));
        let (ink, found) = if inks[0].1 > inks[1].1 { inks[0] } else { inks[1] };
        // Between light and dark there is a shade on which neither is easy to read: it is skipped.
        if found >= 4.5 || share >= 1.0 {
            return (fill, ink);
        }
        share += 0.02;
    }
}

/// Contrast of two opaque colours, 1 to 21, as WCAG 2.2 defines it.
fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |colour: Color32| {
        let linear = Rgba::from(colour);
        0.2126 * linear.r() + 0.7152 * linear.g() + 0.0722 * linear.b()
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn focus_ring(ui: &Ui, response: &Response, rect: Rect) {
    if response.has_focus() {
        let edge = Stroke::new(2.0, theme::palette(ui).accent);
        ui.painter().rect_stroke(rect.expand(2.0), theme::CONTROL_RADIUS / 2, edge, egui::StrokeKind::Outside);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_count_can_be_read_on_its_shade() {
        for palette in [theme::LIGHT, theme::DARK] {
            for count in 0..=200 {
                let (fill, ink) = colours(&palette, false, count, 200);
                assert!(contrast(fill, ink) >= 4.5, "{count}: {ink:?} on {fill:?}");
            }
        }
    }

    #[test]
    fn numbers_keep_away_from_their_frames_at_every_size() {
        let right = crate::model::Prediction::from_logits(std::array::from_fn(|digit| f32::from(u8::from(digit == 3))));
        let confusion = Confusion::new(&[3; 1_135], &vec![right; 1_135]);
        let ctx = egui::Context::default();
        ctx.set_fonts(theme::fonts(crate::text::Language::English));
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for side in [240.0, 308.0, 640.0] {
                let layout = Layout::new(ui, Rect::from_min_size(Pos2::ZERO, Vec2::splat(side)), &confusion);
                let font = theme::font(layout.sizes[1]);
                let text = ui.painter().layout_no_wrap("1135".to_owned(), font, Color32::PLACEHOLDER).size();
                let room = layout.square(3, 3).size() - Vec2::splat(2.0 * INSET - 0.5);
                assert!(text.x > 0.0 && text.x <= room.x, "{text:?} in {room:?} at {side}");
            }
        });
        output.drop_without_applying_deltas();
    }
}
