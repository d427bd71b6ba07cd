//! Watches a run to its end.

use digit_lab::train::{
    Directive, EpochReport, Job, Observer, Outcome, Started, TrainError, TrainEvent, ValidationReport, run,
};

/// Writes down how a run began and how its epochs went.
#[derive(Default)]
pub struct Witness {
    /// What it said first.
    pub started: Option<Started>,
    /// What the weights it started from read.
    pub baseline: Option<ValidationReport>,
    /// Its epochs, in order.
    pub epochs: Vec<EpochReport>,
}

impl Observer for Witness {
    fn event(&mut self, event: TrainEvent) {
        match event {
            TrainEvent::Started(started) => self.started = Some(started),
            TrainEvent::Validated(validation) if validation.step == 0 => self.baseline = Some(validation),
            TrainEvent::Epoch(epoch) => self.epochs.push(epoch),
            TrainEvent::Restored(_)
            | TrainEvent::Step(_)
            | TrainEvent::Validated(_)
            | TrainEvent::Changed(_)
            | TrainEvent::Finished(_)
            | TrainEvent::Failed(_) => {}
        }
    }

    fn directive(&mut self) -> Directive {
        Directive::Continue
    }
}

/// Runs `job` to its end; what happened, and the result.
pub fn watch(job: &Job) -> (Witness, Result<Outcome, TrainError>) {
    let mut witness = Witness::default();
    let result = run(job, &mut witness);
    (witness, result)
}
