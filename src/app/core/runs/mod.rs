//! The runs on the disk as the window knows them: the list, what is ticked, open or compared, and what can be asked of
//! them. Everything that touches the disk is a background task.

pub mod command;
pub mod compare;
mod known;
pub mod overlaid;
pub mod run_list;
pub mod run_writer;
mod start;
pub mod work;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::effects::WorkKind;
use super::files;
use super::files::request::Request;
use super::settings::Settings;
use super::shared::Shared;
use super::training::{Run, TrainingState};
use crate::msg;
use crate::store::folders::DataDir;
use crate::store::runs::export::{RunForm, file_name};
use crate::store::runs::{ListedRun, RunState, UnreadableRun};
use crate::text::Message;
use compare::RunComparison;
use overlaid::RunCurves;
use run_list::Differences;
use start::{list_again, read_curves, start, start_change};
use work::Listed;

pub use command::RunsCommand;

/// A run whose curves lie over those of the run that is shown.
#[derive(Debug, Clone, Default)]
pub struct Ticked {
    /// Its curves, once they are read.
    pub curves: Option<Arc<RunCurves>>,
}

/// Everything about the runs on the disk.
#[derive(Default)]
pub struct RunsState {
    /// The runs, newest first; `None` until they were looked for.
    pub list: Option<Vec<ListedRun>>,
    /// Folders that are no runs, or of another version.
    pub unreadable: Vec<UnreadableRun>,
    /// What is searched for.
    pub search: String,
    /// Runs whose curves are laid over those of the run that is shown, by their folders.
    pub ticked: BTreeMap<String, Ticked>,
    /// The run that is shown.
    pub open: Option<String>,
    /// A name being typed for the run that is shown.
    pub renaming: Option<String>,
    /// The ink file with the person's own digits, once one was chosen.
    own_digits: Option<PathBuf>,
    /// The run deleted last: its folder, and its name and number.
    pub deleted: Option<(String, Message)>,
    /// The last comparison.
    pub compared: Option<RunComparison>,
    /// Number of the run of this sitting whose result is compared, or was last.
    automatic: Option<usize>,
    /// In words, what tells each run from the others of its name, by its folder.
    differences: Differences,
    /// Folders on their way into the trash.
    deleting: BTreeSet<String>,
    /// Folders on their way out of it.
    restoring: BTreeSet<String>,
    has_started: bool,
}

impl RunsState {
    /// Takes in what became of the runs of this sitting; called before every frame.
    pub fn logic(&mut self, shared: &mut Shared, training: &mut TrainingState) {
        if !self.has_started {
            self.has_started = true;
            start(shared, work::first_look, |runs, shared, training, listed| {
                for run in listed.runs.iter().filter(|run| run.can_resume) {
                    shared.notices.info(msg!("runs-interrupted", run = run.record.label()));
                }
                runs.take_list(listed, shared, training);
            });
        }
        for id in training.take_deleted() {
            let name = self.name_of(&id, training);
            self.delete(id, name, shared);
        }
        for id in training.take_wanted_back() {
            let deleted = self.deleted.as_ref().filter(|(deleted, _)| *deleted == id);
            let name = deleted.map_or_else(|| self.name_of(&id, training), |(_, name)| name.clone());
            self.restore(id, name, shared);
        }
        if let Some(number) = training.take_to_compare() {
            self.compare_result(number, shared, training);
        }
        if training.take_written() {
            list_again(shared);
        }
        self.differences.follow(self.list.as_deref().unwrap_or_default());
    }

    /// Name and number of the run in this folder.
    fn name_of(&self, id: &str, training: &TrainingState) -> Message {
        let sitting = || training.runs.iter().chain(training.deleted()).find(|run| run.folder() == Some(id));
        let listed = self.find(id).map(|run| run.record.label());
        listed.or_else(|| sitting().map(Run::label)).unwrap_or_else(|| Message::verbatim(id))
    }

