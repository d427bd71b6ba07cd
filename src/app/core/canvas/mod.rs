//! The canvas: the drawing or picture on it, what a hand does to it, and what the networks read on it.

pub mod change;
pub mod command;
pub mod compare;
pub mod export;
pub mod gesture;
pub mod hand;
pub mod latest_answer;
mod normaliser_stages;
pub mod number;
pub mod preparation;
pub mod reading;
pub mod replay;
pub mod verdict;

use std::borrow::Cow;
use std::sync::Arc;

use super::settings::Settings;
use super::settings::canvas::{Pressure, Steps};
use super::settings::expected::Expected;
use super::settings::tab::Tab;
use super::shared::Shared;
use super::training::TrainingState;
use super::window_request::WindowRequest;
use crate::analysis::{InkShape, Judgement};
use crate::data::Image;
use crate::ink::normalise::stages::{self, Omitted};
use crate::ink::picture::Page;
use crate::ink::{Drawing, Point, Raster, Stroke, length_in_pen_widths, normalise};
use crate::text::Message;
use crate::tr;
use command::CanvasCommand;
use gesture::Gesture;
use normaliser_stages::NormaliserStages;
use number::Number;
use reading::{CanvasContent, DigitReading, WeightsSource};
use replay::Replay;

/// A picture from a file that is shown in place of the drawing.
#[derive(Debug, Clone)]
pub struct CanvasPicture {
    /// Name of the file, or where else it comes from.
    pub name: Message,
    /// The picture as the network sees it.
    pub image: Image,
    /// The picture itself and the digits in it, where it is more than one digit's pixels.
    pub page: Option<Arc<Page>>,
}

/// The canvas and all that is read on it.
#[derive(Default)]
pub struct Canvas {
    /// The strokes and their history.
    pub drawing: Drawing,
    /// What is read in place of the drawing.
    pub picture: Option<CanvasPicture>,
    /// Which weights read.
    pub source: WeightsSource,
    /// The replay that is shown in place of the whole drawing.
    pub replay: Option<Replay>,
    /// The digits of a whole number.
    pub number: Number,
    /// The steps of the normaliser that are left out, in this sitting only.
    pub omitted: Omitted,
    /// Models that read beside the current one.
    pub compare: compare::Compare,
    /// What is being done on it, from press to release.
    pub gesture: Option<Gesture>,
    /// Fingers on the canvas, and where they are.
    fingers: Vec<(u64, Point)>,
    /// When the first stroke on the blank canvas began, in seconds of egui's clock.
    epoch_secs: f64,
    /// Version of the newest frame of a replay, so that the next replay begins with another one.
    moments: u64,
    /// How many pictures were shown so far: the number of the one that is shown.
    pub pictures_shown: u64,
    digit: DigitReading,
    /// See [`Self::stages`].
    stages: NormaliserStages,
    /// See [`Self::shape`].
    shape: InkShape,
    /// See [`Self::judgement`].
    judgement: Option<Judgement>,
}

impl Canvas {
    /// Reads a picture in place of the drawing.
    pub fn show_picture(&mut self, name: Message, image: Image) {
        self.leave();
        self.pictures_shown += 1;
        self.picture = Some(CanvasPicture { name, image, page: None });
    }

    /// Reads every digit of a picture in place of the drawing.
    pub fn show_page(&mut self, name: Message, page: Page) {
        self.show_picture(name, page.image());
        if let Some(picture) = &mut self.picture {
            picture.page = Some(Arc::new(page));
        }
    }

    /// Puts other ink on the canvas; undo brings the old one back.
    pub fn replace_ink(&mut self, strokes: Vec<Stroke>) {
        self.leave();
        self.picture = None;
        self.drawing.replace(strokes);
    }

    /// A blank canvas; undo brings the ink back.
    pub fn clear(&mut self) {
        self.leave();
        self.picture = None;
        self.drawing.clear();
    }

    /// Takes the last step back.
    pub fn undo(&mut self) {
        self.leave();
        self.picture = None;
        self.drawing.undo();
    }

