//! Arguments to a window or a command-line job.

use std::io::stdout;
use std::process::ExitCode;

use clap::Parser;
use digit_lab::cli::{self, JobError, args::Args};
use digit_lab::store::folders::DataDir;
use tracing::level_filters::LevelFilter;

fn main() -> ExitCode {
    let args = Args::parse();
    start_log(args.log);
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let job = error.downcast_ref::<JobError>();
            if !job.is_some_and(JobError::is_reader_gone) {
                cli::report(&error);
            }
            job.map_or(ExitCode::FAILURE, |job| ExitCode::from(job.exit_status()))
        }
    }
}

fn run(args: Args) -> anyhow::Result<()> {
    let dir = DataDir::new(args.data_dir);
    match &args.job {
        Some(job) => cli::run(job, &dir, &mut stdout().lock())?,
        None => digit_lab::app::run(dir, args.lang)?,
    }
    Ok(())
}

/// Sends the log to standard error, at the level of the option, else of `DIGIT_LAB_LOG`, else warnings.
fn start_log(wanted: Option<LevelFilter>) {
    let variable = std::env::var("DIGIT_LAB_LOG").ok();
    let from_variable = variable.as_deref().and_then(|level| level.parse().ok());
    let level = wanted.or(from_variable).unwrap_or(LevelFilter::WARN);
    let log = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    // It would panic where standard error is gone.
    log.log_internal_errors(false).init();
}
