//! `digit-lab train`: the training loop with a progress bar, and the model it makes.

mod folds;
mod gap;
mod resume;
mod watcher;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;

use super::args::TrainArgs;
use super::keep::RunWriter;
use super::results::Results;
use super::run_settings::Asked;
use super::{Form, JobError, images, report, run_settings, text, write_json};
use crate::model::{Model, TrainingSummary};
use crate::store::training_settings::{self, TrainingSettings};
use crate::store::{StoreError, datasets, date, folders::DataDir, models};
use crate::text::{Named as _, format};
use crate::train::{self, Job, Outcome, SplitPlan, TrainConfig, TrainError};
use watcher::Watcher;

/// The result, as an object.
#[derive(Debug, Serialize)]
struct ResultLine<'a> {
    architecture: &'static str,
    parameters: usize,
    best_epoch: usize,
    images_per_second: f64,
    validation_accuracy: f64,
    test_accuracy: f64,
    /// Of a network that continues tokens, on the validation and the test pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    bits_per_token: Option<[f64; 2]>,
    seconds: f64,
    /// Where it is; null if it could not be saved.
    model: Option<Cow<'a, str>>,
}

/// Trains, saves the best weights and says where they are.
pub fn run(args: &TrainArgs, dir: &DataDir, out: &mut Results<'_>) -> Result<(), JobError> {
    let interval = Duration::from_secs(args.checkpoint_every as u64);
    if let Some(wanted) = &args.resume {
        return resume::run(args, wanted, interval, dir, out);
    }
    let Asked { start_from, start, teachers, mut config } = run_settings::of_run(args, dir)?;
    config.validate()?;
    check_places(args, dir)?;
    if let Some(path) = &args.save_settings {
        training_settings::write(path, &TrainingSettings { start_from: start_from.clone(), config: config.clone() })?;
    }
    // A run may be resumed from another folder.
    let source = datasets::absolute(config.data.source.clone());
    let data = images::material(config.arch, &source)?;
    run_settings::fit(&args.settings, &mut config, &data)?;
    let command = Some(run_settings::command(args, start_from.as_deref(), &config));
    config.data.source = source;
    let job = Job { config, start, teachers, data };
    if let (Some(_), SplitPlan::KFold { folds, .. }) = (args.folds, job.config.data.split) {
        return folds::run(args, start_from.as_deref(), &job, folds, dir, out);
    }
    let writer = RunWriter::of(args, &job, command.clone(), interval, dir);
    let mut watcher = Watcher::new(out, Form::of(args.json), &job, writer);
    let trained = train::run(&job, &mut watcher);
    watcher.finish(&trained);
    let name = name(args, args.out.as_deref(), &job.config);
    conclude(args.out.as_deref(), Form::of(args.json), dir, out, &name, command, trained)
}

/// Finds out whether the model can be saved where it is to go, before hours of training depend on it.
fn check_places(args: &TrainArgs, dir: &DataDir) -> Result<(), JobError> {
    match &args.out {
        Some(path) if args.save_settings.as_ref() == Some(&models::card_path(path)) => {
            let fault = "the model's description goes to the file that --save-settings names; choose another name";
            return Err(JobError::Usage(fault.into()));
        }
        Some(path) => models::check_target(path)?,
        // Of the folds of a cross-validation, none becomes a saved model.
        None if args.folds.is_some() => {}
        None => models::check_folder(dir)?,
    }
    models::tidy(dir);
    Ok(())
}

