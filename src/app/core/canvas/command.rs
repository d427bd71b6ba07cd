//! User commands about the drawing as a whole.

use std::f32::consts::PI;

use strum::VariantArray as _;

use super::export::DrawingForm;
use crate::ink::normalise::stages::Omitted;
use crate::ink::{Point, Transform};
use crate::msg;
use crate::text::{Message, Named};

/// One step of moving, in canvas sides.
const STEP: f32 = 0.01;
/// One step of growing.
const GROWTH: f32 = 1.05;
/// One step of turning, in radians: three degrees.
const ANGLE: f32 = PI / 60.0;
/// One step of thickening.
const WEIGHT: f32 = 1.1;

/// A small change of the whole drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::VariantArray)]
pub enum DrawingChange {
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

impl DrawingChange {
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
}

impl Named for DrawingChange {
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
#[derive(Debug, Clone, Copy, PartialEq, strum::EnumDiscriminants)]
#[strum_discriminants(name(CanvasCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum CanvasCommand {
    /// Change it a little.
    Change(DrawingChange),
    /// Show how it came about, or stop showing it.
    Replay,
    /// Let the replay run, or hold it.
    PlayPause,
    /// Show lines behind the ink, or hide them.
    ToggleGrid,
    /// Show the way from the ink to the network step by step, or hide it.
    ToggleSteps,
    /// Take every step of the normaliser again.
    AllSteps,
    /// Let pressure widen the ink, or not.
    TogglePressure,
    /// A faint digit to trace; the same again takes it away.
    Example(u8),
    /// Write it to a file.
    Export(DrawingForm),
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
    /// A frame of the replay has passed.
    Advance {
        /// Now, in seconds of the window's clock.
        now_secs: f64,
        /// How long the last frame was shown, in seconds.
        frame_secs: f32,
    },
    /// Let the replay run at this pace, in times that of the hand.
    Speed(f32),
}

impl CanvasCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        CanvasCommandKind::VARIANTS.iter().copied().flat_map(Self::offered).collect()
    }

    /// The commands of this kind that the palette offers.
    fn offered(kind: CanvasCommandKind) -> Vec<Self> {
        match kind {
            CanvasCommandKind::Change => DrawingChange::ALL.iter().copied().map(Self::Change).collect(),
            CanvasCommandKind::Replay => vec![Self::Replay],
            CanvasCommandKind::PlayPause => vec![Self::PlayPause],
            CanvasCommandKind::ToggleGrid => vec![Self::ToggleGrid],
            CanvasCommandKind::ToggleSteps => vec![Self::ToggleSteps],
            CanvasCommandKind::AllSteps => vec![Self::AllSteps],
            CanvasCommandKind::TogglePressure => vec![Self::TogglePressure],
            CanvasCommandKind::Example => (0..=9).map(Self::Example).collect(),
            CanvasCommandKind::Export => DrawingForm::ALL.iter().copied().map(Self::Export).collect(),
            CanvasCommandKind::CopyPicture => vec![Self::CopyPicture],
            CanvasCommandKind::CopyInk => vec![Self::CopyInk],
            CanvasCommandKind::Paste => vec![Self::Paste],
            CanvasCommandKind::LeaveOut
            | CanvasCommandKind::Point
            | CanvasCommandKind::Choose
            | CanvasCommandKind::GoTo
            | CanvasCommandKind::Advance
            | CanvasCommandKind::Speed => Vec::new(),
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
            | Self::Advance { .. }
            | Self::Speed(_) => None,
        }
    }
}
