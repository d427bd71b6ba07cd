//! Cross-validation: the runs of all folds one after the other, and what they come to.

use crate::analysis::Spread;
use crate::msg;
use crate::text::{Message, Value, format};
use crate::train::{Job, SplitPlan};

/// Progress of one cross-validation: which fold trains, and the accuracies of those before it.
#[derive(Debug)]
pub struct Folds {
    job: Job,
    count: usize,
    accuracies: Vec<f64>,
    is_over: bool,
}

impl Folds {
    /// The cross-validation that `job` asks for, if it does.
    #[must_use]
    pub fn of(job: &Job) -> Option<Self> {
        let (_, count) = job.config.data.split.fold()?;
        Some(Self { job: job.clone(), count, accuracies: Vec::new(), is_over: false })
    }

    /// The job of the next fold; `None` if all are done or it was ended.
    #[must_use]
    pub fn next_job(&self) -> Option<Job> {
        let fold = self.accuracies.len() + 1;
        if self.is_over || fold > self.count {
            return None;
        }
        let mut job = self.job.clone();
        job.config.data.split = SplitPlan::KFold { folds: self.count, fold };
        Some(job)
    }

    /// A fold ended well, with this accuracy on the images it held out.
    pub fn add(&mut self, accuracy: f64) {
        self.accuracies.push(accuracy);
        self.is_over |= self.accuracies.len() >= self.count;
    }

    /// No fold follows.
    pub fn end(&mut self) {
        self.is_over = true;
    }

    /// Whether no fold follows.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// How far it has come, and the mean accuracy with its standard deviation over the folds.
    #[must_use]
    pub fn told(&self) -> Message {
        let (done, folds) = (self.accuracies.len(), self.count);
        let accuracy = Spread::of(&self.accuracies).map(|spread| -> Value {
            let mean = format::percent(spread.mean);
            let deviation = format::decimal(spread.deviation * 100.0, 2);
            if done > 1 {
                msg!("cross-validation-spread", mean = mean, deviation = deviation).into()
            } else {
                mean.into()
            }
        });
        match (self.is_over, accuracy) {
            (false, None) => msg!("cross-validation-begun", folds = folds),
            (false, Some(accuracy)) => {
                msg!("cross-validation-so-far", fold = done + 1, folds = folds, accuracy = accuracy)
            }
            (true, None) => msg!("cross-validation-nothing"),
            (true, Some(accuracy)) if done == folds => {
                msg!("cross-validation-done", folds = folds, accuracy = accuracy)
            }
            (true, Some(accuracy)) => {
                msg!("cross-validation-ended", done = done, folds = folds, accuracy = accuracy)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::data::Dataset;
    use crate::train::{DataPlan, TrainConfig, TrainingData};

    fn job(folds: usize) -> Job {
        let none = Arc::new(Dataset::new("none", Vec::new(), Vec::new()).expect("nothing fits nothing"));
        let data = DataPlan { split: SplitPlan::KFold { folds, fold: 1 }, ..DataPlan::default() };
        let config = TrainConfig { data, ..TrainConfig::default() };
        Job { config, start: None, teachers: Vec::new(), data: TrainingData { train: none.clone(), test: none }.into() }
    }

    #[test]
    fn every_fold_is_held_out_once() {
        let mut folds = Folds::of(&job(3)).expect("it asks for folds");
        for expected in 1..=3 {
            let next = folds.next_job().expect("it is not over");
            assert_eq!(next.config.data.split.fold(), Some((expected, 3)));
            folds.add(0.9);
        }
        assert!(folds.is_over() && folds.next_job().is_none());
        assert_eq!(
            folds.told().to_string(),
            "Cross-validation: 90.00 % ± 0.00 of the held-out images right, over 3 folds"
        );
        let mut plain = job(3);
        plain.config.data = DataPlan::default();
        assert!(Folds::of(&plain).is_none());
    }

    #[test]
    fn a_cross_validation_that_was_ended_tells_of_the_folds_that_were_done() {
        let mut folds = Folds::of(&job(5)).expect("it asks for folds");
        assert_eq!(folds.told().to_string(), "Cross-validation: fold 1 of 5");
        folds.add(0.9);
        assert_eq!(folds.told().to_string(), "Cross-validation: fold 2 of 5, 90.00 % so far");
        folds.end();
        assert!(folds.next_job().is_none());
        assert_eq!(
            folds.told().to_string(),
            "Cross-validation: 90.00 % of the held-out images right, over 1 of 5 folds"
        );
    }
}
