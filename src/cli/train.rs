//! `digit-lab train`: the training loop with a progress bar, and the model it makes.

mod folds;
mod resume;

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::ProgressBar;
use serde::Serialize;

use super::args::TrainArgs;
use super::interrupt::Interrupt;
use super::keep::Keeper;
use super::run_settings::Asked;
use super::{Form, JobError, images, progress, report, run_settings, text, write_json};
use crate::model::Model;
use crate::store::training_settings::{self, TrainingSettings};
use crate::store::{StoreError, datasets, date, folders::DataDir, models};
use crate::train::{
    self, Checkpoint, Directive, EpochReport, Job, Observer, Outcome, SplitPlan, TrainConfig, TrainError, TrainEvent,
};

/// An epoch, as an object.
#[derive(Debug, Serialize)]
struct EpochLine {
    epoch: usize,
    step: u64,
    train_loss: f64,
    train_accuracy: f64,
    validation_loss: f64,
    validation_accuracy: f64,
    is_best: bool,
    images_per_second: f64,
    seconds: f64,
}

/// The result, as an object.
#[derive(Debug, Serialize)]
struct ResultLine<'a> {
    architecture: &'static str,
    parameters: usize,
    best_epoch: usize,
    images_per_second: f64,
    validation_accuracy: f64,
    test_accuracy: f64,
    seconds: f64,
    /// Where it is; null if it could not be saved.
    model: Option<Cow<'a, str>>,
}

/// Trains, saves the best weights and says where they are.
pub fn run(args: &TrainArgs, dir: &DataDir, out: &mut dyn Write) -> Result<(), JobError> {
    let interval = Duration::from_secs(args.checkpoint_every as u64);
    if let Some(wanted) = &args.resume {
        return resume::run(args, wanted, interval, dir, out);
    }
    let Asked { start_from, start, teachers, mut config } = run_settings::of_run(args, dir)?;
    if let Some(path) = &args.out {
        models::check_target(path)?;
    }
    config.validate()?;
    if let Some(path) = &args.save_settings {
        training_settings::write(path, &TrainingSettings { start_from: start_from.clone(), config: config.clone() })?;
    }
    let command = Some(run_settings::command(args, start_from.as_deref(), &config));
    // A run may be resumed from another folder.
    config.data.source = datasets::absolute(config.data.source);
    let data = images::open(&config.data.source)?;
    let job = Job { config, start, teachers, data };
    if let (Some(_), SplitPlan::KFold { folds, .. }) = (args.folds, job.config.data.split) {
        return folds::run(args, start_from.as_deref(), &job, folds, dir, out);
    }
    let keeper = Keeper::of(args, &job, command.clone(), interval, dir);
    let mut watcher = Watcher::new(out, Form::of(args.json), job.config.epochs, keeper);
    let trained = train::run(&job, &mut watcher);
    watcher.finish(&trained)?;
    conclude(args, dir, out, &name(args, &job.config), command, trained)
}

/// Saves what was trained and says where it is.
fn conclude(
    args: &TrainArgs,
    dir: &DataDir,
    out: &mut dyn Write,
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
    let (path, saved) = save(args, dir, &model);
    // What was measured is told even if there is no place for the weights.
    write_result(out, Form::of(args.json), &model, &outcome, path.as_deref())?;
    saved?;
    fault.map_or(Ok(()), |fault| Err(fault.into()))
}

/// The name on the card: the given one, the file's, or the network and the day.
fn name(args: &TrainArgs, config: &TrainConfig) -> String {
    let file = args.out.as_ref().and_then(|path| path.file_stem()).map(|stem| stem.to_string_lossy().into_owned());
    args.name.clone().or(file).unwrap_or_else(|| format!("{} {}", config.arch, date::today()))
}

