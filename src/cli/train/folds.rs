//! A cross-validation on the command line: the runs of all folds one after the other, then mean and deviation.

use std::io::Write;
use std::time::Duration;

use serde::Serialize;

use super::watcher::Watcher;
use crate::analysis::Spread;
use crate::cli::args::TrainArgs;
use crate::cli::interrupt::Interrupt;
use crate::cli::keep::RunWriter;
use crate::cli::results::Results;
use crate::cli::{Form, JobError, run_settings, text, write_json};
use crate::store::folders::DataDir;
use crate::train::{self, Job, SplitPlan, StopReason, TrainConfig};

/// One fold, as an object.
#[derive(Debug, Serialize)]
struct FoldLine {
    fold: usize,
    validation_accuracy: f64,
    test_accuracy: f64,
    seconds: f64,
}

/// All folds, as an object. A deviation is that of a sample: divided by one less than the number of folds.
#[derive(Debug, Serialize)]
struct FoldsLine {
    folds: usize,
    validation_accuracy_mean: f64,
    validation_accuracy_deviation: f64,
    test_accuracy_mean: f64,
    test_accuracy_deviation: f64,
}

/// Trains all folds and says what they come to. Each is kept as a run; none becomes a saved model.
pub fn run(
    args: &TrainArgs,
    start_from: Option<&str>,
    job: &Job,
    folds: usize,
    dir: &DataDir,
    out: &mut Results<'_>,
) -> Result<(), JobError> {
    let form = Form::of(args.json);
    let interval = Duration::from_secs(args.checkpoint_every as u64);
    let (mut validation, mut test) = (Vec::new(), Vec::new());
    let interrupt = Interrupt::listen();
    for config in plan(&job.config, folds) {
        config.validate()?;
        let fold = validation.len() + 1;
        // It may have come too late for the fold before.
        if interrupt.was_pressed() {
            let told = format!("ended before fold {fold} of {folds}; without all of them there is no mean");
            return Err(JobError::Interrupted(told));
        }
        let job = Job { config, ..job.clone() };
        let writer =
            RunWriter::of(args, &job, Some(run_settings::command(args, start_from, &job.config)), interval, dir);
        let mut watcher = Watcher::new(out, form, &job, writer);
        let trained = train::run(&job, &mut watcher);
        watcher.finish(&trained);
        let outcome = trained?;
        // Half a fold must not count in the mean.
        if outcome.reason == StopReason::Stopped {
            let told = format!("ended in fold {fold} of {folds}; without all of them there is no mean");
            return Err(JobError::Interrupted(told));
        }
        let (validation_accuracy, test_accuracy) = (outcome.validation_accuracy, outcome.test_accuracy);
        validation.push(validation_accuracy);
        test.push(test_accuracy);
        match form {
            Form::Json => {
                write_json(out, &FoldLine { fold, validation_accuracy, test_accuracy, seconds: outcome.seconds })?;
            }
            Form::Text => {
                let (validation, test) = (text::percent(validation_accuracy, 2), text::percent(test_accuracy, 2));
                writeln!(out, "fold {fold} of {folds}: validation {validation}, test {test}")?;
            }
        }
    }
    conclude(folds, &validation, &test, form, out)
}

/// Says what the accuracies of all folds come to.
fn conclude(folds: usize, validation: &[f64], test: &[f64], form: Form, out: &mut Results<'_>) -> Result<(), JobError> {
    let (Some(validation), Some(test)) = (Spread::of(validation), Spread::of(test)) else { return Ok(()) };
    match form {
        Form::Json => write_json(
            out,
            &FoldsLine {
                folds,
                validation_accuracy_mean: validation.mean,
                validation_accuracy_deviation: validation.deviation,
                test_accuracy_mean: test.mean,
                test_accuracy_deviation: test.deviation,
            },
        )?,
        Form::Text => {
            let told = |of: Spread| format!("{} ± {}", text::percent(of.mean, 2), text::percent(of.deviation, 2));
            let (validation, test) = (told(validation), told(test));
            writeln!(out, "mean and deviation of {folds} folds: validation {validation}, test {test}")?;
        }
    }
    Ok(())
}

/// The settings of each fold.
fn plan(config: &TrainConfig, folds: usize) -> impl Iterator<Item = TrainConfig> {
    (1..=folds).map(move |fold| {
        let mut config = config.clone();
        config.data.split = SplitPlan::KFold { folds, fold };
        config
    })
}
