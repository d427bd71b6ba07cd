//! The options of `digit-lab runs`.

use std::path::PathBuf;

use clap::Subcommand;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::store::runs::export::RunForm;
use crate::text::Named as _;

/// Options of `runs`.
#[derive(Debug, clap::Args)]
pub struct RunsArgs {
    /// Write one JSON object a run
    #[arg(long)]
    pub json: bool,
    /// What to do with one
    #[command(subcommand)]
    pub job: Option<RunsJob>,
}

/// What can be done with a run: RUN is its id, the beginning of it, its number as "#3", or its name; to change it, the
/// whole id, number or name.
#[derive(Debug, Subcommand)]
pub enum RunsJob {
    /// Show a run's result and settings
    Show {
        /// Which run
        run: String,
        /// Write one JSON object
        #[arg(long)]
        json: bool,
    },
    /// Write a run to a file, for another program or for paper
    Export {
        /// Which run
        run: String,
        /// The form it takes
        #[arg(long, value_name = "FORM", value_parser = forms())]
        form: ExportForm,
        /// The file; else one named after the run, in the current folder
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Write over a file that is there
        #[arg(long)]
        force: bool,
    },
    /// Give a run another name
    Rename {
        /// Which run, by its whole id or by a name that no other has
        run: String,
        /// Its new name
        name: String,
    },
    /// Delete a run; it can be restored for a day
    Delete {
        /// Which run, by its whole id or by a name that no other has
        run: String,
    },
    /// Bring a deleted run back
    Restore {
        /// Its id
        id: String,
    },
}

/// A form to export a run in.
#[derive(Debug, Clone, Copy)]
pub struct ExportForm(pub RunForm);

/// The forms by identifier, with what they are good for in the help.
fn forms() -> impl TypedValueParser<Value = ExportForm> {
    let listed = RunForm::ALL.iter().map(|form| PossibleValue::new(form.id()).help(form.help().into_owned()));
    PossibleValuesParser::new(listed)
        .map(|id| ExportForm(RunForm::from_id(&id).expect("only listed identifiers get here")))
}
