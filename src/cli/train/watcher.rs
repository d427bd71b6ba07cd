//! A run on the terminal: a progress bar, its epochs as lines or objects, and what there is to say about it.

use std::io::{self, Write};

use indicatif::ProgressBar;
use serde::Serialize;

use super::gap;
use crate::cli::interrupt::Interrupt;
use crate::cli::keep::RunWriter;
use crate::cli::results::Results;
use crate::cli::{Form, progress, report, text, write_json};
use crate::model::Skill;
use crate::text::format;
use crate::train::{
    Checkpoint, Directive, EpochReport, History, Job, Observer, Outcome, Stuck, TrainConfig, TrainError, TrainEvent,
    ValidationReport,
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
    /// Of a network that continues tokens.
    #[serde(skip_serializing_if = "Option::is_none")]
    bits_per_token: Option<f64>,
    images_per_second: f64,
    seconds: f64,
}

/// Shows a run on the terminal. Ctrl+C ends it with what it has learned; a second one ends the program at once.
pub struct Watcher<'a, 'b> {
    out: &'a mut Results<'b>,
    form: Form,
    /// The settings as the run began with them.
    config: TrainConfig,
    /// Whether it goes on from a model.
    is_tuned: bool,
    history: History,
    /// Whether it was told that the run stays at chance, and why training looks worse than validation.
    has_told: Told,
    bar: ProgressBar,
    interrupt: Interrupt,
    is_ending: bool,
    writer: Option<RunWriter>,
}

/// What is said once in a run.
#[derive(Debug, Clone, Copy, Default)]
struct Told {
    stuck: bool,
    gap: bool,
}

impl<'a, 'b> Watcher<'a, 'b> {
    /// Watches `job`, kept by `writer`, and tells of it on `out`.
    pub fn new(out: &'a mut Results<'b>, form: Form, job: &Job, writer: Option<RunWriter>) -> Self {
        Self {
            out,
            form,
            config: job.config.clone(),
            is_tuned: job.start.is_some(),
            history: History::default(),
            has_told: Told::default(),
            // How long it is says the first event.
            bar: progress::bar(0),
            interrupt: Interrupt::listen(),
            is_ending: false,
            writer,
        }
    }

    /// Takes the bar away and writes the end of the run.
    pub fn finish(self, trained: &Result<Outcome, TrainError>) {
        self.bar.finish_and_clear();
        if let Some(writer) = self.writer {
            writer.end(trained.as_ref());
        }
    }

