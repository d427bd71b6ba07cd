//! User commands about the drawing as a whole, with their words and keys.

use std::f32::consts::PI;

use egui::{Key, Modifiers};

use super::export::Form;
use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::app::core::settings::canvas::Tool;
use crate::ink::normalise::stages::Omitted;
use crate::ink::{Point, Transform};
use crate::text::{Message, Named};
use crate::{msg, tr};

/// One step of moving, in canvas sides.
const STEP: f32 = 0.01;
/// One step of growing.
const GROWTH: f32 = 1.05;
/// One step of turning, in radians: three degrees.
const ANGLE: f32 = PI / 60.0;
/// One step of thickening.
const WEIGHT: f32 = 1.1;

impl Tool {
    /// Its words, icon and key.
    #[must_use]
    pub fn about(self) -> CommandInfo {
        let (icon, key) = match self {
            Self::Pen => (icons::PEN, Key::P),
            Self::Eraser => (icons::ERASER, Key::E),
            Self::AreaEraser => (icons::CIRCLE_DASHED, Key::A),
            Self::Transform => (icons::BOUNDING_BOX, Key::T),
        };
        CommandInfo::new(self.title(), self.help()).icon(icon).keys(Modifiers::NONE, key)
    }
}

/// A small change of the whole drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
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
    /// Turn it counterclockwise.
    TurnLeft,
    /// Turn it clockwise.
    TurnRight,
    /// Make its strokes thicker.
    Thicken,
    /// Make its strokes thinner.
    Thin,
}

impl Change {
    /// Every change.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

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
        let (icon, modifiers, key) = match self {
            Self::Left => (icons::ARROW_LEFT, NONE, Key::ArrowLeft),
            Self::Right => (icons::ARROW_RIGHT, NONE, Key::ArrowRight),
            Self::Up => (icons::ARROW_UP, NONE, Key::ArrowUp),
            Self::Down => (icons::ARROW_DOWN, NONE, Key::ArrowDown),
            Self::Larger => (icons::ARROWS_OUT, SHIFT, Key::ArrowUp),
            Self::Smaller => (icons::ARROWS_IN, SHIFT, Key::ArrowDown),
            Self::TurnLeft => (icons::ARROW_COUNTER_CLOCKWISE, SHIFT, Key::ArrowLeft),
            Self::TurnRight => (icons::ARROW_CLOCKWISE, SHIFT, Key::ArrowRight),
            Self::Thicken => (icons::PLUS, ALT, Key::ArrowUp),
            Self::Thin => (icons::MINUS, ALT, Key::ArrowDown),
        };
        CommandInfo::new(self.title(), self.help()).icon(icon).keys(modifiers, key)
    }
}

impl Named for Change {
    fn key(&self) -> &'static str {
        match self {
            Self::Left => "drawing-left",
            Self::Right => "drawing-right",
            Self::Up => "drawing-up",
            Self::Down => "drawing-down",
            Self::Larger => "drawing-larger",
            Self::Smaller => "drawing-smaller",
            Self::TurnLeft => "drawing-turn-left",
            Self::TurnRight => "drawing-turn-right",
            Self::Thicken => "drawing-thicken",
            Self::Thin => "drawing-thin",
        }
    }
}

/// A user command about the drawing as a whole.
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
        let mut all: Vec<Self> = Change::ALL.iter().copied().map(Self::Change).collect();
        all.extend([Self::Replay, Self::PlayPause, Self::ToggleGrid, Self::ToggleSteps, Self::AllSteps]);
        all.push(Self::TogglePressure);
        all.extend((0..=9).map(Self::Example));
        all.extend(Form::ALL.iter().copied().map(Self::Export));
        all.extend([Self::CopyPicture, Self::CopyInk, Self::Paste]);
        all
    }

    /// Its words, icon and keys.
    #[must_use]
    pub fn about(self) -> CommandInfo {
        const NONE: Modifiers = Modifiers::NONE;
        match self {
            Self::Change(change) => change.about(),
            Self::Replay => CommandInfo::new(tr!("canvas-replay"), tr!("canvas-replay.help"))
                .icon(icons::FILM_STRIP)
                .keys(NONE, Key::R),
            Self::PlayPause => CommandInfo::new(tr!("canvas-play-pause"), tr!("canvas-play-pause.help"))
                .icon(icons::PLAY)
                .keys(NONE, Key::Space),
            Self::ToggleGrid => {
                CommandInfo::new(tr!("canvas-grid"), tr!("canvas-grid.help")).icon(icons::GRID_NINE).keys(NONE, Key::G)
            }
            Self::ToggleSteps => {
                CommandInfo::new(tr!("canvas-steps"), tr!("canvas-steps.help")).icon(icons::STEPS).keys(NONE, Key::N)
            }
            Self::AllSteps => CommandInfo::new(tr!("canvas-all-steps"), tr!("canvas-all-steps.help"))
                .icon(icons::ARROW_COUNTER_CLOCKWISE),
            Self::Example(digit) => {
                CommandInfo::new(tr!("canvas-trace", digit = digit), tr!("canvas-trace.help")).icon(icons::SIGNATURE)
            }
            Self::TogglePressure => {
                CommandInfo::new(tr!("canvas-pressure"), tr!("canvas-pressure.help")).icon(icons::PEN_NIB)
            }
            Self::Export(form) => CommandInfo::new(form.title(), form.help()).icon(form.icon()),
            Self::CopyPicture => {
                CommandInfo::new(tr!("canvas-copy-picture"), tr!("canvas-copy-picture.help")).icon(icons::COPY)
            }
            Self::CopyInk => {
                CommandInfo::new(tr!("canvas-copy-ink"), tr!("canvas-copy-ink.help")).icon(icons::CLIPBOARD_TEXT)
            }
            Self::Paste => CommandInfo::new(tr!("canvas-paste"), tr!("canvas-paste.help")).icon(icons::CLIPBOARD),
            Self::LeaveOut(_) => {
                CommandInfo::new(tr!("canvas-leave-out"), tr!("canvas-leave-out.help")).icon(icons::STEPS)
            }
            Self::Point(_) => CommandInfo::new(tr!("canvas-point"), tr!("canvas-point.help")),
            Self::Choose(_) => CommandInfo::new(tr!("canvas-choose"), tr!("canvas-choose.help")),
            Self::GoTo(_) => CommandInfo::new(tr!("canvas-go-to"), tr!("canvas-go-to.help")).icon(icons::FILM_STRIP),
            Self::Speed(_) => CommandInfo::new(tr!("canvas-speed"), tr!("canvas-speed.help")),
        }
    }

    /// The notice to show when it is done, where nothing is to be seen of it.
    #[must_use]
    pub fn done(self) -> Option<Message> {
        match self {
            Self::CopyPicture => Some(msg!("canvas-copy-picture.done")),
            Self::CopyInk => Some(msg!("canvas-copy-ink.done")),
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