/// Saves what was trained and says where it is.
fn conclude(
    target: Option<&Path>,
    form: Form,
    dir: &DataDir,
    out: &mut Results<'_>,
    name: &str,
    command: Option<String>,
    trained: Result<Outcome, TrainError>,
) -> Result<(), JobError> {
    let (outcome, fault) = match trained {
        Ok(outcome) => (outcome, None),
        // What it had learned until then is kept like any other result; the fault is told after it.
        Err(TrainError::Diverged { step, loss, remedies, best: Some(best) }) => {
            (*best, Some(TrainError::Diverged { step, loss, remedies, best: None }))
        }
        Err(fault) => return Err(fault.into()),
    };
    let mut model = outcome.clone().into_model(name.to_owned(), date::today());
    model.card.command = command;
    let (path, saved) = save(target, dir, &model);
    // What was measured is told even if there is no place for the weights.
    write_result(out, form, &model, &outcome, path.as_deref())?;
    if let Some(path) = path.filter(|_| out.are_lost()) {
        report(&format_args!("saved as {}", path.display()));
    }
    saved?;
    fault.map_or(Ok(()), |fault| Err(fault.into()))
}

/// The name on the card: the given one, that of the file it goes to, or the network and the day.
fn name(args: &TrainArgs, target: Option<&Path>, config: &TrainConfig) -> String {
    let given = args.name.clone().or_else(|| target.and_then(name_of_file));
    given.unwrap_or_else(|| format!("{} {}", config.arch.title(), date::today()))
}

/// The name that a file gives to the model in it.
fn name_of_file(path: &Path) -> Option<String> {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned())
}

/// Saves as `target`, else into the data folder; which also takes what that place refuses at last, and the current folder
/// what both refuse, so that a long run is not lost to a disk that has filled up meanwhile. Says where it is, and what
/// went wrong.
fn save(target: Option<&Path>, dir: &DataDir, model: &Model) -> (Option<PathBuf>, Result<(), StoreError>) {
    let saved = match target {
        Some(path) => models::save_to(path, model).map(|()| path.to_owned()),
        None => models::save(dir, model),
    };
    let fault = match saved {
        Ok(path) => return (Some(path), Ok(())),
        Err(fault) => fault,
    };
    let in_data_folder = target.and_then(|_| models::save(dir, model).ok());
    let kept = in_data_folder.or_else(|| models::save_in(Path::new(""), model).ok());
    if let Some(kept) = &kept {
        report(&format_args!("the trained model is kept as {} instead", kept.display()));
    }
    (kept, Err(fault))
}

fn write_result(
    out: &mut dyn Write,
    form: Form,
    model: &Model,
    outcome: &Outcome,
    path: Option<&Path>,
) -> io::Result<()> {
    match form {
        Form::Json => write_json(
            out,
            &ResultLine {
                architecture: model.card.architecture.id(),
                parameters: model.card.parameters,
                best_epoch: outcome.summary.best_epoch,
                images_per_second: outcome.images_per_second,
                validation_accuracy: outcome.validation_accuracy,
                test_accuracy: outcome.test_accuracy,
                bits_per_token: outcome
                    .summary
                    .validation_loss
                    .zip(outcome.summary.test_loss)
                    .map(|(validation, test)| [validation, test].map(format::bits)),
                seconds: outcome.seconds,
                model: path.map(Path::to_string_lossy),
            },
        ),
        Form::Text => {
            let TrainingSummary { validation_loss, test_loss, best_epoch, .. } = outcome.summary;
            if let (Some(validation), Some(test)) = (validation_loss, test_loss) {
                let [validation, test] = [validation, test].map(format::bits);
                let speed = text::count(outcome.images_per_second.round() as usize);
                let time = text::seconds(outcome.seconds);
                writeln!(
                    out,
                    "best epoch {best_epoch}: validation {validation:.3}, test {test:.3} bits a token; {speed} pages/s, {time}"
                )?;
                return path.map_or(Ok(()), |path| writeln!(out, "saved as {}", path.display()));
            }
            writeln!(
                out,
                "best epoch {}: validation {}, test {}; {} images/s, {}",
                outcome.summary.best_epoch,
                text::percent(outcome.validation_accuracy, 2),
                text::percent(outcome.test_accuracy, 2),
                text::count(outcome.images_per_second.round() as usize),
                text::seconds(outcome.seconds)
            )?;
            path.map_or(Ok(()), |path| writeln!(out, "saved as {}", path.display()))
        }
    }
}
