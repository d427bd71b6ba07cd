//! What a file can be wanted for, in words.

use std::path::PathBuf;

use egui::{Key, Modifiers};

use super::with_extension;
use crate::app::core::canvas::command::CanvasCommand;
use crate::app::core::canvas::export::Form;
use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::store::runs::export::Form as RunForm;

/// What a file is wanted for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// A model to use.
    OpenModel,
    /// Where to save the current model.
    SaveModel,
    /// A folder of IDX files to train on.
    OpenData,
    /// An ink file to train on.
    OpenInk,
    /// A folder of IDX files to mix in.
    MixData,
    /// An ink file to mix in.
    MixInk,
    /// A picture or an ink file to read.
    OpenPicture,
    /// Where to save the drawing.
    SaveDrawing(Form),
    /// Where to write the run in this folder, and in which form.
    ExportRun(String, RunForm),
    /// An ink file of the person's own digits, to compare the fine-tuning in this folder on.
    CompareInk(String),
    /// Settings of a run to train with.
    OpenSettings,
    /// Where to save the settings of the next run.
    SaveSettings,
}

impl Request {
    /// Whether it opens or saves what is drawn; the folder of such files is remembered.
    #[must_use]
    pub fn is_about_the_canvas(&self) -> bool {
        match self {
            Self::OpenPicture | Self::SaveDrawing(_) => true,
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
    pub fn title(&self) -> &'static str {
        match self {
            Self::OpenModel => "Open a model",
            Self::SaveModel => "Save the model as",
            Self::OpenData => "Open a folder of images",
            Self::OpenInk => "Open digits of your own",
            Self::MixData => "Mix a folder of images in",
            Self::MixInk => "Mix digits of your own in",
            Self::OpenPicture => "Open a picture",
            Self::SaveDrawing(_) => "Save the drawing",
            Self::ExportRun(..) => "Export the run as",
            Self::CompareInk(_) => "Compare on digits of your own",
            Self::OpenSettings => "Open training settings",
            Self::SaveSettings => "Save the training settings as",
        }
    }

    /// The word on the button that does it.
    #[must_use]
    pub fn verb(&self) -> &'static str {
        match self {
            Self::OpenModel
            | Self::OpenData
            | Self::OpenInk
            | Self::MixData
            | Self::MixInk
            | Self::OpenPicture
            | Self::CompareInk(_)
            | Self::OpenSettings => "Open",
            Self::SaveModel | Self::SaveDrawing(_) | Self::SaveSettings => "Save",
            Self::ExportRun(..) => "Export",
        }
    }

    /// What to type where there is no dialog.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::OpenModel => "Path of a .safetensors file with its .json beside it",
            Self::SaveModel => "Path of the .safetensors file to write; its .json goes beside it",
            Self::OpenData | Self::MixData => "Path of a folder with MNIST's four IDX files, raw or .gz",
            Self::OpenInk | Self::MixInk | Self::CompareInk(_) => {
                "Path of a .jsonl ink file with a label for every digit"
            }
            Self::OpenSettings => "Path of a .json file of training settings",
            Self::SaveSettings => "Path of the .json file to write",
            Self::OpenPicture => "Path of a .png or .jpg picture, or of a .jsonl ink file",
            Self::SaveDrawing(Form::Png | Form::Network) => "Path of the .png picture to write",
            Self::SaveDrawing(Form::Svg) => "Path of the .svg drawing to write",
            Self::SaveDrawing(Form::Ink) => "Path of the .jsonl ink file to write",
            Self::ExportRun(..) => "Path of the file to write",
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
            // Its files are known by their beginning.
            Self::ExportRun(_, RunForm::TensorBoard) => Some(path),
            Self::ExportRun(_, form) => Some(with_extension(path, form.extension())),
        }
    }

    /// Its words and keys as a command.
    #[must_use]
    pub fn about(&self) -> CommandInfo {
        const CTRL: Modifiers = Modifiers::COMMAND;
        match self {
            Self::OpenModel => {
                CommandInfo::new("Open a model file…", "Use a model from a .safetensors file with its .json beside it")
                    .icon(icons::FOLDER_OPEN)
                    .keys(CTRL, Key::O)
            }
            Self::SaveModel => CommandInfo::new(
                "Save the model as…",
                "Write the current model to a .safetensors file and a .json beside it",
            )
            .icon(icons::FLOPPY_DISK)
            .keys(CTRL, Key::S),
            Self::SaveDrawing(form) => CanvasCommand::Export(*form).about(),
            Self::OpenPicture => {
                CommandInfo::new("Read a picture…", "Read a digit from a .png or .jpg picture, or a .jsonl ink file")
                    .icon(icons::IMAGE)
            }
            Self::OpenSettings => {
                CommandInfo::new("Open training settings…", "Train with the settings in a file; can be undone")
                    .icon(icons::FOLDER_OPEN)
            }
            Self::SaveSettings => CommandInfo::new(
                "Save training settings…",
                "Write the settings of the next run to a file, to read or to pass on",
            )
            .icon(icons::FLOPPY_DISK),
            Self::OpenData => CommandInfo::new(
                "Open a folder of images…",
                "Train and test on 28×28 images from a folder of IDX files, the form MNIST comes in",
            )
            .icon(icons::IMAGES),
            Self::OpenInk => CommandInfo::new(
                "Train on my own digits…",
                "Train and test on digits drawn by hand, from an ink file with a label for each",
            )
            .icon(icons::PENCIL_SIMPLE),
            Self::MixData => CommandInfo::new(
                "Mix a folder of images in…",
                "Show images from a folder of IDX files among those that are trained on, in a chosen share",
            )
            .icon(icons::IMAGES),
            Self::MixInk => CommandInfo::new(
                "Mix my own digits in…",
                "Show digits drawn by hand, from an ink file, among those that are trained on, in a chosen share",
            )
            .icon(icons::PENCIL_SIMPLE),
            Self::CompareInk(_) => CommandInfo::new(
                "Compare on my own digits…",
                "Read digits drawn by hand before and after a fine-tuning",
            )
            .icon(icons::PENCIL_SIMPLE),
            Self::ExportRun(..) => {
                CommandInfo::new("Export the run as…", "Write the open run to a file").icon(icons::EXPORT)
            }
        }
    }
}
