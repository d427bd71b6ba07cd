//! Arguments to a window or a command-line job.

use std::io::stdout;
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use digit_lab::cli::{self, args::Args};
use digit_lab::store::folders::DataDir;
use tracing::level_filters::LevelFilter;

fn main() -> ExitCode {
    let args = Args::parse();
    start_log(args.log);
    let dir = DataDir::new(args.data_dir);
    let result = match &args.job {
        Some(job) => return run_job(job, &dir),
        None => open_window(dir),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::report(&format_args!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run_job(job: &cli::args::Job, dir: &DataDir) -> ExitCode {
    match cli::run(job, dir, &mut stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            if !error.is_reader_gone() {
                cli::report(&error);
            }
            ExitCode::from(error.exit_status())
        }
    }
}

fn open_window(dir: DataDir) -> anyhow::Result<()> {
    const WITHOUT: &str = "`digit-lab classify FILE` reads digits without a window";
    if !has_display() {
        anyhow::bail!(
            "there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set) to open a window on; {WITHOUT}"
        );
    }
    // TODO(app): digit_lab::app::run(dir)
    let _ = dir;
    Err(anyhow::anyhow!("the app is not built yet"))
        .with_context(|| format!("the window could not be opened; {WITHOUT}"))
}

/// Whether a window can be hoped for. Only X11 and Wayland say so beforehand.
fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let says_so = cfg!(all(unix, not(target_os = "macos")));
    !says_so || ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(is_set)
}

/// Sends the log to standard error, at the level of the option, else of `DIGIT_LAB_LOG`, else warnings.
fn start_log(wanted: Option<LevelFilter>) {
    let variable = std::env::var("DIGIT_LAB_LOG").ok();
    let from_variable = variable.as_deref().and_then(|level| level.parse().ok());
    let level = wanted.or(from_variable).unwrap_or(LevelFilter::WARN);
    tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr).init();
}