    fn epoch(&mut self, epoch: &EpochReport) -> io::Result<()> {
        match self.form {
            Form::Json => {
                let bits_per_token = self.is_of_tokens().then(|| format::bits(epoch.validation_loss));
                write_json(self.out, &EpochLine { bits_per_token, ..EpochLine::from(epoch) })
            }
            Form::Text if self.is_of_tokens() => self.epoch_of_tokens(epoch),
            Form::Text => {
                let epochs = self.config.epochs;
                let width = epochs.to_string().len();
                writeln!(
                    self.out,
                    "epoch {:>width$} of {}  loss {:.4}  accuracy {:>8}  validation {:>8}{}  {:>6} images/s",
                    epoch.epoch,
                    epochs,
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

    fn is_of_tokens(&self) -> bool {
        self.config.arch.skill() == Skill::ContinuesTokens
    }

    fn epoch_of_tokens(&mut self, epoch: &EpochReport) -> io::Result<()> {
        let epochs = self.config.epochs;
        let width = epochs.to_string().len();
        writeln!(
            self.out,
            "epoch {:>width$} of {}  training {:.3}  validation {:.3} bits a token{}  {:>6} pages/s",
            epoch.epoch,
            epochs,
            format::bits(epoch.train_loss),
            format::bits(epoch.validation_loss),
            if epoch.is_best { " *" } else { "  " },
            text::count(epoch.images_per_second.round() as usize)
        )?;
        self.out.flush()
    }

    /// What the weights read that the run starts from; a table of epochs as objects has no place for it.
    fn baseline(&mut self, report: &ValidationReport) -> io::Result<()> {
        match self.form {
            Form::Json => Ok(()),
            Form::Text if self.is_of_tokens() => {
                let guessing = self.history.started.as_ref().map_or(f64::NAN, |started| started.guessing_loss);
                let [validation, guessing] = [report.loss, guessing].map(format::bits);
                writeln!(
                    self.out,
                    "before the first step: validation {validation:.3}, guessing {guessing:.3} bits a token"
                )?;
                self.out.flush()
            }
            Form::Text => {
                let accuracy = text::percent(report.accuracy, 2);
                writeln!(self.out, "before the first step: validation {accuracy}, loss {:.4}", report.loss)?;
                self.out.flush()
            }
        }
    }

    /// Says once that the run stays at chance, with what to try.
    fn tell_if_stuck(&mut self) {
        if self.has_told.stuck {
            return;
        }
        if let Some(stuck) = Stuck::of(&self.history, &self.config, self.is_tuned) {
            self.has_told.stuck = true;
            self.bar.suspend(|| report(&stuck));
        }
    }

    /// Says once why training looks worse than validation.
    fn tell_of_gap(&mut self, epoch: &EpochReport) {
        // Near chance both are luck.
        let is_luck = self.has_told.stuck
            || epoch.validation_accuracy
                < 2.0 * self.history.started.as_ref().map_or(0.1, |started| started.labels.chance());
        if !self.has_told.gap && !self.is_of_tokens() && !is_luck && epoch.validation_accuracy > epoch.train_accuracy {
            self.has_told.gap = true;
            self.bar.suspend(|| report(&gap::explanation(&self.config)));
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
            bits_per_token: None,
            images_per_second: epoch.images_per_second,
            seconds: epoch.elapsed_secs,
        }
    }
}

impl Observer for Watcher<'_, '_> {
    fn event(&mut self, event: TrainEvent) {
        if let Some(writer) = &mut self.writer {
            writer.event(&event);
        }
        self.history.apply(&event);
        match event {
            TrainEvent::Started(started) => self.bar.set_length(started.steps_per_epoch * started.epochs as u64),
            TrainEvent::Step(step) => {
                self.bar.set_position(step.step);
                let speed = text::count(step.images_per_second.round() as usize);
                self.bar.set_message(if self.is_of_tokens() {
                    format!("{:.3} bits a token  {speed} pages/s", format::bits(step.loss))
                } else {
                    format!("loss {:.4}  {speed} images/s", step.loss)
                });
            }
            TrainEvent::Validated(validation) => {
                let bar = self.bar.clone();
                if validation.step == 0 {
                    // What could not be written is known to the results, and no reason to end.
                    let _ = bar.suspend(|| self.baseline(&validation));
                }
                self.tell_if_stuck();
            }
            TrainEvent::Epoch(epoch) => {
                let bar = self.bar.clone();
                let _ = bar.suspend(|| self.epoch(&epoch));
                self.tell_of_gap(&epoch);
                self.tell_if_stuck();
            }
            // The loop returns the first two instead of reporting them, and the command line changes no run.
            TrainEvent::Finished(_) | TrainEvent::Failed(_) | TrainEvent::Changed(_) => {}
            TrainEvent::Restored(history) => self.bar.set_position(history.steps.last().map_or(0, |step| step.step)),
        }
    }

    fn is_ending(&mut self) -> bool {
        self.is_ending || self.interrupt.was_pressed()
    }

    fn directive(&mut self) -> Directive {
        if self.interrupt.was_pressed() && !self.is_ending {
            self.is_ending = true;
            let words = "stopping: the best weights until now are kept; Ctrl+C again ends at once";
            self.bar.suspend(|| report(&words));
        }
        if self.is_ending { Directive::Stop } else { Directive::Continue }
    }

    fn wants_checkpoint(&mut self) -> bool {
        self.writer.as_ref().is_some_and(RunWriter::wants_checkpoint)
    }

    fn checkpoint(&mut self, checkpoint: Box<Checkpoint>) {
        if let Some(writer) = &mut self.writer {
            writer.checkpoint(checkpoint);
        }
    }
}