    /// Does it again.
    pub fn redo(&mut self) {
        self.leave();
        self.picture = None;
        self.drawing.redo();
    }

    /// Does what concerns the drawing alone; says what the window has to do for it.
    pub fn run(&mut self, command: CanvasCommand, settings: &mut Settings) -> Option<WindowRequest> {
        let options = &mut settings.canvas;
        match command {
            CanvasCommand::Change(change) => self.change(change),
            CanvasCommand::Replay => {
                if self.replay.is_some() {
                    self.close_replay();
                } else {
                    self.lift();
                    self.moments += 1;
                    self.replay = Some(Replay::of(self.drawing.strokes(), self.moments));
                }
            }
            CanvasCommand::PlayPause => {
                if let Some(replay) = &mut self.replay {
                    replay.toggle();
                }
            }
            CanvasCommand::ToggleGrid => options.grid = options.grid.other(),
            CanvasCommand::ToggleSteps => options.steps = options.steps.other(),
            CanvasCommand::AllSteps => self.omitted = Omitted::NONE,
            CanvasCommand::Example(digit) => {
                options.example = if options.example == Some(digit) { None } else { Some(digit) };
            }
            CanvasCommand::TogglePressure => {
                options.pressure = match options.pressure {
                    Pressure::Widens => Pressure::Ignored,
                    Pressure::Ignored => Pressure::Widens,
                };
            }
            CanvasCommand::CopyPicture => return Some(export::picture_to_copy(self.drawing.strokes(), options)),
            CanvasCommand::CopyInk => return Some(WindowRequest::CopyText(export::ink_text(self.drawing.strokes()))),
            CanvasCommand::Paste => return Some(WindowRequest::Paste),
            CanvasCommand::LeaveOut(omitted) => self.omitted = omitted,
            CanvasCommand::Point(digit) => self.number.pointed = digit,
            CanvasCommand::Choose(digit) => self.number.choose(digit),
            CanvasCommand::GoTo(secs) => {
                if let Some(replay) = &mut self.replay {
                    replay.hold_at(secs);
                }
            }
            CanvasCommand::Advance { now_secs, frame_secs } => {
                if let Some(replay) = &mut self.replay {
                    replay.advance(now_secs, frame_secs, settings.motion);
                }
            }
            CanvasCommand::Speed(speed) => {
                if let Some(replay) = &mut self.replay {
                    replay.speed = speed;
                }
            }
            CanvasCommand::Export(_) => {}
        }
        None
    }

    /// Whether there is a drawing on the canvas, and no picture in its place.
    #[must_use]
    pub fn has_ink(&self) -> bool {
        !self.drawing.is_empty() && self.picture.is_none()
    }

    /// The ink on the canvas: of the drawing, or of the moment of its replay.
    #[must_use]
    pub fn shown(&self) -> &[Stroke] {
        self.replay.as_ref().map_or(self.drawing.strokes(), Replay::shown)
    }

    /// What is on the canvas.
    #[must_use]
    pub fn subject(&self) -> CanvasContent {
        match (&self.picture, &self.replay) {
            (Some(_), _) => CanvasContent::Picture(self.pictures_shown),
            (None, Some(replay)) => CanvasContent::Moment(replay.version()),
            (None, None) => CanvasContent::Ink(self.drawing.revision()),
        }
    }

    fn close_replay(&mut self) {
        if let Some(replay) = self.replay.take() {
            self.moments = self.moments.max(replay.version());
        }
    }

    /// Ends what is going on, a replay too.
    fn leave(&mut self) {
        self.lift();
        self.close_replay();
    }

    /// Takes back the stroke, erasure or change that is under way.
    fn cancel(&mut self) {
        if self.gesture.take().is_some() {
            self.drawing.cancel();
        }
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
        self.number.chosen().map(|digit| &digit.prediction).or(self.digit.prediction())
    }

    /// What the network sees of the canvas, or of the chosen digit of a number; blank if there is nothing.
    #[must_use]
    pub fn seen(&self) -> &Image {
        self.number.chosen().map_or(self.digit.image(), |digit| &digit.image)
    }

