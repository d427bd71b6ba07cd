//! Whole numbers in the Draw tab: what is asked of the thread that finds digits, its newest answer, and how that is
//! shown beside the canvas. The boxes over the canvas are drawn elsewhere.

use std::sync::Arc;

use eframe::egui::{self, Align2, CornerRadius, Rect, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo};
use serde::{Deserialize, Serialize};

use super::reading::{Source, Subject};
use super::replay::Replay;
use super::{DrawTab, TabContext};
use crate::analysis::{Judge, Shape, Verdict};
use crate::app::format;
use crate::app::icons;
use crate::app::shared::Shared;
use crate::app::theme::{self, size, space};
use crate::app::widgets::button::{IconButton, Look, Show};
use crate::background::scene_reader::Subject as Scene;
use crate::background::{ReadDigit, SceneReader, SceneReading};
use crate::model::Predictor;

/// Highest and lowest digits of a number beside the canvas, in points.
const FIGURES: (f32, f32) = (64.0, 16.0);
/// Width of a digit, as a share of its height.
const WIDTH: f32 = 0.62;
/// Height of a line, as a share of a digit's.
const LINE: f32 = 1.15;

/// How many digits the canvas is expected to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// One, unless several are found.
    #[default]
    Auto,
    /// One, whatever is found.
    One,
    /// Any number of them.
    Number,
}

impl Expected {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Auto, Self::One, Self::Number];

    /// What it is called.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Auto => "Auto",
            Self::One => "One digit",
            Self::Number => "Number",
        }
    }

    /// What it does, in one sentence.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Auto => "Read one digit, or a whole number where several digits are found",
            Self::One => "Read everything on the canvas as one digit",
            Self::Number => "Find every digit on the canvas, even a single one, and put a box around it",
        }
    }
}

/// The digits on the canvas.
#[derive(Default)]
pub struct Number {
    /// How many are expected.
    pub expected: Expected,
    reader: Option<SceneReader>,
    asked: Option<(Subject, Source, u64)>,
    ticket: u64,
    /// Readings of tickets below this are of another canvas.
    valid_from: u64,
    reading: SceneReading,
    judge: Judge,
    /// What each digit comes to, in the order of the reading.
    verdicts: Vec<Verdict>,
    /// The digit under the pointer or with the keyboard's focus.
    pub(super) pointed: Option<usize>,
    /// The digit that the bars show otherwise: the one being drawn.
    newest: usize,
}

impl Number {
    /// Forgets what was read, since the canvas is blank or shows something else.
    pub fn forget(&mut self) {
        self.asked = None;
        self.valid_from = self.ticket + 1;
        self.reading = SceneReading::default();
        self.pointed = None;
    }

    /// Asks for a reading of `scene` unless that was asked already; never waits. `subject` and `weights` identify what
    /// is read and by which weights.
    pub fn ask(
        &mut self,
        shared: &mut Shared,
        subject: Subject,
        weights: (Source, u64),
        predictor: Arc<Predictor>,
        scene: impl FnOnce() -> Scene,
    ) {
        let question = (subject, weights.0, weights.1);
        if self.asked == Some(question) {
            return;
        }
        // Boxes of a picture mean nothing on a drawing.
        let is_picture = |subject: &Subject| matches!(subject, Subject::Picture(_));
        if self.asked.is_some_and(|(before, ..)| is_picture(&before) != is_picture(&subject)) {
            self.forget();
        }
        self.asked = Some(question);
        if self.reader.is_none() {
            match SceneReader::start(shared.wake()) {
                Ok(reader) => self.reader = Some(reader),
                Err(error) => shared.notices.error(error),
            }
        }
        if let Some(reader) = &self.reader {
            self.ticket += 1;
            reader.request(self.ticket, predictor, scene());
        }
    }

    /// Takes the newest reading; says what went wrong, if anything did. `pen` is where the pen was last, on the canvas.
    pub fn take(&mut self, pen: Option<crate::ink::Point>) -> Option<String> {
        match self.reader.as_ref()?.latest()? {
            Ok(reading) if reading.ticket >= self.valid_from => {
                self.reading = reading;
                self.judge_all();
                let holds = |digit: &ReadDigit| {
                    let bounds = digit.found.bounds;
                    pen.is_some_and(|pen| {
                        (bounds.left..=bounds.right).contains(&pen.x) && (bounds.top..=bounds.bottom).contains(&pen.y)
                    })
                };
                self.newest = self.reading.digits.iter().position(holds).unwrap_or(0);
                None
            }
            Ok(_) => None,
            Err(fault) => Some(fault.to_string()),
        }
    }