    fn take_list(&mut self, listed: Listed, shared: &mut Shared, training: &mut TrainingState) {
        let Listed { runs, unreadable, highest } = listed;
        training.numbered_up_to(highest);
        self.differences.forget();
        self.ticked.retain(|id, _| runs.iter().any(|run| run.id == *id));
        // One that has ended since has longer curves now.
        let changed = runs.iter().filter(|run| self.has_changed(run)).map(|run| run.id.clone());
        for id in changed.collect::<Vec<_>>() {
            read_curves(id, shared);
        }
        self.open = self.open.take().filter(|id| runs.iter().any(|run| run.id == *id));
        (self.list, self.unreadable) = (Some(runs), unreadable);
    }

    /// Whether the curves that were read of this run are no longer all of it.
    fn has_changed(&self, run: &ListedRun) -> bool {
        let is_read = self.ticked.get(&run.id).is_some_and(|ticked| ticked.curves.is_some());
        is_read && self.find(&run.id).is_some_and(|known| known.record != run.record)
    }

    /// The run in this folder.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&ListedRun> {
        self.list.as_deref().unwrap_or_default().iter().find(|run| run.id == id)
    }

    /// The run that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&ListedRun> {
        self.find(self.open.as_deref()?)
    }

    /// The run whose details are shown: the one that is open, or else that of this sitting that is shown.
    #[must_use]
    pub fn detailed(&self, training: &TrainingState) -> Option<&ListedRun> {
        self.shown().or_else(|| self.find(training.shown()?.folder()?))
    }

    /// Settings in which the run with this id differs from the other runs of its name, in words; empty if in none.
    #[must_use]
    pub fn difference(&self, id: &str) -> &str {
        self.differences.of(id)
    }

    /// The ticked runs in the order of their numbers, with their curves as far as they are read.
    #[must_use]
    pub fn overlaid(&self) -> Vec<(&ListedRun, &Ticked)> {
        let mut found: Vec<_> = self.ticked.iter().filter_map(|(id, ticked)| Some((self.find(id)?, ticked))).collect();
        found.sort_by_key(|(run, _)| run.record.number);
        found
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: &RunsCommand, shared: &Shared, training: &TrainingState) -> bool {
        let run = |id: &String| self.find(id);
        match command {
            RunsCommand::Renew | RunsCommand::Search(_) | RunsCommand::EditName(_) => true,
            RunsCommand::UntickAll => !self.ticked.is_empty(),
            RunsCommand::Restore => {
                let is_back = |id: &String| self.restoring.contains(id);
                training.deleted().is_some() || self.deleted.as_ref().is_some_and(|(id, _)| !is_back(id))
            }
            RunsCommand::Open(id) | RunsCommand::Tick(id) | RunsCommand::UseSettings(id) => run(id).is_some(),
            RunsCommand::Rename(id, name) => !name.trim().is_empty() && run(id).is_some(),
            RunsCommand::Delete(id) => {
                let is_no_run = self.unreadable.iter().any(|run| run.id == *id);
                is_no_run || run(id).is_some_and(|run| run.record.state != RunState::Running)
            }
            RunsCommand::Resume(id) => training.live_run().is_none() && run(id).is_some_and(|run| run.can_resume),
            RunsCommand::KeepBest(id) => run(id).is_some_and(|run| run.can_resume),
            RunsCommand::UseModel(id) | RunsCommand::SaveModel(id) => run(id).is_some_and(|run| run.has_weights),
            RunsCommand::Export(id, form) => run(id).is_some_and(|run| run.has_weights || !form.needs_weights()),
            RunsCommand::Compare(id) | RunsCommand::CompareOwn(id) => {
                let is_tuned = |run: &ListedRun| run.has_weights && run.record.started_from.is_some();
                !shared.is_running(&WorkKind::CompareRun) && shared.data.is_some() && run(id).is_some_and(is_tuned)
            }
            RunsCommand::CancelComparing => shared.is_running(&WorkKind::CompareRun),
        }
    }

    /// Carries the command out, or starts the work on the disk that does.
    pub fn run(
        &mut self,
        command: RunsCommand,
        settings: &mut Settings,
        shared: &mut Shared,
        training: &mut TrainingState,
    ) {
        if !self.can(&command, shared, training) {
            return;
        }
        match command {
            RunsCommand::Renew => list_again(shared),
            RunsCommand::Open(id) => {
                self.renaming = None;
                self.open = Some(id).filter(|id| self.open.as_ref() != Some(id));
            }
            RunsCommand::Search(words) => self.search = words,
            RunsCommand::EditName(name) => self.renaming = name,
            RunsCommand::Tick(id) => {
                // A curve that was switched off before comes back.
                settings.plots.hidden.retain(|curve| !curve.is_of_runs());
                self.tick(id, shared);
            }
            RunsCommand::UntickAll => self.ticked.clear(),
            RunsCommand::Rename(id, name) => {
                self.renaming = None;
                if !training.rename_kept(&id, name.trim()) {
                    start_change(shared, move |dir| work::rename(dir, &id, &name));
                } else if let Some(run) = self.list.iter_mut().flatten().find(|run| run.id == id) {
                    name.trim().clone_into(&mut run.record.name);
                }
            }
            RunsCommand::Delete(id) => {
                // One of this sitting goes with its folder.
                if !training.delete(&id) {
                    training.forget_deleted();
                    let name = self.name_of(&id, training);
                    self.delete(id, name, shared);
                }
            }
            RunsCommand::Restore => {
                if training.deleted().is_some() {
                    training.bring_back();
                } else if let Some((id, name)) = self.deleted.clone() {
                    self.restore(id, name, shared);
                }
            }
            RunsCommand::Resume(id) => {
                let data = shared.data.clone();
                let resume = move |dir: &DataDir| work::resume(dir, &id, data);
                start(shared, resume, |_, shared, training, resumable| {
                    if let Err(error) = training.go_on(resumable, shared) {
                        shared.notices.error(error);
                    }
                    list_again(shared);
                });
            }
            RunsCommand::KeepBest(id) => start_change(shared, move |dir| work::keep_best(dir, &id)),
            RunsCommand::UseSettings(id) => {
                if let Some(run) = self.find(&id) {
                    settings.train.purpose = run.record.purpose;
                    settings.train.config = run.record.settings.clone();
                    settings.train.config.data.source = run.record.source();
                    shared.notices.done(msg!("runs-settings-used", run = run.record.label()));
                }
            }
            RunsCommand::UseModel(id) => {
                let read = move |dir: &DataDir| work::model(dir, &id);
                start(shared, read, |_, shared, _, model| shared.use_model(model, None));
            }
            RunsCommand::SaveModel(id) => {
                let save = move |dir: &DataDir| work::save_model(dir, &id);
                start(shared, save, |_, shared, _, path| {
                    shared.notices.done(msg!("model-saved", path = &path));
                    shared.list_models();
                });
            }
            RunsCommand::Export(id, form) => {
                let name = self.find(&id).map(|run| file_name(&run.record, form)).unwrap_or_default();
                files::ask(shared, Request::ExportRun(id, form), &name, None);
            }
            RunsCommand::Compare(id) => self.compare(id, shared),
            RunsCommand::CompareOwn(id) => {
                files::ask(shared, Request::CompareInk(id), "", None);
            }
            RunsCommand::CancelComparing => shared.effects.discard(&WorkKind::CompareRun),
        }
    }

    /// Writes the run in this folder to the file that was chosen for it.
    pub fn export(&mut self, id: String, form: RunForm, path: PathBuf, shared: &mut Shared) {
        let open = shared.data.clone().map(|data| (shared.data_source.clone(), data));
        let write = move |dir: &DataDir| work::export(dir, &id, form, open, &path);
        start(shared, write, |_, shared, _, written| shared.notices.done(written));
    }

    /// Compares the fine-tuning in this folder on the ink file that was chosen for it.
    pub fn compare_own(&mut self, id: String, path: PathBuf, shared: &mut Shared) {
        self.own_digits = Some(path);
        self.compare(id, shared);
    }

    fn tick(&mut self, id: String, shared: &mut Shared) {
        if self.ticked.remove(&id).is_some() {
            return;
        }
        self.ticked.insert(id.clone(), Ticked::default());
        read_curves(id, shared);
    }
}
