//! The runs on the disk as the window knows them: the list, what is ticked, open or compared, and what can be asked of
//! them. Everything that touches the disk is a background task.

pub mod command;
pub mod compare;
pub mod keeper;
pub mod overlaid;
pub mod work;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::activity::Activity;
use super::files;
use super::files::request::Request;
use super::settings::Settings;
use super::shared::Shared;
use super::training::TrainingState;
use crate::background::Task;
use crate::msg;
use crate::store::runs::export::{Form, file_name};
use crate::store::runs::{ListedRun, RunState, UnreadableRun};
use crate::text::{Message, Named, ToMessage as _};
use crate::train::DataSource;
use compare::{Compared, Images};
use overlaid::RunCurves;
use work::Done;

pub use command::RunsCommand;

/// A run whose curves lie over others.
#[derive(Debug, Clone)]
pub struct Ticked {
    /// Its place among the colours; stays while it is ticked.
    pub slot: usize,
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
    /// Runs whose curves are overlaid.
    pub ticked: BTreeMap<String, Ticked>,
    /// The run that is shown.
    pub open: Option<String>,
    /// A name being typed for the run that is shown.
    pub renaming: Option<String>,
    /// The ink file with the person's own digits, once one was chosen.
    own_digits: Option<PathBuf>,
    /// The run deleted last: its folder and its name.
    pub deleted: Option<(String, Message)>,
    /// The last comparison.
    pub compared: Option<Compared>,
    comparing: Option<Task<Result<Option<Compared>, Message>>>,
    tasks: Vec<Task<Result<Done, Message>>>,
    has_started: bool,
}

impl RunsState {
    /// Takes in what the tasks brought; called before every frame.
    pub fn logic(&mut self, shared: &mut Shared, training: &mut TrainingState) {
        if !self.has_started {
            self.has_started = true;
            self.start(shared, work::first_look);
        }
        for id in training.take_thrown() {
            self.start(shared, move |dir| work::delete(dir, id, msg!("runs-thrown-away")));
        }
        for id in training.take_wanted_back() {
            self.deleted.take_if(|(deleted, _)| *deleted == id);
            self.start(shared, move |dir| work::restore(dir, &id, msg!("runs-thrown-away")));
        }
        if training.take_written() {
            self.start(shared, work::look);
        }
        let mut done = Vec::new();
        self.tasks.retain_mut(|task| match task.poll() {
            None => true,
            Some(result) => {
                done.push(result.unwrap_or_else(|error| Err(error.to_message())));
                false
            }
        });
        for result in done {
            match result {
                Ok(done) => self.accept(done, shared, training),
                Err(error) => shared.notices.error(error),
            }
        }
        match self.comparing.as_mut().and_then(Task::poll) {
            None => return,
            Some(Ok(Ok(compared))) => self.compared = compared.or(self.compared.take()),
            Some(Ok(Err(error))) => {
                // It may be the ink file that cannot be read: the next comparison goes without.
                self.own_digits = None;
                shared.notices.error(error);
            }
            Some(Err(error)) => shared.notices.error(error),
        }
        self.comparing = None;
    }

