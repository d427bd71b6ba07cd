//! Whole numbers on the canvas: what is asked of the thread that finds digits, and its newest answer.

use std::sync::Arc;

use super::Canvas;
use super::latest_answer::LatestReading;
use super::reading::{CanvasContent, WeightsSource};
use super::replay::Replay;
use crate::analysis::{InkShape, Judge, Verdict};
use crate::app::core::settings::expected::Expected;
use crate::app::core::shared::Shared;
use crate::background::scene_reader::Subject as Scene;
use crate::background::{ReadDigit, SceneReader};
use crate::model::Predictor;

/// Reading of several digits on the canvas: how many are expected, and what was found.
#[derive(Default)]
pub struct Number {
    /// How many are expected.
    pub expected: Expected,
    /// What is read, and by which weights.
    latest: LatestReading<(CanvasContent, WeightsSource, u64), SceneReader>,
    judge: Judge,
    /// What each digit comes to, in the order of the reading.
    verdicts: Vec<Verdict>,
    /// The digit under the pointer or with the keyboard's focus.
    pub pointed: Option<usize>,
    /// The digit that the bars show otherwise: the one being drawn.
    newest: usize,
}

impl Number {
    /// Forgets what was read, since the canvas is blank or shows something else.
    pub fn forget(&mut self) {
        self.latest.forget();
        self.pointed = None;
    }

    /// Asks for a reading of `scene` unless that was asked already; never waits. `subject` and `weights` identify what
    /// is read and by which weights.
    pub fn ask(
        &mut self,
        shared: &mut Shared,
        subject: CanvasContent,
        weights: (WeightsSource, u64),
        predictor: Arc<Predictor>,
        scene: impl FnOnce() -> Scene,
    ) {
        // Boxes of a picture mean nothing on a drawing.
        let is_picture = |subject: &CanvasContent| matches!(subject, CanvasContent::Picture(_));
        if self.latest.question().is_some_and(|(before, ..)| is_picture(before) != is_picture(&subject)) {
            self.forget();
        }
        self.latest.ask(shared, (subject, weights.0, weights.1), || (predictor, scene()));
    }

    /// Takes the newest reading. `pen` is where the pen was last, on the canvas.
    pub fn poll(&mut self, shared: &mut Shared, pen: Option<crate::ink::Point>) {
        if !self.latest.poll(shared) {
            return;
        }
        self.judge_all();
        let holds = |digit: &ReadDigit| {
            let bounds = digit.found.bounds;
            pen.is_some_and(|pen| {
                (bounds.left..=bounds.right).contains(&pen.x) && (bounds.top..=bounds.bottom).contains(&pen.y)
            })
        };
        self.newest = self.all().iter().position(holds).unwrap_or(0);
    }

    /// Takes note of when the person takes something for a digit.
    pub fn judge_by(&mut self, judge: Judge) {
        if self.judge != judge {
            self.judge = judge;
            self.judge_all();
        }
    }

    /// Shows the digit at this place from now on.
    pub fn choose(&mut self, digit: usize) {
        self.newest = digit;
    }

    fn judge_all(&mut self) {
        let verdict = |digit: &ReadDigit| {
            // It was found as one shape.
            let shape = match InkShape::of(&digit.image) {
                InkShape::SideBySide => InkShape::Plain,
                shape @ (InkShape::Blank | InkShape::Dot | InkShape::Filled | InkShape::Plain) => shape,
            };
            self.judge.judge_shape(shape, Some(&digit.prediction)).verdict
        };
        self.verdicts = self.all().iter().map(verdict).collect();
    }

    /// Whether the digit at `index` looks like none.
    #[must_use]
    pub fn is_refused(&self, index: usize) -> bool {
        self.verdicts.get(index) == Some(&Verdict::NotADigit)
    }

    /// How many look like none.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.verdicts.iter().filter(|&&verdict| verdict == Verdict::NotADigit).count()
    }

    /// The digits of the newest reading, whether boxes are drawn around them or not.
    fn all(&self) -> &[ReadDigit] {
        self.latest.answer().map_or(&[], |reading| &reading.digits)
    }

    /// How many digits were found, shown or not.
    #[must_use]
    pub fn found(&self) -> usize {
        self.all().len()
    }

    /// The digits to show in boxes; none where one digit is read as always.
    #[must_use]
    pub fn digits(&self) -> &[ReadDigit] {
        let shown = match self.expected {
            // A heart falls into two halves, but those are no digits.
            Expected::Auto => self.found() > 1 && 2 * self.refused() < self.found(),
            Expected::One => false,
            Expected::Number => true,
        };
        if shown { self.all() } else { &[] }
    }

    /// The digit whose bars and pixels are shown, if a number is.
    #[must_use]
    pub fn chosen(&self) -> Option<&ReadDigit> {
        let digits = self.digits();
        self.pointed.and_then(|pointed| digits.get(pointed)).or_else(|| digits.get(self.newest)).or(digits.first())
    }

    /// Whether the digit at `index` is the chosen one.
    #[must_use]
    pub fn is_chosen(&self, index: usize) -> bool {
        let chosen = self.chosen().map(|digit| digit.found.candidate);
        chosen.is_some() && self.digits().get(index).map(|digit| digit.found.candidate) == chosen
    }

    /// The number as text, if one is shown: a line for each line of digits.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.latest.answer().filter(|_| !self.digits().is_empty()).map(|reading| reading.text.as_str())
    }
}

impl Canvas {
    /// Lets the digits of the canvas be found and read.
    pub(super) fn ask_number(
        &mut self,
        shared: &mut Shared,
        subject: CanvasContent,
        predictor: Arc<Predictor>,
        weights: (WeightsSource, u64),
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
