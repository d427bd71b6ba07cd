//! The runs of this sitting and the handle of the one that trains: what can be asked of them, and what they report.

pub mod command;
pub mod curves;
pub mod delete;
pub mod finder;
pub mod folds;
pub mod keeping;
pub mod live;
mod numbers;
pub mod run;
mod saving;
pub mod setup_command;
pub mod setup_history;
pub mod statistics;
pub mod watch;

use super::activity::Activity;
use super::effects::WorkKind;
use super::settings::Settings;
use super::shared::Shared;
use crate::model::Skill;
use crate::msg;
use crate::store::runs::Purpose;
use crate::text::{Message, ToMessage as _, format};
use crate::train::{Control, Interest, Job, Outcome, SettingChange, StopReason, TrainError, TrainEvent, Trainer};

pub use super::settings::setup::{Setup, StartFrom};
pub use command::TrainCommand;
pub use finder::{FinderCommand, RateFinder};
pub use folds::Folds;
pub use live::{LiveReader, LiveScribe};
pub use run::{Phase, Run, SavedState};
pub use setup_command::SetupCommand;

/// All runs of this sitting and the thread of the one that trains.
#[derive(Default)]
pub struct TrainingState {
    /// Runs, oldest first. At most the last one is live.
    pub runs: Vec<Run>,
    /// Which of `runs` is shown; their number stands for the next run, of which there is only the plan.
    pub shown: usize,
    /// Why the settings, as they are, cannot start a run.
    pub refusal: Option<Message>,
    /// Whether a network that writes can be trained now; `None` where the settings ask for one that reads.
    pub writing_is_ready: Option<bool>,
    /// The cross-validation under way, or the last one.
    pub folds: Option<Folds>,
    deleted: Option<Run>,
    /// Whether nothing of the run that is stopping is wanted.
    is_abandoned: bool,
    /// Highest number that a run has had.
    last_number: usize,
    /// Number of the run that has ended last and is to be compared with what was there before.
    to_compare: Option<usize>,
    trainer: Option<Trainer>,
    /// What is looked at in this frame and has to be measured.
    pub interest: Option<Interest>,
    /// The search for a learning rate.
    pub finder: RateFinder,
    keeping: keeping::Keeping,
    at_work: live::AtWork,
    generations: u64,
}

/// What is said of a run that has ended well.
fn done(run: &Run, outcome: &Outcome) -> Message {
    let accuracy = format::percent(outcome.validation_accuracy);
    match outcome.reason {
        _ if run.config.arch.skill() == Skill::ContinuesTokens && run.config.prompts.knows_classes() => {
            msg!("run-done-writing", run = run.number, accuracy = accuracy)
        }
        _ if run.config.arch.skill() == Skill::ContinuesTokens => {
            msg!("run-done-untold", run = run.number, accuracy = accuracy)
        }
        StopReason::Stopped => msg!("run-stopped", run = run.number, accuracy = accuracy),
        StopReason::Completed | StopReason::EarlyStopped(_) | StopReason::Diverged => {
            msg!("run-done", run = run.number, accuracy = accuracy)
        }
    }
}

impl TrainingState {
    /// Takes what the run reported; called before every frame, also while the window is hidden.
    pub fn logic(&mut self, shared: &mut Shared) {
        self.keeping.logic(shared);
        self.follow_numbers();
        let Some(trainer) = &mut self.trainer else { return };
        let Some(run) = self.runs.last_mut() else { return };
        for event in trainer.drain() {
            self.keeping.event(&event);
            run.apply(event);
        }
        trainer.look_at(self.interest.take());
        trainer.latest_statistics().into_iter().for_each(|statistics| run.statistics.take(statistics));
        if let Some(checkpoint) = trainer.latest_checkpoint() {
            self.keeping.checkpoint(checkpoint);
        }
        if let Some(weights) = trainer.latest_weights() {
            self.generations += 1;
            if let Err(error) = self.at_work.take(run, weights, self.generations) {
                shared.notices.error(error);
            }
        }
        let mut ended_well = None;
        match &run.phase {
            Phase::Starting | Phase::Training | Phase::Paused | Phase::Stopping => return,
            Phase::Finished(_) if self.is_abandoned => {
                shared.notices.done(msg!("run-stopped-and-deleted", run = run.number));
            }
            Phase::Finished(outcome) => {
                shared.notices.done(done(run, outcome));
                ended_well = Some(run.number);
            }
            Phase::Failed(TrainError::Discarded) => {
                shared.notices.done(msg!("run-discarded", run = run.number));
            }
            Phase::Failed(error) => {
                shared.notices.error(msg!("run-failed", run = run.number, error = error.to_message()));
            }
        }
        self.trainer = None;
        self.at_work = live::AtWork::default();
        self.keeping.ended();
        if std::mem::take(&mut self.is_abandoned) {
            self.discard_ended();
        } else {
            self.next_fold(shared);
            // Between two folds of a cross-validation nobody looks at the first.
            let reads = self.runs.last().is_some_and(|run| run.config.arch.skill() == Skill::ReadsPictures);
            self.to_compare = ended_well.filter(|_| reads && self.live_run().is_none());
        }
        self.runs.retain(|run| !matches!(run.phase, Phase::Failed(TrainError::Discarded)));
        self.shown = self.shown.min(self.runs.len().saturating_sub(1));
    }

