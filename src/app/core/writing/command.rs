//! What can be asked of the page that is written.

use super::Writing;
use super::follow::Root;
use super::form::SheetForm;
use crate::app::core::canvas::Canvas;
use crate::handwriting::{Kind, Token};
use crate::ink::Point;
use crate::model::token_look::Spot;

/// What a hand does on the paper, in sides of it.
#[derive(Debug, Clone, PartialEq)]
pub enum PenEvent {
    /// The pen touches the paper.
    Down(Point),
    /// It goes on to these places.
    Along(Vec<Point>),
    /// It leaves the paper.
    Up,
}

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhoWrites {
    /// The model of this name or path.
    Model(String),
    /// The weights of the run under way.
    Live,
}

/// Something that is asked of the page that is written.
#[derive(Debug, Clone, PartialEq, strum::EnumDiscriminants)]
#[strum_discriminants(name(WritingCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum WritingCommand {
    /// Begin to write what the prompt says, and go on by itself.
    Write,
    /// Go on by itself, or hold.
    PlayPause,
    /// Write the next token.
    Step,
    /// Take the last token back.
    StepBack,
    /// Write all of it at once.
    Finish,
    /// Draw other numbers.
    NewSeed,
    /// Take the page back to what it was before.
    Undo,
    /// Do it again.
    Redo,
    /// A blank page; what is shown to the network stays.
    Clear,
    /// Take the drawing of the Draw tab as a beginning.
    TakeDrawing,
    /// Put what is written on the canvas of the Draw tab.
    SendToCanvas,
    /// A sheet of samples.
    Sheet,
    /// The table of all sums.
    Sums,
    /// Write the sheet, or else the page, to a file.
    Export(SheetForm),
    /// Show the network some of the person's own digits first.
    ShowOwn,
    /// Foretell the person's own digits, and measure how well.
    MeasureHand,
    /// Show the network the digit on the page, which is this one.
    ShowThis(u8),
    /// Show this one no more.
    Hide(usize),
    /// Take this way to end the digit.
    Accept(usize),
    /// Write this token next, whatever would be drawn.
    Pick(Token),
    /// Show how the probability of this token comes about; of the likeliest one.
    Explain(Option<Token>),
    /// Follow a number to what it is computed from.
    Follow(Root),
    /// Go on to this number, which the one before is computed from.
    FollowOn(Spot),
    /// Go back to the number before, or leave.
    FollowBack,
    /// Look at what came next behind so many tokens; at the end again.
    Inspect(Option<usize>),
    /// Let another write.
    Use(WhoWrites),
    /// The hand draws.
    Pen(PenEvent),
    /// A frame has passed; now, in seconds of the window's clock.
    Advance(f64),
}

impl WritingCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        use strum::VariantArray as _;
        WritingCommandKind::VARIANTS.iter().copied().flat_map(Self::offered).collect()
    }

    /// The commands of this kind that the palette offers.
    fn offered(kind: WritingCommandKind) -> Vec<Self> {
        match kind {
            WritingCommandKind::Write => vec![Self::Write],
            WritingCommandKind::PlayPause => vec![Self::PlayPause],
            WritingCommandKind::Step => vec![Self::Step],
            WritingCommandKind::StepBack => vec![Self::StepBack],
            WritingCommandKind::Finish => vec![Self::Finish],
            WritingCommandKind::NewSeed => vec![Self::NewSeed],
            WritingCommandKind::Undo => vec![Self::Undo],
            WritingCommandKind::Redo => vec![Self::Redo],
            WritingCommandKind::Clear => vec![Self::Clear],
            WritingCommandKind::TakeDrawing => vec![Self::TakeDrawing],
            WritingCommandKind::SendToCanvas => vec![Self::SendToCanvas],
            WritingCommandKind::Sheet => vec![Self::Sheet],
            WritingCommandKind::Sums => vec![Self::Sums],
            WritingCommandKind::Export => SheetForm::ALL.iter().copied().map(Self::Export).collect(),
            WritingCommandKind::ShowOwn => vec![Self::ShowOwn],
            WritingCommandKind::MeasureHand => vec![Self::MeasureHand],
            WritingCommandKind::ShowThis
            | WritingCommandKind::Hide
            | WritingCommandKind::Accept
            | WritingCommandKind::Pick
            | WritingCommandKind::Explain
            | WritingCommandKind::Follow
            | WritingCommandKind::FollowOn
            | WritingCommandKind::FollowBack
            | WritingCommandKind::Inspect
            | WritingCommandKind::Use
            | WritingCommandKind::Pen
            | WritingCommandKind::Advance => Vec::new(),
        }
    }

    /// Whether it makes sense now.
    #[must_use]
    pub fn is_enabled(&self, writing: &Writing, canvas: &Canvas, own: usize) -> bool {
        let page = &writing.page;
        match self {
            Self::Write | Self::Sheet | Self::Sums => writing.writer().is_some(),
            Self::PlayPause => page.is_under_way || writing.is_playing(),
            Self::Step | Self::Finish => page.is_under_way && writing.writer().is_some(),
            Self::StepBack => page.digits.last().is_some_and(|digit| {
                !page.is_under_way || digit.hand_steps == 0 || digit.steps.len() > digit.hand_steps
            }),
            Self::Undo => writing.can_undo(),
            Self::Redo => writing.can_redo(),
            Self::Clear => !page.is_blank(),
            Self::TakeDrawing => canvas.has_ink() && canvas.picture.is_none(),
            Self::SendToCanvas => page.digits.iter().any(|digit| !digit.steps.is_empty()),
            Self::Export(_) => {
                writing.sheet.is_some()
                    || writing.sums.is_some()
                    || page.digits.iter().any(|digit| !digit.steps.is_empty())
            }
            Self::ShowOwn | Self::MeasureHand => own > 0 && writing.writer().is_some(),
            Self::ShowThis(_) => page.shown.len() < super::page::MOST_SHOWN && page.digits.len() == 1,
            Self::Hide(place) => *place < page.shown.len(),
            Self::Accept(place) => page.is_under_way && *place < writing.ways().ways.len(),
            Self::Pick(token) => {
                let may_come =
                    |token: Token| writing.outlook().is_some_and(|outlook| outlook.allowed.contains(token.into()));
                page.is_under_way && writing.inspected.is_none() && may_come(*token)
            }
            Self::FollowOn(_) | Self::FollowBack => writing.following.is_some(),
            Self::NewSeed
            | Self::Explain(_)
            | Self::Follow(_)
            | Self::Inspect(_)
            | Self::Use(_)
            | Self::Pen(_)
            | Self::Advance(_) => true,
        }
    }
}

/// Whether a token ends a digit.
#[must_use]
pub fn ends_digit(token: Token) -> bool {
    matches!(super::page::TOKENIZER.kind(token), Some(Kind::NextDigit | Kind::NextWriter | Kind::End))
}
