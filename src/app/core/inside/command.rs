//! User commands about the inside of the network.

use std::sync::Arc;

use strum::VariantArray as _;

use super::picture::PictureForm;
use super::place::{Depth, Spot};
use super::working::Numbers;
use crate::app::core::settings::inside::InsideView;
use crate::export::plot::Picture;
use crate::model::inspect::Off;
use crate::model::worked::Operation;

/// A user command about the inside of the network.
#[derive(Debug, Clone, PartialEq, strum::EnumDiscriminants)]
#[strum_discriminants(name(InsideCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum InsideCommand {
    /// Open the middle of the Draw tab, or close it.
    Toggle,
    /// Open this view of it.
    Show(InsideView),
    /// Look at this place from this close.
    Go(Depth, Spot),
    /// One step back from it.
    Out,
    /// Look at the picture of the error that is selected.
    LookAtError,
    /// Look for the images that excite the maps of this layer most.
    FindExciting(usize),
    /// Switch this off, or on again.
    Switch(Off),
    /// Everything as trained again.
    AllOn,
    /// Leave the position embedding out, or take it again.
    TogglePositions,
    /// Mix the patches of the image up, or put them back.
    ShufflePatches,
    /// Show this operation by hand.
    Operate(Operation),
    /// Show it on this layer, by its place among the placed ones.
    OperateOn(usize),
    /// Work out the number at this place of what it gives.
    Pick(usize),
    /// Take this class as the right one.
    Label(usize),
    /// Show softmax and cross-entropy with these numbers.
    UseNumbers(Numbers),
    /// Let the steps go on by themselves, or hold them.
    PlayPause,
    /// The next step.
    Forward,
    /// The step before.
    Back,
    /// The first step.
    ToStart,
    /// The last step.
    ToEnd,
    /// This step, from 0.
    Seek(usize),
    /// A frame was shown for so many seconds while the steps go on.
    Frame(f32),
    /// Write this picture of the middle to a file of this form.
    Save(PictureForm, Arc<Picture>),
    /// Divide logits by this in the bars; by what the model's card says if `None`.
    Temperature(Option<f32>),
}

impl InsideCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        InsideCommandKind::VARIANTS.iter().copied().flat_map(Self::offered).collect()
    }

    fn offered(kind: InsideCommandKind) -> Vec<Self> {
        match kind {
            InsideCommandKind::Toggle => vec![Self::Toggle],
            InsideCommandKind::Show => InsideView::ALL.iter().copied().map(Self::Show).collect(),
            InsideCommandKind::Out => vec![Self::Out],
            InsideCommandKind::LookAtError => vec![Self::LookAtError],
            InsideCommandKind::AllOn => vec![Self::AllOn],
            InsideCommandKind::TogglePositions => vec![Self::TogglePositions],
            InsideCommandKind::ShufflePatches => vec![Self::ShufflePatches],
            InsideCommandKind::Operate => Operation::ALL.iter().copied().map(Self::Operate).collect(),
            InsideCommandKind::PlayPause => vec![Self::PlayPause],
            InsideCommandKind::Forward => vec![Self::Forward],
            InsideCommandKind::Back => vec![Self::Back],
            InsideCommandKind::ToStart => vec![Self::ToStart],
            InsideCommandKind::ToEnd => vec![Self::ToEnd],
            InsideCommandKind::Go
            | InsideCommandKind::Switch
            | InsideCommandKind::Save
            | InsideCommandKind::FindExciting
            | InsideCommandKind::OperateOn
            | InsideCommandKind::Pick
            | InsideCommandKind::Label
            | InsideCommandKind::UseNumbers
            | InsideCommandKind::Seek
            | InsideCommandKind::Frame
            | InsideCommandKind::Temperature => Vec::new(),
        }
    }
}