/// Saves where `--out` says, else into the data folder; which also takes what that place refuses at last, so that a
/// long run is not lost to a disk that has filled up meanwhile. Says where it is, and what went wrong.
fn save(args: &TrainArgs, dir: &DataDir, model: &Model) -> (Option<PathBuf>, Result<(), StoreError>) {
    let kept = || models::save(dir, model);
    let Some(path) = &args.out else {
        return match kept() {
            Ok(path) => (Some(path), Ok(())),
            Err(fault) => (None, Err(fault)),
        };
    };
    match models::save_to(path, model) {
        Ok(()) => (Some(path.clone()), Ok(())),
        Err(fault) => {
            let kept = kept().ok();
            if let Some(kept) = &kept {
                report(&format_args!("the trained model is kept as {} instead", kept.display()));
            }
            (kept, Err(fault))
        }
    }
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
                seconds: outcome.seconds,
                model: path.map(Path::to_string_lossy),
            },
        ),
        Form::Text => {
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

/// Shows a run on the terminal. Ctrl+C ends it with what it has learned; a second one ends the program at once.
struct Watcher<'a> {
    out: &'a mut dyn Write,
    form: Form,
    epochs: usize,
    bar: ProgressBar,
    interrupt: Interrupt,
    is_ending: bool,
    fault: Option<io::Error>,
    keeper: Option<Keeper>,
}

impl<'a> Watcher<'a> {
    fn new(out: &'a mut dyn Write, form: Form, epochs: usize, keeper: Option<Keeper>) -> Self {
        // How long it is says the first event.
        let bar = progress::bar(0);
        Self { out, form, epochs, bar, interrupt: Interrupt::listen(), is_ending: false, fault: None, keeper }
    }

    /// Takes the bar away and writes the end of the run; fails if the results could not be written.
    fn finish(self, trained: &Result<Outcome, TrainError>) -> io::Result<()> {
        self.bar.finish_and_clear();
        if let Some(keeper) = self.keeper {
            keeper.end(trained.as_ref());
        }
        self.fault.map_or(Ok(()), Err)
    }

    fn epoch(&mut self, epoch: &EpochReport) -> io::Result<()> {
        match self.form {
            Form::Json => write_json(self.out, &EpochLine::from(epoch)),
            Form::Text => {
                let width = self.epochs.to_string().len();
                writeln!(
                    self.out,
                    "epoch {:>width$} of {}  loss {:.4}  accuracy {:>8}  validation {:>8}{}  {:>6} images/s",
                    epoch.epoch,
                    self.epochs,
                    epoch.train_loss,
                    text::percent(epoch.train_accuracy, 2),
                    text::percent(epoch.validation_accuracy, 2),
                    if epoch.is_best { " *" } else { "  " },
                    text::count(epoch.images_per_second.round() as usize)
                )?;
                self.out.flush()
            }
        }
    }
}

impl From<&EpochReport> for EpochLine {
    fn from(epoch: &EpochReport) -> Self {
        Self {
            epoch: epoch.epoch,
            step: epoch.step,
            train_loss: epoch.train_loss,
            train_accuracy: epoch.train_accuracy,
            validation_loss: epoch.validation_loss,
            validation_accuracy: epoch.validation_accuracy,
            is_best: epoch.is_best,
            images_per_second: epoch.images_per_second,
            seconds: epoch.elapsed_secs,
        }
    }
}

impl Observer for Watcher<'_> {
    fn event(&mut self, event: TrainEvent) {
        if let Some(keeper) = &mut self.keeper {
            keeper.event(&event);
        }
        match event {
            TrainEvent::Started(started) => self.bar.set_length(started.steps_per_epoch * started.epochs as u64),
            TrainEvent::Step(step) => {
                self.bar.set_position(step.step);
                let speed = text::count(step.images_per_second.round() as usize);
                self.bar.set_message(format!("loss {:.4}  {speed} images/s", step.loss));
            }
            TrainEvent::Epoch(epoch) => {
                let bar = self.bar.clone();
                if let Err(fault) = bar.suspend(|| self.epoch(&epoch)) {
                    self.fault = Some(fault);
                }
            }
            // The loop returns the first two instead of reporting them, and the command line changes no run.
            TrainEvent::Finished(_) | TrainEvent::Failed(_) | TrainEvent::Changed(_) => {}
            TrainEvent::Restored(history) => self.bar.set_position(history.steps.last().map_or(0, |step| step.step)),
        }
    }

    fn directive(&mut self) -> Directive {
        if self.interrupt.was_pressed() && !self.is_ending {
            self.is_ending = true;
            let words = "stopping: the best weights until now are kept; Ctrl+C again ends at once";
            self.bar.suspend(|| report(&words));
        }
        if self.is_ending || self.fault.is_some() { Directive::Stop } else { Directive::Continue }
    }

    fn wants_checkpoint(&mut self) -> bool {
        self.keeper.as_ref().is_some_and(Keeper::wants_checkpoint)
    }

    fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        if let Some(keeper) = &mut self.keeper {
            keeper.checkpoint(checkpoint);
        }
    }
}
