//! What a file can be wanted for, in words.

use std::borrow::Cow;
use std::path::PathBuf;

use strum::VariantArray as _;

use super::with_extension;
use crate::app::core::canvas::export::DrawingForm;
use crate::app::core::inside::picture::PictureForm;
use crate::app::core::writing::form::SheetForm;
use crate::store::folders::{Occupant, occupant};
use crate::store::runs::export::RunForm;
use crate::tr;

/// What a file is wanted for.
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(RequestKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum Request {
    /// A model to use.
    OpenModel,
    /// Where to save the current model.
    SaveModel,
    /// A picture or an ink file to read.
    OpenPicture,
    /// A folder of images to train on.
    OpenData,
    /// An ink file to train on.
    OpenInk,
    /// A folder of images to mix in.
    MixData,
    /// An ink file to mix in.
    MixInk,
    /// Where to save the drawing.
    SaveDrawing(DrawingForm),
    /// Where to save the picture of the network's inside, and in which form.
    SaveInside(PictureForm),
    /// Where to save what was written.
    SaveWriting(SheetForm),
    /// Where to write the run in this folder, and in which form.
    ExportRun(String, RunForm),
    /// An ink file of the person's own digits, to compare the fine-tuning in this folder on.
    CompareInk(String),
    /// Settings of a run to train with.
    OpenSettings,
    /// Where to save the settings of the next run.
    SaveSettings,
}

/// A file that was chosen or typed, with what it is wanted for, so that an answer can never be taken for that of another
/// question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenFile {
    /// What it is wanted for.
    pub request: Request,
    /// Where it is, or is to be.
    pub path: PathBuf,
}

/// A file that would be written over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenPath {
    /// Where it is.
    pub path: PathBuf,
    /// What is there.
    pub by: Occupant,
}

impl TakenPath {
    /// What is at `path`; `None` if nothing is.
    #[must_use]
    pub fn at(path: PathBuf) -> Option<Self> {
        occupant(&path).map(|by| Self { path, by })
    }
}

impl ChosenFile {
    /// The file that is written, with the ending of its kind; `None` if nothing is written.
    #[must_use]
    pub fn target(&self) -> Option<PathBuf> {
        self.request.target(self.path.clone())
    }
}

