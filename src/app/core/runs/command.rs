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
            Self::Renew => CommandInfo::of("runs-look-for-runs-again").icon(icons::ARROWS_CLOCKWISE),
            Self::Open(_) => CommandInfo::of("runs-open-the-run"),
            Self::Tick(_) => CommandInfo::of("runs-overlay-the-run"),
            Self::Search(_) => CommandInfo::of("runs-search-the-runs"),
            Self::EditName(_) => CommandInfo::of("runs-type-a-name"),
            Self::Rename(..) => CommandInfo::of("runs-rename").icon(icons::PENCIL_SIMPLE),
            Self::Delete(_) => CommandInfo::of("runs-delete").icon(icons::TRASH),
            Self::Restore => CommandInfo::of("runs-bring-the-deleted-run-back").icon(icons::ARROW_COUNTER_CLOCKWISE),
            Self::Resume(_) => CommandInfo::of("runs-resume").icon(icons::PLAY),
            Self::KeepBest(_) => CommandInfo::of("runs-keep-best").icon(icons::CHECK),
            Self::UseSettings(_) => CommandInfo::of("runs-use-these-settings").icon(icons::SLIDERS_HORIZONTAL),
            Self::UseModel(_) => CommandInfo::of("runs-use-this-model").icon(icons::CPU),
            Self::SaveModel(_) => CommandInfo::of("runs-save-as-a-model").icon(icons::FLOPPY_DISK),
            Self::Export(..) => CommandInfo::of("runs-export").icon(icons::EXPORT),
            Self::Compare(_) => CommandInfo::of("runs-compare-before-and-after").icon(icons::SWAP),
            Self::CompareOwn(_) => CommandInfo::of("runs-compare-on-your-own-digits").icon(icons::PENCIL_SIMPLE),
            Self::CancelComparing => CommandInfo::of("runs-cancel").icon(icons::X),
        }
    }
}
