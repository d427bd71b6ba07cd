//! What can be asked of the runs on the disk.

use strum::VariantArray as _;

use crate::store::runs::export::RunForm;

/// What can be asked of the runs; `String`s are names of folders.
#[derive(Debug, Clone, PartialEq, Eq, strum::EnumDiscriminants)]
#[strum_discriminants(name(RunsCommandKind), derive(strum::VariantArray), vis(pub(super)))]
pub enum RunsCommand {
    /// Look again which runs there are.
    Renew,
    /// Show a run, or close it.
    Open(String),
    /// Lay a run's curves over those of the run that is shown, or take them away.
    Tick(String),
    /// Take the curves of all ticked runs away.
    UntickAll,
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
    Export(String, RunForm),
    /// Read the test images with the model it started from and with its own.
    Compare(String),
    /// Read the person's own digits with both as well: ask for the ink file they are in.
    CompareOwn(String),
    /// Stop that.
    CancelComparing,
}

impl RunsCommand {
    /// Those that the palette offers, in its order.
    #[must_use]
    pub fn palette() -> Vec<Self> {
        RunsCommandKind::VARIANTS.iter().copied().filter_map(Self::offered).collect()
    }

    /// The command of this kind, if the palette offers it: what needs no run to be named.
    fn offered(kind: RunsCommandKind) -> Option<Self> {
        match kind {
            RunsCommandKind::Renew => Some(Self::Renew),
            RunsCommandKind::UntickAll => Some(Self::UntickAll),
            RunsCommandKind::Restore => Some(Self::Restore),
            RunsCommandKind::Open
            | RunsCommandKind::Tick
            | RunsCommandKind::Search
            | RunsCommandKind::EditName
            | RunsCommandKind::Rename
            | RunsCommandKind::Delete
            | RunsCommandKind::Resume
            | RunsCommandKind::KeepBest
            | RunsCommandKind::UseSettings
            | RunsCommandKind::UseModel
            | RunsCommandKind::SaveModel
            | RunsCommandKind::Export
            | RunsCommandKind::Compare
            | RunsCommandKind::CompareOwn
            | RunsCommandKind::CancelComparing => None,
        }
    }
}