    fn accept(&mut self, done: Done, shared: &mut Shared, training: &mut TrainingState) {
        match done {
            Done::Listed { runs, unreadable, is_first } => {
                if is_first {
                    for run in runs.iter().filter(|run| run.can_resume) {
                        shared.notices.news(msg!("runs-interrupted", run = &run.record.name));
                    }
                }
                self.ticked.retain(|id, _| runs.iter().any(|run| run.id == *id));
                // One that has ended since has longer curves now.
                let changed = runs.iter().filter(|run| self.has_changed(run)).map(|run| run.id.clone());
                for id in changed.collect::<Vec<_>>() {
                    self.start(shared, move |dir| work::curves(dir, id));
                }
                self.open = self.open.take().filter(|id| runs.iter().any(|run| run.id == *id));
                (self.list, self.unreadable) = (Some(runs), unreadable);
            }
            Done::Curves(id, curves) => {
                if let Some(ticked) = self.ticked.get_mut(&id) {
                    ticked.curves = Some(curves);
                }
            }
            Done::Deleted(id, name) => {
                self.deleted = Some((id, name));
                self.start(shared, work::look);
            }
            Done::Changed(words) => {
                shared.notices.done(words);
                self.start(shared, work::look);
            }
            Done::Told(words) => shared.notices.done(words),
            Done::Saved(path) => {
                shared.notices.done(msg!("model-saved", path = &path));
                shared.renew_shelf();
            }
            Done::Model(model) => shared.use_model(model, None),
            Done::Resumable(resumable) => {
                if let Err(error) = training.go_on(*resumable, shared) {
                    shared.notices.error(error);
                }
                self.start(shared, work::look);
            }
        }
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

    /// The runs that match what is searched for, newest first.
    #[must_use]
    pub fn matching(&self) -> Vec<&ListedRun> {
        let wanted = self.search.to_lowercase();
        let matches = |run: &&ListedRun| {
            let record = &run.record;
            let from = record.started_from.as_deref().unwrap_or_default();
            let words = format!("{} {} {} {from}", record.name, record.settings.arch.title(), record.state.title());
            wanted.split_whitespace().all(|word| words.to_lowercase().contains(word))
        };
        self.list.iter().flatten().filter(matches).collect()
    }

    /// The ticked runs in the order of their colours, with their curves as far as they are read.
    #[must_use]
    pub fn overlaid(&self) -> Vec<(&ListedRun, &Ticked)> {
        let mut found: Vec<_> = self.ticked.iter().filter_map(|(id, ticked)| Some((self.find(id)?, ticked))).collect();
        found.sort_by_key(|(_, ticked)| ticked.slot);
        found
    }

    /// How far the comparison is, in [0, 1], while one is made.
    #[must_use]
    pub fn comparing(&self) -> Option<f32> {
        self.comparing.as_ref().map(Task::progress)
    }

    /// Whether the command makes sense now.
    #[must_use]
    pub fn can(&self, command: &RunsCommand, shared: &Shared, training: &TrainingState) -> bool {
        let run = |id: &String| self.find(id);
        match command {
            RunsCommand::Renew | RunsCommand::Search(_) | RunsCommand::EditName(_) => true,
            RunsCommand::Restore => self.deleted.is_some(),
            RunsCommand::Open(id)
            | RunsCommand::Tick(id)
            | RunsCommand::Rename(id, _)
            | RunsCommand::UseSettings(id) => run(id).is_some(),
            RunsCommand::Delete(id) => run(id).is_some_and(|run| run.record.state != RunState::Running),
            RunsCommand::Resume(id) => training.live_run().is_none() && run(id).is_some_and(|run| run.can_resume),
            RunsCommand::KeepBest(id) => run(id).is_some_and(|run| run.can_resume),
            RunsCommand::UseModel(id) | RunsCommand::SaveModel(id) => run(id).is_some_and(|run| run.has_weights),
            RunsCommand::Export(id, form) => run(id).is_some_and(|run| run.has_weights || !form.needs_weights()),
            RunsCommand::Compare(id) | RunsCommand::CompareOwn(id) => {
                let is_tuned = |run: &ListedRun| run.has_weights && run.record.started_from.is_some();
                self.comparing.is_none() && shared.data.is_some() && run(id).is_some_and(is_tuned)
            }
            RunsCommand::CancelComparing => self.comparing.is_some(),
        }
    }

    /// Does it.
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
            RunsCommand::Renew => self.start(shared, work::look),
            RunsCommand::Open(id) => {
                self.renaming = None;
                self.open = Some(id).filter(|id| self.open.as_ref() != Some(id));
            }
            RunsCommand::Search(words) => self.search = words,
            RunsCommand::EditName(name) => self.renaming = name,
            RunsCommand::Tick(id) => self.tick(id, shared),
            RunsCommand::Rename(id, name) => {
                self.renaming = None;
                if !training.rename_kept(&id, name.trim()) {
                    self.start(shared, move |dir| work::rename(dir, &id, &name));
                } else if let Some(run) = self.list.iter_mut().flatten().find(|run| run.id == id) {
                    name.trim().clone_into(&mut run.record.name);
                }
            }
            RunsCommand::Delete(id) => {
                let name = self.find(&id).map(|run| run.record.name.clone()).unwrap_or_default();
                self.start(shared, move |dir| work::delete(dir, id, Message::verbatim(name)));
            }
            RunsCommand::Restore => {
                if let Some((id, name)) = self.deleted.take() {
                    self.start(shared, move |dir| work::restore(dir, &id, name));
                }
            }
            RunsCommand::Resume(id) => {
                let data = shared.data.clone();
                self.start(shared, move |dir| work::resume(dir, &id, data));
            }
            RunsCommand::KeepBest(id) => self.start(shared, move |dir| work::keep_best(dir, &id)),
            RunsCommand::UseSettings(id) => {
                if let Some(run) = self.find(&id) {
                    settings.train.config = run.record.settings.clone();
                    settings.train.config.data.source = run.record.source();
                    shared.notices.done(msg!("runs-settings-used", run = &run.record.name));
                }
            }
            RunsCommand::UseModel(id) => self.start(shared, move |dir| work::model(dir, &id).map(Done::Model)),
            RunsCommand::SaveModel(id) => self.start(shared, move |dir| work::save_model(dir, &id)),
            RunsCommand::Export(id, form) => {
                let name = self.find(&id).map(|run| file_name(&run.record, form)).unwrap_or_default();
                files::ask(shared, Request::ExportRun(id, form), &name, None);
            }
            RunsCommand::Compare(id) => self.compare(id, shared),
            RunsCommand::CompareOwn(id) => {
                files::ask(shared, Request::CompareInk(id), "", None);
            }
            RunsCommand::CancelComparing => {
                if let Some(task) = self.comparing.take() {
                    task.cancel();
                }
            }
        }
    }

    /// Writes the run in this folder to the file that was chosen for it.
    pub fn export(&mut self, id: String, form: Form, path: PathBuf, shared: &mut Shared) {
        let data = shared.data.clone();
        self.start(shared, move |dir| work::export(dir, &id, form, data, &path));
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
        let is_free = |slot: &usize| self.ticked.values().all(|ticked| ticked.slot != *slot);
        // One more place than there are ticks: one of them is free.
        let slot = (0..=self.ticked.len()).find(is_free).unwrap_or(0);
        self.ticked.insert(id.clone(), Ticked { slot, curves: None });
        self.start(shared, move |dir| work::curves(dir, id));
    }

    fn compare(&mut self, id: String, shared: &mut Shared) {
        let Some(data) = shared.data.clone() else { return };
        let dir = shared.dir.clone();
        let mut images = if shared.data_source == DataSource::default() {
            vec![Images::Open(msg!("compare-mnist"), data.test)]
        } else {
            vec![Images::Mnist, Images::Open(msg!("compare-test-images", data = data.test.name()), data.test)]
        };
        // What was asked for just now is seen first.
        images.splice(..0, self.own_digits.clone().map(Images::Ink));
        images.push(Images::Kept);
        let job = move |context: &crate::background::TaskContext| compare::compare(&dir, &id, images, context);
        match Task::spawn("compare-runs", shared.wake(), job) {
            Ok(task) => self.comparing = Some(task),
            Err(error) => shared.notices.error(error),
        }
    }

    fn start(
        &mut self,
        shared: &mut Shared,
        job: impl FnOnce(&crate::store::folders::DataDir) -> Result<Done, Message> + Send + 'static,
    ) {
        let dir = shared.dir.clone();
        match Task::spawn("read-runs", shared.wake(), move |_| job(&dir)) {
            Ok(task) => self.tasks.push(task),
            Err(error) => shared.notices.error(error),
        }
    }

    /// A line for the list of background work.
    #[must_use]
    pub fn activity(&self) -> Option<Activity> {
        Some(Activity { title: msg!("work-comparing-run"), progress: Some(self.comparing()?) })
    }
}