    /// After a run: the next fold, if it was one of a cross-validation.
    fn next_fold(&mut self, shared: &mut Shared) {
        let (Some(folds), Some(run)) = (&mut self.folds, self.runs.last()) else { return };
        if folds.is_over() {
            return;
        }
        match &run.phase {
            Phase::Finished(outcome) if outcome.reason != StopReason::Stopped => folds.add(outcome.validation_accuracy),
            Phase::Finished(_) | Phase::Failed(_) => folds.end(),
            Phase::Starting | Phase::Training | Phase::Paused | Phase::Stopping => return,
        }
        let Some(job) = folds.next_job() else {
            shared.notices.done(folds.told());
            return;
        };
        let purpose = run.purpose;
        if let Err(error) = self.begin(job, purpose, shared) {
            shared.notices.error(error);
            self.folds = None;
        }
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: TrainCommand, shared: &Shared) -> bool {
        let is_live = self.live_run().is_some();
        match command {
            TrainCommand::Start => {
                let is_idle = !is_live && !shared.is_running(&WorkKind::FindRate) && self.refusal.is_none();
                if let Some(is_ready) = self.writing_is_ready {
                    return is_idle && is_ready && shared.current.is_some();
                }
                is_idle && shared.has_images() && shared.current.is_some() && shared.teachers.at_hand().is_some()
            }
            TrainCommand::TogglePause | TrainCommand::Step => {
                self.live_run().is_some_and(|run| matches!(run.phase, Phase::Training | Phase::Paused))
            }
            TrainCommand::Stop | TrainCommand::Abandon => {
                self.live_run().is_some_and(|run| !matches!(run.phase, Phase::Stopping))
            }
            TrainCommand::Use => self.shown().is_some_and(|run| run.result().is_some()),
            TrainCommand::Save => self.shown().is_some_and(|run| run.result().is_some() && run.kept.can_be_saved()),
            TrainCommand::Delete => self.shown().is_some_and(|run| !run.phase.is_live()),
        }
    }

    /// Carries the command out; nothing if it makes no sense now.
    pub fn run(&mut self, command: TrainCommand, settings: &Settings, shared: &mut Shared) {
        if !self.can(command, shared) {
            return;
        }
        match command {
            TrainCommand::Start => {
                if let Err(error) = self.start(&settings.train, shared) {
                    shared.notices.error(error);
                }
            }
            TrainCommand::TogglePause => self.toggle_pause(),
            TrainCommand::Step => self.control(Control::Step, Phase::Paused),
            TrainCommand::Stop => self.control(Control::Stop, Phase::Stopping),
            TrainCommand::Abandon => self.abandon(),
            TrainCommand::Use => self.use_result(shared),
            TrainCommand::Save => self.save(shared),
            TrainCommand::Delete => self.delete_shown(),
        }
    }

    fn start(&mut self, setup: &Setup, shared: &mut Shared) -> Result<(), TrainError> {
        if setup.skill() == Skill::ContinuesTokens {
            return self.start_writing(setup, shared);
        }
        let (Some(current), Some(data)) = (&shared.current, &shared.data) else { return Ok(()) };
        let job = setup.job(
            current.model.network().map(|model| &**model),
            shared.teachers.at_hand().unwrap_or_default(),
            data.clone(),
        );
        job.config.validate()?;
        job.config.validate_for(data.train.len(), data.test.len())?;
        self.folds = Folds::of(&job);
        let first = self.folds.as_ref().and_then(Folds::next_job);
        self.begin(first.unwrap_or(job), setup.purpose, shared)
    }