    /// How long the network took for the newest reading, in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.digit.seconds()
    }

    /// What the ink says by itself, whatever steps are left out.
    #[must_use]
    pub fn shape(&self) -> InkShape {
        self.shape
    }

    /// What the newest reading comes to; `None` where nothing was read.
    #[must_use]
    pub fn judgement(&self) -> Option<Judgement> {
        self.judgement
    }

    /// What is to be known about the probabilities, if they are as the network gives them.
    #[must_use]
    pub fn caveat(&self, shared: &Shared, training: &TrainingState) -> Option<Cow<'static, str>> {
        let is_measured = verdict::measured(self.source, shared, training).is_some();
        (!is_measured && self.prediction().is_some()).then(|| tr!("answer-uncalibrated"))
    }

    /// What is read, in a few words, for the title of the window.
    #[must_use]
    pub fn in_short(&self) -> Option<String> {
        let read = self
            .judgement
            .zip(self.prediction())
            .map(|(judgement, read)| verdict::in_short(&judgement, read).to_string());
        self.number.text().map(|text| text.replace('\n', " / ")).or(read)
    }

    /// Only the reader of numbers tells several shapes from the parts of one, so that its boxes and the verdict agree.
    fn shape_of_ink(&self) -> InkShape {
        let shape = match self.number.chosen() {
            Some(digit) => InkShape::of(&digit.image),
            None => InkShape::of(self.digit.whole()),
        };
        // The lines of several digits say nothing of one of them.
        let is_one_drawing = self.picture.is_none() && self.number.found() <= 1;
        let shape = if is_one_drawing { shape.of_lines(|| length_in_pen_widths(self.shown())) } else { shape };
        let are_several = self.number.chosen().is_none() && self.number.found() > 1;
        if shape == InkShape::SideBySide && !are_several { InkShape::Plain } else { shape }
    }

    /// Takes the newest readings, asks for others if ink, weights or settings changed, and judges what was read; never
    /// waits. The one place where the canvas is read.
    pub fn read(&mut self, settings: &Settings, shared: &mut Shared, training: &TrainingState) {
        // Steps are left out for all ink as one digit.
        self.number.expected = if self.omitted == Omitted::NONE { settings.expected } else { Expected::One };
        let judge = verdict::judge(self.source, settings, shared, training);
        self.number.judge_by(judge.clone());
        self.compare.follow(&settings.canvas.compared, shared);
        let subject = self.subject();
        let mut digit = std::mem::take(&mut self.digit);
        let whole = || match &self.picture {
            Some(picture) => picture.image.clone(),
            None if self.shown().is_empty() => Image::BLANK,
            None => normalise(&Raster::of(self.shown())),
        };
        let partly = || stages::input(&self.source_of_ink(), self.omitted);
        digit.look_at(subject, self.omitted, whole, partly);
        self.digit = digit;
        let live = training.live().filter(|_| self.source == WeightsSource::Training);
        let reader = match (live, &shared.current) {
            (Some(live), _) => Some((live.predictor, WeightsSource::Training, live.generation)),
            (None, Some(current)) => Some((current.predictor.clone(), WeightsSource::Current, current.generation)),
            (None, None) => None,
        };
        if let Some((predictor, source, generation)) = reader {
            self.digit.ask(shared, Arc::clone(&predictor), (source, generation));
            self.ask_number(shared, subject, predictor, (source, generation));
        }
        self.digit.poll(shared);
        let seen = self.seen().clone();
        self.compare.read(shared, training, self.source, &seen);
        let pen = self.drawing.strokes().last().and_then(|stroke| stroke.points.last()).copied();
        self.number.poll(shared, pen.filter(|_| self.picture.is_none()));
        self.shape = self.shape_of_ink();
        self.judgement = self.prediction().map(|read| judge.judge_shape(self.shape, Some(read)));
        if settings.tab == Tab::Draw {
            self.compare.judge(self.shape, settings);
            if settings.canvas.steps == Steps::Shown {
                self.follow_stages();
            }
        }
    }
}
