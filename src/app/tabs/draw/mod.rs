//! The Draw tab: the canvas, and what the network reads on it.

mod answer;
mod canvas;
mod reading;
mod tools;

use eframe::egui::{self, Rect, ScrollArea, UiBuilder, Vec2, pos2};

use super::TabContext;
use crate::app::shared::Shared;
use crate::app::theme::{self, space};
use crate::app::training::TrainingState;
use crate::data::Image;
use crate::ink::{Drawing, Stroke};
use canvas::Gesture;
use reading::{Desk, Subject};

pub use reading::Source;

/// Narrowest and widest column of answers, in points.
const ANSWER_WIDTH: (f32, f32) = (170.0, 560.0);
/// Below this width, answers go under the canvas.
const NARROW: f32 = 370.0;
/// Smallest canvas, in points.
const LEAST_CANVAS: f32 = 140.0;

/// Below this side, in points, the tools do not fit under the canvas alone.
const TINY_CANVAS: f32 = 190.0;

/// What the left mouse button, a finger or a pen does on the canvas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tool {
    /// Draws.
    #[default]
    Pen,
    /// Removes strokes.
    Eraser,
}

impl Tool {
    /// Every tool.
    pub const ALL: [Self; 2] = [Self::Pen, Self::Eraser];
}

/// A picture from a file that is shown in place of the drawing.
#[derive(Debug, Clone)]
pub struct Picture {
    /// Name of the file.
    pub name: String,
    /// The picture as the network sees it.
    pub image: Image,
}

/// What the Draw tab keeps.
#[derive(Default)]
pub struct DrawTab {
    /// The strokes and their history.
    pub drawing: Drawing,
    /// What is read in place of the drawing.
    pub picture: Option<Picture>,
    /// The tool in use.
    pub tool: Tool,
    /// Which weights read.
    pub source: Source,
    gesture: Option<Gesture>,
    pictures_shown: u64,
    desk: Desk,
}

impl DrawTab {
    /// Reads a picture in place of the drawing.
    pub fn show_picture(&mut self, name: String, image: Image) {
        self.lift();
        self.pictures_shown += 1;
        self.picture = Some(Picture { name, image });
    }

    /// Puts other ink on the canvas; undo brings the old one back.
    pub fn replace_ink(&mut self, strokes: Vec<Stroke>) {
        self.lift();
        self.picture = None;
        self.drawing.replace(strokes);
    }

    /// A blank canvas; undo brings the ink back.
    pub fn clear(&mut self) {
        self.lift();
        self.picture = None;
        self.drawing.clear();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        self.lift();
        self.picture = None;
        self.drawing.undo();
    }

    /// Does it again.
    pub fn redo(&mut self) {
        self.lift();
        self.picture = None;
        self.drawing.redo();
    }

    /// Ends a stroke or an erasure that is under way.
    pub fn lift(&mut self) {
        if self.gesture.take().is_some() {
            self.drawing.end();
        }
    }

    /// What the network says about what is on the canvas, once it has said it.
    #[must_use]
    pub fn prediction(&self) -> Option<&crate::model::Prediction> {
        self.desk.prediction()
    }

    /// Takes the newest reading and asks for another one if ink or weights changed; never waits.
    pub fn read(&mut self, shared: &mut Shared, training: &TrainingState) {
        let subject = match &self.picture {
            Some(_) => Subject::Picture(self.pictures_shown),
            None => Subject::Ink(self.drawing.revision()),
        };
        let image = || match &self.picture {
            Some(picture) => picture.image.clone(),
            None if self.drawing.is_empty() => Image::BLANK,
            None => self.drawing.image(),
        };
        self.desk.look_at(subject, image);
        let live = training.live().filter(|_| self.source == Source::Training);
        let reader = match (live, &shared.current) {
            (Some(live), _) => Some((live.predictor, Source::Training, live.generation)),
            (None, Some(current)) => Some((current.predictor.clone(), Source::Current, current.generation)),
            (None, None) => None,
        };
        if let Some((predictor, source, generation)) = reader {
            self.desk.ask(shared, predictor, (source, generation));
        }
        if let Some(fault) = self.desk.take() {
            shared.notices.error(fault);
        }
    }
}

/// Draws the Draw tab.
pub fn ui(ui: &mut egui::Ui, tab: &mut DrawTab, context: &mut TabContext<'_>) {
    let room = ui.available_rect_before_wrap();
    if room.width() < NARROW {
        stacked(ui, tab, context, room);
    } else {
        side_by_side(ui, tab, context, room);
    }
}

fn side_by_side(ui: &mut egui::Ui, tab: &mut DrawTab, context: &mut TabContext<'_>, room: Rect) {
    let tools_height = theme::CONTROL_HEIGHT + space::M;
    let least_answer = (room.width() * 0.36).clamp(ANSWER_WIDTH.0, 310.0);
    let side = (room.width() - least_answer - space::L).min(room.height() - tools_height).max(LEAST_CANVAS).floor();
    let answer = (room.width() - side - space::L).clamp(ANSWER_WIDTH.0, ANSWER_WIDTH.1).floor();
    let left = room.left() + ((room.width() - side - space::L - answer) / 2.0).max(0.0).floor();

    let canvas = Rect::from_min_size(pos2(left, room.top()), Vec2::splat(side));
    // Under a tiny canvas the tools take the whole width.
    let is_tiny = side < TINY_CANVAS;
    let (tools_right, answer_bottom) =
        if is_tiny { (room.right(), canvas.bottom()) } else { (canvas.right(), room.bottom()) };
    let below = Rect::from_min_max(pos2(left, canvas.bottom() + space::M), pos2(tools_right, room.bottom()));
    let beside = Rect::from_min_max(
        pos2(canvas.right() + space::L, room.top()),
        pos2(canvas.right() + space::L + answer, answer_bottom),
    );
    ui.scope_builder(UiBuilder::new().max_rect(canvas), |ui| canvas::ui(ui, tab, context, side));
    ui.scope_builder(UiBuilder::new().max_rect(below), |ui| tools::ui(ui, tab, context));
    ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            answer::ui(ui, tab, context, (side + tools_height).min(beside.height()));
        });
    });
}

fn stacked(ui: &mut egui::Ui, tab: &mut DrawTab, context: &mut TabContext<'_>, room: Rect) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let side = room.width().min(room.height() - theme::CONTROL_HEIGHT - space::M).max(LEAST_CANVAS).floor();
        canvas::ui(ui, tab, context, side);
        tools::ui(ui, tab, context);
        answer::ui(ui, tab, context, 0.0);
    });
}
