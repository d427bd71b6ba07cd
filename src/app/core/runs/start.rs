//! Work on the runs in the background, and what its results change.

use super::compare::{self, ComparedImages};
use super::{RunsState, work};
use crate::app::core::effects::WorkKind;
use crate::app::core::shared::Shared;
use crate::app::core::training::TrainingState;
use crate::background::TaskContext;
use crate::msg;
use crate::store::date;
use crate::store::folders::DataDir;
use crate::text::Message;
use crate::train::{DataSource, TrainingData};

impl RunsState {
    pub(super) fn compare(&mut self, id: String, shared: &mut Shared) {
        let Some(data) = shared.data.clone() else { return };
        let dir = shared.dir.clone();
        let mut images = Vec::new();
        if shared.data_source != DataSource::default() {
            images.push(ComparedImages::Mnist);
        }
        images.push(open_images(shared, &data));
        // What was asked for just now is seen first.
        images.splice(..0, self.own_digits.clone().map(ComparedImages::Ink));
        images.push(ComparedImages::Kept);
        self.automatic = None;
        let job = move |context: &TaskContext| compare::compare(&dir, &id, images, context);
        shared.start_for(WorkKind::CompareRun, job, |runs: &mut Self, shared, result| match result {
            Ok(compared) => runs.compared = compared.or(runs.compared.take()),
            Err(failure) => {
                // It may be the ink file that cannot be read: the next comparison goes without.
                runs.own_digits = None;
                shared.notices.error(failure);
            }
        });
    }

    /// Compares the run of this sitting with this number with what was there before it, on the test images that are open
    /// and on the person's own digits.
    pub(super) fn compare_result(&mut self, number: usize, shared: &mut Shared, training: &TrainingState) {
        let Some(run) = training.runs.iter().find(|run| run.number == number) else { return };
        let (Some(before), Some(data)) = (run.baseline.clone(), shared.data.clone()) else { return };
        let Some(after) = run.model(&run.suggested_name(), date::today()) else { return };
        let (dir, source) = (shared.dir.clone(), run.config.data.source.clone());
        let id = run.folder().unwrap_or_default().to_owned();
        let images = vec![open_images(shared, &data), ComparedImages::Kept];
        let job = move |context: &TaskContext| {
            compare::between(&dir, &id, [before.as_ref(), &after], &source, images, context)
        };
        self.automatic = Some(number);
        shared.start_for(WorkKind::CompareRun, job, move |training: &mut TrainingState, shared, result| match result {
            Ok(compared) => training.compared(number, compared),
            Err(failure) => shared.notices.error(failure),
        });
    }

    pub(super) fn delete(&mut self, id: String, name: Message, shared: &mut Shared) {
        let deleted = id.clone();
        self.deleting.insert(id.clone());
        start(
            shared,
            move |dir| Ok(work::delete(dir, &deleted)),
            move |runs, shared, _, result: Result<(), Message>| {
                let is_wanted_back = !runs.deleting.remove(&id);
                match result {
                    Err(failure) => shared.notices.error(failure),
                    Ok(()) if is_wanted_back => runs.restore(id, name, shared),
                    Ok(()) => {
                        // Not seen again until the list is read anew.
                        runs.list.iter_mut().for_each(|list| list.retain(|run| run.id != id));
                        runs.unreadable.retain(|run| run.id != id);
                        runs.deleted = Some((id, name));
                        list_again(shared);
                    }
                }
            },
        );
    }

    /// Brings a run back from the trash; until it is back it can be asked for again.
    pub(super) fn restore(&mut self, id: String, name: Message, shared: &mut Shared) {
        // One that is on its way into the trash comes back from there.
        if self.deleting.remove(&id) || !self.restoring.insert(id.clone()) {
            return;
        }
        let (restored, told) = (id.clone(), name.clone());
        let work = move |dir: &DataDir| Ok(work::restore(dir, &restored, told));
        start(shared, work, move |runs, shared, _, result: Result<Message, Message>| {
            runs.restoring.remove(&id);
            match result {
                Err(failure) => {
                    // It can be asked for again, also if it was wanted back before it had got into the trash.
                    runs.deleted.get_or_insert((id, name));
                    shared.notices.error(failure);
                    list_again(shared);
                }
                Ok(told) => {
                    runs.deleted.take_if(|(deleted, _)| *deleted == id);
                    shared.notices.done(told);
                    list_again(shared);
                }
            }
        });
    }
}

