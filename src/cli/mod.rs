//! The command-line jobs, thin. Results go to the writer they are given, everything else to standard error; they
//! know nothing of the window.

mod adapt;
pub mod args;
mod calibrate;
pub mod choices;
mod classify;
mod digits;
mod evaluate;
mod eye;
mod find_rate;
mod fit;
mod images;
mod interrupt;
mod keep;
mod latency;
mod methods;
mod models;
mod not_digits;
mod numbers;
mod progress;
mod results;
mod run_settings;
mod runs;
mod strokes;
mod text;
mod train;
mod visible;
mod whole_numbers;
mod write;

use std::io::{self, ErrorKind, Write};

use args::Job;
use results::Results;
use serde::Serialize;
use visible::{Visible, visible};

use crate::data::mnist::DamagedData;
use crate::methods::MethodError;
use crate::model::ModelError;
use crate::store::{StoreError, folders::DataDir};
use crate::train::TrainError;

/// Why a job did not end well.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// A file.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A network.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A run.
    #[error(transparent)]
    Train(#[from] TrainError),
    /// A method that is no network.
    #[error(transparent)]
    Method(#[from] MethodError),
    /// The embedded images.
    #[error(transparent)]
    Data(#[from] DamagedData),
    /// Some of several things failed, each of which has been reported already.
    #[error("{failed} of {total} {what} could not be read")]
    Partly {
        /// How many failed.
        failed: usize,
        /// How many there were.
        total: usize,
        /// What they are.
        what: &'static str,
    },
    /// The arguments do not fit each other.
    #[error("{0}")]
    Usage(String),
    /// Ctrl+C ended it before there was a result.
    #[error("{0}")]
    Interrupted(String),
    /// The results could not be written.
    #[error("the results could not be written: {0}")]
    Output(#[from] io::Error),
}

impl JobError {
    /// The exit status: 1 for a failed job, 2 for bad usage, 130 if Ctrl+C left no result, 0 if only the reader of the
    /// results has gone away.
    #[must_use]
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::Usage(_) | Self::Train(TrainError::BadSetting { .. }) => 2,
            Self::Interrupted(_) => interrupt::INTERRUPTED,
            Self::Output(_) if self.is_reader_gone() => 0,
            Self::Store(_)
            | Self::Model(_)
            | Self::Train(_)
            | Self::Method(_)
            | Self::Data(_)
            | Self::Partly { .. }
            | Self::Output(_) => 1,
        }
    }

    /// Whether whoever read the results has stopped reading (`digit-lab … | head`), which is no fault.
    #[must_use]
    pub fn is_reader_gone(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == ErrorKind::BrokenPipe)
    }
}

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Form {
    fn of(json: bool) -> Self {
        if json { Self::Json } else { Self::Text }
    }
}

/// Runs a job, with its results going to `out`.
///
/// # Errors
/// When the job fails; what it had found before is written all the same.
pub fn run(job: &Job, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let out = &mut Visible::new(out);
    match job {
        Job::Classify(args) => classify::run(args, dir, out),
        Job::Evaluate(args) => evaluate::run(args, dir, out),
        Job::Train(args) => Results::of(out, |out| train::run(args, dir, out)),
        Job::Fit(args) => Results::of(out, |out| fit::run(args, dir, out)),
        Job::Methods(args) => methods::run(args, out),
        Job::Adapt(args) => adapt::run(args, dir, out),
        Job::FindRate(args) => Results::of(out, |out| find_rate::run(args, dir, out)),
        Job::Calibrate(args) => Results::of(out, |out| calibrate::run(args, dir, out)),
        Job::Models(args) => models::run(args, dir, out),
        Job::Runs(args) => runs::run(args, dir, out),
        Job::Strokes(args) => strokes::run(args, dir, out),
        Job::Eye(args) => eye::run(args, out),
        Job::Write(args) => write::run(args, dir, out),
    }
}

/// Tells the person about a fault while the job goes on, if standard error is still there: what is told never ends a job.
pub fn report(fault: &dyn std::fmt::Display) {
    let _ = writeln!(io::stderr(), "digit-lab: {}", visible(fault));
}

/// Writes one object on one line and hands it on at once.
fn write_json(out: &mut dyn Write, object: &impl Serialize) -> io::Result<()> {
    let line = serde_json::to_string(object)?;
    writeln!(out, "{line}")?;
    out.flush()
}
