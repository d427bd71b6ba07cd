//! What a person can ask of the drawing as a whole: words, keys and when it makes sense. Done by
//! [`super::DrawTab::run`] and by [`crate::app::run_command`].

use std::f32::consts::PI;

use eframe::egui::{Key, Modifiers};

use super::DrawTab;
use super::export::Form;
use super::options::Tool;
use crate::app::command::About;
use crate::app::icons;
use crate::ink::normalise::stages::Omitted;
use crate::ink::{Point, Transform};

/// One step of moving, in canvas sides.
const STEP: f32 = 0.01;
/// One step of growing.
const GROWTH: f32 = 1.05;
/// One step of turning, in radians: three degrees.
const ANGLE: f32 = PI / 60.0;
/// One step of thickening.
const WEIGHT: f32 = 1.1;

impl Tool {
    /// Its words and key.
    #[must_use]
    pub fn about(self) -> About {
        let (label, tooltip, icon, key) = match self {
            Self::Pen => ("Pen", "Draw; the right mouse button erases", icons::PEN, Key::P),
            Self::Eraser => ("Eraser", "Remove the strokes you touch", icons::ERASER, Key::E),
            Self::AreaEraser => {
                ("Area eraser", "Rub out the ink under the ring, as with rubber", icons::CIRCLE_DASHED, Key::A)
            }
            Self::Transform => (
                "Transform",
                "Move, scale and turn the drawing by its handles, or by numbers",
                icons::BOUNDING_BOX,
                Key::T,
            ),
        };
        About::new(label, tooltip).icon(icon).keys(Modifiers::NONE, key)
    }
}

/// A small change of the whole drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Move it to the left.
    Left,
    /// Move it to the right.
    Right,
    /// Move it up.
    Up,
    /// Move it down.
    Down,
    /// Make it larger.
    Larger,
    /// Make it smaller.
    Smaller,
    /// Turn it against the clock.
    TurnLeft,
    /// Turn it with the clock.
    TurnRight,
    /// Make its strokes thicker.
    Thicken,
    /// Make its strokes thinner.
    Thin,
}

impl Change {
    /// Every change.
    pub const ALL: [Self; 10] = [
        Self::Left,
        Self::Right,
        Self::Up,
        Self::Down,
        Self::Larger,
        Self::Smaller,
        Self::TurnLeft,
        Self::TurnRight,
        Self::Thicken,
        Self::Thin,
    ];

    /// One step of it, around `centre`.
    #[must_use]
    pub fn transform(self, centre: Point) -> Transform {
        let shift = |x: f32, y: f32| Transform::shift(Point { x, y } * STEP);
        match self {
            Self::Left => shift(-1.0, 0.0),
            Self::Right => shift(1.0, 0.0),
            Self::Up => shift(0.0, -1.0),
            Self::Down => shift(0.0, 1.0),
            Self::Larger => Transform::scale(centre, GROWTH),
            Self::Smaller => Transform::scale(centre, 1.0 / GROWTH),
            Self::TurnLeft => Transform::turn(centre, -ANGLE),
            Self::TurnRight => Transform::turn(centre, ANGLE),
            Self::Thicken => Transform::thicken(WEIGHT),
            Self::Thin => Transform::thicken(1.0 / WEIGHT),
        }
    }

    fn about(self) -> About {
        const NONE: Modifiers = Modifiers::NONE;
        const SHIFT: Modifiers = Modifiers::SHIFT;
        const ALT: Modifiers = Modifiers::ALT;
        let (label, tooltip, icon, modifiers, key) = match self {
            Self::Left => ("Move left", "Move the drawing to the left", icons::ARROW_LEFT, NONE, Key::ArrowLeft),
            Self::Right => ("Move right", "Move the drawing to the right", icons::ARROW_RIGHT, NONE, Key::ArrowRight),
            Self::Up => ("Move up", "Move the drawing up", icons::ARROW_UP, NONE, Key::ArrowUp),
            Self::Down => ("Move down", "Move the drawing down", icons::ARROW_DOWN, NONE, Key::ArrowDown),
            Self::Larger => ("Larger drawing", "Make the drawing larger", icons::ARROWS_OUT, SHIFT, Key::ArrowUp),
            Self::Smaller => ("Smaller drawing", "Make the drawing smaller", icons::ARROWS_IN, SHIFT, Key::ArrowDown),
            Self::TurnLeft => (
                "Turn left",
                "Turn the drawing against the clock",
                icons::ARROW_COUNTER_CLOCKWISE,
                SHIFT,
                Key::ArrowLeft,
            ),
            Self::TurnRight => {
                ("Turn right", "Turn the drawing with the clock", icons::ARROW_CLOCKWISE, SHIFT, Key::ArrowRight)
            }
            Self::Thicken => {
                ("Thicker strokes", "Make the strokes drawn so far thicker", icons::PLUS, ALT, Key::ArrowUp)
            }
            Self::Thin => {
                ("Thinner strokes", "Make the strokes drawn so far thinner", icons::MINUS, ALT, Key::ArrowDown)
            }
        };
        About::new(label, tooltip).icon(icon).keys(modifiers, key)
    }
}