/// Looks which runs there are.
pub(super) fn list_again(shared: &mut Shared) {
    start(shared, work::list_runs, |runs, shared, training, listed| runs.take_list(listed, shared, training));
}

pub(super) fn read_curves(id: String, shared: &mut Shared) {
    let read = id.clone();
    start(
        shared,
        move |dir| work::curves(dir, &read),
        move |runs, _, _, curves| {
            if let Some(ticked) = runs.ticked.get_mut(&id) {
                ticked.curves = Some(curves);
            }
        },
    );
}

/// Starts work that changes which runs there are and says what it did.
pub(super) fn start_change(
    shared: &mut Shared,
    work: impl FnOnce(&DataDir) -> Result<Message, Message> + Send + 'static,
) {
    start(shared, work, |_, shared, _, told| {
        shared.notices.done(told);
        list_again(shared);
    });
}

/// Does `work` in the background and `apply` with its result; a failure becomes a notice.
pub(super) fn start<T: Send + 'static>(
    shared: &mut Shared,
    work: impl FnOnce(&DataDir) -> Result<T, Message> + Send + 'static,
    apply: impl FnOnce(&mut RunsState, &mut Shared, &mut TrainingState, T) + 'static,
) {
    let dir = shared.dir.clone();
    shared.start(
        WorkKind::Runs,
        move |_| work(&dir),
        move |state, done| {
            let mut parts = state.parts();
            let (runs, training) = (parts.take::<RunsState>(), parts.take::<TrainingState>());
            apply(runs, parts.shared, training, done);
        },
    );
}

/// The test images that are open.
fn open_images(shared: &Shared, data: &TrainingData) -> ComparedImages {
    let title = if shared.data_source == DataSource::default() {
        msg!("compare-mnist")
    } else {
        msg!("compare-test-images", data = shared.data_source.called())
    };
    ComparedImages::Open(title, data.test.clone())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::app::core::settings::Settings;
    use crate::app::core::state::Core;
    use crate::app::core::wake::Wake;
    use crate::store::runs::{RunFolder, RunRecord};
    use crate::train::TrainConfig;

    #[test]
    fn a_run_wanted_back_too_early_that_cannot_come_back_yet_can_be_asked_for_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = DataDir::new(Some(folder.path().to_owned()));
        let record = RunRecord::begun(TrainConfig::default(), None, 1_000);
        let id = RunFolder::create(&dir, &record, None).expect("there is room").id().to_owned();
        let place = dir.runs().join(&id);
        let mut core = Core::new(Wake::new(|| ()), dir, Settings::default());
        let name = Message::verbatim("mine");
        let state = core.by_hand();
        state.runs.delete(id.clone(), name.clone(), &mut state.shared);
        // It is wanted back while its deletion is under way …
        state.runs.restore(id.clone(), name.clone(), &mut state.shared);
        let begun = Instant::now();
        let wait = || {
            assert!(begun.elapsed() < Duration::from_secs(20), "waited too long");
            std::thread::sleep(Duration::from_millis(1));
        };
        while place.exists() {
            wait();
        }
        // … and something is in its way when it gets there.
        std::fs::create_dir(&place).expect("there is room");
        while core.runs.deleted.is_none() {
            core.poll_background();
            wait();
        }
        assert_eq!(core.runs.deleted, Some((id.clone(), name.clone())));
        std::fs::remove_dir(&place).expect("it is there");
        let state = core.by_hand();
        state.runs.restore(id, name, &mut state.shared);
        while core.runs.deleted.is_some() {
            core.poll_background();
            wait();
        }
        assert!(place.join("run.json").is_file());
    }
}
