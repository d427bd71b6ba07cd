//! What leaves the program for other programs and for paper, as bytes: curves, plots, event files, ONNX and reports. Words
//! for people are in the language of the thread.

pub mod curves;
pub mod figure;
pub mod han;
pub mod onnx;
pub mod page;
pub mod plot;
mod protobuf;
pub mod tensorboard;

/// A run in a plot or a report: its name and what it reported.
#[derive(Debug, Clone, Copy)]
pub struct NamedHistory<'a> {
    /// Name in the legend.
    pub name: &'a str,
    /// Its reports.
    pub history: &'a crate::train::History,
}

#[cfg(test)]
pub(crate) mod tests {
    use crate::model::Arch;
    use crate::train::{EpochReport, History, Started, StepReport, ValidationReport};

    /// Three epochs of twenty steps that learn.
    pub fn history() -> History {
        let started = Started {
            arch: Arch::Mlp,
            trained_parameters: 10,
            train_images: 640,
            validation_images: 10,
            steps_per_epoch: 20,
            epochs: 3,
            pixels: crate::model::Pixels::Unit,
            chance: 0.1,
            guessing_loss: std::f64::consts::LN_10,
            labels: crate::data::LabelSet::DIGITS,
            are_images_alike: false,
        };
        let step = |step: u64| StepReport {
            step,
            epochs: step as f64 / 20.0,
            loss: 2.3 / (1.0 + step as f64 / 7.0),
            accuracy: 1.0 - 0.9 / (1.0 + step as f64 / 7.0),
            learning_rate: 0.004 * (1.0 - step as f64 / 61.0),
            gradient_norm: 1.0 / step as f64,
            images_per_second: 10_000.0,
            elapsed_secs: step as f64 * 0.1,
        };
        let epoch = |epoch: usize| EpochReport {
            epoch,
            step: 20 * epoch as u64,
            train_loss: 1.0 / epoch as f64,
            train_accuracy: 0.9 + 0.02 * epoch as f64,
            validation_loss: 0.7 / epoch as f64,
            validation_accuracy: if epoch == 3 { 0.93 } else { 0.9 + 0.03 * epoch as f64 },
            is_best: epoch < 3,
            images_per_second: 9_000.0,
            elapsed_secs: 2.0 * epoch as f64,
        };
        let (steps, epochs) = ((1..=60).map(step).collect(), (1..=3).map(epoch).collect());
        let validation = |step: u64, accuracy: f64| ValidationReport {
            step,
            epochs: step as f64 / 20.0,
            loss: 2.3 - accuracy,
            accuracy,
            elapsed_secs: step as f64 * 0.1,
        };
        let validations = vec![validation(0, 0.1), validation(10, 0.7)];
        History { started: Some(started), steps, validations, epochs, changes: Vec::new() }
    }
}
