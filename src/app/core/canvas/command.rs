//! What a person can ask of the drawing as a whole, with its words and keys.

use std::f32::consts::PI;

use egui::{Key, Modifiers};

use super::export::Form;
use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::app::core::settings::canvas::Tool;
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
    pub fn about(self) -> CommandInfo {
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
        CommandInfo::new(label, tooltip).icon(icon).keys(Modifiers::NONE, key)
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

    fn about(self) -> CommandInfo {
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
        CommandInfo::new(label, tooltip).icon(icon).keys(modifiers, key)
    }
}

/// A wish about the drawing as a whole.
#[derive(Debug, Clone, Copy, PartialEq)]
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
    /// Leave these steps of the normaliser out, in this sitting.
    LeaveOut(Omitted),
    /// Show the bars and pixels of this digit of a number, by its place, while it is pointed at; or of none.
    Point(Option<usize>),
    /// Show those of this digit from now on.
    Choose(usize),
    /// Hold the replay at this second.
    GoTo(f32),
    /// Let the replay run at this pace, in times that of the hand.
    Speed(f32),
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
    pub fn about(self) -> CommandInfo {
        match self {
            Self::Change(change) => change.about(),
            Self::Replay => {
                CommandInfo::new("Replay", "Watch the drawing come about once more, and the reading with it")
                    .icon(icons::FILM_STRIP)
                    .keys(Modifiers::NONE, Key::R)
            }
            Self::PlayPause => CommandInfo::new("Play or pause the replay", "Let the replay run on, or hold it")
                .icon(icons::PLAY)
                .keys(Modifiers::NONE, Key::Space),
            Self::ToggleGrid => CommandInfo::new("Grid", "Show lines behind the ink; they are never read")
                .icon(icons::GRID_NINE)
                .keys(Modifiers::NONE, Key::G),
            Self::ToggleSteps => CommandInfo::new(
                "Steps",
                "Show how the ink becomes the network's picture, with switches for every step",
            )
            .icon(icons::STEPS)
            .keys(Modifiers::NONE, Key::N),
            Self::AllSteps => {
                CommandInfo::new("All steps on", "Prepare the ink as for the digits the network learned from")
                    .icon(icons::ARROW_COUNTER_CLOCKWISE)
            }
            Self::Example(digit) => {
                CommandInfo::new(format!("Trace a {digit}"), "Show this digit faintly to trace it; it is never read")
                    .icon(icons::SIGNATURE)
            }
            Self::TogglePressure => CommandInfo::new(
                "Pressure widens the ink",
                "Press harder for wider ink, with pens and screens that can tell",
            )
            .icon(icons::PEN_NIB),
            Self::Export(form) => CommandInfo::new(form.label(), form.tooltip()).icon(form.icon()),
            Self::CopyPicture => CommandInfo::new(
                "Copy as a picture",
                "Put a picture of the drawing on the clipboard; Ctrl+C does the same",
            )
            .icon(icons::COPY),
            Self::CopyInk => {
                CommandInfo::new("Copy as ink", "Put the strokes on the clipboard, as a line of an ink file")
                    .icon(icons::CLIPBOARD_TEXT)
            }
            Self::Paste => CommandInfo::new(
                "Paste",
                "Read a picture or ink from the clipboard, in place of the drawing; Ctrl+V does the same",
            )
            .icon(icons::CLIPBOARD),
            Self::LeaveOut(_) => {
                CommandInfo::new("Switch steps", "Choose the steps that prepare the ink").icon(icons::STEPS)
            }
            Self::Point(_) => CommandInfo::new("Point at a digit", "Show how the digit that is pointed at is read"),
            Self::Choose(_) => CommandInfo::new("Choose a digit", "Show how this digit of the number is read"),
            Self::GoTo(_) => {
                CommandInfo::new("Go to a moment", "Go to any moment of the drawing").icon(icons::FILM_STRIP)
            }
            Self::Speed(_) => {
                CommandInfo::new("Speed of the replay", "Slower or faster, in times the pace of the hand")
            }
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
            | Self::Paste
            | Self::LeaveOut(_)
            | Self::Point(_)
            | Self::Choose(_)
            | Self::GoTo(_)
            | Self::Speed(_) => None,
        }
    }
}