/// A wish about the drawing as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CanvasCommand {
    /// Change it a little.
    Change(Change),
    /// Show how it came about, or stop showing it.
    Replay,
    /// Let the replay run, or hold it.
    PlayPause,
    /// Show lines behind the ink, or hide them.
    ToggleGrid,
    /// A faint digit to trace; the same again takes it away.
    Example(u8),
    /// Show the way from the ink to the network step by step, or hide it.
    ToggleSteps,
    /// Take every step of the normaliser again.
    AllSteps,
    /// Let pressure widen the ink, or not.
    TogglePressure,
    /// Write it to a file.
    Export(Form),
    /// Put a picture of it on the clipboard.
    CopyPicture,
    /// Put its strokes on the clipboard, as text.
    CopyInk,
    /// Read what is on the clipboard.
    Paste,
}

impl CanvasCommand {
    /// Every command, in the palette's order.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all: Vec<Self> = Change::ALL.into_iter().map(Self::Change).collect();
        all.extend([Self::Replay, Self::PlayPause, Self::ToggleGrid, Self::ToggleSteps, Self::AllSteps]);
        all.push(Self::TogglePressure);
        all.extend((0..=9).map(Self::Example));
        all.extend(Form::ALL.into_iter().map(Self::Export));
        all.extend([Self::CopyPicture, Self::CopyInk, Self::Paste]);
        all
    }

    /// Its words and keys.
    #[must_use]
    pub fn about(self) -> About {
        match self {
            Self::Change(change) => change.about(),
            Self::Replay => About::new("Replay", "Watch the drawing come about once more, and the reading with it")
                .icon(icons::FILM_STRIP)
                .keys(Modifiers::NONE, Key::R),
            Self::PlayPause => About::new("Play or pause the replay", "Let the replay run on, or hold it")
                .icon(icons::PLAY)
                .keys(Modifiers::NONE, Key::Space),
            Self::ToggleGrid => About::new("Grid", "Show lines behind the ink; they are never read")
                .icon(icons::GRID_NINE)
                .keys(Modifiers::NONE, Key::G),
            Self::ToggleSteps => {
                About::new("Steps", "Show how the ink becomes the network's picture, with switches for every step")
                    .icon(icons::STEPS)
                    .keys(Modifiers::NONE, Key::N)
            }
            Self::AllSteps => About::new("All steps on", "Prepare the ink as for the digits the network learned from")
                .icon(icons::ARROW_COUNTER_CLOCKWISE),
            Self::Example(digit) => {
                About::new(format!("Trace a {digit}"), "Show this digit faintly to trace it; it is never read")
                    .icon(icons::SIGNATURE)
            }
            Self::TogglePressure => {
                About::new("Pressure widens the ink", "Press harder for wider ink, with pens and screens that can tell")
                    .icon(icons::PEN_NIB)
            }
            Self::Export(form) => About::new(form.label(), form.tooltip()).icon(form.icon()),
            Self::CopyPicture => {
                About::new("Copy as a picture", "Put a picture of the drawing on the clipboard; Ctrl+C does the same")
                    .icon(icons::COPY)
            }
            Self::CopyInk => About::new("Copy as ink", "Put the strokes on the clipboard, as a line of an ink file")
                .icon(icons::CLIPBOARD_TEXT),
            Self::Paste => About::new(
                "Paste",
                "Read a picture or ink from the clipboard, in place of the drawing; Ctrl+V does the same",
            )
            .icon(icons::CLIPBOARD),
        }
    }

    /// What to say when it is done, where nothing is to be seen of it.
    #[must_use]
    pub fn done(self) -> Option<&'static str> {
        match self {
            Self::CopyPicture => Some("Copied a picture of the drawing"),
            Self::CopyInk => Some("Copied the strokes as ink"),
            Self::Change(_)
            | Self::Replay
            | Self::PlayPause
            | Self::ToggleGrid
            | Self::ToggleSteps
            | Self::AllSteps
            | Self::Example(_)
            | Self::TogglePressure
            | Self::Export(_)
            | Self::Paste => None,
        }
    }

    /// Whether it makes sense now.
    #[must_use]
    pub fn is_enabled(self, tab: &DrawTab) -> bool {
        let has_ink = !tab.drawing.is_empty() && tab.picture.is_none();
        match self {
            Self::Change(_) => has_ink && tab.replay.is_none(),
            Self::Replay => has_ink || tab.replay.is_some(),
            Self::PlayPause => tab.replay.is_some(),
            Self::AllSteps => tab.omitted != Omitted::NONE,
            Self::ToggleGrid | Self::ToggleSteps | Self::Example(_) | Self::TogglePressure | Self::Paste => true,
            Self::Export(_) | Self::CopyPicture | Self::CopyInk => has_ink,
        }
    }
}