    /// Takes note of when the person takes something for a digit.
    pub fn judge_by(&mut self, judge: Judge) {
        if self.judge != judge {
            self.judge = judge;
            self.judge_all();
        }
    }

    fn judge_all(&mut self) {
        let verdict = |digit: &ReadDigit| {
            // It was found as one shape.
            let shape = match Shape::of(&digit.image) {
                Shape::SideBySide => Shape::Plain,
                shape @ (Shape::Blank | Shape::Dot | Shape::Filled | Shape::Plain) => shape,
            };
            self.judge.judge_shape(shape, Some(&digit.prediction)).verdict
        };
        self.verdicts = self.reading.digits.iter().map(verdict).collect();
    }

    /// Whether the digit at `index` looks like none.
    pub(super) fn is_refused(&self, index: usize) -> bool {
        self.verdicts.get(index) == Some(&Verdict::NotADigit)
    }

    fn refused(&self) -> usize {
        self.verdicts.iter().filter(|&&verdict| verdict == Verdict::NotADigit).count()
    }

    /// How many digits were found, shown or not.
    #[must_use]
    pub fn found(&self) -> usize {
        self.reading.digits.len()
    }

    /// The digits to show in boxes; none where one digit is read as always.
    #[must_use]
    pub fn digits(&self) -> &[ReadDigit] {
        let shown = match self.expected {
            // A heart falls into two halves, but those are no digits.
            Expected::Auto => self.reading.digits.len() > 1 && 2 * self.refused() < self.reading.digits.len(),
            Expected::One => false,
            Expected::Number => true,
        };
        if shown { &self.reading.digits } else { &[] }
    }

    /// The digit whose bars and pixels are shown, if a number is.
    #[must_use]
    pub fn chosen(&self) -> Option<&ReadDigit> {
        let digits = self.digits();
        self.pointed.and_then(|pointed| digits.get(pointed)).or_else(|| digits.get(self.newest)).or(digits.first())
    }

    /// Whether the digit at `index` is the chosen one.
    pub(super) fn is_chosen(&self, index: usize) -> bool {
        let chosen = self.chosen().map(|digit| digit.found.candidate);
        chosen.is_some() && self.digits().get(index).map(|digit| digit.found.candidate) == chosen
    }

    /// The number as text, if one is shown: a line for each line of digits.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        (!self.digits().is_empty()).then_some(self.reading.text.as_str())
    }
}

impl DrawTab {
    /// Lets the digits of the canvas be found and read.
    pub(super) fn ask_number(
        &mut self,
        shared: &mut Shared,
        subject: Subject,
        predictor: Arc<Predictor>,
        weights: (Source, u64),
    ) {
        let page = self.picture.as_ref().map(|picture| picture.page.as_ref());
        let shown = self.replay.as_ref().map_or(self.drawing.strokes(), Replay::shown);
        match page {
            Some(Some(page)) => {
                let scene = Arc::clone(&page.scene);
                self.number.ask(shared, subject, weights, predictor, || Scene::Picture(scene));
            }
            None if !shown.is_empty() => {
                self.number.ask(shared, subject, weights, predictor, || Scene::Drawing(shown.to_vec()));
            }
            Some(None) | None => self.number.forget(),
        }
    }
}

/// What a digit of a number is called: "Digit 2 of 4: 0, 99 %".
pub(super) fn name_of(number: &Number, digit: &ReadDigit, index: usize) -> String {
    let (sure, count) = (format::confidence(digit.prediction.confidence()), number.digits().len());
    let doubt = if number.is_refused(index) { ", looks like no digit" } else { "" };
    format!("Digit {} of {count}: {}, {sure}{doubt}", index + 1, digit.prediction.digit())
}

