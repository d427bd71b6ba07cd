//! A cross-validation on the command line: the runs of all folds one after the other, then mean and deviation.

use std::io::Write;

use serde::Serialize;

use super::Watcher;
use crate::cli::{Form, JobError, text, write_json};
use crate::train::{self, Job, SplitPlan, TrainConfig};

/// One fold, as an object.
#[derive(Debug, Serialize)]
struct FoldLine {
    fold: usize,
    validation_accuracy: f64,
    test_accuracy: f64,
    seconds: f64,
}

/// All folds, as an object. A deviation is that of a sample: divided by one less than the number of folds.
#[derive(Debug, Serialize)]
struct FoldsLine {
    folds: usize,
    validation_accuracy_mean: f64,
    validation_accuracy_deviation: f64,
    test_accuracy_mean: f64,
    test_accuracy_deviation: f64,
}

/// Trains all folds and says what they come to. Their models are not kept.
pub fn run(job: &Job, folds: usize, form: Form, out: &mut dyn Write) -> Result<(), JobError> {
    let (mut validation, mut test) = (Vec::new(), Vec::new());
    for config in plan(&job.config, folds) {
        config.validate()?;
        let fold = validation.len() + 1;
        let job = Job { config, ..job.clone() };
        let mut watcher = Watcher::new(out, form, job.config.epochs, None);
        let trained = train::run(&job, &mut watcher);
        watcher.finish(&trained)?;
        let outcome = trained?;
        let (validation_accuracy, test_accuracy) = (outcome.validation_accuracy, outcome.test_accuracy);
        validation.push(validation_accuracy);
        test.push(test_accuracy);
        match form {
            Form::Json => {
                write_json(out, &FoldLine { fold, validation_accuracy, test_accuracy, seconds: outcome.seconds })?;
            }
            Form::Text => {
                let (validation, test) = (text::percent(validation_accuracy, 2), text::percent(test_accuracy, 2));
                writeln!(out, "fold {fold} of {folds}: validation {validation}, test {test}")?;
            }
        }
    }
    let ((validation_mean, validation_deviation), (test_mean, test_deviation)) = (spread(&validation), spread(&test));
    match form {
        Form::Json => write_json(
            out,
            &FoldsLine {
                folds,
                validation_accuracy_mean: validation_mean,
                validation_accuracy_deviation: validation_deviation,
                test_accuracy_mean: test_mean,
                test_accuracy_deviation: test_deviation,
            },
        )?,
        Form::Text => {
            let told = |mean, deviation| format!("{} ± {}", text::percent(mean, 2), text::percent(deviation, 2));
            let (validation, test) = (told(validation_mean, validation_deviation), told(test_mean, test_deviation));
            writeln!(out, "mean and deviation of {folds} folds: validation {validation}, test {test}")?;
        }
    }
    Ok(())
}

/// The settings of each fold.
fn plan(config: &TrainConfig, folds: usize) -> impl Iterator<Item = TrainConfig> {
    (1..=folds).map(move |fold| {
        let mut config = config.clone();
        config.data.split = SplitPlan::KFold { folds, fold };
        config
    })
}

/// Mean, and deviation as a sample's; 0 for one value.
fn spread(values: &[f64]) -> (f64, f64) {
    let number = values.len().max(1) as f64;
    let mean = values.iter().sum::<f64>() / number;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (number - 1.0).max(1.0)).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_deviation_are_those_of_a_sample() {
        let (mean, deviation) = spread(&[0.9, 0.92, 0.94]);
        assert!((mean - 0.92).abs() < 1e-12 && (deviation - 0.02).abs() < 1e-12);
        assert!(spread(&[0.5]).1.abs() < 1e-12);
    }
}
