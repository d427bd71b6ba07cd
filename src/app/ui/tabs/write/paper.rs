//! The paper: what was drawn by hand and written by the network, whole ways as ghosts, attention on the ink, and the fan of
//! directions at the pen's tip. The hand draws on it.

use egui::{
    Align2, Color32, CornerRadius, Event, Pos2, Rect, Role, Sense, Stroke as Line, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::{WriteTab, attention, fan};
use crate::app::core::command::Command;
use crate::app::core::writing::Writing;
use crate::app::core::writing::command::{PenEvent, WritingCommand};
use crate::app::core::writing::page::{PageDigit, pen_width};
use crate::app::ui::context::ViewContext;
use crate::app::ui::theme::{self, Palette, size, space};
use crate::app::ui::widgets::ink::{self, canvas_from_screen, screen_from_canvas};
use crate::background::Placement;
use crate::handwriting::DIGIT_SIDE;
use crate::ink::{Point, Stroke};
use crate::tr;

/// Width of the digits that are shown to the network, in points.
const SHOWN: f32 = 56.0;

/// Where everything lies.
pub struct Laid {
    /// A paper for each digit of the page.
    pub papers: Vec<Rect>,
    /// A paper for each digit that is shown.
    pub shown: Vec<Rect>,
}

/// Draws the paper in `height` points.
pub fn show(ui: &mut Ui, tab: &WriteTab, height: f32, context: &mut ViewContext<'_>) {
    let width = ui.available_width();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click_and_drag());
    let writing = &context.core.writing;
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(spoken(writing)),
        ..WidgetInfo::labeled(Role::Canvas, true, tr!("writing-paper"))
    });
    let laid = lay_out(rect, writing);
    draw(ui, &response, &laid, context);
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = theme::palette(ui);
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect(
        rect,
        CornerRadius::same(theme::CARD_RADIUS),
        palette.card,
        Line::new(1.0, palette.line),
        StrokeKind::Inside,
    );
    let writing = &context.core.writing;
    for paper in &laid.papers {
        guides(&painter, *paper, palette);
    }
    shown(&painter, &laid, writing, palette);
    let last = writing.page.digits.len().saturating_sub(1);
    for (at, (digit, &paper)) in writing.page.digits.iter().zip(&laid.papers).enumerate() {
        let is_under_way = writing.page.is_under_way && at == last;
        if is_under_way {
            ghosts(&painter, paper, tab.pointed, writing, palette);
        }
        let placement = placement_of(writing, at);
        ink::paint(&painter, paper, &digit.ink, palette.ink);
        ink::paint(&painter, paper, &digit.written(&placement), palette.accent);
        mark(&painter, paper, digit, writing.ways().digits.get(at).and_then(Option::as_ref), is_under_way, palette);
    }
    for (class, &paper) in writing.page.waiting.iter().zip(laid.papers.iter().skip(writing.page.digits.len())) {
        let faint = theme::blend(palette.card, palette.quiet, 0.35);
        let height = (paper.width() * 0.5).min(96.0);
        painter.text(paper.center(), Align2::CENTER_CENTER, class.to_string(), theme::strong_font(height), faint);
    }
    if !writing.pen.is_empty() {
        let paper = hand_paper(writing, &laid);
        ink::paint(&painter, paper, &[Stroke::new(writing.pen.clone(), pen_width())], palette.ink);
    }
    attention::on_paper(&painter, &laid, context, palette);
    fan::show(ui, &painter, &laid, context);
    if writing.page.is_blank() && writing.pen.is_empty() {
        painter.text(
            rect.center_bottom() - vec2(0.0, space::L),
            Align2::CENTER_BOTTOM,
            tr!("writing-paper-empty"),
            theme::font(size::BODY),
            palette.quiet,
        );
    }
}

fn lay_out(rect: Rect, writing: &Writing) -> Laid {
    let page = &writing.page;
    let left = if page.shown.is_empty() { 0.0 } else { SHOWN + 2.0 * space::M };
    let side = SHOWN.min((rect.height() - 2.0 * space::M - space::L) / page.shown.len().max(1) as f32 - space::XS);
    let shown = (0..page.shown.len()).map(|at| {
        let top = rect.top() + space::M + space::L + at as f32 * (side + space::XS);
        Rect::from_min_size(pos2(rect.left() + space::M, top), Vec2::splat(side))
    });
    let inner = Rect::from_min_max(rect.min + vec2(left + space::S, space::S), rect.max - vec2(space::S, space::S));
    let count = page.papers();
    let side_in = |rows: usize| (inner.height() / rows as f32).min(inner.width() / count.div_ceil(rows) as f32);
    // One row, as a number is read, unless more make them half as large again.
    let rows = (2..=3).fold(1, |best, rows| if side_in(rows) > 1.5 * side_in(best) { rows } else { best });
    let (side, columns) = (side_in(rows).max(8.0), count.div_ceil(rows));
    let block = vec2(columns as f32 * side, rows as f32 * side);
    let corner = inner.center() - block / 2.0;
    let papers = (0..count).map(|at| {
        let place = vec2((at % columns) as f32 * side, (at / columns) as f32 * side);
        Rect::from_min_size(corner + place, Vec2::splat(side))
    });
    Laid { papers: papers.collect(), shown: shown.collect() }
}

/// Where a digit of the page lies on its paper.
pub fn placement_of(writing: &Writing, at: usize) -> Placement {
    let is_last = at + 1 == writing.page.digits.len() && writing.page.is_under_way;
    let Some(digit) = writing.page.digits.get(at) else { return crate::background::scribe::centred(&[]) };
    digit.placement(if is_last { writing.planned() } else { &[] })
}