/// Draws the number as large as fits, each digit to point at, and a button to copy it. `height` is that of the digit
/// it stands in place of.
pub fn ui(ui: &mut Ui, number: &mut Number, height: f32) {
    let Some(text) = number.text().map(str::to_owned) else { return };
    let digits = number.digits().to_vec();
    let lines: Vec<&str> = text.lines().collect();
    let longest = lines.iter().map(|line| line.chars().count()).max().unwrap_or(1).max(1);
    let foot = theme::CONTROL_HEIGHT + space::S;
    let fits = (ui.available_width() / longest as f32 / WIDTH).min((height - foot) / lines.len() as f32 / LINE);
    let figure = fits.clamp(FIGURES.1, FIGURES.0);
    let room = Vec2::new(ui.available_width(), (figure * LINE * lines.len() as f32).max(height - foot));
    let (rect, response) = ui.allocate_exact_size(room, Sense::hover());
    let spoken = format!("Read as {}", text.replace('\n', ", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    let top = rect.center().y - figure * LINE * lines.len() as f32 / 2.0;
    let mut index = 0;
    for (row, line) in lines.iter().enumerate() {
        for (column, _) in line.chars().enumerate().filter(|(_, sign)| *sign != ' ') {
            let corner = egui::pos2(rect.left() + column as f32 * figure * WIDTH, top + row as f32 * figure * LINE);
            let cell = Rect::from_min_size(corner, Vec2::new(figure * WIDTH, figure * LINE));
            if let Some(digit) = digits.get(index) {
                figure_ui(ui, number, digit, index, cell, figure);
            }
            index += 1;
        }
    }
    foot_ui(ui, &digits, &text, number.refused());
}

/// One digit of the number.
fn figure_ui(ui: &mut Ui, number: &mut Number, digit: &ReadDigit, index: usize, cell: Rect, figure: f32) {
    let palette = theme::palette(ui);
    let response = ui.interact(cell, ui.scope_id().with(("figure", index)), Sense::click());
    let name = format!("Show digit {}: {}", index + 1, digit.prediction.digit());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.hovered() || response.has_focus() || response.clicked() {
        number.pointed = Some(index);
        number.newest = if response.clicked() { index } else { number.newest };
    }
    let round = CornerRadius::same(theme::CONTROL_RADIUS);
    if number.is_chosen(index) {
        ui.painter().rect_filled(cell, round, palette.accent_well);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(cell, round, Stroke::new(2.0, palette.accent), StrokeKind::Inside);
    }
    let sign = digit.prediction.digit().to_string();
    let font = theme::strong_font(figure);
    let is_refused = number.is_refused(index);
    let colour = if is_refused { palette.warning } else { palette.ink };
    ui.painter().text(cell.center(), Align2::CENTER_CENTER, sign, font, colour);
    if is_refused {
        response.on_hover_text("This looks like no digit; it is read as the one it is most like");
    }
}

/// How many digits there are, how sure the least sure one is, and the button to copy them.
fn foot_ui(ui: &mut Ui, digits: &[ReadDigit], text: &str, refused: usize) {
    let least = digits.iter().map(|digit| digit.prediction.confidence()).fold(1.0, f32::min);
    let what = match digits.len() {
        1 => format!("1 digit, {}", format::confidence(least)),
        count => format!("{count} digits, the least sure {}", format::confidence(least)),
    };
    let what = match refused {
        0 => what,
        1 => format!("{what}; one looks like no digit"),
        several => format!("{what}; {several} look like no digits"),
    };
    ui.horizontal(|ui| {
        let copy = IconButton::new(icons::COPY, "Copy").look(Look::Plain).show(Show::Icon);
        if ui.add(copy).on_hover_text("Copy the digits as text").clicked() {
            ui.ctx().copy_text(text.to_owned());
        }
        ui.add(egui::Label::new(egui::RichText::new(what).size(size::BODY).color(theme::palette(ui).quiet)).truncate());
    });
}

/// The switch between one digit and a number.
pub fn switch(ui: &mut Ui, context: &mut TabContext<'_>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        for expected in Expected::ALL {
            let button = IconButton::new(None, expected.title()).chosen(context.settings.expected == expected);
            if ui.add(button).on_hover_text(expected.description()).clicked() {
                context.settings.expected = expected;
            }
        }
    });
}
