//! What can be asked of the runs on the disk, in words.

use crate::app::core::command::info::CommandInfo;
use crate::app::core::icons;
use crate::store::runs::export::Form;

/// What can be asked of the runs; `String`s are names of folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RunsCommand {
    /// Look again which runs there are.
    Renew,
    /// Show a run, or close it.
    Open(String),
    /// Lay a run's curves over the others', or take them away.
    Tick(String),
    /// Show only the runs that match these words.
    Search(String),
    /// The name that is being typed for the run that is open; or none is.
    EditName(Option<String>),
    /// Give it another name.
    Rename(String, String),
    /// Put it into the trash.
    Delete(String),
    /// Bring back the run that was deleted last.
    Restore,
    /// Go on with an interrupted run.
    Resume(String),
    /// End an interrupted run with its best weights.
    KeepBest(String),
    /// Train with its settings next.
    UseSettings(String),
    /// Make its best weights the current model.
    UseModel(String),
    /// Keep its best weights among the models.
    SaveModel(String),
    /// Ask where to write it in this form.
    Export(String, Form),
    /// Read the test images with the model it started from and with its own.
    Compare(String),
    /// Read the person's own digits with both as well: ask for the ink file they are in.
    CompareOwn(String),
    /// Stop that.
    CancelComparing,
}

impl RunsCommand {
    /// Those that the palette offers: what needs no run to be named.
    pub const PALETTE: [Self; 2] = [Self::Renew, Self::Restore];

    /// Words.
    #[must_use]
    pub fn about(&self) -> CommandInfo {
        match self {
            Self::Renew => {
                CommandInfo::new("Look for runs again", "Read the folder of runs anew").icon(icons::ARROWS_CLOCKWISE)
            }
            Self::Open(_) => CommandInfo::new("Open the run", "Show what the run brought and how it was trained"),
            Self::Tick(_) => {
                CommandInfo::new("Overlay the run", "Lay the curves of this run over those of the others ticked")
            }
            Self::Search(_) => CommandInfo::new("Search the runs", "Show only the runs that match these words"),
            Self::EditName(_) => CommandInfo::new("Type a name", "Type another name for the run"),
            Self::Rename(..) => CommandInfo::new("Rename", "Give the run another name").icon(icons::PENCIL_SIMPLE),
            Self::Delete(_) => {
                CommandInfo::new("Delete", "Put the run into the trash, where it stays for a day; can be undone")
                    .icon(icons::TRASH)
            }
            Self::Restore => CommandInfo::new("Bring the deleted run back", "Undo the last deleting of a run")
                .icon(icons::ARROW_COUNTER_CLOCKWISE),
            Self::Resume(_) => CommandInfo::new("Resume", "Go on from the last checkpoint, as if nothing had happened")
                .icon(icons::PLAY),
            Self::KeepBest(_) => {
                CommandInfo::new("Keep best", "End the run here and keep its best weights").icon(icons::CHECK)
            }
            Self::UseSettings(_) => CommandInfo::new("Use these settings", "Train with the settings of this run next")
                .icon(icons::SLIDERS_HORIZONTAL),
            Self::UseModel(_) => {
                CommandInfo::new("Use this model", "Read with the best weights of this run").icon(icons::CPU)
            }
            Self::SaveModel(_) => {
                CommandInfo::new("Save as a model", "Keep the best weights of this run among the models")
                    .icon(icons::FLOPPY_DISK)
            }
            Self::Export(..) => {
                CommandInfo::new("Export…", "Write the run to a file for another program").icon(icons::EXPORT)
            }
            Self::Compare(_) => CommandInfo::new(
                "Compare before and after",
                "Read the test images with the model it started from and with what it became",
            )
            .icon(icons::SWAP),
            Self::CompareOwn(_) => CommandInfo::new(
                "Compare on your own digits…",
                "Read an ink file with both models too: lines of JSON with strokes and what they mean",
            )
            .icon(icons::PENCIL_SIMPLE),
            Self::CancelComparing => CommandInfo::new("Cancel", "Stop reading the test images").icon(icons::X),
        }
    }
}