impl Request {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        RequestKind::VARIANTS.iter().copied().filter_map(Self::offered).collect()
    }

    /// The request of this kind, if the palette offers it by itself: the others belong to a run, or to a command of the
    /// canvas.
    fn offered(kind: RequestKind) -> Option<Self> {
        match kind {
            RequestKind::OpenModel => Some(Self::OpenModel),
            RequestKind::SaveModel => Some(Self::SaveModel),
            RequestKind::OpenPicture => Some(Self::OpenPicture),
            RequestKind::OpenData => Some(Self::OpenData),
            RequestKind::OpenInk => Some(Self::OpenInk),
            RequestKind::MixData => Some(Self::MixData),
            RequestKind::MixInk => Some(Self::MixInk),
            RequestKind::OpenSettings => Some(Self::OpenSettings),
            RequestKind::SaveSettings => Some(Self::SaveSettings),
            RequestKind::SaveDrawing
            | RequestKind::SaveInside
            | RequestKind::SaveWriting
            | RequestKind::ExportRun
            | RequestKind::CompareInk => None,
        }
    }

    /// Whether it opens or saves what is drawn; the folder of such files is remembered.
    #[must_use]
    pub fn is_about_the_canvas(&self) -> bool {
        match self {
            Self::OpenPicture | Self::SaveDrawing(_) | Self::SaveInside(_) | Self::SaveWriting(_) => true,
            Self::OpenModel
            | Self::SaveModel
            | Self::OpenData
            | Self::OpenInk
            | Self::MixData
            | Self::MixInk
            | Self::ExportRun(..)
            | Self::CompareInk(_)
            | Self::OpenSettings
            | Self::SaveSettings => false,
        }
    }

    /// Title of the dialog.
    #[must_use]
    pub fn title(&self) -> Cow<'static, str> {
        match self {
            Self::OpenModel => tr!("request-open-model"),
            Self::SaveModel => tr!("request-save-model"),
            Self::OpenData => tr!("request-open-data"),
            Self::OpenInk => tr!("request-open-ink"),
            Self::MixData => tr!("request-mix-data"),
            Self::MixInk => tr!("request-mix-ink"),
            Self::OpenPicture => tr!("request-open-picture"),
            Self::SaveDrawing(_) => tr!("request-save-drawing"),
            Self::SaveInside(_) => tr!("inside-save"),
            Self::SaveWriting(_) => tr!("request-save-writing"),
            Self::ExportRun(..) => tr!("request-export-run"),
            Self::CompareInk(_) => tr!("request-compare-ink"),
            Self::OpenSettings => tr!("request-open-settings"),
            Self::SaveSettings => tr!("request-save-settings"),
        }
    }

    /// The word on the button that does it.
    #[must_use]
    pub fn verb(&self) -> Cow<'static, str> {
        match self {
            Self::OpenModel
            | Self::OpenData
            | Self::OpenInk
            | Self::MixData
            | Self::MixInk
            | Self::OpenPicture
            | Self::CompareInk(_)
            | Self::OpenSettings => tr!("verb-open"),
            Self::SaveModel
            | Self::SaveDrawing(_)
            | Self::SaveInside(_)
            | Self::SaveWriting(_)
            | Self::SaveSettings => tr!("verb-save"),
            Self::ExportRun(..) => tr!("verb-export"),
        }
    }

    /// What to type where there is no dialog.
    #[must_use]
    pub fn hint(&self) -> Cow<'static, str> {
        match self {
            Self::OpenModel => tr!("path-open-model"),
            Self::SaveModel => tr!("path-save-model"),
            Self::OpenData | Self::MixData => tr!("path-open-data"),
            Self::OpenInk | Self::MixInk | Self::CompareInk(_) => {
                tr!("path-open-ink")
            }
            Self::OpenSettings => tr!("path-open-settings"),
            Self::SaveSettings => tr!("path-save-settings"),
            Self::OpenPicture => tr!("path-open-picture"),
            Self::SaveDrawing(DrawingForm::Png | DrawingForm::Network)
            | Self::SaveInside(PictureForm::Png)
            | Self::SaveWriting(SheetForm::Png) => tr!("path-save-png"),
            Self::SaveDrawing(DrawingForm::Svg)
            | Self::SaveInside(PictureForm::Svg)
            | Self::SaveWriting(SheetForm::Svg) => tr!("path-save-svg"),
            Self::SaveDrawing(DrawingForm::Ink) => tr!("path-save-ink"),
            Self::ExportRun(..) => tr!("path-export-run"),
        }
    }

    /// The file that is written when `path` is chosen: with the ending of its kind. `None` if nothing is written.
    #[must_use]
    pub fn target(&self, path: PathBuf) -> Option<PathBuf> {
        match self {
            Self::OpenModel
            | Self::OpenData
            | Self::OpenInk
            | Self::MixData
            | Self::MixInk
            | Self::OpenPicture
            | Self::CompareInk(_)
            | Self::OpenSettings => None,
            Self::SaveModel => Some(with_extension(path, "safetensors")),
            Self::SaveSettings => Some(with_extension(path, "json")),
            Self::SaveDrawing(form) => Some(with_extension(path, form.extension())),
            Self::SaveInside(form) => Some(with_extension(path, form.extension())),
            Self::SaveWriting(form) => Some(with_extension(path, form.extension())),
            // Its files are known by their beginning.
            Self::ExportRun(_, RunForm::TensorBoard) => Some(path),
            Self::ExportRun(_, form) => Some(with_extension(path, form.extension())),
        }
    }
}
