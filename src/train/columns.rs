//! A run's reports as tables of numbers: one list of columns for files that hold curves.

use super::{EpochReport, StepReport, ValidationReport};

/// One number of a report, by name.
pub struct Column<R> {
    /// Name in files; never changed, since files with it exist.
    pub name: &'static str,
    /// Reads it. Whole numbers below 2⁵³ and truth values (0 or 1) pass unharmed.
    pub get: fn(&R) -> f64,
    /// Writes it.
    pub set: fn(&mut R, f64),
}

/// The columns of the reports on steps.
pub const STEP_COLUMNS: [Column<StepReport>; 8] = [
    Column { name: "step", get: |r| r.step as f64, set: |r, v| r.step = v as u64 },
    Column { name: "epochs", get: |r| r.epochs, set: |r, v| r.epochs = v },
    Column { name: "loss", get: |r| r.loss, set: |r, v| r.loss = v },
    Column { name: "accuracy", get: |r| r.accuracy, set: |r, v| r.accuracy = v },
    Column { name: "learning_rate", get: |r| r.learning_rate, set: |r, v| r.learning_rate = v },
    Column { name: "gradient_norm", get: |r| r.gradient_norm, set: |r, v| r.gradient_norm = v },
    Column { name: "images_per_second", get: |r| r.images_per_second, set: |r, v| r.images_per_second = v },
    Column { name: "elapsed_secs", get: |r| r.elapsed_secs, set: |r, v| r.elapsed_secs = v },
];

/// The columns of the validations before the first step and within an epoch.
pub const VALIDATION_COLUMNS: [Column<ValidationReport>; 5] = [
    Column { name: "step", get: |r| r.step as f64, set: |r, v| r.step = v as u64 },
    Column { name: "epochs", get: |r| r.epochs, set: |r, v| r.epochs = v },
    Column { name: "validation_loss", get: |r| r.loss, set: |r, v| r.loss = v },
    Column { name: "validation_accuracy", get: |r| r.accuracy, set: |r, v| r.accuracy = v },
    Column { name: "elapsed_secs", get: |r| r.elapsed_secs, set: |r, v| r.elapsed_secs = v },
];

/// The columns of the reports on epochs.
pub const EPOCH_COLUMNS: [Column<EpochReport>; 9] = [
    Column { name: "epoch", get: |r| r.epoch as f64, set: |r, v| r.epoch = v as usize },
    Column { name: "step", get: |r| r.step as f64, set: |r, v| r.step = v as u64 },
    Column { name: "train_loss", get: |r| r.train_loss, set: |r, v| r.train_loss = v },
    Column { name: "train_accuracy", get: |r| r.train_accuracy, set: |r, v| r.train_accuracy = v },
    Column { name: "validation_loss", get: |r| r.validation_loss, set: |r, v| r.validation_loss = v },
    Column { name: "validation_accuracy", get: |r| r.validation_accuracy, set: |r, v| r.validation_accuracy = v },
    Column { name: "is_best", get: |r| f64::from(u8::from(r.is_best)), set: |r, v| r.is_best = v > 0.5 },
    Column { name: "images_per_second", get: |r| r.images_per_second, set: |r, v| r.images_per_second = v },
    Column { name: "elapsed_secs", get: |r| r.elapsed_secs, set: |r, v| r.elapsed_secs = v },
];