/// Faint lines where digits stand.
fn guides(painter: &egui::Painter, paper: Rect, palette: &Palette) {
    let edge = (1.0 - DIGIT_SIDE) / 2.0;
    for y in [edge, 1.0 - edge] {
        let y = paper.top() + y * paper.height();
        let ends = [pos2(paper.left() + 0.08 * paper.width(), y), pos2(paper.right() - 0.08 * paper.width(), y)];
        painter.extend(egui::Shape::dashed_line(&ends, Line::new(1.0, palette.line), 4.0, 4.0));
    }
}

/// The digits that are shown to the network.
fn shown(painter: &egui::Painter, laid: &Laid, writing: &Writing, palette: &Palette) {
    if let Some(first) = laid.shown.first() {
        let place = first.left_top() - vec2(0.0, 2.0);
        painter.text(place, Align2::LEFT_BOTTOM, tr!("writing-shown"), theme::font(size::SMALL), palette.quiet);
    }
    for (shown, &paper) in writing.page.shown.iter().zip(&laid.shown) {
        painter.rect(paper, CornerRadius::same(4), palette.paper, Line::new(1.0, palette.line), StrokeKind::Inside);
        ink::paint(painter, paper, &shown.ink, palette.ink);
    }
}

/// Whole ways behind what there is, the one that is pointed at in full.
fn ghosts(painter: &egui::Painter, paper: Rect, pointed: Option<usize>, writing: &Writing, palette: &Palette) {
    let ways = &writing.ways().ways;
    let placement = placement_of(writing, writing.page.digits.len().saturating_sub(1));
    for way in ways {
        let thin: Vec<Stroke> =
            placement.strokes(&way.lines).into_iter().map(|stroke| Stroke { width: 0.012, ..stroke }).collect();
        ink::paint(painter, paper, &thin, theme::blend(palette.card, palette.accent, 0.28));
    }
    if let Some(way) = pointed.and_then(|at| ways.get(at)) {
        ink::paint(painter, paper, &placement.strokes(&way.lines), theme::blend(palette.card, palette.accent, 0.6));
    }
}

/// What is read in a digit that is done, below it.
fn mark(
    painter: &egui::Painter,
    paper: Rect,
    digit: &PageDigit,
    read: Option<&crate::model::Prediction>,
    is_under_way: bool,
    palette: &Palette,
) {
    let Some(read) = read.filter(|_| !is_under_way) else { return };
    let (words, colour) = verdict(digit.class, read.class(), palette);
    let font = theme::font(if paper.width() > 120.0 { size::BODY } else { size::SMALL });
    painter.text(paper.center_bottom() - vec2(0.0, space::XS), Align2::CENTER_BOTTOM, words, font, colour);
}

/// Whether a digit is read as what it is meant to be, in a few words.
pub fn verdict(asked: Option<u8>, read: u8, palette: &Palette) -> (String, Color32) {
    use crate::app::core::icons;
    match asked {
        Some(asked) if asked == read => (format!("{} {read}", icons::CHECK), palette.right),
        Some(_) => (format!("{} {read}", icons::X), palette.wrong),
        None => (format!("{} {read}", icons::EYE), palette.quiet),
    }
}

/// The paper that the hand draws on.
fn hand_paper(writing: &Writing, laid: &Laid) -> Rect {
    let under_way = writing.page.digits.len().saturating_sub(1);
    let at = if writing.page.is_under_way { under_way } else { 0 };
    laid.papers.get(at).copied().unwrap_or(Rect::NOTHING)
}

/// What the hand did since the last frame.
fn draw(ui: &Ui, response: &egui::Response, laid: &Laid, context: &mut ViewContext<'_>) {
    let writing = &context.core.writing;
    let paper = hand_paper(writing, laid);
    let on_paper = |place: Pos2| {
        let point = canvas_from_screen(paper, place);
        Point { x: point.x.clamp(0.0, 1.0), y: point.y.clamp(0.0, 1.0) }
    };
    let mut send = |event| context.commands.push(Command::Writing(WritingCommand::Pen(event)));
    let is_down = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_down());
    if is_down && writing.pen.is_empty() {
        let begun = ui.input(|input| input.pointer.press_origin());
        if let Some(place) = begun.filter(|place| paper.contains(*place)) {
            send(PenEvent::Down(on_paper(place)));
        }
    }
    if is_down {
        let places: Vec<Point> = ui.input(|input| {
            let moved = input.events.iter().filter_map(|event| match event {
                Event::PointerMoved(place) => Some(*place),
                _ => None,
            });
            moved.map(on_paper).collect()
        });
        if !places.is_empty() {
            send(PenEvent::Along(places));
        }
    } else if !writing.pen.is_empty() {
        send(PenEvent::Up);
    }
}

/// Where the pen is, on the screen; `None` while no digit is under way.
pub fn pen_on_screen(writing: &Writing, laid: &Laid) -> Option<(Pos2, f32)> {
    let at = writing.page.digits.len().checked_sub(1).filter(|_| writing.page.is_under_way)?;
    let paper = *laid.papers.get(at)?;
    let digit = writing.page.digits.get(at)?;
    let placement = placement_of(writing, at);
    let steps = std::iter::once(10).chain(digit.steps.iter().copied()).collect::<Vec<_>>();
    let pen = crate::handwriting::way::places(crate::app::core::writing::page::TOKENIZER, &steps).ok()?.last()?.pen;
    Some((screen_from_canvas(paper, placement.place(pen)), placement.size * paper.width()))
}

/// What is on the page, for a screen reader.
fn spoken(writing: &Writing) -> String {
    let page = &writing.page;
    let digits: Vec<String> =
        page.digits.iter().map(|digit| digit.class.map_or_else(|| "?".to_owned(), |class| class.to_string())).collect();
    if digits.is_empty() { tr!("writing-paper-blank").into_owned() } else { digits.join(" ") }
}
