//! Work on the runs in the background, and what its results change.

use super::compare::{self, Images};
use super::{RunsState, work};
use crate::app::core::effects::Kind;
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
            images.push(Images::Mnist);
        }
        images.push(open_images(shared, &data));
        // What was asked for just now is seen first.
        images.splice(..0, self.own_digits.clone().map(Images::Ink));
        images.push(Images::Kept);
        self.automatic = None;
        let job = move |context: &TaskContext| compare::compare(&dir, &id, images, context);
        self.effects.start(Kind::CompareRun, shared.wake(), job, |result| {
            Box::new(move |runs: &mut Self, shared: &mut Shared, _: &mut TrainingState| match result {
                Ok(compared) => runs.compared = compared.or(runs.compared.take()),
                Err(failure) => {
                    // It may be the ink file that cannot be read: the next comparison goes without.
                    runs.own_digits = None;
                    shared.notices.error(failure);
                }
            })
        });
    }

    /// Compares the run of this sitting with this number with what was there before it, on the test images that are open
    /// and on the person's own digits.
    pub(super) fn compare_result(&mut self, number: usize, shared: &Shared, training: &TrainingState) {
        let Some(run) = training.runs.iter().find(|run| run.number == number) else { return };
        let (Some(before), Some(data)) = (run.baseline.clone(), shared.data.clone()) else { return };
        let Some(after) = run.model(&run.suggested_name(), date::today()) else { return };
        let (dir, source) = (shared.dir.clone(), run.config.data.source.clone());
        let id = run.folder().unwrap_or_default().to_owned();
        let images = vec![open_images(shared, &data), Images::Kept];
        let job = move |context: &TaskContext| {
            compare::between(&dir, &id, [before.as_ref(), &after], &source, images, context)
        };
        self.automatic = Some(number);
        self.effects.start(Kind::CompareRun, shared.wake(), job, move |result| {
            Box::new(move |_: &mut Self, shared: &mut Shared, training: &mut TrainingState| match result {
                Ok(compared) => training.compared(number, compared),
                Err(failure) => shared.notices.error(failure),
            })
        });
    }

    /// Looks which runs there are.
    pub(super) fn look(&mut self, shared: &Shared) {
        self.start(shared, work::look, |runs, shared, training, listed| runs.take_list(listed, shared, training));
    }

    pub(super) fn read_curves(&mut self, id: String, shared: &Shared) {
        let read = id.clone();
        self.start(
            shared,
            move |dir| work::curves(dir, &read),
            move |runs, _, _, curves| {
                if let Some(ticked) = runs.ticked.get_mut(&id) {
                    ticked.curves = Some(curves);
                }
            },
        );
    }

    pub(super) fn delete(&mut self, id: String, name: Message, shared: &Shared) {
        let deleted = id.clone();
        self.deleting.insert(id.clone());
        self.start(
            shared,
            move |dir| Ok(work::delete(dir, &deleted)),
            move |runs, shared, _, result: Result<(), Message>| {
                let is_wanted_back = !runs.deleting.remove(&id);
                match result {
                    Err(failure) => shared.notices.error(failure),
                    Ok(()) if is_wanted_back => runs.restore(id, name, shared),
                    Ok(()) => {
                        runs.deleted = Some((id, name));
                        runs.look(shared);
                    }
                }
            },
        );
    }

    pub(super) fn restore(&mut self, id: String, name: Message, shared: &Shared) {
        // One that is on its way into the trash comes back from there.
        if !self.deleting.remove(&id) {
            self.start_change(shared, move |dir| work::restore(dir, &id, name));
        }
    }

    /// Starts work that changes which runs there are and says what it did.
    pub(super) fn start_change(
        &mut self,
        shared: &Shared,
        work: impl FnOnce(&DataDir) -> Result<Message, Message> + Send + 'static,
    ) {
        self.start(shared, work, |runs, shared, _, told| {
            shared.notices.done(told);
            runs.look(shared);
        });
    }

    /// Does `work` in the background and `apply` with its result; a failure becomes a notice.
    pub(super) fn start<T: Send + 'static>(
        &mut self,
        shared: &Shared,
        work: impl FnOnce(&DataDir) -> Result<T, Message> + Send + 'static,
        apply: impl FnOnce(&mut Self, &mut Shared, &mut TrainingState, T) + 'static,
    ) {
        let dir = shared.dir.clone();
        self.effects.start(
            Kind::Runs,
            shared.wake(),
            move |_| work(&dir),
            |result| {
                Box::new(move |runs: &mut Self, shared: &mut Shared, training: &mut TrainingState| match result {
                    Ok(done) => apply(runs, shared, training, done),
                    Err(failure) => shared.notices.error(failure),
                })
            },
        );
    }
}

/// The test images that are open.
fn open_images(shared: &Shared, data: &TrainingData) -> Images {
    let title = if shared.data_source == DataSource::default() {
        msg!("compare-mnist")
    } else {
        msg!("compare-test-images", data = shared.data_source.called())
    };
    Images::Open(title, data.test.clone())
}