    pub(super) fn begin(&mut self, job: Job, purpose: Option<Purpose>, shared: &mut Shared) -> Result<(), TrainError> {
        let mut run = Run::new(self.last_number + 1, &job);
        run.purpose = purpose;
        run.baseline = shared.current_network().cloned();
        run.place = self.keeping.begin(&job, purpose, shared);
        self.follow(Trainer::start(job, shared.wake())?, run);
        Ok(())
    }

    /// Keeps and shows a run that has just begun or goes on.
    fn follow(&mut self, trainer: Trainer, run: Run) {
        trainer.checkpoint_every(Some(keeping::INTERVAL));
        self.trainer = Some(trainer);
        self.last_number = self.last_number.max(run.number);
        // Earlier results stay until they are deleted; runs that brought nothing go.
        self.runs.retain(|run| run.result().is_some());
        self.let_go_of_old();
        self.runs.push(run);
        self.shown = self.runs.len() - 1;
    }

    fn toggle_pause(&mut self) {
        match self.live_run().map(|run| &run.phase) {
            Some(Phase::Training) => self.control(Control::Pause, Phase::Paused),
            Some(Phase::Paused) => self.control(Control::Resume, Phase::Training),
            Some(Phase::Starting | Phase::Stopping | Phase::Finished(_) | Phase::Failed(_)) | None => {}
        }
    }

    fn control(&mut self, control: Control, phase: Phase) {
        let (Some(trainer), Some(run)) = (&self.trainer, self.runs.last_mut()) else { return };
        trainer.control(control);
        run.phase = phase;
    }

    /// The program ends: a run under way leaves a checkpoint from which it can go on. Gives what could not be written.
    #[must_use]
    pub fn leave(&mut self) -> Vec<Message> {
        if let Some(trainer) = self.trainer.take() {
            let (events, checkpoint) = trainer.leave();
            // Unless it has just ended by itself, that it was left is no end.
            let is_end = |event: &TrainEvent| matches!(event, TrainEvent::Failed(TrainError::Discarded));
            events.iter().filter(|event| !is_end(event)).for_each(|event| self.keeping.event(event));
            if let Some(checkpoint) = checkpoint {
                self.keeping.checkpoint(checkpoint);
            }
        }
        self.keeping.close()
    }

    /// Changes a setting of the run under way, from its next step on.
    pub fn change(&self, change: SettingChange, shared: &mut Shared) {
        if let Some(Err(error)) = self.trainer.as_ref().map(|trainer| trainer.change(change)) {
            shared.notices.error(error);
        }
    }

    /// The run that trains or holds.
    #[must_use]
    pub fn live_run(&self) -> Option<&Run> {
        self.runs.last().filter(|run| run.phase.is_live())
    }

    /// The run that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&Run> {
        self.runs.get(self.shown)
    }

    /// Takes note of what is to become of the result of the run that is shown.
    pub fn keep(&mut self, kept: SavedState) {
        if let Some(run) = self.runs.get_mut(self.shown) {
            run.kept = kept;
        }
    }

    /// The weights being trained, while a run is live.
    #[must_use]
    pub fn live(&self) -> Option<LiveReader> {
        self.at_work.reader.clone()
    }

    /// The weights being trained, while a run of a network that writes is live.
    #[must_use]
    pub fn live_scribe(&self) -> Option<&LiveScribe> {
        self.at_work.scribe.as_ref()
    }

    /// A line for the list of background work.
    #[must_use]
    pub fn activity(&self) -> Option<Activity> {
        let run = self.live_run()?;
        let title = match run.phase {
            Phase::Paused => msg!("work-run-paused", run = run.number),
            Phase::Starting | Phase::Training | Phase::Stopping | Phase::Finished(_) | Phase::Failed(_) => {
                let (epoch, epochs) = (run.epoch(), run.config.epochs);
                match run.config.data.split.fold() {
                    None => msg!("work-training", epoch = epoch, epochs = epochs),
                    Some((fold, folds)) => {
                        msg!("work-training-fold", fold = fold, folds = folds, epoch = epoch, epochs = epochs)
                    }
                }
            }
        };
        Some(Activity { kind: None, title, progress: Some(run.history.progress() as f32) })
    }
}
