//! What can be asked of explanations.

use strum::VariantArray as _;

use super::landscape::Scene;
use super::stepping::Stepping;
use crate::explain::flip::Pen;
use crate::explain::{Baseline, Method};

/// What can be asked of explanations: of a step of backpropagation, a heat map, a change of the picture, a landscape.
#[derive(Debug, Clone, PartialEq, strum::EnumDiscriminants)]
#[strum_discriminants(name(ExplainCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum ExplainCommand {
    /// Backpropagate towards this digit; towards the one that is read for `None`.
    Label(Option<u8>),
    /// Take a step on the copy of the weights.
    Step,
    /// Take the last step back.
    UndoStep,
    /// Practise with the network's own weights again.
    StartOver,
    /// Step by this rule.
    StepBy(Stepping),
    /// At this learning rate.
    Rate(f64),
    /// Follow the weight at this place of a tensor.
    Follow(String, usize),
    /// Make the weights that were practised on the current model.
    UsePractised,
    /// Make heat maps this way.
    Method(Method),
    /// Integrate from this picture.
    Baseline(Baseline),
    /// Explain this digit; the one that is read for `None`.
    For(Option<u8>),
    /// Explain it against this digit alone, or against none.
    Against(Option<u8>),
    /// Draw so many layers anew, from the digits on.
    Randomise(usize),
    /// Change ink this way alone.
    Pen(Pen),
    /// Look for a change to this digit, or to any other.
    FlipTo(Option<u8>),
    /// Look for the smallest change that flips the answer.
    FindFlip,
    /// Stop looking.
    CancelFlip,
    /// Put the picture with the smallest change on the canvas.
    FlipToCanvas,
    /// Change every pixel by this step of the slider.
    Epsilon(usize),
    /// Put the attacked picture on the canvas.
    AttackToCanvas,
    /// Look at this landscape.
    Scene(Scene),
    /// Measure the landscape around the current weights.
    Measure,
    /// Stop measuring.
    CancelMeasuring,
    /// Measure along other directions.
    OtherDirections,
    /// Show this many steps downhill.
    Steps(usize),
    /// Climb to an input that pleases this map of the stage of this name.
    Maximise(String, usize),
}

impl ExplainCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        ExplainCommandKind::VARIANTS.iter().copied().filter_map(Self::offered).collect()
    }

    /// The command of this kind, if the palette offers it: the others need an argument or are asked by the view itself.
    fn offered(kind: ExplainCommandKind) -> Option<Self> {
        match kind {
            ExplainCommandKind::Step => Some(Self::Step),
            ExplainCommandKind::UndoStep => Some(Self::UndoStep),
            ExplainCommandKind::StartOver => Some(Self::StartOver),
            ExplainCommandKind::UsePractised => Some(Self::UsePractised),
            ExplainCommandKind::FindFlip => Some(Self::FindFlip),
            ExplainCommandKind::CancelFlip => Some(Self::CancelFlip),
            ExplainCommandKind::FlipToCanvas => Some(Self::FlipToCanvas),
            ExplainCommandKind::AttackToCanvas => Some(Self::AttackToCanvas),
            ExplainCommandKind::Measure => Some(Self::Measure),
            ExplainCommandKind::CancelMeasuring => Some(Self::CancelMeasuring),
            ExplainCommandKind::OtherDirections => Some(Self::OtherDirections),
            ExplainCommandKind::Label
            | ExplainCommandKind::StepBy
            | ExplainCommandKind::Rate
            | ExplainCommandKind::Follow
            | ExplainCommandKind::Method
            | ExplainCommandKind::Baseline
            | ExplainCommandKind::For
            | ExplainCommandKind::Against
            | ExplainCommandKind::Randomise
            | ExplainCommandKind::Pen
            | ExplainCommandKind::FlipTo
            | ExplainCommandKind::Epsilon
            | ExplainCommandKind::Scene
            | ExplainCommandKind::Steps
            | ExplainCommandKind::Maximise => None,
        }
    }
}
